"""Checks of the writings of towns; the rule stands in :mod:`optimizer.ingest.towns`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from optimizer.domain import Severity
from optimizer.ingest.checks.registry import Finding, check, rows_of
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.towns import county_name, match_town, official_town, town_name


@check("D264", Severity.INFO)
def town_taken_as_official(sheet: Sheet) -> Iterator[Finding]:
    """List the towns that were taken under their official name."""
    for record in sheet.records:
        town = record.raw["town"]
        official = official_town(town, record.values["county_code"])
        if official != town:
            yield Finding(record.row, "town", f"{town} → {official}", "converted")


@check("D265", Severity.WARNING)
def town_of_another_level(sheet: Sheet) -> Iterator[Finding]:
    """Find towns that differ from an official one in 街道, 镇 or 乡 only."""
    for (county, town), records in _by_writing(sheet).items():
        former = match_town(town, county).former
        if former is not None:
            text = f"{town} ≈ {former} ({rows_of(records)})"
            yield Finding(records[0].row, "town", text)


@check("D266", Severity.WARNING)
def two_writings_of_a_town(sheet: Sheet) -> Iterator[Finding]:
    """Find writings that no list decides on and that the rule takes for one town."""
    groups: dict[tuple[str, str], dict[str, list[Record]]] = defaultdict(dict)
    for (county, town), records in _by_writing(sheet).items():
        match = match_town(town, county)
        if match.official is None and match.former is None:
            stem = town_name(town, county_name(county)).stem
            groups[county, stem][town] = records
    for writings in groups.values():
        if len(writings) > 1:
            text = " ≈ ".join(f"{w} ({rows_of(r)})" for w, r in writings.items())
            last = max(records[0].row for records in writings.values())
            yield Finding(last, "town", text)


def _by_writing(sheet: Sheet) -> Mapping[tuple[str, str], list[Record]]:
    """Return the rows of each writing of a town in a county, in file order."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in sheet.records:
        county, town = record.values["county_code"], record.raw["town"]
        if county is not None and town:
            found[county, town].append(record)
    return found
