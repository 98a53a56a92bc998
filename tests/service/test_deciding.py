"""The type of an alliance: advised by the rule, decided by people, kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.domain import AllianceType, TypeChoice
from optimizer.errors import PlanError
from optimizer.messages import has_text
from optimizer.plan import Alliance, Plan
from optimizer.report.labels import Labels
from optimizer.service.loading import Loaded, Sources
from tests.builders import make_case, make_core, make_school
from tests.solvers.random_cases import random_case

TABLE = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
b,乙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
c,丙校,422801,白果乡,109.44,30.24,211,220,120,1,
"""


def plan_of(case: Case) -> Plan:
    """Return the checked plan of a case."""
    plan = service.make_plan(Loaded(case)).plan
    assert plan is not None
    return plan


def only(plan: Plan) -> Alliance:
    """Return the one alliance of a plan."""
    (alliance,) = plan.alliances
    return alliance


@pytest.mark.parametrize(
    ("schools", "options", "code", "facts"),
    [
        (["A", "b"], {"minutes": {("b", "A"): 30}}, "T01", {"minutes": 30.0}),
        (["A", "b"], {"minutes": {("b", "A"): 30.02}}, "T02", {"limit": 30.0}),
        (["A", "b"], {"km": 20.001}, "T02", {"km": 20.001, "limit_km": 20.0}),
        (
            [make_core("A", type_code="312"), "b", make_school("c", type_code="311")],
            {},
            "T05",
            {"n": 3, "primary": 2, "junior": 2},
        ),
        (["A", *"bcd"], {}, "T01", {"places": 4, "most": 4}),
        (["A", *"bcde"], {}, "T06", {"places": 5, "most": 4}),
        (
            ["A", "b", "c"],
            {"wishes": [("refused", "c", "b")]},
            "T07",
            {"n": 1, "school": "c"},
        ),
        (
            [make_core("A", will_lead=True), make_school("b", will_join=True), "c"],
            {"pairing": {"merged_needs_willing": True}},
            "T08",
            {"n": 1, "school": "c"},
        ),
        (
            [make_core("A", will_lead=True), make_school("b", will_join=True), "c"],
            {
                "pairing": {"merged_needs_willing": True},
                "wishes": [("willing", "c", "A")],
            },
            "T01",
            {"undeclared": 0},
        ),
    ],
)
def test_first_condition_that_fails_is_the_reason(schools, options, code, facts):
    """Tests each condition beside its limit, and the figures the reason tells."""
    case = make_case(schools, options.pop("minutes", 10.0), **options)
    alliance = only(plan_of(case))
    assert alliance.type_reason == code
    assert alliance.type == ("merged" if code == "T01" else "partnership")
    assert alliance.advice is not None
    assert facts.items() <= alliance.advice.detail.items()
    for lang in ("zh", "en"):
        said = Labels(case, plan_of(case), lang).type_reason(alliance)
        assert "{" not in said
        assert not said.startswith(code)


def test_an_approved_alliance_that_declines_is_not_advised_to_merge():
    """Tests that unwillingness counts where no rule keeps the schools apart."""
    schools = [
        make_core("A", alliance_id="J1", alliance_role="core", will_lead=False),
        make_school("b", alliance_id="J1", alliance_role="member"),
    ]
    alliance = only(plan_of(make_case(schools)))
    assert (alliance.type_reason, alliance.advice.detail["school"]) == ("T07", "A")


@pytest.mark.parametrize("block", range(4))
def test_advice_of_both_sides_agrees_on_generated_cases(block):
    """Tests that the checker, with its own rule, accepts every recommendation."""
    seen = set()
    for seed in range(1000 + 15 * block, 1015 + 15 * block):
        case = random_case(seed)
        strict = {"pairing": {"merged_needs_willing": seed % 5 == 0}}
        case = replace(case, policy=case.policy.changed(**strict))
        seen |= {a.type_reason for a in plan_of(case).alliances}
    assert len(seen) >= 2


