# SPDX-License-Identifier: GPL-3.0-or-later
"""The script of the film, and the timeline that follows from it.

Everything that has a time in this kit (picture, voices, captions, description, chapters) is laid out
here, once, from the lengths of the synthesised voices. One tick is one frame: 1/25 s.
"""
from __future__ import annotations

from dataclasses import dataclass, field

FPS = 25

# How a line reaches the viewer; the French caption code gives each a colour.
IN, OFF, SOUND, MUSIC, THOUGHT, FOREIGN = "in", "off", "sound", "music", "thought", "foreign"
COLOUR = {IN: "white", OFF: "yellow", SOUND: "red", MUSIC: "magenta", THOUGHT: "cyan", FOREIGN: "lime"}
# WebVTT and SubRip know "lime" as the pure green of teletext; the code calls the colour "green".


@dataclass
class Say:
    """A spoken line: what is heard (`spoken`), what is read (`text`, lines broken by hand)."""
    who: str
    text: str
    en: str
    spoken: str = ""
    where: str = IN
    after: float = 0.35
    joins: bool = False      # one caption with the line before, a dash for each speaker


@dataclass
class Sound:
    """A sound that starts now and lets the story go on. `label` is its caption."""
    effect: str
    label: str
    seconds: float = 1.6
    where: str = SOUND
    en: str = ""


@dataclass
class Describe:
    """Audio description; the story waits for it."""
    text: str
    spoken: str = ""
    before: float = 0.2
    after: float = 0.35


@dataclass
class Rest:
    seconds: float


@dataclass
class Mark:
    """Names this instant for the picture and for the sound."""
    name: str


@dataclass
class Shot:
    name: str
    chapter: str = ""
    beats: list = field(default_factory=list)


FILM = [
    Shot("titre", "Titre", [
        Rest(0.4), Sound("", "Musique douce au piano", 3.0, MUSIC),
        Describe("Accueillir la parole. Un film d’animation.", before=0.8, after=0.8),
        Say("narratrice", "Neuf heures, dans une mairie.", "Nine o'clock, at a town hall.", where=THOUGHT, after=0.4),
    ]),
    Shot("attente", "La salle d’attente", [
        Rest(0.4), Mark("porte"), Sound("door", "Une porte s’ouvre", 1.7), Rest(0.5),
        Describe("Salle d’attente. Nadia entre, seule, en manteau ocre.", after=0.3),
        Mark("arrivee"),
        Say("nadia", "Bonjour. Cette place est libre ?", "Hello. Is this seat free?"),
        Mark("reponse"),
        Say("dolores", "Sí, claro. Siéntese, por favor.", "Yes, of course. Please sit down.", where=FOREIGN),
        Mark("assise"), Rest(0.5), Sound("chime", "Carillon", 1.2), Rest(1.25),
        Say("haut-parleur", "Le numéro 24 est attendu à l’accueil.", "Number 24, to the front desk, please.",
            "Le numéro vingt-quatre, est attendu, à l’accueil.", OFF, after=0.4),
    ]),
    Shot("telephone", "", [
        Rest(0.3), Mark("vibreur-1"), Sound("buzz", "Vibreur de téléphone", 1.8), Rest(1.2),
        Describe("Elle lit, se fige, retourne l’appareil."),
        Mark("pensee"),
        Say("nadia", "Et si l’on ne me croyait pas ?", "What if they don't believe me?", where=THOUGHT, after=0.8),
    ]),
    Shot("accueil", "Le guichet", [
        Describe("Au guichet, Karim, agent d’accueil."),
        Say("karim", "Bonjour, madame. Je vous écoute.", "Good morning, madam. How can I help?"),
        Say("nadia", "C’est pour un changement d’adresse.", "It's about a change of address.", after=0.5),
        Mark("vibreur-2"), Sound("buzz", "Le téléphone vibre encore", 2.0), Rest(2.1),
        Say("karim", "Prenez votre temps.", "Take your time.", after=0.9),
        Say("nadia", "Mon mari ne doit pas savoir\nque je suis venue.", "My husband mustn't know\nI came here.", after=0.7),
        Say("karim", "Rien ne se fera sans votre accord.", "Nothing will happen unless you agree."),
        Say("karim", "Voulez-vous voir une infirmière,\nau calme ?", "Would you like to see a nurse,\nin private?", after=0.5),
        Say("nadia", "Oui. Je veux bien.", "Yes. I would."),
        Mark("karim-leve"), Sound("steps", "Bruits de pas", 1.8),
        Describe("Karim se lève et lui montre une porte.", before=0.4, after=0.6),
    ]),
    Shot("bureau", "Le bureau calme", [
        Describe("Un petit bureau, deux fauteuils, un arbre à la fenêtre.", before=0.5),
        Say("helene", "Je suis Hélène, infirmière.", "I'm Hélène, a nurse."),
        Say("helene", "Je le demande à toutes les femmes :\navez-vous peur, à la maison ?",
            "I ask every woman I see:\nare you afraid at home?", after=0.5),
    ]),
    Shot("silence", "", [
        Mark("tic-tac"), Sound("clock", "Tic-tac de l’horloge", 2.2),
        Describe("Nadia serre ses mains l’une dans l’autre.", before=0.4, after=1.0),
        Say("nadia", "Il contrôle tout.\nMon argent, mes sorties.", "He controls everything.\nMy money, where I go.", after=0.5),
        Say("nadia", "Quand il crie, j’ai peur.\nLes enfants aussi.", "When he shouts, I'm frightened.\nSo are the children.", after=0.7),
        Mark("croire"),
        Say("helene", "Je vous crois.", "I believe you.", where=OFF, after=0.8),
    ]),
    Shot("ecoute", "", [
        Say("helene", "Vous n’y êtes pour rien.\nIl n’a pas le droit de faire cela.", "None of this is your fault.\nHe has no right to do this."),
        Say("helene", "Êtes-vous en sécurité, ce soir ?", "Will you be safe tonight?"),
        Say("nadia", "Ce soir, oui. Je dors chez ma sœur.", "Tonight, yes. I'm staying at my sister's.", where=OFF, after=0.5, joins=True),
    ]),
    Shot("numero", "Le relais", [
        Mark("carte"),
        Describe("Hélène pose une carte sur la table.", after=0.3),
        Say("helene", "Le 3919 est gratuit et anonyme,\njour et nuit.", "3919 is free and anonymous,\nday and night.",
            "Le trente-neuf, dix-neuf, est gratuit, et anonyme, jour et nuit."),
        Say("helene", "Garder ce papier est-il risqué ?", "Would it be risky to keep this card?"),
        Say("nadia", "Oui. Je vais retenir le numéro.", "Yes. I'll remember the number.", after=0.8, joins=True),
        Mark("releve"),
        Say("nadia", "Personne ne m’avait\nposé la question.", "No one had ever\nasked me that question.", after=0.6),
    ]),
    Shot("dehors", "La sortie", [
        Mark("musique-2"), Rest(0.2), Sound("", "La musique reprend", 2.4, MUSIC),
        Describe("Nadia sort de la mairie, tête haute, dans le soleil.", before=0.5, after=0.5),
        Say("narratrice", "Poser la question,\nc’est ouvrir une porte.", "Asking the question\nis opening a door.", where=THOUGHT, after=1.2),
    ]),
    Shot("fin", "Les numéros", [
        Describe("3919, Violences Femmes Info. En danger immédiat : le 17, ou le 114 par SMS.",
                 "Trente-neuf, dix-neuf, Violences Femmes Info. En danger immédiat : le dix-sept, "
                 "ou le cent quatorze par SMS.", before=0.6, after=1.2),
    ]),
]

