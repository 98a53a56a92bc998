"""The GeoPackage carries styles that QGIS finds, reads and draws."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from optimizer.report.gis.layers import Layers
from optimizer.report.gis.styles import style_of
from optimizer.report.map.palette import PALETTE
from tests import builders
from tests.report import gis_factory

QGIS_COLUMNS = [
    "id",
    "f_table_catalog",
    "f_table_schema",
    "f_table_name",
    "f_geometry_column",
    "styleName",
    "styleQML",
    "styleSLD",
    "useAsDefault",
    "description",
    "owner",
    "ui",
    "update_time",
]
SYMBOLS = {
    "schools": "marker",
    "alliances": "marker",
    "spokes": "line",
    "routes": "line",
    "isochrones": "fill",
}


def parsed(folder: Path, layer: str) -> ET.Element:
    """Return the style of a layer as a tree."""
    return gis_factory.strict_xml(gis_factory.styles(folder)[layer])


def test_table_of_styles_is_as_qgis_makes_it() -> None:
    """Tests columns, registration and a time that GDAL takes without a warning."""
    _, _, folder = gis_factory.made()
    with sqlite3.connect(gis_factory.package(folder)) as connection:
        columns = connection.execute("PRAGMA table_info(layer_styles)").fetchall()
        kinds = dict(
            connection.execute("SELECT table_name, data_type FROM gpkg_contents")
        )
        rows = connection.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, update_time"
            " FROM layer_styles"
        ).fetchall()
        geometry = dict(
            connection.execute(
                "SELECT table_name, column_name FROM gpkg_geometry_columns"
            )
        )
    assert [column[1] for column in columns] == QGIS_COLUMNS
    assert kinds["layer_styles"] == "attributes"
    assert [row[0] for row in rows] == [
        name for name in kinds if name != "layer_styles"
    ]
    for layer, column, default, time in rows:
        assert column == geometry.get(layer, "")
        assert default == 1
        assert time == "2000-01-01T00:00:00.000Z"


def test_package_is_sound() -> None:
    """Tests what the standard asks of the file: marks, references, extents."""
    _, _, folder = gis_factory.made()
    with sqlite3.connect(gis_factory.package(folder)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert connection.execute("PRAGMA user_version").fetchone() == (10200,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = connection.execute(
            "SELECT table_name, data_type, min_x, max_y, srs_id FROM gpkg_contents"
        ).fetchall()
    for _, kind, west, north, system in rows:
        assert (kind == "features") == (system == 4326)
        assert kind == "attributes" or 108 < west < north + 80


@pytest.mark.parametrize("layer", [*SYMBOLS, "unlocated", "about"])
def test_style_is_whole(layer: str) -> None:
    """Tests that every symbol is there, and that every field named is in the layer."""
    _, _, folder = gis_factory.made()
    root = parsed(folder, layer)
    fields = set(gis_factory.layer(folder, layer).columns) - {"geometry"}
    assert root.tag == "qgis"
    assert {alias.get("field") for alias in root.iter("alias")} == fields
    assert {field.get("name") for field in root.iter("field")} <= fields
    if layer not in SYMBOLS:
        assert root.find("renderer-v2") is None
        return
    renderer = root.find("renderer-v2")
    assert renderer is not None
    symbols = {s.get("name"): s.get("type") for s in renderer.iter("symbol")}
    assert set(symbols.values()) == {SYMBOLS[layer]}
    used = [*renderer.iter("category"), *renderer.iter("rule")]
    assert {u.get("symbol") for u in used} - {None} == set(symbols)
    read = [
        renderer.get("attr"),
        *(label.get("fieldName") for label in root.iter("text-style")),
    ]
    for option in root.iter("Option"):
        if option.get("name") == "expression":
            read += re.findall('"(.*?)"', option.get("value") or "")
    for clause in renderer.iter("orderByClause"):
        read += re.findall('"(.*?)"', clause.text or "")
    for rule in renderer.iter("rule"):
        read += re.findall('"(.*?)"', rule.get("filter") or "")
    assert set(read) - {None} <= fields


def test_schools_are_told_apart_by_shape_and_number() -> None:
    _, _, folder = gis_factory.made()
    root = parsed(folder, "schools")
    assert root.get("labelsEnabled") == "1"
    categories = {c.get("value"): c.get("label") for c in root.iter("category")}
    assert categories["core"] == "核心学校"
    assert set(gis_factory.layer(folder, "schools")["school_kind"]) <= set(categories)
    shapes = [
        prop.get("v")
        for symbol in root.iter("symbol")
        for prop in symbol.iter("prop")
        if prop.get("k") == "name"
    ]
    assert shapes[:3] == ["square", "triangle", "diamond"]


def test_estimated_trips_are_dashed() -> None:
    _, _, folder = gis_factory.made()
    for layer in ("spokes", "routes"):
        root = parsed(folder, layer)
        dashes = {}
        for category, symbol in zip(
            root.iter("category"), root.iter("symbol"), strict=True
        ):
            props = {p.get("k"): p.get("v") for p in symbol.iter("prop")}
            dashes[category.get("value")] = props["line_style"]
        assert dashes == {
            "measured": "solid",
            "navigation": "solid",
            "road_graph": "solid",
            "estimate": "dash",
            "": "dot",
        }


def test_alliances_have_the_colours_of_the_palette() -> None:
    _, _, folder = gis_factory.made_evil()
    root = parsed(folder, "alliances")
    colours = [prop.get("v") for prop in root.iter("prop") if prop.get("k") == "color"]
    rows = gis_factory.layer(folder, "alliances")
    assert [
        f"#{bytes(map(int, c.split(',')[:3])).hex().upper()}" for c in colours if c
    ] == [*rows["colour"]]
    assert set(rows["colour"]) <= set(PALETTE)


def test_areas_are_drawn_by_minutes_and_each_core_is_off() -> None:
    _, _, folder = gis_factory.made()
    groups = parsed(folder, "isochrones").findall("renderer-v2/rules/rule")
    assert [group.get("checkstate") for group in groups] == [None, "0"]
    filters = [rule.get("filter") for rule in groups[0]]
    assert filters == [f'"minutes" = {m}' for m in (60, 45, 30, 20)]


def test_names_in_a_legend_are_no_expressions(tmp_path: Path) -> None:
    """Tests names with markup, and those a print layout would work out."""
    _, plan, _ = gis_factory.made_evil()
    evil = "[% env('HOME') %]<a href='x'>&amp;"
    first = plan.alliances[0].model_copy(update={"name": evil})
    plan = plan.model_copy(update={"alliances": [first, plan.alliances[1]]})
    case, _, _ = gis_factory.made_evil()
    folder = gis_factory.write_all(tmp_path / "three", case, plan)
    labels = [
        c.get("label") or "" for c in parsed(folder, "alliances").iter("category")
    ]
    assert labels[0].endswith("<a href='x'>&amp;")
    assert "[%" not in labels[0]
    assert gis_factory.layer(folder, "alliances")["name"].iloc[0] == evil


def test_style_needs_no_alliance() -> None:
    layers = Layers(builders.make_case(["A"]), builders.make_plan({}))
    for layer in ("schools", "alliances", "spokes", "routes"):
        assert gis_factory.strict_xml(style_of(layers, layer)).tag == "qgis"
