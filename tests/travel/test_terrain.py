"""Tests of mountain speeds: each ceiling alone, next to it, and all together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.errors import TravelError
from optimizer.route import Binding
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.road import BINDINGS, Road
from optimizer.travel.roadgraph import RoadGraph, pack_lines
from optimizer.travel.terrain import with_terrain

from .builders import CRS, ORIGIN, make_travel

TRAVEL = make_travel()


class Slope:
    """Heights that rise eastwards by a share, from 500 m at the origin."""

    def __init__(self, share: float, base: float = 500.0, void_from: float = np.inf):
        self.share, self.base, self.void_from = share, base, void_from

    def heights(self, lon, lat):
        x, _ = transform(WGS84, CRS, lon, lat)
        east = x - ORIGIN[0]
        return np.where(east >= self.void_from, np.nan, self.base + self.share * east)


def road(points, kph: float = 60.0, **facts: object) -> RoadGraph:
    """One road along some points in local metres, driven at a speed."""
    xy = np.array(points, dtype=float) + ORIGIN
    metres = float(np.hypot(*np.diff(xy, axis=0).T).sum())
    packed, offsets = pack_lines([xy])
    seconds = metres / kph * 3.6
    return RoadGraph(
        crs=CRS, node_xy=xy[[0, -1]], tail=[0], head=[1], metres=[[metres] * 2],
        seconds=[[seconds] * 2], xy=packed, offsets=offsets, road=[0],
        roads=(Road("1", "trunk", **facts),),
    )  # fmt: skip


STRAIGHT = [(0, 0), (2000, 0)]


def speed(graph: RoadGraph, column: int = 0) -> float:
    """Mean km/h of the only link."""
    return round(graph.metres[0, column] / graph.seconds[0, column] * 3.6, 6)


def reason(graph: RoadGraph, column: int = 0) -> Binding:
    """What sets the speed of the only link."""
    return BINDINGS[graph.binding[0, column]]


@pytest.mark.parametrize(
    ("pct", "kph"), [(0, 60), (3, 60), (5.9, 60), (7, 40), (7.5, 35), (9, 20), (15, 10)]
)
def test_slope_lowers_speed_by_the_table(pct, kph):
    """Tests the table's own rows, a value between two, and both ends."""
    graph = with_terrain(road(STRAIGHT), TRAVEL, Slope(pct / 100), "normal")
    assert speed(graph) == pytest.approx(kph, rel=0.01)
    assert speed(graph, 1) == pytest.approx(kph, rel=0.01)
    assert reason(graph) is (Binding.GRADE if kph < 60 else Binding.CLASS)


def test_steeper_than_the_table_takes_its_last_row():
    """Tests that a cliff in the heights does not stop the traffic."""
    graph = with_terrain(road(STRAIGHT), TRAVEL, Slope(0.6), "normal")
    assert speed(graph) == pytest.approx(10, rel=0.01)


def test_flat_straight_road_keeps_its_seconds_exactly():
    """Tests that the model leaves alone what it has nothing to say about."""
    before = road(STRAIGHT)
    after = with_terrain(before, TRAVEL, Slope(0.0), "normal")
    assert np.array_equal(after.seconds, before.seconds)
    assert after.height_m[0] == pytest.approx(500)


def test_bridge_or_tunnel_has_no_slope():
    """Tests that the mountain above a tunnel does not slow it."""
    steep = Slope(0.12)
    tunnel = with_terrain(road(STRAIGHT, is_structure=True), TRAVEL, steep, "normal")
    assert speed(tunnel) == pytest.approx(60)
    assert speed(with_terrain(road(STRAIGHT), TRAVEL, steep, "normal")) < 20


def bend(radius: float) -> list[tuple[float, float]]:
    """Half a circle."""
    angles = np.linspace(0, np.pi, 61)
    return [(radius * np.sin(a), radius * (1 - np.cos(a))) for a in angles]


@pytest.mark.parametrize(("radius", "kph"), [(30, 30), (60, 40), (125, 60)])
def test_bend_lowers_speed_by_the_table(radius, kph):
    """Tests rows of the table on circles, a fifth off at the most."""
    graph = with_terrain(road(bend(radius), kph=120), TRAVEL, None, "normal")
    assert speed(graph) == pytest.approx(kph, rel=0.2)
    assert reason(graph) is Binding.CURVE


def test_wide_bend_does_not_bind():
    """Tests that a class slower than the bend allows stays as it is."""
    graph = with_terrain(road(bend(300), kph=50), TRAVEL, None, "normal")
    assert speed(graph) == pytest.approx(50)
    assert reason(graph) is Binding.CLASS


@pytest.mark.parametrize(
    ("surface", "kph"), [("gravel", 30), ("earth", 20), ("paved", 60), ("", 60)]
)
def test_surface_lowers_speed_by_the_table(surface, kph):
    """Tests both rows, and that paved and unknown are not lowered."""
    graph = with_terrain(road(STRAIGHT, surface=surface), TRAVEL, None, "normal")
    assert speed(graph) == pytest.approx(kph)


def test_least_ceiling_counts_and_gives_the_reason():
    """Tests a steep earth road: the slope is the stronger of the two."""
    earth = road(STRAIGHT, surface="earth")
    graph = with_terrain(earth, TRAVEL, Slope(0.12), "normal")
    assert speed(graph) == pytest.approx(15, rel=0.01)
    assert reason(graph) is Binding.GRADE


