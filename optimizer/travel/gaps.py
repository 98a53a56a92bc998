"""Which schools no core can reach, and where a new core would have to be.

A gap is a school that may be a member, but that no school that can lead may take, by
the pair rules of constraint (6). New cores are looked for among the schools that
cannot lead today, county by county: first the one that would reach most of the gaps,
then the next for the rest. This says where a core is missing; which school can be
developed into one, people decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import PairKind, School
from optimizer.formulate import build_problem
from optimizer.margins import borderline_pairs, seconds_limit, trip
from optimizer.policy import Travel
from optimizer.problem import Block, Bools, Ints, Problem
from optimizer.travel.isochrones import ANY, isochrones
from optimizer.travel.projection import WGS84
from optimizer.travel.roadgraph import RoadGraph

_REASONS: tuple[tuple[Block, str], ...] = (
    (Block.COUNTY, "county"),
    (Block.STAGE, "stage"),
    (Block.REFUSED, "refused"),
    (Block.UNKNOWN_ROUTE, "route"),
    (Block.MINUTES, "minutes"),
    (Block.KM, "km"),
    (Block.BORDERLINE, "borderline"),
)
"""Pair rules in the order they are tested, with the word said when all cores fail."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A school no core can take; ``reason`` is the rule that drops the last core."""

    school_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class NewCore:
    """A school that would reach some gaps if it could lead, with their seconds."""

    school_id: str
    reached: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ReachGaps:
    """Gaps of a case, and where cores are missing.

    Parameters
    ----------
    gaps
        Schools no core can take, by id.
    nearest
        By school: the nearest core of its county, its seconds and metres in the
        policy's direction; schools without any known way to one are not in it.
    suggestions
        New cores in the order found, county by county.
    unreachable
        Gaps that no school of the county could take either.
    """

    gaps: tuple[Gap, ...]
    nearest: Mapping[str, tuple[str, int, int]]
    suggestions: tuple[NewCore, ...]
    unreachable: tuple[str, ...]


def reach_gaps(case: Case) -> ReachGaps:
    """Return the schools no core can take, and where new cores would take them."""
    problem = build_problem(case)
    waiting = _waiting(case, problem)
    blocked = ~(problem.block == Block.NONE).any(axis=1)
    open_ = np.flatnonzero(waiting & blocked)
    gaps = tuple(
        Gap(problem.school_ids[i], _reason(problem, i)) for i in open_.tolist()
    )
    suggestions, left = _cover(case, problem, open_)
    return ReachGaps(
        gaps=gaps,
        nearest=_nearest(problem),
        suggestions=tuple(suggestions),
        unreachable=tuple(problem.school_ids[i] for i in left),
    )


def _waiting(case: Case, problem: Problem) -> Bools:
    """Mark schools that could be members if only there were a core."""
    needs_tag = case.policy.pairing.members_need_tag
    waiting = ~problem.can_lead
    for i, school_id in enumerate(problem.school_ids):
        school = case.by_id[school_id]
        is_tagged = not needs_tag or bool(roles.tags(school, case))
        waiting[i] &= is_tagged and school.will_join is not False
    for core, members in problem.frozen:
        waiting[[core, *members]] = False
    return waiting


def _reason(problem: Problem, i: int) -> str:
    """Drop the cores each rule blocks; say the rule that drops the last one."""
    free = problem.can_lead.copy()
    free[[core for core, _ in problem.frozen]] = False
    left = problem.block[i, free]
    if not len(left):
        return "none"
    for rule, reason in _REASONS:
        left = left[left != rule]
        if not len(left):
            return reason
    return "other"


def _nearest(problem: Problem) -> dict[str, tuple[str, int, int]]:
    """Return the nearest core of the county of each school, by time, then id."""
    cores = np.flatnonzero(problem.can_lead)
    found = {}
    for i, school_id in enumerate(problem.school_ids):
        here = [
            (int(problem.seconds[i, k]), int(k))
            for k in cores
            if k != i
            and problem.seconds[i, k] >= 0
            and problem.county[k] == problem.county[i]
        ]
        if here:
            seconds, k = min(here)
            metres = int(problem.metres[i, k])
            found[school_id] = (problem.school_ids[k], seconds, metres)
    return found


