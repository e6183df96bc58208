# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a person runs it: command line in, status, words and reports out."""
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile

# What a sanitizer costs; the build says so through the environment.
SLOWNESS = float(os.environ.get("MALLETTE_SLOWNESS", "1"))


def skip(reason):
    """ctest reads the word and reports the test as skipped."""
    print(f"SKIPPED: {reason}")
    sys.exit(0)


def need(*commands):
    for command in commands:
        if shutil.which(command) is None:
            skip(f"{command} is not installed")


def program_from_arguments():
    """The first argument is the program; what stands behind it is left to the test."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} PROGRAM")
    return pathlib.Path(sys.argv.pop(1)).resolve()


def outside_data(*parts):
    """A folder of real files from elsewhere, or None where there are none."""
    root = os.environ.get("MALLETTE_TEST_DATA")
    path = pathlib.Path(root, *parts) if root else None
    return path if path and path.exists() else None


class Scratch:
    """A folder of this test's own, removed at the end; kept where MALLETTE_KEEP is set."""

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="mallette-e2e-"))

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        if os.environ.get("MALLETTE_KEEP"):
            print(f"kept: {self.path}")
        else:
            shutil.rmtree(self.path, ignore_errors=True)


class Run:
    """What one run of the program came to. status is None when it had to be stopped."""

    def __init__(self, status, out, err, report):
        self.status, self.out, self.err, self.report = status, out, err, report

    @property
    def hung(self):
        return self.status is None

    @property
    def crashed(self):
        return self.status is not None and self.status not in (0, 1, 2)

    def __str__(self):
        return f"status {self.status}\n--- standard output\n{self.out}\n--- standard error\n{self.err}"


def run(program, *arguments, limit_s=60.0, report=None, env=None, cwd=None):
    """Runs it to its end. The limit is stretched for slow builds; `report` is read when it is there."""
    arguments = [str(a) for a in arguments]
    if report is not None:
        pathlib.Path(report).unlink(missing_ok=True)
        arguments += ["--report", str(report)]
    child = subprocess.Popen([str(program), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, cwd=cwd)
    try:
        out, err = child.communicate(timeout=limit_s * SLOWNESS)
        status = child.returncode
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        out, err = child.communicate()
        status = None
    found = None
    if report is not None and pathlib.Path(report).exists():
        found = json.loads(pathlib.Path(report).read_text(encoding="utf-8"))
    return Run(status, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"), found)


def complaints(err):
    """What is wrong with what was said on standard error: each line must be one sentence of ours."""
    wrong = []
    for line in err.splitlines():
        if not line.startswith("mallette: ") or not line.rstrip().endswith((".", ")")):
            wrong.append(line)
    return wrong


def png_size(path):
    head = pathlib.Path(path).read_bytes()[:24]
    if head[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError(f"{path} is not a PNG")
    return struct.unpack(">II", head[16:24])


def pixels(path):
    """A picture file as rows of RGB bytes, with its width."""
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    return png_size(path)[0], raw


def difference(a, b):
    """Mean absolute difference of two pictures, 0 to 255; the whole range where their sizes differ."""
    (width_a, raw_a), (width_b, raw_b) = pixels(a), pixels(b)
    if width_a != width_b or len(raw_a) != len(raw_b):
        return 255.0
    return sum(abs(x - y) for x, y in zip(raw_a, raw_b)) / len(raw_a)
