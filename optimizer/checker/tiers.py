"""The objective, computed a second time from the raw case (DESIGN part 4, tiers)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from optimizer.checker.facts import Facts, in_seconds
from optimizer.checker.pooling import pooled
from optimizer.checker.view import View
from optimizer.checker.wishes import (
    alliances_by_county,
    coverage_counts,
    coverage_scopes,
)

MAXIMISED = frozenset({"need", "pupils", "kept"})
"""Tiers where more is better; the others are minimised."""


def sense_of(tier: str) -> str:
    """Return ``max`` or ``min``."""
    return "max" if tier in MAXIMISED else "min"


def tier_values(view: View) -> dict[str, int]:
    """Return the value of each tier of the policy, in the policy's order."""
    return {name: TIERS[name](view) for name in view.facts.tiers}


def _wishes(view: View) -> int:
    """Count the schools wished as core that do not lead."""
    leading = {group.core for group in view.groups if group.leads}
    return len(view.facts.core_wished - leading)


def _floor(view: View) -> int:
    """Sum what the counties lack to their floor of alliances."""
    floor = view.facts.policy.coverage.demonstrators_per_county
    counts = alliances_by_county(view)
    return sum(max(0, floor - counts[county]) for county in view.facts.counties)


def _shortfall(view: View) -> int:
    """Sum what the scopes lack to the schools they need covered."""
    rows = [coverage_counts(view, county) for county in coverage_scopes(view)]
    return sum(max(0, needed - covered) for covered, _, needed in rows)


def _need(view: View) -> int:
    """Sum the need points of all members' tags, approved alliances included."""
    worth = view.facts.policy.objective
    points = {"rural": worth.need_rural, "weak": worth.need_weak, "new": worth.need_new}
    tags = view.facts.tags
    return sum(points[tag] for m in _members(view) for tag in tags[m])


def _pupils(view: View) -> int:
    """Sum the pupils of all members, approved alliances included."""
    return sum(view.facts.pupils(m) for m in _members(view))


def _travel(view: View) -> int:
    """Sum the generalised seconds of the members that were free to be placed."""
    return sum(generalised_s(view.facts, m, core) for m, core in _free_pairs(view))


def _worst(view: View) -> int:
    """Return the longest trip in seconds of the free members; 0 without any."""
    trips = [view.facts.trip(m, core) for m, core in _free_pairs(view)]
    return max((trip.seconds for trip in trips if trip), default=0)


def _towns(view: View) -> int:
    """Count the townships of the pool none of whose schools is in an alliance."""
    schools = view.facts.schools
    place = {s: (schools[s].county_code, schools[s].town) for s in view.facts.pool}
    known = {town for town in place.values() if town[1] is not None}
    return len(known - {place[s] for s in view.core_of if s in place})


def _kept(view: View) -> int:
    """Count the members under the core they had in the plan before."""
    before = view.facts.case.previous
    pairs = [(m, group.core) for group in view.groups for m in group.members]
    pool = set(view.facts.pool)
    return sum(before.get(m) == core and {m, core} <= pool for m, core in pairs)


def _busiest(view: View) -> int:
    """Return the largest share of its capacity a core uses, in permille, rounded up.

    Approved alliances and cores whose capacity is not known are left out.
    """
    shares = [0]
    for group in view.groups:
        most = view.facts.capacity(group.core)
        if most and group.core not in view.facts.frozen:
            brought = sum(view.facts.pupils(member) for member in group.members)
            shares.append((1000 * brought + most - 1) // most)
    return max(shares)


def _indicators(view: View) -> int:
    """Sum what the seven indicators of the alliances are off the mean, all shared.

    A simulation: approved alliances count, schools outside do not.
    """
    groups = [[g.core, *g.members] if g.leads else g.members for g in view.groups]
    return pooled(groups, view.facts.off_means)


def _order(view: View) -> int:
    """Sum fixed weights of free members and of free leading cores.

    The weights depend on the ids alone, so that one plan is left among equals.
    """
    leads = [g.core for g in view.groups if g.leads and g.core not in view.facts.frozen]
    pairs = [*_free_pairs(view), *((core, core) for core in leads)]
    return sum(order_weight(core, member) for member, core in pairs)


TIERS: dict[str, Callable[[View], int]] = {
    "wishes": _wishes,
    "floor": _floor,
    "shortfall": _shortfall,
    "towns": _towns,
    "need": _need,
    "pupils": _pupils,
    "kept": _kept,
    "travel": _travel,
    "worst": _worst,
    "busiest": _busiest,
    "indicators": _indicators,
    "order": _order,
}


def generalised_s(facts: Facts, member: str, core: str) -> int:
    """Return a member's trip in seconds, less and plus the worths of the policy.

    Five factors of item 10: layout, quality, reach, terrain and willingness, each
    worth a stated number of minutes, rounded to whole seconds. An unknown trip
    counts 0 here: constraint (6) refuses it.
    """
    worth = facts.policy.objective
    trip = facts.trip(member, core)
    seconds = trip.seconds if trip else 0
    if not facts.shares_stage(member, core):
        seconds += in_seconds(worth.cross_stage_minutes)
    if _is_willing(facts, member, core):
        seconds -= in_seconds(worth.willing_minutes)
    if _is_same_town(facts, member, core):
        seconds -= in_seconds(worth.same_town_minutes)
    if facts.case.previous.get(member) == core:
        seconds -= in_seconds(worth.stability_minutes)
    grades = _quality_gap(facts, member, core)
    return seconds - grades * in_seconds(worth.quality_gap_minutes)


def order_weight(core: str, member: str) -> int:
    """Return the fixed weight of a pair: top 31 bits of a SHA-256 of both ids."""
    digest = hashlib.sha256(core.encode() + b"\0" + member.encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


def _members(view: View) -> list[str]:
    """Return the members of all groups."""
    return [member for group in view.groups for member in group.members]


def _free_pairs(view: View) -> list[tuple[str, str]]:
    """Return (member, core) of every member outside the approved alliances."""
    return [
        (member, group.core)
        for group in view.groups
        for member in group.members
        if member not in view.facts.frozen_core_of
    ]


def _is_willing(facts: Facts, member: str, core: str) -> bool:
    """Tell whether a wish joins the two, or both said yes in the school table."""
    if frozenset((member, core)) in facts.willing:
        return True
    joins, leads = facts.schools[member].will_join, facts.schools[core].will_lead
    return joins is True and leads is True


def _is_same_town(facts: Facts, member: str, core: str) -> bool:
    """Tell whether both are in one known town of one county."""
    a, b = facts.schools[member], facts.schools[core]
    known = a.town is not None
    return known and (a.county_code, a.town) == (b.county_code, b.town)


def _quality_gap(facts: Facts, member: str, core: str) -> int:
    """Return how many grades the core is above the member; 0 if one is not known."""
    order = facts.policy.roles.grade_order
    above, below = facts.schools[core].quality, facts.schools[member].quality
    if above not in order or below not in order:
        return 0
    return max(0, order.index(above) - order.index(below))
