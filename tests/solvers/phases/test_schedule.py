"""Tests of the schedule against every schedule tried, and of its properties."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from optimizer.checker import check_plan
from optimizer.compose import compose_plan
from optimizer.domain import Severity
from optimizer.plan import Solution, Status
from optimizer.schedule import Schedule, Timetable, build_timetable
from optimizer.solvers.phases import schedule_phases
from tests.builders import make_case, make_core, make_school
from tests.solvers.phases.oracle import (
    LIMITS,
    brute_force,
    end_state,
    phased_case,
    rich_case,
)

TWO = [{"year": 2024, "pct": 50}, {"year": 2025, "pct": 100}]
THREE = [
    {"year": 2023, "pct": 30},
    {"year": 2024, "pct": 60},
    {"year": 2025, "pct": 80},
]


def tier_facts(schedule: Schedule) -> list[tuple[str, int | None, int, bool]]:
    """Return name, year, value and proof of each tier."""
    return [(t.name, t.year, t.value, t.proven) for t in schedule.tiers]


@pytest.mark.parametrize(
    ("make", "seed"),
    [*((rich_case, n) for n in range(14)), *((phased_case, n) for n in range(40))],
)
def test_schedule_equals_brute_force(make, seed):
    """Tests that no schedule is better: tiers, years and hosts are the same."""
    case = make(seed)
    problem, core_of, timetable = end_state(case)
    schedule = schedule_phases(timetable, LIMITS)
    found = brute_force(case, timetable)
    if schedule.unhosted:
        assert found is None
        return
    assert found is not None
    best, values = found
    assert tier_facts(schedule) == [
        (*key, value.value, True) for key, value in values.items()
    ]
    assert schedule.start == best.start
    assert schedule.join == best.join
    assert schedule.host == best.host
    plan = compose_plan(
        case,
        problem,
        Solution(Status.FEASIBLE, core_of),
        solver_name="any",
        schedule=schedule,
    )
    errors = [v for v in check_plan(case, plan) if v.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("seed", range(40, 60))
def test_phases_nest_and_rows_are_counted(seed):
    """Tests that a year's schools stay, and that each row counts them."""
    case = rich_case(seed)
    problem, core_of, timetable = end_state(case)
    schedule = schedule_phases(timetable, LIMITS)
    if schedule.unhosted:
        return
    solution = Solution(Status.FEASIBLE, core_of)
    plan = compose_plan(case, problem, solution, solver_name="any", schedule=schedule)
    since = {a.core: (a.host or a).start_year for a in plan.alliances}
    since |= {m.school_id: m.start_year for a in plan.alliances for m in a.members}
    inside = [{s for s, year in since.items() if year <= y} for y in timetable.years]
    assert all(earlier <= later for earlier, later in pairwise(inside))
    assert inside[-1] == set(plan.core_of)
    counted = case.policy.scope.counted_types
    for row in plan.phases or []:
        pool = [
            s
            for s in case.schools
            if s.type_code in counted and row.scope in ("all", s.county_code)
        ]
        covered = sum(
            s.school_id in inside[timetable.years.index(row.year)] for s in pool
        )
        assert (row.covered, row.total) == (covered, len(pool))
        assert row.needed == -(-row.target_pct * len(pool) // 100)
        assert row.met == (covered >= row.needed)


@pytest.mark.parametrize("seed", range(60, 75))
def test_wider_budget_never_worsens_coverage(seed):
    """Tests that a wider budget lacks no more in any year, in order."""
    _, _, timetable = end_state(rich_case(seed))
    lacking = []
    for budget in (1, 2, 3, 0):
        schedule = schedule_phases(replace(timetable, budget=budget), LIMITS)
        lacking.append([t.value for t in schedule.tiers if t.name == "shortfall"])
    assert lacking == sorted(lacking, reverse=True)


@pytest.mark.parametrize("seed", range(75, 105))
def test_target_pace_exceeds_need_only_where_forced(seed):
    """Tests that early years reach what is needed, or one more: a core is never alone.

    Nothing else is left that could force more: no demonstrator, wish, approved
    alliance or guest.
    """
    _, _, timetable = end_state(rich_case(seed))
    timetable = replace(timetable, is_early=False, budget=0, showcase=frozenset())
    if timetable.problem.together or timetable.fixed or timetable.hosts:
        return
    schedule = schedule_phases(timetable, LIMITS)
    for t in range(timetable.last):
        for scope in timetable.scopes:
            end = int(scope.counted[list(timetable.core_of)].sum())
            inside = [i for i in timetable.core_of if (schedule.since(i) or 0) <= t]
            excess = int(scope.counted[inside].sum()) - min(scope.needed[t], end)
            assert 0 <= excess <= 1, (t, scope.name)


def two_alliances(**coverage):
    """Return cores A and D, each with two members that only it reaches."""
    far = dict.fromkeys(("Ad", "Ae", "Db", "Dc"), 99)
    return make_case(["A", "D", *"bcde"], far, coverage={"targets": TWO, **coverage})


def solved(case) -> tuple[Timetable, Schedule]:
    """Return timetable and schedule of a case."""
    _, _, timetable = end_state(case)
    return timetable, schedule_phases(timetable, LIMITS)


def test_target_pace_reaches_what_is_needed_and_early_all():
    """Tests 3 of 6 schools in 2024 for pace target, all six for early."""
    timetable, slow = solved(two_alliances())
    assert sorted(timetable.years) == [2024, 2025]
    assert sum(slow.since(i) == 0 for i in timetable.core_of) == 3
    _, fast = solved(two_alliances(pace="early"))
    assert sum(fast.since(i) == 0 for i in timetable.core_of) == 6


def test_budget_holds_one_alliance_back():
    """Tests that a budget of one a year beats the wish to start both early."""
    timetable, schedule = solved(
        two_alliances(pace="early", max_new_alliances_per_year=1)
    )
    assert sorted(schedule.start.values()) == [0, 1]
    assert timetable.budget == 1
    assert schedule.tiers[0].value == 0


def test_budget_too_small_is_exceeded_by_as_little_as_possible():
    """Tests that the end state stands, and the excess is told."""
    targets = [{"year": 2025, "pct": 100}]
    _, schedule = solved(two_alliances(targets=targets, max_new_alliances_per_year=1))
    assert (schedule.tiers[0].name, schedule.tiers[0].value) == ("budget", 1)


def test_demonstrator_starts_first_though_nothing_is_needed():
    """Tests that constraint (13) wins over the pace."""
    targets = [{"year": 2024, "pct": 0}, {"year": 2025, "pct": 100}]
    timetable, schedule = solved(
        two_alliances(targets=targets, demonstrators_per_county=1)
    )
    (shown,) = timetable.showcase
    assert schedule.start[shown] == 0
    assert sorted(schedule.start.values()) == [0, 1]


def test_together_schools_join_at_once():
    """Tests that a wish moves two schools into the same year."""
    case = two_alliances()
    wished = make_case(
        case.schools,
        dict.fromkeys(("Ad", "Ae", "Db", "Dc"), 99),
        wishes=[("together", "b", "c")],
        coverage={"targets": TWO},
    )
    timetable, schedule = solved(wished)
    b, c = (timetable.problem.school_ids.index(i) for i in "bc")
    assert schedule.join[b] == schedule.join[c]


def graduate_case(**changes):
    """Return core A with b and c, and a graduate g that alone reaches f."""
    columns = {"quality": "良好", "backbone": 9, **changes.pop("columns", {})}
    schools = [make_core("A", will_join=False), *"bcf", make_school("g", **columns)]
    minutes = {("A", "f"): 99, **changes.pop("minutes", {})}
    sections = {
        "coverage": {"targets": TWO, "max_new_alliances_per_year": 0},
        "roles": {"graduates_may_lead": True, **changes.pop("roles", {})},
        "size": changes.pop("size", {}),
    }
    return make_case(schools, minutes, **sections, **changes)


def test_graduate_is_hosted_then_leads():
    """Tests that g is a member of A in 2024 and leads f from 2025."""
    timetable, schedule = solved(graduate_case())
    ids = timetable.problem.school_ids
    g, a = ids.index("g"), ids.index("A")
    assert schedule.host == {g: (a, 0)}
    assert schedule.start[g] == 1
    assert not schedule.unhosted


def test_graduate_waits_for_room_so_a_member_joins_later():
    """Tests that a host full in the end has room for its guest before."""
    timetable, schedule = solved(graduate_case(size={"max_members": 3}))
    ids = timetable.problem.school_ids
    assert schedule.host == {ids.index("g"): (ids.index("A"), 0)}
    assert sorted(schedule.join[ids.index(i)] for i in "bc") != [0, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"minutes": {("A", "f"): 99, ("A", "g"): 61}},
        {"wishes": [("refused", "A", "g")]},
        {"columns": {"pupils": 1001, "backbone": 30}},
        {"columns": {"will_join": False}},
        {"columns": {"region_code": "111"}},
        {"wishes": [("apart", "A", "g")]},
    ],
    ids=["minutes", "refused", "load", "declines", "no_tag", "apart"],
)
def test_graduate_without_host_is_told(changes):
    """Tests that no rule of a member is lifted for a guest."""
    timetable, schedule = solved(graduate_case(**changes))
    assert [timetable.problem.school_ids[i] for i in schedule.unhosted] == ["g"]
    assert schedule.tiers == ()


