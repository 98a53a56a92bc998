"""Sheet 办学水平: what is measured, by which rule, and that it stays inside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from optimizer.compose import compose_plan
from optimizer.formulate import build_problem
from optimizer.report.gis import write_geojson
from optimizer.report.map import MapContext, render_map
from optimizer.report.summary import summary_markdown
from optimizer.report.workbook import write_workbook
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_plan, make_school
from tests.quality.factory import on_standard

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=60)
FAILING = {"edu_hi": 41, "pe_art": None, "room_area_m2": 4499.9}
PLACE = {"lon": 109.48, "lat": 30.29}


def county(**report):
    """Return a case in which figures alone decide: A leads, b is weak."""
    return make_case(
        [
            on_standard("A", backbone=30, region_code="111", **PLACE),
            on_standard("b", region_code="111", **PLACE, **FAILING),
            make_school("p", type_code="218", pupils=49, edu_hi=3, **PLACE),
            on_standard("n", type_code="312", pupils_primary=500, **PLACE),
            make_school("x", type_code="511", pupils=40, **PLACE),
        ],
        report=report,
    )


def solved(case):
    """Return the plan that the engine makes of a case."""
    problem = build_problem(case)
    solution = ColumnSolver().solve(problem, LIMITS, Watcher())
    return compose_plan(case, problem, solution, solver_name="test")


def rows_of(case, plan, path: Path, lang="zh") -> list[dict[str, object]]:
    """Return the rows of the sheet by their headings."""
    write_workbook(case, plan, path, lang)
    sheet = load_workbook(path)["办学水平" if lang == "zh" else "Standing"]
    lines = list(sheet.iter_rows(values_only=True))
    head = next(i for i, line in enumerate(lines) if line[0] in ("序号", "No."))
    table = [line for line in lines[head + 1 :] if isinstance(line[0], int)]
    return [dict(zip(lines[head], line, strict=True)) for line in table]


def test_sheet_shows_values_marks_and_roles_with_their_rule(tmp_path: Path):
    """Tests one school on all standards, one weak by figures, one that lacks data."""
    case = county()
    found = rows_of(case, solved(case), tmp_path / "x.xlsx")
    assert [(r["学校标识码"], r["学段"]) for r in found] == [
        ("A", "小学"),
        ("b", "小学"),
        ("n", "小学"),
        ("n", "初中"),
    ]
    first, weak, nine = found[:3]
    assert first["每百名学生高于规定学历教师数"] == 4.2
    assert (first["学历达标"], first["达标项数"], first["单校达标"]) == ("✓", 7, "✓")
    assert first["角色及依据"] == "可牵头(七项指标测算)"
    assert (weak["学历达标"], weak["体艺达标"]) == ("✗", "数据不足")
    # cut, not rounded: 4.4999 must not look like the standard it misses
    assert weak["生均教学及辅助用房面积(m²)"] == 4.49
    assert weak["每百名学生体育、艺术专任教师数"] is None
    assert (weak["达标项数"], weak["单校达标"]) == (4, "✗")
    assert weak["角色及依据"] == "薄弱(七项指标测算)"
    assert nine["单校达标"] == "数据不足"


def test_roles_carry_their_rule_in_the_plan():
    """Tests the reason of the core and of the member, and the notes on the input."""
    case = county()
    plan = solved(case)
    (alliance,) = plan.alliances
    assert (alliance.core, alliance.core_reason) == ("A", "indicators")
    reasons = {m.school_id: m.reason for m in alliance.members}
    assert "weak=indicators" in (reasons["b"] or "")
    issues = {i.code: i.value for i in plan.issues}
    assert issues["Q201"] == "422801"
    assert issues["Q202"] == "422801: 1"
    graded = make_case([*case.schools, make_school("z", quality="合格")])
    codes = {i.code for i in solved(graded).issues}
    assert not codes & {"Q201", "Q202"}


def test_notes_below_the_table_state_the_policy(tmp_path: Path):
    """Tests the numbers of the policy in the notes, in both languages."""
    case = county()
    for lang, name, words in (
        ("zh", "办学水平", ["不得公开", "至少 6 项", "85%", "(1 所)", "200 人及以上"]),
        ("en", "Standing", ["never to be made public", "at least 6", "85%", "(1)"]),
    ):
        path = tmp_path / f"{lang}.xlsx"
        write_workbook(case, solved(case), path, lang)
        cells = load_workbook(path)[name]["A"]
        text = "\n".join(str(cell.value) for cell in cells)
        assert all(word in text for word in words), text


def test_score_is_shown_only_where_it_decides(tmp_path: Path):
    """Tests the column of the score under the policy that uses it."""
    case = county()
    plan = make_plan({})
    assert "得分(推定)" not in rows_of(case, plan, tmp_path / "a.xlsx")[0]
    scored = make_case(case.schools, quality={"weak_rules": ["score"]})
    first, weak = rows_of(scored, plan, tmp_path / "b.xlsx")[:2]
    assert (first["得分(推定)"], weak["得分(推定)"]) == (1, "数据不足")


@pytest.mark.parametrize("mode", ["public", "print"])
def test_standing_never_leaves_the_house(tmp_path: Path, mode: str):
    """Tests that no file of another mode has the sheet, a weak mark or its rule."""
    case = county(map_mode=mode)
    plan = solved(case)
    write_workbook(case, plan, tmp_path / "x.xlsx")
    assert "办学水平" not in load_workbook(tmp_path / "x.xlsx").sheetnames
    write_geojson(case, plan, tmp_path / "x.geojson")
    written = (tmp_path / "x.geojson").read_text(encoding="utf-8")
    for feature in json.loads(written)["features"]:
        assert not {"reason", "score", "quality"} & feature["properties"].keys()
        assert "weak" not in (feature["properties"].get("tags") or "")
    page = render_map(case, plan, MapContext(), "zh")
    for word in ("七项指标", "indicators", "得分", "4499", "办学水平"):
        assert word not in written, word
        assert word not in page, word


def test_summary_tells_no_school_of_its_standing():
    """Tests that the summary has county figures only."""
    case = county()
    text = summary_markdown(case, solved(case))
    assert "单校达标" not in text
    assert "得分" not in text.split("quality.weak_rules")[0]
