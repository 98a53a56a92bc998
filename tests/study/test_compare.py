"""Two plans side by side."""

from __future__ import annotations

import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.plan import Plan
from optimizer.service.loading import Loaded
from optimizer.study.compare import Place, Side, compare
from tests.builders import make_case, make_plan
from tests.solvers.random_cases import random_case


def plan_of(case: Case) -> Plan:
    """Return the checked plan of a case."""
    plan = service.make_plan(Loaded(case)).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize("seed", range(3400, 3410))
def test_a_plan_compared_with_itself_is_the_same(seed: int) -> None:
    """Tests that nothing is found where nothing differs."""
    case = random_case(seed, most=7)
    side = Side(plan_of(case), case)
    found = compare(side, side)
    assert found.is_same
    assert (found.moves, found.cores_added, found.cores_dropped) == ((), (), ())
    assert (found.retimed, found.settings) == ((), ())
    changes = (*found.figures, *found.coverage, *found.tiers)
    assert all(change.extra in (0, None) for change in changes)


@pytest.mark.parametrize("seed", range(3410, 3416))
def test_the_other_way_round_is_the_mirror_image(seed: int) -> None:
    """Tests that before and after change places."""
    case = random_case(seed, most=7)
    other = case.policy.changed(travel={"max_minutes": 25.0})
    sides = [Side(plan_of(case), case)]
    tight = Case(case.schools, case.travel, case.wishes, other, case.previous)
    sides.append(Side(plan_of(tight), tight))
    there, back = compare(*sides), compare(*sides[::-1])
    assert [(m.school_id, m.before, m.after) for m in there.moves] == [
        (m.school_id, m.after, m.before) for m in back.moves
    ]
    assert there.cores_added == back.cores_dropped
    assert [key for key, _, _ in there.settings] == ["travel.max_minutes"]


def test_moves_of_plans_by_hand() -> None:
    """Tests each kind of move, and trips the plan does not state."""
    case = make_case(["A", "B", *"cdef"], {("c", "A"): 12, ("c", "B"): 20})
    first = make_plan({"A": ["c", "d"], "B": ["e"]})
    second = make_plan({"A": ["d", "f"], "e": ["c"]})
    found = compare(Side(first, case), Side(second, case))
    assert {m.school_id: (m.before, m.after) for m in found.moves} == {
        "B": (Place("core", "B"), Place("outside")),
        "c": (Place("member", "A", 12.0), Place("member", "e", 10.0)),
        "e": (Place("member", "B", 10.0), Place("core", "e")),
        "f": (Place("outside"), Place("member", "A", 10.0)),
    }
    moved = {m.school_id: m.extra_minutes for m in found.moves}
    assert moved == {"B": None, "c": -2.0, "e": None, "f": None}
    assert (found.cores_added, found.cores_dropped) == (("e",), ("B",))


def test_schools_of_only_one_table_are_listed_and_no_moves() -> None:
    """Tests different school tables, and other minutes of the same pair."""
    one = make_case(["A", "b", "c"], {("b", "A"): 15})
    two = make_case(["A", "b", "x"], {("b", "A"): 17})
    found = compare(Side(plan_of(one), one), Side(plan_of(two), two))
    assert (found.schools_added, found.schools_removed) == (("x",), ("c",))
    assert found.moves == ()
    assert found.retimed == ("b",)
    assert not found.is_same


def test_plans_without_inputs_can_be_compared() -> None:
    """Tests that ids are enough."""
    first, second = make_plan({"A": ["b"]}), make_plan({"A": ["b", "c"]})
    found = compare(Side(first), Side(second))
    assert (found.moves, found.schools_added) == ((), ("c",))
    assert found.tiers == ()
