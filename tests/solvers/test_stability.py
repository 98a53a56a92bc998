"""A plan before by its minutes alone: a pairing is kept for its worth, no more."""

from __future__ import annotations

import pytest

from optimizer.formulate import build_problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.protocol import SolveLimits, Solver, Watcher
from tests.builders import make_case

LIMITS = SolveLimits(seed=1, workers=1, deterministic_limit=60, time_limit_s=120)


def core_of_member(engine: Solver, *, detour: float, worth: float, before: str) -> str:
    """Return the core of school b, ``detour`` minutes farther from B than from A.

    School a keeps A and c keeps B, so both lead whatever b does.
    """
    case = make_case(
        ["A", "B", "a", "b", "c"],
        {
            ("a", "A"): 5,
            ("c", "B"): 5,
            ("a", "B"): 500,
            ("c", "A"): 500,
            ("b", "A"): 10,
            ("b", "B"): 10 + detour,
        },
        previous={"b": before},
        objective={"kept_before": "none", "stability_minutes": worth},
    )
    problem = build_problem(case)
    solution = engine.solve(problem, LIMITS, Watcher())
    ids = problem.school_ids
    return ids[int(solution.core_of[ids.index("b")])]


@pytest.mark.parametrize(
    "engine", [ColumnSolver(), CpSatSolver()], ids=["columns", "cpsat"]
)
@pytest.mark.parametrize(
    ("detour", "worth", "before", "expected"),
    [
        (4.0, 5.0, "B", "B"),
        (4.0, 3.9, "B", "A"),
        (4.0, 0.0, "B", "A"),
        (4.0, 5.0, "A", "A"),
        (-4.0, 5.0, "A", "A"),
        (-4.0, 3.9, "A", "B"),
    ],
)
def test_minutes_alone_decide_who_is_kept(
    engine: Solver, detour: float, worth: float, before: str, expected: str
) -> None:
    """Tests the least worth that keeps a member and the next smaller one."""
    found = core_of_member(engine, detour=detour, worth=worth, before=before)
    assert found == expected
