# SPDX-License-Identifier: GPL-3.0-or-later
"""The film's picture: one function a shot, called for every frame with its time."""
from __future__ import annotations

import math

import cairo

import figures as f
import palette as p
import sets
from figures import DOLORES, HELENE, KARIM, NADIA, READER, Pose
from palette import mix
from scene import Scene, at, closer, ease, phone, ramp, text
from sets import H, W
from shapes import ellipse, fill, rounded, shade, stroke
from story import FPS

FADE = 12      # frames of dissolve between two scenes


# --- shots -------------------------------------------------------------------------------------------------

def titre(ctx, s):
    sets.rect(ctx, 0, 0, W, H, p.TEAL)
    t = s.into("titre")
    grow = ramp(t, 0.0, 2.2)
    # A door of light opens on the wall and stays: the film's image.
    w = 30 + 230 * grow
    ctx.save()
    sets.poly(ctx, [(910 - w * .5, 132), (910 + w * .5, 132), (910 + w * .5, 588), (910 - w * .5, 588)], mix(p.OCHRE, p.WHITE, .72))
    ctx.rectangle(910 - w * .5, 132, w, 456)
    ctx.clip()
    sets.rect(ctx, 700, 470, 440, 130, mix(p.SAGE, p.CREAM, .2))
    ellipse(ctx, 960, 250, 46, 46)
    fill(ctx, mix(p.OCHRE, p.WHITE, .25))
    sets.tree(ctx, 884, 520, 1.25, s.sway)
    ctx.restore()
    sets.poly(ctx, [(910 - w * .5, 588), (910 + w * .5, 588), (910 + w * .5 - 130 * grow, 720), (910 - w * .5 - 330 * grow, 720)], mix(p.TEAL, p.OCHRE, .38))
    ctx.rectangle(910 - w * .5, 132, w, 456)
    stroke(ctx, p.CREAM, 10, cap=cairo.LINE_CAP_SQUARE)
    a = ramp(t, 0.9, 1.2)
    text(ctx, "Accueillir", 108, 330, 96, p.CREAM, "Inter Display Semi Bold", a=a, centre=False)
    text(ctx, "la parole", 108, 436, 96, p.CREAM, "Inter Display Semi Bold", a=a, centre=False)
    sets.rect(ctx, 112, 482, 96 * a, 7, p.OCHRE)


def _display(ctx, s, on):
    for i in range(2):                                     # two digits made of dots: lights, not words
        for a in range(3):
            for b in range(5):
                lit = on and not (a == 1 and b in (1, 3))
                ellipse(ctx, 880 + i * 32 + a * 9, 129 + b * 8.5, 3.2, 3.2)
                fill(ctx, p.OCHRE if lit else mix(p.INK, p.SLATE, .4))


