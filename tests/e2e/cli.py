#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, as a person and a script meet it.

    cli.py PROGRAM [NAME...]"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest
import zipfile

import films
from program import Scratch, complaints, difference, need, png_size, program_from_arguments, run

PROGRAM = None
ROOM = None  # a Scratch folder with the kit of all tests in it

COMMANDS = ("play", "info", "pack", "captions", "outline", "report", "sign", "policy")


def mallette(*arguments, **options):
    return run(PROGRAM, *arguments, **options)


def make_kit(folder):
    """6 s; the signer ends at 4 s; cues from 1 to 2, 3 to 4 and 5 to 5.5 s."""
    folder.mkdir()
    films.plain_film(folder / "film.mp4", 6)
    films.plain_signer(folder / "signer.mp4", 4)
    films.voice(folder / "mix.m4a", 6)
    films.captions(folder / "fr.srt", [(1, 2, "Bonjour."), (3, 4, "Je vous écoute."), (5, 5.5, "D'accord…")])
    films.write_manifest(folder, "film.mp4", "fr.srt", "signer.mp4", [("mix", "mix.m4a")])
    (folder / "brouillon.txt").write_text("pas dans le manifeste")
    return folder


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.folder.mkdir()
        self.kit = ROOM / "kit"

    def tearDown(self):
        shutil.rmtree(self.folder)

    def assert_status(self, played, status):
        self.assertEqual(played.status, status, str(played))
        self.assertEqual(complaints(played.err), [], str(played))
        if status:
            self.assertTrue(played.err, "it failed without a word")

    def play(self, *arguments, kit=None, status=0, **options):
        played = mallette("play", kit or self.kit, "--headless", "--no-pace", "--size", "320x180", *arguments,
                          report=self.folder / "report.json", **options)
        self.assert_status(played, status)
        return played

    def shot(self, time, *arguments, **options):
        path = self.folder / f"{len(list(self.folder.glob('*.png')))}.png"
        self.play("--until", "6", "--screenshot", f"{time}={path}", *arguments, **options)
        return path


class Help(Case):
    def test_help_and_version_answer_everywhere(self):
        for arguments in [["--help"], *([command, "--help"] for command in COMMANDS)]:
            answer = mallette(*arguments)
            self.assertEqual((answer.status, answer.err), (0, ""), str(answer))
            self.assertIn("mallette", answer.out)
        for arguments in [["--version"], *([command, "--version"] for command in COMMANDS)]:
            answer = mallette(*arguments)
            self.assertEqual((answer.status, answer.err), (0, ""), f"{arguments}: {answer}")
            self.assertRegex(answer.out, r"\Amallette \d+\.\d+\.\d+\n\Z")

    def test_help_names_every_option_of_play(self):
        answer = mallette("play", "--help")
        for option in ("--film", "--from", "--until", "--captions", "--sign", "--sign-place", "--sign-width",
                       "--caption-size", "--caption-place", "--description", "--extended", "--size", "--headless", "--no-pace",
                       "--renderer", "--script",
                       "--screenshot", "--report", "--state", "--lang"):
            self.assertIn(f"  {option} ", answer.out)

    def test_french_whatever_the_environment_says(self):
        for lang in ("C", "en_US.UTF-8", "fr_FR.UTF-8", "de_DE.UTF-8"):
            env = {"LANG": lang, "LC_ALL": lang, "LANGUAGE": lang[:2]}
            helped = mallette("play", "--help", env=env)
            self.assertIn("afficher cette aide", helped.out.lower() + " ")
            failed = mallette("play", self.folder / "nulle-part.mallette", env=env)
            self.assertIn("fichier", failed.err)
            self.assertNotIn("there is no such file", failed.err)

    def test_english_when_it_is_asked_for_wherever_the_word_stands(self):
        nowhere = self.folder / "nowhere.mallette"
        for arguments in (["--lang", "en", "play", nowhere], ["play", "--lang=en", nowhere],
                          ["play", nowhere, "--lang", "en"]):
            failed = mallette(*arguments)
            self.assert_status(failed, 1)
            self.assertIn("there is no such file", failed.err)
        self.assertEqual(mallette("--lang", "de", "info", self.kit).status, 2)


