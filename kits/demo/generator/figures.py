# SPDX-License-Identifier: GPL-3.0-or-later
"""People, in flat colour: one rig, posed by a few numbers, drawn with cairo.

Local units: the head is about 104 high; the origin is the hollow of the neck, y goes down.
"""
from __future__ import annotations

import math
from dataclasses import dataclass, field

import cairo

import palette as p
from faces import face, hair_back, hair_front
from palette import rgb
from shapes import curve, ellipse, fill, rounded, shade, stroke


@dataclass
class Look:
    skin: tuple
    hair: tuple
    style: str                  # bob, short, bun, curls, cap
    top: tuple
    under: tuple
    beard: bool = False
    glasses: bool = False
    scarf: tuple | None = None
    tunic: bool = False
    coat: bool = False
    earrings: bool = False


@dataclass
class Pose:
    turn: float = 0.0           # -1 looks to the left of the picture, 1 to the right
    tilt: float = 0.0           # radians, head to the side
    nod: float = 0.0            # head down, in units
    blink: float = 0.0
    gaze: tuple = (0.0, 0.0)
    mouth: float = 0.0          # 0 closed, 1 wide
    smile: float = 0.0
    worry: float = 0.0
    breath: float = 0.0
    lean: float = 0.0
    left: tuple | None = None   # hands, local units; None: hanging
    right: tuple | None = None
    hands_front: bool = True
    extra: dict = field(default_factory=dict)


NADIA = Look(rgb("#C58B66"), rgb("#3B2A2A"), "bob", p.OCHRE, p.CREAM, scarf=p.BRICK, coat=True)
KARIM = Look(rgb("#A3694A"), rgb("#251F22"), "short", p.TEAL, p.WHITE, beard=True)
HELENE = Look(rgb("#E7BD9E"), rgb("#A9A6A6"), "bun", rgb("#E9F0EA"), p.SAGE, glasses=True, tunic=True)
DOLORES = Look(rgb("#D9A27C"), rgb("#E5DED6"), "curls", p.PLUM, p.ROSE, earrings=True)
READER = Look(rgb("#D8AE8C"), rgb("#6B5344"), "cap", p.SLATE, p.CREAM)


# --- body ----------------------------------------------------------------------------------------------

def _elbow(shoulder, hand, upper, fore, bend):
    dx, dy = hand[0] - shoulder[0], hand[1] - shoulder[1]
    d = min(max(math.hypot(dx, dy), 1e-3), upper + fore - 0.5)
    a = math.acos(max(-1, min(1, (upper * upper + d * d - fore * fore) / (2 * upper * d))))
    base = math.atan2(dy, dx) + bend * a
    return shoulder[0] + upper * math.cos(base), shoulder[1] + upper * math.sin(base)


def arm(ctx, look, side, hand, colour=None, bend=None, size=1.0):
    """side -1: on the left of the picture. `hand` is where the palm is."""
    sx, sy = side * 60, 38
    hx, hy = hand
    bend = bend if bend is not None else -side
    ex, ey = _elbow((sx, sy), (hx, hy), 96 * size, 88 * size, bend)
    c = colour or look.top
    if not look.coat and look.tunic:                     # short sleeves, bare forearm
        ctx.move_to(ex, ey)
        ctx.line_to(hx, hy)
        stroke(ctx, look.skin, 22)
    ctx.move_to(hx, hy)
    fx, fy = hx + (hx - ex) * 0.10, hy + (hy - ey) * 0.10
    ctx.save()
    ctx.translate(fx, fy)
    ctx.rotate(math.atan2(hy - ey, hx - ex))
    ellipse(ctx, 2, 0, 18, 11.5)
    fill(ctx, look.skin)
    inner = -side if hx * side < 40 else side
    ctx.move_to(-2, inner * 5)
    ctx.line_to(9, inner * 11)
    stroke(ctx, look.skin, 6.5)
    ctx.move_to(8, inner * 3)
    ctx.line_to(18, inner * 2)
    stroke(ctx, shade(look.skin, 0.18), 1.6)
    ctx.restore()
    ctx.move_to(sx, sy)
    if look.tunic and not look.coat:
        ctx.line_to(sx + (ex - sx) * .72, sy + (ey - sy) * .72)
        stroke(ctx, shade(c, 0.09), 44)
    else:
        ctx.line_to(ex, ey)
        ctx.line_to(hx - (hx - ex) * .06, hy - (hy - ey) * .06)
        stroke(ctx, shade(c, 0.10), 37, cap=cairo.LINE_CAP_BUTT)
        ellipse(ctx, sx, sy, 18.5, 18.5)
        fill(ctx, shade(c, 0.10))
        ctx.move_to(hx - (hx - ex) * .19, hy - (hy - ey) * .19)
        ctx.line_to(hx - (hx - ex) * .06, hy - (hy - ey) * .06)
        stroke(ctx, shade(c, 0.24), 37, cap=cairo.LINE_CAP_BUTT)


