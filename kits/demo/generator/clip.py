# SPDX-License-Identifier: GPL-3.0-or-later
"""« Paroles d'expertes »: a trainer speaks for a few seconds, one picture, the same means as the film."""
from __future__ import annotations

import math
from pathlib import Path

import cairo
import numpy as np

import captions
import figures as f
import film
import palette as p
import sets
import sound
from figures import Look
from palette import mix, rgb
from shapes import fill, rounded, stroke
from story import FPS, Say
from voices import voice_of

TRAINER = Look(rgb("#8A5A41"), rgb("#2A2226"), "short", p.PLUM, p.ROSE, earrings=True)


def _draw(scene, number: int) -> cairo.ImageSurface:
    scene.at(number)
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, film.W, film.H)
    ctx = cairo.Context(surface)
    sets.rect(ctx, 0, 0, film.W, film.H, mix(p.ROSE, p.CREAM, .55))
    sets.rect(ctx, 0, 560, film.W, 160, mix(p.ROSE, p.WALL, .2))
    rounded(ctx, 120, 120, 420, 280, 10)                       # a board with three colour cards: question, écoute, relais
    fill(ctx, p.WHITE)
    rounded(ctx, 120, 120, 420, 280, 10)
    stroke(ctx, p.WOOD, 10)
    said = sum(scene.t > x for x in scene.starts)
    for i, c in enumerate((p.OCHRE, p.TEAL, p.BRICK)):
        if i < said:
            rounded(ctx, 158 + i * 122, 196, 96, 128, 10)
            fill(ctx, c)
    sets.plant(ctx, 250, 700, 1.5, scene.sway, p.TEAL)
    pose = scene.pose("formatrice", 1, turn=-.12 + .1 * math.sin(scene.slow * .7), smile=.35, gaze=(-.1, 0), left=(-46, 190 - 14 * math.sin(scene.slow * 1.3)), right=(46, 192))
    film.at(ctx, 860, 372, 1.95, f.bust, TRAINER, pose, 290)
    return surface


def make(kit: Path, work: Path, encode, timeline) -> None:
    out = np.zeros((sound.seconds(timeline.frames / FPS), 2))
    for placed in timeline.of(Say):
        sound.put(out, sound.room(voice_of(placed.beat, work / "voices"), .3, .12, 90), sound.seconds(placed.start / FPS))
    out += np.stack([sound.noise(len(out), 5 + c, 60, 420) for c in (0, 1)], axis=1) * .008
    wav = work / "parole.wav"
    sound.write_wav(wav, out)
    sound.write_wav(wav, out * 10 ** ((sound.TARGET_LUFS - sound.loudness(wav)) / 20))
    scene = film.Scene(timeline, sound.mouths(timeline, work / "voices"))
    scene.starts = [q.start / FPS for q in timeline.of(Say)]
    encode(kit / "paroles/formatrice.mp4", (film.W, film.H), (_draw(scene, n) for n in range(timeline.frames)), 30, wav)
    captions.write_sdh_srt(kit / "paroles/formatrice.fr.sdh.srt", timeline)
    captions.write_english(kit / "paroles/formatrice.en.srt", timeline)
