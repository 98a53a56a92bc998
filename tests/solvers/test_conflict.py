"""Smallest conflicts against trying every subset of the demands."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from optimizer.formulate import build_problem
from optimizer.problem import Problem
from optimizer.solvers.cpsat.conflict import Demand, smallest_conflict
from optimizer.solvers.protocol import SolveLimits
from tests.builders import make_case, make_core, make_school
from tests.solvers.brute_force import legal_groupings
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=60)
KINDS = ("lead", "bar", "together", "apart", "refused", "under", "cover")


def meets(core_of: list[int], demand: Demand) -> bool:
    """Tell whether a grouping meets a demand; written from the words of the demand."""
    a, b = demand.a, demand.b
    match demand.kind:
        case "lead":
            return core_of[a] == a
        case "bar":
            return core_of[a] != a
        case "cover":
            return core_of[a] >= 0
        case "under":
            return core_of[a] == b
        case "together":
            return core_of[a] == core_of[b]
        case "apart":
            return core_of[a] != core_of[b] or core_of[a] < 0
        case _:
            return core_of[a] != b and core_of[b] != a


def random_demands(problem: Problem, seed: int) -> list[Demand]:
    """Return five demands, most of them such that something must happen."""
    rng = np.random.default_rng(seed)
    free = [i for i in range(problem.n) if i not in problem.frozen_core_of]
    found = []
    for kind in rng.choice(KINDS, size=5, p=[0.3, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1]):
        a, b = (int(i) for i in rng.choice(free, size=2, replace=False))
        pair = kind in {"together", "apart", "refused", "under"}
        found.append(Demand(str(kind), a, b if pair else -1))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("block", range(5))
def test_conflicts_equal_trying_every_subset(block: int) -> None:
    """Tests that the set is a conflict and that no smaller one is."""
    sizes = set()
    for seed in range(900 + 12 * block, 912 + 12 * block):
        case = replace(random_case(seed, most=6), wishes=())
        problem = build_problem(case)
        if problem.n - len(problem.frozen_core_of) < 2:
            continue
        ids = problem.school_ids
        groupings = [
            [ids.index(g[i]) if i in g else -1 for i in ids]
            for g in legal_groupings(case)
        ]
        demands = [
            d
            for d in random_demands(problem, seed)
            if seed % 3 == 0 or any(meets(g, d) for g in groupings)
        ]

        def possible(
            chosen: tuple[int, ...],
            groupings: list[list[int]] = groupings,
            demands: list[Demand] = demands,
        ) -> bool:
            return any(all(meets(g, demands[d]) for d in chosen) for g in groupings)

        least = next(
            (
                size
                for size in range(1, len(demands) + 1)
                if not all(possible(c) for c in combinations(range(len(demands)), size))
            ),
            0,
        )
        found = smallest_conflict(problem, demands, LIMITS)
        assert found is not None
        assert len(found) == least, seed
        assert not found or not possible(found), seed
        sizes.add(least)
    assert len(sizes) > 1


def test_two_cores_that_need_the_same_member() -> None:
    """Tests a conflict of exactly two wishes beside one that harms nobody."""
    case = make_case([make_core("A"), make_core("B"), make_school("c")], 10.0)
    problem = build_problem(case)
    demands = [Demand("lead", 0), Demand("cover", 2), Demand("lead", 1)]
    assert smallest_conflict(problem, demands, LIMITS) == (0, 2)
    assert smallest_conflict(problem, demands[:2], LIMITS) == ()
