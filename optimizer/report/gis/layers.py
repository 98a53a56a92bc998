"""Rows of the GIS layers as plain data: the white list of what may leave.

Nothing but the fields of :mod:`optimizer.report.gis.fields` reaches a file: no
teacher, grade or condition figures, no wishes, no remarks. Files of the public and
print modes also leave out pupils, reasons, borderline trips, areas by minutes and
every tag that would tell a weak school, round every position, and name schools by the
keys of the map instead of their ids (DOMAIN 2.7, T15, T16).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import geopandas as gpd
import numpy as np

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import School, SchoolTag, TravelSource
from optimizer.evidence import Evidence
from optimizer.keys import school_key
from optimizer.matrix import km_of, minutes_of
from optimizer.messages import Lang
from optimizer.plan import Alliance, Excluded, Member, Plan, Uncovered
from optimizer.report.figures import AllianceFigures, read_figures
from optimizer.report.gis.about import about_rows
from optimizer.report.gis.areas import area_rows
from optimizer.report.gis.colours import colour_places
from optimizer.report.gis.fields import KEYED, Field, shown
from optimizer.report.gis.grid import WGS84, Grid
from optimizer.report.labels import Labels, plain
from optimizer.report.map.palette import PALETTE
from optimizer.report.map.school_kinds import kinds_of
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import NO_EVIDENCE, Trips, Used
from optimizer.route import Route

_DECIMALS = {"internal": 7, "public": 3, "print": 3}
"""Decimals of a degree by mode; three place a school within about 100 m."""

Row = dict[str, Any]
Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Layers:
    """Rows of the layers, as plain data; ``at`` holds coordinates and no field.

    Parameters
    ----------
    case, plan, evidence
        The facts, the plan made from them, and the routes of its trips.
    areas
        Areas within so many minutes (``centre_id``, ``minutes``, geometry in WGS 84)
        or ``None``; internal files only.
    grid
        Coordinate system of ``at``, in its degrees.
    lang
        Language of what stands in the fields.
    """

    case: Case
    plan: Plan
    evidence: Evidence = NO_EVIDENCE
    areas: gpd.GeoDataFrame | None = None
    grid: Grid = WGS84
    lang: Lang = "zh"

    def fields(self, layer: str) -> tuple[Field, ...]:
        """Return the fields of a layer that the mode of the plan may show."""
        return shown(layer, internal=self.is_internal)

    def names(self, layer: str) -> tuple[str, ...]:
        """Return the names of :meth:`fields`."""
        return tuple(field.name for field in self.fields(layer))

    def meaning(self, field: Field) -> str:
        """Return the meaning of a field in words: outside the bureau ids are keys."""
        keyed = not self.is_internal and field.name in KEYED
        return self.labels.say(f"{field.code}.public" if keyed else field.code)

    def rows(self, layer: str) -> list[Row]:
        """Return the rows of a layer; ``schools`` are those with a position."""
        found: list[Row] = getattr(self, "located" if layer == "schools" else layer)
        return found

    @cached_property
    def labels(self) -> Labels:
        """Names and words."""
        return Labels(self.case, self.plan, self.lang)

    @cached_property
    def schools(self) -> list[Row]:
        """Return every school of the table with its role, by id."""
        return [self._school(school) for school in self.case.schools]

    @property
    def located(self) -> list[Row]:
        """Return the schools with coordinates."""
        return [row for row in self.schools if row["at"] is not None]

    @property
    def unlocated(self) -> list[Row]:
        """Return the schools without coordinates."""
        return [row for row in self.schools if row["at"] is None]

    @cached_property
    def spokes(self) -> list[Row]:
        """Return one line for each member with both ends known, in the plan's order."""
        rows = []
        for alliance in self.plan.alliances:
            core = self._at(alliance.core)
            for member in alliance.members:
                end = self._at(member.school_id)
                if core is not None and end is not None:
                    rows.append(self._spoke(alliance, member, [core, end]))
        return rows

    @cached_property
    def routes(self) -> list[Row]:
        """Return one line for each trip whose way is known, in the plan's order."""
        trips = Trips(self.case, self.plan, self.evidence)
        rows = (self._route(used) for used in trips.used)
        return [row for row in rows if row is not None]

    @cached_property
    def alliances(self) -> list[Row]:
        """Return one row for each alliance; ``at`` are the places of its schools.

        An alliance has no territory: points are all that is true of it. The core
        comes first; a school without position is missing there, not in ``members``.
        """
        figures = {f.core: f for f in read_figures(self.labels).alliances}
        return [self._alliance_row(a, figures[a.core]) for a in self.plan.alliances]

    @cached_property
    def isochrones(self) -> list[Row]:
        """Return the areas by minutes, larger ones first; none outside the bureau."""
        if self.areas is None or not self.is_internal:
            return []
        centres = self.labels.numbers
        return area_rows(self.areas, centres, self.labels, self.grid, self._decimals)

    def has(self, layer: str) -> bool:
        """Tell whether a layer is written at all: areas only where there are any."""
        return layer != "isochrones" or bool(self.isochrones)

    @property
    def about(self) -> list[dict[str, str]]:
        """Return what the file must say of itself, in both languages."""
        return about_rows(self.case, self.plan, self.grid)

    @property
    def mode(self) -> str:
        """Mode of the files: that of the map."""
        return self.case.policy.report.map_mode

    @property
    def is_internal(self) -> bool:
        """Tell whether the files stay in the bureau."""
        return self.mode == "internal"

    @property
    def _decimals(self) -> int:
        return _DECIMALS[self.mode]

    def _id(self, school_id: str) -> str:
        """Return the id of a school; outside the bureau the key of the map."""
        return plain(school_id) if self.is_internal else school_key(school_id)

    def _at(self, school_id: str) -> Point | None:
        """Return where a school is shown."""
        school = self.case.by_id.get(school_id)
        if school is None or school.lon is None or school.lat is None:
            return None
        return self._points([(school.lon, school.lat)])[0]

    def _points(self, lonlat: Sequence[Point]) -> list[Point]:
        """Return points in the degrees of the grid, rounded to what the mode may show.

        They are rounded before they are moved, too: a shift must not carry digits
        that the mode hides.
        """
        points = np.round(np.array(lonlat, dtype=float).reshape(-1, 2), self._decimals)
        moved = np.round(self.grid.degrees(points), self._decimals)
        return [(lon, lat) for lon, lat in moved.tolist()]

    @cached_property
    def _colours(self) -> Mapping[str, str]:
        places = colour_places(self.case, self.plan)
        return {core: PALETTE[place] for core, place in places.items()}

    @cached_property
    def _places(self) -> Mapping[str, tuple[Alliance, Member | None]]:
        """Alliance of every school in one, with its member record unless a core."""
        places: dict[str, tuple[Alliance, Member | None]] = {}
        for alliance in self.plan.alliances:
            places[alliance.core] = (alliance, None)
            places.update({m.school_id: (alliance, m) for m in alliance.members})
        return places

    @cached_property
    def _outside(self) -> Mapping[str, tuple[str, Uncovered | Excluded]]:
        """Role and record of every school the plan lists outside its alliances."""
        left = {r.school_id: ("uncovered", r) for r in self.plan.uncovered or ()}
        gone = {r.school_id: ("excluded", r) for r in self.plan.excluded or ()}
        return {**gone, **left}

    def _school(self, school: School) -> Row:
        labels = self.labels
        return {
            "at": self._at(school.school_id),
            "school_id": self._id(school.school_id),
            "name": plain(school.name),
            "county_code": plain(school.county_code),
            "county": labels.county(school.county_code),
            "town": _text(school.town),
            "type_code": plain(school.type_code),
            "type": labels.school_type(school.type_code),
            "region_code": _text(school.region_code),
            "pupils": school.pupils,
            **_NOWHERE,
            **self._place(school),
        }

    def _place(self, school: School) -> Row:
        """Return role, reason, tags, alliance and trip of a school."""
        if school.school_id not in self._places:
            return self._left_out(school)
        alliance, member = self._places[school.school_id]
        tags = [] if member is None else self._tags(school, member)
        return {
            "role": "core" if member is None else "member",
            "school_kind": "core" if member is None else next(iter(tags), "member"),
            "tags": None if member is None else ",".join(sorted(_TAGS & set(tags))),
            **self._team(alliance),
            **_trip(member),
        }

    def _left_out(self, school: School) -> Row:
        """Return why a school is in no alliance, also one the plan does not list."""
        if school.school_id in self._outside:
            role, record = self._outside[school.school_id]
            told = {"reason": plain(record.code)}
            told["reason_text"] = self.labels.outside(record)
        else:
            code = roles.exclusion(school, self.case.policy)
            role = "uncovered" if code is None else "excluded"
            told = {} if code is None else {"reason": plain(code)}
        return {"role": role, "school_kind": role, **told}

    def _tags(self, school: School, member: Member) -> list[str]:
        """Return what a member is, as the map tells it, the most telling first.

        Outside the bureau neither weak nor rural ones are told: a member that is
        neither rural nor new would be known to be weak.
        """
        internal = self.is_internal
        return kinds_of(school.type_code, member.tags or (), internal=internal)

    def _team(self, alliance: Alliance) -> Row:
        return {
            "alliance_no": self.labels.numbers[alliance.core],
            "alliance_id": self._alliance_id(alliance),
            "alliance": self.labels.alliance(alliance),
            "core_id": self._id(alliance.core),
            "core": self.labels.school(alliance.core),
            "colour": self._colours[alliance.core],
        }

    def _alliance_id(self, alliance: Alliance) -> str:
        return plain(alliance.id) if self.is_internal else school_key(alliance.core)

    def _alliance_row(self, alliance: Alliance, figures: AllianceFigures) -> Row:
        labels = self.labels
        ids = [alliance.core, *(m.school_id for m in alliance.members)]
        found = (self._at(school_id) for school_id in ids)
        members = (labels.school(m.school_id) for m in alliance.members)
        return {
            "at": [at for at in found if at is not None] or None,
            "number": figures.number,
            "name": labels.alliance(alliance),
            "county_code": _text(alliance.county_code),
            "county": labels.county(alliance.county_code),
            "type": _text(alliance.type),
            "demonstrator": _flag(alliance.demonstrator),
            "pilot": _flag(alliance.pilot),
            "start_year": alliance.start_year,
            "schools": figures.places,
            "members": labels.say("list.comma").join(members),
            "longest_minutes": figures.longest_minutes,
            "longest_km": figures.longest_km,
            "pupils": figures.pupils,
            **self._team(alliance),
        }

    def _spoke(self, alliance: Alliance, member: Member, ends: list[Point]) -> Row:
        return {
            "at": ends,
            "school_id": self._id(member.school_id),
            "name": self.labels.school(member.school_id),
            **self._team(alliance),
            **_trip(member),
        }

    def _route(self, used: Used) -> Row | None:
        """Return a route as a row; ``None`` if its way is no line.

        Points that fall on one another when they are rounded become one.
        """
        route, labels = used.route, self.labels
        lonlat = () if route is None else route.lonlat
        points = [point for point, _ in groupby(self._points(lonlat))]
        if route is None or len(points) < 2:
            return None
        return {
            "at": points,
            "alliance_no": used.number,
            "member_id": self._id(used.member.school_id),
            "member": labels.school(used.member.school_id),
            "core_id": self._id(used.core),
            "core": labels.school(used.core),
            "colour": self._colours[used.core],
            **_trip(used.member),
            "computed_minutes": minutes_of(route.seconds),
            "computed_km": km_of(route.metres),
            "borderline": _flag(used.is_borderline),
            **self._slowest(route),
        }

    def _slowest(self, route: Route) -> Row:
        slowest, words = route.slowest, TripWords(self.labels)
        if slowest is None:
            names = (f.name for f in self.fields("routes"))
            return {name: None for name in names if name.startswith("slowest")}
        return {
            "slowest_road": words.road_name(slowest),
            "slowest_class": words.road_class(slowest.kind),
            "slowest_km": round(slowest.metres / 1000, 3),
            "slowest_kph": round(slowest.kph, 1),
            "slowest_reason": words.binding(slowest),
        }


_TAGS = {str(tag) for tag in SchoolTag}
_NOWHERE = dict.fromkeys(
    (
        *("reason", "reason_text", "tags", "alliance_no", "alliance_id", "alliance"),
        *("core_id", "core", "minutes", "km", "travel_source", "colour"),
    )
)
"""What is not known of a school in no alliance."""


def _trip(member: Member | None) -> Row:
    """Return the trip of a member; a source nobody knows is told as unknown."""
    if member is None:
        return {"minutes": None, "km": None, "travel_source": None}
    known = member.travel_source in set(TravelSource)
    source = str(member.travel_source) if known else None
    return {"minutes": member.minutes, "km": member.km, "travel_source": source}


def _text(value: str | None) -> str | None:
    return None if value is None else plain(value)


def _flag(value: bool | None) -> str | None:
    return None if value is None else ("yes" if value else "no")
