"""Each constraint by itself: broken, and the nearest legal neighbour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ortools.sat.python import cp_model

from optimizer.case import Case
from optimizer.formulate import build_problem
from optimizer.solvers.cpsat.constraints import Constraints
from optimizer.solvers.cpsat.variables import Variables
from tests.builders import make_case, make_core, make_school

Groups = Mapping[str, str]


def allows(case: Case, **core_of: str) -> bool:
    """Return whether the model admits exactly this grouping (core of each school)."""
    problem = build_problem(case)
    model = cp_model.CpModel()
    variables = Variables(model, problem)
    Constraints(model, problem, variables).add_all()
    index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
    chosen = {(index[i], index[k]) for i, k in core_of.items()}
    wanted = {*variables.x, *((k, k) for k in variables.y)}
    if not chosen <= wanted:
        return False
    for pair, var in variables.x.items():
        model.add(var == int(pair in chosen))
    for k, var in variables.y.items():
        model.add(var == int((k, k) in chosen))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


def test_one_role_refuses_two_cores_for_a_member() -> None:
    """Tests (1): a core cannot be a member elsewhere at the same time."""
    case = make_case(["A", make_core("B", region_code="220"), "c", "d"])
    assert allows(case, A="A", B="A")
    problem = build_problem(case)
    model = cp_model.CpModel()
    variables = Variables(model, problem)
    Constraints(model, problem, variables).add_all()
    model.add(variables.y[1] == 1)
    model.add(variables.x[1, 0] == 1)
    assert cp_model.CpSolver().solve(model) == cp_model.INFEASIBLE


def test_link_refuses_member_of_a_core_that_does_not_lead() -> None:
    """Tests (2)."""
    case = make_case(["A", "b"])
    assert allows(case, A="A", b="A")
    assert not allows(case, b="A")


@pytest.mark.parametrize(
    ("size", "members", "legal"),
    [
        ({"max_members": 3}, "bc", True),
        ({"max_members": 3}, "bcd", False),
        ({"max_members": 3, "core_counts": False}, "bcd", True),
        ({"max_members": 3, "core_counts": False}, "bcde", False),
    ],
)
def test_size_counts_the_core_as_the_policy_says(
    size: dict[str, Any], members: str, legal: bool
) -> None:
    """Tests (3) at the limit and one over, in both readings of the five."""
    case = make_case(["A", *"bcde"], size=size)
    assert allows(case, A="A", **dict.fromkeys(members, "A")) is legal


@pytest.mark.parametrize(("counts", "legal"), [(True, False), (False, True)])
def test_size_counts_teaching_points_as_the_policy_says(
    counts: bool, legal: bool
) -> None:
    """Tests (3) with a teaching point over the limit."""
    point = make_school("p", type_code="218")
    case = make_case(
        ["A", "b", point], size={"max_members": 2, "teaching_point_counts": counts}
    )
    assert allows(case, A="A", b="A", p="A") is legal


def test_real_help_refuses_a_core_without_members() -> None:
    """Tests (4)."""
    case = make_case(["A", "b"])
    assert not allows(case, A="A")
    assert allows(case, A="A", b="A")


@pytest.mark.parametrize(("pupils", "legal"), [(1000, True), (1001, False)])
def test_load_is_inclusive(pupils: int, legal: bool) -> None:
    """Tests (5): exactly the capacity is legal, one pupil more is not."""
    case = make_case(["A", make_school("b", pupils=pupils)], load={"rules": ["pupils"]})
    assert allows(case, A="A", b="A") is legal


@pytest.mark.parametrize(
    ("minutes", "km", "legal"),
    [
        (60, 45, True),
        (60 + 1 / 60, 45, False),
        (60, 45.001, False),
        (None, None, False),
    ],
)
def test_reach_limits_are_inclusive_and_unknown_is_unreachable(
    minutes: float | None, km: float | None, legal: bool
) -> None:
    """Tests (6): minutes and metres at and over the limit, and no known route."""
    case = make_case(["A", "b"], {("b", "A"): minutes}, km={("b", "A"): km})
    assert allows(case, A="A", b="A") is legal


@pytest.mark.parametrize(
    ("columns", "legal"),
    [
        ({}, True),
        ({"county_code": "422802"}, False),
        ({"type_code": "311"}, False),
        ({"type_code": "312"}, True),
        ({"will_join": False}, False),
        ({"region_code": "111"}, False),
        ({"region_code": "111", "weak": True}, True),
    ],
)
def test_reach_and_help_by_the_member(columns: dict[str, Any], legal: bool) -> None:
    """Tests (4) and (6): county, stage, willingness and tag of the member."""
    case = make_case(["A", make_school("b", **columns)])
    assert allows(case, A="A", b="A") is legal


def test_refused_pair_is_barred_in_either_order() -> None:
    """Tests (6): neither side refuses."""
    assert not allows(
        make_case(["A", "b"], wishes=[("refused", "b", "A")]), A="A", b="A"
    )
    assert not allows(
        make_case(["A", "b"], wishes=[("refused", "A", "b")]), A="A", b="A"
    )
    assert allows(
        make_case(["A", "b", "c"], wishes=[("refused", "b", "c")]), A="A", b="A", c="A"
    )


@pytest.mark.parametrize(("minutes", "legal"), [(90, True), (91, False), (None, False)])
def test_spread_between_members(minutes: float | None, legal: bool) -> None:
    """Tests (7) at the limit, over it, and without a known route."""
    case = make_case(["A", "b", "c"], {("b", "c"): minutes})
    assert allows(case, A="A", b="A", c="A") is legal


def test_spread_lets_only_one_of_a_clique_in() -> None:
    """Tests (7): of four schools far from each other one may be a member."""
    far = {(a, b): 91.0 for a in "bcde" for b in "bcde" if a < b}
    case = make_case(["A", *"bcde"], far)
    assert allows(case, A="A", d="A")
    assert not allows(case, A="A", b="A", e="A")


def test_together_means_same_alliance_or_both_outside() -> None:
    """Tests (8) together, also when one of the two is the core."""
    case = make_case(["A", "B", "c", "d"], wishes=[("together", "c", "d")])
    assert allows(case, A="A", c="A", d="A")
    assert allows(case)
    assert not allows(case, A="A", c="A")
    assert not allows(case, A="A", B="B", c="A", d="B")
    led = make_case(["A", "B", "c", "d"], wishes=[("together", "A", "c")])
    assert allows(led, A="A", c="A")
    assert not allows(led, A="A", d="A", B="B", c="B")


def test_apart_means_never_the_same_alliance() -> None:
    """Tests (8) apart, also when one of the two is the core."""
    case = make_case(["A", "B", "c", "d"], wishes=[("apart", "c", "d")])
    assert allows(case, A="A", B="B", c="A", d="B")
    assert not allows(case, A="A", c="A", d="A")
    assert not allows(make_case(["A", "b"], wishes=[("apart", "A", "b")]), A="A", b="A")


def test_not_core_bars_and_core_wish_makes_eligible() -> None:
    """Tests (8) core and not_core."""
    plain = make_school("b", region_code="111")
    assert not allows(make_case([plain, "c"]), b="b", c="b")
    assert allows(make_case([plain, "c"], wishes=[("core", "b")]), b="b", c="b")
    assert not allows(make_case(["A", "c"], wishes=[("not_core", "A")]), A="A", c="A")


def test_frozen_alliance_leaves_no_variable() -> None:
    """Tests (8): an approved alliance is kept exactly, nobody joins or leaves."""
    case = make_case(["A", "b", "c"], wishes=[("frozen", "b", "A")])
    problem = build_problem(case)
    assert problem.frozen == ((0, (1,)),)
    assert problem.arcs == ()
