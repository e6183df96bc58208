# SPDX-License-Identifier: GPL-3.0-or-later
"""One palette for the film, the figure in the signer's place and the printed pages."""


def rgb(code: str) -> tuple[float, float, float]:
    return tuple(int(code[i:i + 2], 16) / 255 for i in (1, 3, 5))


def mix(a, b, t: float):
    return tuple(x + (y - x) * t for x, y in zip(a, b))


INK = rgb("#22313B")
CREAM = rgb("#F6EBDA")
WALL = rgb("#EADBC5")
WALL_DEEP = rgb("#DCC8AC")
SAGE = rgb("#9DB3A3")
SAGE_DEEP = rgb("#7E998A")
TEAL = rgb("#2F5D62")
TEAL_DEEP = rgb("#234A50")
OCHRE = rgb("#D99A3D")
OCHRE_DEEP = rgb("#BD7F2B")
BRICK = rgb("#B9583F")
BRICK_DEEP = rgb("#9A4532")
ROSE = rgb("#D8A49A")
SKY = rgb("#BFD8DC")
SKY_LIGHT = rgb("#DCEAE8")
LEAF = rgb("#6F9370")
LEAF_DEEP = rgb("#527A5C")
WOOD = rgb("#B98A5B")
WOOD_DEEP = rgb("#96693F")
FLOOR = rgb("#CDB391")
FLOOR_DEEP = rgb("#BFA37F")
SLATE = rgb("#4A5D68")
WHITE = rgb("#FFFBF3")
PLUM = rgb("#6A4A63")
