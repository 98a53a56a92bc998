"""A relaxation over all alliances: when it is a plan, and what its prices tell."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.formulate import build_problem
from optimizer.problem import GoalName
from optimizer.solvers.columns import part
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.engine import ChoiceLimits
from optimizer.solvers.columns.groups import Groups
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.linear import Linear, price_of
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, value_of
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county
from tests.solvers.test_cuts import every_group

SEEDS = range(12)


def relaxed(seed: int, tier: GoalName) -> tuple[Program, State, Linear, Groups]:
    """Return the program over all alliances of a county, and what it is made of."""
    problem = build_problem(synthetic_county(40, 8, size_km=40, seed=seed))
    (found,) = lay_out(problem).parts
    state = found.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    goal, every = found.goal(tier), every_group(found.reach)
    program = Program(found.reach, goal, state.rows, state.gap_most)
    program.add(every)
    return program, state, goal, every


@pytest.mark.parametrize("tier", ["need", "pupils"])
def test_relaxation_that_is_a_plan_is_the_best_one(tier: GoalName) -> None:
    """Tests against the integer search, and that both kinds of relaxation occur."""
    kinds = set()
    for seed in SEEDS:
        program, state, goal, every = relaxed(seed, tier)
        assert program.relax(seconds=60) is not None
        share, plan = program.shares, program.plan
        is_whole = bool((np.minimum(share, 1 - share) < 1e-6).all())
        assert (plan is not None) == is_whole
        kinds.add(is_whole)
        if plan is None:
            continue
        assert value_of(state, goal, plan) == pytest.approx(program.value, abs=1e-4)
        limits = ChoiceLimits(seed=1, nodes=10_000, seconds=60.0)
        none = np.zeros(0, dtype=np.int64)
        choice = program.choose(none, limits=limits, watcher=Watcher())
        assert choice.complete
        assert choice.chosen is not None
        best = value_of(state, goal, every[choice.chosen])
        assert value_of(state, goal, plan) == best
    assert kinds == {False, True}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_alliance_of_a_relaxation_is_below_its_price(seed: int) -> None:
    """Tests that prices are those of schools and rows alone, also of full shares."""
    program, state, goal, every = relaxed(seed, "pupils")
    duals = program.relax(seconds=60)
    assert duals is not None
    assert (program.shares > 1 - 1e-6).any()
    prices = every.value(price_of(state.reach, goal, state.rows, duals))
    assert prices.min() >= -1e-6 * goal.measure.largest


def test_a_relaxation_cut_short_is_no_plan() -> None:
    """Tests that what the engine leaves behind is not taken for one."""
    program, _, _, _ = relaxed(whole_seed(), "need")
    assert program.plan is None
    assert program.relax(seconds=0.0) is None
    assert program.plan is None


def test_whole_relaxation_needs_no_integer_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tests that a tier whose relaxation is a plan is closed by it."""
    monkeypatch.setattr(part, "search_among", None)
    problem = build_problem(synthetic_county(40, 8, size_km=40, seed=whole_seed()))
    (found,) = lay_out(problem).parts
    state = found.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    effort = Effort(SolveLimits(1, 1, 60.0, 60.0), Watcher())
    effort.begin_tier(1)
    search = part.TierSearch(state, found.goal("need"), effort)
    search.relax()
    outcome = search.finish()
    assert outcome.proven
    assert outcome.value < state.value(found.goal("need"))


def whole_seed() -> int:
    """Return a county whose relaxation is a plan that greedy does not find."""
    for seed in SEEDS:
        program, state, goal, _ = relaxed(seed, "need")
        assert program.relax(seconds=60) is not None
        plan = program.plan
        if plan is not None and value_of(state, goal, plan) < state.value(goal):
            return seed
    pytest.fail("no such county among the seeds.")
