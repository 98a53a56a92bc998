"""The user's own travel times: a long table, or a square matrix.

**Long**: ``from_id, to_id, minutes, km, source``, one row per direction. Schools by
id, or by a name no other school bears; ``km`` and ``source`` may be blank or absent.

**Square**: schools across the first row and down the first column, minutes in the
cells, from the row's school to the column's. A word in the corner (实测, 导航) is the
source of all. A workbook may hold the kilometres in a second sheet (公里).

Either way a pair that is not stated is unknown, the two directions may differ, what
is stated wins over every other source, and where kilometres are left out those of
the base stand in. All faults of all cells are collected, then raised once.

Ids that a spreadsheet would take for a formula (first character ``=``, ``+``,
``-``, ``@``, tab or carriage return) are written with a ``'`` in front, and so are
ids that begin with ``'``; the reader takes that one mark off again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from optimizer.domain import Issue, School
from optimizer.errors import DataError
from optimizer.tabular import RawTable, read_raw
from optimizer.travel.table.cells import Faults
from optimizer.travel.table.long import LongColumns, long_columns, read_long
from optimizer.travel.table.override import MAX_LISTED as MAX_LISTED
from optimizer.travel.table.override import override as override
from optimizer.travel.table.override import override_notes as override_notes
from optimizer.travel.table.override import restricted as restricted
from optimizer.travel.table.records import TravelTable as TravelTable
from optimizer.travel.table.schools import SchoolNames
from optimizer.travel.table.sheets import filled_sheets, is_workbook, matrix_sheets
from optimizer.travel.table.square import read_square
from optimizer.travel.table.writing import write_table as write_table

_MOST_HEADERS = 12
"""Headers a message repeats; a matrix can have hundreds."""


def read_table(
    path: str | Path, schools: Sequence[School]
) -> tuple[TravelTable, tuple[Issue, ...]]:
    """Read a travel table of either layout.

    The layout is decided by headers alone, in this order. The first sheet has the
    long table's required columns (a start, an end, a time): long. Else the sheet of
    times, as :func:`optimizer.travel.table.sheets.matrix_sheets` chooses it, has a
    header after the first that is the id or name of a school: square. Else neither.

    Parameters
    ----------
    path
        csv or xlsx.
    schools
        Schools in index order; others in the table are errors.

    Returns
    -------
    tuple
        What the table states, and what was noticed: a pair written twice alike, a
        row from a school to itself, blank sources, units taken from cells, sheets
        that were not read.

    Raises
    ------
    DataError
        If the file cannot be read, T230 if it has neither layout, F106 or T233 if
        its columns or sheets contradict each other, or T207 with one issue per
        fault for faulty cells.
    """
    path = Path(path)
    names = SchoolNames(schools)
    raw = read_raw(path)
    faults = Faults(raw.file)
    columns = long_columns(raw)
    if columns.missing:
        table = _square(path, raw, columns, names, faults)
    else:
        table = read_long(raw, columns, names, faults)
        for title in filled_sheets(path)[1:] if is_workbook(path) else ():
            faults.note("T235", None, title, "ignored")
    faults.raise_errors()
    return table, faults.in_order()


def _square(
    path: Path,
    raw: RawTable,
    columns: LongColumns,
    names: SchoolNames,
    faults: Faults,
) -> TravelTable:
    """Read a table that is not long, if it is square."""
    sheets = matrix_sheets(path, raw)
    header = sheets.minutes.header
    if names.name_any(text for text in header[1:] if text.strip()):
        return read_square(sheets, names, faults)
    more = ["…"] if len(header) > _MOST_HEADERS else []
    raise DataError(
        "T230",
        file=raw.file,
        column=", ".join(columns.missing),
        found=", ".join([*header[:_MOST_HEADERS], *more]),
    )
