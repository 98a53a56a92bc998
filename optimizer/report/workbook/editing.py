"""The name list as a form: which cells people may change, and what they may hold.

What is read back is in :mod:`optimizer.revision`; both use the columns named here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.domain import AllianceType
from optimizer.report.labels import Labels, plain
from optimizer.report.workbook.sheet import Book, Column, Row, Sheet

OPEN = ("alliance_id", "type", "role", "start_year", "school_id")
"""Columns of the name list that are read back; all others follow from them.

See :func:`open_columns` for a list without phases.
"""

REASONS = ("edit_why", "edit_by")
"""Columns beside the list: why a row was changed, and who decided."""

BLANK_ROWS = 12
"""Rows at the end of the list for schools that are added."""

NOTES_FROM = 1
"""Schools begin one row under the head of the list."""

_FILL = "#FFF2CC"
_GREY = "#A6A6A6"
_NAME = Column("alliance", 20, 60)
_REASON_WIDTHS = (28, 14)


def role_words(labels: Labels) -> dict[str, str]:
    """Return the word of each role by its code."""
    return {role: labels.say(f"role.short.{role}") for role in ("core", "member")}


def years(labels: Labels) -> list[str]:
    """Return the years an alliance may start in; none where nothing is phased."""
    return [str(phase.year) for phase in labels.case.policy.coverage.phases]


def open_columns(labels: Labels) -> tuple[str, ...]:
    """Return the columns people may change: no years where nothing is phased."""
    return tuple(name for name in OPEN if name != "start_year" or years(labels))


def blank_row(columns: Sequence[Column]) -> Row:
    """Return a row for a school that is added."""
    return Row(("",) * len(columns))


def open_for_editing(
    sheet: Sheet, columns: Sequence[Column], rows: Sequence[Row], head: int
) -> None:
    """Colour the cells people may change and offer what they may hold.

    Parameters
    ----------
    sheet
        The list, its table just written.
    columns, rows
        The table; the last :data:`BLANK_ROWS` rows are those to fill in.
    head
        Row of the head, from 0.
    """
    sheet.asked = True
    first, last = head + NOTES_FROM, head + len(rows)
    at = {column.head: j for j, column in enumerate(columns)}
    added = len(rows) - BLANK_ROWS
    for n, row in enumerate(rows):
        for name in open_columns(sheet.book.labels):
            is_fixed = name == "school_id" and n < added
            if not is_fixed and (name != "type" or row.strong or n >= added):
                _paint(sheet, first + n, at[name], row, columns[at[name]])
    _reason_columns(sheet, len(columns), rows, head)
    labels = sheet.book.labels
    kinds = [labels.say(f"type.{kind}") for kind in AllianceType]
    _offer(sheet, (first, at["role"], last), [*role_words(labels).values()], "role")
    _offer(sheet, (first, at["type"], last), kinds, "type", is_closed=False)
    if phased := years(labels):
        _offer(sheet, (first, at["start_year"], last), phased, "start_year")
    source = _id_list(sheet.book)
    _offer(
        sheet, (first, at["alliance_id"], last), source, "alliance_id", is_closed=False
    )


def _paint(sheet: Sheet, row: int, column: int, cells: Row, kind: Column) -> None:
    """Write a cell again in the colour of those to be changed."""
    looks: dict[str, Any] = {"border": 1, "border_color": _GREY, "bg_color": _FILL}
    if kind.kind == "centre":
        looks["align"] = "center"
    if cells.strong:
        looks["bold"] = True
    if cells.opens:
        looks.update(top=2, top_color="#44546A")
    style = sheet.book.style(text_wrap=True, **looks)
    value = plain(cells.cells[column])
    if value:
        sheet.worksheet.write_string(row, column, value, style)
    else:
        sheet.worksheet.write_blank(row, column, None, style)


def _reason_columns(sheet: Sheet, column: int, rows: Sequence[Row], head: int) -> None:
    """Add the columns for reasons beside the list; they are not printed."""
    book = sheet.book
    top = book.style(
        bold=True, bg_color="#D9E2F3", border=1, align="center", text_wrap=True
    )
    cell = book.style(text_wrap=True, border=1, border_color=_GREY, bg_color=_FILL)
    for j, (name, width) in enumerate(zip(REASONS, _REASON_WIDTHS, strict=True)):
        sheet.worksheet.write_string(head, column + j, book.labels.say(name), top)
        for n in range(len(rows)):
            sheet.worksheet.write_blank(head + NOTES_FROM + n, column + j, None, cell)
        sheet.worksheet.set_column(column + j, column + j, width)


def _id_list(book: Book) -> str:
    """Write the ids on a hidden sheet, as a list may be long; return its range."""
    labels, columns = book.labels, (Column("alliance_id", 20, 40), _NAME)
    sheet = book.sheet("choices", len(columns))
    ids = [Row((a.id, labels.alliance(a))) for a in labels.plan.alliances]
    first = sheet.row + 2
    sheet.table(columns, ids, only=True)
    sheet.close()
    sheet.worksheet.hide()
    name = labels.say("sheet.choices")
    return f"='{name}'!$A${first}:$A${first + len(ids) - 1}"


def _offer(
    sheet: Sheet,
    cells: tuple[int, int, int],
    source: list[str] | str,
    name: str,
    *,
    is_closed: bool = True,
) -> None:
    """Offer words for a column; anything else is refused, or asked about."""
    first, column, last = cells
    labels = sheet.book.labels
    sheet.worksheet.data_validation(
        first,
        column,
        last,
        column,
        {
            "validate": "list",
            "source": source,
            "ignore_blank": True,
            "error_type": "stop" if is_closed else "warning",
            "error_title": labels.say(f"col.{name}"),
            "error_message": labels.say(f"edit.error.{name}"),
        },
    )