def attente(ctx, s):
    closer(ctx, 1.15, 640, 400)
    sets.waiting_room(ctx)
    sets.window(ctx, 76, 104, 300, 250, s.sway, cols=3)
    sets.clock(ctx, 784, 172, 40, s.t, 9.05)
    called = s.since("assise") > 0.5
    _display(ctx, s, (not called) or int(s.t * 2.5) % 2 == 0)
    for i in range(3):
        x = 210 + i * 118
        sets.beam(ctx, [(x, 566), (x + 92, 566), (x + 12, 720), (x - 100, 720)], s.sun * .9)
    sets.plant(ctx, 408, 588, .86, s.sway)

    door = s.since("porte")
    opened = ramp(door, 0.1, 0.7) * (1 - ramp(door, 2.6, 0.9))
    if opened > 0.01:                                      # the left leaf swings, the street shows
        sets.rect(ctx, 1034, 162, 95, 404, p.SKY_LIGHT)
        sets.rect(ctx, 1034, 470, 95, 96, mix(p.FLOOR, p.CREAM, .6))
        sets.tree(ctx, 1078, 486, .7, s.sway)
        w = 95 * (1 - opened * .78)
        sets.poly(ctx, [(1034, 162), (1034 + w, 162 + 14 * opened), (1034 + w, 566 + 22 * opened), (1034, 566)], shade(p.TEAL, .10))
        sets.poly(ctx, [(1034 + w * .12, 178), (1034 + w * .88, 178 + 12 * opened), (1034 + w * .88, 428 + 8 * opened), (1034 + w * .12, 426)], p.SKY)

    # Dolores, and a man behind his newspaper
    look = ramp(s.since("arrivee"), -0.2, 0.7) * (1 - .5 * ramp(s.since("assise"), 0.4, 1.0))
    at(ctx, 500, 386, .62, f.seated, DOLORES, s.pose("dolores", 2, turn=.12 + .55 * look, smile=.2 + .5 * look, gaze=(.5 * look, 0),
       left=(-30, 150), right=(28, 154)), p.PLUM, p.INK, skirt=True)
    at(ctx, 500, 492, .62, _handbag)
    at(ctx, 920, 386, .62, f.seated, READER, s.pose("", 3, nod=5, gaze=(0, .8), left=(-62, 112), right=(62, 112)), mix(p.SLATE, p.INK, .4), p.WOOD_DEEP)
    at(ctx, 920, 440 + math.sin(s.slow * .8) * 1.2, .62, _newspaper)

    # Nadia: through the door, along the chairs, then seated
    start, sit = s.timeline.marks["porte"] / FPS + 0.8, s.timeline.marks["assise"] / FPS
    arrive = s.timeline.marks["arrivee"] / FPS
    if s.t < start:
        return
    walk = min(1.0, (s.t - start) / (arrive - start))
    walk = walk + (math.sin(2 * math.pi * walk) * 0.0)
    slow = 1 - ramp(s.t, arrive - 0.5, 0.5)
    x = 1084 - (1084 - 700) * (1 - (1 - walk) ** 1.35)
    sitting = ramp(s.t, sit - 0.35, 0.75)
    if sitting < 0.5:
        y = 292 + 26 * sitting + 10 * ramp(walk, .0, .4)
        turn = -.75 + .25 * ramp(s.t, arrive, .4) + 0.6 * sitting
        at(ctx, x - 60 * sitting, y, .66, f.walking, NADIA, s.pose("nadia", 0, turn=turn, worry=.45, gaze=(-.6, .2), extra={"bag": True}),
           (s.t - start) * 1.02, p.INK, -1, stride=max(0.0, slow) * .92)
    else:
        down = (1 - sitting) * 2
        turn = -.5 * (1 - ramp(s.since("assise"), .5, 1.0)) + .35 * ramp(s.since("assise"), 1.6, .8)
        at(ctx, 640, 386 - 34 * down, .62, f.seated, NADIA, s.pose("nadia", 0, turn=turn, worry=.5, nod=2, gaze=(turn, .1),
           left=(-24, 152), right=(24, 156)), p.INK, p.INK)


def _handbag(ctx):
    ctx.move_to(-26, 6)
    ctx.curve_to(-24, -40, 24, -40, 26, 6)
    stroke(ctx, p.BRICK_DEEP, 7)
    rounded(ctx, -52, 0, 104, 62, 14)
    fill(ctx, p.BRICK)
    rounded(ctx, -52, 0, 104, 22, 10)
    fill(ctx, p.BRICK_DEEP)
    ellipse(ctx, 0, 22, 6, 6)
    fill(ctx, p.OCHRE)


def _newspaper(ctx):
    for side in (-1, 1):
        sets.poly(ctx, [(0, -8), (side * 92, -26), (side * 92, 92), (0, 108)], p.WHITE if side < 0 else shade(p.WHITE, .08))
        sets.poly(ctx, [(side * 12, 6), (side * 80, -6), (side * 80, 12), (side * 12, 24)], mix(p.SLATE, p.WHITE, .55))
        for i in range(3):
            sets.poly(ctx, [(side * 12, 38 + i * 18), (side * 80, 26 + i * 17), (side * 80, 32 + i * 17), (side * 12, 45 + i * 18)], mix(p.SLATE, p.WHITE, .72))


