"""What GIS files that leave the bureau may say, field by field and digit by digit.

The list below is written by hand and shares nothing with the program's own: a field
that is added to a layer must be added here, by somebody who has thought about it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import shapely

from optimizer import messages
from optimizer.keys import school_key
from optimizer.report.map import MapContext
from tests.report import gis_factory
from tests.report import secrets_factory as factory
from tests.report.secrets_factory import SECRET, Marks

MODES = ("public", "print")
TRIP = {"minutes", "km", "travel_source"}
PLACED = {
    *("school_id", "name", "county_code", "county", "town", "type_code", "type"),
    *("role", "school_kind", "tags", "alliance_no", "alliance_id", "alliance"),
    *("core_id", "core"),
    *TRIP,
}
PUBLIC = {
    "schools": PLACED | {"colour"},
    "unlocated": PLACED,
    "alliances": {
        *("number", "alliance_id", "name", "county_code", "county", "type"),
        *("demonstrator", "pilot", "start_year", "core_id", "core", "schools"),
        *("members", "longest_minutes", "longest_km", "colour"),
    },
    "spokes": {
        *("alliance_no", "alliance_id", "alliance", "core_id", "core"),
        *("school_id", "name", "colour"),
        *TRIP,
    },
    "routes": {
        *("alliance_no", "member_id", "member", "core_id", "core", "colour"),
        *TRIP,
    },
    "about": {"key", "zh", "en"},
}
"""Every field of every layer that a file for the public may have."""

VALUES = {
    "school_kind": {"core", "point", "new", "member", "uncovered", "excluded"},
    "role": {"core", "member", "uncovered", "excluded"},
    "tags": {"", "new"},
    "travel_source": {"measured", "navigation", "road_graph", "estimate"},
}
KEY = re.compile("[0-9a-f]{12}")


def written(
    folder: Path, mode: str, crs: str = "wgs84"
) -> tuple[Path, Marks, MapContext]:
    """Return the folder of files, and what must not be in it."""
    marks = Marks()
    folder.mkdir(exist_ok=True)
    case = factory.make_case("internal", folder, marks)
    plan = factory.make_plan(marks)
    context = factory.make_context(marks)
    given = {"evidence": context.evidence, "isochrones": context.isochrones}
    out = gis_factory.write_all(folder / "out", case, plan, mode=mode, crs=crs, **given)
    return out, marks, context


@pytest.mark.parametrize("crs", ["wgs84", "gcj02"])
@pytest.mark.parametrize("mode", MODES)
def test_no_secret_leaves_in_any_file(tmp_path: Path, mode: str, crs: str) -> None:
    """Tests a secret in every field against every text and every byte."""
    out, marks, _ = written(tmp_path, mode, crs)
    numbers = {str(number) for number in marks.numbers}
    for place, text in gis_factory.texts(out):
        assert SECRET not in text, place
        assert not numbers & set(re.findall(r"\d{7}", text)), place
    for path in (p for p in out.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        assert SECRET.encode() not in raw, path.name
        for text in marks_texts(marks):
            assert text.encode() not in raw, path.name
        assert not any(n.encode() in raw for n in numbers), path.name


def marks_texts(marks: Marks) -> list[str]:
    """Return ids that must not leave."""
    return [*factory.IDS, *(f"A-{i}" for i in factory.IDS)]


def test_the_same_secrets_are_there_to_be_found(tmp_path: Path) -> None:
    """Tests that the test above can fail: internal files hold ids, pupils and 薄弱."""
    out, marks, _ = written(tmp_path, "internal")
    raw = b"".join(p.read_bytes() for p in out.rglob("*") if p.is_file())
    assert factory.IDS[3].encode() in raw
    assert any(str(number).encode() in raw for number in marks.numbers)
    assert "成员:薄弱学校".encode() in raw


@pytest.mark.parametrize("mode", MODES)
def test_only_listed_fields_and_values_leave(tmp_path: Path, mode: str) -> None:
    out, _, _ = written(tmp_path, mode)
    assert set(gis_factory.styles(out)) == set(PUBLIC)
    for name, allowed in PUBLIC.items():
        frame = gis_factory.layer(out, name)
        assert set(frame.columns) - {"geometry"} == allowed
        for column, values in VALUES.items():
            if column in frame:
                assert set(frame[column].dropna()) <= values
        for column in (c for c in frame if str(c).endswith("_id")):
            assert all(KEY.fullmatch(key) for key in frame[column].dropna())
    for path in (out / "geojson").glob("*.geojson"):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            assert set(feature["properties"]) == PUBLIC[path.stem]
            assert KEY.search(feature["id"])
    mixed = json.loads((out / "plan.geojson").read_text(encoding="utf-8"))["features"]
    for feature in mixed:
        layer = f"{feature['properties']['kind']}s"
        assert set(feature["properties"]) == PUBLIC[layer] | {"kind"}


@pytest.mark.parametrize("mode", MODES)
def test_no_weak_school_can_be_found_out(tmp_path: Path, mode: str) -> None:
    """Tests styles, legends and lists of values; the law's own words are no mark."""
    out, _, _ = written(tmp_path, mode)
    own = messages.text("statement.glossary"), messages.text("statement.glossary", "en")
    for place, text in gis_factory.texts(out):
        left = text
        for sentence in own:
            left = left.replace(sentence, "")
        assert "薄弱" not in left, place
        assert not re.search(r"\bweak\b", left), place
        assert not re.search(r"\brural\b", left), place
    rows = gis_factory.layer(out, "schools")
    assert len(set(rows[rows["role"] == "member"]["tags"])) == 1


