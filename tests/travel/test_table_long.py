"""Tests of what the bureau may type into a long travel table."""

from __future__ import annotations

import re

import pytest

from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN
from optimizer.messages import text
from optimizer.travel.table import read_table
from optimizer.travel.table.words import heading_of

from .table_files import (
    codes,
    errors_of,
    matrix_of,
    schools,
    write,
    write_csv,
    write_xlsx,
)

IDS = ("001", "002", "003")
NAMES = {"001": "红土中心小学", "002": "沙地 初中", "003": "示例·（一）小"}


def read(tmp_path, header, *rows, **names):
    """Read a table given as lines."""
    path = write(tmp_path, "\n".join([header, *rows, ""]))
    return read_table(path, schools(*IDS, **names))


@pytest.mark.parametrize(
    "written",
    [
        ("红土中心小学", "沙地 初中"),
        (" 红土 中心小学 ", "沙地初中"),
        ("001", "沙地　初中"),
        ("示例·(一)小", "002"),
    ],
)
def test_school_by_name_any_width_and_blanks(tmp_path, written):
    """Tests names beside ids, in NFKC and without blanks."""
    table, _ = read(tmp_path, "起点,终点,分钟", ",".join((*written, "5")), **NAMES)
    start = 2 if written[0].startswith("示例") else 0
    assert (table.start.tolist(), table.end.tolist()) == ([start], [1])


def test_name_of_two_schools_is_an_error_with_their_ids(tmp_path):
    """Tests that an ambiguous name is never guessed; the id beside it works."""
    names = {"001": "中心小学", "002": "中心 小学", "003": "别处"}
    body = "起点,终点,分钟\n中心小学,003,5\n002,别处,6\n"
    found = errors_of(write(tmp_path, body), IDS, **names)
    assert found == [("T231", 2, "from_id", "中心小学 (001, 002)")]
    table, _ = read(tmp_path, "起点,终点,分钟", "002,别处,6", **names)
    assert len(table) == 1


def test_id_wins_over_the_name_of_another_school(tmp_path):
    """Tests a text that is one school's id and another's name."""
    table, _ = read(tmp_path, "from,to,minutes", "002,003,5", **{"001": "002"})
    assert table.start.tolist() == [1]


@pytest.mark.parametrize(
    ("header", "value", "seconds"),
    [
        ("分钟", "12.5", 750),
        ("车程（分钟）", "12.5", 750),
        ("用时", "12.5", 750),
        ("时长", "1", 60),
        ("行车时间", "1", 60),
        ("驾车时间(分钟)", "1", 60),
        ("小时", "0.5", 1800),
        ("hours", "0.5", 1800),
        ("时长（小时）", "1.5", 5400),
        ("秒", "90", 90),
        ("duration_s", "90.4", 90),
        ("Duration (s)", "90", 90),
        ("用时(单位：秒)", "0.2", 1),
        ("travel_time[min]", "2", 120),
    ],
)
def test_time_header_states_the_unit(tmp_path, header, value, seconds):
    """Tests minutes, hours and seconds, told by the header alone."""
    table, _ = read(tmp_path, f"起始学校,目标学校,{header}", f"001,002,{value}")
    assert table.seconds.tolist() == [seconds]


@pytest.mark.parametrize(
    ("header", "value", "metres"),
    [
        ("公里", "7.25", 7250),
        ("行驶里程", "7.25", 7250),
        ("距离", "7.25", 7250),
        ("车程(公里)", "7.25", 7250),
        ("米", "7250", 7250),
        ("距离（米）", "7250", 7250),
        ("distance_m", "7250.4", 7250),
    ],
)
def test_distance_header_states_the_unit(tmp_path, header, value, metres):
    """Tests kilometres and metres, told by the header alone."""
    table, _ = read(tmp_path, f"起点,终点,分钟,{header}", f"001,002,1,{value}")
    assert table.metres.tolist() == [metres]


@pytest.mark.parametrize("header", ["duration", "distance", "时间", "time", "s", "m"])
def test_header_of_unclear_unit_is_no_column(header):
    """Tests that a unit is never guessed from a word exports use both ways."""
    assert heading_of(header) is None


def test_bare_header_is_noted(tmp_path):
    """Tests that an unwritten unit is said, and a written one is not."""
    _, issues = read(tmp_path, "起点,终点,用时,里程(公里),来源", "001,002,1,1,实测")
    assert codes(issues) == [("T239", "用时")]


def test_two_columns_of_one_quantity_are_refused(tmp_path):
    """Tests that minutes and seconds side by side are not chosen between."""
    with pytest.raises(DataError, match="F106"):
        read(tmp_path, "起点,终点,minutes,duration_s", "001,002,1,60")


def test_names_beside_ids_are_left_alone(tmp_path):
    """Tests an export with a column of names: used only if there are no ids."""
    table, _ = read(tmp_path, "起点编号,起点名称,终点,分钟", "001,?,002,1")
    assert table.start.tolist() == [0]
    table, _ = read(tmp_path, "起点名称,终点名称,分钟", "红土中心小学,002,1", **NAMES)
    assert table.start.tolist() == [0]


