"""A road graph as an OSM extract, for the tile builder.

Every link becomes one way whose id is the link's number plus one, so that an edge of
the engine leads back to the link. Speeds are tagged for each direction; the class is
told only to keep motorways apart from the rest, as the engine's class speeds and
penalties must not count a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import osmium
from numpy.typing import NDArray
from osmium.osm.mutable import Node, Relation, Way

from optimizer.travel.projection import WGS84, transform
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.units import MPS_PER_KPH

SLOWEST_KPH = 10.0
"""The tile builder ignores slower ``maxspeed`` tags and takes a class speed instead."""

FASTEST_KPH = 140.0
_KEPT_KINDS = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary"})
_OTHER_KIND = "unclassified"


def speed_scale(graph: RoadGraph) -> float:
    """Return what all speeds are multiplied by so that none is below the slowest.

    The engine's seconds, multiplied by the same number, are those of the graph; only
    its turn costs are stretched with them. 1 unless a link is very slow.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        kph = graph.metres / graph.seconds / MPS_PER_KPH
    slowest = float(kph[np.isfinite(graph.seconds) & (kph > 0)].min(initial=np.inf))
    return max(1.0, SLOWEST_KPH / slowest)


def write_extract(graph: RoadGraph, path: Path) -> None:
    """Write the graph as ``.osm.pbf``; the same graph gives the same bytes.

    Parameters
    ----------
    graph
        The roads. Speeds are rounded to whole km/h after :func:`speed_scale`.
    path
        File to write; an existing one is replaced.
    """
    writer = osmium.SimpleWriter(str(path), overwrite=True)
    try:
        for number, place in enumerate(_places(graph), start=1):
            writer.add_node(Node(id=number, location=place, version=1))
        for way in _ways(graph):
            writer.add_way(way)
        for relation in _restrictions(graph):
            writer.add_relation(relation)
    finally:
        writer.close()


def _places(graph: RoadGraph) -> Iterator[tuple[float, float]]:
    """Yield degrees of the nodes, then of the inner points of all links."""
    yield from map(tuple, graph.node_lonlat.tolist())
    inner = graph.xy[_is_inner(graph)]
    lon, lat = transform(graph.crs, WGS84, inner[:, 0], inner[:, 1])
    yield from zip(lon.tolist(), lat.tolist(), strict=True)


def _is_inner(graph: RoadGraph) -> NDArray[np.bool_]:
    inner = np.ones(len(graph.xy), dtype=bool)
    inner[graph.offsets[:-1]] = False
    inner[graph.offsets[1:] - 1] = False
    return inner


def _ways(graph: RoadGraph) -> Iterator[Way]:
    scale = speed_scale(graph)
    first = graph.num_nodes + 1
    for link in range(graph.num_links):
        count = int(graph.offsets[link + 1] - graph.offsets[link]) - 2
        inner = range(first, first + count)
        first += count
        nodes = [int(graph.tail[link]) + 1, *inner, int(graph.head[link]) + 1]
        tags = _tags(graph, link, scale)
        yield Way(id=link + 1, nodes=nodes, tags=tags, version=1)


def _tags(graph: RoadGraph, link: int, scale: float) -> dict[str, str]:
    """Return class, direction, speeds and name of a link."""
    road = graph.roads[graph.road[link]]
    tags = {"highway": road.kind if road.kind in _KEPT_KINDS else _OTHER_KIND}
    is_open = np.isfinite(graph.seconds[link])
    tags["oneway"] = "no" if is_open.all() else "yes" if is_open[0] else "-1"
    for column, side in enumerate(("forward", "backward")):
        if is_open[column]:
            metres, seconds = graph.metres[link, column], graph.seconds[link, column]
            kph = min(metres / seconds / MPS_PER_KPH * scale, FASTEST_KPH)
            tags[f"maxspeed:{side}"] = str(max(round(kph), round(SLOWEST_KPH)))
    if road.name:
        tags["name"] = road.name
    return tags


def _restrictions(graph: RoadGraph) -> Iterator[Relation]:
    """Yield one relation for each banned turn."""
    for number, (start, side, goal) in enumerate(graph.turn_bans.tolist(), start=1):
        node = (graph.head if side else graph.tail)[start]
        members = [
            ("w", start + 1, "from"),
            ("n", int(node) + 1, "via"),
            ("w", goal + 1, "to"),
        ]
        tags = {"type": "restriction", "restriction": "no_left_turn"}
        yield Relation(id=number, members=members, tags=tags, version=1)
