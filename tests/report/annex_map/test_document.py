"""Sheets, key and list of the annex, and what must not be on them."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import box

from optimizer.domain import School
from optimizer.report.annex_map.sheet import PAPERS_MM
from optimizer.report.map.assets import to_json
from tests.builders import make_case, make_core, make_plan, make_school
from tests.report.annex_map.annex_factory import document, document_of, two_counties
from tests.report.annex_map.test_labelling import overlap
from tests.report.map_factory import small_map

SHOWN = {"name", "town", "county_code", "type_code", "lon", "lat"}
"""Columns of a school whose content may be on an annex."""


def labels_of(sheet: dict[str, Any]) -> list[str]:
    """Return the words of the key."""
    return [row["label"] for row in sheet["key"]["rows"]]


def planted(school: School, place: int) -> School:
    """Return a school with a telling value in every column the annex may not show."""
    changes: dict[str, Any] = {}
    for number, field in enumerate(fields(School)):
        if field.name in SHOWN or field.name == "school_id":
            continue
        if "str" in str(field.type):
            changes[field.name] = f"秘密{field.name}"
        elif "bool" not in str(field.type):
            changes[field.name] = 918_000 + 100 * place + number
    return replace(school, **changes)


@pytest.mark.parametrize("mode", ["print", "public"])
def test_nothing_but_the_white_list_reaches_the_typesetter(mode: str) -> None:
    """Tests every column of the school table, ids, weak tags and exact positions."""
    case, plan = small_map(mode)
    rows = (planted(s, place) for place, s in enumerate(case.schools))
    made = to_json(document_of(replace(case, schools=tuple(rows)), plan))
    for place, number in itertools.product(range(8), range(len(fields(School)))):
        assert str(918_000 + 100 * place + number) not in made
    for secret in ("秘密", "薄弱", "109.45123", "30.21456", "422801", "12.3", "5.678"):
        assert secret not in made


def test_public_annex_has_no_border_and_says_positions_are_rounded() -> None:
    """Tests the two kinds of annex that leave the bureau."""
    [public] = document("public")["sheets"]
    [printed] = document("print")["sheets"]
    assert "县界(示意)" not in labels_of(public)
    assert "县界(示意)" in labels_of(printed)
    assert "evenodd" not in public["svg"]
    assert "evenodd" in printed["svg"]
    assert "概略化" in public["lines"][0]
    assert "县界仅为示意,未经地图审核" in printed["lines"][0]


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_sheet_stands_upright_where_that_shows_the_county_larger(paper: str) -> None:
    """Tests a tall and a broad county: the paper turns with it."""
    case, plan = small_map("print")
    for (east, north), upright in (((109.3, 31.0), True), ((111.0, 30.3), False)):
        border = gpd.GeoDataFrame(
            {"county_code": ["422801"], "name": ["示例市"]},
            geometry=[box(109.2, 30.0, east, north)],
            crs="EPSG:4326",
        )
        corners = [(109.25, 30.1), (east - 0.05, north - 0.1)]
        schools = tuple(
            replace(s, lon=corners[i % 2][0], lat=corners[i % 2][1])
            for i, s in enumerate(case.schools)
        )
        moved = replace(case, schools=schools)
        [sheet] = document_of(moved, plan, paper, boundary=border)["sheets"]
        assert sheet["upright"] is upright
        short, long = PAPERS_MM[paper]
        assert sheet["paper"] == ([short, long] if upright else [long, short])


def test_boxes_of_a_sheet_keep_apart_and_on_the_paper() -> None:
    """Tests head, map, key and foot of every layout."""
    for paper, mode in itertools.product(PAPERS_MM, ("print", "public")):
        [sheet] = document(mode, paper)["sheets"]
        width, height = sheet["paper"]
        boxes = {
            name: (x, y, x + w, y + h) for name, (x, y, w, h) in sheet["boxes"].items()
        }
        frame = boxes.pop("frame")
        assert not any(
            overlap(a, b) for a, b in itertools.combinations(boxes.values(), 2)
        )
        for left, top, right, bottom in boxes.values():
            assert left >= 9.99
            assert top >= 9.99
            assert right <= width - 9.99
            assert bottom <= height - 9.99
        for name in ("map", "key"):
            left, top, right, bottom = boxes[name]
            assert left > frame[0]
            assert top > frame[1]
            assert right < frame[2]
            assert bottom < frame[3]


def test_several_counties_get_an_overview_and_a_sheet_each() -> None:
    """Tests that a county's sheet shows its own schools, larger."""
    case, plan = two_counties()
    made = document_of(case, plan, boundary=None)
    overview, first, _ = made["sheets"]
    assert [s["place"] for s in made["sheets"]] == ["", "422801", "422802"]
    shown = [{t["text"] for t in s["texts"]} for s in made["sheets"]]
    assert shown[0] == {"1", "2", "422801", "422802"}
    assert shown[1] == {"1", "甲城小学", "甲村小学"}
    assert shown[2] == {"2", "乙城小学", "乙村小学", "乙山小学"}
    assert len(first["svg"]) < len(overview["svg"])
    assert [g["name"] for g in made["list"]["groups"]] == ["422801", "422802"]


