"""What one plan says of its schools and alliances, by the white list of the mode."""

from __future__ import annotations

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
from optimizer.keys import school_key
from optimizer.plan import Alliance, Member, Plan
from optimizer.report.labels import Labels, tenth
from optimizer.report.map import reach, shapes
from optimizer.report.map.alliance_facts import AllianceFacts
from optimizer.report.map.context import MapContext
from optimizer.report.map.fields import ALLIANCE_FIELDS, SCHOOL_FIELDS
from optimizer.report.map.palette import PALETTE, assign_colours, text_colour
from optimizer.report.map.school_kinds import OTHER, group_of, kinds_of
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

DECIMALS = {"internal": 5, "public": 3, "print": 3}
"""Digits of degrees that the page holds, by mode."""

_DIGEST_CHARS = 12

Record = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Records:
    """The records of one plan.

    Parameters
    ----------
    case, plan, context
        The facts, a plan of them, and what is drawn beside it.
    words
        Texts in the language of the page.
    counties
        Names by code.
    index
        Place of every school of the page by its id; the page may hold schools of
        another plan too.
    """

    case: Case
    plan: Plan
    context: MapContext
    words: Words
    counties: Mapping[str, str]
    index: Mapping[str, int]

    @property
    def mode(self) -> str:
        """Return the mode of the map, which decides what may be said."""
        return self.case.policy.report.map_mode

    @property
    def is_internal(self) -> bool:
        """Tell whether the map stays in the bureau."""
        return self.mode == "internal"

    @cached_property
    def parts(self) -> TripParts:
        """Return the lines and facts of the trips."""
        trips = Trips(self.case, self.plan, self.context.evidence)
        return TripParts(trips, self.words, DECIMALS[self.mode])

    @cached_property
    def labels(self) -> Labels:
        """Return the sentences shared with the workbook."""
        return Labels(self.case, self.plan, self.words.lang)

    def places(self) -> dict[str, Record]:
        """Return by id what does not depend on the plan."""
        return {
            s.school_id: self._allowed(SCHOOL_FIELDS, self._place(s))
            for s in self.case.schools
        }

    def block(self, colours: Mapping[str, int]) -> Record:
        """Return everything the page says of the plan.

        ``states`` has a record for every school of the page; one the plan does not
        know is ``absent``. A fact of a school that differs from that of the page is
        repeated there.

        Raises
        ------
        PlanError
            If the plan names a school the case does not have.
        """
        states = self.states()
        drawn = sum(1 for s in states.values() if s.get("shape"))
        return {
            **self._identity(),
            "coverage": coverage_block(self.case, self.plan, self.counties, self.words),
            "years": year_lines(self.plan, self.counties, self.words),
            "about": self._about(drawn),
            "states": [states.get(i, {"role": "absent"}) for i in self.index],
            "alliances": self._alliances(colours),
            "lines": sorted({s["line"] for s in states.values() if s.get("line")}),
            "edge": self.parts.edge_text()
            if any(s.get("edge") for s in states.values())
            else "",
            "reach": self._reach() if self.is_internal else None,
        }

    def _identity(self) -> Record:
        say, plan = self.words.say, self.plan
        digest = plan.sha256
        return {
            "title": page_title(plan, self.words),
            "number": plan.version or "",
            "sha256": digest,
            "version": say("map.version", version=plan.version) if plan.version else "",
            "digest": say("map.digest", digest=digest[:_DIGEST_CHARS]),
            "status": say(f"map.status.{plan.status}"),
            "scenario": self.labels.conditions(),
        }

    def _about(self, drawn: int) -> Record:
        say = self.words.say
        statements = ["pupils", "word", "recommended"]
        if self.mode == "public":
            statements.append("rounded")
        elif self.context.boundary is not None:
            statements.append("border")
        return {
            "statements": [say(f"map.statement.{name}") for name in statements],
            "limits": limit_rows(self.case.policy, self.words),
            "data": self._data_lines(drawn),
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

    def _reach(self) -> Record | None:
        """Return the areas of the cores; the page has them on the internal map."""
        frame = shapes.in_degrees(self.context.isochrones)
        numbers = {a.core: n for n, a in enumerate(self.plan.alliances, start=1)}
        block = None if frame is None else reach.reach_block(frame, numbers)
        if frame is None or block is None:
            return None
        of_members = reach.centres(frame) <= numbers.keys()
        return {**block, **self.parts.reach_text(of_members=of_members)}

    def states(self) -> dict[str, Record]:
        """Return by id what the plan says of each school of its case."""
        states = {**self._outside(), **self._inside()}
        return {
            s.school_id: self._allowed(SCHOOL_FIELDS, states[s.school_id])
            for s in self.case.schools
        }

    def _allowed(
        self, fields: Mapping[str, frozenset[str]], record: Mapping[str, Any]
    ) -> Record:
        """Keep what the white list allows; leave out what is not known."""
        kept = fields[self.mode]
        return {k: v for k, v in record.items() if k in kept and (v or v == 0)}

    def _place(self, school: School) -> Record:
        return {
            "key": school_key(school.school_id),
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
        decimals = DECIMALS[self.mode]
        return [round(school.lat, decimals), round(school.lon, decimals)]

    def _inside(self) -> dict[str, Record]:
        states: dict[str, Record] = {}
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

    def _trip(self, member: Member) -> Record:
        source = member.travel_source
        solid = source in set(TravelSource) - {TravelSource.ESTIMATE}
        estimated = source == TravelSource.ESTIMATE
        return {
            "travel": self.words.travel(member),
            "source": self.words.source(source),
            "line": "solid" if solid else "dashed" if estimated else "dotted",
            "tags": self.words.tags(member, weak=self.is_internal),
            "kinds": self._kinds(member),
            "choice": self.words.choice(member),
            "next": self._next_best(member),
        }

    def _kinds(self, member: Member) -> list[str]:
        type_code = self.case.by_id[member.school_id].type_code
        return kinds_of(type_code, member.tags or (), internal=self.is_internal)

    def _evidence(self, core: str, member: Member) -> Record:
        ids = (core, self._known(member.school_id))
        ends = [self._position(self.case.by_id[i]) for i in ids]
        return self.parts.of(member.school_id, (ends[0], ends[1]))

    def _next_best(self, member: Member) -> str | None:
        if member.next_best is None or member.next_best.core not in self.case.by_id:
            return None
        core = self.case.by_id[member.next_best.core].name
        delta = member.next_best.delta
        code = "map.next" if delta >= 0 else "map.next.less"
        return self.words.say(code, core=core, delta=tenth(abs(delta)))

    def _outside(self) -> dict[str, Record]:
        """Return the records of schools in no alliance, also those not listed."""
        say = self.words.say
        states: dict[str, Record] = {}
        for school in self.case.schools:
            code = roles.exclusion(school, self.case.policy)
            states[school.school_id] = (
                {"role": "outside", "group": OTHER, "reason": say("map.outside")}
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
                "group": group_of(left.code),
                "lift": self.labels.lift(left),
                "reason": self.words.told(left.code, detail, "map.outside.code")
                if self.is_internal
                else say("map.outside"),
                "nearest": self._nearest(near, left.minutes),
            }
        return states

    def _excluded(self, code: str, detail: Mapping[str, Any]) -> Record:
        reason = self.words.told(code, detail, "map.excluded.code")
        if not self.is_internal:
            reason = self.words.say("map.excluded")
        return {"role": "excluded", "reason": reason}

    def _nearest(self, core: str | None, minutes: float | None) -> str | None:
        if core is None or core not in self.case.by_id:
            return None
        name = self.case.by_id[core].name
        if minutes is None:
            return name
        return f"{name} · {self.words.minutes(minutes)}"

    def _named_schools(self, detail: Mapping[str, Any]) -> Record:
        """Put names in the place of school ids in the facts of a reason."""
        return {
            key: self.case.by_id[value].name
            if isinstance(value, str) and value in self.case.by_id
            else value
            for key, value in detail.items()
        }

    def _known(self, school_id: str) -> str:
        if school_id not in self.case.by_id:
            raise PlanError("map.school", school=school_id)
        return school_id

    # Alliances.

    def colours(self, given: Mapping[str, int] | None = None) -> dict[str, int]:
        """Return the place in the palette of each core; ``given`` ones stay."""
        alliances = self.plan.alliances
        kept = given or {}
        places = assign_colours(
            [self._points(a) for a in alliances], [kept.get(a.core) for a in alliances]
        )
        return {a.core: place for a, place in zip(alliances, places, strict=True)}

    def _alliances(self, colours: Mapping[str, int]) -> list[Record]:
        """Return the alliances; one without members has an empty list of them."""
        records = (
            self._alliance(number, a, PALETTE[colours[a.core]])
            for number, a in enumerate(self.plan.alliances, start=1)
        )
        return [
            {"members": [], **self._allowed(ALLIANCE_FIELDS, record)}
            for record in records
        ]

    def _alliance(self, number: int, alliance: Alliance, colour: str) -> Record:
        words = self.words
        core = self.case.by_id[alliance.core]
        rule = alliance.core_reason
        return {
            "number": number,
            "key": school_key(alliance.core),
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
            **AllianceFacts(self.case, self.labels, words).of(alliance),
            "choice": rule and words.named("map.rule", rule, rule),
            "notes": [
                words.told(n.code, self._named_schools(n.detail), "map.warning.code")
                for n in alliance.warnings
            ],
        }

    def _grown(self, alliance: Alliance) -> str | None:
        """Return where the core was a member before it led."""
        host = alliance.host
        if host is None or host.core not in self.case.by_id:
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
