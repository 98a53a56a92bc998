"""Speeds on mountain roads: slope, bends, surface and ice, stretch by stretch.

Each link is looked at in parts of about :data:`PART_M`. A part is driven at the
least of what its road gives (class, signed limit), what its surface allows, what its
bend allows and what its slope allows; the policy states each table with its source.
Above the height of a scenario's ice the speed is multiplied by the ice factor. A
speed the road layer states as driven is taken at its word, but for ice.

Slope is the difference of height over the :data:`GRADE_WINDOW_M` of the link around
the part (the whole of a shorter link, divided by :data:`LEAST_GRADE_M` at least), the
same up and down. Bridges and tunnels have no slope here: the terrain says nothing about
them. Their height is that between their ends, not that of the gorge below or the
mountain above, and no ice forms in a tunnel. The radius of a bend is the length driven
over the angle turned between two chords of :data:`CHORD_M`. Where no height is known,
slope and ice do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.errors import TravelError
from optimizer.policy import NORMAL, Travel
from optimizer.route import Binding
from optimizer.travel.elevation import Elevation
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.road import BINDINGS
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.units import MPS_PER_KPH

PART_M = 25.0
"""Greatest length of the parts a link is looked at in."""

GRADE_WINDOW_M = 500.0
LEAST_GRADE_M = 300.0
"""On a steep flank a height read ten metres beside the road is metres off: over a
short window contour roads would look like ramps (Andorra's secondary roads come out
at 8 % in the median over 150 m, at their real 6 % over 500 m)."""

CHORD_M = 30.0

_Floats = NDArray[np.float64]


def with_terrain(
    graph: RoadGraph, travel: Travel, elevation: Elevation | None, scenario: str
) -> RoadGraph:
    """Return the graph with the times of mountain roads.

    Parameters
    ----------
    graph
        Roads as read: ``seconds`` from class, signed limit or stated speed.
    travel
        The policy's tables and scenarios.
    elevation
        Heights; without them slope and ice do not count, and a note says so.
    scenario
        Name of a scenario of the policy, or ``normal``.

    Returns
    -------
    RoadGraph
        With new ``seconds``, ``binding`` and ``height_m``; everything else as given.
        A road that is flat, straight and paved keeps its seconds to the last bit.

    Raises
    ------
    TravelError
        T299 if no road lies where heights are known: they are of another place.
    """
    if not graph.num_links:
        return graph
    parts = _parts(graph)
    height, grade = _heights(graph, parts, elevation)
    ceilings = _ceilings(graph, travel, parts, grade)
    ice = np.where(
        _holds(graph, parts, "is_tunnel"), 1.0, _ice(travel, scenario, height)
    )
    seconds = graph.seconds.copy()
    binding = graph.binding.copy()
    for column in (0, 1):
        seconds[:, column], binding[:, column] = _driven(
            graph, parts, column, ceilings, ice
        )
    known = np.isfinite(height)
    total = np.bincount(parts.link, np.where(known, height, 0), graph.num_links)
    count = np.bincount(parts.link, known, graph.num_links)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(count > 0, total / count, np.nan)
    return replace(
        graph,
        seconds=seconds,
        binding=binding,
        height_m=mean,
        notes=(*graph.notes, *_notes(graph, parts, elevation, known, scenario)),
    )


@dataclass(frozen=True, eq=False)
class _Parts:
    """Parts of links: owner, metres from the owner's start to the middle, length.

    ``along`` are the drawn metres of every link; ``start`` the running total of all
    geometries before it, with which a place on any link is one number.
    """

    link: NDArray[np.int64]
    middle: _Floats
    share: _Floats
    along: _Floats
    start: _Floats
    place: _Floats
    xy: _Floats

    def at(self, metres: _Floats) -> _Floats:
        """Return points at metres from the start of each part's link, within it."""
        inside = np.clip(metres, 0, self.along[self.link]) + self.start[self.link]
        x = np.interp(inside, self.place, self.xy[:, 0])
        y = np.interp(inside, self.place, self.xy[:, 1])
        return np.column_stack([x, y])


def _parts(graph: RoadGraph) -> _Parts:
    step = np.hypot(*np.diff(graph.xy, axis=0).T)
    # One metre between links keeps the running total rising from link to link.
    step[graph.offsets[1:-1] - 1] = 1.0
    place = np.concatenate([[0.0], np.cumsum(step)])
    start = place[graph.offsets[:-1]]
    along = place[graph.offsets[1:] - 1] - start
    count = np.maximum(1, np.ceil(along / PART_M)).astype(np.int64)
    link = np.repeat(np.arange(graph.num_links), count)
    number = np.arange(len(link)) - np.repeat(np.cumsum(count) - count, count)
    share = 1.0 / count[link]
    middle = (number + 0.5) * share * along[link]
    return _Parts(link, middle, share, along, start, place, graph.xy)


def _heights(
    graph: RoadGraph, parts: _Parts, elevation: Elevation | None
) -> tuple[_Floats, _Floats]:
    """Return metres above the sea and slope in percent of each part, NaN unknown."""
    if elevation is None:
        unknown = np.full(len(parts.link), np.nan)
        return unknown, unknown

    def height(points: _Floats) -> _Floats:
        lon, lat = transform(graph.crs, WGS84, points[:, 0], points[:, 1])
        return elevation.heights(lon, lat)

    length = parts.along[parts.link]
    window = np.minimum(GRADE_WINDOW_M, length)
    low = np.clip(parts.middle - window / 2, 0, length - window)
    high = low + window
    rise = np.abs(height(parts.at(high)) - height(parts.at(low)))
    grade = 100 * rise / np.maximum(window, LEAST_GRADE_M)
    is_built = _holds(graph, parts, "is_structure")
    grade[is_built] = np.nan
    first, last = height(parts.at(np.zeros_like(length))), height(parts.at(length))
    # Two nodes of an extract may lie at one place.
    share = np.divide(parts.middle, length, np.zeros_like(length), where=length > 0)
    between = first + (last - first) * share
    return np.where(is_built, between, height(parts.at(parts.middle))), grade


