"""Maps of any size for measuring, and a bare Leaflet page of the same points."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import numpy as np

from optimizer.case import Case
from optimizer.plan import Member, Plan, Uncovered
from optimizer.report.map import MapContext, render_map
from tests.benchmarks.county import synthetic_county
from tests.builders import make_plan

TAGS = (["rural"], ["rural", "weak"], ["new"], ["rural", "new"])
NAMES = (
    "城关",
    "长梁",
    "龙凤",
    "白杨坪",
    "新塘",
    "红土",
    "沙地",
    "板桥",
    "三岔",
    "屯堡",
)
EAST, NORTH, SIDE = 109.0, 29.5, 1.6
SHARE_OUTSIDE = 5
"""One school in so many is in no alliance."""


def located(n: int, cores: int) -> Case:
    """Return ``n`` schools with names and places, scattered around towns."""
    case = synthetic_county(n, cores, size_km=150)
    rng = np.random.default_rng(2)
    seats = rng.random((len(NAMES) * 4, 2)) * SIDE
    rows = []
    for place, school in enumerate(case.schools):
        town = place % len(seats)
        dx, dy = seats[town] + rng.normal(0, 0.06, 2)
        rows.append(
            replace(
                school,
                name=f"{NAMES[town % len(NAMES)]}第{place}小学",
                town=f"{NAMES[town % len(NAMES)]}{town}镇",
                lon=round(EAST + float(dx), 5),
                lat=round(NORTH + float(dy), 5),
            )
        )
    return replace(case, schools=tuple(rows))


def grouped(case: Case, cores: int) -> Plan:
    """Return a plan that gives each school to the nearest of the first ``cores``."""
    xy = np.array([(s.lon, s.lat) for s in case.schools], dtype=float)
    nearest = np.hypot(*(xy[:, None] - xy[None, :cores]).transpose(2, 0, 1)).argmin(1)
    ids = [s.school_id for s in case.schools]
    groups: dict[str, list[Member]] = {ids[k]: [] for k in range(cores)}
    outside = []
    for place in range(cores, len(ids)):
        if place % SHARE_OUTSIDE == 0:
            outside.append(
                Uncovered(school_id=ids[place], code=f"U{place % 17 + 1:02}")
            )
            continue
        member = Member(
            school_id=ids[place],
            minutes=20.5,
            km=9.5,
            travel_source="road_graph",
            tags=TAGS[place % len(TAGS)],
            reason="rural=region;choice=nearest",
        )
        groups[ids[int(nearest[place])]].append(member)
    return make_plan(groups, title="测速", uncovered=outside)


def map_page(n: int, cores: int) -> str:
    """Return our page of ``n`` schools in ``cores`` alliances."""
    case = located(n, cores)
    return render_map(case, grouped(case, cores), MapContext())


def bare_page(n: int, cores: int) -> str:
    """Return a page of Leaflet alone: the same points as numbered markers."""
    home = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    script, style = (
        (home / f"leaflet.{kind}").read_text(encoding="utf-8") for kind in ("js", "css")
    )
    points = [[s.lat, s.lon] for s in located(n, cores).schools]
    return f"""<!doctype html><meta charset="utf-8"><style>{style}
html, body, #map {{ height: 100%; margin: 0 }}</style><div id="map"></div>
<script>{script}</script><script>
var points = {json.dumps(points)};
var map = L.map("map").fitBounds(points);
points.forEach(function (p, i) {{
  L.marker(p, {{ icon: L.divIcon({{ html: String(i) }}) }}).addTo(map);
}});</script>"""
