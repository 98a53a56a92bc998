"""The GIS files hold the plan's geometry and white-listed fields, nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.keys import school_key
from optimizer.plan import Plan
from optimizer.report.gis import (
    read_routes,
    routes_geojson,
    write_geojson,
    write_gpkg,
)
from tests import builders
from tests.report import evidence_factory, factory

PUBLIC = {"report": {"map_mode": "public"}}
EVIL_NAMES = ("=1+1", "${x}</script>", "\u202e甲\x00\u2028", "\ud800", '"\\')
WRITERS: dict[str, Callable[[Case, Plan, Path], None]] = {
    "plan.gpkg": write_gpkg,
    "plan.geojson": write_geojson,
}


def geojson(tmp_path: Path, **sections: Any) -> dict[str, Any]:
    """Return the collection of the factory's case, read back as JSON."""
    path = tmp_path / "plan.geojson"
    write_geojson(factory.make_case(**sections), factory.make_plan(), path)
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def features(tmp_path: Path, **sections: Any) -> dict[str, dict[str, Any]]:
    """Return the features by id."""
    return {f["id"]: f for f in geojson(tmp_path, **sections)["features"]}


def layer(tmp_path: Path, name: str, **sections: Any) -> gpd.GeoDataFrame:
    """Return one layer of the GeoPackage of the factory's case."""
    path = tmp_path / "plan.gpkg"
    write_gpkg(factory.make_case(**sections), factory.make_plan(), path)
    return pyogrio.read_dataframe(path, layer=name)


def test_package_has_its_layers(tmp_path: Path) -> None:
    write_gpkg(factory.make_case(), factory.make_plan(), tmp_path / "plan.gpkg")
    layers = dict(pyogrio.list_layers(tmp_path / "plan.gpkg"))
    assert layers == {
        "schools": "Point",
        "alliances": "MultiPoint",
        "spokes": "LineString",
        "routes": "LineString",
        "unlocated": None,
        "about": None,
        "layer_styles": None,
    }


def test_every_school_stands_in_one_layer_with_its_role(tmp_path: Path) -> None:
    located, rest = layer(tmp_path, "schools"), layer(tmp_path, "unlocated")
    assert located.crs == "EPSG:4326"
    assert dict(zip(located["school_id"], located["role"], strict=True)) == {
        "A": "core",
        "b": "member",
        "c": "member",
        "e": "uncovered",
        "f": "excluded",
    }
    assert rest[["school_id", "role", "reason"]].values.tolist() == [
        ["d", "uncovered", "U01"]
    ]


def test_spokes_run_from_core_to_member(tmp_path: Path) -> None:
    spokes = layer(tmp_path, "spokes").set_index("school_id")
    assert list(spokes.index) == ["b", "c"]
    assert spokes.loc["c", "minutes"] == 47.15
    assert spokes.loc["c", "km"] == 23.5
    assert spokes.loc["c", "travel_source"] == "estimate"
    ends = list(spokes.loc["c", "geometry"].coords)
    assert ends == [(109.4889512, 30.27254), (109.6, 30.4)]


def routes_layer(tmp_path: Path, **sections: Any) -> gpd.GeoDataFrame:
    """Return the routes of the evidence factory, read back."""
    case = evidence_factory.make_case(**sections)
    path = tmp_path / "plan.gpkg"
    evidence = evidence_factory.make_evidence(case)
    write_gpkg(case, evidence_factory.make_plan(), path, evidence)
    return pyogrio.read_dataframe(path, layer="routes")


def test_routes_hold_the_way_and_its_slowest_part(tmp_path: Path) -> None:
    row = routes_layer(tmp_path).iloc[0]
    assert (row["member_id"], row["core_id"], row["alliance_no"]) == ("b", "A", 1)
    assert (row["minutes"], row["computed_minutes"]) == (12.35, 12.35)
    assert (row["computed_km"], row["borderline"]) == (6.173, "no")
    assert row["slowest_road"] == f"{evidence_factory.EVIL_ROAD}(编号 R7)"
    assert (row["slowest_class"], row["slowest_kph"]) == ("乡道", 15.0)
    assert row["slowest_reason"] == "弯道急"
    assert list(row["geometry"].coords)[1] == (109.49, 30.29)


def test_public_routes_are_rounded_and_say_less(tmp_path: Path) -> None:
    rows = routes_layer(tmp_path, **PUBLIC)
    assert list(rows["geometry"].iloc[0].coords)[-1] == (109.489, 30.273)
    hidden = {"computed_minutes", "borderline", "slowest_road", "slowest_kph"}
    assert not hidden & set(rows.columns)


def test_layer_of_routes_is_typed_when_empty(tmp_path: Path) -> None:
    rows = layer(tmp_path, "routes")
    assert (len(rows), str(rows["slowest_kph"].dtype)) == (0, "float64")


def test_file_of_routes_gives_every_number_back() -> None:
    """Tests uneven numbers, hostile names, and a trip the plan does not use."""
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    parts = tuple(
        evidence_factory.stretch(name, ref=name, metres=1 / 3, seconds=2 / 7)
        for name in EVIL_NAMES
    )
    line = [(109.123456, 30.654321), (109.1, 30.7)]
    routes = {
        **evidence_factory.make_evidence(case).routes,
        ("e", "A"): evidence_factory.route("A", "e", line, stretches=parts, leg_m=0.1),
        ("c", "A"): evidence_factory.route("c", "A", line, source="estimate"),
    }
    text = routes_geojson(case, plan, Evidence(routes))
    assert read_routes(text) == routes
    assert text.encode()
    assert text == routes_geojson(case, plan, Evidence(read_routes(text)))
    order = [f["properties"]["member_id"] for f in json.loads(text)["features"]]
    assert order == ["b", "c", "e"]


