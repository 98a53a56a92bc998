"""融合型 or 共建型: the rule that recommends a type, and what people decide (item 15).

An alliance is recommended to merge when all conditions hold; the first that does not
is the reason. In their order, with the keys of the policy:

1.  every trip is known (T04) and within ``travel.merged_max_minutes`` and
    ``travel.merged_max_km``, inclusive (T02);
2.  all schools teach one common stage, if ``pairing.merged_stages`` asks so (T05);
3.  it takes at most ``size.merged_max_members`` places, counted as in (3) (T06);
4.  no school declines its role, and no two schools of it refuse each other (T07);
5.  every member and the core declare their will, if ``pairing.merged_needs_willing``
    asks so (T08).

People decide. Their choice is in force, the recommendation stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import Any

import numpy as np

from optimizer.case import Case
from optimizer.domain import (
    AllianceType,
    Issue,
    PairKind,
    School,
    Severity,
    Stage,
    TypeChoice,
)
from optimizer.margins import seconds_limit
from optimizer.matrix import km_of, minutes_of
from optimizer.plan import Alliance, TypeAdvice, TypeDecision
from optimizer.problem import Problem

DECIDED, CARRIED = "T10", "T11"
"""Reasons of a type that people decided on: for this plan, or for an earlier one."""


def advise(
    case: Case, problem: Problem, core: int, members: Sequence[int]
) -> TypeAdvice:
    """Recommend a type for an alliance of a problem, given by indices."""
    inside = [case.by_id[problem.school_ids[i]] for i in (core, *members)]
    facts: dict[str, Any] = {}
    conditions = (
        _near(case, problem, core, members, facts),
        _same_stage(case, inside, facts),
        _small(case, problem, core, members, facts),
        _none_unwilling(case, inside, facts),
        _all_willing(case, inside, facts),
    )
    for broken in conditions:
        for code, detail in broken:
            return TypeAdvice(type=AllianceType.PARTNERSHIP, code=code, detail=detail)
    return TypeAdvice(type=AllianceType.MERGED, code="T01", detail=facts)


Broken = Iterator[tuple[str, dict[str, Any]]]
"""Code and facts of a condition that does not hold; nothing if it holds."""


def _near(
    case: Case,
    problem: Problem,
    core: int,
    members: Sequence[int],
    facts: dict[str, Any],
) -> Broken:
    """Every trip is known and within the limits of the merged type."""
    travel = case.policy.travel
    rows = np.array(members, dtype=np.int64)
    seconds, metres = problem.seconds[rows, core], problem.metres[rows, core]
    unknown = rows[seconds < 0]
    if len(unknown):
        school = problem.school_ids[unknown[0]]
        yield "T04", {"n": len(unknown), "school": school}
        return
    far = seconds > seconds_limit(travel.merged_max_minutes)
    far |= metres > round(travel.merged_max_km * 1000)
    facts |= {
        "minutes": minutes_of(int(seconds.max(initial=0))),
        "km": km_of(int(metres.max(initial=0))),
        "limit": travel.merged_max_minutes,
        "limit_km": travel.merged_max_km,
    }
    if far.any():
        yield "T02", dict(facts)


def _same_stage(case: Case, inside: Sequence[School], facts: dict[str, Any]) -> Broken:
    """All schools teach one common stage."""
    common = set(Stage).intersection(*(school.stages for school in inside))
    facts["stage"] = "+".join(stage for stage in Stage if stage in common) or "none"
    if case.policy.pairing.merged_stages == "common" and not common:
        teach = {stage: sum(stage in s.stages for s in inside) for stage in Stage}
        yield "T05", {"n": len(inside), **{str(s): n for s, n in teach.items()}}


def _small(
    case: Case,
    problem: Problem,
    core: int,
    members: Sequence[int],
    facts: dict[str, Any],
) -> Broken:
    """The places taken are within the limit of the merged type."""
    counted = [*members, *([core] if problem.core_counts else [])]
    most = case.policy.size.merged_max_members
    size = {"places": int(problem.units[counted].sum()), "most": most}
    facts |= size
    if size["places"] > most:
        yield "T06", size


def _none_unwilling(
    case: Case, inside: Sequence[School], facts: dict[str, Any]
) -> Broken:
    """Nobody declines its role, and no two refuse each other."""
    core, *members = inside
    found = [core.school_id] if core.will_lead is False else []
    found += [m.school_id for m in members if m.will_join is False]
    refused = _pairs(case, PairKind.REFUSED)
    found += [
        b.school_id
        for a, b in combinations(inside, 2)
        if frozenset((a.school_id, b.school_id)) in refused
    ]
    if found:
        yield "T07", {"n": len(set(found)), "school": found[0]}


def _all_willing(case: Case, inside: Sequence[School], facts: dict[str, Any]) -> Broken:
    """Every member and the core say yes, in the school table or the pair table."""
    core, *members = inside
    willing = _pairs(case, PairKind.WILLING)
    silent = [
        m.school_id
        for m in members
        if not (core.will_lead is True and m.will_join is True)
        and frozenset((core.school_id, m.school_id)) not in willing
    ]
    facts["undeclared"] = len(silent)
    if silent and case.policy.pairing.merged_needs_willing:
        yield "T08", {"n": len(silent), "school": silent[0]}


def _pairs(case: Case, kind: PairKind) -> set[frozenset[str]]:
    """Return the pairs of a kind of wish, either way round, approved schools too."""
    return {
        frozenset((wish.a, wish.b))
        for wish in case.wishes
        if wish.kind is kind and wish.b is not None
    }


def in_force(advice: TypeAdvice, choice: TypeChoice | None) -> dict[str, Any]:
    """Return the fields of an alliance that state its type."""
    if choice is None:
        return {
            "type": advice.type,
            "type_reason": advice.code,
            "advice": advice,
            "choice": None,
        }
    return {
        "type": choice.type,
        "type_reason": CARRIED if choice.carried else DECIDED,
        "advice": advice,
        "choice": TypeDecision(**asdict(choice)),
    }


def choices_of(alliances: Sequence[Alliance]) -> dict[str, TypeChoice]:
    """Return what people decided, by core."""
    return {a.core: TypeChoice(**a.choice.model_dump()) for a in alliances if a.choice}


def lapsed(choices: Mapping[str, TypeChoice], leading: set[str]) -> Iterator[Issue]:
    """Yield the choices whose core leads no alliance of this plan."""
    for core, choice in sorted(choices.items()):
        if core not in leading:
            text = f"{core} {choice.type}"
            yield Issue("W108", Severity.WARNING, value=text)
