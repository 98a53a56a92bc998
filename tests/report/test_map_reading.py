"""Reading the map in a real browser: symbols, numbers, pointing, facts, areas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.report.map import MapContext, render_map
from tests.benchmarks.map_county import map_page
from tests.browser import Visit, needs_browser, still, visit
from tests.report import evidence_factory
from tests.report.county_factory import saved, two_plans, wide_page
from tests.report.map_factory import EVIL, backdrop

pytestmark = [pytest.mark.browser, needs_browser]


def is_quiet(seen: Visit) -> None:
    assert seen.errors == []
    assert seen.outside == []
    assert seen.page.evaluate("window.XSS") is None


def legend(tab: Any) -> dict[str, str]:
    """Return the count of each row of the legend that switches schools."""
    read = "rows => rows.map(r => [r.firstChild.data, r.lastChild.textContent])"
    return dict(tab.locator(".legend-row > span:has(> .legend-n)").evaluate_all(read))


def symbol(tab: Any, name: str) -> Any:
    return tab.locator(f'.sym[aria-label^="{name},"]')


def shapes_of(tab: Any, name: str) -> list[str]:
    return symbol(tab, name).evaluate(
        "n => Array.from(n.querySelectorAll('circle,rect,path,g'), e => e.tagName)"
    )


def test_legend_names_what_occurs_with_its_counts(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        assert legend(seen.page) == {
            "核心学校": "3",
            "农村学校": "2",
            "薄弱学校": "2",
            "新建学校": "1",
            "教学点": "1",
            "无可达核心学校": "1",
            "名额或容量已用尽": "1",
            "不愿参加或受意愿限制": "1",
            "位置或道路不明": "1",
            "其他原因": "1",
        }
        is_quiet(seen)


@pytest.mark.parametrize("mode", ["public", "print"])
def test_map_that_leaves_the_bureau_shows_harmless_shapes_only(
    tmp_path: Path, mode: str
) -> None:
    """Tests that rural and weak members look alike, and all outside look alike."""
    with visit(saved(tmp_path, wide_page(mode))) as seen:
        tab = seen.page
        assert legend(tab) == {
            "核心学校": "3",
            "新建学校": "1",
            "教学点": "1",
            "其他成员学校": "4",
            "未纳入学校": "5",
        }
        assert shapes_of(tab, "农村小学") == shapes_of(tab, "城区老校")
        outside = {
            tuple(shapes_of(tab, n)) for n in ("远山小学", "不愿小学", "待定小学")
        }
        assert len(outside) == 1
        assert "薄弱学校" not in tab.content()
        is_quiet(seen)


def test_shapes_of_kinds_and_reasons_differ(tmp_path: Path) -> None:
    """Tests that nothing but colour never tells two kinds apart."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        drawn = {
            name: symbol(tab, name).evaluate(
                "n => Array.from(n.querySelectorAll('circle,rect,path'), e => e.tagName"
                " + (e.getAttribute('d') || e.getAttribute('r') || ''))"
            )
            for name in (
                "恩施实验小学", "农村小学", "沙地小学", "新建小学", "山坳教学点",
                "远山小学", "满员小学", "不愿小学", "无路小学", "待定小学",
            )
        }  # fmt: skip
        assert len({str(shapes) for shapes in drawn.values()}) == len(drawn)
        is_quiet(seen)