def _torso_path(ctx, b, bottom):
    curve(ctx, (-20, -12), (-30, 6, -58, 8, -74 - b, 28), (-86 - b, 52, -72, 120, -70, bottom), (-36, bottom + 6, 36, bottom + 6, 70, bottom),
          (72, 120, 86 + b, 52, 74 + b, 28), (58, 8, 30, 6, 20, -12))


def torso(ctx, look, pose, bottom=260):
    b = pose.breath * 1.6
    t = pose.turn
    _torso_path(ctx, b, bottom)
    fill(ctx, look.top)
    ctx.save()
    _torso_path(ctx, b, bottom)
    ctx.clip()
    light = pose.extra.get("light", -1)
    ellipse(ctx, light * -112, 120, 64, 190)
    fill(ctx, shade(look.top, 0.13))
    # opening of the garment
    if look.coat:
        curve(ctx, (-22 + t * 8, -14), (-14 + t * 8, 40, 0 + t * 8, 70, 4 + t * 8, 96), (14 + t * 8, 60, 22 + t * 8, 20, 24 + t * 8, -14))
        fill(ctx, look.under)
        for side in (-1, 1):
            curve(ctx, (side * 20 + t * 8, -14), (side * 38 + t * 6, 14, side * 40 + t * 6, 40, side * 34 + t * 8, 58),
                  (side * 22 + t * 8, 74, side * 10 + t * 8, 84, 4 + t * 8, 98), (side * 8 + t * 8, 60, side * 14 + t * 8, 30, side * 20 + t * 8, -14))
            fill(ctx, shade(look.top, 0.17 if side < 0 else 0.24))
        ctx.move_to(4 + t * 8, 98)
        ctx.line_to(4 + t * 6, bottom)
        stroke(ctx, shade(look.top, 0.28), 2.4)
        for y in (126, 168):
            ellipse(ctx, 16 + t * 7, y, 4.6, 4.6)
            fill(ctx, shade(look.top, 0.42))
    elif look.tunic:
        curve(ctx, (-20 + t * 6, -14), (-12 + t * 8, 20, -4 + t * 8, 36, t * 8, 44), (4 + t * 8, 36, 12 + t * 8, 20, 20 + t * 6, -14))
        fill(ctx, look.skin)
        for side in (-1, 1):
            ctx.move_to(side * 21 + t * 6, -14)
            ctx.curve_to(side * 14 + t * 8, 20, side * 5 + t * 8, 36, t * 8, 46)
            stroke(ctx, look.under, 7)
        rounded(ctx, 22 + t * 8, 82, 34, 36, 4)
        stroke(ctx, shade(look.top, 0.2), 2.2)
        ctx.move_to(33 + t * 8, 76)
        ctx.line_to(33 + t * 8, 96)
        stroke(ctx, p.TEAL, 4)
    else:
        curve(ctx, (-22 + t * 6, -14), (-16 + t * 8, 14, -6 + t * 8, 30, t * 8, 38), (6 + t * 8, 30, 16 + t * 8, 14, 22 + t * 6, -14))
        fill(ctx, look.under)
        ctx.move_to(t * 8, 2)
        ctx.line_to(t * 8, 36)
        stroke(ctx, shade(look.under, 0.16), 2)
    ctx.restore()


def neck(ctx, look, pose):
    t = pose.turn
    curve(ctx, (-19 + t * 3, -46), (-18, -20, -22, -12, -26, -6), (-10 + t * 4, 12, 10 + t * 4, 12, 26, -6), (22, -12, 18, -20, 19 + t * 3, -46))
    fill(ctx, shade(look.skin, 0.12))
    curve(ctx, (-19 + t * 3, -46), (-18, -34, -19, -28, -19, -24), (-8 + t * 6, -12, 12 + t * 6, -12, 19, -26), (19, -30, 18, -40, 19 + t * 3, -46))
    fill(ctx, shade(look.skin, 0.30))


def scarf(ctx, look, pose):
    t = pose.turn
    c = look.scarf
    curve(ctx, (-34, -20), (-20 + t * 5, -6, 20 + t * 5, -6, 34, -20), (44, -8, 42, 8, 30 + t * 4, 16), (10 + t * 6, 26, -14 + t * 6, 26, -32 + t * 4, 14), (-44, 6, -44, -8, -34, -20))
    fill(ctx, c)
    ctx.move_to(-30, -4)
    ctx.curve_to(-12 + t * 5, 10, 14 + t * 5, 10, 32, -4)
    stroke(ctx, shade(c, 0.26), 3)
    curve(ctx, (8 + t * 8, 12), (24 + t * 8, 10, 30 + t * 8, 22, 28 + t * 8, 40), (30 + t * 7, 62, 26 + t * 7, 80, 24 + t * 7, 86), (14 + t * 7, 90, 6 + t * 7, 88, 2 + t * 7, 84),
          (6 + t * 8, 60, 4 + t * 8, 30, 8 + t * 8, 12))
    fill(ctx, shade(c, 0.10))


