"""The trips a plan uses, with what stands behind each: facts only, no words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from optimizer.case import Case
from optimizer.domain import School
from optimizer.evidence import Evidence
from optimizer.formulate import build_problem
from optimizer.margins import borderline_pairs, seconds_limit, trip
from optimizer.matrix import TravelMatrix, km_of, minutes_of
from optimizer.plan import Alliance, Member, Plan
from optimizer.policy import Policy
from optimizer.problem import Block
from optimizer.route import Route, Stretch

NO_EVIDENCE = Evidence()
"""Nothing known but the plan itself."""

Breach = Literal["minutes", "km", "route"]
"""What a trip breaks: the limit of minutes, of kilometres, or there is no way."""

Cause = Literal["band", "engines", "both", "km"]
"""Why a pair is borderline: the error, the two engines, both together, the road."""

_EARTH_M = 6_371_008.8
_LEAST_STRAIGHT_M = 1.0
_BY_DISTANCE = (Block.MINUTES, Block.KM, Block.BORDERLINE)


@dataclass(frozen=True)
class Figures:
    """Seconds and metres of one trip in the policy's direction."""

    seconds: int
    metres: int

    @property
    def minutes(self) -> float:
        """Minutes to two decimals."""
        return minutes_of(self.seconds)

    @property
    def km(self) -> float:
        """Kilometres to three decimals."""
        return km_of(self.metres)


@dataclass(frozen=True)
class Check:
    """One trip in another road scenario; ``figures`` is ``None`` without a way."""

    figures: Figures | None
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class Used:
    """One member's trip to its core.

    Parameters
    ----------
    number
        Number of the alliance on the map and in the lists.
    core
        Id of the core.
    member
        The member as the plan has it.
    route
        The way behind the trip, if it is known.
    is_borderline
        Whether the error of the trip decides if it keeps the limits.
    second
        The same trip by the second engine.
    checks
        The same trip in each scenario that was worked out.
    """

    number: int
    core: str
    member: Member
    route: Route | None = None
    is_borderline: bool = False
    second: Figures | None = None
    checks: Mapping[str, Check] = field(default_factory=dict)

    @property
    def is_restated(self) -> bool:
        """Whether the plan's minutes are not those of the route."""
        if self.route is None or self.member.minutes is None:
            return False
        same = self.member.minutes == minutes_of(self.route.seconds)
        return not same or self.member.travel_source != self.route.source


@dataclass(frozen=True)
class Margin:
    """How a borderline pair stands to the limits.

    ``low`` and ``high`` are seconds at the ends of the error, ``cause`` says what
    takes the pair over the limit.
    """

    member: str
    core: str
    figures: Figures
    second: Figures | None
    low: float
    high: float
    cause: Cause


