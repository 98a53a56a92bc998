"""The map page in a real browser without network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import Visit, needs_browser, visit
from tests.report.map_factory import EVIL, page

pytestmark = [pytest.mark.browser, needs_browser]


def _saved(folder: Path, text: str) -> Path:
    """Save a page where the path has Chinese characters and a space."""
    file = folder / "方案 一" / "map.html"
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    return file


def _is_quiet(seen: Visit) -> None:
    assert seen.errors == []
    assert seen.outside == []
    assert seen.page.evaluate("window.XSS") is None


def _settle(tab: Any) -> None:
    tab.wait_for_timeout(400)


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_page_opens_from_disk_without_a_word(tmp_path: Path, mode: str) -> None:
    """Tests that every mode draws its schools, asks for nothing, reports nothing."""
    with visit(_saved(tmp_path, page(mode))) as seen:
        tab = seen.page
        assert tab.locator(".sym-core").count() == 2
        assert tab.locator(".sym-member").count() == 3
        assert tab.locator(".sym-outside").count() == 1
        assert tab.locator(".sym-excluded").count() == 0
        assert tab.locator(".tab").nth(2).inner_text().startswith("未定位")
        _is_quiet(seen)


def test_alliance_from_the_list_is_highlighted(tmp_path: Path) -> None:
    """Tests that a click in the list dims the others, and Escape undoes it."""
    with visit(_saved(tmp_path, page())) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        _settle(tab)
        assert tab.locator(".sym.hot").count() == 3
        assert tab.locator(".sym.dim").count() == 3
        assert tab.locator(".card.open .school").count() == 3
        tab.keyboard.press("Escape")
        assert tab.locator(".sym.dim").count() == 0
        _is_quiet(seen)


def test_search_by_keyboard_opens_the_school(tmp_path: Path) -> None:
    """Tests name and town together, arrow key and Enter."""
    with visit(_saved(tmp_path, page())) as seen:
        tab = seen.page
        tab.locator(".search-input").fill("河口镇 南村")
        assert tab.locator(".result").count() == 1
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        _settle(tab)
        popup = tab.locator(".leaflet-popup")
        assert "南村小学" in popup.inner_text()
        assert "直线估算" in popup.inner_text()
        tab.locator(".search-input").fill("没有这所学校")
        assert tab.locator(".result-note").count() == 1
        _is_quiet(seen)


def test_layers_switch_on_and_off(tmp_path: Path) -> None:
    """Tests the boxes of the legend, the excluded schools among them."""
    with visit(_saved(tmp_path, page())) as seen:
        tab = seen.page
        tab.get_by_label("不在方案范围").check()
        assert tab.locator(".sym-excluded").count() == 1
        tab.locator("label", has_text="成员学校").locator("input").uncheck()
        assert tab.locator(".sym-member").count() == 0
        _is_quiet(seen)


def test_hostile_names_stay_text_everywhere(tmp_path: Path) -> None:
    """Tests hovering, clicking, searching and printing with hostile names."""
    with visit(_saved(tmp_path, page(names=EVIL, title=EVIL[1]))) as seen:
        tab = seen.page
        tab.get_by_label("不在方案范围").check()
        for i in range(tab.locator(".sym svg").count()):
            marker = tab.locator(".sym svg").nth(i)
            marker.hover(force=True)
            marker.dispatch_event("click")
            tab.wait_for_timeout(60)
        for i in range(tab.locator(".tab").count()):
            tab.locator(".tab").nth(i).click()
        for word in ("img", "script", "xss", "`", "$", "<"):
            tab.locator(".search-input").fill(word)
        tab.locator(".result").first.dispatch_event("mousedown")
        tab.pdf(prefer_css_page_size=True)
        _settle(tab)
        assert tab.title() == EVIL[1]
        assert tab.locator("img").count() == 0
        _is_quiet(seen)


def test_policy_of_the_page_stops_a_foreign_script(tmp_path: Path) -> None:
    """Tests that an element written into the page later cannot run."""
    with visit(_saved(tmp_path, page())) as seen:
        seen.page.evaluate(
            "document.body.insertAdjacentHTML('beforeend',"
            " '<img src=x onerror=\"window.XSS=1\">')"
        )
        _settle(seen.page)
        assert seen.page.evaluate("window.XSS") is None
        assert seen.outside == []


def test_phone_starts_with_the_map_and_unfolds_the_list(tmp_path: Path) -> None:
    """Tests a narrow screen: no sideways scrolling, the sheet opens."""
    with visit(_saved(tmp_path, page()), width=390, height=800) as seen:
        tab = seen.page
        assert tab.locator(".stage").bounding_box()["height"] > 400
        tab.locator(".fold").click()
        tab.locator(".card-head").first.click()
        _settle(tab)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        _is_quiet(seen)


def test_printing_gives_a_map_sheet_and_a_list(tmp_path: Path) -> None:
    """Tests that paper gets the map first and the list of alliances after it."""
    with visit(_saved(tmp_path, page("print"))) as seen:
        paper = seen.page.pdf(prefer_css_page_size=True, print_background=True)
        assert paper.count(b"/Type /Page\n") == 2
        assert seen.page.evaluate("document.body.className") == ""
        _is_quiet(seen)
