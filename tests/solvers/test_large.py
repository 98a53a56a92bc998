"""Dives, blocks and sharp relaxations: the ways of parts too large to be listed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.formulate import build_problem
from optimizer.problem import GoalName, Problem
from optimizer.solvers.columns import blocks, bounding, dive
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Measure
from optimizer.solvers.columns.layout import Part, lay_out
from optimizer.solvers.columns.linear import Duals, Linear
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.solver import ColumnSolver
from optimizer.solvers.columns.state import State, holds
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)


def problem_of(seed: int) -> Problem:
    """Return a county of 40 schools."""
    return build_problem(synthetic_county(40, 8, size_km=40, seed=seed))


def after_pupils(seed: int) -> tuple[Part, State]:
    """Return the one part of a county and its state with need and pupils held."""
    problem = problem_of(seed)
    found = lay_out(problem).parts[0]
    state = found.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    for tier in ("shortfall", "need", "pupils"):
        search = TierSearch(state, found.goal(tier), effort)
        search.relax()
        outcome = search.finish()
        assert outcome.proven
        state = replace(outcome.state, listed=None)
    return found, state


def every_group(state: State) -> Groups:
    """Return all alliances of a part."""
    reach = state.reach
    free = Measure(np.zeros(reach.num_pairs), np.zeros(len(reach.cores)))
    return Pricing(reach).under(free, 0.0, most=1_000_000)


def relaxed(state: State, goal: Linear, groups: Groups) -> tuple[float, Duals]:
    """Return value and prices of a relaxation over some alliances."""
    program = Program(state.reach, goal, state.rows, state.gap_most)
    program.add(groups)
    duals = program.relax(seconds=60)
    assert duals is not None
    return program.value, duals


@pytest.mark.parametrize("tier", ["pupils", "travel"])
@pytest.mark.parametrize("seed", range(4))
def test_interior_points_end_at_the_relaxation(
    seed: int, tier: GoalName, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that generated alliances bound a tier as well as all of them together."""
    monkeypatch.setattr(blocks, "MOST_CORES", 1)
    monkeypatch.setattr(bounding, "_CLOSE", 0.0)
    found, state = after_pupils(seed)
    goal = found.goal(tier)
    state = replace(
        state,
        seeds=state.best,
        cuts=None,
        rows=state.rows if tier == "travel" else state.rows[:-2],
    )
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    search = TierSearch(state, goal, effort)
    search.relax()
    best, _ = relaxed(state, goal, every_group(state))
    assert search.line(0)[0] <= best + 1e-3
    assert search.line(0)[0] == pytest.approx(best, rel=2e-4)


@pytest.mark.parametrize("seed", range(6))
def test_a_dive_keeps_all_rows(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that each dive, short or long, ends in a plan or says it did not."""
    monkeypatch.setattr(dive, "_LAST", 2 + seed)
    found, state = after_pupils(seed)
    goal = found.goal("travel")
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    free = replace(state, rows=state.rows[:-2])
    for s in (state, free):
        plan = dive.dive(s, goal, Pricing(s.reach), effort, noise=1e-3)
        if plan is not None:
            assert holds(s, plan)
            rows = np.append(s.reach.member, -1)[plan.pairs]
            used = [*rows[rows >= 0], *s.reach.cores[plan.core_at]]
            assert len(used) == len(set(used))
    assert plan is not None


@pytest.mark.parametrize("seed", range(6))
def test_unlisted_counties_are_as_good_as_the_plain_model_tells(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests values and bounds of counties bettered in small blocks."""
    monkeypatch.setattr(blocks, "MOST_CORES", 3)
    monkeypatch.setattr(blocks, "_CORES", (2, 4))
    monkeypatch.setattr(bounding, "MOST_LISTED", 1)
    problem = problem_of(seed)
    plain = CpSatSolver().solve(problem, LIMITS, Watcher())
    solution = ColumnSolver().solve(problem, LIMITS, Watcher())
    for tier, best in zip(solution.tiers, plain.tiers, strict=True):
        sign = 1 if tier.sense == "min" else -1
        assert tier.bound is None or sign * tier.bound <= sign * best.value
        assert not tier.proven or tier.value == best.value
        assert sign * tier.value >= sign * best.value
        if tier.value != best.value:
            break
