"""Two plans side by side."""

from __future__ import annotations

import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.console_choices import comparison_parts
from optimizer.dossier import VersionMark
from optimizer.plan import Override, Plan
from optimizer.service.compare_tables import Naming, as_data, compare_sheet, labels_of
from optimizer.service.loading import Loaded
from optimizer.study.compare import Place, Side, compare
from tests.builders import make_case, make_plan
from tests.report.map_factory import EVIL
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


def marks(*names: str) -> tuple[VersionMark, ...]:
    """Return the marks of a line of versions, newest first."""
    parents = (*names[1:], None)
    return tuple(
        VersionMark(name, parent, "局", "2026-11-30", f"为 {name}")
        for name, parent in zip(names, parents, strict=True)
    )


@pytest.mark.parametrize(
    ("first", "second", "way"),
    [
        (("v1",), ("v3", "v2", "v1"), ["v1", "v2", "v3"]),
        (("v3", "v2", "v1"), ("v1",), ["v3", "v2", "v1"]),
        (("v3", "v1"), ("v4", "v2", "v1"), ["v3", "v1", "v2", "v4"]),
        (("v2", "v1"), ("v2", "v1"), ["v2"]),
        (("v1",), ("w1",), ["v1", "w1"]),
        ((), ("v1",), []),
    ],
)
def test_way_between_versions_leads_over_what_they_share(first, second, way) -> None:
    """Tests a line up and down, a fork, the same version, and other projects."""
    plan = make_plan({"A": ["b"]})
    sides = [
        Side(plan, None, marks(*names)) if names else Side(plan)
        for names in (first, second)
    ]
    assert [mark.name for mark in compare(*sides).versions] == way


def test_overrides_that_differ_are_told() -> None:
    """Tests one kept, one dropped, one added, and one with another reason."""

    def override(code: str, reason: str = "多校共建", *schools: str) -> Override:
        return Override(code=code, schools=[*(schools or "Ab")], reason=reason, by="局")

    kept = override("C331", "一致", "A", "b")
    same = override("C331", "一致", "b", "A")
    first = make_plan(
        {"A": ["b"]}, overrides=[kept, override("C361"), override("C371")]
    )
    second = make_plan(
        {"A": ["b"]}, overrides=[override("C371", "改写"), same, override("C381")]
    )
    found = compare(Side(first), Side(second))
    assert [o.code for o in found.overrides_added] == ["C371", "C381"]
    assert [o.code for o in found.overrides_dropped] == ["C361", "C371"]
    assert compare(Side(first), Side(first)).overrides_added == ()


def test_tables_of_versions_and_overrides_are_only_text() -> None:
    """Tests hostile names and reasons in the blocks, the screen and the JSON."""
    evil = EVIL[0] + EVIL[-1]
    mark = VersionMark(evil, evil, evil, evil, evil)
    override = Override(code=evil, schools=[evil], reason=evil, by=evil)
    plan = make_plan({"A": ["b"]}, overrides=[override])
    sides = (Side(make_plan({"A": ["b"]}), None, (mark,)), Side(plan, None, (mark,)))
    found = compare(*sides)
    names = Naming.of("zh", *sides)
    sheet = compare_sheet(names, labels_of(sides[1], "", "zh"), found, ("", ""))
    cells = [c for block in sheet.blocks[-2:] for row in block.rows for c in row.cells]
    assert len(cells) == 10
    assert not any(set(str(cell)) & set("\x00\u202e") for cell in cells)
    for lang in ("zh", "en"):
        assert list(comparison_parts(sides, found, lang))
    assert as_data(found)["overrides"]["only_after"][0]["reason"] == evil
