# SPDX-License-Identifier: GPL-3.0-or-later
"""Heads: hair behind, face, hair in front. Units and origin as in figures.py, the head alone at (0, 0)."""
from __future__ import annotations

import cairo

import palette as p
from palette import mix, rgb
from shapes import curve, ellipse, fill, shade, stroke


def head_path(ctx, t):
    j = t * 6
    curve(ctx, (-40, -8), (-40, -42, -22, -54, 0, -54), (22, -54, 40, -42, 40, -8),
          (40 + j * .3, 20, 24 + j, 50, j, 51), (-24 + j, 50, -40 + j * .3, 20, -40, -8))


def hair_back(ctx, look, t):
    c = shade(look.hair, 0.28)
    if look.style == "bob":
        s = -t * 7
        curve(ctx, (-47 + s, -12), (-50 + s, -50, -30, -71, 0 + s, -71), (32 + s, -71, 52 + s, -48, 48 + s, -10),
              (56 + s, 22, 54 + s, 46, 42 + s, 58), (20 + s, 66, -18 + s, 66, -40 + s, 58), (-54 + s, 46, -55 + s, 22, -47 + s, -12))
        fill(ctx, c)
    elif look.style == "bun":
        ellipse(ctx, -t * 26, -56, 21, 19)
        fill(ctx, c)
        ellipse(ctx, -t * 8, -14, 45, 46)
        fill(ctx, c)
    elif look.style == "curls":
        for x, y, r in [(-38, -20, 19), (-42, 4, 17), (-34, 26, 14), (38, -20, 19), (42, 4, 17), (34, 26, 14), (0, -40, 34)]:
            ellipse(ctx, x - t * 8, y, r, r)
        fill(ctx, c)
    elif look.style in ("short", "cap"):
        ellipse(ctx, -t * 8, -16, 44, 43)
        fill(ctx, c)


def hair_front(ctx, look, t):
    c = look.hair
    ctx.set_fill_rule(cairo.FILL_RULE_WINDING)
    if look.style == "bob":
        q = t * 15                                     # the parting goes with the face
        curve(ctx, (-6 + q, -66), (-30, -68, -51, -42, -47 - t * 5, -4), (-53 - t * 5, 20, -52 - t * 5, 40, -44 - t * 5, 54),
              (-36, 56, -34 + q * .2, 44, -36 + q * .25, 24), (-38 + q * .3, 0, -30 + q, -24, -6 + q, -66))
        fill(ctx, c)
        curve(ctx, (-10 + q, -66), (18 + q * .4, -76, 53, -44, 48 - t * 5, -6), (55 - t * 5, 20, 54 - t * 5, 40, 44 - t * 5, 54),
              (36, 56, 35 + q * .2, 44, 37 + q * .25, 22), (38 + q * .3, -6, 22 + q, -30, -10 + q, -66))
        fill(ctx, c)
        curve(ctx, (2 + q, -62), (18 + q * .5, -63, 35, -50, 41 - t * 5, -26), (32, -42, 18 + q * .6, -51, 2 + q, -62))
        fill(ctx, mix(c, p.OCHRE, 0.16))
    elif look.style == "short":
        q = t * 8
        curve(ctx, (-43 - t * 3, -4), (-50, -40, -36, -66, 2, -66), (38, -66, 50, -42, 43 - t * 3, -4), (40, -16, 37 + q * .4, -28, 30 + q, -34),
              (12 + q, -40, -12 + q, -40, -30 + q, -34), (-37 + q * .4, -28, -40, -16, -43 - t * 3, -4))
        fill(ctx, c)
    elif look.style == "bun":
        q = t * 12
        curve(ctx, (-44 - t * 4, 2), (-50, -34, -34, -62, 2, -62), (36, -62, 50, -36, 44 - t * 4, 2), (42, -18, 32 + q, -34, 8 + q, -44),
              (-14 + q, -36, -38 + q * .3, -22, -44 - t * 4, 2))
        fill(ctx, c)
        ctx.move_to(8 + q, -46)
        ctx.curve_to(20 + q * .6, -56, 32, -50, 39, -34)
        stroke(ctx, mix(c, p.WHITE, 0.35), 2.2)
    elif look.style == "curls":
        for x, y, r in [(-33, -33, 16), (-16, -46, 17), (4, -50, 18), (22, -45, 17), (36, -31, 15), (-41, -14, 11), (42, -13, 11)]:
            ellipse(ctx, x + t * 2, y, r, r)
        fill(ctx, c)
    elif look.style == "cap":
        q = t * 10
        curve(ctx, (-46, -22), (-48, -66, 44, -70, 46, -22), (30 + q, -32, -20 + q, -32, -46, -22))
        fill(ctx, p.BRICK_DEEP)
        curve(ctx, (-30 + q * 2, -26), (-10 + q * 2, -38, 22 + q * 2, -38, 40 + q * 2, -24), (20 + q * 2, -22, -10 + q * 2, -22, -30 + q * 2, -26))
        fill(ctx, shade(p.BRICK_DEEP, 0.25))


