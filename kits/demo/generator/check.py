#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the kit against itself: check.py KIT_FOLDER WORK_FOLDER

Every file that the manifest names is there; its times fall on the film's scenes; durations of plans add up; the
media have the lengths and the frames they should; each frame of the signer's placeholder carries its own number;
every PDF is tagged, titled, in French.
"""
from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import sign
from story import FPS

STEP_TYPES = {"message", "film", "prompt", "slides", "sheet", "booklet", "clip", "case", "break", "questionnaire", "closing"}
ENTRY_KEYS = {"path", "video", "poster", "cover", "text", "easy", "note", "document", "sign"}
AT_MOST_BYTES = 6_000_000
PAGES = {"livret.pdf": 9, "diaporama.pdf": 4}      # the others: one
problems: list[str] = []


def expect(truth, words: str) -> None:
    if not truth:
        problems.append(words)


def seconds(time: str) -> float:
    if match := re.fullmatch(r"([0-9.]+)(ms|s|min|h)", time):
        return float(match[1]) * {"ms": .001, "s": 1, "min": 60, "h": 3600}[match[2]]
    total = 0.0
    for part in time.split(":"):
        total = total * 60 + float(part)
    return total


def entries(table, found):
    for key, value in table.items():
        if isinstance(value, dict):
            entries(value, found)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    entries(one, found)
        elif key in ENTRY_KEYS and isinstance(value, str) and re.fullmatch(r"[\w./-]+\.\w+", value):
            found.append(value)
    return found


def probe(path: Path) -> dict:
    out = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_streams", "-of", "json", path], capture_output=True, check=True).stdout
    return {s["codec_type"]: s for s in json.loads(out)["streams"]}


def check_times(manifest, timeline) -> None:
    at = lambda frame: round(frame / FPS, 3)
    film = manifest["film"][0]
    chapters = [(round(seconds(c["at"]), 3), c["title"]) for c in film["chapter"]]
    expect(chapters == [(at(f), t) for f, t in timeline["chapters"]], f"chapters differ: {[(at(f), t) for f, t in timeline['chapters']]}")
    expect(seconds(film["duration"]) == at(timeline["frames"]), f"film.duration is not {at(timeline['frames'])}")
    edges = {at(f) for span in timeline["shots"].values() for f in span}
    for plan in manifest["plan"]:
        steps = plan["step"]
        total = sum(seconds(s["duration"]) for s in steps)
        expect(total == seconds(plan["duration"]), f"{plan['id']}: the steps last {total / 60} min")
        for step in steps:
            if step["type"] == "film":
                for key in ("from", "to"):
                    expect(key not in step or round(seconds(step[key]), 3) in edges, f"{plan['id']}: {key} = {step.get(key)} is in the middle of a shot")
    types = {s["type"] for s in manifest["plan"][0]["step"]}
    expect(types == STEP_TYPES, f"step types missing: {STEP_TYPES - types}")


def check_media(kit: Path, timeline) -> None:
    film = probe(kit / "film/accueillir.mp4")
    expect(int(film["video"]["nb_read_packets"]) == timeline["frames"], "the film has another number of frames")
    expect((film["video"]["color_space"], film["video"]["color_range"], film["video"]["pix_fmt"]) == ("bt709", "tv", "yuv420p"), "the film's colours are not tagged")
    for name in ("ad/accueillir.fr.ad.m4a", "ad/accueillir.fr.ad-voix.m4a"):
        expect(abs(float(probe(kit / name)["audio"]["duration"]) - timeline["frames"] / FPS) < 0.03, f"{name} has another length than the film")
    placeholders = {"accueillir": timeline["frames"] + sign.TAIL} | {name: seconds * FPS for name, seconds in sign.WORDS.items()}
    for name, frames in placeholders.items():
        check_placeholder(kit / f"lsf/{name}.fsl.mp4", frames)


def check_placeholder(path: Path, frames: int) -> None:
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-vf", f"crop={sign.BITS * sign.SQUARE}:{sign.SQUARE}:{sign.LEFT}:{sign.TOP},format=gray", "-f", "rawvideo", "-"],
                         capture_output=True, check=True).stdout
    size = sign.BITS * sign.SQUARE * sign.SQUARE
    expect(len(raw) == size * frames, f"{path.name} has another number of frames")
    middle = sign.SQUARE // 2 * sign.BITS * sign.SQUARE + sign.SQUARE // 2
    for n in range(len(raw) // size):
        bits = [raw[n * size + middle + b * sign.SQUARE] > 128 for b in range(sign.BITS)]
        if sum(bit << (sign.BITS - 1 - b) for b, bit in enumerate(bits)) != n:
            problems.append(f"frame {n} of {path.name} says another number")
            break


def main() -> None:
    kit, work = Path(sys.argv[1]), Path(sys.argv[2])
    manifest = tomllib.loads((kit / "kit.toml").read_text(encoding="utf-8"))
    timeline = json.loads((work / "timeline.json").read_text(encoding="utf-8"))
    timeline["chapters"] = [(f, t) for f, t in timeline["chapters"]]
    named = set(entries(manifest, []))
    for name in sorted(named):
        expect((kit / name).is_file(), f"{name} is named by the manifest and is not there")
    check_times(manifest, timeline)
    check_media(kit, timeline)
    for pdf in sorted(kit.glob("*/*.pdf")):
        info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
        expect(re.search(r"Tagged:\s+yes", info) and re.search(r"Title:\s+\S", info), f"{pdf.name} is not tagged or has no title")
        pages = int(re.search(r"Pages:\s+(\d+)", info)[1])
        expect(pages == PAGES.get(pdf.name, 1), f"{pdf.name} has {pages} pages")
    total = sum((kit / name).stat().st_size for name in named)
    expect(total <= AT_MOST_BYTES, f"the kit has {total} bytes")
    for problem in problems:
        print(f"check: {problem}", file=sys.stderr)
    print(f"{len(named)} files, {total} bytes, film of {timeline['frames'] / FPS} s, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
