#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same picture from both renderers, and the right one chosen where there is no card.

    with_display.sh -s 640x360x24 renderers.py PROGRAM

OpenGL is Mesa's, drawn by the processor."""
import os
import subprocess
import sys
import time

import display
import films
import x_windows
from flash_screen import Picture
from program import Scratch, complaints, difference, need, png_size, program_from_arguments, run

WIDTH, HEIGHT = 640, 360
AT_S = 3.06
# Scaling and conversion differ by a rounding each, edges by what two filters make of them.
MEAN_TOLERANCE = 2.0
FAR = 40
FAR_SHARE = 0.01
PATIENCE_S = 20


def make_kit(folder):
    folder.mkdir()
    films.flash_film(folder / "film.mp4", 6)
    films.flash_signer(folder / "signer.mp4", 6)
    films.captions(folder / "fr.srt", [(3, 5, "Le sous-titre de la seconde 3\nse lit sur deux lignes entières.")])
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4")
    return folder


def on_the_screen(program, kit, folder, renderer):
    """What the X server shows and what the program says it shows, both while the film stands."""
    shot = folder / f"{renderer}.png"
    script = folder / "script.txt"
    script.write_text(f"pause\nseek {AT_S}\nwait 0.3\nscreenshot {shot}\nwait 60\n")
    child = subprocess.Popen([str(program), "play", str(kit), "--size", f"{WIDTH}x{HEIGHT}", "--renderer", renderer,
                              "--script", str(script), "--report", str(folder / "report.json")],
                             env={**os.environ, "SDL_AUDIODRIVER": "dummy"}, stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + PATIENCE_S
        while not shot.exists() and child.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(0.3)
        grabbed = display.picture(WIDTH, HEIGHT)
        x_windows.close_button(display.windows(child.pid)[0])
        _, err = child.communicate(timeout=PATIENCE_S)
    finally:
        if child.poll() is None:
            child.kill()
    wrong = [f"{renderer}: said {line}" for line in complaints(err.decode())]
    if child.returncode != 0:
        wrong.append(f"{renderer}: status {child.returncode}")
    if png_size(shot) != (WIDTH, HEIGHT):
        wrong.append(f"{renderer}: the screenshot is {png_size(shot)}")
    return grabbed, shot, wrong


def apart(a, b):
    """Mean difference, and the share of pixels that differ much."""
    differences = [abs(x - y) for x, y in zip(a, b)]
    return sum(differences) / len(differences), sum(d > FAR for d in differences) / len(differences)


def main():
    program = program_from_arguments()
    need("ffmpeg", "xdotool")
    wrong = []
    with Scratch() as folder:
        kit = make_kit(folder / "kit")
        software, software_shot, faults = on_the_screen(program, kit, folder, "software")
        wrong += faults
        gpu, gpu_shot, faults = on_the_screen(program, kit, folder, "gpu")
        wrong += faults
        seen = Picture(WIDTH, HEIGHT, software)
        if (seen.film_second(), seen.signer_second(), seen.has_caption()) != (3, 3, True):
            wrong.append("the picture that all are compared with is not the one that was meant")
        mean, far = apart(software, gpu)
        print(f"software and gpu on the screen: mean difference {mean:.2f}, {far * 100:.2f} % of the pixels far apart")
        if mean > MEAN_TOLERANCE or far > FAR_SHARE:
            wrong.append("the two renderers show different pictures")
        later = folder / "later.png"
        headless = folder / "headless.png"
        run(program, "play", kit, "--headless", "--no-pace", "--size", f"{WIDTH}x{HEIGHT}", "--until", "5",
            "--screenshot", f"{AT_S}={headless}", "--screenshot", f"4.5={later}")
        for name, shot, tolerance in (("software", software_shot, 0.5), ("gpu", gpu_shot, MEAN_TOLERANCE)):
            off = difference(headless, shot)
            print(f"{name} screenshot and headless picture: mean difference {off:.2f}")
            if off > tolerance:
                wrong.append(f"the {name} screenshot is another picture")
        if difference(headless, later) < 4 * MEAN_TOLERANCE:
            wrong.append("pictures that differ are not told apart")
        for renderer, expected in (("auto", "software"), ("software", "software"), ("gpu", "opengl")):
            played = run(program, "play", kit, "--size", f"{WIDTH}x{HEIGHT}", "--renderer", renderer, "--until", "0.5",
                         report=folder / "report.json", env={"SDL_AUDIODRIVER": "dummy"})
            name = played.report["renderer"] if played.report else str(played)
            print(f"--renderer {renderer}: {name}")
            card = any(node.startswith("render") for node in os.listdir("/dev/dri")) if os.path.isdir("/dev/dri") else False
            if not name.startswith(expected) and not (renderer == "auto" and card):
                wrong.append(f"--renderer {renderer} took {name}")
    for fault in wrong:
        print(f"WRONG: {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