def test_file_of_routes_rounds_points_to_six_decimals() -> None:
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    route = evidence_factory.route("b", "A", [(109.12345678, 30.5), (109.2, 30.6)])
    again = read_routes(routes_geojson(case, plan, Evidence({("b", "A"): route})))
    assert again["b", "A"].lonlat[0] == (109.123457, 30.5)


def test_no_routes_are_an_empty_collection() -> None:
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    assert read_routes(routes_geojson(case, plan, Evidence())) == {}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"features":[{}]}',
        '{"features":[{"geometry":null,"properties":{"member_id":1,"core_id":"A"}}]}',
    ],
)
def test_a_broken_file_of_routes_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_routes(text)


def test_tables_hold_alliances_and_statements(tmp_path: Path) -> None:
    row = layer(tmp_path, "alliances").iloc[0]
    assert (row["alliance_id"], row["type"], row["schools"]) == (
        "A-A",
        "partnership",
        3,
    )
    about = layer(tmp_path, "about").set_index("key")
    assert about.loc["notice", "zh"] == "演示数据 & 非真实学校"
    assert "不撤并学校" in about.loc["statement_1", "zh"]
    assert "closes or merges no school" in about.loc["statement_1", "en"]


def test_collection_is_plain_geojson(tmp_path: Path) -> None:
    data = geojson(tmp_path)
    assert (data["type"], "crs" in data) == ("FeatureCollection", False)
    assert "不撤并学校" in data["about"]["statement_1"]
    found = {f["id"]: f["geometry"] for f in data["features"]}
    assert found["school:A"] == {
        "type": "Point",
        "coordinates": [109.4889512, 30.27254],
    }
    assert found["school:d"] is None
    assert found["spoke:b"]["coordinates"] == [[109.4889512, 30.27254], [109.5, 30.3]]


def test_collection_repeats_the_plan(tmp_path: Path) -> None:
    plan = factory.make_plan()
    found = features(tmp_path)
    for member in plan.alliances[0].members:
        for kind in ("school", "spoke"):
            said = found[f"{kind}:{member.school_id}"]["properties"]
            assert said["core_id"] == "A"
            assert said["alliance_id"] == "A-A"
            assert (said["minutes"], said["km"]) == (member.minutes, member.km)
            assert said["travel_source"] == member.travel_source
    assert found["school:f"]["properties"]["role"] == "excluded"


def test_only_listed_fields_leave(tmp_path: Path) -> None:
    """Tests that no teacher count, grade or remark is in a file."""
    fields = set(features(tmp_path)["school:c"]["properties"])
    assert fields & {"teachers", "backbone", "quality", "remark", "weak"} == set()
    for name, write in WRITERS.items():
        write(factory.make_case(), factory.make_plan(), tmp_path / name)
        assert str(factory.TEACHERS).encode() not in (tmp_path / name).read_bytes()


def test_public_files_say_less(tmp_path: Path) -> None:
    """Tests that a public file rounds places and hides pupils, reasons and 薄弱.

    The tag of rural ones is hidden too: a member without it would be a weak one.
    """
    internal = features(tmp_path)["school:c"]["properties"]
    assert internal["tags"] == "rural,weak"
    found = features(tmp_path, **PUBLIC)
    said = found[f"school:{school_key('c')}"]["properties"]
    assert said["tags"] == ""
    assert not {"pupils", "reason"} & set(said)
    core = found[f"school:{school_key('A')}"]
    assert core["geometry"]["coordinates"] == [109.489, 30.273]
    assert "pupils" not in layer(tmp_path, "schools", **PUBLIC)


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    found = features(tmp_path)
    assert found["school:c"]["properties"]["name"] == factory.MARKUP
    assert found["school:d"]["properties"]["name"] == "乙\ufffd校\ufffd"


def test_a_plan_without_alliances_has_typed_empty_layers(tmp_path: Path) -> None:
    case = builders.make_case(["A", "b"])
    for name, write in WRITERS.items():
        write(case, builders.make_plan({}), tmp_path / name)
    spokes = pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer="spokes")
    assert (len(spokes), str(spokes["minutes"].dtype)) == (0, "float64")
    data = json.loads((tmp_path / "plan.geojson").read_text(encoding="utf-8"))
    roles = {
        f["properties"]["school_id"]: f["properties"]["role"] for f in data["features"]
    }
    assert roles == {"A": "uncovered", "b": "uncovered"}


def test_an_older_package_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.gpkg"
    write_gpkg(factory.make_case(), factory.make_plan(), path)
    before = path.read_bytes()
    write_gpkg(factory.make_case(), factory.make_plan(), path)
    assert path.read_bytes() == before


def test_the_clock_option_is_put_back(tmp_path: Path) -> None:
    write_gpkg(factory.make_case(), factory.make_plan(), tmp_path / "plan.gpkg")
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


@pytest.mark.parametrize("name", WRITERS)
def test_same_plan_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    """Tests two moments here and one in a process of its own."""
    first, second, other = (tmp_path / f"{n}-{name}" for n in "123")
    WRITERS[name](factory.make_case(), factory.make_plan(), first)
    time.sleep(0.01)
    WRITERS[name](factory.make_case(), factory.make_plan(), second)
    code = (
        "import sys; from pathlib import Path; from tests.report import factory;"
        f"from optimizer.report.gis import {WRITERS[name].__name__} as write;"
        "write(factory.make_case(), factory.make_plan(), Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, str(other)], check=True, cwd=root)
    assert first.read_bytes() == second.read_bytes() == other.read_bytes()