# A short talk, "paroles d'expertes": one speaker, one picture.
CLIP = [
    Shot("parole", "", [
        Rest(0.6),
        Say("formatrice", "On croit qu’il faut trouver\nles mots justes.", "We think we have to find\nthe right words."),
        Say("formatrice", "Il faut surtout poser la question,\npuis se taire et écouter.",
            "What matters is to ask,\nthen be quiet and listen.", after=0.5),
        Say("formatrice", "Croire, dire la loi, orienter :\nle reste se fait à plusieurs.",
            "Believe her, name the law, refer her on:\nthe rest is teamwork.", after=1.2),
    ]),
]


def reading_seconds(text: str) -> float:
    """Time to read `text` after the French SDH charter: 12 characters in 1 s, 20 in 2 s, 36 in 3 s, 60 in 4 s."""
    n = len(text.replace("\n", " "))
    points = [(0, 0.8), (12, 1.0), (20, 2.0), (36, 3.0), (60, 4.0), (84, 5.0)]
    for (n0, t0), (n1, t1) in zip(points, points[1:]):
        if n <= n1:
            return t0 + (t1 - t0) * (n - n0) / (n1 - n0)
    raise ValueError(f"too long for one caption: {text!r}")


@dataclass
class Placed:
    """A beat with its times, in frames. `end` is the end of the sound or of the caption, whichever is asked."""
    beat: object
    shot: str
    start: int
    sound_end: int
    caption_end: int = 0


@dataclass
class Timeline:
    placed: list
    shots: dict      # name -> (first frame, frame after the last)
    marks: dict      # name -> frame
    chapters: list   # (frame, title)
    frames: int

    def of(self, kind):
        return [p for p in self.placed if isinstance(p.beat, kind)]


def frames(seconds: float) -> int:
    return max(0, round(seconds * FPS))


def lay_out(shots, length_of) -> Timeline:
    """Places every beat. `length_of(beat)` is the length in seconds of its synthesised voice."""
    placed, spans, marks, chapters, now = [], {}, {}, [], 0
    for shot in shots:
        first = now
        if shot.chapter:
            chapters.append((now, shot.chapter))
        for beat in shot.beats:
            if isinstance(beat, Rest):
                now += frames(beat.seconds)
            elif isinstance(beat, Mark):
                marks[beat.name] = now
            elif isinstance(beat, Sound):
                placed.append(Placed(beat, shot.name, now, now + frames(beat.seconds), now + frames(beat.seconds)))
            elif isinstance(beat, Describe):
                now += frames(beat.before)
                end = now + frames(length_of(beat)) + 1
                placed.append(Placed(beat, shot.name, now, end))
                now = end + frames(beat.after)
            else:
                end = now + frames(length_of(beat)) + 1
                # The caption may outlast the voice so that it can be read; 0.9 stays well within the charter's 20 %.
                shown = max(end + 3, now + frames(0.9 * reading_seconds(beat.text)))
                if beat.joins:
                    placed[-1].caption_end = shown
                placed.append(Placed(beat, shot.name, now, end, shown))
                now = max(end + frames(beat.after), shown + 2)
        spans[shot.name] = (first, now)
    return Timeline(placed, spans, marks, chapters, now)
