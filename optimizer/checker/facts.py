"""What the policy says of each school and pair, read afresh from the raw rows."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from optimizer.case import Case
from optimizer.checker.frozen import frozen_alliances
from optimizer.checker.measure import Measures
from optimizer.checker.pooling import Line, off_means
from optimizer.domain import PairKind, School, SchoolTag, SchoolType
from optimizer.matrix import SOURCES, TravelMatrix
from optimizer.policy import Objective, Policy, Roles, Scope

FLOAT_NOISE = 1e-9
"""Slack for products of decimal fractions, such as 0.1 x 30, before rounding down."""


class Trip(NamedTuple):
    """One known route: both values belong to the same path."""

    seconds: int
    metres: int
    source: str


class Facts:
    """Facts of one case that no plan can change.

    Parameters
    ----------
    case
        The raw case. Nothing derived by the solver's side is read.

    Attributes
    ----------
    frozen
        Members of each frozen alliance, by core.
    frozen_core_of
        Core of each school of a frozen alliance; a core is its own.
    excluded
        Exclusion code (X01 to X04) of each school that takes no part.
    pool
        Schools that take part, in order.
    measures
        What the seven indicators say of the schools.
    tag_rules
        Tags of each school with the rule that decided, in the order of
        :class:`~optimizer.domain.SchoolTag`.
    tags
        The same without the rules.
    tiers
        Names of the tiers in force, in their order.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.policy: Policy = case.policy
        self.schools = case.by_id
        self.frozen = frozen_alliances(case)
        self.frozen_core_of = {
            school_id: core
            for core, members in self.frozen.items()
            for school_id in (core, *members)
        }
        self.excluded = {
            school.school_id: code
            for school in case.schools
            if school.school_id not in self.frozen_core_of
            and (code := _exclusion(school, self.policy.scope)) is not None
        }
        self.pool = tuple(s for s in self.schools if s not in self.excluded)
        self.counties = tuple(sorted({self.schools[s].county_code for s in self.pool}))
        in_scope = {
            s.school_id
            for s in case.schools
            if _exclusion(s, self.policy.scope) is None
        }
        self.measures = Measures(case.schools, in_scope, self.policy.quality)
        self.tag_rules = {
            s.school_id: _tag_rules(s, self.policy, self.measures) for s in case.schools
        }
        self.tags = {i: tuple(rules) for i, rules in self.tag_rules.items()}
        self.tiers = _tiers(self.policy.objective, is_anchored=bool(case.previous))
        self._read_wishes()
        self._read_limits()

    def _read_wishes(self) -> None:
        """Keep the wishes that have an effect: both schools known, none frozen.

        Wishes about a school outside the pool fall away by themselves: it can
        neither lead nor join.
        """
        pairs: dict[PairKind, list[tuple[str, str]]] = {kind: [] for kind in PairKind}
        singles: dict[PairKind, set[str]] = {kind: set() for kind in PairKind}
        loose = self.schools.keys() - self.frozen_core_of.keys()
        for wish in self.case.wishes:
            if wish.kind in (PairKind.CORE, PairKind.NOT_CORE):
                singles[wish.kind] |= {wish.a} & loose
            elif wish.b is not None and {wish.a, wish.b} <= loose and wish.a != wish.b:
                pairs[wish.kind].append((wish.a, wish.b))
        self.together = _distinct(pairs[PairKind.TOGETHER])
        self.apart = _distinct(pairs[PairKind.APART])
        self.willing = set(map(frozenset, pairs[PairKind.WILLING]))
        self.refused = set(map(frozenset, pairs[PairKind.REFUSED]))
        self.not_core = singles[PairKind.NOT_CORE]
        self.core_wished = singles[PairKind.CORE] - self.excluded.keys()

    def _read_limits(self) -> None:
        """Turn the limits into whole seconds and metres; all are inclusive."""
        travel = self.policy.travel
        self.max_s = in_seconds(travel.max_minutes)
        self.max_m = round(travel.max_km * 1000)
        self.merged_max_s = in_seconds(travel.merged_max_minutes)
        self.merged_max_m = round(travel.merged_max_km * 1000)
        self.spread_max_s = in_seconds(travel.member_to_member_max_minutes)

    @cached_property
    def off_means(self) -> dict[str, Counter[Line]]:
        """How far the schools that take part are off the means of their county."""
        rows = [self.schools[school_id] for school_id in self.pool]
        return off_means(rows, self.policy.quality)

    def unit(self, school_id: str) -> int:
        """Return the places a school takes in an alliance (DOMAIN A3)."""
        is_point = self.schools[school_id].type_code == SchoolType.TEACHING_POINT
        return int(not is_point or self.policy.size.teaching_point_counts)

    def pupils(self, school_id: str) -> int:
        """Return the pupils of a school; unknown is the policy's assumption, not 0."""
        pupils = self.schools[school_id].pupils
        return self.policy.load.pupils_when_unknown if pupils is None else pupils

    def capacity(self, core: str) -> int | None:
        """Return how many members' pupils a core can take on, ``None`` if unbounded.

        The least of the bounds that can be computed: constraint (5), 辐射能力.
        """
        school, load = self.schools[core], self.policy.load
        bounds = []
        if "pupils" in load.rules and school.pupils is not None:
            bounds.append(school.pupils * load.pupils_per_core_pupil)
        both = school.pupils is not None and school.backbone is not None
        if "backbone" in load.rules and both:
            pooled = 100 * (school.backbone or 0) / load.min_backbone_per_100
            bounds.append(pooled - (school.pupils or 0))
        return max(0, math.floor(min(bounds) + FLOAT_NOISE)) if bounds else None

    def route(self, start: str, end: str) -> Trip | None:
        """Return the route from one school to another, ``None`` if not known."""
        return self._route(self.case.travel, start, end)

    def _route(self, travel: TravelMatrix, start: str, end: str) -> Trip | None:
        i, j = travel.index_of[start], travel.index_of[end]
        seconds = int(travel.seconds[i, j])
        if seconds < 0:
            return None
        source = SOURCES[int(travel.source[i, j])]
        return Trip(seconds, int(travel.metres[i, j]), str(source or ""))

    def trip(self, member: str, core: str) -> Trip | None:
        """Return the trip that counts for a pair, in the policy's direction."""
        return self._trip(self.case.travel, member, core)

    def second_trip(self, member: str, core: str) -> Trip | None:
        """Return the same trip by the second engine, ``None`` if it knows none."""
        second = self.case.second
        return None if second is None else self._trip(second, member, core)

    def is_at_its_word(self, member: str, core: str) -> bool:
        """Tell whether the minutes were measured or come from navigation."""
        ways = {
            "member_to_core": [(member, core)],
            "core_to_member": [(core, member)],
            "worse": [(member, core), (core, member)],
        }
        routes = [self.route(*way) for way in ways[self.policy.travel.direction]]
        return all(
            route is not None and route.source in ("measured", "navigation")
            for route in routes
        )

    def _trip(self, travel: TravelMatrix, member: str, core: str) -> Trip | None:
        direction = self.policy.travel.direction
        if direction == "core_to_member":
            return self._route(travel, core, member)
        there = self._route(travel, member, core)
        if direction == "member_to_core":
            return there
        back = self._route(travel, core, member)
        if there is None or back is None:
            return None
        return max(there, back, key=lambda trip: (trip.seconds, trip.metres))

    def shares_stage(self, a: str, b: str) -> bool:
        """Tell whether two schools teach a common compulsory stage (DOMAIN A8)."""
        return bool(self.schools[a].stages & self.schools[b].stages)


