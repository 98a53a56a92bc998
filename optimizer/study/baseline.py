"""The plan that questions start from, and how an answer differs from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.plan import Plan, Solution, Tier
from optimizer.problem import Ask, Block, Bools, GoalName, Ints, Problem
from optimizer.roles import graduates
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import make_tier, tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher

UNRANKED: frozenset[GoalName] = frozenset({"order"})
"""Tiers that only make the optimum unique: no answer is better or worse by them."""


@dataclass(frozen=True, eq=False)
class Baseline:
    """A solved case.

    Parameters
    ----------
    case, problem
        The facts, and the problem built from them.
    solution
        Its grouping and tiers; questions start their search here.
    """

    case: Case
    problem: Problem
    solution: Solution

    @property
    def core_of(self) -> Ints:
        """The grouping, shape ``(n,)``.

        Raises
        ------
        ValueError
            If the solution holds none.
        """
        if self.solution.core_of is None:
            msg = "a baseline needs a grouping."
            raise ValueError(msg)
        return self.solution.core_of

    def index(self, school_id: str) -> int:
        """Return the index of a school that takes part.

        Raises
        ------
        KeyError
            If it does not.
        """
        if school_id not in self.problem.school_ids:
            raise KeyError(school_id)
        return self.problem.school_ids.index(school_id)


@dataclass(frozen=True)
class Step:
    """A tier whose value changed; ``proven`` tells whether both values are proven."""

    tier: str
    unit: str
    before: int
    after: int
    is_worse: bool
    proven: bool


@dataclass(frozen=True, eq=False)
class Answer:
    """What became of a question.

    Parameters
    ----------
    met
        Whether a plan meets everything asked; ``None`` if the limits of the search
        were reached first.
    change
        The first tier in which the best such plan differs from the baseline. All
        tiers before it are the same; those after it cannot be compared. ``None`` if
        it is just as good.
    core_of
        The grouping found, shape ``(n,)``: best up to the tier of ``change``.
    repeatable
        Whether a second run gives the same answer: the clock did not end this one.
    """

    met: bool | None
    change: Step | None
    core_of: Ints
    repeatable: bool


class _UntilChanged(Watcher):
    """Stops once the ask is refused or a tier differs: the rest cannot be compared."""

    def __init__(self, inner: Watcher, before: dict[str, Tier]) -> None:
        self._inner = inner
        self._before = before
        self._decided = False
        self.change: Step | None = None

    def on_tier_end(self, tier: Tier, seconds: float) -> None:
        """Compare a tier with the baseline's."""
        if self._decided:
            return
        known = self._before.get(tier.name)
        if tier.name == "asked":
            self._decided = tier.value > 0
        elif known is not None and known.value != tier.value:
            lower = tier.value < known.value
            self.change = Step(
                tier.name,
                tier.unit,
                known.value,
                tier.value,
                is_worse=lower == (tier.sense == "max"),
                proven=known.proven and tier.proven,
            )
            self._decided = True

    def should_stop(self) -> bool:
        """Stop when decided, or when the user wishes."""
        return self._decided or self._inner.should_stop()


def baseline_of(case: Case, plan: Plan) -> Baseline:
    """Return the baseline of a plan that was solved, or made by hand.

    Raises
    ------
    KeyError
        If the plan names a school that does not take part.
    """
    # Who has no host in the plan is not asked to lead in an answer about it.
    case = replace(case, barred=graduates(case) - {a.core for a in plan.alliances})
    problem = build_problem(case)
    index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    core_of = np.full(problem.n, -1, dtype=np.int64)
    for member, core in plan.core_of.items():
        core_of[index[member]] = index[core]
    solution = Solution(plan.status, core_of, tuple(_tiers(problem, core_of, plan)))
    return Baseline(case, problem, solution)


def _tiers(problem: Problem, core_of: Ints, plan: Plan) -> Iterator[Tier]:
    """Yield the tiers of a plan; what it claims counts only if the value is right."""
    claimed = {tier.name: tier for tier in plan.tiers or ()}
    values = tier_values(problem, core_of)
    for name in problem.tiers:
        known = claimed.get(name)
        if known is not None and known.value == values[name]:
            yield known
        else:
            yield make_tier(name, values[name], None, proven=False)


def ask(
    base: Baseline,
    asks: Sequence[Ask],
    limits: SolveLimits,
    *,
    changed: Problem | None = None,
    watcher: Watcher | None = None,
) -> Answer:
    """Solve again with something asked, and compare with the baseline.

    Parameters
    ----------
    base
        The plan the answer is compared with.
    asks
        What is asked.
    limits
        Limits of the search.
    changed
        The problem under other facts or rules, of the same schools; default the
        baseline's.
    watcher
        Receives the wish to stop.

    Raises
    ------
    ValueError
        If ``changed`` is of other schools.
    """
    problem = base.problem if changed is None else changed
    if problem.school_ids != base.problem.school_ids:
        msg = "the changed problem must be of the same schools."
        raise ValueError(msg)
    tiers = [name for name in problem.tiers if name not in UNRANKED]
    before = {tier.name: tier for tier in base.solution.tiers}
    decider = _UntilChanged(watcher or Watcher(), before)
    found = ColumnSolver().solve(
        problem.asking(*asks, tiers=tiers), limits, decider, base.solution
    )
    first = found.tiers[0]
    met = first.value == 0 if first.value == 0 or first.proven else None
    core_of = base.core_of if found.core_of is None else found.core_of
    change = decider.change if met else None
    return Answer(met, change, core_of, repeatable=not found.wall_limited)


def no_less_need(base: Baseline, problem: Problem) -> Ask:
    """Return that no less need is reached than in the baseline."""
    core_of = base.core_of
    members = (core_of >= 0) & (core_of != np.arange(problem.n))
    weight = np.where(_may_be(problem), problem.need[:, None], 0)
    np.fill_diagonal(weight, 0)
    return Ask(weight, int(base.problem.need[members].sum()))


def pair_ask(problem: Problem, member: int, core: int) -> Ask:
    """Return that a school is a member under a core."""
    weight = np.zeros((problem.n, problem.n), dtype=np.int64)
    weight[member, core] = 1
    return Ask(weight, 1)


def cover_ask(problem: Problem, school: int) -> Ask:
    """Return that a school is in some alliance, as core or member."""
    weight = np.zeros((problem.n, problem.n), dtype=np.int64)
    weight[school] = _may_be(problem)[school]
    return Ask(weight, 1)


def _may_be(problem: Problem) -> Bools:
    """Mark where a school can be: allowed pairs, approved ones, itself as core.

    An ask about anything more would seem to concern other counties too, and tie them
    into one search.
    """
    places = problem.block == Block.NONE
    for member, core in problem.frozen_core_of.items():
        places[member, core] = True
    return np.asarray(places | np.diag(problem.can_lead), dtype=bool)


def lead_ask(problem: Problem, core: int) -> Ask:
    """Return that a school leads an alliance."""
    weight = np.zeros((problem.n, problem.n), dtype=np.int64)
    weight[core, core] = 1
    return Ask(weight, 1)


def bar_ask(problem: Problem, core: int) -> Ask:
    """Return that a school does not lead."""
    weight = np.zeros((problem.n, problem.n), dtype=np.int64)
    weight[core, core] = -1
    return Ask(weight, 0)
