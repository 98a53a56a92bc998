"""Phases and graduates through the door: scheduled, barred, judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.checker import Judge, check_plan
from optimizer.domain import Severity
from optimizer.plan import Plan, Solution, Status
from optimizer.problem import Problem
from optimizer.schedule import Schedule, Timetable
from optimizer.service import phasing
from optimizer.service.loading import Loaded
from optimizer.service.phasing import MAX_ROUNDS, solve_in_phases
from optimizer.solvers.cpsat import CpSatSolver
from optimizer.solvers.evaluate import make_tier, tier_values
from optimizer.solvers.phases import schedule_phases
from optimizer.solvers.protocol import SolveLimits, Watcher
from tests.builders import make_case, make_core, make_school
from tests.solvers.phases.oracle import LIMITS, rich_case

TARGETS = [{"year": 2024, "pct": 50}, {"year": 2025, "pct": 100}]


def graduate_case(wishes: tuple[tuple[str, ...], ...] = (), **coverage: object) -> Case:
    """Return core A with b and c, and a graduate g that alone reaches f."""
    graduate = make_school("g", quality="良好", backbone=9)
    return make_case(
        [make_core("A", will_join=False), *"bcf", graduate],
        {("A", "f"): 99},
        wishes=wishes,
        roles={"graduates_may_lead": True},
        coverage={"targets": TARGETS, **coverage},
    )


def plan_of(case: Case) -> Plan:
    """Return the checked plan of a case."""
    plan = service.make_plan(Loaded(case)).plan
    assert plan is not None
    return plan


def test_graduate_leads_after_a_year_as_a_member() -> None:
    """Tests that the plan states host and years, and is proven as a whole."""
    plan = plan_of(graduate_case())
    grown = next(a for a in plan.alliances if a.core == "g")
    assert grown.host is not None
    assert (grown.host.core, grown.host.start_year) == ("A", 2024)
    assert (grown.start_year, grown.core_reason) == (2025, "graduate")
    assert plan.status is Status.OPTIMAL
    assert all(tier.proven for tier in plan.phase_tiers or ())


def test_graduate_without_host_is_barred_and_told() -> None:
    """Tests that the plan is solved again without it, with an issue."""
    plan = plan_of(graduate_case((("refused", "A", "g"),)))
    assert [a.core for a in plan.alliances] == ["A"]
    assert [i.value for i in plan.issues if i.code == "W106"] == ["g"]
    assert {u.school_id for u in plan.uncovered or ()} == {"f", "g"}
    # No plan whatsoever can host it, so nothing was lost.
    assert plan.status is Status.OPTIMAL


def test_graduate_is_never_a_demonstrator() -> None:
    """Tests that three are wanted, one can start at once, and no rule is broken."""
    case = graduate_case(demonstrators_per_county=3)
    plan = plan_of(case)
    assert {a.core for a in plan.alliances if a.demonstrator} == {"A"}
    assert {v.code for v in check_plan(case, plan)} == {"C391"}


@pytest.mark.parametrize("seed", range(8))
def test_graduates_never_lose_coverage(seed: int) -> None:
    """Tests that the switch lacks no more schools than without it."""
    case = rich_case(seed)
    off = case.policy.changed(roles={"graduates_may_lead": False})
    without = Case(case.schools, case.travel, case.wishes, off)
    lacking = [
        next(t.value for t in plan_of(c).tiers or () if t.name == "shortfall")
        for c in (without, case)
    ]
    assert lacking[1] <= lacking[0]


@pytest.mark.parametrize(
    ("core", "change", "codes"),
    [
        ("g", {"start_year": 2024}, {"C452"}),
        ("g", {"host": None}, {"C451", "C553", "C555", "C557"}),
        ("A", {"start_year": 2026}, {"C411"}),
    ],
)
def test_hand_edited_schedule_is_judged(
    core: str, change: dict[str, object], codes: set[str]
) -> None:
    """Tests that what a hand changed is named, whatever else follows from it."""
    case = graduate_case()
    plan = plan_of(case)
    edited = [
        a.model_copy(update=change) if a.core == core else a for a in plan.alliances
    ]
    found = check_plan(case, plan.model_copy(update={"alliances": edited}))
    errors = {v.code for v in found if v.severity is Severity.ERROR}
    assert codes <= errors


class OneGraduate(CpSatSolver):
    """A solver that lets A lead b, and the first graduate it may let lead one more.

    With ``worth`` a grouping with a graduate is worth that much more in one tier.
    """

    def __init__(self, worth: int | None = None) -> None:
        self.rounds = 0
        self.worth = worth

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return a grouping with at most one graduate."""
        self.rounds += 1
        ids = problem.school_ids
        core_of = np.full(problem.n, -1, dtype=np.int64)
        core_of[[ids.index("A"), ids.index("b")]] = ids.index("A")
        graduates = [k for k in np.flatnonzero(problem.can_lead) if ids[k] != "A"]
        if graduates:
            core_of[[graduates[0], ids.index("z")]] = graduates[0]
        value = 10 + (self.worth or 0) * bool(graduates)
        tiers = (
            () if self.worth is None else (make_tier("need", value, 99, proven=False),)
        )
        return Solution(Status.FEASIBLE, core_of, tiers)


