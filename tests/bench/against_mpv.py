#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mallette against mpv on the same work, in turn, on the same screen (tests/bench/run.sh makes it).

    against_mpv.py PROGRAM FOLDER [--runs N] [--quick]

FOLDER keeps the material, and gets results.json and results.svg. Times are whole processes', as the kernel counts them."""
import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import time

import material
import plot
from players import MARGIN, Mallette, Mpv, Started
from screen import Look, Screen

WINDOWS_S = (10, 30)
LOOK_AT_S = 4.3   # into a play: a caption is on
SEEKS = 50
STARTS = 10
PAUSED_S = 10


class Looker:
    """Takes one screenshot in mid-run, and fails the run when something is not on it."""

    def __init__(self, player, keep):
        self.player, self.keep = player, keep

    def __call__(self):
        time.sleep(LOOK_AT_S)
        look = Look()
        faults = look.faults(MARGIN)
        if faults:
            raise RuntimeError(f"{self.player.name} does not show {', '.join(faults)}")
        if not self.keep.exists():
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s",
                            f"{material.WIDTH}x{material.HEIGHT}", "-i", "-", "-vf", "scale=960:-1", str(self.keep)],
                           input=look.data, check=True)


def median(figures):
    return statistics.median(figures)


def p95(figures):
    return sorted(figures)[max(0, -(-len(figures) * 95 // 100) - 1)]


def tell(what, **figures):
    print(f"{what:44}" + "  ".join(f"{name} {value:8.3f}" for name, value in figures.items()), flush=True)


def decoding_alone(kit, seconds):
    """Film and signer, each in one thread, and both sounds; nothing is done with what comes out."""
    command = ["ffmpeg", "-v", "error", "-nostdin"]
    for name in ("film.mp4", "signer.mp4", "voice.m4a"):
        command += ["-threads", 1, "-t", seconds, "-i", kit / name]
    return Started([*command, "-map", "0:v", "-map", "0:a", "-map", "1:v", "-map", "2:a", "-f", "null", "-"]).end()


def cheapest_output(kit, folder):
    """Of the outputs that need no graphics card."""
    cost = {}
    for output in ("x11", "sdl"):
        player = Mpv(output)
        cost[output] = player.play(kit, 10, Looker(player, folder / f"mpv-{output}.png")).cpu_s
        tell(f"mpv, {output}, all tracks, 10 s", cpu_s=cost[output])
    return min(cost, key=cost.get)


def plays(kit, players, runs, folder):
    """By window and player, the runs; in turn, so that a machine that slows down slows both."""
    done = {window: {player.name: [] for player in players} for window in WINDOWS_S}
    for window in WINDOWS_S:
        floors = {"decoding alone": [], "mpv, null": []}
        for _ in range(runs):
            for player in players:
                looker = Looker(player, folder / f"{player.name.replace(', ', '-').lower()}.png")
                done[window][player.name].append(player.play(kit, window, looker))
            floors["decoding alone"].append(decoding_alone(kit, window))
            floors["mpv, null"].append(Mpv("null").play(kit, window))
        done[window].update(floors)
        for name, each in done[window].items():
            tell(f"{name}, all tracks, {window} s", cpu_s=median(r.cpu_s for r in each),
                 peak_mib=median(r.peak_kib / 1024 for r in each))
    return done


def ratios(a, b, of):
    return median(of(x) / of(y) for x, y in zip(a, b))


def start_ms(player, kit, screen, **options):
    """From the start of the process to a picture on the screen."""
    started = player.start(kit, **options)
    ms = (screen.until_lit() - started.began) * 1000
    started.kill()
    time.sleep(0.3)  # the window goes
    return ms


def starts(kit, mallette, mpv, screen):
    took = {"Mallette, all tracks": [], "mpv, film alone": []}
    for _ in range(STARTS):
        took["Mallette, all tracks"].append(start_ms(mallette, kit, screen))
        took["mpv, film alone"].append(start_ms(mpv, kit, screen, all_tracks=False))
    return took


def seeks(kit, mallette, mpv):
    chosen = random.Random(7)
    targets = [round(chosen.uniform(1, material.SECONDS - 2), 3) for _ in range(SEEKS)]
    return {"Mallette": mallette.seeks(kit, targets), mpv.name: mpv.seeks(kit, targets)}


def idle_share(started):
    """Of one core, while nothing moves."""
    time.sleep(4)
    before = started.cpu_s()
    time.sleep(PAUSED_S)
    share = (started.cpu_s() - before) / PAUSED_S
    started.kill()
    return share


def large_kit(program, kit, folder, size_gib):
    """The same film in a kit with a clip of many GiB beside it, which nobody plays."""
    packed = folder / f"kit-{size_gib}.mallette"
    if packed.exists():
        return packed
    source = folder / f"source-{size_gib}"
    source.mkdir(exist_ok=True)
    for path in kit.iterdir():
        (source / path.name).unlink(missing_ok=True)
        os.link(path, source / path.name)
    if size_gib:
        (source / "kit.toml").unlink()
        (source / "kit.toml").write_text((kit / "kit.toml").read_text() + '[[clip]]\nid = "c"\ntitle = "C"\nvideo = "clip.mp4"\n')
        with open(source / "clip.mp4", "wb") as file:
            file.truncate(size_gib << 30)
    subprocess.run([program, "pack", source, "-o", packed], check=True, stdout=subprocess.DEVNULL)
    (source / "clip.mp4").unlink(missing_ok=True)
    return packed


def openings(program, kit, folder, mallette, screen):
    small, large = large_kit(program, kit, folder, 0), large_kit(program, kit, folder, 6)
    took = {"small kit": [], "6 GiB kit": []}
    for path in (small, large):
        start_ms(mallette, path, screen)  # both as warm as each other
    for _ in range(STARTS):
        took["small kit"].append(start_ms(mallette, small, screen))
        took["6 GiB kit"].append(start_ms(mallette, large, screen))
    return took


def verdicts(done, took_start, took_seek, idle, took_open, mpv):
    rows = []

    def row(figure, value, target, holds):
        rows.append({"figure": figure, "value": value, "target": target, "holds": bool(holds)})

    for window in WINDOWS_S:
        ours, theirs, floor = done[window]["Mallette"], done[window][mpv.name], done[window]["decoding alone"]
        to_mpv, to_floor = ratios(ours, theirs, lambda r: r.cpu_s), ratios(ours, floor, lambda r: r.cpu_s)
        row(f"processor time to mpv's, {window} s", to_mpv, "<= 0.55", to_mpv <= 0.55)
        row(f"processor time to decoding alone, {window} s", to_floor, "<= 1.3", to_floor <= 1.3)
        memory = ratios(ours, theirs, lambda r: r.peak_kib)
        row(f"peak memory to mpv's, {window} s", memory, "<= 0.75", memory <= 0.75)
        dropped, shown = sum(r.dropped for r in ours), sum(r.shown for r in ours)
        row(f"dropped frames, {window} s, of {dropped + shown}", dropped, "0", dropped == 0)
    reports = [r.report for r in done[WINDOWS_S[-1]]["Mallette"]]
    for part, figure, limit in (("film", "av_offset_ms", 20), ("sign", "offset_ms", 40), ("captions", "onset_error_ms", 40)):
        worst = median(r[part][figure]["p99"] for r in reports)
        row(f"{part}, p99 of lateness, ms", worst, f"<= {limit}", worst <= limit)
    start = ratios(took_start["Mallette, all tracks"], took_start["mpv, film alone"], lambda ms: ms)
    row("launch to picture, to mpv with the film alone", start, "<= 1", start <= 1)
    seek = p95(took_seek["Mallette"]) / p95(took_seek[mpv.name])
    row("exact seek, p95 of 50, to mpv's", seek, "<= 1", seek <= 1)
    opening = ratios(took_open["6 GiB kit"], took_open["small kit"], lambda ms: ms)
    row("opening 6 GiB to opening 30 MB", opening, "<= 1.1", opening <= 1.1)
    for what in ("Mallette, paused", "Mallette, on a question"):
        row(f"{what}: share of a core", idle[what], "<= 0.01", idle[what] <= 0.01)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    program, folder = given.program.resolve(), given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    kit = material.make(folder)
    screen, mallette = Screen(), Mallette(program)
    mpv = Mpv(cheapest_output(kit, folder))
    done = plays(kit, [mallette, mpv], given.runs, folder)
    took_start = starts(kit, mallette, mpv, screen)
    tell("launch to picture, ms", **{name: median(ms) for name, ms in took_start.items()})
    took_seek = seeks(kit, mallette, mpv)
    tell("exact seek, p95, ms", **{name: p95(ms) for name, ms in took_seek.items()})
    idle = {"Mallette, paused": idle_share(mallette.paused(kit)), "Mallette, on a question": idle_share(mallette.on_a_question(kit)),
            "mpv, paused": idle_share(mpv.paused(kit))}
    tell("share of a core", **idle)
    took_open = openings(program, kit, folder, mallette, screen)
    tell("opening, ms", **{name: median(ms) for name, ms in took_open.items()})
    rows = verdicts(done, took_start, took_seek, idle, took_open, mpv)
    for each in rows:
        print(f"{'holds ' if each['holds'] else 'MISSED'} {each['figure']:52} {each['value']:8.3f}   {each['target']}")
    cpu = {name: median(r.cpu_s for r in each) / WINDOWS_S[-1] for name, each in done[WINDOWS_S[-1]].items()}
    peak = {name: median(r.peak_kib / 1024 for r in each) for name, each in done[WINDOWS_S[-1]].items()}
    (folder / "results.json").write_text(json.dumps({"rows": rows, "cpu_s_per_s": cpu, "peak_mib": peak, "start_ms": took_start,
                                                     "seek_ms": took_seek, "idle": idle, "open_ms": took_open}, indent=1))
    plot.write(folder / "results.svg", [
        plot.Chart("Processor time, s for each second of film, all tracks", cpu, "{:.3f}"),
        plot.Chart("Peak memory, MiB", peak, "{:.0f}"),
        plot.Chart("Launch to picture, ms", {name: median(ms) for name, ms in took_start.items()}, "{:.0f}"),
        plot.Chart("Exact seek, p95 of 50, ms", {name: p95(ms) for name, ms in took_seek.items()}, "{:.0f}")])


if __name__ == "__main__":
    main()
