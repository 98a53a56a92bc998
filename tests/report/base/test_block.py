"""What of a base reaches the page, by mode; the policy of the page; the shift."""

from __future__ import annotations

import base64
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely

from optimizer.crs import Crs, from_wgs84
from optimizer.errors import ModelError
from optimizer.report.map import MapContext, Shown, assets, render_map
from optimizer.report.map.base import MapBase, StandardMap
from optimizer.report.map.base.block import base_block
from optimizer.report.map.base.georeference import covers, stretch
from optimizer.report.map.base.picture import PictureError, picture_of
from optimizer.report.map.base.shift import on_tiles
from tests.report import evidence_factory
from tests.report.base import pages
from tests.report.map_factory import EVIL, backdrop, blob_of, small_map

NUMBER = "鄂S(2023)001号"


def policy(html: str) -> dict[str, str]:
    """Return the content security policy by directive."""
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    parts = (part.strip().partition(" ") for part in found[1].split(";"))
    return {name: rest for name, _, rest in parts}


def gcj02(lon: Any, lat: Any) -> tuple[Any, Any]:
    return from_wgs84(lon, lat, Crs.GCJ02)


# By mode.


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_outlines_of_towns_stay_in_the_bureau(mode: str) -> None:
    ground = blob_of(pages.page(mode, **pages.layers()))["backdrop"]
    assert ("townLines" in ground) is (mode == "internal")
    assert [t["name"] for t in ground["townNames"]] == ["城关镇", "河口镇"]
    assert {"rivers", "lakes"} <= ground.keys()
    decimals = 5 if mode == "internal" else 3
    assert all(round(v, decimals) == v for t in ground["townNames"] for v in t["at"])


def test_line_between_two_towns_is_drawn_once() -> None:
    """Tests that the pieces together are as long as outline and border."""
    lines = base_block(MapBase(**pages.layers()), "internal", 5)["townLines"]
    length = 0.0
    for line in lines:
        steps = np.array(line[2:]).reshape(-1, 2) / 1e5
        length += float(np.hypot(*steps.T).sum())
    assert length == pytest.approx(2 * (0.6 + 0.5) + 0.5)


def test_relief_of_a_map_handed_out_is_coarse() -> None:
    fine = replace(pages.relief(), pixel_m=60.0)
    assert "relief" in base_block(MapBase(relief=fine), "internal", 5)
    for mode in ("public", "print"):
        with pytest.raises(ModelError, match="60"):
            base_block(MapBase(relief=fine), mode, 3)


def test_map_without_a_base_has_none_of_it() -> None:
    data = blob_of(pages.page())
    assert data["baseLines"] == []
    assert data["backdrop"].keys() == {"scale", "border", "roads", "sketch"}


@pytest.mark.parametrize("mode", ["internal", "public", "print"])
def test_standard_map_is_unchanged_and_named(mode: str) -> None:
    data = blob_of(pages.page(mode, standard=pages.standard()))
    text = data["backdrop"]["image"]["data"].replace("-", "/")
    assert base64.b64decode(text) == pages.SOLID
    assert data["baseLines"] == [f"底图审图号:{NUMBER}", "某省标准地图服务"]


def test_same_base_gives_the_same_page() -> None:
    parts: dict[str, Any] = {**pages.layers(), "relief": pages.relief()}
    assert pages.page(**parts) == pages.page(**parts)


# Who may be asked.


def test_policy_allows_the_hosts_of_the_tiles_and_no_other() -> None:
    hosts = ("https://t0.example.cn", "https://t1.example.cn:8443")
    html = pages.page(tiles=pages.tiles(hosts[0], hosts=hosts))
    assert policy(html)["img-src"] == "data: " + " ".join(hosts)
    assert policy(html)["default-src"] == "'none'"
    assert "http" not in policy(html)["script-src"]
    bare = html.replace(" ".join(hosts), "")
    assert re.search(r"https?:/", bare, re.IGNORECASE) is None
    assert policy(pages.page())["img-src"] == "data:"


@pytest.mark.parametrize("mode", ["public", "print"])
def test_map_handed_out_has_no_tiles_without_a_number(mode: str) -> None:
    html = pages.page(mode, tiles=pages.tiles())
    assert "tiles" not in blob_of(html)["backdrop"]
    assert blob_of(html)["baseLines"] == []
    assert policy(html)["img-src"] == "data:"
    html = pages.page(mode, tiles=pages.tiles(review_number=NUMBER))
    assert blob_of(html)["baseLines"] == [
        "底图来自 127.0.0.1:9;需要联网",
        f"底图审图号:{NUMBER}",
        "某县内网",
    ]
    assert policy(html)["img-src"] == "data: http://127.0.0.1:9"


