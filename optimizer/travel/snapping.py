"""Snapping: the point of the road network at which each school joins it.

A school joins at the nearest point of the nearest link, not at a node. Which links
count:

* links of the largest strongly connected component (status ``ok``), and
* links of a separate network longer in total than ``snap_max_m`` (``island``).

Left aside while one of those lies within ``snap_max_m`` are one-way stubs of the
main network and fragments shorter in total than that limit, such as the yard of
the school itself: the policy already calls a school this close to a road connected.
Where nothing else is near, they are used and reported as ``island``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.domain import School
from optimizer.travel.estimate import lonlat
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.protocol import Snap, SnapStatus
from optimizer.travel.roadgraph import RoadGraph

_AT_NODE_M = 0.1
"""A point this close to a node stands on it, and may leave by any of its links."""


@dataclass(frozen=True, eq=False)
class SnapPoints:
    """Where each school joins the network.

    Parameters
    ----------
    link
        Shape ``(n,)``: link of the graph, -1 where the school is not connected.
    share
        Shape ``(n,)``: position along the link's geometry, 0 to 1.
    snap_m
        Shape ``(n,)``: straight metres from school to road, NaN if unlocated.
    snaps
        The same for the report, one per school.
    """

    link: NDArray[np.int64]
    share: NDArray[np.float64]
    snap_m: NDArray[np.float64]
    snaps: tuple[Snap, ...]


def snap_schools(
    graph: RoadGraph, schools: Sequence[School], *, snap_max_m: float
) -> SnapPoints:
    """Find where each school joins the road network.

    Parameters
    ----------
    graph
        The road network.
    schools
        Schools in index order; those without coordinates stay unconnected.
    snap_max_m
        Greatest distance in metres, inclusive.
    """
    points = _points(graph, schools)
    regular = _regular_links(graph, snap_max_m)
    link, snap_m = _nearest(graph, points, np.flatnonzero(regular))
    other, other_m = _nearest(graph, points, np.flatnonzero(~regular))
    fallback = ~(snap_m <= snap_max_m) & ((other_m < snap_m) | (link < 0))
    link, snap_m = (
        np.where(fallback, other, link),
        np.where(fallback, other_m, snap_m),
    )
    near = (link >= 0) & (snap_m <= snap_max_m)
    on_main = near.copy()
    on_main[near] = _main_links(graph)[link[near]]
    snaps = tuple(
        Snap(
            school.school_id,
            float(metres) if np.isfinite(metres) else None,
            _status(school, is_near=is_near, is_on_main=is_on_main),
        )
        for school, metres, is_near, is_on_main in zip(
            schools, snap_m, near, on_main, strict=True
        )
    )
    link = np.where(near, link, -1)
    return SnapPoints(link, _shares(graph, points, link), snap_m, snaps)


def _points(graph: RoadGraph, schools: Sequence[School]) -> NDArray[np.object_]:
    """Return projected points; ``None`` for a school that cannot be placed."""
    x, y = transform(WGS84, graph.crs, *lonlat(schools))
    points = np.full(len(schools), None, dtype=object)
    placed = np.isfinite(x) & np.isfinite(y)
    points[placed] = shapely.points(x[placed], y[placed])
    return points


def _main_links(graph: RoadGraph) -> NDArray[np.bool_]:
    inside = graph.component == 0
    both: NDArray[np.bool_] = inside[graph.tail] & inside[graph.head]
    return both


def _regular_links(graph: RoadGraph, snap_max_m: float) -> NDArray[np.bool_]:
    """Mark the main network and every separate network of some length."""
    main = _main_links(graph)
    weak = graph.weak_component[graph.tail]
    total_m = np.bincount(weak, graph.metres.mean(axis=1))
    attached = np.isin(weak, weak[main])
    separate: NDArray[np.bool_] = ~attached & (total_m[weak] > snap_max_m)
    return main | separate


def _nearest(
    graph: RoadGraph, points: NDArray[np.object_], links: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the nearest of some links to each point, ties to the first link."""
    link = np.full(len(points), -1, dtype=np.int64)
    metres = np.full(len(points), np.nan)
    placed = np.flatnonzero(shapely.is_geometry(points))
    if not len(links) or not len(placed):
        return link, metres
    tree = shapely.STRtree(graph.lines[links])
    (which, hit), gap = tree.query_nearest(points[placed], return_distance=True)
    order = np.lexsort((links[hit], which))
    first = order[np.unique(which[order], return_index=True)[1]]
    link[placed] = links[hit[first]]
    metres[placed] = gap[first]
    return link, metres


def _shares(
    graph: RoadGraph, points: NDArray[np.object_], link: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return positions along the links; next to an end they are the end itself."""
    share = np.zeros(len(link))
    on = link >= 0
    lines = graph.lines[link[on]]
    length = np.maximum(shapely.length(lines), _AT_NODE_M)
    at = shapely.line_locate_point(lines, points[on])
    at = np.where(at < _AT_NODE_M, 0, np.where(at > length - _AT_NODE_M, length, at))
    share[on] = at / length
    return share


def _status(school: School, *, is_near: bool, is_on_main: bool) -> SnapStatus:
    if not school.is_located:
        return SnapStatus.UNLOCATED
    if not is_near:
        return SnapStatus.TOO_FAR
    return SnapStatus.OK if is_on_main else SnapStatus.ISLAND