def test_key_names_what_is_drawn_and_nothing_else() -> None:
    """Tests the key of a plan with and without certain things."""
    [full] = document()["sheets"]
    assert {"核心学校", "成员学校", "未纳入学校", "示范性教联体的核心学校"} <= set(
        labels_of(full)
    )
    assert "直线估算车程" in labels_of(full)
    case = make_case(
        [make_core("A", lon=109.4, lat=30.2)], report={"map_mode": "print"}
    )
    [bare] = document_of(case, make_plan({"A": []}), boundary=None, roads=None)[
        "sheets"
    ]
    assert labels_of(bare) == ["核心学校"]


def test_list_names_every_school_of_every_alliance() -> None:
    """Tests the table and the schools that are in no alliance or without a place."""
    made = document()["list"]
    [group] = made["groups"]
    assert [row["number"] for row in group["rows"]] == ["1", "2"]
    assert [row["cells"] for row in group["rows"]] == [
        ["城关小学教联体", "城关小学", "东村小学、西村教学点"],
        ["2 号教联体", "河口小学", "南村小学、北村小学"],
    ]
    assert made["notes"] == [
        {"title": "本轮方案未纳入的学校(1 所)", "parts": [["", "远山小学"]]},
        {
            "title": "没有坐标、图上未标出的学校(1 所)",
            "parts": [["", "西村教学点"]],
        },
    ]


def test_plan_without_any_position_is_a_sheet_with_a_list() -> None:
    """Tests that a table without coordinates does not fail."""
    case = make_case([make_core("A"), make_school("b")], report={"map_mode": "print"})
    made = document_of(case, make_plan({"A": ["b"]}), boundary=None, roads=None)
    assert made["sheets"][0]["texts"] == []
    assert "2 所学校没有坐标" in made["sheets"][0]["lines"][1]


def crowded(n: int) -> dict[str, Any]:
    """Return the annex of many alliances of four members, clustered in one town."""
    rng = np.random.default_rng(7)
    rows, groups = [], {}
    for core in range(n):
        spread = 0.02 if core % 2 else 0.3
        lon, lat = rng.normal((109.5, 30.3), spread).round(5).tolist()
        name = f"C{core:03}"
        rows.append(make_core(name, name=f"第{core}中心小学", lon=lon, lat=lat))
        groups[name] = []
        for k in range(4):
            near = rng.normal((lon, lat), 0.05).round(5).tolist()
            member = f"m{core:03}{k}"
            rows.append(
                make_school(member, name=f"{core}村{k}小", lon=near[0], lat=near[1])
            )
            groups[name].append(member)
    case = make_case(rows, report={"map_mode": "print"})
    return document_of(case, make_plan(groups), boundary=None)


@pytest.mark.parametrize("n", [12, 120])
def test_names_on_a_sheet_do_not_overlap(n: int) -> None:
    """Tests a county and a region of 600 schools: names against names and numbers."""
    sheet = crowded(n)["sheets"][0]
    _, _, width, height = sheet["boxes"]["map"]
    boxes = [(x, y, x + w, y + h) for x, y, w, h in (t["box"] for t in sheet["texts"])]
    names = [b for b, t in zip(boxes, sheet["texts"], strict=True) if t["backed"]]
    numbers = [b for b, t in zip(boxes, sheet["texts"], strict=True) if not t["backed"]]
    assert not any(overlap(a, b) for a, b in itertools.combinations(names, 2))
    assert not any(overlap(a, b) for a in names for b in numbers)
    assert all(a[0] >= 0 and a[2] <= width for a in names)
    assert all(a[1] >= 0 and a[3] <= height for a in names)
    written = {t["text"] for t in sheet["texts"]}
    assert {str(i + 1) for i in range(n)} <= written
    assert len(names) >= n * 0.6


def test_dense_part_is_shown_larger_on_a_sheet_of_its_own() -> None:
    """Tests that names without room on the map have it on the next sheet."""
    whole, larger = crowded(30)["sheets"]
    assert larger["place"] == "密集区放大图"
    assert "虚线框内另见放大图" in whole["key"]["notes"]
    assert "虚线框内另见放大图" not in larger["key"]["notes"]

    def ratio(sheet: dict[str, Any]) -> int:
        return int(sheet["scale"]["ratio"].partition(":")[2].replace(" ", ""))

    assert ratio(larger) < 0.5 * ratio(whole)
    names = [{t["text"] for t in s["texts"] if t["backed"]} for s in (whole, larger)]
    assert len(names[1] - names[0]) >= 6


def test_sheet_with_room_for_its_names_has_no_larger_part() -> None:
    """Tests that a small plan stays on one sheet."""
    [sheet] = document()["sheets"]
    assert "虚线框内另见放大图" not in sheet["key"]["notes"]


def test_same_plan_makes_the_same_document() -> None:
    """Tests that nothing in the layout is left to chance."""
    assert to_json(document()) == to_json(document())
