"""Routes, a second engine and a winter for the case of the report's factory."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
from shapely.geometry import Point, Polygon, box

from optimizer.case import Case
from optimizer.domain import TravelSource
from optimizer.evidence import Evidence
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.plan import Plan
from optimizer.route import Binding, Route, Stretch
from tests.report import factory

EVIL_ROAD = "=HYPERLINK(1)<script>${window.XSS=9}</script>`|"
"""A name of a road that must stay text wherever it is shown."""

ROAD = SOURCES.index(TravelSource.ROAD_GRAPH)


def stretch(name: str = "248省道", kind: str = "primary", **more: Any) -> Stretch:
    """Return two kilometres in three minutes."""
    facts = {"ref": "R7", "metres": 2000.0, "seconds": 180.0, **more}
    return Stretch(name=name, kind=kind, **{"binding": Binding.CLASS, **facts})


def route(member: str, core: str, lonlat: Any, **more: Any) -> Route:
    """Return a route of 12.35 minutes on three kinds of road."""
    facts: dict[str, Any] = {
        "from_id": member,
        "to_id": core,
        "seconds": 741,
        "metres": 6173,
        "source": TravelSource.ROAD_GRAPH,
        "stretches": (
            stretch(),
            stretch(EVIL_ROAD, "tertiary", seconds=480.0, binding=Binding.CURVE),
            stretch("", "", metres=150.5, seconds=81.25, binding=Binding.ICE),
        ),
        "leg_m": 12.5,
    }
    return Route(lonlat=tuple(lonlat), **{**facts, **more})


def make_case(**sections: Any) -> Case:
    """Return the factory's case with trips of a road network and a second engine.

    Limit 50 minutes: ``c`` to ``A`` is borderline by the error, ``e`` to ``A`` just
    over the limit, ``b`` far from it.
    """
    limits = {"max_minutes": 50.0, "merged_max_minutes": 30.0, "band_pct": 10.0}
    travel = {**limits, **sections.pop("travel", {})}
    case = factory.make_case(travel=travel, **sections)
    minutes = {("b", "A"): 12.35, ("c", "A"): 47.15, ("e", "A"): 53.0}
    second = {("b", "A"): 13.0, ("c", "A"): 48.2, ("e", "A"): 49.0}
    trips, other = (_matrix(case, m) for m in (minutes, second))
    rural = {"e": {"region_code": "220"}}
    schools = (replace(s, **rural.get(s.school_id, {})) for s in case.schools)
    return replace(case, schools=tuple(schools), travel=trips, second=other)


def make_plan(**fields: Any) -> Plan:
    """Return the factory's plan, all trips by the road network."""
    plan = factory.make_plan(**fields)
    members = [
        m.model_copy(update={"travel_source": "road_graph"})
        for m in plan.alliances[0].members
    ]
    first = plan.alliances[0].model_copy(update={"members": members})
    return plan.model_copy(update={"alliances": [first]})


def make_evidence(case: Case, *scenarios: str) -> Evidence:
    """Return a route for ``b`` and trips in winter, where ``c`` is over the limit."""
    lonlat = [(109.5, 30.3), (109.49, 30.29), (109.494, 30.28), (109.488951, 30.27254)]
    minutes: dict[tuple[str, str], float | None]
    minutes = {("b", "A"): 15.0, ("c", "A"): 71.3, ("e", "A"): None}
    return Evidence(
        {("b", "A"): route("b", "A", lonlat)},
        {name: _matrix(case, minutes) for name in scenarios or ("winter",)},
    )


def isochrones(*centres: str) -> gpd.GeoDataFrame:
    """Return nested squares around each centre and around any."""
    rows = [
        (centre, minutes, Point(109.4, 30.2).buffer(minutes / 400))
        for centre in ("", *centres)
        for minutes in (20.0, 30.0, 45.0, 60.0)
    ]
    ids, minutes, shapes = zip(*rows, strict=True)
    data = {"centre_id": list(ids), "minutes": list(minutes)}
    return gpd.GeoDataFrame(data, geometry=list(shapes), crs="EPSG:4326")


def ring() -> gpd.GeoDataFrame:
    """Return one area with a large hole and a tiny one."""
    shape = box(109, 30, 109.4, 30.4) - box(109.1, 30.1, 109.2, 30.2)
    shape -= box(109.3, 30.3, 109.3005, 30.3005)
    data = {"centre_id": [None], "minutes": [30]}
    return gpd.GeoDataFrame(data, geometry=[shape], crs="EPSG:4326")


def rough(n: int) -> gpd.GeoDataFrame:
    """Return four areas of each of ``n`` cores, ragged like roads in the mountains."""
    rng = np.random.default_rng(3)
    rows = []
    for number in range(1, n + 1):
        for minutes in (20.0, 30.0, 45.0, 60.0):
            angle = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
            reach = minutes / 300 * rng.uniform(0.6, 1.0, angle.shape)
            ring = np.c_[109 + reach * np.cos(angle), 30 + reach * np.sin(angle)]
            rows.append((f"C{number:02}", minutes, Polygon(ring)))
    ids, within, shapes = zip(*rows, strict=True)
    data = {"centre_id": list(ids), "minutes": list(within)}
    return gpd.GeoDataFrame(data, geometry=list(shapes), crs="EPSG:4326")


def _matrix(case: Case, minutes: dict[tuple[str, str], Any]) -> TravelMatrix:
    ids = case.travel.school_ids
    index = case.travel.index_of
    seconds = np.full((len(ids), len(ids)), UNKNOWN, dtype=np.int32)
    np.fill_diagonal(seconds, 0)
    metres, source = seconds.copy(), np.zeros_like(seconds, dtype=np.uint8)
    for (a, b), value in minutes.items():
        for i, j in ((index[a], index[b]), (index[b], index[a])):
            seconds[i, j] = UNKNOWN if value is None else round(value * 60)
            metres[i, j] = UNKNOWN if value is None else round(value * 500)
            source[i, j] = 0 if value is None else ROAD
    return TravelMatrix(ids, seconds, metres, source)
