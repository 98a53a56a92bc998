"""What the annex takes from the data of the map page."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.report.annex_map import symbols
from optimizer.report.annex_map.content import read_content, short_names, unpacked
from optimizer.report.annex_map.drawing import Drawing
from optimizer.report.annex_map.legend import legend_rows
from optimizer.report.annex_map.scene import Scene
from optimizer.report.annex_map.sheet import Box
from optimizer.report.map.blob import Shown, build_blob
from optimizer.report.map.wording import Words
from tests.report.map_factory import backdrop, small_map


def page(mode: str = "print") -> dict[str, Any]:
    """Return the data of the page of the small map."""
    case, plan = small_map(mode)
    return build_blob([Shown(case, plan, backdrop(notice="演示数据"))], Words("zh"))


def test_annex_and_page_agree_on_number_name_and_colour() -> None:
    """Tests every alliance and school against the data of the page."""
    data = page()
    content = read_content(data)
    [plan] = data["plans"]
    assert [
        (t.number, t.name, t.colour, t.core, list(t.members)) for t in content.teams
    ] == [
        (a["number"], a["name"], a["colour"], a["core"], a["members"])
        for a in plan["alliances"]
    ]
    assert [s.name for s in content.schools] == [s["name"] for s in data["schools"]]
    assert [s.role for s in content.schools] == [s["role"] for s in plan["states"]]
    assert [s.at and list(s.at)[::-1] for s in content.schools] == [
        s.get("at") for s in data["schools"]
    ]


def test_lines_of_the_page_come_back() -> None:
    """Tests borders and roads, which travel as steps."""
    content = read_content(page())
    [[ring]] = content.border
    assert ring.min(axis=0).tolist() == pytest.approx([109.2, 30.0])
    assert ring.max(axis=0).tolist() == pytest.approx([109.8, 30.5])
    [major] = content.roads["major"]
    assert np.allclose(major, [(109.3, 30.1), (109.5, 30.2), (109.7, 30.4)])
    assert unpacked([], 1000).shape == (0, 2)


@pytest.mark.parametrize(("mode", "has_border"), [("print", True), ("public", False)])
def test_border_is_on_the_annex_for_print_only(mode: str, has_border: bool) -> None:
    """Tests that a map for the public has no border, and that others explain it."""
    content = read_content(page(mode))
    assert bool(content.border) is has_border
    said = "".join(content.statements)
    assert ("县界仅为示意,未经地图审核" in said) is has_border


def test_component_of_the_web_page_is_no_source_of_the_annex() -> None:
    """Tests that the annex does not thank a library it does not use."""
    assert "Leaflet" not in "".join(read_content(page()).sources)


def test_short_names_tell_schools_of_one_name_apart() -> None:
    """Tests towns in front, the cut of long names, and dots that belong to a name."""
    schools = [
        {"name": "示例·龙凤镇·集镇小学", "town": "龙凤镇"},
        {"name": "示例·白果乡·集镇小学", "town": "白果乡"},
        {"name": "Col·legi Sant\nErmengol", "town": ""},
        {"name": "示例·", "town": None},
        {"name": "长" * 30},
    ]
    assert short_names(schools) == [
        "龙凤镇集镇小学",
        "白果乡集镇小学",
        "Col·legi Sant Ermengol",
        "示例·",
        "长" * 17 + "…",
    ]


def test_base_of_the_page_is_on_the_annex_where_there_is_one() -> None:
    """Tests rivers, lakes and towns, which the data of a page may hold."""
    data = page()
    bare = read_content(data)
    assert (bare.rivers, bare.lakes, bare.towns) == ((), (), ())
    data["backdrop"].update(
        rivers=[[30100, 109300, 100, 100]],
        lakes=[[[30200, 109400, 50, 0, 0, 50]]],
        townNames=[{"name": "城关\n镇", "at": [30.25, 109.5]}],
    )
    content = read_content(data)
    assert content.towns == (("城关 镇", (109.5, 30.25)),)
    scene = Scene(content, Box(10, 25, 180, 200))
    picture = Drawing(scene).picture()
    assert {t.text for t in picture.texts} >= {"城关 镇", "城关小学"}
    assert symbols.WATER in picture.svg
    assert symbols.WATER not in Drawing(Scene(bare, scene.box)).picture().svg
    rows = legend_rows(content, picture, Words("zh"))
    assert "水系" in [row["label"] for row in rows]
