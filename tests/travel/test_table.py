"""Tests of the long travel table, of writing it, and of laying it over a base."""

from __future__ import annotations

import time
from contextlib import suppress

import numpy as np
import openpyxl
import pytest

from optimizer.errors import DataError, OutputError
from optimizer.matrix import SOURCES, UNKNOWN
from optimizer.travel.table import read_table, write_table

from .table_files import errors_of, matrix_of, random_matrix, schools, write

IDS = ("001", "002", "003")
HEADER = "from_id,to_id,minutes,km,source\n"


def faults(tmp_path, body):
    """Read a faulty table and return (code, row, column, value) of its errors."""
    return errors_of(write(tmp_path, HEADER + body), IDS)


def test_read_keeps_direction_source_and_leading_zeros(tmp_path):
    """Tests one row: minutes to seconds, km to metres, one direction only."""
    path = write(tmp_path, HEADER + "001,003,12.5,7.25,navigation\n")
    matrix, issues = matrix_of(path, IDS)
    assert (matrix.seconds[0, 2], matrix.metres[0, 2]) == (750, 7250)
    assert SOURCES[matrix.source[0, 2]] == "navigation"
    assert matrix.seconds[2, 0] == UNKNOWN
    assert (matrix.source > 0).sum() == 1
    assert issues == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_read_chinese_headers_and_words(tmp_path, encoding):
    """Tests Chinese headers in any order and each encoding, with blank source."""
    body = (
        "终点,起点,公里,分钟,来源\n002,001,5,10,路网\n003,001,6,11,\n001,002,5,9,估算\n"
    )
    matrix, issues = matrix_of(write(tmp_path, body, encoding=encoding), IDS)
    assert matrix.seconds[0].tolist() == [0, 600, 660]
    names = [SOURCES[k] for k in (*matrix.source[0, 1:], matrix.source[1, 0])]
    assert names == ["road_graph", "measured", "estimate"]
    assert [(i.code, i.value) for i in issues] == [("T251", "1")]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_read_other_separators(tmp_path, separator):
    """Tests the separators some spreadsheets write."""
    body = (HEADER + "001,002,1,1,measured\n").replace(",", separator)
    assert matrix_of(write(tmp_path, body), IDS)[0].seconds[0, 1] == 60


def test_read_xlsx_numbers_as_ids(tmp_path):
    """Tests that a numeric cell 1001.0 is the id 1001 and text keeps its zeros."""
    book = openpyxl.Workbook()
    for row in (
        ["起点", "终点", "分钟", "公里", "来源"],
        [1001.0, "0101", 12.5, 7, "实测"],
        [None] * 5,
        ["0101", 1001, "１２", "7.0", None],
    ):
        book.active.append(row)
    path = tmp_path / "t.xlsx"
    book.save(path)
    matrix, _ = matrix_of(path, ("1001", "0101"))
    assert matrix.seconds.tolist() == [[0, 750], [720, 0]]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("9,002,1,1,", ("T241", 2, "from_id", "9")),
        ("001,,1,1,", ("T241", 2, "to_id", "")),
        ("1,002,1,1,", ("T241", 2, "from_id", "1")),
        ("001,002,abc,1,", ("T242", 2, "minutes", "abc")),
        ("001,002,1,nan,", ("T242", 2, "km", "nan")),
        ("001,002,inf,1,", ("T242", 2, "minutes", "inf")),
        ("001,002,约10,1,", ("T237", 2, "minutes", "约10")),
        ("001,002,0,1,", ("T243", 2, "minutes", "0")),
        ("001,002,-3,1,", ("T243", 2, "minutes", "-3")),
        ("001,002,1,0,", ("T243", 2, "km", "0")),
        ("001,002,,1,", ("T244", 2, "minutes", "")),
        ("001,002,1,1,gps", ("T245", 2, "source", "gps")),
        ("001,001,3,0,", ("T249", 2, "to_id", "001")),
        ("001,002,1e9,1,", ("T250", 2, "minutes", "1e9")),
    ],
)
def test_read_one_fault_one_issue(tmp_path, row, fault):
    """Tests each fault alone: its code, row, column and raw value."""
    assert faults(tmp_path, row + "\n003,002,1,1,measured\n") == [fault]


def test_read_collects_all_faults_in_row_order(tmp_path):
    """Tests that nothing stops at the first fault and blank lines keep row numbers."""
    body = "x,002,0,1,measured\n\n001,002,,1,measured\n001,y,z,1,?\n"
    found = faults(tmp_path, body)
    assert [(code, row) for code, row, *_ in found] == [
        ("T241", 2), ("T243", 2), ("T244", 4), ("T241", 5), ("T242", 5), ("T245", 5),
    ]  # fmt: skip


def test_read_repeated_pair_different_is_an_error(tmp_path):
    """Tests that two answers for one pair are refused."""
    body = "001,002,1,1,measured\n002,001,2,1,measured\n001,002,2,1,measured\n"
    assert faults(tmp_path, body) == [("T246", 4, "to_id", "002")]


def test_read_repeated_pair_equal_is_a_warning(tmp_path):
    """Tests that the same row twice is used once and noted."""
    body = "001,002,1,1,measured\n001,002,1.0,1.000,实测\n"
    matrix, issues = matrix_of(write(tmp_path, HEADER + body), IDS)
    assert matrix.seconds[0, 1] == 60
    assert [(i.code, i.row, i.severity) for i in issues] == [("T247", 3, "warning")]


