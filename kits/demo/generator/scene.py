# SPDX-License-Identifier: GPL-3.0-or-later
"""What every shot uses: time, easing, the life of a pose, lettering, the frame."""
from __future__ import annotations

import math

import cairo

import palette as p
from figures import Pose
from palette import mix
from shapes import fill, rounded
from story import FPS


def ease(x: float) -> float:
    x = min(1.0, max(0.0, x))
    return x * x * x * (x * (6 * x - 15) + 10)


def ramp(t: float, start: float, length: float) -> float:
    return ease((t - start) / length)


def blink(t: float, seed: int) -> float:
    """Every few seconds, never two people at once; one blink takes six frames."""
    period = 3.3 + 0.7 * (seed % 4)
    x = (t + seed * 1.37) % period
    return max(0.0, 1 - abs(x - 0.12) / 0.12) if x < 0.24 else 0.0


class Scene:
    """What a shot can ask while it draws: time, marks, and how open each mouth is."""

    def __init__(self, timeline, mouths):
        self.timeline, self.mouths = timeline, mouths

    def at(self, frame: int):
        self.frame, self.t = frame, frame / FPS
        self.slow = frame // 3 * 3 / FPS     # what only breathes or sways is drawn on threes

    def since(self, mark: str) -> float:
        return self.t - self.timeline.marks[mark] / FPS

    def into(self, shot: str) -> float:
        return self.t - self.timeline.shots[shot][0] / FPS

    def left(self, shot: str) -> float:
        return self.timeline.shots[shot][1] / FPS - self.t

    def mouth(self, who: str) -> float:
        m = self.mouths.get(who)
        return 0.0 if m is None or self.frame >= len(m) else float(m[self.frame])

    def talks(self, who: str) -> bool:
        m = self.mouths.get(who)
        return m is not None and bool(m[max(0, self.frame - 4):self.frame + 5].max(initial=0) > 0.05)

    def pose(self, who: str, seed: int, **kw) -> Pose:
        q = Pose(**kw)
        q.blink = max(q.blink, blink(self.t, seed))
        q.mouth = max(q.mouth, self.mouth(who))
        q.breath = math.sin(self.slow * 1.5 + seed)
        if self.talks(who):
            q.nod += math.sin(self.slow * 3.1 + seed) * 1.6
            q.tilt += math.sin(self.slow * 1.7 + seed) * 0.018
        else:
            q.tilt += math.sin(self.slow * 0.6 + seed) * 0.008
        return q

    @property
    def sway(self):
        return math.sin(self.slow * 0.9) * 0.6 + math.sin(self.slow * 2.1) * 0.25

    @property
    def sun(self):
        return 0.22


def at(ctx, x, y, s, draw, *args, **kw):
    ctx.save()
    ctx.translate(x, y)
    ctx.scale(s, s)
    draw(ctx, *args, **kw)
    ctx.restore()


def text(ctx, words, x, y, size, c, family="Inter Display", bold=False, a=1.0, centre=True):
    ctx.select_font_face(family, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    ctx.set_font_size(size)
    e = ctx.text_extents(words)
    ctx.move_to(x - (e.x_advance / 2 if centre else 0), y)
    ctx.set_source_rgba(*c, a)
    ctx.show_text(words)


def phone(ctx, x, y, s=1.0, lit=0.0, angle=0.0):
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(angle)
    ctx.scale(s, s)
    rounded(ctx, -17, -32, 34, 64, 6)
    fill(ctx, p.INK)
    rounded(ctx, -13, -27, 26, 52, 3)
    fill(ctx, mix(p.SLATE, p.SKY_LIGHT, lit))
    ctx.restore()


def closer(ctx, zoom, x, y):
    """Frames a place a little tighter, around (x, y)."""
    ctx.translate(x, y)
    ctx.scale(zoom, zoom)
    ctx.translate(-x, -y)
