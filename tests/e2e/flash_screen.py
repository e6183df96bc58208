# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the films of films.py back from the screen: which second is shown, what flashes, whether a caption is up."""
import films

# Where the player puts a portrait signer on a screen of 640x360; a test of the layout holds this, not we.
SIGNER_BOX = (420 / 640, 70 / 360, 213 / 640, 284 / 360)
FILM_BOX = (0.0, 0.0, 1.0, 1.0)
# Inside the band of two lines of captions, beside that signer.
CAPTION_BOX = (0.15, 0.79, 0.55, 0.92)
CAPTION_DARK = 85


class Picture:
    """One grey picture of the screen, of whatever size."""

    def __init__(self, width, height, data):
        self.width, self.height, self.data = width, height, data

    def at(self, across, down):
        return self.data[int(down * self.height) * self.width + int(across * self.width)]

    def cell(self, grid, box, cell):
        across, down = grid.centre(cell)
        return self.at(box[0] + across * box[2], box[1] + down * box[3])

    def number(self, grid, box):
        return sum((self.cell(grid, box, cell) > films.GREY) << bit for bit, cell in enumerate(grid.number_cells))

    def is_film(self):
        """Whether the film is on the screen at all: its last field above is always grey."""
        return abs(self.cell(films.FILM_GRID, FILM_BOX, (films.FILM_GRID.columns - 1, 0)) - films.GREY) < 30

    def film_second(self):
        return self.number(films.FILM_GRID, FILM_BOX)

    def signer_second(self):
        return self.number(films.SIGN_GRID, SIGNER_BOX)

    def flashes(self, grid, box):
        return self.cell(grid, box, grid.flash_cells[len(grid.flash_cells) // 2]) > 128

    def has_signer(self):
        """The last digit of its number is always black, and the film behind it grey."""
        digit = self.cell(films.SIGN_GRID, SIGNER_BOX, films.SIGN_GRID.number_cells[-1])
        return digit < films.GREY - 60

    def has_caption(self):
        left, top, right, bottom = (int(x * y) for x, y in zip(CAPTION_BOX, (self.width, self.height) * 2))
        rows = [self.data[y * self.width + left:y * self.width + right] for y in range(top, bottom)]
        return sum(map(sum, rows)) / sum(map(len, rows)) < CAPTION_DARK
