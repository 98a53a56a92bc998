"""Borders and roads as short lists of whole numbers for the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

_MAX_BORDER_POINTS = 12_000
_BORDER_TOLERANCES_DEG = (0.0, 0.0002, 0.0005, 0.001, 0.003, 0.01)
_MAX_ROAD_POINTS = 120_000
_ROAD_TOLERANCES_DEG = (0.0, 0.0001, 0.0003, 0.001, 0.003)

_WEIGHTS = {
    "motorway": "major",
    "trunk": "major",
    "primary": "major",
    "secondary": "middle",
    "tertiary": "middle",
}
ROAD_WEIGHTS = ("minor", "middle", "major")
"""Weights of road in the order they are drawn."""

_SKETCH = "示意"


def in_degrees(frame: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Return a layer in WGS 84; ``None`` for one without content."""
    if frame is None or frame.empty:
        return None
    if frame.crs is None or frame.crs.to_epsg() == 4326:
        return frame
    return frame.to_crs("EPSG:4326")


def county_names(boundary: gpd.GeoDataFrame | None) -> dict[str, str]:
    """Return the names of the counties by their code."""
    if boundary is None or not {"county_code", "name"} <= set(boundary.columns):
        return {}
    pairs = zip(boundary["county_code"], boundary["name"], strict=True)
    return {str(code): str(name) for code, name in pairs}


def border_rings(
    boundary: gpd.GeoDataFrame, decimals: int, most: int = _MAX_BORDER_POINTS
) -> list[list[list[int]]]:
    """Return polygons as rings; each ring a run of lat, lon steps.

    Coordinates are degrees times a power of ten, the first pair absolute and the
    others as differences. With more than ``most`` points they are simplified.
    """
    simple = _simple(boundary.geometry.to_numpy(), _BORDER_TOLERANCES_DEG, most)
    parts = [p for p in shapely.get_parts(simple) if p.geom_type == "Polygon"]
    polygons = (
        [steps(ring, decimals) for ring in (part.exterior, *part.interiors)]
        for part in parts
    )
    return [[ring for ring in polygon if ring] for polygon in polygons]


def road_lines(roads: gpd.GeoDataFrame, decimals: int) -> dict[str, list[list[int]]]:
    """Return lines by weight, coded like the rings of :func:`border_rings`."""
    lines, weights = _weighted(roads)
    simple = _simple(lines, _ROAD_TOLERANCES_DEG, _MAX_ROAD_POINTS)
    found: dict[str, list[list[int]]] = {weight: [] for weight in ROAD_WEIGHTS}
    for line, weight in zip(simple, weights, strict=True):
        coded = steps(line, decimals)
        if coded:
            found[weight].append(coded)
    return {weight: coded for weight, coded in found.items() if coded}


def plain_lines(
    frame: gpd.GeoDataFrame | list[Any] | None, decimals: int, most: int
) -> list[list[int]]:
    """Return the lines of a layer, coded like the rings of :func:`border_rings`.

    With more than ``most`` points they are simplified.
    """
    if frame is None:
        return []
    shapes = frame if isinstance(frame, list) else frame.geometry.to_numpy()
    parts = shapely.get_parts(np.asarray(shapes))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    coded = (steps(p, decimals) for p in _simple(parts, _ROAD_TOLERANCES_DEG, most))
    return [line for line in coded if line]


def is_sketch(roads: gpd.GeoDataFrame) -> bool:
    """Tell whether the lines are named as a sketch instead of real roads."""
    if "name" not in roads.columns:
        return False
    return bool(roads["name"].astype(str).str.contains(_SKETCH, regex=False).any())


def bounds_of(points: list[tuple[float, float]]) -> list[list[float]] | None:
    """Return south-west and north-east corners of (lat, lon) points."""
    if not points:
        return None
    lats, lons = zip(*points, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _simple(
    shapes: NDArray[Any], tolerances: tuple[float, ...], most: int
) -> NDArray[Any]:
    """Return shapes with at most so many points, as far as the tolerances go."""
    simple = shapes
    for tolerance in tolerances:
        simple = shapely.simplify(shapes, tolerance) if tolerance else shapes
        if shapely.get_num_coordinates(simple).sum() <= most:
            break
    return simple


def _weighted(roads: gpd.GeoDataFrame) -> tuple[NDArray[Any], list[str]]:
    parts, rows = shapely.get_parts(roads.geometry.to_numpy(), return_index=True)
    kept = shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING
    parts, rows = parts[kept], rows[kept]
    if "class" not in roads.columns:
        return parts, ["minor"] * len(parts)
    classes = roads["class"].astype(str).to_numpy()
    plain = [str(classes[row]).removesuffix("_link") for row in rows]
    return parts, [_WEIGHTS.get(name, "minor") for name in plain]


def steps(line: Any, decimals: int) -> list[int]:
    """Return the rounded line as lat, lon steps, points that coincide dropped."""
    lonlat = shapely.get_coordinates(line)
    if not np.isfinite(lonlat).all():
        return []
    whole = np.rint(lonlat[:, ::-1] * 10**decimals).astype(np.int64)
    moved = np.any(np.diff(whole, axis=0, prepend=whole[:1] - 1), axis=1)
    whole = whole[moved]
    if len(whole) < 2:
        return []
    moves = np.diff(whole, axis=0, prepend=np.zeros_like(whole[:1]))
    return [int(move) for move in moves.ravel()]


def corners(frame: gpd.GeoDataFrame, decimals: int) -> Iterator[tuple[float, float]]:
    """Yield the (lat, lon) corners of a layer."""
    bounds = (round(float(v), decimals) for v in frame.total_bounds)
    west, south, east, north = bounds
    yield south, west
    yield north, east
