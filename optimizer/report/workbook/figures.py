"""Sheets of figures: coverage with its tiers, and parameters with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from optimizer import messages
from optimizer.plan import Tier
from optimizer.report.labels import Labels, reached, share
from optimizer.report.workbook.sheet import Book, Cell, Column, Row, Sheet

_SECONDS = "seconds"
_SECONDS_PER_MINUTE = 60

_COVERAGE = (
    Column("scope", 14, 24),
    Column("basis", 22, 34),
    Column("covered", 9, 12, "whole"),
    Column("total", 9, 12, "whole"),
    Column("fraction", 11, 14, "centre"),
    Column("share", 12, 14, "centre"),
    Column("target", 9, 10, "whole"),
    Column("needed", 11, 12, "whole"),
    Column("met", 10, 12, "centre"),
    Column("note", 12, 24),
)
_REACH = (
    Column("kind", 14, 24),
    Column("fraction", 22, 30, "centre"),
    Column("covered", 9, 12, "whole"),
    Column("total", 9, 12, "whole"),
    Column("share", 11, 14, "centre"),
)
_COUNTIES = (
    Column("county", 14, 24),
    Column("alliances", 22, 30, "whole"),
    Column("demonstrators", 9, 12, "whole"),
    Column("required", 9, 12, "whole"),
    Column("met", 11, 14, "centre"),
)
_TIERS = (
    Column("tier", 14, 24),
    Column("sense", 22, 30, "centre"),
    Column("value", 9, 14, "whole"),
    Column("unit", 9, 12, "centre"),
    Column("in_minutes", 11, 14, "tenth"),
    Column("bound", 12, 14, "whole"),
    Column("gap", 9, 10, "centre"),
    Column("proven", 11, 12, "centre"),
)
_POLICY = (
    Column("key", 26, 38),
    Column("value", 20, 44, "left"),
    Column("origin", 14, 24),
    Column("note", 40, 64),
)


def coverage_sheet(book: Book) -> None:
    """Write 覆盖率: counts and floor shares, schools reached, counties, tiers."""
    labels = book.labels
    sheet = book.sheet("coverage", len(_COVERAGE))
    sheet.block("block.coverage")
    sheet.table(_COVERAGE, _coverage_rows(labels))
    sheet.block("block.reach")
    sheet.table(_REACH, _reach_rows(labels))
    sheet.block("block.counties")
    sheet.table(_COUNTIES, _county_rows(labels))
    sheet.block("block.tiers")
    sheet.table(_TIERS, [_tier_row(labels, t) for t in labels.plan.tiers or ()])
    sheet.row += 1
    sheet.banner(labels.say("meta.status", status=labels.status()), bold=True)
    for text in (labels.say("statement.coverage"), *_counting(labels)):
        sheet.banner(text, font_color="#595959")
    sheet.close()


def _counting(labels: Labels) -> Iterator[str]:
    """Yield what is counted as covered, and of how many, on each basis (口径)."""
    yield labels.say("counting.covered")
    types = labels.case.policy.scope.counted_types
    names = dict.fromkeys(labels.school_type(code) for code in types)
    told = labels.say("list.comma").join(names)
    for basis in dict.fromkeys(row.basis for row in labels.plan.coverage or ()):
        if messages.has_text(f"counting.{basis}"):
            yield labels.say(f"counting.{basis}", types=told)


def _coverage_rows(labels: Labels) -> list[Row]:
    return [
        Row(
            (
                labels.scope(row),
                labels.named("basis", row.basis),
                row.covered,
                row.total,
                f"{row.covered}/{row.total}",
                share(row.covered, row.total),
                row.target_pct,
                row.needed,
                "" if row.met is None else labels.say("met" if row.met else "unmet"),
                labels.say("comparison") if labels.is_comparison(row) else "",
            ),
            strong=row.scope == "all" and row.target_pct is not None,
        )
        for row in labels.plan.coverage or ()
    ]


def _reach_rows(labels: Labels) -> list[Row]:
    return [
        Row(
            (
                reach.label,
                f"{reach.covered}/{reach.total}",
                reach.covered,
                reach.total,
                share(reach.covered, reach.total),
            )
        )
        for reach in reached(labels)
    ]


def _county_rows(labels: Labels) -> list[Row]:
    """Count alliances and demonstrators of every county in the table."""
    alliances = labels.plan.alliances
    owner = {
        a.core: a.county_code or labels.case.by_id[a.core].county_code
        for a in alliances
        if a.county_code or a.core in labels.case.by_id
    }
    found = Counter(owner.values())
    shown = Counter(owner[a.core] for a in alliances if a.demonstrator)
    floor = labels.case.policy.coverage.demonstrators_per_county
    counties = sorted({s.county_code for s in labels.case.schools} | found.keys())
    return [
        Row(
            (
                labels.county(code),
                found[code],
                shown[code],
                floor,
                labels.say("met" if shown[code] >= floor else "unmet"),
            )
        )
        for code in counties
    ]


def _tier_row(labels: Labels, tier: Tier) -> Row:
    is_time = tier.unit == _SECONDS
    return Row(
        (
            labels.named("tier", tier.name),
            labels.named("tier.sense", tier.sense),
            tier.value,
            labels.named("tier.unit", tier.unit),
            tier.value / _SECONDS_PER_MINUTE if is_time else None,
            tier.bound,
            labels.gap(tier.gap),
            labels.say("tier.proven" if tier.proven else "tier.open"),
        )
    )


def policy_sheet(book: Book) -> None:
    """Write 参数与来源: every value with its source, then data and program."""
    labels = book.labels
    sheet = book.sheet("policy", len(_POLICY))
    rows = [
        Row(
            (
                key,
                _value_cell(labels, value),
                labels.named("source", sourced.source.value),
                sourced.note,
            )
        )
        for key, value, sourced in labels.case.policy.entries()
    ]
    sheet.table(_POLICY, rows, only=True)
    sheet.block("block.origin")
    _origin_table(sheet)
    sheet.banner(labels.say("statement.suggested"), font_color="#595959")
    sheet.close()


def _value_cell(labels: Labels, value: Any) -> Cell:
    """Return a value of the policy: numbers as numbers, the rest in one line."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number else labels.value(value)


def _origin_table(sheet: Sheet) -> None:
    """Write status, direction and sources of travel, digests, seed, software."""
    labels = sheet.book.labels
    plan, policy = labels.plan, labels.case.policy
    travel = labels.say("list.comma").join(
        labels.say("item.pairs", source=source, n=n)
        for source, n in labels.travel_counts()
    )
    items: list[tuple[str, Cell]] = [
        (labels.say("item.version"), plan.version),
        (labels.say("item.status"), labels.status()),
        (
            labels.say("item.direction"),
            labels.named("direction", policy.travel.direction),
        ),
        (labels.say("item.travel"), travel),
        *(
            (labels.named("fingerprint", key), value)
            for key, value in (plan.fingerprint or {}).items()
        ),
    ]
    columns = (Column("item", 26, 38), Column("value", 20, 44, "left"))
    sheet.table(columns, [Row(item) for item in items])
