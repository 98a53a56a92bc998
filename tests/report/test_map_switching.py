"""What must not stay behind when plans, layers, links or popups change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from optimizer.plan import Excluded
from optimizer.report.map import MapContext, Shown, render_map
from tests.benchmarks.map_county import grouped, located
from tests.browser import needs_browser, visit
from tests.builders import make_case, make_plan
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.map_factory import schools
from tests.report.test_map_link import go, hash_of
from tests.report.test_map_reading import is_quiet

pytestmark = [pytest.mark.browser, needs_browser]

ACTIVE = "document.activeElement"


@pytest.fixture(scope="module")
def crowds() -> str:
    """Return a page of two plans on 700 schools; both begin with the same cores."""
    case = located(700, 150)
    plan = grouped(case, 150).model_copy(update={"version": "1"})
    fewer = grouped(case, 140).model_copy(update={"version": "2"})
    other = Shown(case, fewer, MapContext())
    return render_map(case, plan, MapContext(), other=other)


def elements(tab: Any, place: int, spec: str = ".sym") -> int:
    count: int = tab.locator(f".leaflet-symbols{place}-pane {spec}").count()
    return count


def choose_plan(tab: Any, place: int) -> None:
    tab.locator(".choice").nth(place).click()
    tab.wait_for_timeout(300)


def test_selected_schools_of_a_crowd_change_with_the_plan(
    tmp_path: Path, crowds: str
) -> None:
    with visit(saved(tmp_path, crowds)) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(600)
        own = elements(tab, 0, ".hot")
        assert own > 1
        choose_plan(tab, 1)
        assert elements(tab, 0) == 0
        assert elements(tab, 1, ".hot") > 1
        choose_plan(tab, 0)
        assert elements(tab, 1) == 0
        assert elements(tab, 0, ".hot") == own
        is_quiet(seen)


def test_hidden_layer_hides_selected_schools_of_a_crowd(
    tmp_path: Path, crowds: str
) -> None:
    with visit(saved(tmp_path, crowds)) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(600)
        before = elements(tab, 0)
        tab.locator('input[data-layer="core"]').uncheck()
        assert elements(tab, 0, ".sym-core") == 0
        assert elements(tab, 0) == before - 1
        tab.locator('input[data-layer="core"]').check()
        assert elements(tab, 0) == before
        is_quiet(seen)


@pytest.mark.parametrize(("at", "version"), [("1000", "1"), ("0", "2")])
def test_tap_beside_the_divider_is_for_the_crowd_seen_there(
    tmp_path: Path, crowds: str, at: str, version: str
) -> None:
    """Tests a finger, which lifts no element before it touches."""
    with visit(saved(tmp_path, crowds)) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(600)
        box = tab.locator(".sym-core.hot svg").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        tab.keyboard.press("Escape")
        choose_plan(tab, 2)
        tab.locator(".swipe-input").fill(at)
        tab.locator(".folium-map").dispatch_event(
            "click", {"clientX": x, "clientY": y, "bubbles": True}
        )
        tab.wait_for_timeout(500)
        assert tab.locator(".leaflet-popup").count() == 1
        assert f"版本 {version}" in tab.locator(".version").inner_text()
        is_quiet(seen)


def test_choice_of_a_plan_stands_in_the_link(tmp_path: Path) -> None:
    """Tests the swipe too, and the way back from it to the plan spoken of."""
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        steps = ((1, "1"), (2, "swipe1"), (0, "0"), (2, "swipe0"), (1, "1"))
        for place, name in steps:
            tab.locator(".choice").nth(place).click()
            assert f"plan={name}" in hash_of(tab).split("&"), place
        tab.go_back()
        tab.wait_for_timeout(300)
        pressed = tab.locator('.compare [aria-pressed="true"]')
        assert pressed.inner_text() == "卷帘"
        assert tab.locator(".card").count() == 3
        go(tab, "#plan=swipe1")
        assert pressed.inner_text() == "卷帘"
        assert tab.locator(".card").count() == 2
        is_quiet(seen)


def test_legend_follows_a_school_called_from_the_list(tmp_path: Path) -> None:
    """Tests that a layer switched on for a school has its box checked."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        box = tab.locator('.legend input[data-layer="outside.full"]')
        box.uncheck()
        tab.locator(".search-input").fill("满员小学")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(500)
        assert box.is_checked()
        assert tab.locator(".legend-row.off", has=box).count() == 0
        is_quiet(seen)


def test_each_popup_called_by_keys_takes_the_focus(tmp_path: Path) -> None:
    """Tests a second row of the list while the popup of the first is open."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(500)
        rows = tab.locator(".card.open .school")
        for place in (1, 2, 1):
            rows.nth(place).focus()
            tab.keyboard.press("Enter")
            tab.wait_for_timeout(500)
            assert tab.evaluate(f"{ACTIVE}.getAttribute('role')") == "dialog"
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(400)
        back = rows.nth(1).get_attribute("data-school")
        assert tab.evaluate(f"{ACTIVE}.dataset.school") == back
        is_quiet(seen)


def test_emptied_search_chooses_nothing(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".search-input").fill("沙地小学")
        tab.keyboard.press("Escape")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(300)
        assert tab.locator(".leaflet-popup").count() == 0
        assert tab.locator(".card.open").count() == 0
        is_quiet(seen)


def test_school_of_the_other_plan_only_is_found(tmp_path: Path) -> None:
    """Tests that the search goes to the plan whose table has the school."""
    first = make_plan({"A": ["c", "d"], "B": ["e", "f"]})
    second = make_plan({"A": ["c", "d"], "B": ["e", "f", "g"]})
    fewer = make_case([s for s in schools() if s.school_id != "g"])
    other = Shown(make_case(schools()), second, MapContext())
    page = render_map(fewer, first, MapContext(), other=other)
    with visit(saved(tmp_path, page)) as seen:
        tab = seen.page
        tab.locator(".search-input").fill("远山小学")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(500)
        assert "远山小学" in tab.locator(".leaflet-popup").inner_text()
        pressed = tab.locator('.compare [aria-pressed="true"]')
        assert pressed.inner_text().startswith("方案二")
        is_quiet(seen)


def test_school_out_of_scope_without_a_position_keeps_its_list(
    tmp_path: Path,
) -> None:
    rows = [
        replace(s, lon=None, lat=None) if s.school_id == "h" else s for s in schools()
    ]
    plan = make_plan({"A": ["c"]}, excluded=[Excluded(school_id="h", code="X01")])
    page = render_map(make_case(rows), plan, MapContext())
    with visit(saved(tmp_path, page)) as seen:
        tab = seen.page
        tab.locator("#tab-uncovered").click()
        tab.locator(".school", has_text="幼儿园").click()
        assert tab.locator("#tab-uncovered").get_attribute("aria-selected") == "true"
        is_quiet(seen)


def test_another_link_closes_the_window_over_the_page(tmp_path: Path) -> None:
    """Tests that what is written about one plan cannot be kept with the other."""
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(500)
        tab.locator(".card.open .comment-add").click()
        tab.locator(".modal textarea").fill("只说方案一")
        tab.evaluate("location.hash = 'plan=1'")
        tab.wait_for_timeout(300)
        assert tab.locator(".modal").count() == 0
        choose_plan(tab, 0)
        tab.locator("#alliance-1 .card-head").click()
        tab.locator("#alliance-1 .comment-add").click()
        assert tab.locator(".modal textarea").input_value() == "只说方案一"
        is_quiet(seen)
