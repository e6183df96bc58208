#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session to its end, its report typed and saved, and what comes after: reports added up, papers to print.

    reports.py PROGRAM DEMO_KIT [NAME...]"""
import csv
import html.parser
import io
import json
import os
import pathlib
import sys
import unittest
import xml.etree.ElementTree
import zipfile

from program import Scratch, program_from_arguments, run

PROGRAM = None
KIT = None
VOID = {"meta", "br", "link", "img", "hr", "input"}


class WellFormed(html.parser.HTMLParser):
    """Every element is closed where it was opened; no script, nothing from elsewhere."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.faults, self.text = [], [], [], ""
        self.feed(page)
        if self.open:
            self.faults.append(f"never closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("script", "iframe", "img", "link") or any(name in ("src", "href", "onload") for name, _ in attributes):
            self.faults.append(f"from elsewhere: {tag} {attributes}")

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data):
        self.text += data


def write_script(path, lines):
    path.write_text("\n".join(lines) + "\n")
    return path


END = ['press list-item "19. Merci"', "wait 1s", 'press button "Terminer la séance"', "wait 1s",
       'press button "Terminer la séance"', 'expect text "La séance est terminée"']


def field(name, text):
    return [f'focus text-field "{name}"', f'type "{text}"']


TYPED = ['press button "Remplir le bilan"', 'press list-item "Formation de référents"',
         *field("Département (numéro ou nom)", "35"), *field("Infirmières et infirmiers", "7"),
         *field("Satisfaits du contenu et des outils", "6"), *field("Réponses sur la satisfaction", "7")]


class Case(unittest.TestCase):
    def setUp(self):
        self.scratch = Scratch()
        self.folder = self.scratch.__enter__()
        self.state = self.folder / "state"

    def tearDown(self):
        self.scratch.__exit__()

    def lead(self, *lines, command=("session", None), status=0):
        script = write_script(self.folder / "script", lines)
        words = [KIT if word is None else word for word in command]
        led = run(PROGRAM, *words, "--headless", "--no-pace", "--state", self.state, "--script", script)
        self.assertEqual(led.status, status, str(led))
        return led

    def saved(self, ending):
        files = sorted((self.state / "bilans").glob("*" + ending))
        self.assertEqual(len(files), 1, files)
        return files[0]

    def assert_page(self, page):
        checked = WellFormed(page)
        self.assertEqual(checked.faults, [])
        self.assertIn(("html", {"lang": "fr"}), [(tag, {k: v for k, v in a.items() if k == "lang"}) for tag, a in checked.tags])
        return checked


