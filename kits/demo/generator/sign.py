# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture that keeps the signer's place. Nobody signs in it: signs are a language, they are not invented.

A still figure, the words « emplacement LSF », and the number of the frame, for the eye and for a machine
(see README.md: sixteen squares along the lower edge, most significant bit first, white is 1).
"""
from __future__ import annotations

import cairo

import figures as f
import palette as p
import sets
from faces import hair_front, head_path
from figures import Look, Pose
from palette import mix, rgb
from shapes import fill
from story import FPS

W, H = 540, 720
TAIL = 37                      # frames after the film's end: 1.48 s, so that the announced tail of 1.5 s has its picture
WORDS = {"bienvenue": 6, "avertissement": 8, "question-1": 5}    # what is said in words alone: file and seconds
BITS, SQUARE, LEFT, TOP = 16, 24, 78, 684

FIGURE = Look(mix(p.SLATE, p.SKY, .55), mix(p.SLATE, p.INK, .2), "short", p.SLATE, mix(p.SLATE, p.SKY, .35))


def _label(ctx, words, y, size, family, colour):
    ctx.select_font_face(family, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_NORMAL)
    ctx.set_font_size(size)
    ctx.move_to((W - ctx.text_extents(words).x_advance) / 2, y)
    ctx.set_source_rgb(*colour)
    ctx.show_text(words)


def still() -> cairo.ImageSurface:
    """What does not change: a grey figure without a face, arms at its sides."""
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, W, H)
    ctx = cairo.Context(surface)
    back = mix(p.SAGE, p.CREAM, .62)
    sets.rect(ctx, 0, 0, W, H, back)
    ctx.save()
    ctx.translate(270, 250)
    ctx.scale(1.3, 1.3)
    f.arm(ctx, FIGURE, -1, (-82, 208), size=.945)
    f.arm(ctx, FIGURE, 1, (82, 208), size=.945)
    f.torso(ctx, FIGURE, Pose(), 300)
    f.neck(ctx, FIGURE, Pose())
    ctx.translate(0, -77)
    head_path(ctx, 0)
    fill(ctx, FIGURE.skin)
    hair_front(ctx, FIGURE, 0)
    ctx.restore()
    sets.rect(ctx, 0, 524, W, H - 524, p.INK)
    _label(ctx, "emplacement LSF", 580, 44, "Inter Display Semi Bold", p.CREAM)
    return surface


def frame(base: cairo.ImageSurface, number: int) -> cairo.ImageSurface:
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, W, H)
    ctx = cairo.Context(surface)
    ctx.set_source_surface(base)
    ctx.paint()
    _label(ctx, f"image {number:04}  ·  {number // (60 * FPS):02}:{number // FPS % 60:02}:{number % FPS:02}", 640, 28, "Inter", mix(p.CREAM, p.SAGE, .2))
    for bit in range(BITS):
        on = number >> (BITS - 1 - bit) & 1
        sets.rect(ctx, LEFT + bit * SQUARE, TOP, SQUARE, SQUARE, rgb("#FFFFFF") if on else rgb("#000000"))
    return surface
