"""Shortest trips between schools on the road graph.

Method
------
Each link on which schools stand is cut at their points into a chain, so that
schools on one link meet along it and one-way rules hold on every part. Dijkstra
then runs from each such point with the policy's search limit.

Time and distance come from one path by construction: a piece of road weighs
``milliseconds * base + length_units`` with ``base`` above the length of any trip
within the limit. These whole numbers add up exactly in a float (they stay below
2**53), so the least weight is the least time and, among equal times, the least
distance; both are read back from the one sum. No tie is left to the order of the
input. A length unit is a centimetre, or coarser where the limit is very large.

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
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import School, TravelSource
from optimizer.matrix import TravelMatrix
from optimizer.policy import Travel
from optimizer.travel.estimate import assemble, lonlat
from optimizer.travel.notes import snap_notes, unreachable_ids
from optimizer.travel.protocol import TravelReport
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.snapping import SnapPoints, snap_schools
from optimizer.travel.units import MPS_PER_KPH, SECONDS_PER_MINUTE

_MS_PER_S = 1000
_CM_PER_M = 100
_EXACT = 2**52
"""Weights stay below this, within the whole numbers a float holds exactly."""

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
        leg_s = points.snap_m / (self.travel.access_speed_kph * MPS_PER_KPH)
        seconds = road_s + leg_s[:, None] + leg_s[None, :]
        metres = road_m + points.snap_m[:, None] + points.snap_m[None, :]
        _join_same_place(schools, points, seconds, metres)
        matrix = assemble(
            schools, seconds, metres, TravelSource.ROAD_GRAPH, limit_s=self._limit_s
        )
        return matrix, self._report(points, matrix)

    def fingerprint(self) -> str:
        """Return the SHA-256 of the graph and of the three numbers used here."""
        keys = {"snap_max_m", "access_speed_kph", "search_limit_minutes"}
        facts = json.dumps(self.travel.model_dump(include=keys), sort_keys=True)
        text = f"road_graph/1 {self.graph.fingerprint()} {facts}"
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def _limit_s(self) -> float:
        return self.travel.search_limit_minutes * SECONDS_PER_MINUTE

    def _road_part(
        self, points: SnapPoints
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return seconds and metres on the road between schools, infinite if none."""
        pieces, stop = _split_links(self.graph, points)
        network = _pack(pieces, self._limit_s)
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

    def _report(self, points: SnapPoints, matrix: TravelMatrix) -> TravelReport:
        component = self.graph.component
        largest = float((component == 0).mean()) if len(component) else 0.0
        limit = self.travel.snap_max_m
        return TravelReport(
            snaps=points.snaps,
            num_nodes=self.graph.num_nodes,
            num_edges=self.graph.num_edges,
            num_components=int(component.max(initial=-1)) + 1,
            largest_component_share=largest,
            unreachable=unreachable_ids(matrix),
            notes=(*self.graph.notes, *snap_notes(points.snaps, limit)),
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


@dataclass(frozen=True, eq=False)
class _Pieces:
    """Directed pieces of road, links cut at the schools' points."""

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    metres: NDArray[np.float64]
    seconds: NDArray[np.float64]
    num_nodes: int


def _split_links(
    graph: RoadGraph, points: SnapPoints
) -> tuple[_Pieces, NDArray[np.int64]]:
    """Cut links at the schools; also return the node of each school, -1 if none."""
    stop, cut_link, cut_share = _stops(graph, points)
    every = np.arange(graph.num_links)
    link = np.concatenate([every, every, cut_link])
    share = np.concatenate([np.zeros(len(every)), np.ones(len(every)), cut_share])
    node = np.concatenate(
        [graph.tail, graph.head, graph.num_nodes + np.arange(len(cut_link))]
    )
    order = np.lexsort((share, link))
    link, share, node = link[order], share[order], node[order]
    inside = np.flatnonzero(link[:-1] == link[1:])
    part = (share[inside + 1] - share[inside])[:, None]
    metres = graph.metres[link[inside]] * part
    seconds = graph.seconds[link[inside]] * part
    first, last = node[inside], node[inside + 1]
    pieces = _Pieces(
        np.concatenate([first, last]),
        np.concatenate([last, first]),
        metres.T.ravel(),
        seconds.T.ravel(),
        graph.num_nodes + len(cut_link),
    )
    return pieces, stop


def _stops(
    graph: RoadGraph, points: SnapPoints
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return each school's node, and link and share of every new node.

    A school at the end of a link stands on the link's own node. New nodes are
    numbered by link and share, so the order of schools does not matter.
    """
    stop = np.full(len(points.link), -1, dtype=np.int64)
    on = points.link >= 0
    at_tail, at_head = on & (points.share <= 0), on & (points.share >= 1)
    stop[at_tail] = graph.tail[points.link[at_tail]]
    stop[at_head] = graph.head[points.link[at_head]]
    inner = np.flatnonzero(on & ~at_tail & ~at_head)
    keys = np.column_stack([points.link[inner].astype(float), points.share[inner]])
    unique, which = np.unique(keys, axis=0, return_inverse=True)
    stop[inner] = graph.num_nodes + which.reshape(-1)
    return stop, unique[:, 0].astype(np.int64), unique[:, 1]


@dataclass(frozen=True, eq=False)
class _Network:
    """Weighted adjacency, and how to read a weight (see the module's method)."""

    adjacency: csr_array
    base: int
    unit_m: float
    limit: float

    def read(
        self, weight: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return seconds and metres of summed weights, infinite where infinite."""
        known = np.isfinite(weight)
        whole = np.where(known, weight, 0).astype(np.int64)
        seconds = np.where(known, whole // self.base / _MS_PER_S, np.inf)
        metres = np.where(known, whole % self.base * self.unit_m, np.inf)
        return seconds, metres


def _pack(pieces: _Pieces, limit_s: float) -> _Network:
    """Weigh the pieces that fit into the limit; of parallel ones keep the least."""
    # One second above the limit, as the whole trip is rounded afterwards.
    usable = (pieces.seconds <= limit_s + 1) & (pieces.tail != pieces.head)
    tail, head = pieces.tail[usable], pieces.head[usable]
    ms = np.maximum(1, np.rint(pieces.seconds[usable] * _MS_PER_S)).astype(np.int64)
    limit_ms = int(min((limit_s + 1) * _MS_PER_S, ms.sum()))
    base, unit_m = _scale(ms, pieces.metres[usable], limit_ms)
    weight = ms * base + np.rint(pieces.metres[usable] / unit_m).astype(np.int64)
    order = np.lexsort((weight, head, tail))
    tail, head, weight = tail[order], head[order], weight[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    data = weight[first].astype(np.float64)
    shape = (pieces.num_nodes, pieces.num_nodes)
    adjacency = csr_array((data, (tail[first], head[first])), shape=shape)
    return _Network(adjacency, base, unit_m, float((limit_ms + 1) * base - 1))


def _scale(
    ms: NDArray[np.int64], metres: NDArray[np.float64], limit_ms: int
) -> tuple[int, float]:
    """Return the base of the weights and the length of one unit in metres.

    No trip within the limit is longer than all pieces together, nor than the limit
    at the highest speed of any piece.
    """
    unit_m = 1 / _CM_PER_M
    while True:
        units = np.rint(metres / unit_m)
        fastest = float((units / ms).max(initial=0))
        longest = int(min(fastest * limit_ms, units.sum())) + 1
        base = 1 << longest.bit_length()
        if base * (limit_ms + 1) <= _EXACT or longest == 1:
            return base, unit_m
        unit_m *= 2


def _search(
    network: _Network, sources: NDArray[np.int64], goals: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return weights of the best ways from sources to goals within the limit."""
    found = dijkstra(network.adjacency, indices=sources, limit=network.limit)
    part: NDArray[np.float64] = found[:, goals]
    return part
