#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that is killed at any moment of a session: "Reprendre" brings back the same step, the film within a
second of where it was, and at a question what was ticked and noted.

    session_kills.py PROGRAM COUNT [SEED]

Where the film was is told by the second that stood on the screen, and by how long it had stood there; where it is
again, by the record on disk and by the screen. More than a few kills are made where MALLETTE_SLOW_TESTS is set."""
import json
import os
import random
import sys
import time

import display
from flash_screen import Picture
from live_program import LiveInterface
from program import Scratch, complaints, need, program_from_arguments, skip
from session_kits import make_flash_kit
from x_displays import WindowManager, one_display

SIZE = (1280, 720)
STEPS = ["Premier film", "Première question ?", "Second film", "Fin"]
FILMS = (0, 2)
QUESTION = 1
EXPECTED = "Ce qui est attendu de la première."
REMARK = "Ma remarque sur cette étape"
USUAL_COUNT = 10
LIMIT_S = 1.0
LONGEST_S = 3.0


def record(state):
    """What is on disk of the session: the step, and the film's position in seconds where there is a film."""
    # Between two renames only the one before is there.
    journal = next((path for ending in ("", ".bak") for path in state.glob(f"session-*.journal{ending}")), None)
    if journal is None:
        raise AssertionError(f"nothing is on disk: {sorted(state.iterdir())}")
    snapshot = json.loads(json.loads(journal.read_text(encoding="utf-8").split("\n", 1)[1])["snapshot"])
    screening = snapshot.get("screening")
    return snapshot["step"], screening["position"] / 1000 if screening else None


class Screen:
    """The film on the screen: which second, and since when."""

    def __init__(self):
        self.second = self.since = None

    def look(self):
        before = time.monotonic()
        picture = Picture(*SIZE, display.picture(*SIZE))
        if not picture.is_film() or picture.film_second() >= 100:
            return
        if self.second is not None and picture.film_second() == self.second + 1:
            self.since = before
        self.second = picture.film_second()

    def position(self, at):
        """Between these two the film is, if it goes on playing; both to within one look."""
        if self.since is not None:
            return self.second + at - self.since - 0.2, self.second + at - self.since + 0.1
        return self.second, self.second + 1