def _eyes(ctx, look, pose):
    t = pose.turn
    gx, gy = pose.gaze
    for side in (-1, 1):
        far = max(0.0, side * t)
        x = side * (16.5 - far * 3.5) + t * 11
        w = 5.2 * (1 - 0.22 * far)
        open_ = 1 - pose.blink
        if open_ > 0.25:
            ellipse(ctx, x, 0, w * 1.55, 5.4 * open_)
            fill(ctx, mix(look.skin, p.WHITE, 0.82))
            ctx.save()
            ellipse(ctx, x, 0, w * 1.55, 5.4 * open_)
            ctx.clip()
            ellipse(ctx, x + gx * 3.0 + t * 1.4, gy * 2.2, w * 0.82, 4.9)
            fill(ctx, p.INK)
            ctx.restore()
            ctx.move_to(x - w * 1.6, -1 + 5 * (1 - open_))
            ctx.curve_to(x - w, -6.4 * open_, x + w, -6.4 * open_, x + w * 1.6, -1 + 5 * (1 - open_))
            stroke(ctx, shade(look.hair if look.style not in ("bun", "curls") else look.skin, 0.62), 2.1)
        else:
            ctx.move_to(x - w * 1.5, 1.5)
            ctx.curve_to(x - w, 5, x + w, 5, x + w * 1.5, 1.5)
            stroke(ctx, shade(look.skin, 0.6), 2.2)
        lift = -14.5 - pose.worry * 1.5
        ctx.move_to(x - side * w * 1.7, lift - pose.worry * 3.0)
        ctx.curve_to(x - side * 2, lift - 3.5, x + side * 4, lift - 3, x + side * w * 1.9, lift + 1.0 + pose.worry * 2.2)
        brow = shade(look.hair, 0.1) if look.style not in ("bun", "curls") else shade(look.hair, 0.38)
        stroke(ctx, brow, 3.4 if look.beard else 2.7)
        if look.glasses:
            ellipse(ctx, x, 1, 12.5 * (1 - 0.15 * far), 11)
            stroke(ctx, p.TEAL_DEEP, 1.9)
    if look.glasses:
        ctx.move_to(-4.6 + t * 11, -1)
        ctx.curve_to(-2 + t * 12, -4, 2 + t * 12, -4, 4.4 + t * 11, -1)
        stroke(ctx, p.TEAL_DEEP, 1.9)


def _mouth(ctx, look, pose):
    t = pose.turn
    x, y = t * 10, 29
    lip = mix(look.skin, rgb("#8E3B3B"), 0.55)
    w = 11 - pose.mouth * 2.2
    s = pose.smile * 4
    if pose.mouth > 0.12:
        h = 2 + pose.mouth * 6.5
        curve(ctx, (x - w, y - s * .5), (x - w * .5, y - 3 - h * .12, x + w * .5, y - 3 - h * .12, x + w, y - s * .5),
              (x + w * .7, y + h, x - w * .7, y + h, x - w, y - s * .5))
        fill(ctx, rgb("#5C2730"))
        ctx.move_to(x - w * .5, y + h * .72)
        ctx.curve_to(x - w * .25, y + h * .95, x + w * .25, y + h * .95, x + w * .5, y + h * .72)
        stroke(ctx, lip, 2.6)
    else:
        ctx.move_to(x - w, y - s)
        ctx.curve_to(x - w * .4, y + s * .8 + 1, x + w * .4, y + s * .8 + 1, x + w, y - s)
        stroke(ctx, lip, 2.8)


def face(ctx, look, pose):
    t = pose.turn
    sh = shade(look.skin)
    for side in (-1, 1):                                # ears: the one on the far side goes out of sight
        if side * t < 0.55:
            ellipse(ctx, side * 40.5 - t * 7, 4, 7.5, 11)
            fill(ctx, sh if side > 0 else look.skin)
            if look.earrings and look.style != "bob":
                ellipse(ctx, side * 41 - t * 7, 18, 2.6, 2.6)
                fill(ctx, p.OCHRE)
    head_path(ctx, t)
    fill(ctx, look.skin)
    ctx.save()
    head_path(ctx, t)
    ctx.clip()
    light = pose.extra.get("light", -1)                 # the side the window is on
    ellipse(ctx, light * -72 + t * 10, 8, 44, 82)
    fill(ctx, sh, 0.55)
    if look.beard:
        q = t * 9
        curve(ctx, (-44, -2), (-38, 12, -32 + q * .5, 16, -24 + q, 17), (-12 + q, 13, 12 + q, 13, 24 + q, 17), (32 + q * .5, 16, 38, 12, 44, -2),
              (50, 40, 26, 58, q * .5, 58), (-26, 58, -50, 40, -44, -2))
        fill(ctx, look.hair, 0.93)
        curve(ctx, (-13 + q, 25), (-8 + q, 20, 8 + q, 20, 13 + q, 25), (14 + q, 38, -14 + q, 38, -13 + q, 25))
        fill(ctx, mix(look.skin, look.hair, 0.12))
    else:
        for side in (-1, 1):
            ellipse(ctx, side * 24 + t * 11, 17, 9, 6.5)
        fill(ctx, rgb("#C2604E"), 0.16)
    ctx.restore()
    ctx.move_to(t * 12 + 1.5 * (1 if t >= 0 else -1), -1)      # nose
    ctx.curve_to(t * 17 + (5 if t >= 0 else -5), 10, t * 17 + (6 if t >= 0 else -6), 15, t * 12 - (1 if t >= 0 else -1), 15.5)
    stroke(ctx, shade(look.skin, 0.34), 2.4)
    _mouth(ctx, look, pose)
    _eyes(ctx, look, pose)
