"""The map by keyboard and for screen readers, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import needs_browser, visit
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.test_map_reading import is_quiet

pytestmark = [pytest.mark.browser, needs_browser]

ACTIVE = "document.activeElement"


def active(tab: Any, what: str) -> Any:
    return tab.evaluate(f"{ACTIVE}.{what}")


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("en", "en")])
def test_page_tells_its_language(tmp_path: Path, lang: Any, code: str) -> None:
    with visit(saved(tmp_path, wide_page("internal", lang))) as seen:
        assert seen.page.evaluate("document.documentElement.lang") == code
        is_quiet(seen)


def test_first_stop_skips_to_the_list(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.keyboard.press("Tab")
        assert active(tab, "className") == "skip"
        assert tab.locator(".skip").bounding_box()["y"] >= 0
        tab.keyboard.press("Enter")
        assert active(tab, "id") == "list"
        tab.keyboard.press("Tab")
        assert active(tab, "getAttribute('role')") == "tabpanel"
        tab.keyboard.press("Tab")
        assert "card-head" in active(tab, "className")
        is_quiet(seen)


def test_tabs_are_one_stop_and_turned_by_arrows(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        row = tab.locator('[role="tablist"]')
        assert row.get_attribute("aria-label")
        tabs = row.locator('[role="tab"]')
        names = [tabs.nth(i).get_attribute("id") for i in range(tabs.count())]
        tabs.first.focus()
        for key, name in (
            ("ArrowRight", names[1]), ("End", names[-1]), ("ArrowRight", names[0]),
            ("ArrowLeft", names[-1]), ("Home", names[0]),
        ):  # fmt: skip
            tab.keyboard.press(key)
            assert active(tab, "id") == name
            chosen = row.locator('[aria-selected="true"]')
            assert chosen.count() == 1
            assert chosen.get_attribute("id") == name
            panel = tab.locator(f"#{chosen.get_attribute('aria-controls')}")
            assert panel.is_visible()
            assert panel.get_attribute("aria-labelledby") == name
        stops = row.locator('[tabindex="0"]')
        assert stops.count() == 1
        assert tab.locator('[role="tabpanel"]:visible').count() == 1
        is_quiet(seen)


def test_every_school_is_reached_by_keys(tmp_path: Path) -> None:
    """Tests that alliance, school and popup open and close without a pointer."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        head = tab.locator(".card-head").first
        head.focus()
        tab.keyboard.press("Enter")
        assert head.get_attribute("aria-expanded") == "true"
        body = tab.locator(f"#{head.get_attribute('aria-controls')}")
        assert body.is_visible()
        rows = body.locator("ul > li > .school")
        assert rows.count() == 3
        rows.nth(1).focus()
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(500)
        popup = tab.locator(".leaflet-popup")
        assert popup.get_attribute("role") == "dialog"
        assert popup.get_attribute("aria-label") == "农村小学"
        assert rows.nth(1).get_attribute("aria-current") == "true"
        assert active(tab, "getAttribute('role')") == "dialog"
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(400)
        assert popup.count() == 0
        assert active(tab, "dataset.school") == rows.nth(1).get_attribute("data-school")
        tab.keyboard.press("Escape")
        assert head.get_attribute("aria-expanded") == "false"
        is_quiet(seen)


def test_selection_is_announced(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        voice = tab.locator(".unseen")
        assert voice.get_attribute("aria-live") == "polite"
        tab.locator(".card-head").nth(2).click()
        assert voice.inner_text() == "已选中:利川第一初中教联体"
        tab.locator(".card.open .school").nth(1).click()
        tab.wait_for_timeout(300)
        assert voice.inner_text() == "已选中:东瀼口初中"
        is_quiet(seen)


def test_keys_go_on_from_the_alliance_that_was_searched(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".search-input").focus()
        tab.keyboard.type("利川第一初中教联体")
        tab.keyboard.press("Enter")
        assert active(tab, "innerText").startswith("3")
        tab.keyboard.press("Tab")
        assert "利川第一初中" in active(tab, "innerText")
        is_quiet(seen)


def test_symbols_and_map_have_names(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        names = tab.locator(".sym").evaluate_all(
            "ns => ns.map(n => [n.getAttribute('role'), n.getAttribute('aria-label')])"
        )
        assert ["img", "沙地小学,成员学校 · 薄弱学校,1 号教联体"] in names
        assert ["img", "满员小学,未纳入学校"] in names
        assert len({name for _, name in names}) == len(names)
        heads = tab.get_by_role("button", name="编号 1 ")
        assert heads.count() == 1
        assert tab.locator(".pane-names").get_attribute("aria-hidden") == "true"
        area = tab.locator(".folium-map")
        assert area.get_attribute("role") == "region"
        assert "名单" in area.get_attribute("aria-label")
        tab.get_by_role("checkbox", name="新建学校").uncheck()
        tab.get_by_role("checkbox", name="新建学校").check()
        assert tab.locator('.sym[aria-label^="新建小学"]').count() == 1
        is_quiet(seen)


def test_focus_is_seen_everywhere(tmp_path: Path) -> None:
    """Tests that every stop of the Tab key shows a ring, and none is lost."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".filter summary").click()
        tab.locator("body").evaluate("() => document.activeElement.blur()")
        ring = (
            f"(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1)"
            f"(getComputedStyle({ACTIVE}))"
        )
        stops = []
        for _ in range(60):
            tab.keyboard.press("Tab")
            if tab.evaluate(f"{ACTIVE} === document.body"):
                break
            stops.append(active(tab, "className") or active(tab, "tagName"))
            assert tab.evaluate(ring), stops[-1]
        assert len(stops) > 25
        is_quiet(seen)


def test_reduced_motion_is_heeded(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        read = "getComputedStyle(document.querySelector('.sym')).transitionDuration"
        assert tab.evaluate(read) != "0s"
        tab.emulate_media(reduced_motion="reduce")
        assert tab.evaluate(read) == "0s"
        is_quiet(seen)


@pytest.mark.parametrize(("width", "height"), [(640, 400), (720, 450), (390, 422)])
def test_page_at_twice_the_size_keeps_all_in_reach(
    tmp_path: Path, width: int, height: int
) -> None:
    """Tests browser zoom of 200 %: half the pixels of 1280x800, 1440x900, a phone."""
    with visit(saved(tmp_path, wide_page()), width=width, height=height) as seen:
        tab = seen.page
        wide = "document.documentElement.scrollWidth <= window.innerWidth"
        assert tab.evaluate(wide)
        tab.locator(".fold").click()
        tab.locator(".card-head").first.scroll_into_view_if_needed()
        head = tab.locator(".card-head").first.bounding_box()
        assert 0 <= head["y"] < height - 30
        tab.locator(".card-head").first.click()
        assert tab.evaluate(wide)
        is_quiet(seen)


def test_larger_text_does_not_break_the_panel(tmp_path: Path) -> None:
    """Tests text alone at 200 %, as old office PCs are set to."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.evaluate("document.body.style.zoom = 2")
        tab.wait_for_timeout(300)
        panel = tab.locator(".panel")
        over = panel.evaluate("n => n.scrollWidth - n.clientWidth")
        assert over <= 1
        is_quiet(seen)