class Usage(Case):
    def test_wrong_usage_gives_2_and_names_what_is_allowed(self):
        cases = [
            (["play"], "KIT"),
            (["play", self.kit, "--wibble"], "--script"),
            (["play", self.kit, "another"], "another"),
            (["play", self.kit, "--from"], "TIME"),
            (["play", self.kit, "--from", "soon"], "MM:SS"),
            (["play", self.kit, "--until", "1:99"], "MM:SS"),
            (["play", self.kit, "--sign", "maybe"], "on, off"),
            (["play", self.kit, "--sign-place", "middle"], "beside-left"),
            (["play", self.kit, "--sign-place", "30,101"], "0-100"),
            (["play", self.kit, "--sign-place", "free"], "beside-left"),
            (["play", self.kit, "--caption-size", "50"], "100-300"),
            (["play", self.kit, "--caption-place", "top"], "below"),
            (["play", self.kit, "--sign-width", "0"], "1-100"),
            (["play", self.kit, "--sign-width", "101%"], "1-100"),
            (["play", self.kit, "--description", "loud"], "off, mix, voice, text"),
            (["play", self.kit, "--extended", "loud"], "on, off"),
            (["play", self.kit, "--size", "0x0"], "8192"),
            (["play", self.kit, "--size", "1280"], "8192"),
            (["play", self.kit, "--size", "99999x99999"], "8192"),
            (["play", self.kit, "--renderer", "vulkan"], "auto, gpu, software"),
            (["play", self.kit, "--screenshot", "a.png"], "TIME=FILE.png"),
            (["play", self.kit, "--screenshot", "1s="], "TIME=FILE.png"),
            (["play", self.kit, "--no-pace"], "--headless"),
            (["play", self.kit, "--headless=yes"], "--headless"),
            (["info"], "KIT"),
            (["info", self.kit, "--wibble"], "--json"),
            (["pack", self.kit], "-o"),
            (["captions", self.kit / "fr.srt"], "--to"),
            (["captions", self.kit / "fr.srt", "--to", "stl"], "srt, vtt"),
        ]
        for arguments, word in cases:
            failed = mallette(*arguments)
            self.assertEqual(failed.status, 2, f"{arguments}: {failed}")
            if word:
                self.assertEqual(complaints(failed.err), [], f"{arguments}: {failed}")
                self.assertEqual(len(failed.err.splitlines()), 1, f"{arguments}: {failed}")
                self.assertIn(word, failed.err)

    def test_a_mistake_in_a_script_names_its_line(self):
        script = self.folder / "ordres.txt"
        for line, number in (("wibble", 3), ("seek soon", 3), ("key Banana", 3), ("play now", 3), ("wait", 3),
                             ("screenshot", 3)):
            script.write_text(f"# orders\nplay\n{line}\nquit\n")
            failed = mallette("play", self.kit, "--headless", "--script", script)
            self.assertEqual(failed.status, 2, str(failed))
            self.assertIn(f"{script}:{number}", failed.err)
            self.assertIn(line, failed.err)
        failed = mallette("play", self.kit, "--headless", "--script", self.folder / "none.txt")
        self.assert_status(failed, 1)
        self.assertIn("none.txt", failed.err)


