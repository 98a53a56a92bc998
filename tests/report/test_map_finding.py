"""Finding on the map in a real browser: search, pinyin, towns, filters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser import needs_browser, visit
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.test_map_reading import is_quiet, symbol

pytestmark = [pytest.mark.browser, needs_browser]


def found(tab: Any, words: str) -> list[str]:
    """Return the first line of each result of a search."""
    tab.locator(".search-input").fill(words)
    names = tab.locator(".result .card-text > span")
    return names.all_inner_texts()


def shown_cards(tab: Any) -> list[str]:
    read = "cards => cards.filter(c => !c.hidden).map(c => c.id.slice(9))"
    return tab.locator("#page-alliances .card").evaluate_all(read)


def choose(tab: Any, name: str, label: str) -> None:
    """Set a filter to the option whose text begins with a label."""
    if not tab.locator(".filter details").evaluate("d => d.open"):
        tab.locator(".filter summary").click()
    box = tab.locator(f'select[data-filter="{name}"]')
    texts = box.locator("option").all_text_contents()
    place = next(i for i, text in enumerate(texts) if text.startswith(label))
    box.select_option(index=place)


def said(tab: Any) -> str:
    return tab.locator(".unseen[role=status]").inner_text()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("恩施实验", "恩施实验小学教联体"),
        ("essy", "恩施实验小学教联体"),
        ("enshishiyan", "恩施实验小学教联体"),
        ("clzx", "长梁中心小学教联体"),  # 长 read chang
        ("zlzx", "长梁中心小学教联体"),  # and read zhang
        ("changliangzhen", "长梁镇"),
        ("ＣＬＺ", "长梁中心小学教联体"),  # full width
        ("drk", "东瀼口初中"),
        ("nxkcz", ""),
        ("shanao", "山坳教学点"),
        ("3 利川", "利川第一初中教联体"),
        ("都亭 初中", "利川第一初中"),
    ],
)
def test_search_reads_names_towns_and_pinyin(
    tmp_path: Path, words: str, first: str
) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        names = found(seen.page, words)
        assert (names[0] if names else "") == first
        is_quiet(seen)


@pytest.mark.parametrize("words", ["__proto__", "constructor", "a" * 500, "((((", "%"])
def test_search_bears_any_text(tmp_path: Path, words: str) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        assert found(seen.page, words) == []
        assert seen.page.locator(".result-note").inner_text() == "没有匹配的学校"
        is_quiet(seen)


def test_town_is_found_and_shown_as_a_whole(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        before = tab.evaluate("location.hash")
        assert found(tab, "wybjd")[0] == "舞阳坝街道"
        tab.keyboard.press("ArrowDown")
        assert tab.locator(".result.active").get_attribute("aria-selected") == "true"
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(600)
        assert tab.evaluate("location.hash") != before
        box = tab.locator(".folium-map").bounding_box()
        for name in ("恩施实验小学", "农村小学", "沙地小学", "不愿小学", "无路小学"):
            at = symbol(tab, name).bounding_box()
            assert box["x"] < at["x"] < box["x"] + box["width"]
            assert box["y"] < at["y"] < box["y"] + box["height"]
        assert "舞阳坝街道" in said(tab)
        is_quiet(seen)


def test_county_is_found_where_there_are_several(tmp_path: Path) -> None:
    """Tests that a county comes before its towns, and is announced when shown."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        assert found(tab, "示例市")[0] == "示例市"
        told = tab.locator(".result small").first.inner_text()
        assert told.startswith("县市 · ")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(600)
        assert "示例市" in said(tab)
        is_quiet(seen)


