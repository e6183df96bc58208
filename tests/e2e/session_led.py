#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of the demonstration kit, led from its first step to its last in real windows: by the keyboard, by the
mouse, by a clicker, and with the room on a display of its own.

    session_led.py PROGRAM KIT OneScreen
    session_led.py PROGRAM KIT TwoDisplays"""
import pathlib
import sys
import time
import unittest

import display
from session_kits import Kit, found_in
from live_program import LiveSession
from program import Scratch, complaints, need, program_from_arguments
from x_displays import WindowManager, one_display, two_displays

PROGRAM = None
KIT = None
ROOM = None
PLAN = "une-heure"
# What the wall says at each step; a film's step begins with the kit's warning.
WARNING = "sans vous expliquer"
WALL = ["Vous pouvez sortir à tout moment.", WARNING, "Qu’est-ce qui a permis à Nadia de parler ?",
        "Quelle question poseriez-vous, avec vos mots ?", "Répondre, orienter", "La fiche réflexe", "Votre avis",
        "Le 3919 est gratuit et anonyme"]
FILM = 1
QUESTION = 2
LAST = 7


def enter(test, context):  # TestCase.enterContext of Python 3.11; here for those before
    entered = context.__enter__()
    test.addCleanup(context.__exit__, None, None, None)
    return entered


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        self.words = KIT.trainers_words()

    def lead(self, kit=None, name=""):
        folder = self.folder / f"led{name}"
        folder.mkdir()
        self.session = enter(self, LiveSession(PROGRAM, (kit or KIT).path, folder, "--plan", PLAN))
        self.at(0)

    def at(self, step):
        """The wall shows this step, and nothing of the trainer's."""
        tree = self.session.until_room(lambda t: t.shows(WALL[step]), f"the wall of step {step}, {WALL[step]!r}")
        self.assertEqual(found_in(self.words, tree), [])

    def film(self):
        return self.session.until_room(lambda t: t.has("image", "Le film"), "the film on the wall")

    def desk(self, role, name):
        return self.session.until_desk(lambda t: t.live(role, name), f"{role} {name!r}")

    def ended_well(self, last=LAST):
        status, said, report = self.session.end()
        self.assertEqual((status, complaints("\n".join(said))), (0, []))
        led = [(step["type"], step["title"]) for step in report["steps"]]
        planned = [(step["type"], step.get("title", step.get("question"))) for step in KIT.plan(PLAN)["step"][:last + 1]]
        plain = [(kind, title.replace("\u00a0", " ").replace(" ?", "?")) for kind, title in led]
        self.assertEqual(plain, [(kind, title.replace("\u00a0", " ").replace(" ?", "?")) for kind, title in planned])
        self.assertGreater(report["film"]["shown"], 0)
        self.assertEqual(report["errors"], [])
        return report

    def click(self, role, name):
        self.session.click(role, name)

    def leave_by_the_mouse(self):
        """Asked whether that is meant."""
        self.session.click("button", "Terminer la séance")
        self.session.click("button", "Revenir aux kits")

    def led_by_the_mouse(self):
        self.lead()
        self.click("button", "Suivant")
        self.at(1)
        self.click("button", "Lancer le film")
        self.film()
        self.click("button", "Pause")
        self.click("button", "Lecture")
        tree = self.desk("slider", "Position dans le film")
        x, y, width, height = tree.live("slider", "Position dans le film")["bounds"]
        display.click(x + width * 0.985, y + height / 2)
        self.desk("button", "Revoir")
        for step in range(2, LAST + 1):
            self.click("button", "Suivant")
            self.at(step)
        self.click("button", "Précédent")
        self.at(LAST - 1)
        self.click("button", "Suivant")
        self.at(LAST)
        self.click("button", "Écran neutre")
        self.session.until_room(lambda t: not t.shows("3919"), "the neutral screen")
        self.click("button", "Reprendre")
        self.at(LAST)
        self.click("button", "Terminer la séance")
        self.desk("button", "Rester dans la séance")
        self.leave_by_the_mouse()
        status, said, report = self.session.end()
        self.assertEqual((status, complaints("\n".join(said))), (0, []))
        self.assertEqual(len(report["steps"]), LAST + 3, "all of them, and the last but one and the last once more")

    def click_the_clicker(self, key):
        """A hand on a clicker is not faster than this: sooner is a contact that bounces."""
        self.session.press(key)
        time.sleep(0.2)

    def led_by_a_clicker(self):
        self.lead()
        self.click_the_clicker("Next")
        self.at(1)
        self.click_the_clicker("Next")
        self.film()
        self.covered_and_back(self.film)
        self.click_the_clicker("Next")
        self.session.until_room(lambda t: t.has("image", "Le film"), "the film, that stands")
        self.session.press("Next")
        self.at(2)
        for step in range(3, 5):
            self.click_the_clicker("Next")
            self.at(step)
        self.covered_and_back(lambda: self.at(4))
        self.click_the_clicker("Next")
        self.at(4)  # its second page
        self.click_the_clicker("Prior")
        self.click_the_clicker("Prior")
        self.at(3)
        self.click_the_clicker("Next")
        self.click_the_clicker("Next")
        for step in range(5, LAST + 1):
            self.click_the_clicker("Next")
            self.at(step)
        self.click_the_clicker("Next")
        self.at(LAST)

    def covered_and_back(self, is_back):
        for first, second in (("b", "b"), ("period", "period"), ("F5", "Escape")):
            self.click_the_clicker(first)
            self.session.until_room(lambda t: not t.has("image") and not t.has("heading", WALL[4]), f"{first} covers")
            self.click_the_clicker(second)
            if first != "F5":
                self.click_the_clicker(second)
            is_back()