def test_ice_begins_at_its_height_inclusive():
    """Tests the height itself and a metre below, in winter and in normal times."""
    at, below = Slope(0, base=1200.0), Slope(0, base=1199.0)
    assert speed(with_terrain(road(STRAIGHT), TRAVEL, at, "winter")) == pytest.approx(
        36
    )
    assert speed(with_terrain(road(STRAIGHT), TRAVEL, below, "winter")) == 60
    assert speed(with_terrain(road(STRAIGHT), TRAVEL, at, "normal")) == 60


class Gorge:
    """Heights of 1,300 m, but 900 m between 500 and 1,500 m east of the origin."""

    def heights(self, lon, lat):
        x, _ = transform(WGS84, CRS, lon, lat)
        return np.where(np.abs(x - ORIGIN[0] - 1000) < 500, 900.0, 1300.0)


class Ridge(Gorge):
    """The same upside down: 1,300 m in the middle, 900 m at the ends."""

    def heights(self, lon, lat):
        return 2200.0 - super().heights(lon, lat)


def test_no_ice_in_a_tunnel():
    """Tests a tunnel at any height, and the open road through the same heights."""
    high = Slope(0, base=2000.0)
    tunnel = road(STRAIGHT, is_structure=True, is_tunnel=True)
    for heights in (high, Gorge(), Ridge()):
        iced = with_terrain(tunnel, TRAVEL, heights, "winter")
        assert np.array_equal(iced.seconds, tunnel.seconds)
        assert reason(iced) is Binding.CLASS
    assert speed(with_terrain(road(STRAIGHT), TRAVEL, high, "winter")) < 40


def test_bridge_is_as_high_as_its_ends():
    """Tests a high bridge over a low gorge, and a low one beside a ridge."""
    bridge = road(STRAIGHT, is_structure=True)
    over = with_terrain(bridge, TRAVEL, Gorge(), "winter")
    assert speed(over) == pytest.approx(36)
    assert over.height_m[0] == pytest.approx(1300)
    assert speed(with_terrain(bridge, TRAVEL, Ridge(), "winter")) == 60
    # The open road lies in the gorge, where there is no ice.
    half = with_terrain(road(STRAIGHT), TRAVEL, Gorge(), "winter")
    assert speed(half) < 60
    assert half.height_m[0] == pytest.approx(1100, abs=10)


def test_bridge_between_two_nodes_of_one_place():
    """Tests that a link without drawn length has a height and no warning."""
    point = road([(0, 0), (0.001, 0)], is_structure=True)
    point = replace(point, xy=np.array([ORIGIN, ORIGIN], dtype=float))
    graph = with_terrain(point, TRAVEL, Slope(0, base=1300.0), "winter")
    assert graph.height_m[0] == pytest.approx(1300)


def test_ice_on_part_of_a_link():
    """Tests a road that climbs through the height of the ice half-way."""
    half = Slope(0.02, base=1180.0)
    graph = with_terrain(road(STRAIGHT), TRAVEL, half, "winter")
    mean = 2000 / (1000 / 60 + 1000 / 36)
    assert speed(graph) == pytest.approx(mean, rel=0.02)
    assert reason(graph) is Binding.ICE


def test_stated_speed_is_taken_at_its_word_but_for_ice():
    """Tests that a speed the bureau measured knows its slope already."""
    stated = road(STRAIGHT, speed_by=Binding.STATED, surface="earth")
    steep = Slope(0.12, base=1500.0)
    assert speed(with_terrain(stated, TRAVEL, steep, "normal")) == 60
    assert speed(with_terrain(stated, TRAVEL, steep, "winter")) == pytest.approx(36)


def test_void_changes_nothing_and_is_said():
    """Tests heights that end half-way: that half has no slope, and a note says so."""
    steep = Slope(0.09, void_from=1000.0)
    graph = with_terrain(road(STRAIGHT), TRAVEL, steep, "normal")
    assert 20 < speed(graph) < 40
    (note,) = graph.notes
    assert note.code == "T294"
    assert note.value.startswith("1.0 km")


def test_heights_of_another_place_are_refused():
    """Tests heights that know none of the roads, and ones that know a little."""
    with pytest.raises(TravelError) as caught:
        with_terrain(road(STRAIGHT), TRAVEL, Slope(0.09, void_from=0.0), "normal")
    assert caught.value.code == "T299"
    little = with_terrain(road(STRAIGHT), TRAVEL, Slope(0, void_from=20.0), "normal")
    assert speed(little) == 60


def test_no_heights_are_said_unless_they_could_not_matter():
    """Tests the note for roads by class, for stated speeds, and for ice."""
    plain = with_terrain(road(STRAIGHT), TRAVEL, None, "normal")
    assert [note.code for note in plain.notes] == ["T295"]
    stated = road(STRAIGHT, speed_by=Binding.STATED)
    assert with_terrain(stated, TRAVEL, None, "normal").notes == ()
    iced = with_terrain(road(STRAIGHT), TRAVEL, None, "winter")
    assert [note.code for note in iced.notes] == ["T296"]


def test_closed_direction_stays_closed():
    """Tests that a one-way road is never opened against its direction."""
    oneway = road(STRAIGHT)
    oneway = replace(oneway, seconds=[[oneway.seconds[0, 0], np.inf]])
    graph = with_terrain(oneway, TRAVEL, Slope(0.12), "winter")
    assert np.isinf(graph.seconds[0, 1])
    assert speed(graph) < 20


def test_short_link_on_a_flank_is_not_a_ramp():
    """Tests that metres of error over a short link are not taken for slope."""
    graph = with_terrain(road([(0, 0), (60, 0)]), TRAVEL, Slope(0.1), "normal")
    assert speed(graph) == pytest.approx(60)