@pytest.mark.parametrize(
    "host",
    [
        "*",
        "https:",
        "https://*.cn",
        "https://a.cn; script-src *",
        "https://a.cn/x",
        "'self'",
    ],
)
def test_host_that_would_open_the_policy_is_refused(host: str) -> None:
    with pytest.raises(ModelError) as caught:
        assets.assemble("<head>", {}, [host])
    assert caught.value.code == "map.link"


def test_hostile_texts_of_a_base_are_data() -> None:
    shown = replace(pages.standard(), credit=EVIL[1], review_number=EVIL[0])
    html = pages.page(
        "public", standard=shown, credits=(EVIL[4],), **pages.layers(evil=True)
    )
    data = blob_of(html)
    assert EVIL[1] in data["baseLines"]
    assert EVIL[4] in data["credits"]
    assert html.count("<script") == pages.page().count("<script")
    assert "<svg onload" not in html


# Onto shifted tiles.


def test_nothing_moves_without_shifted_tiles() -> None:
    case, _ = small_map()
    context = backdrop()
    assert on_tiles(case, context, None) == (case, context)
    assert on_tiles(case, context, pages.tiles()) == (case, context)


def test_everything_drawn_moves_alike() -> None:
    """Tests schools, routes, layers and base; a school without a place stays so."""
    case = evidence_factory.make_case()
    context = MapContext(
        roads=backdrop().roads,
        boundary=backdrop().boundary,
        evidence=evidence_factory.make_evidence(case),
        isochrones=evidence_factory.isochrones("A"),
    ).with_base(MapBase(**pages.layers()))
    moved_case, moved = on_tiles(case, context, pages.tiles(shift=gcj02))
    for before, after in zip(case.schools, moved_case.schools, strict=True):
        if before.lon is None:
            assert after.lon is None
            continue
        assert (after.lon, after.lat) == gcj02(before.lon, before.lat)
        assert replace(after, lon=before.lon, lat=before.lat) == before
    for name in ("roads", "boundary", "isochrones"):
        assert_moved(getattr(context, name), getattr(moved, name))
    for name in ("towns", "rivers", "lakes"):
        assert_moved(getattr(context.base, name), getattr(moved.base, name))
    route = next(iter(moved.evidence.routes.values()))
    first = next(iter(context.evidence.routes.values())).lonlat[0]
    assert route.lonlat[0] == gcj02(*first)


def assert_moved(before: Any, after: Any) -> None:
    old, new = (shapely.get_coordinates(f.geometry.to_numpy()) for f in (before, after))
    want = np.column_stack(gcj02(old[:, 0], old[:, 1]))
    assert np.abs(new - want).max() < 1e-9
    assert np.abs(new - old).min() > 1e-4


# Pictures.


def test_jpeg_and_png_tell_their_size(tmp_path: Path) -> None:
    """Tests files written by another library."""
    for driver, mime in (("JPEG", "image/jpeg"), ("PNG", "image/png")):
        path = tmp_path / f"a.{driver}"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with rasterio.open(
                path, "w", driver=driver, width=37, height=23, count=3, dtype="uint8"
            ) as file:
                file.write(np.full((3, 23, 37), 90, np.uint8))
        data = path.read_bytes()
        assert picture_of(data) == (mime, (37, 23))
        with pytest.raises(PictureError, match="cut"):
            picture_of(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xe0\x00\x00" + b"\xff\xd9" * 9,
        b"\xff\xd8\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xd9",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIDAT" + bytes(20) + b"IEND\xaeB`\x82",
    ],
)
def test_broken_pictures_are_refused_and_end(data: bytes) -> None:
    with pytest.raises(PictureError):
        picture_of(data)


def test_standard_map_knows_where_it_lies() -> None:
    tilted = StandardMap(
        b"", "image/png", (100, 100), ((0, 1), (1, 1.2), (1.2, 0.2), (0.2, 0)), NUMBER
    )
    assert covers(tilted, 0.6, 0.6)
    assert not covers(tilted, 0.05, 0.05)
    assert not covers(tilted, 0.1, 1.15)
    assert stretch(tilted) == pytest.approx(1.0, abs=0.01)
    assert stretch(replace(tilted, size=(200, 100))) == pytest.approx(0.5, abs=0.01)


def test_second_plan_moves_with_the_first() -> None:
    """Tests that two plans on shifted tiles have every school at one place."""
    case, plan = small_map()
    first = backdrop().with_base(MapBase(tiles=pages.tiles(shift=gcj02)))
    html = render_map(case, plan, first, "zh", Shown(case, plan, backdrop()))
    data = blob_of(html)
    lon, lat = gcj02(109.4, 30.2)
    assert data["schools"][0]["at"] == [round(float(lat), 5), round(float(lon), 5)]
    assert not any("at" in state for p in data["plans"] for state in p["states"])
