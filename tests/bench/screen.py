# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on the screen, read as a person would: which frame of the film, whether the signer is there, whether
there is text. One pixel can be asked for often."""
import ctypes
import subprocess
import time

import material


class XImage(ctypes.Structure):
    """The head of Xlib's XImage, as far as its pixels."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.POINTER(ctypes.c_ubyte)), ("byte_order", ctypes.c_int), ("bitmap_unit", ctypes.c_int),
                ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class Screen:
    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.x11.XOpenDisplay.restype = self.x11.XDefaultRootWindow.restype = ctypes.c_void_p
        self.x11.XGetImage.restype = ctypes.POINTER(XImage)
        self.x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                                       ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        self.root = ctypes.c_void_p(self.x11.XDefaultRootWindow(self.display))

    def pixel(self, x, y):
        """Red, green, blue."""
        image = self.x11.XGetImage(self.display, self.root, x, y, 1, 1, 0xFFFFFFFF, 2)
        blue, green, red = image.contents.data[0:3]
        self.x11.XDestroyImage(image)
        return red, green, blue

    def until_lit(self, limit_s=30):
        """A picture stands there: the film's dark band is not black. When, in time.monotonic()."""
        end = time.monotonic() + limit_s
        while time.monotonic() < end:
            if min(self.pixel(60, material.HEIGHT - 30)) > 16:
                return time.monotonic()
            time.sleep(0.001)
        raise RuntimeError("no picture came")


class Look:
    """A whole screenshot."""

    def __init__(self):
        grab = ["ffmpeg", "-v", "error", "-nostdin", "-f", "x11grab", "-draw_mouse", "0", "-video_size",
                f"{material.WIDTH}x{material.HEIGHT}", "-i", subprocess.os.environ["DISPLAY"], "-frames:v", "1", "-f", "rawvideo",
                "-pix_fmt", "rgb24", "-"]
        self.data = subprocess.run(grab, check=True, stdout=subprocess.PIPE).stdout

    def at(self, x, y):
        place = 3 * (y * material.WIDTH + x)
        return tuple(self.data[place:place + 3])

    def frame_number(self):
        middle = material.SQUARE // 2
        return sum((self.at(material.SQUARE * bit + middle, middle)[1] > 128) << bit for bit in range(material.NUMBER_BITS))

    def signer_stands(self, margin):
        """The magenta corner, where a signer of its own size stands in the film's lower right corner."""
        x = material.WIDTH - margin - material.SIGN_WIDTH + material.MAGENTA_SIDE // 2
        y = material.HEIGHT - margin - material.SIGN_HEIGHT + material.MAGENTA_SIDE // 2
        red, green, blue = self.at(x, y)
        return red > 150 and blue > 150 and green < 100

    def text_stands(self):
        """Bright pixels on the film's dark band."""
        bright = sum(min(self.at(x, y)[:2]) > 180 for y in range(material.BAND_TOP, material.HEIGHT, 3)
                     for x in range(100, 1300, 3))
        return bright > 150

    def faults(self, margin):
        """What a viewer would miss."""
        there = [(self.frame_number() > 0, "the film"), (self.signer_stands(margin), "the signer"),
                 (self.text_stands(), "captions")]
        return [what for stands, what in there if not stands]
