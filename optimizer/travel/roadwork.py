"""Closing and opening roads of a graph, as the table of changes says.

A road closed by number or name loses all of its links. A drawn line closes what it
covers, :data:`HALF_WIDTH_M` to either side: a line across a road cuts it there, a
line along a road takes that part out; the rest of the link stays drivable up to the
cut. A line opens a road by joining the nearest roads at its two ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.route import Binding
from optimizer.tabular import normal
from optimizer.travel.changes import ChangeKind, RoadChange
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.recut import NewLink, recut
from optimizer.travel.road import Road
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.units import METRES_PER_KM

CLOSED, OPENED = "T297", "T298"
"""Codes of the notes on what was done."""

HALF_WIDTH_M = 10.0
JOIN_MAX_M = 200.0
"""An opened road must end this close to the roads it joins."""

_SHORTEST_M = 0.05
"""Shorter rests of a cut link are dropped: they are the rounding of the cut."""

_OPENED_KIND = "unclassified"
_NAMES_SHOWN = 5


def with_changes(
    graph: RoadGraph, changes: Iterable[RoadChange], scenario: str
) -> RoadGraph:
    """Return the graph with the changes that hold in a scenario.

    Each change done is a note of the graph: how long, which names, and the scenario
    if it holds in one alone.

    Raises
    ------
    DataError
        T301 with one issue per change that fits no road (T308: unknown number or
        name, T309: the line covers no road, T300: an end meets no road): a closure
        without effect would be a silent one.
    """
    faults: list[Issue] = []
    for change in changes:
        if not change.holds_in(scenario):
            continue
        done = _closed if change.kind is ChangeKind.CLOSED else _opened
        result = done(graph, change)
        if isinstance(result, Issue):
            faults.append(result)
        else:
            graph = result
    if faults:
        file = faults[0].file
        raise DataError("T301", issues=faults, file=file, count=len(faults))
    return graph


def _closed(graph: RoadGraph, change: RoadChange) -> RoadGraph | Issue:
    if change.line:
        kept = _outside(graph, _drawn(graph, change))
        if not kept:
            return _fault("T309", change, "line", _shown(change))
    else:
        links = np.flatnonzero(_named(graph, change.road)[graph.road])
        kept = {int(link): [] for link in links}
        if not kept:
            return _fault("T308", change, "road", change.road)
    note = _note(CLOSED, change, _covered(graph, kept))
    return recut(graph, kept, (), notes=(note,))


def _opened(graph: RoadGraph, change: RoadChange) -> RoadGraph | Issue:
    if not graph.num_links:
        return _fault("T300", change, "line", _shown(change))
    line = _drawn(graph, change)
    ends = [shapely.get_point(line, 0), shapely.get_point(line, -1)]
    link, gap_m = _nearest(graph, ends)
    worst = int(np.argmax(gap_m))
    if gap_m[worst] > JOIN_MAX_M:
        lon, lat = change.line[-worst]
        value = f"{lon:.5f},{lat:.5f} ({gap_m[worst]:.0f} m > {JOIN_MAX_M:g} m)"
        return _fault("T300", change, "line", value)
    share = shapely.line_locate_point(graph.lines[link], ends, normalized=True)
    joins = [(int(k), float(s)) for k, s in zip(link, share, strict=True)]
    road = Road(name=change.note, kind=_OPENED_KIND, speed_by=Binding.STATED)
    new = NewLink(
        shapely.get_coordinates(line), joins[0], joins[1], road, change.speed_kph or 0.0
    )
    metres = shapely.length(line) + gap_m.sum()
    note = _note(OPENED, change, f"{metres / METRES_PER_KM:.2f} km")
    kept = {k: _split([s for at, s in joins if at == k]) for k, _ in joins}
    return recut(graph, kept, (new,), notes=(note,))


def _split(shares: Sequence[float]) -> list[tuple[float, float]]:
    """Return the parts of a link between cuts at some shares."""
    cuts = sorted({0.0, 1.0, *shares})
    return list(pairwise(cuts))


def _drawn(graph: RoadGraph, change: RoadChange) -> shapely.LineString:
    lon, lat = zip(*change.line, strict=True)
    return shapely.LineString(np.column_stack(transform(WGS84, graph.crs, lon, lat)))


def _named(graph: RoadGraph, word: str) -> NDArray[np.bool_]:
    """Mark the roads with this number or, if there is none, with this name."""
    wanted = normal(word)
    by_ref = np.array([normal(road.ref) == wanted for road in graph.roads], dtype=bool)
    if by_ref.any():
        return by_ref
    return np.array([normal(road.name) == wanted for road in graph.roads], dtype=bool)


def _outside(
    graph: RoadGraph, line: shapely.LineString
) -> dict[int, list[tuple[float, float]]]:
    """Return the parts left of every link the line covers somewhere."""
    cover = line.buffer(HALF_WIDTH_M)
    kept: dict[int, list[tuple[float, float]]] = {}
    for k in np.sort(shapely.STRtree(graph.lines).query(cover, "intersects")):
        own = graph.lines[k]
        rest = shapely.get_parts(shapely.difference(own, cover))
        least = _SHORTEST_M / max(own.length, _SHORTEST_M)
        parts = [_shares(own, part) for part in rest if part.length > 0]
        kept[int(k)] = sorted((a, b) for a, b in parts if b - a > least)
    return kept


def _shares(line: shapely.LineString, part: shapely.LineString) -> tuple[float, float]:
    """Return where a part of a line begins and ends, 0 to 1."""
    ends = [shapely.get_point(part, 0), shapely.get_point(part, -1)]
    first, last = shapely.line_locate_point(line, ends, normalized=True)
    # On a closed line both ends of the whole are one point: take the length.
    if last <= first:
        last = min(1.0, first + part.length / line.length)
    return float(first), float(last)


def _nearest(
    graph: RoadGraph, points: Sequence[shapely.Point]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the nearest link to each point, ties to the first link."""
    tree = shapely.STRtree(graph.lines)
    (which, hit), gap = tree.query_nearest(points, return_distance=True)
    order = np.lexsort((hit, which))
    first = order[np.unique(which[order], return_index=True)[1]]
    return hit[first].astype(np.int64), gap[first]


def _covered(
    graph: RoadGraph, kept: Mapping[int, Sequence[tuple[float, float]]]
) -> str:
    """Return length and names of what is taken out of the graph."""
    metres = 0.0
    names: list[str] = []
    for link, parts in kept.items():
        gone = 1.0 - sum(b - a for a, b in parts)
        metres += gone * float(graph.metres[link].max())
        road = graph.roads[graph.road[link]]
        names.append(road.name or road.ref or road.kind)
    listed = sorted(set(names))
    more = f" +{len(listed) - _NAMES_SHOWN}" if len(listed) > _NAMES_SHOWN else ""
    return f"{metres / METRES_PER_KM:.2f} km: {', '.join(listed[:_NAMES_SHOWN])}{more}"


def _shown(change: RoadChange) -> str:
    return ";".join(f"{lon:.5f},{lat:.5f}" for lon, lat in change.line[:3])


def _note(code: str, change: RoadChange, value: str) -> Issue:
    if change.scenario:
        value = f"{value} [{change.scenario}]"
    return Issue(
        code, Severity.INFO, change.row, "change", value, "converted", change.file
    )


def _fault(code: str, change: RoadChange, column: str, value: str) -> Issue:
    return Issue(
        code, Severity.ERROR, change.row, column, value, "refused", change.file
    )
