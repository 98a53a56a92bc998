"""Blocks of a large part: who may use which school, and what a search leaves alone."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.formulate import build_problem
from optimizer.problem import Ints
from optimizer.solvers.columns import blocks
from optimizer.solvers.columns import part as part_module
from optimizer.solvers.columns.arcs import better_each_by_arcs
from optimizer.solvers.columns.choice import Block, search_each_among
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Measure
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.layout import Part, lay_out
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.state import State, holds, value_of
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county

LIMITS = SolveLimits(seed=1, workers=2, deterministic_limit=60, time_limit_s=300)


def started(seed: int) -> tuple[Part, State, list[Ints]]:
    """Return a part, its greedy plan, and its cores in blocks of five."""
    problem = build_problem(synthetic_county(60, 12, size_km=50, seed=seed))
    part = lay_out(problem).parts[0]
    state = part.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    order = np.random.default_rng(seed).permutation(len(state.reach.cores))
    return part, state, list(blocks.blocks_around(state.reach, order, 5))


def schools_of(state: State, groups: Groups) -> set[int]:
    """Return the cores and members of some alliances."""
    return set(rows_of(state.reach, groups).ravel().tolist()) - {-1}


def blocks_of(state: State, parted: list[Ints]) -> list[Block]:
    """Return the blocks as a search takes them."""
    cores = np.arange(len(state.reach.cores))
    barred = blocks.barred_schools(state, parted)
    return [Block(np.isin(cores, b), x) for b, x in zip(parted, barred, strict=True)]


@pytest.mark.parametrize("seed", range(10))
def test_each_school_outside_the_plan_is_open_to_the_nearest_block_alone(
    seed: int,
) -> None:
    """Tests the sharing of schools against every trip."""
    _, state, parted = started(seed)
    reach = state.reach
    found = blocks_of(state, parted)
    own = [schools_of(state, blocks.groups_in(state.best, block)) for block in parted]
    for block, mine, cores in zip(found, own, parted, strict=True):
        assert not block.barred[sorted(mine)].any()
        assert not block.barred[reach.cores[cores]].any()
    planned = set().union(*own) | set(reach.cores.tolist())
    outside = sorted(set(reach.schools.tolist()) - planned)
    assert outside
    for school in outside:
        (owner,) = [at for at, block in enumerate(found) if not block.barred[school]]
        trips = [reach.problem.seconds[school, reach.cores[b]].min() for b in parted]
        assert trips[owner] == min(trips)


@pytest.mark.parametrize("by_arcs", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_search_of_a_block_leaves_the_others_alone(seed: int, by_arcs: bool) -> None:
    """Tests that alliances outside a block stay and barred schools are not used."""
    part, state, parted = started(seed)
    goal, found = part.goal("pupils"), blocks_of(state, parted)
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    if by_arcs:
        plans = [
            each.groups
            for each in better_each_by_arcs(state, goal, found, effort, work=1.0)
        ]
    else:
        free = Measure(
            np.zeros(state.reach.num_pairs), np.zeros(len(state.reach.cores))
        )
        every = Pricing(state.reach).under(free, 0.0, most=1_000_000)
        plans = [
            each.groups
            for each in search_each_among(state, goal, every, found, effort, nodes=50)
        ]
    bettered = 0
    for plan, block, cores in zip(plans, found, parted, strict=True):
        assert plan is not None
        outside = np.setdiff1d(np.arange(len(block.free)), cores)
        kept, before = (blocks.groups_in(p, outside) for p in (plan, state.best))
        assert sorted(map(tuple, rows_of(state.reach, kept).tolist())) == sorted(
            map(tuple, rows_of(state.reach, before).tolist())
        )
        mine = schools_of(state, blocks.groups_in(plan, cores))
        assert not block.barred[sorted(mine)].any()
        assert holds(state, plan)
        assert value_of(state, goal, plan) <= state.value(goal)
        bettered += value_of(state, goal, plan) < state.value(goal)
    assert bettered


@pytest.mark.parametrize(("most_cores", "by_price"), [(60, False), (5, True)])
def test_only_large_parts_choose_their_blocks_by_price(
    most_cores: int, by_price: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that a part too small for such blocks still has those over pairs."""
    asked = []

    def spy(state: State, *_: object) -> Groups:
        asked.append(_[-1])
        return state.best

    monkeypatch.setattr(blocks, "MOST_CORES", most_cores)
    monkeypatch.setattr(part_module, "better_by_block", spy)
    part, state, _ = started(0)
    effort = Effort(LIMITS, Watcher())
    effort.begin_tier(1)
    search = part_module.TierSearch(state, part.goal("pupils"), effort)
    search.relax()
    search._better_by_block()
    (groups,) = asked
    assert (groups is not None) == by_price
