"""Other plans nearly as good: each differs from the plan and from the others.

Without loss (the default) an alternative must be as good as the plan in every tier
before travel, read in their order. The question asked of the solver is then

1. the tiers before travel, as in every plan;
2. the distances to the plan and to the alternatives found before;
3. the least travel.

So the answer is the cheapest such plan, and where it costs more than allowed, or
the distances cannot be met, that is a proof that there is none, if the plan itself is
the best in the tiers before. With a loss allowed for need and pupils, the distances,
the cost and the loss are asked first, then the tiers from need on: the answer is the
best plan in the policy's own order.

Alternatives are searched one after another, so "no further one" is said with regard
to those listed before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from optimizer.plan import Solution, Status, Tier
from optimizer.problem import GoalName, Ints, Problem
from optimizer.solvers.evaluate import make_tier, tier_values
from optimizer.study.baseline import UNRANKED
from optimizer.study.searches import (
    Difference,
    Engine,
    differing,
    distance,
    holding,
    rank,
)

_NOISE = 1e-9
"""What a float product may lack to the whole number it means."""

MOST_SKIPPED = 4
"""Groupings refused before the search for alternatives is given up."""

_MAY_LOSE: tuple[GoalName, ...] = ("need", "pupils")


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Parameters
    ----------
    number
        How many alternatives.
    kind, least
        Least distance from the plan and between any two alternatives.
    within_pct
        Travel may exceed that of the plan by so much of its size.
    loss_pct
        Need and pupils may each fall short of the plan by so much.
    """

    number: int
    kind: Difference
    least: int
    within_pct: float
    loss_pct: float = 0.0


class Ending(StrEnum):
    """Why there are no more alternatives.

    ``complete``: as many as wanted. ``too_near``: proven, no other plan without
    loss is so different. ``too_costly``: proven, the cheapest one costs more than
    allowed. ``none``: proven, none within cost and loss. ``open``: none found, none
    excluded: for want of time, because the plan is not the best before the asks, or
    because some were skipped.
    ``stopped``: by the user.
    """

    COMPLETE = "complete"
    TOO_NEAR = "too_near"
    TOO_COSTLY = "too_costly"
    NONE = "none"
    OPEN = "open"
    STOPPED = "stopped"


@dataclass(frozen=True, eq=False)
class Alternatives:
    """The alternatives found and why there are no more.

    Parameters
    ----------
    wanted
        What was asked for.
    base
        Grouping of the plan, shape ``(n,)``.
    allowed
        Greatest value of tier ``travel``.
    found
        Groupings with the tiers of the policy, in the order found.
    ending
        Why the search ended.
    least_travel
        Bound on the travel of a further alternative, where it is too costly.
    skipped
        How many groupings would do but cannot be scheduled; the alternatives differ
        from them as well.
    """

    wanted: Wanted
    base: Ints
    allowed: int
    found: tuple[Solution, ...]
    ending: Ending
    least_travel: int | None = None
    skipped: int = 0


def find_alternatives(
    problem: Problem,
    plan: Solution,
    engine: Engine,
    wanted: Wanted,
    known: Solution | None = None,
    *,
    is_plan: Callable[[Solution], bool] = lambda _: True,
) -> Alternatives:
    """Return alternatives to a plan.

    Parameters
    ----------
    problem
        The policy's problem.
    plan
        The plan with its tiers; their bounds are taken over where they still hold.
    engine
        Solves the questions.
    wanted
        How many, how different, how costly.
    known
        Solution of a similar problem, to start from.
    is_plan
        Tells whether a grouping can be scheduled, which is no part of the problem;
        one that cannot is skipped, up to :data:`MOST_SKIPPED`.
    """
    base = _grouping(plan)
    values = tier_values(problem, base)
    allowed = travel_allowed(values["travel"], wanted.within_pct)
    found: list[Solution] = []
    skipped: list[Solution] = []
    ending, least, start = Ending.COMPLETE, None, known or plan
    while len(found) < wanted.number:
        if len(skipped) >= MOST_SKIPPED:
            ending = Ending.OPEN
            break
        engine.watcher.on_question("alternatives", len(found) + 1, wanted.number)
        others = [base, *(_grouping(solution) for solution in (*found, *skipped))]
        answer = engine.solve(question(problem, others, wanted), start)
        if answer is None:
            ending = Ending.STOPPED
            break
        start = answer
        ending, least = _judge(problem, answer, values, allowed, wanted)
        if ending is not Ending.COMPLETE:
            break
        solution = with_tiers_of(problem, answer, plan)
        (found if is_plan(solution) else skipped).append(solution)
    if skipped and ending not in (Ending.COMPLETE, Ending.STOPPED):
        # Nothing is said of the groupings near a skipped one.
        ending, least = Ending.OPEN, None
    return Alternatives(
        wanted, base, allowed, tuple(found), ending, least, len(skipped)
    )


