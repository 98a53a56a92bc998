"""The layers a base file names, cut to the map and stripped to what it draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.crs import Crs, crs_named, to_wgs84
from optimizer.errors import DataError, Phrase
from optimizer.ingest.points import is_what_it_says
from optimizer.ingest.shapefile import decoded, encoding_of, require_parts
from optimizer.service.base_keys import Section

if TYPE_CHECKING:
    import geopandas as gpd

    from optimizer.report.map.base.model import Bounds

_LINES = ("LineString", "MultiLineString", "LinearRing")
_AREAS = ("Polygon", "MultiPolygon")
_POINTS = ("Point", "MultiPoint")

_MAX_BYTES = 200_000_000

_DEGREES = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, eq=False)
class Place:
    """Where a map lies.

    Parameters
    ----------
    bounds
        West, south, east, north, with some room around schools and counties.
    codes
        Counties of the school table.
    counties
        Their areas, if known.
    """

    bounds: Bounds
    codes: frozenset[str]
    counties: gpd.GeoDataFrame | None = None


def read_towns(section: Section, place: Place) -> gpd.GeoDataFrame:
    """Return the towns inside the counties, or on the map where none is known."""
    frame = _read(section, (*_AREAS, *_POINTS), "any")
    column = _field(section, frame, "name_field", "name")
    frame = _plain(frame, {"name": frame[column]})
    if place.counties is not None:
        inside = frame.representative_point().within(place.counties.union_all())
    else:
        west, south, east, north = place.bounds
        inside = frame.representative_point().clip_by_rect(west, south, east, north)
        inside = ~inside.is_empty
    return _kept(section, frame[inside], place)


def read_counties(section: Section, codes: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the counties of the school table.

    Raises
    ------
    DataError
        B112 if none of them is in the layer; others as of every layer.
    """
    frame = _read(section, _AREAS, "areas")
    code = _field(section, frame, "code_field", "county_code")
    name = _field(section, frame, "name_field", "name")
    found = frame[code].map(_code_text)
    wanted = sorted(set(codes))
    kept = found.isin(wanted)
    if not kept.any():
        raise section.error(
            "B112",
            name=code,
            value=", ".join(wanted),
            names=", ".join(sorted(set(found))[:8]),
        )
    plain = _plain(frame, {"county_code": found, "name": frame[name]})
    return plain[kept].reset_index(drop=True)


def read_roads(section: Section, place: Place) -> gpd.GeoDataFrame:
    """Return the roads on the map with ``class`` and ``name``, ``""`` where unknown."""
    frame = _read(section, _LINES, "lines")
    columns: dict[str, Any] = {}
    for key, default in (("class_field", "class"), ("name_field", "name")):
        stated = section.text(key)
        if stated:
            _field(section, frame, key, default)
        column = stated or default
        columns[default] = frame[column] if column in frame.columns else ""
    return _kept(section, _clipped(_plain(frame, columns), place), place)


def read_rivers(section: Section, place: Place) -> gpd.GeoDataFrame:
    """Return the rivers on the map."""
    frame = _read(section, _LINES, "lines")
    return _kept(section, _clipped(_plain(frame, {}), place), place)


def read_lakes(section: Section, place: Place) -> gpd.GeoDataFrame:
    """Return lakes, and rivers drawn as areas, on the map."""
    frame = _read(section, _AREAS, "areas")
    return _kept(section, _clipped(_plain(frame, {}), place), place)


def _read(section: Section, kinds: tuple[str, ...], expected: str) -> gpd.GeoDataFrame:
    """Return the features of the kinds wanted, in WGS 84.

    Raises
    ------
    DataError
        B104, B106 to B108, B110; see their texts.
    """
    path = section.path("file")
    frame = _frame(section, path)
    frame = frame[frame.geometry.geom_type.isin(kinds)]
    frame = frame[~frame.geometry.is_empty].copy()
    if kinds != _LINES:
        # Areas drawn by hand cross themselves; what cannot be mended is left out.
        mended = frame.geometry.make_valid(method="structure", keep_collapsed=False)
        frame = frame.set_geometry(mended)
        frame = frame[frame.geometry.geom_type.isin(kinds) & ~frame.geometry.is_empty]
    if frame.empty:
        raise section.error(
            "B108",
            key=section.place("file"),
            value=path.name,
            expected=Phrase(f"base.kind.{expected}"),
        )
    return _in_wgs84(section, frame.reset_index(drop=True), path)


