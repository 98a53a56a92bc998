"""A case and a plan in which every field holds something that can be found again.

Texts that no map may show begin with ``密``; numbers are seven digits long and begin
with 7; coordinates have five digits behind the point, none of them alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from pydantic import BaseModel
from shapely.geometry import LineString, Point, Polygon

from optimizer import case as case_module
from optimizer.case import Case
from optimizer.domain import PairKind, PairWish, School, TravelSource, TypeChoice
from optimizer.evidence import Evidence
from optimizer.matrix import SOURCES, TravelMatrix
from optimizer.plan import (
    Alliance,
    CoverageRow,
    Excluded,
    Host,
    IssueRow,
    Member,
    NextBest,
    Note,
    Override,
    Phase,
    PhaseTier,
    Plan,
    Tier,
    TypeAdvice,
    TypeDecision,
    Uncovered,
)
from optimizer.policy import read_policy
from optimizer.report.map import MapContext
from optimizer.report.map.base import MapBase
from optimizer.report.map.base.model import Relief, StandardMap
from optimizer.report.map.base.png import encode
from optimizer.route import Binding, Route, Stretch

SECRET = "密"
IDS = tuple(f"{SECRET}id{i}" for i in range(8))
CORES, MEMBERS = IDS[:2], IDS[2:6]
OUTSIDE, EXCLUDED = IDS[6], IDS[7]
COUNTY = "422801"

POLICY = """
base = "neutral"
[scope]
title = "密scope"
[size]
max_members = { value = 6, source = "县市规定", note = "密policy.note" }
[travel]
max_minutes = { value = 60.0, source = "县市规定", note = "密travel.note" }
compare_scenarios = ["winter"]
[report]
map_mode = "MODE"
notice = "演示数据"
"""


class Marks:
    """Gives out texts and numbers, each once."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._next = itertools.count(7_000_101, 137)

    def number(self) -> int:
        self.numbers.append(next(self._next))
        return self.numbers[-1]

    def text(self, name: str) -> str:
        return f"{SECRET}{name}{self.number()}"


def place(i: int) -> tuple[float, float]:
    """Return longitude and latitude of school ``i``, no digit group twice."""
    return 109.31437 + i * 0.03719, 30.12543 + i * 0.02917


def school(i: int, marks: Marks) -> School:
    """Return a school whose every field is filled."""
    lon, lat = place(i)
    shown = {
        "school_id": IDS[i],
        "name": f"学校{i}",
        "town": f"镇{i}",
        "county_code": COUNTY,
        "type_code": "218" if i == 3 else "211",
        "lon": lon,
        "lat": lat,
    }
    for field in fields(School):
        if field.name in shown:
            continue
        kind = str(field.type)
        if "bool" in kind:
            shown[field.name] = True
        elif "str" in kind:
            shown[field.name] = marks.text(field.name)
        else:
            shown[field.name] = marks.number()
    return School(**shown)


def matrix(marks: Marks, n: int) -> TravelMatrix:
    seconds = np.array(
        [[0 if i == j else marks.number() for j in range(n)] for i in range(n)]
    )
    metres = np.array(
        [[0 if i == j else marks.number() for j in range(n)] for i in range(n)]
    )
    source = np.full((n, n), SOURCES.index(TravelSource.ROAD_GRAPH), np.uint8)
    np.fill_diagonal(source, 0)
    return TravelMatrix(
        IDS[:n], seconds.astype(np.int32), metres.astype(np.int32), source
    )


def borderline(trips: TravelMatrix) -> TravelMatrix:
    """Return trips of which one is near its limit of sixty minutes, and may be told."""
    seconds, metres = trips.seconds.copy(), trips.metres.copy()
    for i, j in ((2, 0), (0, 2)):
        seconds[i, j], metres[i, j] = 58 * 60, 9000
    return replace(trips, seconds=seconds, metres=metres)


def make_case(mode: str, folder: Path, marks: Marks) -> Case:
    """Return the case; the policy is read from a file for its notes."""
    path = folder / "policy.toml"
    path.write_text(POLICY.replace("MODE", mode), encoding="utf-8")
    wishes = [
        PairWish(PairKind.REFUSED, IDS[2], IDS[4], marks.text("wish"), marks.number()),
        PairWish(PairKind.TOGETHER, IDS[3], IDS[0], marks.text("wish"), marks.number()),
    ]
    rows = [school(i, marks) for i in range(8)]
    choices = {
        IDS[1]: TypeChoice("partnership", marks.text("choice"), marks.text("choice.by"))
    }
    return case_module.make_case(
        rows,
        borderline(matrix(marks, 8)),
        read_policy(path),
        wishes,
        {IDS[2]: IDS[1]},
        matrix(marks, 8),
        choices,
    )


