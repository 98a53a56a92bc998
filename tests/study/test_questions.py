"""Answers about a plan against trying every legal grouping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.baseline import Baseline, Step
from optimizer.study.changes import changed
from optimizer.study.roles_in_plan import loss_without, price_of_move
from optimizer.study.uncovered import explain_outside
from tests.solvers.brute_force import MAXIMISED, legal_groupings
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)
SEEDS = range(1000, 1030)
Grouping = Mapping[str, str]


def baseline(case: Case) -> Baseline:
    """Return a case with its proven best plan."""
    problem = build_problem(case)
    return Baseline(case, problem, ColumnSolver().solve(problem, LIMITS, Watcher()))


def expected_change(
    base: Baseline, wanted: Callable[[Grouping], bool]
) -> tuple[bool, tuple[str, int] | None]:
    """Return whether a wanted grouping exists, and the first tier that differs.

    Found by trying every legal grouping with the checker's own values.
    """
    judge = Judge(base.case)
    tiers = [t.name for t in base.solution.tiers if t.name != "order"]
    ranks = [
        tuple(-v[t] if t in MAXIMISED else v[t] for t in tiers)
        for g in legal_groupings(base.case)
        if wanted(g)
        for v in [judge.tier_values(g)]
    ]
    if not ranks:
        return False, None
    best = dict(zip(tiers, min(ranks), strict=True))
    for tier in base.solution.tiers:
        if tier.name in best:
            value = -best[tier.name] if tier.name in MAXIMISED else best[tier.name]
            if value != tier.value:
                return True, (tier.name, value)
    return True, None


def found_change(step: Step | None) -> tuple[str, int] | None:
    """Return tier and new value of a step."""
    return None if step is None else (step.tier, step.after)


def outside_of(base: Baseline) -> Iterator[int]:
    """Yield the schools outside."""
    yield from (int(i) for i in np.flatnonzero(base.core_of < 0))


@pytest.mark.parametrize("seed", SEEDS)
def test_schools_outside_equal_brute_force(seed: int) -> None:
    """Tests possibility and price of every school outside, and that each lift is true.

    A lift is true if, under the changed case, some grouping the checker accepts covers
    the school and reaches no less need.
    """
    base = baseline(random_case(seed, most=6))
    for i in outside_of(base):
        name = base.problem.school_ids[i]
        found = explain_outside(base, i, LIMITS)
        possible, change = expected_change(base, lambda g, name=name: name in g)
        assert (found.possible, found_change(found.price)) == (possible, change)
        if found.lift:
            case = changed(base.case, found.lift)
            judge = Judge(case)
            least = {t.name: t.value for t in base.solution.tiers}["need"]
            assert any(
                judge.tier_values(g)["need"] >= least
                for g in legal_groupings(case)
                if name in g
            ), (seed, name, found.lift)


@pytest.mark.parametrize("seed", SEEDS)
def test_members_and_cores_equal_brute_force(seed: int) -> None:
    """Tests the price of every move to the next best core, and of losing a core."""
    base = baseline(random_case(seed, most=6))
    ids = base.problem.school_ids
    for i, k in enumerate(base.core_of):
        if k < 0 or i in base.problem.frozen_core_of:
            continue
        if i == k:
            loss = loss_without(base, i, LIMITS)
            expected = expected_change(base, lambda g, c=ids[i]: g.get(c) != c)
            assert (loss.possible, found_change(loss.change)) == expected
        else:
            move = price_of_move(base, i, LIMITS)
            if move.other is None:
                continue
            pair = (ids[i], move.other)
            expected = expected_change(base, lambda g, p=pair: g.get(p[0]) == p[1])
            assert (move.possible, found_change(move.change)) == expected


def test_generated_questions_bite() -> None:
    """Tests that the cases above have schools outside of every kind, and lifts."""
    kinds = {True: 0, False: 0}
    lifted = 0
    for seed in SEEDS:
        base = baseline(random_case(seed, most=6))
        for i in outside_of(base):
            found = explain_outside(base, i, LIMITS)
            assert found.possible is not None
            kinds[found.possible] += 1
            lifted += bool(found.lift)
    assert min(kinds.values()) > 3
    assert lifted > 10
