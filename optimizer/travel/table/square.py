"""The square layout of the travel table: a school per row, a school per column.

The cell is the trip from the school of its row to the school of its column. A blank
is not stated. Rows and columns may list different schools in any order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.matrix import UNKNOWN
from optimizer.tabular import RawTable, normal
from optimizer.travel.table.amounts import amounts, is_nothing
from optimizer.travel.table.cells import Cells, Faults
from optimizer.travel.table.records import TravelTable
from optimizer.travel.table.schools import SchoolNames
from optimizer.travel.table.sheets import MatrixSheets
from optimizer.travel.table.words import (
    MEASURED,
    PLAIN_FACTOR,
    UNITS,
    Quantity,
    heading_of,
    source_of,
)

_BETWEEN = re.compile(r"[()\[\]/\\|,;:、→\s_-]+")
_CLEAR_UNITS = {"小时", "分钟", "秒", "公里", "千米"}
"""Units that are no part of any other word of a corner."""


@dataclass(frozen=True, eq=False)
class _Grid:
    """The stated cells of one sheet; values in seconds or metres."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    values: NDArray[np.int64]
    rows: NDArray[np.int64]
    sources: frozenset[int]


def read_square(
    sheets: MatrixSheets, names: SchoolNames, faults: Faults
) -> TravelTable:
    """Return the pairs of a square table; faults of cells are collected, not raised.

    Raises
    ------
    DataError
        T233 if the corner of a sheet states another unit than its title, or a sheet
        of times states a distance.
    """
    times = _grid(sheets.minutes, Quantity.MINUTES, sheets, names, faults)
    n = len(names)
    metres = np.full((n, n), UNKNOWN, dtype=np.int64)
    sources = times.sources
    if sheets.km is not None:
        lengths = _grid(sheets.km, Quantity.KM, sheets, names, faults)
        metres[lengths.start, lengths.end] = lengths.values
        sources |= lengths.sources
        _lone_km_note(times, lengths, n, faults)
    source = _source(sources, sheets.minutes, faults)
    for title in sheets.unread:
        faults.note("T235", None, title, "ignored")
    return TravelTable(
        faults.file,
        names.ids,
        names.names,
        times.start,
        times.end,
        times.values,
        metres[times.start, times.end],
        np.full(len(times.start), source, dtype=np.int64),
        times.rows,
    )


def _grid(
    raw: RawTable,
    quantity: Quantity,
    sheets: MatrixSheets,
    names: SchoolNames,
    faults: Faults,
) -> _Grid:
    """Read one sheet."""
    factor = _factor(raw, quantity, sheets.titles[quantity], faults.file)
    body = np.column_stack([np.empty((len(raw.rows), 0), object), *raw.columns[1:]])
    used = [
        k for k, text in enumerate(raw.header[1:]) if text.strip() or body[:, k].any()
    ]
    body = body[:, used]
    labels = _labels(raw, used)
    end = _line_of_schools(_heads(raw, used, labels), names, faults)
    start = _line_of_schools(
        Cells(raw.file, raw.columns[0], raw.rows, raw.header[0].strip() or "#1"),
        names,
        faults,
    )
    i, j = np.nonzero(body != "")
    cells = Cells(raw.file, body[i, j], raw.rows[i], labels[j])
    to_self = (start[i] == end[j]) & (start[i] >= 0)
    nothing = np.zeros(len(i), dtype=bool)
    nothing[to_self] = is_nothing(cells.text[to_self], quantity)
    faults.add("T249", cells, to_self & ~nothing)
    values = amounts(cells, quantity, factor, faults, skip=to_self, required=False)
    good = (start[i] >= 0) & (end[j] >= 0) & ~to_self & (values > 0)
    tokens = {source_of(token) for token in _tokens(raw.header[0])}
    return _Grid(
        start[i][good],
        end[j][good],
        values[good],
        cells.rows[good],
        frozenset(tokens - {0}),
    )


def _labels(raw: RawTable, used: Sequence[int]) -> NDArray[np.object_]:
    """Return what a message calls each column: its header, else its number."""
    texts = [raw.header[k + 1].strip() or f"#{k + 2}" for k in used]
    return np.array(texts, dtype=object)


def _heads(raw: RawTable, used: Sequence[int], labels: NDArray[np.object_]) -> Cells:
    """Return the headers of the columns as cells."""
    text = np.array([raw.header[k + 1] for k in used], dtype=object)
    rows = np.full(len(used), _header_row(raw), dtype=np.int64)
    return Cells(raw.file, text, rows, labels)


def _header_row(raw: RawTable) -> int:
    """Return the row of the header: the one above the first record."""
    return int(raw.rows[0]) - 1 if len(raw.rows) else 1


def _line_of_schools(
    cells: Cells, names: SchoolNames, faults: Faults
) -> NDArray[np.int64]:
    """Return the schools along one side; a school that stands there twice is told."""
    found = names.indices(cells, faults)
    _, first = np.unique(found, return_index=True)
    again = np.ones(len(found), dtype=bool)
    again[first] = False
    faults.add("T232", cells, again & (found >= 0))
    return found


def _factor(raw: RawTable, quantity: Quantity, title: str, file: str) -> int:
    """Return seconds or metres in one unit, as title and corner state it."""
    words = [title, *_tokens(raw.header[0])]
    headings = [heading for word in words if (heading := heading_of(word))]
    stated = {(h.quantity, h.factor) for h in headings if not h.is_bare}
    stated |= set(_units_inside(normal(raw.header[0])))
    # A bare word such as 车程 counts only where no unit tells times from distances.
    kinds = {kind for kind, _ in stated} or {h.quantity for h in headings}
    if kinds - {quantity} or len(stated) > 1:
        found = " / ".join(text for text in (title, raw.header[0].strip()) if text)
        raise DataError("T233", file=file, found=found)
    return next((factor for _, factor in stated), PLAIN_FACTOR[quantity])


def _tokens(text: str) -> list[str]:
    """Return the whole text and its words."""
    plain = unicodedata.normalize("NFKC", text)
    return [plain, *(word for word in _BETWEEN.split(plain) if word)]


def _units_inside(text: str) -> Iterator[tuple[Quantity, int]]:
    """Yield the units a text names in brackets or by an unmistakable word."""
    bracketed = re.findall(r"[(\[]([^)\]]*)[)\]]", text)
    for quantity, units in UNITS.items():
        for word, factor in units.items():
            if word in bracketed or (word in _CLEAR_UNITS and word in text):
                yield quantity, factor


def _source(sources: frozenset[int], raw: RawTable, faults: Faults) -> int:
    """Return the one source of the matrix: the corner's, else measured."""
    if len(sources) > 1:
        place = np.array([_header_row(raw)], dtype=np.int64)
        text = np.array([raw.header[0]], dtype=object)
        cells = Cells(raw.file, text, place, "source")
        faults.add("T245", cells, np.ones(1, dtype=bool))
    elif not sources and len(raw.rows):
        faults.note("T251", "source", len(raw.rows))
    return min(sources, default=MEASURED)


def _lone_km_note(times: _Grid, lengths: _Grid, n: int, faults: Faults) -> None:
    """Say how many distances stand without a time, which makes them no trip."""
    told = times.start * n + times.end
    lone = int((~np.isin(lengths.start * n + lengths.end, told)).sum())
    if lone:
        faults.note("T259", "km", lone, "ignored", Severity.WARNING)
