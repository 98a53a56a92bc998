"""Sheets that are added: a heading, sentences, one table that prints well."""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.report.annotated.cells import put_text
from optimizer.report.annotated.marks import SYMBOLS, Kind, ListSheet
from optimizer.report.annotated.overlay import colour_of
from optimizer.report.workbook.sheet import text_width
from optimizer.tabular import OWN_SHEET

_FONT = "宋体"
_LINE_PT, _PADDING_PT = 13.5, 3.0
_MOST_LINES = 12
_THIN = Side(style="thin", color="FFA6A6A6")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", start_color="FFD9E2F3", end_color="FFD9E2F3")
_TEXT = Font(name=_FONT, size=10)
_BOLD = Font(name=_FONT, size=10, bold=True)
_TITLE = Font(name=_FONT, size=14, bold=True)
_GREY = Font(name=_FONT, size=9, color="FF7F7F7F")
_WRAP = Alignment(vertical="center", wrap_text=True)
_MIDDLE = Alignment(vertical="center", horizontal="center", wrap_text=True)


def clear_lists(book: Workbook) -> None:
    """Take the sheets of an earlier run away."""
    for sheet in list(book.worksheets):
        first = sheet.cell(1, 1).value
        if isinstance(first, str) and first.endswith(f" · {OWN_SHEET}"):
            book.remove(sheet)


def add_list(book: Workbook, given: ListSheet, title: str) -> None:
    """Add a sheet after all others.

    Parameters
    ----------
    book
        Workbook to add it to.
    given
        What stands in it.
    title
        What the sheet is about, for its heading.
    """
    sheet = book.create_sheet(_free_name(book, given.title))
    _set_up_page(sheet, given)
    heading = f"{given.title} · {title} · {OWN_SHEET}"
    row = _banners(sheet, given, heading)
    _head(sheet, row, given.heads)
    styles: dict[tuple[bool, Kind | None], StyleArray] = {}
    for k, cells in enumerate(given.rows):
        kind = given.kinds[k] if given.kinds else None
        _write(sheet, row + 1 + k, cells, given.widths, kind, styles)
    last = row + len(given.rows)
    if not given.rows:
        put_text(sheet, row + 1, 1, given.empty).font = _GREY
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    end = get_column_letter(len(given.heads))
    sheet.auto_filter.ref = f"A{row}:{end}{max(last, row)}"


def worded(kind: Kind, word: str) -> str:
    """Return the word of a kind with its symbol before it."""
    return f"{SYMBOLS[kind]} {word}"


def _free_name(book: Workbook, name: str) -> str:
    """Return the name, or one with a number if the user has a sheet of that name."""
    taken = {title.casefold() for title in book.sheetnames}
    for number in range(1, len(taken) + 2):
        made = name if number == 1 else f"{name}({number})"
        if made.casefold() not in taken:
            return made
    return name


def _set_up_page(sheet: Any, given: ListSheet) -> None:
    """Set A4 landscape, one page wide, without grid, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.6, 0.7
    sheet.sheet_view.showGridLines = False
    sheet.oddFooter.left.text = given.footer
    sheet.oddFooter.right.text = "&P / &N"
    for k, width in enumerate(given.widths, start=1):
        sheet.column_dimensions[get_column_letter(k)].width = width


def _banners(sheet: Worksheet, given: ListSheet, heading: str) -> int:
    """Write heading and sentences over the whole width; return the next free row."""
    total = sum(given.widths)
    for row, text in enumerate((heading, *given.notes), start=1):
        cell = put_text(sheet, row, 1, text)
        cell.font = _TITLE if row == 1 else _TEXT
        cell.alignment = _WRAP
        sheet.merge_cells(
            start_row=row, start_column=1, end_row=row, end_column=len(given.widths)
        )
        factor = 1.4 if row == 1 else 1.0
        lines = _lines(text, int(total / factor))
        sheet.row_dimensions[row].height = (_LINE_PT * lines + _PADDING_PT) * factor
    return len(given.notes) + 2


def _head(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for column, head in enumerate(heads, start=1):
        cell = put_text(sheet, row, column, head)
        cell.font, cell.fill, cell.border, cell.alignment = _BOLD, _HEAD, _BOX, _MIDDLE
    sheet.row_dimensions[row].height = _LINE_PT * 1.5 + _PADDING_PT


def _write(
    sheet: Worksheet,
    row: int,
    cells: Sequence[str | int],
    widths: Sequence[int],
    kind: Kind | None,
    styles: dict[tuple[bool, Kind | None], StyleArray],
) -> None:
    """Write one row; formats are made once and then copied, which is much faster."""
    lines = 1
    cell: Any
    for column, value in enumerate(cells, start=1):
        is_number = isinstance(value, int)
        if isinstance(value, int):
            cell = sheet.cell(row, column, value)
        else:
            cell = put_text(sheet, row, column, value)
            lines = max(lines, _lines(value, widths[column - 1]))
        key = (is_number, kind if column == 1 else None)
        if key not in styles:
            _style(cell, *key)
            styles[key] = cell._style
        cell._style = copy(styles[key])
    # Excel would find the heights itself on opening, other programs do not.
    height = _LINE_PT * min(lines, _MOST_LINES) + _PADDING_PT
    sheet.row_dimensions[row].height = height


def _style(cell: Any, is_number: bool, kind: Kind | None) -> None:
    cell.font, cell.border = _TEXT, _BOX
    cell.alignment = _MIDDLE if is_number else _WRAP
    if kind is not None:
        cell.fill = PatternFill("solid", start_color=colour_of(kind))


def _lines(text: str, width: int) -> int:
    room = max(1, width - 1)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))
