"""Type of an alliance: the recommendation is the policy's, the choice people's."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from optimizer.checker.facts import Facts
from optimizer.checker.view import Finding, Group, View
from optimizer.domain import AllianceType, PairKind, Stage, TypeChoice
from optimizer.matrix import km_of, minutes_of
from optimizer.plan import Alliance, Plan

MERGES, FAR, UNKNOWN = "T01", "T02", "T04"
"""Reasons of the rule that other functions here speak of."""

OF_CHOICE = {False: "T10", True: "T11"}
"""Reason of a type people decided on, by whether the choice was carried over."""


class Verdict(NamedTuple):
    """First condition of 融合型 that does not hold, or ``T01``; and the figures."""

    code: str
    figures: dict[str, Any]

    @property
    def type(self) -> str:
        """The type recommended."""
        merged = self.code == MERGES
        return AllianceType.MERGED if merged else AllianceType.PARTNERSHIP


def merged_meets_rule(view: View, plan: Plan) -> Iterator[Finding]:
    """融合型 without a choice of people meets the rule on stage, size and will."""
    for alliance, group in _alliances(view, plan):
        if alliance.type != AllianceType.MERGED or alliance.choice is not None:
            continue
        code = verdict(view.facts, group).code
        if code not in (MERGES, FAR, UNKNOWN):
            yield Finding((group.core,), code, MERGES)


def advice_true(view: View, plan: Plan) -> Iterator[Finding]:
    """The recommended type and its reason are those of the policy's rule (item 15)."""
    for alliance, group in _alliances(view, plan):
        if alliance.advice is not None:
            own = verdict(view.facts, group)
            stated = f"{alliance.advice.type} {alliance.advice.code}"
            true = f"{own.type} {own.code}"
            if stated != true:
                yield Finding((group.core,), stated, true)


def advice_figures_true(view: View, plan: Plan) -> Iterator[Finding]:
    """The figures of a recommendation are true; those left out claim nothing."""
    for alliance, group in _alliances(view, plan):
        own = verdict(view.facts, group)
        if alliance.advice is None or alliance.advice.code != own.code:
            continue
        for name, stated in sorted(alliance.advice.detail.items()):
            true = own.figures.get(name)
            if not _same(stated, true):
                yield Finding((group.core,), stated, true, {"figure": name})


def type_in_force(view: View, plan: Plan) -> Iterator[Finding]:
    """The type stated is what people decided, else what is recommended."""
    for alliance, group in _alliances(view, plan):
        choice, advice = alliance.choice, alliance.advice
        if choice is not None:
            wanted = (choice.type, OF_CHOICE[choice.carried])
        elif advice is not None:
            wanted = (advice.type, advice.code)
        else:
            continue
        stated = (alliance.type, alliance.type_reason)
        if stated != wanted:
            yield Finding((group.core,), " ".join(map(str, stated)), " ".join(wanted))


def choice_reasoned(view: View, plan: Plan) -> Iterator[Finding]:
    """A choice names a type and says why: it is printed in the submission."""
    for alliance, group in _alliances(view, plan):
        choice = alliance.choice
        if choice is not None and not (choice.type.strip() and choice.note.strip()):
            yield Finding((group.core,), choice.note, choice.type)


def choice_kept(view: View, plan: Plan) -> Iterator[Finding]:
    """Each choice of people stands in the plan as it was made, and none besides."""
    made = view.facts.case.choices
    for alliance, group in _alliances(view, plan):
        stated = alliance.choice
        own = made.get(group.core)
        if stated is None and alliance.type is None:
            continue
        found = None if stated is None else TypeChoice(**stated.model_dump())
        if found != own:
            value, limit = (None if c is None else c.type for c in (found, own))
            yield Finding((group.core,), value, limit)


def choice_departs(view: View, plan: Plan) -> Iterator[Finding]:
    """People may decide against the rule; it stays visible (A2: 原则上)."""
    for alliance, group in _alliances(view, plan):
        choice = alliance.choice
        own = verdict(view.facts, group)
        if choice is not None and choice.type != own.type:
            yield Finding((group.core,), choice.type, own.type, {"code": own.code})


