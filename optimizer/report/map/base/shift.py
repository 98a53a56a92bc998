"""Everything drawn on a map, moved to where its tiles have it."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import shapely

from optimizer.case import Case
from optimizer.domain import School
from optimizer.evidence import Evidence
from optimizer.report.map.base.model import Degrees, MapBase, Shift, Tiles
from optimizer.report.map.context import MapContext
from optimizer.route import Route


def on_tiles(
    case: Case, context: MapContext, tiles: Tiles | None
) -> tuple[Case, MapContext]:
    """Return schools and layers where the tiles of the base have them.

    GCJ-02 tiles show the ground some 500 m beside WGS 84. The relief is made in the
    system of the tiles already. Without tiles, or with tiles in WGS 84, both come
    back as they are. For drawing only: a plan is never made from what comes back.

    Parameters
    ----------
    case, context
        In WGS 84.
    tiles
        The tiles of the page.
    """
    if tiles is None or tiles.shift is None:
        return case, context
    shift = tiles.shift
    schools = tuple(_school(school, shift) for school in case.schools)
    routes = {
        ends: _route(route, shift) for ends, route in context.evidence.routes.items()
    }
    moved = replace(
        context,
        boundary=_frame(context.boundary, shift),
        roads=_frame(context.roads, shift),
        isochrones=_frame(context.isochrones, shift),
        evidence=Evidence(routes, context.evidence.scenarios),
        base=_base(context.base, shift),
    )
    return replace(case, schools=schools), moved


def _school(school: School, shift: Shift) -> School:
    if school.lon is None or school.lat is None:
        return school
    lon, lat = shift(school.lon, school.lat)
    return replace(school, lon=float(lon), lat=float(lat))


def _route(route: Route, shift: Shift) -> Route:
    if not route.lonlat:
        return route
    lon, lat = shift(*np.array(route.lonlat, dtype=float).T)
    return replace(route, lonlat=tuple(zip(lon.tolist(), lat.tolist(), strict=True)))


def _frame(frame: gpd.GeoDataFrame | None, shift: Shift) -> gpd.GeoDataFrame | None:
    if frame is None or frame.empty:
        return frame
    if frame.crs is not None and frame.crs.to_epsg() != 4326:
        frame = frame.to_crs("EPSG:4326")

    def move(xy: Degrees) -> Degrees:
        return np.column_stack(shift(xy[:, 0], xy[:, 1]))

    shapes = shapely.transform(frame.geometry.to_numpy(), move)
    return frame.set_geometry(gpd.GeoSeries(shapes, frame.index, crs=frame.crs))


def _base(base: MapBase, shift: Shift) -> MapBase:
    return replace(
        base,
        towns=_frame(base.towns, shift),
        rivers=_frame(base.rivers, shift),
        lakes=_frame(base.lakes, shift),
    )
