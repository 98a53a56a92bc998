"""The page judged by axe-core, a checker of accessibility that is not ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from optimizer.report.map import MapContext, render_map
from tests.browser import needs_browser, visit
from tests.report import evidence_factory
from tests.report.map_factory import backdrop

pytestmark = [pytest.mark.browser, needs_browser]

MODES = ("internal", "public", "print")
GRAVE = {"serious", "critical"}
JUDGED = {"exclude": [[".watermark"]]}
"""All but the watermark: faint on purpose and hidden from screen readers, for the mode
is named in the heading."""


def faults(tab: Any) -> list[str]:
    """Return the grave faults of the page as it stands, each with its elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(tab, context=JUDGED).response["violations"]
    return [
        f"{fault['id']}: {[node['target'] for node in fault['nodes']][:3]}"
        for fault in found
        if fault["impact"] in GRAVE
    ]


def start(tab: Any) -> None:
    """The page as it opens."""


def alliance(tab: Any) -> None:
    tab.locator(".card-head").first.click()


def popup(tab: Any) -> None:
    tab.locator(".card-head").first.click()
    tab.locator(".card.open .school").nth(1).click()


def filtered(tab: Any) -> None:
    if not tab.locator(".filter details").evaluate("d => d.open"):
        tab.locator(".filter summary").click()
    tab.locator(".filter select").first.select_option(index=1)


def filtered_alliance(tab: Any) -> None:
    """An alliance some of whose schools do not match."""
    filtered(tab)
    tab.locator("#tab-alliances").click()
    tab.locator(".card-head:visible").first.click()
    tab.locator(".filter summary").click()


def searching(tab: Any) -> None:
    tab.locator(".search-input").fill("小学")


def outside(tab: Any) -> None:
    tab.locator("#tab-uncovered").click()


def about(tab: Any) -> None:
    tab.locator("#tab-about").click()


def layers(tab: Any) -> None:
    box = tab.get_by_label("等时圈").or_(tab.get_by_label("Areas by minutes"))
    if box.count():
        box.check()


STATES: list[Callable[[Any], None]] = [
    start, alliance, popup, filtered, searching, outside, about, layers,
    filtered_alliance,
]  # fmt: skip


def saved(folder: Path, mode: str, lang: Any) -> Path:
    """Save a page with routes, a borderline trip, areas and schools outside."""
    case = evidence_factory.make_case(report={"map_mode": mode})
    context = MapContext(
        roads=backdrop().roads,
        boundary=backdrop().boundary,
        notice="演示数据",
        evidence=evidence_factory.make_evidence(case),
        isochrones=evidence_factory.isochrones("A"),
    )
    file = folder / "map.html"
    text = render_map(case, evidence_factory.make_plan(), context, lang)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mode", MODES)
def test_no_state_of_the_page_has_a_grave_fault(
    tmp_path: Path, mode: str, lang: str
) -> None:
    with visit(saved(tmp_path, mode, lang)) as seen:
        tab = seen.page
        for state in STATES:
            state(tab)
            tab.wait_for_timeout(250)
            assert faults(tab) == [], state.__name__
            tab.keyboard.press("Escape")
        assert seen.errors == []


@pytest.mark.parametrize("mode", MODES)
def test_phone_has_no_grave_fault(tmp_path: Path, mode: str) -> None:
    with visit(saved(tmp_path, mode, "zh"), width=390, height=844) as seen:
        tab = seen.page
        assert faults(tab) == []
        tab.locator(".fold").click()
        for state in (alliance, outside, filtered):
            tab.wait_for_timeout(250)
            if "folded" in tab.evaluate("document.body.className"):
                tab.locator(".fold").click()
            state(tab)
            assert faults(tab) == [], state.__name__


def test_checker_would_find_a_fault(tmp_path: Path) -> None:
    """Tests that the tests above can fail: a field without a name is grave."""
    with visit(saved(tmp_path, "internal", "zh")) as seen:
        seen.page.evaluate("document.body.appendChild(document.createElement('input'))")
        assert any(fault.startswith("label") for fault in faults(seen.page))
