"""For each code a scenario that breaks only this rule, and its legal neighbour.

``SCENARIOS[code](True)`` gives the violations of the broken plan,
``SCENARIOS[code](False)`` those of the nearest legal one. Limits are inclusive: the
neighbour stands on the limit, the broken plan one second, metre, pupil or place
beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from optimizer.checker import Judge, Violation, check_plan
from optimizer.domain import School, TravelSource
from optimizer.plan import (
    CoverageRow,
    Excluded,
    Member,
    NextBest,
    Override,
    Plan,
    Tier,
    Uncovered,
)
from tests.builders import OTHER_COUNTY, make_case, make_core, make_plan, make_school
from tests.checker.kind_scenarios import KIND_SCENARIOS
from tests.checker.phase_scenarios import PHASE_SCENARIOS

Groups = Mapping[str, Iterable[str | Member]] | list[tuple[str, list[str | Member]]]
ABC: tuple[str, ...] = ("A", "b", "c")
A_BC: Mapping[str, list[str | Member]] = {"A": ["b", "c"]}
SECOND = 1 / 60
JUNIOR, POINT, KINDERGARTEN = "311", "218", "111"


def judged(
    schools: Iterable[School | str] = ABC,
    groups: Groups = A_BC,
    minutes: Any = 10.0,
    *,
    plan: Mapping[str, Any] | None = None,
    **case: Any,
) -> list[Violation]:
    """Return all violations of a plan for a case made from keywords."""
    return check_plan(
        make_case(schools, minutes, **case), make_plan(groups, **(plan or {}))
    )


def with_b(**columns: Any) -> list[School | str]:
    """Return core A and members b, c, with some columns of b stated."""
    return ["A", make_school("b", **columns), "c"]


def with_core(**columns: Any) -> list[School | str]:
    """Return core A, with some columns stated, and members b and c."""
    return [make_core("A", **columns), "b", "c"]


def approved(broken: bool) -> list[Violation]:
    """Approved alliance A with b; the broken plan enlarges it by c."""
    schools = [
        make_core("A", alliance_id="J9", alliance_role="core"),
        make_school("b", alliance_id="J9", alliance_role="member"),
        "c",
    ]
    return judged(schools, {"A": ["b", "c"] if broken else ["b"]})


def bare_grouping(broken: bool) -> list[Violation]:
    """Give c a core that is outside; a plan file could not say that."""
    grouping = {"A": "A", "b": "A", "c": "D" if broken else "A"}
    return Judge(make_case(["A", "b", "c", "D"])).errors_of(grouping)


def member(**claims: Any) -> dict[str, list[str | Member]]:
    """Return A with b and c, with some claims about b."""
    return {"A": [Member(school_id="b", **claims), "c"]}


def tier(broken: Mapping[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """Return a plan's ``tiers`` with one true claim: no core wish is unmet."""
    true = {
        "name": "wishes",
        "sense": "min",
        "unit": "schools",
        "value": 0,
        "bound": 0,
        "gap": 0.0,
        "proven": True,
    }
    return {"tiers": [Tier.model_validate({**true, **fields, **(broken or {})})]}


