"""The registry of checks and the loop over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from optimizer.domain import Issue, Severity
from optimizer.ingest.sheet import Record, Sheet


class Finding(NamedTuple):
    """Where a check struck; the fields are those of an issue."""

    row: int | None
    column: str
    value: str
    action: str = "kept"


_ROWS_TOLD = 10

Rule = Callable[[Sheet], Iterable[Finding]]
"""A check's function: all findings in one sheet."""


@dataclass(frozen=True)
class Check:
    """A rule with its code and severity; its text stands in the messages."""

    code: str
    severity: Severity
    rule: Rule


CHECKS: dict[str, Check] = {}
"""Every check by its code, in the order they were declared."""


def check(code: str, severity: Severity) -> Callable[[Rule], Rule]:
    """Register a rule under a code.

    Raises
    ------
    ValueError
        If the code is taken.
    """

    def register(rule: Rule) -> Rule:
        if code in CHECKS:
            msg = f"check {code} is declared twice."
            raise ValueError(msg)
        CHECKS[code] = Check(code, severity, rule)
        return rule

    return register


def run_checks(sheet: Sheet) -> list[Issue]:
    """Run every check and return the issues by row, then by code."""
    issues = [
        Issue(
            each.code,
            each.severity,
            row=finding.row,
            column=finding.column,
            value=finding.value,
            action="refused" if each.severity is Severity.ERROR else finding.action,
            file=sheet.file,
        )
        for each in CHECKS.values()
        for finding in each.rule(sheet)
    ]
    return sorted(issues, key=lambda issue: (issue.row or 0, issue.code))


def at(record: Record, column: str, action: str = "kept") -> Finding:
    """Return a finding at one cell, with its text."""
    return Finding(record.row, column, record.raw[column], action)


def unread(
    sheet: Sheet, columns: Iterable[str], action: str = "ignored"
) -> Iterator[Finding]:
    """Yield the cells that hold text no parser understood."""
    names = tuple(columns)
    for record in sheet.records:
        for name in names:
            if record.raw[name] and record.values[name] is None:
                yield at(record, name, action)


def blank(sheet: Sheet, column: str, records: Iterable[Record]) -> Iterator[Finding]:
    """Yield the blank cells of a column; one finding if the whole column is absent.

    Forms have no header to point at: each of them is told.
    """
    found = [record for record in records if not record.raw[column]]
    is_absent = column not in sheet.columns and sheet.header_row is not None
    if found and is_absent:
        yield Finding(sheet.header_row, column, "")
    else:
        yield from (at(record, column) for record in found)


def rows_of(records: Iterable[Record]) -> str:
    """Return the row numbers of records for a message; of many the first few."""
    numbers = [str(record.row) for record in records]
    more = ", …" if len(numbers) > _ROWS_TOLD else ""
    return ", ".join(numbers[:_ROWS_TOLD]) + more
