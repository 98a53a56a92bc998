"""Areas within some minutes of schools, built from the roads that are reached.

Every link is sampled at most :data:`SAMPLE_M` apart; a sample is reached as soon as
either end of its link is reached and the rest of the way driven. The area is made of
the cells of a grid that hold a reached sample, a little smoothed. But for holes of a
few cells nothing is drawn between roads: a gorge without a bridge stays open. A larger
time holds a smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.ndimage import label
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from optimizer.domain import School
from optimizer.policy import Travel
from optimizer.travel.projection import WGS84
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.snapping import SnapPoints, snap_schools
from optimizer.travel.units import MPS_PER_KPH, SECONDS_PER_MINUTE

SAMPLE_M = 100.0
CELL_M = 200.0
"""Width of the grid: roads nearer to each other than this may flow together."""

_MARGIN_M = 120.0
"""Cells grow by this much, and their steps are cut straight within it: parts more
than a cell and twice this apart stay apart."""

_HOLE_CELLS = 25
"""Holes of up to this many cells, a square kilometre, are filled."""

_DECIMALS = 4
ANY = ""
"""Centre of the rows for "within t of any of them"."""

_Floats = NDArray[np.float64]


def isochrones(
    graph: RoadGraph,
    schools: Sequence[School],
    travel: Travel,
    centres: Sequence[str],
    *,
    direction: str,
) -> gpd.GeoDataFrame:
    """Return the areas within the policy's ``isochrone_minutes`` of some schools.

    Parameters
    ----------
    graph
        The roads.
    schools
        Schools in any order.
    travel
        Minutes, snap limit and access speed.
    centres
        Ids of the schools the times count to or from.
    direction
        ``member_to_core``: time of driving to the centre; ``core_to_member``: from
        it; ``worse``: the slower of both.

    Returns
    -------
    geopandas.GeoDataFrame
        ``centre_id`` (:data:`ANY` for any of them), ``minutes``, ``geometry`` (WGS
        84), by centre, then minutes. A centre off the roads, or with nothing in
        reach, has no rows.
    """
    by_id = {school.school_id: school for school in schools}
    found = [by_id[i] for i in sorted(set(centres))]
    points = snap_schools(graph, found, snap_max_m=travel.snap_max_m)
    field = _Field(graph, travel, points, direction)
    nearest = np.full(field.num_samples, np.inf)
    rows: list[tuple[str, float, shapely.Geometry]] = []
    for k, centre in enumerate(found):
        if points.link[k] < 0:
            continue
        seconds = field.seconds(k)
        nearest = np.minimum(nearest, seconds)
        rows += _bands(field, seconds, travel, centre.school_id)
    rows = [*_bands(field, nearest, travel, ANY), *rows]
    columns = {
        "centre_id": [centre for centre, _, _ in rows],
        "minutes": [minutes for _, minutes, _ in rows],
    }
    shapes = [shape for _, _, shape in rows]
    frame = gpd.GeoDataFrame(columns, geometry=shapes, crs=graph.crs).to_crs(WGS84)
    valid = shapely.set_precision(frame.geometry.to_numpy(), 10.0**-_DECIMALS)
    # As written in a file and read again, to the last bit.
    rounded = shapely.transform(valid, lambda xy: np.round(xy, _DECIMALS))
    return frame.set_geometry(gpd.GeoSeries(rounded, crs=WGS84))


@dataclass(frozen=True, eq=False)
class _Field:
    """Times at samples of all roads."""

    graph: RoadGraph
    travel: Travel
    points: SnapPoints
    direction: str

    @cached_property
    def _samples(self) -> tuple[NDArray[np.int64], _Floats]:
        """Link of each sample, and its share of the link's way."""
        length = shapely.length(self.graph.lines)
        count = np.maximum(1, np.ceil(length / SAMPLE_M)).astype(np.int64) + 1
        link = np.repeat(np.arange(self.graph.num_links), count)
        number = np.arange(len(link)) - np.repeat(np.cumsum(count) - count, count)
        return link, number / (count[link] - 1)

    @property
    def num_samples(self) -> int:
        return len(self._samples[0])

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """Column and row of the grid cell of each sample."""
        link, share = self._samples
        places = shapely.line_interpolate_point(
            self.graph.lines[link], share, normalized=True
        )
        xy = shapely.get_coordinates(places)
        return np.floor(xy / CELL_M).astype(np.int64)

    def seconds(self, k: int) -> _Floats:
        """Return seconds between every sample and a centre, infinite out of reach."""
        if self.direction == "worse":
            return np.maximum(self._one_way(k, 0), self._one_way(k, 1))
        return self._one_way(k, int(self.direction == "member_to_core"))

    def _one_way(self, k: int, reverse: int) -> _Floats:
        """Return seconds from the centre, or to it where ``reverse`` is 1."""
        graph, points = self.graph, self.points
        link, share = int(points.link[k]), float(points.share[k])
        leg_s = points.snap_m[k] / (self.travel.access_speed_kph * MPS_PER_KPH)
        # Seen from the centre, column 0 of a link leads from its tail to its head;
        # towards the centre that very stretch is driven the other way.
        ahead = graph.seconds[:, reverse]
        back = graph.seconds[:, 1 - reverse]
        to_head, to_tail = _times(
            np.array([ahead[link], back[link]]), np.array([1 - share, share])
        )
        starts = {int(graph.head[link]): leg_s + to_head}
        tail = int(graph.tail[link])
        starts[tail] = min(starts.get(tail, np.inf), leg_s + to_tail)
        node_s = self._node_seconds(starts, reverse)
        at, part = self._samples
        here = np.minimum(
            node_s[graph.tail[at]] + _times(ahead[at], part),
            node_s[graph.head[at]] + _times(back[at], 1 - part),
        )
        own = at == link
        gap = part[own] - share
        along = np.where(gap >= 0, _times(ahead[link], gap), _times(back[link], -gap))
        here[own] = np.minimum(here[own], leg_s + along)
        return here

    def _node_seconds(self, starts: dict[int, float], reverse: int) -> _Floats:
        """Return seconds to all nodes from one extra node joined to the starts."""
        arcs, extra = self._arcs[reverse], self.graph.num_nodes
        goals = np.array([n for n, s in starts.items() if np.isfinite(s)], dtype=int)
        if not len(goals):
            return np.full(extra, np.inf)
        first = np.array([starts[n] for n in goals.tolist()])
        tail = np.r_[arcs[0], np.full(len(goals), extra)].astype(int)
        head = np.r_[arcs[1], goals].astype(int)
        # A weight of 0 would be no arc at all.
        weight = np.maximum(np.r_[arcs[2], first], 1e-6)
        shape = (extra + 1, extra + 1)
        limit = max(self.travel.isochrone_minutes) * SECONDS_PER_MINUTE
        found = dijkstra(
            csr_array((weight, (tail, head)), shape=shape), indices=extra, limit=limit
        )
        node_s: _Floats = found[:extra]
        return node_s

    @cached_property
    def _arcs(self) -> tuple[tuple[_Floats, _Floats, _Floats], ...]:
        """Tail, head and seconds of the open arcs, forwards and reversed.

        Of parallel arcs only the fastest: a sparse matrix would add them up.
        """
        graph = self.graph
        ends = np.r_[graph.tail, graph.head], np.r_[graph.head, graph.tail]
        found = []
        for along, against in ((0, 1), (1, 0)):
            seconds = np.r_[graph.seconds[:, along], graph.seconds[:, against]]
            open_ = np.isfinite(seconds)
            tail, head, time = ends[0][open_], ends[1][open_], seconds[open_]
            order = np.lexsort((time, head, tail))
            tail, head, time = tail[order], head[order], time[order]
            first = np.ones(len(order), dtype=bool)
            first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
            found.append((tail[first], head[first], time[first]))
        return tuple(found)


