"""KML: in the order of its schema, a folder for each alliance, names as text."""

from __future__ import annotations

import html
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from optimizer.report.labels import Labels, plain
from tests import builders
from tests.report import gis_factory

SPACE = "{http://www.opengis.net/kml/2.2}"
ORDER = {
    "kml": ["Document"],
    "Document": ["name", "description", "Style", "Folder"],
    "Folder": ["name", "description", "Placemark"],
    "Placemark": [
        "name",
        "description",
        "styleUrl",
        "ExtendedData",
        "Point",
        "LineString",
    ],
    "Style": ["IconStyle", "LineStyle"],
    "IconStyle": ["color", "scale"],
    "LineStyle": ["color", "width"],
    "ExtendedData": ["Data"],
    "Data": ["value"],
    "Point": ["coordinates"],
    "LineString": ["tessellate", "coordinates"],
}
"""Children of each element that holds some, in the order of the schema of KML 2.2."""


def read(folder: Path) -> ET.Element:
    """Return the document of a folder's KML."""
    path = next(folder.glob("*.kml"))
    document = gis_factory.strict_xml(path.read_text(encoding="utf-8"))
    found = document.find(f"{SPACE}Document")
    assert found is not None
    return found


def said(element: ET.Element, name: str) -> str:
    """Return the text of a child."""
    found = element.find(f"{SPACE}{name}")
    assert found is not None
    return found.text or ""


def check(element: ET.Element) -> None:
    """Assert that an element and all below it keep the order of the schema."""
    name = element.tag.removeprefix(SPACE)
    children = [child.tag.removeprefix(SPACE) for child in element]
    if name not in ORDER:
        assert not children, name
        return
    places = [ORDER[name].index(child) for child in children]
    assert places == sorted(places), name
    for child in element:
        check(child)


@pytest.mark.parametrize("mode", ["internal", "public"])
def test_elements_stand_in_the_order_of_the_schema(mode: str) -> None:
    _, _, folder = gis_factory.made_evil(mode=mode)
    document = read(folder)
    check(document)
    styles = {style.get("id") for style in document.iter(f"{SPACE}Style")}
    used = {url.text for url in document.iter(f"{SPACE}styleUrl")}
    assert used <= {f"#{style}" for style in styles}


def test_folders_are_the_alliances_and_the_rest() -> None:
    case, plan, folder = gis_factory.made()
    first, *rest = read(folder).findall(f"{SPACE}Folder")
    assert said(first, "name") == "1 号 甲教联体"
    assert [said(f, "name") for f in rest] == ["本轮未纳入", "不在方案范围"]
    marks = first.findall(f"{SPACE}Placemark")
    kinds = [mark[-1].tag.removeprefix(SPACE) for mark in marks]
    members = len(plan.alliances[0].members)
    assert kinds == ["Point"] * (members + 1) + ["LineString"] * members
    labels = Labels(case, plan)
    ids = ["A", *(m.school_id for m in plan.alliances[0].members)]
    assert [said(m, "name") for m in marks[: members + 1]] == [
        labels.school(i) for i in ids
    ]
    assert said(marks[0][-1], "coordinates") == "109.4889512,30.27254"


def test_every_school_is_drawn_or_named() -> None:
    """Tests that a school without a position is not lost."""
    case, _, folder = gis_factory.made()
    document = read(folder)
    points = [
        m for m in document.iter(f"{SPACE}Placemark") if m[-1].tag == f"{SPACE}Point"
    ]
    located = [s for s in case.schools if s.lon is not None]
    assert len(points) == len(located)
    outside = said(document.findall(f"{SPACE}Folder")[1], "description")
    assert "以下 1 所学校没有坐标" in outside


def test_descriptions_are_words() -> None:
    _, _, folder = gis_factory.made()
    mark = read(folder).findall(f"{SPACE}Folder/{SPACE}Placemark")[1]
    lines = said(mark, "description").split("\n")
    assert "角色:成员学校" in lines
    assert "到核心学校车程(分钟,单程):12.35" in lines
    assert "车程来源:路网" in lines
    assert "类别标签:农村" in lines
    data = {d.get("name"): said(d, "value") for d in mark.iter(f"{SPACE}Data")}
    assert (data["school_id"], data["minutes"], data["core_id"]) == ("b", "12.35", "A")


def test_document_says_what_it_is() -> None:
    _, _, folder = gis_factory.made()
    text = said(read(folder), "description")
    for part in ("WGS 84", "不撤并学校", "内部使用 不得公开", "版本 v=2"):
        assert part in text


def test_hostile_names_are_text_in_both_readings() -> None:
    """Tests the name as XML text, and the description as HTML inside XML."""
    case, _, folder = gis_factory.made_evil()
    labels = Labels(case, builders.make_plan({}))
    names = {labels.school(s.school_id) for s in case.schools if s.lon is not None}
    document = read(folder)
    marks = [
        m for m in document.iter(f"{SPACE}Placemark") if m[-1].tag == f"{SPACE}Point"
    ]
    assert {said(mark, "name") for mark in marks} == names
    for element in document.iter(f"{SPACE}description"):
        assert "<" not in (element.text or "")
    told = {html.unescape(said(mark, "description")) for mark in marks}
    towns = {plain(s.town) for s in case.schools if s.lon is not None}
    assert all(any(town in text for text in told) for town in towns)
    raw = next(folder.glob("*.kml")).read_text(encoding="utf-8")
    assert "<![CDATA[" not in raw
    assert "<script" not in raw
    assert "href" not in raw.replace("&lt;a href", "")


def test_lines_have_the_colour_of_their_alliance() -> None:
    _, _, folder = gis_factory.made()
    document = read(folder)
    colour = gis_factory.layer(folder, "alliances")["colour"].iloc[0]
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    style = next(
        s for s in document.iter(f"{SPACE}Style") if s.get("id") == f"line-{colour[1:]}"
    )
    assert said(style[0], "color") == f"ff{blue}{green}{red}".lower()
