# SPDX-License-Identifier: GPL-3.0-or-later
"""A file that is dropped on a window, as a file manager does it: XDND version 5, by
https://www.freedesktop.org/wiki/Specifications/XDND/ - the words that source and target say to each other.

    drop(window_number, "/home/anna/kit.mallette")"""
import ctypes
import pathlib
import time

from x_windows import ClientMessage, Event, x11_connection

PATIENCE_S = 10
SELECTION_REQUEST, SELECTION_NOTIFY, CLIENT_MESSAGE = 30, 31, 33


class SelectionRequest(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("owner", ctypes.c_ulong), ("requestor", ctypes.c_ulong), ("selection", ctypes.c_ulong),
                ("target", ctypes.c_ulong), ("property", ctypes.c_ulong), ("time", ctypes.c_ulong)]


class Selection(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int), ("display", ctypes.c_void_p),
                ("requestor", ctypes.c_ulong), ("selection", ctypes.c_ulong), ("target", ctypes.c_ulong),
                ("property", ctypes.c_ulong), ("time", ctypes.c_ulong)]


class _Source:
    def __init__(self, x11, display, target, path):
        self.x11, self.display, self.target = x11, display, target
        pointer, window, number = ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int
        x11.XCreateSimpleWindow.restype = window
        x11.XCreateSimpleWindow.argtypes = [pointer, window] + [number] * 5 + [window, window]
        x11.XSetSelectionOwner.argtypes = [pointer, window, window, window]
        x11.XChangeProperty.argtypes = [pointer, window, window, window, number, number, ctypes.c_char_p, number]
        x11.XPending.argtypes = [pointer]
        x11.XNextEvent.argtypes = [pointer, pointer]
        self.window = x11.XCreateSimpleWindow(display, x11.XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0)
        self.content = (pathlib.Path(path).resolve().as_uri() + "\r\n").encode()

    def atom(self, name):
        return self.x11.XInternAtom(self.display, name.encode(), 0)

    def say(self, name, *data):
        """A client message; the first word is always the source's window."""
        event = Event()
        event.client.type, event.client.window = CLIENT_MESSAGE, self.target
        event.client.message_type, event.client.format = self.atom(name), 32
        for place, word in enumerate([self.window, *data]):
            event.client.data[place] = word
        self.send(self.target, event)

    def send(self, window, event):
        self.x11.XSendEvent(self.display, window, 0, 0, ctypes.byref(event))
        self.x11.XSync(self.display, 0)

    def until(self, name):
        """The answer of this name; meanwhile the file is given to whoever asks for it."""
        end, event = time.monotonic() + PATIENCE_S, Event()
        while time.monotonic() < end:
            while self.x11.XPending(self.display):
                self.x11.XNextEvent(self.display, ctypes.byref(event))
                kind = ctypes.cast(ctypes.byref(event), ctypes.POINTER(ctypes.c_int))[0]
                if kind == SELECTION_REQUEST:
                    self.give(ctypes.cast(ctypes.byref(event), ctypes.POINTER(SelectionRequest)).contents)
                elif kind == CLIENT_MESSAGE and event.client.message_type == self.atom(name):
                    return ClientMessage.from_buffer_copy(event.client)
            time.sleep(0.01)
        raise AssertionError(f"no {name} came")

    def give(self, asked):
        self.x11.XChangeProperty(self.display, asked.requestor, asked.property, asked.target, 8, 0, self.content,
                                 len(self.content))
        event = Event()
        told = ctypes.cast(ctypes.byref(event), ctypes.POINTER(Selection)).contents
        told.type, told.requestor, told.selection = SELECTION_NOTIFY, asked.requestor, asked.selection
        told.target, told.property, told.time = asked.target, asked.property, asked.time
        self.send(asked.requestor, event)

    def drop(self):
        self.x11.XSetSelectionOwner(self.display, self.atom("XdndSelection"), self.window, 0)
        self.say("XdndEnter", 5 << 24, self.atom("text/uri-list"))
        self.say("XdndPosition", 0, 40 << 16 | 40, 0, self.atom("XdndActionCopy"))
        if not self.until("XdndStatus").data[1] & 1:
            raise AssertionError("the window takes no files")
        self.say("XdndDrop", 0, 0)
        self.until("XdndFinished")


def drop(window, path):
    with x11_connection() as (x11, display):
        _Source(x11, display, window, path).drop()
