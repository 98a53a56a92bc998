"""A road graph with some links cut into parts, dropped or added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.domain import Issue
from optimizer.travel.road import BINDINGS, Road
from optimizer.travel.roadgraph import RoadGraph, pack_lines
from optimizer.travel.units import MPS_PER_KPH
from optimizer.travel.walking import link_points

_Part = tuple[int, float, float]
"""Link, and the shares of its geometry where the part begins and ends."""

_Place = tuple[int, float]
"""A point on a link, by its share."""


@dataclass(frozen=True, eq=False)
class NewLink:
    """A road to add: drawn points in metres, where it joins, and its speed."""

    xy: NDArray[np.float64]
    start: _Place
    end: _Place
    road: Road
    speed_kph: float


def recut(
    graph: RoadGraph,
    kept: Mapping[int, Sequence[tuple[float, float]]],
    added: Sequence[NewLink],
    *,
    notes: Sequence[Issue] = (),
) -> RoadGraph:
    """Return the graph with some links replaced by parts of themselves.

    Parameters
    ----------
    graph
        The roads.
    kept
        By link: the parts that stay, as shares in rising order; none drops the link.
        Links not named stay whole.
    added
        New links; each place they join must be an end of a part in ``kept``, or of
        a whole link.
    notes
        Put behind those of the graph.

    Returns
    -------
    RoadGraph
        Whole links in their order, then parts, then new links; nodes that no link
        touches any more are left out. A turn ban stays where both its links still
        meet at its node.
    """
    whole = np.array([k for k in range(graph.num_links) if k not in kept], dtype=int)
    parts: list[_Part] = [(int(k), 0.0, 1.0) for k in whole]
    parts += [(k, a, b) for k in sorted(kept) for a, b in kept[k]]
    nodes = _Nodes(graph)
    ends = np.array([[nodes.at(k, a), nodes.at(k, b)] for k, a, b in parts])
    ends = ends.reshape(-1, 2)
    tails = [*ends[:, 0].tolist(), *(nodes.at(*new.start) for new in added)]
    heads = [*ends[:, 1].tolist(), *(nodes.at(*new.end) for new in added)]
    lines = [link_points(graph, k, a, b) for k, a, b in parts]
    node_xy = nodes.xy()
    lines += [_joined(new.xy, node_xy, nodes, new) for new in added]
    xy, offsets = pack_lines(lines)
    link = np.array([k for k, _, _ in parts], dtype=int)
    share = np.array([b - a for _, a, b in parts])[:, None]
    new_m = np.array([[_length(line)] * 2 for line in lines[len(parts) :]])
    new_s = new_m / np.array([[new.speed_kph * MPS_PER_KPH] for new in added] or [[1]])
    own = [[BINDINGS.index(new.road.speed_by)] * 2 for new in added]
    tail, head, used = _compact(np.array(tails), np.array(heads), len(node_xy))
    first_new = len(graph.roads)
    return replace(
        graph,
        node_xy=node_xy[used],
        tail=tail,
        head=head,
        metres=np.vstack([graph.metres[link] * share, new_m.reshape(-1, 2)]),
        seconds=np.vstack([graph.seconds[link] * share, new_s.reshape(-1, 2)]),
        xy=xy,
        offsets=offsets,
        road=np.r_[graph.road[link], np.arange(len(added)) + first_new],
        roads=(*graph.roads, *(new.road for new in added)),
        binding=np.vstack([graph.binding[link], np.array(own).reshape(-1, 2)]),
        height_m=np.r_[graph.height_m[link], np.full(len(added), np.nan)],
        turn_bans=np.array(list(_bans(graph, parts)), dtype=int).reshape(-1, 3),
        notes=(*graph.notes, *notes),
    )


class _Nodes:
    """Nodes of the graph, and one more for each place inside a link."""

    def __init__(self, graph: RoadGraph) -> None:
        self._graph = graph
        self._inner: dict[_Place, int] = {}

    def at(self, link: int, share: float) -> int:
        """Return the node at a place, made at the first question."""
        if share <= 0:
            return int(self._graph.tail[link])
        if share >= 1:
            return int(self._graph.head[link])
        fresh = self._graph.num_nodes + len(self._inner)
        return self._inner.setdefault((link, share), fresh)

    def xy(self) -> NDArray[np.float64]:
        """Return the places of all nodes."""
        inner = [
            link_points(self._graph, link, share, 1.0)[0] for link, share in self._inner
        ]
        return np.vstack([self._graph.node_xy, np.array(inner).reshape(-1, 2)])


def _joined(
    xy: NDArray[np.float64], node_xy: NDArray[np.float64], nodes: _Nodes, new: NewLink
) -> NDArray[np.float64]:
    """Return a drawn line that begins and ends on the roads it joins."""
    ends = node_xy[nodes.at(*new.start)], node_xy[nodes.at(*new.end)]
    return np.vstack([ends[0], xy, ends[1]])


def _length(line: NDArray[np.float64]) -> float:
    return float(shapely.length(shapely.linestrings(line)))


def _compact(
    tail: NDArray[np.int64], head: NDArray[np.int64], num_nodes: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Number only the nodes in use, in their order; also return which those are."""
    used = np.zeros(num_nodes, dtype=bool)
    used[tail.astype(int)] = True
    used[head.astype(int)] = True
    number = np.cumsum(used) - 1
    return number[tail.astype(int)], number[head.astype(int)], used


def _bans(graph: RoadGraph, parts: Sequence[_Part]) -> Iterator[tuple[int, int, int]]:
    """Yield the turn bans between the parts that still meet."""
    at_end = {(k, 0): n for n, (k, a, _) in enumerate(parts) if a <= 0}
    at_end |= {(k, 1): n for n, (k, _, b) in enumerate(parts) if b >= 1}
    for start, side, goal in graph.turn_bans.tolist():
        node = (graph.head if side else graph.tail)[start]
        goal_side = int(graph.head[goal] == node)
        ends = at_end.get((start, side)), at_end.get((goal, goal_side))
        if ends[0] is not None and ends[1] is not None:
            yield ends[0], side, ends[1]