def verdict(facts: Facts, group: Group) -> Verdict:
    """Apply the rule of the policy to an alliance, condition by condition."""
    figures: dict[str, Any] = {}
    for condition in (_trips, _stages, _places, _wills, _words):
        code, more = condition(facts, group)
        if code is not None:
            return Verdict(code, more)
        figures |= more
    return Verdict(MERGES, figures)


Condition = tuple[str | None, dict[str, Any]]
"""Reason if a condition does not hold, and its figures."""


def _trips(facts: Facts, group: Group) -> Condition:
    trips = {m: facts.trip(m, group.core) for m in group.members}
    unknown = [m for m in sorted(trips) if trips[m] is None]
    if unknown:
        return UNKNOWN, {"n": len(unknown), "school": unknown[0]}
    known = [trip for trip in trips.values() if trip is not None]
    travel = facts.policy.travel
    figures = {
        "minutes": minutes_of(max((t.seconds for t in known), default=0)),
        "km": km_of(max((t.metres for t in known), default=0)),
        "limit": travel.merged_max_minutes,
        "limit_km": travel.merged_max_km,
    }
    near = all(
        t.seconds <= facts.merged_max_s and t.metres <= facts.merged_max_m
        for t in known
    )
    return (None if near else FAR), figures


def _stages(facts: Facts, group: Group) -> Condition:
    taught = [facts.schools[s].stages for s in (group.core, *group.members)]
    common = [str(s) for s in Stage if all(s in stages for stages in taught)]
    if not common and facts.policy.pairing.merged_stages == "common":
        counts = {s.value: sum(s in stages for stages in taught) for s in Stage}
        return "T05", {"n": len(taught), **counts}
    return None, {"stage": "+".join(common) if common else "none"}


def _places(facts: Facts, group: Group) -> Condition:
    size = facts.policy.size
    taken = sum(facts.unit(member) for member in group.members)
    if size.core_counts:
        taken += facts.unit(group.core)
    figures = {"places": taken, "most": size.merged_max_members}
    return ("T06" if taken > size.merged_max_members else None), figures


def _wills(facts: Facts, group: Group) -> Condition:
    """Nobody declines, no refusal between any two; in the order of the schools."""
    schools, inside = facts.schools, (group.core, *sorted(group.members))
    decline = [s for s in inside if s != group.core and schools[s].will_join is False]
    if schools[group.core].will_lead is False:
        decline.insert(0, group.core)
    pairs = [(w.a, w.b or "") for w in facts.case.wishes if w.kind is PairKind.REFUSED]
    refusals = sorted(
        sorted((inside.index(a), inside.index(b)))
        for a, b in pairs
        if a != b and a in inside and b in inside
    )
    against = decline + [inside[later] for _, later in refusals]
    if against:
        return "T07", {"n": len(set(against)), "school": against[0]}
    return None, {}


def _words(facts: Facts, group: Group) -> Condition:
    """Count the members that did not say yes together with the core."""
    said = {
        frozenset((w.a, w.b or ""))
        for w in facts.case.wishes
        if w.kind is PairKind.WILLING
    }
    core = facts.schools[group.core]
    silent = sorted(
        m
        for m in group.members
        if frozenset((m, group.core)) not in said
        and (core.will_lead, facts.schools[m].will_join) != (True, True)
    )
    if silent and facts.policy.pairing.merged_needs_willing:
        return "T08", {"n": len(silent), "school": silent[0]}
    return None, {"undeclared": len(silent)}


def _alliances(view: View, plan: Plan) -> Iterator[tuple[Alliance, Group]]:
    """Give the alliances of known cores, each with the schools the case knows."""
    known = (a for a in plan.alliances if a.core in view.facts.schools)
    yield from zip(known, view.groups, strict=True)


def _same(stated: object, true: object) -> bool:
    """Compare two figures; numbers up to the noise of their decimals."""
    if isinstance(stated, int | float) and isinstance(true, int | float):
        return math.isclose(stated, true, rel_tol=0, abs_tol=1e-9)
    return stated == true
