"""Tests of the judge as an oracle: bare groupings, pairs, and its independence."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import optimizer.checker
from optimizer.checker import Judge, check_plan
from optimizer.plan import Member, parse_plan
from tests.builders import make_case, make_core, make_plan, make_school
from tests.checker.scenarios import SCENARIOS

ALLOWED = {
    "case",
    "checker",
    "domain",
    "errors",
    "matrix",
    "messages",
    "plan",
    "policy",
}


def test_checker_imports_nothing_of_the_solver():
    """Tests that the judge shares no code with what it judges."""
    package = Path(optimizer.checker.__file__).parent
    seen = set()
    for path in package.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
                if node.module == "optimizer":
                    names = [f"optimizer.{alias.name}" for alias in node.names]
                seen |= {n.split(".")[1] for n in names if n.startswith("optimizer.")}
            elif isinstance(node, ast.Import):
                assert not any(a.name.startswith("optimizer") for a in node.names)
    assert seen <= ALLOWED


def test_check_collects_all_violations():
    """Tests that the judge does not stop at the first fault."""
    schools = [make_core("A", will_lead=False), make_school("b", will_join=False), "c"]
    case = make_case(schools, {("b", "A"): 61}, km=46.0, wishes=[("not_core", "A")])
    plan = make_plan({"A": [Member(school_id="b", minutes=1.0), "c"]})
    codes = [violation.code for violation in check_plan(case, plan)]
    assert codes == ["C303", "C304", "C344", "C365", "C366", "C366", "C512"]


def test_check_survives_unknown_ids_everywhere():
    """Tests that ids of another table are told, not raised."""
    plan = make_plan([("zz", ["b", "yy"]), ("A", ["xx", "A", "c", "c"])])
    codes = {violation.code for violation in check_plan(make_case(["A", *"bc"]), plan)}
    assert codes == {"C301", "C311"}


@pytest.mark.parametrize("code", sorted(SCENARIOS))
def test_violations_can_be_written_as_json(code):
    """Tests that every figure and fact is plain data."""
    for violation in SCENARIOS[code](True):
        json.dumps([violation.value, violation.limit, violation.detail])


def test_check_of_plan_read_back_is_the_same():
    """Tests that a plan through JSON is judged alike."""
    case = make_case(["A", "b", "c"], {("b", "A"): 61})
    plan = make_plan({"A": ["b", "c"]})
    assert check_plan(case, parse_plan(plan.to_json())) == check_plan(case, plan)


def test_errors_of_has_no_warnings():
    """Tests that soft rules are no part of the oracle."""
    case = make_case(["A", "b"], coverage={"demonstrators_per_county": 9})
    assert Judge(case).errors_of({"A": "A", "b": "A"}) == []
    assert Judge(case).errors_of({}) == []


def test_errors_of_core_under_another_core():
    """Tests that a core which joined another does not lead (2)."""
    judge = Judge(make_case(["A", "D", make_school("b")]))
    codes = {v.code for v in judge.errors_of({"A": "A", "D": "A", "b": "D"})}
    assert "C321" in codes


@pytest.mark.parametrize(
    ("member", "core", "code"),
    [
        ("b", "A", None),
        ("zz", "A", "C301"),
        ("A", "A", "C311"),
        ("x", "A", "C302"),
        ("b", "x", "C302"),
        ("b", "c", "C306"),
        ("d", "A", "C344"),
        ("e", "A", "C365"),
    ],
)
def test_pair_fault_names_the_first_rule(member, core, code):
    """Tests what can be told from two schools alone."""
    schools = [
        "A",
        *("b", "c", "e"),
        make_school("d", will_join=False),
        make_school("x", runner="民办"),
    ]
    assert Judge(make_case(schools, {("e", "A"): 61})).pair_fault(member, core) == code


SCHOOLS = st.builds(
    dict,
    type_code=st.sampled_from(["211", "311", "312", "218"]),
    county_code=st.sampled_from(["422801", "422802"]),
    region_code=st.sampled_from(["111", "220"]),
    core=st.sampled_from([True, True, False, None]),
    will_lead=st.sampled_from([None, None, True, False]),
    will_join=st.sampled_from([None, None, True, False]),
    pupils=st.sampled_from([None, 50, 500]),
    runner=st.sampled_from([None, None, None, "民办"]),
)
KINDS = st.sampled_from(["together", "apart", "refused", "frozen", "core", "not_core"])


@st.composite
def cases(draw):
    """Draw a case of 2 to 5 schools with wishes and any travel."""
    ids = "abcde"[: draw(st.integers(2, 5))]
    schools = [make_school(s, **draw(SCHOOLS)) for s in ids]
    minutes = {
        (a, b): draw(st.sampled_from([5, 60, 61, 95, None])) for a in ids for b in ids
    }
    wishes = []
    for kind in draw(st.lists(KINDS, max_size=2)):
        a, b = draw(st.permutations(list(ids)))[:2]
        wishes.append((kind, a) if kind in ("core", "not_core") else (kind, a, b))
    return make_case(schools, minutes, wishes=wishes)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(cases(), st.data())
def test_pair_fault_agrees_with_errors_of(case, data):
    """Tests that the cheap predicate never parts from the full judgement."""
    judge = Judge(case)
    ids = list(case.by_id)
    cores = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    grouping = {core: core for core in cores}
    for school_id in ids:
        core = data.draw(st.sampled_from([None, *cores]))
        if core is not None and school_id not in grouping:
            grouping[school_id] = core
    codes = {violation.code for violation in judge.errors_of(grouping)}
    pairs = [(m, c) for m, c in grouping.items() if m != c]
    faults = {judge.pair_fault(m, c) for m, c in pairs} - {None}
    assert faults <= codes
    pair_codes = {
        "C302",
        "C342",
        "C344",
        "C361",
        "C362",
        "C363",
        "C364",
        "C365",
        "C366",
    }
    if not faults:
        led_by_member = {c for _, c in pairs}
        alone = set(cores) - led_by_member
        assert not codes & pair_codes or (alone and codes & pair_codes <= {"C302"})


@settings(deadline=None, max_examples=100, derandomize=True)
@given(cases(), st.data())
def test_plan_and_bare_grouping_are_judged_alike(case, data):
    """Tests that a plan's errors are those of its grouping, and so are its tiers."""
    ids = list(case.by_id)
    core = data.draw(st.sampled_from(ids))
    members = [s for s in ids if s != core]
    judge = Judge(case)
    grouping = {core: core, **dict.fromkeys(members, core)}
    errors = [
        v for v in judge.check(make_plan({core: members})) if v.severity == "error"
    ]
    assert errors == judge.errors_of(grouping)
