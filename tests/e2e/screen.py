# SPDX-License-Identifier: GPL-3.0-or-later
"""What stood on the screen and when, taken by ffmpeg's x11grab.

x11grab stamps a frame with the system's wall clock right before it asks the X server for the picture.
What is new in a frame was therefore shown after the stamp of the frame before, and not later than this
frame's stamp and the few milliseconds that the server took to answer. The stamps are brought to the
monotonic clock, which the sound is stamped with, by the difference of the two clocks; that they kept
this difference during the grab is checked."""
import os
import subprocess
import threading
import time

RATE = 60
GRAB_S = 1.0 / RATE


def wall_to_monotonic():
    """The difference of the clocks, from the closest of a few readings."""
    best = None
    for _ in range(20):
        before, wall, after = time.monotonic(), time.time(), time.monotonic()
        if best is None or after - before < best[0]:
            best = (after - before, (before + after) / 2 - wall)
    return best[1]


class ScreenGrab:
    """Frames of the display, in grey, each pixel the mean of a square of `shrink` pixels.
    After stop(): frames is a list of (instant, bytes)."""

    def __init__(self, width, height, shrink, display=None):
        self.width, self.height = width // shrink, height // shrink
        self.frames = []
        self._offset = wall_to_monotonic()
        stamps_in, stamps_out = os.pipe()
        picture = f"scale={self.width}:{self.height}:flags=area,format=gray,split[a][b]"
        each = ["-fps_mode", "passthrough", "-enc_time_base", "1:1000000", "-flush_packets", "1"]
        self._child = subprocess.Popen(
            ["ffmpeg", "-v", "error", "-nostdin", "-f", "x11grab", "-draw_mouse", "0", "-framerate", str(RATE),
             "-video_size", f"{width}x{height}", "-i", display or os.environ["DISPLAY"], "-copyts",
             "-filter_complex", f"[0:v]{picture}",
             "-map", "[a]", *each, "-f", "rawvideo", "pipe:1", "-map", "[b]", *each, "-f", "framecrc", f"pipe:{stamps_out}"],
            stdout=subprocess.PIPE, pass_fds=(stamps_out,))
        os.close(stamps_out)
        self._pictures, self._stamps = [], []
        self._threads = [threading.Thread(target=self._read_pictures),
                         threading.Thread(target=self._read_stamps, args=(stamps_in,))]
        for thread in self._threads:
            thread.start()

    def _read_pictures(self):
        size = self.width * self.height
        while len(picture := self._child.stdout.read(size)) == size:
            self._pictures.append(picture)

    def _read_stamps(self, pipe):
        time_base = 1e-6
        with os.fdopen(pipe) as lines:
            for line in lines:
                if line.startswith("#tb 0:"):
                    numerator, denominator = line.split(":")[1].split("/")
                    time_base = int(numerator) / int(denominator)
                elif not line.startswith("#"):
                    self._stamps.append(int(line.split(",")[2]) * time_base)

    def has_begun(self):
        return len(self._pictures) > 0

    def stop(self):
        self._child.terminate()
        for thread in self._threads:
            thread.join()
        self._child.wait()
        self._child.stdout.close()
        drift = abs(wall_to_monotonic() - self._offset)
        if drift > 0.002:
            raise RuntimeError(f"the system's clock was set during the measurement, by {drift * 1000:.1f} ms")
        self.frames = [(stamp + self._offset, picture) for stamp, picture in zip(self._stamps, self._pictures)]
        return self.frames

    def rate(self):
        """How many frames a second were really taken."""
        if len(self.frames) < 2:
            return 0.0
        return (len(self.frames) - 1) / (self.frames[-1][0] - self.frames[0][0])
