"""How much room a text takes in a cell: columns and rows are sized before printing.

Column widths count a Chinese character as two.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from typing import Literal

from optimizer.report.labels import plain

Cell = str | int | float | None
Kind = Literal["text", "left", "centre", "whole", "tenth", "hundredth", "signed"]

MAX_TEXT = 32_767
"""UTF-16 units Excel accepts in a cell."""

_LINE_PT = 13.5
_PADDING_PT = 3


def text_width(text: str) -> int:
    r"""Return the width of the longest line, wide characters counted as two.

    Examples
    --------
    >>> text_width("恩施A"), text_width("a\nbcd")
    (5, 3)
    """
    if text.isascii() and "\n" not in text:
        return len(text)
    lines = text.split("\n")
    return max(
        sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in line)
        for line in lines
    )


def cut(text: str, units: int) -> str:
    """Return as much of a text as takes so many UTF-16 units, no character halved.

    Examples
    --------
    >>> cut("校😀", 2), cut("校😀", 3)
    ('校', '校😀')
    """
    if len(text) * 2 <= units:
        return text
    raw = text.encode("utf-16-le")[: 2 * units]
    return raw.decode("utf-16-le", errors="ignore")


def cell_text(value: object) -> str:
    """Return a value as text that a cell can hold."""
    return cut(plain(value), MAX_TEXT)


def row_height(cells: Iterable[tuple[str, int]]) -> float:
    """Return the points a row of texts needs in cells of these widths."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return _LINE_PT * lines + _PADDING_PT


def shown(value: Cell, kind: Kind) -> str:
    """Return what a cell shows, near enough to measure it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:+.1f}" if kind == "signed" else f"{value:.1f}"
    return plain(value)


def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; a wide character may not fit at the end."""
    room = max(1, width - 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
