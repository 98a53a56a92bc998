"""Files of a road layer: GeoPackage, shapefile, GeoJSON into lines in metres."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from optimizer.domain import Issue, Severity
from optimizer.errors import TravelError
from optimizer.travel.projection import WGS84, metric_crs

SUFFIXES = (".gpkg", ".shp", ".geojson", ".json")
_DBF_LANGUAGE_BYTE = 29
_DBF_NO_LANGUAGE = (0x00, 0x57)
"""Language bytes that name no encoding: none, and "whatever this PC uses"."""
_DBF_BLOCK = 32
_DBF_NAME = 11
_CHINESE = "GB18030"


@dataclass(frozen=True, eq=False)
class LineLayer:
    """Lines of a road layer in a projected system.

    Parameters
    ----------
    file
        Bare name of the file.
    crs
        Code of the projected system.
    frame
        One row per feature with a line, all attributes as read; the index is the
        number of the feature in the file, from 1.
    notes
        What was left out or assumed.
    """

    file: str
    crs: str
    frame: gpd.GeoDataFrame
    notes: tuple[Issue, ...]


def read_layer(path: Path) -> LineLayer:
    """Read the line layer of a file and project it to metres.

    Raises
    ------
    TravelError
        F102 no such file, T221 unreadable, T222 no reference system, T223 no line,
        T224 several line layers, T225 impossible coordinates, T229 other format.
    """
    if not path.is_file():
        raise TravelError("F102", file=str(path))
    if path.suffix.casefold() not in SUFFIXES:
        raise TravelError("T229", file=path.name, formats=", ".join(SUFFIXES))
    encoding, notes = _encoding(path)
    frame = _read(path, encoding)
    frame.index = np.arange(1, len(frame) + 1)
    frame, left_out = _only_lines(frame, path.name)
    if frame.crs is None:
        raise TravelError("T222", file=path.name)
    crs, projected = _project(frame, path.name)
    return LineLayer(path.name, crs, projected, (*notes, *left_out))


def _read(path: Path, encoding: str | None) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layer = _line_layer(path)
            frame = pyogrio.read_dataframe(path, layer=layer, encoding=encoding)
    except TravelError:
        raise
    except (RuntimeError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise TravelError("T221", file=path.name, reason=reason) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise TravelError("T223", file=path.name)
    return frame


def _line_layer(path: Path) -> str:
    """Return the only layer that holds lines."""
    layers = pyogrio.list_layers(path)
    spatial = [(name, kind) for name, kind in layers if kind is not None]
    lines = [name for name, kind in spatial if "Line" in kind]
    lines = lines or [name for name, kind in spatial if kind.startswith("Unknown")]
    lines = lines or [name for name, kind in spatial if "Geometry" in kind]
    if not lines:
        raise TravelError("T223", file=path.name)
    if len(lines) > 1:
        raise TravelError("T224", file=path.name, layers=", ".join(lines))
    return str(lines[0])


def _encoding(path: Path) -> tuple[str | None, tuple[Issue, ...]]:
    """Return the encoding of a shapefile that does not state one.

    Without a ``.cpg`` and a telling language byte GDAL would assume ISO-8859-1 and turn
    Chinese headers into other letters without a word. Such a table is UTF-8 if its
    bytes are valid UTF-8, else GB18030.
    """
    table = path.with_suffix(".dbf")
    stated = any(path.with_suffix(s).is_file() for s in (".cpg", ".CPG"))
    if path.suffix.casefold() != ".shp" or stated or not table.is_file():
        return None, ()
    raw = table.read_bytes()
    text = _dbf_text(raw)
    if text.isascii() or raw[_DBF_LANGUAGE_BYTE] not in _DBF_NO_LANGUAGE:
        return None, ()
    encoding = "UTF-8" if _is_utf8(text) else _CHINESE
    note = Issue(
        "T267", Severity.WARNING, value=encoding, action="converted", file=path.name
    )
    return encoding, (note,)


def _dbf_text(raw: bytes) -> bytes:
    """Return field names and records of a dBase table, without its binary parts."""
    if len(raw) < _DBF_BLOCK:
        return b""
    header = int.from_bytes(raw[8:10], "little")
    starts = range(_DBF_BLOCK, header - _DBF_BLOCK + 1, _DBF_BLOCK)
    names = [raw[k : k + _DBF_NAME] for k in starts]
    return b"".join(names) + raw[header:].removesuffix(b"\x1a")


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _only_lines(
    frame: gpd.GeoDataFrame, file: str
) -> tuple[gpd.GeoDataFrame, tuple[Issue, ...]]:
    kinds = frame.geometry.geom_type
    empty = frame.geometry.is_empty | frame.geometry.isna()
    keep = kinds.isin(["LineString", "MultiLineString"]) & ~empty
    if not keep.any():
        raise TravelError("T223", file=file)
    rest = int((~keep).sum())
    if not rest:
        return frame, ()
    first = int(frame.index[~keep][0])
    note = Issue(
        "T266", Severity.WARNING, first, "geometry", str(rest), "ignored", file
    )
    return frame[keep], (note,)


def _project(frame: gpd.GeoDataFrame, file: str) -> tuple[str, gpd.GeoDataFrame]:
    """Reproject to metres; coordinates must make sense under the declared system."""
    frame = frame.set_geometry(shapely.force_2d(frame.geometry.to_numpy()))
    declared = frame.crs.name
    west, south, east, north = frame.to_crs(WGS84).total_bounds
    ends = np.array([west, south, east, north])
    if not np.isfinite(ends).all() or (np.abs(ends) > [180, 90, 180, 90]).any():
        raise TravelError("T225", file=file, value=declared)
    crs = metric_crs((west + east) / 2, (south + north) / 2)
    projected = frame.to_crs(crs)
    if not np.isfinite(projected.total_bounds).all():
        raise TravelError("T225", file=file, value=declared)
    return crs, projected
