"""Each fault gives exactly its code; the nearest legal row gives none."""

import pytest
import shapely

from optimizer import resources
from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.ingest import check_schools
from optimizer.ingest.checks import CHECKS
from optimizer.ingest.counties import county_shapes
from optimizer.messages import LANGS, text
from tests.ingest import rule_cases
from tests.ingest.builders import codes, read, row, rows, write_csv

ALLIANCE = {"alliance_id": "J1", "alliance_role": "core"}
MEMBER = {"alliance_id": "J1", "alliance_role": "member"}
YEAR = {"统计年份": "2023"}
NINE_YEARS = {"type_code": "312"}
BLANK_PLACE = {"lon": "", "lat": ""}

ERRORS = {
    "D130": ([{"school_id": "7"}, {"school_id": "7"}], [{}, {"school_id": "0002"}]),
    "D131": (
        [{"school_id": "", "name": "甲"}, {"school_id": "", "name": "甲"}],
        None,
    ),
    "D132": ([{"name": " "}], [{"name": "甲"}]),
    "D133": (None, None),
    "D135": ([{"school_id": "4.22801E+11"}], [{"school_id": "4E11"}]),
    "D136": ([{"county_code": "42280"}], [{"county_code": "422801"}]),
    "D139": ([{"type_code": "中学"}], [{"type_code": "初级中学"}]),
    "D153": ([{"lon": "109°77′"}], [{"lon": "109.48"}]),
    "D154": ([{"lon": "37354321", "lat": "3352345"}], [{}]),
    "D155": ([{"lon": "181"}], [{}]),
    "D160": ([{"pupils": "-1"}], [{"pupils": "1"}]),
    "D173": ([ALLIANCE | {"alliance_role": "牵头"}], [ALLIANCE]),
    "D174": ([{"alliance_id": "J1"}], [ALLIANCE]),
    "D175": ([MEMBER, MEMBER], [ALLIANCE, MEMBER]),
    **rule_cases.ERRORS,
}

NOTES = {
    "D137": ([{"county_code": "422801001000"}], [{"county_code": "恩施市"}]),
    "D140": ([{"type_code": "999"}], [{"type_code": "511"}]),
    "D142": ([{"town": ""}], [{"town": "舞阳坝街道"}]),
    "D143": ([{"region_code": "乡村"}], [{"region_code": "村庄"}]),
    "D144": ([{"classes": "无"}], [{"classes": "0"}]),
    "D145": ([{"weak": "无"}], [{"weak": "×"}]),
    "D146": ([{"opened": "2023.1"}], [{"opened": "2023.10"}]),
    "D150": ([BLANK_PLACE], [{}]),
    "D151": ([{"lon": "0", "lat": "0"}], [{}]),
    "D152": ([{"lat": "—"}], [{}]),
    "D156": ([{"lon": "30.29", "lat": "109.48"}], [{}]),
    "D157": ([{"county_code": "110101", "lon": "1.5", "lat": "42.5"}], None),
    "D158": ([{"lon": "110.3", "lat": "30.2"}], [{"lon": "109.6"}]),
    "D159": (
        [{"lon": "109.5"}, {"lon": "109.50"}],
        [{"lon": "109.5"}, {"lon": "109.5000001"}],
    ),
    "D161": ([{"staff": "9", "teachers": "10"}], [{"staff": "10", "teachers": "10"}]),
    "D162": (
        [NINE_YEARS | {"pupils_primary": "300", "pupils_junior": "51"}],
        [NINE_YEARS | {"pupils_primary": "300", "pupils_junior": "50"}],
    ),
    "D163": (
        [YEAR | {"teachers": "9", "backbone": "10"}],
        [YEAR | {"teachers": "9", "backbone": "9"}],
    ),
    "D164": ([{"pupils": "/"}], [{"pupils": "/", "type_code": "511"}]),
    "D170": ([{"parent_id": "999"}], [{"parent_id": "002"}, {}]),
    "D171": ([{"parent_id": "002"}, {"county_code": "110101"}], None),
    "D172": ([{"parent_id": "001"}], [{"parent_id": "002"}, {}]),
    "D176": ([ALLIANCE, MEMBER | {"county_code": "110101"}], [ALLIANCE, MEMBER]),
    **rule_cases.NOTES,
}