class Kills:
    def __init__(self, program, kit, folder, chance):
        self.program, self.kit, self.folder, self.chance = program, kit, folder, chance
        self.state = folder / "state"
        self.off_s = []
        self.held = True  # the film, which is so once it was taken up
        self.ticked, self.noted, self.marked = False, "", 0

    def start(self, *arguments):
        return LiveInterface(self.program, self.folder, *arguments, state=self.state)

    def wall(self, interface, step):
        if step in FILMS:
            return interface.until_room(lambda t: t.has("image", "Le film"), STEPS[step])
        return interface.until_room(lambda t: t.shows(STEPS[step]), STEPS[step])

    def play(self, interface):
        """Watched until it has moved."""
        screen = Screen()
        if self.held:
            interface.press("k")
        interface.until(lambda: screen.look() or screen.since, bool, "a film that plays")
        return screen

    def lead_until_killed(self, interface, step):
        """From somewhere in the step, for a while. Gives the steps it may be at, and what was on the screen."""
        if step == len(STEPS) - 1 or self.chance.random() < 0.5:
            step = self.go(interface, step)
        if step == QUESTION and self.chance.random() < 0.5:
            self.mark(interface)
            interface.kill()  # at once
            return {step}, None
        screen = self.play(interface) if step in FILMS else None
        end = time.monotonic() + self.chance.uniform(0, LONGEST_S)
        while time.monotonic() < end:
            screen.look() if screen else time.sleep(0.05)
        steps = {step}
        if screen is None and step + 1 < len(STEPS) and self.chance.random() < 0.5:
            interface.press("Next")  # on its way, or done: the kill is right behind it
            time.sleep(self.chance.uniform(0, 0.1))
            steps.add(step + 1)
        at = time.monotonic()
        interface.kill()
        return steps, screen.position(at) if screen else None

    def open_desk(self, interface):
        """Over the only screen, which is said not to be the room's."""
        def opened(tree):
            return tree.live("check-box", EXPECTED)

        tree = interface.until_desk(lambda t: t.has("button", "Menu"), "the interface")
        if not opened(tree) and not tree.has("button", "Notes et éléments attendus"):
            interface.press("F3")  # the strip, where that button stands; or the desk, if that was said before
            tree = interface.until_desk(lambda t: opened(t) or t.has("button", "Notes et éléments attendus"), "the strip")
        if opened(tree):
            return
        interface.press_button("Notes et éléments attendus")
        interface.press_button("Cet écran n’est pas projeté")
        interface.until_desk(opened, "the desk")

    def stands(self, tree):
        """What was ticked and noted, as the desk says it."""
        box, field = tree.find("check-box", EXPECTED), tree.find("text-field", REMARK)
        return bool(box and field) and (("checked" in box[0]["states"]) == self.ticked and field[0].get("value", "") == self.noted)

    def mark(self, interface):
        """Ticks or unticks, and notes one word more. What the desk shows counts as done."""
        self.open_desk(interface)
        interface.click("check-box", EXPECTED)
        self.ticked = not self.ticked
        interface.click("text-field", REMARK)
        word = self.chance.choice("abcdefgh")
        interface.press("End", word)
        self.noted += word
        interface.until_desk(self.stands, f"ticked: {self.ticked}, noted: {self.noted}")
        self.marked += 1

    def go(self, interface, step):
        """To a neighbour, past what a film still shows."""
        forward = step == 0 or (step < len(STEPS) - 1 and self.chance.random() < 0.5)
        to = step + 1 if forward else step - 1
        interface.press("Tab")
        interface.press_button("Suivant" if forward else "Précédent")
        self.wall(interface, to)
        self.held = not forward
        return to

    def take_up(self, steps, was):
        """What was killed, by the button for it. Gives the session and its step."""
        step, position = record(self.state)
        if step not in steps:
            raise AssertionError(f"step {step} is on disk, it was {steps}")
        interface = self.start()
        interface.press_button("Reprendre")
        self.wall(interface, step)
        self.held = True
        if step == QUESTION and self.noted:
            self.open_desk(interface)
            interface.until_desk(self.stands, f"ticked: {self.ticked}, noted: {self.noted}, taken up")
            interface.press_button("Remettre ici l’image de la salle")
            interface.until_desk(lambda t: not t.has("check-box", EXPECTED), "the wall alone")
        if step in FILMS and was:
            self.off_s.append(max(was[0] - position, position - was[1], 0.0))
            if self.off_s[-1] > LIMIT_S:
                raise AssertionError(f"the film was at {was[0]:.2f} to {was[1]:.2f} s, {position:.2f} s is on disk")
            interface.until(lambda: Picture(*SIZE, display.picture(*SIZE)),
                            lambda p: p.is_film() and p.film_second() == int(position), f"the film at {position:.2f} s")
        return interface, step

    def run(self, count):
        interface, step = self.start("session", self.kit.path), 0
        self.wall(interface, step)
        interface.press("k")  # it plays from the start: held, as one that was taken up
        at_steps = dict.fromkeys(range(len(STEPS)), 0)
        try:
            for _ in range(count):
                steps, was = self.lead_until_killed(interface, step)
                interface, step = self.take_up(steps, was)
                at_steps[step] += 1
        finally:
            interface.kill()
        if complaints("\n".join(interface.said())):
            raise AssertionError(interface.said())
        print(f"{count} kills, at the steps {list(at_steps.values())}; {self.marked} behind a tick and a note; {len(self.off_s)} in a film that played, "
              f"{max(self.off_s, default=0):.2f} s off at the most, {sum(self.off_s) / max(1, len(self.off_s)):.2f} s in the mean")


def main():
    program = program_from_arguments()
    count = int(sys.argv[1])
    if count > USUAL_COUNT and not os.environ.get("MALLETTE_SLOW_TESTS"):
        skip(f"{count} kills take minutes; MALLETTE_SLOW_TESTS=1 makes them")
    need("Xvfb", "openbox", "xdotool", "ffmpeg", "xrandr")
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10 ** 6)
    print(f"seed {seed}", flush=True)
    with Scratch() as folder, one_display(SIZE), WindowManager():
        Kills(program, make_flash_kit(folder / "kit"), folder, random.Random(seed)).run(count)


if __name__ == "__main__":
    main()
