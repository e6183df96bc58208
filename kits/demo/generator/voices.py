# SPDX-License-Identifier: GPL-3.0-or-later
"""Voices: espeak-ng speaks, sox takes off the buzz and puts each speaker into a room."""
from __future__ import annotations

import hashlib
import subprocess
import wave
from pathlib import Path

import numpy as np

from story import Describe, Say

RATE = 48000
LEVEL = 0.09            # RMS of a voice, before the mix

# espeak-ng voice, pitch (0-99), words a minute, sox effects. A warm low shelf and a gentle roll-off above 5 kHz make
# formant synthesis bearable; the room is short, since long reverberation costs intelligibility.
SOFT = ["highpass", "90", "bass", "+3", "250", "equalizer", "3300", "1.2q", "-4", "treble", "-5", "6500", "lowpass", "8500"]
ROOM = ["reverb", "12", "60", "18", "100", "0", "-3"]
VOICES = {
    "nadia": ("fr+f2", 46, 156, SOFT + ROOM),
    "helene": ("fr+f3", 22, 152, SOFT + ["bass", "+2", "180"] + ROOM),
    "karim": ("fr+m3", 34, 156, SOFT + ["bass", "+2", "140"] + ROOM),
    "narratrice": ("fr-be+f4", 34, 146, SOFT + ["reverb", "25", "50", "40", "100", "10", "-4"]),
    "dolores": ("es+f5", 30, 152, SOFT + ROOM),
    "haut-parleur": ("fr+f5", 50, 146, ["highpass", "420", "lowpass", "3200", "overdrive", "4", "reverb", "45", "50", "80"]),
    "formatrice": ("fr-ch+f4", 40, 156, SOFT + ["reverb", "6"]),
    "description": ("fr-be+m4", 30, 172, SOFT),
}
# A thought is the same voice from inside: closer, with a long soft room.
THOUGHT = ["lowpass", "4800", "reverb", "60", "40", "70", "100", "15", "-2"]


def spoken(beat) -> str:
    return beat.spoken or beat.text.replace("\n", " ")


def _speak(text: str, voice: str, pitch: int, words: int, effects: list[str], path: Path) -> None:
    raw = path.with_suffix(".raw.wav")
    subprocess.run(["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(words), "-a", "90", "-w", raw, text], check=True)
    # -R: repeatable dither and reverb. Silence before and after is cut so that captions start with the voice.
    subprocess.run(["sox", "-R", raw, "-b", "16", "-r", str(RATE), "-c", "1", path, "gain", "-6",
                    "silence", "1", "0.01", "0.6%", "reverse", "silence", "1", "0.01", "0.6%", "reverse",
                    "pad", "0.01", "0.10", *effects, "gain", "-n", "-6"], check=True)
    raw.unlink()


def voice_of(beat, work: Path) -> np.ndarray:
    """The beat's voice, mono, 48 kHz, float; made once, kept in `work` under the hash of what made it."""
    who = "description" if isinstance(beat, Describe) else beat.who
    voice, pitch, words, effects = VOICES[who]
    if isinstance(beat, Say) and beat.where == "thought" and who != "narratrice":
        words, effects = words - 14, SOFT + THOUGHT
    key = hashlib.sha256(repr((spoken(beat), voice, pitch, words, effects)).encode()).hexdigest()[:16]
    path = work / f"{who}-{key}.wav"
    if not path.exists():
        work.mkdir(parents=True, exist_ok=True)
        _speak(spoken(beat), voice, pitch, words, effects, path)
    with wave.open(str(path)) as f:
        x = np.frombuffer(f.readframes(f.getnframes()), "<i2").astype(np.float64) / 32768
    # All voices equally loud: the parts that sound, in blocks of 40 ms, are brought to one level.
    blocks = np.sqrt(np.mean(x[:len(x) // 1920 * 1920].reshape(-1, 1920) ** 2, axis=1))
    return x * (LEVEL / np.sqrt(np.mean(blocks[blocks > 0.1 * blocks.max()] ** 2)))


def length_of(work: Path):
    return lambda beat: len(voice_of(beat, work)) / RATE