def _frame(section: Section, path: Path) -> gpd.GeoDataFrame:
    """Return the features of a layer with readable names and texts.

    Raises
    ------
    DataError
        B107 or B114; D207 or F108 if a shapefile is not complete or its text is in
        no known encoding.
    """
    import geopandas as gpd
    from pyogrio.errors import DataLayerError, DataSourceError

    if not path.is_file() or not is_what_it_says(path):
        raise _unreadable(section, path, path.suffix.casefold() or "-")
    if path.stat().st_size > _MAX_BYTES:
        raise _unreadable(section, path, f"> {_MAX_BYTES // 1_000_000} MB")
    encoding = None
    if path.suffix.casefold() == ".shp":
        require_parts(path)
        encoding = encoding_of(path)[0]
    raw = {} if encoding is None else {"encoding": "ISO-8859-1"}
    try:
        frame = gpd.read_file(path, layer=_layer_name(section, path), **raw)
    except (DataSourceError, DataLayerError, ValueError, OSError) as error:
        if isinstance(error, DataError):
            raise
        raise _unreadable(section, path, str(error)) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        # A table without geometry: there is nothing to draw in it.
        return gpd.GeoDataFrame({}, geometry=[], crs="EPSG:4326")
    return frame if encoding is None else _decoded(frame, encoding)


def _layer_name(section: Section, path: Path) -> str:
    """Return the layer to read.

    Raises
    ------
    DataError
        B114 if several are there and none is stated, or the one stated is not there.
    """
    import pyogrio

    names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    stated = section.text("layer")
    if (stated and stated in names) or (not stated and len(names) == 1):
        return stated or names[0]
    raise section.error(
        "B114",
        key=section.place("file"),
        value=path.name,
        names=", ".join(names) or "-",
    )


def _decoded(frame: gpd.GeoDataFrame, encoding: str) -> gpd.GeoDataFrame:
    """Return a shapefile that was read byte by byte with its headers and texts."""

    def told(value: Any) -> Any:
        return decoded(value, encoding) if isinstance(value, str) else value

    frame = frame.rename(
        columns={c: told(c) for c in frame.columns if c != frame.geometry.name}
    )
    for column in frame.columns:
        if column != frame.geometry.name:
            frame[column] = frame[column].map(told)
    return frame


def _unreadable(section: Section, path: Path, reason: str) -> DataError:
    said = " ".join(reason.replace(str(path), path.name).split())
    return section.error(
        "B107", key=section.place("file"), value=path.name, reason=said
    )


def _in_wgs84(
    section: Section, frame: gpd.GeoDataFrame, path: Path
) -> gpd.GeoDataFrame:
    """Turn what the layer or the base file states into WGS 84.

    A system the base file states is that of degrees, and wins: files of GCJ-02 and
    BD-09 cannot say so themselves.
    """
    stated = section.text("crs")
    system = crs_named(stated) if stated else Crs.WGS84
    if system in (Crs.GCJ02, Crs.BD09):
        moved = frame.geometry.transform(
            lambda xy: _columns(to_wgs84(xy[:, 0], xy[:, 1], system))
        )
        frame = frame.set_geometry(moved)
        frame = frame.set_crs("EPSG:4326", allow_override=True)
    elif frame.crs is None:
        frame = frame.set_crs("EPSG:4326")
    else:
        frame = frame.to_crs("EPSG:4326")
    west, south, east, north = frame.total_bounds
    inside = _DEGREES[0] <= west and _DEGREES[1] <= south
    if not (inside and east <= _DEGREES[2] and north <= _DEGREES[3]):
        raise section.error("B110", key=section.place("file"), value=path.name)
    return frame


def _columns(lonlat: tuple[Any, Any]) -> Any:
    import numpy as np

    return np.column_stack(lonlat)


def _field(section: Section, frame: gpd.GeoDataFrame, key: str, default: str) -> str:
    """Return a column that is there.

    Raises
    ------
    DataError
        B109 if it is not.
    """
    name = section.text(key, default)
    if name not in frame.columns or name == frame.geometry.name:
        others = [str(c) for c in frame.columns if c != frame.geometry.name]
        raise section.error(
            "B109",
            key=section.place("file"),
            value=section.text("file"),
            name=name,
            names=", ".join(others),
            option=key,
        )
    return name


def _plain(frame: gpd.GeoDataFrame, columns: dict[str, Any]) -> gpd.GeoDataFrame:
    """Return the shapes with these columns as text and no others."""
    import geopandas as gpd

    shapes = gpd.GeoDataFrame(geometry=frame.geometry, crs=frame.crs)
    for name, values in columns.items():
        shapes[name] = values
        shapes[name] = shapes[name].fillna("").astype(str)
    return shapes


def _code_text(value: Any) -> str:
    """Return a county code as six digits; layers keep them as numbers, too."""
    text = str(value).strip()
    return text.removesuffix(".0")


def _clipped(frame: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Cut shapes to the map, so that those of a whole province do not fill the page."""
    west, south, east, north = place.bounds
    near = frame.cx[west:east, south:north]
    return near.set_geometry(near.geometry.clip_by_rect(west, south, east, north))


def _kept(section: Section, frame: gpd.GeoDataFrame, place: Place) -> gpd.GeoDataFrame:
    """Return what is left of a layer.

    Raises
    ------
    DataError
        B111 if nothing is.
    """
    frame = frame[~frame.geometry.is_empty].reset_index(drop=True)
    if frame.empty:
        west, south, east, north = (round(v, 2) for v in place.bounds)
        raise section.error(
            "B111",
            key=section.place("file"),
            value=section.text("file"),
            west=west,
            south=south,
            east=east,
            north=north,
        )
    return frame
