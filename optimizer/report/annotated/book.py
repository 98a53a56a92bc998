"""The annotated workbook: the user's own one opened, or a table made into one."""

from __future__ import annotations

import re
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.report.annotated.archive import lost_parts, without_clock
from optimizer.report.annotated.cells import holdable, put, put_text
from optimizer.report.annotated.hiding import hide_personal
from optimizer.report.annotated.lists import add_list, clear_lists
from optimizer.report.annotated.marks import Annotations, Kind, Mark, Written
from optimizer.report.annotated.overlay import Overlay
from optimizer.report.annotated.remarks import clear_comments, comment_of
from optimizer.report.annotated.saving import save
from optimizer.report.workbook.sheet import text_width
from optimizer.tabular import FORMATS_SHEET

_CREATED: Final = datetime(2000, 1, 1)
_LIST_OF_SHEETS = "xl/workbook.xml"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_ORDER = {kind: k for k, kind in enumerate(Kind)}
_THIN = Side(style="thin", color="FFBFBFBF")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", start_color="FFD9E2F3", end_color="FFD9E2F3")
_LOW, _HIGH = 6, 40
_MEASURED = 200
"""Rows whose texts decide how wide a column is."""


@dataclass(frozen=True)
class Grid:
    """Cells of a table that is no workbook.

    Parameters
    ----------
    title
        Name for its sheet.
    rows
        Row number, from 1, to the texts of its cells from the first column on.
    header_rows
        Numbers of the header lines.
    """

    title: str
    rows: Mapping[int, Sequence[str]]
    header_rows: tuple[int, ...] = (1,)


@dataclass(frozen=True)
class Source:
    """Where the cells come from: a workbook that is opened, else a grid.

    Parameters
    ----------
    title
        What the workbook is called, without what a run adds to the name.
    path
        Workbook in the xlsx format; ``None`` if the grid is to be made into one.
    sheet
        Sheet the table was read from; ``None`` is the first.
    grids
        Sheets, if there is no workbook.
    """

    title: str
    path: Path | None = None
    sheet: str | None = None
    grids: tuple[Grid, ...] = ()


def write_annotated(source: Source, given: Annotations, path: Path) -> Written:
    """Write a table with marks, comments and added sheets.

    Parameters
    ----------
    source
        The table.
    given
        What is added to it.
    path
        File to write, ``.xlsx``; the same source and annotations give the same bytes.

    Raises
    ------
    ValueError
        If the source is a workbook the library cannot open, or has neither workbook
        nor grid.

    Notes
    -----
    A workbook keeps its other sheets, formats, widths, merged cells and formulas. What
    a copy cannot keep is told in the result. A text that begins like a formula stays
    a text.
    """
    book, changed = _opened(source)
    overlay = Overlay(book)
    overlay.clear()
    clear_comments(book)
    clear_lists(book)
    main = book[source.sheet] if source.sheet in book.sheetnames else _first(book)
    hide_personal(book, main, given)
    num_cells, num_comments = _mark(book, main, given, overlay)
    for each in given.lists:
        add_list(book, each, source.title)
    overlay.store()
    book.active = book.index(main)
    _save(book, path)
    lost = lost_parts(source.path) if source.path is not None else ()
    return Written(num_cells, num_comments, lost, changed)


