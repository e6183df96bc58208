# SPDX-License-Identifier: GPL-3.0-or-later
"""What was heard and when, through SDL's disk driver: it writes each block into a FIFO as soon as it
has been filled, and the reader here stamps it on arrival with the monotonic clock. The first sample of
a block counts as heard at that stamp, the others behind it at 48 kHz."""
import array
import os
import threading
import time

RATE = 48000
CHANNELS = 2
BLOCK_FRAMES = 1024
BLOCK_BYTES = BLOCK_FRAMES * CHANNELS * 4
BLOCK_S = BLOCK_FRAMES / RATE
LOUD = 0.2
SILENT_BEFORE_S = 0.2
LISTEN_S = 0.08


class SoundTap:
    """env() goes to the program; after stop(), blocks is a list of (instant, bytes)."""

    def __init__(self, folder, name="sound.fifo"):
        """The path is the device's name, too: for a second one beside the system's own choice."""
        self.path = os.path.join(folder, name)
        os.mkfifo(self.path)
        self.blocks = []
        self._listening = threading.Event()
        self._listening.set()
        # Held open from both sides: neither the program nor the reader waits for the other to come.
        self._read = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        os.set_blocking(self._read, True)
        self._write = os.open(self.path, os.O_WRONLY)
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def env(self):
        return {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": self.path}

    def _listen(self):
        block, stamp = b"", 0.0
        while data := os.read(self._read, BLOCK_BYTES - len(block)):
            self._listening.wait()
            if not block:
                stamp = time.monotonic()
            block += data
            if len(block) == BLOCK_BYTES:
                self.blocks.append((stamp, block))
                block = b""

    def hold(self):
        """Takes nothing any more: the FIFO fills up, and the driver's thread stays in it."""
        self._listening.clear()

    def let_go(self):
        self._listening.set()

    def stop(self):
        """Once the program has ended."""
        os.close(self._write)
        self._thread.join()
        os.close(self._read)
        os.unlink(self.path)
        return self.blocks


def beeps(blocks):
    """(instant, pitch in Hz) of each sound that begins after a silence."""
    found = []
    last_loud = -1e9
    for index, (instant, data) in enumerate(blocks):
        left = array.array("f", data)[::CHANNELS]
        if max(left) < LOUD and min(left) > -LOUD:
            continue
        onset = next(i for i, x in enumerate(left) if abs(x) >= LOUD)
        if instant - last_loud > SILENT_BEFORE_S and index + 4 < len(blocks):
            following = b"".join(b for _, b in blocks[index:index + 5])
            wave = array.array("f", following)[::CHANNELS][onset:onset + int(LISTEN_S * RATE)]
            crossings = sum(1 for a, b in zip(wave, wave[1:]) if (a < 0) != (b < 0))
            found.append((instant + onset / RATE, crossings / 2 / LISTEN_S))
        last_loud = instant + len(left) / RATE
    return found