@dataclass(frozen=True, eq=False)
class Trips:
    """The trips of a plan and the evidence for them."""

    case: Case
    plan: Plan
    evidence: Evidence = NO_EVIDENCE

    @cached_property
    def used(self) -> tuple[Used, ...]:
        """Every member's trip, in the order of the plan."""
        return tuple(
            self._used(number, alliance, member)
            for number, alliance in enumerate(self.plan.alliances, start=1)
            for member in alliance.members
        )

    @cached_property
    def borderline(self) -> tuple[Used, ...]:
        """The borderline trips among those used."""
        return tuple(used for used in self.used if used.is_borderline)

    @cached_property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios worked out, in the order of the policy."""
        wanted = self.case.policy.travel.compare_scenarios
        found = self.evidence.scenarios
        return tuple(dict.fromkeys([*(n for n in wanted if n in found), *found]))

    def broken_in(self, scenario: str) -> list[Used]:
        """Return the trips that break a limit in a scenario."""
        return [u for u in self.used if self._broken(u, scenario)]

    def is_broken(self, member: str, core: str) -> bool:
        """Tell whether a trip breaks a limit already as the plan has it."""
        return bool(self._breaches(self._travel.at(member, core)))

    @property
    def slowest(self) -> tuple[Used, Stretch | None] | None:
        """The used trip of most minutes, with its slowest stretch."""
        known = [u for u in self.used if u.member.minutes is not None]
        if not known:
            return None
        longest = max(known, key=lambda u: u.member.minutes or 0)
        return longest, longest.route.slowest if longest.route else None

    def margin(self, member: str, core: str) -> Margin | None:
        """Return how a borderline pair stands to the limits; ``None`` for others."""
        figures = self._travel.at(member, core)
        if figures is None or (member, core) not in self._borderline:
            return None
        second = None if self._second is None else self._second.at(member, core)
        band = self.case.policy.travel.band_pct
        both = (figures.seconds, (second or figures).seconds)
        low, high = min(both) * (100 - band) / 100, max(both) * (100 + band) / 100
        cause = self._cause(figures.seconds, min(both), max(both))
        return Margin(member, core, figures, second, low, high, cause)

    @cached_property
    def near_misses(self) -> tuple[Margin, ...]:
        """Pairs kept apart by distance alone, and within its error.

        Of schools outside, with cores that could lead; by school, nearest first.
        """
        problem = build_problem(self.case)
        covered = self.plan.core_of
        apart = np.isin(problem.block, _BY_DISTANCE)
        pairs = (
            (problem.school_ids[i], problem.school_ids[k])
            for i, k in np.argwhere(apart)
        )
        found = (self.margin(*pair) for pair in pairs if pair[0] not in covered)
        known = [margin for margin in found if margin is not None]
        return tuple(sorted(known, key=lambda m: (m.member, m.figures.seconds, m.core)))

    def detour(self, used: Used) -> float | None:
        """Return the length of a route in straight lines between its schools."""
        ends = [self.case.by_id.get(i) for i in (used.member.school_id, used.core)]
        straight = straight_m(*ends)
        if used.route is None or straight is None or straight < _LEAST_STRAIGHT_M:
            return None
        return used.route.metres / straight

    def _used(self, number: int, alliance: Alliance, member: Member) -> Used:
        pair = (member.school_id, alliance.core)
        second = None if self._second is None else self._second.at(*pair)
        return Used(
            number=number,
            core=alliance.core,
            member=member,
            route=self.evidence.routes.get(pair),
            is_borderline=pair in self._borderline,
            second=second,
            checks={name: self._check(name, *pair) for name in self.scenarios},
        )

    def _check(self, scenario: str, member: str, core: str) -> Check:
        figures = self._scenarios[scenario].at(member, core)
        return Check(figures, self._breaches(figures))

    def _breaches(self, figures: Figures | None) -> tuple[Breach, ...]:
        limits = self.case.policy.travel
        if figures is None:
            return ("route",)
        found: list[Breach] = []
        if figures.seconds > seconds_limit(limits.max_minutes):
            found.append("minutes")
        if figures.metres > round(limits.max_km * 1000):
            found.append("km")
        return tuple(found)

    @staticmethod
    def _broken(used: Used, scenario: str) -> bool:
        return bool(used.checks[scenario].breaches)

    def _cause(self, own: int, least: int, most: int) -> Cause:
        limits = self.case.policy.travel
        limit, band = 100 * seconds_limit(limits.max_minutes), limits.band_pct
        if not least * (100 - band) <= limit < most * (100 + band):
            return "km"
        if 100 * least <= limit < 100 * most:
            return "engines"
        by_band = own * (100 - band) <= limit < own * (100 + band)
        return "band" if by_band else "both"

    @cached_property
    def _travel(self) -> _Grid:
        return _Grid.of(self.case.travel, self.case.policy)

    @cached_property
    def _second(self) -> _Grid | None:
        if self.case.second is None:
            return None
        return _Grid.of(self.case.second, self.case.policy)

    @cached_property
    def _scenarios(self) -> dict[str, _Grid]:
        policy = self.case.policy
        return {n: _Grid.of(m, policy) for n, m in self.evidence.scenarios.items()}

    @cached_property
    def _borderline(self) -> frozenset[tuple[str, str]]:
        ids = self.case.travel.school_ids
        pairs = np.argwhere(borderline_pairs(self.case))
        return frozenset((ids[i], ids[k]) for i, k in pairs)


@dataclass(frozen=True, eq=False)
class _Grid:
    """Trips of a matrix in the policy's direction, by the ids of the schools."""

    index_of: Mapping[str, int]
    seconds: np.ndarray
    metres: np.ndarray

    @classmethod
    def of(cls, travel: TravelMatrix, policy: Policy) -> _Grid:
        return cls(travel.index_of, *trip(travel, policy))

    def at(self, member: str, core: str) -> Figures | None:
        """Return a trip; ``None`` where no way is known, or no such school."""
        if member not in self.index_of or core not in self.index_of:
            return None
        at = self.index_of[member], self.index_of[core]
        seconds = int(self.seconds[at])
        return None if seconds < 0 else Figures(seconds, int(self.metres[at]))


def straight_m(a: School | None, b: School | None) -> float | None:
    """Return the metres between two schools as the crow flies, on a sphere."""
    if a is None or b is None:
        return None
    if None in (a.lon, a.lat, b.lon, b.lat):
        return None
    lon_a, lat_a, lon_b, lat_b = (
        math.radians(value or 0.0) for value in (a.lon, a.lat, b.lon, b.lat)
    )
    half = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * _EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def shares(route: Route) -> Iterator[tuple[str, float]]:
    """Yield class of road and kilometres of a route, longest first."""
    for kind, metres in route.metres_by_kind.items():
        yield kind, metres / 1000
