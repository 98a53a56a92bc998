"""The long layout of the travel table: one row per pair and direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.tabular import RawTable, normal
from optimizer.travel.table.amounts import amounts, is_nothing
from optimizer.travel.table.cells import Cells, Faults, decoded
from optimizer.travel.table.records import TravelTable
from optimizer.travel.table.schools import SchoolNames
from optimizer.travel.table.words import (
    COLUMNS,
    HEADERS,
    MEASURED,
    NAME_HEADERS,
    Heading,
    Quantity,
    heading_of,
    source_of,
)

_REQUIRED = ("from_id", "to_id", "minutes")


@dataclass(frozen=True, eq=False)
class LongColumns:
    """Where the canonical columns of a long table stand; a missing one is left out."""

    place_of: dict[str, int]
    headings: dict[str, Heading]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that are not there; none in a long table."""
        return tuple(name for name in _REQUIRED if name not in self.place_of)


def long_columns(raw: RawTable) -> LongColumns:
    """Find the columns of a long table.

    Raises
    ------
    DataError
        F106 if all required columns are there and two headers mean the same.
    """
    header = [normal(text) for text in raw.header]
    numbers = [heading_of(text) for text in raw.header]
    places: dict[str, list[int]] = {}
    for name in COLUMNS:
        accepted = HEADERS.get(name, frozenset())
        found = [
            k
            for k, (text, number) in enumerate(zip(header, numbers, strict=True))
            if text in accepted or (number is not None and number.quantity == name)
        ]
        named = NAME_HEADERS.get(name, frozenset())
        places[name] = found or [k for k, text in enumerate(header) if text in named]
    place_of = {name: found[0] for name, found in places.items() if found}
    headings = {
        name: number
        for name, place in place_of.items()
        if (number := numbers[place]) is not None
    }
    columns = LongColumns(place_of, headings)
    repeated = [name for name, found in places.items() if len(found) > 1]
    if repeated and not columns.missing:
        found_text = ", ".join(raw.header)
        raise DataError("F106", file=raw.file, column=repeated[0], found=found_text)
    return columns


def read_long(
    raw: RawTable, columns: LongColumns, names: SchoolNames, faults: Faults
) -> TravelTable:
    """Return the pairs of a long table; faults are collected, not raised."""
    cells = {name: _column(raw, columns, name) for name in COLUMNS}
    start = names.indices(cells["from_id"], faults)
    end = names.indices(cells["to_id"], faults)
    to_self = _self_rows(start, end, cells, faults)
    seconds, metres = (
        amounts(
            cells[quantity],
            quantity,
            columns.headings[quantity].factor if quantity in columns.headings else 1,
            faults,
            skip=to_self,
            required=quantity is Quantity.MINUTES,
        )
        for quantity in Quantity
    )
    source = _sources(cells["source"], to_self, faults)
    good = (start >= 0) & (end >= 0) & (seconds > 0) & (metres != 0) & (source > 0)
    records = np.column_stack([start, end, seconds, metres, source])
    used = _unrepeated(records, good & ~to_self, cells["to_id"], faults)
    _unit_notes(raw, columns, faults)
    return TravelTable(
        faults.file,
        names.ids,
        names.names,
        start[used],
        end[used],
        seconds[used],
        metres[used],
        source[used],
        raw.rows[used],
    )


def _column(raw: RawTable, columns: LongColumns, name: str) -> Cells:
    if name in columns.place_of:
        text = raw.columns[columns.place_of[name]]
    else:
        text = np.full(len(raw.rows), "", dtype=object)
    return Cells(raw.file, text, raw.rows, name)


def _self_rows(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    cells: dict[str, Cells],
    faults: Faults,
) -> NDArray[np.bool_]:
    """Mark rows from a school to itself: zero or blank is ignored, else an error."""
    to_self: NDArray[np.bool_] = (start == end) & (start >= 0)
    nothing = np.ones(len(start), dtype=bool)
    for quantity in Quantity:
        nothing[to_self] &= is_nothing(cells[quantity].text[to_self], quantity)
    faults.add("T248", cells["to_id"], to_self & nothing, Severity.WARNING)
    faults.add("T249", cells["to_id"], to_self & ~nothing)
    return to_self


def _sources(
    cells: Cells, skip: NDArray[np.bool_], faults: Faults
) -> NDArray[np.int64]:
    """Return positions in :data:`optimizer.matrix.SOURCES`; 0 for an unknown word."""
    blank = decoded(cells.text, lambda word: not word.strip()).astype(bool)
    source = np.where(blank, MEASURED, decoded(cells.text, source_of))
    faults.add("T245", cells, (source == 0) & ~skip)
    if blank.any():
        faults.note("T251", "source", int(blank.sum()))
    return source


def _unrepeated(
    records: NDArray[np.int64],
    good: NDArray[np.bool_],
    shown: Cells,
    faults: Faults,
) -> NDArray[np.int64]:
    """Return the first record of each pair; note every later one."""
    places = np.flatnonzero(good)
    order = places[np.lexsort((places, records[places, 1], records[places, 0]))]
    pairs = records[order, :2]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    first = order[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]
    differs = (records[order] != records[first]).any(axis=1)
    for code, mask, severity in (
        ("T246", ~is_new & differs, Severity.ERROR),
        ("T247", ~is_new & ~differs, Severity.WARNING),
    ):
        marked = np.zeros(len(records), dtype=bool)
        marked[order[mask]] = True
        faults.add(code, shown, marked, severity)
    return order[is_new]


def _unit_notes(raw: RawTable, columns: LongColumns, faults: Faults) -> None:
    """Say which columns were read in the unit that is the custom of their header."""
    for name, heading in columns.headings.items():
        if heading.is_bare:
            header = raw.header[columns.place_of[name]].strip()
            faults.note("T239", name, header)