def _load(table: Path, previous: Path | None = None) -> Loaded:
    return service.load(Sources(table, policy="neutral", previous=previous))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return the folder of a plan of one alliance, advised to merge."""
    (tmp_path / "schools.csv").write_text(TABLE, encoding="utf-8-sig")
    outcome = service.make_plan(_load(tmp_path / "schools.csv"))
    service.write_plan(outcome, tmp_path / "plan")
    return tmp_path / "plan"


def test_decision_is_kept_checked_and_shown(home: Path):
    """Tests type, reason, advice, files and verdict after a decision."""
    before = (home / "run.json").read_bytes()
    made = service.decide_type(home, "A-A", "数字化", "两校已联网", "局务会")
    alliance = only(service.verify(home)[0])
    assert alliance == made.alliance
    assert (alliance.type, alliance.type_reason) == ("数字化", "T10")
    assert (alliance.advice.type, alliance.advice.code) == ("merged", "T01")
    assert [v.code for v in service.verify(home)[1]] == ["C567"]
    summary = (home / "summary.md").read_text(encoding="utf-8")
    assert "数字化" in summary
    assert "局务会" in summary
    assert "建议融合型" in summary
    assert (home / "run.json").read_bytes() == before
    own = Sources(home / "inputs/schools.csv", policy="neutral")
    found = service.verify(home / "plan.json", own)[1]
    assert "C566" not in [v.code for v in found]


def test_decision_can_be_taken_back(home: Path):
    """Tests that the plan is then what it was, to the byte."""
    before = (home / "plan.json").read_bytes()
    service.decide_type(home, "A", "共建型", "先试一年")
    assert only(service.verify(home)[0]).type == "partnership"
    service.decide_type(home, "A", "advice", "撤回")
    assert (home / "plan.json").read_bytes() == before
    assert not (home / "inputs/choices.json").exists()


@pytest.mark.parametrize(
    ("alliance", "kind", "note", "code"),
    [
        ("A-A", "merged", " ", "A106"),
        ("A-A", "", "why", "A106"),
        ("A-Z", "merged", "why", "A105"),
    ],
)
def test_a_decision_without_reason_or_alliance_changes_nothing(
    home: Path, alliance, kind, note, code
):
    """Tests the refusals, and that the folder stays as it was."""
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    with pytest.raises(PlanError, match=code):
        service.decide_type(home, alliance, kind, note)
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before


def test_a_faulty_folder_takes_no_decision(home: Path):
    """Tests that a plan somebody edited is refused, not rewritten."""
    plan = json.loads((home / "plan.json").read_text(encoding="utf-8"))
    plan["alliances"][0]["members"][0]["minutes"] = 1.0
    (home / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(PlanError, match="A107"):
        service.decide_type(home, "A", "other", "why")


def _by_hand(home: Path, *members: str) -> None:
    """Put a plan of bare ids into a folder, as people write one."""
    rows = [{"school_id": member} for member in members]
    bare = {"alliances": [{"id": "1", "core": "A", "members": rows}]}
    (home / "plan.json").write_text(json.dumps(bare), encoding="utf-8")


def test_decision_about_a_plan_made_by_hand_is_kept(home: Path):
    """Tests that an alliance without advice is advised, and the decision stands."""
    _by_hand(home, "c", "b")
    made = service.decide_type(home, "1", "共建型", "先试一年", "局务会")
    plan, violations = service.verify(home)
    alliance = only(plan)
    assert alliance == made.alliance
    assert alliance.choice is not None
    assert (alliance.type, alliance.choice.note) == ("partnership", "先试一年")
    assert (alliance.advice.type, alliance.advice.code) == ("merged", "T01")
    assert "C567" in [v.code for v in violations]


def test_a_plan_made_by_hand_with_an_unknown_school_takes_no_decision(home: Path):
    """Tests that what cannot be advised is refused, and nothing is written."""
    _by_hand(home, "b", "Z")
    before = (home / "plan.json").read_bytes()
    with pytest.raises(PlanError, match="A107"):
        service.decide_type(home, "A", "共建型", "先试一年")
    assert (home / "plan.json").read_bytes() == before


def test_decision_is_kept_by_the_next_plan_of_the_same_core(home: Path):
    """Tests --previous: the choice, that it was carried over, and a round trip."""
    service.decide_type(home, "A", "partnership", "先试一年", "局务会")
    table = home.parent / "schools.csv"
    outcome = service.make_plan(_load(table, previous=home))
    service.write_plan(outcome, home.parent / "next")
    alliance = only(service.verify(home.parent / "next")[0])
    assert (alliance.type, alliance.type_reason) == ("partnership", "T11")
    assert alliance.choice.note == "先试一年"
    summary = (home.parent / "next" / "summary.md").read_text(encoding="utf-8")
    assert "沿用上一版由局务会作出的决定" in summary


def test_decision_lapses_where_its_core_no_longer_leads():
    """Tests that nothing is forgotten silently."""
    case = replace(
        make_case(["A", "b"]), choices={"Z": TypeChoice("merged", "why", carried=True)}
    )
    plan = plan_of(case)
    assert only(plan).choice is None
    assert [(i.code, i.value) for i in plan.issues] == [("W108", "Z merged")]


def test_every_type_and_reason_has_words():
    """Tests that the program's own types and reasons are told in words."""
    codes = ("T01", "T02", "T04", "T05", "T06", "T07", "T08", "T10", "T11")
    assert all(has_text(code) for code in codes)
    assert all(has_text(f"type.{kind}") for kind in AllianceType)
