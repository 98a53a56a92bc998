"""``alliance explain`` and ``alliance whatif`` as their users run them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.commands import alliance, alliance_alone

SCHOOLS = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
B,乙校,422801,白果乡,109.46,30.26,211,121,800,30,是
c,丙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
d,=丁校,422801,白果乡,109.44,30.24,211,220,100,1,
e,戊校,422801,白果乡,109.45,30.28,211,220,100,1,
f,远校,422801,龙凤镇,109.99,30.60,211,220,100,1,
g,同名,422801,龙凤镇,109.49,30.29,211,220,100,1,
h,同名,422801,白果乡,109.45,30.25,211,220,100,1,
x,高中,422801,龙凤镇,109.49,30.29,342,220,100,1,
"""
PAIRS = """\
kind,a,b,note
core,f,,请远校牵头
core,A,,
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two plans of 8 schools: ``plan``, and ``wished``."""
    folder = tmp_path_factory.mktemp("questions")
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8-sig")
    (folder / "pairs.csv").write_text(PAIRS, encoding="utf-8-sig")
    done = alliance("plan", "schools.csv", "--out", "plan", cwd=folder)
    assert done.returncode == 0, done.stderr
    done = alliance(
        "plan", "schools.csv", "--pairs", "pairs.csv", "--out", "wished", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_explain_writes_reasons_that_say_what_would_help(home: Path) -> None:
    """Tests screen, JSON and workbook; a name that begins with ``=`` stays text."""
    done = alliance("explain", "plan", "--members", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "远校(f):现行规则和数据下,没有任何合规方案能纳入它(已证明)" in done.stdout
    assert "单程车程上限放宽到" in done.stdout
    data = json.loads((home / "plan" / "reasons.json").read_text(encoding="utf-8"))
    assert [record["school_id"] for record in data["outside"]] == ["f"]
    assert data["outside"][0]["possible"] is False
    assert {change["kind"] for change in data["outside"][0]["lift"]} >= {"minutes"}
    assert {record["core"] for record in data["cores"]} == {"A", "B"}
    assert {record["school_id"] for record in data["members"]} == set("cdegh")
    assert data["conflict"] == []
    book = openpyxl.load_workbook(home / "plan" / "reasons.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert any(c.value == "=丁校" and c.data_type == "s" for c in cells)
    assert not [c for c in cells if c.data_type == "f"]


def test_explaining_twice_gives_the_same_bytes(home: Path) -> None:
    """Tests both files across processes."""
    for name in ("one", "two"):
        out = home / f"{name}.xlsx"
        assert alliance_alone("explain", "plan", "--out", out, cwd=home).returncode == 0
    for suffix in (".xlsx", ".json"):
        one, two = (home / f"{name}{suffix}" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_explain_names_a_smallest_conflict(home: Path) -> None:
    """Tests that an impossible wish is told in the planner's words."""
    done = alliance("explain", "wished", "--school", "f", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "意愿表:远校(f)牵头" in done.stdout
    assert "意愿表:甲校(A)牵头" not in done.stdout


def test_whatif_prices_a_pair(home: Path) -> None:
    """Tests a request that can be met, by id and by name, in both languages."""
    before = (home / "plan" / "plan.json").read_bytes()
    member, other = _a_member_and_another_core(home)
    done = alliance_alone("whatif", "plan", "--under", f"{member}={other}", cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "可以做到" in done.stdout
    same = alliance_alone(
        "whatif", "plan", "--together", "甲校=丙校", "--lang", "en", cwd=home
    )
    assert same.returncode == 0
    assert "It can be done" in same.stdout
    assert (home / "plan" / "plan.json").read_bytes() == before


def test_whatif_that_no_plan_meets_is_exit_code_3_with_the_conflict(home: Path) -> None:
    """Tests that the requests that contradict each other are named, and no others."""
    done = alliance(
        "whatif", "plan", "--bar", "A", "--cover", "e", "--under", "c=A", cwd=home
    )
    assert done.returncode == 3
    assert "做不到" in done.stdout
    assert "甲校(A)不牵头" in done.stdout.split("最小冲突组")[1]
    assert "戊校" not in done.stdout.split("最小冲突组")[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["whatif", "plan"], "Q104"),
        (["whatif", "plan", "--cover", "无此校"], "Q101"),
        (["whatif", "plan", "--cover", "同名"], "Q102"),
        (["whatif", "plan", "--cover", "x"], "Q105"),
        (["whatif", "plan", "--together", "甲校"], "Q103"),
        (["whatif", "nowhere", "--cover", "c"], "A102"),
        (["explain", "plan", "--school", "无此校"], "Q101"),
        (["explain", "nowhere"], "A102"),
    ],
)
def test_wrong_questions_are_exit_code_2(
    home: Path, arguments: list[str], code: str
) -> None:
    """Tests that each mistake has its message and writes nothing."""
    done = alliance(*arguments, cwd=home)
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr


def _a_member_and_another_core(home: Path) -> tuple[str, str]:
    plan = json.loads((home / "plan" / "plan.json").read_text(encoding="utf-8"))
    first, second = plan["alliances"]
    return first["members"][0]["school_id"], second["core"]
