"""The road graph as one weighted network, cut at the schools.

Each link on which schools stand is cut at their points into a chain, so that
schools on one link meet along it and one-way rules hold on every part.

Time and distance come from one path by construction: a piece of road weighs
``milliseconds * base + length_units`` with ``base`` above the length of any trip
within the limit. These whole numbers add up exactly in a float (they stay below
2**53), so the least weight is the least time and, among equal times, the least
distance; both are read back from the one sum. No tie is left to the order of the
input. A length unit is a centimetre, or coarser where the limit is very large.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.snapping import SnapPoints

_MS_PER_S = 1000
_CM_PER_M = 100
_EXACT = 2**52
"""Weights stay below this, within the whole numbers a float holds exactly."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Directed pieces of road, links cut at the schools' points.

    Parameters
    ----------
    tail, head
        Nodes of the graph, and above them one node for each point of a school.
    metres, seconds
        Of the piece; infinite seconds where it is closed.
    link
        Link of the graph the piece is part of.
    share_from, share_to
        Where it begins and ends along the link's geometry, 0 to 1; ``share_from``
        is the greater where the piece runs against the geometry.
    num_nodes
        Nodes in all.
    """

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    metres: NDArray[np.float64]
    seconds: NDArray[np.float64]
    link: NDArray[np.int64]
    share_from: NDArray[np.float64]
    share_to: NDArray[np.float64]
    num_nodes: int


def split_links(
    graph: RoadGraph, points: SnapPoints
) -> tuple[Pieces, NDArray[np.int64]]:
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
    low, high = share[inside], share[inside + 1]
    pieces = Pieces(
        tail=np.concatenate([first, last]),
        head=np.concatenate([last, first]),
        metres=metres.T.ravel(),
        seconds=seconds.T.ravel(),
        link=np.concatenate([link[inside], link[inside]]),
        share_from=np.concatenate([low, high]),
        share_to=np.concatenate([high, low]),
        num_nodes=graph.num_nodes + len(cut_link),
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
class Network:
    """Weighted adjacency, and how to read a weight (see the module's method).

    ``piece`` is the piece behind each stored entry of ``adjacency``, in its order.
    """

    adjacency: csr_array
    piece: NDArray[np.int64]
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

    def piece_between(self, tail: int, head: int) -> int:
        """Return the best piece from one node to a neighbouring one."""
        first, last = self.adjacency.indptr[tail : tail + 2].tolist()
        row = np.asarray(self.adjacency.indices[first:last])
        return int(self.piece[first + int(np.searchsorted(row, head))])


def pack(pieces: Pieces, limit_s: float) -> Network:
    """Weigh the pieces that fit into the limit; of parallel ones keep the least."""
    # One second above the limit, as the whole trip is rounded afterwards.
    usable = np.flatnonzero(
        (pieces.seconds <= limit_s + 1) & (pieces.tail != pieces.head)
    )
    tail, head = pieces.tail[usable], pieces.head[usable]
    ms = np.maximum(1, np.rint(pieces.seconds[usable] * _MS_PER_S)).astype(np.int64)
    limit_ms = int(min((limit_s + 1) * _MS_PER_S, float(ms.sum())))
    base, unit_m = _scale(ms, pieces.metres[usable], limit_ms)
    weight = ms * base + np.rint(pieces.metres[usable] / unit_m).astype(np.int64)
    order = np.lexsort((weight, head, tail))
    tail, head, weight = tail[order], head[order], weight[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    data = weight[first].astype(np.float64)
    shape = (pieces.num_nodes, pieces.num_nodes)
    adjacency = csr_array((data, (tail[first], head[first])), shape=shape)
    chosen = usable[order][first]
    return Network(adjacency, chosen, base, unit_m, float((limit_ms + 1) * base - 1))


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
