"""The map page in a real browser without network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.report.map import MapContext, render_map
from tests.browser import Visit, needs_browser, visit
from tests.report import evidence_factory
from tests.report.map_factory import EVIL, backdrop, page

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
        tab.get_by_role("checkbox", name="薄弱学校").uncheck()
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


def _evidence_page(mode: str = "internal") -> str:
    """Return a map with a route, a borderline trip, areas and a hostile road name."""
    case = evidence_factory.make_case(report={"map_mode": mode})
    context = MapContext(
        roads=backdrop().roads,
        boundary=backdrop().boundary,
        evidence=evidence_factory.make_evidence(case),
        isochrones=evidence_factory.isochrones("A"),
    )
    return render_map(case, evidence_factory.make_plan(), context)


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_routes_are_drawn_and_borderline_marked(tmp_path: Path, mode: str) -> None:
    """Tests the bends of a route, and the casing and diamond of a borderline trip."""
    with visit(_saved(tmp_path, _evidence_page(mode))) as seen:
        tab = seen.page
        bends = "Array.from(document.querySelectorAll('.pane-spokes path'))"
        drawn = tab.evaluate(f"{bends}.map(p => p.getAttribute('d').split('L').length)")
        assert max(drawn) >= 3
        marked = 0 if mode == "public" else 1
        assert tab.locator(".edge-mark").count() == marked
        assert len(drawn) == 2 + 2 * marked
        assert tab.locator(".legend").get_by_text("临界(误差").count() == marked
        assert tab.get_by_label("等时圈").count() == (1 if mode == "internal" else 0)
        _is_quiet(seen)


def test_popup_tells_the_evidence_of_a_trip_as_text(tmp_path: Path) -> None:
    with visit(_saved(tmp_path, _evidence_page())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        assert tab.locator(".card.open .chip-edge").count() == 1
        assert tab.locator(".card.open .chip-over").inner_text() == "冬季结冰超限"
        tab.locator(".card.open .school").nth(1).click()
        _settle(tab)
        said = tab.locator(".leaflet-popup").inner_text()
        assert evidence_factory.EVIL_ROAD in said
        assert "弯道急" in said
        tab.locator(".card.open .school").nth(2).click()
        _settle(tab)
        assert "超限" in tab.locator(".leaflet-popup .over").inner_text()
        _is_quiet(seen)


def test_areas_are_off_and_follow_the_alliance(tmp_path: Path) -> None:
    with visit(_saved(tmp_path, _evidence_page())) as seen:
        tab = seen.page
        box = tab.get_by_label("等时圈")
        assert not box.is_checked()
        assert not tab.locator(".reach-more").is_visible()
        box.check()
        assert tab.locator(".reach-more .legend-sub").count() == 4
        assert "到任一核心学校" in tab.locator(".legend").inner_text()
        tab.locator(".card-head").first.click()
        assert "1 号核心学校" in tab.locator(".reach-owner").inner_text()
        tab.keyboard.press("Escape")
        box.uncheck()
        assert not tab.locator(".reach-more").is_visible()
        _is_quiet(seen)


def test_scale_bar_stands_clear_of_the_credits_on_a_phone(tmp_path: Path) -> None:
    """Tests 390 x 800, where the credits take several lines."""
    text = render_map(
        evidence_factory.make_case(),
        evidence_factory.make_plan(),
        backdrop(roads_credit="© OpenStreetMap contributors " * 4),
    )
    with visit(_saved(tmp_path, text), width=390, height=800) as seen:
        box = {
            name: seen.page.locator(name).bounding_box()
            for name in (".leaflet-control-scale", ".credit", ".legend")
        }
        top = box[".credit"]["y"]
        for name in (".leaflet-control-scale", ".legend"):
            assert box[name]["y"] + box[name]["height"] < top
        _is_quiet(seen)
