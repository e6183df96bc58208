# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: what stands still in each shot. Drawn once a shot, 1280 by 720; light comes from the left."""
from __future__ import annotations

import math

import cairo

import palette as p
from palette import mix
from shapes import curve, ellipse, fill, rounded, shade, stroke

W, H = 1280, 720


def rect(ctx, x, y, w, h, c, a=1.0):
    ctx.rectangle(x, y, w, h)
    fill(ctx, c, a)


def poly(ctx, points, c, a=1.0):
    ctx.move_to(*points[0])
    for q in points[1:]:
        ctx.line_to(*q)
    ctx.close_path()
    fill(ctx, c, a)


def tree(ctx, x, y, s, sway=0.0, trunk=p.WOOD_DEEP, leaf=p.LEAF, deep=p.LEAF_DEEP):
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s, s)
    curve(ctx, (-9, 0), (-6, -60, -4, -90, -6 + sway * 4, -140), (0, -142, 4, -142, 8 + sway * 4, -140), (5, -90, 8, -60, 12, 0))
    fill(ctx, trunk)
    for dx, dy, r, c in [(-34, -150, 44, deep), (36, -150, 46, deep), (0, -190, 56, deep), (-22, -178, 42, leaf), (22, -196, 44, leaf), (30, -158, 30, leaf), (-40, -146, 28, leaf)]:
        k = sway * (0.6 + (-dy) / 240) * 5
        ellipse(ctx, dx + k, dy, r, r * .94)
        fill(ctx, c)
    ctx.restore()


def plant(ctx, x, y, s, sway=0.0, pot=p.BRICK):
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s, s)
    for i, (a, l) in enumerate([(-62, 92), (-36, 120), (-12, 138), (14, 132), (38, 112), (60, 86)]):
        a = math.radians(a + sway * (2 + i % 3))
        tx, ty = math.sin(a) * l, -60 - math.cos(a) * l
        nx, ny = math.cos(a) * 15, math.sin(a) * 15
        mx, my = tx * .5, -60 + (ty + 60) * .5
        curve(ctx, (0, -56), (mx - nx, my - ny, tx - nx * .3, ty + 10, tx, ty), (tx + nx * .3, ty + 10, mx + nx, my + ny, 0, -56))
        fill(ctx, p.LEAF if i % 2 else p.LEAF_DEEP)
    poly(ctx, [(-34, -62), (34, -62), (26, 0), (-26, 0)], pot)
    poly(ctx, [(12, -62), (34, -62), (26, 0), (14, 0)], shade(pot, .16))
    rect(ctx, -38, -70, 76, 14, shade(pot, .08))
    ctx.restore()


def window(ctx, x, y, w, h, sway=0.0, cols=2, hills=True, frame=p.WHITE):
    ctx.save()
    ctx.rectangle(x, y, w, h)
    ctx.clip()
    rect(ctx, x, y, w, h, p.SKY)
    ellipse(ctx, x + w * .25, y + h * .12, w * .7, h * .4)
    fill(ctx, p.SKY_LIGHT)
    if hills:
        ellipse(ctx, x + w * .8, y + h * 1.12, w * .7, h * .42)
        fill(ctx, mix(p.SAGE, p.SKY, .45))
        ellipse(ctx, x + w * .15, y + h * 1.18, w * .7, h * .42)
        fill(ctx, mix(p.SAGE, p.SKY, .2))
    tree(ctx, x + w * .66, y + h * 1.06, h / 260, sway)
    ctx.restore()
    ctx.rectangle(x, y, w, h)
    stroke(ctx, frame, 13, cap=cairo.LINE_CAP_SQUARE)
    for i in range(1, cols):
        ctx.move_to(x + w * i / cols, y)
        ctx.line_to(x + w * i / cols, y + h)
        stroke(ctx, frame, 9)
    rect(ctx, x - 16, y + h + 4, w + 32, 14, frame)
    rect(ctx, x - 16, y + h + 15, w + 32, 5, shade(p.WALL, .18))


def beam(ctx, points, a):
    """A patch of sun; `a` lives with the clouds."""
    poly(ctx, points, p.WHITE, a)


