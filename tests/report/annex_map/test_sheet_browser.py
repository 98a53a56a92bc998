"""Printing from the page of the map, in a real browser."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pyproj import Geod

from optimizer.report.map import render_map
from tests.browser import needs_browser, visit
from tests.report.map_factory import EVIL, backdrop, page, small_map

pytestmark = [pytest.mark.browser, needs_browser]

GEOD = Geod(ellps="WGS84")
MAP = "Object.values(window).find((thing) => thing instanceof L.Map)"
FURNITURE = (
    ".sheet-north",
    ".sheet-scale",
    ".sheet-neat",
    ".legend",
    ".sheet-mode",
    ".print-notice",
    ".watermark",
)
PAPERS_PT = {"A4": (595, 842), "A3": (842, 1191)}


def saved(tmp_path: Path, html: str) -> Path:
    """Write a page into a folder with Chinese and a blank in its name."""
    home = tmp_path / "地图 打印"
    home.mkdir(exist_ok=True)
    file = home / "map.html"
    file.write_text(html, encoding="utf-8")
    return file


def broad_page() -> str:
    """Return a map that is much broader than high."""
    case, plan = small_map("print")
    schools = tuple(
        replace(s, lon=109.0 + 0.3 * i, lat=30.2 + 0.02 * i)
        for i, s in enumerate(case.schools)
    )
    context = backdrop(notice="演示数据", boundary=None)
    return render_map(replace(case, schools=schools), plan, context)


def on_paper(tab: Any, paper: str = "A4") -> None:
    """Bring the page into the state it is printed in, and leave it there."""
    tab.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    # The buttons are not on paper; the click still reaches their script.
    names = {"A4": "打印 A4", "A3": "打印 A3"}
    tab.locator(f".bar-button[title='{names[paper]}']").dispatch_event("click")


@pytest.mark.parametrize("paper", PAPERS_PT)
@pytest.mark.parametrize("is_broad", [True, False])
def test_printed_sheet_has_what_a_map_needs(
    tmp_path: Path, paper: str, is_broad: bool
) -> None:
    """Tests north, scale, frame, legend, mode, notice and watermark on the sheet."""
    html = broad_page() if is_broad else page("print")
    with visit(saved(tmp_path, html)) as seen:
        on_paper(seen.page, paper)
        stage = seen.page.locator(".stage").bounding_box()
        assert (stage["width"] > stage["height"]) is is_broad
        for name in FURNITURE:
            assert seen.page.locator(name).is_visible(), name
        for name in FURNITURE[:4]:
            box = seen.page.locator(name).bounding_box()
            assert box["x"] >= stage["x"], name
            assert box["y"] >= stage["y"], name
            assert box["x"] + box["width"] <= stage["x"] + stage["width"], name
            assert box["y"] + box["height"] <= stage["y"] + stage["height"], name
        for name in (".panel", ".bar", ".leaflet-control-scale", ".credit"):
            assert not seen.page.locator(name).first.is_visible(), name
        assert seen.page.locator(".legend summary").inner_text() == "图例"
        assert seen.errors == []


@pytest.mark.parametrize("html", [broad_page, lambda: page("print")])
def test_printed_scale_is_that_of_the_ground(tmp_path: Path, html: Any) -> None:
    """Tests bar and ratio against the geodesic in the middle of the map."""
    with visit(saved(tmp_path, html())) as seen:
        tab = seen.page
        on_paper(tab)
        bar_px = tab.locator(".sheet-bar").bounding_box()["width"]
        [west, east] = tab.evaluate(
            f"""(width) => {{
                const map = {MAP};
                const middle = map.latLngToContainerPoint(map.getCenter());
                return [-width / 2, width / 2].map((dx) => {{
                    const at = map.containerPointToLatLng(middle.add([dx, 0]));
                    return [at.lng, at.lat];
                }});
            }}""",
            bar_px,
        )
        ground_m = GEOD.inv(*west, *east)[2]
        km = float(tab.locator(".sheet-km span").last.inner_text().split()[0])
        assert km * 1000 == pytest.approx(ground_m, rel=0.01)
        ratio = tab.locator(".sheet-scale b").inner_text().partition(":")[2]
        paper_m = bar_px * 0.0254 / 96
        assert int(ratio.replace(" ", "")) == pytest.approx(
            ground_m / paper_m, rel=0.01
        )
        # Two digits that count.
        assert len(ratio.replace(" ", "").rstrip("0")) <= 2


@pytest.mark.parametrize("paper", PAPERS_PT)
@pytest.mark.parametrize("is_broad", [True, False])
def test_printed_pages_have_the_size_of_the_paper(
    tmp_path: Path, paper: str, is_broad: bool
) -> None:
    """Tests that map and list are pages of the paper asked for, turned as needed."""
    html = broad_page() if is_broad else page("print")
    with visit(saved(tmp_path, html)) as seen:
        tab = seen.page
        tab.evaluate("window.print = () => {}")
        tab.locator(f".bar-button[title='打印 {paper}']").click()
        printed = tab.pdf(prefer_css_page_size=True, print_background=True)
        assert tab.evaluate("document.body.className") == ""
    pages = PdfReader(io.BytesIO(printed)).pages
    assert len(pages) == 2
    for one in pages:
        size = (float(one.mediabox.width), float(one.mediabox.height))
        assert (size[0] > size[1]) is is_broad
        assert sorted(size) == pytest.approx(PAPERS_PT[paper], abs=2)


def test_printing_leaves_the_page_as_it_was(tmp_path: Path) -> None:
    """Tests view, legend and size of the map before and after."""
    with visit(saved(tmp_path, page("print"))) as seen:
        tab = seen.page
        tab.locator(".legend summary").click()
        tab.evaluate(f"() => {{ {MAP}.options.zoomSnap = 1; }}")  # as tiles ask for
        state = f"""() => {{
            const map = {MAP};
            return [map.getZoom(), map.getCenter().lat, map.getSize().x,
                map.options.zoomSnap, document.querySelector('.legend').open,
                document.querySelector('.legend summary').textContent];
        }}"""
        before = tab.evaluate(state)
        tab.pdf(prefer_css_page_size=True)
        after = tab.evaluate(state)
        assert after[2:] == before[2:]
        assert after[:2] == pytest.approx(before[:2], rel=1e-6)
        assert not tab.locator(".sheet-north").is_visible()


def test_hostile_names_stay_text_on_paper(tmp_path: Path) -> None:
    """Tests title and list of the printed sheets."""
    html = page("internal", names=EVIL, title=EVIL[4])
    with visit(saved(tmp_path, html)) as seen:
        on_paper(seen.page)
        assert seen.page.evaluate("window.XSS") is None
        assert seen.page.locator(".print-head h1").inner_text() == EVIL[4]
        assert seen.errors == []
        assert seen.outside == []
