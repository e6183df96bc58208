#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every #include against the floors of the house: an include never goes up, and each
library's headers appear only in the rooms that own it. Usage: includes.py SOURCE_DIR"""
import pathlib
import re
import sys

# From the ground floor up. A room may include itself and what its line names.
MAY_INCLUDE = {
    "kits/base": [],
    "kits": ["kits/base"],
    "subtitles": [],
    "player/media": ["kits/base", "subtitles"],
    "player/documents": ["kits/base"],
    "player/render": ["kits/base", "subtitles", "player/media"],
    "player/session": ["kits/base", "kits"],
    "player/preparation": ["kits/base", "kits", "player/session"],
    "player/speech": ["kits/base"],
    "player/storage": ["kits/base"],
    "player/help": ["kits/base", "kits"],
    "player/policy": ["kits/base", "kits"],
    "player/report": ["kits/base", "kits", "player/session", "player/language"],
    "player/language": ["kits/base", "kits"],
    "player/accessibility": ["player/language"],
    "player/ui": ["kits/base", "kits", "subtitles", "player/language", "player/accessibility", "player/session",
                  "player/help", "player/render", "player/media"],
    "player/room": ["kits/base", "kits", "subtitles", "player/media", "player/documents", "player/render",
                    "player/session", "player/language", "player/help", "player/accessibility"],
    "player/views": ["kits/base", "kits", "player/render", "player/session", "player/preparation", "player/report", "player/language", "player/help",
                     "player/accessibility", "player/ui"],
    "player/app": ["kits/base", "kits", "subtitles", "player/media", "player/render", "player/language",
                   "player/accessibility", "player/session", "player/report", "player/storage", "player/help", "player/policy", "player/ui",
                   "player/documents", "player/room", "player/views", "player/speech", "player/preparation"],
    "player/cli": ["kits/base", "kits", "subtitles", "player/media", "player/render", "player/language",
                   "player/accessibility", "player/session", "player/report", "player/storage", "player/help", "player/policy", "player/ui",
                   "player/documents", "player/room", "player/views", "player/app",
                   "player/speech", "player/preparation"],
}
# Which files may include a library's headers. Public headers (*.h) of a room include none of them,
# but for those that say that they are internal.
LIBRARIES = {
    r"lib(av|sw)\w+/": [r"player/media/"],
    r"SoundTouch": [r"player/media/time_stretch"],
    r"zip\.h": [r"kits/"],
    r"toml\+\+": [r"kits/"],
    r"sodium": [r"kits/"],
    r"poppler": [r"player/documents/"],
    r"ass/": [r"subtitles/"],
    r"fontconfig": [r"player/app/portable"],
    r"libyuv": [r"player/render/"],
    r"espeak": [r"player/speech/espeak_engine"],
    r"samplerate": [r"player/speech/resample"],
    r"imgui": [r"player/ui/"],
    r"stb": [r"player/ui/"],
    r"SDL": [r"player/media/sdl_audio_sink", r"player/render/", r"player/ui/", r"player/app/", r"player/cli/"],
}
# What only some may call: a kit that is opened past the IT department's policy is opened past it for good, and a thread
# that is detached on Windows takes another with it.
CALLS = {r"\bKit::open\(": [r"kits/", r"player/policy/"], r"\bdetach\(": [r"kits/base/lone_thread"]}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def room_of(path):
    for room in sorted(MAY_INCLUDE, key=len, reverse=True):
        if path.startswith(room + "/"):
            return room
    return None


def faults(root):
    for file in sorted([*root.glob("kits/**/*"), *root.glob("subtitles/**/*"), *root.glob("player/**/*")]):
        name = file.relative_to(root).as_posix()
        if file.suffix not in (".h", ".cpp"):
            continue
        room = room_of(name)
        if room is None:
            yield f"{name}: this folder is not in the table"
            continue
        text = file.read_text(encoding="utf-8")
        for call, owners in CALLS.items():
            if re.search(call, text) and not any(re.match(o, name) for o in owners):
                yield f"{name}: calls what matches {call}, which is not its own"
        for quote, included in INCLUDE.findall(text):
            other = room_of(included)
            if quote == '"' and other and other != room and other not in MAY_INCLUDE[room]:
                yield f"{name}: includes {included}, which is not below it"
            for library, owners in LIBRARIES.items():
                if quote == "<" and re.match(library, included) and not any(re.match(o, name) for o in owners):
                    yield f"{name}: includes <{included}>, which is not its own"


def main():
    root = pathlib.Path(sys.argv[1])
    found = list(faults(root))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
