# SPDX-License-Identifier: GPL-3.0-or-later
"""Small films and kits, made by ffmpeg while the tests run."""
import pathlib
import subprocess

GREY, WHITE, BLACK = 110, 235, 16
NUMBER_BITS = 7
FLASH_S = 0.12
BEEP_S = 0.10
STEP_HZ = 20
LOWEST_HZ = 600

HEADER = """format = 1
[kit]
id = "fr.example.essai"
title = "Essai"
version = "1"
language = "fr"
"""


def ffmpeg(*arguments, **options):
    return subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *map(str, arguments)], check=True, **options)


class Grid:
    """A grey picture of square cells: some spell a number in black and white, the others flash."""

    def __init__(self, columns, rows, cell, number_cells, flash_cells):
        self.columns, self.rows, self.cell = columns, rows, cell
        self.number_cells, self.flash_cells = number_cells, flash_cells

    @property
    def size(self):
        return self.columns * self.cell, self.rows * self.cell

    def frame(self, number, flash):
        cells = [[GREY] * self.columns for _ in range(self.rows)]
        for bit, (column, row) in enumerate(self.number_cells):
            cells[row][column] = WHITE if number >> bit & 1 else BLACK
        for column, row in self.flash_cells:
            cells[row][column] = WHITE if flash else BLACK
        lines = (b"".join(bytes([value]) * self.cell for value in row) * self.cell for row in cells)
        return b"".join(lines)

    def centre(self, cell):
        """Of a cell, as fractions of the picture's width and height."""
        column, row = cell
        return (column + 0.5) / self.columns, (row + 0.5) / self.rows


# The number stands above, the flash in the middle, and captions have the grey below to themselves.
FILM_GRID = Grid(16, 9, 20, [(i, 0) for i in range(NUMBER_BITS)], [(c, r) for r in (2, 3, 4) for c in range(7)])
SIGN_GRID = Grid(6, 8, 20, [(0, i) for i in range(NUMBER_BITS)], [(c, r) for r in range(1, 6) for c in (2, 3, 4)])


def flash_picture(path, grid, seconds, rate, sound_input=()):
    """Shows the running second's number, and a flash from the very frame at which a second begins.
    The first second has none: the player shows that frame before it starts."""
    width, height = grid.size
    arguments = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{width}x{height}",
                 "-r", str(rate), "-i", "-", *sound_input, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "18",
                 "-pix_fmt", "yuv420p", "-g", str(rate * 2), "-c:a", "aac", "-b:a", "128k", "-t", str(seconds), str(path)]
    child = subprocess.Popen(arguments, stdin=subprocess.PIPE)
    for second in range(seconds):
        lit, dark = grid.frame(second, True), grid.frame(second, False)
        for index in range(rate):
            child.stdin.write(lit if second > 0 and index < FLASH_S * rate else dark)
    child.stdin.close()
    if child.wait() != 0:
        raise RuntimeError(f"ffmpeg could not make {path}")


def flash_film(path, seconds, beep_delay_s=0.0):
    """25 frames a second; with each flash a beep whose pitch tells the second."""
    t = f"(t-{beep_delay_s})"
    beep = f"0.5*sin(2*PI*({LOWEST_HZ}+{STEP_HZ}*floor{t})*mod({t},1))"
    expression = f"if(gte({t},1)*lt(mod({t},1),{BEEP_S}),{beep},0)"
    flash_picture(path, FILM_GRID, seconds, 25,
                  ["-f", "lavfi", "-i", f"aevalsrc='{expression}|{expression}':s=48000:d={seconds}"])


def flash_signer(path, seconds):
    """30 frames a second, portrait."""
    flash_picture(path, SIGN_GRID, seconds, 30)


def plain_film(path, seconds, size="320x180", rate="25", extra=()):
    """Moving test picture and a tone; deterministic."""
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}", "-f", "lavfi", "-i",
           f"sine=f=440:r=48000:d={seconds}", "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p",
           "-g", 50, "-c:a", "aac", "-b:a", "96k", *extra, path)


def plain_signer(path, seconds, rate="359/12"):
    """Portrait, at the odd rate of a phone (29.917 frames a second)."""
    ffmpeg("-f", "lavfi", "-i", f"testsrc=s=270x360:r={rate}:d={seconds}", "-c:v", "libx264", "-preset", "veryfast",
           "-pix_fmt", "yuv420p", "-an", path)


def voice(path, seconds, frequency=880):
    ffmpeg("-f", "lavfi", "-i", f"sine=f={frequency}:r=44100:d={seconds}", "-c:a", "aac", "-b:a", "64k", path)


def stamp(seconds):
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def captions(path, cues):
    """cues: (begin, end, text)."""
    text = "".join(f"{i}\n{stamp(begin)} --> {stamp(end)}\n{words}\n\n" for i, (begin, end, words) in enumerate(cues, 1))
    pathlib.Path(path).write_text(text, encoding="utf-8")


def write_manifest(folder, film, captions_path=None, sign=None, description=(), sign_offset="0ms",
                   captions_offset="0ms"):
    """description: (kind, path) pairs."""
    text = HEADER + f'\n[[film]]\nid = "essai"\ntitle = "Essai"\nvideo = "{film}"\n'
    if captions_path:
        text += (f'  [[film.captions]]\n  path = "{captions_path}"\n  language = "fr"\n  kind = "captions"\n'
                 f'  offset = "{captions_offset}"\n')
    if sign:
        text += f'  [[film.sign]]\n  path = "{sign}"\n  language = "fsl"\n  offset = "{sign_offset}"\n'
    for kind, path in description:
        text += f'  [[film.description]]\n  path = "{path}"\n  language = "fr"\n  kind = "{kind}"\n'
    pathlib.Path(folder, "kit.toml").write_text(text, encoding="utf-8")


def probe(path, entries, stream=None):
    """ffprobe's entries as a dictionary of texts."""
    arguments = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "default=noprint_wrappers=1"]
    if stream:
        arguments += ["-select_streams", stream]
    out = subprocess.run([*arguments, str(path)], check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(line.split("=", 1) for line in out.splitlines() if "=" in line)