def _times(seconds: _Floats, share: _Floats) -> _Floats:
    """Return a share of some seconds; nothing of a closed way is nothing."""
    with np.errstate(invalid="ignore"):
        return np.where(share == 0, 0.0, seconds * share)


def _bands(
    field: _Field, seconds: _Floats, travel: Travel, centre: str
) -> list[tuple[str, float, shapely.Geometry]]:
    """Return the area of each of the policy's minutes that reaches anything."""
    found: list[tuple[str, float, shapely.Geometry]] = []
    for minutes in travel.isochrone_minutes:
        reached = field.cells[seconds <= minutes * SECONDS_PER_MINUTE]
        if len(reached):
            area = _area(reached)
            # Cutting steps straight could leave a corner of the smaller area out.
            area = shapely.union(area, found[-1][2]) if found else area
            found.append((centre, minutes, area))
    return found


def _area(cells: NDArray[np.int64]) -> shapely.Geometry:
    """Return the union of grid cells, small holes filled, without steps."""
    corner = cells.min(axis=0) - 1
    mask = np.zeros(cells.max(axis=0) - corner + 2, dtype=bool)
    mask[tuple((cells - corner).T)] = True
    rest, _ = label(~mask)
    small = np.bincount(rest.ravel()) <= _HOLE_CELLS
    mask |= small[rest]
    low = (np.argwhere(mask) + corner) * CELL_M
    boxes = shapely.box(low[:, 0], low[:, 1], low[:, 0] + CELL_M, low[:, 1] + CELL_M)
    merged = shapely.simplify(shapely.coverage_union_all(boxes), _MARGIN_M)
    return shapely.buffer(merged, _MARGIN_M, quad_segs=1)