@pytest.mark.parametrize("mode", MODES)
def test_no_area_and_no_border_leaves(tmp_path: Path, mode: str) -> None:
    out, _, _ = written(tmp_path, mode)
    assert not [p for p in out.rglob("*") if "isochrones" in p.name]
    for name in set(PUBLIC) - {"unlocated", "about"}:
        kinds = set(gis_factory.layer(out, name)["geometry"].geom_type)
        assert kinds <= {"Point", "MultiPoint", "LineString"}


@pytest.mark.parametrize("mode", MODES)
def test_places_have_three_decimals(tmp_path: Path, mode: str) -> None:
    out, _, _ = written(tmp_path, mode)
    for read in (gis_factory.layer, gis_factory.shape):
        for name in ("schools", "alliances", "spokes", "routes"):
            for shape in read(out, name)["geometry"]:
                points = shapely.get_coordinates(shape).ravel().tolist()
                assert all(round(value, 3) == value for value in points)
    raw = (out / "plan.kml").read_text(encoding="utf-8")
    raw += "".join(p.read_text(encoding="utf-8") for p in out.rglob("*.geojson"))
    assert not re.search(r"\b(109|30)\.\d{4}", raw)


def test_keys_are_those_of_the_map(tmp_path: Path) -> None:
    """Tests that a file can be joined with the public map and an alliance's core."""
    out, _, _ = written(tmp_path, "public")
    keys = gis_factory.layer(out, "alliances")
    assert keys["alliance_id"].tolist() == keys["core_id"].tolist()
    assert keys["core_id"].tolist() == [school_key(core) for core in factory.CORES]


@pytest.mark.parametrize("mode", MODES)
def test_files_say_what_they_are(tmp_path: Path, mode: str) -> None:
    out, _, _ = written(tmp_path, mode)
    about = gis_factory.layer(out, "about").set_index("key")
    assert about.loc["mode", "zh"].startswith(
        {"public": "公示图", "print": "打印附图"}[mode]
    )
    assert "三位小数" in about.loc["places", "zh"]
    assert not [key for key in about.index if key.startswith("fingerprint")]
    text = (out / "说明.txt").read_text(encoding="utf-8-sig")
    for said in ("三位小数", "不撤并学校", "学校编号(与公示地图相同)"):
        assert said in text
    assert "三位小数" in (out / "plan.kml").read_text(encoding="utf-8")
