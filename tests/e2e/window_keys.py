#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window with real keys, and sound devices that fail.

    with_display.sh -s 640x360x24 window_keys.py PROGRAM Keys Sound
    with_display.sh -s 640x360x24 window_keys.py PROGRAM FullScreen     (wants openbox)

The film shows the running second as a number, so that the screen tells where it is."""
import array
import json
import os
import shutil
import subprocess
import sys
import time
import unittest

import display
import films
import x_windows
from flash_screen import Picture
from program import SLOWNESS, Scratch, complaints, need, program_from_arguments
from sound import SoundTap
from x_displays import WindowManager

PROGRAM = None
ROOM = None
WIDTH, HEIGHT = 640, 360
FILM_S = 40
PATIENCE_S = 8 * SLOWNESS


def make_kit(folder):
    folder.mkdir()
    films.flash_film(folder / "film.mp4", FILM_S)
    films.flash_signer(folder / "signer.mp4", FILM_S)
    films.voice(folder / "mix.m4a", FILM_S, 440)
    films.captions(folder / "fr.srt", [(0, FILM_S, "Ce sous-titre est là\ndu début à la toute fin du film.")])
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4", [("mix", "mix.m4a")])


class Player:
    """The program in a window, from its first picture on."""

    def __init__(self, folder, *arguments, size=(WIDTH, HEIGHT), env=None):
        self.report_path = folder / "report.json"
        self.size = size
        self.child = subprocess.Popen(
            [str(PROGRAM), "play", str(ROOM / "kit"), "--size", f"{size[0]}x{size[1]}", "--report",
             str(self.report_path), *arguments],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "SDL_AUDIODRIVER": "dummy", **(env or {})})

    def wait_until(self, condition, what):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self.child.poll() is not None:
                raise AssertionError(f"it ended before {what}: {self.child.communicate()}")
            picture = self.picture()
            if condition(picture):
                return picture
            time.sleep(0.02)
        raise AssertionError(f"waited in vain until {what}; second {picture.film_second()}")

    def picture(self):
        return Picture(WIDTH, HEIGHT, display.picture(WIDTH, HEIGHT))

    def until_second(self, second):
        return self.wait_until(lambda p: second <= p.film_second() < 100, f"second {second}")

    def press(self, *keys):
        display.press(*keys)

    def end(self):
        """Status and what was said; the report with it."""
        try:
            _, err = self.child.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.child.kill()
            raise AssertionError(f"it did not end: {self.child.communicate()}") from None
        report = json.loads(self.report_path.read_text(encoding="utf-8")) if self.report_path.exists() else None
        return self.child.returncode, err.decode(), report

    def close(self):
        x_windows.close_button(display.windows(self.child.pid)[0])
        return self.end()

    def stop(self):
        if self.child.poll() is None:
            self.child.kill()
        self.child.communicate()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        display.point_at_middle(WIDTH, HEIGHT)

    def tearDown(self):
        shutil.rmtree(self.folder)

    def player(self, *arguments, **options):
        player = Player(self.folder, *arguments, **options)
        self.addCleanup(player.stop)
        return player

    def assert_closes_well(self, player, said=""):
        status, err, report = player.close()
        # SDL's disk driver announces itself.
        err = "".join(line for line in err.splitlines(keepends=True) if not line.startswith("CRITICAL:"))
        self.assertEqual((status, complaints(err)), (0, []), err)
        if said:
            self.assertIn(said, err)
        else:
            self.assertEqual(err, "")
        self.assertIsNotNone(report)
        return report


class Keys(Case):
    def assert_stands(self, player):
        player.picture()
        first = player.picture()
        time.sleep(1.3)
        self.assertEqual(first.data, player.picture().data, "the picture changed while paused")

    def test_space_pauses_and_resumes(self):
        player = self.player()
        player.until_second(1)
        player.press("space")
        time.sleep(0.2)
        self.assert_stands(player)
        second = player.picture().film_second()
        player.press("space")
        player.until_second(second + 1)
        self.assert_closes_well(player)

    def test_the_keys_of_a_clicker_pause_and_resume(self):
        player = self.player()
        player.until_second(1)
        for key in ("Next", "Prior", "F5", "Escape"):
            player.press(key)
            time.sleep(0.2)
            self.assert_stands(player)
            second = player.picture().film_second()
            player.press(key)
            player.until_second(second + 1)
        self.assert_closes_well(player)

    def test_arrows_seek(self):
        player = self.player()
        player.until_second(1)
        player.press("space")
        time.sleep(0.2)
        here = player.picture().film_second()
        player.press("Right")
        player.wait_until(lambda p: p.film_second() == here + 5 == p.signer_second(), "5 s later")
        player.press("Left")
        player.wait_until(lambda p: p.film_second() == here == p.signer_second(), "where it was")
        player.press("Right", "Right", "Right")
        player.wait_until(lambda p: p.film_second() == here + 15 == p.signer_second(), "15 s later")
        report = self.assert_closes_well(player)
        self.assertGreaterEqual(len(report["seeks"]), 3)

    def test_arrows_with_shift_step_frame_by_frame(self):
        player = self.player("--from", "4.9", "--script", self.script("pause"))
        player.until_second(4)
        time.sleep(0.3)
        player.press("shift+Right", "shift+Right")
        time.sleep(0.3)
        self.assertEqual(player.picture().film_second(), 4)
        player.press("shift+Right")
        player.wait_until(lambda p: p.film_second() == 5, "the third frame, the first of second 5")
        player.press("shift+Left")
        player.wait_until(lambda p: p.film_second() == 4, "the frame before")
        self.assert_closes_well(player)

    def script(self, *lines):
        path = self.folder / "ordres.txt"
        path.write_text("\n".join(lines) + "\n")
        return path

    def test_captions_and_signer_go_and_come(self):
        player = self.player()
        player.wait_until(lambda p: p.has_caption() and p.has_signer() and p.film_second() >= 1, "all is there")
        for key, what in (("s", Picture.has_caption), ("l", Picture.has_signer)):
            player.press(key)
            player.wait_until(lambda p, there=what: not there(p), f"{key} took it away")
            player.press(key)
            player.wait_until(lambda p, there=what: there(p), f"{key} brought it back")
        player.wait_until(lambda p: p.film_second() == p.signer_second(), "the signer is in step")
        player.press("space")
        time.sleep(0.2)
        for key, what in (("s", Picture.has_caption), ("l", Picture.has_signer)):
            player.press(key)
            player.wait_until(lambda p, there=what: not there(p), f"{key} took it away while the film stood")
            player.press(key)
            player.wait_until(lambda p, there=what: there(p), f"{key} brought it back while the film stood")
        self.assert_closes_well(player)

    def test_the_signer_moves_to_the_next_place(self):
        player = self.player()
        player.wait_until(lambda p: p.has_signer() and p.film_second() >= 1, "the signer is there")
        player.press("ctrl+l")
        player.wait_until(lambda p: not p.has_signer(), "it stands elsewhere")
        player.press(*["ctrl+l"] * 7)
        player.wait_until(Picture.has_signer, "it is back")
        self.assert_closes_well(player)

    def test_the_end_of_the_film_closes_the_window(self):
        player = self.player("--from", str(FILM_S - 2))
        status, err, report = player.end()
        self.assertEqual((status, err), (0, ""))
        self.assertAlmostEqual(report["ended_at_ms"], FILM_S * 1000, delta=60)


class FullScreen(Case):
    """A window fills the screen by asking the window manager."""

    def test_full_screen_and_back(self):
        manager = WindowManager().__enter__()
        self.addCleanup(manager.__exit__)
        player = self.player(size=(320, 180))
        small = player.wait_until(lambda p: abs(p.at(0.7, 0.33) - films.GREY) < 20, "a small window in the middle")
        self.assertLess(small.at(0.02, 0.3), 10, "nothing stands beside the small window")
        player.press("F11")
        player.wait_until(lambda p: 0 < p.film_second() < FILM_S and p.film_second() == p.signer_second(),
                          "the film fills the screen")
        player.press("F11")
        player.wait_until(lambda p: p.at(0.02, 0.3) < 10 and p.at(0.98, 0.3) < 10, "the window is small again")
        self.assert_closes_well(player)


class Sound(Case):
    def heard(self, tap, since):
        """How much of the sound since then was loud."""
        blocks = [array.array("f", data) for at, data in tap.blocks if at > since]
        return sum(max(block) > 0.02 for block in blocks) / max(1, len(blocks))

    def test_description_and_mute_are_heard(self):
        tap = SoundTap(self.folder)
        try:
            player = self.player(env=tap.env())
            player.until_second(1)
            share = {}
            for name, key in (("film", None), ("description", "a"), ("muted", "m"), ("unmuted", "m"), ("off", "a")):
                if key:
                    player.press(key)
                time.sleep(0.5)
                since = time.monotonic()
                time.sleep(1.0)
                share[name] = self.heard(tap, since)
            self.assert_closes_well(player)
        finally:
            player.stop()
            tap.stop()
        self.assertLess(share["film"], 0.3, share)
        self.assertGreater(share["description"], 0.9, share)
        self.assertEqual(share["muted"], 0, share)
        self.assertGreater(share["unmuted"], 0.9, share)
        self.assertLess(share["off"], 0.3, share)

    def test_without_a_sound_device_the_film_goes_on_with_a_message(self):
        player = self.player(env={"SDL_AUDIODRIVER": "none-such"})
        # The message stands over the film's own number.
        player.wait_until(lambda p: 2 <= p.signer_second() < 100, "second 2")
        report = self.assert_closes_well(player, said="none-such")
        self.assertEqual(report["sound"]["output"], "none")
        self.assertEqual([error["code"] for error in report["errors"]], ["sound-device"])

    def test_a_device_that_stops_answering_does_not_stop_the_film(self):
        tap = SoundTap(self.folder)
        try:
            player = self.player(env=tap.env())
            second = player.until_second(2).film_second()
            tap.hold()
            # The message that comes over the film may stand on its number; nothing ever stands on the signer's.
            player.wait_until(lambda p: second + 4 <= p.signer_second() < 100, f"second {second + 4}")
            # The driver's own file is flushed as the program ends.
            tap.let_go()
            report = self.assert_closes_well(player, said="«\u00a0disk\u00a0»")
        finally:
            tap.let_go()
            player.stop()
            tap.stop()
        self.assertEqual([error["code"] for error in report["errors"]], ["sound-device"])

    def test_the_dummy_device_works(self):
        player = self.player(env={"SDL_AUDIODRIVER": "dummy"})
        player.until_second(2)
        self.assertEqual(self.assert_closes_well(player)["sound"]["output"], "dummy")


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    need("ffmpeg", "xdotool")
    if sys.argv[1:] == ["FullScreen"]:
        need("openbox")
    with Scratch() as ROOM:
        make_kit(ROOM / "kit")
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
