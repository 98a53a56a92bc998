"""Distance from points to the shipped county polygons."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer import resources


def county_shapes() -> dict[str, shapely.Geometry]:
    """Return the county polygons in WGS 84 by code; empty if none are shipped."""
    path = resources.data_dir() / "geography" / "counties.geojson"
    if not path.is_file():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        str(feature["properties"]["county_code"]): shapely.make_valid(
            shapely.from_geojson(json.dumps(feature["geometry"]))
        )
        for feature in features
    }


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
    far = ~shapely.intersects(county, points)
    if far.any():
        from pyproj import Transformer

        middle = shapely.centroid(county)
        plane = f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +datum=WGS84"
        to_plane = Transformer.from_crs("EPSG:4326", plane, always_xy=True)

        def project(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(to_plane.transform(xy[:, 0], xy[:, 1]))

        flat = shapely.transform(county, project)
        metres[far] = shapely.distance(flat, shapely.transform(points[far], project))
    return metres