@pytest.mark.parametrize("header", ["起点,终点,分钟", "起点,终点,分钟,公里"])
def test_minutes_only_leaves_km_open(tmp_path, header):
    """Tests a blank km and a missing column of km: stated minutes, unknown metres."""
    rows = ["001,002,10" + "," * (header.count(",") - 2)]
    table, issues = read(tmp_path, header, *rows)
    assert (table.seconds.tolist(), table.metres.tolist()) == ([600], [UNKNOWN])
    assert [SOURCES[k] for k in table.source] == ["measured"]
    assert table.rows.tolist() == [2]
    assert [i.code for i in issues] == ["T251"]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("30分钟", 1800), ("30 分", 1800), ("３０．５分钟", 1830), ("0.5小时", 1800),
        ("1小时20分", 4800), ("1 小时 20 分钟", 4800), ("90秒", 90), ("45min", 2700),
        ("1h", 3600), ("３０", 1800), (".5", 30), ("2.", 120), ("+3", 180),
        ("1e1", 600),
    ],
)  # fmt: skip
def test_number_with_clear_meaning_is_read(tmp_path, written, seconds):
    """Tests full-width digits and units in cells; a unit in a cell is noted."""
    table, issues = read(tmp_path, "起点,终点,分钟,来源", f"001,002,{written},实测")
    assert table.seconds.tolist() == [seconds]
    has_unit = bool(re.search("[分时秒mh]", written))
    assert codes(issues) == ([("T238", "1")] if has_unit else [])


@pytest.mark.parametrize(
    ("written", "metres"),
    [("12.5公里", 12500), ("800米", 800), ("3 km", 3000), ("1公里200米", 1200)],
)
def test_distance_with_its_unit_is_read(tmp_path, written, metres):
    """Tests that the cell's unit wins over the header's."""
    table, _ = read(tmp_path, "起点,终点,分钟,公里", f"001,002,1,{written}")
    assert table.metres.tolist() == [metres]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("约30", "T237"), ("30左右", "T237"), ("~30", "T237"), ("30-40", "T237"),
        ("30到40分钟", "T237"), ("30+", "T237"), ("30多", "T237"), ("<30", "T237"),
        ('"1,234"', "T236"), ("1 234", "T236"), ("1，2", "T236"), ("1'234", "T236"),
        ('"12,5分钟"', "T236"),
        ("nan", "T242"), ("inf", "T242"), ("-inf", "T242"), ("NaN", "T242"),
        ("半小时", "T242"), ("20分1小时", "T242"), ("1小时20", "T242"),
        ("5公里", "T242"), ("00:35:00", "T242"), ("不通", "T242"), ("-", "T242"),
        ("1分2分", "T242"), ("0x10", "T242"), ("1_000", "T236"), ("+-5分", "T242"),
        ("0", "T243"), ("-30", "T243"), ("-30分钟", "T243"), ("0分钟", "T243"),
        ("1e400", "T250"), ("99999999", "T250"), (" ", "T244"),
    ],
)  # fmt: skip
def test_number_of_unclear_meaning_is_refused(tmp_path, written, code):
    """Tests that each such text gets its own message, with its raw value."""
    body = f"起点,终点,分钟\n001,002,{written}\n"
    found = errors_of(write(tmp_path, body), IDS)
    assert found == [(code, 2, "minutes", written.strip('"'))]
    assert text(code, "zh")


@pytest.mark.parametrize("row", ["001,001,0,-", "001,001,-,0公里", "002,002,—,"])
def test_row_to_itself_with_a_dash_is_ignored(tmp_path, row):
    """Tests the marks exports write where there is no trip."""
    table, issues = read(tmp_path, "起点,终点,分钟,公里", row)
    assert len(table) == 0
    assert issues[0].code == "T248"


def test_same_pair_by_id_and_by_name_is_one_pair(tmp_path):
    """Tests that a conflict is seen however the schools are written."""
    body = "起点,终点,分钟\n001,002,5\n红土中心小学,沙地初中,6\n"
    assert errors_of(write(tmp_path, body), IDS, **NAMES) == [
        ("T246", 3, "to_id", "沙地初中")
    ]


def test_km_once_stated_once_blank_differs(tmp_path):
    """Tests that a repeat with less in it is not silently the same."""
    body = "起点,终点,分钟,公里\n001,002,5,3\n001,002,5,\n"
    assert errors_of(write(tmp_path, body), IDS)[0][0] == "T246"


def test_neither_layout_names_both(tmp_path):
    """Tests the message for a table that is neither long nor square."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, "起点,甲校,乙校", "001,1,2")
    assert caught.value.code == "T230"
    for lang, words in (("zh", ("长表", "方阵")), ("en", ("Long", "Square"))):
        told = caught.value.render(lang)
        assert all(word in told for word in (*words, "t.csv", "to_id, minutes", "甲校"))


def test_neither_layout_shows_a_few_headers(tmp_path):
    """Tests that a wide table does not fill the screen."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, ",".join(f"校{k}" for k in range(300)), "1")
    assert len(caught.value.render("zh")) < 400


def test_xlsx_and_csv_say_the_same(tmp_path):
    """Tests equal records and issues from both formats."""
    rows = [["起点", "终点", "用时", "来源"], ["001", "002", "30分钟", ""]]
    first, noted = read_table(write_csv(tmp_path / "t.csv", rows), schools(*IDS))
    book = write_xlsx(tmp_path / "t.xlsx", 表=rows)
    second, again = read_table(book, schools(*IDS))
    for name in ("start", "end", "seconds", "metres", "source", "rows"):
        assert getattr(first, name).tolist() == getattr(second, name).tolist()
    assert codes(noted) == codes(again)


def test_other_sheets_are_noted_unless_empty(tmp_path):
    """Tests that a sheet beside the long table is never lost without a word."""
    rows = [["起点", "终点", "分钟", "公里", "来源"], ["001", "002", 1, 1, "实测"]]
    more = {"说明": [["填表说明"]], "Sheet3": []}
    path = write_xlsx(tmp_path / "t.xlsx", 车程=rows, **more)
    assert codes(matrix_of(path, IDS)[1]) == [("T235", "说明")]
