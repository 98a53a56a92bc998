"""check-data from a table to its files, and the fill-in workbook back again."""

import csv
import filecmp
import io

import openpyxl
import pytest
import rich.console

from optimizer.console_data import check_parts, next_parts
from optimizer.errors import DataError, OutputError
from optimizer.ingest import read_pairs, read_schools
from optimizer.service import check_data, write_check, write_county_template
from optimizer.service.checked_cells import Cells
from optimizer.service.checked_lists import letters
from tests.ingest import builders

FAULTS = (
    {},
    {"type_code": "书院"},
    {"pupils": "不清楚"},
    {"county_code": "422801001000"},
)
"""A faultless row, then one fault of each severity: rows 2 to 5."""


def check(path, out, **options):
    found = check_data(path, **options)
    return found, write_check(found, out)


def filled(page, ref):
    return page[ref].fill.fill_type == "solid"


@pytest.fixture
def faulty(tmp_path):
    """A workbook with one fault of each severity in rows 3, 4 and 5."""
    rows = builders.rows(
        *({k: v for k, v in c.items() if k != "pupils"} for c in FAULTS)
    )
    path = builders.write_xlsx(tmp_path / "甲县.xlsx", rows)
    book = openpyxl.load_workbook(path)
    book.active["H4"] = FAULTS[2]["pupils"]
    book.save(path)
    return path


def test_marks_stand_at_the_exact_cells(faulty, tmp_path):
    found, written = check(faulty, tmp_path / "out")
    assert found.has_errors
    assert [p.name for p in written.paths] == ["甲县.checked.xlsx", "columns.toml"]
    page = openpyxl.load_workbook(written.paths[0])["学校表"]
    assert "D139" in page["G3"].comment.text
    assert page["G3"].border.left.style == "thick"
    assert "D144" in page["H4"].comment.text
    assert "在校生数" in page["H4"].comment.text
    assert "甲县" not in page["H4"].comment.text
    assert "D137" in page["C5"].comment.text
    assert page["C5"].border.left.style == "dotted"
    coloured = {
        c.coordinate
        for row in page.iter_rows()
        for c in row
        if filled(page, c.coordinate)
    }
    assert coloured == {"G3", "H4", "C5"}


def test_multi_row_header_and_left_out_rows(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["恩施市学校情况表"])
    page.append(
        ["学校代码", "学校名称", "县市区", "乡镇", "经度", "纬度", "办学类型", "学生"]
    )
    page.append([None] * 7 + ["在校生数", "奇怪"])
    page.merge_cells("A1:H1")
    page.merge_cells("H2:I2")
    for column in "ABCDEFG":
        page.merge_cells(f"{column}2:{column}3")
    page.append(["01", "试验小学", "恩施市", "龙凤镇", 109.5, 30.3, "书院", 100, 1])
    page.append(["02", "实验二小", "恩施市", "龙凤镇", 109.51, 30.31, "小学", 120, 1])
    page.append(["合计", None, None, None, None, None, None, "=SUM(H4:H5)"])
    book.save(tmp_path / "t.xlsx")
    found, written = check(tmp_path / "t.xlsx", tmp_path / "out")
    assert found.table.header_rows[-1] == 3
    page = openpyxl.load_workbook(written.paths[0]).active
    assert "D139" in page["G4"].comment.text
    assert filled(page, "A6")
    assert page["A6"].comment is not None
    assert page["H6"].value == "=SUM(H4:H5)"
    assert 6 in found.excluded_rows


def test_clean_table_is_written_and_changes_no_more(tmp_path):
    rows = builders.rows({}, {"county_code": "422801001000"}, {"name": "'=1 \u202e"})
    path = builders.write_csv(tmp_path / "甲.csv", rows)
    found, written = check(path, tmp_path / "one")
    names = ["甲.checked.xlsx", "甲.schools.csv", "columns.toml"]
    assert [p.name for p in written.paths] == names
    table = read_schools(written.paths[1])
    assert table.schools == found.schools
    for k, name in enumerate(names[:2]):
        again, rewritten = check(tmp_path / "one" / name, tmp_path / f"two{k}")
        assert again.schools == found.schools
        assert not again.has_errors
        canonical = next(p for p in rewritten.paths if p.suffix == ".csv")
        assert canonical.name == names[1]
        assert filecmp.cmp(canonical, written.paths[1], shallow=False)
    same = tmp_path / "two0" / names[0]
    assert filecmp.cmp(same, written.paths[0], shallow=False)


def test_checking_in_its_own_folder_changes_nothing(tmp_path):
    path = builders.write_csv(tmp_path / "a.csv", builders.rows(*FAULTS))
    check(path, tmp_path / "out")
    home = tmp_path / "out"
    before = {p.name: p.read_bytes() for p in home.iterdir()}
    check(home / "a.checked.xlsx", home)
    assert {p.name: p.read_bytes() for p in home.iterdir()} == before


