"""Points against the shipped county polygons, and against each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer import resources

if TYPE_CHECKING:
    from pyproj import Geod


def county_shapes() -> dict[str, shapely.Geometry]:
    """Return the county polygons in WGS 84 by code; empty if none are shipped."""
    return _shapes_in(resources.data_dir() / "geography" / "counties.geojson")


@cache
def _shapes_in(path: Path) -> dict[str, shapely.Geometry]:
    """Read the polygons once, not once a row."""
    if not path.is_file():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        str(feature["properties"]["county_code"]): shapely.make_valid(
            shapely.from_geojson(json.dumps(feature["geometry"]))
        )
        for feature in features
    }


def county_at(lon: float, lat: float) -> str | None:
    """Return the code of the shipped county a point lies in, if it lies in one."""
    point = shapely.Point(lon, lat)
    codes = (
        code for code, shape in county_shapes().items() if shapely.covers(shape, point)
    )
    return next(codes, None)


def metres_between(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the metres along the ellipsoid between two places of lon and lat."""
    return float(_ellipsoid().inv(*one, *two)[2])


@cache
def _ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def metres_outside(
    county: shapely.Geometry, lon: Sequence[float], lat: Sequence[float]
) -> NDArray[np.float64]:
    """Return how far points lie outside a county; 0 inside.

    Parameters
    ----------
    county
        Polygon, WGS 84.
    lon, lat
        Points, WGS 84.

    Returns
    -------
    numpy.ndarray
        Metres, in an azimuthal equidistant projection about the county's middle.
    """
    points = shapely.points(lon, lat)
    metres = np.zeros(len(points))
    shapely.prepare(county)
    far = ~shapely.intersects(county, points)
    if far.any():
        project = _plane_about(county)
        flat = shapely.transform(county, project)
        metres[far] = shapely.distance(flat, shapely.transform(points[far], project))
    return metres


def are_near_border(
    county: shapely.Geometry,
    lon: Sequence[float],
    lat: Sequence[float],
    limit_m: float,
) -> NDArray[np.bool_]:
    """Tell which points lie within a distance of a county's border, on either side.

    Parameters
    ----------
    county
        Polygon, WGS 84.
    lon, lat
        Points, WGS 84.
    limit_m
        Metres, inclusive.
    """
    project = _plane_about(county)
    border = shapely.transform(shapely.boundary(county), project)
    shapely.prepare(border)
    points = shapely.transform(shapely.points(lon, lat), project)
    near: NDArray[np.bool_] = shapely.dwithin(border, points, limit_m)
    return near


def _plane_about(
    county: shapely.Geometry,
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return the projection to metres about a county's middle."""
    from pyproj import Transformer

    middle = shapely.centroid(county)
    plane = f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +datum=WGS84"
    to_plane = Transformer.from_crs("EPSG:4326", plane, always_xy=True)

    def project(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1]))

    return project
