"""The workbook says what the plan says, as text, the same way each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.plan import Override, Plan
from optimizer.report.workbook import lists, write_workbook
from optimizer.report.workbook.sheet import MAX_TEXT, text_width
from tests import builders
from tests.report import evidence_factory, factory

SHEETS = {
    "zh": [
        "名单表",
        "选项",
        "教联体一览",
        "未覆盖学校",
        "路线依据",
        "临界清单",
        "情景核对",
        "覆盖率",
        "分期推进",
        "办学水平",
        "均衡模拟",
        "参数与来源",
        "数据质量清单",
        "不纳入名单",
        "指纹",
    ],
    "en": [
        "Alliances",
        "Choices",
        "Overview",
        "Uncovered",
        "Routes",
        "Borderline",
        "Scenarios",
        "Coverage",
        "Phases",
        "Standing",
        "Balance",
        "Parameters",
        "Data quality",
        "Out of scope",
        "Fingerprint",
    ],
}
HEAD_ROW = 4
"""Title, notice and status stand above the head of a table."""

LIST_HEAD_ROW = HEAD_ROW + 1
"""The name list has a line on how to edit it, too."""


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    return written(tmp_path)


def written(tmp_path: Path, lang: str = "zh", plan: Plan | None = None) -> Workbook:
    """Return the workbook of the factory's case, read back."""
    path = tmp_path / "plan.xlsx"
    write_workbook(factory.make_case(), plan or factory.make_plan(), path, lang)
    return load_workbook(path)


def head_of(sheet: Worksheet) -> int:
    """Return the row of the head of the one table of a sheet."""
    return LIST_HEAD_ROW if sheet.title in ("名单表", "Alliances") else HEAD_ROW


def records(sheet: Worksheet, head: int | None = None) -> list[dict[str, object]]:
    """Return the rows under a head, up to the first empty one."""
    head = head_of(sheet) if head is None else head
    rows = list(sheet.iter_rows(min_row=head, values_only=True))
    end = next((i for i, row in enumerate(rows) if not any(row)), len(rows))
    names = [str(name) for name in rows[0]]
    return [dict(zip(names, row, strict=True)) for row in rows[1:end]]


