# SPDX-License-Identifier: GPL-3.0-or-later
"""Flat shapes: the few strokes that everything in the film is drawn with."""
from __future__ import annotations

import math

import cairo

from palette import mix, rgb


def shade(c, t=0.16):
    return mix(c, rgb("#3A2433"), t)


def fill(ctx, c, a=1.0):
    ctx.set_source_rgba(*c, a)
    ctx.fill()


def stroke(ctx, c, width, a=1.0, cap=cairo.LINE_CAP_ROUND):
    ctx.set_source_rgba(*c, a)
    ctx.set_line_width(width)
    ctx.set_line_cap(cap)
    ctx.set_line_join(cairo.LINE_JOIN_ROUND)
    ctx.stroke()


def ellipse(ctx, x, y, rx, ry):
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(max(rx, 0.01), max(ry, 0.01))
    ctx.new_sub_path()
    ctx.arc(0, 0, 1, 0, 2 * math.pi)
    ctx.restore()


def rounded(ctx, x, y, w, h, r):
    ctx.new_sub_path()
    ctx.arc(x + w - r, y + r, r, -math.pi / 2, 0)
    ctx.arc(x + w - r, y + h - r, r, 0, math.pi / 2)
    ctx.arc(x + r, y + h - r, r, math.pi / 2, math.pi)
    ctx.arc(x + r, y + r, r, math.pi, 3 * math.pi / 2)
    ctx.close_path()


def curve(ctx, start, *segments):
    """Closed path of cubic segments, six numbers each."""
    ctx.move_to(*start)
    for s in segments:
        ctx.curve_to(*s)
    ctx.close_path()
