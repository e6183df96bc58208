#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window that fills one display in one colour and writes down what SDL tells it. Stands in for the program
where the displays themselves are on trial.

    sdl_window.py DISPLAY-NUMBER RED GREEN BLUE"""
import ctypes
import sys

VIDEO, FULLSCREEN_DESKTOP = 0x20, 0x1001
QUIT, DISPLAY_EVENT, KEY_DOWN, KEY_UP, BUTTON_DOWN = 0x100, 0x150, 0x300, 0x301, 0x401


def load():
    try:
        sdl = ctypes.CDLL("libSDL2-2.0.so.0")
    except OSError:
        sys.exit("SDL is not installed")
    for name in ("SDL_CreateWindow", "SDL_GetWindowSurface"):
        getattr(sdl, name).restype = ctypes.c_void_p
    for name in ("SDL_GetKeyName", "SDL_GetDisplayName", "SDL_GetError"):
        getattr(sdl, name).restype = ctypes.c_char_p
    return sdl


def say(*words):
    print(*words, flush=True)


def bounds(sdl, number):
    rect = (ctypes.c_int * 4)()
    sdl.SDL_GetDisplayBounds(number, rect)
    return tuple(rect)


def paint(sdl, window, colour):
    surface = ctypes.c_void_p(sdl.SDL_GetWindowSurface(window))
    pixel_format = ctypes.c_void_p(ctypes.cast(surface, ctypes.POINTER(ctypes.c_void_p))[1])
    sdl.SDL_FillRect(surface, None, ctypes.c_uint32(sdl.SDL_MapRGB(pixel_format, *map(ctypes.c_uint8, colour))))
    sdl.SDL_UpdateWindowSurface(window)


def tell(sdl, event):
    """SDL_Event, 64 bytes; the places are those of SDL_events.h."""
    words = ctypes.cast(event, ctypes.POINTER(ctypes.c_int32))
    kind = words[0]
    if kind in (KEY_DOWN, KEY_UP):
        repeat = " repeated" if event.raw[13] else ""
        say("key down" if kind == KEY_DOWN else "key up", sdl.SDL_GetKeyName(words[5]).decode() + repeat)
    elif kind == BUTTON_DOWN:
        say("button", words[5], words[6])
    elif kind == DISPLAY_EVENT:
        say("display event", event.raw[12], "of", words[2])
    return kind != QUIT


def main(number, colour):
    sdl = load()
    # The click that brings the focus counts as well, as it does for the program.
    sdl.SDL_SetHint(b"SDL_MOUSE_FOCUS_CLICKTHROUGH", b"1")
    if sdl.SDL_Init(VIDEO) != 0:
        sys.exit(sdl.SDL_GetError().decode())
    for one in range(sdl.SDL_GetNumVideoDisplays()):
        say("display", sdl.SDL_GetDisplayName(one).decode(), *bounds(sdl, one))
    centred = 0x2FFF0000 | number
    window = ctypes.c_void_p(sdl.SDL_CreateWindow(b"test", centred, centred, 320, 200, FULLSCREEN_DESKTOP))
    event = ctypes.create_string_buffer(64)
    going = True
    while going:
        paint(sdl, window, colour)
        sdl.SDL_WaitEventTimeout(None, 30)  # takes none out
        while going and sdl.SDL_PollEvent(event):
            going = tell(sdl, event)


if __name__ == "__main__":
    main(int(sys.argv[1]), tuple(map(int, sys.argv[2:5])))
