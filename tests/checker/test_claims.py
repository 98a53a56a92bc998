"""Tests of claims next to those in the scenarios: what is claimed, and what is not."""

from __future__ import annotations

import pytest

from optimizer.checker import Violation
from optimizer.domain import AllianceType, Severity
from optimizer.plan import Excluded, Member, NextBest, Uncovered
from tests.builders import OTHER_COUNTY, make_core, make_school
from tests.checker.kind_scenarios import KIND_SCENARIOS
from tests.checker.scenarios import A_BC, TARGET, coverage, judged, member, tier


def codes(found):
    """Return the codes of violations, in order."""
    return [violation.code for violation in found]


def test_half_a_list_claims_no_completeness():
    """Tests that a plan without both lists need not name every school."""
    schools = ["A", "b", "c", "d", make_school("x", runner="民办")]
    assert judged(schools, plan={"uncovered": []}) == []
    assert judged(schools, plan={"excluded": []}) == []
    assert codes(judged(schools, plan={"uncovered": [], "excluded": []})) == ["C501"]


def test_excluded_twice_is_told_once():
    """Tests that a school twice in one list is a repetition."""
    rows = [Excluded(school_id="x", code="X04")] * 2
    schools = ["A", "b", "c", make_school("x", runner="民办")]
    assert codes(judged(schools, plan={"excluded": rows})) == ["C502"]


@pytest.mark.parametrize(
    ("claim", "wanted"),
    [
        ({"nearest_core": "A"}, []),
        ({"minutes": 99.0}, []),
        ({"nearest_core": "A", "minutes": 10.0}, []),
        ({"nearest_core": "zz", "minutes": 10.0}, ["C503"]),
    ],
)
def test_uncovered_minutes_need_a_core(claim, wanted):
    """Tests that minutes to an unnamed or unknown core cannot be judged."""
    row = Uncovered(school_id="d", code="U01", **claim)
    assert codes(judged(["A", *"bcd"], plan={"uncovered": [row]})) == wanted


def test_uncovered_minutes_of_an_unknown_route():
    """Tests that no figure is true where no route is known, and of a sole pair."""
    row = Uncovered(school_id="d", code="U01", nearest_core="A", minutes=1.0)
    found = judged(["A", "d"], {}, {("d", "A"): None}, plan={"uncovered": [row]})
    assert codes(found) == ["C515"]
    assert "—" in found[0].render("en")


def test_travel_claims_of_an_unknown_route():
    """Tests that figures of an unknown route are untrue, one by one."""
    groups = member(minutes=10.0, km=5.0, travel_source="measured")
    found = judged(groups=groups, minutes={("b", "A"): None})
    assert codes(found) == ["C364", "C512", "C513", "C514"]


@pytest.mark.parametrize(
    ("core", "delta", "is_true"),
    [("D", 5.0, True), ("D", 5.01, True), ("D", 4.98, False), ("A", 0.0, False)],
)
def test_next_best_leads_another_alliance(core, delta, is_true):
    """Tests the difference to two decimals, and that the own core is no other."""
    claim = NextBest(core=core, delta=delta)
    groups = {"A": [Member(school_id="b", next_best=claim)], "D": ["c"]}
    found = judged(["A", "b", "c", "D"], groups, {("b", "D"): 15})
    assert codes(found) == ([] if is_true else ["C518"])


def test_next_best_that_does_not_lead():
    """Tests that a core outside the plan is no next best."""
    groups = member(next_best=NextBest(core="D", delta=5.0))
    found = judged(["A", "b", "c", "D"], groups, {("b", "D"): 15})
    assert codes(found) == ["C518"]


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [([], ["C516"]), (["rural"], []), (["rural", "new"], ["C516"])],
)
def test_tags_stated(stated, wanted):
    """Tests that an empty list is a claim, and a missing list is none."""
    found = judged(groups=member(tags=stated))
    assert codes(found) == wanted
    assert all(violation.limit == "rural" for violation in found)
    assert judged(groups=member(tags=None)) == []


def test_tags_of_an_untagged_school():
    """Tests that a tag claimed for none is told with a dash, in value or limit."""
    schools = ["A", make_school("b", region_code="111"), "c"]
    policy = {"pairing": {"members_need_tag": False}}
    (found,) = judged(schools, member(tags=["weak"]), **policy)
    assert (found.value, found.limit) == ("weak", None)
    assert judged(schools, member(tags=[]), **policy) == []


@pytest.mark.parametrize(
    ("number", "flagged", "wanted"), [(3, 1, []), (1, 0, ["C392"])]
)
def test_demonstrators_as_far_as_there_are_alliances(number, flagged, wanted):
    """Tests min(policy number, alliances) per county; no flag at all is no claim."""
    policy = {"coverage": {"demonstrators_per_county": number}}
    plan = {"alliances": {"A": {"demonstrator": bool(flagged)}}}
    found = [v for v in judged(plan=plan, **policy) if v.code != "C391"]
    assert codes(found) == wanted
    assert "C392" not in codes(judged(**policy))


def test_demonstrators_one_of_two_is_enough():
    """Tests that more alliances than the number need no flag."""
    plan = {"alliances": {"A": {"demonstrator": True}, "D": {"demonstrator": False}}}
    found = judged(
        ["A", "b", "c", "D"],
        {"A": ["b"], "D": ["c"]},
        plan=plan,
        coverage={"demonstrators_per_county": 1},
    )
    assert found == []


