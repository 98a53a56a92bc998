"""The view as a link in a real browser: written, opened, gone back to, hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from optimizer.keys import school_key
from tests.browser import needs_browser, visit
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.map_factory import EVIL
from tests.report.test_map_finding import choose, shown_cards
from tests.report.test_map_reading import is_quiet

pytestmark = [pytest.mark.browser, needs_browser]


def hash_of(tab: Any) -> str:
    return str(tab.evaluate("location.hash"))


def go(tab: Any, fragment: str) -> None:
    """Open the same file with another fragment, as a link from outside does."""
    address = tab.url.split("#")[0]
    tab.goto("about:blank")
    tab.goto(f"{address}{fragment}")
    tab.wait_for_timeout(400)


def test_link_brings_back_what_was_seen(tmp_path: Path) -> None:
    """Tests place, selection, popup, filters, layers, year and tab in one link."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        choose(tab, "town", "示例市 · 长梁镇")
        tab.get_by_role("checkbox", name="教学点").uncheck()
        tab.get_by_role("button", name="2024", exact=True).click()
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(500)
        tab.locator(".card.open .school").nth(1).click()
        tab.wait_for_timeout(500)
        link = hash_of(tab)
        centre = link.split("at=")[1].split("&")[0]
        assert school_key("B") in link
        assert school_key("e") in link
        go(tab, link)
        assert shown_cards(tab) == ["2"]
        assert tab.locator("#alliance-2.open").count() == 1
        assert "新建小学" in tab.locator(".leaflet-popup").inner_text()
        assert not tab.get_by_role("checkbox", name="教学点").is_checked()
        pressed = tab.locator('.year[aria-pressed="true"]')
        assert pressed.inner_text() == "2024"
        again = hash_of(tab).split("at=")[1].split("&")[0]
        drift = [
            abs(float(a) - float(b))
            for a, b in zip(centre.split(","), again.split(","), strict=True)
        ]
        assert max(drift) < 0.01
        is_quiet(seen)


def test_back_and_forward_walk_through_what_was_selected(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(600)
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(600)
        choose(tab, "kind", "新建学校")
        for way, card, filtered in (
            ("back", 2, False), ("back", 1, False), ("back", 0, False),
            ("forward", 1, False), ("forward", 2, False), ("forward", 2, True),
        ):  # fmt: skip
            tab.evaluate(f"history.{way}()")
            tab.wait_for_timeout(500)
            opened = tab.locator(".card.open")
            assert opened.count() == (1 if card else 0)
            if card:
                assert opened.get_attribute("id") == f"alliance-{card}"
            assert tab.locator(".filter-chip").count() == int(filtered)
        is_quiet(seen)


def test_moving_the_map_is_no_step_back(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        before = tab.evaluate("history.length")
        for _ in range(3):
            tab.locator(".leaflet-control-zoom-in").click()
            tab.wait_for_timeout(400)
        assert "at=" in hash_of(tab)
        assert tab.evaluate("history.length") == before
        is_quiet(seen)


def test_link_names_the_plan_that_is_shown(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        tab.get_by_role("button", name="方案二").click()
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(500)
        link = hash_of(tab)
        assert "plan=1" in link
        go(tab, link)
        pressed = tab.locator('.compare [aria-pressed="true"]')
        assert pressed.inner_text().startswith("方案二")
        assert tab.locator("#alliance-1.open").count() == 1
        is_quiet(seen)


HOSTILE = [
    "#",
    "#%",
    "#at=%E0%A4%A",
    "#at=NaN,Infinity,1e999",
    "#at=1,2",
    "#at=999,999,99",
    "#at=30.2,109.5,-5",
    "#a=__proto__&s=constructor&tab=__proto__&plan=toString",
    "#__proto__=1&constructor=2&town=hasOwnProperty",
    "#on=__proto__,reach,spokes&off=constructor,,core",
    "#until=1e5&year=9999&kind=nothing&warn=edge",
    "#" + "&".join(f"town={quote(name)}" for name in EVIL),
    "#s=" + quote(EVIL[0]),
    "#tab=" + quote(EVIL[1]) + "&a=" + quote(EVIL[2]),
    "#" + "x=1&" * 5000,
    "#list",
]


@pytest.mark.parametrize("fragment", HOSTILE, ids=range(len(HOSTILE)))
def test_broken_or_hostile_link_opens_the_page_all_the_same(
    tmp_path: Path, fragment: str
) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        go(tab, fragment)
        assert tab.locator(".card").count() == 3
        assert tab.locator(".filter-chip").count() == 0
        assert tab.locator(".tab[aria-selected=true]").count() == 1
        assert tab.locator("img").count() == 0
        assert tab.evaluate("({}).polluted") is None
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(300)
        assert tab.locator(".card.open").count() == 1
        is_quiet(seen)


def test_link_of_a_key_this_plan_has_not_is_left_aside(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        go(tab, "#a=0123456789ab&s=ba9876543210")
        assert tab.locator(".card.open").count() == 0
        is_quiet(seen)


def test_button_copies_the_link(tmp_path: Path) -> None:
    """Tests the clipboard, and the field that stands in for it."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.evaluate(
            "Object.defineProperty(navigator, 'clipboard', {configurable: true, value: "
            "{writeText: t => { window.copied = t; return Promise.resolve(); }}}); 0"
        )
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(400)
        tab.get_by_role("button", name="复制链接").click()
        assert tab.locator(".toast").inner_text() == "链接已复制"
        assert tab.evaluate("window.copied") == tab.url
        tab.evaluate(
            "Object.defineProperty(navigator, 'clipboard', {configurable: true, "
            "value: {writeText: t => Promise.reject(new Error('no'))}}); 0"
        )
        tab.get_by_role("button", name="复制链接").click()
        field = tab.locator(".link-text")
        assert field.input_value() == tab.url
        picked = field.evaluate("n => n.selectionEnd - n.selectionStart")
        assert picked == len(tab.url)
        tab.keyboard.press("Escape")
        assert field.count() == 0
        name = "document.activeElement.getAttribute('aria-label')"
        assert tab.evaluate(name) == "复制链接"
        is_quiet(seen)


def test_link_holds_no_name_and_no_id(tmp_path: Path) -> None:
    """Tests that a selected school is told by its key alone."""
    with visit(saved(tmp_path, wide_page("public"))) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.locator(".card.open .school").nth(1).click()
        tab.wait_for_timeout(400)
        assert quote("农村小学") not in hash_of(tab)
        assert school_key("c") in hash_of(tab)
        is_quiet(seen)