def telephone(ctx, s):
    sets.portrait_wall(ctx)
    sets.window(ctx, -120, 60, 330, 300, s.sway, cols=2)
    sets.beam(ctx, [(330, 0), (560, 0), (230, 720), (-30, 720)], s.sun * .55)
    sets.beam(ctx, [(640, 0), (720, 0), (400, 720), (310, 720)], s.sun * .45)
    rounded(ctx, 470, 430, 560, 330, 70)
    fill(ctx, p.TEAL)
    rounded(ctx, -250, 470, 560, 330, 70)
    fill(ctx, shade(p.TEAL, .12))
    at(ctx, 92, 430, 1.75, f.bust, DOLORES, s.pose("dolores", 2, turn=.25 + .25 * ramp(s.since("vibreur-1"), .3, .8), gaze=(.8, .3), worry=.35,
       left=(-30, 210), right=(30, 214)), 280)
    up = ramp(s.since("vibreur-1"), .5, .9)
    down = ramp(s.since("pensee"), -.9, .8)
    held = up * (1 - down)
    shake = math.sin(s.t * 78) * 2.2 if 0 < s.since("vibreur-1") % 0.9 < .5 and 0 <= s.since("vibreur-1") < 1.8 else 0.0
    freeze = ramp(s.since("vibreur-1"), 1.6, .5)
    gaze_down = .2 + .7 * held
    lift = ramp(s.since("pensee"), .2, 1.2)
    pose = s.pose("", 0, turn=.12 - .32 * lift, nod=9 * held + 3 - 3 * lift, worry=.5 + .45 * freeze, smile=-.25 * freeze, gaze=(.1 - .7 * lift, gaze_down * (1 - lift)),
                  left=(-30, 196), right=(26, 200 - 62 * held))
    ctx.save()
    ctx.translate(750, 372)
    ctx.scale(2.05, 2.05)
    f.torso(ctx, NADIA, pose, 280)
    f.arm(ctx, NADIA, -1, pose.left, size=.92)
    f.head(ctx, NADIA, pose)
    phone(ctx, 20 + shake * .4, 188 - 66 * held, 1.0, .85 * held, -.12 + .9 * down)
    f.arm(ctx, NADIA, 1, (pose.right[0] + 6 + shake * .4, pose.right[1] + 6), size=.86)
    ctx.restore()


def accueil(ctx, s):
    sets.front_desk(ctx)
    sets.lamp(ctx, 830, 34)
    sets.beam(ctx, [(0, 180), (0, 420), (500, 720), (250, 720)], s.sun * .8)
    sets.plant(ctx, 66, 760, 1.45, s.sway)
    risen = ramp(s.since("karim-leve"), .1, 1.1)
    shows = ramp(s.since("karim-leve"), 1.0, .8)
    attend = ramp(s.into("accueil"), .6, .8)
    calm = ramp(s.since("vibreur-2"), .4, .8)
    right = (70, 190) if shows < .01 else (70 + 164 * shows, 190 - 122 * shows)
    karim = s.pose("karim", 1, turn=-.15 - .6 * attend + .9 * shows, smile=.25 + .15 * attend, nod=4 * (1 - attend), gaze=(-.5 * attend + .9 * shows, .2 * (1 - attend)),
                   worry=.15 * calm, left=(-46, 168), right=right)
    karim.tilt += .05 * calm * (1 - risen)
    at(ctx, 876, 352 - 74 * risen, 1.5, f.bust, KARIM, karim, 300)
    sets.counter(ctx)
    # his near hand lies on the counter
    at(ctx, 0, 0, 1.0, _hands_on_counter, risen)
    buzz = s.since("vibreur-2")
    uneasy = ramp(buzz, .1, .5)
    secret = ramp(buzz, 4.0, .8)
    away = s.since("karim-leve")
    nadia = s.pose("nadia", 0, turn=.72 - .5 * uneasy * (1 - ramp(buzz, 2.2, .8)) + .1 * secret, worry=.55 - .2 * ramp(away, -1.2, .8), smile=.25 * ramp(away, -1.0, .6),
                   nod=6 * uneasy * (1 - ramp(buzz, 2.4, .8)), gaze=(.7, .5 * uneasy * (1 - ramp(buzz, 2.2, .6))), left=(-52, 206), right=(142, 134))
    at(ctx, 306, 306, 1.62, _nadia_standing, nadia)
    # her phone, face down beside her hand, lights its edge when it buzzes
    on = 0 <= buzz < 1.8 and buzz % .9 < .5
    jitter = math.sin(s.t * 80) * 2.5 if on else 0
    rounded(ctx, 560 + jitter, 523, 66, 11, 4)
    fill(ctx, p.INK)
    if on:
        for i, r in enumerate((18, 30)):
            for a0, a1 in ((math.pi * .85, math.pi * 1.15), (-math.pi * .15, math.pi * .15)):
                ctx.new_sub_path()
                ctx.arc(593, 526, 36 + r, a0, a1)
                stroke(ctx, p.BRICK, 4, .8 - .3 * i)


