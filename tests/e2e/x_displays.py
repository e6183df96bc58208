# SPDX-License-Identifier: GPL-3.0-or-later
"""Displays of a test's own, without screens: one (Xvfb), or two side by side (Xorg with its dummy driver,
because Xvfb cannot).

    with two_displays((1366, 768), (1920, 1080)) as desktop, WindowManager():
        left, right = desktop.displays()
        ...

While it is entered, DISPLAY names it, so that everything of display.py and whatever is started goes there. Each
server takes the first free number and keeps its files to itself: others are not disturbed, no rights are needed."""
import os
import pathlib
import re
import select
import shutil
import subprocess
import tempfile
import time
from typing import NamedTuple

from program import SLOWNESS, need, skip

START_S = 15 * SLOWNESS


class Display(NamedTuple):
    """A rectangle of the desktop."""
    name: str
    x: int
    y: int
    width: int
    height: int


class Desktop:
    """A running X server. Made by one_display() and two_displays()."""

    def __init__(self, make_command):
        self._make_command = make_command
        self._folder = self._server = None
        self._before = {}

    def __enter__(self):
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="mallette-x-"))
        try:
            number = self._start()
            self._become_the_display(number)
            self._arrange()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self):
        told_in, told_out = os.pipe()
        with open(self._folder / "output", "wb") as output:
            self._server = subprocess.Popen([*self._make_command(self._folder), "-displayfd", str(told_out), "-nolisten",
                                             "tcp", "-noreset"], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                            pass_fds=(told_out,))
        os.close(told_out)
        with os.fdopen(told_in, "rb", buffering=0) as told:
            number = b""
            # It is written once the server answers; a server that cannot start closes its end.
            while not number.endswith(b"\n") and select.select([told], [], [], START_S)[0]:
                piece = told.read(16)
                if not piece:
                    break
                number += piece
        if not number.endswith(b"\n"):
            said = "\n".join(path.read_text(errors="replace") for path in self._folder.iterdir() if path.is_file())
            if re.search(r"Failed to load module \"dummy\"", said):
                skip("Xorg's dummy driver is not installed")
            raise RuntimeError(f"the X server did not start:\n{said}")
        return number.decode().strip()

    def _become_the_display(self, number):
        wanted = {"DISPLAY": f":{number}", "SDL_VIDEODRIVER": "x11", "WAYLAND_DISPLAY": None, "XAUTHORITY": None}
        self._before = {name: os.environ.get(name) for name in wanted}
        for name, value in wanted.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value

    def _arrange(self):
        pass

    def displays(self):
        """As they stand now, the primary one first."""
        return _monitors()


def _xrandr(*arguments):
    done = subprocess.run(["xrandr", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"xrandr {' '.join(map(str, arguments))}: {done.stderr}")
    return done.stdout


def _monitors():
    """Of lines like " 0: +*DUMMY0 1366/361x768/203+0+0  DUMMY0"; the asterisk marks the primary one."""
    found = re.findall(r"^ *\d+: \+?(\*?)(\S+) (\d+)/\d+x(\d+)/\d+\+(\d+)\+(\d+)", _xrandr("--listmonitors"), re.M)
    found.sort(key=lambda match: match[0] != "*")
    return [Display(name, int(x), int(y), int(width), int(height)) for _, name, width, height, x, y in found]


class TwoDisplays(Desktop):
    """The left one is primary, as a laptop's own; the right one can be unplugged."""

    OUTPUTS = ("DUMMY0", "DUMMY1")

    def __init__(self, left, right):
        super().__init__(self._command)
        self.sizes = left, right

    def _command(self, folder):
        width = sum(width for width, _ in self.sizes)
        height = max(height for _, height in self.sizes)
        (folder / "conf.d").mkdir()
        (folder / "xorg.conf").write_text(_XORG_CONF.format(width=width, height=height, ram_kib=(width * height * 4 >> 10) * 2))
        # An empty folder in place of the machine's own settings; the driver asks for no console.
        return ["Xorg", "-config", folder / "xorg.conf", "-configdir", folder / "conf.d", "-logfile", folder / "log"]

    def _arrange(self):
        for output, size in zip(self.OUTPUTS, self.sizes):
            if _mode(size) not in _xrandr():
                _xrandr("--newmode", _mode(size), *_timings(*size))
            _xrandr("--addmode", output, _mode(size))
        self.plug_in()

    def _set_right(self, *how):
        left, right = self.OUTPUTS
        _xrandr("--output", left, "--mode", _mode(self.sizes[0]), "--pos", "0x0", "--primary", "--output", right, *how)
        # The driver calls an output connected once it has had a picture, and the server asks it only when
        # somebody asks the server; SDL does not, and so would not know of the display.
        _xrandr("--query")

    def plug_in(self):
        """Side by side, as at the start."""
        self._set_right("--mode", _mode(self.sizes[1]), "--right-of", self.OUTPUTS[0])

    def unplug(self):
        """The right one is switched off: as near as the driver comes to a pulled cable. It is no monitor any more,
        but stays connected, and SDL is told nothing: it is for the program to ask RandR."""
        self._set_right("--off")

    def mirror(self):
        """The right one shows what the left one shows: both begin at the same corner."""
        _xrandr("--addmode", self.OUTPUTS[1], _mode(self.sizes[0]))
        self._set_right("--mode", _mode(self.sizes[0]), "--same-as", self.OUTPUTS[0])


def _mode(size):
    return f"test-{size[0]}x{size[1]}"


def _timings(width, height):
    """For --newmode: 60 Hz with short blanks. Nothing looks at them; they only have to be in order."""
    across, down = (width, width + 48, width + 80, width + 160), (height, height + 3, height + 8, height + 32)
    return [f"{across[3] * down[3] * 60 / 1e6:.2f}", *across, *down, "+hsync", "-vsync"]


_XORG_CONF = """
Section "ServerFlags"
  # No keyboard, mouse or graphics card of this machine; nothing goes dark by itself.
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
  Option "BlankTime" "0"
  Option "StandbyTime" "0"
  Option "SuspendTime" "0"
  Option "OffTime" "0"
EndSection
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam {ram_kib}
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 1-1000
  VertRefresh 1-1000
EndSection
Section "Screen"
  Identifier "screen"
  Device "dummy"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual {width} {height}
  EndSubSection
EndSection
"""


def two_displays(left=(1366, 768), right=(1920, 1080)):
    need("Xorg", "xrandr", "xdotool")
    return TwoDisplays(left, right)


def one_display(size=(1366, 768)):
    need("Xvfb", "xrandr", "xdotool")
    return Desktop(lambda _: ["Xvfb", "-screen", "0", f"{size[0]}x{size[1]}x24"])


class WindowManager:
    """Openbox on the display that DISPLAY names, with none of its own keys: full screen and focus need one."""

    def __enter__(self):
        need("openbox", "xdotool")
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="mallette-wm-"))
        (self._folder / "rc.xml").write_text(_OPENBOX_RC)
        self._child = subprocess.Popen(["openbox", "--config-file", self._folder / "rc.xml"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        try:
            self._await()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _await(self):
        """It is there once it answers for its desktops."""
        end = time.monotonic() + START_S
        while subprocess.run(["xdotool", "get_num_desktops"], capture_output=True).returncode != 0:
            if self._child.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the window manager did not start")
            time.sleep(0.05)

    def __exit__(self, *_):
        self._child.terminate()
        self._child.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


_OPENBOX_RC = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><focusLast>yes</focusLast></focus>
  <desktops><number>1</number></desktops>
  <keyboard/>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""