def in_seconds(minutes: float) -> int:
    """Return whole seconds of a policy's minutes."""
    return round(minutes * 60)


def _tiers(worth: Objective, *, is_anchored: bool) -> tuple[str, ...]:
    """Return the tiers of a run: a plan before puts ``kept`` where the policy says."""
    tiers: list[str] = []
    for name in worth.tiers:
        if is_anchored and name == worth.kept_before and "kept" not in worth.tiers:
            tiers.append("kept")
        tiers.append(name)
    return tuple(tiers)


def _distinct(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return unordered pairs once each, in a fixed order."""
    return sorted({(min(pair), max(pair)) for pair in pairs})


def _exclusion(school: School, scope: Scope) -> str | None:
    """Return the first rule that leaves a school out (items 7, 30; trap T8)."""
    prefecture_run = school.owner_level in scope.prefecture_levels
    private = school.runner in scope.private_runners
    if school.type_code not in scope.member_types:
        return "X01"
    if school.status is not None and school.status not in scope.active_statuses:
        return "X02"
    if prefecture_run and not scope.include_prefecture_run:
        return "X03"
    if private and not scope.include_private:
        return "X04"
    return None


def _tag_rules(school: School, policy: Policy, measures: Measures) -> dict[str, str]:
    """Return 农村, 薄弱, 新建 of a school and why; a filled column wins."""
    roles = policy.roles
    weak = measures.weak_by(school)
    if school.quality in roles.weak_grades:
        weak = "grade"
    derived = {
        SchoolTag.RURAL: (school.rural, _rural_by(school, roles)),
        SchoolTag.WEAK: (school.weak, weak),
        SchoolTag.NEW: (school.new, "opened" if _is_new(school, policy) else None),
    }
    found = {}
    for tag, (column, rule) in derived.items():
        if column is not None:
            rule = "table" if column else None
        if rule is not None:
            found[str(tag)] = rule
    return found


def _rural_by(school: School, roles: Roles) -> str | None:
    """Return why a site is 农村: 乡村, or 镇区 outside the county seat (DOMAIN A5)."""
    if school.region_code in roles.rural_regions:
        return "region"
    if school.region_code not in roles.town_regions or school.town is None:
        return None
    outside = f"{school.county_code}:{school.town}" not in roles.seat_towns
    return "town" if outside else None


def _is_new(school: School, policy: Policy) -> bool:
    """Tell whether a school opened within the policy's years (item 17)."""
    year = (school.opened or "")[:4]
    if not (year.isascii() and year.isdigit()):
        return False
    age = policy.scope.plan_year - int(year)
    return 0 <= age <= policy.roles.new_within_years
