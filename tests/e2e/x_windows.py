# SPDX-License-Identifier: GPL-3.0-or-later
"""What xdotool has no word for, or the wrong one: where a window stands, frame and all, its close button, and a key
that goes down at a known instant."""
import contextlib
import ctypes
import ctypes.util
import time


@contextlib.contextmanager
def x11_connection():
    """libX11 and a connection to the display that DISPLAY names."""
    x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
    window, number, pointer = ctypes.c_ulong, ctypes.c_int, ctypes.c_void_p
    for name, result, arguments in (
            ("XOpenDisplay", pointer, [ctypes.c_char_p]), ("XCloseDisplay", number, [pointer]),
            ("XDefaultRootWindow", window, [pointer]), ("XSync", number, [pointer, number]),
            ("XInternAtom", ctypes.c_ulong, [pointer, ctypes.c_char_p, number]),
            ("XSendEvent", number, [pointer, window, number, ctypes.c_long, pointer]),
            ("XGetGeometry", number, [pointer, window] + [pointer] * 7),
            ("XTranslateCoordinates", number, [pointer, window, window, number, number] + [pointer] * 3)):
        function = getattr(x11, name)
        function.restype, function.argtypes = result, arguments
    # Without a handler of ours a window that has gone would end the test.
    handler = ctypes.CFUNCTYPE(number, pointer, pointer)(lambda *_: 0)
    x11.XSetErrorHandler(handler)
    display = x11.XOpenDisplay(None)
    if not display:
        raise RuntimeError("the X server does not answer")
    try:
        yield x11, display
    finally:
        x11.XCloseDisplay(display)
        x11.XSetErrorHandler(None)


class Window:
    """A window's inside, without the manager's frame, where it stood when this was made; all 0 when it had gone."""

    def __init__(self, number):
        self.number = number
        self.x = self.y = self.width = self.height = 0
        with x11_connection() as (x11, display):
            root, child = ctypes.c_ulong(), ctypes.c_ulong()
            x, y, width, height, border, depth = (ctypes.c_int() for _ in range(6))
            if x11.XGetGeometry(display, number, *map(ctypes.byref, (root, x, y, width, height, border, depth))) == 0:
                return
            x11.XTranslateCoordinates(display, number, root, 0, 0, *map(ctypes.byref, (x, y, child)))
            self.x, self.y, self.width, self.height = x.value, y.value, width.value, height.value

    def fills(self, display):
        return (self.x, self.y, self.width, self.height) == (display.x, display.y, display.width, display.height)

    def is_on(self, display):
        """Its middle is."""
        middle_x, middle_y = self.x + self.width / 2, self.y + self.height / 2
        return (display.x <= middle_x < display.x + display.width and display.y <= middle_y < display.y + display.height)

    def __repr__(self):
        return f"window {self.width}x{self.height}+{self.x}+{self.y}"


class ClientMessage(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("message_type", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5)]


class Event(ctypes.Union):
    _fields_ = [("client", ClientMessage), ("pad", ctypes.c_long * 24)]


def close_button(window):
    """What a window manager sends when the close button is pressed (ICCCM 4.2.8.1)."""
    client_message = 33
    with x11_connection() as (x11, display):
        event = Event()
        event.client.type = client_message
        event.client.window = window
        event.client.message_type = x11.XInternAtom(display, b"WM_PROTOCOLS", 0)
        event.client.format = 32
        event.client.data[0] = x11.XInternAtom(display, b"WM_DELETE_WINDOW", 0)
        x11.XSendEvent(display, window, 0, 0, ctypes.byref(event))
        x11.XSync(display, 0)


class Keyboard:
    """Keys without a program in between: its start would take longer than what is measured."""

    def __enter__(self):
        self._connection = x11_connection()
        self._x11, self._display = self._connection.__enter__()
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst"))
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._x11.XStringToKeysym.argtypes, self._x11.XStringToKeysym.restype = [ctypes.c_char_p], ctypes.c_ulong
        self._x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x11.XKeysymToKeycode.restype = ctypes.c_ubyte
        return self

    def __exit__(self, *error):
        self._connection.__exit__(*error)

    def press(self, name):
        """Gives the instant at which the server had been told, on the monotonic clock."""
        code = self._x11.XKeysymToKeycode(self._display, self._x11.XStringToKeysym(name.encode()))
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, 0)
        before = time.monotonic()
        self._x11.XSync(self._display, 0)
        return before
