"""The schedule in the workbook and the summary, and as the steps of each year."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from optimizer.case import Case
from optimizer.plan import Member, Plan
from optimizer.report.map import MapContext, render_map
from optimizer.report.phases import steps
from optimizer.report.summary import summary_markdown
from optimizer.report.workbook import write_workbook
from tests import builders
from tests.browser import needs_browser, visit
from tests.report.map_factory import flat_blob

TARGETS = [{"year": 2024, "pct": 50}, {"year": 2025, "pct": 100}]
ROW = {"scope": "all", "total": 5, "met": True}


def make_case() -> Case:
    """Return core A with b and c, and g that leads f after a year with A."""
    schools = ["A", *"bcf", builders.make_school("g", name="<g>", quality="良好")]
    return builders.make_case(
        schools,
        coverage={"targets": TARGETS},
        roles={"graduates_may_lead": True},
    )


def test_head_of_the_steps_is_printed_on_every_page(tmp_path: Path) -> None:
    """Tests that the longest table of 分期推进 repeats its head."""
    path = tmp_path / "plan.xlsx"
    write_workbook(make_case(), make_plan(), path)
    sheet = load_workbook(path)["分期推进"]
    first, last = (int(n) for n in re.findall(r"\d+", sheet.print_title_rows))
    assert first == last
    heads = [cell.value for cell in sheet[first]]
    assert heads[:3] == ["年份", "县(市)", "教联体名称"]


def make_plan() -> Plan:
    """Return the plan with its years."""
    late = Member(school_id="c", start_year=2025)
    first = {"target_pct": 50, "needed": 3, "covered": 3}
    last = {"target_pct": 100, "needed": 5, "covered": 5}
    new = {"new_alliances": 1, "new_members": 2}
    tier = {"name": "need", "sense": "max", "unit": "points", "value": 2}
    proof = {"bound": 3, "gap": 0.5, "proven": False}
    return builders.make_plan(
        {"A": [Member(school_id="b", start_year=2024), late], "g": ["f"]},
        alliances={
            "A": {"start_year": 2024, "demonstrator": True},
            "g": {"start_year": 2025, "host": {"core": "A", "start_year": 2024}},
        },
        phases=[
            {"year": 2024, **ROW, **first, **new},
            {"year": 2025, **ROW, **last, **new},
        ],
        phase_tiers=[
            {"name": "budget", "sense": "min", "unit": "alliances", "value": 0}
            | {"bound": 0, "gap": 0.0, "proven": True},
            {**tier, **proof},
        ],
    )


def test_steps_come_by_year_and_a_guest_is_told() -> None:
    found = [(s.year, s.kind, s.school_id, s.until) for s in steps(make_plan())]
    assert found == [
        (2024, "core", "A", None),
        (2024, "member", "b", None),
        (2024, "guest", "g", 2025),
        (2025, "member", "c", None),
        (2025, "core", "g", None),
        (2025, "member", "f", None),
    ]


def sheet_text(tmp_path: Path, lang: str, name: str) -> list[list[str]]:
    """Return the cells of a sheet as text, row by row."""
    path = tmp_path / "plan.xlsx"
    write_workbook(make_case(), make_plan(), path, lang)
    rows = load_workbook(path)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def test_sheet_lists_years_steps_and_proofs(tmp_path: Path) -> None:
    rows = sheet_text(tmp_path, "zh", "分期推进")
    year = next(row for row in rows if row[0] == "2024" and "/" in row[2])
    assert year[2:9] == ["3/5", "60.0%", "50", "3", "达到", "1", "2"]
    listed = [row for row in rows if row[4] in {"启动", "加入", "孵化"}]
    assert [(row[0], row[4], row[7]) for row in listed] == [
        ("2024", "启动", "A"),
        ("2024", "加入", "b"),
        ("2024", "孵化", "g"),
        ("2025", "加入", "c"),
        ("2025", "启动", "g"),
        ("2025", "加入", "f"),
    ]
    assert listed[2][8] == "2025 年起另行牵头"
    assert "2024 年起先在 school A 牵头" in listed[4][8]
    proof = next(row for row in rows if row[1] == "前期帮扶需求分值")
    assert proof[3:8] == ["2", "分", "3", "50.00%", "未证明"]


def test_sheet_in_english_has_no_chinese_words(tmp_path: Path) -> None:
    rows = sheet_text(tmp_path, "en", "Phases")
    body = "\n".join(cell for row in rows[1:] for cell in row)
    assert not re.search(r"[一-鿿]", body)


def test_name_list_tells_when_a_school_joins(tmp_path: Path) -> None:
    rows = sheet_text(tmp_path, "zh", "名单表")
    head = next(row for row in rows if "启动或加入年份" in row)
    at, school = head.index("启动或加入年份"), head.index("学校标识码")
    years = {row[school]: row[at] for row in rows if row[at].isdigit()}
    assert years == {"A": "2024", "b": "2024", "c": "2025", "g": "2025", "f": "2025"}


def test_name_list_offers_the_years_of_the_phases(tmp_path: Path) -> None:
    sheet_text(tmp_path, "zh", "名单表")
    (path,) = tmp_path.glob("*.xlsx")
    rules = load_workbook(path)["名单表"].data_validations.dataValidation
    assert '"2024,2025"' in [rule.formula1 for rule in rules]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["| 2024 |", "2024 年启动(1 个)", "孵化:&lt;g&gt;", "前期帮扶需求分值"]),
        ("en", ["| 2024 |", "Start in 2024 (1)", "Hosted: &lt;g&gt;", "not proven"]),
    ],
)
def test_summary_tells_the_phases(lang: str, words: list[str]) -> None:
    text = summary_markdown(make_case(), make_plan(), lang)
    for word in words:
        assert word in text


def test_plan_without_phases_says_none() -> None:
    plan = builders.make_plan({"A": ["b"]})
    text = summary_markdown(make_case(), plan, "en")
    assert "## Phases\n\nnone" in text.replace("None", "none")


def test_map_tells_years_and_joining() -> None:
    data = blob(make_case(), make_plan())
    assert [entry["year"] for entry in data["years"]] == [2024, 2025]
    assert data["years"][0]["line"].startswith("2024 年:纳入 3/5,目标 50% 需 3 所")
    since = {school["name"]: school["since"] for school in data["schools"]}
    assert since["school c"] == 2025
    assert since["<g>"] == 2024
    assert data["alliances"][1]["grown"] == "2024 年起先在 school A 牵头的教联体作成员"


def test_map_of_a_plan_without_phases_has_no_years() -> None:
    assert blob(make_case(), builders.make_plan({"A": ["b"]}))["years"] == []


@pytest.mark.browser
@needs_browser
def test_map_shows_who_has_joined_by_a_year(tmp_path: Path) -> None:
    """Tests that the year buttons dim those who join later."""
    at = {"lon": 109.5, "lat": 30.2}
    case = make_case()
    schools = [
        replace(s, **{**at, "lon": 109.5 + n / 20}) for n, s in enumerate(case.schools)
    ]
    placed = Case(tuple(schools), case.travel, (), case.policy)
    file = tmp_path / "map.html"
    file.write_text(render_map(placed, make_plan(), MapContext()), encoding="utf-8")
    with visit(file) as seen:
        tab = seen.page
        assert tab.locator(".sym.later").count() == 0
        tab.locator(".year").first.click()
        assert tab.locator(".sym.later").count() == 2
        assert "分期查看" in tab.locator(".years").inner_text()
        assert "2024 年" in tab.locator(".years p").inner_text()
        tab.locator(".year").last.click()
        assert tab.locator(".sym.later").count() == 0
        assert seen.errors == []


def blob(case: Case, plan: Plan) -> dict[str, Any]:
    """Return the data of the page."""
    return flat_blob(render_map(case, plan, MapContext()))
