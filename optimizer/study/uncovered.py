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
        The first tier that differs in the best plan that covers it as things are;
        ``None`` if there is no such plan, or it is just as good up to the tiers that
        were compared.
    lift
        Changes under which a plan covers it and reaches no less need than today's:
        those for the nearest core that do it, without any that was found needless;
        empty if none did.
    has_route
        Whether a route to some school of its county that could lead is known.
    repeatable
        Whether no search was ended by the clock.
    """

    school_id: str
    possible: bool | None
    price: Step | None
    lift: tuple[Change, ...]
    has_route: bool
    repeatable: bool


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
    tries = _Tries(base, i, limits, watcher)
    lift: tuple[Change, ...] = ()
    for changes in _candidates(base, i):
        if tries.lifts(changes):
            lift = tries.needed(changes)
            break
    return Outside(
        base.problem.school_ids[i],
        now.met,
        now.change,
        lift,
        has_route=bool(_cores_near(base.case, base.problem, i)),
        repeatable=now.repeatable and tries.repeatable,
    )


@dataclass(eq=False)
class _Tries:
    """Searches for one school under changes."""

    base: Baseline
    i: int
    limits: SolveLimits
    watcher: Watcher | None
    repeatable: bool = True

    def lifts(self, changes: tuple[Change, ...]) -> bool:
        """Tell whether some plan covers the school at no loss of need."""
        problem = build_problem(changed(self.base.case, changes))
        if problem.school_ids != self.base.problem.school_ids:
            return False
        asks = [cover_ask(problem, self.i), no_less_need(self.base, problem)]
        found = ask(
            self.base,
            asks,
            self.limits,
            changed=replace(problem, tiers=()),
            watcher=self.watcher,
        )
        self.repeatable &= found.repeatable
        return found.met is True

    def needed(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Return the changes without those that are not needed."""
        for change in changes:
            fewer = tuple(c for c in changes if c != change)
            if fewer and self.lifts(fewer):
                changes = fewer
        return changes


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
