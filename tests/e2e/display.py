# SPDX-License-Identifier: GPL-3.0-or-later
"""The display of with_display.sh: one picture of it, keys, and the window's close button."""
import ctypes
import ctypes.util
import os
import subprocess


def picture(width, height):
    """What stands on the screen now, as a grey picture."""
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "x11grab", "-draw_mouse", "0", "-video_size",
                           f"{width}x{height}", "-i", os.environ["DISPLAY"], "-frames:v", "1", "-f", "rawvideo",
                           "-pix_fmt", "gray", "-"], stdout=subprocess.PIPE, check=True).stdout


def press(*keys):
    """As a keyboard does, to whatever has the keys: "space", "ctrl+l", "F11"."""
    subprocess.run(["xdotool", "key", *keys], check=True)


def windows(process):
    """The visible windows of a process."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process)], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    return [int(word) for word in found.stdout.split()]


def point_at_middle(width, height):
    """Without a window manager the keys go to the window under the pointer."""
    subprocess.run(["xdotool", "mousemove", str(width // 2), str(height // 2)], check=True)


class _ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class _Event(ctypes.Union):
    _fields_ = [("client", _ClientMessage), ("pad", ctypes.c_long * 24)]


def close_button(window):
    """What a window manager sends when the close button is pressed (ICCCM 4.2.8.1); xdotool has no word for it."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    x11.XSendEvent.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p]
    x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    client_message = 33
    event = _Event()
    event.client.type = client_message
    event.client.window = window
    event.client.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
    event.client.format = 32
    event.client.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
    x11.XSendEvent(display, window, 0, 0, ctypes.byref(event))
    x11.XSync(display, 0)
    x11.XCloseDisplay(display)