def head(ctx, look, pose):
    ctx.save()
    ctx.translate(pose.turn * 5 + pose.extra.get("jut", 0), -77 + pose.nod)
    ctx.translate(0, 46)
    ctx.rotate(pose.tilt)
    ctx.translate(0, -46)
    hair_back(ctx, look, pose.turn)
    ctx.restore()

    neck(ctx, look, pose)
    if look.scarf:
        scarf(ctx, look, pose)

    ctx.save()
    ctx.translate(pose.turn * 5 + pose.extra.get("jut", 0), -77 + pose.nod)
    ctx.translate(0, 46)
    ctx.rotate(pose.tilt)
    ctx.translate(0, -46)
    face(ctx, look, pose)
    hair_front(ctx, look, pose.turn)
    ctx.restore()


def bust(ctx, look, pose, bottom=260):
    """Head, torso, arms, down to `bottom`."""
    ctx.save()
    ctx.rotate(pose.lean)
    if not pose.hands_front:
        _arms(ctx, look, pose)
    torso(ctx, look, pose, bottom)
    if pose.hands_front:
        _arms(ctx, look, pose)
    head(ctx, look, pose)
    ctx.restore()


def _arms(ctx, look, pose):
    arm(ctx, look, -1, pose.left or (-84, 214))
    arm(ctx, look, 1, pose.right or (84, 214))


# --- whole figures for the wide shots ---------------------------------------------------------------------

def seated(ctx, look, pose, legs, shoes, knee=176, feet=330, skirt=False):
    """Facing us on a chair; the seat is at about y = 190."""
    for side in (-1, 1):
        x = side * 36
        ctx.move_to(x, knee + 10)
        ctx.line_to(x + side * 2, feet - 12)
        stroke(ctx, look.skin if skirt else shade(legs, 0.12), 30 if not skirt else 24)
        ctx.save()
        ellipse(ctx, x + side * 6, feet - 4, 24, 12)
        fill(ctx, shoes)
        ctx.restore()
    torso(ctx, look, pose, 190)
    colour = look.top if look.coat else legs
    curve(ctx, (-76, 150), (-84, 190, -78, knee + 44, -62, knee + 48), (-30, knee + 54, 30, knee + 54, 62, knee + 48), (78, knee + 44, 84, 190, 76, 150),
          (40, 138, -40, 138, -76, 150))
    fill(ctx, shade(colour, 0.05))
    ctx.move_to(2, 160)
    ctx.curve_to(0, 180, 0, knee + 30, 1, knee + 50)
    stroke(ctx, shade(colour, 0.24), 2.5)
    _arms(ctx, look, pose)
    head(ctx, look, pose)


def walking(ctx, look, pose, phase, shoes, facing, stride=1.0):
    """Three-quarter walk towards `facing` (-1 left). `phase` in turns of two steps; feet at y = 452."""
    for k, far in ((0.5, True), (0.0, False)):
        a = math.sin(2 * math.pi * (phase + k)) * stride
        lift = max(0.0, math.cos(2 * math.pi * (phase + k))) * 16 * stride
        kx, ky = facing * (a * 30 + 8), 326
        fx, fy = facing * (a * 66), 438 - lift
        c = shade(p.INK, 0.0) if not far else shade(p.INK, 0.35)
        ctx.move_to(facing * a * 8, 240)
        ctx.line_to(kx, ky)
        ctx.line_to(fx, fy)
        stroke(ctx, c, 30)
        ctx.save()
        ctx.translate(fx + facing * 9, fy + 6)
        ctx.rotate(-facing * lift * 0.012 * (1 if a < 0 else -1))
        ellipse(ctx, 0, 0, 25, 11)
        fill(ctx, shoes)
        ctx.restore()
    swing = math.sin(2 * math.pi * phase) * stride
    arm(ctx, look, facing, (facing * (58 - swing * 46), 204), shade(look.top, 0.22), bend=facing)
    sway = -facing * swing * 5
    ctx.save()
    ctx.scale(0.86, 1)
    curve(ctx, (-70, 120), (-78, 190, -88 + sway, 270, -86 + sway, 318), (-40 + sway, 330, 40 + sway, 330, 86 + sway, 318), (88 + sway, 270, 78, 190, 70, 120))
    fill(ctx, look.top)
    torso(ctx, look, pose, 190)
    ctx.move_to(4 + facing * 6, 98)
    ctx.curve_to(6 + facing * 5, 180, 8 + sway, 260, 8 + sway, 322)
    stroke(ctx, shade(look.top, 0.28), 2.4)
    ctx.restore()
    if pose.extra.get("bag"):
        ctx.move_to(-facing * 40, 4)
        ctx.curve_to(-facing * 20, 60, facing * 10, 120, -facing * 66, 190)
        stroke(ctx, p.WOOD_DEEP, 5)
        rounded(ctx, -facing * 74 - 32, 184, 64, 56, 10)
        fill(ctx, p.WOOD_DEEP)
        rounded(ctx, -facing * 74 - 32, 184, 64, 24, 10)
        fill(ctx, shade(p.WOOD_DEEP, 0.22))
    arm(ctx, look, -facing, (-facing * 40 + facing * swing * 52, 208), bend=facing)
    head(ctx, look, pose)
