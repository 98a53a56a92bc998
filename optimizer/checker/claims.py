"""Claims of a plan file about schools and alliances: what is stated must be true.

A field that is ``None`` claims nothing. Ids that the case does not know are one
fault of their own and are passed over by the other rules.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from optimizer.checker.roles import lead_rule
from optimizer.checker.tiers import generalised_s
from optimizer.checker.view import Finding, View
from optimizer.checker.wishes import alliances_by_county
from optimizer.domain import AllianceType, SchoolTag
from optimizer.matrix import km_of, minutes_of
from optimizer.plan import SCHEMA, Alliance, Member, Plan

DELTA_TOLERANCE = 0.01
"""Minutes printed to two decimals may be off by their last digit."""


def schema(_: View, plan: Plan) -> Iterator[Finding]:
    """The file follows the contract this program knows."""
    if plan.schema_ != SCHEMA:
        yield Finding((), value=plan.schema_, limit=SCHEMA)


def none_missing(view: View, plan: Plan) -> Iterator[Finding]:
    """Every school of the case is in an alliance, uncovered or excluded (trap T8)."""
    if plan.uncovered is not None and plan.excluded is not None:
        missing = sorted(view.facts.schools.keys() - set(_listed(plan)))
        if missing:
            yield Finding(tuple(missing), value=len(missing), limit=0)


def listed_once(_: View, plan: Plan) -> Iterator[Finding]:
    """No school is in two of the lists, or twice in one (two roles: constraint 1)."""
    repeated = sorted(s for s, n in Counter(_listed(plan)).items() if n > 1)
    if repeated:
        yield Finding(tuple(repeated), value=len(repeated), limit=0)


def known_ids(view: View, plan: Plan) -> Iterator[Finding]:
    """Ids outside the alliances are those of the case, too."""
    uncovered, excluded = plan.uncovered or [], plan.excluded or []
    named = {row.school_id for row in uncovered} | {row.school_id for row in excluded}
    named |= {row.nearest_core for row in uncovered if row.nearest_core is not None}
    members = (m for alliance in plan.alliances for m in alliance.members)
    named |= {m.next_best.core for m in members if m.next_best is not None}
    unknown = sorted(named - view.facts.schools.keys())
    if unknown:
        yield Finding(tuple(unknown), value=len(unknown), limit=0)


def excluded_takes_part(view: View, plan: Plan) -> Iterator[Finding]:
    """A school listed as excluded is one the policy leaves out."""
    for row in plan.excluded or []:
        if row.school_id in view.facts.pool:
            yield Finding((row.school_id,), value=row.code)


def exclusion_code(view: View, plan: Plan) -> Iterator[Finding]:
    """An excluded school carries the first rule that leaves it out."""
    for row in plan.excluded or []:
        own = view.facts.excluded.get(row.school_id)
        if own is not None and own != row.code:
            yield Finding((row.school_id,), value=row.code, limit=own)


def uncovered_takes_part(view: View, plan: Plan) -> Iterator[Finding]:
    """A school listed as uncovered takes part."""
    for row in plan.uncovered or []:
        code = view.facts.excluded.get(row.school_id)
        if code is not None:
            yield Finding((row.school_id,), value=row.code, limit=code)


def distinct_alliance_ids(_: View, plan: Plan) -> Iterator[Finding]:
    """Each alliance has an id of its own: opinions are attached to it (T23)."""
    cores: dict[str, list[str]] = {}
    for alliance in plan.alliances:
        cores.setdefault(alliance.id, []).append(alliance.core)
    for alliance_id, led in cores.items():
        if len(led) > 1:
            yield Finding(tuple(led), len(led), 1, {"alliance": alliance_id})


def county_of_alliance(view: View, plan: Plan) -> Iterator[Finding]:
    """The county of an alliance is that of its core."""
    for alliance in _known_alliances(view, plan):
        own = view.facts.schools[alliance.core].county_code
        if alliance.county_code not in (None, own):
            yield Finding((alliance.core,), alliance.county_code, own)


def minutes_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A member's minutes are those of the travel table in the policy's direction."""
    for member, core in _known_members(view, plan):
        trip = view.facts.trip(member.school_id, core)
        own = minutes_of(trip.seconds) if trip else None
        if member.minutes is not None and not _equal(member.minutes, own):
            yield Finding((member.school_id, core), member.minutes, own)


def km_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A member's kilometres are those of the path its minutes belong to."""
    for member, core in _known_members(view, plan):
        trip = view.facts.trip(member.school_id, core)
        own = km_of(trip.metres) if trip else None
        if member.km is not None and not _equal(member.km, own):
            yield Finding((member.school_id, core), member.km, own)


def travel_source_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A member's travel carries the source of its path: an estimate says so (T22)."""
    for member, core in _known_members(view, plan):
        trip = view.facts.trip(member.school_id, core)
        own = trip.source if trip else None
        if member.travel_source not in (None, own):
            yield Finding((member.school_id, core), member.travel_source, own)


