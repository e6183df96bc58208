# SPDX-License-Identifier: GPL-3.0-or-later
"""The program watched from the kernel's side, with strace: which files it makes, changes or opens, which sockets.

    trace = Trace(folder / "trace")
    led = run(*trace.command(PROGRAM, "session", kit), env=...)
    trace.changed()    # paths, whole
    trace.sockets()    # lines, but for those of AF_UNIX"""
import re

import films

# All that names a file, and all that opens a way out of the machine.
CALLS = "%file,socket,socketpair,connect,bind,sendto,io_uring_setup"
# Devices keep nothing.
DEVICES = ("/dev/null", "/dev/tty", "/dev/dri/", "/dev/snd/", "/dev/nvidia")
CHANGES = ("mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "link", "linkat",
           "symlink", "symlinkat", "creat", "truncate", "mknod", "mknodat", "chmod", "fchmodat", "chown", "lchown",
           "fchownat", "utime", "utimes", "utimensat", "setxattr", "lsetxattr")
CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")


def _text(quoted):
    """What strace writes between quotation marks, as the file's name."""
    return quoted.encode("latin-1").decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")


class Trace:
    def __init__(self, path):
        self.path = path

    def command(self, *words):
        """To be run in place of these words."""
        return ["strace", "-f", "-y", "-s", "4096", "-o", str(self.path), "-e", f"trace={CALLS}", *map(str, words)]

    def _calls(self):
        """Each call whole: its name, and its arguments with what came of it."""
        begun = {}
        for line in self.path.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
            resumed = RESUMED.match(line)
            if resumed and resumed[1] in begun:
                line = begun.pop(resumed[1]) + resumed[2]
            elif line.endswith("<unfinished ...>"):
                begun[line.split(" ", 1)[0]] = line[:-len("<unfinished ...>")]
                continue
            call = CALL.match(line)
            if call:
                yield call[1], call[2]
        for line in begun.values():  # of threads that ended with the program
            call = CALL.match(line)
            if call:
                yield call[1], call[2]

    def _paths(self, arguments):
        """Names as they were given, after the folder that they are relative to."""
        paths = []
        for folder, name in re.findall(r'(?:(?:\d+|AT_FDCWD)<((?:[^>\\]|\\.)*)>, )?"((?:[^"\\]|\\.)*)"', arguments):
            name = _text(name)
            paths.append(name if name.startswith("/") or not folder else f"{_text(folder)}/{name}")
        return paths

    def opened(self):
        """What could be opened, for whatever end."""
        return [path for name, arguments in self._calls() if name in ("open", "openat", "openat2") and "= -1" not in arguments
                for path in self._paths(arguments)]

    def changed(self):
        """What was made, changed or removed, or opened so that it could have been. Attempts that failed do not count."""
        changed = set()
        for name, arguments in self._calls():
            if "= -1" in arguments:
                continue
            opens = name in ("open", "openat", "openat2") and re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE", arguments)
            if opens or name in CHANGES:
                changed.update(self._paths(arguments))
        return sorted(path for path in changed if not path.startswith(DEVICES))

    def sockets(self):
        """Of any family but the desktop's own, and whatever else could reach out."""
        return [f"{name}({arguments}" for name, arguments in self._calls()
                if name in ("socket", "socketpair", "connect", "bind") and "AF_UNIX" not in arguments and "= -1 EBADF" not in arguments
                or name == "io_uring_setup"]

    def connections(self):
        """Every attempt of them, also what failed: a sound server that is asked for, and is not there."""
        return [arguments for name, arguments in self._calls() if name == "connect"]


def pdf(text, extra=b"", catalogue=b""):
    """One page whose words are set in Helvetica, and in a font that no machine has; neither is in the file."""
    content = f"BT /F1 24 Tf 20 150 Td ({text}) Tj ET BT /F2 24 Tf 20 50 Td ({text}) Tj ET".encode("ascii")
    objects = [b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R %s"
               b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % extra,
               b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               b"<< /Type /Font /Subtype /TrueType /BaseFont /NowhereSans /Encoding /WinAnsiEncoding >>"]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


PLAN = """
[[sheet]]
id = "fiche"
title = "Fiche"
path = "fiche.pdf"
[[plan]]
id = "court"
title = "Court"
  [[plan.step]]
  type = "message"
  title = "Bienvenue"
  text = "Bienvenue à toutes et à tous."
  [[plan.step]]
  type = "film"
  title = "Le film"
  film = "essai"
  pause = "after"
  [[plan.step]]
  type = "sheet"
  sheet = "fiche"
  title = "La fiche"
  [[plan.step]]
  type = "closing"
  title = "Merci"
  text = "Merci de votre attention."
"""

# The whole of it, in a window that is the only screen.
SESSION = ["wait 1s", 'expect room "Bienvenue"', "next", "wait 1s", "key A", "play", "wait 3s", "pause", "wait 0.5", "next", "next", "wait 2s",
           "next", "wait 1s", 'expect room "Merci de votre attention."']
END = ["key F3", 'press button "Notes et éléments attendus"', 'press button "Cet écran n’est pas projeté"', "wait 0.5",
       'press button "Terminer la séance"', "wait 1s", 'press button "Terminer la séance"',
       'expect text "La séance est terminée"', 'press button "Remplir le bilan"']
SAVE = ['press button "Enregistrer le bilan"', 'expect text "Enregistré. Les fichiers sont ici :"']


def make_kit(folder, sheet=None):
    """A film with captions, a signer and a spoken description; a sheet; a session of four steps."""
    folder.mkdir(parents=True)
    films.plain_film(folder / "film.mp4", 6)
    films.plain_signer(folder / "signe.mp4", 6)
    films.captions(folder / "fr.srt", [(0, 6, "Un sous-titre à lire.")])
    (folder / "dit.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:03.000\nUne salle vide.\n", encoding="utf-8")
    (folder / "fiche.pdf").write_bytes(sheet or pdf("Fiche sans police"))
    films.write_manifest(folder, "film.mp4", "fr.srt", "signe.mp4", [("text", "dit.vtt")])
    with open(folder / "kit.toml", "a", encoding="utf-8") as manifest:
        manifest.write(PLAN)
    return folder


def write_script(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
