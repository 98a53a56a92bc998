"""Roles, reasons and dates as people type them."""

from __future__ import annotations

import pytest

from optimizer.project.sentences import ProjectError
from optimizer.project.wording import (
    MOST_ROLE,
    MOST_WHY,
    is_day,
    read_day,
    read_role,
    read_text,
    working_days,
)
from tests.report.map_factory import EVIL


@pytest.mark.parametrize("value", [*EVIL, "=1+1", "[red]x[/red]", "😀", "a\u2028b"])
def test_hostile_text_is_one_line_of_text(value: str) -> None:
    """Tests markup, formulas, line ends, marks of direction and controls."""
    told = read_text(value, "--why")
    assert "\n" not in told
    assert not set(told) & set("\x00\u2028\u2029\u202e\ud800")
    assert told
    assert read_text(told, "--why") == told


def test_text_of_controls_alone_is_no_text() -> None:
    """Tests blanks, and that a control character leaves a mark."""
    for value in ("", " \n\t ", "\u3000"):
        with pytest.raises(ProjectError, match="J105"):
            read_role(value, "--by")
    assert read_text("", "--note", may_be_blank=True) == ""
    assert read_role("a\x07b", "--by") == "a\ufffdb"
    assert read_role("局\udcff", "--by") == "局\ufffd"


def test_lengths_are_inclusive() -> None:
    """Tests the longest role and reason, and one character more."""
    assert len(read_role("局" * MOST_ROLE, "--by")) == MOST_ROLE
    assert len(read_text("长" * 1_000, "--why")) == 1_000
    assert len(read_text("长" * MOST_WHY, "--why")) == MOST_WHY
    for value, option, most in (("局", "--by", MOST_ROLE), ("长", "--why", MOST_WHY)):
        with pytest.raises(ProjectError, match="J105"):
            read_text(value * (most + 1), option, most)


def test_phones_are_masked() -> None:
    """Tests that no personal number gets into a log that cannot be changed."""
    assert "13800000000" not in read_text("联系 13800000000", "--why")
    for value in ("局党组会2026年11月30日研究", "恩施州教发〔2023〕3号"):
        assert read_text(value, "--why") == value


@pytest.mark.parametrize(
    "value",
    [
        *("2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-11-3"),
        *("2026/11/30", "20261130", "30-11-2026", "2026-11-30T00:00", "今天", ""),
        *("1999-12-31", "2101-01-01", "２０２６-11-30", "2026年11月30日"),
        *("2026-11-30\n2026-11-30", "0000-00-00", "-026-11-30", "\x00" * 2_000),
    ],
)
def test_date_that_is_none_is_refused(value: str) -> None:
    """Tests days that are not in the calendar and other ways to write one."""
    assert not is_day(value)
    with pytest.raises(ProjectError, match="J103") as caught:
        read_day(value, "--date")
    assert len(caught.value.render("zh")) < 300


@pytest.mark.parametrize("value", ["2024-02-29", " 2026-11-30 ", "2000-01-01"])
def test_date_of_the_calendar_is_taken(value: str) -> None:
    """Tests a leap day, blanks around, and the first year."""
    assert read_day(value, "--date") == value.strip()


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-30", "2026-12-04", 5),
        ("2026-11-30", "2026-12-03", 4),
        ("2026-11-28", "2026-11-29", 0),
        ("2026-11-27", "2026-11-30", 2),
        ("2026-12-31", "2027-01-01", 2),
        ("2026-11-30", "2026-11-30", 1),
        ("2026-12-01", "2026-11-30", 0),
    ],
)
def test_working_days_count_both_ends(start: str, end: str, days: int) -> None:
    """Tests whole weeks, weekends, the turn of the year and one day."""
    assert working_days(start, end) == days
