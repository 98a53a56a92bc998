"""The office workbook: complete, equal to the plan, safe, printable, repeatable."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.domain import PairKind, School
from optimizer.dossier import Dossier
from optimizer.ingest.pairs import KIND_WORDS
from optimizer.messages import Lang, text
from optimizer.plan import Plan
from optimizer.report.figures import key_figures, read_figures
from optimizer.report.labels import Labels, plain
from optimizer.report.workbook import (
    cards,
    contents,
    office_books,
    opinions,
    overview,
    pairs,
    phases,
    write_office_book,
    write_workbook,
)
from optimizer.report.workbook.naming import file_name, sheet_name
from optimizer.report.workbook.pairs import pair_state
from optimizer.report.workbook.sheet import FILL, Column
from tests import builders
from tests.report import office_factory
from tests.report.test_workbook import records

OWN_FIRST = {"zh": ["目录", "要点"], "en": ["Contents", "Key figures"]}
OWN_LAST = {
    "zh": ["配对规则", "意见", "征求情况", "01 城关小学", "02 河口小学"],
    "en": ["Pair rules", "Opinions", "Heard", "01 城关小学", "02 河口小学"],
}
CARD = "01 城关小学"
FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(tmp_path_factory.mktemp("book"), office_factory.make_dossier())


def written(tmp_path: Path, dossier: Dossier, lang: Lang = "zh") -> Workbook:
    """Return the office workbook of a dossier, read back."""
    path = tmp_path / "office.xlsx"
    write_office_book(dossier, path, lang)
    return load_workbook(path)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(tmp_path_factory.mktemp("evil"), office_factory.evil_dossier())


def listed(book: Workbook) -> list[str]:
    """Return the names of the sheets people see, but for the contents."""
    return [sheet.title for sheet in book if sheet.sheet_state == "visible"][1:]


def head_of(sheet: Worksheet, word: str) -> int:
    """Return the row in which a word stands in the first column."""
    return next(int(c.row) for c in sheet["A"] if c.value == word)


def table(sheet: Worksheet, word: str) -> list[dict[str, object]]:
    """Return the rows under the head that begins with a word."""
    return records(sheet, head_of(sheet, word))


def facts(sheet: Worksheet) -> dict[str, object]:
    """Return value by label of the rows that hold labels and values in turn."""
    found: dict[str, object] = {}
    for row in sheet.iter_rows():
        filled = [c for c in row if c.value is not None or c.fill.fgColor.rgb != "00"]
        told = [c.value for c in filled if c.value is not None]
        found.update(zip(map(str, told[::2]), told[1::2], strict=False))
    return found


def cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (c for c in row if c.value is not None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sheets_are_those_of_the_plan_and_of_the_office(
    tmp_path: Path, lang: Lang
) -> None:
    dossier = office_factory.make_dossier()
    book = written(tmp_path, dossier, lang)
    write_workbook(dossier.case, dossier.plan, tmp_path / "plan.xlsx", lang)
    of_plan = load_workbook(tmp_path / "plan.xlsx").sheetnames
    assert book.sheetnames == [*OWN_FIRST[lang], *of_plan, *OWN_LAST[lang]]


def test_contents_lead_to_every_other_sheet_and_nowhere_else(book: Workbook) -> None:
    rows = table(book["目录"], "序号")
    assert [row["工作表"] for row in rows] == listed(book)
    assert all(row["用途"] for row in rows)
    links = [c.hyperlink for c in cells(book) if c.hyperlink is not None]
    assert [link.location for link in links] == [
        f"'{name}'!A1" for name in listed(book)
    ]
    assert {link.target for link in links} == {None}


def test_contents_name_the_cells_to_fill_in(book: Workbook) -> None:
    asks = {r["工作表"]: r["供填写的单元格"] for r in table(book["目录"], "序号")}
    assert asks["意见"] == "采纳情况(下拉选择)、理由"
    assert asks[CARD] == "共享安排、三方意见及签章"
    assert asks["参数与来源"] == "—"
    for name in listed(book):
        has_tab = book[name].sheet_properties.tabColor is not None
        assert has_tab == (asks[name] != "—"), name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_key_figures_stand_letter_by_letter(tmp_path: Path, lang: Lang) -> None:
    dossier = office_factory.make_dossier()
    labels = Labels(dossier.case, dossier.plan, lang)
    sheet = written(tmp_path, dossier, lang)[OWN_FIRST[lang][1]]
    head = head_of(sheet, text("col.item", lang))
    read = [tuple(row.values()) for row in records(sheet, head)]
    wanted = key_figures(labels, read_figures(labels))
    assert read == [(each.label, each.value) for each in wanted]


def test_overview_repeats_the_figures(book: Workbook) -> None:
    dossier = office_factory.make_dossier()
    found = read_figures(Labels(dossier.case, dossier.plan)).alliances
    rows = table(book["教联体一览"], "序号")
    assert [row["序号"] for row in rows] == [1, 2]
    for row, figures in zip(rows, found, strict=True):
        assert row["成员学校(所)"] == figures.members
        assert row["成员学校学生数"] == figures.pupils
        assert row["最远一程(分钟)"] == figures.longest_minutes
        assert row["最长一程(公里)"] == figures.longest_km
    assert rows[0]["牵头依据"] == "学校表填写"
    assert "直线估算" in str(rows[0]["提示"])


def test_card_states_the_facts_of_its_alliance(book: Workbook) -> None:
    dossier = office_factory.make_dossier()
    figures = read_figures(Labels(dossier.case, dossier.plan)).alliances[0]
    sheet = book[CARD]
    told = facts(sheet)
    assert sheet["A1"].value == "1 号 城关小学教联体"
    assert (told["教联体编号"], told["县(市)"]) == (figures.id, "恩施市")
    assert (told["核心学校"], told["示范"]) == ("城关小学", "是")
    assert (told["类型"], told["启动年份"]) == ("融合型", "2025")
    assert told["成员学校(所)"] == figures.members == 2
    assert told["成员学校学生数"] == figures.pupils
    assert told["最远一程(分钟)"] == figures.longest_minutes == 47.15
    assert told["最长一程(公里)"] == figures.longest_km == 23.5
    assert told["牵头依据"] == "学校表填写"
    assert "建议融合型" in str(told["类型依据"])


def test_card_lists_core_and_members(book: Workbook) -> None:
    core, near, far = table(book[CARD], "角色")
    assert (core["角色"], core["学校名称"]) == ("核心", "城关小学")
    assert (near["角色"], near["学校名称"], near["在校生"]) == ("成员", "东村小学", 75)
    assert (near["车程(分钟)"], near["里程(公里)"]) == (12.35, 6.173)
    assert (near["车程来源"], near["加入年份"]) == ("实测", "2025")
    assert (far["办学类型"], far["类别"]) == ("小学教学点", "农村、薄弱")
    assert far["依据和提示"] == (
        "农村(县城以外镇区)、薄弱(学校表填写);更近的核心学校已满,或全局更优"
    )


def test_card_leaves_room_for_what_the_office_does_not_say(book: Workbook) -> None:
    stated, blank = book[CARD], book["02 河口小学"]
    assert facts(stated)["设施场地共享"] == "实验室"
    for sheet, codes in (
        (stated, ["学科课程共建", "其他说明"]),
        (blank, ["设施场地共享", "学科课程共建", "其他说明"]),
    ):
        for code in codes:
            row = head_of(sheet, code)
            assert sheet.cell(row, 3).value is None
            assert sheet.cell(row, 3).fill.fgColor.rgb == f"FF{FILL[1:]}"
    signed = [c.value for c in stated[stated.max_row - 2]]
    assert [v for v in signed if v] == [
        "核心学校意见",
        "成员学校意见",
        "乡镇(街道)意见",
    ]
    assert "(盖章)" in str(stated.cell(stated.max_row, 1).value)


def test_card_counts_the_opinions_on_its_alliance(book: Workbook) -> None:
    sheet = book[CARD]
    head = head_of(sheet, "对象类别")
    rows = {
        values[0]: values[1:]
        for values in (
            [c.value for c in row if c.value is not None]
            for row in sheet.iter_rows(min_row=head, max_row=head + 5)
        )
    }
    assert rows["对象类别"] == ["支持", "反对", "建议修改", "合计"]
    assert rows["教职工"] == [1, 0, 0, 1]
    assert rows["家长"] == [0, 0, 2, 2]
    assert rows["专家"] == [0, 0, 0, 0]
    assert facts(sheet)["尚缺"] == "乡镇街道、村社区"


def test_card_without_opinions_says_so(tmp_path: Path) -> None:
    dossier = office_factory.make_dossier(opinions=(), heard=())
    sheet = written(tmp_path, dossier)[CARD]
    assert head_of(sheet, "尚未登记对本教联体的意见。")


def test_card_tells_warnings_and_rules_set_aside(book: Workbook) -> None:
    first, second = (
        "\n".join(str(c.value) for c in book[name]["A"])
        for name in (CARD, "02 河口小学")
    )
    assert "有 1 所成员学校的车程为直线估算" in first
    assert "理由:=山区;决定:局务会" in first
    assert "经研究突破的规则" not in second
    assert "提示" not in second


@pytest.mark.parametrize("name", ["目录", "要点", CARD])
def test_upright_sheets_print_on_one_page(book: Workbook, name: str) -> None:
    setup = book[name].page_setup
    assert (setup.orientation, str(setup.paperSize)) == ("portrait", "9")
    assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
    assert str(setup.fitToHeight) != "0"


def test_a_card_too_long_for_a_page_stays_readable(evil: Workbook) -> None:
    long = next(n for n in evil.sheetnames if "长长" in n)
    assert str(evil[long].page_setup.fitToHeight) == "0"
    assert evil[long].print_title_rows


@pytest.mark.parametrize(
    ("columns", "paper_mm", "least"),
    [
        (cards._SCHOOLS, 210, 0.8),
        (overview._ALLIANCES, 297, 0.7),
        (opinions._LEDGER, 297, 0.7),
        (pairs._PAIRS, 297, 0.7),
        (contents._CONTENTS, 210, 0.7),
        (phases._STEPS, 297, 0.8),
    ],
)
def test_sheets_print_large_enough(
    columns: tuple[Column, ...], paper_mm: int, least: float
) -> None:
    """Tests that the widest the columns get still fits the paper."""
    paper_px = (paper_mm / 25.4 - 2 * 0.4) * 96
    assert paper_px / sum(7 * column.high + 5 for column in columns) >= least


def test_pair_rules_say_what_became_of_each(book: Workbook) -> None:
    rows = table(book["配对规则"], "序号")
    assert [(r["规则"], r["方案落实情况"]) for r in rows] == [
        ("必须同组", "已落实"),
        ("不得同组", "已落实"),
        ("愿意", "不适用"),
        ("不愿意", "已落实"),
        ("指定核心", "已落实"),
        ("不作核心", "未落实"),
        ("必须同组", "两校均未纳入"),
        ("必须同组", "未落实"),
        ("不得同组", "不适用"),
        ("指定核心", "不适用"),
        ("冻结", "未落实"),
    ]
    first = rows[0]
    assert (first["学校甲"], first["学校甲标识码"]) == ("东村小学", "c")
    assert (first["学校乙"], first["学校乙标识码"]) == ("西村教学点", "d")


@pytest.mark.parametrize(
    ("wish", "groups", "state"),
    [
        (("together", "b", "c"), {"A": ["b", "c"]}, "kept"),
        (("together", "b", "A"), {"A": ["b"]}, "kept"),
        (("together", "b", "c"), {"A": ["b"]}, "broken"),
        (("together", "b", "c"), {}, "outside"),
        (("apart", "b", "c"), {"A": ["b"], "D": ["c"]}, "kept"),
        (("apart", "b", "c"), {}, "kept"),
        (("apart", "b", "A"), {"A": ["b"]}, "broken"),
        (("willing", "b", "A"), {"A": ["b"]}, "kept"),
        (("willing", "b", "A"), {"D": ["b"]}, "unused"),
        (("refused", "A", "b"), {"A": ["b"]}, "broken"),
        (("refused", "b", "c"), {"A": ["b", "c"]}, "kept"),
        (("core", "A"), {}, "broken"),
        (("not_core", "A"), {}, "kept"),
        (("frozen", "b", "A"), {"A": ["b"]}, "kept"),
        (("frozen", "b", "A"), {"D": ["b"]}, "broken"),
        (("frozen", "J9"), {"A": ["b"]}, "void"),
        (("together", "b", "zz"), {"A": ["b"]}, "void"),
    ],
)
def test_states_of_pair_rules(
    wish: tuple[str, ...], groups: dict[str, list[str]], state: str
) -> None:
    case = builders.make_case(["A", "b", "c", "D"])
    plan = builders.make_plan(groups)
    assert pair_state(case, plan, builders.make_wish(*wish)) == state


@pytest.mark.parametrize(
    ("members", "state"), [(["b"], "kept"), (["b", "c"], "broken"), ([], "broken")]
)
def test_an_approved_alliance_is_kept_with_exactly_its_schools(
    members: list[str], state: str
) -> None:
    schools: list[School | str] = [
        builders.make_core("A", alliance_id="J9", alliance_role="core"),
        builders.make_school("b", alliance_id="J9", alliance_role="member"),
        "c",
    ]
    wishes = [("frozen", "J9"), ("together", "b", "c")]
    case = builders.make_case(schools, wishes=wishes)
    plan = builders.make_plan({"A": members})
    assert pair_state(case, plan, case.wishes[0]) == state
    # A wish about a school of an approved alliance binds nobody.
    met = "kept" if "c" in members else "void"
    if members:
        assert pair_state(case, plan, case.wishes[1]) == met


def test_kinds_of_pairs_are_called_as_in_the_table_people_fill_in() -> None:
    words = {kind: text(f"pair_kind.{kind}") for kind in PairKind}
    assert words == {kind: known[0] for kind, known in KIND_WORDS.items()}


def test_ledger_has_a_list_to_choose_from_and_room_for_reasons(book: Workbook) -> None:
    sheet = book["意见"]
    rows = table(sheet, "序号")
    assert [row["意见"] for row in rows] == ["同意", "=SUM(A1)", "路远", "望纳入"]
    assert [row["采纳情况"] for row in rows] == ["采纳", None, "未采纳", None]
    assert [row["理由"] for row in rows] == [None, None, "有校车", None]
    assert rows[1]["教联体名称"] == "1 城关小学教联体"
    assert rows[3]["教联体名称"] == "未编入教联体"
    first = head_of(sheet, "序号") + 1
    (found,) = sheet.data_validations.dataValidation
    assert str(found.sqref) == f"H{first}:H{first + 3}"
    assert found.formula1 == '"采纳,部分采纳,未采纳"'
    assert (found.errorTitle, found.error) == (
        "请重新选择",
        "请从列表中选择:采纳、部分采纳、未采纳。",
    )
    for row in range(first, first + 4):
        for column in "HI":
            assert sheet[f"{column}{row}"].fill.fgColor.rgb == f"FF{FILL[1:]}"


def test_heard_names_the_groups_still_missing(book: Workbook) -> None:
    first, second = table(book["征求情况"], "教联体名称")
    assert (first["教职工"], first["家长"], first["乡镇街道"]) == (1, 2, "未征求")
    assert (first["专家"], first["合计"]) == ("—", 3)
    assert first["尚缺"] == "乡镇街道、村社区"
    assert second["合计"] == 0
    assert "2 个教联体中,0 个已征求" in str([c.value for c in book["征求情况"]["A"]])


def test_coverage_explains_each_counting_rule(book: Workbook) -> None:
    told = "\n".join(str(c.value) for c in book["覆盖率"]["A"])
    assert "独立设置学校(考核口径):分母为" in told
    assert "一所学校只计一次" in told


def test_texts_are_text_and_numbers_are_numbers(evil: Workbook) -> None:
    """Tests that no cell is a formula, and that links stand in the contents alone."""
    assert {cell.data_type for cell in cells(evil)} == {"s", "n"}
    for cell in cells(evil):
        assert (cell.data_type == "n") == isinstance(cell.value, int | float)
        assert cell.hyperlink is None or cell.parent.title == "目录"


def test_no_part_of_the_file_leads_outside(tmp_path: Path) -> None:
    path = tmp_path / "evil.xlsx"
    write_office_book(office_factory.evil_dossier(), path)
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<f>" not in content, name
            assert b'TargetMode="External"' not in content, name


def test_names_of_sheets_are_legal_and_unique(evil: Workbook) -> None:
    names = evil.sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not FORBIDDEN.search(name)
        assert name.strip("'") == name == plain(name)
    cards = [name for name in names if re.match(r"\d\d ?", name)]
    assert len(cards) == len(office_factory.NAMES)


def test_links_of_hostile_names_lead_to_their_sheets(evil: Workbook) -> None:
    links = [c.hyperlink for c in cells(evil) if c.hyperlink is not None]
    for link, name in zip(links, listed(evil), strict=True):
        assert (link.location, link.target) == (f"'{name}'!A1", None)


def test_hostile_names_come_back_as_they_are(evil: Workbook) -> None:
    names = [
        table(evil[sheet], "角色")[0]["学校名称"]
        for sheet in evil.sheetnames[-len(office_factory.NAMES) :]
    ]
    assert names == [plain(name) for name in office_factory.NAMES]


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("a", [], "a"),
        ("A", ["a"], "A(2)"),
        ("a", ["a", "A(2)"], "a(3)"),
        ("历" * 40, [], "历" * 31),
        ("历" * 40, ["历" * 31], "历" * 28 + "(2)"),
        ("😀" * 20, [], "😀" * 15),
        ("history", [], "history(2)"),
        ("[]:*?/\\'", [], "(2)"),
        ("'x'", [], "x"),
        (" 甲\n乙 ", [], "甲 乙"),
        ("\u202e甲", [], "甲"),
    ],
)
def test_names_of_sheets(name: str, taken: list[str], wanted: str) -> None:
    assert sheet_name(name, taken) == wanted


@pytest.mark.parametrize("name", [*office_factory.NAMES, "..", "CON/../x", ""])
def test_names_of_files_are_plain(name: str) -> None:
    found = file_name(name)
    assert found
    assert Path(found).name == found
    assert found.strip(" .") == found
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', found)
    assert len(found.encode()) <= 120


def test_the_same_dossier_gives_the_same_bytes(tmp_path: Path) -> None:
    """Tests two runs here and one in a process of its own with another hash seed."""
    first, second, other = (tmp_path / f"{n}.xlsx" for n in "123")
    for path in (first, second):
        write_office_book(office_factory.make_dossier(), path)
    code = (
        "import sys; from pathlib import Path; from tests.report import office_factory;"
        "from optimizer.report.workbook import write_office_book;"
        "write_office_book(office_factory.make_dossier(), Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", code, str(other)],
        check=True,
        cwd=root,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(root)},
    )
    assert first.read_bytes() == second.read_bytes() == other.read_bytes()


def test_a_county_has_one_workbook(tmp_path: Path) -> None:
    books = office_books(office_factory.make_dossier())
    assert [name for name, _ in books] == ["办公工作簿.xlsx"]
    books[0][1](tmp_path / "a.xlsx")
    write_office_book(office_factory.make_dossier(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_many_alliances_have_a_workbook_for_each_county(tmp_path: Path) -> None:
    """Tests that the cards, and nothing else, go into the workbooks of the counties."""
    dossier = office_factory.many_dossier(61)
    books = office_books(dossier)
    assert [name for name, _ in books] == [
        "办公工作簿.xlsx",
        "办公工作簿-恩施市.xlsx",
        "办公工作簿-利川市.xlsx",
    ]
    read = []
    for name, write in books:
        write(tmp_path / name)
        read.append(load_workbook(tmp_path / name))
    whole, *counties = read
    assert not [name for name in whole.sheetnames if name[0].isdigit()]
    numbers: list[object] = []
    for book in counties:
        rows = table(book["教联体一览"], "序号")
        assert book.sheetnames[:2] == ["目录", "教联体一览"]
        assert len(book.sheetnames) == 2 + len(rows)
        assert len({row["县(市)"] for row in rows}) == 1
        numbers += [row["序号"] for row in rows]
    assert sorted(map(str, numbers)) == sorted(map(str, range(1, 62)))


def test_counties_of_one_name_have_files_of_their_own() -> None:
    dossier = office_factory.many_dossier(61)
    alliances = [
        a.model_copy(update={"county_code": ("a/b", "a:b")[n % 2]})
        for n, a in enumerate(dossier.plan.alliances)
    ]
    plan = dossier.plan.model_copy(update={"alliances": alliances})
    names = [name for name, _ in office_books(replace(dossier, plan=plan))]
    assert names[1:] == ["办公工作簿-a b.xlsx", "办公工作簿-a b-2.xlsx"]


def test_a_dossier_of_nothing_is_still_a_workbook(tmp_path: Path) -> None:
    case = builders.make_case(["A", "b"])
    book = written(tmp_path, Dossier(case, Plan(alliances=[])))
    assert listed(book)[-1] == "征求情况"
    assert "(无)" in [cell.value for cell in book["意见"]["A"]]


def test_english_sheets_of_the_office_have_no_chinese_words(tmp_path: Path) -> None:
    book = written(tmp_path, office_factory.make_dossier(opinions=(), heard=()), "en")
    schools = office_factory.small_case().schools
    names = {name for s in schools for name in (s.name, s.town or s.name)}
    sheets = ["Contents", "Overview", "Pair rules", "Opinions", "Heard"]
    for title in [*sheets, "02 河口小学"]:
        for row in book[title].iter_rows(min_row=3):
            for cell in row:
                left = str(cell.value or "")
                for name in sorted(names, key=len, reverse=True):
                    left = left.replace(name, "")
                assert not any("一" <= c <= "鿿" for c in left), (title, cell.value)
