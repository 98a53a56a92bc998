"""The GIS files of a plan, by name, ready to be written into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import geopandas as gpd

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.policy import MapMode
from optimizer.report.gis.geojson import collection
from optimizer.report.gis.gpkg import write_package
from optimizer.report.gis.grid import grid_of
from optimizer.report.gis.kml import kml
from optimizer.report.gis.layers import Layers
from optimizer.report.gis.notes import ENCODING, explanation, mapping
from optimizer.report.gis.shapefile import Shapefiles

Writer = Callable[[Path], None]

NOTES, MAPPING = "说明.txt", "字段对照.csv"
"""Files for people; those for programs have ASCII names."""

_GEOJSON_LAYERS = ("schools", "alliances", "spokes", "routes", "isochrones")


def gis_writers(
    case: Case,
    plan: Plan,
    evidence: Evidence,
    isochrones: gpd.GeoDataFrame | None = None,
    *,
    mode: MapMode | None = None,
    crs: str = "wgs84",
    lang: Lang = "zh",
) -> dict[str, Writer]:
    """Return what writes each GIS file of a plan, by its name in the folder.

    Parameters
    ----------
    case, plan, evidence
        The facts, the plan made from them, and the routes of its trips.
    isochrones
        Areas within so many minutes (``centre_id``, ``minutes``, geometry); they
        appear in internal files only.
    mode
        ``internal``, ``public`` or ``print``: what the files may say; by default what
        the policy says of its map.
    crs
        One of :data:`optimizer.report.gis.grid.GRIDS`. GeoJSON and KML are in degrees
        in any case.
    lang
        Language of words in the files.

    Returns
    -------
    dict
        ``plan*.gpkg``, ``plan*.geojson``, ``plan*.kml``, ``geojson/*``, ``shp/*``,
        :data:`NOTES` and :data:`MAPPING`. A file in another system than WGS 84 has
        its name in its own.

    Raises
    ------
    DataError
        G101 if there is no such system, G102 if no zone can be chosen.
    """
    if mode is not None:
        policy = case.policy.changed(report={"map_mode": mode})
        case = replace(case, policy=policy)
    grid = grid_of(crs, case)
    layers = Layers(case, plan, evidence, isochrones, grid, lang)
    shapes = Shapefiles(layers)
    writers = {
        **dict(_main(layers)),
        **dict(_collections(layers)),
        **{f"shp/{name}": _shape_writer(shapes, name) for name in shapes.names},
        MAPPING: _text_writer(lambda: mapping(layers, shapes), ENCODING),
    }
    files = _told(layers)
    note = _text_writer(lambda: explanation(layers, shapes, files), ENCODING)
    return {NOTES: note, **writers}


def _main(layers: Layers) -> Iterator[tuple[str, Writer]]:
    gpkg, geojson, name = _names(layers)
    yield gpkg, lambda path: write_package(layers, path)
    both = ("schools", "spokes")
    yield geojson, _text_writer(lambda: collection(layers, both))
    yield name, _text_writer(lambda: kml(layers))


def _names(layers: Layers) -> tuple[str, str, str]:
    """Return the names of GeoPackage, GeoJSON and KML."""
    grid = layers.grid
    degrees = f"plan{grid.degree_suffix}"
    return f"plan{grid.suffix}.gpkg", f"{degrees}.geojson", f"{degrees}.kml"


def _collections(layers: Layers) -> Iterator[tuple[str, Writer]]:
    for layer in (name for name in _GEOJSON_LAYERS if layers.has(name)):
        name = f"geojson/{layer}{layers.grid.degree_suffix}.geojson"
        yield name, _text_writer(partial(collection, layers, (layer,)))


def _told(layers: Layers) -> dict[str, str]:
    """Return what each file is, in the order of the text that explains them."""
    say = layers.labels.say
    gpkg, geojson, name = _names(layers)
    return {
        gpkg: say("gis.note.gpkg"),
        geojson: say("gis.note.geojson"),
        **{
            file: say("gis.note.geojson_layer", layer=say(f"gis.layer.{_layer(file)}"))
            for file, _ in _collections(layers)
        },
        name: say("gis.note.kml"),
        "shp/": say("gis.note.shp", mapping=MAPPING),
    }


def _layer(file: str) -> str:
    return next(layer for layer in _GEOJSON_LAYERS if f"/{layer}" in file)


def _text_writer(make: Callable[[], str], encoding: str = "utf-8") -> Writer:
    """Return what writes a text with the line ends it has."""

    def write(path: Path) -> None:
        path.write_text(make(), encoding=encoding, newline="")

    return write


def _shape_writer(shapes: Shapefiles, name: str) -> Writer:
    def write(path: Path) -> None:
        path.write_bytes(shapes.files[name])

    return write