class Failure(Case):
    def refused(self, path, *words, arguments=()):
        report = self.folder / "failure.json"
        failed = mallette("play", path, "--headless", "--no-pace", *arguments, report=report)
        self.assert_status(failed, 1)
        for word in (pathlib.Path(path).name, *words):
            self.assertIn(word, failed.err)
        self.assertIsNotNone(failed.report, "no report was written")
        self.assertTrue(failed.report["errors"], failed.report)
        return failed

    def test_each_failure_names_the_file_and_writes_the_report(self):
        self.refused(self.folder / "nulle-part.mallette")
        text = self.folder / "texte.mallette"
        text.write_text("ceci n'est pas un kit")
        self.refused(text)
        (self.folder / "vide.mallette").touch()
        self.refused(self.folder / "vide.mallette")
        self.refused("/dev/null")
        empty = self.folder / "dossier"
        empty.mkdir()
        self.refused(empty)
        noise = self.folder / "bruit.mp4"
        noise.write_bytes(bytes(i * 7919 % 251 for i in range(100_000)))
        self.refused(noise)

    def test_a_film_that_is_not_in_the_kit_names_those_that_are(self):
        failed = self.refused(self.kit, "nulle", "essai", arguments=["--film", "nulle"])
        self.assertEqual(failed.report["film"]["shown"], 0)

    def test_a_missing_film_fails(self):
        kit = self.folder / "troué"
        shutil.copytree(self.kit, kit)
        (kit / "film.mp4").unlink()
        self.refused(kit, "film.mp4")

    def test_a_film_behind_a_link_out_of_the_kit_fails(self):
        kit = self.folder / "lié"
        shutil.copytree(self.kit, kit)
        (kit / "film.mp4").rename(self.folder / "dehors.mp4")
        (kit / "film.mp4").symlink_to(self.folder / "dehors.mp4")
        self.refused(kit, "film.mp4")

    def test_a_missing_signer_is_told_and_the_film_plays(self):
        kit = self.folder / "troué"
        shutil.copytree(self.kit, kit)
        (kit / "signer.mp4").unlink()
        played = self.play("--until", "2", kit=kit)
        self.assertIn("signer.mp4", played.err)
        self.assertEqual(played.report["film"]["shown"], 50)
        self.assertEqual(played.report["sign"]["shown"], 0)

    def test_a_manifest_with_a_mistake_names_line_and_column(self):
        kit = self.folder / "faute"
        shutil.copytree(self.kit, kit)
        manifest = (kit / "kit.toml").read_text()
        (kit / "kit.toml").write_text(manifest.replace('kind = "captions"', 'kind = "tags"'))
        line = manifest.splitlines().index('  kind = "captions"') + 1
        failed = mallette("info", kit)
        self.assert_status(failed, 1)
        self.assertRegex(failed.err, rf"kit\.toml.*{line}.*tags.*captions, subtitles")

    def test_a_report_that_cannot_be_written_fails(self):
        played = mallette("play", self.kit, "--headless", "--no-pace", "--until", "1", "--report",
                          self.folder / "nulle" / "part.json")
        self.assert_status(played, 1)
        self.assertIn("part.json", played.err)

    def test_a_picture_that_cannot_be_written_fails(self):
        played = mallette("play", self.kit, "--headless", "--no-pace", "--until", "1", "--screenshot",
                          f"0.5={self.folder}/nulle/part.png")
        self.assert_status(played, 1)
        self.assertIn("part.png", played.err)
        self.assertNotIn("›", played.err, "the picture is no part of the kit")

    def test_captions_without_a_single_cue_fail_and_the_film_plays(self):
        kit = self.folder / "sans"
        shutil.copytree(self.kit, kit)
        (kit / "fr.srt").write_text("Ceci est une lettre,\npas des sous-titres.\n")
        played = self.play("--until", "2", kit=kit, status=1)
        self.assertIn("fr.srt", played.err)
        self.assertEqual(played.report["film"]["shown"], 50)
        self.assertEqual(played.report["captions"]["cues"], 0)