def everything(book: Workbook) -> str:
    """Return the text of all cells."""
    cells = (c.value for s in book for row in s.iter_rows() for c in row)
    return "\n".join(str(value) for value in cells if value is not None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_are_named_in_the_language(tmp_path: Path, lang: str) -> None:
    assert written(tmp_path, lang).sheetnames == SHEETS[lang]


def test_list_has_one_row_per_school_of_an_alliance(book: Workbook) -> None:
    rows = records(book["名单表"])
    assert [row["学校标识码"] for row in rows] == ["A", "b", "c"]
    assert [row["角色"] for row in rows] == ["核心", "成员", "成员"]
    assert {row["教联体编号"] for row in rows} == {"A-A"}
    assert {row["类型"] for row in rows} == {"共建型"}
    assert {row["示范"] for row in rows} == {"是"}


def test_list_repeats_the_trip_of_the_plan(book: Workbook) -> None:
    far = records(book["名单表"])[2]
    assert (far["车程(分钟)"], far["里程(公里)"]) == (47.15, 23.5)
    assert (far["车程来源"], far["改配差值(折算分钟)"]) == ("估算", -3.25)
    assert far["次优核心学校"] == "school e"
    reason = "农村(县城以外镇区)、薄弱(学校表填写);更近的核心学校已满,或全局更优"
    assert far["依据和提示"] == reason


def test_reasons_of_a_core_stand_in_the_overview(book: Workbook) -> None:
    """Tests that the list keeps its rows low, and that no reason is lost."""
    core = records(book["名单表"])[0]
    assert core["依据和提示"] == "牵头依据:学校表填写"
    told = records(book["教联体一览"])[0]
    assert told["牵头依据"] == "学校表填写"
    limits = "最远 47.15 分钟、23.5 公里,超出融合型上限(30 分钟、20 公里)"
    assert limits in str(told["类型依据"])
    assert "有 1 所成员学校的车程为直线估算" in str(told["提示"])


def test_uncovered_sheet_says_reason_and_remedy(book: Workbook) -> None:
    first, second = records(book["未覆盖学校"])
    assert (first["代码"], first["是否定位"]) == ("U01", "否")
    assert "school A" in str(second["未覆盖原因"])
    assert "size.max_members" in str(second["怎样可以纳入"])
    assert second["车程(分钟)"] == 5.5


@pytest.fixture
def evident(tmp_path: Path) -> Workbook:
    """The workbook of a case with routes, a second engine and a winter."""
    return with_evidence(tmp_path)


def with_evidence(tmp_path: Path, lang: str = "zh") -> Workbook:
    path = tmp_path / "evident.xlsx"
    case = evidence_factory.make_case()
    evidence = evidence_factory.make_evidence(case)
    write_workbook(case, evidence_factory.make_plan(), path, lang, evidence)
    return load_workbook(path)


def test_routes_sheet_states_the_evidence_of_each_trip(evident: Workbook) -> None:
    near, far = records(evident["路线依据"])
    assert (near["采用车程(分钟)"], near["路线车程(分钟)"]) == (12.35, 12.35)
    assert near["绕行系数(里程/直线)"] == pytest.approx(1.909, abs=0.002)
    assert near["各等级道路里程"] == "省道 2.0 公里、乡道 2.0 公里、等级不详 0.2 公里"
    assert near["最慢路段"] == f"{evidence_factory.EVIL_ROAD}(编号 R7)"
    assert (near["路段等级"], near["路段均速(公里/时)"]) == ("乡道", 15)
    assert near["慢的原因"] == "弯道急"
    assert (near["第二引擎(分钟)"], near["临界"]) == (13, None)
    assert near["冬季结冰车程(分钟)"] == 15
    assert (far["路线车程(分钟)"], far["临界"]) == (None, "是")
    assert far["冬季结冰车程(分钟)"] == "71.3 超限:超时"


def test_borderline_sheet_lists_used_pairs_and_missed_ones(evident: Workbook) -> None:
    used, missed = records(evident["临界清单"])
    assert (used["学校"], used["方案是否采用"]) == (factory.MARKUP, "是")
    assert (used["车程(分钟)"], used["上限(分钟)"]) == (47.15, 50)
    assert used["误差下限(分钟)"] == pytest.approx(42.435)
    assert "跨上限 50 分钟" in str(used["决定因素"])
    assert (missed["学校"], missed["方案是否采用"]) == ("school e", "否")
    assert missed["第二引擎(分钟)"] == 49
    assert "一超一不超" in str(missed["决定因素"])


def test_scenario_sheet_counts_and_lists_breaches(evident: Workbook) -> None:
    sheet = evident["情景核对"]
    rows = list(sheet.iter_rows(values_only=True))
    heads = [i for i, row in enumerate(rows, start=1) if row[0] == "序号"]
    count = records(sheet, heads[0])[0]
    assert (count["核对配对(对)"], count["超限合计(对)"], count["超时(对)"]) == (
        2,
        1,
        1,
    )
    assert count["其中方案车程已超限(对)"] == 0
    broken = records(sheet, heads[1])
    assert [row["成员学校"] for row in broken] == [factory.MARKUP]
    assert (broken[0]["采用车程(分钟)"], broken[0]["情景车程(分钟)"]) == (47.15, 71.3)
    assert broken[0]["超限情形"] == "超时"
    assert "海拔 1200 米" in everything(evident)


def test_list_marks_borderline_members(evident: Workbook) -> None:
    assert [row["临界"] for row in records(evident["名单表"])] == [None, None, "是"]


@pytest.mark.parametrize("name", ["路线依据", "临界清单", "情景核对"])
def test_sheets_of_evidence_name_the_sources_of_their_limits(
    evident: Workbook, name: str
) -> None:
    text = "\n".join(str(c.value) for row in evident[name].iter_rows() for c in row)
    assert "误差 ±10%(县市规定);车程上限 50 分钟(县市规定)" in text
    assert "里程上限 45 公里(建议值,非政策规定)" in text


def test_sheets_of_evidence_without_evidence_say_so(book: Workbook) -> None:
    routes = records(book["路线依据"])
    assert [row["路线车程(分钟)"] for row in routes] == [None, None]
    text = everything(book)
    assert "未提供路网,没有可列的路线" in text
    assert "没有推算任何情景:未提供路网" in text
    assert "(无)" in [cell.value for cell in book["临界清单"]["A"]]


def test_no_scenario_to_compare_is_said(tmp_path: Path) -> None:
    case = factory.make_case(travel={"compare_scenarios": []})
    write_workbook(case, factory.make_plan(), tmp_path / "x.xlsx")
    text = everything(load_workbook(tmp_path / "x.xlsx"))
    assert "没有列出需要核对的情景" in text


def test_plan_of_a_scenario_says_so_on_every_sheet(tmp_path: Path) -> None:
    """Tests the heads, and that no missing data is blamed for the empty sheet."""
    case = factory.make_case(travel={"scenario": "winter"})
    write_workbook(case, factory.make_plan(), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    for sheet in book:
        heads = [str(sheet.cell(row, 1).value) for row in range(1, HEAD_ROW)]
        assert any(" · 道路情景:冬季结冰 · " in head for head in heads), sheet.title
    text = everything(book)
    assert "全部车程即按“冬季结冰”情景计算" in text
    assert "没有推算任何情景" not in text


def test_road_names_are_text_cells(evident: Workbook) -> None:
    for sheet in evident:
        for row in sheet.iter_rows():
            assert all(cell.data_type in "sn" for cell in row)


def test_english_sheets_of_evidence_have_no_chinese_words(tmp_path: Path) -> None:
    text = "".join(
        str(c.value or "")
        for name in ("Routes", "Borderline", "Scenarios")
        for row in with_evidence(tmp_path, "en")[name].iter_rows(min_row=4)
        for c in row
    )
    left = text.replace(factory.MARKUP, "").replace("248省道", "")
    assert not any("一" <= c <= "鿿" for c in left)


def test_evidence_gives_the_same_bytes(tmp_path: Path) -> None:
    with_evidence(tmp_path)
    first = (tmp_path / "evident.xlsx").read_bytes()
    with_evidence(tmp_path)
    assert (tmp_path / "evident.xlsx").read_bytes() == first


def test_issues_and_excluded_are_listed(book: Workbook) -> None:
    issue = records(book["数据质量清单"])[0]
    assert (issue["代码"], issue["级别"], issue["原值"]) == ("W105", "警告", "d")
    assert "请补填" in str(issue["说明与处理建议"])
    gone = records(book["不纳入名单"])[0]
    assert (gone["学校标识码"], gone["代码"], gone["所据内容"]) == ("f", "X04", "民办")


def test_coverage_is_floored_and_shows_counts(book: Workbook) -> None:
    """Tests that 79.96 % is never shown as 80 %."""
    rows = records(book["覆盖率"], 6)
    assert rows[0]["覆盖率(只舍不入)"] == "79.9%"
    assert rows[0]["覆盖/总数"] == "7996/10000"
    assert (rows[0]["应覆盖(所)"], rows[0]["是否达到"]) == (8000, "未达到")
    assert rows[1]["覆盖率(只舍不入)"] == "—"


def test_tiers_show_value_bound_and_proof(book: Workbook) -> None:
    cells = [row for row in book["覆盖率"].iter_rows(values_only=True) if any(row)]
    tiers = {row[0]: row for row in cells}
    assert tiers["帮扶需求分值"][2:8] == (3, "分", None, 3, "0", "已证明")
    assert tiers["综合车程"][2:8] == (3570, "秒", 59.5, 3500, "1.96%", "未证明")


def test_schools_reached_leave_out_cores(book: Workbook) -> None:
    cells = {row[0]: row for row in book["覆盖率"].iter_rows(values_only=True)}
    assert cells["农村学校"][1] == "2/3"
    assert cells["教学点"][1] == "0/1"


def test_parameters_state_their_sources(book: Workbook) -> None:
    case = factory.make_case()
    rows = {row["参数"]: row for row in records(book["参数与来源"])}
    assert list(rows) == [key for key, _, _ in case.policy.entries()]
    limit = rows["travel.max_minutes"]
    assert (limit["取值"], limit["来源"]) == (60, "建议值,非政策规定")
    text = everything(book)
    assert "ab" * 32 in text
    assert "成员学校到核心学校,单程" in text
    assert "实测 1 所、估算 1 所" in text


def test_names_from_files_are_text_cells(book: Workbook) -> None:
    """Tests that no cell is a formula or a link, whatever a name begins with."""
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in "sn" for cell in row)
            assert all(cell.hyperlink is None for cell in row)
    names = [row["学校名称"] for row in records(book["名单表"])]
    assert names[1:] == [factory.FORMULA, factory.MARKUP]
    assert records(book["未覆盖学校"])[0]["学校名称"] == "乙\ufffd校\ufffd"


@pytest.mark.parametrize("name", ["+1", "-1", "@x", "\t=1", " a ", "_x0041_", "1e3"])
def test_a_name_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    case = builders.make_case([builders.make_core("A", name=name), "b"])
    write_workbook(case, builders.make_plan({"A": ["b"]}), tmp_path / "x.xlsx")
    cell = records(load_workbook(tmp_path / "x.xlsx")["名单表"], 4)[0]["学校名称"]
    assert str(cell).replace("_x005F_x0041_", "_x0041_") == name


def test_a_very_long_name_is_cut_to_what_a_cell_holds(tmp_path: Path) -> None:
    case = builders.make_case([builders.make_core("A", name="长" * 40_000), "b"])
    write_workbook(case, builders.make_plan({"A": ["b"]}), tmp_path / "x.xlsx")
    cell = records(load_workbook(tmp_path / "x.xlsx")["名单表"], 4)[0]["学校名称"]
    assert cell == "长" * MAX_TEXT


def test_no_teacher_figure_reaches_the_file(book: Workbook) -> None:
    assert str(factory.TEACHERS) not in everything(book)


def test_notice_and_statements_stand_on_the_sheets(book: Workbook) -> None:
    for sheet in book:
        top = [sheet.cell(row, 1).value for row in (1, 2, 3)]
        assert top[0] == f"=测试&方案 · {sheet.title}"
        assert top[1] == "演示数据 & 非真实学校"
        assert "不撤并学校" in str(top[2])
    assert "家校社协同育人教联体" in everything(book)


def test_pages_are_set_up_for_print(book: Workbook) -> None:
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert (int(setup.fitToWidth or 1), int(setup.fitToHeight)) == (1, 0)
        assert sheet.oddHeader.left.text == "=测试&&方案"
        assert sheet.oddHeader.center.text == "演示数据 && 非真实学校"
        assert "&P" in str(sheet.oddFooter.right.text)


def test_lists_keep_their_head_and_can_be_filtered(evident: Workbook) -> None:
    for name in SHEETS["zh"]:
        sheet = evident[name]
        if name in {"覆盖率", "分期推进", "情景核对"}:
            continue
        head = head_of(sheet)
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert str(sheet.auto_filter.ref).startswith(f"A{head}:")


def test_list_can_be_edited_where_it_says_so(book: Workbook) -> None:
    """Tests the words offered, the rows to fill in, and the columns for reasons."""
    sheet = book["名单表"]
    offered = {
        str(rule.sqref).split(":")[0]: (rule.formula1, rule.errorStyle or "stop")
        for rule in sheet.data_validations.dataValidation
    }
    first = LIST_HEAD_ROW + 1
    assert offered == {
        f"B{first}": ("'选项'!$A$5:$A$5", "warning"),
        f"D{first}": ('"融合型,共建型,其他"', "warning"),
        f"G{first}": ('"核心,成员"', "stop"),
    }
    assert book["选项"].sheet_state == "hidden"
    assert [book["选项"]["A5"].value] == ["A-A"]
    heads = [cell.value for cell in sheet[LIST_HEAD_ROW]]
    assert heads[-2:] == ["调整理由", "决定人(职务或单位)"]
    yellow = [
        c.coordinate for c in sheet[first + 1] if c.fill.fgColor.rgb[-6:] == "FFF2CC"
    ]
    assert yellow == [f"{letter}{first + 1}" for letter in "BGWX"]
    assert sheet.print_area.endswith(f"$V${sheet.max_row}")


def test_fingerprint_names_the_plan(book: Workbook) -> None:
    """Tests that the sheet has the digest opinions are tied to, too."""
    rows = {row["参数"]: row["取值"] for row in records(book["指纹"])}
    assert rows["plan_sha256"] == factory.make_plan().sha256
    assert {"title", "version"} <= rows.keys()


def test_overrides_have_a_sheet_where_there_are_some(tmp_path: Path) -> None:
    """Tests that the rule is told in words, and hostile reasons stay text."""
    reason = "=1+1 <b>\u202e" + "长" * 1000
    told = Override(code="C331", schools=["A", "b", "c"], reason=reason, by="局党组会")
    book = written(tmp_path, plan=factory.make_plan(overrides=[told]))
    (row,) = records(book["突破规则"])
    assert row["规则"] == "规模:一个教联体原则上不超过 5 所(任何情况不超过 8 所)"
    assert row["涉及学校"] == f"school A、{factory.FORMULA}、{factory.MARKUP}"
    assert row["理由"] == reason.replace("\u202e", "\ufffd")
    assert row["决定人(职务或单位)"] == "局党组会"
    assert "突破规则" not in written(tmp_path).sheetnames


def test_an_empty_plan_gives_empty_tables(tmp_path: Path) -> None:
    case = builders.make_case(["A", "b"])
    write_workbook(case, builders.make_plan({}), tmp_path / "x.xlsx")
    book = load_workbook(tmp_path / "x.xlsx")
    assert "(无)" in [cell.value for cell in book["名单表"]["A"]]


def test_a_plan_of_unknown_codes_is_still_written(tmp_path: Path) -> None:
    """Tests that codes and schools this version does not know stay as they are."""
    plan = factory.make_plan(
        uncovered=[{"school_id": "zz", "code": "U99"}],
        issues=[{"code": "D999", "severity": "odd", "action": "odd"}],
    )
    book = written(tmp_path, plan=plan)
    row = records(book["未覆盖学校"])[0]
    assert (row["学校标识码"], row["未覆盖原因"]) == ("zz", "原因代码 U99")
    assert records(book["数据质量清单"])[0]["级别"] == "odd"


def test_english_workbook_has_english_headings(tmp_path: Path) -> None:
    row = records(written(tmp_path, "en")["Alliances"])[1]
    assert (row["Role"], row["County"], row["Type"]) == (
        "member",
        "Enshi City",
        "partnership",
    )
    assert row["Reason and notes"] == (
        "rural (urban-rural class); the nearest leading core"
    )


def test_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    """Tests two runs here and one in a process of its own."""
    first, second, other = (tmp_path / f"{n}.xlsx" for n in "123")
    for path in (first, second):
        write_workbook(factory.make_case(), factory.make_plan(), path)
    code = (
        "import sys; from pathlib import Path; from tests.report import factory;"
        "from optimizer.report.workbook import write_workbook;"
        "write_workbook(factory.make_case(), factory.make_plan(), Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, cwd=root)
    assert first.read_bytes() == second.read_bytes() == other.read_bytes()


def test_a_wide_character_counts_as_two() -> None:
    assert text_width("恩施A\nabc") == 5


def test_list_of_members_prints_at_seventy_percent_or_more() -> None:
    """Tests that the widest the columns get still fits A4 landscape at 70 %."""
    paper_px = (297 / 25.4 - 2 * 0.4) * 96
    # A character of the standard font is 7 pixels wide, and a column has 5 besides.
    widest_px = sum(7 * column.high + 5 for column in lists._MEMBERS)
    assert paper_px / widest_px >= 0.7
