"""The map on a phone: the list as a sheet, targets for fingers, popups that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import needs_browser, visit
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.test_map_finding import choose, shown_cards
from tests.report.test_map_reading import is_quiet, symbol

pytestmark = [pytest.mark.browser, needs_browser]

PHONE = {"width": 390, "height": 844}
FINGER = 40


def fits(tab: Any) -> bool:
    return bool(tab.evaluate("document.documentElement.scrollWidth <= 390"))


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_sheet_leaves_most_of_the_screen_to_the_map(tmp_path: Path, mode: str) -> None:
    with visit(saved(tmp_path, wide_page(mode)), **PHONE) as seen:
        tab = seen.page
        assert tab.locator(".stage").bounding_box()["height"] > 500
        assert not tab.locator(".panel-body").is_visible()
        tab.locator(".fold").click()
        assert tab.locator(".panel-body").bounding_box()["height"] > 260
        assert tab.locator(".stage").bounding_box()["height"] > 200
        assert fits(tab)
        tab.locator(".fold").click()
        assert not tab.locator(".panel-body").is_visible()
        is_quiet(seen)


def _small(tab: Any, *selectors: str) -> dict[str, Any]:
    """Return the visible elements that are too small for a finger."""
    found = {}
    for selector in selectors:
        nodes = tab.locator(f"{selector}:visible")
        assert nodes.count() > 0
        for node in nodes.all():
            box = node.bounding_box()
            if min(box["height"], box["width"]) < FINGER:
                found[selector] = box
    return found


def test_main_controls_are_large_enough_for_a_finger(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans()), **PHONE) as seen:
        tab = seen.page
        over_the_map = (
            *(".leaflet-control-zoom-in", ".leaflet-control-zoom-out", ".bar-button"),
            *(".legend summary", ".choice", ".fold", ".search-input"),
        )
        assert _small(tab, *over_the_map) == {}
        tab.locator(".fold").click()
        tab.locator(".filter summary").click()
        in_the_sheet = (
            *(".fold", ".tab", ".card-head", ".filter summary", ".filter select"),
            ".search-input",
        )
        assert _small(tab, *in_the_sheet) == {}
        is_quiet(seen)


def test_choice_of_plans_covers_no_button(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans()), **PHONE) as seen:
        tab = seen.page
        bar = tab.locator(".compare").bounding_box()
        zoom = tab.locator(".leaflet-control-zoom").bounding_box()
        assert zoom["x"] + zoom["width"] <= bar["x"]
        assert bar["x"] + bar["width"] <= 390
        tab.locator(".fold").click()
        tab.locator("#tab-moves").click()
        table = tab.locator(".totals").bounding_box()
        assert table["x"] + table["width"] <= 390
        is_quiet(seen)


@pytest.mark.parametrize("name", ["恩施实验小学", "农村小学", "不愿小学", "沙地小学"])
def test_popup_stays_on_the_screen(tmp_path: Path, name: str) -> None:
    with visit(saved(tmp_path, wide_page()), **PHONE) as seen:
        tab = seen.page
        symbol(tab, name).locator("svg").dispatch_event("click")
        tab.wait_for_timeout(600)
        box = tab.locator(".leaflet-popup").bounding_box()
        stage = tab.locator(".stage").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] >= stage["y"]
        assert box["height"] <= stage["height"]
        shut = tab.locator(".leaflet-popup-close-button").bounding_box()
        assert min(shut["width"], shut["height"]) >= FINGER
        assert fits(tab)
        is_quiet(seen)


def test_school_from_the_list_is_shown_on_the_map(tmp_path: Path) -> None:
    """Tests that the sheet folds away when there is something to see."""
    with visit(saved(tmp_path, wide_page()), **PHONE) as seen:
        tab = seen.page
        tab.locator(".search-input").fill("xjxx")
        tab.locator(".result").first.dispatch_event("mousedown")
        tab.wait_for_timeout(500)
        assert "新建小学" in tab.locator(".leaflet-popup").inner_text()
        assert not tab.locator(".panel-body").is_visible()
        is_quiet(seen)


def test_filter_works_in_the_sheet(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page()), **PHONE) as seen:
        tab = seen.page
        tab.locator(".fold").click()
        choose(tab, "form", "融合型")
        assert shown_cards(tab) == ["2"]
        assert tab.locator("#alliance-2").is_visible()
        assert fits(tab)
        is_quiet(seen)
