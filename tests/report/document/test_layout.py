"""Measures: shapes of pages, widths of columns, rows that have to break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.report.blocks import Col, Para, Sheet, Table
from optimizer.report.document.layout import (
    BROAD,
    CELL_MM,
    LOOKS,
    UPRIGHT,
    breakable,
    clean,
    column_widths,
    fitted_widths,
    held_to_next,
    is_short,
    is_tall,
    parts,
)


def test_type_area_is_that_of_the_standard() -> None:
    assert (UPRIGHT.room, UPRIGHT.depth) == (156, 225)
    assert (BROAD.room, BROAD.depth) == (247, 156)


def test_parts_follow_the_sheets_and_none_is_empty() -> None:
    a, b = Para("a"), Para("b")
    made = list(parts([Sheet(), a, Sheet(broad=True), Sheet(), Sheet(broad=True), b]))
    assert [(part.page, part.blocks) for part in made] == [
        (UPRIGHT, (a,)),
        (BROAD, (b,)),
    ]
    assert [part.blocks for part in parts([a, Sheet()])] == [(a,)]
    assert [part.blocks for part in parts([])] == [()]


def test_signature_stays_with_its_date_and_what_stands_before() -> None:
    table = Table([Col("甲")], [])
    blocks = [Para("a"), table, Para("b"), Para("c", "sign"), Para("d", "sign")]
    assert list(held_to_next(blocks)) == [False, False, True, True, False]
    assert list(held_to_next([table, Para("d", "sign")])) == [False, False]
    assert list(held_to_next([])) == []


@given(st.lists(st.floats(-1, 100), min_size=1, max_size=12))
def test_columns_fill_the_width_and_each_has_some(shares: list[float]) -> None:
    widths = column_widths([Col("", share) for share in shares], 156)
    assert sum(widths) == pytest.approx(156)
    assert min(widths) > 0


@pytest.mark.parametrize(
    ("row", "tall"),
    [
        (["短", "短"], False),
        (["字" * 100, ""], False),
        (["字" * 1000, ""], True),
        (["", "字" * 1000], False),
        (["a\n" * 80, ""], True),
    ],
)
def test_only_rows_near_the_height_of_a_page_break(row: list[str], tall: bool) -> None:
    table = Table([Col("甲", 1), Col("乙", 3)], [row])
    widths = column_widths(table.columns, UPRIGHT.room)
    assert is_tall(table, row, widths, UPRIGHT, LOOKS["zh"]) is tall


def test_height_people_need_counts() -> None:
    table = Table([Col("甲")], [[""]], blank_mm=400)
    assert is_tall(table, [""], [156.0], UPRIGHT, LOOKS["zh"])


def test_numbers_keep_to_one_line_where_others_have_room() -> None:
    columns = [Col("序号", 0.5), Col("意见", 9.5)]
    look = LOOKS["zh"]
    asked = column_widths(columns, UPRIGHT.room)
    narrow, broad = fitted_widths(Table(columns, [("118", "字")]), UPRIGHT.room, look)
    assert narrow > asked[0]
    assert narrow + broad == pytest.approx(UPRIGHT.room)
    assert breakable("118", narrow - 2 * CELL_MM[0], look.cell) == "118"


@pytest.mark.parametrize("rows", [[], [("1", "字")], [("1", "x" * 64)]])
def test_columns_with_room_stay_as_they_are(rows: list[tuple[str, str]]) -> None:
    columns = [Col("序号", 1), Col("意见", 9)]
    made = fitted_widths(Table(columns, rows), UPRIGHT.room, LOOKS["zh"])
    assert made == pytest.approx(column_widths(columns, UPRIGHT.room))


def test_columns_share_the_width_where_no_numbers_fit() -> None:
    columns = [Col("", 1)] * 30
    row = ["2,345.67"] * 30
    made = fitted_widths(Table(columns, [row]), UPRIGHT.room, LOOKS["zh"])
    assert made == pytest.approx([UPRIGHT.room / 30] * 30)


@pytest.mark.parametrize(("count", "short"), [(0, True), (10, True), (60, False)])
def test_short_tables_stay_whole(count: int, short: bool) -> None:
    table = Table([Col("甲", 1), Col("乙", 3)], [("短", "短")] * count)
    widths = column_widths(table.columns, UPRIGHT.room)
    assert is_short(table, widths, UPRIGHT, LOOKS["zh"]) is short


def test_runs_break_only_where_they_are_too_long() -> None:
    assert breakable("Wuyang school 中文", 20, 10) == "Wuyang school 中文"
    broken = breakable("x" * 40 + "e\u0301", 20, 10)
    assert broken.replace("\u200b", "") == "x" * 40 + "e\u0301"
    assert broken.endswith("\u200be\u0301")
    assert breakable("字" * 100, 20, 10) == "字" * 100


def test_no_format_gets_a_sign_it_cannot_hold() -> None:
    assert clean("a\r\nb\u2029c\x00\ud800\ufffe") == "a\nb\nc\ufffd\ufffd\ufffd"
