"""What an annex shows, taken from the data of the map page.

The page's data went through the white list of its mode, so the annex can show
nothing the page may not, and both give an alliance the same number, name and colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.report.widths import width_em

Lonlat = NDArray[np.float64]
"""Points, shape ``(n, 2)``: longitude and latitude in degrees."""

Areas = tuple[tuple[Lonlat, ...], ...]
"""Polygons, each a tuple of rings, the outer one first."""

ROLES = ("outside", "member", "core")
"""Who is drawn, those drawn on top last; other schools are not on the annex."""

_DEMO_PREFIX = "示例·"
_MOST_EM = 18.0
"""Width of a name beside a symbol, in Chinese signs; the list gives names in full."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A school as the annex shows it.

    Parameters
    ----------
    name, short
        The name in full, and as it stands beside the symbol.
    county, role, alliance
        As in the data of the page; ``alliance`` is 0 outside every alliance.
    kind
        The kind of member that its shape tells; ``""`` for a member as any other.
    at
        Longitude and latitude in degrees; ``None`` for a school without a position.
    line
        Pattern of the line to the core: ``solid``, ``dashed`` or ``dotted``.
    is_edge
        Whether the trip breaks a limit within the error of the minutes.
    route
        The way to the core, where it is known.
    """

    name: str
    short: str
    county: str
    role: str
    alliance: int
    kind: str
    at: tuple[float, float] | None
    line: str
    is_edge: bool
    route: Lonlat | None


@dataclass(frozen=True)
class Team:
    """An alliance: its number, look, and the places of its schools in the list."""

    number: int
    name: str
    county: str
    core: int
    members: tuple[int, ...]
    colour: str
    ink: str
    demonstrator: bool


@dataclass(frozen=True, eq=False)
class Content:
    """Everything one annex says.

    Parameters
    ----------
    title, mode, mode_name, watermark, notice
        Heading of the page data.
    facts
        Version, coverage, state and digest of the plan, each a phrase of its own.
    of_county
        How many schools each county has in alliances, as a phrase.
    statements, sources
        Sentences that stand below the map.
    edge
        What the mark of a borderline trip means; ``""`` if there is none.
    border
        Polygons, each a list of rings, the outer one first.
    roads
        Lines by weight.
    is_sketch
        Whether the roads are a sketch.
    rivers, lakes
        Lines, and polygons like those of ``border``.
    towns
        Names of towns with longitude and latitude.
    step_deg
        What positions and lines are rounded to, in degrees.
    """

    title: str
    mode: str
    mode_name: str
    watermark: str
    notice: str
    facts: tuple[str, ...]
    of_county: Mapping[str, str]
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    edge: str
    schools: tuple[Spot, ...]
    teams: tuple[Team, ...]
    border: Areas
    roads: Mapping[str, tuple[Lonlat, ...]]
    is_sketch: bool
    rivers: tuple[Lonlat, ...]
    lakes: Areas
    towns: tuple[tuple[str, tuple[float, float]], ...]
    step_deg: float

    @property
    def counties(self) -> list[str]:
        """Counties with a school that takes part or could, in order of appearance."""
        taking = (s.county for s in self.schools if s.role in ROLES)
        return list(dict.fromkeys(taking))


def read_content(page: Mapping[str, Any]) -> Content:
    """Return what an annex says of the data of a map page; its first plan counts."""
    head, backdrop, plan = page["head"], page["backdrop"], page["plans"][0]
    schools = [
        {**facts, **state}
        for facts, state in zip(page["schools"], plan["states"], strict=True)
    ]
    scale = backdrop["scale"]
    return Content(
        title=one_line(plan["title"]),
        mode=head["mode"],
        mode_name=head["modeName"],
        watermark=head["watermark"],
        notice=one_line(head["notice"]),
        facts=_facts(plan),
        of_county={c["name"]: c["line"] for c in plan["coverage"].get("counties", ())},
        statements=tuple(plan["about"]["statements"]),
        # The last credit names the component that shows the page in a browser.
        sources=(*plan["about"]["data"], *page["credits"][:-1]),
        edge=plan["edge"],
        schools=_spots(schools, scale),
        teams=tuple(_team(record) for record in plan["alliances"]),
        border=_areas(backdrop.get("border", ()), scale),
        roads={
            weight: tuple(unpacked(line, scale) for line in lines)
            for weight, lines in backdrop.get("roads", {}).items()
        },
        is_sketch=bool(backdrop.get("sketch")),
        rivers=tuple(unpacked(line, scale) for line in backdrop.get("rivers", ())),
        lakes=_areas(backdrop.get("lakes", ()), scale),
        towns=tuple(
            (one_line(town["name"]), (town["at"][1], town["at"][0]))
            for town in backdrop.get("townNames", ())
        ),
        step_deg=1 / scale,
    )


def _areas(coded: Sequence[Sequence[Sequence[int]]], scale: int) -> Areas:
    return tuple(tuple(unpacked(ring, scale) for ring in rings) for rings in coded)


def _facts(plan: Mapping[str, Any]) -> tuple[str, ...]:
    """Return version, conditions, state, coverage and digest, as far as known."""
    cover = plan["coverage"]
    facts = (
        plan["version"],
        plan["scenario"],
        plan["status"],
        cover["line"],
        cover.get("target"),
        plan["digest"],
    )
    return tuple(one_line(fact) for fact in facts if fact)


def unpacked(steps: Sequence[int], scale: int) -> Lonlat:
    """Return the points of a run of latitude and longitude steps.

    Examples
    --------
    >>> unpacked([30000, 109000, 1, 2], 1000).tolist()
    [[109.0, 30.0], [109.002, 30.001]]
    """
    latlon = np.cumsum(np.array(steps, dtype=np.int64).reshape(-1, 2), axis=0)
    points: Lonlat = latlon[:, ::-1] / scale
    return points


def one_line(text: str) -> str:
    """Return a text of a file without line breaks and runs of blanks."""
    return " ".join(text.split())


def short_names(schools: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return names for the map; where several schools share one, the town in front.

    Names of the demonstration are 示例·town·school: only the school is short enough.
    Elsewhere a middle dot is part of the name (Col·legi) and stays.

    Examples
    --------
    >>> short_names([{"name": "示例·城关·一小"}, {"name": "Col·legi"}])
    ['一小', 'Col·legi']
    """
    tails = [_tail(one_line(school["name"])) for school in schools]
    counts = Counter(tails)
    return [
        _cut(_placed(tail, one_line(school.get("town") or ""), counts[tail]))
        for tail, school in zip(tails, schools, strict=True)
    ]