def test_kind_is_switched_by_its_row(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        box = tab.get_by_role("checkbox", name="教学点")
        box.uncheck()
        assert symbol(tab, "山坳教学点").count() == 0
        assert symbol(tab, "新建小学").count() == 1
        box.check()
        assert symbol(tab, "山坳教学点").count() == 1
        is_quiet(seen)


def test_number_stands_beside_a_member_too_small_to_hold_it(tmp_path: Path) -> None:
    """Tests a far view of 400 schools: numbers stand by members of theirs."""
    read = """() => {
      const middle = n => (r => [r.x + r.width / 2, r.y + r.height / 2])
        (n.getBoundingClientRect());
      const gap = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
      const members = Array.from(document.querySelectorAll(".sym-member svg"));
      return Array.from(document.querySelectorAll(".name-number"))
        .filter(n => n.style.display !== "none")
        .map(n => Math.min(...members.filter(m => m.textContent === n.textContent)
          .map(m => gap(middle(m), middle(n)))));
    }"""
    with visit(saved(tmp_path, map_page(400, 80)), width=1440, height=900) as seen:
        tab = seen.page
        assert tab.locator(".folium-map.far").count() == 1
        gaps = tab.evaluate(read)
        assert len(gaps) > 40
        assert max(gaps) < 18
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(700)
        assert tab.evaluate(read) == []
        is_quiet(seen)


def test_pointing_at_a_symbol_marks_its_alliance_and_card(tmp_path: Path) -> None:
    """Tests that others fade, the card is marked, and nothing is selected."""
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        symbol(tab, "新建小学").locator("svg").hover(force=True)
        tab.wait_for_timeout(400)
        assert tab.locator(".sym.own").count() == 3
        assert (
            tab.locator(".card.pointed .card-name").inner_text() == "长梁中心小学教联体"
        )
        assert tab.locator(".card.open").count() == 0
        faded = symbol(tab, "农村小学").evaluate("n => getComputedStyle(n).opacity")
        assert float(faded) < 0.5
        tab.mouse.move(700, 120)
        tab.wait_for_timeout(400)
        assert tab.locator(".sym.own, .card.pointed").count() == 0
        is_quiet(seen)


@pytest.mark.parametrize("way", ["pointer", "keyboard"])
def test_pointing_at_a_card_brings_its_schools_forward(
    tmp_path: Path, way: str
) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        head = tab.locator(".card-head").nth(2)
        if way == "pointer":
            tab.mouse.move(600, 300)
            tab.mouse.move(601, 300)
            head.hover()
        else:
            head.focus()
        tab.wait_for_timeout(400)
        own = tab.locator(".sym.own")
        assert own.count() == 3
        assert symbol(tab, "利川第一初中").get_attribute("class").count("own") == 1
        assert tab.locator(".pane-spokes path.own").count() == 2
        is_quiet(seen)


def test_pointing_leaves_the_selection_alone(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.wait_for_timeout(900)
        tab.locator(".card-head").nth(1).focus()
        tab.wait_for_timeout(400)
        assert tab.locator(".sym.own").count() == 3
        assert tab.locator(".card.open").count() == 1
        assert tab.locator(".sym.hot").count() == 3
        is_quiet(seen)


def test_pointing_in_two_plans_shows_the_same_core_in_both(tmp_path: Path) -> None:
    with visit(saved(tmp_path, two_plans())) as seen:
        tab = seen.page
        tab.get_by_role("button", name="卷帘").click()
        tab.locator(".card-head").first.focus()
        tab.wait_for_timeout(300)
        assert tab.locator(".sym.own").count() == 6
        is_quiet(seen)


def test_card_tells_the_facts_of_the_alliance(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        said = tab.locator(".card.open .facts").inner_text()
        for fact in (
            "3 所(核心 1,成员 2)", "农村学校 1、薄弱学校 1", "700 人",
            "15.0 分钟 / 5.0 公里", "12.5 分钟", "建议共建型", "超出融合型上限", "2023",
        ):  # fmt: skip
            assert fact in said
        assert "少 2.5 分钟" in tab.locator(".card.open .school-more").inner_text()
        tab.locator(".card-head").nth(2).click()
        assert tab.locator(".card.open .card-note").count() == 1
        is_quiet(seen)


def test_public_card_tells_minutes_and_names_only(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page("public"))) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        said = tab.locator(".card.open").inner_text()
        assert "15.0 分钟 / 5.0 公里" in said
        for secret in ("700", "薄弱", "农村学校", "超出融合型上限", "折算"):
            assert secret not in said
        is_quiet(seen)


def test_outside_schools_stand_by_reason_and_say_what_would_help(
    tmp_path: Path,
) -> None:
    with visit(saved(tmp_path, wide_page())) as seen:
        tab = seen.page
        tab.locator("#tab-uncovered").click()
        heads = tab.locator("#page-uncovered h3").all_inner_texts()
        assert [head.split("\n")[0] for head in heads][:2] == [
            "无可达核心学校",
            "名额或容量已用尽",
        ]
        tab.get_by_role("button", name="满员小学").click()
        tab.wait_for_timeout(400)
        assert "如何纳入" in tab.locator(".leaflet-popup").inner_text()
        is_quiet(seen)


def _areas_page() -> str:
    case = evidence_factory.make_case()
    context = MapContext(
        boundary=backdrop().boundary,
        evidence=evidence_factory.make_evidence(case),
        isochrones=evidence_factory.isochrones("A"),
    )
    return render_map(case, evidence_factory.make_plan(), context)


def test_click_on_a_core_shows_its_areas_until_another_is_chosen(
    tmp_path: Path,
) -> None:
    with visit(saved(tmp_path, _areas_page())) as seen:
        tab = seen.page
        box = tab.get_by_label("等时圈")
        tab.locator(".card-head").first.click()
        assert not box.is_checked()
        tab.locator(".card.open .school").first.click()
        tab.wait_for_timeout(400)
        assert box.is_checked()
        assert "1 号核心学校" in tab.locator(".reach-owner").inner_text()
        assert "基本情况" in tab.locator(".leaflet-popup").inner_text()
        tab.keyboard.press("Escape")
        assert box.is_checked()
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(200)
        assert not box.is_checked()
        box.check()
        tab.locator(".card-head").first.click()
        tab.keyboard.press("Escape")
        assert box.is_checked()
        is_quiet(seen)


def test_hostile_names_stay_text_in_lists_filters_and_facts(tmp_path: Path) -> None:
    with visit(saved(tmp_path, wide_page(names=EVIL))) as seen:
        tab = seen.page
        tab.locator(".filter summary").click()
        towns = tab.locator('select[data-filter="town"]')
        for place in range(1, towns.locator("option").count()):
            towns.select_option(index=place)
        tab.locator(".filter-clear").click()
        for i in range(tab.locator(".card-head").count()):
            tab.locator(".card-head").nth(i).click()
            tab.locator(".card.open .school").first.click()
            tab.wait_for_timeout(80)
        tab.locator("#tab-uncovered").click()
        for i in range(tab.locator("#page-uncovered .school").count()):
            tab.locator("#page-uncovered .school").nth(i).hover()
        for word in ("img", "svg", "<", "${", "window", "`"):
            tab.locator(".search-input").fill(word)
        assert tab.locator("img").count() == 0
        is_quiet(seen)


# Many schools: one canvas, elements only for those spoken of.


def _crowd(tmp_path: Path) -> Path:
    return saved(tmp_path, map_page(900, 180))


def test_many_schools_are_one_picture(tmp_path: Path) -> None:
    """Tests that hundreds of schools cost no elements, and what the canvas holds."""
    ink = "c => c.toDataURL().length"
    with visit(_crowd(tmp_path)) as seen:
        tab = seen.page
        assert tab.locator(".crowd").count() == 1
        assert tab.locator(".sym").count() == 0
        full = tab.locator(".crowd").evaluate(ink)
        tab.locator("input[data-layer=core]").uncheck()
        for name in ("农村学校", "薄弱学校", "新建学校", "教学点"):
            tab.get_by_role("checkbox", name=name).uncheck()
        fewer = tab.locator(".crowd").evaluate(ink)
        for box in tab.locator('.legend input[data-layer^="outside"]').all():
            box.uncheck()
        empty = tab.locator(".crowd").evaluate(ink)
        assert full > fewer + 5000 > empty + 5000
        is_quiet(seen)


def test_school_of_a_crowd_is_pointed_at_and_clicked(tmp_path: Path) -> None:
    with visit(_crowd(tmp_path)) as seen:
        tab = seen.page
        tab.locator(".search-input").fill("第777小学")
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(600)
        assert "第777小学" in tab.locator(".leaflet-popup").inner_text()
        shown = tab.locator(".sym").count()
        assert 1 <= shown < 20
        at = tab.locator('.sym[aria-label*="第777小学"] svg').bounding_box()
        for _ in range(3):  # popup, words of the search, selection
            tab.keyboard.press("Escape")
        tab.wait_for_timeout(300)
        assert tab.locator(".sym").count() == 0
        x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
        tab.mouse.move(x - 60, y - 60)
        tab.mouse.move(x, y)
        tab.wait_for_timeout(300)
        assert tab.locator('.sym[aria-label*="第777小学"]').count() == 1
        tab.locator(".sym.own").nth(1).wait_for(state="attached")
        tab.mouse.click(x, y)
        tab.wait_for_timeout(400)
        assert "第777小学" in tab.locator(".leaflet-popup").inner_text()
        is_quiet(seen)


def test_tap_on_a_crowd_opens_the_school(tmp_path: Path) -> None:
    """Tests a finger, which points at nothing before it touches."""
    with visit(_crowd(tmp_path)) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(700)
        at = tab.locator(".sym-core.hot svg").bounding_box()
        x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(300)
        tab.locator(".folium-map").dispatch_event(
            "click", {"clientX": x, "clientY": y, "bubbles": True}
        )
        tab.wait_for_timeout(500)
        assert tab.locator(".leaflet-popup").count() == 1
        assert tab.locator("#alliance-2.open").count() == 1
        is_quiet(seen)


def test_alliance_of_a_crowd_comes_forward_and_goes_back(tmp_path: Path) -> None:
    with visit(_crowd(tmp_path)) as seen:
        tab = seen.page
        tab.locator(".card-head").nth(1).focus()
        tab.wait_for_timeout(300)
        own = tab.locator(".sym.own").count()
        assert own > 1
        assert tab.locator(".sym").count() == own
        tab.locator(".card-head").nth(1).click()
        tab.wait_for_timeout(700)
        assert tab.locator(".sym.hot").count() == own
        tab.keyboard.press("Escape")
        tab.wait_for_timeout(300)
        assert tab.locator(".sym.hot").count() == 0
        is_quiet(seen)


def test_crowd_becomes_elements_on_paper_and_goes_back(tmp_path: Path) -> None:
    """Tests that no canvas lies over the lines: printed, it may hide them."""
    with visit(_crowd(tmp_path)) as seen:
        tab = seen.page
        tab.evaluate("dispatchEvent(new Event('beforeprint')) && 0")
        assert tab.locator(".sym").count() == 900
        assert not tab.locator(".crowd").is_visible()
        tab.evaluate("dispatchEvent(new Event('afterprint')) && 0")
        tab.wait_for_timeout(300)
        assert tab.locator(".sym").count() == 0
        assert tab.locator(".crowd").is_visible()
        is_quiet(seen)


@pytest.mark.parametrize("row", range(3))
def test_popup_keeps_clear_of_buttons_and_legend(tmp_path: Path, row: int) -> None:
    """Tests schools gone to from the list: the whole popup is seen."""
    with visit(saved(tmp_path, wide_page()), width=1280, height=800) as seen:
        tab = seen.page
        tab.locator(".card-head").first.click()
        tab.locator(".card.open .school").nth(row).click()
        tab.wait_for_timeout(700)
        box = tab.locator(".leaflet-popup-content-wrapper").bounding_box()
        assert box["x"] + box["width"] <= tab.locator(".legend").bounding_box()["x"]
        buttons = tab.locator(".printers").bounding_box()
        assert box["x"] >= buttons["x"] + buttons["width"]
        is_quiet(seen)


def test_school_opened_while_the_map_zooms_ends_where_it_would_later(
    tmp_path: Path,
) -> None:
    """Tests that a zoom under way does not go on below the popup of a school."""
    ends = []
    for pause_ms in (0, 700):
        with visit(saved(tmp_path, wide_page())) as seen:
            tab = seen.page
            tab.locator(".card-head").nth(1).click()
            still(tab)
            zoomed = tab.evaluate(
                """async (pause) => {
                  const frame = () => new Promise(d => requestAnimationFrame(d));
                  document.querySelector(".leaflet-control-zoom-out").click();
                  await frame();
                  await frame();
                  const zoomed = document.querySelectorAll(".leaflet-zoom-anim").length;
                  await new Promise(done => setTimeout(done, pause));
                  document.querySelectorAll(".card.open .school")[1].click();
                  return zoomed;
                }""",
                pause_ms,
            )
            assert zoomed == 1
            tab.wait_for_timeout(900)
            ends.append(tab.evaluate("location.hash"))
            is_quiet(seen)
    assert ends[0] == ends[1]
