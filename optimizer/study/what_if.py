"""What if: one or more requests put to a plan at once, and what they cost.

The answer is the plan nearest to the baseline among those that lose least: people who
ask about one pair want to see that pair's consequences, not another best plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from optimizer.domain import PairKind, PairWish
from optimizer.formulate import build_problem
from optimizer.plan import Tier
from optimizer.problem import Ask, GoalName, Ints, Problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import SENSES, UNITS, tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import (
    UNRANKED,
    Baseline,
    Step,
    bar_ask,
    cover_ask,
    lead_ask,
    pair_ask,
)

RequestKind = Literal["under", "together", "apart", "cover", "lead", "bar"]


@dataclass(frozen=True)
class Request:
    """One request of a planner.

    Parameters
    ----------
    kind
        ``under``: ``a`` is a member under core ``b``. ``together``: both in one
        alliance. ``apart``: never in one. ``cover``: ``a`` is in some alliance.
        ``lead``, ``bar``: ``a`` leads, or does not.
    a, b
        School ids; ``b`` is empty where only one school is spoken of.
    """

    kind: RequestKind
    a: str
    b: str = ""


@dataclass(frozen=True)
class Moved:
    """A school that is elsewhere in the answer; ``None`` is outside."""

    school_id: str
    before: str | None
    after: str | None


@dataclass(frozen=True, eq=False)
class Met:
    """What became of some requests.

    Parameters
    ----------
    met
        Whether a legal plan meets them all; ``None`` if the limits of the search were
        reached first.
    changes
        Tiers whose value differs in the plan found. Those of :data:`DECIDING` are as
        good as any plan that meets the requests can be, if ``proven``; the others are
        those of the plan that moves the fewest schools.
    moved
        Schools that are elsewhere in that plan.
    fewest
        Whether it is proven that no such plan moves fewer schools.
    """

    met: bool | None
    changes: tuple[Step, ...] = ()
    moved: tuple[Moved, ...] = ()
    fewest: bool = False


DECIDING: tuple[GoalName, ...] = ("wishes", "floor", "shortfall", "towns", "need")
"""Tiers that come before staying where one is; below them a request should not stir up
the whole county for a few pupils or minutes."""


def what_if(
    base: Baseline,
    requests: Sequence[Request],
    limits: SolveLimits,
    watcher: Watcher | None = None,
) -> Met:
    """Find the plan that meets the requests at the least loss and moves the fewest.

    Raises
    ------
    KeyError
        If a request names a school that does not take part.
    """
    if any(settled(base.problem, request) is False for request in requests):
        return Met(met=False)
    problem = _with_wishes(base, requests)
    asks = [a for request in requests for a in _asks(base, problem, request)]
    tiers = [name for name in problem.tiers if name in DECIDING]
    asked = replace(problem, order_weight=_moving(base))
    found = ColumnSolver().solve(
        asked.asking(*asks, tiers=[*tiers, "order"]),
        limits,
        _UnlessRefused(watcher or Watcher()),
        base.solution,
    )
    first, last = found.tiers[0], found.tiers[-1]
    if first.value > 0 or found.core_of is None:
        return Met(met=False if first.proven and first.value > 0 else None)
    proven = {tier.name for tier in found.tiers if tier.proven}
    return Met(
        met=True,
        changes=tuple(_changes(base, found.core_of, proven)),
        moved=tuple(_moves(base, found.core_of)),
        fewest=last.proven,
    )


def settled(problem: Problem, request: Request) -> bool | None:
    """Tell whether approved alliances decide a request by themselves.

    They neither take anybody in nor let anybody go, so two schools of which one is in
    such an alliance are together if both are, and apart otherwise. ``None`` if the
    request is open.

    Raises
    ------
    KeyError
        If it names a school that does not take part.
    """
    ids = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    fixed = problem.frozen_core_of
    a, b = ids[request.a], ids[request.b] if request.b else -1
    if a not in fixed and b not in fixed:
        return None
    match request.kind:
        case "under":
            return fixed.get(a) == b and a != b
        case "together":
            return fixed.get(a, -1) == fixed.get(b, -2)
        case "apart":
            return fixed.get(a, -1) != fixed.get(b, -2)
        case "cover":
            return True
        case "lead":
            return fixed[a] == a
        case "bar":
            return fixed[a] != a


class _UnlessRefused(Watcher):
    """Stops as soon as the requests are known not to be met."""

    def __init__(self, inner: Watcher) -> None:
        self._inner = inner
        self._refused = False

    def on_tier_end(self, tier: Tier, seconds: float) -> None:
        """Look at the tier of the requests."""
        self._refused |= tier.name == "asked" and tier.value > 0

    def should_stop(self) -> bool:
        """Stop when refused, or when the user wishes."""
        return self._refused or self._inner.should_stop()


def _with_wishes(base: Baseline, requests: Sequence[Request]) -> Problem:
    """Return the problem with together and apart requests among its wishes."""
    wishes = tuple(
        PairWish(PairKind(request.kind), request.a, request.b)
        for request in requests
        if request.kind in {"together", "apart"}
    )
    if not wishes:
        return base.problem
    return build_problem(replace(base.case, wishes=(*base.case.wishes, *wishes)))


def _moving(base: Baseline) -> Ints:
    """Weigh placements so that their sum counts the schools that move, less a constant.

    A school that stays where it is brings -1, one that comes in from outside 1.
    """
    n, core_of = base.problem.n, base.core_of
    weight = np.zeros((n, n), dtype=np.int64)
    weight[core_of < 0] = 1
    inside = np.flatnonzero(core_of >= 0)
    weight[inside, core_of[inside]] = -1
    return weight


def _changes(base: Baseline, core_of: Ints, proven: set[str]) -> Iterator[Step]:
    """Yield the tiers that differ, in their order."""
    before = tier_values(base.problem, base.core_of)
    after = tier_values(base.problem, core_of)
    for name in base.problem.tiers:
        if name not in UNRANKED and before[name] != after[name]:
            lower = after[name] < before[name]
            yield Step(
                name,
                UNITS[name],
                before[name],
                after[name],
                is_worse=lower == (SENSES[name] == "max"),
                proven=name not in DECIDING or name in proven,
            )


def _asks(base: Baseline, problem: Problem, request: Request) -> Iterator[Ask]:
    a = base.index(request.a)
    match request.kind:
        case "under":
            yield pair_ask(problem, a, base.index(request.b))
        case "together":
            # The wish alone would be met by leaving both outside.
            yield cover_ask(problem, a)
        case "cover":
            yield cover_ask(problem, a)
        case "lead":
            yield lead_ask(problem, a)
        case "bar":
            yield bar_ask(problem, a)
        case "apart":
            base.index(request.b)


def _moves(base: Baseline, core_of: Ints) -> Iterator[Moved]:
    """Yield the schools that are elsewhere, by id."""
    ids = base.problem.school_ids

    def core(k: int) -> str | None:
        return None if k < 0 else ids[k]

    for i in np.flatnonzero(core_of != base.core_of):
        yield Moved(ids[i], core(int(base.core_of[i])), core(int(core_of[i])))
