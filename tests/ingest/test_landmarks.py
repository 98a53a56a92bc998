"""Known points: a wrong declaration of the CRS is told apart, with figures."""

import numpy as np
import pytest
from pyproj import Geod

from optimizer.crs import Crs, from_wgs84, to_wgs84
from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.ingest import examine_schools, read_schools
from optimizer.ingest.landmarks import metres_between, residuals
from optimizer.ingest.place import Place, PlaceStatus
from tests.ingest.builders import codes, rows, write_csv

GEOD = Geod(ellps="WGS84")
POINTS = [(109.481, 30.291), (109.552, 30.304), (109.521, 30.351), (109.377, 30.165)]


def school_table(tmp_path, crs, points=POINTS):
    """Write schools at some points, in a coordinate system."""
    places = [
        dict(zip(("lon", "lat"), map(float, from_wgs84(*point, crs)), strict=True))
        for point in points
    ]
    return write_csv(tmp_path / "s.csv", rows(*places))


def landmark_table(tmp_path, points=POINTS, *, key="school_id", metres_north=0.0):
    """Write the first three points as landmarks, moved north."""
    marks = [
        {
            key: f"00{k}" if key == "school_id" else f"示例小学{k}",
            "lon": str(lon),
            "lat": str(lat + metres_north / 110_860),
        }
        for k, (lon, lat) in enumerate(points[:3], start=1)
    ]
    return write_csv(tmp_path / "marks.csv", marks)


@pytest.mark.parametrize("true", [Crs.WGS84, Crs.GCJ02, Crs.BD09])
@pytest.mark.parametrize("declared", list(Crs))
def test_declaration_is_judged(tmp_path, true, declared):
    """Tests every pair of the true and the declared system."""
    found = examine_schools(
        school_table(tmp_path, true),
        crs=declared,
        landmarks=landmark_table(tmp_path),
    )
    verdict = next(issue for issue in found.issues if issue.code in ("D254", "D255"))
    is_right = declared is true or (declared, true) == (Crs.CGCS2000, Crs.WGS84)
    assert verdict.code == ("D255" if is_right else "D254")
    assert verdict.severity is (Severity.INFO if is_right else Severity.ERROR)
    assert f"{true} 0 m" in verdict.value
    assert verdict.value.startswith(declared)
    assert verdict.value.endswith(f"→ {true}") is not is_right


def test_wrong_declaration_refuses_the_table(tmp_path):
    """Tests that no plan is made half a kilometre off."""
    path = school_table(tmp_path, Crs.GCJ02)
    with pytest.raises(DataError) as caught:
        read_schools(path, landmarks=landmark_table(tmp_path))
    assert codes(caught.value.issues) == ["D254"]
    assert "gcj02" in caught.value.issues[0].value


@pytest.mark.parametrize(("metres", "code"), [(149, "D255"), (151, "D256")])
def test_limit_of_a_fit(tmp_path, metres, code):
    """Tests both sides of 150 m."""
    marks = landmark_table(tmp_path, metres_north=metres)
    found = read_schools(school_table(tmp_path, Crs.WGS84), landmarks=marks)
    assert codes(found.issues) == [code]


def test_names_serve_as_keys(tmp_path):
    """Tests landmarks without ids."""
    marks = landmark_table(tmp_path, key="name")
    found = read_schools(school_table(tmp_path, Crs.WGS84), landmarks=marks)
    assert codes(found.issues) == ["D255"]


def test_too_few_points_prove_nothing(tmp_path):
    """Tests two points, one of an unknown school: each is told."""
    marks = write_csv(
        tmp_path / "marks.csv",
        [
            {"school_id": "001", "name": "", "lon": "109.481", "lat": "30.291"},
            {"school_id": "002", "name": "", "lon": "", "lat": ""},
            {"school_id": "999", "name": "无此校", "lon": "109.5", "lat": "30.3"},
        ],
    )
    found = read_schools(school_table(tmp_path, Crs.WGS84), landmarks=marks)
    assert [(i.code, i.row, i.file) for i in found.issues] == [
        ("D258", 3, "marks.csv"),
        ("D258", 4, "marks.csv"),
        ("D257", None, "s.csv"),
    ]


def test_one_wrong_point_does_not_turn_the_verdict(tmp_path):
    """Tests that the median stands against a single blunder."""
    points = [POINTS[0], POINTS[1], (POINTS[2][0] + 0.1, POINTS[2][1])]
    marks = landmark_table(tmp_path, points)
    found = read_schools(
        school_table(tmp_path, Crs.GCJ02), crs="gcj02", landmarks=marks
    )
    assert "D255" in codes(found.issues)


def test_faulty_landmark_table_is_told(tmp_path):
    """Tests a table without coordinates, and one that is not there."""
    path = school_table(tmp_path, Crs.WGS84)
    marks = write_csv(tmp_path / "m.csv", [{"school_id": "001"}])
    with pytest.raises(DataError, match="D120"):
        read_schools(path, landmarks=marks)
    with pytest.raises(DataError, match="F102"):
        read_schools(path, landmarks=tmp_path / "none.csv")


def test_residuals_agree_with_geodesics():
    """Tests the distances against pyproj's geodesics, an independent computation."""
    generator = np.random.default_rng(5)
    lon, lat = generator.uniform(108.4, 110.6, 50), generator.uniform(29.1, 31.4, 50)
    for crs in (Crs.GCJ02, Crs.BD09):
        x, y = from_wgs84(lon, lat, crs)
        own = [Place(PlaceStatus.OK, a, b) for a, b in zip(x, y, strict=True)]
        marks = [Place(PlaceStatus.OK, a, b) for a, b in zip(lon, lat, strict=True)]
        found = residuals(list(zip(own, marks, strict=True)))
        for candidate in (Crs.WGS84, Crs.GCJ02, Crs.BD09):
            _, _, metres = GEOD.inv(*to_wgs84(x, y, candidate), lon, lat)
            expected = float(np.median(metres))
            assert found[candidate] == pytest.approx(expected, rel=0.006, abs=0.01)
        assert found[crs] < 0.01
    one, other = np.array([109.0]), np.array([110.0])
    _, _, metres = GEOD.inv(109.0, 30.0, 110.0, 31.0)
    ours = metres_between(one, np.array([30.0]), other, np.array([31.0]))
    assert ours[0] == pytest.approx(metres, rel=0.006)
