"""Checks of units: 万元 among yuan, 亩 among square metres. Nothing is converted.

A value for each pupil below the plausible range that comes into it when multiplied by
the factor of the larger unit looks like that unit. Where enough rows of the file are
in the range, such a value must also come near their median (in log10), so that a poor
school among rich ones is not taken for a slip. Where they are not, the whole column is
doubted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.sheet import Record, Sheet


class _Unit(NamedTuple):
    """A larger unit a column may be in, and the plausible range for each pupil."""

    column: str
    name: str
    factor: float
    least: str
    most: str


_UNITS = (
    _Unit(
        "equip_yuan",
        "万元",
        10_000,
        "equip_yuan_per_pupil_min",
        "equip_yuan_per_pupil_max",
    ),
    _Unit(
        "room_area_m2",
        "亩",
        10_000 / 15,
        "room_m2_per_pupil_min",
        "room_m2_per_pupil_max",
    ),
    _Unit(
        "sport_area_m2",
        "亩",
        10_000 / 15,
        "sport_m2_per_pupil_min",
        "sport_m2_per_pupil_max",
    ),
)


class _Column(NamedTuple):
    """Rows of one column: log10 for each pupil in range, and rows in doubt."""

    in_range: list[float]
    doubted: list[tuple[Record, float]]

    @property
    def is_mixed(self) -> bool:
        return len(self.in_range) >= LIMITS["unit_rows_min"]


def _sorted(sheet: Sheet, unit: _Unit) -> _Column:
    """Part the rows into those in range and those that are when multiplied."""
    least, most = LIMITS[unit.least], LIMITS[unit.most]
    found = _Column([], [])
    for record in sheet.records:
        amount, pupils = record.values[unit.column], record.values["pupils"]
        if not amount or not pupils or amount < 0 or pupils < 0:
            continue
        each = amount / pupils
        if least <= each <= most:
            found.in_range.append(math.log10(each))
        elif each < least <= each * unit.factor <= most:
            found.doubted.append((record, math.log10(each * unit.factor)))
    return found


@check("D275", Severity.WARNING)
def row_in_another_unit(sheet: Sheet) -> Iterator[Finding]:
    """Find rows that look as if given in 万元 or 亩 among others that do not."""
    for unit in _UNITS:
        found = _sorted(sheet, unit)
        if not found.is_mixed:
            continue
        middle = median(found.in_range)
        for record, size in found.doubted:
            if abs(size - middle) <= LIMITS["unit_log10_tolerance"]:
                text = f"{record.raw[unit.column]} ({unit.name}?)"
                yield Finding(record.row, unit.column, text)


@check("D276", Severity.WARNING)
def column_in_another_unit(sheet: Sheet) -> Iterator[Finding]:
    """Find columns that look as if given in 万元 or 亩 as a whole."""
    for unit in _UNITS:
        found = _sorted(sheet, unit)
        if not found.is_mixed and len(found.doubted) >= LIMITS["unit_rows_min"]:
            middle = median(r.values[unit.column] for r, _ in found.doubted)
            text = f"{middle:g} ({unit.name}?)"
            yield Finding(sheet.header_row, unit.column, text)