def test_corrected_copy_loses_its_marks(faulty, tmp_path):
    _, written = check(faulty, tmp_path / "out")
    book = openpyxl.load_workbook(written.paths[0])
    book["学校表"]["G3"] = "小学"
    book.save(written.paths[0])
    found, written = check(written.paths[0], tmp_path / "out")
    assert not found.has_errors
    page = openpyxl.load_workbook(written.paths[0])["学校表"]
    assert page["G3"].comment is None
    assert page["G3"].fill.fill_type is None
    assert page["H4"].comment is not None


def test_list_tells_every_issue_in_order_of_severity(faulty, tmp_path):
    found, written = check(faulty, tmp_path / "out")
    page = openpyxl.load_workbook(written.paths[0])["数据质量清单"]
    rows = [[c.value for c in row] for row in page.iter_rows()]
    start = next(k for k, row in enumerate(rows) if row[0] == "级别")
    listed = rows[start + 1 :]
    assert [row[1] for row in listed] == [issue.code for issue in found.issues]
    first = listed[0]
    assert first[:2] == ["✖ 错误", "D139"]
    assert first[2:6] == [3, "type_code", "办学类型", "书院"]
    assert page.freeze_panes == f"A{start + 2}"
    assert page.auto_filter.ref.startswith(f"A{start + 1}:I")
    assert page.page_setup.orientation == "landscape"
    assert str(page.page_setup.paperSize) == "9"
    assert page.print_title_rows == f"${start + 1}:${start + 1}"
    mapping = openpyxl.load_workbook(written.paths[0])["列对应"]
    text = [[c.value for c in row] for row in mapping.iter_rows()]
    assert ["H", "pupils", "在校生数", "pupils"] in [row[:4] for row in text]


def test_contact_data_reaches_no_output(tmp_path):
    personal = {"校长姓名": "冉某某", "备注": "x", "残疾学生数": "2"}
    rows = builders.rows(*(personal for _ in range(3)))
    path = builders.write_xlsx(tmp_path / "a.xlsx", rows)
    _, written = check(path, tmp_path / "out")
    page = openpyxl.load_workbook(written.paths[0])["学校表"]
    assert page["I2"].value == "(已隐去)"
    for made in written.paths:
        assert "冉某某".encode() not in made.read_bytes()
    _, again = check(written.paths[0], tmp_path / "two")
    assert filecmp.cmp(written.paths[0], again.paths[0], shallow=False)


