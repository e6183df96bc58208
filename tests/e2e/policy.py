#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kits that are signed, by the stock minisign, and what an IT department allows: by a policy on the key, and, as root, by
the computer's own.

    policy.py PROGRAM DEMO-KIT [NAME...]"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest
import zipfile

from program import Scratch, complaints, need, program_from_arguments, run

PROGRAM = None
ROOM = None
DEMO = None
FOR_EVERYBODY = pathlib.Path("/etc/mallette/policy.toml")


def minisign(*arguments):
    return subprocess.run(["minisign", *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)


class Key:
    """Of a publisher."""

    def __init__(self, name):
        self.public, self.secret = ROOM / f"{name}.pub", ROOM / f"{name}.key"
        made = minisign("-G", "-W", "-f", "-p", self.public, "-s", self.secret)
        assert made.returncode == 0, made.stdout
        self.line = self.public.read_text().splitlines()[1]
        self.id = self.public.read_text().splitlines()[0].rsplit(" ", 1)[1]

    def policy(self, name):
        return f'[[publisher]]\nname = "{name}"\nkey = "{self.line}"\n'


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        self.addCleanup(shutil.rmtree, self.folder)

    def mallette(self, *arguments, program=None, status=0, **options):
        done = run(program or PROGRAM, *arguments, **options)
        self.assertEqual(done.status, status, str(done))
        self.assertEqual(complaints(done.err), [], str(done))
        if status:
            self.assertTrue(done.err, "it failed without a word")
        return done

    def packed(self, name="essai.mallette"):
        kit = self.folder / name
        shutil.copy2(ROOM / "demo.mallette", kit)
        return kit

    def signed(self, key, *options, name="essai.mallette"):
        kit = self.packed(name)
        digests = self.folder / "digests.toml"
        self.mallette("sign", kit, "--digests", digests)
        made = minisign("-S", *options, "-s", key.secret, "-m", digests, "-t", "fr.example.accueillir 1.0, essai")
        self.assertEqual(made.returncode, 0, made.stdout)
        self.mallette("sign", kit, "--signature", f"{digests}.minisig", "--publisher-key", key.public)
        return kit

    def origin(self, kit, *arguments):
        return json.loads(self.mallette("info", kit, "--json", *arguments).out)["origin"]


class Signatures(Case):
    def test_what_minisign_signs_is_verified_here_in_both_its_algorithms(self):
        for options in ([], ["-l"]):
            with self.subTest(options):
                kit = self.signed(ALICE, *options)
                self.assertEqual(self.origin(kit), {"state": "unknown-key", "key": ALICE.id})
                self.assertEqual(self.origin(kit, "--publisher-key", BOB.public)["state"], "unknown-key")
                self.assertEqual(self.origin(kit, "--publisher-key", ALICE.public),
                                 {"state": "verified", "key": ALICE.id, "publisher": "alice", "comment": "fr.example.accueillir 1.0, essai"})
                shown = self.mallette("info", kit, "--publisher-key", ALICE.public).out
                self.assertIn(f"Origine vérifiée : alice (clé {ALICE.id}).\n  fr.example.accueillir 1.0, essai\n", shown)

    def test_the_comment_that_minisign_writes_by_itself_is_shown_on_one_line(self):
        kit, digests = self.packed(), self.folder / "digests.toml"
        self.mallette("sign", kit, "--digests", digests)
        minisign("-S", "-s", ALICE.secret, "-m", digests)
        self.mallette("sign", kit, "--signature", f"{digests}.minisig", "--publisher-key", ALICE.public)
        self.assertRegex(self.origin(kit, "--publisher-key", ALICE.public)["comment"], r"\Atimestamp:\d+ file:digests.toml( hashed)?\Z")

    def test_minisign_verifies_what_lies_in_the_kit(self):
        kit = self.signed(ALICE)
        with zipfile.ZipFile(kit) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(archive.namelist()[0], "mimetype")
            archive.extractall(self.folder / "unpacked", ["META-INF/digests.toml", "META-INF/kit.minisig"])
        meta = self.folder / "unpacked" / "META-INF"
        checked = minisign("-V", "-p", ALICE.public, "-m", meta / "digests.toml", "-x", meta / "kit.minisig")
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertIn("fr.example.accueillir 1.0, essai", checked.stdout)

    def test_a_kit_of_no_signature_says_so(self):
        self.assertEqual(self.origin(self.packed()), {"state": "unsigned"})
        self.assertEqual(self.origin(DEMO), {"state": "unsigned"})
        self.assertIn("ce kit ne porte pas de signature", self.mallette("info", DEMO).out)

    def test_a_signature_of_another_kit_or_key_is_not_put_in(self):
        kit, other = self.signed(ALICE), self.packed("autre.mallette")
        before = other.read_bytes()
        digests = self.folder / "autre.toml"
        digests.write_text("format = 1\n")
        minisign("-S", "-s", ALICE.secret, "-m", digests)
        for arguments in (["--signature", f"{digests}.minisig", "--publisher-key", ALICE.public],
                          ["--signature", self.folder / "digests.toml.minisig", "--publisher-key", BOB.public]):
            refused = self.mallette("sign", other, *arguments, status=1)
            self.assertIn(".minisig", refused.err)
        self.assertEqual(other.read_bytes(), before)
        self.assertEqual(self.origin(kit)["state"], "unknown-key")

    def test_a_film_that_was_changed_is_found_by_verify(self):
        kit = self.signed(ALICE)
        self.assertIn("du début à la fin", self.mallette("info", kit, "--verify").out)
        self.assertEqual(json.loads(self.mallette("info", kit, "--verify", "--json").out)["mismatches"], [])
        with zipfile.ZipFile(kit) as archive:
            film = next(info for info in archive.infolist() if info.filename.endswith(".mp4"))
        with open(kit, "r+b") as bytes_of:
            bytes_of.seek(film.header_offset + 30 + len(film.filename.encode()) + 2000)
            changed = bytes_of.read(1)[0] ^ 1
            bytes_of.seek(-1, os.SEEK_CUR)
            bytes_of.write(bytes([changed]))
        self.mallette("info", kit)
        found = self.mallette("info", kit, "--verify", status=1)
        self.assertIn(film.filename, found.err)
        self.mallette("sign", kit, "--digests", self.folder / "again.toml", status=1)

    def test_a_manifest_that_was_changed_is_not_opened(self):
        kit = self.signed(ALICE)
        changed = self.folder / "changed.mallette"
        with zipfile.ZipFile(kit) as old, zipfile.ZipFile(changed, "w") as new:
            for info in old.infolist():
                content = old.read(info)
                new.writestr(info, content.replace(b"title", b"titre", 1) if info.filename == "kit.toml" else content)
        refused = self.mallette("info", changed, status=1)
        self.assertIn("n’est pas tel que son éditeur l’a signé", refused.err)
        self.assertIn("kit.toml", refused.err)

    def test_wrong_usage(self):
        kit = self.packed()
        for arguments in ([], ["--digests", "a", "--signature", "b"], ["--signature", "b"]):
            self.mallette("sign", kit, *arguments, status=2)
        self.mallette("sign", DEMO, "--digests", self.folder / "a.toml", status=1)
        self.mallette("info", kit, "--publisher-key", kit, status=1)


class OnAKey(Case):
    def setUp(self):
        super().setUp()
        self.key = self.folder / "Clé é"
        (self.key / "bin").mkdir(parents=True)
        shutil.copy2(PROGRAM, self.key / "bin")
        (self.key / "share").symlink_to(PROGRAM.parent.parent / "share")
        (self.key / "portable").touch()
        (self.key / "kits").mkdir()
        self.program = self.key / "bin" / PROGRAM.name
        self.kit = self.key / "kits" / "essai.mallette"
        shutil.copy2(ROOM / "demo.mallette", self.kit)

    def policy(self, text):
        (self.key / "policy.toml").write_text(text, encoding="utf-8")

    def here(self, *arguments, status=0):
        return self.mallette(*arguments, program=self.program, status=status)

    def every_way(self, kit, status):
        """Of opening it."""
        script = self.folder / "orders.txt"
        script.write_text("quit\n")
        said = [self.here("info", kit, status=status), self.here("outline", kit, status=status),
                self.here("play", kit, "--headless", "--no-pace", "--until", "0.5", status=status),
                self.here("session", kit, "--headless", "--no-pace", "--script", script, status=status)]
        return [one.err for one in said]

    def test_without_a_policy_everything_is_allowed(self):
        self.assertIn("Tout est autorisé", self.here("policy").out)
        self.assertEqual(json.loads(self.here("policy", "--json").out), {"policies": [], "copies": True, "fault": None})
        self.every_way(self.kit, 0)

    def test_only_kits_of_the_publishers_open_and_no_folder(self):
        self.policy(ALICE.policy("MIPROF"))
        of_alice, of_bob = self.signed(ALICE, name="alice.mallette"), self.signed(BOB, name="bob.mallette")
        self.every_way(of_alice, 0)
        self.assertEqual(json.loads(self.here("info", of_alice, "--json").out)["origin"]["publisher"], "MIPROF")
        for kit in (of_bob, self.kit, DEMO):
            for said in self.every_way(kit, 1):
                self.assertIn("votre service informatique n’autorise que", said)
                self.assertIn("MIPROF", said)
        self.assertIn(f"MIPROF ({ALICE.id})", self.here("policy").out)

    def test_only_kits_in_the_folders_open(self):
        self.policy('folders = ["kits"]\n')
        self.every_way(self.kit, 0)
        for said in self.every_way(self.packed(), 1):
            self.assertIn("votre service informatique n’autorise que les kits de ces dossiers", said)
        shown = json.loads(self.here("policy", "--json").out)
        self.assertEqual(shown["policies"][0]["folders"], [str(self.key / "kits")])
        self.assertEqual(shown["policies"][0]["file"], str(self.key / "policy.toml"))

    def test_without_copies_nothing_of_a_kit_is_written(self):
        self.policy("copies = false\n")
        self.here("info", self.kit)
        self.here("play", self.kit, "--headless", "--no-pace", "--until", "0.5")
        picture, script = self.folder / "a.png", self.folder / "orders.txt"
        script.write_text(f"screenshot room {picture}\nquit\n")
        for arguments in (["outline", self.kit], ["pack", DEMO, "-o", self.folder / "b.mallette"],
                          ["play", self.kit, "--headless", "--no-pace", "--screenshot", f"1={picture}"],
                          ["session", self.kit, "--headless", "--no-pace", "--script", script]):
            refused = self.here(*arguments, status=1)
            self.assertIn("votre service informatique n’autorise aucune copie", refused.err)
            self.assertEqual(refused.out, "")
        self.assertFalse(picture.exists() or (self.folder / "b.mallette").exists())

    def test_what_is_forbidden_is_not_offered_in_the_interface_and_the_report_is(self):
        self.policy("copies = false\n" + ALICE.policy("MIPROF"))
        kit = self.signed(ALICE, name="alice.mallette")
        script = self.folder / "orders.txt"
        script.write_text(f'''expect text "Origine vérifiée : MIPROF (clé {ALICE.id})."
expect no button "Conducteur à imprimer"
press button "Documents du kit"
expect text "Votre service informatique n’autorise aucune copie"
expect no button "Distribuer plusieurs documents"
key D
press button "Commencer sans vérifier"
wait 1s
press button "Menu"
expect no button "Conducteur à imprimer"
expect button "Bilan de la séance"
quit
''', encoding="utf-8")
        self.here(kit, "--headless", "--no-pace", "--script", script)

    def test_a_kit_that_is_refused_says_why_in_the_library(self):
        self.policy(ALICE.policy("MIPROF"))
        script = self.folder / "orders.txt"
        script.write_text('expect text "votre service informatique n’autorise que"\nexpect no button "Vérifier la salle"\nquit\n', encoding="utf-8")
        self.here(self.kit, "--headless", "--no-pace", "--script", script)

    def test_a_policy_that_is_not_understood_refuses_every_kit_and_names_the_line(self):
        for text, place, word in (("\ncopies = maybe\n", "ligne 2", "policy.toml"), ("copies = true\ncopy = false\n", "ligne 2", "« copy »"),
                                  ('folders = ["kits"\n', "ligne ", "policy.toml")):
            with self.subTest(text):
                self.policy(text)
                for said in [*self.every_way(self.kit, 1), self.here("pack", DEMO, "-o", self.folder / "b.mallette", status=1).err,
                             self.here("sign", self.kit, "--digests", self.folder / "d.toml", status=1).err, self.here("policy", status=1).err]:
                    self.assertIn("service informatique", said)
                    self.assertIn(place, said)
                    self.assertIn(word, said)
                fault = json.loads(self.here("policy", "--json", status=1).out)["fault"]
                self.assertEqual(fault["file"], str(self.key / "policy.toml"))
                self.assertGreaterEqual(fault["line"], 1)
                self.assertEqual(self.here("--version").err, "")
                script = self.folder / "orders.txt"
                script.write_text('expect text "fichier de règles de votre service informatique"\nquit\n', encoding="utf-8")
                self.here("--headless", "--no-pace", "--script", script)


class OnAComputer(Case):
    def test_the_computers_own_policy_counts_for_everybody(self):
        if os.geteuid() != 0 or shutil.which("unshare") is None:
            self.skipTest("only root can put a policy there for one program alone")
        etc = self.folder / "etc"
        (etc / "mallette").mkdir(parents=True)
        if pathlib.Path("/etc/alternatives").is_dir():  # of libraries, too
            shutil.copytree("/etc/alternatives", etc / "alternatives", symlinks=True)
        (etc / "mallette" / "policy.toml").write_text("copies = false\nfolders = []\n")
        kit = self.packed()
        inside = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc && exec "$@"', etc, PROGRAM]
        shown = json.loads(self.mallette(*inside[1:], "policy", "--json", program=inside[0]).out)
        self.assertEqual([one["file"] for one in shown["policies"]], [str(FOR_EVERYBODY)])
        self.assertFalse(shown["copies"])
        refused = self.mallette(*inside[1:], "info", kit, program=inside[0], status=1)
        self.assertIn("votre service informatique", refused.err)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    DEMO = pathlib.Path(sys.argv.pop(1)).resolve()
    need("minisign")
    if FOR_EVERYBODY.exists():
        print(f"SKIPPED: {FOR_EVERYBODY} is there")
        sys.exit(0)
    with Scratch() as ROOM:
        ALICE, BOB = Key("alice"), Key("bob")
        packed = run(PROGRAM, "pack", DEMO, "-o", ROOM / "demo.mallette")
        assert packed.status == 0, str(packed)
        unittest.main()