def test_no_answer_about_hosts_is_no_proof_that_there_is_none():
    """Tests that a search for hosts without time says that the clock ended it."""
    _, _, timetable = end_state(graduate_case())
    schedule = schedule_phases(timetable, replace(LIMITS, time_limit_s=0))
    assert [timetable.problem.school_ids[i] for i in schedule.unhosted] == ["g"]
    assert not schedule.hosts_proven
    assert schedule.wall_limited
    assert schedule_phases(timetable, LIMITS).unhosted == ()


@pytest.mark.parametrize(
    "columns", [{"core": False}, {"will_lead": False}, {"quality": "合格"}]
)
def test_graduate_must_meet_the_condition(columns):
    """Tests that refusal, the table's no, and a lower grade keep a school from it."""
    case = graduate_case(columns=columns)
    problem, _, _ = end_state(case)
    assert not problem.can_lead[problem.school_ids.index("g")]


def test_no_graduate_leads_without_switch_or_phase():
    """Tests the switch, and that one phase alone has none to be a member in."""
    for case in (
        graduate_case(roles={"graduates_may_lead": False}),
        make_case(
            graduate_case().schools,
            coverage={"targets": TWO[1:]},
            roles={"graduates_may_lead": True},
        ),
    ):
        problem, _, _ = end_state(case)
        assert not problem.can_lead[problem.school_ids.index("g")]