class OneScreen(Case):
    """The wall is the only screen: what is over it is read by everyone."""

    def setUp(self):
        super().setUp()
        self.desktop = enter(self, one_display((1366, 768)))
        enter(self, WindowManager())

    def at(self, step):
        super().at(step)
        self.assertEqual(found_in(self.words, self.session.until_desk(lambda t: True, "the interface")), [])

    def test_by_the_keyboard(self):
        self.lead()
        session = self.session
        session.until_fills(self.desktop.displays()[0])
        session.until_desk(lambda t: not t.has("button", "Suivant"), "the wall bare, until something is asked for")
        session.press("F3")
        session.press_button("Suivant")
        self.at(1)
        session.press("k")
        self.film()
        self.desk("button", "Pause")
        session.press("ctrl+Right", "ctrl+Right")
        self.desk("button", "Revoir")
        session.press_button("Suivant")
        self.at(2)
        self.the_notes_come_when_they_are_asked_for()
        session.press_button("Suivant")
        self.at(3)
        session.press("r")
        self.film()
        session.press("r")
        self.at(3)
        for step in range(4, LAST + 1):
            session.press_button("Suivant")
            self.at(step)
        session.press_button("Terminer la séance")
        self.desk("button", "Rester dans la séance")
        session.press_button("Terminer la séance")
        self.desk("button", "Revenir aux kits")
        session.press_button("Revenir aux kits")
        self.ended_well()

    def the_notes_come_when_they_are_asked_for(self):
        session = self.session
        session.press_button("Notes et éléments attendus")
        session.press_button("Cet écran n’est pas projeté")
        seen = session.until_desk(lambda t: t.shows("Étape 3 sur 8"), "the desk")
        self.assertIn("Le temps, le lieu, l’accord.", found_in(self.words, seen))
        session.press_button("Remettre ici l’image de la salle")
        session.until_desk(lambda t: not t.shows("Étape 3 sur 8"), "the wall alone")
        self.at(2)

    def click(self, role, name):
        """The bar comes with the pointer, and goes 3 s after it."""
        self.wiggle = -getattr(self, "wiggle", 1)
        display.point(683 + self.wiggle, 300)
        self.desk(role, name)
        display.point(683 - self.wiggle, 301)
        self.session.click(role, name)

    def test_by_the_mouse(self):
        self.led_by_the_mouse()

    def test_by_a_clicker(self):
        self.led_by_a_clicker()


class TwoDisplays(Case):
    LEFT, RIGHT = (1366, 768), (1920, 1080)

    def setUp(self):
        super().setUp()
        self.desktop = enter(self, two_displays(self.LEFT, self.RIGHT))
        enter(self, WindowManager())
        self.left, self.right = self.desktop.displays()

    def stands(self):
        """The wall's pixels, once they are the same twice."""
        seen = [None]

        def look():
            seen.append(display.Colours(self.right, 1).data)
            return seen[-1] if seen[-1] == seen[-2] else None
        return self.session.until(look, lambda _: True, "a wall that stands")

    def lead_and_look(self, kit, name):
        """The whole plan, from the desk, with what stood on the wall at each step."""
        self.lead(kit, name)
        walls = []
        for step in range(LAST):
            self.at(step)
            walls.append(self.stands())
            self.session.press_button("Suivant")
            if step == FILM:
                self.film()
                self.session.press("ctrl+Right", "ctrl+Right")
                self.desk("button", "Revoir")
                self.session.press_button("Suivant")
        self.at(LAST)
        walls.append(self.stands())
        return walls

    def test_the_room_has_its_display_and_the_desk_the_other(self):
        walls = self.lead_and_look(KIT, "whole")
        room, desk = self.session.until_fills(self.right), self.session.until_window(lambda w: w.is_on(self.left))
        self.assertNotEqual(room.number, desk.number)
        self.session.until_desk(lambda t: t.shows("Étape 8 sur 8"), "the desk at the last step")
        self.assertEqual(len(self.session.windows()), 2)
        self.assertGreater(len(set(walls)), 6)
        self.jump_there_and_back()
        self.session.click("button", "Terminer la séance")
        self.desk("button", "Rester dans la séance")
        self.leave_by_the_mouse()
        status, said, report = self.session.end()
        self.assertEqual((status, complaints("\n".join(said))), (0, []))
        self.assertEqual(report["errors"], [])
        bare = KIT.without_trainers_words(self.folder / "bare")
        for step, (with_them, without) in enumerate(zip(walls, self.lead_and_look(bare, "bare"))):
            self.assertEqual(with_them == without, True, f"the wall of step {step} is not that of a kit without notes")

    def test_by_the_mouse(self):
        self.led_by_the_mouse()

    def test_by_a_clicker(self):
        self.led_by_a_clicker()

    def jump_there_and_back(self):
        """Any step of the list, by the mouse; what the desk says of it stays there."""
        self.session.click("list-item", "6. La fiche réflexe")
        self.at(5)
        seen = self.session.until_desk(lambda t: t.shows("Étape 6 sur 8"), "the desk at step 6")
        self.assertIn("Avec une équipe soignante, distribuez plutôt la fiche des infirmières et infirmiers.",
                      found_in(self.words, seen))
        for step in (6, 7):
            self.session.press("Next")
            self.at(step)
            time.sleep(0.2)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    KIT = Kit(pathlib.Path(sys.argv.pop(1)).resolve())
    need("Xorg", "Xvfb", "xrandr", "openbox", "xdotool", "ffmpeg")
    with Scratch() as ROOM:
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
