# SPDX-License-Identifier: GPL-3.0-or-later
"""Bars as SVG, without a library: a chart is a title and figures by name; Mallette's bar has a colour of its own."""
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, LEFT, RIGHT, BAR, STEP, HEAD = 760, 210, 70, 20, 28, 34
OURS, OTHERS, INK, PAPER = "#2f6fd0", "#9aa7b5", "#1b2229", "#ffffff"


class Chart(NamedTuple):
    title: str
    figures: dict
    form: str


def text(x, y, words, weight="normal", anchor="start"):
    return (f'<text x="{x}" y="{y}" font-weight="{weight}" text-anchor="{anchor}" fill="{INK}">{escape(words)}</text>')


def bars(chart, top):
    largest = max(chart.figures.values()) or 1
    yield text(10, top + 18, chart.title, "bold")
    for row, (name, value) in enumerate(chart.figures.items()):
        y = top + HEAD + row * STEP
        width = (WIDTH - LEFT - RIGHT) * value / largest
        yield text(LEFT - 10, y + 15, name, anchor="end")
        yield (f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" rx="3" '
               f'fill="{OURS if name.startswith("Mallette") else OTHERS}"/>')
        yield text(LEFT + width + 8, y + 15, chart.form.format(value))


def write(path, charts):
    parts, top = [], 0
    for chart in charts:
        parts += bars(chart, top)
        top += HEAD + STEP * len(chart.figures) + 16
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}" '
                    f'font-family="sans-serif" font-size="14"><rect width="{WIDTH}" height="{top}" fill="{PAPER}"/>'
                    + "".join(parts) + "</svg>\n", encoding="utf-8")
