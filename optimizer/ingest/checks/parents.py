"""Checks of the school a teaching point or campus belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import SchoolType, Severity
from optimizer.ingest.checks.registry import Finding, at, check, rows_of
from optimizer.ingest.parent_names import parents_named
from optimizer.ingest.sheet import Record, Sheet


def _children(sheet: Sheet) -> Iterator[tuple[Record, Record | None]]:
    """Yield each row that names a parent, with the parent's row if there is one."""
    by_id = {record.school_id: record for record in sheet.records}
    for record in sheet.records:
        if record.raw["parent_id"]:
            yield record, by_id.get(record.values["parent_id"])


def _is_point(record: Record) -> bool:
    return str(record.values["type_code"]) == SchoolType.TEACHING_POINT


@check("D170", Severity.WARNING)
def unknown_parent(sheet: Sheet) -> Iterator[Finding]:
    """Find parents that are not in the table, by id or by name."""
    named = parents_named(sheet.records)
    for record, parent in _children(sheet):
        if parent is None and record.row not in named:
            yield at(record, "parent_id")


@check("D171", Severity.WARNING)
def parent_elsewhere(sheet: Sheet) -> Iterator[Finding]:
    """Find parents in another county."""
    for record, parent in _children(sheet):
        if parent is not None:
            own, other = (r.values["county_code"] for r in (record, parent))
            if own != other and None not in (own, other):
                text = f"{record.raw['parent_id']} ({other} ≠ {own})"
                yield Finding(record.row, "parent_id", text)


@check("D172", Severity.WARNING)
def own_parent(sheet: Sheet) -> Iterator[Finding]:
    """Find schools that name themselves as parent."""
    for record, parent in _children(sheet):
        if parent is record:
            yield at(record, "parent_id")


@check("D177", Severity.INFO)
def parent_by_name(sheet: Sheet) -> Iterator[Finding]:
    """List the parents given by the name of one school of the county."""
    for record, parent in _children(sheet):
        text = record.raw["parent_id"]
        if parent is not None and text != parent.school_id:
            value = f"{text} → {parent.school_id}"
            yield Finding(record.row, "parent_id", value, "converted")


@check("D178", Severity.WARNING)
def parent_of_several(sheet: Sheet) -> Iterator[Finding]:
    """Find parents given by a name that several schools of the county have."""
    named = parents_named(sheet.records)
    for record, parent in _children(sheet):
        if parent is None and record.row in named:
            value = f"{record.raw['parent_id']} ({rows_of(named[record.row])})"
            yield Finding(record.row, "parent_id", value)


@check("D267", Severity.WARNING)
def parent_with_a_parent(sheet: Sheet) -> Iterator[Finding]:
    """Find parents that belong to another school, but for teaching points (D269)."""
    for record, parent in _children(sheet):
        if parent is None or parent is record or _is_point(parent):
            continue
        above = parent.values["parent_id"]
        if above and above != parent.school_id:
            text = f"{record.raw['parent_id']} → {above}"
            yield Finding(record.row, "parent_id", text)


@check("D268", Severity.INFO)
def point_without_parent(sheet: Sheet) -> Iterator[Finding]:
    """List the teaching points that name no parent, where others may."""
    for record in filter(_is_point, sheet.records):
        if "parent_id" in sheet.columns and not record.raw["parent_id"]:
            yield at(record, "parent_id")


@check("D269", Severity.WARNING)
def point_as_parent(sheet: Sheet) -> Iterator[Finding]:
    """Find parents that are teaching points."""
    for record, parent in _children(sheet):
        if parent is not None and parent is not record and _is_point(parent):
            yield at(record, "parent_id")
