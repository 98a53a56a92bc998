"""The content of the page as plain data, built from a white list of fields.

Nothing but what :mod:`optimizer.report.map.fields` lists for the mode of the map
reaches the page: no teacher counts, no grades, no wishes, no ids; pupils only as the
total of an alliance on the internal map. A map that leaves the bureau (public, print)
says of a school only where it is, with whom it works and how one drives there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from optimizer.case import Case
from optimizer.errors import PlanError
from optimizer.plan import Plan
from optimizer.report.map import shapes
from optimizer.report.map.base.block import base_block, base_lines
from optimizer.report.map.context import MapContext
from optimizer.report.map.fields import INTERNAL_TEXTS
from optimizer.report.map.moves import moves_between
from optimizer.report.map.pinyin import readings
from optimizer.report.map.records import DECIMALS, Record, Records
from optimizer.report.map.wording import Words

_MAX_ZOOM = {"internal": 17, "public": 14, "print": 14}
_LEAFLET = "1.9.4"


@dataclass(frozen=True, eq=False)
class Shown:
    """A plan on the page, with its facts; ``label`` tells it from another one."""

    case: Case
    plan: Plan
    context: MapContext
    label: str = ""


def build_blob(shown: Sequence[Shown], words: Words) -> dict[str, Any]:
    """Return everything the page shows, ready for JSON.

    Parameters
    ----------
    shown
        The plan, or two to compare. The backdrop and the notice are those of the
        first.
    words
        Texts in the language of the page.

    Raises
    ------
    PlanError
        If a plan names a school its case does not have, or two plans are shown in
        different modes.
    """
    return _Builder(tuple(shown), words).blob()


@dataclass(frozen=True, eq=False)
class _Builder:
    shown: tuple[Shown, ...]
    words: Words

    @property
    def context(self) -> MapContext:
        return self.shown[0].context

    @cached_property
    def mode(self) -> str:
        modes = sorted({s.case.policy.report.map_mode for s in self.shown})
        if len(modes) > 1:
            raise PlanError("map.modes", modes=", ".join(modes))
        return modes[0]

    @cached_property
    def boundary(self) -> Any:
        return shapes.in_degrees(self.context.boundary)

    @cached_property
    def roads(self) -> Any:
        return shapes.in_degrees(self.context.roads)

    @cached_property
    def index(self) -> dict[str, int]:
        ids = dict.fromkeys(s.school_id for one in self.shown for s in one.case.schools)
        return {school_id: place for place, school_id in enumerate(ids)}

    @cached_property
    def records(self) -> list[Records]:
        counties = shapes.county_names(self.boundary)
        return [
            Records(one.case, one.plan, one.context, self.words, counties, self.index)
            for one in self.shown
        ]

    def blob(self) -> dict[str, Any]:
        schools = self._schools()
        plans = list(self._plans(schools))
        backdrop = self._backdrop()
        return {
            "texts": self._texts(),
            "head": self._head(),
            "credits": self._credits(),
            "schools": [schools[i] for i in self.index],
            "plans": plans,
            "pinyin": readings(_names(schools.values(), plans)),
            "moves": self._moves(),
            "backdrop": backdrop,
            "baseLines": base_lines(self.context.base, self.mode, self.words),
            "bounds": self._bounds(schools.values(), with_border="border" in backdrop),
            "maxZoom": _MAX_ZOOM[self.mode],
        }

    def _texts(self) -> dict[str, str]:
        texts = self.words.ui()
        if self.mode == "internal":
            return texts
        return {k: v for k, v in texts.items() if not k.startswith(INTERNAL_TEXTS)}

    def _head(self) -> dict[str, str]:
        say = self.words.say
        return {
            "mode": self.mode,
            "modeName": say(f"map.mode.{self.mode}"),
            "watermark": say(f"map.watermark.{self.mode}"),
            "notice": self.context.notice,
        }

    def _schools(self) -> dict[str, Record]:
        """Return the facts of every school; those of the first plan count."""
        found: dict[str, Record] = {}
        for records in reversed(self.records):
            found.update(records.places())
        return found

    def _plans(self, schools: Mapping[str, Record]) -> Iterator[Record]:
        """Yield the blocks of the plans; a core keeps its colour in the second."""
        colours: dict[str, int] = {}
        for one, records in zip(self.shown, self.records, strict=True):
            colours = records.colours(colours)
            block = records.block(colours)
            for school_id, place in records.places().items():
                state = block["states"][self.index[school_id]]
                state.update(_changed(schools[school_id], place))
            yield {"label": one.label, **block}

    def _moves(self) -> list[Record]:
        if len(self.shown) < 2:
            return []
        first, second = (one.plan for one in self.shown)
        tables = [one.case.by_id.keys() for one in self.shown]
        return moves_between(first, second, self.index, tables)

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
        lines += self.context.base.credits
        return [*lines, say("map.data.leaflet", version=_LEAFLET)]

    def _backdrop(self) -> dict[str, Any]:
        decimals = DECIMALS[self.mode]
        found: dict[str, Any] = {"scale": 10**decimals}
        if self.boundary is not None and self.mode != "public":
            found["border"] = shapes.border_rings(self.boundary, decimals)
        if self.roads is not None:
            found["roads"] = shapes.road_lines(self.roads, decimals)
            found["sketch"] = shapes.is_sketch(self.roads)
        return {**found, **base_block(self.context.base, self.mode, decimals)}

    def _bounds(
        self, schools: Iterable[Record], *, with_border: bool
    ) -> list[list[float]] | None:
        points = [tuple(s["at"]) for s in schools if s.get("at")]
        if with_border:
            points += shapes.corners(self.boundary, DECIMALS[self.mode])
        return shapes.bounds_of(points)


def _changed(known: Record, own: Record) -> Record:
    """Return the facts of a school that a plan has otherwise, ``None`` for none."""
    keys = {**known, **own}
    return {key: own.get(key) for key in keys if own.get(key) != known.get(key)}


def _names(schools: Iterable[Record], plans: Iterable[Record]) -> Iterator[str]:
    """Yield the names a reader may search for."""
    for school in schools:
        yield from (school.get(key) or "" for key in ("name", "town", "county"))
    for plan in plans:
        yield from (alliance["name"] for alliance in plan["alliances"])