def clock(ctx, x, y, r, seconds, hour=9.0):
    ellipse(ctx, x + 3, y + 5, r, r)
    fill(ctx, shade(p.WALL, .16))
    ellipse(ctx, x, y, r, r)
    fill(ctx, p.WHITE)
    ellipse(ctx, x, y, r, r)
    stroke(ctx, p.TEAL, r * .13)
    for i in range(12):
        a = math.pi * i / 6
        ctx.move_to(x + math.sin(a) * r * .74, y - math.cos(a) * r * .74)
        ctx.line_to(x + math.sin(a) * r * .82, y - math.cos(a) * r * .82)
        stroke(ctx, p.SLATE, r * .05)
    minutes = (hour % 1) * 60 + seconds / 60
    for length, width, turn, c in ((.42, .09, (hour % 12 + seconds / 3600) / 12, p.INK), (.64, .07, minutes / 60, p.INK),
                                   (.70, .035, math.floor(seconds) / 60, p.BRICK)):
        a = 2 * math.pi * turn
        ctx.move_to(x, y)
        ctx.line_to(x + math.sin(a) * r * length, y - math.cos(a) * r * length)
        stroke(ctx, c, r * width)
    ellipse(ctx, x, y, r * .07, r * .07)
    fill(ctx, p.INK)


def chair(ctx, x, seat, c=p.TEAL, s=1.0):
    ctx.save()
    ctx.translate(x, seat)
    ctx.scale(s, s)
    for lx in (-42, 42):
        ctx.move_to(lx, 8)
        ctx.line_to(lx * 1.1, 92)
        stroke(ctx, p.INK, 7)
    rounded(ctx, -56, -112, 112, 92, 20)
    fill(ctx, c)
    rounded(ctx, -56, -112, 112, 30, 15)
    fill(ctx, mix(c, p.WHITE, .08))
    rounded(ctx, -60, -10, 120, 26, 12)
    fill(ctx, shade(c, .20))
    ctx.restore()


# --- the places --------------------------------------------------------------------------------------------

def waiting_room(ctx):
    rect(ctx, 0, 0, W, H, p.WALL)
    rect(ctx, 0, 392, W, 168, p.SAGE)
    rect(ctx, 0, 386, W, 9, p.WHITE)
    rect(ctx, 0, 556, W, 10, shade(p.SAGE, .3))
    rect(ctx, 0, 566, W, 154, p.FLOOR)
    for i in range(-3, 14):
        ctx.move_to(i * 120 + 60, 566)
        ctx.line_to(640 + (i * 120 + 60 - 640) * 1.5, 720)
        stroke(ctx, p.FLOOR_DEEP, 2)
    ctx.move_to(0, 628)
    ctx.line_to(W, 628)
    stroke(ctx, p.FLOOR_DEEP, 2)
    # noticeboard, without words
    rounded(ctx, 452, 150, 176, 128, 6)
    fill(ctx, p.WOOD)
    rect(ctx, 461, 159, 158, 110, mix(p.WOOD, p.CREAM, .55))
    for x, y, w, h, c in [(474, 170, 40, 54, p.WHITE), (524, 176, 52, 38, p.ROSE), (586, 168, 24, 40, p.SKY), (526, 224, 36, 34, p.OCHRE), (572, 222, 38, 36, p.WHITE), (476, 234, 34, 24, p.SAGE)]:
        rect(ctx, x, y, w, h, c)
        ellipse(ctx, x + w / 2, y + 4, 2.6, 2.6)
        fill(ctx, p.BRICK)
    # number display, only lights
    rounded(ctx, 846, 118, 120, 56, 8)
    fill(ctx, p.INK)
    # double door at the right
    rect(ctx, 1022, 150, 214, 416, p.WHITE)
    rect(ctx, 1034, 162, 190, 404, p.TEAL)
    for x in (1044, 1133):
        rect(ctx, x, 176, 82, 250, p.SKY)
        poly(ctx, [(x, 300), (x + 82, 218), (x + 82, 262), (x, 344)], p.SKY_LIGHT)
        rect(ctx, x, 440, 82, 110, shade(p.TEAL, .18))
    rect(ctx, 1127, 162, 4, 404, p.TEAL_DEEP)
    rounded(ctx, 1114, 430, 7, 46, 3)
    fill(ctx, p.OCHRE)
    rounded(ctx, 1137, 430, 7, 46, 3)
    fill(ctx, p.OCHRE)
    # a rug under the chairs
    poly(ctx, [(440, 650), (1000, 650), (1034, 694), (406, 694)], mix(p.FLOOR, p.BRICK, .22))
    for x in (500, 640, 780, 920):
        chair(ctx, x, 534)


def portrait_wall(ctx, window_side=-1):
    """A quiet wall for close shots in the waiting room."""
    rect(ctx, 0, 0, W, H, p.WALL)
    rect(ctx, 0, 470, W, 250, p.SAGE)
    rect(ctx, 0, 462, W, 12, p.WHITE)


