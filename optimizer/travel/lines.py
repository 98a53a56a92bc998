"""Road layers (GeoPackage, shapefile, GeoJSON) into a road graph.

Reading is in :mod:`optimizer.travel.line_file`, attributes in
:mod:`optimizer.travel.line_fields`, noding in :mod:`optimizer.travel.noding`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.errors import TravelError
from optimizer.policy import Travel
from optimizer.travel.line_fields import Roads, read_fields
from optimizer.travel.line_file import LineLayer, read_layer
from optimizer.travel.noding import GRID_M, Pieces, node_lines
from optimizer.travel.roadgraph import RoadGraph, pack_lines
from optimizer.travel.units import MPS_PER_KPH

_LEAST_SHARE = 0.5
"""A stated length below this share of the straight distance is not believed."""


def read_lines(path: str | Path, travel: Travel) -> RoadGraph:
    """Read a road layer into a road graph.

    A stated length (``length_m`` or ``length_km``) is shared out over the pieces of
    its feature by their drawn length; other pieces are as long as drawn. Where
    lines lie on top of each other, each direction takes the fastest of them.

    Parameters
    ----------
    path
        ``.gpkg``, ``.shp``, ``.geojson`` or ``.json``, with a declared reference
        system.
    travel
        The policy's speeds.

    Raises
    ------
    TravelError
        If the file cannot be read (see :func:`optimizer.travel.line_file.read_layer`)
        or T223 if none of its lines is a road.
    """
    layer = read_layer(Path(path))
    roads, notes = read_fields(layer, travel)
    geometry = layer.frame.geometry.to_numpy()[roads.kept]
    parts, owner = shapely.get_parts(geometry, return_index=True)
    if not len(parts):
        raise TravelError("T223", file=layer.file)
    pieces = node_lines(np.asarray(parts, dtype=object), roads.level[owner])
    if not len(pieces.lines):
        raise TravelError("T223", file=layer.file)
    points = _point_notes(layer, parts, owner, roads.kept)
    feature = owner[pieces.original]
    stretch, short = _stretch(layer, geometry, roads)
    order = _road_order(roads, geometry)
    rank = np.argsort(order)
    metres, seconds, road = _directions(pieces, feature, roads, stretch, rank)
    xy, offsets = pack_lines([shapely.get_coordinates(line) for line in pieces.lines])
    node_xy, tail, head = _nodes(xy, offsets)
    return RoadGraph(
        crs=layer.crs,
        node_xy=node_xy,
        tail=tail,
        head=head,
        metres=metres,
        seconds=seconds,
        xy=xy,
        offsets=offsets,
        road=road,
        roads=tuple(roads.roads[k] for k in order),
        notes=(*layer.notes, *notes, *points, *short),
    )


def _point_notes(
    layer: LineLayer,
    parts: NDArray[np.object_],
    owner: NDArray[np.int64],
    kept: NDArray[np.bool_],
) -> tuple[Issue, ...]:
    """Say how many lines are points: too short to be driven, so left out."""
    is_point = shapely.length(parts) < GRID_M
    if not is_point.any():
        return ()
    row = int(layer.frame.index.to_numpy()[kept][owner[is_point][0]])
    value = str(int(is_point.sum()))
    note = Issue(
        "T271", Severity.WARNING, row, "geometry", value, "ignored", layer.file
    )
    return (note,)


def _directions(
    pieces: Pieces,
    feature: NDArray[np.int64],
    roads: Roads,
    stretch: NDArray[np.float64],
    rank: NDArray[np.int64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return metres and seconds of each piece both ways, and its road.

    Of several originals the fastest counts, direction by direction; a direction
    that is closed on all of them keeps the length of the other.
    """
    drawn_m = np.asarray(shapely.length(pieces.lines))[pieces.piece]
    metres = drawn_m * stretch[feature]
    seconds = metres / (roads.speed_kph[feature] * MPS_PER_KPH)
    rule: NDArray[np.int64] = roads.direction[feature] * np.where(
        pieces.is_along, 1, -1
    )
    shape = (len(pieces.lines), 2)
    out_m, out_s = np.zeros(shape), np.zeros(shape)
    for column, closed in enumerate((rule < 0, rule > 0)):
        time = np.where(closed, np.inf, seconds)
        order = np.lexsort((metres, time, pieces.piece))
        _, first = np.unique(pieces.piece[order], return_index=True)
        best = order[first]
        out_m[:, column], out_s[:, column] = metres[best], time[best]
    road = rank[feature]
    fastest = np.lexsort((road, metres, seconds, pieces.piece))
    _, first = np.unique(pieces.piece[fastest], return_index=True)
    return out_m, out_s, road[fastest[first]]


def _stretch(
    layer: LineLayer, geometry: NDArray[np.object_], roads: Roads
) -> tuple[NDArray[np.float64], tuple[Issue, ...]]:
    """Return stated over drawn length of each feature, 1 where none is stated.

    A length far below the straight distance between the ends is a mistaken unit; it
    is noted, and the drawn length used.
    """
    parts, owner = shapely.get_parts(geometry, return_index=True)
    gap_m = shapely.distance(shapely.get_point(parts, 0), shapely.get_point(parts, -1))
    straight_m = np.bincount(owner, gap_m, minlength=len(geometry))
    stated = ~np.isnan(roads.stated_m)
    wrong = stated & (np.nan_to_num(roads.stated_m) < _LEAST_SHARE * straight_m)
    drawn_m = shapely.length(geometry)
    use = stated & ~wrong & (drawn_m > 0)
    stretch = np.ones(len(geometry))
    stretch[use] = roads.stated_m[use] / drawn_m[use]
    numbers = layer.frame.index.to_numpy()[roads.kept]
    notes = tuple(
        Issue(
            "T270",
            Severity.WARNING,
            int(numbers[k]),
            "length_m",
            f"{roads.stated_m[k]:g}",
            "ignored",
            layer.file,
        )
        for k in np.flatnonzero(wrong)
    )
    return stretch, notes


def _road_order(roads: Roads, geometry: NDArray[np.object_]) -> NDArray[np.int64]:
    """Return features in an order that does not depend on their rows."""
    shapes = shapely.to_wkb(geometry)
    keys = [
        (road.kind, road.name, road.ref, shape)
        for road, shape in zip(roads.roads, shapes, strict=True)
    ]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def _nodes(
    xy: NDArray[np.float64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Make one node of all piece ends in one cell of the grid, ordered by place."""
    ends = np.concatenate([xy[offsets[:-1]], xy[offsets[1:] - 1]])
    cells = np.rint(ends / GRID_M).astype(np.int64)
    unique, inverse = np.unique(cells, axis=0, return_inverse=True)
    node = inverse.reshape(-1).astype(np.int64)
    half = len(offsets) - 1
    return (unique * GRID_M).astype(np.float64), node[:half], node[half:]
