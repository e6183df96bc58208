#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the demo kit's media from nothing: build.py KIT_FOLDER WORK_FOLDER [film|sign|sound|text|clip ...]"""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cairo

import captions
import clip
import film
import sign
import sound
import voices
from story import CLIP, FILM, FPS, lay_out

# Same bytes each time: no dates, no version strings, a fixed number of threads.
EXACT = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1"]
BT709 = ["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-color_primaries", "bt709", "-color_trc", "bt709",
         "-colorspace", "bt709", "-color_range", "tv"]


def h264(crf: int) -> list[str]:
    return ["-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", str(crf), "-profile:v", "high", "-threads", "2",
            "-g", str(2 * FPS), "-keyint_min", str(2 * FPS), "-sc_threshold", "0", *BT709]


def encode(path: Path, size: tuple[int, int], frames, crf: int, audio: Path | None = None) -> None:
    """Writes `frames` (cairo surfaces, RGB24) as H.264, with `audio` as AAC."""
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{size[0]}x{size[1]}", "-r", str(FPS), "-i", "-"]
    command += ["-i", audio] if audio else []
    command += ["-map", "0:v"] + (["-map", "1:a", "-c:a", "aac", "-b:a", "64k"] if audio else [])
    command += [*h264(crf), *EXACT, "-metadata:s:a:0", "language=fra", "-movflags", "+faststart", path]
    pipe = subprocess.Popen(command, stdin=subprocess.PIPE)
    for surface in frames:
        surface.flush()
        pipe.stdin.write(surface.get_data())
    pipe.stdin.close()
    if pipe.wait():
        raise SystemExit(f"ffmpeg could not write {path}")


def encode_sound(path: Path, wav: Path, rate: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", wav, "-c:a", "aac", "-b:a", rate, *EXACT, "-metadata:s:a:0", "language=fra",
                    "-movflags", "+faststart", path], check=True)


def draw(scene, shot: str, frame: int) -> cairo.ImageSurface:
    scene.at(frame)
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, film.W, film.H)
    film.SHOTS[shot](cairo.Context(surface), scene)
    return surface


def film_frames(timeline, mouths):
    scene = film.Scene(timeline, mouths)
    order = list(timeline.shots)
    for i, shot in enumerate(order):
        first, last = timeline.shots[shot]
        for n in range(first, last):
            surface = draw(scene, shot, n)
            if shot in film.DISSOLVE and n - first < film.FADE:
                over = cairo.Context(surface)
                over.set_source_surface(draw(scene, order[i - 1], n))
                over.paint_with_alpha(1 - film.ease((n - first + 1) / (film.FADE + 1)))
            yield surface


def sign_frames(count: int):
    base = sign.still()
    for n in range(count):
        yield sign.frame(base, n)


def poster(path: Path, timeline, mouths) -> None:
    """The frame that stands for the film: both women in the quiet office."""
    first, last = timeline.shots["numero"]
    png = path.with_suffix(".png")
    draw(film.Scene(timeline, mouths), "numero", last - 30).write_to_png(png)
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", png, "-q:v", "5", *EXACT, path], check=True)
    png.unlink()


def main() -> None:
    kit, work = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = set(sys.argv[3:]) or {"text", "sound", "sign", "film", "clip"}
    work.mkdir(parents=True, exist_ok=True)
    timeline = lay_out(FILM, voices.length_of(work / "voices"))
    if "text" in wanted:
        for folder in ("sous-titres", "ad", "film", "transcription", "paroles"):
            (kit / folder).mkdir(parents=True, exist_ok=True)
        captions.write_sdh_srt(kit / "sous-titres/accueillir.fr.sdh.srt", timeline)
        captions.write_sdh_vtt(kit / "sous-titres/accueillir.fr.sdh.vtt", timeline)
        captions.write_english(kit / "sous-titres/accueillir.en.srt", timeline)
        captions.write_descriptions(kit / "ad/accueillir.fr.descriptions.vtt", timeline)
        captions.write_transcript(kit / "transcription/accueillir.md", timeline)
        (work / "timeline.json").write_text(json.dumps({"frames": timeline.frames, "shots": timeline.shots, "marks": timeline.marks,
                                                        "chapters": timeline.chapters}, indent=1, ensure_ascii=False))
    if {"film", "sound"} & wanted:
        film_wav, ad_wav, voice_wav = sound.mixes(timeline, work)
        encode_sound(kit / "ad/accueillir.fr.ad.m4a", ad_wav, "64k")
        encode_sound(kit / "ad/accueillir.fr.ad-voix.m4a", voice_wav, "32k")
    if "film" in wanted:
        mouths = sound.mouths(timeline, work / "voices")
        encode(kit / "film/accueillir.mp4", (film.W, film.H), film_frames(timeline, mouths), 31, film_wav)
        poster(kit / "film/accueillir.jpg", timeline, mouths)
    if "sign" in wanted:
        encode(kit / "lsf/accueillir.fsl.mp4", (sign.W, sign.H), sign_frames(timeline.frames + sign.TAIL), 37)
        for name, seconds in sign.WORDS.items():
            encode(kit / f"lsf/{name}.fsl.mp4", (sign.W, sign.H), sign_frames(seconds * FPS), 37)
    if "clip" in wanted:
        clip.make(kit, work, encode, lay_out(CLIP, voices.length_of(work / "voices")))


if __name__ == "__main__":
    main()