def need_tier(broken: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's ``tiers`` as far as ``need``, maximised: two rural members."""
    first = tier()["tiers"]
    true = {
        "name": "need",
        "sense": "max",
        "unit": "points",
        "value": 2,
        "bound": 4,
        "gap": 1.0,
        "proven": False,
    }
    return {"tiers": [*first, Tier.model_validate({**true, **broken})]}


NEED_SECOND = {"objective": {"tiers": ["wishes", "need"]}}


def coverage(broken: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a plan's ``coverage`` with one true row: 3 of 3 schools."""
    true = {
        "scope": "all",
        "basis": "counted",
        "covered": 3,
        "total": 3,
        "target_pct": 80,
        "needed": 3,
        "met": True,
    }
    return {"coverage": [CoverageRow.model_validate({**true, **(broken or {})})]}


TARGET = {
    "coverage": {
        "scope": "prefecture",
        "targets": [{"year": 2025, "pct": 80}],
        "target_year": 2025,
    }
}


def lists(
    uncovered: Iterable[str] = (), excluded: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Return a plan's lists of uncovered and excluded schools."""
    return {
        "uncovered": [Uncovered(school_id=s, code="U01") for s in uncovered],
        "excluded": [Excluded(school_id=s, code=code) for s, code in excluded],
    }


def with_schema(broken: bool) -> list[Violation]:
    """State another schema, which a file read from JSON could not."""
    plan: Plan = make_plan(A_BC)
    schema = "alliance-plan/0" if broken else plan.schema_
    return check_plan(make_case(ABC), plan.model_copy(update={"schema_": schema}))


def with_fingerprint(broken: bool) -> list[Violation]:
    """State the fingerprints of the case, or of one with other travel."""
    case = make_case(ABC)
    other = make_case(ABC, 11.0 if broken else 10.0)
    fingerprint = {**other.fingerprints(), "solver": "any", "seed": 1}
    return check_plan(case, make_plan(A_BC, fingerprint=fingerprint))


def next_best(broken: bool) -> list[Violation]:
    """Let b state D as next best, 5 minutes farther away than A."""
    claim = NextBest(core="D", delta=5.02 if broken else 5.0)
    groups = {"A": [Member(school_id="b", next_best=claim)], "D": ["c"]}
    return judged(("A", "b", "c", "D"), groups, {("b", "D"): 15})


def borderline(broken: bool) -> list[Violation]:
    """Let the second engine say 3244 s: with 11 % more it is 3600.84, over 3600."""
    return judged(
        minutes={("b", "A"): 50},
        second={("b", "A"): (3243 + broken) / 60},
        km=20.0,
        source=TravelSource.ROAD_GRAPH,
        travel={"avoid_borderline": True, "band_pct": 11.0},
    )


def excluded_rows(broken_code: str, school: str = "x") -> list[Violation]:
    """State the exclusion of a private school that is not in use either."""
    private = make_school("x", runner="民办", status="停办")
    rows = lists(excluded=[(school, broken_code)])
    return judged(["A", "b", "c", private], plan=rows)


def overridden(*stated: tuple[str, str, str], groups: str = "bcdef") -> list[Violation]:
    """Judge A with these members and these overrides: code, schools, reason.

    What the overrides turned into a warning is left out: it is not the fault asked for.
    """
    rows = [Override(code=c, schools=list(s), reason=why) for c, s, why in stated]
    found = judged(["A", *"bcdefghi"], {"A": groups}, plan={"overrides": rows})
    return [violation for violation in found if violation.override is None]


SIX = ("C331", "fedcbA", "one valley, one road")

# Figures that are a limit of the neutral preset are spelled out here on purpose: a
# test that reads the limit from the policy could not see a wrong one.
SCENARIOS: dict[str, Callable[[bool], list[Violation]]] = {
    "C301": lambda bad: judged(groups={"A": ["b", "c", *["zz"] * bad]}),
    "C302": lambda bad: judged(with_b(runner="民办" if bad else "地方")),
    "C303": lambda bad: judged(wishes=[("not_core", "A" if bad else "b")]),
    "C304": lambda bad: judged(with_core(will_lead=False if bad else None)),
    "C305": lambda bad: judged(with_core(type_code=POINT if bad else "211")),
    "C306": lambda bad: judged(with_core(core=None, quality="良好" if bad else "优质")),
    "C311": lambda bad: judged(
        ("A", "D", "b", "c"), {"A": ["b"], "D": ["c", *["b"] * bad]}
    ),
    "C321": bare_grouping,
    "C331": lambda bad: judged(["A", *"bcdef"], {"A": "bcdef" if bad else "bcde"}),
    "C332": lambda bad: overridden(
        *[("C331", "Abcdefgh", "one valley")] * (not bad),
        groups="bcdefghi" if bad else "bcdefgh",
    ),
    "C341": lambda bad: judged(
        ("A", "D", "b"), {"A": ["b"], **({"D": []} if bad else {})}
    ),
    "C342": lambda bad: judged(with_b(region_code="111", weak=not bad)),
    "C343": lambda bad: judged(
        with_b(core=bad or None), roles={"core_may_join": False}
    ),
    "C344": lambda bad: judged(with_b(will_join=False if bad else None)),
    "C351": lambda bad: judged(with_b(pupils=901 if bad else 900)),
    "C352": lambda bad: judged(with_core(pupils=None if bad else 500)),
    "C361": lambda bad: judged(
        with_b(county_code=OTHER_COUNTY), scope={"cross_county": not bad}
    ),
    "C362": lambda bad: judged(with_b(type_code=JUNIOR if bad else "312")),
    "C363": lambda bad: judged(
        ("A", "D", "b", "c"),
        {"A": ["b"], "D": ["c"]},
        wishes=[("refused", "A" if bad else "D", "b")],
    ),
    "C364": lambda bad: judged(
        minutes={("b", "A"): None if bad else 10, ("A", "b"): 10 if bad else None}
    ),
    "C365": lambda bad: judged(minutes={("b", "A"): 60 + bad * SECOND}),
    "C366": lambda bad: judged(km={("b", "A"): 45 + bad * 0.001}),
    "C367": borderline,
    "C371": lambda bad: judged(minutes={("b", "c"): 90 + bad * SECOND}, km=20.0),
    "C372": lambda bad: judged(
        minutes={("b", "c"): 10, ("c", "b"): None if bad else 90}, km=20.0
    ),
    "C381": lambda bad: judged(
        groups={"A": ["b"] if bad else ["b", "c"]}, wishes=[("together", "b", "c")]
    ),
    "C382": lambda bad: judged(
        groups={"A": ["b", "c"] if bad else ["b"]}, wishes=[("apart", "b", "c")]
    ),
    "C383": approved,
    "C384": lambda bad: judged(
        ("A", "D", "b", "c"),
        {"A": ["b", "c"]} if bad else {"A": ["b"], "D": ["c"]},
        wishes=[("core", "D")],
    ),
    "C391": lambda bad: judged(coverage={"demonstrators_per_county": 1 + bad}),
    "C392": lambda bad: judged(
        plan={"alliances": {"A": {"demonstrator": not bad}}},
        coverage={"demonstrators_per_county": 1},
    ),
    "C395": lambda bad: judged(
        ["A", *"bcde"],
        A_BC,
        coverage={"scope": "county", "targets": [{"year": 2025, "pct": 60 + bad}]},
    ),
    "C500": with_schema,
    "C501": lambda bad: judged([*ABC, "d"], plan=lists([] if bad else ["d"])),
    "C502": lambda bad: judged([*ABC, "d"], plan=lists(["d", *["b"] * bad])),
    "C503": lambda bad: judged([*ABC, "d"], plan=lists(["d", *["zz"] * bad])),
    "C504": lambda bad: judged(
        [*with_b(), "d"],
        plan=lists([], [("d", "X01")]) if bad else lists(["d"]),
    ),
    "C505": lambda bad: excluded_rows("X04" if bad else "X02"),
    "C506": lambda bad: judged(
        [*ABC, make_school("x", type_code=KINDERGARTEN)],
        plan=lists(["x"]) if bad else lists([], [("x", "X01")]),
    ),
    "C510": lambda bad: judged(
        ("A", "D", "b", "c"),
        {"A": ["b"], "D": ["c"]},
        plan={"alliances": {"D": {"id": "J001" if bad else "J002"}}},
    ),
    "C511": lambda bad: judged(
        plan={"alliances": {"A": {"county_code": OTHER_COUNTY if bad else "422801"}}}
    ),
    "C512": lambda bad: judged(groups=member(minutes=9.99 if bad else 10.0)),
    "C513": lambda bad: judged(groups=member(km=4.999 if bad else 5.0)),
    "C514": lambda bad: judged(
        groups=member(travel_source="measured" if bad else "estimate"),
        source="estimate",
    ),
    "C515": lambda bad: judged(
        [*ABC, "d"],
        plan={
            "uncovered": [
                Uncovered(
                    school_id="d",
                    code="U01",
                    nearest_core="A",
                    minutes=11 if bad else 10,
                )
            ]
        },
    ),
    "C516": lambda bad: judged(
        with_b(weak=True), member(tags=["weak", *["rural"] * (not bad)])
    ),
    "C517": lambda bad: judged(
        minutes={("b", "A"): 30 + bad * SECOND},
        km={("b", "A"): 20},
        plan={"alliances": {"A": {"type": "merged"}}},
    ),
    "C518": next_best,
    "C519": lambda bad: judged(
        with_b(weak=True),
        member(reason=f"rural=region;weak={'grade' if bad else 'table'};choice=only"),
    ),
    "C520": lambda bad: judged(
        plan={"alliances": {"A": {"core_reason": "grade" if bad else "table"}}}
    ),
    "C521": lambda bad: judged(
        plan=tier({"name": "floor"} if bad else None),
    ),
    "C522": lambda bad: judged(plan=tier(value=bad, bound=bad)),
    "C523": lambda bad: judged(plan=tier(sense="max" if bad else "min")),
    "C524": lambda bad: judged(
        plan=need_tier({"bound": 1, "gap": 0.5} if bad else {"bound": 2, "gap": 0.0}),
        **NEED_SECOND,
    ),
    "C525": lambda bad: judged(plan=need_tier({"proven": bad}), **NEED_SECOND),
    "C526": lambda bad: judged(
        plan=need_tier({"gap": 0.5 if bad else 1.0}), **NEED_SECOND
    ),
    "C527": lambda bad: judged(
        plan={"status": "optimal", **tier(proven=not bad)},
        objective={"tiers": ["wishes"]},
    ),
    "C531": lambda bad: judged(
        plan=coverage({"basis": "members_only"} if bad else None), **TARGET
    ),
    "C532": lambda bad: judged(
        plan=coverage(
            {"total": 4, "needed": 4, "met": False}
            if bad
            else {"basis": "with_excluded"}
        ),
        **TARGET,
    ),
    "C533": lambda bad: judged(
        plan=coverage({"target_pct": 79} if bad else None), **TARGET
    ),
    "C534": lambda bad: judged(plan=coverage({"needed": 2} if bad else None), **TARGET),
    "C535": lambda bad: judged(
        plan=coverage({"met": False} if bad else None), **TARGET
    ),
    "C541": with_fingerprint,
    **KIND_SCENARIOS,
    **PHASE_SCENARIOS,
    "C571": lambda bad: overridden((*SIX[:2], " " if bad else SIX[2])),
    "C572": lambda bad: overridden(SIX, *[("C361", "Ab", "near")] * bad),
    "C573": lambda bad: overridden(SIX, *[("C365", "Ab", "near")] * bad),
    "C574": lambda bad: overridden(SIX, *[("C331", "Abcdef", "again")] * bad),
}
