"""A user's workbook with marks: exact cells, taken off again, hostile texts."""

import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side

from optimizer.report.annotated import (
    Annotations,
    Grid,
    Kind,
    ListSheet,
    Mark,
    Masked,
    Source,
    is_annotated,
    write_annotated,
)
from optimizer.report.annotated.book import sheet_name
from optimizer.report.annotated.overlay import colour_of
from optimizer.tabular import FORMATS_SHEET

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1+2",
    "@SUM(A1)",
    "<b>x</b>",
    "{value}",
    "\u202eabc",
    "🏫",
    "名" * 1000,
    "a\x07b",
    "_x0041_",
]
LIST = ListSheet("数据质量清单", ("级别", "说明"), (10, 60), [("✖ 错误", "=1")])
MARKS = [
    Mark(3, 2, Kind.ERROR, "D139 错"),
    Mark(3, 2, Kind.WARNING, "D144 另"),
    Mark(4, 1, Kind.WARNING, "D150 提醒"),
    Mark(1, 2, Kind.INFO, "D122 说明"),
    Mark(6, 1, Kind.EXCLUDED, "D219 合计"),
    Mark(6, 2, Kind.EXCLUDED, ""),
]


@pytest.fixture
def users_book(tmp_path):
    """A workbook with formats, a merged range, a formula, a comment, two sheets."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "学校"
    page.append(["代码", "名称"])
    for number in range(2, 7):
        page.append([f"00{number}", f"小学{number}"])
    page["B1"].fill = PatternFill("solid", start_color="FF203864")
    page["B1"].font = Font(color="FFFFFFFF", bold=True)
    page["B3"].border = Border(left=Side(style="thin"))
    page["B3"].comment = Comment("我的批注", "经办")
    page["C6"] = "=SUM(D1:D5)"
    page["D2"] = "=1+1"
    page["D2"].data_type = "s"
    page.merge_cells("A4:A5")
    book.create_sheet("其他")["A1"] = 5
    path = tmp_path / "user.xlsx"
    book.save(path)
    return path


def annotate(path, out, marks=tuple(MARKS), **more):
    """Annotate the sheet 学校 of a workbook and open the result."""
    given = Annotations(marks, (LIST,), **more)
    write_annotated(Source("user", path, "学校"), given, out)
    return openpyxl.load_workbook(out)


def test_each_severity_colours_and_comments_its_cell(users_book, tmp_path):
    page = annotate(users_book, tmp_path / "a.xlsx")["学校"]
    fills = {
        ref: page[ref].fill.fgColor.rgb[:-6]
        + f"{int(page[ref].fill.fgColor.rgb[2:], 16) & 0xF8F8F8:06X}"
        for ref in ("B3", "A4", "B1", "A6", "B6")
    }
    assert fills == {
        "B3": colour_of(Kind.ERROR),
        "A4": colour_of(Kind.WARNING),
        "B1": colour_of(Kind.INFO),
        "A6": colour_of(Kind.EXCLUDED),
        "B6": colour_of(Kind.EXCLUDED),
    }
    assert page["B3"].border.left.style == "thick"
    assert page["B1"].border.left.style == "dotted"
    assert page["B1"].font.color.rgb == "FF000000"
    assert "我的批注" in page["B3"].comment.text
    assert "✖ D139 错\n▲ D144 另" in page["B3"].comment.text
    assert page["B6"].comment is None
    assert page["B2"].fill.fill_type is None


def test_rest_of_the_workbook_is_kept(users_book, tmp_path):
    book = annotate(users_book, tmp_path / "a.xlsx")
    page = book["学校"]
    assert book.sheetnames == ["学校", "其他", "数据质量清单", FORMATS_SHEET]
    assert book[FORMATS_SHEET].sheet_state == "veryHidden"
    assert page["C6"].value == "=SUM(D1:D5)"
    assert page["C6"].data_type == "f"
    assert page["D2"].data_type == "s"
    assert [str(area) for area in page.merged_cells.ranges] == ["A4:A5"]
    assert book["其他"]["A1"].value == 5
    assert book["数据质量清单"]["B3"].data_type == "s"


def test_annotating_twice_is_annotating_once(users_book, tmp_path):
    annotate(users_book, tmp_path / "a.xlsx")
    annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    annotate(users_book, tmp_path / "c.xlsx")
    first = (tmp_path / "a.xlsx").read_bytes()
    assert first == (tmp_path / "b.xlsx").read_bytes()
    assert first == (tmp_path / "c.xlsx").read_bytes()
    assert is_annotated(tmp_path / "a.xlsx")
    assert not is_annotated(users_book)


def test_marks_are_taken_off_once_a_fault_is_gone(users_book, tmp_path):
    annotate(users_book, tmp_path / "a.xlsx")
    page = annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx", marks=())["学校"]
    assert page["B3"].fill.fill_type is None
    assert page["B3"].border.left.style == "thin"
    assert page["B3"].border.top is None or page["B3"].border.top.style is None
    assert page["B3"].comment.text == "我的批注"
    assert page["B1"].fill.fgColor.rgb == "FF203864"
    assert page["B1"].font.color.rgb == "FFFFFFFF"
    assert page["A4"].fill.fill_type is None
    assert page["A6"].comment is None


def test_marks_follow_their_row(users_book, tmp_path):
    """Tests a row inserted above a marked one, in another program, so to say."""
    book = annotate(users_book, tmp_path / "a.xlsx")
    book["学校"].insert_rows(2)
    book.save(tmp_path / "moved.xlsx")
    page = annotate(tmp_path / "moved.xlsx", tmp_path / "b.xlsx", marks=())["学校"]
    assert page["B4"].fill.fill_type is None
    assert page["B4"].border.left.style == "thin"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text, tmp_path):
    grid = Grid(text, {1: ["名称"], 2: [text]})
    listed = ListSheet("数据质量清单", ("说明",), (30,), [(text,)], (text,))
    given = Annotations([Mark(2, 1, Kind.ERROR, text)], (listed,))
    source = Source(text, None, None, (grid,))
    write_annotated(source, given, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book.worksheets[0]["A2"]
    assert cell.data_type in ("s", "n")
    assert str(cell.value) == text.replace("\x07", "\ufffd")
    assert all(
        c.data_type != "f" for page in book for row in page.iter_rows() for c in row
    )
    again = Source(text, tmp_path / "a.xlsx")
    write_annotated(again, given, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_too_long_text_is_cut_and_told(tmp_path):
    grid = Grid("a", {1: ["名称"], 2: ["长" * 40_000]})
    told = write_annotated(
        Source("a", None, None, (grid,)), Annotations([]), tmp_path / "a.xlsx"
    )
    assert told.changed == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("350", "n"),
        ("109.48", "n"),
        ("001", "s"),
        ("1e5", "s"),
        ("4228010010000", "s"),
        ("109.480", "s"),
        ("-5", "n"),
        ("１２", "s"),
        ("TRUE", "s"),
        ("2024/3", "s"),
    ],
)
def test_numbers_are_numbers_only_if_read_back_the_same(text, kind, tmp_path):
    grid = Grid("a", {1: ["h"], 2: [text]})
    write_annotated(
        Source("a", None, None, (grid,)), Annotations([]), tmp_path / "a.xlsx"
    )
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, str(cell.value)) == (kind, text)


def test_comments_are_capped_but_colours_are_not(tmp_path):
    grid = Grid("a", {1: ["h"], **{k: ["x"] for k in range(2, 12)}})
    marks = [Mark(k, 1, Kind.WARNING, "提醒") for k in range(2, 12)]
    told = write_annotated(
        Source("a", None, None, (grid,)),
        Annotations(marks, most_comments=3),
        tmp_path / "a.xlsx",
    )
    assert (told.cells, told.comments) == (10, 3)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert page["A11"].fill.fill_type == "solid"
    assert page["A11"].comment is None


def test_hidden_columns_and_sheets_nobody_read(users_book, tmp_path):
    book = openpyxl.load_workbook(users_book)
    other = book["其他"]
    other["B1"], other["B2"] = "校长姓名", "张三"
    other["C3"] = 13900001111
    book.save(users_book)
    book = annotate(
        users_book,
        tmp_path / "a.xlsx",
        masked=(Masked(2, 1),),
        mask="(已隐去)",
        hide=lambda text: "*" if text == "13900001111" else text,
        is_private=lambda header: header == "校长姓名",
    )
    assert [cell.value for cell in book["学校"]["B"][:3]] == [
        "名称",
        "(已隐去)",
        "(已隐去)",
    ]
    assert (book["其他"]["B2"].value, book["其他"]["C3"].value) == ("(已隐去)", "*")
    assert book.properties.lastModifiedBy is None


def test_no_clock_in_the_file(users_book, tmp_path):
    annotate(users_book, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2


def test_broken_workbook_is_a_value_error(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(ValueError, match="zip"):
        annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    with pytest.raises(ValueError, match="grid"):
        write_annotated(Source("a"), Annotations([]), tmp_path / "b.xlsx")


def test_names_of_sheets_are_legal_and_apart():
    assert sheet_name("a/b:c*?[x]") == "a_b_c___x_"
    assert len(sheet_name("名" * 50)) <= 31
    assert sheet_name("'", []) == "1"


def test_user_sheet_of_our_name_is_kept(users_book, tmp_path):
    book = openpyxl.load_workbook(users_book)
    book.create_sheet("数据质量清单")["A1"] = "我的"
    book.save(users_book)
    names = annotate(users_book, tmp_path / "a.xlsx").sheetnames
    assert names[2:4] == ["数据质量清单", "数据质量清单(2)"]
    again = annotate(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert again["数据质量清单"]["A1"].value == "我的"
