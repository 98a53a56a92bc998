"""The door: what is checked, refused, noted and kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.compose import compose_plan
from optimizer.domain import Severity
from optimizer.errors import CheckError, DataError
from optimizer.formulate import build_problem
from optimizer.plan import Plan, Solution, Status, parse_plan
from optimizer.problem import Problem
from optimizer.service.loading import Loaded
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_core, make_school


class Liar:
    """A solver that puts everybody under the first school and claims a proof."""

    name = "liar 1"

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return an illegal grouping."""
        return Solution(Status.OPTIMAL, np.zeros(problem.n, dtype=np.int64))


class Boaster(ColumnSolver):
    """The true solver, but with one tier's value prettier than it is."""

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return the true grouping with a false value."""
        found = super().solve(problem, limits, watcher)
        first = found.tiers[0].model_copy(update={"value": found.tiers[0].value + 1})
        return replace(found, tiers=(first, *found.tiers[1:]))


def plan_of(case: Case) -> Plan:
    """Return the checked plan of a case."""
    plan = service.make_plan(Loaded(case)).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("solver", [Liar(), Boaster()])
def test_what_the_checker_rejects_is_never_returned(solver: ColumnSolver) -> None:
    """Tests that a lying solver ends in an error, not in a plan."""
    case = make_case(["A", *"bcdefg"])
    with pytest.raises(CheckError, match="C401"):
        service.make_plan(Loaded(case), solver=solver)


def test_solver_value_equals_checker_value_in_every_tier() -> None:
    """Tests the table that is printed."""
    outcome = service.make_plan(Loaded(make_case(["A", "B", *"cdefg"])))
    assert len(outcome.tier_check) == 8
    assert all(solver == own for _, solver, own in outcome.tier_check)


def test_plan_survives_json() -> None:
    """Tests that a plan read back is equal and has the same bytes."""
    plan = plan_of(make_case(["A", "b", make_school("c", county_code="422802")]))
    again = parse_plan(plan.to_json())
    assert again == plan
    assert again.to_json() == plan.to_json()
    assert list(json.loads(plan.to_json())) == [
        "schema",
        "title",
        "version",
        "fingerprint",
        "status",
        "tiers",
        "coverage",
        "alliances",
        "uncovered",
        "excluded",
        "issues",
        "phases",
        "phase_tiers",
    ]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (make_case(["A", "b", make_school("z", will_join=False)]), "U02"),
        (make_case(["A", "b", make_school("z", region_code="111")]), "U03"),
        (make_case(["b", make_school("z")]), "U04"),
        (make_case(["A", "b", make_school("z", type_code="311")]), "U05"),
        (make_case(["A", "b", "z"], wishes=[("refused", "z", "A")]), "U06"),
        (make_case(["A", "b", "z"], {("z", "A"): 61}), "U08"),
        (make_case(["A", "b", "z"], km={("z", "A"): 45.001}), "U09"),
        (make_case(["A", "b", "z"], {("z", "A"): 11}, size={"max_members": 2}), "U10"),
        (
            make_case(
                [
                    make_core("A", pupils=60, backbone=30),
                    "b",
                    make_school("z", pupils=30),
                ],
                load={"rules": ["pupils"]},
            ),
            "U11",
        ),
        (make_case(["A", "b", make_school("z", pupils=50)], {("z", "b"): 91}), "U12"),
    ],
)
def test_uncovered_school_is_told_the_first_rule_that_blocks_it(
    case: Case, code: str
) -> None:
    """Tests the reason of a school outside, rule by rule."""
    located = {s.school_id: replace(s, lon=109.5, lat=30.3) for s in case.schools}
    here = replace(case, schools=tuple(located.values()))
    reasons = {u.school_id: u.code for u in plan_of(here).uncovered or ()}
    assert reasons["z"] == code


def test_unknown_route_and_missing_place_are_told_apart() -> None:
    """Tests U07 of a located school and U01 of one that is not."""
    case = make_case(
        ["A", "b", make_school("y", lon=109.5, lat=30.3), "z"],
        {("y", "A"): None, ("z", "A"): None},
    )
    reasons = {u.school_id: u.code for u in plan_of(case).uncovered or ()}
    assert reasons == {"y": "U07", "z": "U01"}


def test_unmet_wish_and_floor_are_issues() -> None:
    """Tests W103 and W104 in the list of issues."""
    case = make_case(
        ["A", "B", "c"],
        {("c", "B"): None},
        wishes=[("core", "B")],
        coverage={"demonstrators_per_county": 3},
    )
    codes = {issue.code for issue in plan_of(case).issues}
    assert {"W103", "W104"} <= codes


def test_approved_alliance_over_a_limit_is_kept_and_noted() -> None:
    """Tests A02 on a frozen alliance that is too far, with the plan accepted."""
    case = make_case(["A", "b"], {("b", "A"): 75}, wishes=[("frozen", "b", "A")])
    plan = plan_of(case)
    assert [m.school_id for m in plan.alliances[0].members] == ["b"]
    assert "A02" in {note.code for note in plan.alliances[0].warnings}


def test_approved_pair_without_a_known_trip_states_no_source() -> None:
    """Tests a trip known one way only, where both ways must be known."""
    case = make_case(
        ["A", "b"],
        [[0, 20], [None, 0]],
        wishes=[("frozen", "b", "A")],
        travel={"direction": "worse"},
    )
    (member,) = plan_of(case).alliances[0].members
    assert (member.minutes, member.travel_source) == (None, None)


def test_previous_plan_keeps_a_member_where_it_was() -> None:
    """Tests stability: equal trips, and the earlier core wins either way."""
    for earlier in ("A", "B"):
        case = make_case(["A", "B", "c", "d", "e"], previous={"c": earlier})
        assert plan_of(case).core_of["c"] == earlier


def test_demo_that_does_not_exist_is_told() -> None:
    """Tests C103."""
    with pytest.raises(DataError, match="C103"):
        service.demo_sources("nowhere")


def test_previous_plan_can_be_a_folder(tmp_path: Path) -> None:
    """Tests that an edit of one school moves nobody else when a plan is given."""
    loaded = service.load(service.demo_sources("jianshi"))
    outcome = service.make_plan(loaded, time_limit_s=120)
    service.write_plan(outcome, tmp_path / "first")
    sources = replace(service.demo_sources("jianshi"), previous=tmp_path / "first")
    again = service.make_plan(service.load(sources), time_limit_s=120)
    assert outcome.plan is not None
    assert again.plan is not None
    assert again.plan.core_of == outcome.plan.core_of
    _, found = service.verify(tmp_path / "first")
    assert [v for v in found if v.severity is Severity.ERROR] == []


def test_composing_without_a_grouping_is_refused() -> None:
    """Tests that no plan is invented when a solver found none."""
    case = make_case(["A", "b"])
    nothing = Solution(Status.UNKNOWN, None)
    with pytest.raises(ValueError, match="no grouping"):
        compose_plan(case, build_problem(case), nothing, solver_name="x")