def test_policy_without_targets_has_no_schedule():
    """Tests that nothing is scheduled where no year has a target."""
    case = make_case("Ab")
    problem, core_of, _ = end_state(two_alliances())
    assert build_timetable(case, problem, core_of) is None


def test_interrupted_search_keeps_everything_at_once():
    """Tests that a search without time gives a legal schedule, unproven."""
    _, _, timetable = end_state(two_alliances())
    schedule = schedule_phases(timetable, replace(LIMITS, time_limit_s=0))
    assert set(schedule.start.values()) == {0}
    assert schedule.wall_limited
    assert not all(tier.proven for tier in schedule.tiers)


PROGRAM = """
import json
from optimizer.solvers.phases import schedule_phases
from tests.solvers.phases.oracle import LIMITS, end_state, rich_case
found = []
for seed in range(95, 99):
    schedule = schedule_phases(end_state(rich_case(seed))[2], LIMITS)
    tiers = [tier.model_dump() for tier in schedule.tiers]
    found.append([sorted(schedule.start.items()), sorted(schedule.join.items()), tiers])
print(json.dumps(found))
"""


def test_schedule_is_the_same_in_another_process():
    """Tests that neither hash seed nor process changes a schedule."""
    texts = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1
    assert len(json.loads(texts.pop())) == 4
