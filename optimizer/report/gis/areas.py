"""Areas within so many minutes of a core as rows of a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import shapely

from optimizer.report.gis.grid import Grid
from optimizer.report.labels import Labels, plain
from optimizer.report.map.reach import ANY

_WGS84 = 4326


def area_rows(
    areas: gpd.GeoDataFrame,
    numbers: Mapping[str, int],
    labels: Labels,
    grid: Grid,
    decimals: int,
) -> list[dict[str, Any]]:
    """Return the areas around the cores of a plan and around any of them.

    Parameters
    ----------
    areas
        ``centre_id`` (``""``: whichever core is nearest), ``minutes``, geometry.
    numbers
        Number of the alliance by the id of its core; other centres are left out.
    labels, grid, decimals
        Words, coordinate system, and decimals of a degree.

    Returns
    -------
    list of dict
        By centre, any first, and larger areas first: drawn in this order the smaller
        ones lie on top. ``at`` is a multipolygon, its outer rings counter-clockwise.
    """
    if areas.crs is not None and areas.crs.to_epsg() != _WGS84:
        areas = areas.to_crs(_WGS84)
    rows = []
    columns = (areas["centre_id"], areas["minutes"], areas.geometry)
    for found, minutes, shape in zip(*columns, strict=True):
        # A file may give an empty text back as none.
        centre = found if isinstance(found, str) else ANY
        if shape is None or shape.is_empty or (centre != ANY and centre not in numbers):
            continue
        rows.append(
            {
                "at": _multi(shape, grid, decimals),
                "alliance_no": numbers.get(centre),
                "centre_id": plain(centre),
                "centre": _centre(centre, labels),
                "minutes": float(minutes),
            }
        )
    return sorted(rows, key=lambda row: (row["alliance_no"] or 0, -row["minutes"]))


def _multi(shape: shapely.Geometry, grid: Grid, decimals: int) -> shapely.MultiPolygon:
    """Return the polygons of a shape, moved and oriented as GeoJSON wants it."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    moved = grid.moved([shapely.MultiPolygon(parts)], decimals)[0]
    oriented: shapely.MultiPolygon = shapely.orient_polygons(moved, exterior_cw=False)
    return oriented


def _centre(centre: str, labels: Labels) -> str:
    return labels.say("gis.any_core") if centre == ANY else labels.school(centre)
