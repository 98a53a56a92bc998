"""Rows of the GIS layers as plain data: the white list of what may leave.

Nothing but the fields named here reaches a file: no teacher, grade or condition
figures, no wishes, no remarks. Files of the public and print modes also leave out
pupils, reasons, the tag 薄弱 and what stands behind a trip, and round every position
(DOMAIN 2.7, T15, T16).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, ClassVar

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import School, SchoolTag
from optimizer.evidence import Evidence
from optimizer.matrix import km_of, minutes_of
from optimizer.plan import Alliance, Member, Plan
from optimizer.report.labels import Labels, plain
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import NO_EVIDENCE, Trips, Used
from optimizer.route import Route

CRS = "EPSG:4326"
"""WGS 84, as :class:`optimizer.domain.School` states its coordinates."""

_INTERNAL = "internal"
_INTERNAL_FIELDS = frozenset(
    {
        "pupils",
        "reason",
        "computed_minutes",
        "computed_km",
        "borderline",
        "slowest_road",
        "slowest_class",
        "slowest_km",
        "slowest_kph",
        "slowest_reason",
    }
)
_DECIMALS = {"internal": 7, "public": 3, "print": 3}
"""Decimals of a degree by mode; three place a school within about 100 m."""


@dataclass(frozen=True, eq=False)
class Layers:
    """Rows of the layers, as plain data; ``at`` holds coordinates and no field."""

    case: Case
    plan: Plan
    evidence: Evidence = NO_EVIDENCE

    _all_school_fields: ClassVar[tuple[str, ...]] = (
        "school_id",
        "name",
        "county_code",
        "county",
        "town",
        "type_code",
        "type",
        "region_code",
        "pupils",
        "role",
        "reason",
        "tags",
        "alliance_no",
        "alliance_id",
        "alliance",
        "core_id",
        "core",
        "minutes",
        "km",
        "travel_source",
    )
    spoke_fields: ClassVar[tuple[str, ...]] = (
        "alliance_no",
        "alliance_id",
        "core_id",
        "core",
        "school_id",
        "name",
        "minutes",
        "km",
        "travel_source",
    )
    _all_route_fields: ClassVar[tuple[str, ...]] = (
        "alliance_no",
        "member_id",
        "member",
        "core_id",
        "core",
        "minutes",
        "km",
        "travel_source",
        "computed_minutes",
        "computed_km",
        "borderline",
        "slowest_road",
        "slowest_class",
        "slowest_km",
        "slowest_kph",
        "slowest_reason",
    )
    alliance_fields: ClassVar[tuple[str, ...]] = (
        "number",
        "alliance_id",
        "name",
        "county_code",
        "county",
        "type",
        "demonstrator",
        "pilot",
        "start_year",
        "core_id",
        "core",
        "schools",
    )

    about_fields: ClassVar[tuple[str, ...]] = ("key", "zh", "en")

    @property
    def school_fields(self) -> tuple[str, ...]:
        """Return the fields of a school that the mode of the plan may show."""
        return self._shown(self._all_school_fields)

    @property
    def route_fields(self) -> tuple[str, ...]:
        """Return the fields of a route that the mode of the plan may show."""
        return self._shown(self._all_route_fields)

    def _shown(self, fields: tuple[str, ...]) -> tuple[str, ...]:
        hidden = frozenset() if self._is_internal else _INTERNAL_FIELDS
        return tuple(f for f in fields if f not in hidden)

    @cached_property
    def labels(self) -> Labels:
        """Names, in Chinese: the data they stand beside is Chinese."""
        return Labels(self.case, self.plan)

    @cached_property
    def schools(self) -> list[dict[str, Any]]:
        """Return every school of the table with its role, by id."""
        return [self._school(school) for school in self.case.schools]

    @property
    def located(self) -> list[dict[str, Any]]:
        """Return the schools with coordinates."""
        return [row for row in self.schools if row["at"] is not None]

    @property
    def unlocated(self) -> list[dict[str, Any]]:
        """Return the schools without coordinates."""
        return [row for row in self.schools if row["at"] is None]

    @cached_property
    def spokes(self) -> list[dict[str, Any]]:
        """Return one line for each member with both ends known, in the plan's order."""
        rows = []
        for alliance in self.plan.alliances:
            core = self._at(alliance.core)
            for member in alliance.members:
                end = self._at(member.school_id)
                if core is not None and end is not None:
                    rows.append(self._spoke(alliance, member, (core, end)))
        return rows

    @cached_property
    def routes(self) -> list[dict[str, Any]]:
        """Return one line for each trip whose way is known, in the plan's order."""
        trips = Trips(self.case, self.plan, self.evidence)
        rows = (self._route(used) for used in trips.used)
        return [row for row in rows if row is not None]

    @property
    def alliances(self) -> list[dict[str, Any]]:
        """Return one row for each alliance."""
        labels = self.labels
        return [
            {
                "number": labels.numbers[a.core],
                "alliance_id": plain(a.id),
                "name": labels.alliance(a),
                "county_code": a.county_code,
                "county": labels.county(a.county_code),
                "type": a.type,
                "demonstrator": _flag(a.demonstrator),
                "pilot": _flag(a.pilot),
                "start_year": a.start_year,
                "core_id": plain(a.core),
                "core": labels.school(a.core),
                "schools": len(a.members) + 1,
            }
            for a in self.plan.alliances
        ]

    @property
    def about(self) -> list[dict[str, str]]:
        """Return what the file must say of itself, in both languages."""
        texts = {"zh": self.labels, "en": Labels(self.case, self.plan, "en")}
        rows = [
            self._same("title", self.labels.title()),
            self._same("version", self.plan.version),
            self._same("notice", self.case.policy.report.notice),
            self._same("crs", f"{CRS} (WGS 84)"),
            self._same("status", str(self.plan.status)),
        ]
        said = zip(*(label.statements() for label in texts.values()), strict=True)
        for number, pair in enumerate(said, start=1):
            key = f"statement_{number}"
            rows.append({"key": key, **dict(zip(texts, pair, strict=True))})
        for key, value in (self.plan.fingerprint or {}).items():
            rows.append(self._same(f"fingerprint_{plain(key)}", value))
        return rows

    @staticmethod
    def _same(key: str, value: object) -> dict[str, str]:
        return {"key": key, "zh": plain(value), "en": plain(value)}

    @property
    def _is_internal(self) -> bool:
        return self.case.policy.report.map_mode == _INTERNAL

    def _at(self, school_id: str) -> tuple[float, float] | None:
        """Return longitude and latitude, rounded to what the mode may show."""
        school = self.case.by_id.get(school_id)
        if school is None or school.lon is None or school.lat is None:
            return None
        decimals = _DECIMALS[self.case.policy.report.map_mode]
        return round(school.lon, decimals), round(school.lat, decimals)

    @cached_property
    def _places(self) -> Mapping[str, tuple[Alliance, Member | None]]:
        """Alliance of every school in one, with its member record unless a core."""
        places: dict[str, tuple[Alliance, Member | None]] = {}
        for alliance in self.plan.alliances:
            places[alliance.core] = (alliance, None)
            places.update({m.school_id: (alliance, m) for m in alliance.members})
        return places

    @cached_property
    def _outside(self) -> Mapping[str, tuple[str, str | None]]:
        """Role and code of every school the plan lists outside its alliances."""
        left = {r.school_id: ("uncovered", r.code) for r in self.plan.uncovered or ()}
        gone = {r.school_id: ("excluded", r.code) for r in self.plan.excluded or ()}
        return {**gone, **left}

    def _school(self, school: School) -> dict[str, Any]:
        labels = self.labels
        return {
            "at": self._at(school.school_id),
            "school_id": plain(school.school_id),
            "name": plain(school.name),
            "county_code": plain(school.county_code),
            "county": labels.county(school.county_code),
            "town": _text(school.town),
            "type_code": plain(school.type_code),
            "type": labels.school_type(school.type_code),
            "region_code": _text(school.region_code),
            "pupils": school.pupils,
            **self._place(school),
        }

    def _place(self, school: School) -> dict[str, Any]:
        """Return role, reason, tags, alliance and trip of a school."""
        if school.school_id not in self._places:
            role, code = self._outside.get(school.school_id, self._by_rule(school))
            fields = self._all_school_fields
            fields = fields[fields.index("role") :]
            return {**dict.fromkeys(fields), "role": role, "reason": _text(code)}
        alliance, member = self._places[school.school_id]
        return {
            "role": "core" if member is None else "member",
            "reason": None,
            "tags": None if member is None else self._tags(member),
            **self._alliance(alliance),
            **_trip(member),
        }

    def _by_rule(self, school: School) -> tuple[str, str | None]:
        """Return role and code of a school the plan does not list anywhere."""
        code = roles.exclusion(school, self.case.policy)
        return ("uncovered" if code is None else "excluded"), code

    def _tags(self, member: Member) -> str:
        """Return the tags; 薄弱 only in files that stay inside (DOMAIN T15)."""
        hidden = set() if self._is_internal else {SchoolTag.WEAK.value}
        return ",".join(plain(tag) for tag in member.tags or () if tag not in hidden)

    def _alliance(self, alliance: Alliance) -> dict[str, Any]:
        return {
            "alliance_no": self.labels.numbers[alliance.core],
            "alliance_id": plain(alliance.id),
            "alliance": self.labels.alliance(alliance),
            "core_id": plain(alliance.core),
            "core": self.labels.school(alliance.core),
        }

    def _spoke(
        self,
        alliance: Alliance,
        member: Member,
        ends: tuple[tuple[float, float], tuple[float, float]],
    ) -> dict[str, Any]:
        return {
            "at": ends,
            **self._alliance(alliance),
            "school_id": plain(member.school_id),
            "name": self.labels.school(member.school_id),
            **_trip(member),
        }

    def _route(self, used: Used) -> dict[str, Any] | None:
        """Return a route as a row; ``None`` if its way is no line."""
        route, labels = used.route, self.labels
        points = () if route is None else self._points(route.lonlat)
        if route is None or len(points) < 2:
            return None
        return {
            "at": points,
            "alliance_no": used.number,
            "member_id": plain(used.member.school_id),
            "member": labels.school(used.member.school_id),
            "core_id": plain(used.core),
            "core": labels.school(used.core),
            **_trip(used.member),
            "computed_minutes": minutes_of(route.seconds),
            "computed_km": km_of(route.metres),
            "borderline": _flag(used.is_borderline),
            **self._slowest(route),
        }

    def _points(
        self, lonlat: tuple[tuple[float, float], ...]
    ) -> tuple[tuple[float, float], ...]:
        """Round points to what the mode may show; repeated ones fall away."""
        decimals = _DECIMALS[self.case.policy.report.map_mode]
        rounded = [(round(lon, decimals), round(lat, decimals)) for lon, lat in lonlat]
        return tuple(point for point, _ in groupby(rounded))

    def _slowest(self, route: Route) -> dict[str, Any]:
        slowest, words = route.slowest, TripWords(self.labels)
        if slowest is None:
            return {f: None for f in self._all_route_fields if f.startswith("slowest")}
        return {
            "slowest_road": words.road_name(slowest),
            "slowest_class": words.road_class(slowest.kind),
            "slowest_km": round(slowest.metres / 1000, 3),
            "slowest_kph": round(slowest.kph, 1),
            "slowest_reason": words.binding(slowest),
        }


def _trip(member: Member | None) -> dict[str, Any]:
    if member is None:
        return {"minutes": None, "km": None, "travel_source": None}
    return {
        "minutes": member.minutes,
        "km": member.km,
        "travel_source": _text(member.travel_source),
    }


def _text(value: str | None) -> str | None:
    return None if value is None else plain(value)


def _flag(value: bool | None) -> str | None:
    return None if value is None else ("yes" if value else "no")
