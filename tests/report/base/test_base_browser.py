"""What lies under the schools, in a real browser."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasterio.io import MemoryFile

from optimizer.crs import Crs, from_wgs84
from tests.browser import Visit, needs_browser, visit
from tests.report.base import pages
from tests.report.map_factory import EVIL

pytestmark = [pytest.mark.browser, needs_browser]

GREEN, RED, PAPER = (40, 160, 60), (200, 0, 0), (255, 254, 251)
QUIET_SPOT = (30.45, 109.3)
"""In the county, far from every school, road and name."""


def pixel(tab: Any, lat: float, lon: float) -> tuple[int, ...]:
    """Return the colour on the screen at a place, marks of the mode left out."""
    tab.add_style_tag(content=".watermark,.leaflet-names-pane{display:none!important}")
    spot = tab.evaluate(
        "p => { var c = map_plan.latLngToContainerPoint(p);"
        " var b = map_plan.getContainer().getBoundingClientRect();"
        " return [c.x + b.left, c.y + b.top]; }",
        [lat, lon],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture of the screen lies nowhere
        with MemoryFile(tab.screenshot()) as memory, memory.open() as file:
            picture = file.read()
    return tuple(int(v) for v in picture[:3, round(spot[1]), round(spot[0])])


def near(got: tuple[int, ...], want: tuple[int, ...], by: int = 6) -> bool:
    return bool(np.abs(np.subtract(got, want)).max() <= by)


def quiet(seen: Visit, *, asked: int = 0) -> None:
    """Nothing was complained of but so many pictures that did not come."""
    assert len(seen.errors) == len(seen.outside) == asked
    assert all("Failed to load resource" in error for error in seen.errors)
    assert seen.page.evaluate("window.XSS") is None


def settle(tab: Any) -> None:
    tab.wait_for_timeout(500)


def test_layers_of_the_user_are_drawn_and_switched(tmp_path: Path) -> None:
    html = pages.page(relief=pages.relief(), **pages.layers())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        settle(tab)
        assert near(pixel(tab, *QUIET_SPOT), RED)
        for name in ("乡镇界", "河流", "湖库", "地形晕渲"):
            assert tab.get_by_label(name, exact=True).is_checked()
        tab.get_by_label("地形晕渲").uncheck()
        settle(tab)
        assert near(pixel(tab, *QUIET_SPOT), PAPER)
        lake = pixel(tab, 30.32, 109.325)
        assert lake[2] > lake[0] + 15
        tab.get_by_label("湖库").uncheck()
        settle(tab)
        assert near(pixel(tab, 30.32, 109.325), PAPER)
        tab.get_by_label("地形晕渲").check()
        settle(tab)
        assert near(pixel(tab, *QUIET_SPOT), RED)
        quiet(seen)


def test_relief_lies_at_its_place_at_every_zoom(tmp_path: Path) -> None:
    """Tests its edge, which is the edge of the county, within two pixels."""
    html = pages.page(relief=pages.relief())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        for zoom in (10, 12):
            tab.evaluate(f"map_plan.setView([30.5, 109.3], {zoom}, {{animate: false}})")
            settle(tab)
            step = 3 * 360 / 256 / 2**zoom
            assert near(pixel(tab, 30.5 - step, 109.3), RED)
            assert not near(pixel(tab, 30.5 + step, 109.3), RED)
        quiet(seen)


def test_standard_map_carries_its_number_on_screen_and_paper(tmp_path: Path) -> None:
    html = pages.page("public", standard=pages.standard())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        tab.evaluate("map_plan.setView([30.25, 109.5], 10, {animate: false})")
        settle(tab)
        assert near(pixel(tab, *QUIET_SPOT), GREEN)
        for zoom in (8, 14):
            tab.evaluate(f"map_plan.setZoom({zoom}, {{animate: false}})")
            note = tab.locator(".base-note")
            assert note.is_visible()
            assert "底图审图号:鄂S(2023)001号" in note.inner_text()
            assert "某省标准地图服务" in note.inner_text()
        tab.emulate_media(media="print")
        assert tab.locator(".base-note").is_visible()
        quiet(seen)


def test_tilted_standard_map_lies_between_its_corners(tmp_path: Path) -> None:
    """Tests the middle of each side, a little inside and a little outside."""
    corners = ((109.3, 30.5), (109.8, 30.4), (109.7, 30.0), (109.2, 30.1))
    shown = replace(pages.standard(), corners=corners)
    html = pages.page("public", standard=shown)
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        tab.evaluate("map_plan.setView([30.25, 109.5], 10, {animate: false})")
        settle(tab)
        middle = np.mean(corners, axis=0)
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            side = (np.array(a) + b) / 2
            for share, is_green in ((0.93, True), (1.07, False)):
                lon, lat = middle + share * (side - middle)
                assert near(pixel(tab, lat, lon), GREEN, 12) is is_green
        quiet(seen)


def test_towns_with_hostile_names_stay_text(tmp_path: Path) -> None:
    html = pages.page("public", **pages.layers(evil=True))
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        tab.evaluate("map_plan.setZoom(11, {animate: false})")
        settle(tab)
        shown = tab.locator(".name-town").all_inner_texts()
        assert EVIL[0] in shown
        assert tab.locator("img").count() == 0
        quiet(seen)


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("internal", "内部使用 不得公开"),
        ("public", "不作界线和用地依据"),
        ("print", "不作界线依据"),
    ],
)
def test_mode_is_marked_across_the_map(tmp_path: Path, mode: str, said: str) -> None:
    """Tests that the mark is seen: the picture differs where it is taken away."""
    html = pages.page(mode, relief=pages.relief())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        settle(tab)
        marks = tab.locator(".watermark span")
        assert said in marks.first.inner_text()
        before = tab.screenshot()
        tab.add_style_tag(content=".watermark{display:none!important}")
        assert tab.screenshot() != before
        quiet(seen)


# Tiles.


def test_tiles_of_the_own_server_are_shown(tmp_path: Path) -> None:
    """Tests that the page asks this server, nothing else, and says so."""
    with pages.tile_server() as server:
        html = pages.page(tiles=pages.tiles(server.host))
        with visit(pages.saved(tmp_path, html), offline=False) as seen:
            tab = seen.page
            tab.wait_for_selector(".leaflet-tile-loaded")
            settle(tab)
            colour = pixel(tab, *QUIET_SPOT)
            assert colour[1] > colour[0] + 20
            host = server.host.removeprefix("http://")
            note = tab.locator(".base-note").inner_text()
            assert f"底图来自 {host};需要联网" in note
            assert "某县内网" in note
            assert seen.errors == []
            assert all(url.startswith(server.host) for url in seen.outside)
            assert server.asked
            tab.emulate_media(media="print")
            assert tab.locator(".base-note").inner_text() == "在线底图不随图打印"
            assert not tab.locator(".leaflet-tile").first.is_visible()
            tab.emulate_media(media="screen")
            tab.get_by_label("在线底图").uncheck()
            settle(tab)
            assert near(pixel(tab, *QUIET_SPOT), PAPER)


def test_policy_lets_no_other_host_in(tmp_path: Path) -> None:
    """Tests a picture, a script and a request of another server: none is asked for."""
    with pages.tile_server() as server, pages.tile_server() as other:
        html = pages.page(tiles=pages.tiles(server.host))
        with visit(pages.saved(tmp_path, html), offline=False) as seen:
            seen.page.evaluate(
                "host => { new Image().src = host + '/a.png';"
                " fetch(host + '/b').catch(function () {});"
                " var s = document.createElement('script'); s.src = host + '/c.js';"
                " document.head.appendChild(s); }",
                other.host,
            )
            seen.page.evaluate(
                "host => fetch(host + '/own').catch(function () {})", server.host
            )
            settle(seen.page)
            assert other.asked == []
            assert "/own" not in server.asked


def test_page_goes_on_when_the_server_is_gone(tmp_path: Path) -> None:
    """Tests one failed picture, a word about it, white paper, and trying again."""
    with pages.tile_server() as server:
        html = pages.page(tiles=pages.tiles(server.host))
    with visit(pages.saved(tmp_path, html), offline=False) as seen:
        tab = seen.page
        tab.wait_for_selector(".base-state:not([hidden])")
        assert "连不上" in tab.locator(".base-state").inner_text()
        assert len(seen.errors) == 1
        assert "ERR_CONNECTION_REFUSED" in seen.errors[0]
        assert near(pixel(tab, *QUIET_SPOT), PAPER)
        tab.locator(".card-head").first.click()
        settle(tab)
        assert tab.locator(".card.open").count() == 1
        tab.get_by_role("button", name="重试").click()
        settle(tab)
        assert len(seen.errors) == 2


def test_page_without_network_asks_once(tmp_path: Path) -> None:
    """Tests a computer that does not know it is offline: one picture, then a word."""
    html = pages.page(tiles=pages.tiles())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        settle(tab)
        assert "连不上" in tab.locator(".base-state").inner_text()
        assert near(pixel(tab, *QUIET_SPOT), PAPER)
        quiet(seen, asked=1)


def test_page_that_knows_it_is_offline_asks_for_nothing(tmp_path: Path) -> None:
    html = pages.page(tiles=pages.tiles())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        tab.add_init_script(
            "Object.defineProperty(navigator, 'onLine', {get: function () {"
            " return window.isOnline || false; }})"
        )
        tab.reload()
        settle(tab)
        assert "没有网络" in tab.locator(".base-state").inner_text()
        quiet(seen, asked=1)  # by the page before it was loaded again
        tab.evaluate(
            "window.isOnline = true; window.dispatchEvent(new Event('online'))"
        )
        settle(tab)
        assert "连不上" in tab.locator(".base-state").inner_text()


def test_everything_is_shifted_onto_gcj02_tiles(tmp_path: Path) -> None:
    """Tests schools, borders and relief against the converter: within a metre."""
    shift = lambda lon, lat: from_wgs84(lon, lat, Crs.GCJ02)  # noqa: E731
    html = pages.page(tiles=pages.tiles(shift=shift), **pages.layers())
    with visit(pages.saved(tmp_path, html)) as seen:
        tab = seen.page
        got = tab.evaluate(
            "() => { var found = []; map_plan.eachLayer(function (l) {"
            " if (l instanceof L.Marker && l.getTooltip())"
            " found.push([l.getLatLng().lng, l.getLatLng().lat]); });"
            " return found; }"
        )
        points = {(109.4, 30.2), (109.6, 30.3), (109.45123, 30.21456), (109.75, 30.45)}
        for point in points:
            lon, lat = (float(v) for v in from_wgs84(*point, Crs.GCJ02))
            metres = [np.hypot((x - lon) * 96_000, (y - lat) * 111_000) for x, y in got]
            assert min(metres) < 1.0
            away = np.hypot((point[0] - lon) * 96_000, (point[1] - lat) * 111_000)
            assert 400 < away < 700
        quiet(seen, asked=1)
