#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two displays as SDL and the program see them: the ground that tests of whole sessions stand on.

    two_displays.py PROGRAM [NAME...]"""
import os
import pathlib
import re
import subprocess
import sys
import time
import unittest

import display
import films
from live_program import LiveProgram
from program import Scratch, complaints, need, png_size, program_from_arguments
from x_displays import WindowManager, one_display, two_displays

PROGRAM = None
ROOM = None
LEFT, RIGHT = (1366, 768), (1920, 1080)
GREEN, VIOLET = (20, 200, 40), (150, 60, 220)


class SdlWindow(LiveProgram):
    """sdl_window.py in the program's place; it knows no report and passes over it."""

    def __init__(self, number, colour):
        script = pathlib.Path(__file__).with_name("sdl_window.py")
        super().__init__(sys.executable, ROOM, script, number, *colour)


class Case(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(two_displays(LEFT, RIGHT))
        self.enterContext(WindowManager())
        self.left, self.right = self.desktop.displays()

    def enterContext(self, context):  # of Python 3.11; here for those before
        entered = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return entered

    def sdl_window(self, number, colour=GREEN):
        return self.enterContext(SdlWindow(number, colour))


class Displays(Case):
    def test_sdl_sees_both_side_by_side(self):
        window = self.sdl_window(0)
        window.until_fills(self.left)
        told = [line for line in window.said() if line.startswith("display ")]
        self.assertEqual(told, ["display DUMMY0 0 0 1366 768", "display DUMMY1 1366 0 1920 1080"])

    def test_two_programs_stand_side_by_side(self):
        room, desk = self.sdl_window(1, VIOLET), self.sdl_window(0, GREEN)
        room.until_colours(self.right, lambda seen: seen.share(VIOLET) == 1, "a violet room")
        desk.until_colours(self.left, lambda seen: seen.share(GREEN) == 1, "a green desk")
        for of in (self.left, self.right):
            path = ROOM / "one.png"
            display.screenshot(path, of)
            self.assertEqual(png_size(path), (of.width, of.height))

    def test_keys_and_clicks_arrive_where_the_window_is(self):
        window = self.sdl_window(1)
        window.until_fills(self.right)
        window.until(display.active_window, lambda active: active in [each.number for each in window.windows()], "the focus")
        # On trial is where clicks arrive: one was once lost on a busy machine, and nobody could tell why.
        self.assertEqual(window.until(self._clicked(window), bool, "a click"), "button 100 50")
        window.press("space", "Next")
        window.until_said("key down Space")
        window.until_said("key up PageDown")

    def _clicked(self, window):
        """Clicks anew each second until the window tells of one."""
        last = [0.0]

        def look():
            if time.monotonic() - last[0] > 1:
                display.click(self.right.x + 100, self.right.y + 50)
                last[0] = time.monotonic()
            return next((line for line in window.said() if line.startswith("button")), None)
        return look

    def test_a_key_that_is_held_goes_down_and_up_as_late_as_it_should(self):
        window = self.sdl_window(0)
        window.until_fills(self.left)
        display.hold("Escape", 1.0)
        window.until_said("key up Escape")
        downs = [line for line in window.said() if line == "key down Escape"]
        self.assertEqual(len(downs), 1, "what a keyboard repeats is marked as such")

    def test_what_is_unplugged_goes_and_comes_back(self):
        self.desktop.unplug()
        self.assertEqual(self.desktop.displays(), [self.left])
        self.desktop.plug_in()
        self.assertEqual(self.desktop.displays(), [self.left, self.right])
        self.sdl_window(1).until_fills(self.right)

    def test_mirrored_displays_are_of_one_place(self):
        self.desktop.mirror()
        places = {(d.x, d.y, d.width, d.height) for d in self.desktop.displays()}
        self.assertEqual(places, {(0, 0, *LEFT)})

    def test_servers_stand_beside_each_other(self):
        first = os.environ["DISPLAY"]
        with one_display((800, 600)) as other:
            self.assertNotEqual(os.environ["DISPLAY"], first)
            self.assertEqual([d[1:] for d in other.displays()], [(0, 0, 800, 600)])
        self.assertEqual(os.environ["DISPLAY"], first)
        self.assertEqual(self.desktop.displays(), [self.left, self.right])


class Program(Case):
    """`mallette play`, moved to the other display by hand."""

    def test_full_screen_goes_to_the_display_that_the_window_is_on(self):
        kit = ROOM / "kit"
        kit.mkdir()
        films.flash_film(kit / "film.mp4", 20)
        films.captions(kit / "fr.srt", [(0, 20, "Ce sous-titre reste.")])
        films.write_manifest(kit, "film.mp4", "fr.srt")
        player = self.enterContext(LiveProgram(PROGRAM, ROOM, "play", kit, "--size", "640x360"))
        window = player.until_window(lambda w: w.width == 640)
        subprocess.run(["xdotool", "windowmove", str(window.number), str(self.right.x + 200), "200"], check=True)
        player.until_window(lambda w: w.is_on(self.right), "the window on the right")
        player.press("F11")
        player.until_fills(self.right)
        seen = player.until_colours(self.right, lambda c: c.share((0, 0, 0)) < 0.9, "a film")
        self.assertEqual((seen.width, seen.height), (240, 135))
        status, said, report = player.close()
        self.assertEqual((status, complaints("\n".join(said))), (0, []))
        self.assertGreater(report["film"]["shown"], 0)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    need("Xorg", "Xvfb", "xrandr", "openbox", "xdotool", "ffmpeg")
    with Scratch() as ROOM:
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
