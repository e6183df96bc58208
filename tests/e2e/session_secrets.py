#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The room never reads notes, expected points, or follow-ups that were not revealed: not in what the wall's tree says,
and not in its pixels, which are those of the same kit without these words.

    session_secrets.py PROGRAM KIT [NAME...]"""
import json
import pathlib
import sys
import unittest

from session_kits import Kit, found_in
from live_program import Tree
from program import Scratch, complaints, program_from_arguments, run

PROGRAM = None
KIT = None
BARE = None  # the kit without what is the trainer's
ROOM = None


class Led:
    """A whole plan by the clicker's key, without windows: after each press both trees and the wall."""

    def __init__(self, kit, folder, plan, screens, *first):
        folder.mkdir()
        steps = len(kit.plan(plan)["step"])
        # A film takes three presses (its warning, a pause, on), a document one a page.
        presses = 3 * steps + 6
        orders = list(first)
        for i in range(presses):
            orders += [f"tree {folder}/desk{i}.json", f"tree room {folder}/room{i}.json",
                       f"screenshot room {folder}/room{i}.png", "next", "wait 0.2"]  # closer presses would be a bounce
        (folder / "orders.txt").write_text("\n".join(orders) + "\n", encoding="utf-8")
        self.done = run(PROGRAM, "session", kit.path, "--plan", plan, "--headless", "--no-pace", "--lang", "fr",
                        "--size", "640x360", "--screens", screens, "--script", folder / "orders.txt",
                        report=folder / "report.json")
        self.desks, self.rooms = ([Tree(json.loads((folder / f"{of}{i}.json").read_text(encoding="utf-8")))
                                   for i in range(presses)] for of in ("desk", "room"))
        self.pictures = [(folder / f"room{i}.png").read_bytes() for i in range(presses)]


class Case(unittest.TestCase):
    led_before = {}

    def led(self, kit, plan, screens, *first):
        key = (kit.path.name, plan, screens, *first)
        if key not in self.led_before:
            self.led_before[key] = Led(kit, ROOM / f"led{len(self.led_before)}", plan, screens, *first)
        led = self.led_before[key]
        self.assertEqual((led.done.status, complaints(led.done.err)), (0, []), str(led.done))
        self.assertEqual(len(led.done.report["steps"]), len(kit.plan(plan)["step"]), led.done.report["steps"])
        return led

    def assert_same_walls(self, whole, bare):
        self.assertGreater(len(set(whole.pictures)), 8)
        for i, (a, b) in enumerate(zip(whole.pictures, bare.pictures)):
            self.assertEqual(a, b, f"press {i}: {whole.rooms[i]}")


class TwoScreens(Case):
    def test_the_wall_holds_no_word_of_the_trainers_and_the_desk_all_of_a_plan(self):
        words = KIT.trainers_words()
        for plan, of_the_plan in (("demi-journee", 40), ("une-heure", 9)):
            led = self.led(KIT, plan, 2)
            for i, tree in enumerate(led.rooms):
                self.assertEqual(found_in(words, tree), [], f"{plan}, press {i}: {tree}")
            seen = {word for tree in led.desks for word in found_in(words, tree)}
            self.assertGreater(len(seen), of_the_plan, seen)

    def test_the_wall_is_that_of_a_kit_without_these_words(self):
        self.assert_same_walls(self.led(KIT, "demi-journee", 2), self.led(BARE, "demi-journee", 2))


class OneScreen(Case):
    def test_what_lies_over_the_wall_holds_no_word_of_the_trainers(self):
        words = KIT.trainers_words()
        for first in ([], ["key F3"], ["key F3", "key Tab"]):
            led = self.led(KIT, "demi-journee", 1, *first)
            for i, (desk, room) in enumerate(zip(led.desks, led.rooms)):
                self.assertEqual(found_in(words, desk) + found_in(words, room), [], f"{first}, press {i}: {desk}")
                self.assertEqual(desk.has("region", "Bandeau"), "key F3" in first)
                self.assertEqual(desk.has("region", "Commandes"), "key Tab" in first)

    def test_the_wall_with_its_strip_is_that_of_a_kit_without_these_words(self):
        whole, bare = (self.led(kit, "demi-journee", 1, "key F3") for kit in (KIT, BARE))
        self.assert_same_walls(whole, bare)

    def test_a_screen_that_is_not_projected_shows_them_until_the_rooms_picture_is_back(self):
        words = KIT.trainers_words()
        folder = ROOM / self.id().split(".")[-1]
        folder.mkdir()
        orders = ["next", "wait 0.2"] * 4 + ["key F3", 'press button "Notes et éléments attendus"',
                  f"tree {folder}/asked.json", 'press button "Cet écran n’est pas projeté"',
                  f"tree {folder}/private.json", 'press button "Remettre ici l’image de la salle"',
                  f"tree {folder}/back.json", f"tree room {folder}/room.json"]
        (folder / "orders.txt").write_text("\n".join(orders) + "\n", encoding="utf-8")
        done = run(PROGRAM, "session", KIT.path, "--plan", "une-heure", "--headless", "--no-pace", "--lang", "fr",
                   "--screens", "1", "--script", folder / "orders.txt")
        self.assertEqual((done.status, complaints(done.err)), (0, []), str(done))
        found = {name: found_in(words, Tree(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))))
                 for name in ("asked", "private", "back", "room")}
        self.assertGreater(len(found.pop("private")), 1)
        self.assertEqual(found, {"asked": [], "back": [], "room": []})


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    KIT = Kit(pathlib.Path(sys.argv.pop(1)).resolve())
    with Scratch() as ROOM:
        BARE = KIT.without_trainers_words(ROOM / "bare")
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