def front_desk(ctx):
    rect(ctx, 0, 0, W, H, mix(p.WALL, p.CREAM, .35))
    rect(ctx, 0, 0, 500, H, p.WALL)
    rect(ctx, 0, 0, 18, H, shade(p.WALL, .10))
    poly(ctx, [(500, 0), (512, 0), (512, 720), (500, 720)], shade(p.WALL, .12))
    # shelves with folders behind the agent
    colours = [p.TEAL, p.OCHRE, p.BRICK, p.SAGE_DEEP, p.PLUM, p.ROSE, p.SLATE]
    for row, y in enumerate((118, 262)):
        x, i = 596, row * 3
        while x < 1214:
            w = 20 + (i * 7) % 13
            h = 78 + (i * 11) % 26
            if (i + row) % 6 == 5:
                x += 38
            else:
                rect(ctx, x, y + 104 - h, w, h, mix(colours[i % 7], p.WALL, .28))
                rect(ctx, x + w * .28, y + 104 - h + 14, w * .44, 20, mix(p.WHITE, p.WALL, .2))
                x += w + 3
            i += 1
        rect(ctx, 572, y + 104, 670, 12, p.WOOD)
        rect(ctx, 572, y + 116, 670, 4, p.WOOD_DEEP)
    # picture on the left wall
    ctx.save()
    ctx.translate(-62, 0)
    rect(ctx, 98, 120, 170, 128, p.WHITE)
    ctx.rectangle(108, 130, 150, 108)
    ctx.clip()
    rect(ctx, 108, 130, 150, 108, p.SKY)
    ellipse(ctx, 140, 250, 90, 60)
    fill(ctx, p.SAGE)
    ellipse(ctx, 230, 256, 80, 50)
    fill(ctx, p.LEAF_DEEP)
    ellipse(ctx, 222, 158, 14, 14)
    fill(ctx, p.OCHRE)
    ctx.restore()


def lamp(ctx, x, length):
    ctx.move_to(x, 0)
    ctx.line_to(x, length)
    stroke(ctx, p.INK, 4)
    curve(ctx, (x - 58, length + 52), (x - 54, length + 10, x - 26, length, x, length), (x + 26, length, x + 54, length + 10, x + 58, length + 52))
    fill(ctx, p.BRICK)
    curve(ctx, (x + 12, length + 52), (x + 16, length + 20, x + 10, length + 4, x, length), (x + 26, length, x + 54, length + 10, x + 58, length + 52))
    fill(ctx, p.BRICK_DEEP)
    ellipse(ctx, x, length + 52, 58, 8)
    fill(ctx, mix(p.OCHRE, p.WHITE, .65))


def counter(ctx):
    """In front of the agent, from x = 540 to the right edge."""
    rect(ctx, 548, 560, 740, 160, p.TEAL)
    for x in range(576, 1280, 62):
        rect(ctx, x, 596, 34, 124, shade(p.TEAL, .13))
    rounded(ctx, 520, 532, 800, 32, 8)
    fill(ctx, p.WOOD)
    rounded(ctx, 520, 554, 800, 12, 5)
    fill(ctx, p.WOOD_DEEP)
    # screen seen from behind, telephone, little plant
    rounded(ctx, 1040, 384, 196, 126, 9)
    fill(ctx, p.INK)
    rounded(ctx, 1052, 394, 172, 106, 6)
    fill(ctx, p.SLATE)
    rect(ctx, 1122, 506, 34, 22, p.INK)
    rounded(ctx, 1094, 524, 92, 10, 4)
    fill(ctx, p.INK)
    rounded(ctx, 688, 506, 74, 27, 7)
    fill(ctx, p.SLATE)
    rounded(ctx, 682, 494, 86, 17, 8)
    fill(ctx, p.INK)


def office(ctx):
    rect(ctx, 0, 0, W, H, mix(p.SAGE, p.CREAM, .52))
    rect(ctx, 0, 552, W, 168, p.FLOOR)
    rect(ctx, 0, 540, W, 13, p.WHITE)
    for y in (590, 642):
        ctx.move_to(0, y)
        ctx.line_to(W, y)
        stroke(ctx, p.FLOOR_DEEP, 2)
    ellipse(ctx, 640, 646, 470, 58)
    fill(ctx, mix(p.FLOOR, p.BRICK, .30))
    ellipse(ctx, 640, 646, 440, 50)
    stroke(ctx, mix(p.FLOOR, p.CREAM, .45), 4)
    # bookcase
    rounded(ctx, 1086, 252, 150, 292, 6)
    fill(ctx, p.WOOD)
    colours = [p.BRICK, p.TEAL, p.OCHRE, p.WHITE, p.PLUM, p.SAGE_DEEP]
    for r in range(3):
        y = 268 + r * 92
        rect(ctx, 1098, y, 126, 78, p.WOOD_DEEP)
        x, i = 1104, r * 2
        while x < 1196 - r * 14:
            w, h = 13 + (i * 5) % 8, 48 + (i * 13) % 24
            rect(ctx, x, y + 78 - h, w, h, mix(colours[i % 6], p.WOOD, .15))
            x += w + 2
            i += 1


