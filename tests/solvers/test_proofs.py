"""Every proof and bound, also of searches cut off early, against all legal plans.

Several counties share one coverage target here: the place where a proof is easiest to
claim for less than all plans.
"""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.plan import Solution
from optimizer.solvers.columns import ColumnSolver, part, solver
from optimizer.solvers.evaluate import SENSES, tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_core, make_school
from tests.solvers.brute_force import legal_groupings

COUNTIES = ("422801", "422802")


def shared_case(seed: int, scope: str = "prefecture") -> Case:
    """Return eight schools in two counties, by default with one target over both."""
    rng = np.random.default_rng(seed)
    schools = []
    for county in COUNTIES:
        schools.append(make_core(f"A{county}", county_code=county, backbone=9))
        schools += [
            make_school(
                f"b{county}{i}",
                county_code=county,
                pupils=int(rng.choice([40, 60, 60, 80])),
                quality=str(rng.choice(["薄弱", "合格"])),
            )
            for i in range(3)
        ]
    return make_case(
        schools,
        rng.integers(5, 70, size=(8, 8)).astype(float).tolist(),
        coverage={
            "scope": scope,
            "targets": [{"year": 2025, "pct": int(rng.choice([40, 60, 75]))}],
            "target_year": 2025,
        },
        size={"max_members": int(rng.integers(2, 5))},
    )


@pytest.mark.parametrize("work", [1e-9, 0.01, 0.02, 0.05, 60.0])
@pytest.mark.parametrize("block", range(4))
def test_proofs_and_bounds_hold_over_all_plans(block: int, work: float) -> None:
    """Tests each tier among the plans no worse than this one in the tiers before."""
    for seed in range(10 * block, 10 * block + 10):
        assert_true_over_all_plans(shared_case(seed), work)


def assert_true_over_all_plans(case: Case, work: float) -> Solution:
    """Assert that bounds and proofs of a case are true; return the solution."""
    problem = build_problem(case)
    limits = SolveLimits(1, 1, deterministic_limit=work, time_limit_s=60)
    solution = ColumnSolver().solve(problem, limits, Watcher())
    ids = problem.school_ids
    left = []
    for grouping in legal_groupings(case):
        core_of = np.full(problem.n, -1, dtype=np.int64)
        for member, core in grouping.items():
            core_of[ids.index(member)] = ids.index(core)
        values = tier_values(problem, core_of)
        left.append({n: v if SENSES[n] == "min" else -v for n, v in values.items()})
    for tier in solution.tiers:
        sign = 1 if tier.sense == "min" else -1
        best = min(values[tier.name] for values in left)
        if tier.bound is not None:
            assert sign * tier.bound <= best, tier
        if tier.proven:
            assert sign * tier.value == best, tier
        left = [v for v in left if v[tier.name] <= sign * tier.value]
    return solution


def test_one_county_left_open_leaves_no_false_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tests bounds where one county is proven in every tier and the other is not.

    A plan as good in sum may be better in the open county and worse in the proven one.
    """
    finish = part.TierSearch.finish

    def half(self: part.TierSearch) -> part.Outcome:
        reach = self._state.reach
        core = reach.problem.school_ids[reach.cores[0]]
        if core.endswith(COUNTIES[0]):
            return finish(self)
        return self._outcome(self._state.listed)

    monkeypatch.setattr(part.TierSearch, "finish", half)
    monkeypatch.setattr(part.TierSearch, "_take_if_whole", lambda *_: None)
    monkeypatch.setattr(solver._Run, "_open", lambda *_: None)
    left_open = 0
    for seed in range(60):
        case = shared_case(seed, scope="county")
        solution = assert_true_over_all_plans(case, 60.0)
        left_open += any(tier.gap for tier in solution.tiers)
    assert left_open > 5


def test_proofs_by_pairs_are_proofs(monkeypatch: pytest.MonkeyPatch) -> None:
    """CP-SAT is asked first where many alliances are left; here they always are."""
    asked = []
    search = part.TierSearch._search_arcs

    def counted(self: part.TierSearch, work: float) -> None:
        asked.append(work)
        search(self, work)

    monkeypatch.setattr(part, "_MANY", 0)
    monkeypatch.setattr(part.TierSearch, "_search_arcs", counted)
    # Without a plan from the alliances of the relaxation, more is left to prove.
    monkeypatch.setattr(part.TierSearch, "_better", lambda _: None)
    monkeypatch.setattr(part.TierSearch, "_take_if_whole", lambda *_: None)
    for block in range(4):
        test_proofs_and_bounds_hold_over_all_plans(block, 60.0)
    assert len(asked) >= 8


def test_cut_off_searches_leave_something_open() -> None:
    """Tests that the limits above bite: proofs are missing with little work."""
    open_tiers = 0
    for seed in range(40):
        problem = build_problem(shared_case(seed))
        limits = SolveLimits(1, 1, deterministic_limit=0.01, time_limit_s=60)
        solution = ColumnSolver().solve(problem, limits, Watcher())
        open_tiers += sum(not tier.proven for tier in solution.tiers)
    assert open_tiers > 20
