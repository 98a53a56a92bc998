"""Tables as files: blank edges, separators, encodings and row numbers."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest

from optimizer import tabular
from optimizer.errors import DataError
from optimizer.tabular import read_raw


def cells(path: Path) -> tuple[tuple[str, ...], list[list[str]], list[int]]:
    """Return header, records and row numbers of a file."""
    table = read_raw(path)
    records = [list(map(str, row)) for row in zip(*table.columns, strict=True)]
    return table.header, records, table.rows.tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [2]),
        ("a,b,,\n1,2,,\n", [2]),
        ("a,b\n1,2,,,\n", [2]),
        ("\n,,\na,b\n1,2\n", [4]),
        ("a,b\n\n1,2\n", [3]),
        ("a;b\n1;2\n", [2]),
        ("a\tb\n1\t2\n", [2]),
        ("\ufeffa,b\r\n1,2\r\n", [2]),
    ],
)
def test_csv_edges_give_the_same_table(
    tmp_path: Path, text: str, rows: list[int]
) -> None:
    """Tests that blank edges and separators change nothing but the row number."""
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    assert cells(path) == (("a", "b"), [["1", "2"]], rows)


def test_quoted_separators_do_not_count(tmp_path: Path) -> None:
    """Tests that semicolons inside a quoted header leave the comma in charge."""
    path = tmp_path / "t.csv"
    path.write_text('"a,b;c;d;e",b\n1,2\n', encoding="utf-8")
    assert cells(path) == (("a,b;c;d;e", "b"), [["1", "2"]], [2])


def test_gb18030_is_read(tmp_path: Path) -> None:
    """Tests a character that GB2312 lacks."""
    path = tmp_path / "t.csv"
    path.write_bytes("校名,乡镇\n东瀼口小学,东瀼口镇\n".encode("gb18030"))
    assert cells(path)[1] == [["东瀼口小学", "东瀼口镇"]]


def test_workbook_with_blank_rows_above(tmp_path: Path) -> None:
    """Tests that row numbers are those of the sheet, and whole numbers have no dot."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A3"], sheet["B3"] = "a", "b"
    sheet["A4"], sheet["B4"] = 422801.0, "02"
    path = tmp_path / "t.xlsx"
    book.save(path)
    assert cells(path) == (("a", "b"), [["422801", "02"]], [4])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F110"),
        (b"\n\n", "F110"),
        (b"a,b\n1,2,3\n", "F109"),
        (b"a,b\n\x00\xff\xff", "F108"),
    ],
)
def test_unusable_files_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """Tests each fault of a file."""
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=code):
        read_raw(path)


def test_rows_are_those_pandas_reads(tmp_path):
    """Tests that quotes, line ends and short rows part as in the reader behind them."""
    parts = ["a", ",", '"', "\n", "\r", "\r\n", " ", '""', ',"', '",', '"\n']
    rng = random.Random(1)
    for _ in range(2000):
        text = "h,i\n" + "".join(rng.choices(parts, k=rng.randint(0, 14)))
        width = max(line.count(",") for line in text.split("\n")) + 2
        found = [
            rows_or_code(parse, tmp_path / "x.csv", text, width)
            for parse in (tabular._parse_rows, tabular._parse_odd_rows)
        ]
        assert found[0] == found[1], text


def rows_or_code(parse, path, text, width):
    """Return the columns a parser makes of a text, or the code of its error."""
    try:
        return [column.tolist() for column in parse(path, text, ",", width=width)]
    except DataError as error:
        return error.code