def _hands_on_counter(ctx, risen):
    if risen > .6:
        return
    y = 524
    for x, d in ((806, 1), (852, -1)):
        ellipse(ctx, x, y, 30, 15)
        fill(ctx, shade(KARIM.skin, .04 if d > 0 else .14))
    for i in range(3):
        ctx.move_to(812 + i * 11, y - 8)
        ctx.line_to(818 + i * 11, y + 7)
        stroke(ctx, shade(KARIM.skin, .28), 2)


def _nadia_standing(ctx, pose):
    f.arm(ctx, NADIA, 1, pose.right, shade(NADIA.top, .12), bend=1)
    f.torso(ctx, NADIA, pose, 280)
    ctx.move_to(-52, 10)
    ctx.curve_to(-40, 90, 0, 170, 54, 232)
    stroke(ctx, p.WOOD_DEEP, 6)
    f.arm(ctx, NADIA, -1, pose.left)
    f.head(ctx, NADIA, pose)


def _sitter(ctx, s, look, pose, facing, legs, skirt=False):
    """Three-quarter seat: thighs go forward, shins down."""
    for off, c in ((14, shade(legs, .22)), (0, legs)):
        ctx.move_to(facing * 6, 206 - off * .4)
        ctx.line_to(facing * (112 + off), 212 - off)
        ctx.line_to(facing * (118 + off), 322 - off)
        stroke(ctx, c, 50 if off == 0 else 44)
        ctx.save()
        ellipse(ctx, facing * (132 + off), 344 - off, 33, 14)
        fill(ctx, p.INK if off == 0 else shade(p.INK, .2))
        ctx.restore()
    f.torso(ctx, look, pose, 220)
    if look.coat:
        f.curve(ctx, (-70, 190), (-60, 240, facing * 60, 246, facing * 112, 238), (facing * 140, 220, facing * 130, 184, facing * 104, 184), (60, 176, -40, 170, -70, 190))
        fill(ctx, shade(look.top, .06))
    f._arms(ctx, look, pose)
    f.head(ctx, look, pose)


def _table(ctx, s, card=0.0, pushed=0.0):
    ctx.move_to(640, 560)
    ctx.line_to(640, 650)
    stroke(ctx, p.WOOD_DEEP, 14)
    ellipse(ctx, 640, 654, 58, 12)
    fill(ctx, p.WOOD_DEEP)
    ellipse(ctx, 640, 556, 118, 26)
    fill(ctx, p.WOOD_DEEP)
    ellipse(ctx, 640, 548, 118, 26)
    fill(ctx, p.WOOD)
    for x in (590, 690):
        sets.poly(ctx, [(x - 12, 498), (x + 12, 498), (x + 9, 548), (x - 9, 548)], mix(p.SKY_LIGHT, p.WHITE, .3), .85)
        sets.poly(ctx, [(x - 11, 514), (x + 11, 514), (x + 9, 548), (x - 9, 548)], p.SKY, .9)
    rounded(ctx, 622, 520, 40, 26, 4)
    fill(ctx, p.ROSE)
    sets.poly(ctx, [(630, 520), (640, 504), (650, 512), (656, 520)], p.WHITE)


