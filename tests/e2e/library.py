#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program without a kit: one is found and opened by the keyboard, the room is checked, a session begins. And a
second start, which hands its kit to the first.

    library.py PROGRAM KIT [NAME...]"""
import os
import pathlib
import sys
import unittest

import display
import films
from drag_and_drop import drop
from live_program import LiveInterface, LiveProgram
from program import Scratch, complaints, need, program_from_arguments, run
from x_displays import WindowManager, one_display
from x_windows import close_button

PROGRAM = None
KIT = None
ROOM = None


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.home = self.folder / "home"
        self.home.mkdir(parents=True)
        self.env = {"HOME": str(self.home), "XDG_STATE_HOME": str(self.home)}
        self.enterContext(one_display((1366, 768)))
        self.enterContext(WindowManager())

    def enterContext(self, context):  # of Python 3.11; here for those before
        entered = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return entered

    def start(self, *arguments):
        self.mallette = self.enterContext(LiveInterface(PROGRAM, self.folder, *arguments, env=self.env))
        return self.mallette

    def until(self, role, name):
        return self.mallette.until_desk(lambda t: t.live(role, name), f"{role} {name!r}")

    def assert_ends_well(self):
        status, said, report = self.mallette.end()
        self.assertEqual((status, complaints("\n".join(said))), (0, []))
        return report


class Library(Case):
    def test_a_kit_is_opened_by_the_keyboard_and_its_session_begins(self):
        os.symlink(KIT, self.home / "kit-de-demo")
        mallette = self.start()
        mallette.press_button("Ouvrir un kit…")
        self.until("text-field", "Ou saisir le chemin d’un dossier ou d’un kit")
        self.choose("Dossier personnel")
        self.until("list-item", "kit-de-demo")
        mallette.press_button("Dossier parent")
        self.until("list-item", "Dossier personnel")
        mallette.tab_to("text-field", "Ou saisir le chemin d’un dossier ou d’un kit")
        display.write(str(self.home))
        mallette.press("Return")
        self.until("list-item", "kit-de-demo")
        self.choose("kit-de-demo")
        self.until("button", "Vérifier la salle")
        self.choose("Une heure, en réunion d’équipe")
        mallette.press_button("Vérifier la salle")
        self.until("button", "Commencer la séance")
        mallette.press("Next", "Prior")
        for seen in ("Suivant : reçu", "Précédent : reçu"):
            mallette.until_desk(lambda t, words=seen: t.shows(words), seen)
        mallette.press_button("Commencer la séance")
        mallette.until_room(lambda t: t.shows("Vous pouvez sortir à tout moment."), "the first step on the wall")
        mallette.press("F3")
        mallette.until_desk(lambda t: t.shows("Ensuite : Le film"), "the plan that was chosen")
        mallette.press("F3")
        self.leave()

    def choose(self, name):
        """An item of a list, by Tab, arrows and Enter."""
        for _ in range(40):
            focused = self.mallette.until_desk(lambda t: True, "the interface").focused()
            if focused and focused["role"] == "list-item":
                break
            self.mallette.press("Tab")
        self.mallette.press("Home")
        for _ in range(60):
            tree = self.mallette.until_desk(lambda t: t.focused(), "something with focus")
            if tree.focused()["name"] == name:
                return self.mallette.press("Return")
            self.mallette.press("Down")
        raise AssertionError(f"no arrow comes to {name!r}: {tree}")

    def leave(self):
        close_button(display.windows(self.mallette.child.pid)[0])
        self.mallette.press_button("Quitter la séance")
        self.until("button", "Reprendre")
        close_button(display.windows(self.mallette.child.pid)[0])
        self.assert_ends_well()


class Drop(Case):
    def test_a_file_that_is_dropped_on_the_window_is_opened(self):
        kit = self.folder / "clé à l’essai.mallette"
        self.assertEqual(run(PROGRAM, "pack", KIT, "-o", kit).status, 0)
        self.start()
        self.until("button", "Ouvrir un kit…")
        drop(self.mallette.until_window().number, kit)
        self.mallette.until_desk(lambda t: t.live("button", "Vérifier la salle") and t.shows("Accueillir la parole"), "its start")
        close_button(display.windows(self.mallette.child.pid)[0])
        self.assert_ends_well()


class SecondStart(Case):
    def second(self, *arguments):
        folder = self.folder / "second"
        folder.mkdir(exist_ok=True)
        with LiveProgram(PROGRAM, folder, *arguments, "--state", self.mallette.state, env=self.env) as second:
            status, said, _ = second.end()
        self.assertEqual((status, said), (0, []))

    def test_a_kit_goes_to_the_program_that_runs_and_a_session_is_not_left_for_it(self):
        other = self.folder / "autre"
        other.mkdir()
        films.plain_film(other / "film.mp4", 2)
        films.write_manifest(other, "film.mp4")
        mallette = self.start()
        self.until("button", "Ouvrir un kit…")
        self.second()
        self.assertIsNone(mallette.child.poll())
        self.second(other)
        mallette.until_desk(lambda t: t.live("button", "Vérifier la salle") and t.shows("Essai"), "the other kit")
        self.second(KIT)
        mallette.until_desk(lambda t: t.shows("Accueillir la parole"), "the kit that came last")
        mallette.press_button("Commencer sans vérifier")
        mallette.until_room(lambda t: t.shows("Ce qui se dit ici reste ici."), "its session")
        self.second(other)
        mallette.press("F3")
        mallette.until_desk(lambda t: t.live("button", "Notes et éléments attendus"), "the session, that goes on")
        mallette.until_room(lambda t: t.shows("Ce qui se dit ici reste ici."), "its session")

    def test_what_is_no_kit_is_told(self):
        text = self.folder / "texte.mallette"
        text.write_text("ceci n'est pas un kit")
        mallette = self.start()
        self.until("button", "Ouvrir un kit…")
        self.second(text)
        mallette.until_desk(lambda t: t.shows("texte.mallette"), "what is wrong with it")
        close_button(display.windows(mallette.child.pid)[0])
        self.assert_ends_well()


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    KIT = pathlib.Path(sys.argv.pop(1)).resolve()
    need("Xvfb", "xrandr", "openbox", "xdotool", "ffmpeg")
    with Scratch() as ROOM:
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