def _cover(case: Case, problem: Problem, gaps: Ints) -> tuple[list[NewCore], list[int]]:
    """Cover the gaps by new cores, the most useful first; also return the rest."""
    could = _could_take(case, problem)
    left = set(gaps.tolist())
    found = []
    for county in range(len(problem.counties)):
        while True:
            here = np.array(sorted(i for i in left if problem.county[i] == county))
            best = _best(problem, could, here.astype(int))
            if best is None:
                break
            k, reached = best
            found.append(
                NewCore(
                    problem.school_ids[k],
                    tuple(
                        (problem.school_ids[i], int(problem.seconds[i, k]))
                        for i in reached
                        if i != k
                    ),
                )
            )
            # The new core itself is no longer waiting.
            left -= {*reached, k}
    return found, sorted(left)


def _best(problem: Problem, could: Bools, gaps: Ints) -> tuple[int, list[int]] | None:
    """Return the school that takes most gaps; ties by seconds in all, then by id."""
    if not len(gaps):
        return None
    number = could[gaps].sum(axis=0)
    if not number.max(initial=0):
        return None
    seconds = np.where(could[gaps], problem.seconds[gaps], 0).sum(axis=0)
    order = np.lexsort((np.arange(problem.n), seconds, -number))
    k = int(order[0])
    return k, [int(i) for i in gaps[could[gaps, k]]]


def _could_take(case: Case, problem: Problem) -> Bools:
    """Mark ``[member, core]`` pairs that only lack a core that can lead."""
    travel = case.policy.travel
    index = np.array([case.travel.index_of[i] for i in problem.school_ids], dtype=int)
    seconds, metres = (m[np.ix_(index, index)] for m in trip(case.travel, case.policy))
    near = (seconds >= 0) & (seconds <= seconds_limit(travel.max_minutes))
    near &= metres <= round(travel.max_km * 1000)
    if travel.avoid_borderline:
        near &= ~borderline_pairs(case)[np.ix_(index, index)]
    schools = [case.by_id[i] for i in problem.school_ids]
    types = case.policy.roles.core_types
    could = np.array(
        [
            s.type_code in types and not problem.can_lead[k]
            for k, s in enumerate(schools)
        ]
    )
    for core, members in problem.frozen:
        could[[core, *members]] = False
    same = problem.county[:, None] == problem.county[None, :]
    if case.policy.scope.cross_county:
        same = np.ones_like(same)
    pairs = near & could[None, :] & same & ~np.eye(problem.n, dtype=bool)
    if case.policy.pairing.stages == "overlap":
        pairs &= np.array(
            [[bool(a.stages & b.stages) for b in schools] for a in schools]
        )
    return np.asarray(pairs & ~_refused(case, problem), dtype=bool)


def _refused(case: Case, problem: Problem) -> Bools:
    number = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    refused = np.zeros((problem.n, problem.n), dtype=bool)
    for wish in case.wishes:
        if wish.kind is PairKind.REFUSED and wish.a in number and wish.b in number:
            a, b = number[wish.a], number[wish.b]
            refused[a, b] = refused[b, a] = True
    return refused


def core_zone(
    graph: RoadGraph,
    schools: Sequence[School],
    travel: Travel,
    reached: Iterable[str],
    *,
    direction: str,
) -> shapely.Geometry | None:
    """Return where a core would have to stand to be within reach of some schools.

    The places within ``max_minutes`` of every one of them, as far as the roads say;
    ``None`` if there is no such place, or one of them is off the roads.

    Parameters
    ----------
    graph, schools, travel
        As for :func:`optimizer.travel.isochrones.isochrones`.
    reached
        Ids of the schools.
    direction
        Of the policy, seen from the schools to the core.
    """
    ids = sorted(set(reached))
    away = {"member_to_core": "core_to_member", "core_to_member": "member_to_core"}
    limits = travel.model_copy(update={"isochrone_minutes": [travel.max_minutes]})
    areas = isochrones(
        graph, schools, limits, ids, direction=away.get(direction, direction)
    )
    own: gpd.GeoSeries = areas[areas["centre_id"] != ANY].geometry
    if not ids or len(own) < len(ids):
        return None
    zone = shapely.intersection_all(own.to_crs(graph.crs).to_numpy())
    if zone.is_empty:
        return None
    back = gpd.GeoSeries([zone], crs=graph.crs).to_crs(WGS84)
    found: shapely.Geometry = back.iloc[0]
    return found
