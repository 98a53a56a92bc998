"""Small schools, graphs and policies, one line per scenario."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from optimizer.domain import School
from optimizer.policy import Policy, Travel, read_policy
from optimizer.travel.projection import WGS84, transform
from optimizer.travel.road import Road
from optimizer.travel.roadgraph import RoadGraph, pack_lines

CRS = "EPSG:4545"
ORIGIN = (500_000.0, 3_350_000.0)
"""Easting and northing of the corner that local metres are counted from."""

SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def lonlat(x: float, y: float) -> tuple[float, float]:
    """Degrees of a point given in local metres."""
    lon, lat = transform(CRS, WGS84, [ORIGIN[0] + x], [ORIGIN[1] + y])
    return float(lon[0]), float(lat[0])


def make_school(school_id: str, x=None, y=None, county="422801") -> School:
    """A school at local metres; unlocated without them."""
    lon, lat = (None, None) if x is None else lonlat(x, y)
    return School(
        school_id=school_id, name=school_id, county_code=county, type_code="211",
        lon=lon, lat=lat,
    )  # fmt: skip


def make_policy(**travel: object) -> Policy:
    """The default policy with some travel values replaced."""
    return read_policy().changed(travel=travel)


def make_travel(**travel: object) -> Travel:
    """The default travel section with some values replaced."""
    return make_policy(**travel).travel


def make_graph(nodes, links) -> RoadGraph:
    """A graph of straight links ``(tail, head, metres, seconds[, oneway])``."""
    xy = np.array(nodes, dtype=float) + ORIGIN
    lines = [np.array([xy[a], xy[b]]) for a, b, *_ in links]
    points, offsets = pack_lines(lines)
    metres = [[m, m] for _, _, m, *_ in links]
    seconds = [[s, np.inf if rest else s] for _, _, _, s, *rest in links]
    return RoadGraph(
        crs=CRS, node_xy=xy,
        tail=[a for a, *_ in links], head=[b for _, b, *_ in links],
        metres=metres, seconds=seconds, xy=points, offsets=offsets,
        road=np.arange(len(links)),
        roads=tuple(Road(str(k), "tertiary") for k in range(len(links))),
    )  # fmt: skip


def random_graph(seed: int, *, num_nodes: int = 25, num_links: int = 70) -> RoadGraph:
    """Random whole seconds and metres, parallel links and one-way links among them."""
    rng = np.random.default_rng(seed)
    nodes = rng.choice(4000, size=(num_nodes, 2), replace=False) * 10.0
    links = []
    for _ in range(num_links):
        a, b = (int(k) for k in rng.choice(num_nodes, 2, replace=False))
        oneway = [True] if rng.random() < 0.4 else []
        metres, seconds = int(rng.integers(1, 9000)), int(rng.integers(1, 40))
        links.append((a, b, metres, seconds, *oneway))
    return make_graph(nodes, links)


def schools_on_nodes(graph: RoadGraph, nodes) -> list[School]:
    """One school exactly on each of some nodes."""
    return [make_school(f"N{k:03d}", *(graph.node_xy[k] - ORIGIN)) for k in nodes]


def make_lines(path: Path, lines, crs: str | None = CRS, **columns: object) -> Path:
    """A line layer in local metres with attribute columns."""
    shapes = [
        shapely.LineString(np.array(line, dtype=float) + ORIGIN) for line in lines
    ]
    frame = gpd.GeoDataFrame(dict(columns), geometry=shapes, crs=crs)
    frame.to_file(path)
    return path
