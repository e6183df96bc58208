#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole kits at real speed, without a window: what the program itself says of film, signer and captions.

    play_report.py PROGRAM

Figures of accessibility: sound and film within 20 ms, signer and captions within 40 ms, no frame dropped, and
the same after fifty random seeks, each of which lands on the very frame. A run that falls short while the
machine itself stood still (stalls.py) is made once more, and that is said."""
import pathlib
import random
import shutil
import sys

import films
from program import Scratch, need, outside_data, program_from_arguments, run, skip
from stalls import StallWatch

AV_P99_MS = 20
SIGN_P99_MS = 40
CAPTION_MAX_MS = 40
SEEKS = 50
FIELDS = {
    "open_ms": float, "first_frame_ms": float, "film": dict, "sign": dict, "captions": dict, "seeks": list,
    "cpu_s": float, "peak_rss_kib": int, "errors": list,
}
FIGURES = ("n", "p50", "p95", "p99", "max")


def fields_missing(report):
    wrong = [f"{name} is {report.get(name)!r}" for name, kind in FIELDS.items()
             if not isinstance(report.get(name), (int, float) if kind is float else kind)]
    for part, counts, figures in (("film", ("frames_due", "shown", "dropped"), "av_offset_ms"),
                                  ("sign", ("shown",), "offset_ms"), ("captions", ("cues",), "onset_error_ms")):
        found = report.get(part, {})
        wrong += [f"{part}.{name} is missing" for name in counts if not isinstance(found.get(name), int)]
        wrong += [f"{part}.{figures}.{name} is missing" for name in FIGURES
                  if not isinstance(found.get(figures, {}).get(name), (int, float))]
    return wrong


def in_step(report):
    """What the figures fall short of."""
    film, sign, captions = report["film"], report["sign"], report["captions"]
    wrong = []
    if film["dropped"]:
        wrong.append(f"{film['dropped']} of {film['frames_due']} frames were dropped")
    if film["av_offset_ms"]["p99"] > AV_P99_MS:
        wrong.append(f"film and sound: p99 {film['av_offset_ms']['p99']} ms")
    if sign["offset_ms"]["p99"] > SIGN_P99_MS:
        wrong.append(f"signer: p99 {sign['offset_ms']['p99']} ms")
    if captions["onset_error_ms"]["max"] > CAPTION_MAX_MS:
        wrong.append(f"captions: {captions['onset_error_ms']['max']} ms")
    return wrong


def tell(title, report):
    def figures(f):
        return f"n {f['n']:4} p50 {f['p50']:6.2f} p99 {f['p99']:6.2f} max {f['max']:6.2f}"
    print(f"{title}: {report['film']['shown']} shown, {report['film']['dropped']} dropped, "
          f"{report['cpu_s']:.1f} s of processor, {report['peak_rss_kib'] // 1024} MiB, "
          f"open {report['open_ms']:.0f} ms, first frame {report['first_frame_ms']:.0f} ms")
    print(f"  film     {figures(report['film']['av_offset_ms'])}")
    print(f"  signer   {figures(report['sign']['offset_ms'])}")
    print(f"  captions {figures(report['captions']['onset_error_ms'])}")
    sys.stdout.flush()


def try_twice(title, play, judge):
    """play() gives a Run, judge(report) what is wrong with it. Returns faults, and what was too late to judge."""
    for attempt in (1, 2):
        with StallWatch() as stalls:
            played = play()
        if played.status != 0 or played.report is None:
            return [f"{title}: {played}"], []
        wrong = fields_missing(played.report)
        if wrong:
            return [f"{title}: {fault}" for fault in wrong], []
        tell(title, played.report)
        wrong, late = judge(played.report), in_step(played.report)
        if wrong or not late:
            return [f"{title}: {fault}" for fault in wrong + late], []
        print(f"  fell short ({'; '.join(late)}); {stalls}" + (": once more" if attempt == 1 and stalls.stalls else ""))
        if not stalls.stalls:
            break
    late = [f"{title}: {fault}" for fault in late]
    return ([], late) if stalls.busy_with_others() else (late, [])


class Kit:
    def __init__(self, name, path, frame_ms, duration_s, frames, signer_frames, cues):
        self.name, self.path, self.frame_ms, self.duration_s = name, path, frame_ms, duration_s
        self.frames, self.signer_frames, self.cues = frames, signer_frames, cues


def to_the_end(program, kit, folder, description):
    def judge(report):
        wrong = []
        if report["film"]["frames_due"] != kit.frames:
            wrong.append(f"{report['film']['frames_due']} frames were due, there are {kit.frames}")
        signer = report["sign"]["shown"] + report["sign"]["dropped"]
        if signer != kit.signer_frames:
            wrong.append(f"{signer} frames of the signer were due, there are {kit.signer_frames}")
        if report["captions"]["cues"] != kit.cues or report["captions"]["onset_error_ms"]["n"] != kit.cues:
            wrong.append(f"captions: {report['captions']}, there are {kit.cues}")
        if report["errors"]:
            wrong.append(f"errors: {report['errors']}")
        if abs(report["ended_at_ms"] / 1000 - kit.duration_s) > 0.1:
            wrong.append(f"it ended at {report['ended_at_ms']} ms")
        return wrong

    def play():
        return run(program, "play", kit.path, "--headless", "--description", description, limit_s=60,
                   report=folder / "end.json")
    return try_twice(f"{kit.name}, description {description}, to the end", play, judge)


def with_seeks(program, kit, folder, seed=20240601):
    chance = random.Random(seed)
    targets = [chance.randrange(0, int(kit.duration_s * 1000) - 200) for _ in range(SEEKS)]
    lines = ["play"]
    for target in targets:
        lines += [f"seek {target}ms", f"wait {chance.randrange(20, 200)}ms"]
    script = folder / "seeks.txt"
    script.write_text("\n".join(lines + ["quit"]) + "\n")

    def judge(report):
        wrong = []
        seeks = report["seeks"]
        if len(seeks) != SEEKS:
            return [f"{len(seeks)} of {SEEKS} seeks came to an end"]
        for target, seek in zip(targets, seeks):
            if seek["target_ms"] != target:
                wrong.append(f"asked for {target} ms, went for {seek['target_ms']}")
            elif not target - kit.frame_ms < seek["landed_ms"] <= target:
                wrong.append(f"asked for {target} ms, landed at {seek['landed_ms']}")
        took = sorted(seek["took_ms"] for seek in seeks)
        print(f"  seeks took p50 {took[len(took) // 2]:.0f} ms, max {took[-1]:.0f} ms")
        return wrong

    def play():
        return run(program, "play", kit.path, "--headless", "--script", script, limit_s=60,
                   report=folder / "seeks.json")
    return try_twice(f"{kit.name}, {SEEKS} seeks", play, judge)


def made_kit(folder):
    """10 s at 25 frames a second; the signer portrait, at 29.917, and ending at 7 s."""
    folder.mkdir()
    films.plain_film(folder / "film.mp4", 10, size="640x360")
    films.plain_signer(folder / "signer.mp4", 7)
    films.voice(folder / "mix.m4a", 10)
    films.voice(folder / "voice.m4a", 8)
    cues = [(0.5 + i, 1.3 + i, f"Sous-titre numéro {i + 1} : « écouter ».") for i in range(9)]
    films.captions(folder / "fr.srt", cues)
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4", [("mix", "mix.m4a"), ("voice", "voice.m4a")])
    return Kit("made kit", folder, 40.0, 10.0, 250, 210, len(cues))


def real_kit(folder):
    """A real film and a real signer, where they are at hand."""
    source = outside_data("film")
    if source is None:
        print("without MALLETTE_TEST_DATA there is no second kit")
        return None
    folder.mkdir()
    for name, path in (("film.mp4", "rabbit/video.mp4"), ("mix.mp3", "rabbit/audio-description.mp3"),
                       ("signer.mp4", "signer/signer-540x720.mp4")):
        if not (source / path).exists():
            print(f"{path} is not there: no second kit")
            return None
        shutil.copyfile(source / path, folder / name)
    cues = [(1.0, 2.5, "Un lapin sort de son terrier."), (3.013, 5.5, "(Chant d'un oiseau)"),
            (6.25, 8.0, "Il s'étire."), (9.5, 11.333, "Un papillon passe.")]
    films.captions(folder / "fr.srt", cues)
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4", [("voice", "mix.mp3")])
    picture = films.probe(folder / "film.mp4", "stream=nb_frames,avg_frame_rate,duration", "v:0")
    numerator, denominator = map(int, picture["avg_frame_rate"].split("/"))
    frames = int(picture["nb_frames"])
    signer = int(films.probe(folder / "signer.mp4", "stream=nb_frames", "v:0")["nb_frames"])
    length = float(films.probe(folder / "film.mp4", "format=duration")["duration"])
    return Kit("real film and signer", folder, 1000 * denominator / numerator + 1, length, frames, signer, len(cues))


def main():
    program = program_from_arguments()
    need("ffmpeg", "ffprobe")
    wrong, late = [], []
    with Scratch() as scratch:
        kit = made_kit(scratch / "made")
        runs = [(to_the_end, kit, "off"), (to_the_end, kit, "mix"), (with_seeks, kit)]
        if real := real_kit(scratch / "real"):
            runs += [(to_the_end, real, "voice"), (with_seeks, real)]
        for play, which, *more in runs:
            faults, excused = play(program, which, scratch, *more)
            wrong += faults
            late += excused
    for fault in wrong:
        print(f"WRONG: {fault}")
    if late and not wrong:
        skip("the machine is too busy to judge: " + "; ".join(late))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
