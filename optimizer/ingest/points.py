"""One layer of a gpkg, geojson or shp as text, with lon and lat of its points.

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
from optimizer.ingest.grids.limits import (
    MAX_FILE_BYTES,
    require_area,
    require_size,
)
from optimizer.ingest.shapefile import decoded, encoding_of, require_parts
from optimizer.ingest.synonyms import is_place_header
from optimizer.tabular import cell_text

_WGS84 = "EPSG:4326"
_POINT, _MULTIPOINT = 0, 4
_MIDNIGHT = ("T00:00:00", " 00:00:00")
_BYTES = "ISO-8859-1"
"""An encoding in which every byte is one character: nothing is decoded."""
_MAGIC = {".gpkg": b"SQLite format 3\x00", ".shp": b"\x00\x00\x27\x0a"}


def read_layer(
    path: Path, layer: str | None = None
) -> tuple[list[list[str]], list[Issue], str]:
    """Return header and features of a layer as text, and what was noticed.

    Parameters
    ----------
    path
        A gpkg, geojson or shp.
    layer
        Name of the layer; default the first.

    Returns
    -------
    tuple
        Records, the first of which is the header; issues, with one error D108 for
        each geometry that is no point; name of the layer.

    Raises
    ------
    DataError
        D102 damaged or of another format, D107 no such layer, D202 or D204 too
        large, D207 a part of a shapefile is missing, F108 no known encoding.
    """
    _require_content(path)
    issues: list[Issue] = []
    encoding = None
    if path.suffix.casefold() == ".shp":
        require_parts(path)
        encoding, is_stated = encoding_of(path)
        if not is_stated:
            issues.append(
                Issue("D208", Severity.WARNING, value=encoding, file=path.name)
            )
    raw = None if encoding is None else _BYTES
    try:
        names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if not names or (layer is not None and layer not in names):
            raise DataError(
                "D107", file=path.name, value=layer or "", names=", ".join(names)
            )
        chosen = layer or names[0]
        _require_extent(path, chosen, raw)
        meta, _, shapes, fields = pyogrio.raw.read(
            path, layer=chosen, datetime_as_string=True, encoding=raw
        )
    except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())
        raise DataError("D102", file=path.name, reason=reason) from error
    header = [str(name) for name in meta["fields"]]
    columns = [_texts(values) for values in fields]
    if encoding is not None:
        header = [decoded(name, encoding) for name in header]
        columns = [[decoded(text, encoding) for text in column] for column in columns]
    if shapes is not None and not any(map(is_place_header, header)):
        header += ["lon", "lat"]
        columns += _lon_lat(path.name, shapes, meta["crs"], issues)
        if meta["crs"] is None:
            issues.append(Issue("D111", Severity.WARNING, file=path.name))
    records = [header, *(list(row) for row in zip(*columns, strict=True))]
    return records, issues, chosen


def _require_content(path: Path) -> None:
    """Refuse a file that is too large, or not what its ending says."""
    require_size(path.name, path.stat().st_size, MAX_FILE_BYTES)
    if not is_what_it_says(path):
        raise DataError("D102", file=path.name, reason=path.suffix.casefold())


def is_what_it_says(path: Path) -> bool:
    """Tell whether a layer is a GeoPackage, GeoJSON or shapefile as its ending says.

    The library would open it as whatever it looks like, and some formats make it
    open other files.
    """
    suffix = path.suffix.casefold()
    if suffix in (".geojson", ".json"):
        data = path.read_bytes()
        return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and (
            b"gdal_streamed_alg" not in data
        )
    if suffix not in _MAGIC:
        return False
    with path.open("rb") as stream:
        return stream.read(16).startswith(_MAGIC[suffix])


def _require_extent(path: Path, layer: str, encoding: str | None) -> None:
    """Refuse a layer of too many features or fields before it is read."""
    info = pyogrio.read_info(
        path, layer=layer, encoding=encoding, force_feature_count=True
    )
    features, fields = int(info["features"]), len(info["fields"])
    require_area(path.name, features, fields, features * fields)


def _texts(values: NDArray[Any]) -> list[str]:
    """Return the texts of one field; a date at midnight is a date."""
    texts = (_text(value) for value in values.tolist())
    return [
        text.removesuffix(_MIDNIGHT[0]).removesuffix(_MIDNIGHT[1]) for text in texts
    ]


def _text(value: Any) -> str:
    """Return one value as text; a list is one text, and not a number is blank."""
    if isinstance(value, np.ndarray):
        return ", ".join(_text(part) for part in value.tolist())
    return "" if value != value else cell_text(value)


def _lon_lat(
    file: str, shapes: NDArray[np.object_], crs: str | None, issues: list[Issue]
) -> tuple[list[str], list[str]]:
    """Return lon and lat texts of the points; blank where there is no geometry."""
    geometry = shapely.from_wkb(shapes)
    kinds = shapely.get_type_id(geometry)
    is_single = (kinds == _POINT) | (
        (kinds == _MULTIPOINT) & (shapely.get_num_geometries(geometry) == 1)
    )
    is_absent = (kinds < 0) | shapely.is_empty(geometry)
    issues += _other_shapes(file, geometry, np.flatnonzero(~is_single & ~is_absent))
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


def _other_shapes(
    file: str, geometry: NDArray[np.object_], places: NDArray[np.intp]
) -> list[Issue]:
    """List the lines and areas as errors: which point is meant is not known."""
    return [
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
