"""Roads as a light layer for the map."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from optimizer.travel.projection import WGS84
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.speeds import class_rank

MAX_FEATURES = 4000
MAX_BYTES = 1_000_000

_BYTES_PER_FEATURE = 140
_BYTES_PER_POINT = 20
"""Size of a feature and of a point in GeoJSON with five decimals."""

_TOLERANCES_M = (5.0, 10.0, 20.0, 40.0)
_DECIMALS = 5


def roads_context(
    graph: RoadGraph,
    *,
    max_features: int = MAX_FEATURES,
    max_bytes: int = MAX_BYTES,
) -> gpd.GeoDataFrame:
    """Return simplified roads for a map, important classes first.

    Links of one class and name are merged. Lines are simplified as little as needed
    for all of them to fit (up to 40 m); if they still do not fit, the least important
    and shortest are left out. The result depends on the graph only.

    Parameters
    ----------
    graph
        The roads.
    max_features, max_bytes
        Bounds on the number of lines and on the size of the GeoJSON.

    Returns
    -------
    geopandas.GeoDataFrame
        ``geometry`` (WGS 84), ``class``, ``name``.
    """
    lines, classes, names = _merged(graph)
    for tolerance in _TOLERANCES_M:
        simple = shapely.simplify(lines, tolerance)
        cost = _BYTES_PER_FEATURE + _BYTES_PER_POINT * shapely.get_num_points(simple)
        if cost[:max_features].sum() <= max_bytes:
            break
    num = min(max_features, int(np.searchsorted(np.cumsum(cost), max_bytes, "right")))
    columns = {"class": classes[:num], "name": names[:num]}
    frame = gpd.GeoDataFrame(columns, geometry=list(simple[:num]), crs=graph.crs)
    frame = frame.to_crs(WGS84)
    rounded = shapely.transform(
        frame.geometry.to_numpy(), lambda xy: np.round(xy, _DECIMALS)
    )
    return frame.set_geometry(gpd.GeoSeries(rounded, crs=WGS84))


def _merged(graph: RoadGraph) -> tuple[np.ndarray, list[str], list[str]]:
    """Merge links by class and name; order by class, then length, then shape."""
    groups: dict[tuple[str, str], list[int]] = {}
    for link, road in enumerate(graph.road.tolist()):
        key = (graph.roads[road].kind, graph.roads[road].name)
        groups.setdefault(key, []).append(link)
    found = []
    for (kind, name), links in groups.items():
        merged = shapely.line_merge(shapely.multilinestrings(graph.lines[links]))
        found += [(kind, name, line) for line in shapely.get_parts(merged)]
    found.sort(key=lambda f: (class_rank(f[0]), -round(f[2].length, 3), f[2].wkb))
    lines = np.array([line for _, _, line in found], dtype=object)
    return lines, [f[0] for f in found], [f[1] for f in found]