def _office(ctx, s):
    closer(ctx, 1.12, 640, 466)
    sets.office(ctx)
    sets.window(ctx, 486, 92, 308, 286, s.sway, cols=2)
    for side in (-1, 1):                                     # curtains
        x = 640 + side * 196
        sets.poly(ctx, [(x - 34, 74), (x + 34, 74), (x + 40 + s.sway * 2, 430), (x - 40 + s.sway * 2, 430)], mix(p.ROSE, p.CREAM, .35))
        sets.poly(ctx, [(x - 8, 74), (x + 8, 74), (x + 12 + s.sway * 2, 430), (x - 6 + s.sway * 2, 430)], mix(p.ROSE, p.CREAM, .1))
    sets.rect(ctx, 392, 66, 496, 10, p.WOOD_DEEP)
    sets.clock(ctx, 964, 150, 40, s.t, 9.42)
    sets.beam(ctx, [(520, 552), (760, 552), (620, 720), (300, 720)], s.sun)
    sets.plant(ctx, 112, 600, 1.2, s.sway, p.OCHRE_DEEP)


def bureau(ctx, s):
    _office(ctx, s)
    asks = ramp(s.into("bureau"), 5.0, 1.0)
    sets.armchair(ctx, 330, 336, 1, p.TEAL)
    at(ctx, 340, 352, 1.0, _sitter, s, NADIA, s.pose("nadia", 0, turn=.66, worry=.5, nod=2 + 3 * asks, gaze=(.5 - .4 * asks, .2 + .5 * asks), left=(20, 186), right=(62, 190)), 1, p.INK)
    sets.armchair_front(ctx, 330, 336, 1, p.TEAL)
    sets.armchair(ctx, 950, 336, -1, p.BRICK)
    at(ctx, 938, 352, 1.0, _sitter, s, HELENE, s.pose("helene", 2, turn=-.64, smile=.35, lean=-.03 - .03 * asks, gaze=(-.5, .1), left=(-64, 186), right=(-10, 190)), -1, p.SAGE_DEEP)
    sets.armchair_front(ctx, 950, 336, -1, p.BRICK)
    _table(ctx, s)


def silence(ctx, s):
    sets.rect(ctx, 0, 0, W, H, mix(p.SAGE, p.CREAM, .52))
    sets.window(ctx, 930, -40, 420, 420, s.sway, cols=2)
    sets.poly(ctx, [(820, -10), (930, -10), (944 + s.sway * 3, 560), (800 + s.sway * 3, 560)], mix(p.ROSE, p.CREAM, .35))
    sets.poly(ctx, [(866, -10), (890, -10), (900 + s.sway * 3, 560), (872 + s.sway * 3, 560)], mix(p.ROSE, p.CREAM, .1))
    sets.clock(ctx, 180, 150, 62, s.t, 9.42)
    rounded(ctx, 210, 330, 560, 500, 110)
    fill(ctx, p.TEAL)
    rounded(ctx, 210, 330, 120, 500, 60)
    fill(ctx, p.TEAL_DEEP)
    press = ramp(s.since("tic-tac"), .5, .8)
    speak = ramp(s.since("tic-tac"), 2.4, .9)
    believed = ramp(s.since("croire"), .5, .8)
    pose = s.pose("nadia", 0, turn=.3 - .22 * press + .34 * speak, nod=9 * press * (1 - speak) + 2, worry=.75 - .25 * believed, gaze=(.1 + .6 * speak, .8 * press * (1 - .7 * speak)),
                  extra={"light": 1})
    pose.extra["light"] = -1
    ctx.save()
    ctx.translate(500, 330)
    ctx.scale(2.0, 2.0)
    f.torso(ctx, NADIA, pose, 290)
    f.arm(ctx, NADIA, -1, (-22, 168), size=.86)
    f.arm(ctx, NADIA, 1, (30, 168), size=.86)
    f.head(ctx, NADIA, pose)
    at(ctx, 5, 172 - 1.5 * press, 1.0, _clasped, press)
    ctx.restore()