def _tail(name: str) -> str:
    last = name.rpartition("·")[2].strip() if name.startswith(_DEMO_PREFIX) else name
    return last or name


def _placed(tail: str, town: str, count: int) -> str:
    return town + tail if count > 1 and town not in tail else tail


def _cut(name: str) -> str:
    if width_em(name) <= _MOST_EM:
        return name
    kept = name
    while kept and width_em(kept) > _MOST_EM - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _spots(records: Sequence[Mapping[str, Any]], scale: int) -> tuple[Spot, ...]:
    names = short_names(records)
    return tuple(
        Spot(
            name=one_line(record["name"]),
            short=short,
            county=record.get("county", ""),
            role=record["role"],
            alliance=record.get("alliance", 0),
            kind=_kind(record),
            at=_lonlat(record.get("at")),
            line=record.get("line", "solid"),
            is_edge=bool(record.get("edge")),
            route=unpacked(record["shape"], scale) if record.get("shape") else None,
        )
        for record, short in zip(records, names, strict=True)
    )


def _kind(record: Mapping[str, Any]) -> str:
    kinds = record.get("kinds", ()) if record["role"] == "member" else ()
    return next(iter(kinds), "")


def _lonlat(at: Sequence[float] | None) -> tuple[float, float] | None:
    return None if at is None else (at[1], at[0])


def _team(record: Mapping[str, Any]) -> Team:
    return Team(
        number=record["number"],
        name=one_line(record["name"]),
        county=record.get("county", ""),
        core=record["core"],
        members=tuple(record.get("members", ())),
        colour=record["colour"],
        ink=record["ink"],
        demonstrator=bool(record.get("demonstrator")),
    )


def located(spots: Iterable[Spot]) -> Lonlat:
    """Return the positions of the schools that have one, shape ``(n, 2)``."""
    return np.array([s.at for s in spots if s.at], dtype=float).reshape(-1, 2)
