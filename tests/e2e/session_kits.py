# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kit's manifest says of its sessions: the steps, what the room sees of them, and what only the trainer may read."""
import pathlib
import re
import shutil
import tomllib

import films

# Shorter pieces of a text may stand on a wall by chance.
LEAST_LETTERS = 12


def plain(text):
    """With one kind of white space."""
    return re.sub(r"\s+", " ", text)


class Kit:
    def __init__(self, folder):
        self.path = pathlib.Path(folder)
        self.manifest = tomllib.loads((self.path / "kit.toml").read_text(encoding="utf-8"))

    def plan(self, name):
        return next(plan for plan in self.manifest["plan"] if plan["id"] == name)

    def trainers_words(self):
        """Sentences and lines of notes, expected points and follow-ups that were never revealed."""
        texts = []
        for plan in self.manifest["plan"]:
            for step in plan["step"]:
                texts += [step.get("notes", ""), *step.get("expected", []), *step.get("follow_ups", [])]
        for slides in self.manifest.get("slides", []):
            texts += [note["text"] for note in slides.get("notes", [])]
        for questionnaire in self.manifest.get("questionnaire", []):
            for question in questionnaire.get("question", []):
                texts += question.get("expected", [])
        pieces = {plain(piece).strip() for text in texts for piece in re.split(r"\n|(?<=[.?]) ", text)}
        return sorted(piece for piece in pieces if len(piece) >= LEAST_LETTERS)

    def without_trainers_words(self, folder):
        """A copy whose notes and expected points say nothing that the original says."""
        shutil.copytree(self.path, folder, ignore=shutil.ignore_patterns("generator"))
        text = (folder / "kit.toml").read_text(encoding="utf-8")
        text = re.sub(r'^( *notes = )("""(?:.|\n)*?"""|".*")$', r'\1"X"', text, flags=re.M)
        text = re.sub(r"^( *expected = )\[(?:.|\n)*?\]$", r'\1["X"]', text, flags=re.M)
        text = re.sub(r"^( *follow_ups = )\[(?:.|\n)*?\]$", r'\1["X"]', text, flags=re.M)
        text = re.sub(r'(\[\[slides\.notes\]\]\n *page = \d+\n *text = )".*"', r'\1"X"', text)
        (folder / "kit.toml").write_text(text, encoding="utf-8")
        copy = Kit(folder)
        if copy.trainers_words():
            raise RuntimeError(f"these words are still there: {copy.trainers_words()}")
        return copy


def found_in(words, tree):
    """Those of the words that a tree (live_program.Tree) holds."""
    held = plain(" | ".join(node.get(part, "") for node in tree.nodes for part in ("name", "description", "value")))
    return [piece for piece in words if piece in held]


FLASH_PLAN = """
[[plan]]
id = "{plan}"
title = "{plan}"
  [[plan.step]]
  type = "film"
  id = "film-1"
  title = "Premier film"
  film = "essai"
  pause = "after"
  [[plan.step]]
  type = "prompt"
  id = "question-1"
  question = "Première question ?"
  expected = ["Ce qui est attendu de la première."]
  [[plan.step]]
  type = "film"
  id = "film-2"
  title = "Second film"
  film = "essai"
  from = "00:20"
  pause = "after"
  [[plan.step]]
  type = "message"
  id = "fin"
  title = "Fin"
  text = "Merci de votre attention."
"""


def make_flash_kit(folder, seconds=60):
    """Its film shows the running second (flash_screen.py) and sounds all the time; there are two films and a question."""
    folder.mkdir()
    films.flash_picture(folder / "film.mp4", films.FILM_GRID, seconds, 25,
                        ["-f", "lavfi", "-i", f"sine=f=440:r=48000:d={seconds}"])
    films.captions(folder / "fr.srt", [(0, seconds, "Ce sous-titre est là\ndu début à la toute fin du film.")])
    films.write_manifest(folder, "film.mp4", "fr.srt")
    with open(folder / "kit.toml", "a", encoding="utf-8") as manifest:
        manifest.write(FLASH_PLAN.format(plan="essai"))
    return Kit(folder)
