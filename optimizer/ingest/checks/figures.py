"""Checks of figures against each other."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import STAGES_OF_TYPE, Severity
from optimizer.ingest.checks.registry import Finding, at, blank, check
from optimizer.ingest.sheet import Sheet
from optimizer.ingest.values import AMOUNT_COLUMNS, COUNT_COLUMNS


@check("D160", Severity.ERROR)
def negative_figure(sheet: Sheet) -> Iterator[Finding]:
    """Find figures below 0."""
    for record in sheet.records:
        for name in (*COUNT_COLUMNS, *AMOUNT_COLUMNS):
            value = record.values[name]
            if value is not None and value < 0:
                yield at(record, name)


@check("D161", Severity.WARNING)
def more_teachers_than_staff(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with more teachers than staff."""
    return _exceeding(sheet, ["teachers"], "staff")


@check("D162", Severity.WARNING)
def parts_differ_from_pupils(sheet: Sheet) -> Iterator[Finding]:
    """Find pupils that are not the sum of primary and junior, where all are known."""
    for record in sheet.records:
        names = ("pupils", "pupils_primary", "pupils_junior")
        pupils, primary, junior = (record.values[name] for name in names)
        if None not in (pupils, primary, junior) and pupils != primary + junior:
            text = f"{pupils} ≠ {primary} + {junior}"
            yield Finding(record.row, "pupils", text)


@check("D163", Severity.WARNING)
def more_than_teachers(sheet: Sheet) -> Iterator[Finding]:
    """Find groups of teachers larger than all teachers."""
    return _exceeding(sheet, ["edu_hi", "backbone", "pe_art"], "teachers")


@check("D164", Severity.INFO)
def unknown_pupils(sheet: Sheet) -> Iterator[Finding]:
    """List schools with a compulsory stage whose pupils are not known."""
    taught = [r for r in sheet.records if r.values["type_code"] in STAGES_OF_TYPE]
    return blank(sheet, "pupils", taught)


def _exceeding(sheet: Sheet, parts: list[str], whole: str) -> Iterator[Finding]:
    """Yield the cells of a part that is larger than the whole, where both are known."""
    for record in sheet.records:
        for part in parts:
            value, limit = record.values[part], record.values[whole]
            if value is not None and limit is not None and value > limit:
                yield Finding(record.row, part, f"{value} > {limit}")