def write_forms(path, *forms, names=("一校", "二校")):
    """Write vertical forms, one sheet a school; each is a list of item and value."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in zip(names, forms, strict=True):
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path)
    return path


def form_lines(number, *more):
    """Return the lines of a form of a primary school."""
    return [
        ("填报项目", "填报值"),
        ("学校标识码", f"214222000{number}"),
        ("学校名称", f"第{number}小学"),
        ("区划代码", "422801"),
        ("乡镇", "舞阳坝街道"),
        ("办学类型", "211"),
        ("经度", 109.48 + number / 100),
        ("纬度", 30.29),
        ("在校生数", 350),
        *more,
    ]


def test_contact_data_of_forms_reaches_no_output(tmp_path):
    head = [("校长姓名", "李小四"), ("学校电话", "0718-8222222")]
    path = write_forms(
        tmp_path / "forms.xlsx",
        [*form_lines(1, *head), ("填表人", "王五五")],
        [("恩施市",), ("负责人", "赵六六"), *form_lines(2), ("残疾学生数", 3)],
    )
    _, written = check(path, tmp_path / "out")
    book = openpyxl.load_workbook(written.paths[0])
    shown = {cell.value for page in book for row in page.iter_rows() for cell in row}
    shown = {str(value) for value in shown if value is not None}
    hidden = ("李小四", "0718-8222222", "王五五", "赵六六")
    assert not [text for text in shown for name in hidden if name in text]
    # What is no contact stays, the labels and heads of both forms too.
    assert {"第1小学", "第2小学", "填报项目", "填报值", "校长姓名"} <= shown
    assert book["二校"]["B3"].value == "填报值"
    assert book["二校"]["B12"].value != 3


def test_issues_of_forms_stand_at_their_cells(tmp_path):
    """Tests rows left out of two sheets, notes on headers, and the count of rows."""
    path = write_forms(
        tmp_path / "forms.xlsx",
        [("恩施市",), *form_lines(1, ("食堂面积", 20)), ("注:一",)],
        [("恩施市",), ("单位:人",), *form_lines(2, ("食堂面积", 30)), ("注:二",)],
    )
    found, written = check(path, tmp_path / "out")
    # 一校: title and note; 二校: two titles and the note.
    assert found.excluded_rows == (1, 12, 1, 2, 12 + 1)
    book = openpyxl.load_workbook(written.paths[0])
    said = {
        (page.title, cell.coordinate): cell.comment.text.split()[1]
        for page in book.worksheets[:2]
        for row in page.iter_rows()
        for cell in row
        if cell.comment is not None
    }
    assert said == {
        ("一校", "A1"): "D218",
        ("一校", "A12"): "D220",
        ("一校", "B4"): "D223",
        ("二校", "B5"): "D223",
        ("一校", "B11"): "D122",
        ("二校", "A1"): "D218",
        ("二校", "A2"): "D218",
        ("二校", "A13"): "D220",
    }
    mapping = [[cell.value for cell in row] for row in book["列对应"].iter_rows()]
    assert ["B3", "学校标识码"] in [row[:2] for row in mapping]


def test_input_is_never_overwritten(tmp_path):
    table = builders.write_csv(
        tmp_path / "a.schools.csv", builders.rows({"pupils": "1,234"})
    )
    before = table.read_bytes()
    with pytest.raises(DataError, match="D301"):
        check(table, tmp_path)
    assert table.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.schools.csv"]


def test_stale_clean_table_is_told(tmp_path):
    path = builders.write_csv(tmp_path / "a.csv", builders.rows({}))
    check(path, tmp_path / "out")
    builders.write_csv(path, builders.rows({"type_code": "书院"}))
    _, written = check(path, tmp_path / "out")
    assert written.stale == tmp_path / "out" / "a.schools.csv"


def test_edited_columns_file_is_not_lost(tmp_path):
    path = builders.write_csv(tmp_path / "a.csv", builders.rows({}))
    check(path, tmp_path / "out")
    columns = tmp_path / "out" / "columns.toml"
    edited = columns.read_text(encoding="utf-8") + "# mine\n"
    columns.write_text(edited, encoding="utf-8")
    _, written = check(path, tmp_path / "out")
    assert written.saved is not None
    assert written.saved.read_text(encoding="utf-8") == edited
    columns.write_text(edited, encoding="utf-8")
    _, written = check(path, tmp_path / "out", columns=columns)
    assert written.saved is None
    assert columns.read_text(encoding="utf-8") == edited


def test_policy_counts_who_takes_part(tmp_path):
    rows = builders.rows({}, {"type_code": "342"})
    path = builders.write_csv(tmp_path / "a.csv", rows)
    found = check_data(path, policy="enshi-2022-2025")
    assert found.scope == ("enshi-2022-2025", 1, 1)


def test_issues_without_a_cell_stand_at_the_header_or_the_row(tmp_path):
    rows = builders.rows({"town": "", "校园网": "有"})
    for cells in rows:
        del cells["pupils"]
    found = check_data(builders.write_csv(tmp_path / "a.csv", rows), crs="gcj02")
    places = {
        issue.code: [(m.row, m.column) for m in Cells(found).marks_of(issue, "zh")]
        for issue in found.issues
    }
    assert places["D122"] == [(1, 8)]
    assert places["D148"] == [(1, 5), (1, 6)]
    assert places["D142"] == [(2, 4)]
    assert places["D164"] == [(1, 1)]


def test_letters_of_columns():
    assert [letters(k) for k in (1, 27, 702, 703)] == ["A", "AA", "ZZ", "AAA"]


# The fill-in workbook


def fill(path, out):
    """Fill in five schools and a wish, as a planner would."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    for k in range(5):
        place = ["舞阳坝街道", "某村", 109.48 + k / 100, 30.29, "WGS84"]
        counts = [100 + k, None, None, 6, 12, 11, 9, 1, 1, 800, 900.5, 30000, 5]
        cells = [f"214200010{k}", f"试验小学{k}", "422801", *place, "小学", "村庄"]
        cells += [*counts, "合格", "否", "是"]
        for column, value in enumerate(cells, start=1):
            page.cell(3 + k, column).value = value
    for column, value in enumerate(
        ["愿意", "2142000100", "2142000101", "同乡镇"], start=1
    ):
        book.worksheets[1].cell(3, column).value = value
    book.save(out)
    return out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("county", ["county", "恩施市", "422801"])
