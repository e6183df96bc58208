#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Film, signer and captions in step with the sound, seen and heard from outside.

    with_display.sh -s 640x360x24 av_sync.py PROGRAM

A film whose every second begins with a flash and a beep, a signer that flashes too, and a caption each
third second, in a real window. The screen is taken at 60 frames a second, the sound through a FIFO, both
on one clock. Each flash and caption tells which second it belongs to, and so does each beep by its pitch:
a whole second amiss is seen as well as a few milliseconds.

What is asserted: flashes and captions are no further from their beeps than one grabbed frame plus one block
of sound, over a minute, after seeks, and at the end; of fifty, one may be (the disk driver sleeps between its
blocks, and nobody promises when it wakes), by 100 ms at most. Seconds during which the machine itself stood still (see
stalls.py) or that the grab did not see closely are left out and counted; when they are more than a fifth,
the measurement is made once more, and then, if others keep the machine busy, given up.

That the measurement can fail is shown each time: kits whose sound, signer and captions are 60 ms amiss must
be found to be 60 ms amiss."""
import statistics
import subprocess
import sys
import time

import films
import sound
from flash_screen import FILM_BOX, SIGNER_BOX, Picture
from program import Scratch, need, program_from_arguments, run, skip
from screen import GRAB_S, ScreenGrab
from sound import SoundTap
from stalls import StallWatch

WIDTH, HEIGHT, SHRINK = 640, 360, 10
LIMIT_MS = (GRAB_S + sound.BLOCK_S) * 1000
AMISS_MS = 60
FILM_S = 70
CAPTION_EVERY_S = 3
OUTLIERS_OF = 50
OUTLIER_MS = 100
LEAST_SEEN = 0.8
MOST_CPU = 0.5  # of one processor: a small film takes a twentieth
KINDS = ("film", "signer", "caption")
SEEK_SCRIPT = """play
wait 3.3
seek 31.4
wait 3.2
seek 13.45
wait 3.2
seek 62.5
wait 3.2
seek 5.3
wait 3.2
pause
wait 0.7
play
wait 3.2
seek 44.44
seek 20.5
wait 3.2
seek 65.4
wait 3.3
quit
"""


# Whether it is there, and which second it shows.
SIGHTS = {
    "film": (lambda p: p.flashes(films.FILM_GRID, FILM_BOX), lambda p: p.film_second()),
    "signer": (lambda p: p.flashes(films.SIGN_GRID, SIGNER_BOX), lambda p: p.signer_second()),
    "caption": (lambda p: p.has_caption(), lambda p: caption_second(p.film_second())),
}


class Sighting:
    """Something that came up on the screen between two grabbed frames."""

    def __init__(self, kind, second, after, by):
        self.kind, self.second, self.after, self.by = kind, second, after, by
        self.beep = None

    @property
    def instant(self):
        return (self.after + self.by) / 2

    @property
    def offset_ms(self):
        return (self.instant - self.beep) * 1000

    @property
    def gap_s(self):
        return self.by - self.after


def caption_second(shown):
    """The second a caption is written for, from the number that the film shows as it comes up."""
    return round(shown / CAPTION_EVERY_S) * CAPTION_EVERY_S


def sightings(frames):
    """Each coming up of each kind."""
    found = []
    pictures = [(instant, Picture(WIDTH // SHRINK, HEIGHT // SHRINK, data)) for instant, data in frames]
    pictures = [(instant, picture) for instant, picture in pictures if picture.is_film()]
    for kind, (is_there, number) in SIGHTS.items():
        before = None
        for instant, picture in pictures:
            there = is_there(picture)
            if before and there and not before[1]:
                found.append(Sighting(kind, number(picture), before[0], instant))
            before = (instant, there)
    return found


def match(seen, heard):
    """Gives each sighting its beep, the nearest of the same second. Returns those that have none."""
    alone = []
    for sighting in seen:
        fitting = [at for at, second in heard if second == sighting.second and abs(at - sighting.instant) < 0.5]
        if fitting:
            sighting.beep = min(fitting, key=lambda at: abs(at - sighting.instant))
        else:
            alone.append(sighting)
    return alone


class Measurement:
    def __init__(self, seen, alone, beeps, stalls, grab_rate, report, took_s):
        self.alone = alone
        self.beeps, self.grab_rate, self.report, self.took_s, self.stalls = beeps, grab_rate, report, took_s, stalls
        matched = [s for s in seen if s.beep is not None]
        self.clean = [s for s in matched
                      if s.gap_s < 1.6 * GRAB_S and not stalls.near(s.instant) and not stalls.near(s.beep)]
        self.left_out = len(matched) - len(self.clean)

    def of(self, kind):
        return [s.offset_ms for s in self.clean if s.kind == kind]

    def share_seen(self):
        total = len(self.clean) + self.left_out
        return len(self.clean) / total if total else 0.0

    def tell(self, title):
        print(f"{title}: {len(self.beeps)} beeps, {len(self.clean)} measured, {self.left_out} left out; "
              f"{self.stalls}; grabbed {self.grab_rate:.1f} frames a second; "
              f"the program took {self.report['cpu_s'] / self.took_s * 100:.0f} % of a processor, "
              f"{self.report['sound']['underruns']} underruns, {self.report['film']['dropped']} dropped")
        for kind in KINDS:
            offsets = self.of(kind)
            if not offsets:
                continue
            sizes = sorted(abs(x) for x in offsets)
            print(f"  {kind:8} n {len(offsets):3}  median {statistics.median(offsets):+6.1f} ms  "
                  f"p95 {sizes[max(0, -(-len(sizes) * 95 // 100) - 1)]:5.1f}  max {sizes[-1]:5.1f}")
        sys.stdout.flush()


def measure(program, kit, folder, *arguments):
    tap = SoundTap(folder)
    with StallWatch() as stalls:
        grab = ScreenGrab(WIDTH, HEIGHT, SHRINK)
        while not grab.has_begun():
            time.sleep(0.02)
        begun = time.monotonic()
        try:
            played = run(program, "play", kit, "--size", f"{WIDTH}x{HEIGHT}", "--renderer", "software", *arguments,
                         limit_s=120, report=folder / "report.json", env=tap.env())
            took_s = time.monotonic() - begun
        finally:
            time.sleep(0.1)
            frames = grab.stop()
            blocks = tap.stop()
    if played.status != 0 or played.report is None:
        sys.exit(f"the program did not play: {played}")
    if played.report["sound"]["output"] != "disk":
        skip("this SDL has no disk driver")
    heard = [(at, round((pitch - films.LOWEST_HZ) / films.STEP_HZ)) for at, pitch in sound.beeps(blocks)]
    seen = sightings(frames)
    alone = [s for s in match(seen, heard) if not stalls.near(s.instant)]
    return Measurement(seen, alone, heard, stalls, grab.rate(), played.report, took_s)


def faults(m, least):
    """In words, everything that is not as it should be."""
    found = [f"{s.kind} of second {s.second} came up without its beep" for s in m.alone]
    for kind in KINDS:
        offsets = m.of(kind)
        if len(offsets) < least[kind]:
            found.append(f"{kind}: only {len(offsets)} of {least[kind]} were measured")
        out = [s for s in m.clean if s.kind == kind and abs(s.offset_ms) > LIMIT_MS]
        worst = max((abs(s.offset_ms) for s in out), default=0)
        if len(out) > -(-len(offsets) // OUTLIERS_OF) or worst > OUTLIER_MS:
            found += [f"{kind} of second {s.second}: {s.offset_ms:+.1f} ms from its beep" for s in out]
    if m.report["cpu_s"] > MOST_CPU * m.took_s:
        found.append(f"the program took {m.report['cpu_s']:.1f} s of processor time in {m.took_s:.1f} s")
    return found


def measured_well(title, least, take):
    """The measurement, made again when the machine stood still too often."""
    for attempt in (1, 2):
        m = take()
        m.tell(title)
        if m.share_seen() >= LEAST_SEEN or not m.stalls.busy_with_others():
            return m
        print(f"  the machine stood still during {(1 - m.share_seen()) * 100:.0f} % of it"
              + (": once more" if attempt == 1 else ""))
    skip("the machine is too busy to measure on")


def holds(title, program, kit, folder, least, *arguments):
    m = measured_well(title, least, lambda: measure(program, kit, folder, *arguments))
    found = faults(m, {kind: int(LEAST_SEEN * n) for kind, n in least.items()})
    for fault in found:
        print(f"  WRONG: {fault}")
    return not found, m


def is_found_amiss(title, program, kit, folder, amiss):
    """amiss: by how much each kind is off in this kit; the same judgement must say so."""
    m = measured_well(title, {}, lambda: measure(program, kit, folder, "--until", "14"))
    right = True
    for kind, by_ms in amiss.items():
        offsets = m.of(kind)
        median = statistics.median(offsets) if offsets else 0.0
        if not offsets or abs(median - by_ms) > GRAB_S * 1000:
            print(f"  WRONG: {kind} was made {by_ms:+} ms amiss, and {median:+.1f} ms were measured")
            right = False
    judged = {fault.split()[0] for fault in faults(m, dict.fromkeys(KINDS, 1))}
    made = {kind for kind, by_ms in amiss.items() if by_ms}
    if judged != made:
        print(f"  WRONG: judged out of step: {sorted(judged)}; made so: {sorted(made)}")
        right = False
    return right


def make_kits(folder):
    cues = [(n, n + 1.2, f"Le sous-titre de la seconde {n}\nse lit sur deux lignes entières.")
            for n in range(CAPTION_EVERY_S, FILM_S, CAPTION_EVERY_S)]
    right, late, ahead = (folder / name for name in ("right", "late", "ahead"))
    for kit in (right, late, ahead):
        kit.mkdir()
        films.captions(kit / "fr.srt", cues)
    films.flash_film(right / "film.mp4", FILM_S)
    films.flash_signer(right / "signer.mp4", FILM_S)
    films.write_manifest(right, "film.mp4", "fr.srt", "signer.mp4")
    films.flash_film(late / "film.mp4", 16, beep_delay_s=AMISS_MS / 1000)
    films.flash_signer(late / "signer.mp4", 16)
    films.write_manifest(late, "film.mp4", "fr.srt", "signer.mp4")
    films.flash_film(ahead / "film.mp4", 16)
    films.flash_signer(ahead / "signer.mp4", 16)
    films.write_manifest(ahead, "film.mp4", "fr.srt", "signer.mp4", sign_offset=f"{AMISS_MS}ms",
                         captions_offset=f"-{AMISS_MS}ms")
    return right, late, ahead


def main():
    program = program_from_arguments()
    need("ffmpeg")
    if subprocess.run(["ffmpeg", "-hide_banner", "-devices"], capture_output=True, text=True).stdout.find("x11grab") < 0:
        skip("this ffmpeg has no x11grab")
    with Scratch() as folder:
        right, late, ahead = make_kits(folder)
        script = folder / "seeks.txt"
        script.write_text(SEEK_SCRIPT)
        everywhere = FILM_S - 1
        good = is_found_amiss("sound 60 ms late", program, late, folder,
                              {"film": -AMISS_MS, "signer": -AMISS_MS, "caption": -AMISS_MS})
        good &= is_found_amiss("signer 60 ms early, captions 60 ms late", program, ahead, folder,
                               {"film": 0, "signer": -AMISS_MS, "caption": AMISS_MS})
        ok, whole = holds("a whole film", program, right, folder,
                          {"film": everywhere, "signer": everywhere, "caption": everywhere // CAPTION_EVERY_S})
        good &= ok
        last = [s for s in whole.clean if s.second >= FILM_S - 5]
        if not last and not any(whole.stalls.near(s.instant, 5, 5) for s in whole.clean[-1:]):
            print("  WRONG: nothing was measured at the end of the film")
            good = False
        ok, _ = holds("after seeks", program, right, folder, {"film": 20, "signer": 20, "caption": 6}, "--script", script)
        good &= ok
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
