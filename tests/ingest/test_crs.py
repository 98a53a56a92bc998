"""The converter against known offsets and against itself."""

import numpy as np
import pytest
from pyproj import Geod

from optimizer.ingest.crs import Crs, from_wgs84, in_china, to_wgs84

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