class Tracks(Case):
    def test_from_and_until_bound_what_is_played(self):
        played = self.play("--from", "1.5", "--until", "00:03.500")
        self.assertEqual(played.report["ended_at_ms"], 3500)
        self.assertEqual(played.report["film"]["frames_due"], 51, "from the frame of 1.48 to that of 3.48")

    def test_a_start_behind_the_end_shows_the_end(self):
        played = self.play("--from", "10:00")
        self.assertAlmostEqual(played.report["ended_at_ms"], 6000, delta=60)

    def test_a_whole_film_ends_by_itself(self):
        played = self.play()
        self.assertAlmostEqual(played.report["ended_at_ms"], 6000, delta=60)
        self.assertEqual(played.report["film"]["frames_due"], 150)
        self.assertEqual(played.report["captions"]["cues"], 3)

    def test_two_runs_without_pace_make_the_same_decisions(self):
        first, second = (self.play("--description", "mix").report for _ in range(2))
        for part in ("film", "sign", "captions", "seeks", "ended_at_ms"):
            self.assertEqual(first[part], second[part])

    def test_captions_off_and_in_another_language_draw_none(self):
        shown = self.shot(1.5)
        off = self.shot(1.5, "--captions", "off")
        between = self.shot(2.5)
        self.assertGreater(difference(shown, off), 1)
        without = self.folder / "sans"
        shutil.copytree(self.kit, without)
        films.write_manifest(without, "film.mp4", sign="signer.mp4")
        self.assertLess(difference(off, self.shot(1.5, kit=without)), 0.01)
        self.assertLess(difference(between, self.shot(2.5, "--captions", "off")), 0.01)
        self.assertEqual(self.play("--captions", "off").report["captions"]["cues"], 0)

    def test_the_signer_stands_in_eight_places_or_anywhere_or_nowhere(self):
        places = ("right-bottom", "right-top", "left-bottom", "left-top", "beside", "beside-left", "first", "first-left", "30,60")
        pictures = {place: self.shot(0.5, "--sign-place", place) for place in places}
        pictures["off"] = self.shot(0.5, "--sign", "off")
        pictures["wide"] = self.shot(0.5, "--sign-width", "60%")
        names = list(pictures)
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                self.assertGreater(difference(pictures[a], pictures[b]), 2, f"{a} and {b}")
        self.assertLess(difference(pictures["right-bottom"], self.shot(0.5)), 0.01, "right-bottom is the default")

    def test_captions_are_larger_or_below_when_that_is_wished(self):
        usual = self.shot(1.5)
        large = self.shot(1.5, "--caption-size", "200%")
        below = self.shot(1.5, "--caption-place", "below")
        for a, b in ((usual, large), (usual, below), (large, below)):
            self.assertGreater(difference(a, b), 1)

    def test_a_description_that_is_not_there_is_told_of(self):
        played = self.play("--description", "voice", "--until", "1")
        self.assertIn("description", played.err)
        self.assertEqual(played.report["film"]["shown"], 25)
        played = self.play("--description", "text", "--until", "1")
        self.assertIn("description", played.err)
        self.assertEqual(played.report["film"]["shown"], 25)

    def test_a_text_beside_a_film_is_spoken_and_the_film_waits_for_it_unless_told_not_to(self):
        folder = self.folder / "spoken"
        folder.mkdir()
        shutil.copy(self.kit / "film.mp4", folder / "anna.mp4")
        (folder / "anna.fr.descriptions.vtt").write_text(
            "WEBVTT\n\n00:00.200 --> 00:00.800\nUne femme attend, seule, devant la porte de la mairie.\n", encoding="utf-8")
        for extended, waits in ("on", 1), ("off", 0):
            played = self.play("--description", "text", "--extended", extended, "--until", "2", kit=folder / "anna.mp4")
            self.assertEqual(played.report["description"]["waits"], waits)
            self.assertEqual(played.report["film"]["shown"], 50)
            self.assertEqual(played.report["film"]["dropped"], 0)
            self.assertEqual(played.report["errors"], [])


