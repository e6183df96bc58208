# SPDX-License-Identifier: GPL-3.0-or-later
"""The film's sound, made of sums of sines and of filtered noise: voices, effects, a little piano, mixes.

Arrays are float, 48 kHz; stereo ones have shape (n, 2). Every random number comes from a seed.
"""
from __future__ import annotations

import re
import subprocess
import wave
from pathlib import Path

import numpy as np

from story import FPS, THOUGHT, Describe, Say, Sound
from voices import RATE, voice_of

TARGET_LUFS = -23.0
DUCK = 10 ** (-9 / 20)               # the film under the description: 9 dB, in 200 ms, back in 500 ms
ATTACK, RELEASE = 0.2, 0.5


def seconds(n: float) -> int:
    return int(round(n * RATE))


def noise(n: int, seed: int, low: float, high: float) -> np.ndarray:
    """Noise between two frequencies, peak 1."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(n))
    f = np.fft.rfftfreq(n, 1 / RATE)
    x = np.fft.irfft(spectrum * np.exp(-(low / np.maximum(f, 1)) ** 4) * np.exp(-(f / high) ** 2), n)
    return x / np.max(np.abs(x))


def note(pitch: float, length: float, strength: float) -> np.ndarray:
    """A felt piano: few partials, slightly stretched, the high ones dying first."""
    t = np.arange(seconds(length)) / RATE
    f = 440 * 2 ** ((pitch - 69) / 12)
    x = sum(np.sin(2 * np.pi * f * k * (1 + 0.0004 * k * k) * t) * np.exp(-t * (1.1 + 0.9 * k)) * a
            for k, a in enumerate((1, .42, .22, .1, .05), 1))
    hammer = noise(len(t), int(pitch), 200, 1800) * np.exp(-t * 60) * .05
    return (x + hammer) * strength * np.minimum(1, t / 0.006) * np.minimum(1, (length - t) / 0.3)


# (beat, pitch, strength): D major, a rising line that comes back resolved.
THEME = [(0, 50, .7), (0, 66, .8), (1, 62, .5), (2, 69, .8), (3, 66, .45), (4, 47, .7), (4, 71, .8), (5, 66, .5), (6, 69, .7), (7, 62, .45),
         (8, 43, .7), (8, 66, .8), (9, 59, .5), (10, 64, .7), (11, 62, .45), (12, 45, .7), (12, 64, .8), (13, 61, .5), (14, 69, .7), (15, 64, .45)]


def piano(length: float, beat: float = 0.62) -> np.ndarray:
    out = np.zeros(seconds(length) + 1)
    start = 0.1
    while start < length - 1:
        for b, pitch, strength in THEME:
            at = seconds(start + b * beat)
            if at < len(out):
                x = note(pitch, 3.2, strength * 0.066)[:len(out) - at]
                out[at:at + len(x)] += x
        start += 16 * beat
    t = np.arange(len(out)) / RATE
    return out * np.minimum(1, np.maximum(0, (length - t) / 2.2))


def step(seed: int) -> np.ndarray:
    t = np.arange(seconds(0.16)) / RATE
    return (np.sin(2 * np.pi * (92 - 160 * t) * t) * np.exp(-t * 46) * .5 + noise(len(t), seed, 300, 2600) * np.exp(-t * 70) * .20) * .75


def effect(name: str) -> np.ndarray:
    if name == "door":
        t = np.arange(seconds(1.7)) / RATE
        creak = np.sin(2 * np.pi * (310 + 70 * np.sin(2.2 * t)) * t + 3 * np.sin(2 * np.pi * 37 * t)) * np.exp(-((t - .5) / .28) ** 2) * .06
        latch = noise(len(t), 11, 700, 4200) * (np.exp(-np.abs(t - .08) * 110) * .55 + np.exp(-np.abs(t - 1.45) * 90) * .4)
        return creak + latch + noise(len(t), 12, 120, 900) * np.exp(-((t - .8) / .5) ** 2) * .05
    if name == "chime":
        t = np.arange(seconds(1.6)) / RATE
        bell = lambda f, at: np.where(t >= at, np.sin(2 * np.pi * f * (t - at)) * np.exp(-(t - at) * 3.4), 0)
        return (bell(659.3, 0) + bell(523.3, .46)) * .08
    if name == "buzz":
        t = np.arange(seconds(1.8)) / RATE
        on = np.clip(np.minimum(t % .9, .5 - t % .9) * 40, 0, 1)
        return (np.sin(2 * np.pi * 152 * t) + .5 * np.sin(2 * np.pi * 304 * t) + .35 * noise(len(t), 13, 600, 3000)) * on * .11
    if name == "steps":
        out = np.zeros(seconds(1.9))
        for i, at in enumerate((.15, .62, 1.09, 1.54)):
            x = step(20 + i)
            out[seconds(at):seconds(at) + len(x)] += x
        return out
    if name == "clock":
        return np.zeros(0)               # the clock ticks all through the quiet office, see _clock
    raise ValueError(name)


def room(x: np.ndarray, size: float, wet: float, seed: int) -> np.ndarray:
    """Mono in, stereo out, with a short decaying room on both sides."""
    n = seconds(size)
    t = np.arange(n) / RATE
    out = np.zeros((len(x) + n, 2))
    for c in (0, 1):
        ir = noise(n, seed + c, 200, 4500) * np.exp(-t * 6.9 / size)
        ir /= np.sqrt(np.sum(ir ** 2))
        size_fft = 1 << int(np.ceil(np.log2(len(out))))
        tail = np.fft.irfft(np.fft.rfft(x, size_fft) * np.fft.rfft(ir, size_fft), size_fft)[:len(out)]
        out[:len(x), c] += x
        out[:, c] += tail * wet
    return out


def put(out: np.ndarray, x: np.ndarray, at: int, gain: float = 1.0, pan: float = 0.0) -> None:
    """Adds mono or stereo `x` at sample `at`; pan -1 left, 1 right."""
    x = x[:max(0, len(out) - at)]
    left, right = gain * min(1, 1 - pan), gain * min(1, 1 + pan)
    if x.ndim == 1:
        x = np.stack([x, x], axis=1)
    out[at:at + len(x), 0] += x[:, 0] * left
    out[at:at + len(x), 1] += x[:, 1] * right


PAN = {"nadia": -.22, "karim": .25, "helene": .25, "dolores": -.3}


def _steps(out, timeline, begin, end, phase_rate=1.02):
    """One step each half turn of the walk that the picture shows (figures.walking)."""
    k, t = 0, begin + 0.25 / phase_rate
    while t < end:
        put(out, room(step(30 + k % 6), .25, .25, 40), seconds(t), .55, .1)
        k, t = k + 1, t + 0.5 / phase_rate


def _clock(out, begin, end, loud_until):
    t = np.arange(seconds(0.05)) / RATE
    tick = noise(len(t), 50, 1500, 6000) * np.exp(-t * 160) * .12
    for second in range(int(np.ceil(begin)), int(end) + 1):
        put(out, tick * (1.0 if second % 2 else .8), seconds(second), 1.0 if second < loud_until else .22, .2)


def bed(timeline) -> np.ndarray:
    """Everything that is not a voice."""
    total = seconds(timeline.frames / FPS)
    out = np.zeros((total, 2))
    span = {k: (a / FPS, b / FPS) for k, (a, b) in timeline.shots.items()}
    mark = {k: v / FPS for k, v in timeline.marks.items()}
    inside = np.stack([noise(total, 1 + c, 60, 420) for c in (0, 1)], axis=1)
    outside = np.stack([noise(total, 3 + c, 200, 1600) for c in (0, 1)], axis=1)
    t = np.arange(total) / RATE
    indoors = np.interp(t, [span["attente"][0] - .5, span["attente"][0] + .5, span["dehors"][0] - .4, span["dehors"][0] + .4], [0, 1, 1, 0])
    outdoors = np.interp(t, [span["dehors"][0] - .4, span["dehors"][0] + .5, span["fin"][0], span["fin"][0] + 1.2], [0, 1, 1, 0])
    out += inside * (indoors * .010)[:, None] + outside * (outdoors * .008)[:, None]
    put(out, room(piano(span["attente"][0] + 2.0), .9, .35, 60), 0)
    put(out, room(piano(timeline.frames / FPS - mark["musique-2"]), .9, .35, 60), seconds(mark["musique-2"]), 1.1)
    for p in timeline.of(Sound):
        if p.beat.effect:
            put(out, room(effect(p.beat.effect), .4, .35, 70), seconds(p.start / FPS), pan=.35 if p.beat.effect == "door" else 0)
    _steps(out, timeline, mark["porte"] + .8, mark["arrivee"] - .3)
    _steps(out, timeline, span["dehors"][0], span["dehors"][1])
    _clock(out, span["bureau"][0], span["numero"][1], mark["tic-tac"] + 3)
    for i in range(7):                                        # birds
        at = span["dehors"][0] + .4 + i * 1.03
        tt = np.arange(seconds(.16)) / RATE
        chirp = np.sin(2 * np.pi * (2900 + 220 * (i % 3) + 900 * np.sin(tt * 42)) * tt) * np.sin(np.pi * tt / .16) ** 2
        if at + .5 < span["dehors"][1]:
            put(out, np.concatenate([chirp, np.zeros(seconds(.07)), chirp * .7]), seconds(at), .022, .5 - (i % 3) * .4)
    return out


def voices(timeline, work: Path) -> np.ndarray:
    out = np.zeros((seconds(timeline.frames / FPS), 2))
    for p in timeline.of(Say):
        x = voice_of(p.beat, work)
        wide = p.beat.where == THOUGHT or p.beat.who == "haut-parleur"
        put(out, room(x, .9 if wide else .35, .30 if wide else .16, 80), seconds(p.start / FPS), 1.0 if p.beat.who != "haut-parleur" else .75,
            0 if wide else PAN.get(p.beat.who, 0))
    return out


def description(timeline, work: Path) -> np.ndarray:
    out = np.zeros(seconds(timeline.frames / FPS))
    for p in timeline.of(Describe):
        x = voice_of(p.beat, work)
        at = seconds(p.start / FPS)
        out[at:at + len(x)] += x[:len(out) - at]
    return out


def ducking(timeline) -> np.ndarray:
    """Gain of the film under the description."""
    t = np.arange(seconds(timeline.frames / FPS)) / RATE
    gain = np.ones(len(t))
    for p in timeline.of(Describe):
        a, b = p.start / FPS, p.sound_end / FPS
        gain = np.minimum(gain, np.interp(t, [a - ATTACK, a, b, b + RELEASE], [1, DUCK, DUCK, 1]))
    return gain


def mouths(timeline, work: Path) -> dict[str, np.ndarray]:
    """How open each speaker's mouth is, frame by frame. A thought moves no lips."""
    result: dict[str, np.ndarray] = {}
    for p in timeline.of(Say):
        if p.beat.where == THOUGHT:
            continue
        m = result.setdefault(p.beat.who, np.zeros(timeline.frames))
        x = voice_of(p.beat, work)
        for i in range(len(x) * FPS // RATE):
            block = x[i * RATE // FPS:(i + 1) * RATE // FPS]
            if p.start + i < len(m):
                m[p.start + i] = min(1.0, float(np.sqrt(np.mean(block ** 2))) * 6.0)
    for who, m in result.items():
        result[who] = np.convolve(m, [.25, .5, .25], "same")
    return result


def loudness(path: Path) -> float:
    text = subprocess.run(["ffmpeg", "-nostats", "-i", path, "-af", "ebur128=framelog=verbose", "-f", "null", "-"],
                          capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(-?[0-9.]+) LUFS", text)[-1])


def write_wav(path: Path, x: np.ndarray) -> None:
    x = x if x.ndim == 2 else x[:, None]
    with wave.open(str(path), "wb") as f:
        f.setnchannels(x.shape[1])
        f.setsampwidth(2)
        f.setframerate(RATE)
        # A knee instead of clipping: untouched below -3 dBFS.
        y = np.where(np.abs(x) < .7, x, np.sign(x) * (.7 + .28 * np.tanh((np.abs(x) - .7) / .28)))
        f.writeframes(np.round(y * 32767).astype("<i2").tobytes())


def mixes(timeline, work: Path) -> tuple[Path, Path, Path]:
    """Film, film with description, description alone; the film at -23 LUFS, the others by the same gain."""
    film = bed(timeline) + voices(timeline, work / "voices")
    spoken = description(timeline, work / "voices")
    paths = work / "film.wav", work / "ad.wav", work / "ad-voix.wav"
    write_wav(paths[0], film)
    gain = 10 ** ((TARGET_LUFS - loudness(paths[0])) / 20)
    write_wav(paths[0], film * gain)
    write_wav(paths[1], (film * ducking(timeline)[:, None] + spoken[:, None]) * gain)
    write_wav(paths[2], spoken * gain)
    return paths
