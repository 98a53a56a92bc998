"""Workbooks that go round for people to fill in: tables, and cells to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.report.labels import Labels
from optimizer.report.workbook import open_book
from optimizer.report.workbook.sheet import Column, Row, Sheet

_GREY = "#595959"
_FILL = "#FFF2CC"
_LONGEST_LIST = 255
"""Characters Excel accepts of a list of choices."""


@dataclass(frozen=True)
class Choice:
    """A column whose cells are chosen from words; ``error`` says so when they are not.

    ``column`` counts from 0.
    """

    column: int
    words: Sequence[str]
    error: str


@dataclass(frozen=True)
class LedgerTable:
    """One table: columns, rows, code of its title, and the columns to fill in.

    Parameters
    ----------
    columns, rows
        The table.
    title
        Code of its title; ``""`` without one.
    choices
        Columns with a drop-down.
    blanks
        Other columns left for people to write in, from 0; shown like the choices.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    title: str = ""
    choices: Sequence[Choice] = ()
    blanks: Sequence[int] = ()


@dataclass(frozen=True)
class LedgerSheet:
    """One sheet: the code of its name, sentences above, and its tables."""

    name: str
    tables: Sequence[LedgerTable]
    statements: Sequence[str] = field(default_factory=tuple)


def write_ledger(labels: Labels, sheets: Sequence[LedgerSheet], path: Path) -> None:
    """Write sheets as an Excel workbook; the same input gives the same bytes.

    A4 landscape, one page wide. The first table of a sheet has its head on every
    page; a sheet with one table has a filter, too. Texts are only ever text.

    Parameters
    ----------
    labels
        Case, plan and language for headings.
    sheets
        The sheets in their order.
    path
        File to write, ``.xlsx``.

    Raises
    ------
    ValueError
        If the words of a choice are longer than Excel accepts.
    """
    with open_book(labels, path) as book:
        for wanted in sheets:
            width = max(len(table.columns) for table in wanted.tables)
            sheet = book.sheet(wanted.name, width)
            for statement in wanted.statements:
                sheet.banner(statement, font_color=_GREY)
            for place, table in enumerate(wanted.tables):
                is_only = len(wanted.tables) == 1
                _write(sheet, table, only=is_only, repeat=place == 0)
            sheet.close()


def _write(sheet: Sheet, table: LedgerTable, *, only: bool, repeat: bool) -> None:
    if table.title:
        sheet.block(table.title)
    first = sheet.row + 1
    sheet.table(table.columns, table.rows, only=only, repeat=repeat)
    last = first + len(table.rows) - 1
    if last < first:
        return
    for choice in table.choices:
        _choose(sheet, choice, first, last)
    style = sheet.book.style(
        text_wrap=True, border=1, border_color="#A6A6A6", bg_color=_FILL
    )
    for column in (*table.blanks, *(choice.column for choice in table.choices)):
        for place, row in enumerate(table.rows):
            if row.cells[column] in (None, ""):
                sheet.worksheet.write_blank(first + place, column, None, style)


def _choose(sheet: Sheet, choice: Choice, first: int, last: int) -> None:
    """Let the cells of a column be chosen from a list, and refuse anything else."""
    if len(",".join(choice.words)) > _LONGEST_LIST:
        msg = f"the choices are longer than {_LONGEST_LIST} characters."
        raise ValueError(msg)
    sheet.worksheet.data_validation(
        first,
        choice.column,
        last,
        choice.column,
        {
            "validate": "list",
            "source": list(choice.words),
            "ignore_blank": True,
            "error_message": choice.error,
        },
    )