def _clasped(ctx, press):
    k = 1 - .06 * press
    c = NADIA.skin
    ctx.save()
    ctx.scale(1 / k, k)
    ellipse(ctx, -10, 2, 25, 15)
    fill(ctx, shade(c, .12))
    ellipse(ctx, 10, -2, 25, 15)
    fill(ctx, c)
    for i in range(4):
        ctx.move_to(-6 + i * 8.4, -13 + i * .6)
        ctx.line_to(-11 + i * 8.4, 3 + i)
        stroke(ctx, shade(c, .30), 1.8)
    ctx.move_to(-8, -12)
    ctx.line_to(12, -16)
    stroke(ctx, c, 9)
    ctx.restore()


def ecoute(ctx, s):
    sets.rect(ctx, 0, 0, W, H, mix(p.SAGE, p.CREAM, .52))
    sets.window(ctx, -60, -40, 400, 430, s.sway, cols=2)
    sets.poly(ctx, [(340, -10), (450, -10), (464 + s.sway * 3, 580), (330 + s.sway * 3, 580)], mix(p.ROSE, p.CREAM, .35))
    sets.poly(ctx, [(388, -10), (410, -10), (420 + s.sway * 3, 580), (396 + s.sway * 3, 580)], mix(p.ROSE, p.CREAM, .1))
    colours = [p.BRICK, p.TEAL, p.OCHRE, p.WHITE, p.PLUM, p.SAGE_DEEP]
    rounded(ctx, 1090, 80, 260, 560, 8)
    fill(ctx, p.WOOD)
    for r in range(3):
        y = 104 + r * 178
        sets.rect(ctx, 1112, y, 220, 150, p.WOOD_DEEP)
        x, i = 1122, r * 2
        while x < 1290:
            w, h = 25 + (i * 9) % 15, 94 + (i * 23) % 46
            sets.rect(ctx, x, y + 150 - h, w, h, mix(colours[i % 6], p.WOOD, .15))
            x += w + 3
            i += 1
    rounded(ctx, 490, 330, 560, 500, 110)
    fill(ctx, p.BRICK)
    rounded(ctx, 930, 330, 120, 500, 60)
    fill(ctx, p.BRICK_DEEP)
    listens = ramp(s.into("ecoute"), 6.0, .8)
    pose = s.pose("helene", 2, turn=-.34, smile=.25, worry=.15, gaze=(-.5, .1), lean=-.02, left=(-24, 186), right=(20, 184))
    pose.tilt -= .06 * listens
    pose.nod += 3.0 * listens * max(0.0, math.sin((s.into("ecoute") - 6.4) * 4.2)) if listens > .2 else 0
    at(ctx, 760, 330, 2.0, f.bust, HELENE, pose, 290)


def numero(ctx, s):
    _office(ctx, s)
    put = ramp(s.since("carte"), .2, 1.0)
    back = ramp(s.since("carte"), 1.6, .9)
    rise = ramp(s.since("releve"), -.2, 1.0)
    sets.armchair(ctx, 330, 336, 1, p.TEAL)
    at(ctx, 340, 352 - 4 * rise, 1.0, _sitter, s, NADIA, s.pose("nadia", 0, turn=.66, worry=.35 - .25 * rise, smile=.3 * rise, nod=5 * put * (1 - rise) - 3 * rise, gaze=(.6, .7 * put * (1 - rise)),
       left=(20, 186), right=(62, 190)), 1, p.INK)
    sets.armchair_front(ctx, 330, 336, 1, p.TEAL)
    sets.armchair(ctx, 950, 336, -1, p.BRICK)
    reach = put * (1 - back)
    hand = (-64 - 130 * reach, 186 - 10 * reach)
    at(ctx, 938, 352, 1.0, _sitter, s, HELENE, s.pose("helene", 2, turn=-.64, smile=.35, lean=-.05 - .10 * reach, gaze=(-.5, .2 * reach), left=hand, right=(-10, 190)), -1, p.SAGE_DEEP)
    sets.armchair_front(ctx, 950, 336, -1, p.BRICK)
    _table(ctx, s)
    if put > .3:
        x = 752 - 88 * ramp(s.since("carte"), .5, .7)
        sets.poly(ctx, [(x - 30, 548), (x + 22, 548), (x + 32, 562), (x - 24, 562)], p.WHITE)
        sets.poly(ctx, [(x - 30, 548), (x + 22, 548), (x + 25, 552), (x - 28, 552)], p.PLUM)


