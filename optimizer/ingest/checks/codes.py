"""Checks of codes and of cells no parser understood."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, at, check, unread
from optimizer.ingest.sheet import Sheet
from optimizer.ingest.values import (
    AMOUNT_COLUMNS,
    COUNT_COLUMNS,
    OLD_REGIONS,
    SCIENTIFIC,
    TYPE_CODES,
    YES_NO_COLUMNS,
)
from optimizer.tabular import normal

_DIGITS_OF_FULL_CODE = 12


@check("D136", Severity.ERROR)
def bad_county(sheet: Sheet) -> Iterator[Finding]:
    """Find county codes that are blank or no code."""
    for record in sheet.records:
        is_damaged = SCIENTIFIC.fullmatch(record.raw["county_code"]) is not None
        if record.values["county_code"] is None and not is_damaged:
            yield at(record, "county_code")


@check("D137", Severity.INFO)
def long_county(sheet: Sheet) -> Iterator[Finding]:
    """List the twelve-digit codes of which the first six were taken."""
    for record in sheet.records:
        text = record.raw["county_code"]
        if record.values["county_code"] and len(text) >= _DIGITS_OF_FULL_CODE:
            yield at(record, "county_code", "converted")


@check("D139", Severity.ERROR)
def unknown_type(sheet: Sheet) -> Iterator[Finding]:
    """Find types that are blank or no known name."""
    for record in sheet.records:
        if record.values["type_code"] is None:
            yield at(record, "type_code")


@check("D140", Severity.WARNING)
def unlisted_type(sheet: Sheet) -> Iterator[Finding]:
    """Find three-digit types the standard does not list."""
    for record in sheet.records:
        code = record.values["type_code"]
        if code is not None and code not in TYPE_CODES:
            yield at(record, "type_code")


@check("D143", Severity.WARNING)
def unknown_region(sheet: Sheet) -> Iterator[Finding]:
    """Find urban-rural classes that cannot be understood."""
    for finding in unread(sheet, ["region_code"]):
        if normal(finding.value) not in OLD_REGIONS:
            yield finding


@check("D144", Severity.WARNING)
def unreadable_number(sheet: Sheet) -> Iterator[Finding]:
    """Find figures that are no number; 无 is not 0."""
    return unread(sheet, (*COUNT_COLUMNS, *AMOUNT_COLUMNS))


@check("D145", Severity.WARNING)
def unreadable_yes_no(sheet: Sheet) -> Iterator[Finding]:
    """Find yes-or-no cells that are neither."""
    return unread(sheet, YES_NO_COLUMNS)


@check("D146", Severity.WARNING)
def unreadable_opening(sheet: Sheet) -> Iterator[Finding]:
    """Find opening dates that are no year or month."""
    return unread(sheet, ["opened"])