def member(i: int, marks: Marks) -> Member:
    """Return a member; minutes and kilometres are the only figures to be shown."""
    return Member(
        school_id=IDS[i],
        minutes=10.0 + i,
        km=5.0 + i,
        travel_source=("road_graph", "estimate", "navigation", "measured")[i - 2],
        tags=["rural", "weak", marks.text("tag")],
        reason=f"rural=region;weak={marks.text('rule')};choice={marks.text('why')}",
        next_best=NextBest(core=IDS[1], delta=float(marks.number())),
        start_year=2025,
    )


def make_plan(marks: Marks) -> Plan:
    """Return the plan; no field of any of its parts is left out."""
    tier = {
        "name": marks.text("tier"),
        "sense": "min",
        "unit": marks.text("unit"),
        "value": marks.number(),
        "bound": marks.number(),
        "gap": float(marks.number()),
        "proven": True,
    }
    facts = {"school": IDS[2], "value": marks.number(), "text": marks.text("fact")}
    alliances = [
        Alliance(
            id=marks.text("alliance.id"),
            name=f"教联体{n}",
            county_code=COUNTY,
            type="partnership",
            type_reason=marks.text("type.reason"),
            advice=TypeAdvice(type="merged", code="K01", detail=facts),
            choice=TypeDecision(
                type="partnership",
                note=marks.text("note"),
                by=marks.text("by"),
                carried=True,
            ),
            demonstrator=True,
            pilot=True,
            start_year=2025,
            core=core,
            core_reason=marks.text("core.reason"),
            members=[member(i, marks) for i in places],
            warnings=[Note(code="W101", detail=facts)],
            host=Host(core=IDS[0], start_year=2024) if n == 2 else None,
        )
        for n, (core, places) in enumerate(zip(CORES, ((2, 3), (4, 5)), strict=True), 1)
    ]
    return Plan(
        title="方案标题",
        version="v9",
        fingerprint={"schools": marks.text("print"), "travel": marks.number()},
        status="feasible",
        tiers=[Tier(**tier)],
        coverage=[
            CoverageRow(
                scope=scope,
                basis="counted",
                covered=6,
                total=7,
                target_pct=80,
                needed=6,
                met=True,
            )
            for scope in ("all", COUNTY)
        ],
        alliances=alliances,
        uncovered=[
            Uncovered(
                school_id=OUTSIDE,
                code="U06",
                detail=facts,
                nearest_core=IDS[1],
                minutes=float(marks.number()),
            )
        ],
        excluded=[Excluded(school_id=EXCLUDED, code="X03", detail=facts)],
        issues=[
            IssueRow(
                code="D140",
                severity="warning",
                row=marks.number(),
                column=marks.text("column"),
                value=marks.text("value"),
            )
        ],
        phases=[
            Phase(
                year=year,
                scope="all",
                target_pct=80,
                needed=6,
                covered=6,
                total=7,
                met=True,
                new_alliances=1,
                new_members=2,
            )
            for year in (2025, 2026)
        ],
        phase_tiers=[PhaseTier(**tier, year=2025)],
        overrides=[
            Override(
                code="C331",
                schools=[CORES[0], *MEMBERS[:2]],
                reason=marks.text("override.reason"),
                by=marks.text("override.by"),
            )
        ],
    )


def make_evidence(marks: Marks) -> Evidence:
    """Return a bent route for each member with named roads, and a winter."""
    routes = {}
    for i in MEMBERS:
        core = CORES[0] if i in MEMBERS[:2] else CORES[1]
        a, b = place(IDS.index(i)), place(IDS.index(core))
        bend = ((a[0] + b[0]) / 2 + 0.01357, (a[1] + b[1]) / 2 - 0.00713)
        stretches = tuple(
            Stretch(
                ref=marks.text("ref"),
                name=marks.text("road"),
                kind=marks.text("kind"),
                metres=float(marks.number()),
                seconds=float(marks.number()),
                binding=Binding.CURVE,
            )
            for _ in range(2)
        )
        routes[i, core] = Route(
            from_id=i,
            to_id=core,
            seconds=marks.number(),
            metres=marks.number(),
            source=TravelSource.ROAD_GRAPH,
            lonlat=(a, bend, b),
            stretches=stretches,
            leg_m=float(marks.number()),
        )
    return Evidence(routes, {"winter": matrix(marks, 8)})