class Led(Case):
    def test_a_session_led_to_its_end_is_reported_and_its_files_are_read_back(self):
        self.lead("wait 3s", 'press list-item "5. Première question"', "wait 30s", 'press check-box "Le regard, l’immobilité."',
                  *field("Ma remarque sur cette étape", "SECRET : <b>groupe</b> vif"), "wait 1s", *END, *TYPED,
                  'press button "Enregistrer le bilan"', 'expect text "Enregistré. Les fichiers sont ici :"', "quit")
        sent = json.loads(self.saved(".bilan").read_text())
        self.assertEqual((sent["training"], sent["department"], sent["participants"], sent["satisfied"]),
                         ("referents", "35", {"infirmier": 7}, [6, 7]))
        prompt = sent["steps"][4]
        self.assertEqual((prompt["type"], prompt["visited"], prompt["points"][0]), ("prompt", True, 1))
        self.assertGreaterEqual(prompt["elapsed_s"], 30)
        page = self.assert_page(self.saved(".html").read_text())
        for part in ("Formation de référents", "6 sur 7 (86", "Première question"):
            self.assertIn(part, page.text)
        self.assertIn("6 sur 7", self.saved(".md").read_text())
        with zipfile.ZipFile(self.saved(".odt")) as odt:
            self.assertIsNone(odt.testzip())
            first = odt.infolist()[0]
            self.assertEqual((first.filename, first.compress_type), ("mimetype", zipfile.ZIP_STORED))
            self.assertEqual(odt.read("mimetype"), b"application/vnd.oasis.opendocument.text")
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
                xml.etree.ElementTree.fromstring(odt.read(name))
            self.assertIn("Formation de référents", odt.read("content.xml").decode())
        # The remark was not asked for: it is in none of them.
        for ending in (".bilan", ".html", ".md"):
            self.assertNotIn("SECRET", self.saved(ending).read_text())
        self.assertEqual(list(self.state.glob("report-*.draft")), [])
        # Nobody else on this machine reads what was written.
        self.assertEqual(os.stat(self.saved(".bilan")).st_mode & 0o77, 0)

    def test_remarks_are_in_the_trainers_own_report_when_asked_for_and_never_in_what_is_sent(self):
        self.lead("wait 3s", 'press list-item "5. Première question"', "wait 2s",
                  *field("Ma remarque sur cette étape", "SECRET : <b>groupe</b> & co"), "wait 1s", *END,
                  'press button "Remplir le bilan"', 'press toggle "Mes remarques et mes moments repérés, dans mon propre bilan"',
                  'press button "Enregistrer le bilan"', 'expect text "Enregistré. Les fichiers sont ici :"', "quit")
        page = self.assert_page(self.saved(".html").read_text())
        self.assertIn("SECRET : <b>groupe</b> & co", page.text)
        with zipfile.ZipFile(self.saved(".odt")) as odt:
            words = "".join(xml.etree.ElementTree.fromstring(odt.read("content.xml")).itertext())
            self.assertIn("SECRET : <b>groupe</b> & co", words)
        self.assertNotIn("SECRET", self.saved(".bilan").read_text())

    def test_what_was_typed_is_not_lost_by_leaving_and_the_report_is_finished_later(self):
        self.lead("wait 1s", *END, *TYPED, "key Escape", 'press button "Revenir aux kits"', "wait 1s", "quit")
        self.assertEqual(len(list(self.state.glob("report-*.draft"))), 1)
        self.lead('expect button "Terminer le bilan"', 'press button "Terminer le bilan"', 'expect text "35"',
                  'press button "Enregistrer le bilan"', 'expect text "Enregistré. Les fichiers sont ici :"', "key Escape",
                  "wait 1s", 'expect no button "Terminer le bilan"', "quit", command=())
        sent = json.loads(self.saved(".bilan").read_text())
        self.assertEqual((sent["department"], sent["participants"]), ("35", {"infirmier": 7}))
        self.assertEqual(list(self.state.glob("report-*.draft")), [])

    def test_a_session_that_is_left_and_taken_up_again_keeps_what_was_typed(self):
        self.lead("wait 1s", 'press button "Menu"', 'press button "Bilan de la séance"',
                  *field("Département (numéro ou nom)", "974"), "key Escape", "quit")
        self.lead('press button "Reprendre"', "wait 1s", *END, 'press button "Remplir le bilan"', 'expect text "974"',
                  'press button "Enregistrer le bilan"', 'expect text "Enregistré. Les fichiers sont ici :"', "quit", command=(None,))
        self.assertEqual(json.loads(self.saved(".bilan").read_text())["department"], "974")

    def test_what_cannot_be_written_is_told_and_can_be_tried_again(self):
        self.state.mkdir(mode=0o700)
        (self.state / "bilans").write_text("in the way")
        self.lead("wait 1s", *END, 'press button "Remplir le bilan"', 'press button "Enregistrer le bilan"',
                  'expect text "ne peut pas être écrit"', *field("Date de la séance", "9"), 'press button "Enregistrer le bilan"',
                  'expect text "La date n’est pas comprise"', "quit")

    def test_the_papers_are_written_from_the_start_and_from_the_desk(self):
        self.lead('press button "Conducteur à imprimer"', 'press button "Enregistrer le conducteur"',
                  'expect text "Enregistré. Les fichiers sont ici :"', 'press button "L’enregistrer en gros caractères"', "wait 1s",
                  'expect text "-2.html"', "quit", command=(None,))
        plain, large = sorted((self.state / "bilans").glob("conducteur-*.html"), key=lambda path: len(path.name))
        self.assert_page(plain.read_text())
        self.assertIn('class="large"', large.read_text())
        self.lead("wait 1s", 'press button "Menu"', 'press button "Conducteur à imprimer"', 'press button "L’enregistrer en anglais"',
                  'expect text "questionnaire-"', "quit")
        english = next((self.state / "bilans").glob("questionnaire-*.html")).read_text()
        self.assertEqual(WellFormed(english).faults, [])
        self.assertIn("Are you satisfied", english)
        # The kit's own questions, as they are; those for the beginning are not among them.
        self.assertIn("Ce qui m’a été le plus utile", english)
        self.assertNotIn("Ai-je déjà accueilli", english)


