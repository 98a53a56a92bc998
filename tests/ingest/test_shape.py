"""Where the table stands in a grid, and which rows are no schools."""

import openpyxl
import pytest

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.ingest import check_schools
from optimizer.ingest.grids.grid import Merge, Row
from optimizer.ingest.shape.fill import filled_rows
from optimizer.ingest.shape.names import joined_name, meaning_of
from optimizer.ingest.tables import read_table

HEADER = ["标识码", "校名", "乡镇", "办学类型", "在校生数"]
SCHOOLS = [
    ["001", "示例小学", "芭蕉乡", "小学", 350],
    ["002", "示例初中", "芭蕉乡", "初中", 500],
]
NUMBERED = [
    ["001", "示例小学", "芭蕉乡", "小学", "350"],
    ["002", "示例初中", "芭蕉乡", "初中", "500"],
]


def table_of(tmp_path, rows, *, merges=(), **options):
    """Write rows as a workbook and read them as a table."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for merge in merges:
        book.active.merge_cells(merge)
    book.save(tmp_path / "t.xlsx")
    return read_table(tmp_path / "t.xlsx", **options)


def text_table(tmp_path, rows):
    """Write rows as csv and read them as a table."""
    text = "\n".join(",".join(map(str, row)) for row in rows)
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    return read_table(tmp_path / "t.csv")


def excluded(table):
    """Return code and row of what was left out."""
    return [(i.code, i.row) for i in table.issues if i.action == "excluded"]


def cells(table):
    return [list(row.cells) for row in table.rows]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (["在校生数"], "在校生数"),
        (["在校生数", "在校生数"], "在校生数"),
        (["在校生数", "小学"], "在校生数_小学"),
        (["在校生数", "合计"], "在校生数_合计"),
        (["在校生数", "其中：初中"], "在校生数_其中：初中"),
        (["所在地", "纬度"], "所在地_纬度"),
        (["地理位置", "经度"], "经度"),
        (["学校基本情况", "学校名称"], "学校名称"),
        (["办学条件", "教学仪器设备值", "万元"], "教学仪器设备值(万元)"),
        (["随迁子女", "在校生数"], "随迁子女在校生数"),
        (["家长", "姓名"], "家长姓名"),
        (["学生", "姓名"], "学生姓名"),
        (["", "备注"], "备注"),
        (["", ""], ""),
    ],
)
def test_name_of_a_column_from_several_rows(parts, name):
    """Tests that group words go only where they say nothing, and privacy words stay."""
    assert joined_name(parts) == name


@pytest.mark.parametrize(
    ("parts", "column"),
    [
        (["在校生数", "小学"], "pupils_primary"),
        (["在校生数", "合计"], "pupils"),
        (["在校生数", "其中：初中"], "pupils_junior"),
        (["初中", "在校生数"], "pupils_junior"),
        (["所在地", "纬度"], "lat"),
    ],
)
def test_meaning_of_a_column_from_several_rows(parts, column):
    assert meaning_of(joined_name(parts)) == column


def test_group_word_with_a_meaning_gives_no_wrong_column():
    """Tests that no part of the pupils is taken for all of them."""
    for parts in (["随迁子女", "在校生数"], ["寄宿生", "合计"], ["教师", "姓名"]):
        assert meaning_of(joined_name(parts)) != "pupils"


def test_first_row_is_the_header_where_none_is_known(tmp_path):
    """Tests foreign headers, and blank rows above a known one."""
    table = text_table(tmp_path, [["甲甲", "乙乙"], [1, 2]])
    assert (table.header, cells(table)) == (("甲甲", "乙乙"), [["1", "2"]])
    table = text_table(tmp_path, [["", ""], HEADER, *SCHOOLS])
    assert (table.header_rows, [row.number for row in table.rows]) == ((2,), [3, 4])


def test_titles_above_the_header_are_left_out(tmp_path):
    """Tests a merged title, a line of labels, and two header rows below them."""
    rows = [
        ["恩施市学校一览表"],
        ["填报单位：示例局", "", "", "", "单位：人"],
        [*HEADER[:4], "学生情况", ""],
        ["", "", "", "", "在校生数", "寄宿生数"],
        [*SCHOOLS[0], 20],
    ]
    merges = ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3"]
    table = table_of(tmp_path, rows, merges=merges)
    assert table.header == (*HEADER, "学生情况寄宿生数") or table.header == (
        *HEADER,
        "寄宿生数",
    )
    assert table.header_rows == (3, 4)
    assert excluded(table) == [("D218", 1), ("D218", 2)]
    assert "示例局" not in str(table.issues)
    assert table.spot(table.rows[0], 4) == ("Sheet", 5, 5)


def test_header_with_line_breaks_and_brackets(tmp_path):
    """Tests cells as forms print them."""
    names = [
        "学校（机构）\n标识码",
        "学校\n名称",
        "所在\n乡镇",
        "办学类型",
        "在校生数（人）",
    ]
    table = table_of(tmp_path, [["一览表"], names, *SCHOOLS])
    assert table.header == tuple(names)
    assert cells(table) == NUMBERED


def test_merged_header_tells_its_depth_without_known_words(tmp_path):
    """Tests parts no synonym knows: they are no row of a school."""
    rows = [
        [*HEADER, "教师", ""],
        ["", "", "", "", "", "音师", "体师"],
        [*SCHOOLS[0], 1, 2],
    ]
    merges = [f"{c}1:{c}2" for c in "ABCDE"] + ["F1:G1"]
    table = table_of(tmp_path, rows, merges=merges)
    assert table.header[5:] == ("教师音师", "教师体师")
    assert len(table.rows) == 1


def test_row_of_texts_below_the_header_stays_a_row(tmp_path):
    """Tests a school without figures, without merged headers."""
    table = table_of(tmp_path, [HEADER, ["", "示例教学点", "芭蕉乡", "教学点", ""]])
    assert cells(table) == [["", "示例教学点", "芭蕉乡", "教学点", ""]]
    table = text_table(tmp_path, [HEADER, ["", "", "芭蕉乡", "教学点", "无"]])
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["合计", "", "", "", 850], "D219"),
        (["", "合　计", "", "", 850], "D219"),
        (["", "", "芭蕉乡小计", "", 850], "D219"),
        (["", "小计", "", "", ""], "D219"),
        (["总计（2所）", "", "", "—", "850"], "D219"),
        (["注：不含幼儿园", "", "", "", ""], "D220"),
        (["", "说明:1.在校生以9月1日为准", "", "", ""], "D220"),
        (["单位负责人：王某", "", "填表人：张某", "", "2025年9月"], "D220"),
        (["填表人", "", "", "", ""], "D220"),
        (["标识码", "校名", "乡镇", "办学类型", "在校生数"], "D221"),
        (["003", "合计沟小学", "芭蕉乡", "小学", 30], ""),
        (["", "合计沟小学", "芭蕉乡", "小学", 30], ""),
        (["003", "示例合计", "", "", 30], ""),
        (["", "示例合计", "芭蕉乡", "小学", 30], ""),
        (["003", "说明小学", "", "", 30], ""),
        (["", "注湾小学", "芭蕉乡", "小学", 30], ""),
        (["", "单位小学", "芭蕉乡", "小学", 30], ""),
        (["3", "示例小学三", "", "", ""], ""),
        (["003", "校名", "乡镇", "小学", 1], ""),
    ],
)
def test_row_that_is_no_school(tmp_path, row, code):
    """Tests each sign of it beside the nearest school."""
    table = table_of(tmp_path, [HEADER, *SCHOOLS, row])
    assert excluded(table) == ([(code, 4)] if code else [])
    assert len(table.rows) == (2 if code else 3)
    assert "张某" not in str(table.issues)
    assert "王某" not in str(table.issues)


def test_notes_go_on_below_a_note(tmp_path):
    """Tests numbered lines under 说明, and that nothing follows a school."""
    rows = [HEADER, *SCHOOLS, ["说明："], ["1.第一条"], ["2.第二条"]]
    assert excluded(table_of(tmp_path, rows)) == [("D220", n) for n in (4, 5, 6)]
    table = table_of(tmp_path, [HEADER, *SCHOOLS, ["1.第一条"]])
    assert len(table.rows) == 3


def test_heading_merged_across_is_left_out_with_a_warning(tmp_path):
    """Tests a town as a heading; and the same words not merged."""
    rows = [HEADER, ["芭蕉乡"], *SCHOOLS]
    table = table_of(tmp_path, rows, merges=["A2:E2"])
    assert excluded(table) == [("D226", 2)]
    assert [i.severity for i in table.issues] == ["warning"]
    assert len(table_of(tmp_path, rows).rows) == 3


def test_columns_are_numbered_only_below_the_header(tmp_path):
    """Tests 甲 乙 1 2 3 there and further down."""
    numbers = ["甲", "乙", 1, 2, 3]
    assert excluded(table_of(tmp_path, [HEADER, numbers, *SCHOOLS])) == [("D222", 2)]
    assert excluded(table_of(tmp_path, [HEADER, *SCHOOLS, numbers])) == []


def test_merged_cells_are_filled_inside_only(tmp_path):
    """Tests down, right, and the blank cells beside a merged range."""
    rows = [
        [*HEADER, "备注"],
        ["001", "甲", "芭蕉乡", "小学", 1, "停办"],
        ["002", "乙", "", "小学", 2, ""],
        ["003", "丙", "", "小学", 3, ""],
    ]
    table = table_of(tmp_path, rows, merges=["C2:C3"])
    assert [row.cells[2] for row in table.rows] == ["芭蕉乡", "芭蕉乡", ""]
    assert [(i.code, i.row, i.column, i.value) for i in table.issues] == [
        ("D215", 3, "town", "乡镇 × 1")
    ]


def test_merged_figure_is_nobodys(tmp_path):
    """Tests a figure over two schools; a merged range of one cell of data is fine."""
    rows = [HEADER, ["001", "甲", "乡", "小学", 350], ["002", "乙", "乡", "小学", ""]]
    table = table_of(tmp_path, rows, merges=["E2:E3"])
    assert [row.cells[4] for row in table.rows] == ["", ""]
    assert [(i.code, i.column, i.action) for i in table.issues] == [
        ("D216", "pupils", "ignored")
    ]
    table = table_of(tmp_path, [*rows[:2], ["合计", "", "", "", ""]], merges=["E2:E3"])
    assert [row.cells[4] for row in table.rows] == ["350"]


def test_text_right_of_the_table(tmp_path):
    """Tests a workbook, where it is a column without a name, and a csv."""
    rows = [HEADER, [*SCHOOLS[0], "", "旁注"], SCHOOLS[1]]
    table = table_of(tmp_path, rows)
    assert table.header == (*HEADER, "", "")
    assert table.rows[0].cells[6] == "旁注"
    with pytest.raises(DataError) as caught:
        text_table(tmp_path, rows)
    assert (caught.value.code, caught.value.details["row"]) == ("F109", 2)


def test_header_rows_can_be_given(tmp_path):
    """Tests rows the user names, and rows without text."""
    rows = [["甲甲", "乙乙"], ["丙丙", "丁丁"], [1, 2]]
    table = table_of(tmp_path, rows, header_rows=[2])
    assert (table.header, table.header_rows) == (("丙丙", "丁丁"), (2,))
    assert table_of(tmp_path, rows, header_rows=[1, 2]).header == (
        "甲甲丙丙",
        "乙乙丁丁",
    )
    with pytest.raises(DataError) as caught:
        table_of(tmp_path, rows, header_rows=[9])
    assert caught.value.code == "D225"


def test_faults_are_told_where_they_matter(tmp_path):
    """Tests formulas without result in a school, in a blank row and in a total."""
    rows = [HEADER, SCHOOLS[0], ["002", "乙", "乡", "小学", "=1+1"]]
    rows += [["=A1"], ["合计", "", "", "", "=SUM(E2:E3)"]]
    table = table_of(tmp_path, rows)
    told = [(i.code, i.row, i.column) for i in table.issues if i.code == "D110"]
    assert told == [("D110", 3, "pupils"), ("D110", 4, "school_id")]
    assert [i.value for i in table.issues if i.row == 3] == ["在校生数 =1+1"]


def form(name, *, unit="元"):
    """Return the rows of a vertical form."""
    return [
        [f"{name}填报表"],
        ["序号", "类别", "填报项目", "单位", "填报值", "是否必填", "备注"],
        [1, "基本", "1.学校名称", "", name, "是", ""],
        [2, "基本", "乡镇", "", "芭蕉乡", "是", ""],
        [3, "小学", "在校生数", "人", 100, "是", ""],
        [4, "初中", "在校生数", "人", 50, "是", ""],
        [5, "条件", "教学仪器设备值", unit, 12, "", ""],
        ["填表人：张某"],
    ]


def test_form_becomes_a_record(tmp_path):
    """Tests names, units, items told apart by their group, and where values stand."""
    table = table_of(tmp_path, form("示例学校", unit="万元"))
    assert table.header == (
        "学校名称",
        "乡镇",
        "在校生数(人)",
        "初中_在校生数(人)",
        "教学仪器设备值(万元)",
    )
    assert cells(table) == [["示例学校", "芭蕉乡", "100", "50", "12"]]
    assert table.spot(table.rows[0], 0) == ("Sheet", 3, 5)
    assert table.spot(table.rows[0], 4) == ("Sheet", 7, 5)
    assert excluded(table) == [("D218", 1), ("D220", 8)]
    assert "张某" not in str(table.issues)


def test_forms_of_one_sheet_and_of_several(tmp_path):
    """Tests one below the other, and one sheet each with other items."""
    table = table_of(tmp_path, [*form("甲校"), *form("乙校")])
    assert [row.cells[0] for row in table.rows] == ["甲校", "乙校"]
    assert [row.number for row in table.rows] == [1, 2]
    book = openpyxl.Workbook()
    for k, name in enumerate(["甲校", "乙校"]):
        page = book.create_sheet(name)
        for row in [*form(name)[:7], *([[6, "", "寄宿生数", "人", 9]] if k else [])]:
            page.append(row)
    book.save(tmp_path / "f.xlsx")
    table = read_table(tmp_path / "f.xlsx")
    assert [row.sheet for row in table.rows] == ["甲校", "乙校"]
    assert [row.cells[-1] for row in table.rows] == ["", "9"]
    assert table.spot(table.rows[1], 5) == ("乙校", 8, 5)


def test_table_with_such_words_is_no_form(tmp_path):
    """Tests a school table that has columns 项目 and 数值."""
    rows = [[*HEADER, "项目", "数值"], [*SCHOOLS[0], "食堂", 1]]
    assert len(table_of(tmp_path, rows).rows) == 1
    assert len(table_of(tmp_path, rows).header) == 7


def test_sheets_of_equal_worth_are_named(tmp_path):
    """Tests the refusal, a sheet with fewer columns, and one without rows."""

    def save(*pages):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in pages:
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
        book.save(tmp_path / "t.xlsx")
        return tmp_path / "t.xlsx"

    path = save(("2024", [HEADER, *SCHOOLS]), ("2025", [HEADER, *SCHOOLS]))
    with pytest.raises(DataError) as caught:
        read_table(path)
    assert (caught.value.code, caught.value.details["names"]) == ("D209", "2024, 2025")
    assert read_table(path, sheet="2025").sheet == "2025"
    path = save(("甲", [HEADER[:4], SCHOOLS[0][:4]]), ("乙", [HEADER, *SCHOOLS]))
    assert read_table(path).sheet == "乙"
    path = save(("甲", [HEADER]), ("乙", [HEADER, *SCHOOLS]))
    table = read_table(path)
    assert (table.sheet, [i.value for i in table.issues]) == ("乙", ["甲"])
    assert table.issues[0].code == "D210"


@pytest.mark.parametrize("has_own_items", [False, True])
def test_forms_side_by_side_lose_no_school(tmp_path, has_own_items):
    """Tests two columns of values, a third that is blank, and remarks beside."""
    items = ["填报项目", "标识码", "校名", "办学类型", "在校生数"]
    values = [
        ["填报值", "001", "示例小学", "小学", "350"],
        ["填报值", "002", "示例初中", "初中", "500"],
        ["填报值", "", "", "", ""],
    ]
    beside = [items if has_own_items else None, values[1]]
    columns = [
        items,
        values[0],
        *filter(None, beside),
        values[2],
        ["备注", *"甲乙丙丁"],
    ]
    book = openpyxl.Workbook()
    for line in zip(*columns, strict=True):
        book.active.append(line)
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx")
    assert table.header == tuple(items[1:])
    assert [list(row.cells) for row in table.rows] == [v[1:] for v in values[:2]]
    second = 4 if has_own_items else 3
    assert [table.spot(row, 1)[1:] for row in table.rows] == [(3, 2), (3, second)]
    assert excluded(table) == []


def test_forms_without_an_item_are_told_one_by_one(tmp_path):
    """Tests that no form is taken for the header: its row is the place of a form."""
    values = ["001", "示例小学", "恩施市", "小学", "109.48", "30.29"]
    items = ["标识码", "校名", "县市区", "办学类型", "经度", "纬度"]
    book = openpyxl.Workbook()
    for number in ("一", "二"):
        page = book.create_sheet(number)
        for line in [("填报项目", "填报值"), *zip(items, values, strict=True)]:
            page.append(line)
        values[:2] = ["002", "示例二小"]
    book.save(tmp_path / "t.xlsx")
    issues = check_schools(tmp_path / "t.xlsx")
    assert [i.row for i in issues if i.code == "D142"] == [1, 2]


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ([HEADER[:4], SCHOOLS[0][:4]], "D228"),
        ([HEADER[:3], SCHOOLS[0][:3]], "D210"),
        ([HEADER[:4]], "D210"),
        ([["填报项目", "填报值"], *zip(HEADER, SCHOOLS[0], strict=True)], "D228"),
        ([["乡镇", "学校数"], ["舞阳坝街道", 2]], "D210"),
    ],
    ids=["four known columns", "three", "no row", "a form", "totals by town"],
)
def test_sheet_that_may_hold_schools_is_warned_of(tmp_path, other, code):
    """Tests that schools on a sheet that is not read are not just a note."""
    book = openpyxl.Workbook()
    for row in [HEADER, *SCHOOLS]:
        book.active.append(row)
    page = book.create_sheet("另一张")
    for row in other:
        page.append(row)
    book.save(tmp_path / "t.xlsx")
    told = read_table(tmp_path / "t.xlsx").issues
    severity = Severity.WARNING if code == "D228" else Severity.INFO
    assert [(i.code, i.value, i.severity) for i in told] == [(code, "另一张", severity)]


def test_overlapping_merges_are_refused_at_once():
    """Tests the legal range next to it: every cell of the table in one range."""
    rows = [Row(number, ("甲", "")) for number in range(2, 20_002)]
    whole = Merge(2, 1, 20_001, 2)
    filled, _ = filled_rows(rows, ("乡镇", "村"), [whole], "t.xlsx")
    assert {row.cells for row in filled} == {("甲", "甲")}
    with pytest.raises(DataError) as caught:
        filled_rows(rows, ("乡镇", "村"), [whole] * 1_000_000, "t.xlsx")
    assert caught.value.code == "D229"
