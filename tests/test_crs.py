"""The converter against known offsets and against itself."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from optimizer.crs import Crs, crs_named, from_wgs84, in_china, to_wgs84
from optimizer.ingest.counties import county_shapes

GEOD = Geod(ellps="WGS84")
ENSHI = (109.48, 30.29)


def offset_m(lon, lat, crs):
    """Return metres and azimuth from a point to its shifted place."""
    azimuth, _, metres = GEOD.inv(lon, lat, *map(float, from_wgs84(lon, lat, crs)))
    return metres, azimuth


@pytest.mark.parametrize(
    ("crs", "least", "most"), [(Crs.GCJ02, 519, 555), (Crs.BD09, 1106, 1180)]
)
def test_offset_at_enshi_is_as_published(crs, least, most):
    """Tests the length of the shift in the prefecture."""
    metres, _ = offset_m(*ENSHI, crs)
    assert least <= metres <= most


def test_gcj02_shifts_enshi_to_the_south_east():
    """Tests the direction: about 470 m east and 280 m south."""
    metres, azimuth = offset_m(*ENSHI, Crs.GCJ02)
    east = metres * np.sin(np.radians(azimuth))
    north = metres * np.cos(np.radians(azimuth))
    assert east == pytest.approx(470, abs=10)
    assert north == pytest.approx(-280, abs=10)


@pytest.mark.parametrize(
    ("crs", "expected"),
    [
        (Crs.GCJ02, (116.41024449916938, 39.91640428150164)),
        (Crs.BD09, (116.41662724378733, 39.922699552216216)),
    ],
)
def test_known_point_in_beijing(crs, expected):
    """Tests against values that other converters print for the same point."""
    assert from_wgs84(116.404, 39.915, crs) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("crs", [Crs.GCJ02, Crs.BD09])
def test_round_trip_is_within_a_tenth_of_a_millimetre(crs):
    """Tests the inverse over all of China's middle, far below 0.01 m."""
    lon, lat = (a.ravel() for a in np.meshgrid(np.arange(75, 135), np.arange(5, 53)))
    back = to_wgs84(*from_wgs84(lon, lat, crs), crs)
    assert np.abs(np.stack(back) - np.stack([lon, lat])).max() < 1e-9
    there = from_wgs84(*to_wgs84(lon, lat, crs), crs)
    assert np.abs(np.stack(there) - np.stack([lon, lat])).max() < 1e-9


@pytest.mark.parametrize("crs", list(Crs))
def test_points_outside_china_are_not_shifted(crs):
    """Tests that the formula ends at the rectangle."""
    lon, lat = np.array([1.5, 72.0, 138.0]), np.array([42.5, 30.0, 30.0])
    assert not in_china(lon, lat).any()
    assert np.array_equal(np.stack(to_wgs84(lon, lat, crs)), np.stack([lon, lat]))
    assert np.array_equal(np.stack(from_wgs84(lon, lat, crs)), np.stack([lon, lat]))


@pytest.mark.parametrize("crs", list(Crs))
def test_no_points_are_no_trouble(crs):
    """Tests the empty table."""
    lon, lat = to_wgs84([], [], crs)
    assert lon.shape == lat.shape == (0,)


def test_input_is_not_changed():
    """Tests that the caller's array stays as it was."""
    lon, lat = np.array([109.48]), np.array([30.29])
    for crs in Crs:
        to_wgs84(lon, lat, crs)[0][:] = 0
    assert lon.tolist() == [109.48]


def enshi_grid():
    """Return a grid over the prefecture's rectangle, about 5 km wide."""
    lon, lat = np.meshgrid(np.arange(108.35, 110.66, 0.05), np.arange(29.1, 31.4, 0.05))
    return lon.ravel(), lat.ravel()


@pytest.mark.parametrize(
    ("crs", "city", "prefecture"),
    [
        (Crs.GCJ02, (519, 555), (500, 565)),
        (Crs.BD09, (1106, 1183), (1083, 1212)),
    ],
)
def test_shift_over_the_counties(crs, city, prefecture):
    """Tests the lengths within the borders of the city, and of all eight counties.

    The published ranges, 519-555 and 1106-1180 m, are those of the city; 2 m beyond
    are reached at its very edge.
    """
    lon, lat = enshi_grid()
    for codes, (least, most) in (
        ({"422801"}, city),
        (set(county_shapes()), prefecture),
    ):
        shape = shapely.union_all([county_shapes()[code] for code in sorted(codes)])
        inside = shapely.contains_xy(shape, lon, lat)
        x, y = lon[inside], lat[inside]
        _, _, metres = GEOD.inv(x, y, *from_wgs84(x, y, crs))
        assert len(metres) > 100
        assert least <= metres.min() <= metres.max() <= most


@pytest.mark.parametrize("crs", list(Crs))
def test_round_trip_over_the_prefecture_is_under_a_metre(crs):
    """Tests both ways round in metres, measured by pyproj."""
    lon, lat = enshi_grid()
    for x, y in (
        to_wgs84(*from_wgs84(lon, lat, crs), crs),
        from_wgs84(*to_wgs84(lon, lat, crs), crs),
    ):
        _, _, metres = GEOD.inv(lon, lat, x, y)
        assert metres.max() < 1e-3


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("WGS-84", Crs.WGS84),
        ("ＷＧＳ８４", Crs.WGS84),
        ("EPSG:4326", Crs.WGS84),
        ("国家2000", Crs.CGCS2000),
        ("2000国家大地坐标系", Crs.CGCS2000),
        ("CGCS 2000", Crs.CGCS2000),
        ("GCJ-02", Crs.GCJ02),
        ("火星坐标系（GCJ-02）", Crs.GCJ02),
        ("高德", Crs.GCJ02),
        ("百度坐标", Crs.BD09),
        ("BD-09", Crs.BD09),
    ],
)
def test_name_of_a_crs_is_known(name, crs):
    """Tests the names in use."""
    assert crs_named(name) is crs


@pytest.mark.parametrize(
    "name", ["", "北京54", "西安80", "beijing54", "高德/百度", "GCJ-02(百度)", "84"]
)
def test_other_name_is_no_crs(name):
    """Tests systems that need a GIS, and names of two systems at once."""
    with pytest.raises(ValueError):  # noqa: PT011
        crs_named(name)