def test_merged_beyond_km_or_unknown_is_told():
    """Tests that a merged alliance needs minutes, metres and a known route."""
    plan = {"alliances": {"A": {"type": "merged"}}}
    assert codes(judged(km={("b", "A"): 20.001}, plan=plan)) == ["C517"]
    assert judged(km={("b", "A"): 20.0}, plan=plan) == []
    found = judged(minutes={("b", "A"): None}, plan=plan)
    assert codes(found) == ["C364", "C517"]


def test_partnership_has_no_tighter_limit():
    """Tests that 共建型 is judged by constraint (6) alone."""
    plan = {"alliances": {"A": {"type": "partnership"}}}
    assert judged(minutes={("b", "A"): 60}, plan=plan) == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ({"target_pct": None, "needed": None, "met": None}, []),
        ({"target_pct": None}, ["C534"]),
        ({"met": None}, ["C535"]),
        ({"needed": None, "met": None}, ["C534"]),
        ({"scope": "422801"}, []),
        ({"scope": "422802"}, ["C531"]),
        ({"basis": "with_teaching_points"}, []),
    ],
)
def test_coverage_row(row, wanted):
    """Tests target, needed and met together, and the scopes."""
    assert codes(judged(plan=coverage(row), **TARGET)) == wanted


@pytest.mark.parametrize(
    ("basis", "scope", "total"),
    [
        ("counted", "all", 4),
        ("with_teaching_points", "all", 5),
        ("with_excluded", "all", 7),
        ("counted", "422801", 3),
        ("counted", OTHER_COUNTY, 1),
        ("with_excluded", OTHER_COUNTY, 2),
    ],
)
def test_coverage_basis(basis, scope, total):
    """Tests the denominators: points, private schools, 完全中学, no senior school."""
    schools = [
        *("A", "b", "c"),
        make_school("p", type_code="218"),
        make_school("q", county_code=OTHER_COUNTY, type_code="312"),
        make_school("x", county_code=OTHER_COUNTY, runner="民办"),
        make_school("y", type_code="341"),
        make_school("z", type_code="342"),
    ]
    covered = 0 if scope == OTHER_COUNTY else 3
    row = {"basis": basis, "scope": scope, "covered": covered, "total": total}
    untargeted = {"target_pct": None, "needed": None, "met": None}
    assert judged(schools, A_BC, plan=coverage({**row, **untargeted})) == []


def test_tiers_may_stop_early_but_not_skip():
    """Tests that the tiers reached are the first ones of the policy."""
    assert judged(plan=tier()) == []
    skipped = tier(name="shortfall", unit="schools")
    assert codes(judged(plan=skipped)) == ["C521"]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"bound": None, "gap": None, "proven": False}, []),
        ({"bound": None, "gap": 0.0, "proven": False}, ["C526"]),
        ({"bound": None, "gap": None, "proven": True}, ["C525"]),
        ({"bound": 0, "gap": None}, ["C526"]),
        ({"bound": 1, "gap": 1.0, "proven": False}, ["C524"]),
        ({"bound": -1, "gap": 1.0, "proven": False}, []),
    ],
)
def test_tier_bound_gap_and_proof(fields, wanted):
    """Tests proofs of a minimised tier, also without a bound."""
    assert codes(judged(plan=tier(fields))) == wanted


def test_status_optimal_needs_every_tier():
    """Tests that optimal is refused without tiers, or with the first ones only."""
    assert codes(judged(plan={"status": "optimal"})) == ["C527"]
    assert codes(judged(plan={"status": "optimal", **tier()})) == ["C527"]
    assert judged(plan={"status": "feasible", **tier()}) == []


def test_fingerprint_of_other_parts_is_no_claim():
    """Tests that software and seed are not the judge's business."""
    assert judged(plan={"fingerprint": {"software": "1", "seed": 7}}) == []


def test_floor_is_warned_county_by_county():
    """Tests (9) in a county that has no alliance at all."""
    schools = ["A", "b", "c", make_core("D", county_code=OTHER_COUNTY)]
    found = judged(schools, coverage={"demonstrators_per_county": 1})
    assert [(v.code, v.detail) for v in found] == [("C391", {"county": OTHER_COUNTY})]


@pytest.mark.parametrize(
    ("scope", "named"), [("prefecture", "all"), ("county", "422801")]
)
def test_coverage_shortfall_names_its_scope(scope, named):
    """Tests that the warning of (10) says where schools are lacking."""
    coverage_100 = {"scope": scope, "targets": [{"year": 2025, "pct": 100}]}
    (found,) = judged(["A", *"bcd"], coverage=coverage_100)
    assert found.detail == {"scope": named, "total": 4, "pct": 100}
    assert (found.value, found.limit) == (3, 4)


@pytest.mark.parametrize("code", ["C562", "C564", "C565", "C566", "C567"])
def test_types_are_printed_in_words(code: str) -> None:
    """Tests that no Chinese sentence shows the code of a type."""
    said = [v.render("zh") for v in KIND_SCENARIOS[code](True) if v.code == code]
    assert said
    for sentence in said:
        assert "型" in sentence
        assert not any(kind in sentence for kind in AllianceType)


def test_a_type_of_their_own_is_printed_as_it_is() -> None:
    """Tests a form people named themselves, beside the recommendation."""
    told = ("数字化", "merged", {"code": "T01"})
    found = Violation("C567", Severity.WARNING, ("A",), *told)
    assert "决定的类型 数字化 与程序建议 融合型(依据 T01)不同" in found.render("zh")
    assert "decided to be 数字化; the rule recommends merged" in found.render("en")
