"""What each stage demands: missing, and the nearest thing that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from optimizer.dossier import (
    STAGES,
    Approval,
    Contact,
    Dossier,
    Expert,
    HeardRow,
    Material,
    NoticePeriod,
    OpinionRow,
    Review,
    Stage,
)
from optimizer.opinions.records import MUST_BE_HEARD as OPINION_GROUPS
from optimizer.plan import Override
from optimizer.project.completeness import CHECKS, MUST_BE_HEARD, missing_for
from tests.builders import make_case, make_plan
from tests.project.builders import mark
from tests.report.map_factory import EVIL

REVIEW = Review(
    "2026-12-01", tuple(Expert(name) for name in ("甲", "乙", "丙")), "agree"
)
NOTICE = NoticePeriod("2026-12-07", "2026-12-11", "未收到异议")
APPROVAL = Approval("市教育局", "市教发〔2026〕1号", "2026-12-11")
FULL = Material(
    office="市教育局",
    contact=Contact(phone="0718-0000000"),
    review=REVIEW,
    notice=NOTICE,
    approval=APPROVAL,
)


def dossier(
    groups: Mapping[str, Iterable[str]] | None = None,
    *,
    name: str = "v1",
    heard: Mapping[str, Iterable[str]] | None = None,
    opinions: Iterable[OpinionRow] = (),
    material: Material = FULL,
    **fields: Any,
) -> Dossier:
    """Return the dossier of a version; ``heard`` are groups heard by core."""
    case = make_case(["A", "B", *"bcdef"])
    plan = make_plan(groups or {"A": ["b", "c"], "B": ["d"]}, **fields)
    rows = [
        HeardRow(
            core,
            dict.fromkeys(said, 1),
            tuple(group for group in MUST_BE_HEARD if group not in said),
        )
        for core, said in (heard or {}).items()
    ]
    return Dossier(
        case,
        plan,
        material=material,
        version=mark(name),
        opinions=tuple(opinions),
        heard=tuple(rows),
    )


def codes(stage: Stage, *dossiers: Dossier) -> list[str]:
    """Return the codes of what is missing for a stage; every text can be shown."""
    found = missing_for([stage], dossiers)
    for sentence in found:
        for lang in ("zh", "en"):
            told = sentence.render(lang)
            assert told
            assert "{" not in told.replace("{{", "")
    return [sentence.code for sentence in found]


ALL = {"A": MUST_BE_HEARD, "B": MUST_BE_HEARD}


def opinion(**changed: Any) -> OpinionRow:
    """Return an opinion that was adopted."""
    told = OpinionRow("A", "parents", "", "2026-11-30", "support", "好", taken="yes")
    return replace(told, **changed)


def test_every_stage_but_the_draft_has_its_checks() -> None:
    """Tests the table against the stages, and the groups against the consultation."""
    assert tuple(CHECKS) == STAGES[1:]
    assert tuple(str(group) for group in OPINION_GROUPS) == MUST_BE_HEARD


def test_complete_version_passes_every_stage() -> None:
    """Tests that nothing is missing where all is there."""
    whole = dossier(heard=ALL, opinions=[opinion()])
    assert missing_for(STAGES[1:], [whole]) == ()


def test_jump_passes_each_check_on_the_way_once() -> None:
    """Tests a jump from the draft to the notice with nothing at all."""
    bare = dossier({"A": ["b", "B"]}, material=Material())
    found = [s.code for s in missing_for(STAGES[1:5], [bare])]
    assert found == ["J401", "J403", "J407", "J412", "J413"]


def test_consultation_wants_a_plan_the_checker_accepts() -> None:
    """Tests one error beside the plan without it, and its words with names."""
    assert codes(Stage.CONSULTATION, dossier({"A": ["b", "B"]})) == ["J401"]
    (found,) = missing_for([Stage.NOTICE], [dossier({"A": ["b", "B"]})])
    assert "school B" in found.render("zh")
    assert codes(Stage.CONSULTATION, dossier({"A": ["b"]})) == []


def test_rule_set_aside_wants_a_reason() -> None:
    """Tests a blank reason beside a given one."""
    for reason, missing in ((" ", ["J402"]), ("多校共建", [])):
        set_aside = Override(code="C331", schools=["A", "b"], reason=reason)
        whole = dossier(overrides=[set_aside])
        found = [c for c in codes(Stage.CONSULTATION, whole) if c == "J402"]
        assert found == missing


def test_all_four_groups_are_to_be_heard_on_each_alliance() -> None:
    """Tests one group of one alliance, and that experts do not stand in for it."""
    near = {"A": MUST_BE_HEARD[:3], "B": MUST_BE_HEARD}
    assert codes(Stage.REVIEW, dossier(heard=near)) == ["J403"]
    (found,) = missing_for([Stage.REVIEW], [dossier(heard=near)])
    assert "school A" in found.render("zh")
    assert "村社区" in found.render("zh")
    assert "教职工" not in found.render("zh")
    experts = {**near, "A": (*MUST_BE_HEARD[:3], "experts")}
    assert codes(Stage.REVIEW, dossier(heard=experts)) == ["J403"]
    assert codes(Stage.REVIEW, dossier(heard=ALL)) == []
    assert codes(Stage.REVIEW, dossier()) == ["J403", "J403"]


def test_opinions_on_an_ancestor_count_while_the_alliance_is_the_same() -> None:
    """Tests one alliance that changed after it was heard and one that did not."""
    first = dossier(heard=ALL)
    changed = {"A": ["b"], "B": ["d"]}
    second = dossier(changed, name="v2")
    assert codes(Stage.REVIEW, second, first) == ["J404"]
    (found,) = missing_for([Stage.REVIEW], [second, first])
    assert "重新征求" in found.render("zh")
    again = dossier(changed, name="v2", heard={"A": MUST_BE_HEARD})
    assert codes(Stage.REVIEW, again, first) == []
    assert codes(Stage.REVIEW, dossier(name="v2"), first) == []


def test_alliance_that_changed_and_changed_back_is_to_be_heard_again() -> None:
    """Tests that only an unbroken line of versions counts."""
    first = dossier(heard=ALL)
    between = dossier({"A": ["b"], "B": ["d"]}, name="v2")
    assert codes(Stage.REVIEW, dossier(name="v3"), between, first) == ["J404"]


def test_groups_heard_on_several_versions_add_up() -> None:
    """Tests two groups on the version and two on its parent; members in any order."""
    first = dossier(heard={**ALL, "A": MUST_BE_HEARD[:2]})
    last = dossier(
        {"B": ["d"], "A": ["c", "b"]}, name="v2", heard={"A": MUST_BE_HEARD[2:]}
    )
    assert codes(Stage.REVIEW, last, first) == []


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"taken": ""}, ["J405"]),
        ({"taken": "", "why": "待定"}, ["J405"]),
        ({"taken": "no"}, ["J406"]),
        ({"taken": "partly"}, ["J406"]),
        ({"taken": "no", "why": "距离过远"}, []),
        ({"taken": "partly", "why": "下一年实施"}, []),
        ({"taken": "yes"}, []),
        ({"core": None, "taken": ""}, ["J405"]),
    ],
)
def test_opinions_are_to_be_answered(changed: dict, missing: list[str]) -> None:
    """Tests what became of an opinion, with and without a reason."""
    whole = dossier(heard=ALL, opinions=[opinion(), opinion(**changed)])
    assert codes(Stage.REVIEW, whole) == missing
    older = dossier(heard=ALL, opinions=[opinion(**changed)])
    assert codes(Stage.REVIEW, dossier(name="v2"), older) == missing


@pytest.mark.parametrize(
    ("review", "missing"),
    [
        (None, ["J407"]),
        (replace(REVIEW, date="2026-02-30"), ["J408"]),
        (replace(REVIEW, experts=REVIEW.experts[:2]), ["J409"]),
        (replace(REVIEW, experts=(*REVIEW.experts[:2], Expert("甲"))), ["J409"]),
        (replace(REVIEW, experts=(*REVIEW.experts[:2], Expert(" "))), ["J409"]),
        (replace(REVIEW, conclusion="disagree"), ["J410"]),
        (replace(REVIEW, conclusion=""), ["J410"]),
        (replace(REVIEW, conclusion="agree_if"), ["J411"]),
        (replace(REVIEW, conclusion="agree_if", conditions=(" ",)), ["J411"]),
        (replace(REVIEW, conclusion="agree_if", conditions=("补充车程",)), []),
        (REVIEW, []),
    ],
)
def test_experts_are_to_agree(review: Review | None, missing: list[str]) -> None:
    """Tests date, number, conclusion and conditions of the review."""
    whole = dossier(material=replace(FULL, review=review))
    assert codes(Stage.SUBMISSION, whole) == missing


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"office": " "}, ["J412"]),
        ({"contact": Contact()}, ["J413"]),
        ({"contact": Contact(office="基教科")}, ["J413"]),
        ({"contact": Contact(address="市府路1号")}, []),
        ({"contact": Contact(email="jjk@example.cn")}, []),
        ({}, []),
    ],
)
def test_office_and_contact_are_to_be_named(changed: dict, missing: list[str]) -> None:
    """Tests what the public must be able to read."""
    assert codes(Stage.NOTICE, dossier(material=replace(FULL, **changed))) == missing


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"notice": None}, ["J414"]),
        ({"notice": replace(NOTICE, end="2026-12-10")}, ["J415"]),
        (
            {"notice": replace(NOTICE, start="2026-12-05", end="2026-12-10")},
            ["J415"],
        ),
        ({"notice": replace(NOTICE, start="2026-12-05")}, []),
        ({"notice": replace(NOTICE, end="2026-12-01")}, ["J419"]),
        ({"notice": replace(NOTICE, end="")}, ["J419"]),
        ({"notice": replace(NOTICE, result="")}, ["J416"]),
        ({"approval": None}, ["J417"]),
        ({"approval": replace(APPROVAL, by="")}, ["J417"]),
        ({"approval": replace(APPROVAL, number=" ")}, ["J417"]),
        ({"approval": replace(APPROVAL, date="")}, ["J420"]),
        ({"approval": replace(APPROVAL, date="2026-12-10")}, ["J418"]),
        ({}, []),
    ],
)
def test_notice_and_approval_are_to_be_recorded(
    changed: dict, missing: list[str]
) -> None:
    """Tests the days of the notice, its result, and the approval."""
    assert codes(Stage.APPROVED, dossier(material=replace(FULL, **changed))) == missing


def test_numbers_come_from_the_policy() -> None:
    """Tests other numbers of experts and days, and that both are called suggested."""
    whole = dossier()
    policy = whole.case.policy.changed(
        approval={"review_min_experts": 4, "notice_min_working_days": 6}
    )
    strict = replace(whole, case=replace(whole.case, policy=policy))
    for stage, code in ((Stage.SUBMISSION, "J409"), (Stage.APPROVED, "J415")):
        assert codes(stage, whole) == []
        assert codes(stage, strict) == [code]
        (found,) = missing_for([stage], [strict])
        assert "建议值,非政策规定" in found.render("zh")
    assert policy.fingerprint() == whole.case.policy.fingerprint()
    for name in ("review_min_experts", "notice_min_working_days"):
        source = whole.case.policy.source_of(f"approval.{name}")
        assert source.source == "建议值,非政策规定"


def test_hostile_names_are_only_text() -> None:
    """Tests names of schools, and of what people typed, in every sentence."""
    for evil in EVIL:
        bare = dossier(
            material=Material(
                review=replace(REVIEW, date=evil),
                notice=NoticePeriod(evil, evil),
                approval=replace(APPROVAL, date=evil),
            ),
            opinions=[opinion(taken="")],
        )
        schools = tuple(replace(s, name=evil) for s in bare.case.schools)
        named = replace(bare, case=replace(bare.case, schools=schools))
        for sentence in missing_for(STAGES[1:], [named]):
            for lang in ("zh", "en"):
                assert not set(sentence.render(lang)) & set("\x00\u202e")