class Pictures(Case):
    def test_a_picture_has_the_size_that_was_asked_for(self):
        for size in ("320x180", "1366x768", "64x64", "333x777"):
            path = self.folder / f"{size}.png"
            played = mallette("play", self.kit, "--headless", "--no-pace", "--size", size, "--until", "2",
                              "--screenshot", f"00:01={path}")
            self.assert_status(played, 0)
            self.assertEqual("x".join(map(str, png_size(path))), size)

    def test_pictures_are_taken_at_their_times_in_any_order(self):
        early, late, last = (self.folder / f"{n}.png" for n in "abc")
        self.play("--screenshot", f"4s={late}", "--screenshot", f"500ms={early}", "--screenshot", f"5.9s={last}")
        self.assertGreater(difference(early, late), 2)
        self.assertGreater(difference(late, last), 2)
        self.assertLess(difference(early, self.shot(0.5)), 0.01)

    def test_a_picture_behind_the_end_is_refused_and_not_made_up(self):
        late = self.folder / "late.png"
        played = mallette("play", self.kit, "--headless", "--no-pace", "--until", "2", "--screenshot", f"00:30={late}")
        self.assert_status(played, 2)
        self.assertIn("00:30", played.err)
        self.assertIn(str(late), played.err)
        self.assertFalse(late.exists())

    def test_a_script_seeks_steps_and_takes_pictures(self):
        there, on, back = (self.folder / f"{name}.png" for name in ("there", "on", "back"))
        script = self.folder / "ordres.txt"
        script.write_text(f"pause\nseek 2.5\nscreenshot {there}\nkey Shift+Right\nscreenshot {on}\n"
                          f"key Shift+Left\nscreenshot {back}\nquit\n")
        played = self.play("--script", script, "--sign", "off")
        self.assertGreater(difference(there, on), 0.1, "one frame on")
        self.assertLess(difference(there, back), 0.01, "and back again")
        self.assertEqual(played.report["seeks"][0]["target_ms"], 2500)
        self.assertEqual(played.report["seeks"][0]["landed_ms"], 2480)

    def test_captions_and_signer_go_and_come_while_the_film_stands(self):
        files = [self.folder / f"{i}.png" for i in range(5)]
        script = self.folder / "ordres.txt"
        script.write_text(f"pause\nseek 1.5\nscreenshot {files[0]}\nkey S\nscreenshot {files[1]}\n"
                          f"key L\nscreenshot {files[2]}\nkey S\nscreenshot {files[3]}\n"
                          f"key L\nwait 2\nscreenshot {files[4]}\nquit\n")
        self.play("--script", script)
        self.assertGreater(difference(files[0], files[1]), 1, "captions gone")
        self.assertGreater(difference(files[1], files[2]), 2, "signer gone")
        self.assertGreater(difference(files[2], files[3]), 1, "captions back")
        self.assertLess(difference(files[0], files[4]), 0.01, "all as it was")


