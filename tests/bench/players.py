# SPDX-License-Identifier: GPL-3.0-or-later
"""Two players that are given the same work: each is started, asked how it fares, and accounted for by the kernel.

    run = Mallette(PROGRAM).play(kit, 10)
    run.cpu_s, run.peak_kib, run.shown, run.dropped

Both play all tracks: the film, the signer drawn at 540x720 in the lower right corner, the description's voice mixed
into the film's sound, and captions. Neither has a sound device: both take sound at its pace and throw it away."""
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time
from typing import NamedTuple

import material

SIZE = f"{material.WIDTH}x{material.HEIGHT}"
MARGIN = 22  # pixels between the signer and the picture's edges, as Mallette lays it out


class Run(NamedTuple):
    wall_s: float
    cpu_s: float
    peak_kib: int
    shown: int | None = None
    dropped: int | None = None
    report: dict | None = None


class Started:
    """A running player; end() waits for it, and gives its share of the kernel's account."""

    def __init__(self, command, env=None):
        self.began = time.monotonic()
        self.child = subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})

    def end(self, **facts):
        said = self.child.stderr.read().decode("utf-8", "replace")
        _, status, usage = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        if self.child.returncode != 0:
            raise RuntimeError(f"{self.child.args[0]} ended with {self.child.returncode}: {said}")
        return Run(time.monotonic() - self.began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, **facts)

    def cpu_s(self):
        """So far."""
        fields = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def kill(self):
        self.child.kill()
        self.child.wait()


class Mallette:
    name = "Mallette"

    def __init__(self, program):
        self.program = program
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))

    def start(self, kit, *options, all_tracks=True):
        tracks = ("--sign", "on", "--sign-width", 100 * material.SIGN_WIDTH / material.WIDTH, "--description", "voice")
        return Started([self.program, "play", kit, "--size", SIZE, *(tracks if all_tracks else ()), *options],
                       {"SDL_AUDIODRIVER": "dummy"})

    def play(self, kit, seconds, looked_at=lambda: None):
        report = self.folder / "report.json"
        started = self.start(kit, "--until", seconds, "--report", report)
        looked_at()
        run = started.end()
        told = json.loads(report.read_text())
        return run._replace(shown=told["film"]["shown"], dropped=told["film"]["dropped"], report=told)

    def seeks(self, kit, targets):
        """How long each took, in ms, from the order to the picture's hand-over; every one on the frame asked for."""
        script = self.folder / "seeks.txt"
        report = self.folder / "report.json"
        script.write_text("pause\nwait 1\n" + "".join(f"seek {target:.3f}\nwait 0.4\n" for target in targets) + "quit\n")
        self.start(kit, "--script", script, "--report", report).end()
        seeks = json.loads(report.read_text())["seeks"]
        frame_ms = 1000 / material.RATE
        for seek in seeks:
            if not -1 <= seek["target_ms"] - seek["landed_ms"] < frame_ms:
                raise RuntimeError(f"a seek to {seek['target_ms']} landed at {seek['landed_ms']}")
        return [seek["took_ms"] for seek in seeks]

    def paused(self, kit):
        """A window with a film that stands."""
        script = self.folder / "pause.txt"
        script.write_text("wait 2\npause\nwait 60\nquit\n")
        return self.start(kit, "--script", script)


    def on_a_question(self, kit):
        """A session that waits for people to talk."""
        return Started([self.program, "session", kit, "--state", self.folder / "state"], {"SDL_AUDIODRIVER": "dummy"})


class Mpv:
    COMMON = ("--no-config", "--no-osc", "--osd-level=0", "--hwdec=no", "--load-scripts=no", "--ytdl=no", "--sub-auto=no",
              "--audio-file-auto=no", f"--geometry={SIZE}+0+0", "--no-border", "--really-quiet", "--ao=null")

    def __init__(self, video_output):
        self.video_output = video_output
        self.name = f"mpv, {video_output}"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bench-"))

    def start(self, kit, *options, all_tracks=True):
        graph = (f"[vid1][vid2]overlay=x=W-w-{MARGIN}:y=H-h-{MARGIN}[vo];"
                 "[aid1][aid2]amix=inputs=2:normalize=0[ao]")
        tracks = (f"--external-file={kit / 'signer.mp4'}", f"--external-file={kit / 'voice.m4a'}", f"--lavfi-complex={graph}",
                  f"--sub-file={kit / 'film.fr.sdh.srt'}")
        return Started(["mpv", *self.COMMON, f"--vo={self.video_output}", *(tracks if all_tracks else ()), *options,
                        kit / "film.mp4"], {"SDL_AUDIODRIVER": "dummy", "SDL_RENDER_DRIVER": "software"})

    def play(self, kit, seconds, looked_at=lambda: None):
        with Ipc(self.folder) as ipc:
            started = self.start(kit, f"--end={seconds}", ipc.option, "--keep-open=always")
            ipc.connect()
            looked_at()
            ipc.until_true("eof-reached")
            dropped = ipc.get("frame-drop-count") + ipc.get("decoder-frame-drop-count")
            tracks = {track["type"] for track in ipc.get("track-list") if track["selected"]}
            ipc.send("quit")
            run = started.end(dropped=dropped)
        if not {"video", "audio", "sub"} <= tracks:
            raise RuntimeError(f"mpv played only {tracks}")
        return run

    def seeks(self, kit, targets):
        took = []
        with Ipc(self.folder) as ipc:
            started = self.start(kit, ipc.option, "--pause")
            ipc.connect()
            time.sleep(1)
            for target in targets:
                ipc.drain()
                begin = time.monotonic()
                ipc.send("seek", target, "absolute+exact")
                ipc.until_event("playback-restart")
                took.append((time.monotonic() - begin) * 1000)
                time.sleep(0.4)
            ipc.send("quit")
            started.end()
        return took

    def paused(self, kit):
        return self.start(kit, "--start=2", "--pause")


class Ipc:
    """mpv's own line of orders and answers."""

    def __init__(self, folder):
        self.path = folder / "mpv.sock"
        self.option = f"--input-ipc-server={self.path}"
        self.socket, self.rest, self.requests, self.waiting = None, b"", 0, []

    def __enter__(self):
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(self, *_):
        if self.socket is not None:
            self.socket.close()

    def connect(self):
        for _ in range(1000):
            try:
                self.socket = socket.socket(socket.AF_UNIX)
                self.socket.connect(str(self.path))
                self.socket.settimeout(30)
                return
            except (FileNotFoundError, ConnectionRefusedError):
                self.socket.close()
                time.sleep(0.01)
        raise RuntimeError("mpv does not answer")

    def send(self, *command):
        self.requests += 1
        self.socket.sendall(json.dumps({"command": command, "request_id": self.requests}).encode() + b"\n")
        return self.requests

    def _next(self):
        while b"\n" not in self.rest:
            more = self.socket.recv(65536)
            if not more:
                raise RuntimeError("mpv has gone")
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return json.loads(line)

    def get(self, name):
        request = self.send("get_property", name)
        while True:
            told = self._next()
            if told.get("request_id") == request and "error" in told:
                return told.get("data") or 0
            self.waiting.append(told)

    def drain(self):
        self.waiting.clear()
        self.socket.setblocking(False)
        try:
            while self.socket.recv(65536):
                pass
        except BlockingIOError:
            pass
        self.socket.settimeout(30)
        self.rest = b""

    def until_event(self, name):
        while self._next().get("event") != name:
            pass

    def until_true(self, name):
        """Asked now and then: it costs mpv less than being told of each change."""
        while self.get(name) is not True:
            time.sleep(0.2)
