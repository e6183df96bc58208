# SPDX-License-Identifier: GPL-3.0-or-later
"""Captions, subtitles, descriptions, chapters and transcript, all from the one timeline."""
from __future__ import annotations

from pathlib import Path

from story import COLOUR, FOREIGN, FPS, IN, MUSIC, OFF, SOUND, THOUGHT, Describe, Say, Sound, frames, reading_seconds

NAMES = {"nadia": "Nadia", "karim": "Karim", "helene": "Hélène", "dolores": "Dolores", "narratrice": "Narratrice",
         "haut-parleur": "Haut-parleur", "formatrice": "La formatrice"}
CLASS = {IN: "", OFF: "yellow", SOUND: "red", MUSIC: "magenta", THOUGHT: "cyan", FOREIGN: "lime"}
WIDTH = 40                    # characters a line, the charter's upper bound
NBSP = "\u00a0"


def typeset(text: str) -> str:
    """Non-breaking spaces as French typography wants them."""
    for mark in "?!:;»":
        text = text.replace(" " + mark, NBSP + mark)
    return text.replace("« ", "«" + NBSP)


def stamp(frame: int, comma: bool) -> str:
    ms = frame * 1000 // FPS
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{',' if comma else '.'}{ms % 1000:03}"


def cues(timeline):
    """(start, end, lines) in order of time, never two at once. A line: (where, who, text).

    Lines that join share one caption, each with its dash.
    """
    found = []
    for p in timeline.placed:
        if isinstance(p.beat, Say):
            line = (p.beat.where, p.beat.who, typeset(p.beat.text))
            if p.beat.joins:
                start, _, before = found.pop()
                found.append((start, p.caption_end, [(w, who, "- " + text) for w, who, text in [*before, line]]))
            else:
                found.append((p.start, p.caption_end, [line]))
        elif isinstance(p.beat, Sound):
            found.append((p.start, p.caption_end, [(p.beat.where, "", typeset(p.beat.label))]))
    found.sort(key=lambda cue: cue[0])
    for a, b in zip(found, found[1:]):
        assert a[1] <= b[0], f"captions overlap: {a} {b}"
    for start, end, parts in found:
        text = "\n".join(t for _, _, t in parts)
        lines = text.split("\n")
        assert len(lines) <= 2 and all(len(line) <= WIDTH for line in lines), text
        assert end - start >= sum(frames(0.8 * reading_seconds(t)) for _, _, t in parts), f"too fast to read: {text!r}"
    return found


def write_sdh_srt(path: Path, timeline) -> None:
    out = []
    for i, (start, end, parts) in enumerate(cues(timeline), 1):
        body = "\n".join(f'<font color="{COLOUR[where]}">{text}</font>' for where, _, text in parts)
        out.append(f"{i}\n{stamp(start, True)} --> {stamp(end, True)}\n{body}\n")
    path.write_text("\n".join(out), encoding="utf-8")


def write_sdh_vtt(path: Path, timeline) -> None:
    out = ["WEBVTT - Accueillir la parole, sous-titres pour personnes sourdes et malentendantes",
           "STYLE\n::cue { color: white; background-color: rgba(0, 0, 0, 0.92) }"]
    out += [f"STYLE\n::cue(.{c}) {{ color: {c} }}" for c in ("yellow", "red", "magenta", "cyan", "lime")]
    for i, (start, end, parts) in enumerate(cues(timeline), 1):
        body = "\n".join(_vtt_line(*part) for part in parts)
        out.append(f"{i}\n{stamp(start, False)} --> {stamp(end, False)}\n{body}")
    path.write_text("\n\n".join(out) + "\n", encoding="utf-8")


def _vtt_line(where: str, who: str, text: str) -> str:
    body = f"<c.{CLASS[where]}>{text}</c>" if CLASS[where] else text
    if where == FOREIGN:
        body = f"<lang es>{body}</lang>"
    return f"<v {NAMES[who]}>{body}</v>" if who else body


def write_english(path: Path, timeline) -> None:
    says = sorted((p for p in timeline.of(Say)), key=lambda p: p.start)
    out = [f"{i}\n{stamp(p.start, True)} --> {stamp(p.caption_end, True)}\n{p.beat.en}\n" for i, p in enumerate(says, 1)]
    path.write_text("\n".join(out), encoding="utf-8")


def write_descriptions(path: Path, timeline) -> None:
    out = ["WEBVTT - Accueillir la parole, audiodescription"]
    out += [f"{i}\n{stamp(p.start, False)} --> {stamp(p.sound_end, False)}\n{typeset(p.beat.text)}"
            for i, p in enumerate(timeline.of(Describe), 1)]
    path.write_text("\n\n".join(out) + "\n", encoding="utf-8")


def write_transcript(path: Path, timeline) -> None:
    out = ["# Accueillir la parole : transcription", "",
           "Ce qui se dit, ce qui s’entend et ce qui se voit, dans l’ordre du film. "
           "Les passages en italique décrivent l’image ; les sons sont entre crochets.", ""]
    titles = dict(timeline.chapters)
    for p in sorted(timeline.placed, key=lambda p: p.start):
        for frame in [f for f in titles if f <= p.start]:
            out += [f"## {titles.pop(frame)} ({stamp(frame, False)[3:8]})", ""]
        b = p.beat
        if isinstance(b, Describe):
            out += [f"*{typeset(b.text)}*", ""]
        elif isinstance(b, Sound):
            out += [f"[{typeset(b.label)}]", ""]
        else:
            how = {OFF: ", hors champ", THOUGHT: ", en pensée" if b.who == "nadia" else "", FOREIGN: ", en espagnol"}.get(b.where, "")
            out += [f"**{NAMES[b.who]}{how} :** {typeset(b.text.replace(chr(10), ' '))}", ""]
    path.write_text(typeset("\n".join(out)).rstrip() + "\n", encoding="utf-8")
