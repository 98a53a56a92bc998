"""Checks of schools that stand in two rows under two ids.

Two rows of one town with one name are told once: as equal rows, as one school with
different pupils, or as one name under two ids.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from optimizer.domain import STAGES_OF_TYPE, Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.towns import county_name, town_name
from optimizer.tabular import normal

_ORDINAL = re.compile(r"[\d一二三四五六七八九十东西南北中上下甲乙丙丁]")
_JUNIOR_WORDS = ("初中", "中学")


def _name(record: Record) -> str:
    """Return a school's name without width, blanks and the county in front."""
    name = normal(record.raw["name"])
    county = county_name(record.values["county_code"])
    return name.removeprefix(county) or name


def _town(record: Record) -> tuple[str, str]:
    """Return a town as the rule of towns compares it, for grouping."""
    county = county_name(record.values["county_code"])
    stem, level = town_name(record.values["town"] or "", county)
    return stem, level


def _namesakes(sheet: Sheet) -> Iterator[tuple[Record, Record]]:
    """Yield each row whose town and name an earlier row has under another id."""
    first: dict[tuple[object, ...], Record] = {}
    for record in sheet.records:
        if record.school_id is None or not (record.raw["name"] and record.raw["town"]):
            continue
        key = (record.values["county_code"], _town(record), _name(record))
        earlier = first.setdefault(key, record)
        if earlier.school_id != record.school_id:
            yield record, earlier


def _is_copy(record: Record, earlier: Record) -> bool:
    """Tell whether two rows are the same in everything but the id."""
    return all(
        text == earlier.raw[name]
        for name, text in record.raw.items()
        if name != "school_id"
    )


def _have_other_pupils(record: Record, earlier: Record) -> bool:
    known = {record.values["pupils"], earlier.values["pupils"]} - {None}
    return len(known) > 1


def _told(record: Record, earlier: Record) -> Finding:
    same = f"(= {earlier.row}, {earlier.school_id})"
    text = f"{record.raw['name']}: {record.school_id} {same}"
    return Finding(record.row, "school_id", text)


@check("D260", Severity.WARNING)
def one_name_under_two_ids(sheet: Sheet) -> Iterator[Finding]:
    """Find schools of one town with one name and different ids."""
    for record, earlier in _namesakes(sheet):
        if not _is_copy(record, earlier) and not _have_other_pupils(record, earlier):
            yield _told(record, earlier)


@check("D262", Severity.WARNING)
def copied_row(sheet: Sheet) -> Iterator[Finding]:
    """Find rows that repeat an earlier row in everything but the id."""
    for record, earlier in _namesakes(sheet):
        if _is_copy(record, earlier):
            yield _told(record, earlier)


@check("D263", Severity.WARNING)
def one_school_with_two_enrolments(sheet: Sheet) -> Iterator[Finding]:
    """Find schools of one town with one name and different pupils."""
    for record, earlier in _namesakes(sheet):
        if _have_other_pupils(record, earlier):
            pupils, other = record.values["pupils"], earlier.values["pupils"]
            text = f"{record.raw['name']}: {pupils} ≠ {other} (= {earlier.row})"
            yield Finding(record.row, "pupils", text)


@check("D261", Severity.WARNING)
def similar_neighbours(sheet: Sheet) -> Iterator[Finding]:
    """Find schools of one stage at one place whose names are nearly the same."""
    for record, earlier in _neighbours(sheet):
        if _are_similar(record, earlier):
            text = f"{record.raw['name']} ≈ {earlier.raw['name']} (= {earlier.row})"
            yield Finding(record.row, "name", text)


def _are_similar(record: Record, other: Record) -> bool:
    """Tell whether names differ in little but not in a number or a bearing."""
    one, two = _name(record), _name(other)
    stages = [STAGES_OF_TYPE.get(r.values["type_code"] or "") for r in (record, other)]
    if not stages[0] or not stages[1] or not stages[0] & stages[1]:
        return False
    if one == two or _ORDINAL.findall(one) != _ORDINAL.findall(two):
        return False
    if any((word in one) != (word in two) for word in _JUNIOR_WORDS):
        return False
    ratio = SequenceMatcher(None, one, two, autojunk=False).ratio()
    return ratio >= LIMITS["same_name_ratio"]


def _neighbours(sheet: Sheet) -> Iterator[tuple[Record, Record]]:
    """Yield each located row with each earlier one within the distance of one place."""
    from optimizer.ingest.counties import metres_between

    limit_m = LIMITS["same_place_m"]
    side = limit_m / 80_000  # degrees; at least 50 m of longitude up to 40 N
    cells: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for record in sheet.records:
        if not record.is_located:
            continue
        lon, lat = record.values["lon"], record.values["lat"]
        column, line = int(lon // side), int(lat // side)
        around = [(column + i, line + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        near = [other for cell in around for other in cells.get(cell, ())]
        for other in near[:_MOST_AT_ONE_PLACE]:
            place = other.values["lon"], other.values["lat"]
            if (lon, lat) == place or metres_between((lon, lat), place) <= limit_m:
                yield record, other
        cells[column, line].append(record)


_MOST_AT_ONE_PLACE = 20
"""Beyond so many rows a place is a placeholder, which another check tells."""