def test_filled_template_reads_without_a_warning(county, lang, tmp_path):
    (path,) = write_county_template(county, tmp_path / "t", lang)
    full = fill(path, tmp_path / "full.xlsx")
    table = read_schools(full)
    assert [s.name for s in table.schools] == [f"试验小学{k}" for k in range(5)]
    first = table.schools[0]
    assert (first.type_code, first.region_code, first.weak) == ("211", "220", True)
    assert (first.sport_area_m2, first.core) == (900.5, False)
    assert {i.severity.value for i in table.issues} <= {"info"}
    assert [(i.code, i.row) for i in table.issues if i.action == "excluded"] == [
        ("D300", 2)
    ]
    wishes, issues = read_pairs(full, table.schools)
    assert [(w.kind.value, w.a, w.b, w.note) for w in wishes] == [
        ("willing", "2142000100", "2142000101", "同乡镇")
    ]
    assert [(i.code, i.row) for i in issues if i.action == "excluded"] == [("D300", 2)]
    assert {i.severity.value for i in issues} == {"info"}


def test_filled_template_is_checked_without_an_error(tmp_path):
    (path,) = write_county_template("利川", tmp_path / "t")
    assert path.name == "学校信息表_利川市.xlsx"
    full = fill(path, tmp_path / "full.xlsx")
    found, written = check(full, tmp_path / "out")
    assert not found.has_errors
    page = openpyxl.load_workbook(written.paths[0])["学校信息表"]
    assert "D300" in page["A2"].comment.text
    with written.paths[1].open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == 6


def test_blank_template_is_no_data_and_no_crash(tmp_path):
    (path,) = write_county_template("county", tmp_path)
    with pytest.raises(DataError, match="D105"):
        read_schools(path)
    assert read_pairs(path, [])[0] == []


def test_template_of_an_unknown_county_and_a_taken_name(tmp_path):
    with pytest.raises(DataError, match="D302"):
        write_county_template("火星", tmp_path)
    assert list(tmp_path.iterdir()) == []
    write_county_template("422899", tmp_path)
    with pytest.raises(OutputError, match="O102"):
        write_county_template("422899", tmp_path)


def test_marks_of_one_coordinate_cell_and_of_facts(tmp_path):
    """Tests that no finding colours the first column for want of its own."""
    book = openpyxl.Workbook()
    page = book.active
    heads = ["序号", "学校名称", "县市区", "乡镇", "经纬度", "办学类型", "在校生数"]
    page.append([*heads, "寄宿生数"])
    for k, (place, boarders) in enumerate((("见地图", 9), ("0,0", 99)), 1):
        page.append(
            [k, f"试验{k}小学", "恩施市", "龙凤镇", place, "小学", 50, boarders]
        )
    book.save(tmp_path / "t.xlsx")
    found, written = check(tmp_path / "t.xlsx", tmp_path / "out")
    values = {i.code: i.value for i in found.issues if i.column == "lon, lat"}
    assert values == {"D153": "见地图", "D151": "0,0"}
    page = openpyxl.load_workbook(written.paths[0]).active
    assert "D153" in page["E2"].comment.text
    assert "D151" in page["E3"].comment.text
    assert "D271" in page["H3"].comment.text
    assert "D134" in page["B2"].comment.text
    assert not filled(page, "A2")
    assert not filled(page, "A3")


def told(data, out):
    """Return the sentences and the text of the tables on the screen."""
    screen = rich.console.Console(width=200, record=True, file=io.StringIO())
    for part in check_parts(data, write_check(data, out), "zh"):
        screen.print(part)
    for part in next_parts(data, out, "zh"):
        screen.print(part)
    return screen.export_text()


def test_screen_groups_rows_and_names_the_files_headers(tmp_path):
    """Tests that one wrong column is one line, by the header the user knows."""
    cells = [c | {"type_code": "书院"} for c in builders.rows(*[{}] * 9)]
    renamed = [
        {("类别" if k == "type_code" else k): v for k, v in c.items()} for c in cells
    ]
    path = builders.write_csv(tmp_path / "甲.csv", renamed)
    stated = tmp_path / "c.toml"
    stated.write_text('[columns]\n"类别" = "type_code"\n', encoding="utf-8")
    shown = told(check_data(path, columns=stated), tmp_path / "out")
    assert shown.count("D139") == 1
    assert "等 9 行" in shown
    assert "类别" in shown.split("先改这些错误")[1]
    assert f"--columns {stated}" in "".join(shown.split("\n"))


def test_assumed_crs_is_told_unless_it_is_declared(tmp_path):
    """Tests that a default that may move every school 550 m is not silent."""
    cells = [{"学校名称": c.pop("name"), **c} for c in builders.rows({}, {})]
    path = builders.write_csv(tmp_path / "甲.csv", cells)
    assert "坐标系没有声明" in told(check_data(path), tmp_path / "a")
    declared = check_data(path, crs="gcj02")
    assert "坐标系没有声明" not in told(declared, tmp_path / "b")
    own = check_data(tmp_path / "a" / "甲.schools.csv")
    assert "坐标系没有声明" not in told(own, tmp_path / "c")
