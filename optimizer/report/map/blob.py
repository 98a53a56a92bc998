"""The content of the page as plain data, built from a white list of fields.

Nothing but what :mod:`optimizer.report.map.fields` lists for the mode of the map
reaches the page: no pupil or teacher counts, no grades, no wishes, no ids. A map that
leaves the bureau (public, print) says of a school only where it is, with whom it
works and how one drives there.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer import roles
from optimizer.case import Case
from optimizer.domain import School, TravelSource
from optimizer.errors import PlanError
from optimizer.plan import Alliance, Member, Plan
from optimizer.report.labels import Labels, tenth
from optimizer.report.map import reach, shapes
from optimizer.report.map.context import MapContext
from optimizer.report.map.fields import ALLIANCE_FIELDS, SCHOOL_FIELDS
from optimizer.report.map.palette import PALETTE, assign_colours, text_colour
from optimizer.report.map.trip_parts import TripParts
from optimizer.report.map.wording import (
    Words,
    coverage_block,
    limit_rows,
    travel_parts,
    year_lines,
)
from optimizer.report.phases import joined
from optimizer.report.trips import Trips

_DECIMALS = {"internal": 5, "public": 3, "print": 3}
_MAX_ZOOM = {"internal": 17, "public": 14, "print": 14}
_DIGEST_CHARS = 12
_LEAFLET = "1.9.4"


def build_blob(
    case: Case, plan: Plan, context: MapContext, words: Words
) -> dict[str, Any]:
    """Return everything the page shows, ready for JSON.

    Raises
    ------
    PlanError
        If the plan names a school the case does not have.
    """
    return _Builder(case, plan, context, words).blob()


@dataclass(frozen=True, eq=False)
class _Builder:
    case: Case
    plan: Plan
    context: MapContext
    words: Words

    @property
    def mode(self) -> str:
        return self.case.policy.report.map_mode

    @property
    def is_internal(self) -> bool:
        return self.mode == "internal"

    @cached_property
    def index(self) -> dict[str, int]:
        return {s.school_id: i for i, s in enumerate(self.case.schools)}

    @cached_property
    def boundary(self) -> Any:
        return shapes.in_degrees(self.context.boundary)

    @cached_property
    def roads(self) -> Any:
        return shapes.in_degrees(self.context.roads)

    @cached_property
    def counties(self) -> dict[str, str]:
        return shapes.county_names(self.boundary)

    @cached_property
    def parts(self) -> TripParts:
        trips = Trips(self.case, self.plan, self.context.evidence)
        return TripParts(trips, self.words, _DECIMALS[self.mode])

    def blob(self) -> dict[str, Any]:
        schools = self._schools()
        backdrop = self._backdrop()
        drawn = sum(1 for s in schools if s.get("shape"))
        return {
            "texts": self.words.ui(),
            "head": self._head(),
            "coverage": coverage_block(self.case, self.plan, self.counties, self.words),
            "years": year_lines(self.plan, self.counties, self.words),
            "about": self._about(drawn),
            "schools": schools,
            "alliances": self._alliances(),
            "lines": sorted({s["line"] for s in schools if s.get("line")}),
            "edge": self.parts.edge_text()
            if any(s.get("edge") for s in schools)
            else "",
            "reach": self._reach() if self.is_internal else None,
            "backdrop": backdrop,
            "bounds": self._bounds(schools, with_border="border" in backdrop),
            "maxZoom": _MAX_ZOOM[self.mode],
        }

    def _head(self) -> dict[str, str]:
        say, plan = self.words.say, self.plan
        digest = hashlib.sha256(plan.to_json().encode()).hexdigest()[:_DIGEST_CHARS]
        return {
            "title": page_title(plan, self.words),
            "version": say("map.version", version=plan.version) if plan.version else "",
            "digest": say("map.digest", digest=digest),
            "status": say(f"map.status.{plan.status}"),
            "scenario": Labels(self.case, plan, self.words.lang).conditions(),
            "mode": self.mode,
            "modeName": say(f"map.mode.{self.mode}"),
            "watermark": say(f"map.watermark.{self.mode}"),
            "notice": self.context.notice,
        }

    def _about(self, drawn: int) -> dict[str, Any]:
        say = self.words.say
        statements = ["pupils", "word", "recommended"]
        if self.mode == "public":
            statements.append("rounded")
        elif self.boundary is not None:
            statements.append("border")
        return {
            "statements": [say(f"map.statement.{name}") for name in statements],
            "limits": limit_rows(self.case.policy, self.words),
            "data": [*self._data_lines(drawn), *self._credits()],
            "credits": self._credits(),
        }

    def _data_lines(self, drawn: int) -> list[str]:
        say = self.words.say
        lines = [say("map.data.schools", n=len(self.case.schools))]
        parts = travel_parts(self.plan, self.words)
        if parts:
            lines.append(say("map.data.travel", parts=parts))
        if drawn:
            straight = sum(len(a.members) for a in self.plan.alliances) - drawn
            texts = [say("map.data.routes", n=drawn)]
            texts += [say("map.data.straight", n=straight)] if straight else []
            lines.append(self.words.ui()["semicolon"].join(texts))
        return lines

    def _credits(self) -> list[str]:
        """Return where roads, borders and the map itself come from."""
        say, lines = self.words.say, []
        if self.roads is not None:
            credit = self.context.roads_credit
            sketch = shapes.is_sketch(self.roads)
            name = "sketch" if sketch else "credit" if credit else "roads"
            lines.append(say(f"map.data.{name}", credit=credit))
        if self.boundary is not None and self.mode != "public":
            lines.append(say("map.data.boundary"))
        return [*lines, say("map.data.leaflet", version=_LEAFLET)]

    def _backdrop(self) -> dict[str, Any]:
        decimals = _DECIMALS[self.mode]
        found: dict[str, Any] = {"scale": 10**decimals}
        if self.boundary is not None and self.mode != "public":
            found["border"] = shapes.border_rings(self.boundary, decimals)
        if self.roads is not None:
            found["roads"] = shapes.road_lines(self.roads, decimals)
            found["sketch"] = shapes.is_sketch(self.roads)
        return found

    def _reach(self) -> dict[str, Any] | None:
        """Return the areas of the cores; the page has them on the internal map."""
        frame = shapes.in_degrees(self.context.isochrones)
        numbers = {a.core: n for n, a in enumerate(self.plan.alliances, start=1)}
        block = None if frame is None else reach.reach_block(frame, numbers)
        if frame is None or block is None:
            return None
        of_members = reach.centres(frame) <= numbers.keys()
        return {**block, **self.parts.reach_text(of_members=of_members)}

    def _bounds(
        self, schools: list[dict[str, Any]], *, with_border: bool
    ) -> list[list[float]] | None:
        points = [tuple(s["at"]) for s in schools if s.get("at")]
        if with_border:
            points += shapes.corners(self.boundary)
        return shapes.bounds_of(points)

    # Schools.

    def _schools(self) -> list[dict[str, Any]]:
        """Return a record for each school of the case, in its order."""
        states = {**self._outside(), **self._inside()}
        return [
            self._allowed(
                SCHOOL_FIELDS,
                {**self._place(school), **states[school.school_id]},
            )
            for school in self.case.schools
        ]

    def _allowed(
        self, fields: Mapping[str, frozenset[str]], record: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Keep what the white list allows; leave out what is not known."""
        kept = fields[self.mode]
        return {k: v for k, v in record.items() if k in kept and (v or v == 0)}

    def _place(self, school: School) -> dict[str, Any]:
        return {
            "name": school.name,
            "type": self.words.school_type(school.type_code),
            "county": self.counties.get(school.county_code, school.county_code),
            "town": school.town,
            "at": self._position(school),
        }

    def _position(self, school: School) -> list[float] | None:
        if school.lon is None or school.lat is None:
            return None
        if not (math.isfinite(school.lon) and math.isfinite(school.lat)):
            return None
        decimals = _DECIMALS[self.mode]
        return [round(school.lat, decimals), round(school.lon, decimals)]

    def _inside(self) -> dict[str, dict[str, Any]]:
        states: dict[str, dict[str, Any]] = {}
        for number, alliance in enumerate(self.plan.alliances, start=1):
            states[self._known(alliance.core)] = {
                "role": "core",
                "alliance": number,
                "since": (alliance.host or alliance).start_year,
            }
            for member in alliance.members:
                states[self._known(member.school_id)] = {
                    "role": "member",
                    "alliance": number,
                    "since": joined(alliance, member.start_year),
                    **self._trip(member),
                    **self._evidence(alliance.core, member),
                }
        return states

    def _trip(self, member: Member) -> dict[str, Any]:
        source = member.travel_source
        solid = source in set(TravelSource) - {TravelSource.ESTIMATE}
        estimated = source == TravelSource.ESTIMATE
        return {
            "travel": self.words.travel(member),
            "source": self.words.source(source),
            "line": "solid" if solid else "dashed" if estimated else "dotted",
            "tags": self.words.tags(member, weak=self.is_internal),
            "choice": self.words.choice(member),
            "next": self._next_best(member),
        }

    def _evidence(self, core: str, member: Member) -> dict[str, Any]:
        ids = (core, self._known(member.school_id))
        ends = [self._position(self.case.by_id[i]) for i in ids]
        return self.parts.of(member.school_id, (ends[0], ends[1]))

    def _next_best(self, member: Member) -> str | None:
        if member.next_best is None or member.next_best.core not in self.index:
            return None
        core = self.case.by_id[member.next_best.core].name
        delta = tenth(member.next_best.delta)
        return self.words.say("map.next", core=core, delta=delta)

    def _outside(self) -> dict[str, dict[str, Any]]:
        """Return the records of schools in no alliance, also those not listed."""
        say = self.words.say
        states: dict[str, dict[str, Any]] = {}
        for school in self.case.schools:
            code = roles.exclusion(school, self.case.policy)
            states[school.school_id] = (
                {"role": "outside", "reason": say("map.outside")}
                if code is None
                else self._excluded(code, {})
            )
        for gone in self.plan.excluded or ():
            states[self._known(gone.school_id)] = self._excluded(gone.code, gone.detail)
        for left in self.plan.uncovered or ():
            detail = self._named_schools(left.detail)
            near = left.nearest_core
            states[self._known(left.school_id)] = {
                "role": "outside",
                "reason": self.words.told(left.code, detail, "map.outside.code")
                if self.is_internal
                else say("map.outside"),
                "nearest": self._nearest(near, left.minutes),
            }
        return states

    def _excluded(self, code: str, detail: Mapping[str, Any]) -> dict[str, Any]:
        reason = self.words.told(code, detail, "map.excluded.code")
        if not self.is_internal:
            reason = self.words.say("map.excluded")
        return {"role": "excluded", "reason": reason}

    def _nearest(self, core: str | None, minutes: float | None) -> str | None:
        if core is None or core not in self.index:
            return None
        name = self.case.by_id[core].name
        if minutes is None:
            return name
        return f"{name} · {self.words.minutes(minutes)}"

    def _named_schools(self, detail: Mapping[str, Any]) -> dict[str, Any]:
        """Put names in the place of school ids in the facts of a reason."""
        return {
            key: self.case.by_id[value].name
            if isinstance(value, str) and value in self.index
            else value
            for key, value in detail.items()
        }

    def _known(self, school_id: str) -> str:
        if school_id not in self.index:
            raise PlanError("map.school", school=school_id)
        return school_id

    # Alliances.

    def _alliances(self) -> list[dict[str, Any]]:
        alliances = self.plan.alliances
        places = assign_colours([self._points(a) for a in alliances])
        return [
            self._allowed(
                ALLIANCE_FIELDS, self._alliance(number, alliance, PALETTE[place])
            )
            for number, (alliance, place) in enumerate(
                zip(alliances, places, strict=True), start=1
            )
        ]

    def _alliance(self, number: int, alliance: Alliance, colour: str) -> dict[str, Any]:
        words = self.words
        core = self.case.by_id[alliance.core]
        known = [m.minutes for m in alliance.members if m.minutes is not None]
        rule = alliance.core_reason
        return {
            "number": number,
            "name": alliance.name or words.say("map.alliance.number", number=number),
            "county": self.counties.get(core.county_code, core.county_code),
            "colour": colour,
            "ink": text_colour(colour),
            "type": words.named("map.alliance", alliance.type, alliance.type or ""),
            "decided": alliance.choice is not None or None,
            "demonstrator": alliance.demonstrator or None,
            "pilot": alliance.pilot or None,
            "start": alliance.start_year,
            "grown": self._grown(alliance),
            "core": self.index[alliance.core],
            "members": [self.index[m.school_id] for m in alliance.members],
            "worst": tenth(max(known)) if known else None,
            "choice": rule and words.named("map.rule", rule, rule),
            "notes": [
                words.told(n.code, self._named_schools(n.detail), "map.warning.code")
                for n in alliance.warnings
            ],
        }

    def _grown(self, alliance: Alliance) -> str | None:
        """Return where the core was a member before it led."""
        host = alliance.host
        if host is None or host.core not in self.index:
            return None
        core = self.case.by_id[host.core].name
        return self.words.say("phases.hosted", core=core, year=host.start_year)

    def _points(self, alliance: Alliance) -> np.ndarray[Any, Any]:
        ids = [alliance.core, *(m.school_id for m in alliance.members)]
        found = [self._position(self.case.by_id[self._known(i)]) for i in ids]
        return np.array([p[::-1] for p in found if p], dtype=float).reshape(-1, 2)


def page_title(plan: Plan, words: Words) -> str:
    """Return the title of the plan, or a general one."""
    return plan.title or words.say("map.title")
