"""The plan as GIS files: GeoPackage, GeoJSON, shapefiles and KML.

:func:`gis_writers` gives the whole set; the other functions write one file of a plan's
own folder.

What may stand in them is decided in :mod:`optimizer.report.gis.layers` and
:mod:`optimizer.report.gis.fields`.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.plan import Plan
from optimizer.report.gis.geojson import collection
from optimizer.report.gis.gpkg import write_package
from optimizer.report.gis.grid import GRIDS
from optimizer.report.gis.layers import Layers
from optimizer.report.gis.package import gis_writers
from optimizer.report.gis.routes import read_routes, routes_geojson
from optimizer.report.trips import NO_EVIDENCE

__all__ = [
    "GRIDS",
    "gis_writers",
    "read_routes",
    "routes_geojson",
    "write_geojson",
    "write_gpkg",
]


def write_gpkg(
    case: Case,
    plan: Plan,
    path: Path,
    evidence: Evidence = NO_EVIDENCE,
    isochrones: gpd.GeoDataFrame | None = None,
) -> None:
    """Write a plan as a GeoPackage in WGS 84, styled for QGIS.

    Layers: ``schools`` (points), ``alliances`` (points of their schools), ``spokes``
    (lines from core to member), ``routes`` (the way driven, where it is known),
    ``isochrones`` (internal files, if given), and without geometry ``unlocated``
    (schools without coordinates) and ``about`` (title, notice, statements, digests).
    All schools of the table are there, each with its role.

    Parameters
    ----------
    case, plan
        The facts, and the plan made from them.
    path
        File to write; an older one is replaced.
    evidence
        Routes of the trips used.
    isochrones
        Areas in reach of the cores: ``centre_id``, ``minutes`` and geometry.
    """
    write_package(Layers(case, plan, evidence, isochrones), path)


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
    text = collection(Layers(case, plan), ("schools", "spokes"))
    path.write_text(text, encoding="utf-8", newline="\n")
