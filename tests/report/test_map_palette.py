"""Colours of alliances, and shapes as whole numbers."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
from shapely.geometry import LineString, box

from optimizer.report.map.palette import PALETTE, assign_colours, text_colour
from optimizer.report.map.shapes import border_rings, is_sketch, road_lines


def _groups(n: int) -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    centres = rng.uniform([109.0, 30.0], [110.0, 31.0], (n, 2))
    return [c + rng.normal(0, 0.01, (4, 2)) for c in centres]


def test_few_alliances_all_differ() -> None:
    """Tests that no colour is used twice before all are used."""
    assert sorted(assign_colours(_groups(len(PALETTE)))) == list(range(len(PALETTE)))


def test_nearest_alliances_differ() -> None:
    """Tests that an alliance never has the colour of its nearest neighbour."""
    groups = _groups(60)
    places = assign_colours(groups)
    centres = np.array([g.mean(axis=0) for g in groups])
    for i, centre in enumerate(centres):
        apart = np.hypot(*(centres - centre).T)
        apart[i] = np.inf
        assert places[i] != places[int(apart.argmin())]


def test_colours_repeat_exactly_and_empty_groups_are_fine() -> None:
    """Tests the same answer twice, and alliances without positions."""
    groups = [*_groups(20), np.empty((0, 2))]
    assert assign_colours(groups) == assign_colours(groups)
    assert len(assign_colours([np.empty((0, 2))] * 3)) == 3
    assert assign_colours([]) == []


def test_numbers_are_legible_on_every_colour() -> None:
    """Tests a contrast of at least 3 to 1 between number and symbol."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        lin = [
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]

    for colour in PALETTE:
        low, high = sorted((luminance(colour), luminance(text_colour(colour))))
        assert (high + 0.05) / (low + 0.05) >= 3


def test_steps_give_the_line_back() -> None:
    """Tests that differences add up to the rounded coordinates."""
    roads = gpd.GeoDataFrame(
        {"class": ["trunk_link"]},
        geometry=[LineString([(109.12345, 30.5), (109.12345, 30.5), (109.2, 30.6)])],
        crs="EPSG:4326",
    )
    assert road_lines(roads, 5) == {"major": [[3050000, 10912345, 10000, 7655]]}
    assert is_sketch(roads) is False


def test_layers_without_class_or_with_points_only_are_fine() -> None:
    """Tests frames that lack what is optional."""
    lines = gpd.GeoDataFrame(geometry=[LineString([(1, 2), (1.5, 2)])], crs="EPSG:4326")
    assert road_lines(lines, 3) == {"minor": [[2000, 1000, 0, 500]]}
    points = gpd.GeoDataFrame(geometry=[box(0, 0, 1, 1).centroid], crs="EPSG:4326")
    assert road_lines(points, 3) == {}
    assert border_rings(points, 3) == []


def test_border_keeps_holes() -> None:
    """Tests that a county around another one has a hole."""
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    frame = gpd.GeoDataFrame(geometry=[ring], crs="EPSG:4326")
    assert [len(polygon) for polygon in border_rings(frame, 3)] == [2]
