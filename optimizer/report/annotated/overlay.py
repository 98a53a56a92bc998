"""Colours laid over cells of a user, and taken off again exactly.

A marked cell keeps its number format, alignment and protection; its fill, border and
font are replaced. What they were is kept as formats of cells in a hidden sheet, and
the number of that cell stands in the three lowest bits of red, green and blue of the
mark's fill: invisible, but it stays with the cell when rows are sorted or inserted
and when other programs save the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any, Final, Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.report.annotated.marks import Kind
from optimizer.tabular import FORMATS_SHEET

AnyCell = Cell | MergedCell

_BASE: Final = {
    Kind.ERROR: 0xF8A8A0,
    Kind.WARNING: 0xF8D888,
    Kind.INFO: 0xD8E8F8,
    Kind.EXCLUDED: 0xD8D8D0,
}
"""Fills; they differ in grey too. The lowest three bits of each part are 0."""

_Line = Literal["thick", "mediumDashed", "dotted", "hair"]

_LINES: Final[dict[Kind, tuple[_Line, str]]] = {
    Kind.ERROR: ("thick", "FFB00000"),
    Kind.WARNING: ("mediumDashed", "FFB06000"),
    Kind.INFO: ("dotted", "FF2F5597"),
    Kind.EXCLUDED: ("hair", "FF7F7F77"),
}
"""Border of each kind: it tells them apart on paper without colour."""

_MOST = 511
"""Number that means: the format was not kept."""


def colour_of(kind: Kind, number: int = 0) -> str:
    """Return the fill of a mark with a number in its lowest bits, as ARGB.

    Examples
    --------
    >>> colour_of(Kind.ERROR), colour_of(Kind.ERROR, 0b001_010_011)
    ('FFF8A8A0', 'FFF9AAA3')
    """
    bits = (number >> 6 & 7) << 16 | (number >> 3 & 7) << 8 | number & 7
    return f"FF{_BASE[kind] | bits:06X}"


def _number_in(argb: str) -> int | None:
    """Return the number in a fill, if it is one of ours."""
    try:
        rgb = int(argb[-6:], 16)
    except ValueError:
        return None
    if rgb & 0xF8F8F8 not in _BASE.values():
        return None
    return (rgb >> 16 & 7) << 6 | (rgb >> 8 & 7) << 3 | rgb & 7


class Overlay:
    """Marks of one workbook: takes the old ones off, puts new ones on.

    Parameters
    ----------
    book
        Workbook to change.
    """

    def __init__(self, book: Any) -> None:
        self._book = book  # its tables of formats are private
        self._kept: list[StyleArray] = []
        self._number_of: dict[tuple[int, int, int], int] = {}
        self._made: dict[tuple[Kind, bool, StyleArray], StyleArray] = {}
        self._merged = {
            (sheet.title, area.start_cell.coordinate)
            for sheet in book.worksheets
            for area in sheet.merged_cells.ranges
        }
        known = self._book._borders
        self._borders = {k: _add(known, _box(*line)) for k, line in _LINES.items()}

    def clear(self) -> None:
        """Take the marks of an earlier run off, and its hidden sheet away."""
        if FORMATS_SHEET not in self._book.sheetnames:
            return
        store = self._book[FORMATS_SHEET]
        kept = [_style_of(store.cell(row, 1)) for row in range(2, store.max_row + 1)]
        for style in kept:
            self._keep(style)
        ours = self._own_fills(len(kept))
        for sheet in self._book.worksheets:
            for cell in _cells(sheet):
                found = ours.get(_style_of(cell).fillId)
                if found is not None:
                    _take_back(cell, kept[found] if found < len(kept) else None)
        self._book.remove(store)

    def _own_fills(self, num_kept: int) -> dict[int, int]:
        """Return the number in each fill that is a mark."""
        found = {}
        for i, fill in enumerate(self._book._fills):
            colour = getattr(getattr(fill, "fgColor", None), "rgb", None)
            number = _number_in(colour) if isinstance(colour, str) else None
            if number is not None and (number < num_kept or number == _MOST):
                found[i] = number
        return found

    def put(self, cell: Any, kind: Kind) -> None:
        """Mark a cell; the first of a merged range keeps its border.

        On opening, the library hands that border on to the whole range, from where it
        could not be taken back.
        """
        is_merged = (cell.parent.title, cell.coordinate) in self._merged
        key = (kind, is_merged, _style_of(cell))
        if key not in self._made:
            self._made[key] = self._styled(cell, kind, has_border=not is_merged)
        cell._style = copy(self._made[key])

    def _styled(self, cell: Any, kind: Kind, *, has_border: bool) -> StyleArray:
        number = self._keep(_style_of(cell))
        colour = colour_of(kind, number)
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        font = copy(cell.font)
        # Black on a light fill: a white heading would vanish.
        font.color = "FF000000"
        style = copy(_style_of(cell))
        style.fillId = _add(self._book._fills, fill)
        style.fontId = _add(self._book._fonts, font)
        if has_border:
            style.borderId = self._borders[kind]
        return style

    def _keep(self, style: StyleArray) -> int:
        """Return the number under which fill, border and font of a style are kept."""
        key = (style.fillId, style.borderId, style.fontId)
        if key not in self._number_of:
            if len(self._kept) >= _MOST:
                return _MOST
            self._number_of[key] = len(self._kept)
            self._kept.append(copy(style))
        return self._number_of[key]

    def store(self) -> None:
        """Add the hidden sheet, as the last one."""
        sheet = self._book.create_sheet(FORMATS_SHEET)
        sheet.sheet_state = "veryHidden"
        sheet.cell(1, 1, FORMATS_SHEET)
        for row, style in enumerate(self._kept, start=2):
            sheet.cell(row, 1, row - 2)._style = copy(style)


def _take_back(cell: Any, kept: StyleArray | None) -> None:
    """Give a cell the fill, border and font it had; none if they were not kept."""
    style = copy(_style_of(cell))
    style.fillId = kept.fillId if kept is not None else 0
    style.borderId = kept.borderId if kept is not None else 0
    if kept is not None:
        style.fontId = kept.fontId
    cell._style = style


def _style_of(cell: Any) -> StyleArray:
    """Return the format of a cell, which a new one lacks."""
    style: StyleArray | None = cell._style
    return style if style is not None else StyleArray()


def _cells(sheet: Worksheet) -> Iterator[AnyCell]:
    """Yield the cells a sheet holds, also styled ones without a value."""
    yield from sheet._cells.values()


def _add(known: Any, item: object) -> int:
    place: int = known.add(item)
    return place


def _box(style: _Line, colour: str) -> Border:
    side = Side(style=style, color=colour)
    return Border(left=side, right=side, top=side, bottom=side)