def _holds(
    graph: RoadGraph, parts: _Parts, fact: Literal["is_structure", "is_tunnel"]
) -> NDArray[np.bool_]:
    """Mark the parts of roads of which a fact holds."""
    by_road = np.array([getattr(road, fact) for road in graph.roads], dtype=bool)
    return by_road[graph.road[parts.link]]


def _radius(parts: _Parts) -> _Floats:
    """Return the radius of the bend at each part in metres, infinite if straight."""
    length = parts.along[parts.link]
    back = np.minimum(CHORD_M, parts.middle)
    ahead = np.minimum(CHORD_M, length - parts.middle)
    here = parts.at(parts.middle)
    before = here - parts.at(parts.middle - back)
    after = parts.at(parts.middle + ahead) - here
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turned = np.abs(np.arctan2(cross, (before * after).sum(axis=1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        radius = (back + ahead) / 2 / turned
    return np.where(turned > 0, radius, np.inf)


def _ceilings(
    graph: RoadGraph, travel: Travel, parts: _Parts, grade: _Floats
) -> dict[Binding, _Floats]:
    """Return km/h that surface, bend and slope allow each part; infinite if any."""
    grades = [row.pct for row in travel.grade_max_kph]
    by_grade = np.interp(grade, grades, [row.kph for row in travel.grade_max_kph])
    by_grade[~(grade > grades[0])] = np.inf
    radii = [row.radius_m for row in travel.radius_max_kph]
    radius = _radius(parts)
    by_curve = np.interp(radius, radii, [row.kph for row in travel.radius_max_kph])
    by_curve[radius >= radii[-1]] = np.inf
    allowed = {str(kind): kph for kind, kph in travel.surface_max_kph.items()}
    by_road = np.array([allowed.get(road.surface, np.inf) for road in graph.roads])
    by_surface = by_road[graph.road[parts.link]]
    stated = np.array([road.speed_by is Binding.STATED for road in graph.roads])
    at_word = stated[graph.road[parts.link]]
    found = {
        Binding.SURFACE: by_surface,
        Binding.CURVE: by_curve,
        Binding.GRADE: by_grade,
    }
    return {name: np.where(at_word, np.inf, kph) for name, kph in found.items()}


def _ice(travel: Travel, scenario: str, height: _Floats) -> _Floats:
    """Return what the speed of each part is multiplied by; 1 without ice."""
    if scenario == NORMAL:
        return np.ones(len(height))
    ice = travel.scenarios[scenario]
    with np.errstate(invalid="ignore"):
        return np.where(height >= ice.ice_above_m, ice.ice_factor, 1.0)


def _driven(
    graph: RoadGraph,
    parts: _Parts,
    column: int,
    ceilings: dict[Binding, _Floats],
    ice: _Floats,
) -> tuple[_Floats, NDArray[np.int64]]:
    """Return seconds and binding of each link in one direction."""
    own_s = graph.seconds[:, column]
    metres = graph.metres[:, column]
    with np.errstate(divide="ignore", invalid="ignore"):
        own_kph = (metres / own_s / MPS_PER_KPH)[parts.link]
    kph = own_kph.copy()
    reason = graph.binding[parts.link, column].astype(np.int64)
    for name, most in ceilings.items():
        lower = most < kph
        kph = np.where(lower, most, kph)
        reason[lower] = BINDINGS.index(name)
    kph = kph * ice
    reason[ice < 1] = BINDINGS.index(Binding.ICE)
    slower = kph < own_kph
    with np.errstate(divide="ignore", invalid="ignore"):
        part_s = metres[parts.link] * parts.share / (kph * MPS_PER_KPH)
    changed = np.bincount(parts.link, slower, graph.num_links) > 0
    closed = ~np.isfinite(own_s)
    total = np.bincount(parts.link, np.nan_to_num(part_s), graph.num_links)
    seconds = np.where(changed & ~closed, total, own_s)
    return seconds, _longest_reason(parts.link, reason, part_s, graph.num_links)


def _longest_reason(
    link: NDArray[np.int64], reason: NDArray[np.int64], part_s: _Floats, num_links: int
) -> NDArray[np.int64]:
    """Return the reason that holds for most of each link's time, ties the first."""
    kinds = len(BINDINGS)
    cells = np.bincount(
        link * kinds + reason, np.nan_to_num(part_s), num_links * kinds
    ).reshape(num_links, kinds)
    return np.asarray(cells.argmax(axis=1), dtype=np.int64)


def _notes(
    graph: RoadGraph,
    parts: _Parts,
    elevation: Elevation | None,
    known: NDArray[np.bool_],
    scenario: str,
) -> Sequence[Issue]:
    """Say where heights are missing, if that could change anything."""
    by_road = np.array([road.speed_by is Binding.STATED for road in graph.roads])
    if elevation is None:
        if scenario != NORMAL:
            return [Issue("T296", Severity.WARNING, column="dem", value=scenario)]
        return [] if by_road.all() else [Issue("T295", Severity.INFO, column="dem")]
    if not known.any():
        raise TravelError("T299")
    metres = parts.along[parts.link] * parts.share
    missing = float(metres[~known].sum())
    if not missing:
        return []
    share = f"{missing / 1000:.1f} km, {missing / metres.sum():.1%}"
    return [Issue("T294", Severity.WARNING, column="dem", value=share)]
