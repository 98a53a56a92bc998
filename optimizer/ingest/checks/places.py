"""Checks of where a school is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from optimizer.crs import Crs, in_china
from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.place import PlaceStatus
from optimizer.ingest.sheet import Record, Sheet


def _with(sheet: Sheet, status: PlaceStatus, action: str = "kept") -> Iterator[Finding]:
    """Yield the rows whose coordinate cells turned out so."""
    for record in sheet.records:
        if record.place.status is status:
            yield Finding(record.row, "lon, lat", record.place_text, action)


@check("D150", Severity.WARNING)
def no_place(sheet: Sheet) -> Iterator[Finding]:
    """Find schools without coordinates."""
    for finding in _with(sheet, PlaceStatus.MISSING, "unlocated"):
        yield finding._replace(value="")


@check("D151", Severity.WARNING)
def zero_place(sheet: Sheet) -> Iterator[Finding]:
    """Find coordinates of 0, which stand for "not known"."""
    return _with(sheet, PlaceStatus.ZERO, "unlocated")


@check("D152", Severity.WARNING)
def half_place(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with one coordinate only."""
    return _with(sheet, PlaceStatus.PARTIAL, "unlocated")


@check("D153", Severity.ERROR)
def unreadable_place(sheet: Sheet) -> Iterator[Finding]:
    """Find coordinates that are no decimal degrees."""
    return _with(sheet, PlaceStatus.UNREADABLE)


@check("D154", Severity.ERROR)
def place_in_metres(sheet: Sheet) -> Iterator[Finding]:
    """Find projected coordinates, with the projections they fit."""
    from optimizer.ingest.projected import projections_of

    for record in sheet.records:
        lon, lat = record.place.lon, record.place.lat
        if record.place.status is not PlaceStatus.METRES or lon is None or lat is None:
            continue
        fitting = "; ".join(projections_of(lon, lat)) or "?"
        text = f"{record.place_text} ({fitting})"
        yield Finding(record.row, "lon, lat", text)


@check("D155", Severity.ERROR)
def place_out_of_range(sheet: Sheet) -> Iterator[Finding]:
    """Find degrees that do not exist."""
    return _with(sheet, PlaceStatus.OUT_OF_RANGE)


@check("D156", Severity.WARNING)
def swapped_place(sheet: Sheet) -> Iterator[Finding]:
    """List longitude and latitude that were exchanged."""
    return _with(sheet, PlaceStatus.SWAPPED, "converted")


@check("D157", Severity.WARNING)
def place_outside_china(sheet: Sheet) -> Iterator[Finding]:
    """Find points outside China."""
    for record in sheet.records:
        if record.is_located and not in_china(
            record.values["lon"], record.values["lat"]
        ):
            yield Finding(record.row, "lon, lat", record.place_text)


@check("D159", Severity.INFO)
def shared_place(sheet: Sheet) -> Iterator[Finding]:
    """List the points several schools share, with the rows."""
    at_point: dict[tuple[float, float], list[Record]] = defaultdict(list)
    for record in sheet.records:
        if record.is_located:
            at_point[record.values["lon"], record.values["lat"]].append(record)
    for records in at_point.values():
        if len(records) > 1:
            rows = ", ".join(str(record.row) for record in records)
            text = f"{records[0].place_text} ({rows})"
            yield Finding(records[0].row, "lon, lat", text)


@check("D147", Severity.INFO)
def taken_as_equal(sheet: Sheet) -> Iterator[Finding]:
    """State that CGCS2000 was taken as WGS 84."""
    if sheet.crs is Crs.CGCS2000:
        yield Finding(None, "lon, lat", sheet.crs.value)


@check("D148", Severity.INFO)
def converted_crs(sheet: Sheet) -> Iterator[Finding]:
    """State that all coordinates were converted."""
    if sheet.crs in (Crs.GCJ02, Crs.BD09):
        yield Finding(None, "lon, lat", sheet.crs.value, "converted")