def rough_ring(west: float, south: float, size: float) -> list[tuple[float, float]]:
    """Return a ring of many corners, each of whose roundings is known."""
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    reach = size * (1 + 0.13 * np.cos(5 * angle))
    return [
        (float(x), float(y))
        for x, y in zip(
            west + size + reach * np.cos(angle),
            south + size + reach * np.sin(angle),
            strict=True,
        )
    ]


BORDER = rough_ring(109.05, 29.85, 0.45)
TOWN_RINGS = [rough_ring(109.3, 30.1, 0.06), rough_ring(109.5, 30.3, 0.05)]


def make_base(marks: Marks) -> MapBase:
    """Return a base with every part but tiles, which exclude a standard map."""
    grey = encode(np.zeros((90, 80), np.uint8), [(120, 120, 120, 90)])
    towns = gpd.GeoDataFrame(
        {"name": ["甲镇", "乙镇"]},
        geometry=[Polygon(ring) for ring in TOWN_RINGS],
        crs="EPSG:4326",
    )
    lake = Polygon(rough_ring(109.61234, 30.05123, 0.01))
    river = LineString([(109.21234, 30.01234), (109.45678, 30.34567)])
    return MapBase(
        towns=towns,
        rivers=gpd.GeoDataFrame(geometry=[river], crs="EPSG:4326"),
        lakes=gpd.GeoDataFrame(geometry=[lake], crs="EPSG:4326"),
        relief=Relief(grey, (109.1, 29.9, 109.9, 30.6), 120.0),
        standard=StandardMap(
            data=grey,
            mime="image/png",
            size=(80, 90),
            corners=(
                (109.01234, 30.71234),
                (109.98765, 30.71234),
                (109.98765, 29.81234),
                (109.01234, 29.81234),
            ),
            review_number="鄂S(2023)001号",
            credit="标准地图出处",
        ),
        credits=("河流:水利局",),
    )


def make_context(marks: Marks) -> MapContext:
    """Return everything drawn beside the plan; layers have columns to hide."""
    border = gpd.GeoDataFrame(
        {"county_code": [COUNTY], "name": ["某市"], "more": [marks.text("border")]},
        geometry=[Polygon(BORDER)],
        crs="EPSG:4326",
    )
    roads = gpd.GeoDataFrame(
        {
            "class": ["primary"],
            "name": [marks.text("road")],
            "ref": [marks.text("ref")],
        },
        geometry=[LineString([(109.31234, 30.11234), (109.71234, 30.41234)])],
        crs="EPSG:4326",
    )
    areas = gpd.GeoDataFrame(
        {
            "centre_id": [CORES[0], ""],
            "minutes": [20.0, 20.0],
            "more": [marks.text("area")] * 2,
        },
        geometry=[Point(109.41234, 30.21234).buffer(0.05)] * 2,
        crs="EPSG:4326",
    )
    return MapContext(
        boundary=border,
        roads=roads,
        notice="演示数据",
        roads_credit="道路出处",
        evidence=make_evidence(marks),
        isochrones=areas,
        base=make_base(marks),
    )


def empty_fields(record: Any, name: str = "plan") -> Iterator[str]:
    """Yield the fields of a plan that are empty wherever they stand."""
    found: dict[str, bool] = {}

    def visit(part: Any, at: str) -> None:
        if isinstance(part, BaseModel):
            for key in type(part).model_fields:
                visit(getattr(part, key), f"{at}.{key}")
        elif isinstance(part, list) and part:
            for one in part:
                visit(one, f"{at}[]")
        else:
            found[at] = found.get(at, False) or part not in (None, "", [], {})

    visit(record, name)
    for at, is_filled in found.items():
        deeper = (is_deep for key, is_deep in found.items() if key.startswith(f"{at}."))
        if not (is_filled or any(deeper)):
            yield at