def is_package(path: Path) -> bool:
    """Tell whether a file is a workbook in the xlsx format, whatever its name."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _LIST_OF_SHEETS in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def is_annotated(path: Path) -> bool:
    """Tell whether a workbook was written by this module."""
    try:
        with zipfile.ZipFile(path) as archive:
            return f'"{FORMATS_SHEET}"'.encode() in archive.read(_LIST_OF_SHEETS)
    except (zipfile.BadZipFile, KeyError, OSError):
        return False


def _opened(source: Source) -> tuple[Workbook, int]:
    """Return the workbook, and how many texts had to be changed to fit into it."""
    if source.path is None:
        if not source.grids:
            msg = "a source needs a workbook or a grid."
            raise ValueError(msg)
        return _built(source.grids)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(source.path, rich_text=True)
    except (zipfile.BadZipFile, KeyError, TypeError, AttributeError, OSError) as error:
        raise ValueError(str(error)) from error
    if not book.worksheets:
        msg = "there is no sheet in the workbook."
        raise ValueError(msg)
    return book, 0


def _first(book: Workbook) -> Worksheet:
    first: Worksheet = book.worksheets[0]
    return first


def _built(grids: Sequence[Grid]) -> tuple[Workbook, int]:
    book = Workbook()
    book.remove(book.worksheets[0])
    changed = 0
    for grid in grids:
        sheet = book.create_sheet(sheet_name(grid.title, book.sheetnames))
        changed += _fill(sheet, grid)
        _fit_page(sheet, grid.header_rows)
    return book, changed


def sheet_name(title: str, taken: Sequence[str] = ()) -> str:
    """Return a title as the name a sheet can have.

    Examples
    --------
    >>> sheet_name("学校/表[1]"), sheet_name("a", ["A"])
    ('学校_表_1_', 'a(2)')
    """
    bare = _FORBIDDEN.sub("_", title).strip("'")[: _LONGEST_NAME - 4] or "1"
    known = {name.casefold() for name in taken}
    names = (f"{bare}({k})" if k > 1 else bare for k in range(1, len(known) + 2))
    return next(name for name in names if name.casefold() not in known)


def _fill(sheet: Worksheet, grid: Grid) -> int:
    """Write the cells of a grid; return how many texts had to be changed."""
    widths: dict[int, int] = {}
    changed = 0
    head = set(grid.header_rows)
    for row, cells in grid.rows.items():
        for column, text in enumerate(cells, start=1):
            if not text:
                continue
            changed += holdable(text) != text
            if row in head:
                _style_head(put_text(sheet, row, column, text))
            else:
                put(sheet, row, column, text)
            if row <= _MEASURED:
                widths[column] = max(widths.get(column, 0), text_width(text) + 2)
    for column, width in widths.items():
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = min(max(width, _LOW), _HIGH)
    return changed


def _style_head(cell: Any) -> None:
    cell.font = Font(name="宋体", size=10, bold=True)
    cell.fill, cell.border = _HEAD, _BOX
    cell.alignment = Alignment(vertical="center", horizontal="center", wrap_text=True)


def _fit_page(sheet: Worksheet, header_rows: Sequence[int]) -> None:
    """Set A4 landscape, a frozen header, and its rows on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    if header_rows:
        sheet.freeze_panes = f"A{header_rows[-1] + 1}"
        sheet.print_title_rows = f"{header_rows[0]}:{header_rows[-1]}"


def _mark(
    book: Workbook, main: Worksheet, given: Annotations, overlay: Overlay
) -> tuple[int, int]:
    """Colour and comment cells; return how many got a colour and a comment."""
    by_cell: dict[tuple[str, int, int], list[Mark]] = {}
    for mark in given.marks:
        sheet = book[mark.sheet] if mark.sheet in book.sheetnames else main
        place = _anchor(sheet, mark.row, mark.column)
        by_cell.setdefault((sheet.title, *place), []).append(mark)
    comments = 0
    for (title, row, column), marks in by_cell.items():
        cell = book[title].cell(row, column)
        overlay.put(cell, min((m.kind for m in marks), key=_ORDER.__getitem__))
        if comments < given.most_comments and any(m.text for m in marks):
            cell.comment = comment_of(marks, cell.comment)
            comments += 1
    return len(by_cell), comments


def _anchor(sheet: Worksheet, row: int, column: int) -> tuple[int, int]:
    """Return the cell that stands for a place, the first one if it is merged."""
    if isinstance(sheet.cell(row, column), Cell):
        return row, column
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and (
            area.min_col <= column <= area.max_col
        ):
            return area.min_row, area.min_col
    return row, column


def _save(book: Workbook, path: Path) -> None:
    book.properties.created = _CREATED
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".alliance-") as made:
        raw = Path(made) / path.name
        save(book, raw)
        without_clock(raw, path)