def sent_file(path, id_digit, **changes):
    report = {"mallette-bilan": 1, "id": id_digit * 32, "saved_at": 1800000000, "date": "2026-11-27", "training": "directe",
              "tool": "Anna", "department": "35", "participants": {"infirmier": 5},
              "kit": {"id": "fr.x", "title": "Anna", "version": "1", "plan": "Complet"}, "elapsed_s": 3600, "planned_s": 3000,
              "steps": []}
    report.update(changes)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report))


class AddedUp(Case):
    def report(self, *arguments, status=0):
        added = run(PROGRAM, "report", *arguments)
        self.assertEqual(added.status, status, str(added))
        return added

    def rows(self, name="bilans.csv"):
        text = (self.folder / "out" / name).read_bytes()
        self.assertTrue(text.startswith(b"\xef\xbb\xbf"))
        return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))

    def test_reports_are_added_up_the_damaged_named_and_repeats_counted_once(self):
        folder = self.folder / "in"
        sent_file(folder / "a.bilan", "a")
        sent_file(folder / "deep/er/b.bilan", "b", tool="=1+1", participants={"infirmier": 2, "accueil": 1})
        sent_file(folder / "again/a.bilan", "a", saved_at=1800000001, participants={"infirmier": 9})
        sent_file(folder / "later.bilan", "c", **{"mallette-bilan": 2})
        (folder / "broken.bilan").write_text('{"mallette-bilan": 1,')
        (folder / "large.bilan").write_text(" " * (1 << 21))
        (folder / "notes.txt").write_text("no report")
        (folder / "loop").symlink_to(folder)
        added = self.report(folder, "--out", self.folder / "out")
        self.assertIn("Séances : 2. Participantes et participants : 12.", added.out)
        self.assertIn("Bilans d’une séance déjà comptée : 1.", added.out)
        for name in ("later.bilan", "broken.bilan", "large.bilan"):
            self.assertIn(name, added.err)
        self.assertNotIn("notes.txt", added.err)
        rows = self.rows()
        self.assertEqual(sorted(row["Participantes et participants"] for row in rows), ["3", "9"])
        self.assertIn("'=1+1", [row["Outil"] for row in rows])
        page = self.assert_page((self.folder / "out" / "bilans.html").read_text())
        self.assertEqual([tag for tag, _ in page.tags].count("svg"), 7)

    def test_a_period_is_kept_to_and_nothing_is_written_over(self):
        sent_file(self.folder / "in/a.bilan", "a", date="2026-01-31")
        sent_file(self.folder / "in/b.bilan", "b", date="2026-02-01")
        for _ in range(2):
            self.report(self.folder / "in", "--from", "01/02/2026", "--to", "2026-12-31", "--out", self.folder / "out")
        self.assertEqual(len(self.rows("bilans-2026-02-01-2026-12-31.csv")), 1)
        self.assertEqual(len(list((self.folder / "out").iterdir())), 4)

    def test_wrong_usage_and_folders_without_reports_are_told(self):
        (self.folder / "empty").mkdir()
        self.assertIn("aucun bilan", self.report(self.folder / "empty", status=1).err)
        self.assertIn("nowhere", self.report(self.folder / "nowhere", status=1).err)
        sent_file(self.folder / "in/a.bilan", "a")
        self.report(self.folder / "in", "--from", "hier", status=2)
        self.report(self.folder / "in", "--from", "2026-02-01", "--to", "2026-01-01", status=2)
        (self.folder / "file").write_text("x")
        self.assertIn("file", self.report(self.folder / "in", "--out", self.folder / "file", status=1).err)


class Outline(Case):
    def test_the_running_order_is_a_whole_page_of_the_plan_that_is_named(self):
        whole = run(PROGRAM, "outline", KIT)
        self.assertEqual(whole.status, 0, str(whole))
        page = self.assert_page(whole.out)
        for part in ("Conducteur : Accueillir la parole", "Demi-journée", "Tour de table court", "Le regard, l’immobilité.", "0:10"):
            self.assertIn(part, page.text)
        short = run(PROGRAM, "outline", KIT, "--plan", "une-heure", "--large")
        self.assertIn('class="large"', short.out)
        self.assertNotIn("Tour de table court", short.out)
        self.assertEqual(run(PROGRAM, "outline", KIT, "--plan", "nothing").status, 2)
        self.assertEqual(run(PROGRAM, "outline", self.folder / "nowhere").status, 1)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    KIT = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