def travel_allowed(travel: int, within_pct: float) -> int:
    """Return the greatest travel, with a percentage of its size on top.

    Examples
    --------
    >>> travel_allowed(1000, 2.5), travel_allowed(-1000, 5)
    (1025, -950)
    """
    return travel + share_of(travel, within_pct)


def share_of(value: int, pct: float) -> int:
    """Return a percentage of a value's size, rounded down; float noise aside."""
    return math.floor(abs(value) * pct / 100 + _NOISE)


def question(problem: Problem, others: list[Ints], wanted: Wanted) -> Problem:
    """Return the problem whose best plan is the next alternative, if it is one."""
    asks = [differing(problem, o, wanted.kind, wanted.least) for o in others]
    tiers = [name for name in problem.tiers if name not in UNRANKED]
    at = _place_of_asks(tiers, with_loss=wanted.loss_pct > 0)
    if wanted.loss_pct > 0:
        values = tier_values(problem, others[0])
        for name in _MAY_LOSE:
            loss = share_of(values[name], wanted.loss_pct)
            asks.append(holding(problem, name, values[name] - loss))
        allowed = travel_allowed(values["travel"], wanted.within_pct)
        asks.append(holding(problem, "travel", allowed))
    return replace(problem, asks=tuple(asks), tiers=(*tiers[:at], "asked", *tiers[at:]))


def _place_of_asks(tiers: Sequence[GoalName], *, with_loss: bool) -> int:
    """Return before which tier the asks come."""
    first = {*_MAY_LOSE, "travel"} if with_loss else {"travel"}
    return next((i for i, name in enumerate(tiers) if name in first), len(tiers))


def _judge(
    problem: Problem,
    answer: Solution,
    values: dict[GoalName, int],
    allowed: int,
    wanted: Wanted,
) -> tuple[Ending, int | None]:
    """Tell what an answer means; ``complete`` means it is an alternative.

    The tiers before the asks were optimised first. An answer better than the plan in
    them tells nothing of the plans between the two, as good as the plan or better.
    """
    names = [tier.name for tier in answer.tiers]
    at = names.index("asked")
    own = tier_values(problem, _grouping(answer))
    before = tuple(t for t in problem.tiers if t in names[:at])
    is_proven = all(tier.proven for tier in answer.tiers[: at + 1])
    is_sure = is_proven and rank(own, before) == rank(values, before)
    if answer.tiers[at].value > 0:
        if not is_sure:
            return Ending.OPEN, None
        return (Ending.NONE if wanted.loss_pct > 0 else Ending.TOO_NEAR), None
    if rank(own, before) > rank(values, before):
        return Ending.OPEN, None
    if own["travel"] <= allowed:
        return Ending.COMPLETE, None
    travel = next((t for t in answer.tiers if t.name == "travel"), None)
    bound = None if travel is None else travel.bound
    if is_sure and bound is not None and bound > allowed:
        return Ending.TOO_COSTLY, bound
    return Ending.OPEN, None


def with_tiers_of(problem: Problem, answer: Solution, plan: Solution) -> Solution:
    """Return an alternative with the policy's tiers and the bounds known of them.

    A bound of the plan holds for any plan that is as good in all tiers before.
    """
    values = tier_values(problem, _grouping(answer))
    known = {tier.name: tier for tier in plan.tiers}
    tiers: list[Tier] = []
    holds = True
    for name in problem.tiers:
        tier = known.get(name)
        bound = tier.bound if tier is not None and holds else None
        tiers.append(make_tier(name, values[name], bound, proven=bound == values[name]))
        holds = holds and tier is not None and tier.proven and tiers[-1].proven
    is_best = all(tier.proven for tier in tiers)
    return replace(
        answer,
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        tiers=tuple(tiers),
    )


def distances(found: Alternatives) -> list[list[int]]:
    """Return the distances from each alternative to the plan and those before it."""
    groupings = [found.base, *(_grouping(solution) for solution in found.found)]
    return [
        [distance(own, other, found.wanted.kind) for other in groupings[:number]]
        for number, own in enumerate(groupings)
        if number
    ]


def _grouping(solution: Solution) -> Ints:
    if solution.core_of is None:
        msg = "the solution holds no grouping."
        raise ValueError(msg)
    return solution.core_of
