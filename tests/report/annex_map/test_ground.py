"""Scale, north and projection of the annex against geodesics of the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from optimizer.report.annex_map.ground import SCALES, Ground, fitted, projected
from optimizer.report.annex_map.sheet import Box

GEOD = Geod(ellps="WGS84")
MAP = Box(10, 25, 180, 200)
PLACES = {
    "county": [(109.09, 29.85), (109.98, 30.67)],
    "prefecture": [(108.38, 29.12), (110.64, 31.4)],
    "far north": [(123.0, 52.8), (124.4, 53.5)],
    "Andorra": [(1.41, 42.43), (1.79, 42.66)],
    "south of the equator": [(-70.7, -33.6), (-70.4, -33.3)],
}


def ground_of(place: str) -> Ground:
    """Return the ground of a place, fitted into one map."""
    return fitted([np.array(PLACES[place])], MAP, 6)


@pytest.mark.parametrize("place", PLACES)
def test_scale_bar_is_as_long_as_the_ground_it_stands_for(place: str) -> None:
    """Tests the bar against the geodesic, in all directions and over the whole map."""
    ground = ground_of(place)
    bar = ground.bar(44)
    (west, south), (east, north) = PLACES[place]
    for lon in (west, (west + east) / 2, east):
        for lat in (south, (south + north) / 2, north):
            for azimuth in (0, 45, 90, 200, 300):
                end = GEOD.fwd(lon, lat, azimuth, bar.km * 1000)[:2]
                a, b = ground.on_sheet(np.array([(lon, lat), end]))
                assert np.hypot(*(b - a)) == pytest.approx(bar.mm, rel=0.01)


@pytest.mark.parametrize("place", PLACES)
def test_numeric_scale_holds_on_the_paper(place: str) -> None:
    """Tests that a millimetre is as many millimetres of ground as the sheet says."""
    ground = ground_of(place)
    (lon, south), (_, north) = PLACES[place]
    a, b = ground.on_sheet(np.array([(lon, south), (lon, north)]))
    true_m = GEOD.inv(lon, south, lon, north)[2]
    assert np.hypot(*(b - a)) * ground.scale / 1000 == pytest.approx(true_m, rel=0.002)
    assert ground.scale in SCALES


@pytest.mark.parametrize("place", PLACES)
def test_north_is_up_in_the_middle_of_the_map(place: str) -> None:
    """Tests that the arrow tells the truth."""
    ground = ground_of(place)
    (west, south), (east, north) = PLACES[place]
    lon = (west + east) / 2
    a, b = ground.on_sheet(np.array([(lon, south), (lon, north)]))
    assert b[1] < a[1]
    assert abs(b[0] - a[0]) < 0.01 * abs(b[1] - a[1])


@pytest.mark.parametrize("place", PLACES)
def test_everything_is_inside_the_margin_and_the_next_scale_would_not_do(
    place: str,
) -> None:
    """Tests that the map is as large as a round scale allows."""
    ground = ground_of(place)
    (west, south), (east, north) = PLACES[place]
    corners = np.array([(west, south), (west, north), (east, south), (east, north)])
    on_sheet = ground.on_sheet(corners)
    # A corner that was not asked for may stick out by the curve of a parallel.
    assert on_sheet.min() >= 6 - 1.5
    assert (on_sheet.max(axis=0) <= np.array([180, 200]) - 6 + 1.5).all()
    larger = SCALES[SCALES.index(ground.scale) - 1]
    metres = projected(np.array(PLACES[place]), ground.meridian)
    extent = (metres[1] - metres[0]) * 1000 / larger
    assert (extent > np.array([180, 200]) - 12).any()


def test_one_school_or_none_makes_a_map() -> None:
    """Tests the smallest extents."""
    one = fitted([np.array([(109.5, 30.2)])], MAP, 6)
    assert one.on_sheet(np.array([(109.5, 30.2)])).tolist() == [[90, 100]]
    none = fitted([], MAP, 6)
    assert none.on_sheet(np.zeros((0, 2))).shape == (0, 2)


def test_bar_is_round_and_fits() -> None:
    """Tests the length of the bar at scales from a town to a province."""
    for scale in SCALES[::7]:
        bar = Ground(109.5, scale, (0, 0), 180, 200).bar(44)
        assert bar.mm <= 44 or bar.km == 0.1
        assert f"{bar.km:g}".strip("0.")[0] in "1245"
