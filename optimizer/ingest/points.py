"""One layer of a gpkg or geojson as records of text, with lon and lat of its points.

Columns of longitude and latitude in the layer win over its geometry. A geometry in
another CRS is brought to WGS 84 first; if the user declares an encrypted CRS
(gcj02, bd09), that conversion follows later.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj import Transformer
from pyproj.exceptions import CRSError, ProjError

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.synonyms import is_place_header
from optimizer.tabular import cell_text

_WGS84 = "EPSG:4326"
_POINT, _MULTIPOINT = 0, 4
_MIDNIGHT = ("T00:00:00", " 00:00:00")


def read_layer(
    path: Path, layer: str | None = None
) -> tuple[list[list[str]], list[Issue]]:
    """Return header and features of a layer as text, and what was noticed.

    Parameters
    ----------
    path
        File that GDAL reads.
    layer
        Name of the layer; default the first.

    Raises
    ------
    DataError
        D102 damaged, D107 no such layer, D100 with one D108 for each geometry that
        is no point.
    """
    try:
        names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if not names or (layer is not None and layer not in names):
            raise DataError(
                "D107", file=path.name, value=layer or "", names=", ".join(names)
            )
        meta, _, shapes, fields = pyogrio.raw.read(
            path, layer=layer or names[0], datetime_as_string=True
        )
    except (DataSourceError, DataLayerError) as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())
        raise DataError("D102", file=path.name, reason=reason) from error
    header = [str(name) for name in meta["fields"]]
    columns = [_texts(values) for values in fields]
    issues: list[Issue] = []
    if shapes is not None and not any(map(is_place_header, header)):
        header += ["lon", "lat"]
        columns += _lon_lat(path.name, shapes, meta["crs"])
        if meta["crs"] is None:
            issues.append(Issue("D111", Severity.WARNING, file=path.name))
    return [header, *(list(row) for row in zip(*columns, strict=True))], issues


def _texts(values: NDArray[Any]) -> list[str]:
    """Return the texts of one field; a date at midnight is a date."""
    texts = ("" if value != value else cell_text(value) for value in values.tolist())
    return [
        text.removesuffix(_MIDNIGHT[0]).removesuffix(_MIDNIGHT[1]) for text in texts
    ]


def _lon_lat(
    file: str, shapes: NDArray[np.object_], crs: str | None
) -> tuple[list[str], list[str]]:
    """Return lon and lat texts of the points; blank where there is no geometry."""
    geometry = shapely.from_wkb(shapes)
    kinds = shapely.get_type_id(geometry)
    is_single = (kinds == _POINT) | (
        (kinds == _MULTIPOINT) & (shapely.get_num_geometries(geometry) == 1)
    )
    is_absent = (kinds < 0) | shapely.is_empty(geometry)
    _refuse_shapes(file, geometry, np.flatnonzero(~is_single & ~is_absent))
    points = shapely.get_geometry(geometry, 0)
    x, y = shapely.get_x(points), shapely.get_y(points)
    if crs is not None and crs != _WGS84:
        try:
            to_wgs84 = Transformer.from_crs(crs, _WGS84, always_xy=True)
            x, y = to_wgs84.transform(x, y)
        except (CRSError, ProjError) as error:
            raise DataError("D102", file=file, reason=crs) from error
    # An infinity marks a point that cannot be projected.
    known = np.isfinite(x) & np.isfinite(y)
    return _texts(np.where(known, x, np.nan)), _texts(np.where(known, y, np.nan))


def _refuse_shapes(
    file: str, geometry: NDArray[np.object_], places: NDArray[np.intp]
) -> None:
    """Raise if any geometry is a line or an area: which point is meant is unknown."""
    issues = [
        Issue(
            "D108",
            Severity.ERROR,
            row=int(place) + 2,
            value=str(geometry[place].geom_type),
            action="refused",
            file=file,
        )
        for place in places
    ]
    if issues:
        raise DataError("D100", issues=issues, file=file, number=len(issues))
