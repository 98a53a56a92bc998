"""Checks of how values are written: what was converted, and what cannot be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, at, check
from optimizer.ingest.numerals import Writing
from optimizer.ingest.place import PlaceStatus
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.values import OLD_REGIONS, SCIENTIFIC
from optimizer.tabular import normal

_DIGITS_KEPT = 15
"""Digits a spreadsheet keeps of a number; it writes 0 for the ones behind."""

_EDGE_MARKS = "'`’‘＇\""
_MINUTES_AND_SECONDS = re.compile(r"\d{1,3}\.([0-5]\d)([0-5]\d)\d*", re.ASCII)
_ROWS_TO_TELL = 3
"""Rows that must all look like minutes; chance alone does so in one of 400 tables."""


def _written(sheet: Sheet, writing: Writing) -> Iterator[Finding]:
    for record in sheet.records:
        for name, found in record.writings.items():
            if found is writing:
                value = record.values[name]
                shown = {True: "是", False: "否"}.get(value, value)
                if isinstance(value, int | float) and not isinstance(value, bool):
                    shown = f"{value:.15g}"
                text = f"{record.raw[name]} → {shown}"
                yield Finding(record.row, name, text, "converted")


@check("D240", Severity.INFO)
def converted_writing(sheet: Sheet) -> Iterator[Finding]:
    """List the values that were not written plainly."""
    return _written(sheet, Writing.CONVERTED)


@check("D241", Severity.WARNING)
def rough_figure(sheet: Sheet) -> Iterator[Finding]:
    """Find figures that are said to be rough."""
    return _written(sheet, Writing.ROUGH)


@check("D242", Severity.WARNING)
def old_region(sheet: Sheet) -> Iterator[Finding]:
    """Find the classes 城市, 县镇 and 农村, each of which is several codes of today."""
    for record in sheet.records:
        if normal(record.raw["region_code"]) in OLD_REGIONS:
            yield at(record, "region_code", "ignored")


@check("D243", Severity.ERROR)
def damaged_county(sheet: Sheet) -> Iterator[Finding]:
    """Find county codes a spreadsheet turned into a rounded number."""
    for record in sheet.records:
        if SCIENTIFIC.fullmatch(record.raw["county_code"]):
            yield at(record, "county_code")


@check("D244", Severity.WARNING)
def rounded_id(sheet: Sheet) -> Iterator[Finding]:
    """Find long ids that end in zeros from the digit on where a spreadsheet rounds."""
    for record in sheet.records:
        for column in ("school_id", "parent_id"):
            text = record.raw[column]
            is_long = len(text) > _DIGITS_KEPT and text.isascii() and text.isdigit()
            if is_long and not text[_DIGITS_KEPT:].strip("0"):
                yield at(record, column)


@check("D245", Severity.WARNING)
def quoted_id(sheet: Sheet) -> Iterator[Finding]:
    """Find ids with a quotation mark at their edge: it counts as part of the id."""
    for record in sheet.records:
        for column in ("school_id", "parent_id"):
            text = record.raw[column]
            if text != text.strip(_EDGE_MARKS):
                yield at(record, column)


@check("D246", Severity.INFO)
def converted_place(sheet: Sheet) -> Iterator[Finding]:
    """List coordinates that were not decimal degrees in their own columns."""
    for record in sheet.records:
        if record.place.is_known and record.place.writing is not Writing.PLAIN:
            place = record.place
            text = f"{record.place_text} → {place.lon:.7g}, {place.lat:.7g}"
            yield Finding(record.row, "lon, lat", text, "converted")


@check("D247", Severity.INFO)
def crs_of_row(sheet: Sheet) -> Iterator[Finding]:
    """List rows that state another CRS than the file's."""
    for record in sheet.records:
        is_other = record.crs is not None and record.crs is not sheet.crs
        if is_other and record.crs_text and record.is_located:
            text = f"{record.place_text} ({record.crs})"
            yield Finding(record.row, "lon, lat", text, "converted")


@check("D248", Severity.ERROR)
def unknown_crs(sheet: Sheet) -> Iterator[Finding]:
    """Find rows with coordinates whose CRS has no known name."""
    for record in sheet.records:
        if record.crs is None and record.place.is_known:
            yield Finding(record.row, "crs", record.crs_text)


@check("D249", Severity.WARNING)
def looks_like_minutes(sheet: Sheet) -> Iterator[Finding]:
    """Find tables whose every coordinate may be degrees, minutes and seconds.

    109.2917 may be 109°29′17″. One row cannot tell, but in decimal degrees two of five
    figures have 60 or more behind the point.
    """
    plain = [
        record
        for record in sheet.records
        if record.place.is_known and record.place.writing is Writing.PLAIN
    ]
    if len(plain) >= _ROWS_TO_TELL and all(map(_may_be_minutes, plain)):
        yield Finding(None, "lon, lat", plain[0].place_text)


def _may_be_minutes(record: Record) -> bool:
    cells = (record.raw["lon"], record.raw["lat"])
    return all(_MINUTES_AND_SECONDS.fullmatch(normal(text)) for text in cells)


@check("D250", Severity.WARNING)
def town_centre(sheet: Sheet) -> Iterator[Finding]:
    """Find points that stand for a town: of its seat, or of three schools and more."""
    for record in sheet.records:
        if record.place.status is PlaceStatus.CENTRE:
            yield Finding(record.row, "lon, lat", record.place_text, "unlocated")
