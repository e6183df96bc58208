#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Broken files are played as far as they go, or refused in a sentence; never a crash, never a hang.

    truncations.py PROGRAM cut [DEMO]   a kit and its bare film, each cut off at a hundred places
    truncations.py PROGRAM outside      every file of media/ and zip/ in $MALLETTE_TEST_DATA

DEMO is a folder with a kit; without one a small kit is made."""
import pathlib
import sys

import films
from program import SLOWNESS, Scratch, complaints, need, outside_data, program_from_arguments, run, skip

PLACES = 100
PATIENCE_S = 15.0
MOST_TOLD = 40


def faults(played):
    if played.hung:
        return [f"it was still at it after {PATIENCE_S * SLOWNESS:.0f} s"]
    found = []
    if played.status not in (0, 1):
        found.append(f"status {played.status}")
    if played.status == 1 and not played.err:
        found.append("refused without a word")
    found += [f"said: {line}" for line in complaints(played.err)]
    return found


class Account:
    def __init__(self):
        self.played = self.told = self.refused = 0
        self.wrong = []

    def add(self, name, played):
        self.wrong += [f"{name}: {fault}" for fault in faults(played)]
        if played.status == 0 and not played.err:
            self.played += 1
        elif played.report and played.report["film"]["shown"]:
            self.told += 1
        else:
            self.refused += 1

    def tell(self, title):
        print(f"{title}: {self.played} played, {self.told} played in part with a message, {self.refused} refused")
        sys.stdout.flush()


def play(program, path, scratch, until):
    return run(program, "play", path, "--headless", "--no-pace", "--size", "320x180", "--until", until,
               limit_s=PATIENCE_S, report=scratch / "report.json")


def cut(program, whole, scratch, title, least_told=0):
    """Cut at a hundred places, evenly, and at the very begin and end. least_told: so many must be played as far
    as they go, with a message."""
    account = Account()
    content = whole.read_bytes()
    broken = scratch / f"cut{whole.suffix}"
    for place in range(PLACES):
        length = min(len(content) * place // (PLACES - 1), len(content) - 1)
        broken.write_bytes(content[:length])
        account.add(f"{whole.name} cut at {length} of {len(content)} bytes", play(program, broken, scratch, "1h"))
    broken.unlink()
    account.tell(f"{title} cut at {PLACES} places")
    # What stands at the very end of a file may be of no use to the film.
    if least_told and account.played > PLACES // 10:
        account.wrong.append(f"{title}: {account.played} pieces were played as if they were whole")
    if account.told < least_told:
        account.wrong.append(f"{title}: only {account.told} pieces were played as far as they go, with a message")
    return account.wrong


def made_kit(folder):
    folder.mkdir()
    films.plain_film(folder / "film.mp4", 3, size="160x90")
    films.plain_signer(folder / "signer.mp4", 2)
    films.voice(folder / "mix.m4a", 3)
    films.captions(folder / "fr.srt", [(0.5, 1.5, "Bonjour."), (1.6, 2.8, "On vous écoute.")])
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4", [("mix", "mix.m4a")])
    return folder


def cuts(program, scratch, demo):
    """What a film's index at its end costs when it is cut away is another case than at its begin."""
    kit = made_kit(scratch / "made")
    source = demo or kit
    packed = scratch / "kit.mallette"
    made = run(program, "pack", source, "-o", packed)
    if made.status != 0:
        return [f"pack {source}: {made}"]
    whole = play(program, packed, scratch, "2s")
    wrong = [f"the whole kit: {fault}" for fault in faults(whole)]
    if whole.status != 0:
        wrong.append(f"the whole kit: {whole}")
    wrong += cut(program, packed, scratch, f"{source.name} packed")
    wrong += cut(program, kit / "film.mp4", scratch, "an MP4 with its index at the end")
    begin = scratch / "begin.mp4"
    films.ffmpeg("-i", kit / "film.mp4", "-c", "copy", "-movflags", "+faststart", begin)
    wrong += cut(program, begin, scratch, "an MP4 with its index at the begin", least_told=80)
    matroska = scratch / "film.mkv"
    films.ffmpeg("-i", kit / "film.mp4", "-c", "copy", matroska)
    wrong += cut(program, matroska, scratch, "a Matroska film", least_told=80)
    return wrong


def outside(program, scratch):
    root = outside_data()
    if root is None:
        skip("MALLETTE_TEST_DATA is not set")
    wrong = []
    for part in ("media", "zip"):
        account = Account()
        told = Account()
        for path in sorted((root / part).rglob("*")):
            if not path.is_file():
                continue
            name = path.relative_to(root)
            account.add(f"play {name}", play(program, path, scratch, "2s"))
            told.add(f"info {name}", run(program, "info", path, limit_s=PATIENCE_S))
        account.tell(f"play, every file of {part}")
        told.tell(f"info, every file of {part}")
        wrong += account.wrong + told.wrong
    return wrong


def main():
    program = program_from_arguments()
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    with Scratch() as scratch:
        if what == "outside":
            wrong = outside(program, scratch)
        elif what == "cut":
            need("ffmpeg")
            demo = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
            wrong = cuts(program, scratch, demo if demo and (demo / "kit.toml").exists() else None)
        else:
            sys.exit(__doc__)
    for fault in wrong[:MOST_TOLD]:
        print(f"WRONG: {fault}")
    if len(wrong) > MOST_TOLD:
        print(f"... and {len(wrong) - MOST_TOLD} more")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
