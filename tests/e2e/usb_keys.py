# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys for tests: a folder that a disk is mounted at. Only root may mount one: elsewhere a test that makes one is
skipped, with the reason (unittest.SkipTest)."""
import os
import shutil
import subprocess
import time
import unittest


class SmallKey:
    """A disk in memory, which can be write-protected or full."""

    def __init__(self, folder, megabytes):
        self.folder = folder
        folder.mkdir(parents=True)
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", folder], capture_output=True)
        if done.returncode != 0:
            raise unittest.SkipTest("no small disk can be mounted here")

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
                raise unittest.SkipTest(f"{command} is not installed")
        subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
        self.plug_in()

    def plug_in(self):
        # Another device each time, as to the system a key that was put back is.
        made = subprocess.run(["losetup", "--find", "--show", self.image], capture_output=True, text=True)
        if made.returncode != 0:
            raise unittest.SkipTest("no key can be made here")
        self.devices.append(made.stdout.strip())
        self.server = subprocess.Popen(["mount.exfat-fuse", "-d", self.devices[-1], self.folder],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not os.path.ismount(self.folder):
            if self.server.poll() is not None or time.monotonic() > end:
                raise unittest.SkipTest("no key can be mounted here")
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
