# SPDX-License-Identifier: GPL-3.0-or-later
"""The display that DISPLAY names (with_display.sh, x_displays.py): pictures of it, keys, the pointer, windows."""
import os
import subprocess


def _grab(width, height, x, y, *output):
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "x11grab", "-draw_mouse", "0", "-video_size",
                           f"{width}x{height}", "-i", f"{os.environ['DISPLAY']}+{x},{y}", "-frames:v", "1", *output],
                          stdout=subprocess.PIPE, check=True).stdout


def picture(width, height, x=0, y=0):
    """What stands on the screen now, as a grey picture."""
    return _grab(width, height, x, y, "-f", "rawvideo", "-pix_fmt", "gray", "-")


class Colours:
    """What stands on one display, in rows of red, green and blue, each pixel the mean of a square of `shrink`."""

    def __init__(self, of, shrink=8):
        self.width, self.height = of.width // shrink, of.height // shrink
        self.data = _grab(of.width, of.height, of.x, of.y, "-vf", f"scale={self.width}:{self.height}:flags=area",
                          "-f", "rawvideo", "-pix_fmt", "rgb24", "-")

    def at(self, across, down):
        """At a place in fractions of the width and height."""
        pixel = 3 * (int(down * self.height) * self.width + int(across * self.width))
        return tuple(self.data[pixel:pixel + 3])

    def share(self, colour, tolerance=12):
        """How much of the display has this colour, 0 to 1."""
        channels = zip(self.data[0::3], self.data[1::3], self.data[2::3])
        like = sum(all(abs(a - b) <= tolerance for a, b in zip(pixel, colour)) for pixel in channels)
        return like / (self.width * self.height)


def screenshot(path, of):
    """Of one display (x_displays.Display), as a PNG."""
    _grab(of.width, of.height, of.x, of.y, str(path))


def press(*keys):
    """As a keyboard does, to whatever has the keys: "space", "ctrl+l", "F11"."""
    subprocess.run(["xdotool", "key", *keys], check=True)


def hold(key, seconds):
    """Down, and up again after a while; meanwhile the server repeats it, as for any keyboard."""
    subprocess.run(["xdotool", "keydown", key, "sleep", str(seconds), "keyup", key], check=True)


def write(text):
    """Letter by letter, whatever keyboard it takes."""
    subprocess.run(["xdotool", "type", "--delay", "20", "--", text], check=True)


def point(x, y):
    """At a pixel of the whole desktop."""
    subprocess.run(["xdotool", "mousemove", str(round(x)), str(round(y))], check=True)


def click(x, y, button=1):
    point(x, y)
    subprocess.run(["xdotool", "click", str(button)], check=True)


def windows(process):
    """The visible windows of a process."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process)], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    return [int(word) for word in found.stdout.split()]


def point_at_middle(width, height):
    """Without a window manager the keys go to the window under the pointer."""
    point(width // 2, height // 2)


def active_window():
    """The one that has the keys, as the window manager says; None without one."""
    told = subprocess.run(["xdotool", "getactivewindow"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return int(told.stdout) if told.returncode == 0 else None
