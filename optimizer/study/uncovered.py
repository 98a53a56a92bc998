"""Why a school stays outside, and what would bring it in: each found by solving again.

Two questions. Is there a legal plan that covers the school as things are, and what does
it cost elsewhere? And which changes, of limits, load, wishes or roles, let a plan cover
it while no less need is reached than today?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.problem import Block, Problem
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Baseline, Step, ask, cover_ask, no_less_need
from optimizer.study.changes import Change, changed, group_changes, pair_changes

_NEAREST = 3
"""Cores tried for one school, nearest first."""


@dataclass(frozen=True)
class Outside:
    """What was found out about a school outside.

    Parameters
    ----------
    school_id
        The school.
    possible
        Whether some legal plan covers it under today's rules; ``None`` if the search
        ended before that was known.
    price
        The first tier that is worse in the best plan that covers it as things are;
        ``None`` if there is no such plan, or it is just as good up to the tiers that
        were compared.
    lift
        The fewest changes, among those tried, under which a plan covers it and
        reaches no less need than today's; empty if none was found.
    has_route
        Whether a route to some school of its county that could lead is known.
    """

    school_id: str
    possible: bool | None
    price: Step | None
    lift: tuple[Change, ...]
    has_route: bool


def explain_outside(
    base: Baseline, i: int, limits: SolveLimits, watcher: Watcher | None = None
) -> Outside:
    """Find out what keeps a school outside and what would bring it in.

    Parameters
    ----------
    base
        The plan.
    i
        Index of a school that the plan leaves out.
    limits
        Limits of each search.
    watcher
        Receives the wish to stop.
    """
    covered = cover_ask(base.problem, i)
    now = ask(base, [covered], limits, watcher=watcher)
    lift: tuple[Change, ...] = ()
    for changes in _candidates(base, i):
        if _lifts(base, i, changes, limits, watcher):
            lift = _fewest(base, i, changes, limits, watcher)
            break
    return Outside(
        base.problem.school_ids[i],
        now.met,
        now.change,
        lift,
        has_route=bool(_cores_near(base.case, base.problem, i)),
    )


def _fewest(
    base: Baseline,
    i: int,
    changes: tuple[Change, ...],
    limits: SolveLimits,
    watcher: Watcher | None,
) -> tuple[Change, ...]:
    """Return the changes without those that are not needed."""
    for change in changes:
        fewer = tuple(c for c in changes if c != change)
        if fewer and _lifts(base, i, fewer, limits, watcher):
            changes = fewer
    return changes


def _lifts(
    base: Baseline,
    i: int,
    changes: tuple[Change, ...],
    limits: SolveLimits,
    watcher: Watcher | None,
) -> bool:
    """Tell whether a plan under the changes covers the school at no loss of need."""
    problem = build_problem(changed(base.case, changes))
    if problem.school_ids != base.problem.school_ids:
        return False
    asks = [cover_ask(problem, i), no_less_need(base, problem)]
    only_asked = replace(problem, tiers=())
    found = ask(base, asks, limits, changed=only_asked, watcher=watcher)
    return found.met is True


def _candidates(base: Baseline, i: int) -> Iterator[tuple[Change, ...]]:
    """Yield sets of changes worth trying, each for one core near by, and none twice."""
    seen: set[tuple[Change, ...]] = set()
    for k in _cores_near(base.case, base.problem, i):
        pair = tuple(pair_changes(base.case, base.problem, i, k))
        group = tuple(group_changes(base.case, base.problem, base.core_of, i, k))
        for changes in (pair, (*pair, *group)):
            if changes and changes not in seen:
                seen.add(changes)
                yield changes


def _cores_near(case: Case, problem: Problem, i: int) -> list[int]:
    """Return the nearest schools that may lead, all with a known route in the county.

    Those that share a stage, if there are any; if none may lead, the nearest ones of a
    type that can.
    """
    schools = [case.by_id[school_id] for school_id in problem.school_ids]
    known = (problem.seconds[i] >= 0) & (problem.county == problem.county[i])
    known &= ~np.isin(problem.block[i], [Block.FROZEN, Block.SELF])
    fit = np.array([s.type_code in case.policy.roles.core_types for s in schools])
    stage = np.array([bool(s.stages & schools[i].stages) for s in schools])
    leads = known & problem.can_lead
    choices = (leads & stage, leads, known & fit & stage, known & fit)
    pool = np.flatnonzero(next((c for c in choices if c.any()), known & fit))
    order = sorted(pool, key=lambda k: (int(problem.seconds[i, k]), int(k)))
    return [int(k) for k in order[:_NEAREST]]
