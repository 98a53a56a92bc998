"""Subset-row cuts (C): separation, prices with fines, programs and bounds."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from optimizer.formulate import build_problem
from optimizer.problem import Ints
from optimizer.solvers.columns import blocks
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Fines, Groups, Measure, Reach
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.linear import bound_of, price_of
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.solvers.subset_rows import violated_triples
from tests.benchmarks.county import synthetic_county
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)


def excess_of(table: np.ndarray, weight: np.ndarray, triple: Ints) -> float:
    """Return by how much the groups with two of three points weigh over one."""
    met = table[:, triple].sum(axis=1) >= 2
    return float(weight[met].sum()) - 1.0


def reach_of(seed: int) -> Reach:
    """Return a part of some size: of a random case, or else of a small county."""
    county = synthetic_county(24, 5, size_km=30, seed=seed)
    for case in (random_case(seed), county):
        parts = [part.reach for part in lay_out(build_problem(case)).parts]
        largest = max(parts, key=lambda reach: reach.num_pairs, default=None)
        if largest is not None and largest.num_pairs > 4:
            return largest
    msg = "neither has a part of some size."
    raise AssertionError(msg)


def every_group(reach: Reach) -> Groups:
    """Return all alliances of a part."""
    free = Measure(np.zeros(reach.num_pairs), np.zeros(len(reach.cores)))
    return Pricing(reach).under(free, 0.0, most=1_000_000)


def keys_of(groups: Groups) -> set[tuple[int, ...]]:
    """Return a key of each alliance."""
    rows = np.column_stack([groups.core_at, groups.pairs])
    return set(map(tuple, rows.tolist()))


def random_triples(reach: Reach, rng: np.random.Generator, count: int) -> Ints:
    """Return triples of schools of a part, each once."""
    drawn = [np.sort(rng.choice(reach.schools, 3, replace=False)) for _ in range(count)]
    return np.unique(np.array(drawn, dtype=np.int64), axis=0)


@pytest.mark.parametrize("seed", range(30))
def test_separation_equals_trying_every_triple(seed: int) -> None:
    """Tests that the worst triple comes first and that none is missed or made up."""
    rng = np.random.default_rng(seed)
    table = rng.random((int(rng.integers(2, 14)), 9)) < 0.4
    weight = rng.random(len(table))
    weight /= (weight[:, None] * table).sum(axis=0).max()
    found = violated_triples(table, weight, most=1000)
    tried = {
        t: excess_of(table, weight, np.array(t)) for t in combinations(range(9), 3)
    }
    worst = max(tried.values())
    assert (len(found) > 0) == (worst > 0.02 + 1e-12)
    for triple in found:
        assert tried[tuple(triple.tolist())] > 0.02
    if len(found):
        assert tried[tuple(found[0].tolist())] == pytest.approx(worst)
    assert len(violated_triples(table, weight, most=1)) == min(1, len(found))


def test_three_halves_are_cut_and_whole_groups_are_not() -> None:
    """Tests the smallest case: three groups that share a point two by two."""
    table = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
    assert violated_triples(table, np.full(3, 0.5), most=9).tolist() == [[0, 1, 2]]
    assert not len(violated_triples(table, np.array([1.0, 0, 0]), most=9))


@pytest.mark.parametrize("seed", range(20))
def test_fined_prices_find_what_the_list_holds(seed: int) -> None:
    """Tests growing under fines against all alliances and their prices."""
    reach = reach_of(seed)
    rng = np.random.default_rng(seed)
    triples = random_triples(reach, rng, 12)
    fine = rng.choice([0.0, 1.0, 4.0], len(triples))
    pair, core = rng.normal(-1, 3, reach.num_pairs), rng.normal(0, 3, len(reach.cores))
    price = Measure(pair, core, ((1.0, Fines.over(reach, triples, fine)),))
    pricing, every = Pricing(reach), every_group(reach)
    met = np.array(
        [[np.isin(t, row).sum() >= 2 for t in triples] for row in rows_of(reach, every)]
    ).reshape(len(every), len(triples))
    assert every.value(price) == pytest.approx(
        every.value(Measure(pair, core)) + met @ fine
    )
    for limit in (-2.0, 0.0, 2.0):
        under = pricing.under(price, limit, most=1_000_000)
        wanted = every[every.value(price) <= limit]
        assert keys_of(under) == keys_of(wanted)
        cheap, lowest = pricing.best(price, limit, each=5)
        assert (cheap.value(price) < limit).all()
        least = np.full(len(reach.cores), np.inf)
        np.minimum.at(least, every.core_at, every.value(price))
        assert (lowest <= least + 1e-9).all()


@pytest.mark.parametrize("seed", range(10))
def test_no_plan_is_cut_off(seed: int) -> None:
    """Tests that a plan has one alliance at most with two schools of any three."""
    problem = build_problem(synthetic_county(40, 8, size_km=40, seed=seed))
    core_of = greedy_start(problem)
    plan = lay_out(problem).parts[0].start(core_of, np.zeros((0, 2), dtype=np.int64))
    table = np.zeros((len(plan.best), problem.n), dtype=bool)
    for row, schools in enumerate(rows_of(plan.reach, plan.best)):
        table[row, schools[schools >= 0]] = True
    assert len(plan.best)
    for triple in combinations(range(problem.n), 3):
        assert excess_of(table, np.ones(len(table)), np.array(triple)) <= 0


@pytest.mark.parametrize("interior", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_cuts_come_before_or_after_the_alliances(seed: int, interior: bool) -> None:
    """Tests that the order of adding changes nothing, and the Lagrangian bound."""
    problem = build_problem(synthetic_county(40, 8, size_km=40, seed=seed))
    part = lay_out(problem).parts[0]
    start = part.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
    reach, goal, every = part.reach, part.goal("pupils"), every_group(part.reach)
    first = Program(reach, goal, start.rows, start.gap_most, interior=interior)
    first.add(every)
    assert first.relax(seconds=60) is not None
    loose, cuts = first.value, first.violated(most=20)
    first.cut(cuts)
    duals = first.relax(seconds=60)
    assert duals is not None
    other = Program(
        reach, goal, start.rows, start.gap_most, cuts=cuts, interior=interior
    )
    other.add(every[::2])
    other.add(every[1::2])
    assert other.relax(seconds=60) is not None
    assert other.value == pytest.approx(first.value, rel=1e-5)
    assert first.value >= loose - 1e-5 * abs(loose)
    price = price_of(reach, goal, start.rows, cuts, duals)
    lowest = np.full(len(reach.cores), np.inf)
    np.minimum.at(lowest, every.core_at, every.value(price))
    bound = bound_of(goal, start.rows, start.gap_most, duals, lowest)
    assert bound == pytest.approx(first.value, rel=1e-4)
    best = CpSatSolver().solve(problem, LIMITS, Watcher()).tiers
    held = {tier.name: tier.value for tier in best}
    assert bound <= -held["pupils"] + 1e-6 * abs(bound)


def test_cuts_lift_a_bound_and_stay_below_the_best_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tests bounds of small counties before and after cutting against plain CP-SAT."""
    monkeypatch.setattr(blocks, "MOST_CORES", 1)
    lifted = 0
    for seed in range(8):
        problem = build_problem(synthetic_county(40, 8, size_km=40, seed=seed))
        part = lay_out(problem).parts[0]
        state = part.start(greedy_start(problem), np.zeros((0, 2), dtype=np.int64))
        effort = Effort(LIMITS, Watcher())
        effort.begin_tier(1)
        search = TierSearch(state, part.goal("need"), effort)
        search.relax()
        before = search.line(0)[0]
        search.tighten()
        after = search.line(0)[0]
        best = CpSatSolver().solve(problem, LIMITS, Watcher()).tiers
        need = next(tier for tier in best if tier.name == "need")
        assert before <= after <= -need.value + 1e-6
        lifted += after > before + 1e-3
    assert lifted
