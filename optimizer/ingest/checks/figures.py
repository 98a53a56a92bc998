"""Checks of figures against each other."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import STAGES_OF_TYPE, SchoolType, Severity, Stage
from optimizer.ingest.checks.registry import Finding, at, blank, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.values import AMOUNT_COLUMNS, COUNT_COLUMNS

_PARTS = {Stage.PRIMARY: "pupils_primary", Stage.JUNIOR: "pupils_junior"}
_WITH_SENIOR = (SchoolType.COMPLETE_SECONDARY, SchoolType.TWELVE_YEAR)


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
    """Find pupils that are not the sum of primary and junior, where all are known.

    A part the type does not teach counts as 0 when blank. Where a senior part is
    taught too, pupils may be more than the sum.
    """
    for record in sheet.records:
        pupils = record.values["pupils"]
        primary, junior = (_part(record, stage) for stage in Stage)
        if pupils is None or primary is None or junior is None:
            continue
        has_senior = record.values["type_code"] in _WITH_SENIOR
        if pupils < primary + junior or (pupils > primary + junior and not has_senior):
            text = f"{pupils} ≠ {primary} + {junior}"
            yield Finding(record.row, "pupils", text)


def _part(record: Record, stage: Stage) -> int | None:
    """Return the pupils of a stage; 0 for a blank of one the type does not teach.

    With neither part given there is nothing to add up.
    """
    parts = {each: record.values[column] for each, column in _PARTS.items()}
    stages = STAGES_OF_TYPE.get(record.values["type_code"] or "", frozenset(Stage))
    is_given = any(part is not None for part in parts.values())
    part: int | None = parts[stage]
    return 0 if part is None and is_given and stage not in stages else part


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
