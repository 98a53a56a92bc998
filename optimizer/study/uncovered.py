"""Why a school stays outside, and what would bring it in: each found by solving again.

Three kinds of answer, tried in this order. (a) Nothing forbids it: some legal plan
covers the school, at a price in a tier. (b) A rule forbids it: the fewest changes that
let a plan cover it, and what that plan is worth. (c) No decision can change it: the
route or the place is not known, or no school of the county could lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.problem import Block, Problem
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Answer, Baseline, Step, ask, cover_ask
from optimizer.study.changes import Change, changed, group_changes, pair_changes

_NEAREST = 3
"""Cores tried for one school, nearest first."""


@dataclass(frozen=True)
class Lift:
    """Changes under which a plan covers a school.

    ``change`` is the first tier in which that plan differs from today's, ``None`` if
    it is as good. ``decided`` is false if the search ended before it was known.
    """

    changes: tuple[Change, ...]
    change: Step | None
    decided: bool = True

    @property
    def is_free(self) -> bool:
        """Whether nothing gets worse."""
        return self.decided and (self.change is None or not self.change.is_worse)


@dataclass(frozen=True)
class Outside:
    """What was found out about a school outside.

    Parameters
    ----------
    school_id
        The school.
    as_is
        A plan that covers it under today's rules; ``None`` if there is none.
    lifts
        Ways to bring it in by changing something, the cheapest first.
    """

    school_id: str
    as_is: Lift | None
    lifts: tuple[Lift, ...]


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
    now = ask(base, [cover_ask(base.problem, i)], limits, watcher=watcher)
    as_is = None if now.met is False else _lift((), now)
    lifts: list[Lift] = []
    for changes in _candidates(base, i):
        lift = _verified(base, i, changes, limits, watcher)
        if lift is None or (as_is is not None and not lift.is_free):
            continue
        lifts.append(lift)
        if lift.is_free:
            break
    lifts.sort(key=lambda lift: (not lift.is_free, len(lift.changes), lift.changes))
    return Outside(base.problem.school_ids[i], as_is, tuple(lifts))


def _verified(
    base: Baseline,
    i: int,
    changes: tuple[Change, ...],
    limits: SolveLimits,
    watcher: Watcher | None,
) -> Lift | None:
    """Return what the changes bring, without needless ones; ``None`` if nothing."""
    found = _try(base, i, changes, limits, watcher)
    if found is None:
        return None
    for change in changes:
        fewer = tuple(c for c in found.changes if c != change)
        if fewer and len(found.changes) > 1:
            found = _try(base, i, fewer, limits, watcher) or found
    return found


def _try(
    base: Baseline,
    i: int,
    changes: tuple[Change, ...],
    limits: SolveLimits,
    watcher: Watcher | None,
) -> Lift | None:
    problem = build_problem(changed(base.case, changes))
    if problem.school_ids != base.problem.school_ids:
        return None
    answer = ask(
        base, [cover_ask(problem, i)], limits, changed=problem, watcher=watcher
    )
    return None if answer.met is False else _lift(changes, answer)


def _lift(changes: tuple[Change, ...], answer: Answer) -> Lift:
    decided = answer.met is True and (answer.change is None or answer.change.proven)
    return Lift(changes, answer.change, decided)


def _candidates(base: Baseline, i: int) -> Iterator[tuple[Change, ...]]:
    """Yield sets of changes worth trying, each for one core near by, and none twice."""
    seen: set[tuple[Change, ...]] = set()
    for k in _cores_near(base.case, base.problem, i):
        pair = tuple(pair_changes(base.case, base.problem, i, k))
        group = tuple(group_changes(base.case, base.problem, base.core_of, i, k))
        for changes in (pair, pair + group):
            if changes and changes not in seen:
                seen.add(changes)
                yield changes


def _cores_near(case: Case, problem: Problem, i: int) -> list[int]:
    """Return the nearest schools that may lead, all with a known route in the county.

    If there are none, the nearest ones of a type that can lead.
    """
    known = (problem.seconds[i] >= 0) & (problem.county == problem.county[i])
    known[i] = False
    known[list(problem.frozen_core_of)] = False
    known &= ~np.isin(problem.block[i], [Block.FROZEN, Block.SELF])
    types = case.policy.roles.core_types
    fit = np.array([case.by_id[s].type_code in types for s in problem.school_ids])
    leads = known & problem.can_lead
    pool = np.flatnonzero(leads if leads.any() else known & fit)
    order = sorted(pool, key=lambda k: (int(problem.seconds[i, k]), int(k)))
    return [int(k) for k in order[:_NEAREST]]
