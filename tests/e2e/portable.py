#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program on a key: everything it keeps lies there, and nothing anywhere else. Sessions are led in a real window.

    portable.py PROGRAM [NAME...]"""
import os
import pathlib
import shutil
import subprocess
import sys
import time
import unicodedata
import unittest

import films
from program import SLOWNESS, Scratch, need, program_from_arguments, run
from traced import END, SAVE, SESSION, Trace, make_kit, write_script
from usb_keys import ExfatKey, SmallKey
from x_displays import one_display

PROGRAM = None
ROOM = None
KIT = None
UNKEPT = "est protégé en écriture ou plein"


def plug_in(folder):
    """A key with the program in it, laid out as the archive is; gives the program."""
    (folder / "bin").mkdir(parents=True)
    shutil.copy2(PROGRAM, folder / "bin")
    shutil.copytree(PROGRAM.parent.parent / "share", folder / "share")
    (folder / "portable").touch()
    shutil.copytree(KIT, folder / "kits" / "Essai d’été")
    return folder / "bin" / PROGRAM.name


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = ROOM / self.id().split(".")[-1]
        self.watched = self.folder / "machine"
        self.env = {"SDL_AUDIODRIVER": "dummy"}
        # None of XDG_RUNTIME_DIR: what would have gone there goes to the home.
        self.env["XDG_RUNTIME_DIR"] = ""
        for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            (self.watched / name).mkdir(parents=True, mode=0o700)
            self.env[name] = str(self.watched / name)

    def lead(self, program, *arguments, script, trace=None):
        """Its window is the only screen. Ends well, and says nothing."""
        orders = write_script(self.folder / "orders.txt", [*script, "quit"])
        words = [program, *arguments, "--script", orders]
        led = run(*(trace.command(*words) if trace else words), limit_s=90, env=self.env)
        self.assertEqual((led.status, led.err), (0, ""), str(led))

    def start(self, *words):
        return subprocess.Popen([str(word) for word in words], env={**os.environ, **self.env}, cwd="/", stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)

    def wait_for(self, holds, what, started):
        """Until it holds; the program that was started goes on meanwhile."""
        end = time.monotonic() + 60 * SLOWNESS
        while not holds():
            if started.poll() is not None:
                self.fail(f"no {what}: it ended with {started.returncode}\n{started.communicate()[1]}")
            self.assertLess(time.monotonic(), end, f"no {what}")
            time.sleep(0.05)

    def left_behind(self):
        return sorted(str(path) for path in self.watched.rglob("*") if path.parent != self.watched)


class Key(Case):
    def test_a_session_to_its_report_changes_nothing_outside_the_key(self):
        for form in ("NFC", "NFD"):
            with self.subTest(form):
                key = self.folder / unicodedata.normalize(form, "Clé USB é")
                program = plug_in(key)
                trace = Trace(self.folder / f"trace-{form}")
                # Mesa, which would keep what it compiled, draws the picture.
                self.lead(program, "session", key / "kits" / "Essai d’été", "--renderer", "gpu", "--description-to", "room",
                          script=[*SESSION, *END, *SAVE], trace=trace)
                outside = [path for path in trace.changed() if not path.startswith(f"{key}/")]
                self.assertEqual(outside, [])
                self.assertEqual(self.left_behind(), [])
                self.assertEqual(sorted({path[len(f"{key}/"):].split("/")[0] for path in trace.changed()}), ["data"])
                self.assertTrue((key / "data" / "settings.json").exists())
                self.assertEqual(len(list((key / "data" / "bilans").glob("*.odt"))), 1)
                drew = [path for path in trace.opened() if "_dri.so" in path or "libgallium" in path]
                self.assertNotEqual(drew, [], "Mesa was to draw")
                fonts = [path for path in trace.opened() if path.startswith(("/usr/share/fonts", "/var/cache/fontconfig"))]
                self.assertEqual(fonts, [], "a PDF's fonts come from the key")
                self.assertNotEqual([path for path in trace.opened() if "LiberationSans" in path], [])
                self.assertNotEqual([path for path in trace.opened() if path.endswith("fr_dict")], [], "a description was to be spoken")

    def test_a_sound_server_that_is_played_to_leaves_no_cookie(self):
        program = plug_in(self.folder / "key")
        server = self.folder / "server"
        server.mkdir()
        socket = server / "native"
        child = subprocess.Popen(["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L",
                                  f"module-native-protocol-unix auth-anonymous=1 socket={socket}", "-L", "module-null-sink"],
                                 env={**os.environ, "HOME": str(server), "XDG_RUNTIME_DIR": str(server)}, stderr=subprocess.DEVNULL)
        try:
            self.wait_for(socket.exists, "sound server", child)
            self.env.update({"SDL_AUDIODRIVER": "pulseaudio", "PULSE_SERVER": f"unix:{socket}"})
            trace = Trace(self.folder / "trace")
            self.lead(program, "session", self.folder / "key" / "kits" / "Essai d’été", script=SESSION, trace=trace)
        finally:
            child.terminate()
            child.wait()
        self.assertNotEqual([other for other in trace.connections() if str(socket) in other], [], "it was to be played to")
        self.assertEqual(self.left_behind(), [])

    def test_a_second_start_finds_the_first_by_the_key(self):
        program = plug_in(self.folder / "key")
        with self.start(program, "--script", write_script(self.folder / "first.txt", ["wait 60"])) as first:
            try:
                lock = self.folder / "key" / "data" / "instance.lock"
                self.wait_for(lock.exists, "lock", first)
                second = run(program, limit_s=20, env=self.env)
                self.assertEqual((second.status, second.err), (0, ""))
                self.assertIsNone(first.poll())
            finally:
                first.kill()
        self.assertEqual(self.left_behind(), [])

    def test_a_session_is_taken_up_where_the_key_is_plugged_in_next(self):
        before, after = self.folder / "media" / "KEY", self.folder / "media" / "KEY1"
        program = plug_in(before)
        self.lead(program, "session", before / "kits" / "Essai d’été", script=["wait 1s", "next", "wait 1s"])
        before.rename(after)
        self.lead(after / "bin" / PROGRAM.name, script=[
            'expect button "Reprendre"', 'expect text "Essai"', 'press button "Reprendre"', "wait 1s", "next", "next",
            "wait 1s", 'expect no room "Bienvenue"'])
        kept = (after / "data" / "settings.json").read_text(encoding="utf-8")
        self.assertIn("kits/Essai d’été", kept)
        self.assertNotIn(str(self.folder), kept)
        self.assertFalse(before.exists())


class Exfat(Case):
    def key(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        key = ExfatKey(self.folder / "Clé", self.folder / "key.img", 200)
        self.addCleanup(key.discard)
        return key, plug_in(key.folder / "Mallette é")

    def test_a_session_is_led_and_kept_on_it(self):
        key, program = self.key()
        place = program.parent.parent
        self.lead(program, "session", place / "kits" / "Essai d’été", script=[*SESSION, *END, *SAVE])
        key.eject()
        key.plug_in()
        self.assertEqual(len(list((place / "data" / "bilans").glob("*.odt"))), 1)
        self.assertTrue((place / "data" / "settings.json").exists())
        self.assertEqual(self.left_behind(), [])

    def test_pulled_out_in_mid_film_it_is_put_back_and_nothing_is_lost(self):
        key, program = self.key()
        place = program.parent.parent
        folder, kit = place / "kits" / "Essai d’été", place / "kits" / "essai.mallette"
        # So large that little of it is read ahead.
        films.ffmpeg("-f", "lavfi", "-i", "testsrc2=s=640x360:r=25:d=60,noise=alls=40:allf=t", "-f", "lavfi", "-i", "sine=d=60",
                     "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "5M", "-pix_fmt", "yuv420p", "-c:a", "aac", folder / "film.mp4")
        packed = run(PROGRAM, "pack", folder, "-o", kit, env=self.env)
        self.assertEqual(packed.status, 0, str(packed))
        shutil.rmtree(folder)
        key.eject()  # so that all of it is on the key
        key.plug_in()
        seen = {name: self.folder / f"{name}.png" for name in ("playing", "stands", "still-stands")}
        orders = write_script(self.folder / "orders.txt", [
            "wait 1s", 'expect room "Bienvenue"', "next", "wait 1s", "play", "wait 3s", f"screenshot desk {seen['playing']}",
            # What was read ahead is played.
            "wait 20s", 'expect text "Le film s’est arrêté : son fichier ne peut plus être lu."', f"screenshot desk {seen['stands']}",
            "wait 1s", "play", "wait 2s", 'expect text "Le film s’est arrêté : son fichier ne peut plus être lu."',
            f"screenshot desk {seen['still-stands']}", f"wait {round(8 * SLOWNESS)}s", "play", "wait 2s", "pause", 'expect no text "Le film s’est arrêté"',
            "next", "wait 0.3", "next", "wait 2s", "next", "wait 1s", 'expect room "Merci de votre attention."', *END, *SAVE, "quit"])
        with self.start(program, "session", kit, "--script", orders) as led:
            self.wait_for(seen["playing"].exists, "film", led)
            self.wait_until_resident(led, key)
            key.pull_out(kit)
            self.wait_for(seen["stands"].exists, "film that stands", led)
            self.wait_for(seen["still-stands"].exists, "film that still stands", led)
            key.plug_in()
            _, err = led.communicate(timeout=60 * SLOWNESS)
        self.assertEqual(led.returncode, 0, err)
        key.eject()
        key.plug_in()
        self.assertEqual(len(list((place / "data" / "bilans").glob("*.odt"))), 1)
        self.assertEqual(self.left_behind(), [])

    def test_a_program_that_the_loader_starts_needs_its_key_no_more(self):
        # So the archive does where a desktop mounts a key without marking any file as a program.
        key, program = self.key()
        with self.start("/lib64/ld-linux-x86-64.so.2", program, "--script", write_script(self.folder / "orders.txt", ["wait 60"])) as started:
            try:
                self.wait_for((program.parent.parent / "data" / "instance.lock").exists, "lock", started)
                self.wait_until_resident(started, key)
            finally:
                started.kill()

    def wait_until_resident(self, started, key):
        """Nothing that the program runs is read from the key any more."""
        maps = pathlib.Path(f"/proc/{started.pid}/maps")
        self.wait_for(lambda: not any(str(key.folder) in line and " r-xp " in line for line in maps.read_text(encoding="utf-8").splitlines()),
                      "program in memory", started)


class Unwritable(Case):
    def key(self):
        key = SmallKey(self.folder / "Clé", 64)
        self.addCleanup(key.unplug)
        return key, plug_in(key.folder)

    def told_once(self, tree):
        return tree.read_text(encoding="utf-8").count(UNKEPT)

    def lead_and_save_elsewhere(self, key, program):
        elsewhere, tree = self.folder / "ailleurs", self.folder / "tree.json"
        self.lead(program, "session", key.folder / "kits" / "Essai d’été", script=[
            "wait 1s", f'expect text "{UNKEPT}"', f"tree {tree}", *SESSION, *END,
            'press button "Enregistrer le bilan"', 'expect text "Dites où ranger les fichiers"',
            'press button "Choisir un autre dossier"', 'expect text "Dossiers"', "key Escape",
            'focus text-field "Dossier"', f'type "{elsewhere}"', *SAVE])
        self.assertEqual(self.told_once(tree), 1)
        self.assertEqual(len(list(elsewhere.glob("*.odt"))), 1)
        self.assertEqual(self.left_behind(), [])

    def test_a_read_only_key_is_told_once_and_the_report_goes_elsewhere(self):
        key, program = self.key()
        (key.folder / "data").mkdir()
        (key.folder / "data" / "settings.json").write_text('{"version": 1, "theme": "light"}')
        key.make_read_only()
        self.lead_and_save_elsewhere(key, program)
        self.assertEqual(sorted(path.name for path in (key.folder / "data").iterdir()), ["settings.json"])

    def test_a_key_that_was_read_only_from_the_beginning(self):
        key, program = self.key()
        key.make_read_only()
        self.lead_and_save_elsewhere(key, program)

    def test_a_full_key_is_told_once_and_the_report_goes_elsewhere(self):
        key, program = self.key()
        key.fill()
        self.lead_and_save_elsewhere(key, program)


if __name__ == "__main__":
    PROGRAM = program_from_arguments()
    need("strace", "ffmpeg", "pulseaudio")
    with Scratch() as ROOM, one_display((1366, 768)):
        KIT = make_kit(ROOM / "kit")
        result = unittest.main(exit=False, verbosity=2).result
    for _, reason in result.skipped:
        print(f"SKIPPED: {reason}")
    sys.exit(0 if result.wasSuccessful() else 1)
