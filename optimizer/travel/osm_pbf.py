"""OpenStreetMap extracts (``.osm.pbf``) into a road graph.

Kept are ways a car may use: the classes in :data:`DRIVABLE` without ``area=yes`` and
without a ban for motor cars. The most specific tag decides (``motorcar``, then
``motor_vehicle``, ``vehicle``, ``access``). One-way: tagged, or implied by
``junction=roundabout`` and ``highway=motorway``.

The speed is the lower of ``maxspeed`` and the policy's class speed: a mountain road
signed 80 is not driven at 80; surface, slope and bends are added by
:mod:`optimizer.travel.terrain`. Nodes of the graph are the ends of ways and the OSM
nodes that ways share. Turn restrictions over a node are read for engines that know
turns; those over ways, gates on nodes and ferries are not taken into account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.errors import TravelError
from optimizer.policy import Travel
from optimizer.travel.osm_turns import (
    RESTRICTION_TAGS,
    Restriction,
    restrictions_of,
    turn_bans,
)
from optimizer.travel.projection import WGS84, metric_crs, transform
from optimizer.travel.road import Road
from optimizer.travel.roadgraph import RoadGraph, line_lengths
from optimizer.travel.speeds import (
    CLASS_ORDER,
    driven_speed,
    parse_maxspeed,
    road_class,
    speed_by,
    surface_kind,
)
from optimizer.travel.units import MPS_PER_KPH

DRIVABLE = frozenset(
    {*CLASS_ORDER, *(f"{name}_link" for name in CLASS_ORDER), "living_street", "road"}
)
"""Values of ``highway`` that count as roads."""

_ACCESS_TAGS = ("motorcar", "motor_vehicle", "vehicle", "access")
_BANS = frozenset(
    {"no", "private", "agricultural", "forestry", "military", "emergency"}
)
_FORWARD = frozenset({"yes", "true", "1"})
_BACKWARD = frozenset({"-1", "reverse"})
_BOTH = frozenset({"no", "false", "0"})
_ROUNDABOUTS = frozenset({"roundabout", "circular"})

MIN_LENGTH_M = 0.01
"""Shortest length of a link; two OSM nodes may lie at one place."""

SAME_PLACE_M = 0.1
"""Two nodes in one cell of this width are at one place."""


@dataclass
class _Ways:
    """Raw ways, one entry per way; points of all ways in one list."""

    refs: list[int] = field(default_factory=list)
    lon: list[float] = field(default_factory=list)
    lat: list[float] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    speed_kph: list[float] = field(default_factory=list)
    direction: list[int] = field(default_factory=list)
    cut: int = 0
    outside: int = 0
    restrictions: list[Restriction] = field(default_factory=list)


Extent = tuple[float, float, float, float]
"""West, south, east and north in decimal degrees, WGS 84."""


def read_pbf(
    path: str | Path, travel: Travel, extent: Extent | None = None
) -> RoadGraph:
    """Read an OSM extract into a road graph.

    Parameters
    ----------
    path
        ``.osm.pbf``, or any other file the OSM reader knows.
    travel
        The policy's speeds.
    extent
        Ways without a node in here are left out; a note says so. A province's
        extract may hold a hundred times the roads of a county.

    Raises
    ------
    TravelError
        F102 no such file, T226 unreadable, T227 without a drivable way, T220 with
        none in the extent.
    """
    path = Path(path)
    if not path.is_file():
        raise TravelError("F102", file=str(path))
    try:
        ways = _read_ways(path, travel, extent)
    except (RuntimeError, ValueError, OSError) as error:
        raise TravelError("T226", file=path.name, reason=error) from error
    if not ways.count:
        if ways.outside:
            raise TravelError("T220", file=path.name, count=ways.outside)
        raise TravelError("T227", file=path.name)
    graph = _graph(ways, _notes(ways, path.name))
    return replace(graph, notes=(*graph.notes, *_gap_notes(graph, path.name)))


def is_drivable(tags: Mapping[str, str]) -> bool:
    """Tell whether a car may drive on a way with these tags.

    Examples
    --------
    >>> is_drivable({"highway": "residential", "access": "private"})
    False
    >>> is_drivable({"highway": "track", "access": "no", "motor_vehicle": "yes"})
    True
    """
    if tags.get("highway") not in DRIVABLE or tags.get("area") == "yes":
        return False
    rule = next((tags[tag] for tag in _ACCESS_TAGS if tag in tags), "yes")
    return rule not in _BANS


def direction(tags: Mapping[str, str]) -> int:
    """Return 1 for one-way along the way, -1 against it, 0 for both directions.

    Examples
    --------
    >>> direction({"oneway": "-1"}), direction({"junction": "roundabout"})
    (-1, 1)
    >>> direction({"highway": "motorway", "oneway": "no"})
    0
    """
    tagged = tags.get("oneway", "")
    if tagged in _FORWARD:
        return 1
    if tagged in _BACKWARD:
        return -1
    if tagged in _BOTH:
        return 0
    implied = tags.get("junction") in _ROUNDABOUTS or tags.get("highway") == "motorway"
    return int(implied)


def _read_ways(path: Path, travel: Travel, extent: Extent | None) -> _Ways:
    ways = _Ways()
    stream = (
        osmium.FileProcessor(str(path))
        .with_locations()
        .with_filter(osmium.filter.EntityFilter(osmium.osm.WAY | osmium.osm.RELATION))
        .with_filter(osmium.filter.KeyFilter("highway", *RESTRICTION_TAGS))
    )
    for item in stream:
        tags = dict(item.tags)
        if isinstance(item, osmium.osm.Relation):
            members = [(m.type, m.ref, m.role) for m in item.members]
            ways.restrictions += restrictions_of(tags, members)
        elif isinstance(item, osmium.osm.Way) and is_drivable(tags):
            points = [
                (n.ref, n.lon, n.lat) if n.location.valid() else None
                for n in item.nodes
            ]
            if extent is None or _touches(points, extent):
                _add_way(ways, item.id, tags, points, travel)
            else:
                ways.outside += 1
    return ways


def _touches(points: list[tuple[int, float, float] | None], extent: Extent) -> bool:
    west, south, east, north = extent
    return any(
        point is not None and west <= point[1] <= east and south <= point[2] <= north
        for point in points
    )


def _add_way(
    ways: _Ways,
    way_id: int,
    tags: Mapping[str, str],
    points: list[tuple[int, float, float] | None],
    travel: Travel,
) -> None:
    """Add a way; where the extract lacks nodes it is cut, never bridged."""
    kind = road_class(tags["highway"])
    limit = parse_maxspeed(tags.get("maxspeed", ""))
    is_bridge, is_tunnel = (tags.get(tag, "no") != "no" for tag in ("bridge", "tunnel"))
    road = Road(
        ref=str(way_id),
        kind=kind,
        name=tags.get("name") or tags.get("ref") or "",
        surface=surface_kind(tags.get("surface") or tags.get("tracktype") or ""),
        is_structure=is_bridge or is_tunnel,
        speed_by=speed_by(travel, kind, limit),
        is_tunnel=is_tunnel,
    )
    ways.cut += None in points
    for run in _runs(points):
        refs, lon, lat = zip(*run, strict=True)
        ways.refs += refs
        ways.lon += lon
        ways.lat += lat
        ways.count.append(len(run))
        ways.roads.append(road)
        ways.speed_kph.append(driven_speed(travel, kind, limit))
        ways.direction.append(direction(tags))


def _runs(
    points: list[tuple[int, float, float] | None],
) -> list[list[tuple[int, float, float]]]:
    """Return the unbroken runs of at least two different nodes."""
    runs: list[list[tuple[int, float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        elif not runs[-1] or runs[-1][-1][0] != point[0]:
            runs[-1].append(point)
    return [run for run in runs if len(run) > 1]


def _notes(ways: _Ways, file: str) -> tuple[Issue, ...]:
    found = []
    if ways.cut:
        found.append(Issue("T269", Severity.WARNING, value=str(ways.cut), file=file))
    if ways.outside:
        value = str(ways.outside)
        found.append(Issue("T273", Severity.INFO, None, None, value, "ignored", file))
    return tuple(found)


def _gap_notes(graph: RoadGraph, file: str) -> tuple[Issue, ...]:
    """Say where two nodes lie at one place without being one: roads that only touch.

    They are not joined: it may be a bridge. OSM joins roads by a common node.
    """
    cells = np.rint(graph.node_xy / SAME_PLACE_M).astype(np.int64)
    _, first, count = np.unique(cells, axis=0, return_index=True, return_counts=True)
    twice = np.sort(first[count > 1])
    if not len(twice):
        return ()
    lon, lat = graph.node_lonlat[twice[0]]
    value = f"{len(twice)} ({lon:.5f}, {lat:.5f})"
    return (Issue("T272", Severity.WARNING, value=value, file=file),)


def _graph(ways: _Ways, notes: tuple[Issue, ...]) -> RoadGraph:
    """Cut ways at shared nodes and project them."""
    refs = np.array(ways.refs, dtype=np.int64)
    lon, lat = np.array(ways.lon), np.array(ways.lat)
    crs = metric_crs(float(np.median(lon)), float(np.median(lat)))
    points = np.column_stack(transform(WGS84, crs, lon, lat))
    first, last, way = _cuts(refs, np.array(ways.count))
    node_ref, node = np.unique(refs[np.r_[first, last]], return_inverse=True)
    place = np.empty((len(node_ref), 2))
    place[node] = points[np.r_[first, last]]
    count = last - first + 1
    offsets = np.r_[0, np.cumsum(count)]
    take = np.repeat(first - offsets[:-1], count) + np.arange(offsets[-1])
    metres = np.maximum(MIN_LENGTH_M, line_lengths(points[take], offsets))
    seconds = metres / (np.array(ways.speed_kph)[way] * MPS_PER_KPH)
    rule = np.array(ways.direction)[way]
    return RoadGraph(
        crs=crs,
        node_xy=place,
        tail=node[: len(first)],
        head=node[len(first) :],
        metres=np.column_stack([metres, metres]),
        seconds=np.column_stack(
            [np.where(rule < 0, np.inf, seconds), np.where(rule > 0, np.inf, seconds)]
        ),
        xy=points[take],
        offsets=offsets,
        road=way,
        roads=tuple(ways.roads),
        turn_bans=turn_bans(
            ways.restrictions,
            [ways.roads[k].ref for k in way],
            refs[first],
            refs[last],
        ),
        notes=notes,
    )


def _cuts(
    refs: NDArray[np.int64], count: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return first and last point and way of each link between shared nodes."""
    way_of_point = np.repeat(np.arange(len(count)), count)
    _, inverse, uses = np.unique(refs, return_inverse=True, return_counts=True)
    is_node = uses[inverse] > 1
    end = np.cumsum(count)
    is_node[end - 1] = True
    is_node[end - count] = True
    node = np.flatnonzero(is_node)
    inside = way_of_point[node[:-1]] == way_of_point[node[1:]]
    first, last = node[:-1][inside], node[1:][inside]
    return first, last, way_of_point[first]
