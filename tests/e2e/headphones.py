# SPDX-License-Identifier: GPL-3.0-or-later
"""The room hears the film, the headphones hear the description, each on a device of its own: SDL's disk driver
with two FIFOs. Usage: headphones.py PROGRAM"""
import array
import math
import pathlib
import statistics
import sys
import tempfile
import time
import unittest

from films import HEADER, ffmpeg
from live_program import LiveProgram
from sound import CHANNELS, RATE, SoundTap, beeps

PROGRAM = pathlib.Path(sys.argv.pop(1))
FILM_HZ, VOICE_HZ = 500, 1700
LENGTH_S = 14
PIECE = RATE // 20


def tone(path, expression, seconds=LENGTH_S):
    ffmpeg("-f", "lavfi", "-i", f"aevalsrc='{expression}|{expression}':s=48000:d={seconds}", "-c:a", "flac", path)


def level(blocks, hertz):
    """The amplitude of one pitch, as it is in most of the sound. In pieces of 50 ms: what follows another clock is
    off its pitch by a part of a percent."""
    left = array.array("f", b"".join(data for _, data in blocks))[::CHANNELS]
    turn = 2 * math.pi * hertz / RATE
    levels = []
    for start in range(0, min(len(left), RATE) - PIECE + 1, PIECE):
        piece = left[start:start + PIECE]
        real = sum(x * math.cos(turn * i) for i, x in enumerate(piece))
        imaginary = sum(x * math.sin(turn * i) for i, x in enumerate(piece))
        levels.append(2 * math.hypot(real, imaginary) / PIECE)
    return statistics.median(levels) if levels else 0.0


class Headphones(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="mallette-e2e-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.taps = []

    def kit(self, film, voice):
        kit = self.folder / "kit"
        kit.mkdir()
        tone(kit / "film.mka", film)
        tone(kit / "voix.mka", voice)
        (kit / "kit.toml").write_text(HEADER + '[[film]]\nvideo = "film.mka"\n[[film.description]]\npath = "voix.mka"\nkind = "voice"\n')
        return kit

    def tap(self, name):
        tap = SoundTap(str(self.folder), name)
        self.taps.append(tap)
        return tap

    def run_film(self, kit, *arguments, during=lambda room, headphones: None):
        """Plays to the end; status, words, report, and what both devices were given."""
        room, headphones = self.tap("salle.fifo"), self.tap("casque.fifo")
        try:
            with LiveProgram(PROGRAM, self.folder, "play", kit, "--size", "320x180", "--headphones", headphones.path,
                             *arguments, env=room.env()) as player:
                player.until(lambda: room.blocks, lambda blocks: len(blocks) > 40, "sound in the room")
                during(room, headphones)
                status, said, report = player.end(limit_s=60)
        finally:
            for tap in self.taps:
                tap.let_go()
            blocks = [tap.stop() for tap in self.taps]
            self.taps.clear()
        return status, said, report, *blocks

    def test_the_room_hears_the_film_alone_and_the_headphones_hear_the_description_with_it(self):
        kit = self.kit(f"0.3*sin(2*PI*{FILM_HZ}*t)", f"0.2*sin(2*PI*{VOICE_HZ}*t)")
        status, said, report, room, headphones = self.run_film(
            kit, "--description", "voice", "--description-to", "headphones", "--until", "4")
        self.assertEqual(status, 0, said)
        room, headphones = room[60:110], headphones[60:110]
        self.assertAlmostEqual(level(room, FILM_HZ), 0.3, delta=0.01)
        self.assertLess(level(room, VOICE_HZ), 0.001)
        self.assertAlmostEqual(level(headphones, VOICE_HZ), 0.2, delta=0.01)
        self.assertAlmostEqual(level(headphones, FILM_HZ), 0.3 * 10 ** (-9 / 20), delta=0.01)  # ducked
        self.assertEqual(report["sound"]["headphones"]["output"], "disk")
        self.assertEqual(report["errors"], [])

    def test_without_being_asked_for_a_description_is_heard_nowhere_and_one_for_the_room_is_heard_in_both(self):
        kit = self.kit(f"0.3*sin(2*PI*{FILM_HZ}*t)", f"0.2*sin(2*PI*{VOICE_HZ}*t)")
        _, _, _, room, headphones = self.run_film(kit, "--until", "3")
        for blocks in room, headphones:
            self.assertAlmostEqual(level(blocks[60:110], FILM_HZ), 0.3, delta=0.01)
            self.assertLess(level(blocks[60:110], VOICE_HZ), 0.001)
        _, _, _, room, headphones = self.run_film(kit, "--description", "voice", "--until", "3")
        for blocks in room, headphones:
            self.assertAlmostEqual(level(blocks[60:110], VOICE_HZ), 0.2, delta=0.01)

    def test_both_are_in_step(self):
        beep = "gte(t,1)*lt(mod(t,1),0.1)*0.5*sin(2*PI*900*mod(t,1))"
        kit = self.kit(beep, "0")
        _, _, report, room, headphones = self.run_film(kit, "--until", "10")
        room, headphones = [at for at, _ in beeps(room)], [at for at, _ in beeps(headphones)]
        self.assertGreaterEqual(len(room), 8)
        self.assertEqual(len(room), len(headphones))
        apart = [b - a for a, b in zip(room, headphones)]
        # The disk driver has no quartz: its pace is percents off, and not the same twice. What two real clocks come
        # to is measured in test_media.
        self.assertLess(abs(statistics.median(apart)), 0.040, apart)
        self.assertEqual(report["sound"]["headphones"]["underruns"], 0)

    def test_headphones_that_stop_answering_do_not_stop_the_film_are_told_of_and_come_back(self):
        kit = self.kit(f"0.3*sin(2*PI*{FILM_HZ}*t)", f"0.2*sin(2*PI*{VOICE_HZ}*t)")
        marks = {}

        def during(room, headphones):
            headphones.hold()
            time.sleep(3)
            marks["heard"] = len(headphones.blocks)
            marks["room"] = len(room.blocks)
            headphones.let_go()

        status, said, report, room, headphones = self.run_film(
            kit, "--description", "voice", "--description-to", "headphones", during=during)
        self.assertEqual(status, 0, said)
        self.assertIn("headphones", [error["code"] for error in report["errors"]])
        self.assertTrue(any("casque.fifo" in line for line in said), said)
        self.assertGreater(marks["room"], 120)  # it went on meanwhile
        self.assertEqual(report["ended_at_ms"], LENGTH_S * 1000)
        self.assertLess(level(room[-100:-50], VOICE_HZ), 0.001)
        self.assertAlmostEqual(level(headphones[-100:-50], VOICE_HZ), 0.2, delta=0.02)

    def test_headphones_that_are_not_there_are_told_of_and_nothing_of_theirs_is_heard_in_the_room(self):
        kit = self.kit(f"0.3*sin(2*PI*{FILM_HZ}*t)", f"0.2*sin(2*PI*{VOICE_HZ}*t)")
        with LiveProgram(PROGRAM, self.folder, "play", kit, "--until", "1", "--size", "320x180", "--headphones",
                         str(self.folder / "absent" / "casque"), "--description", "voice", "--description-to", "headphones",
                         env={"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(self.folder / "salle.raw")}) as player:
            status, said, report = player.end()
        self.assertEqual(status, 0, said)
        self.assertEqual([error["code"] for error in report["errors"]], ["headphones"])
        sound = (self.folder / "salle.raw").read_bytes()
        frame = 4 * CHANNELS
        self.assertLess(level([(0, sound[len(sound) // frame // 3 * frame:])], VOICE_HZ), 0.001)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]], verbosity=2)
