"""Checks of the ten digits of a 标识码: two of category, two of province, six of order.

21 is primary (teaching points too), 31 junior (nine-year schools too), 34 senior
secondary, 51 special (DOMAIN 2.3). Ids of other shapes are the bureau's own affair,
unless most of the file has the official one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import Finding, at, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.tabular import normal

CATEGORY_OF_TYPE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("211", "218", "219", "221", "228"), "21"),
    **dict.fromkeys(("311", "312", "319"), "31"),
    **dict.fromkeys(("341", "342", "345"), "34"),
    **dict.fromkeys(("511", "512", "513", "514"), "51"),
}
"""First two digits of the id by type; types not listed are not checked."""

_OFFICIAL = re.compile(r"[0-9]{10}")
_TYPED = re.compile(r"[0-9oil]{6,}")
_MOST_LETTERS = 3


def _has_lookalike(text: str) -> bool:
    """Tell whether digits are full-width, or a letter stands where a digit should.

    Examples
    --------
    >>> _has_lookalike("21420O0001"), _has_lookalike("S422801001")
    (True, False)
    """
    bare = normal(text)
    if any(c.isdigit() and not c.isascii() for c in text):
        return True
    letters = sum(c.isalpha() for c in bare)
    is_typed = _TYPED.fullmatch(bare) is not None
    return is_typed and 0 < letters <= _MOST_LETTERS


def _official(sheet: Sheet) -> list[Record]:
    return [r for r in sheet.records if _OFFICIAL.fullmatch(r.raw["school_id"])]


@check("D297", Severity.WARNING)
def id_against_type(sheet: Sheet) -> Iterator[Finding]:
    """Find ids whose category is not the type's, or whose province not the county's."""
    for record in _official(sheet):
        school_id, county = record.raw["school_id"], record.values["county_code"]
        category = CATEGORY_OF_TYPE.get(record.values["type_code"] or "")
        expected = f"{category or school_id[:2]}{(county or school_id[2:4])[:2]}"
        if not school_id.startswith(expected):
            text = f"{school_id} ({expected}…)"
            yield Finding(record.row, "school_id", text)


@check("D298", Severity.INFO)
def id_of_another_length(sheet: Sheet) -> Iterator[Finding]:
    """List ids of digits that have not ten, where most ids of the file have."""
    number = len(_official(sheet))
    if number < max(1, LIMITS["official_id_share"] * len(sheet.records)):
        return
    for record in sheet.records:
        text = record.raw["school_id"]
        is_digits = text.isascii() and text.isdigit()
        if is_digits and not _OFFICIAL.fullmatch(text):
            yield at(record, "school_id")


@check("D299", Severity.WARNING)
def mistyped_id(sheet: Sheet) -> Iterator[Finding]:
    """Find ids with full-width digits, or with a letter O, I or l for a digit."""
    for record in sheet.records:
        for column in ("school_id", "parent_id"):
            if _has_lookalike(record.raw[column]):
                yield at(record, column)
