"""Workbooks of tables that are no plan; the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from optimizer.report.labels import Labels
from optimizer.report.workbook import open_book
from optimizer.report.workbook.sheet import Column, Row

_GREY = "#595959"


@dataclass(frozen=True)
class Block:
    """One table: the code of its title, if it has one, columns, rows, words below."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    title: str = ""
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class StudySheet:
    """One sheet: the code of its name, sentences above, and its tables."""

    name: str
    blocks: Sequence[Block]
    statements: Sequence[str] = field(default_factory=tuple)


def write_study_book(labels: Labels, sheets: Sequence[StudySheet], path: Path) -> None:
    """Write tables as an Excel workbook.

    Parameters
    ----------
    labels
        Case, plan and language for headings.
    sheets
        The sheets in their order.
    path
        File to write, ``.xlsx``.
    """
    with open_book(labels, path) as book:
        for wanted in sheets:
            width = max(len(block.columns) for block in wanted.blocks)
            sheet = book.sheet(wanted.name, width)
            for statement in wanted.statements:
                sheet.banner(statement, font_color=_GREY)
            for block in wanted.blocks:
                if block.title:
                    sheet.block(block.title)
                is_only = len(wanted.blocks) == 1
                sheet.table(block.columns, block.rows, only=is_only)
                for note in block.notes:
                    sheet.banner(note, font_color=_GREY)
            sheet.close()
