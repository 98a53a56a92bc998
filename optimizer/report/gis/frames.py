"""Rows of a layer as the typed frame that GDAL writes, and how it is written.

Nothing here depends on the clock, and an empty layer has its columns and types too.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from optimizer.report.gis.fields import Kind
from optimizer.report.gis.grid import METRE_DECIMALS, Grid
from optimizer.report.gis.layers import Layers

GEOMETRY: Mapping[str, str | None] = {
    "schools": "Point",
    "alliances": "MultiPoint",
    "spokes": "LineString",
    "routes": "LineString",
    "isochrones": "MultiPolygon",
    "unlocated": None,
    "about": None,
}
"""Geometry of each layer, in the order they are written; ``None`` for a table."""

_DTYPES: Mapping[Kind, str] = {"text": "object", "int": "Int64", "real": "float64"}
_DATE_OPTION = "OGR_CURRENT_DATE"
_VERSIONS = {"GPKG": {"VERSION": "1.2"}}
"""Version of a new file: what the oldest QGIS 3 reads without a warning."""

DAY = "2000-01-01"
"""Written as the date of change: a clock would change the bytes of each run."""


def frame_of(layers: Layers, layer: str) -> pd.DataFrame:
    """Return a layer as a frame, with geometry in the grid unless it is a table."""
    rows = layers.rows(layer)
    data = {
        field.name: pd.Series(
            [row[field.name] for row in rows], dtype=_DTYPES[field.kind]
        )
        for field in layers.fields(layer)
    }
    if GEOMETRY[layer] is None:
        return pd.DataFrame(data)
    shapes = [shape_of(layer, row["at"]) for row in rows]
    return _projected(
        gpd.GeoDataFrame(data, geometry=shapes, crs=layers.grid.epsg), layers.grid
    )


def shape_of(layer: str, at: Any) -> shapely.Geometry | None:
    """Return the geometry of a row; ``None`` where no place is known."""
    kind = GEOMETRY[layer]
    if at is None or isinstance(at, shapely.Geometry):
        return at
    if kind == "Point":
        return shapely.Point(at)
    return shapely.MultiPoint(at) if kind == "MultiPoint" else shapely.LineString(at)


def _projected(frame: gpd.GeoDataFrame, grid: Grid) -> pd.DataFrame:
    if grid.projected_epsg is None:
        same: pd.DataFrame = frame
        return same
    moved = frame.to_crs(grid.projected_epsg)
    # PROJ may differ in the last bits from one machine to the next.
    shapes = shapely.transform(
        moved.geometry.to_numpy(), lambda xy: np.round(xy, METRE_DECIMALS)
    )
    series = gpd.GeoSeries(shapes, moved.index, crs=moved.crs)
    result: pd.DataFrame = moved.set_geometry(series)
    return result


def write_frame(
    frame: pd.DataFrame,
    path: Path,
    layer: str,
    kind: str | None,
    *,
    driver: str,
    options: Mapping[str, str],
) -> None:
    """Write a frame as a layer of a kind of geometry, in UTF-8.

    One without coordinate system claims none.
    """
    shaped = {} if kind is None else {"geometry_type": kind}
    version = {} if path.exists() else _VERSIONS.get(driver, {})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided", UserWarning)
        pyogrio.write_dataframe(
            frame,
            path,
            layer=layer,
            driver=driver,
            encoding="UTF-8",
            dataset_options=version,
            layer_options=dict(options),
            **shaped,
        )


@contextmanager
def fixed_date() -> Iterator[None]:
    """Let GDAL note a fixed date instead of the clock."""
    before = pyogrio.get_gdal_config_option(_DATE_OPTION)
    pyogrio.set_gdal_config_options({_DATE_OPTION: f"{DAY}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_DATE_OPTION: before})
