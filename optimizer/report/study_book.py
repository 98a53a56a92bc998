"""Workbooks of tables that are no plan; the same input gives the same bytes.

Some go round for people to fill in: their tables have cells to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.report.labels import Labels
from optimizer.report.workbook import open_book
from optimizer.report.workbook.choices import Choice, open_cells
from optimizer.report.workbook.sheet import Column, Row, Sheet

_GREY = "#595959"


@dataclass(frozen=True)
class Block:
    """One table: columns, rows, code of its title, and the columns to fill in.

    Parameters
    ----------
    columns, rows
        The table.
    title
        Code of its title; ``""`` without one.
    notes
        Words below it.
    choices
        Columns with a drop-down.
    blanks
        Other columns left for people to write in, from 0; shown like the choices.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    title: str = ""
    notes: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    blanks: Sequence[int] = ()


@dataclass(frozen=True)
class StudySheet:
    """One sheet: the code of its name, sentences above, and its tables."""

    name: str
    blocks: Sequence[Block]
    statements: Sequence[str] = field(default_factory=tuple)


def write_study_book(
    labels: Labels,
    sheets: Sequence[StudySheet],
    path: Path,
    *,
    repeat_first: bool = False,
) -> None:
    """Write tables as an Excel workbook. Texts are only ever text.

    Parameters
    ----------
    labels
        Case, plan and language for headings.
    sheets
        The sheets in their order.
    path
        File to write, ``.xlsx``.
    repeat_first
        Print the head of the first table of a sheet on every page. That of the only
        one is printed there anyway, and has a filter.

    Raises
    ------
    ValueError
        If the words of a choice are longer than Excel accepts.
    """
    with open_book(labels, path) as book:
        for wanted in sheets:
            width = max(len(block.columns) for block in wanted.blocks)
            sheet = book.sheet(wanted.name, width)
            for statement in wanted.statements:
                sheet.banner(statement, font_color=_GREY)
            is_only = len(wanted.blocks) == 1
            for place, block in enumerate(wanted.blocks):
                repeat = repeat_first and place == 0
                _write(sheet, block, only=is_only, repeat=repeat)
            sheet.close()


def _write(sheet: Sheet, block: Block, *, only: bool, repeat: bool) -> None:
    if block.title:
        sheet.block(block.title)
    sheet.table(block.columns, block.rows, only=only, repeat=repeat)
    open_cells(sheet, block.columns, block.rows, block.choices, block.blanks)
    for note in block.notes:
        sheet.banner(note, font_color=_GREY)
