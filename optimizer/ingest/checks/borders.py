"""Checks of points and codes against the county a row names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.tabular import normal

_FULL_CODE_DIGITS = (9, 12)


def _located(sheet: Sheet) -> dict[str, list[Record]]:
    """Return the located rows of each county."""
    located: dict[str, list[Record]] = defaultdict(list)
    for record in sheet.records:
        if record.is_located and record.values["county_code"] is not None:
            located[record.values["county_code"]].append(record)
    return located


def _distances(sheet: Sheet) -> Iterator[tuple[Record, float]]:
    """Yield each row of a county with a polygon and its metres outside of it."""
    from optimizer.ingest.counties import county_shapes, metres_outside

    shapes = county_shapes()
    located = _located(sheet)
    for code in sorted(located.keys() & shapes.keys()):
        records = located[code]
        distances = metres_outside(
            shapes[code],
            [record.values["lon"] for record in records],
            [record.values["lat"] for record in records],
        )
        yield from zip(records, distances.tolist(), strict=True)


@check("D158", Severity.WARNING)
def place_outside_county(sheet: Sheet) -> Iterator[Finding]:
    """Find points outside their county, and name the shipped county they lie in."""
    from optimizer.ingest.counties import county_at

    for record, metres in _distances(sheet):
        if metres > LIMITS["border_outside_m"]:
            own = record.values["county_code"]
            there = county_at(record.values["lon"], record.values["lat"])
            where = f"; → {there}" if there else ""
            text = f"{record.place_text} ({own}: {metres / 1000:.1f} km{where})"
            yield Finding(record.row, "lon, lat", text)


@check("D289", Severity.INFO)
def place_near_border(sheet: Sheet) -> Iterator[Finding]:
    """List the points so near their county's border that an error may cross it."""
    from optimizer.ingest.counties import are_near_border, county_shapes

    shapes = county_shapes()
    outside = {
        record.row
        for record, metres in _distances(sheet)
        if 0 < metres <= LIMITS["border_outside_m"]
    }
    located = _located(sheet)
    for code in sorted(located.keys() & shapes.keys()):
        records = located[code]
        near = are_near_border(
            shapes[code],
            [record.values["lon"] for record in records],
            [record.values["lat"] for record in records],
            LIMITS["border_inside_m"],
        )
        for record, is_near in zip(records, near.tolist(), strict=True):
            is_inside = record.row not in outside
            if (is_near and is_inside) or not is_inside:
                text = f"{record.place_text} ({code})"
                yield Finding(record.row, "lon, lat", text)


@check("D290", Severity.WARNING)
def stray_county(sheet: Sheet) -> Iterator[Finding]:
    """Find the few rows of other counties in a table of one county."""
    codes = [record.values["county_code"] for record in sheet.records]
    counts = Counter(code for code in codes if code is not None)
    total = counts.total()
    if total < LIMITS["one_county_rows_min"]:
        return
    main, number = counts.most_common(1)[0]
    if number < LIMITS["one_county_share"] * total:
        return
    for record in sheet.records:
        code = record.values["county_code"]
        if code not in (None, main):
            yield Finding(record.row, "county_code", f"{code} ≠ {main}")


@check("D291", Severity.WARNING)
def county_against_full_code(sheet: Sheet) -> Iterator[Finding]:
    """Find codes of a town or village that begin with another county's code."""
    codes = sheet.facts.of("full_code")
    for record in sheet.records:
        county = record.values["county_code"]
        texts = [codes.get(record.row, ""), record.raw["town"], record.raw["village"]]
        for text in map(normal, texts):
            is_code = text.isascii() and text.isdigit()
            if not is_code or len(text) not in _FULL_CODE_DIGITS or county is None:
                continue
            if not text.startswith(county):
                yield Finding(record.row, "county_code", f"{county} ≠ {text}")
