"""Sheet 教联体一览: one row for each alliance, its figures, reasons and warnings."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.plan import Alliance
from optimizer.report.figures import AllianceFigures, read_figures
from optimizer.report.labels import Labels
from optimizer.report.workbook.sheet import Book, Cell, Column, Row

_ALLIANCES = (
    Column("number", 5, 5, "whole"),
    Column("alliance", 16, 20),
    Column("county", 7, 8, "centre"),
    Column("core", 14, 18),
    Column("type", 7, 8, "centre"),
    Column("demonstrator", 5, 5, "centre"),
    Column("start_year", 6, 6, "centre"),
    Column("num_members", 6, 6, "whole"),
    Column("member_pupils", 7, 7, "whole"),
    Column("longest_minutes", 7, 8, "tenth"),
    Column("longest_km", 7, 8, "tenth"),
    Column("why_leads", 10, 14),
    Column("type_reason", 24, 34),
    Column("warnings", 24, 36),
)
"""Widths whose sum prints on A4 at 70 % or more, so that it can be read on paper."""


Group = tuple[Alliance, AllianceFigures]


def with_figures(labels: Labels) -> list[Group]:
    """Return the alliances of a plan with their figures."""
    found = read_figures(labels).alliances
    return list(zip(labels.plan.alliances, found, strict=True))


def overview_sheet(book: Book, groups: Sequence[Group] | None = None) -> None:
    """Write the alliances of the plan, or some; the numbers are those of the plan."""
    labels = book.labels
    sheet = book.sheet("overview", len(_ALLIANCES))
    listed = with_figures(labels) if groups is None else groups
    sheet.table(_ALLIANCES, [Row(_cells(labels, *each)) for each in listed], only=True)
    sheet.close()


def county_of(labels: Labels, alliance: Alliance) -> str | None:
    """Return the code of an alliance's county: its own, else that of its core."""
    core = labels.case.by_id.get(alliance.core)
    return alliance.county_code or (None if core is None else core.county_code)


def why_leads(labels: Labels, alliance: Alliance) -> str:
    """Return the rule by which a core may lead."""
    if not alliance.core_reason:
        return labels.say("dash")
    return labels.named("rule", alliance.core_reason)


def warnings(labels: Labels, alliance: Alliance) -> list[str]:
    """Return the warnings of an alliance as sentences."""
    return [labels.warning(note) for note in alliance.warnings]


def _cells(
    labels: Labels, alliance: Alliance, figures: AllianceFigures
) -> tuple[Cell, ...]:
    year = alliance.start_year
    return (
        figures.number,
        labels.alliance(alliance),
        labels.county(county_of(labels, alliance)),
        labels.school(alliance.core),
        labels.alliance_type(alliance),
        labels.yes(alliance.demonstrator),
        "" if year is None else str(year),
        figures.members,
        figures.pupils,
        figures.longest_minutes,
        figures.longest_km,
        why_leads(labels, alliance),
        labels.type_reason(alliance),
        "\n".join(warnings(labels, alliance)),
    )