def armchair(ctx, x, y, facing, c=p.TEAL, s=1.0):
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s * facing, s)
    for lx in (-92, 88):
        ctx.move_to(lx, 250)
        ctx.line_to(lx * 1.04, 300)
        stroke(ctx, p.WOOD_DEEP, 11)
    curve(ctx, (-128, 262), (-150, 60, -150, -66, -96, -74), (-30, -84, 46, -80, 66, -60), (84, 10, 88, 180, 84, 262))
    fill(ctx, c)
    curve(ctx, (-128, 262), (-150, 60, -150, -66, -96, -74), (-120, -30, -108, 120, -92, 262))
    fill(ctx, shade(c, .18))
    ctx.restore()


def armchair_front(ctx, x, y, facing, c=p.TEAL, s=1.0):
    """Seat and the near arm, over the sitter's hips."""
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s * facing, s)
    rounded(ctx, -112, 226, 222, 42, 18)
    fill(ctx, mix(c, p.WHITE, .07))
    rounded(ctx, -134, 138, 52, 134, 25)
    fill(ctx, shade(c, .10))
    ctx.restore()


def street(ctx):
    rect(ctx, 0, 0, W, H, p.SKY_LIGHT)
    ellipse(ctx, 930, 190, 420, 250)
    fill(ctx, mix(p.SKY_LIGHT, p.WHITE, .55))
    ellipse(ctx, 980, 196, 62, 62)
    fill(ctx, mix(p.OCHRE, p.WHITE, .45))
    for x, w, h, c in [(560, 120, 190, p.ROSE), (668, 96, 230, p.CREAM), (760, 130, 170, mix(p.OCHRE, p.WALL, .5)), (884, 110, 214, p.WALL_DEEP), (990, 150, 176, mix(p.ROSE, p.WALL, .5)), (1136, 160, 222, p.CREAM)]:
        c = mix(c, p.SKY_LIGHT, .38)
        rect(ctx, x, 500 - h, w, h, c)
        poly(ctx, [(x - 6, 500 - h), (x + w / 2, 500 - h - 44), (x + w + 6, 500 - h)], mix(p.BRICK, p.SKY_LIGHT, .45))
        for i in range(2):
            for j in range(int(h // 70)):
                rect(ctx, x + w * (.2 + .4 * i), 500 - h + 24 + j * 62, w * .2, 34, mix(p.TEAL, p.SKY_LIGHT, .5))
    rect(ctx, 0, 500, W, 220, mix(p.FLOOR, p.CREAM, .45))
    rect(ctx, 0, 500, W, 26, mix(p.SAGE, p.CREAM, .3))
    poly(ctx, [(420, 720), (700, 526), (1280, 526), (1280, 720)], mix(p.FLOOR, p.CREAM, .7))


def town_hall(ctx):
    """The corner of the building one leaves, at the left."""
    rect(ctx, 0, 0, 440, 600, p.WALL)
    poly(ctx, [(440, 0), (486, 0), (486, 590), (440, 600)], shade(p.WALL, .22))
    rect(ctx, 0, 52, 446, 20, p.WHITE)
    rect(ctx, 0, 72, 446, 6, shade(p.WALL, .16))
    for y in range(110, 600, 62):
        ctx.move_to(388, y)
        ctx.line_to(440, y)
        stroke(ctx, shade(p.WALL, .10), 3)
    rect(ctx, 128, 150, 212, 446, p.WHITE)
    rect(ctx, 144, 166, 180, 430, p.TEAL_DEEP)
    poly(ctx, [(144, 166), (226, 190), (226, 606), (144, 596)], p.TEAL)
    poly(ctx, [(156, 190), (214, 206), (214, 380), (156, 372)], p.SKY)
    poly(ctx, [(156, 330), (214, 270), (214, 306), (156, 360)], p.SKY_LIGHT)
    rect(ctx, 90, 596, 360, 24, p.WALL_DEEP)
    rect(ctx, 66, 618, 420, 26, shade(p.WALL_DEEP, .10))
    rect(ctx, 40, 642, 490, 30, shade(p.WALL_DEEP, .18))
