"""Sheets that list schools: alliances, uncovered, issues, out of scope."""

from __future__ import annotations

from collections.abc import Container, Iterator

from optimizer.domain import School
from optimizer.plan import Alliance, Member
from optimizer.report.labels import Labels
from optimizer.report.phases import joined
from optimizer.report.trips import Trips
from optimizer.report.workbook.editing import (
    BLANK_ROWS,
    blank_row,
    open_for_editing,
)
from optimizer.report.workbook.sheet import Book, Cell, Column, Row

_MEMBERS = (
    Column("number", 5, 5, "whole"),
    Column("alliance_id", 9, 12),
    Column("alliance", 11, 12),
    Column("type", 7, 8, "centre"),
    Column("demonstrator", 5, 5, "centre"),
    Column("core", 11, 12),
    Column("role", 6, 6, "centre"),
    Column("start_year", 6, 6, "centre"),
    Column("county", 7, 7, "centre"),
    Column("town", 8, 9),
    Column("school", 12, 14),
    Column("school_id", 11, 12),
    Column("school_type", 7, 7, "centre"),
    Column("pupils", 7, 7, "whole"),
    Column("tags", 6, 6, "centre"),
    Column("minutes", 7, 7, "tenth"),
    Column("km", 7, 7, "tenth"),
    Column("source", 6, 8, "centre"),
    Column("borderline", 5, 5, "centre"),
    Column("reason", 20, 22),
    Column("next_best", 11, 12),
    Column("delta", 7, 8, "signed"),
)
"""Widths whose sum prints on A4 at 70 % or more, so that it can be read on paper."""
_UNCOVERED = (
    Column("number", 5, 6, "whole"),
    Column("county", 7, 9, "centre"),
    Column("town", 8, 13),
    Column("school", 16, 24),
    Column("school_id", 11, 14),
    Column("school_type", 8, 10, "centre"),
    Column("pupils", 7, 7, "whole"),
    Column("located", 6, 8, "centre"),
    Column("code", 6, 6, "centre"),
    Column("why", 24, 34),
    Column("lift", 24, 34),
    Column("nearest", 14, 18),
    Column("minutes", 7, 9, "tenth"),
)
_ISSUES = (
    Column("number", 5, 6, "whole"),
    Column("code", 7, 9, "centre"),
    Column("severity", 6, 9, "centre"),
    Column("row", 6, 8, "whole"),
    Column("column", 10, 18),
    Column("raw", 14, 32),
    Column("action", 10, 16, "centre"),
    Column("remedy", 40, 80),
)
_EXCLUDED = (
    Column("number", 5, 6, "whole"),
    Column("county", 8, 10, "centre"),
    Column("town", 8, 16),
    Column("school", 20, 36),
    Column("school_id", 12, 16),
    Column("school_type", 8, 18),
    Column("code", 6, 8, "centre"),
    Column("excluded_why", 22, 36),
    Column("fact", 10, 20),
)


MEMBER_HEADS = tuple(column.head for column in _MEMBERS)
"""Columns of the name list, in their order."""


def members_sheet(book: Book) -> None:
    """Write 名单表: one row per school in an alliance, its core first.

    People may change it and hand it back; see :mod:`optimizer.revision`.
    """
    labels = book.labels
    sheet = book.sheet("members", len(_MEMBERS))
    rows = name_rows(labels, book.trips)
    if rows:
        sheet.banner(labels.say("edit.how"), bg_color="#FFF2CC")
        rows += [blank_row(_MEMBERS)] * BLANK_ROWS
    head = sheet.row
    sheet.table(_MEMBERS, rows, only=True)
    sheet.row += 1
    for statement in labels.statements():
        sheet.banner(statement, font_color="#595959")
    sheet.close()
    if rows:
        sheet.worksheet.print_area(0, 0, sheet.row - 1, len(_MEMBERS) - 1)
        open_for_editing(sheet, _MEMBERS, rows, head)


def name_rows(labels: Labels, trips: Trips) -> list[Row]:
    """Return the rows of the name list."""
    marked = {(u.core, u.member.school_id) for u in trips.borderline}
    return [
        row for a in labels.plan.alliances for row in _alliance_rows(labels, a, marked)
    ]


