"""Checks of figures against each other that no real school would give."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.values import read_value

_AMOUNT_LIMITS = {
    "room_area_m2": "room_m2_per_pupil_max",
    "sport_area_m2": "sport_m2_per_pupil_max",
    "equip_yuan": "equip_yuan_per_pupil_max",
}


def _ratio(record: Record, above: str, below: str) -> float | None:
    """Return one figure by another; ``None`` if one is not known or not above 0."""
    one, two = record.values[above], record.values[below]
    return one / two if one and two and one > 0 and two > 0 else None


def _told(record: Record, above: str, below: str, ratio: float) -> Finding:
    one, two = record.values[above], record.values[below]
    return Finding(record.row, above, f"{one:.15g} / {two} = {ratio:.4g}")


@check("D270", Severity.WARNING)
def odd_class_size(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with very many or very few pupils for each class."""
    for record in sheet.records:
        size = _ratio(record, "pupils", "classes")
        if size is not None and not (
            LIMITS["class_pupils_min"] <= size <= LIMITS["class_pupils_max"]
        ):
            yield _told(record, "pupils", "classes", size)


@check("D271", Severity.WARNING)
def more_boarders_than_pupils(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with more boarders than pupils, where the file has boarders."""
    boarders = sheet.facts.of("boarders")
    for record in sheet.records:
        pupils = record.values["pupils"]
        try:
            number = read_value("pupils", boarders.get(record.row, "")).value
        except ValueError:
            continue
        if pupils is not None and number > pupils:
            yield Finding(record.row, "boarders", f"{number} > {pupils}")


@check("D272", Severity.WARNING)
def odd_pupils_per_teacher(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with very many or very few pupils for each teacher."""
    for record in sheet.records:
        number = _ratio(record, "pupils", "teachers")
        if number is not None and not (
            LIMITS["teacher_pupils_min"] <= number <= LIMITS["teacher_pupils_max"]
        ):
            yield _told(record, "pupils", "teachers", number)


@check("D273", Severity.WARNING)
def too_many_media_rooms(sheet: Sheet) -> Iterator[Finding]:
    """Find schools with far more media rooms than classes."""
    for record in sheet.records:
        number = _ratio(record, "media_rooms", "classes")
        if number is not None and number > LIMITS["media_per_class_max"]:
            yield _told(record, "media_rooms", "classes", number)


@check("D274", Severity.WARNING)
def too_much_per_pupil(sheet: Sheet) -> Iterator[Finding]:
    """Find areas and equipment beyond belief; not asked of the smallest schools."""
    for record in sheet.records:
        if (record.values["pupils"] or 0) < LIMITS["ratio_pupils_min"]:
            continue
        for column, limit in _AMOUNT_LIMITS.items():
            number = _ratio(record, column, "pupils")
            if number is not None and number > LIMITS[limit]:
                yield _told(record, column, "pupils", number)
