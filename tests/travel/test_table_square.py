"""Tests of the square travel table."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN
from optimizer.travel.table import override, read_table, write_table

from .table_files import (
    codes,
    errors_of,
    matrix_of,
    random_matrix,
    schools,
    square_rows,
    write_csv,
    write_xlsx,
)

IDS = ("001", "002", "003")
MINUTES, KM = "分钟", "公里"
SQUARE = [
    ["实测", "001", "002", "003"],
    ["001", "", "10", "20"],
    ["002", "12", "0", ""],
    ["003", "", "30", "-"],
]


def read(tmp_path, rows, **names):
    """Read a csv of rows."""
    return read_table(write_csv(tmp_path / "t.csv", rows), schools(*IDS, **names))


def changed(row, column, value, rows=SQUARE):
    """The square with one cell changed; 0 is the first."""
    rows = [list(line) for line in rows]
    rows[row][column] = value
    return rows


def errors(tmp_path, rows, **names):
    """(code, row, column, value) of each error of a square csv."""
    return errors_of(write_csv(tmp_path / "t.csv", rows), IDS, **names)


def test_square_is_row_to_column_and_keeps_holes(tmp_path):
    """Tests direction, blanks, the diagonal, rows and the source of all."""
    table, issues = read(tmp_path, SQUARE)
    found = list(
        zip(
            table.start.tolist(), table.end.tolist(), table.seconds.tolist(),
            table.rows.tolist(), strict=True,
        )
    )  # fmt: skip
    assert found == [(0, 1, 600, 2), (0, 2, 1200, 2), (1, 0, 720, 3), (2, 1, 1800, 4)]
    assert set(table.metres.tolist()) == {UNKNOWN}
    assert {SOURCES[k] for k in table.source} == {"measured"}
    assert issues == ()


def test_square_may_list_some_schools_by_name_in_any_order(tmp_path):
    """Tests a block of members by cores, one side with names."""
    rows = [["导航", "沙地初中", "001"], ["003", "5", "6"], ["红土 小学", "7", ""]]
    names = {"001": "红土小学", "002": "沙地 初中"}
    table, _ = read(tmp_path, rows, **names)
    assert table.start.tolist() == [2, 2, 0]
    assert table.end.tolist() == [1, 0, 1]
    assert {SOURCES[k] for k in table.source} == {"navigation"}


@pytest.mark.parametrize(
    ("corner", "source"),
    [
        ("实测", "measured"),
        ("导航(分钟)", "navigation"),
        ("road_graph", "road_graph"),
        ("起点\\终点 估算", "estimate"),
    ],
)
def test_corner_names_the_source(tmp_path, corner, source):
    """Tests source words alone and among others."""
    table, issues = read(tmp_path, changed(0, 0, corner))
    assert {SOURCES[k] for k in table.source} == {source}
    assert issues == ()


@pytest.mark.parametrize("corner", ["", "学校", "起点\\终点"])
def test_corner_without_source_is_measured_and_noted(tmp_path, corner):
    """Tests that the assumed source is said."""
    table, issues = read(tmp_path, changed(0, 0, corner))
    assert {SOURCES[k] for k in table.source} == {"measured"}
    assert codes(issues) == [("T251", "3")]


@pytest.mark.parametrize(
    ("corner", "seconds"),
    [("实测(小时)", 36_000), ("导航 秒", 10), ("实测(s)", 10), ("车程秒", 10)],
)
def test_corner_may_state_another_unit(tmp_path, corner, seconds):
    """Tests that a unit written in the corner is not overlooked."""
    assert read(tmp_path, changed(0, 0, corner))[0].seconds[0] == seconds


@pytest.mark.parametrize("corner", ["公里", "距离", "里程(米)", "小时/分钟", "km"])
def test_corner_of_another_quantity_is_refused(tmp_path, corner):
    """Tests that kilometres are never taken for minutes."""
    with pytest.raises(DataError, match="T233") as caught:
        read(tmp_path, changed(0, 0, corner))
    assert corner in caught.value.render("zh")


def test_corner_with_two_sources_is_an_error(tmp_path):
    """Tests that one matrix has one source."""
    found = errors(tmp_path, changed(0, 0, "实测/导航"))
    assert found == [("T245", 1, "source", "实测/导航")]


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ((1, 2), "abc", ("T242", 2, "002", "abc")),
        ((1, 2), "nan", ("T242", 2, "002", "nan")),
        ((1, 2), "-", ("T242", 2, "002", "-")),
        ((1, 2), "-5", ("T243", 2, "002", "-5")),
        ((1, 2), "0", ("T243", 2, "002", "0")),
        ((1, 2), "1,234", ("T236", 2, "002", "1,234")),
        ((1, 2), "约30", ("T237", 2, "002", "约30")),
        ((1, 2), "1e9", ("T250", 2, "002", "1e9")),
        ((3, 3), "5", ("T249", 4, "003", "5")),
        ((3, 3), "x", ("T249", 4, "003", "x")),
    ],
)
def test_square_one_fault_one_issue(tmp_path, place, value, fault):
    """Tests each fault alone: its code, row, column and raw value."""
    assert errors(tmp_path, changed(*place, value)) == [fault]


@pytest.mark.parametrize(
    ("value", "code"),
    [("009", "T241"), ("", "T241"), ("002", "T232"), (" 002", "T232")],
)
def test_square_fault_of_a_side_is_one_issue(tmp_path, value, code):
    """Tests unknown, blank and repeated schools on each side, row and column told."""
    wide = [["实测", "002", "003"], ["001", "10", "20"]]
    tall = [["实测", "001"], ["002", "10"], ["003", "20"]]
    # A blank last header would end the table; a blank one before it is a gap.
    place = 2 if value else 1
    assert errors(tmp_path, changed(0, place, value, wide)) == [
        (code, 1, value.strip() or "#2", value)
    ]
    assert errors(tmp_path, changed(2, 0, value, tall)) == [(code, 3, "实测", value)]
    assert len(read(tmp_path, wide)[0]) == len(read(tmp_path, tall)[0]) == 2


@pytest.mark.parametrize(
    ("place", "value", "seconds"),
    [((1, 2), "１０", 600), ((1, 2), "30分钟", 1800), ((1, 2), " ", None)],
)
def test_square_next_legal_cell(tmp_path, place, value, seconds):
    """Tests what stands next to the faults above and must pass."""
    table, _ = read(tmp_path, changed(*place, value))
    told = table.seconds[(table.start == 0) & (table.end == 1)].tolist()
    assert told == ([] if seconds is None else [seconds])


def test_square_ambiguous_name_is_an_error(tmp_path):
    """Tests the same rule as in the long table, in header and first column."""
    rows = [["", "小学", "002"], ["小学", "", "5"]]
    found = errors(tmp_path, rows, **{"001": "小学", "003": "小学"})
    assert [fault[:3] for fault in found] == [
        ("T231", 1, "小学"), ("T231", 2, "#1"),
    ]  # fmt: skip


def test_square_collects_all_faults(tmp_path):
    """Tests that cells are checked in rows and columns of unknown schools too."""
    rows = [["实测", "001", "?"], ["001", "5", "x"], ["!", "0", "1"]]
    found = [(code, row) for code, row, *_ in errors(tmp_path, rows)]
    assert found == [("T241", 1), ("T249", 2), ("T242", 2), ("T241", 3), ("T243", 3)]


def test_square_blank_column_is_ignored(tmp_path):
    """Tests a gap without header and cells between two schools."""
    rows = [["实测", "001", "", "002"], ["001", "", "", "5"]]
    assert len(read(tmp_path, rows)[0]) == 1


def test_square_header_only_states_nothing(tmp_path):
    """Tests a matrix without rows, and one without cells."""
    assert len(read(tmp_path, SQUARE[:1])[0]) == 0
    rows = [SQUARE[0], ["001", "", "", ""]]
    assert len(read(tmp_path, rows)[0]) == 0


@pytest.mark.parametrize("titles", [(MINUTES, KM), ("车程", "里程"), ("minutes", "km")])
@pytest.mark.parametrize("km_first", [False, True])
def test_workbook_holds_km_in_its_own_sheet(tmp_path, titles, km_first):
    """Tests both sheets in either order; km of another order of schools."""
    lengths = [["", "002", "001"], ["002", "", "8.5"], ["001", "7.25", 0]]
    sheets = dict(zip(titles, (SQUARE, lengths), strict=True))
    order = titles[::-1] if km_first else titles
    path = write_xlsx(tmp_path / "t.xlsx", **{title: sheets[title] for title in order})
    table, issues = read_table(path, schools(*IDS))
    assert table.metres.tolist() == [7250, UNKNOWN, 8500, UNKNOWN]
    assert issues == ()


def test_workbook_units_in_titles(tmp_path):
    """Tests hours and metres told by the titles of the sheets."""
    sheets = {"用时(小时)": SQUARE, "距离(米)": SQUARE}
    table, _ = read_table(write_xlsx(tmp_path / "t.xlsx", **sheets), schools(*IDS))
    assert (table.seconds[0], table.metres[0]) == (36_000, 10)


def test_workbook_fault_names_its_sheet(tmp_path):
    """Tests that rows of two sheets are not taken for one another."""
    path = write_xlsx(tmp_path / "t.xlsx", **{MINUTES: SQUARE, KM: changed(1, 2, "-1")})
    with pytest.raises(DataError) as caught:
        read_table(path, schools(*IDS))
    (issue,) = caught.value.issues
    assert (issue.code, issue.file) == ("T243", "t.xlsx [公里]")
    assert (issue.row, issue.column, issue.value) == (2, "002", "-1")


def test_workbook_km_without_minutes_is_counted(tmp_path):
    """Tests that a distance alone is no trip, and is said."""
    lengths = [["", "001", "002", "003"], ["002", 1, "", 2], ["003", 3, "", ""]]
    path = write_xlsx(tmp_path / "t.xlsx", **{MINUTES: SQUARE, KM: lengths})
    table, issues = read_table(path, schools(*IDS))
    assert len(table) == 4
    assert [(i.code, i.value, i.severity) for i in issues] == [
        ("T259", "2", Severity.WARNING)
    ]


def test_workbook_one_sheet_is_minutes_other_sheets_are_noted(tmp_path):
    """Tests a sheet of any title, with and without a sheet beside it."""
    for more, noted in (({}, []), ({"说明": [["x"]]}, [("T235", "说明")])):
        path = write_xlsx(tmp_path / "t.xlsx", Sheet1=SQUARE, **more)
        table, issues = read_table(path, schools(*IDS))
        assert table.seconds[0] == 600
        assert codes(issues) == noted


def test_workbook_matrix_after_a_sheet_of_notes(tmp_path):
    """Tests that a title finds the matrix wherever it stands."""
    path = write_xlsx(tmp_path / "t.xlsx", 说明=[["怎样填"]], 分钟=SQUARE)
    table, issues = read_table(path, schools(*IDS))
    assert len(table) == 4
    assert codes(issues) == [("T235", "说明")]


@pytest.mark.parametrize(
    "titles", [("公里",), ("分钟", "车程"), ("分钟", "公里", "里程"), ("公里", "说明")]
)
def test_workbook_of_unclear_sheets_is_refused(tmp_path, titles):
    """Tests distances alone, and two sheets of one kind."""
    path = write_xlsx(tmp_path / "t.xlsx", **dict.fromkeys(titles, SQUARE))
    with pytest.raises(DataError, match="T233") as caught:
        read_table(path, schools(*IDS))
    assert titles[0] in caught.value.render("zh")


def test_workbook_cells_right_of_the_header_are_refused(tmp_path):
    """Tests that a number under no school is not lost, in any sheet."""
    wide = [*SQUARE[:2], [*SQUARE[2], "", 9]]
    for sheets in ({"分钟": wide}, {"说明": [["x"]], "分钟": wide}):
        with pytest.raises(DataError, match="F109") as caught:
            read_table(write_xlsx(tmp_path / "t.xlsx", **sheets), schools(*IDS))
        assert caught.value.details["row"] == 3


def test_workbook_damaged_second_sheet(tmp_path):
    """Tests every cut of a real workbook: an error of ours, or the table."""
    path = write_xlsx(tmp_path / "t.xlsx", **{MINUTES: SQUARE, KM: SQUARE})
    raw = path.read_bytes()
    read_well = 0
    for place in range(0, len(raw), 37):
        path.write_bytes(raw[:place] + b"\x00" * 20 + raw[place + 20 :])
        try:
            read_table(path, schools(*IDS))
            read_well += 1
        except DataError:
            pass
    assert read_well < len(raw) // 37


def test_numbers_as_numbers_and_ids_as_numbers(tmp_path):
    """Tests cells typed by spreadsheets: 1001.0 is the id 1001."""
    book = openpyxl.Workbook()
    for row in ([None, 1001.0, "0101"], [1001, None, 12.5], ["0101", 7, 0]):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    table, _ = read_table(tmp_path / "t.xlsx", schools("1001", "0101"))
    assert table.seconds.tolist() == [750, 420]


def test_long_headers_win_over_schools_of_that_name(tmp_path):
    """Tests the order of detection where both layouts could be meant."""
    rows = [["from_id", "to_id", "minutes"], ["minutes", "x", "5"]]
    path = write_csv(tmp_path / "t.csv", rows)
    table, _ = read_table(path, schools("minutes", "x"))
    assert (table.start.tolist(), table.seconds.tolist()) == ([0], [300])


@pytest.mark.parametrize("seed", range(8))
def test_square_long_csv_and_xlsx_give_the_same_matrix(tmp_path, seed):
    """Tests random matrices with holes and formula-like ids through each layout."""
    ids = ("=1+1", "+86", "-5", "@x", "'q", "a,b", "007", "县 小")
    matrix = random_matrix(seed, ids, share=0.6, source="navigation")
    write_table(matrix, tmp_path / "long.csv")
    back, issues = matrix_of(tmp_path / "long.csv", ids)
    assert back.fingerprint() == matrix.fingerprint()
    assert issues == ()
    times = square_rows(matrix, "seconds", 60, "导航")
    lengths = square_rows(matrix, "metres", 1000)
    guarded = [
        [f"'{cell}" if str(cell)[:1] in "=+-@'" and cell else cell for cell in row]
        for row in times
    ]
    guarded_km = [
        [f"'{cell}" if str(cell)[:1] in "=+-@'" and cell else cell for cell in row]
        for row in lengths
    ]
    path = write_xlsx(tmp_path / "t.xlsx", 分钟=guarded, 公里=guarded_km)
    back, issues = matrix_of(path, ids)
    assert back.fingerprint() == matrix.fingerprint()
    assert issues == ()
    # A csv has no second sheet: its kilometres come from the base.
    base = random_matrix(seed, ids, share=0.6, source="road_graph")
    back, _ = matrix_of(write_csv(tmp_path / "t.csv", times), ids, base)
    assert back.fingerprint() == matrix.fingerprint()


@given(st.integers(0, 10_000), st.integers(0, 6), st.floats(0, 1))
def test_any_square_round_trips(tmp_path_factory, seed, num_schools, share):
    """Tests that every stated cell arrives, and no other, at any size and share."""
    ids = tuple(f"S{k:02d}" for k in range(num_schools)) or ("S",)
    matrix = random_matrix(seed, ids, share=share, source="measured")
    rows = square_rows(matrix, "seconds", 60, "实测")
    path = write_csv(tmp_path_factory.mktemp("square") / "t.csv", rows)
    table, issues = read_table(path, schools(*ids))
    assert issues == ()
    assert np.array_equal(override(matrix, table).seconds, matrix.seconds)
    assert len(table) == int((matrix.source > 0).sum())


@pytest.mark.bench
def test_thousand_schools(tmp_path):
    """Tests that a million cells are read."""
    ids = tuple(f"S{k:04d}" for k in range(1000))
    matrix = random_matrix(1, ids, share=1.0, source="measured")
    path = write_csv(tmp_path / "t.csv", square_rows(matrix, "seconds", 60, "实测"))
    assert len(read_table(path, schools(*ids))[0]) == 999_000
