"""Personal data in a user's workbook is not handed on in its copy."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.report.annotated.marks import Annotations, Kind, Masked
from optimizer.tabular import cell_text

_HEADER_DEPTH = 10
"""Rows at the top of a sheet that may hold its header."""

_COLONS = " :："

_SHORTEST = 3
"""Shorter texts hold no personal data."""


def hide_personal(book: Workbook, main: Worksheet, given: Annotations) -> None:
    """Put words or stars in place of what is not to be shown, in every sheet.

    Parameters
    ----------
    book
        Workbook to change.
    main
        Sheet the table was read from.
    given
        Columns to hide, how a text is hidden, and which headers mean personal data.
    """
    for each in given.masked:
        _hide_column(_sheet_of(book, each.sheet, main), each, given.mask)
    left_out = {m.row for m in given.marks if m.kind is Kind.EXCLUDED}
    for sheet in book.worksheets:
        _hide_answers(sheet, given, left_out if sheet is main else None)
        if sheet is not main:
            for each in list(_private_columns(sheet, given)):
                _hide_column(sheet, each, given.mask)
        for cell in list(sheet._cells.values()):
            _hide_cell(cell, given)
    book.properties.creator = ""
    book.properties.lastModifiedBy = None


def _sheet_of(book: Workbook, name: str | None, main: Worksheet) -> Worksheet:
    found: Worksheet = book[name] if name in book.sheetnames else main
    return found


def _private_columns(sheet: Worksheet, given: Annotations) -> Iterator[Masked]:
    """Yield the columns of a sheet nobody read whose header means personal data."""
    for row in sheet.iter_rows(min_row=1, max_row=min(_HEADER_DEPTH, sheet.max_row)):
        for cell in row:
            if isinstance(cell.value, str) and given.is_private(cell.value):
                yield Masked(cell.column, cell.row)


def _hide_answers(
    sheet: Worksheet, given: Annotations, rows: Container[int] | None
) -> None:
    """Hide what a cell says whose left neighbour asks for a person: 校长, then 李某.

    Parameters
    ----------
    sheet
        Sheet to change.
    given
        How a text is hidden, and the word in place of one.
    rows
        Rows to look at: signatures and titles; ``None`` for all.
    """
    for (row, column), cell in list(sheet._cells.items()):
        if rows is not None and row not in rows:
            continue
        label = sheet._cells.get((row, column - 1))
        if label is None or not isinstance(cell, Cell) or cell.value in (None, ""):
            continue
        asked, said = cell_text(label.value).rstrip(_COLONS), cell_text(cell.value)
        if given.is_private(asked) and given.hide(f"{asked} {said}") != (
            given.hide(asked) + f" {said}"
        ):
            _replace(cell, given.mask)


def _hide_column(sheet: Worksheet, each: Masked, word: str) -> None:
    if each.row is not None:
        cell = sheet._cells.get((each.row, each.column))
        if isinstance(cell, Cell) and cell.value not in (None, ""):
            _replace(cell, word)
        return
    for (row, column), cell in list(sheet._cells.items()):
        is_shown = column != each.column or row <= each.below
        if not is_shown and cell.value not in (None, "") and isinstance(cell, Cell):
            _replace(cell, word)


def _hide_cell(cell: Any, given: Annotations) -> None:
    """Star out personal data in a cell and in its comment."""
    value = cell.value
    if value is not None and not isinstance(value, bool):
        text = cell_text(value)
        if len(text) > _SHORTEST and (hidden := given.hide(text)) != text:
            _replace(cell, hidden)
    comment = cell.comment
    if comment is not None and given.hide(comment.text) != comment.text:
        cell.comment = Comment(given.hide(comment.text), comment.author or "")


def _replace(cell: Any, text: str) -> None:
    cell.hyperlink = None
    cell.comment = None
    cell.value = text
    cell.data_type = "s"
