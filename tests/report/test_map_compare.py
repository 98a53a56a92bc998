"""Two plans on one page: who moves, in Python and in a real browser."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import PlanError
from optimizer.plan import Plan, Uncovered
from optimizer.report.map import Shown, render_map
from optimizer.report.map.moves import KINDS, moves_between
from tests.browser import needs_browser, visit
from tests.builders import make_case, make_plan
from tests.report.map_factory import EVIL, backdrop, blob_of, flat_blob, schools


def _plan(groups: dict[str, list[str]], outside: str = "", version: str = "") -> Plan:
    left = [Uncovered(school_id=i, code="U02") for i in outside]
    return make_plan(groups, uncovered=left, version=version)


FIRST = {"A": ["c", "d"], "B": ["e", "f"]}
SECOND = {"B": ["e", "c"], "g": ["f"], "A": ["h"]}


def pair_page(
    mode: str = "internal", names: tuple[str, ...] = (), **second: Any
) -> str:
    """Return a page of two plans: c and f move, d leaves, g leads, h joins."""
    case = make_case(schools(names))
    other = Shown(case, _plan(SECOND, "d", **second), backdrop())
    return render_map(case, _plan(FIRST, "gh"), backdrop(), other=other)


def _told(html: str) -> dict[str, tuple[str, int | None, int | None]]:
    data = blob_of(html)
    return {
        data["schools"][m["school"]]["name"]: (
            m["kind"],
            m["from"],
            m["to"],
        )
        for m in data["moves"]
    }


def test_moves_are_told_by_core_and_not_by_number() -> None:
    """Tests a core whose alliance only changes its number, and each kind of move."""
    assert _told(pair_page()) == {
        "东村小学": ("move", 1, 1),
        "西村教学点": ("leave", 1, None),
        "北村小学": ("move", 2, 2),
        "远山小学": ("lead", None, 2),
        "幼儿园": ("join", None, 3),
    }


@pytest.mark.parametrize(
    ("first", "second", "school", "kind"),
    [
        ({"A": ["c"]}, {"c": ["A"]}, "A", "step"),
        ({"A": ["c"]}, {"c": ["A"]}, "c", "lead"),
        ({"A": ["c", "d"]}, {"A": ["c"]}, "d", "gone"),
        ({"A": ["c"]}, {"A": ["c", "d"]}, "d", "new"),
    ],
)
def test_each_kind_of_move(
    first: dict[str, list[str]], second: dict[str, list[str]], school: str, kind: str
) -> None:
    index = {"A": 0, "c": 1, "d": 2}
    tables = [
        {*groups, *chain.from_iterable(groups.values())} for groups in (first, second)
    ]
    rows = moves_between(make_plan(first), make_plan(second), index, tables)
    assert [r["kind"] for r in rows if r["school"] == index[school]] == [kind]
    assert kind in KINDS


def test_equal_plans_have_no_moves() -> None:
    """Tests that order alone moves nobody."""
    index = {name: place for place, name in enumerate("ABcdef")}
    turned = {"B": ["f", "e"], "A": ["d", "c"]}
    plans = (make_plan(FIRST), make_plan(turned))
    assert moves_between(*plans, index, [index, index]) == []


def test_core_keeps_its_colour_in_the_second_plan() -> None:
    page = pair_page()
    first, second = (flat_blob(page, place)["alliances"] for place in (0, 1))
    colours = {a["key"]: a["colour"] for a in first}
    kept = [a for a in second if a["key"] in colours]
    assert len(kept) == 2
    assert all(a["colour"] == colours[a["key"]] for a in kept)
    assert {a["colour"] for a in second} - set(colours.values())


def test_fact_that_differs_is_that_of_its_plan() -> None:
    """Tests a school that was renamed between two versions."""
    case = make_case(schools())
    rows = [replace(s, name="新名小学") if s.school_id == "c" else s for s in schools()]
    other = Shown(make_case(rows), _plan(FIRST, "gh"), backdrop())
    page = render_map(case, _plan(FIRST, "gh"), backdrop(), other=other)
    assert flat_blob(page, 0)["schools"][2]["name"] == "东村小学"
    assert flat_blob(page, 1)["schools"][2]["name"] == "新名小学"


def test_position_that_is_known_to_one_plan_only_is_drawn_in_that_one() -> None:
    rows = [
        replace(s, lon=None, lat=None) if s.school_id == "c" else s for s in schools()
    ]
    pair = [make_case(schools()), make_case(rows)]
    for first, second in (pair, pair[::-1]):
        other = Shown(second, _plan(FIRST, "gh"), backdrop())
        page = render_map(first, _plan(FIRST, "gh"), backdrop(), other=other)
        for place, case in enumerate((first, second)):
            drawn = flat_blob(page, place)["schools"][2].get("at")
            assert bool(drawn) is (case is pair[0])


def test_two_modes_on_one_page_are_refused() -> None:
    """Tests that a public page cannot take in an internal plan."""
    internal = make_case(schools())
    public = make_case(schools(), report={"map_mode": "public"})
    other = Shown(internal, _plan(SECOND, "d"), backdrop())
    with pytest.raises(PlanError, match="internal, public"):
        render_map(public, _plan(FIRST, "gh"), backdrop(), other=other)


def test_plan_with_a_school_of_the_other_plan_only_is_refused() -> None:
    """Tests that the table of one plan does not vouch for the other."""
    fewer = make_case([s for s in schools() if s.school_id != "g"])
    other = Shown(fewer, _plan(SECOND, "d"), backdrop())
    with pytest.raises(PlanError) as caught:
        render_map(make_case(schools()), _plan(FIRST, "gh"), backdrop(), other=other)
    assert caught.value.code == "map.school"


def test_page_of_one_plan_speaks_of_no_other() -> None:
    data = blob_of(render_map(make_case(schools()), _plan(FIRST, "gh"), backdrop()))
    assert data["moves"] == []
    assert len(data["plans"]) == 1


@pytest.mark.browser
@needs_browser
def test_switch_swipe_and_table_of_moves(tmp_path: Path) -> None:
    """Tests what is drawn by each choice, and the way from the table to the map."""
    file = tmp_path / "map.html"
    file.write_text(pair_page(version="9"), encoding="utf-8")
    with visit(file, width=1300) as seen:
        tab = seen.page
        assert tab.locator(".sym-core").count() == 2
        tab.locator(".choice", has_text="方案二").click()
        assert tab.locator(".sym-core").count() == 3
        assert "版本 9" in tab.locator(".version").inner_text()
        counts = tab.locator(".tab .count:visible").all_inner_texts()
        assert counts == ["3", "1", "1", "5"]
        tab.locator(".choice", has_text="卷帘").click()
        assert tab.locator(".sym-core").count() == 5
        divider = tab.locator(".swipe-input")
        divider.fill("0")
        clips = [
            tab.locator(f".leaflet-symbols{place}-pane").evaluate(
                "pane => pane.style.clipPath.match(/-?[0-9.]+px/g).map(parseFloat)"
            )
            for place in (0, 1)
        ]
        widths = [clip[2] - clip[0] for clip in clips]
        assert widths[0] == 0
        assert widths[1] == tab.locator(".stage").bounding_box()["width"]
        divider.focus()
        tab.keyboard.press("End")
        assert divider.input_value() == "1000"
        tab.locator(".tab", has_text="变动").click()
        assert tab.locator(".moved").count() == 5
        totals = tab.locator(".totals tbody tr").all_inner_texts()
        told = [row.split("\t") for row in totals]
        assert told[1] == ["教联体", "2", "3"]
        assert told[2] == ["纳入学校(含核心)", "6", "7"]
        assert told[3] == ["未纳入", "2", "1"]
        tab.locator(".moved", has_text="北村小学").click()
        assert "北村小学" in tab.locator(".leaflet-popup").inner_text()
        assert tab.locator("#page-moves").is_visible(), "the next move is a click away"
        assert seen.errors == []
        assert seen.outside == []


@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_long_names_of_plans_leave_room_for_the_swipe(
    tmp_path: Path, width: int
) -> None:
    file = tmp_path / "map.html"
    long = "2026年秋季学期第二次征求意见稿(修改)" * 3
    file.write_text(pair_page(version=long), encoding="utf-8")
    with visit(file, width=width, height=844) as seen:
        tab = seen.page
        stage = tab.locator(".stage").bounding_box()
        for i in range(3):
            box = tab.locator(".choice").nth(i).bounding_box()
            assert box["width"] > 30
            assert box["x"] >= stage["x"]
            assert box["x"] + box["width"] <= stage["x"] + stage["width"]
            assert box["height"] < 50
        assert seen.errors == []


@pytest.mark.browser
@needs_browser
def test_alliance_stays_selected_across_plans_by_its_core(tmp_path: Path) -> None:
    """Tests the alliance of 河口小学: second in the first plan, first in the other."""
    file = tmp_path / "map.html"
    file.write_text(pair_page(), encoding="utf-8")
    with visit(file, width=1300) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        tab.locator(".choice").nth(1).click()
        opened = tab.locator(".card.open")
        assert opened.count() == 1
        assert opened.get_attribute("id") == "alliance-1"
        assert "河口小学" in opened.inner_text()
        tab.locator(".choice").nth(2).click()
        assert tab.locator(".sym-core.hot").count() == 2
        assert seen.errors == []


@pytest.mark.browser
@needs_browser
def test_hostile_names_stay_text_in_both_plans(tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text(pair_page(names=EVIL, version=EVIL[0]), encoding="utf-8")
    with visit(file, width=1300) as seen:
        tab = seen.page
        for place in range(3):
            tab.locator(".choice").nth(place).click()
        tab.locator(".tab", has_text="变动").click()
        for place in range(tab.locator(".moved").count()):
            tab.locator(".moved").nth(place).click()
            tab.locator(".tab", has_text="变动").click()
        assert tab.locator("img").count() == 0
        assert tab.evaluate("window.XSS") is None
        assert seen.errors == []
