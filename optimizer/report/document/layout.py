"""Measures of a document on paper, after GB/T 9704-2012 as a draft.

Without red head, seal and number: offices paste the text into their own form. Lengths
are millimetres, letters points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from optimizer.messages import Lang
from optimizer.report.blocks import (
    Block,
    Col,
    Heading,
    Para,
    Picture,
    Sheet,
    Table,
    Title,
)
from optimizer.report.fonts import clusters
from optimizer.report.labels import plain
from optimizer.report.widths import MM_PER_PT, width_em


@dataclass(frozen=True)
class Page:
    """Paper and margins; ``number`` is from the lower edge to the page number."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    head: float
    number: float

    @property
    def room(self) -> float:
        """Return the width of the type area."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """Return the height of the type area."""
        return self.height - self.top - self.bottom


UPRIGHT = Page(210, 297, top=37, right=26, bottom=35, left=28, head=20, number=23)
"""A4 with a type area of 156 by 225 mm, the number 7 mm below it (5.2, 7.5)."""

BROAD = Page(297, 210, top=28, right=25, bottom=26, left=25, head=15, number=14)
"""A4 turned: the bound edge is above and keeps its 28 mm, the outer one its 26 mm."""


@dataclass(frozen=True)
class Look:
    """Sizes of letters and pitches of lines, in points.

    ``tighter`` is taken from each letter: 28 letters of size 3 (16 pt) then fit into
    the 156 mm of a line (5.2.3).
    """

    body: float
    pitch: float
    title: float
    title_pitch: float
    note: float
    note_pitch: float
    cell: float
    number: float = 14
    running: float = 9
    tighter: float = 0


LOOKS: dict[Lang, Look] = {
    "zh": Look(16, 28.8, 22, 35, 12, 20, 10.5, tighter=0.25),
    "en": Look(12, 20, 18, 26, 9.5, 14, 9.5),
}
"""In Chinese sizes 3, 2, small 4, 5 and 4: 22 lines of 28 letters a page."""

CELL_LINE = 1.35
"""Pitch of the lines in a cell, in sizes of its letters."""

CELL_MM = (1.5, 0.5)
"""Least room beside and above the text of a cell."""

_HAIR_MM = 0.2
"""Room beside a run for the lines of the frame."""

TITLE_GAP = 0.75
"""Room below a title, and"""

TABLE_GAP = 0.25
"""room around a table, in pitches of lines."""

SIGN_LETTERS = 4
"""Empty letters to the right of a signature or date (7.3.5)."""

SIDES = {"left": "left", "centre": "center", "right": "right"}
"""Sides of a column as HTML and Word name them."""

_SAFE_PART = 0.9
"""Part of a page that a row of estimated height may take without breaking."""

_LEAST_SHARE = 0.1
"""Share of the width of a column that asks for nothing."""

_SHORT_PART = 0.4
"""Part of a page up to which a table moves to the next page as a whole."""

_WHOLE_EM = 6.0
"""Runs up to this width, such as numbers, never break in a cell if there is room."""

_BREAKS = re.compile("[\u2028\u2029]")
_CHINESE_LETTER = (
    "\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"[^\s\u200b{_CHINESE_LETTER}]+")


def clean(text: str) -> str:
    r"""Return a text that all three formats can hold and show alike.

    Examples
    --------
    >>> clean("a\x00\u2028b")
    'a�\nb'
    """
    return _BREAKS.sub("\n", plain(text))


Words = Title | Heading | Para
"""Blocks that are one text."""

Placed = Words | Table | Picture
"""Blocks that stand on a page."""


@dataclass(frozen=True)
class Part:
    """Blocks on pages of one shape."""

    page: Page
    blocks: tuple[Placed, ...]


def parts(blocks: Iterable[Block]) -> Iterator[Part]:
    """Yield what stands on upright and on broad pages; no page is left empty."""
    page, held, is_first = UPRIGHT, list[Placed](), True
    for block in blocks:
        if not isinstance(block, Sheet):
            held.append(block)
            continue
        if held:
            yield Part(page, tuple(held))
            is_first = False
        page, held = (BROAD if block.broad else UPRIGHT), []
    if held or is_first:
        yield Part(page, tuple(held))


def held_to_next(blocks: Sequence[Placed]) -> Iterator[bool]:
    """Tell of each block whether it must stand on the page of the next one.

    A signature and its date are not parted, nor left alone on a page.
    """
    for block, then in zip_longest(blocks, blocks[1:]):
        is_signed = isinstance(then, Para) and then.kind == "sign"
        yield is_signed and isinstance(block, Para)


def column_widths(columns: Sequence[Col], room: float) -> list[float]:
    """Share a width among columns; every one gets something.

    Examples
    --------
    >>> column_widths([Col("a", 1), Col("b", 3)], 100)
    [25.0, 75.0]
    """
    shares = [max(column.width, _LEAST_SHARE) for column in columns]
    return [room * share / sum(shares) for share in shares]


def fitted_widths(table: Table, room: float, look: Look) -> list[float]:
    """Share a width among the columns of a table so that its numbers do not break.

    A column narrower than its longest number or short Latin word takes what it lacks
    from those that have more than they need.

    Parameters
    ----------
    table
        The table.
    room
        Width of all columns together, in millimetres.
    look
        Sizes of its letters.
    """
    shares = column_widths(table.columns, room)
    needs = [
        max((_need(row[at], look) for row in table.rows), default=0.0)
        for at in range(len(shares))
    ]
    lack = sum(max(n - share, 0.0) for n, share in zip(needs, shares, strict=True))
    spare = sum(max(share - n, 0.0) for n, share in zip(needs, shares, strict=True))
    if lack == 0 or lack > spare:
        return shares
    part = lack / spare
    return [
        n if n > share else share - (share - n) * part
        for n, share in zip(needs, shares, strict=True)
    ]


def _need(text: str, look: Look) -> float:
    """Return the width of a cell, in millimetres, that keeps its short runs whole."""
    runs = (width_em(run) for run in _RUN.findall(clean(text)))
    longest = max((em for em in runs if em <= _WHOLE_EM), default=0.0)
    if longest == 0:
        return 0.0
    return longest * look.cell * MM_PER_PT + 2 * CELL_MM[0] + _HAIR_MM


_ROOM_BELOW = 0.98
"""Part of the height of a page a picture takes: the line it stands on needs some."""


def picture_mm(picture: Picture, page: Page) -> tuple[float, float]:
    """Return width and height of a picture that fills the type area of a page."""
    scale = min(
        page.room / picture.width,
        page.depth * _ROOM_BELOW * picture.share / picture.height,
    )
    return picture.width * scale, picture.height * scale


def is_tall(
    table: Table, row: Sequence[str], widths: Sequence[float], page: Page, look: Look
) -> bool:
    """Tell whether a row may be taller than a page, so that it has to break."""
    height = _row_mm(table, row, widths, look) + _head_mm(table, widths, look)
    return height > page.depth * _SAFE_PART


def is_short(table: Table, widths: Sequence[float], page: Page, look: Look) -> bool:
    """Tell whether a table is so short that it stays on one page as a whole."""
    height = _head_mm(table, widths, look)
    for row in table.rows:
        height += _row_mm(table, row, widths, look)
        if height > page.depth * _SHORT_PART:
            return False
    return True


def _head_mm(table: Table, widths: Sequence[float], look: Look) -> float:
    return _text_mm([column.head for column in table.columns], widths, look)


def _row_mm(
    table: Table, row: Sequence[str], widths: Sequence[float], look: Look
) -> float:
    return max(_text_mm(row, widths, look), table.blank_mm or 0.0)


def _text_mm(cells: Sequence[str], widths: Sequence[float], look: Look) -> float:
    """Return how high a row of texts is at most, in millimetres."""
    pairs = zip(cells, widths, strict=True)
    lines = max((_lines(text, width, look) for text, width in pairs), default=1)
    return lines * look.cell * CELL_LINE * MM_PER_PT + 2 * CELL_MM[1]


def _lines(text: str, width: float, look: Look) -> int:
    """Return how many lines a text takes at most; the last letter may not fit."""
    room_em = (width - 2 * CELL_MM[0]) / (look.cell * MM_PER_PT)
    lines = clean(text).split("\n")
    return sum(1 + int(width_em(line) / max(room_em - 1, 1)) for line in lines)


def breakable(text: str, room: float, size: float) -> str:
    """Return a text whose runs without a blank may break where they are too long.

    Parameters
    ----------
    text
        Any text.
    room
        Width of a line in millimetres.
    size
        Size of the letters in points.
    """
    room_em = room / (size * MM_PER_PT)

    def opened(found: re.Match[str]) -> str:
        run = found[0]
        return "\u200b".join(clusters(run)) if width_em(run) > room_em else run

    return _RUN.sub(opened, text)
