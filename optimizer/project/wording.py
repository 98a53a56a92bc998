"""What people type about a version: roles, reasons, dates. Hostile until read here."""

from __future__ import annotations

from datetime import date, timedelta

from optimizer.dossier import is_day
from optimizer.ingest.privacy import masked
from optimizer.project.sentences import ProjectError
from optimizer.report.labels import plain

MOST_ROLE = 200
MOST_WHY = 2_000
"""Longest role and longest reason, in characters."""

_WORKDAYS = 5
"""Monday to Friday, as ``date.weekday`` counts them."""


def read_role(value: str, option: str) -> str:
    """Return a role or office as one line; see :func:`read_text`."""
    return read_text(value, option, MOST_ROLE)


def read_text(
    value: str, option: str, most: int = MOST_WHY, *, may_be_blank: bool = False
) -> str:
    r"""Return a text as one line that every format can hold.

    Control characters become U+FFFD, phones and identity numbers asterisks, and line
    ends blanks: the log has one line an entry, and its tables one a row.

    Parameters
    ----------
    value
        As typed.
    option
        Option it was typed for, for the message.
    most
        Greatest length, inclusive.
    may_be_blank
        Whether nothing is an answer.

    Raises
    ------
    ProjectError
        J105 if it is blank or too long.

    Examples
    --------
    >>> read_text("按意见\n调整", "--why")
    '按意见 调整'
    """
    told = masked(" ".join(plain(" ".join(value.split())).split()))
    if len(told) > most or not (told or may_be_blank):
        raise ProjectError("J105", option=option, number=len(told), most=most)
    return told


def read_day(value: str, option: str) -> str:
    """Return a date as it was given.

    Raises
    ------
    ProjectError
        J103 if it is no day of the calendar, or beyond the years 2000 to 2100.
    """
    told = value.strip()
    if not is_day(told):
        raise ProjectError("J103", option=option, value=plain(value)[:40])
    return told


def working_days(start: str, end: str) -> int:
    """Return the days from Monday to Friday between two days, both included.

    Holidays of the state and the working weekends that make up for them are not
    known to the program.

    Examples
    --------
    >>> working_days("2026-11-30", "2026-12-06")
    5
    >>> working_days("2026-12-05", "2026-12-06")
    0
    """
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = ((first + timedelta(days=k)) for k in range((last - first).days + 1))
    return sum(day.weekday() < _WORKDAYS for day in days)