@pytest.mark.parametrize("row", ["001,001,0,0,", "001,001,,,measured"])
def test_read_row_to_itself_with_nothing_is_ignored(tmp_path, row):
    """Tests the diagonal a matrix export writes."""
    matrix, issues = matrix_of(write(tmp_path, HEADER + row + "\n"), IDS)
    assert not (matrix.source > 0).any()
    assert issues[0].code == "T248"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"from_id,to_id,km\n", "t.csv", "T230"),
        ("from_id,起点,to_id,minutes,km\n".encode(), "t.csv", "F106"),
        (b"", "t.csv", "F110"),
        (b"\xff\xfe\x00\x00", "t.csv", "F108"),
        ("from_id,to_id,minutes,km\n".encode("utf-16"), "t.csv", "F108"),
        (b"from_id,to_id,minutes,km\n1,2,3,4,5\n", "t.csv", "F109"),
        (b"from_id,to_id,minutes,km\n1,2,3,4\n1,2,3,4,5,6,7\n", "t.csv", "F109"),
        (b'from_id,to_id,minutes,km\n1,2,3,"4\n', "t.csv", "F103"),
        (b"not a workbook", "t.xlsx", "F103"),
        (b"PK\x03\x04broken", "t.xlsx", "F103"),
        (b"\xd0\xcf\x11\xe0", "t.xls", "F104"),
    ],
)
def test_read_unusable_file(tmp_path, content, name, code):
    """Tests that a broken file gives one coded error, in both languages."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_table(path, schools(*IDS))
    assert caught.value.code == code
    for lang in ("zh", "en"):
        assert name in caught.value.render(lang)


def test_read_truncated_workbook(tmp_path):
    """Tests every cut of a real workbook: an error of ours, or the table."""
    book = openpyxl.Workbook()
    book.active.append(["from_id", "to_id", "minutes", "km"])
    path = tmp_path / "t.xlsx"
    book.save(path)
    raw = path.read_bytes()
    for size in range(0, len(raw), 97):
        path.write_bytes(raw[:size])
        with pytest.raises(DataError):
            read_table(path, schools(*IDS))
    for place in range(0, len(raw), 61):
        path.write_bytes(raw[:place] + b"\x00" * 20 + raw[place + 20 :])
        with suppress(DataError):
            read_table(path, schools(*IDS))


def test_read_missing_file(tmp_path):
    """Tests the message for a wrong path."""
    with pytest.raises(DataError, match="F102"):
        read_table(tmp_path / "none.csv", schools(*IDS))


def test_read_header_only_is_all_unknown(tmp_path):
    """Tests that an empty table knows nothing."""
    matrix, issues = matrix_of(write(tmp_path, HEADER), IDS)
    assert not (matrix.source > 0).any()
    assert issues == ()


@pytest.mark.parametrize("seed", range(5))
def test_write_then_read_gives_the_same_matrix(tmp_path, seed):
    """Tests the round trip, ids that look like formulas included."""
    ids = ["=1+1", "+86", "-5", "@x", "'quoted", "''", "a,b", 'q"', '"', "007", "县 小"]
    ids += ["\tx", "\ry", " z", "a;b"]
    matrix = random_matrix(seed, ids)
    write_table(matrix, tmp_path / "t.csv")
    back, issues = matrix_of(tmp_path / "t.csv", matrix.school_ids)
    assert back.fingerprint() == matrix.fingerprint()
    assert issues == ()


def test_write_is_sorted_utf8_and_safe(tmp_path):
    """Tests the bytes: mark, order by index, decimals, no live formula."""
    matrix, _ = matrix_of(
        write(tmp_path, HEADER + "002,=1,2,3,实测\n=1,002,1.5,2.5,导航\n"),
        ("=1", "002"),
    )
    write_table(matrix, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == (
        b"\xef\xbb\xbffrom_id,to_id,minutes,km,source\r\n"
        b"'=1,002,1.50,2.500,navigation\r\n"
        b"002,'=1,2.00,3.000,measured\r\n"
    )


def test_write_pairs_writes_only_those(tmp_path):
    """Tests the mask of wanted pairs."""
    matrix = random_matrix(1, IDS, share=1.0)
    pairs = np.zeros((3, 3), dtype=bool)
    pairs[0, 1] = True
    write_table(matrix, tmp_path / "t.csv", pairs)
    back, _ = matrix_of(tmp_path / "t.csv", IDS)
    assert np.argwhere(back.source > 0).tolist() == [[0, 1]]


def test_write_to_missing_folder(tmp_path):
    """Tests the error for a path that cannot be written."""
    with pytest.raises(OutputError, match="F111"):
        write_table(random_matrix(1, IDS), tmp_path / "no" / "t.csv")


@pytest.mark.bench
def test_million_rows(tmp_path):
    """Tests the time of a table of 1,000 schools."""
    matrix = random_matrix(1, [f"S{k:04d}" for k in range(1001)], share=1.0)
    start = time.perf_counter()
    write_table(matrix, tmp_path / "t.csv")
    back, _ = matrix_of(tmp_path / "t.csv", matrix.school_ids)
    assert back.fingerprint() == matrix.fingerprint()
    assert time.perf_counter() - start < 30
