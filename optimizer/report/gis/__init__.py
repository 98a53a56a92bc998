"""The plan as GIS files: GeoPackage and GeoJSON, in WGS 84 (EPSG:4326).

What may stand in them is decided in :mod:`optimizer.report.gis.layers`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from shapely.geometry import LineString, Point

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.plan import Plan
from optimizer.report.gis.layers import CRS, Layers
from optimizer.report.gis.routes import read_routes, routes_geojson
from optimizer.report.trips import NO_EVIDENCE

__all__ = ["read_routes", "routes_geojson", "write_geojson", "write_gpkg"]

_DATE_OPTION = "OGR_CURRENT_DATE"
_DATE = "2000-01-01T00:00:00.000Z"
"""Written as the date of change: a clock would change the bytes of each run."""

_DTYPES = {
    **dict.fromkeys(("pupils", "alliance_no", "number", "schools"), "Int64"),
    "start_year": "Int64",
    **dict.fromkeys(("minutes", "km", "computed_minutes", "computed_km"), "float64"),
    **dict.fromkeys(("slowest_km", "slowest_kph"), "float64"),
}
"""Types of the columns that are no text, so that an empty layer has them too."""


def write_gpkg(
    case: Case, plan: Plan, path: Path, evidence: Evidence = NO_EVIDENCE
) -> None:
    """Write a plan as a GeoPackage.

    Layers: ``schools`` (points), ``spokes`` (lines from core to member), ``routes``
    (the way driven, where it is known), and without geometry ``unlocated`` (schools
    without coordinates), ``alliances`` and ``about`` (title, notice, statements,
    digests). All schools of the table are there, each with its role.

    Parameters
    ----------
    case, plan
        The facts, and the plan made from them.
    path
        File to write; an older one is replaced.
    evidence
        Routes of the trips used.
    """
    layers = Layers(case, plan, evidence)
    path.unlink(missing_ok=True)
    with _fixed_date():
        _write_shapes(path, "schools", layers.located, layers.school_fields)
        _write_shapes(path, "spokes", layers.spokes, layers.spoke_fields)
        _write_shapes(path, "routes", layers.routes, layers.route_fields)
        _write_table(path, "unlocated", layers.unlocated, layers.school_fields)
        _write_table(path, "alliances", layers.alliances, layers.alliance_fields)
        _write_table(path, "about", layers.about, layers.about_fields)


def write_geojson(case: Case, plan: Plan, path: Path) -> None:
    """Write a plan as one GeoJSON FeatureCollection (RFC 7946), a feature a line.

    Points are schools, lines run from core to member; ``kind`` tells them apart. A
    school without coordinates is a feature with a null geometry.

    Parameters
    ----------
    case, plan
        The facts, and the plan made from them.
    path
        File to write.
    """
    layers = Layers(case, plan)
    schools = [_feature("school", row, layers) for row in layers.schools]
    spokes = [_feature("spoke", row, layers) for row in layers.spokes]
    about = {row["key"]: row["zh"] for row in layers.about}
    head = _json({"type": "FeatureCollection", "about": about})[:-1]
    body = ",\n".join(_json(feature) for feature in (*schools, *spokes))
    text = f'{head},"features":[\n{body}\n]}}\n'
    path.write_text(text, encoding="utf-8", newline="\n")


Rows = Sequence[Mapping[str, Any]]


def _write_shapes(path: Path, name: str, rows: Rows, fields: Sequence[str]) -> None:
    """Write a layer of points or lines."""
    shapes = [_shape(row["at"]) for row in rows]
    frame = gpd.GeoDataFrame(_frame(rows, fields), geometry=shapes, crs=CRS)
    kind = "Point" if name == "schools" else "LineString"
    pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", geometry_type=kind)


def _write_table(path: Path, name: str, rows: Rows, fields: Sequence[str]) -> None:
    """Write a layer without geometry."""
    pyogrio.write_dataframe(_frame(rows, fields), path, layer=name, driver="GPKG")


def _shape(at: tuple[Any, ...]) -> Point | LineString:
    """Return a point for a pair of numbers, a line for a pair of points."""
    return LineString(at) if isinstance(at[0], tuple) else Point(at)


def _frame(rows: Rows, fields: Sequence[str]) -> pd.DataFrame:
    data = {
        name: pd.Series([row[name] for row in rows], dtype=_DTYPES.get(name, "object"))
        for name in fields
    }
    return pd.DataFrame(data)


@contextmanager
def _fixed_date() -> Iterator[None]:
    """Let the writer of GeoPackages note a fixed date instead of the clock."""
    before = pyogrio.get_gdal_config_option(_DATE_OPTION)
    pyogrio.set_gdal_config_options({_DATE_OPTION: _DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_DATE_OPTION: before})


def _feature(kind: str, row: Mapping[str, Any], layers: Layers) -> dict[str, Any]:
    """Return one GeoJSON feature with the white-listed fields of its kind."""
    fields = layers.school_fields if kind == "school" else layers.spoke_fields
    at = row["at"]
    shape = "LineString" if kind == "spoke" else "Point"
    return {
        "type": "Feature",
        "id": f"{kind}:{row['school_id']}",
        "geometry": None if at is None else {"type": shape, "coordinates": at},
        "properties": {"kind": kind, **{name: row[name] for name in fields}},
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
