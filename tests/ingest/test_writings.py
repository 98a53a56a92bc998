"""What was converted is listed, what cannot be told is asked, row by row."""

import pytest

from optimizer.crs import Crs, from_wgs84
from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.ingest import read_schools
from tests.ingest.builders import codes, read, row, rows, write_csv

TEN = "4228010000000000000"

CASES = {
    "D240": ([{"pupils": "350人"}], [{"pupils": "350"}]),
    "D241": ([{"pupils": "约350"}], [{"pupils": "3,500"}]),
    "D242": ([{"region_code": "县镇"}], [{"region_code": "镇中心区"}]),
    "D244": ([{"school_id": TEN}], [{"school_id": TEN[:15]}]),
    "D245": ([{"school_id": "2142‘"}], [{"school_id": "21'42"}]),
    "D246": ([{"lon": "109°29′24″"}], [{"lon": "109.49"}]),
    "D249": (
        [{"lon": f"109.29{k}7", "lat": "30.1724"} for k in "012"],
        [{"lon": f"109.29{k}7", "lat": "30.1724"} for k in "015"]
        + [{"lon": "109.4980", "lat": "30.1724"}],
    ),
    "D250": (
        [{"lon": "109.5"}, {"lon": "109.5"}, {"lon": "109.5"}],
        [{"lon": "109.5"}, {"lon": "109.5", "town": "白杨坪镇"}, {"lon": "109.51"}],
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_doubtful_cell_gives_its_note(tmp_path, code):
    """Tests that a cell gives its code, and every row stays."""
    found = read(tmp_path, rows(*CASES[code][0]))
    assert set(codes(found.issues)) == {code}
    assert len(found.schools) == len(CASES[code][0])


@pytest.mark.parametrize("code", CASES)
def test_nearest_legal_cell_gives_none(tmp_path, code):
    """Tests that a rule does not strike beside its fault."""
    table = rows(*CASES[code][1])
    assert code not in codes(read(tmp_path, table).issues)


@pytest.mark.parametrize(
    ("code", "cells", "legal"),
    [
        ("D243", {"county_code": "4.22801E+11"}, {"county_code": "422801000000"}),
        ("D248", {"坐标系": "北京54"}, {"坐标系": "GPS"}),
    ],
)
def test_fault_in_row_gives_its_error(tmp_path, code, cells, legal):
    """Tests that damaged codes and unknown systems refuse the file, once each."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, rows(cells))
    assert codes(caught.value.issues) == [code]
    assert code not in codes(read(tmp_path, rows(legal)).issues)


def test_unknown_crs_of_a_school_without_place_is_no_fault(tmp_path):
    """Tests that nothing is asked where nothing is to be converted."""
    table = rows({"坐标系": "未知", "lon": "", "lat": ""})
    assert codes(read(tmp_path, table).issues) == ["D150"]


def test_conversion_tells_both_values(tmp_path):
    """Tests that a reader of the list needs no table to judge a conversion."""
    table = rows(
        {"pupils": "1.2万", "equip_yuan": "36.5万元", "weak": "是(2023年)"},
        {"opened": "43709", "pupils": "约120"},
    )
    found = read(tmp_path, table)
    told = [issue for issue in found.issues if issue.code in ("D240", "D241")]
    assert [(i.row, i.column, i.value, i.action) for i in told] == [
        (2, "pupils", "1.2万 → 12000", "converted"),
        (2, "equip_yuan", "36.5万元 → 365000", "converted"),
        (2, "weak", "是(2023年) → 是", "converted"),
        (3, "opened", "43709 → 2019-09", "converted"),
        (3, "pupils", "约120 → 120", "converted"),
    ]
    assert found.issues[-1].severity is Severity.WARNING


def test_rows_in_different_systems(tmp_path):
    """Tests a column of systems: blank rows are in the file's."""
    point = (109.481, 30.291)
    spots = [from_wgs84(*point, crs) for crs in (Crs.GCJ02, Crs.BD09, Crs.GCJ02)]
    table = [
        row(k) | {"lon": f"{lon:.9f}", "lat": f"{lat:.9f}", "坐标系": name}
        for k, ((lon, lat), name) in enumerate(
            zip(spots, ("高德", "百度", ""), strict=True), start=1
        )
    ]
    table[1]["town"] = "白杨坪镇"
    found = read(tmp_path, table, crs="gcj02")
    for school in found.schools:
        assert (school.lon, school.lat) == pytest.approx(point, abs=1e-6)
    listed = [(i.code, i.row) for i in found.issues if i.code != "D159"]
    assert listed == [("D148", None), ("D247", 3)]


def test_mark_wins_over_the_files_system(tmp_path):
    """Tests g and b before coordinates in one cell."""
    point = (109.481, 30.291)
    table = []
    for k, (mark, crs) in enumerate([("g", Crs.GCJ02), ("b", Crs.BD09)], start=1):
        lon, lat = from_wgs84(*point, crs)
        cells = {n: v for n, v in row(k).items() if n not in ("lon", "lat")}
        table.append(cells | {"坐标": f"{mark}{lon:.9f},{lat:.9f}"})
    found = read(tmp_path, table)
    for school in found.schools:
        assert (school.lon, school.lat) == pytest.approx(point, abs=1e-6)
    assert codes(i for i in found.issues if i.code != "D159") == [
        *["D246"] * 2,
        *["D247"] * 2,
    ]


def test_both_columns_win_over_one_cell(tmp_path):
    """Tests that lon and lat are taken where all three stand."""
    found = read(tmp_path, [row() | {"坐标": "110.5,31.0"}])
    assert (found.schools[0].lon, found.schools[0].lat) == (109.49, 30.29)
    assert codes(found.issues) == ["D122"]


def test_town_centre_is_unlocated(tmp_path):
    """Tests the seat's own point, and that two schools on one site stay."""
    seat = {"lon": "109.48943", "lat": "30.27383"}
    found = read(tmp_path, rows(seat, {}))
    assert [school.is_located for school in found.schools] == [False, True]
    assert [(i.code, i.row, i.action) for i in found.issues] == [
        ("D250", 2, "unlocated")
    ]
    pair = read(tmp_path, rows({"lon": "109.5"}, {"lon": "109.5"}))
    assert all(school.is_located for school in pair.schools)
    assert codes(pair.issues) == ["D159"]


def test_metres_are_refused_with_their_projection(tmp_path):
    """Tests that the message names zone and order."""
    for cells, hint in (
        ({"lon": "37354321", "lat": "3352345"}, "EPSG:4525"),
        ({"lon": "3352345", "lat": "37354321"}, "zone 37 (y, x)"),
        ({"lon": "354321", "lat": "3352345"}, "EPSG:32649 WGS 84 / UTM zone 49N"),
        ({"lon": "12186000", "lat": "3540000"}, "EPSG:3857"),
        ({"lon": "5000", "lat": "70000"}, "(?)"),
    ):
        with pytest.raises(DataError) as caught:
            read(tmp_path, rows(cells))
        assert codes(caught.value.issues) == ["D154"]
        assert hint in caught.value.issues[0].value


def test_own_output_is_plain(tmp_path):
    """Tests that what was converted once needs no conversion again."""
    from optimizer.ingest import write_schools

    table = rows({"pupils": "1.2万", "lon": "109°29′24″", "type_code": "小学(211)"})
    first = read_schools(write_csv(tmp_path / "a.csv", table))
    write_schools(first.schools, tmp_path / "b.csv")
    again = read_schools(tmp_path / "b.csv")
    assert again.schools == first.schools
    assert again.issues == ()