def test_number_of_results_is_announced(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        names = found(tab, "小学")
        assert said(tab) == f"{len(names)} 项结果"
        found(tab, "没有这个")
        assert said(tab) == "没有匹配的学校"
        is_quiet(seen)


@pytest.mark.parametrize(
    ("name", "label", "cards", "schools", "outside"),
    [
        ("town", "示例市 · 长梁镇", ["2"], 6, 3),
        ("town", "422802(全部)", ["3"], 4, 1),
        ("type", "初级中学", ["3"], 2, 0),
        ("type", "小学教学点", ["2"], 1, 0),
        ("form", "融合型", ["2"], 3, 0),
        ("kind", "农村学校", ["1", "2", "3"], 5, 0),
        ("kind", "薄弱学校", ["1", "2", "3"], 3, 0),
        ("kind", "– 名额", [], 1, 1),
        ("warn", "教联体有提示", ["3"], 3, 0),
        ("warn", "直线估算", ["1"], 1, 0),
        ("warn", "未定位", [], 1, 1),
        ("year", "2024", ["2"], 3, 0),
    ],
)
def test_filter_keeps_what_matches(
    tmp_path: Path, name: str, label: str, cards: list[str], schools: int, outside: int
) -> None:
    """Tests list, count, tabs and map against numbers counted by hand."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        choose(tab, name, label)
        tab.wait_for_timeout(250)
        assert shown_cards(tab) == cards
        told = tab.locator(".filter-found").inner_text()
        assert told == f"符合条件:{schools} 所学校,涉及 {len(cards)} 个教联体"
        assert said(tab) == told
        assert tab.locator("#tab-uncovered .count").inner_text() == f"{outside}/6"
        strong = tab.locator(".sym:not(.out):not(.near)").count()
        cores = {"1": "恩施实验小学", "2": "长梁中心小学", "3": "利川第一初中"}
        assert strong >= len(cards)
        for card in cards:
            assert "out" not in symbol(tab, cores[card]).get_attribute("class").split()
        is_quiet(seen)


def test_filters_hold_together_and_are_cleared(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        assert not tab.locator(".filter-clear").is_visible()
        choose(tab, "town", "示例市 · 长梁镇")
        choose(tab, "kind", "新建学校")
        assert tab.locator(".filter-found").inner_text().startswith("符合条件:1 所")
        assert tab.locator(".filter-chip").count() == 2
        choose(tab, "year", "2023")
        assert tab.locator(".filter-found").inner_text() == "没有符合条件的学校"
        assert shown_cards(tab) == []
        tab.locator(".filter-chip").nth(2).click()
        assert shown_cards(tab) == ["2"]
        tab.locator(".filter-clear").click()
        assert shown_cards(tab) == ["1", "2", "3"]
        assert tab.locator(".sym.out, .sym.near").count() == 0
        assert tab.locator(".filter-found").inner_text() == ""
        is_quiet(seen)


def test_filter_fades_lines_and_names_too(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        choose(tab, "kind", "新建学校")
        tab.wait_for_timeout(300)
        assert tab.locator(".pane-spokes path.out").count() == 4
        assert tab.locator(".pane-spokes path.near").count() == 1
        read = (
            "ns => ns.filter(n => n.style.display !== 'none').map(n => n.textContent)"
        )
        names = tab.locator(".name:not(.name-town):not(.name-county)").evaluate_all(
            read
        )
        assert set(names) == {"新建小学", "长梁中心小学"}
        is_quiet(seen)


def test_filtered_list_still_opens_what_is_searched(tmp_path: Path) -> None:
    """Tests that a filter never hides what is selected."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        choose(tab, "town", "示例市 · 长梁镇")
        found(tab, "利川第一初中教联体")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(300)
        assert tab.locator("#alliance-3.open").is_visible()
        is_quiet(seen)


@pytest.mark.parametrize("mode", ["public", "print"])
def test_filters_of_a_map_that_leaves_tell_nothing_more(
    tmp_path: Path, mode: str
) -> None:
    with visit(saved(tmp_path, wide_page(mode))) as seen:
        tab = seen.page
        tab.locator(".filter summary").click()
        kinds = tab.locator('select[data-filter="kind"] option').all_text_contents()
        assert kinds == [
            *("全部", "核心学校(3)", "成员学校(4)", "新建学校(1)", "教学点(1)"),
            "未纳入学校(6)",
        ]
        warnings = tab.locator('select[data-filter="warn"] option').all_text_contents()
        assert warnings == ["全部", "直线估算车程(1)", "未定位(1)"]
        is_quiet(seen)


def test_filter_stays_when_the_other_plan_is_shown(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        choose(tab, "town", "422802(全部)")
        assert shown_cards(tab) == ["3"]
        tab.get_by_role("button", name="方案二").click()
        tab.wait_for_timeout(300)
        assert shown_cards(tab) == []
        assert tab.locator(".filter-chip").count() == 1
        is_quiet(seen)
