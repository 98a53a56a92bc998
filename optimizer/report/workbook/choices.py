"""Cells people fill in: shaded, and chosen from a list where words are fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.report.workbook.sheet import Column, Row, Sheet

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


def open_cells(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Row],
    choices: Sequence[Choice] = (),
    blanks: Iterable[int] = (),
) -> None:
    """Offer the choices, and shade what people write or may change.

    Parameters
    ----------
    sheet, columns, rows
        The table, just written.
    choices
        Columns with a drop-down.
    blanks
        Other columns, from 0, left for people to write in.

    Raises
    ------
    ValueError
        If the words of a choice are longer than Excel accepts.
    """
    if not rows:
        return
    first = sheet.row - len(rows)
    for choice in choices:
        choose(sheet, choice, first, sheet.row - 1)
    for j in (*blanks, *(choice.column for choice in choices)):
        for place, row in enumerate(rows, start=first):
            sheet.open_cell((place, j), columns[j], row)


def choose(sheet: Sheet, choice: Choice, first: int, last: int) -> None:
    """Let the cells of a column be chosen from a list, and refuse anything else.

    Raises
    ------
    ValueError
        If the words are longer than Excel accepts.
    """
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
            "error_title": sheet.book.labels.say("choice.refused"),
            "error_message": choice.error,
        },
    )
