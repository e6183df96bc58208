#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan of the trainer's own, from its first change to the wall: prepared, led, killed, taken up again with the same
plan whatever became of it since; given away as a file, and opened elsewhere.

    prepared.py PROGRAM KIT [NAME...]"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unittest

from program import SLOWNESS, Scratch, complaints, program_from_arguments, run

PROGRAM = None
KIT = None
ROOM = None
PATIENCE_S = 60 * SLOWNESS
PLAN = "Une heure, en réunion d’équipe"
MINE = f"{PLAN} (mon déroulé)"
PREPARE = f"""
expect list-item "{PLAN}"
press list-item "{PLAN}"
press button "Préparer ce déroulé"
press list-item "3. Qu’est-ce qui a permis à Nadia de parler ?"
press button "Monter"
press list-item "3. Le film"
press button "Laisser de côté"
press list-item "1. Avant le film"
press button "Ajouter une question"
type "Et chez nous ?"
expect list-item "2. Et chez nous ?"
press button "Ajouter un élément attendu"
press button "Terminé"
expect list-item "{MINE}"
"""
LEAD = """
press button "Commencer sans vérifier"
expect room "Vous pouvez sortir à tout moment."
wait 0.3
next
expect room "Et chez nous ?"
wait 0.3
next
expect room "Qu’est-ce qui a permis à Nadia de parler ?"
"""
TAKE_UP = """
expect button "Reprendre"
press button "Reprendre"
expect room "Qu’est-ce qui a permis à Nadia de parler ?"
wait 0.3
next
expect room "Quelle question poseriez-vous, avec vos mots ?"
wait 0.3
previous
wait 0.3
previous
expect room "Et chez nous ?"
wait 0.3
next
expect room "Qu’est-ce qui a permis à Nadia de parler ?"
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        self.kit = self.folder / "kit"
        self.kit.symlink_to(KIT)
        self.state = self.folder / "state"

    def arguments(self, script, opened=None, state=None):
        orders = self.folder / "orders.txt"
        orders.write_text(script, encoding="utf-8")
        return [opened or self.kit, "--headless", "--lang", "fr", "--size", "640x360", "--state", state or self.state,
                "--script", orders]

    def follow(self, script, **more):
        done = run(PROGRAM, *self.arguments(script + "quit\n", **more), limit_s=PATIENCE_S)
        self.assertEqual((done.status, complaints(done.err)), (0, []), str(done))

    def kill_in(self, script):
        """Follows it, then dies with the session on the third step."""
        mark = self.folder / "mark.json"
        mark.unlink(missing_ok=True)
        child = subprocess.Popen([str(a) for a in (PROGRAM, *self.arguments(f"{script}tree {mark}\nwait 3600\n"))],
                                 env={**os.environ, "SDL_AUDIODRIVER": "dummy"})
        end = time.monotonic() + PATIENCE_S
        while not (mark.exists() and self.saved_step() == 2):
            self.assertIsNone(child.poll(), "it ended before it was killed")
            self.assertLess(time.monotonic(), end, "waited in vain for the third step on disk")
            time.sleep(0.02)
        child.kill()
        child.wait()

    def saved_step(self):
        for journal in self.state.glob("session-*.journal"):
            record = json.loads(journal.read_text(encoding="utf-8").split("\n", 1)[1])
            return json.loads(record["snapshot"])["step"]
        return None

    def plans(self):
        return sorted(self.state.glob("plan-*.deroule"))


class Prepared(Case):
    def test_what_is_prepared_is_led_and_is_there_after_a_kill_whatever_became_of_the_plan(self):
        before = sorted(os.listdir(KIT))
        self.kill_in(PREPARE + LEAD)
        self.assertEqual(len(self.plans()), 1)
        self.kill_in(TAKE_UP)
        # Changed since: the session is led as it was begun.
        self.follow(f'expect list-item "{MINE}"\npress list-item "{MINE}"\npress button "Préparer ce déroulé"\n'
                    'press list-item "2. Et chez nous ?"\npress button "Retirer cette étape"\npress button "Terminé"\n')
        self.assertNotIn("Et chez nous ?", self.plans()[0].read_text(encoding="utf-8"))
        self.kill_in(TAKE_UP)
        # Deleted since.
        self.follow(f'expect list-item "{MINE}"\npress list-item "{MINE}"\npress button "Supprimer…"\n'
                    f'press button "Supprimer le déroulé"\nexpect no list-item "{MINE}"\n')
        self.assertEqual(self.plans(), [])
        self.follow(TAKE_UP)
        self.assertEqual(sorted(os.listdir(KIT)), before)

    def test_a_copy_is_given_away_and_opened_where_its_kit_is_and_told_of_where_it_is_not(self):
        self.follow(PREPARE + f'press button "Enregistrer une copie…"\nexpect text "{MINE}.deroule"\n'
                    'expect button "Tous les emplacements"\npress button "Enregistrer ici"\nexpect text "La copie est enregistrée"\n'
                    # What is there already stays as it is.
                    'press button "Enregistrer une copie…"\nexpect button "Tous les emplacements"\n'
                    'press button "Enregistrer ici"\nexpect text "déjà"\n')
        copy = self.folder / f"{MINE}.deroule"
        self.assertEqual(copy.read_text(encoding="utf-8"), self.plans()[0].read_text(encoding="utf-8"))
        elsewhere = self.folder / "elsewhere"
        self.follow(f'expect list-item "{MINE}"\nexpect text "mon déroulé"\n' + LEAD, opened=copy, state=elsewhere)
        # Twice the same is one.
        self.follow(f'expect list-item "{MINE}"\n', opened=copy, state=elsewhere)
        self.assertEqual(len(list(elsewhere.glob("plan-*.deroule"))), 1)
        # One that is called as a plan of the kit is does not stand in for it.
        named = json.loads(copy.read_text(encoding="utf-8")) | {"id": "une-heure", "title": "Une autre"}
        other = self.folder / "other.deroule"
        other.write_text(json.dumps(named), encoding="utf-8")
        self.follow(f'expect list-item "Une autre"\npress list-item "{PLAN}"\npress button "Commencer sans vérifier"\n'
                    'expect room "Vous pouvez sortir à tout moment."\nwait 0.3\nnext\nexpect no room "Et chez nous ?"\n',
                    opened=other, state=self.folder / "fourth")
        alone = self.folder / "alone"
        alone.mkdir()
        shutil.copy(copy, alone / "x.deroule")
        self.follow('expect text "va avec le kit « Accueillir la parole »"\n'.replace("« ", "«\u00a0").replace(" »", "\u00a0»"),
                    opened=alone / "x.deroule", state=self.folder / "third")
        (alone / "x.deroule").write_bytes(copy.read_bytes()[:200])
        self.follow('expect text "endommagé"\n', opened=alone / "x.deroule", state=self.folder / "third")

    def test_a_damaged_plan_is_told_of_and_left_as_it_is(self):
        self.state.mkdir()
        broken = self.state / "plan-abc.deroule"
        broken.write_text("{", encoding="utf-8")
        self.follow('expect text "plan-abc.deroule"\nexpect button "Préparer ce déroulé"\n')
        self.assertEqual(broken.read_text(encoding="utf-8"), "{")


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    KIT = pathlib.Path(sys.argv.pop(1)).resolve()
    with Scratch() as ROOM:
        unittest.main(argv=sys.argv[:1] + [f"Prepared.{name}" for name in sys.argv[1:]], verbosity=2)