def uncovered_minutes_true(view: View, plan: Plan) -> Iterator[Finding]:
    """The minutes from an uncovered school to the core it names are true."""
    facts = view.facts
    for row in plan.uncovered or []:
        if row.minutes is None or row.nearest_core is None:
            continue
        if {row.school_id, row.nearest_core} <= facts.schools.keys():
            trip = facts.trip(row.school_id, row.nearest_core)
            own = minutes_of(trip.seconds) if trip else None
            if not _equal(row.minutes, own):
                yield Finding((row.school_id, row.nearest_core), row.minutes, own)


def tags_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A member's tags are those the policy derives; their order does not matter."""
    for member, _ in _known_members(view, plan):
        own = view.facts.tags[member.school_id]
        if member.tags is not None and sorted(member.tags) != sorted(own):
            stated = " ".join(member.tags) or None
            yield Finding((member.school_id,), stated, " ".join(own) or None)


def tag_rules_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A reason names each tag with the rule that decided it.

    Parts of a reason that are no tag are not judged here.
    """
    for member, _ in _known_members(view, plan):
        own = view.facts.tag_rules[member.school_id]
        parts = [part.partition("=") for part in (member.reason or "").split(";")]
        for tag, _, rule in parts:
            if tag in set(SchoolTag) and own.get(tag) != rule:
                yield Finding((member.school_id,), f"{tag}={rule}", own.get(tag))


def core_rule_true(view: View, plan: Plan) -> Iterator[Finding]:
    """The reason of a core is the rule by which it may lead."""
    for alliance in _known_alliances(view, plan):
        own = lead_rule(view.facts, alliance.core)
        if own is not None and alliance.core_reason not in (None, own):
            yield Finding((alliance.core,), alliance.core_reason, own)


def next_best_true(view: View, plan: Plan) -> Iterator[Finding]:
    """A member's next best core leads another alliance, and the difference is true."""
    leading = {group.core for group in view.groups}
    for member, core in _known_members(view, plan):
        claim = member.next_best
        if claim is None or claim.core not in view.facts.schools:
            continue
        moved = generalised_s(view.facts, member.school_id, claim.core)
        own = minutes_of(moved - generalised_s(view.facts, member.school_id, core))
        is_other = claim.core in leading and claim.core != core
        if not is_other or abs(claim.delta - own) > DELTA_TOLERANCE:
            yield Finding((member.school_id, claim.core), claim.delta, own)


def merged_is_close(view: View, plan: Plan) -> Iterator[Finding]:
    """融合型 needs every member within the tighter limits, inclusive (item 15).

    People may decide otherwise; see :func:`optimizer.checker.kinds.choice_departs`.
    """
    facts = view.facts
    for alliance, group in zip(_known_alliances(view, plan), view.groups, strict=True):
        if alliance.type != AllianceType.MERGED or alliance.choice is not None:
            continue
        far = []
        for member in group.members:
            trip = facts.trip(member, group.core)
            if trip is None or (
                trip.seconds > facts.merged_max_s or trip.metres > facts.merged_max_m
            ):
                far.append(member)
        if far:
            limits = {
                "minutes": minutes_of(facts.merged_max_s),
                "km": km_of(facts.merged_max_m),
            }
            yield Finding((group.core, *far), len(far), 0, limits)


def demonstrators(view: View, plan: Plan) -> Iterator[Finding]:
    """(9) Each county has its demonstrators, as far as it has alliances (item 2).

    Claimed only by a plan that flags any alliance, one way or the other. An alliance
    whose core was hosted starts too late to be one (13).
    """
    known = _known_alliances(view, plan)
    county_of = {a.core: view.facts.schools[a.core].county_code for a in known}
    flags = Counter(county_of[a.core] for a in known if a.demonstrator)
    late = Counter(county_of[a.core] for a in known if a.host is not None)
    if all(alliance.demonstrator is None for alliance in plan.alliances):
        return
    number = view.facts.policy.coverage.demonstrators_per_county
    for county, led in sorted(alliances_by_county(view).items()):
        wanted = min(number, led - late[county])
        if flags[county] < wanted:
            yield Finding((), flags[county], wanted, {"county": county})


def _listed(plan: Plan) -> Iterator[str]:
    """Give the schools of all lists; those of the alliances once each."""
    yield from plan.core_of
    yield from (row.school_id for row in plan.uncovered or [])
    yield from (row.school_id for row in plan.excluded or [])


def _known_alliances(view: View, plan: Plan) -> list[Alliance]:
    """Return the alliances whose core is a school of the case."""
    return [a for a in plan.alliances if a.core in view.facts.schools]


def _known_members(view: View, plan: Plan) -> Iterator[tuple[Member, str]]:
    """Give each known member with its core."""
    for alliance in _known_alliances(view, plan):
        for member in alliance.members:
            if member.school_id in view.facts.schools:
                yield member, alliance.core


def _equal(stated: float, own: float | None) -> bool:
    """Tell whether a figure is the true one; an unknown one equals no figure."""
    return own is not None and math.isclose(stated, own, rel_tol=0, abs_tol=1e-9)