def dehors(ctx, s):
    sets.street(ctx)
    for x, y, k in ((1080, 540, 1.15), (620, 530, .9)):
        sets.tree(ctx, x, y, k, s.sway)
        ellipse(ctx, x - 60, y + 6, 120 * k, 10)
        fill(ctx, p.SAGE_DEEP, .35)
    sets.town_hall(ctx)
    t = s.into("dehors")
    sets.beam(ctx, [(1280, 526), (1280, 720), (760, 720), (980, 526)], s.sun * .8)
    for i in range(3):                                        # birds
        bx, by = 560 + t * 34 + i * 46, 150 - t * 5 + (i % 2) * 24
        flap = math.sin(t * 9 + i * 1.7) * 8
        ctx.move_to(bx - 14, by - flap)
        ctx.curve_to(bx - 6, by - 4, bx - 2, by, bx, by + 2)
        ctx.curve_to(bx + 2, by, bx + 6, by - 4, bx + 14, by - flap)
        stroke(ctx, p.SLATE, 3)
    x = 250 + 78 * t
    y = 296 + 34 * ramp(x, 420, 130)
    ctx.save()
    ctx.translate(x - 70, y + 302)
    ctx.scale(1, .12)
    ellipse(ctx, 0, 0, 120, 60)
    fill(ctx, p.INK, .16)
    ctx.restore()
    lifted = ramp(t, 1.2, 1.4)
    at(ctx, x, y, .68, f.walking, NADIA, s.pose("", 0, turn=.62 - .1 * lifted, worry=.2 * (1 - lifted), smile=.15 + .4 * lifted, nod=4 - 7 * lifted, gaze=(.6, -.1), extra={"bag": True}),
       t * 1.02, p.INK, 1, stride=.95)


def fin(ctx, s):
    sets.rect(ctx, 0, 0, W, H, p.TEAL)
    t = s.into("fin")
    a = ramp(t, .2, .8)
    sets.rect(ctx, 0, 0, W * ramp(t, 0, .9), 14, p.OCHRE)
    text(ctx, "3919", 640, 318, 236, p.CREAM, "Inter Display", True, a)
    text(ctx, "Violences Femmes Info", 640, 388, 40, p.CREAM, "Inter Display Semi Bold", a=a)
    text(ctx, "Gratuit et anonyme, 24 heures sur 24, 7 jours sur 7", 640, 440, 30, mix(p.CREAM, p.SAGE, .25), "Inter", a=a)
    b = ramp(t, 1.6, .8)
    sets.rect(ctx, 600, 486, 80, 5, p.OCHRE, b)
    text(ctx, "En danger immédiat", 640, 548, 30, p.CREAM, "Inter Semi Bold", a=b)
    text(ctx, "17   ·   114 par SMS", 640, 604, 46, p.CREAM, "Inter Display Semi Bold", a=b)


SHOTS = {k: globals()[k] for k in ("titre", "attente", "telephone", "accueil", "bureau", "silence", "ecoute", "numero", "dehors", "fin")}
DISSOLVE = {"attente", "accueil", "bureau", "dehors", "fin"}     # the others are cuts
