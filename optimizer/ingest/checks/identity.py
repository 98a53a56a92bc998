"""Checks of who a school is: id, name, town."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, at, blank, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.values import SCIENTIFIC


def _repeats(sheet: Sheet) -> Iterator[tuple[Record, Record]]:
    """Yield each row whose id stands in an earlier row, with that row."""
    first: dict[str, Record] = {}
    for record in sheet.records:
        if record.school_id is None:
            continue
        earlier = first.setdefault(record.school_id, record)
        if earlier is not record:
            yield record, earlier


@check("D130", Severity.ERROR)
def duplicate_id(sheet: Sheet) -> Iterator[Finding]:
    """Find ids that stand in an earlier row, given or derived."""
    for record, earlier in _repeats(sheet):
        if not (record.is_id_derived and earlier.is_id_derived):
            text = f"{record.school_id} (= {earlier.row})"
            yield Finding(record.row, "school_id", text)


@check("D131", Severity.ERROR)
def duplicate_name_and_town(sheet: Sheet) -> Iterator[Finding]:
    """Find schools without id that an earlier row has town and name of."""
    for record, earlier in _repeats(sheet):
        if record.is_id_derived and earlier.is_id_derived:
            yield Finding(record.row, "name", f"{record.school_id} (= {earlier.row})")


@check("D132", Severity.ERROR)
def missing_name(sheet: Sheet) -> Iterator[Finding]:
    """Find rows without name."""
    yield from (at(r, "name") for r in sheet.records if not r.raw["name"].strip())


@check("D133", Severity.ERROR)
def no_identity(sheet: Sheet) -> Iterator[Finding]:
    """Find rows with a name but neither id nor town."""
    for record in sheet.records:
        if record.school_id is None and record.raw["name"]:
            yield Finding(record.row, "school_id", record.raw["name"])


@check("D134", Severity.INFO)
def derived_id(sheet: Sheet) -> Iterator[Finding]:
    """List the ids made of town and name."""
    for record in sheet.records:
        if record.is_id_derived:
            text = str(record.school_id)
            yield Finding(record.row, "school_id", text, "converted")


@check("D135", Severity.ERROR)
def scientific_id(sheet: Sheet) -> Iterator[Finding]:
    """Find ids a spreadsheet has turned into scientific notation: digits are lost."""
    for record in sheet.records:
        for column in ("school_id", "parent_id"):
            if SCIENTIFIC.fullmatch(record.raw[column]):
                yield at(record, column)


@check("D142", Severity.WARNING)
def blank_town(sheet: Sheet) -> Iterator[Finding]:
    """Find rows without town."""
    yield from blank(sheet, "town", sheet.records)