def with_graduates(*names: str, **columns: object) -> Case:
    """Return A with b and z, and graduates."""
    graduates = [make_school(n, quality="良好", **columns) for n in names]
    return make_case(
        ["A", "b", "z", *graduates],
        roles={"graduates_may_lead": True},
        coverage={"targets": TARGETS},
    )


def test_rounds_are_bounded_and_end_without_graduates() -> None:
    """Tests that one graduate a round is tried only so often, then none leads."""
    names = [f"g{n}" for n in range(MAX_ROUNDS + 3)]
    engine = OneGraduate()
    case = with_graduates(*names, will_join=False)
    phased = solve_in_phases(case, engine, LIMITS, Watcher())
    assert engine.rounds == MAX_ROUNDS + 1
    assert phased.schedule is not None
    assert len(phased.schedule.start) == 1
    assert [issue.value for issue in phased.issues] == names[:MAX_ROUNDS]


@pytest.mark.parametrize(("worth", "led", "codes"), [(1, 2, []), (-1, 1, ["W107"])])
def test_graduates_lead_only_in_a_plan_as_good(
    worth: int, led: int, codes: list[str]
) -> None:
    """Tests that a search too short with graduates gives way to the one without."""
    engine = OneGraduate(worth)
    phased = solve_in_phases(with_graduates("g"), engine, LIMITS, Watcher())
    assert phased.schedule is not None
    assert len(phased.schedule.start) == led
    assert [issue.code for issue in phased.issues] == codes


class Hurried(CpSatSolver):
    """A solver that has time to prove a plan only if no graduate may lead."""

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return an empty grouping, cut off by the clock, where graduates may lead."""
        if not problem.can_lead[problem.school_ids.index("g")]:
            return super().solve(problem, limits, watcher, start)
        core_of = np.full(problem.n, -1, dtype=np.int64)
        values = tier_values(problem, core_of)
        tiers = [make_tier(n, values[n], None, proven=False) for n in problem.tiers]
        return Solution(Status.FEASIBLE, core_of, tuple(tiers), wall_limited=True)


def test_a_plan_that_left_graduates_out_is_not_called_optimal() -> None:
    """Tests that a proof without them is none with them, nor is it repeatable."""
    outcome = service.make_plan(Loaded(graduate_case()), solver=Hurried())
    assert outcome.plan is not None
    assert [i.code for i in outcome.plan.issues] == ["W107"]
    assert outcome.plan.status is Status.FEASIBLE
    tiers = outcome.plan.tiers or []
    assert [(t.bound, t.proven) for t in tiers] == [(None, False)] * len(tiers)
    assert outcome.solution.wall_limited


def test_barring_a_graduate_another_plan_could_host_is_no_proof() -> None:
    """Tests that the plan found lacks f, another does not, and the bound says so."""
    case = make_case(
        [
            make_core("A", will_join=False),
            make_core("B", weak=True),
            *"bcf",
            make_school("g", quality="良好", backbone=9),
        ],
        {("A", "f"): 99, ("B", "f"): 99, ("B", "c"): 50, ("B", "g"): 50},
        wishes=(("refused", "A", "g"),),
        roles={"graduates_may_lead": True},
        coverage={"targets": TARGETS, "demonstrators_per_county": 1},
    )
    plan = plan_of(case)
    assert [i.value for i in plan.issues if i.code == "W106"] == ["g"]
    tier = next(t for t in plan.tiers or () if t.name == "shortfall")
    assert (tier.value, tier.bound, tier.proven) == (1, 0, False)
    assert plan.status is Status.FEASIBLE
    better = {"A": "A", "b": "A", "B": "B", "c": "B", "g": "g", "f": "g"}
    assert Judge(case).tier_values(better)["shortfall"] == 0


def test_graduate_is_barred_only_by_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that without time to look for hosts nobody is said to have none."""

    def hurried(timetable: Timetable, limits: SolveLimits) -> Schedule:
        return schedule_phases(timetable, replace(limits, time_limit_s=0))

    monkeypatch.setattr(phasing, "schedule_phases", hurried)
    outcome = service.make_plan(Loaded(graduate_case()))
    assert outcome.plan is not None
    told = [(i.code, i.value) for i in outcome.plan.issues]
    assert told == [("W109", "g")]
    assert [a.core for a in outcome.plan.alliances] == ["A"]
    assert outcome.plan.status is Status.FEASIBLE
    assert outcome.solution.wall_limited


class Given:
    """A solver that hands out A with b, and g with f, whatever is asked."""

    name = "given"

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return the grouping."""
        groups = {"A": "A", "b": "A", "g": "g", "f": "g"}
        index = {school_id: i for i, school_id in enumerate(problem.school_ids)}
        core_of = np.full(problem.n, -1, dtype=np.int64)
        for member, core in groups.items():
            core_of[index[member]] = index[core]
        return Solution(Status.FEASIBLE, core_of)


@pytest.mark.parametrize(("wishes", "led"), [((), 2), ((("refused", "A", "g"),), 0)])
def test_given_grouping_is_a_plan_only_with_hosts(
    wishes: tuple[tuple[str, ...], ...], led: int
) -> None:
    """Tests that a grouping that cannot be scheduled is no plan, and no error."""
    outcome = service.make_plan(Loaded(graduate_case(wishes)), solver=Given())
    assert (0 if outcome.plan is None else len(outcome.plan.alliances)) == led