@pytest.mark.parametrize("code", [code for code, pair in ERRORS.items() if pair[0]])
def test_fault_in_row_gives_its_error(tmp_path, code):
    """Tests that one fault is refused with exactly its code."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, rows(*ERRORS[code][0]))
    assert caught.value.code == "D100"
    assert codes(caught.value.issues) == [code]
    assert caught.value.issues[0].action == "refused"


@pytest.mark.parametrize("code", NOTES)
def test_doubtful_row_gives_its_note(tmp_path, code):
    """Tests that one doubt is listed with exactly its code, and every row stays."""
    table = rows(*NOTES[code][0])
    found = read(tmp_path, table)
    assert codes(found.issues) == [code]
    assert found.issues[0].severity is CHECKS[code].severity is not Severity.ERROR
    assert len(found.schools) == len(table)


@pytest.mark.parametrize(
    "cells",
    [pair[1] for pair in [*ERRORS.values(), *NOTES.values()] if pair[1]],
    ids=[code for code, pair in [*ERRORS.items(), *NOTES.items()] if pair[1]],
)
def test_nearest_legal_rows_give_nothing(tmp_path, cells):
    """Tests that a rule does not strike beside its fault."""
    assert read(tmp_path, rows(*cells)).issues == ()


def test_every_check_is_tested():
    """Tests that no check goes without a case here or below."""
    elsewhere = {"D134", "D147", "D148", "D262", "D289"}
    elsewhere |= {f"D{number}" for number in range(240, 251)}
    assert set(CHECKS) == set(ERRORS) | set(NOTES) | elsewhere


def test_name_and_town_without_ids_make_an_id(tmp_path):
    """Tests that a missing id is derived and said so, one row each."""
    table = [
        {k: v for k, v in row(n, name=f"小学{n}").items() if k != "school_id"}
        for n in (1, 2)
    ]
    found = read(tmp_path, table)
    assert [s.school_id for s in found.schools] == [
        "舞阳坝街道·小学1",
        "舞阳坝街道·小学2",
    ]
    assert codes(found.issues) == ["D134", "D134"]
    assert {issue.action for issue in found.issues} == {"converted"}


def test_same_name_in_two_towns_is_legal_without_ids(tmp_path):
    """Tests that 中心小学 may stand in every town."""
    table = rows(
        {"school_id": "", "name": "中心小学", "town": "甲镇"},
        {"school_id": "", "name": "中心小学", "town": "乙镇"},
    )
    assert len({s.school_id for s in read(tmp_path, table).schools}) == 2


def test_row_without_id_and_town_is_refused(tmp_path):
    """Tests that a school nobody can name is an error."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, rows({"school_id": "", "town": ""}))
    assert "D133" in codes(caught.value.issues)


def test_absent_column_is_noted_once(tmp_path):
    """Tests that a table without pupils gives one note, not one for each row."""
    table = [{k: v for k, v in row(n).items() if k != "pupils"} for n in (1, 2, 3)]
    assert codes(read(tmp_path, table).issues) == ["D164"]


def test_unlocated_school_stays_without_coordinates(tmp_path):
    """Tests that half a place or a zero is no place."""
    table = rows({"lat": ""}, {"lon": "0"}, BLANK_PLACE)
    found = read(tmp_path, table)
    assert [s.is_located for s in found.schools] == [False] * 3
    assert {issue.action for issue in found.issues} == {"unlocated"}


def test_swapped_coordinates_are_used_the_right_way(tmp_path):
    """Tests that the exchange is made and recorded with the raw text."""
    found = read(tmp_path, rows({"lon": "30.29", "lat": "109.48"}))
    assert (found.schools[0].lon, found.schools[0].lat) == (109.48, 30.29)
    assert found.issues[0].value == "30.29, 109.48"
    assert found.issues[0].action == "converted"


@pytest.mark.parametrize(
    ("degrees_south", "expected"),
    [(-0.02, []), (-0.001, ["D289"]), (0.008, ["D289"]), (0.011, ["D158"])],
)
def test_county_border_has_a_tolerance(tmp_path, degrees_south, expected):
    """Tests 2200 m and 100 m inside, 900 m and 1200 m outside of 来凤县's south tip."""
    corners = shapely.get_coordinates(county_shapes()["422827"]).tolist()
    lon, lat = min(corners, key=lambda corner: corner[1])
    place = {"lon": lon, "lat": round(lat - degrees_south, 6)}
    found = read(tmp_path, rows({"county_code": "422827", **place}))
    assert codes(found.issues) == expected


def test_county_without_polygon_is_not_checked(tmp_path):
    """Tests that an unknown county is no fault of the point."""
    assert read(tmp_path, rows({"county_code": "110101"})).issues == ()


def test_county_check_is_skipped_without_polygons(tmp_path, monkeypatch):
    """Tests that ingest works where no geography is shipped."""
    monkeypatch.setattr(resources, "data_dir", lambda: tmp_path)
    assert read(tmp_path, rows({"lon": "110.3", "lat": "30.2"})).issues == ()


def test_all_errors_are_listed_by_row(tmp_path):
    """Tests that a user sees every faulty row at once, with its number."""
    table = rows({"pupils": "-1"}, {}, {"type_code": ""}, {"county_code": "x"})
    with pytest.raises(DataError) as caught:
        read(tmp_path, table)
    assert [(i.row, i.code) for i in caught.value.issues] == [
        (2, "D160"),
        (4, "D139"),
        (5, "D136"),
    ]
    assert "3 处错误" in caught.value.render("zh")


def test_check_schools_returns_errors_and_notes(tmp_path):
    """Tests that a table can be checked without being refused."""
    path = write_csv(tmp_path / "s.csv", rows({"pupils": "-1"}, {"town": ""}))
    assert codes(check_schools(path)) == ["D142", "D160"]


@pytest.mark.parametrize("lang", LANGS)
def test_issue_texts_need_only_the_fields_of_an_issue(lang):
    """Tests that every check can be rendered from its issue alone."""
    facts = {"row": 7, "column": "{col}", "value": "{v}", "file": "f"}
    for code in CHECKS:
        assert "f" in text(code, lang, **facts)


def test_crs_is_stated(tmp_path):
    """Tests that a declared CRS leaves one note on what was done."""
    assert codes(read(tmp_path, rows({}), crs="CGCS2000").issues) == ["D147"]
    assert codes(read(tmp_path, rows({}), crs="gcj02").issues) == ["D148"]
    assert codes(read(tmp_path, rows({}), crs="WGS-84").issues) == []
    with pytest.raises(DataError, match="D106"):
        read(tmp_path, rows({}), crs="beijing54")
