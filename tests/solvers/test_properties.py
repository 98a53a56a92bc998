"""What must hold of any proven plan, on generated cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.case import Case, make_case
from optimizer.domain import School
from optimizer.formulate import build_problem
from optimizer.matrix import SOURCES, TravelMatrix
from optimizer.plan import Solution, Status
from optimizer.roles import frozen_groups
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_school
from tests.solvers.random_cases import random_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)


def solve(case: Case) -> Solution:
    """Return the proven solution of a case."""
    solution = ColumnSolver().solve(build_problem(case), LIMITS, Watcher())
    assert solution.status is Status.OPTIMAL
    return solution


def grouping_of(case: Case) -> dict[str, str]:
    """Return the proven grouping of a case by school id."""
    core_of = solve(case).core_of
    assert core_of is not None
    ids = build_problem(case).school_ids
    return {ids[i]: ids[k] for i, k in enumerate(core_of) if k >= 0}


def relabelled(case: Case, seed: int) -> Case:
    """Return the same case under other ids, which also sort in another order."""
    rng = np.random.default_rng(seed)
    new = {
        s.school_id: f"n{int(r):03}"
        for s, r in zip(
            case.schools, rng.permutation(900)[: len(case.schools)], strict=True
        )
    }

    def matrix(travel: TravelMatrix) -> TravelMatrix:
        ids = tuple(new[i] for i in travel.school_ids)
        return TravelMatrix(ids, travel.seconds, travel.metres, travel.source)

    wishes = [
        replace(w, a=new.get(w.a, w.a), b=None if w.b is None else new[w.b])
        for w in case.wishes
    ]
    return make_case(
        [replace(s, school_id=new[s.school_id]) for s in case.schools],
        matrix(case.travel),
        case.policy,
        wishes,
        {new[m]: new[k] for m, k in case.previous.items()},
        None if case.second is None else matrix(case.second),
    )


def with_school(case: Case, school: School, minutes: float) -> Case:
    """Return the case with one school more, so many minutes from everybody."""
    n = len(case.schools)

    def grown(old: np.ndarray, value: int) -> np.ndarray:
        out = np.full((n + 1, n + 1), value, dtype=old.dtype)
        out[:n, :n] = old
        out[n, n] = 0
        return out

    travel = TravelMatrix(
        (*case.travel.school_ids, school.school_id),
        grown(case.travel.seconds, round(minutes * 60)),
        grown(case.travel.metres, 1000),
        grown(case.travel.source, SOURCES.index("measured")),
    )
    return make_case(
        [*case.schools, school], travel, case.policy, case.wishes, case.previous
    )


@pytest.mark.parametrize("seed", range(1100, 1130))
def test_relabelling_changes_no_tier_but_the_order_drawn_from_ids(seed: int) -> None:
    """Tests that other ids, and so another order of rows, give equal tiers."""
    case = random_case(seed)
    one, two = (
        {t.name: t.value for t in solve(c).tiers if t.name != "order"}
        for c in (case, relabelled(case, seed))
    )
    assert one == two


@pytest.mark.parametrize("seed", range(1200, 1230))
def test_one_more_willing_school_never_loses_need_or_coverage(seed: int) -> None:
    """Tests that a village school that wants to join takes nothing from the whole."""
    case = replace(random_case(seed), second=None)
    case = replace(case, policy=case.policy.changed(coverage={"targets": []}))
    more = with_school(case, make_school("zz", will_join=True), 15)
    before, after = (
        tier_values(build_problem(c), np.asarray(solve(c).core_of))
        for c in (case, more)
    )
    assert after["need"] >= before["need"]
    covered = [len(grouping_of(c)) for c in (case, more)]
    assert covered[1] >= covered[0] or after["need"] > before["need"]


def test_frozen_alliances_stay_as_they_are() -> None:
    """Tests every generated case with an approved alliance, under tighter limits."""
    seen = 0
    for seed in range(1300, 1400):
        case = random_case(seed)
        groups = frozen_groups(case)
        tight = case.policy.changed(travel={"max_minutes": 1.0})
        for changed in (case, replace(case, policy=tight)) if groups else ():
            found = grouping_of(changed)
            for group in groups:
                seen += 1
                members = {m for m, k in found.items() if k == group.core}
                assert members == {group.core, *group.members}
    assert seen > 10
