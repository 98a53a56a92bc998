"""Checks of schools that are closed, planned or renamed.

Which schools take part is decided by the policy, by the same text of the status.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from optimizer.domain import STAGES_OF_TYPE, Severity
from optimizer.ingest.checks.registry import Finding, at, check
from optimizer.ingest.sheet import Record, Sheet
from optimizer.tabular import normal

_CLOSED = (
    "停办",
    "停用",
    "停止办学",
    "撤并",
    "撤销",
    "撤点",
    "合并",
    "关闭",
    "注销",
    "closed",
)
_PLANNED = ("在建", "筹建", "筹办", "拟建", "规划", "待建", "planned")
_OPEN = frozenset({"", "正常", "在办", "normal", "open"})


class _State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    PLANNED = "planned"
    OTHER = "other"


def _state(record: Record) -> _State:
    text = normal(record.raw["status"])
    if text in _OPEN:
        return _State.OPEN
    if any(word in text for word in _CLOSED):
        return _State.CLOSED
    if any(word in text for word in _PLANNED):
        return _State.PLANNED
    return _State.OTHER


def _with_pupils(sheet: Sheet, state: _State) -> Iterator[Finding]:
    for record in sheet.records:
        if _state(record) is state and (record.values["pupils"] or 0) > 0:
            text = f"{record.raw['status']}: {record.raw['pupils']}"
            yield Finding(record.row, "status", text)


@check("D279", Severity.INFO)
def closed_or_planned(sheet: Sheet) -> Iterator[Finding]:
    """List the schools that are closed or planned and have no pupils."""
    for record in sheet.records:
        is_open = _state(record) in (_State.OPEN, _State.OTHER)
        if not is_open and not (record.values["pupils"] or 0) > 0:
            yield at(record, "status")


@check("D280", Severity.WARNING)
def open_without_pupils(sheet: Sheet) -> Iterator[Finding]:
    """Find schools of a compulsory stage that are open and have 0 pupils."""
    for record in sheet.records:
        is_taught = record.values["type_code"] in STAGES_OF_TYPE
        if is_taught and _state(record) is _State.OPEN and record.values["pupils"] == 0:
            yield at(record, "pupils")


@check("D281", Severity.WARNING)
def closed_with_pupils(sheet: Sheet) -> Iterator[Finding]:
    """Find closed schools with pupils."""
    return _with_pupils(sheet, _State.CLOSED)


@check("D282", Severity.WARNING)
def planned_with_pupils(sheet: Sheet) -> Iterator[Finding]:
    """Find planned schools with pupils."""
    return _with_pupils(sheet, _State.PLANNED)


@check("D283", Severity.WARNING)
def unclear_status(sheet: Sheet) -> Iterator[Finding]:
    """Find a status that says neither open nor closed, such as 更名."""
    for record in sheet.records:
        if _state(record) is _State.OTHER:
            yield at(record, "status")