class Kits(Case):
    def test_pack_info_and_play_tell_the_same(self):
        packed = self.folder / "essai.mallette"
        made = mallette("pack", self.kit, "-o", packed)
        self.assert_status(made, 0)
        self.assertIn("brouillon.txt", made.out, "what is left out is told")
        from_folder = json.loads(mallette("info", self.kit, "--json").out)
        from_file = json.loads(mallette("info", packed, "--json").out)
        self.assertEqual(from_file["film"], from_folder["film"])
        self.assertEqual(from_file["film"][0]["captions"][0]["language"], "fr")
        self.assertEqual(from_file["film"][0]["sign"][0]["path"], "signer.mp4")
        self.assertEqual(from_file["film"][0]["description"][0]["kind"], "mix")
        self.assertIn("fr.example.essai", mallette("info", packed).out)
        a, b = self.play(kit=packed).report, self.play().report
        self.assertEqual((a["film"], a["sign"], a["captions"]), (b["film"], b["sign"], b["captions"]))
        self.assertLess(difference(self.shot(1.5, kit=packed), self.shot(1.5)), 0.01)
        names = zipfile.ZipFile(packed).namelist()
        self.assertEqual(names[0], "mimetype")
        self.assertNotIn("brouillon.txt", names)
        stored = {i.filename: i.compress_type for i in zipfile.ZipFile(packed).infolist()}
        self.assertEqual(stored["film.mp4"], zipfile.ZIP_STORED)

    def test_pack_makes_the_same_bytes_each_time(self):
        again = self.folder / "copie"
        shutil.copytree(self.kit, again)
        os.utime(again / "film.mp4", (0, 10**9))
        first, second = self.folder / "a.mallette", self.folder / "b.mallette"
        self.assert_status(mallette("pack", self.kit, "-o", first), 0)
        self.assert_status(mallette("pack", again, "-o", second), 0)
        self.assertEqual(first.read_bytes(), second.read_bytes())

    def test_a_pack_that_fails_leaves_nothing_behind(self):
        kit = self.folder / "troué"
        shutil.copytree(self.kit, kit)
        (kit / "film.mp4").unlink()
        target = self.folder / "ici"
        target.mkdir()
        failed = mallette("pack", kit, "-o", target / "a.mallette")
        self.assert_status(failed, 1)
        self.assertIn("film.mp4", failed.err)
        self.assertEqual(list(target.iterdir()), [])

    def test_a_deflated_film_in_a_zip_of_anyones_making_plays(self):
        packed = self.folder / "à la main.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kit:
            for name in ("kit.toml", "film.mp4", "signer.mp4", "fr.srt", "mix.m4a"):
                kit.write(self.kit / name, name)
        played = self.play(kit=packed)
        self.assertEqual(played.report["film"]["shown"], 150)
        self.assertEqual(played.report["captions"]["cues"], 3)
        self.assertGreater(played.report["sign"]["shown"], 100)

    def test_a_bare_film_finds_its_neighbours_by_name(self):
        shutil.copy(self.kit / "film.mp4", self.folder / "anna.mp4")
        alone = self.play(kit=self.folder / "anna.mp4", status=0).report
        self.assertEqual((alone["sign"]["shown"], alone["captions"]["cues"]), (0, 0))
        shutil.copy(self.kit / "fr.srt", self.folder / "anna.fr.sdh.srt")
        shutil.copy(self.kit / "signer.mp4", self.folder / "anna.fsl.mp4")
        shutil.copy(self.kit / "mix.m4a", self.folder / "anna.fr.ad.m4a")
        played = self.play("--description", "mix", kit=self.folder / "anna.mp4")
        self.assertEqual(played.report["captions"]["cues"], 3)
        self.assertGreater(played.report["sign"]["shown"], 100)
        self.assertEqual(played.err, "")

    def test_it_runs_through_a_link_from_another_folder(self):
        link = self.folder / "un lien"
        link.symlink_to(PROGRAM)
        played = run(link, "play", "../kit", "--headless", "--no-pace", "--until", "2", "--size", "320x180",
                     report=self.folder / "report.json", cwd=self.folder)
        self.assert_status(played, 0)
        self.assertEqual(played.report["captions"]["cues"], 1)

    def test_playing_leaves_nothing_in_the_home_folder(self):
        home = self.folder / "maison"
        home.mkdir()
        self.play("--until", "1", env={"HOME": str(home), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "",
                                       "XDG_DATA_HOME": ""})
        self.assertEqual(list(home.rglob("*")), [])


class Captions(Case):
    def test_captions_go_to_srt_and_vtt_and_back(self):
        vtt = mallette("captions", self.kit / "fr.srt", "--to", "vtt")
        self.assert_status(vtt, 0)
        self.assertTrue(vtt.out.startswith("WEBVTT"))
        self.assertIn("00:00:03.000 --> 00:00:04.000", vtt.out)
        self.assertIn("Je vous écoute.", vtt.out)
        (self.folder / "a.vtt").write_text(vtt.out, encoding="utf-8")
        srt = mallette("captions", self.folder / "a.vtt", "--to", "srt")
        self.assert_status(srt, 0)
        self.assertEqual(srt.out.replace("\r\n", "\n").strip(), (self.kit / "fr.srt").read_text(encoding="utf-8").strip())

    def test_a_file_that_holds_no_captions_is_refused_by_name(self):
        for name, content in (("lettre.srt", "Bonjour,\nà demain."), ("rien.vtt", "WEBVTT\n\n"),
                              ("film.srt", (self.kit / "film.mp4").read_bytes()[:5000])):
            path = self.folder / name
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            failed = mallette("captions", path, "--to", "vtt")
            self.assert_status(failed, 1)
            self.assertIn(name, failed.err)
            self.assertEqual(failed.out, "")
        self.assert_status(mallette("captions", self.folder / "nulle.srt", "--to", "vtt"), 1)

    def test_a_full_disk_is_told(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "captions", self.kit / "fr.srt", "--to", "vtt"], stdout=full,
                                  stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(complaints(done.stderr.decode()), [])


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    need("ffmpeg")
    with Scratch() as ROOM:
        make_kit(ROOM / "kit")
        result = unittest.main(exit=False, verbosity=2).result
    sys.exit(0 if result.wasSuccessful() else 1)
