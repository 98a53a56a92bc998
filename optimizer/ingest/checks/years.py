"""Checks of the year the statistics are of.

The canonical table has no column for it: it is a fact of the file, from a column
such as 统计年份 or 学年, or stated in the columns file. A school year counts by the
year it begins in, as the statistics are taken on 1 September.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, check
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.facts import parse_year
from optimizer.ingest.sheet import Sheet
from optimizer.ingest.values import AMOUNT_COLUMNS

_INDICATOR_COLUMNS = frozenset(
    {*AMOUNT_COLUMNS, "edu_hi", "backbone", "pe_art", "media_rooms"}
)
"""Figures the national measure is made of; its values go by year."""


def _years(sheet: Sheet) -> dict[int, int | None]:
    """Return the year of each row that states one; ``None`` if not understood."""
    years: dict[int, int | None] = {}
    for row, text in sheet.facts.of("year").items():
        try:
            years[row] = parse_year(text)
        except ValueError:
            years[row] = None
    return years


def year_of(sheet: Sheet) -> int | None:
    """Return the year stated for the file, else the one most rows state."""
    if sheet.year is not None:
        return sheet.year
    counts = Counter(year for year in _years(sheet).values() if year is not None)
    return max(counts, key=lambda year: (counts[year], year), default=None)


@check("D292", Severity.ERROR)
def mixed_years(sheet: Sheet) -> Iterator[Finding]:
    """Find rows of another year than the file's."""
    stated = year_of(sheet)
    for row, year in _years(sheet).items():
        if year is not None and year != stated:
            text = f"{sheet.facts.of('year')[row]} ≠ {stated}"
            yield Finding(row, "year", text)


@check("D293", Severity.INFO)
def no_year(sheet: Sheet) -> Iterator[Finding]:
    """State that a table with figures of the national measure names no year.

    A table with exactly the canonical header is not asked, as it has no place for it,
    nor one of a few rows.
    """
    is_large = len(sheet.records) >= LIMITS["year_rows_min"]
    has_figures = bool(_INDICATOR_COLUMNS & sheet.columns) and is_large
    is_canonical = sheet.facts.header == SCHOOL_COLUMNS
    if has_figures and not is_canonical and year_of(sheet) is None:
        yield Finding(sheet.header_row, "year", "")


@check("D296", Severity.WARNING)
def unreadable_year(sheet: Sheet) -> Iterator[Finding]:
    """Find years that are none."""
    for row, year in _years(sheet).items():
        if year is None:
            yield Finding(row, "year", sheet.facts.of("year")[row], "ignored")


@check("D294", Severity.WARNING)
def opened_after_year(sheet: Sheet) -> Iterator[Finding]:
    """Find schools that opened after the year of the statistics."""
    stated = year_of(sheet)
    for record in sheet.records:
        opened = record.values["opened"]
        if stated is not None and opened and int(opened[:4]) > stated:
            yield Finding(record.row, "opened", f"{record.raw['opened']} > {stated}")


@check("D295", Severity.WARNING)
def opened_too_early(sheet: Sheet) -> Iterator[Finding]:
    """Find schools that opened longer ago than is plausible."""
    for record in sheet.records:
        opened = record.values["opened"]
        if opened and int(opened[:4]) < LIMITS["opened_year_min"]:
            yield Finding(record.row, "opened", record.raw["opened"])
