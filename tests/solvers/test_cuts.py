"""Rank-one cuts (C): separation, prices with fines, programs and bounds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from optimizer.formulate import build_problem
from optimizer.solvers.columns import blocks
from optimizer.solvers.columns.cuts import Cuts, Fines
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Groups, Measure, Reach
from optimizer.solvers.columns.known import rows_of
from optimizer.solvers.columns.layout import lay_out
from optimizer.solvers.columns.linear import bound_of, price_of
from optimizer.solvers.columns.part import TierSearch
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.separation import violated_cuts
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.greedy import greedy_start
from optimizer.solvers.pmedian.subset_rows import violated_triples
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.benchmarks.county import synthetic_county
from tests.solvers.random_cases import random_case

Cut = tuple[dict[int, int], int]
"""Weight of each school of a cut, and its parts."""

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=300)


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


def held_by(table: np.ndarray) -> csr_array:
    """Return a table of ones and zeros as the separation takes it."""
    return csr_array(table.astype(np.float64))


def times(row: Iterable[int], cut: Cut) -> int:
    """Return how often an alliance of some schools counts in a cut, by hand."""
    weight, parts = cut
    return sum(weight.get(school, 0) for school in row) // parts


def cuts_by_hand(cuts: Cuts) -> list[Cut]:
    """Return each cut as its schools with their weights, and its parts."""
    dense = cuts.weight.toarray().astype(int)
    return [
        ({int(i): int(row[i]) for i in np.flatnonzero(row)}, int(parts))
        for row, parts in zip(dense, cuts.parts, strict=True)
    ]


def drawn_cuts(reach: Reach, rng: np.random.Generator, count: int) -> Cuts:
    """Return random cuts over schools of a part."""
    drawn = []
    for _ in range(count):
        parts = int(rng.integers(2, 6))
        schools = rng.choice(
            reach.schools, min(len(reach.schools), int(rng.integers(3, 9))), False
        )
        weights = rng.integers(1, parts, len(schools))
        drawn.append((np.sort(schools), weights, parts))
    return Cuts.of(reach.problem.n, drawn)


@pytest.mark.parametrize("seed", range(30))
def test_separation_makes_nothing_up(seed: int) -> None:
    """Tests that what is found is violated, by hand, and the worst comes first."""
    rng = np.random.default_rng(seed)
    table = rng.random((int(rng.integers(4, 30)), 12)) < 0.35
    share = rng.random(len(table))
    share /= (share[:, None] * table).sum(axis=0).max()
    found = violated_cuts(held_by(table), share, most=50)
    rows = [np.flatnonzero(row).tolist() for row in table]
    excess = [
        sum(s * times(row, cut) for s, row in zip(share, rows, strict=True))
        - sum(cut[0].values()) // cut[1]
        for cut in cuts_by_hand(found)
    ]
    assert all(value > 0.02 for value in excess)
    assert excess == sorted(excess, reverse=True)
    assert (found.most == [sum(w.values()) // p for w, p in cuts_by_hand(found)]).all()
    assert all(max(w.values()) < p for w, p in cuts_by_hand(found))
    if violated_triples(table, share, most=1).size:
        assert len(found)


def test_fractions_of_alliances_are_cut_and_whole_ones_are_not() -> None:
    """Tests halves of three, thirds of four and fifths of 13, and a plan."""
    three = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], dtype=bool)
    (halves,) = cuts_by_hand(violated_cuts(held_by(three), np.full(3, 0.5), most=1))
    assert halves == ({0: 1, 1: 1, 2: 1}, 2)
    assert not len(violated_cuts(held_by(three), np.array([1.0, 0, 0]), most=9))
    four = np.array([row for row in product([0, 1], repeat=4) if sum(row) == 3])
    found = cuts_by_hand(violated_cuts(held_by(four), np.full(4, 1 / 3), most=50))
    assert ({0: 1, 1: 1, 2: 1, 3: 1}, 3) in found
    ring = np.array([[(i - k) % 13 < 5 for i in range(13)] for k in range(13)])
    cuts = violated_cuts(held_by(ring), np.full(13, 0.2), most=50)
    worst = max(
        0.2 * sum(times(np.flatnonzero(row).tolist(), cut) for row in ring)
        - sum(cut[0].values()) // cut[1]
        for cut in cuts_by_hand(cuts)
    )
    assert worst >= 0.6 - 1e-9


@pytest.mark.parametrize("seed", range(20))
def test_fined_prices_find_what_the_list_holds(seed: int) -> None:
    """Tests growing under fines against all alliances and their prices."""
    reach = reach_of(seed)
    rng = np.random.default_rng(seed)
    cuts = drawn_cuts(reach, rng, 12)
    fine = rng.choice([0.0, 1.0, 4.0], len(cuts))
    pair, core = rng.normal(-1, 3, reach.num_pairs), rng.normal(0, 3, len(reach.cores))
    price = Measure(pair, core, ((1.0, Fines.over(reach, cuts, fine)),))
    pricing, every = Pricing(reach), every_group(reach)
    rows, by_hand = rows_of(reach, every).tolist(), cuts_by_hand(cuts)
    met = np.array([[times(row, cut) for cut in by_hand] for row in rows])
    met = met.reshape(len(every), len(cuts))
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
    """Tests any cuts, and those found of a relaxation, against a plan."""
    problem = build_problem(synthetic_county(40, 8, size_km=40, seed=seed))
    core_of = greedy_start(problem)
    part = lay_out(problem).parts[0]
    plan = part.start(core_of, np.zeros((0, 2), dtype=np.int64))
    program = Program(plan.reach, part.goal("pupils"), plan.rows, plan.gap_most)
    program.add(every_group(plan.reach))
    assert program.relax(seconds=60) is not None
    drawn = drawn_cuts(plan.reach, np.random.default_rng(seed), 300)
    assert len(plan.best)
    rows = rows_of(plan.reach, plan.best).tolist()
    for cut in cuts_by_hand(drawn.joined(program.violated(most=100))):
        counted = sum(times(row, cut) for row in rows)
        assert counted <= sum(cut[0].values()) // cut[1]


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
    price = price_of(reach, goal, start.rows, duals)
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
