"""From a search on the network back to the road: the route of one trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import School, TravelSource
from optimizer.route import Route, Stretch
from optimizer.travel.network import Network, Pieces
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.road import BINDINGS
from optimizer.travel.roadgraph import RoadGraph

DECIMALS = 6
"""Degrees of a route are rounded to this many decimals, about 0.1 m."""


@dataclass(frozen=True)
class Walk:
    """The road part of a trip: time, length, points in degrees and stretches."""

    seconds: float
    metres: float
    lonlat: tuple[tuple[float, float], ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, eq=False)
class Walker:
    """Finds the way along the roads between two nodes of a network."""

    graph: RoadGraph
    pieces: Pieces
    network: Network

    def tree(self, start: int) -> Tree:
        """Search from a node to all others within the network's limit."""
        weight, before = dijkstra(
            self.network.adjacency,
            indices=start,
            limit=self.network.limit,
            return_predecessors=True,
        )
        return Tree(self, start, weight, before)


@dataclass(frozen=True, eq=False)
class Tree:
    """All best ways from one node."""

    walker: Walker
    start: int
    weight: NDArray[np.float64]
    before: NDArray[np.int32]

    def walk(self, goal: int) -> Walk | None:
        """Return the way to a node, or ``None`` if there is none in the limit."""
        if not np.isfinite(self.weight[goal]):
            return None
        pieces = self._pieces(goal)
        seconds, metres = self.walker.network.read(self.weight[goal : goal + 1])
        return Walk(
            seconds=float(seconds[0]),
            metres=float(metres[0]),
            lonlat=self._points(pieces),
            stretches=self._stretches(pieces),
        )

    def _pieces(self, goal: int) -> list[int]:
        """Return the pieces from the start to a node, in driving order."""
        found = []
        node = goal
        while node != self.start:
            earlier = int(self.before[node])
            found.append(self.walker.network.piece_between(earlier, node))
            node = earlier
        return found[::-1]

    def _points(self, pieces: Sequence[int]) -> tuple[tuple[float, float], ...]:
        graph, of = self.walker.graph, self.walker.pieces
        runs = [
            link_points(graph, of.link[k], of.share_from[k], of.share_to[k])
            for k in pieces
        ]
        return degrees(graph.crs, np.concatenate(runs)) if runs else ()

    def _stretches(self, pieces: Sequence[int]) -> tuple[Stretch, ...]:
        graph, of = self.walker.graph, self.walker.pieces
        parts = []
        for k in pieces:
            link = of.link[k]
            column = int(of.share_from[k] > of.share_to[k])
            road = graph.roads[graph.road[link]]
            binding = BINDINGS[graph.binding[link, column]]
            facts = (road.ref, road.name, road.kind)
            metres, seconds = float(of.metres[k]), float(of.seconds[k])
            parts.append(Stretch(*facts, metres, seconds, binding))
        return merged(parts)


def merged(parts: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Join consecutive stretches of one road with one reason."""
    found: list[Stretch] = []
    for part in parts:
        if found and _key(found[-1]) == _key(part):
            last = found.pop()
            metres, seconds = last.metres + part.metres, last.seconds + part.seconds
            part = Stretch(*_key(part)[:3], metres, seconds, part.binding)
        found.append(part)
    return tuple(found)


def _key(stretch: Stretch) -> tuple[str, str, str, str]:
    return stretch.ref, stretch.name, stretch.kind, stretch.binding


def link_points(
    graph: RoadGraph, link: int, share_from: float, share_to: float
) -> NDArray[np.float64]:
    """Return the points of a link between two shares, in the order driven."""
    xy = graph.xy[graph.offsets[link] : graph.offsets[link + 1]]
    place = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    low, high = sorted((share_from * place[-1], share_to * place[-1]))
    inner = xy[(place > low) & (place < high)]
    ends = np.column_stack(
        [np.interp([low, high], place, xy[:, axis]) for axis in (0, 1)]
    )
    points = np.concatenate([ends[:1], inner, ends[1:]])
    return points[::-1] if share_from > share_to else points


def degrees(crs: str, xy: NDArray[np.float64]) -> tuple[tuple[float, float], ...]:
    """Return projected points as rounded degrees, consecutive repeats dropped."""
    lon, lat = transform(crs, WGS84, xy[:, 0], xy[:, 1])
    points = np.round(np.column_stack([lon, lat]), DECIMALS).tolist()
    return without_repeats([(x, y) for x, y in points])


def without_repeats(
    points: Sequence[tuple[float, float]],
) -> tuple[tuple[float, float], ...]:
    """Return points without those equal to the one before; at least two points."""
    kept = [p for k, p in enumerate(points) if k == 0 or p != points[k - 1]]
    return tuple(kept) if len(kept) > 1 else tuple(points[:2])


def route_of(
    ends: tuple[School, School],
    walk: Walk | None,
    legs_s: float,
    legs_m: float,
    *,
    limit_s: float,
) -> Route | None:
    """Return the whole trip of a walk, rounded as :func:`estimate.assemble` does.

    Two schools at one place have no way between them and no legs.
    """
    if walk is None:
        return None
    places = [(s.lon, s.lat) for s in ends]
    if places[0] == places[1]:
        walk, legs_s, legs_m = Walk(0.0, 0.0, (), ()), 0.0, 0.0
    seconds = round(walk.seconds + legs_s)
    if seconds > limit_s:
        return None
    points = [
        (round(float(lon), DECIMALS), round(float(lat), DECIMALS))
        for lon, lat in places
        if lon is not None and lat is not None
    ]
    return Route(
        from_id=ends[0].school_id,
        to_id=ends[1].school_id,
        seconds=max(1, seconds),
        metres=max(1, round(walk.metres + legs_m)),
        source=TravelSource.ROAD_GRAPH,
        lonlat=without_repeats((points[0], *walk.lonlat, points[1])),
        stretches=walk.stretches,
        leg_m=legs_m,
    )
