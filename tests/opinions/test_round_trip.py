"""From a plan through the browser back into the next plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.plan import Plan, parse_plan
from tests.browser import needs_browser, still, visit
from tests.commands import alliance

pytestmark = [pytest.mark.browser, needs_browser]

SCHOOLS = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
D,丁校,422801,白果乡,109.60,30.30,211,121,800,30,是
b,乙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
c,丙校,422801,龙凤镇,109.52,30.28,211,220,120,1,
e,戊校,422801,白果乡,109.58,30.32,211,220,110,1,
f,己校,422801,白果乡,109.59,30.28,211,220,130,1,
"""

BEFORE = {"A": "A", "b": "A", "c": "A", "D": "D", "e": "D", "f": "D"}
"""Core of each school without any wish: the nearest one."""


def run(folder: Path, *arguments: object) -> None:
    """Run a command that must succeed."""
    done = alliance(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr


def plan_in(home: Path) -> Plan:
    """Return the plan of a folder."""
    return parse_plan((home / "plan.json").read_text("utf-8"))


def ask(page_file: Path, name: str, kind: str, other: str, target: Path) -> None:
    """Write one opinion with a wish in the page of a plan, and export it."""
    with visit(page_file) as seen:
        tab = seen.page
        tab.locator(".search-input").fill(name)
        tab.keyboard.press("Enter")
        still(tab)
        tab.locator(".leaflet-popup .comment-add").click()
        form = tab.locator(".modal")
        form.get_by_label("村社区").check()
        form.get_by_label("建议修改").check()
        form.get_by_label("意见和理由").fill("=1+1 过河不便")
        form.locator(".comment-kind").select_option(kind)
        form.locator(".picker-input").fill(other)
        form.locator(".picker-row").click()
        form.locator(".comment-save").click()
        tab.locator(".comment-open").click()
        with tab.expect_download() as waiting:
            tab.locator(".comment-export").click()
        target.mkdir()
        waiting.value.save_as(target / waiting.value.suggested_filename)
        assert seen.errors == []


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a table, and its plan in 方案 一."""
    folder = tmp_path_factory.mktemp("往返")
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8-sig")
    run(folder, "plan", "schools.csv", "--out", "方案 一")
    assert plan_in(folder / "方案 一").core_of == BEFORE
    return folder


@pytest.mark.parametrize(
    ("name", "kind", "other", "is_met"),
    [
        ("乙校", "refused", "甲校", lambda core: core["b"] == "D"),
        ("乙校", "together", "戊校", lambda core: core["b"] == core["e"]),
        ("戊校", "apart", "己校", lambda core: core["e"] != core["f"]),
    ],
)
def test_wish_from_the_map_is_obeyed_by_the_next_plan(
    home: Path, name: str, kind: str, other: str, is_met
) -> None:
    """Tests page, file, ledger, proposal, and the plan made with it."""
    first = home / "方案 一"
    assert not is_met(plan_in(first).core_of)
    sent, out, again = (home / f"{part} {kind}" for part in ("意见", "汇总", "方案"))
    ask(first / "map.html", name, kind, other, sent)
    run(home, "opinions", first, sent, "--out", out)
    (told,) = json.loads((out / "opinions.json").read_text("utf-8"))["opinions"]
    assert told["text"] == "=1+1 过河不便"
    assert plan_in(first).core_of == BEFORE
    pairs = out / "proposed_pairs.csv"
    run(home, "plan", "schools.csv", "--pairs", pairs, "--out", again)
    assert is_met(plan_in(again).core_of)
    done = alliance("opinions", again, sent, cwd=home)
    assert done.returncode == 2
    assert "O206" in done.stderr
    assert not (again / "opinions").exists()
