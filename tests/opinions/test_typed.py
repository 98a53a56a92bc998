"""Tables typed by the office: words, names, versions, faulty rows."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from optimizer.domain import Issue, PairKind
from optimizer.opinions.gather import gather
from optimizer.opinions.records import Opinion, Refusal, Wish
from optimizer.opinions.typed import read_typed
from tests.opinions.builders import MARK, places_of

HEADER = [
    *("方案校验码", "教联体/学校", "对象类别", "态度", "意见", "日期", "渠道"),
    *("身份", "要求", "涉及学校"),
]
ROW = ["abababababab", "甲校教联体", "家长", "支持", "同意", "2026-03-01"]
REST = ["座谈会", "家长代表", "", ""]
PLACES = places_of()


def row(**changes: str) -> list[str]:
    """Return a row of the table with some cells changed."""
    cells = dict(zip(HEADER, [*ROW, *REST], strict=True))
    return list({**cells, **changes}.values())


def table(folder: Path, *rows: list[str], header: list[str] = HEADER) -> Path:
    """Write a csv as a spreadsheet would save it."""
    path = folder / "登记表 一.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def refused(path: Path) -> tuple[Issue, ...]:
    """Return why a table is refused."""
    with pytest.raises(Refusal) as caught:
        read_typed(path, MARK, PLACES)
    return caught.value.issues


def one(path: Path) -> Opinion:
    """Return the one opinion of a table."""
    (found,) = read_typed(path, MARK, PLACES)
    return found


def test_row_of_words_becomes_an_opinion(tmp_path: Path) -> None:
    """Tests every column, with the words of the office."""
    found = one(
        table(
            tmp_path,
            row(**{"教联体/学校": "乙校", "要求": "不愿由其带", "涉及学校": "甲校"}),
        )
    )
    assert (found.about, found.school_id, found.group) == ("school", "b", "parents")
    assert (found.stance, found.text, found.date) == ("support", "同意", "2026-03-01")
    assert (found.channel, found.speaker) == ("座谈会", "家长代表")
    assert found.wish == Wish(PairKind.REFUSED, "b", "A")


@pytest.mark.parametrize(
    ("stated", "about", "school_id"),
    [
        ("J001", "alliance", "A"),
        ("甲校教联体", "alliance", "A"),
        ("Alliance of 丁校", "alliance", "D"),
        ("2号教联体", "alliance", "D"),
        ("甲校", "school", "A"),
        ("f", "school", "f"),
    ],
)
def test_alliance_and_school_by_id_or_name(
    tmp_path: Path, stated: str, about: str, school_id: str
) -> None:
    """Tests what a row may call its subject."""
    found = one(table(tmp_path, row(**{"教联体/学校": stated})))
    assert (found.about, found.school_id) == (about, school_id)


def test_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    """Tests an xlsx with a title row above, a date cell and a starred header."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["意见登记表"])
    sheet.append([f"*{HEADER[0]}", *HEADER[1:]])
    sheet.append(row(日期="2026-03-05"))
    book.save(tmp_path / "登记.xlsx")
    assert one(tmp_path / "登记.xlsx").date == "2026-03-05"


def test_all_faulty_rows_are_told(tmp_path: Path) -> None:
    """Tests one fault in each row, beside a good one; rows count from the header."""
    issues = refused(
        table(
            tmp_path,
            row(),
            row(方案校验码="cdcdcdcdcdcd"),
            row(方案校验码="abab"),
            row(对象类别="学生"),
            row(态度=""),
            row(日期="2026.3.1"),
            row(**{"教联体/学校": "没有这所"}),
            row(要求="必须同组", 涉及学校=""),
            row(要求="", 涉及学校="乙校"),
            row(要求="必须同组", 涉及学校="甲校"),
            row(意见="字" * 2001),
        )
    )
    assert [(i.row, i.code, i.column) for i in issues] == [
        (3, "O206", "方案校验码"),
        (4, "O206", "方案校验码"),
        (5, "O208", "对象类别"),
        (6, "O208", "态度"),
        (7, "O207", "日期"),
        (8, "O209", "教联体/学校"),
        (9, "O209", "涉及学校"),
        (10, "O208", "要求"),
        (11, "O210", "涉及学校"),
        (12, "O211", "意见"),
    ]


def test_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    """Tests a header that lacks one needed column; the others may be left out."""
    bare = HEADER[:6]
    assert one(table(tmp_path, ROW, header=bare)).channel == "登记表 一.csv"
    (issue,) = refused(table(tmp_path, ROW[1:], header=bare[1:]))
    assert issue.code == "O230"
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04 damaged")
    assert refused(tmp_path / "x.xlsx")[0].code == "O201"


def test_same_rows_are_several_opinions_and_the_file_counts_once(
    tmp_path: Path,
) -> None:
    """Tests two equal rows, and the same file given twice."""
    path = table(tmp_path, row(), row())
    found = gather([path, path], MARK, PLACES)
    assert len(found.opinions) == 2
    assert len({o.id for o in found.opinions}) == 2
    assert found == gather([tmp_path], MARK, PLACES)


def test_formula_of_a_cell_stays_text(tmp_path: Path) -> None:
    """Tests a cell that a spreadsheet would run, guarded as our files guard it."""
    assert one(table(tmp_path, row(意见="'=1+1"))).text == "=1+1"
    assert one(table(tmp_path, row(意见="=1+1"))).text == "=1+1"
