"""Shortest trips between schools on the road graph.

Method
------
Dijkstra runs from each school's point on the network of
:mod:`optimizer.travel.network` with the policy's search limit. Time and distance of
a trip come from one path, and its route is that path. Turn restrictions are not
known to this engine.

The leg between a school and its road is straight and driven at
``access_speed_kph``; it counts towards time, distance and limit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import School, TravelSource
from optimizer.matrix import TravelMatrix
from optimizer.policy import Travel
from optimizer.route import Route
from optimizer.travel.estimate import assemble, lonlat
from optimizer.travel.network import Network, pack, split_links
from optimizer.travel.notes import network_notes, network_report
from optimizer.travel.protocol import TravelReport
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.snapping import SnapPoints, snap_schools
from optimizer.travel.units import MPS_PER_KPH, SECONDS_PER_MINUTE
from optimizer.travel.walking import Walker, route_of

ENGINE = "road_graph"

_CELLS_PER_SLICE = 8_000_000
"""Floats Dijkstra may return at once: 64 MB."""


@dataclass(frozen=True, eq=False)
class RoadProvider:
    """Travel times on a road graph under a policy.

    Parameters
    ----------
    graph
        The roads.
    travel
        Snap limit, access speed and search limit are taken from here.
    cells_per_slice
        Bound on memory: sources x nodes searched at once. The result does not
        depend on it.
    """

    graph: RoadGraph
    travel: Travel
    cells_per_slice: int = _CELLS_PER_SLICE

    def matrix(self, schools: Sequence[School]) -> TravelMatrix:
        """Return travel between schools; index order is the order given."""
        return self.measure(schools)[0]

    def measure(self, schools: Sequence[School]) -> tuple[TravelMatrix, TravelReport]:
        """Return travel between schools and how they stand to the roads."""
        points = snap_schools(self.graph, schools, snap_max_m=self.travel.snap_max_m)
        road_s, road_m = self._road_part(points)
        leg_s = self._leg_s(points)
        seconds = road_s + leg_s[:, None] + leg_s[None, :]
        metres = road_m + points.snap_m[:, None] + points.snap_m[None, :]
        _join_same_place(schools, points, seconds, metres)
        matrix = assemble(
            schools, seconds, metres, TravelSource.ROAD_GRAPH, limit_s=self._limit_s
        )
        return matrix, self._report(schools, points, matrix)

    def path(
        self, schools: Sequence[School], pairs: Sequence[tuple[int, int]]
    ) -> tuple[Route | None, ...]:
        """Return the route behind each ``(from, to)`` pair of :meth:`matrix`."""
        points = snap_schools(self.graph, schools, snap_max_m=self.travel.snap_max_m)
        pieces, stop = split_links(self.graph, points)
        network = pack(pieces, self._limit_s)
        asked: dict[int, list[int]] = {}
        for k, (start, _) in enumerate(pairs):
            asked.setdefault(start, []).append(k)
        walker = Walker(self.graph, pieces, network)
        leg_s = self._leg_s(points)
        found: list[Route | None] = [None] * len(pairs)
        for start, wanted in asked.items():
            if stop[start] < 0:
                continue
            tree = walker.tree(int(stop[start]))
            for k in wanted:
                goal = pairs[k][1]
                if stop[goal] < 0:
                    continue
                walk = tree.walk(int(stop[goal]))
                ends = (schools[start], schools[goal])
                legs_s = float(leg_s[start] + leg_s[goal])
                legs_m = float(points.snap_m[start] + points.snap_m[goal])
                found[k] = route_of(ends, walk, legs_s, legs_m, limit_s=self._limit_s)
        return tuple(found)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the graph and of the three numbers used here."""
        keys = {"snap_max_m", "access_speed_kph", "search_limit_minutes"}
        facts = json.dumps(self.travel.model_dump(include=keys), sort_keys=True)
        text = f"road_graph/1 {self.graph.fingerprint()} {facts}"
        return hashlib.sha256(text.encode()).hexdigest()

    def _leg_s(self, points: SnapPoints) -> NDArray[np.float64]:
        """Return seconds between each school and its road, NaN if unlocated."""
        return points.snap_m / (self.travel.access_speed_kph * MPS_PER_KPH)

    @property
    def _limit_s(self) -> float:
        return self.travel.search_limit_minutes * SECONDS_PER_MINUTE

    def _road_part(
        self, points: SnapPoints
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return seconds and metres on the road between schools, infinite if none."""
        pieces, stop = split_links(self.graph, points)
        network = pack(pieces, self._limit_s)
        n = len(stop)
        seconds, metres = np.full((n, n), np.inf), np.full((n, n), np.inf)
        on = np.flatnonzero(stop >= 0)
        places, place_of = np.unique(stop[on], return_inverse=True)
        step = max(1, self.cells_per_slice // max(1, pieces.num_nodes))
        weights = [
            _search(network, places[k : k + step], places)
            for k in range(0, len(places), step)
        ]
        if weights:
            part = np.concatenate(weights)[np.ix_(place_of, place_of)]
            seconds[np.ix_(on, on)], metres[np.ix_(on, on)] = network.read(part)
        return seconds, metres

    def _report(
        self, schools: Sequence[School], points: SnapPoints, matrix: TravelMatrix
    ) -> TravelReport:
        limit = self.travel.snap_max_m
        notes = network_notes(self.graph, schools, points.snaps, limit)
        return network_report(
            ENGINE, self.fingerprint(), self.graph, points.snaps, matrix, notes
        )


def _join_same_place(
    schools: Sequence[School],
    points: SnapPoints,
    seconds: NDArray[np.float64],
    metres: NDArray[np.float64],
) -> None:
    """Set the way between two connected schools at one point to nothing."""
    lon, lat = lonlat(schools)
    on = points.link >= 0
    same = (lon[:, None] == lon) & (lat[:, None] == lat) & on[:, None] & on
    seconds[same] = 0
    metres[same] = 0


def _search(
    network: Network, sources: NDArray[np.int64], goals: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return weights of the best ways from sources to goals within the limit."""
    found = dijkstra(network.adjacency, indices=sources, limit=network.limit)
    part: NDArray[np.float64] = found[:, goals]
    return part
