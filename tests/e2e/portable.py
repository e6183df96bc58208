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
from program import SLOWNESS, Scratch, complaints, need, program_from_arguments, run
from traced import END, SAVE, SESSION, Trace, make_kit, write_script
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
            self.wait_for(socket.exists, "the sound server")
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
        first = self.start(program, "wait 60")
        try:
            lock = self.folder / "key" / "data" / "instance.lock"
            self.wait_for(lock.exists, "the lock")
            second = run(program, limit_s=20, env=self.env)
            self.assertEqual((second.status, second.err), (0, ""))
            self.assertIsNone(first.poll())
        finally:
            first.kill()
            first.wait()
        self.assertEqual(self.left_behind(), [])

    def start(self, program, *script):
        orders = write_script(self.folder / "first.txt", script)
        return subprocess.Popen([program, "--script", orders], env={**os.environ, **self.env})

    def wait_for(self, holds, what):
        end = time.monotonic() + 20
        while not holds():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.05)

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


class SmallKey:
    """A disk in memory at a folder. Only root may mount one: elsewhere the test is skipped, said aloud."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        folder.mkdir(parents=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", folder], capture_output=True)
        if done.returncode != 0:
            print("SKIPPED: no small disk can be mounted here")
            raise unittest.SkipTest("no small disk")

    def make_read_only(self):
        subprocess.run(["mount", "-o", "remount,ro", self.folder], check=True)

    def fill(self):
        with open(self.folder / "plein", "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass

    def unplug(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


class ExfatKey:
    """A key with the file system that keys mostly have, which can be pulled out and put back."""

    def __init__(self, folder, image, megabytes):
        self.folder, self.image = folder, image
        self.devices, self.server = [], None
        folder.mkdir(parents=True)
        with open(image, "wb") as file:
            file.truncate(megabytes << 20)
        for command in ("mkfs.exfat", "mount.exfat-fuse", "losetup"):
            if shutil.which(command) is None:
                self._skip(f"{command} is not installed")
        subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
        self.plug_in()

    def _skip(self, reason):
        print(f"SKIPPED: {reason}")
        raise unittest.SkipTest(reason)

    def plug_in(self):
        # Another device each time, as to the system a key that was put back is.
        made = subprocess.run(["losetup", "--find", "--show", self.image], capture_output=True, text=True)
        if made.returncode != 0:
            self._skip("no key can be made here")
        self.devices.append(made.stdout.strip())
        self.server = subprocess.Popen(["mount.exfat-fuse", "-d", self.devices[-1], self.folder],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not os.path.ismount(self.folder):
            if self.server.poll() is not None or time.monotonic() > end:
                self._skip("no key can be mounted here")
            time.sleep(0.05)

    def pull_out(self, *files):
        """Without a word to anyone. What the kernel kept of these files goes too, as it would of larger ones: a film is read
        as a whole, in the background, for its loudness."""
        for file in files:
            with open(file, "rb") as open_file:
                os.posix_fadvise(open_file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if self.server is not None:
            self.server.kill()
            self.server.wait()
            self.server = None
        subprocess.run(["umount", "-l", self.folder], capture_output=True)

    def eject(self):
        subprocess.run(["umount", self.folder], check=True)
        self.server.wait()
        self.server = None

    def discard(self):
        self.pull_out()
        for device in self.devices:
            subprocess.run(["losetup", "--detach", device], capture_output=True)


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
        with subprocess.Popen([program, "session", kit, "--script", orders], env={**os.environ, **self.env},
                              cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as led:
            self.wait_for(led, seen["playing"])
            self.wait_until_resident(led, key)
            key.pull_out(kit)
            self.wait_for(led, seen["stands"])
            self.wait_for(led, seen["still-stands"])
            key.plug_in()
            out, err = led.communicate(timeout=60 * SLOWNESS)
        self.assertEqual(led.returncode, 0, out + err)
        key.eject()
        key.plug_in()
        self.assertEqual(len(list((place / "data" / "bilans").glob("*.odt"))), 1)
        self.assertEqual(self.left_behind(), [])

    def wait_until_resident(self, led, key):
        """Nothing that it runs is read from the key any more."""
        end = time.monotonic() + 30 * SLOWNESS
        maps = pathlib.Path(f"/proc/{led.pid}/maps")
        while any(str(key.folder) in line and " r-xp " in line for line in maps.read_text(encoding="utf-8").splitlines()):
            self.assertLess(time.monotonic(), end, "still read from the key")
            time.sleep(0.1)

    def wait_for(self, led, picture):
        end = time.monotonic() + 60 * SLOWNESS
        while not picture.exists():
            if led.poll() is not None:
                self.fail(f"it ended with {led.returncode} before {picture.name}\n{led.communicate()[1]}")
            self.assertLess(time.monotonic(), end, picture.name)
            time.sleep(0.1)


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
    sys.exit(0 if result.wasSuccessful() else 1)
