"""Rules about load, reach and spread: constraints (5), (6) and (7)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from optimizer.checker.facts import Facts
from optimizer.checker.view import Finding, Group
from optimizer.matrix import km_of, minutes_of


def load(facts: Facts, group: Group) -> Iterator[Finding]:
    """(5) The members' pupils are at most what the core can take on, inclusive.

    Items 10 and 14: 辐射能力, 防止规模过大导致办学质量滑坡 (trap T3).
    """
    pupils, capacity = sum(map(facts.pupils, group.members)), facts.capacity(group.core)
    if capacity is not None and pupils > capacity:
        yield Finding((group.core, *group.members), pupils, capacity)


def load_unbounded(facts: Facts, group: Group) -> Iterator[Finding]:
    """(5) A load rule is in force, but no bound can be computed for the core.

    An approved alliance is exempt from the load, so nothing is said of it.
    """
    has_bound = facts.capacity(group.core) is not None or group.core in facts.frozen
    if facts.policy.load.rules and not has_bound:
        pupils = sum(map(facts.pupils, group.members))
        yield Finding((group.core,), value=pupils)


def same_county(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) Member and core are in one county unless ``scope.cross_county`` (item 6)."""
    here, there = facts.schools[member].county_code, facts.schools[core].county_code
    if here == there or facts.policy.scope.cross_county:
        return None
    return Finding((member, core), value=here, limit=there)


def common_stage(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) Member and core share a stage unless ``pairing.stages`` is any (A8, T9)."""
    if facts.policy.pairing.stages == "any" or facts.shares_stage(member, core):
        return None
    types = (facts.schools[member].type_code, facts.schools[core].type_code)
    return Finding((member, core), value=types[0], limit=types[1])


def not_refused(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) Neither school refused the other in the pair table (item 10)."""
    refused = frozenset((member, core)) in facts.refused
    return Finding((member, core)) if refused else None


def route_known(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) A route is known in the policy's direction; unknown is not short."""
    return Finding((member, core)) if facts.trip(member, core) is None else None


def minutes_within(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) The trip takes at most ``travel.max_minutes``, inclusive."""
    trip = facts.trip(member, core)
    if trip is None or trip.seconds <= facts.max_s:
        return None
    return _over_time((member, core), trip.seconds, facts.max_s)


def km_within(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) The trip is at most ``travel.max_km`` long, inclusive, in whole metres."""
    trip = facts.trip(member, core)
    if trip is None or trip.metres <= facts.max_m:
        return None
    detail = {"metres": trip.metres, "limit_metres": facts.max_m}
    return Finding((member, core), km_of(trip.metres), km_of(facts.max_m), detail)


def not_borderline(facts: Facts, member: str, core: str) -> Finding | None:
    """(6) With ``travel.avoid_borderline``, no error of the trip crosses a limit.

    Trips measured or from navigation are at their word. A trip over the limit is
    the business of C365 and C366.
    """
    trip = facts.trip(member, core)
    if not facts.policy.travel.avoid_borderline or trip is None:
        return None
    if trip.seconds > facts.max_s or trip.metres > facts.max_m:
        return None
    if facts.is_at_its_word(member, core):
        return None
    other = facts.second_trip(member, core) or trip
    # Whole percents of whole seconds, in hundredths: exact.
    longest = max(trip.seconds, other.seconds) * (100 + facts.policy.travel.band_pct)
    if longest <= 100 * facts.max_s and other.metres <= facts.max_m:
        return None
    return Finding((member, core), minutes_of(trip.seconds), minutes_of(facts.max_s))


def spread(facts: Facts, group: Group) -> Iterator[Finding]:
    """(7) Two members are at most ``member_to_member_max_minutes`` apart, inclusive.

    The slower of both directions counts.
    """
    for a, b in combinations(group.members, 2):
        there, back = facts.route(a, b), facts.route(b, a)
        if there is not None and back is not None:
            seconds = max(there.seconds, back.seconds)
            if seconds > facts.spread_max_s:
                yield _over_time((a, b), seconds, facts.spread_max_s)


def spread_known(facts: Facts, group: Group) -> Iterator[Finding]:
    """(7) Both directions between two members are known; unknown is not short."""
    for a, b in combinations(group.members, 2):
        if facts.route(a, b) is None or facts.route(b, a) is None:
            yield Finding((a, b))


def _over_time(schools: tuple[str, ...], seconds: int, limit_s: int) -> Finding:
    """Return a finding in minutes, with the exact seconds beside it."""
    detail = {"seconds": seconds, "limit_seconds": limit_s}
    return Finding(schools, minutes_of(seconds), minutes_of(limit_s), detail)