def _alliance_rows(
    labels: Labels, alliance: Alliance, marked: Container[tuple[str, str]]
) -> Iterator[Row]:
    head: tuple[Cell, ...] = (
        labels.numbers[alliance.core],
        alliance.id,
        labels.alliance(alliance),
        labels.alliance_type(alliance),
        labels.yes(alliance.demonstrator),
        labels.school(alliance.core),
    )
    yield Row(
        (
            *head,
            labels.say("role.short.core"),
            _year(alliance.start_year),
            *_school_cells(labels, alliance.core),
            *("", None, None, "", "", _lead_reason(labels, alliance), "", None),
        ),
        strong=True,
        opens=True,
    )
    for member in alliance.members:
        is_marked = (alliance.core, member.school_id) in marked
        yield Row(
            (
                *head,
                labels.say("role.short.member"),
                _year(joined(alliance, member.start_year)),
                *_school_cells(labels, member.school_id),
                *_member_cells(labels, member, is_marked=is_marked),
            )
        )


def _lead_reason(labels: Labels, alliance: Alliance) -> str:
    """Return why a core may lead; the rest of its reasons is in the overview.

    All of them here would make the rows of cores so high that the list prints on
    twice the pages.
    """
    if not alliance.core_reason:
        return ""
    return labels.say("core.by", rule=labels.named("rule", alliance.core_reason))


def _year(year: int | None) -> str:
    return "" if year is None else str(year)


def _school_cells(labels: Labels, school_id: str) -> tuple[Cell, ...]:
    """Return county, town, name, id, type and pupils of a school."""
    school = labels.case.by_id.get(school_id)
    if school is None:
        return ("", "", "", school_id, "", None)
    kind = labels.school_type(school.type_code)
    return (*_place(labels, school), school.name, school_id, kind, school.pupils)


def _place(labels: Labels, school: School) -> tuple[str, str]:
    return labels.county(school.county_code), school.town or ""


def _member_cells(
    labels: Labels, member: Member, *, is_marked: bool
) -> tuple[Cell, ...]:
    """Return tags, trip, source, 临界, reason and next best core of a member."""
    best = member.next_best
    return (
        labels.tags(member.tags),
        member.minutes,
        member.km,
        labels.source(member.travel_source),
        labels.yes(True) if is_marked else "",
        labels.reason(member),
        "" if best is None else labels.school(best.core),
        None if best is None else best.delta,
    )


def uncovered_sheet(book: Book) -> None:
    """Write 未覆盖学校: the first reason and what would lift it."""
    labels = book.labels
    sheet = book.sheet("uncovered", len(_UNCOVERED))
    rows = []
    for number, record in enumerate(labels.plan.uncovered or (), start=1):
        school = labels.case.by_id.get(record.school_id)
        cells = _school_cells(labels, record.school_id)
        nearest = labels.school(record.nearest_core) if record.nearest_core else ""
        located = None if school is None else school.is_located
        why = (labels.outside(record), labels.lift(record))
        trip = (nearest, record.minutes)
        rows.append(
            Row((number, *cells, labels.yes(located), record.code, *why, *trip))
        )
    sheet.table(_UNCOVERED, rows, only=True)
    sheet.close()


def issues_sheet(book: Book) -> None:
    """Write 数据质量清单: what was noticed, what was done, what to do."""
    labels = book.labels
    sheet = book.sheet("issues", len(_ISSUES))
    rows = [
        Row(
            (
                number,
                issue.code,
                labels.named("severity", issue.severity),
                issue.row,
                issue.column,
                issue.value,
                labels.named("action", issue.action),
                labels.issue(issue),
            )
        )
        for number, issue in enumerate(labels.plan.issues, start=1)
    ]
    sheet.table(_ISSUES, rows, only=True)
    sheet.close()


def excluded_sheet(book: Book) -> None:
    """Write 不纳入名单: schools the policy leaves out, by which rule."""
    labels = book.labels
    sheet = book.sheet("excluded", len(_EXCLUDED))
    rows = []
    for number, record in enumerate(labels.plan.excluded or (), start=1):
        *cells, _pupils = _school_cells(labels, record.school_id)
        why = (labels.outside(record), labels.excluded_fact(record))
        rows.append(Row((number, *cells, record.code, *why)))
    sheet.table(_EXCLUDED, rows, only=True)
    sheet.close()
