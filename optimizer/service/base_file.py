"""``--base``: the user's own layers, relief, tiles or reviewed map."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from optimizer.crs import Crs, to_wgs84
from optimizer.errors import Phrase
from optimizer.messages import Lang, text
from optimizer.report.map.base.block import LEAST_PUBLIC_PIXEL_M
from optimizer.report.map.base.model import Bounds, MapBase, Relief, Shift
from optimizer.service import base_layers
from optimizer.service.base_keys import Section, read_sections
from optimizer.service.base_layers import Place
from optimizer.service.base_picture import read_standard
from optimizer.service.base_tiles import read_tiles

if TYPE_CHECKING:
    import geopandas as gpd

    from optimizer.service.loading import Loaded

_ROOM, _LEAST_ROOM_DEG = 0.25, 0.02
"""Room around schools and counties: a share of the extent, and at least so much. A
window shows more than the county, and a relief that ends beside it looks torn."""

_BOUNDS_DECIMALS = 3

_LAYER_CREDITS = ("towns", "counties", "rivers", "lakes", "relief")


def read_base(
    path: Path,
    loaded: Loaded,
    lang: Lang = "zh",
    environ: Mapping[str, str] | None = None,
) -> MapBase:
    """Read a base file for the map of a case.

    Parameters
    ----------
    path
        TOML file; see ``base.toml`` of ``alliance template``. Paths in it start from
        its own folder.
    loaded
        The case: its schools and counties say where the map lies, its policy
        (``report.map_mode``) what the map may show.
    lang
        Language of the credits.
    environ
        Environment that holds the key of a tile server; default the process's.

    Raises
    ------
    DataError
        F102 or B1xx; see :mod:`optimizer.messages.base_texts`.
    TravelError
        T290 to T293 if the DEM cannot be read.
    """
    sections = read_sections(path)
    if {"tiles", "standard_map"} <= sections.keys():
        raise sections["tiles"].error("B126")
    mode = loaded.case.policy.report.map_mode
    shown, tile_notes = read_tiles(
        sections.get("tiles"), mode, os.environ if environ is None else environ
    )
    place, counties = _place(sections, loaded)
    shown_map, map_notes = read_standard(
        sections.get("standard_map"), loaded.case.schools
    )
    shift = None if shown is None else shown.shift
    relief, relief_notes = _relief(sections.get("relief"), place, mode, shift)
    roads = sections.get("roads")
    return MapBase(
        towns=_layer(sections, "towns", place, base_layers.read_towns),
        counties=counties,
        rivers=_layer(sections, "rivers", place, base_layers.read_rivers),
        lakes=_layer(sections, "lakes", place, base_layers.read_lakes),
        roads=_layer(sections, "roads", place, base_layers.read_roads),
        roads_credit=roads.text("credit") if roads else "",
        relief=relief,
        tiles=shown,
        standard=shown_map,
        credits=tuple(_credits(sections, lang)),
        notes=(*tile_notes, *map_notes, *relief_notes),
    )


def _layer(
    sections: Mapping[str, Section],
    name: str,
    place: Place,
    read: Callable[[Section, Place], gpd.GeoDataFrame],
) -> gpd.GeoDataFrame | None:
    section = sections.get(name)
    return None if section is None else read(section, place)


def _credits(sections: Mapping[str, Section], lang: Lang) -> Iterable[str]:
    for name in _LAYER_CREDITS:
        if name in sections and (credit := sections[name].text("credit")):
            yield text(f"map.base.credit.{name}", lang, credit=credit)


# Where the map lies.


def _place(
    sections: Mapping[str, Section], loaded: Loaded
) -> tuple[Place, gpd.GeoDataFrame | None]:
    """Return the place of the map, and the user's own counties."""
    schools = loaded.case.schools
    codes = frozenset(school.county_code for school in schools)
    own = None
    if "counties" in sections:
        own = base_layers.read_counties(sections["counties"], codes)
    counties = loaded.boundary if own is None else own
    points = [
        (s.lon, s.lat) for s in schools if s.lon is not None and s.lat is not None
    ]
    if counties is not None and not counties.empty:
        west, south, east, north = (float(v) for v in counties.total_bounds)
        points += [(west, south), (east, north)]
    if not points:
        raise next(iter(sections.values())).error("B113")
    return Place(_extent(points), codes, counties), own


def _extent(points: list[tuple[float, float]]) -> Bounds:
    """Return the extent of points with room around, to thousandths of a degree."""
    lons, lats = zip(*points, strict=True)
    room = max(
        _ROOM * max(max(lons) - min(lons), max(lats) - min(lats)), _LEAST_ROOM_DEG
    )
    return (
        round(min(lons) - room, _BOUNDS_DECIMALS),
        round(min(lats) - room, _BOUNDS_DECIMALS),
        round(max(lons) + room, _BOUNDS_DECIMALS),
        round(max(lats) + room, _BOUNDS_DECIMALS),
    )


# Relief.


def _relief(
    section: Section | None, place: Place, mode: str, shift: Shift | None
) -> tuple[Relief | None, list[Phrase]]:
    """Return the relief, in the system of the tiles if these are shifted."""
    if section is None:
        return None, []
    # Both are needed for a relief only, and take their time to load.
    from optimizer.report.map.base.relief import make_relief
    from optimizer.travel.elevation import read_elevation

    dem = read_elevation(section.path("dem"))

    def heights(lon: Any, lat: Any) -> Any:
        if shift is not None:
            lon, lat = to_wgs84(lon, lat, Crs.GCJ02)
        return dem.heights(lon, lat)

    least = 0.0 if mode == "internal" else LEAST_PUBLIC_PIXEL_M
    relief = make_relief(heights, place.bounds, dem.cell_m, least)
    if relief is None:
        raise section.error("B136", value=section.text("dem"))
    missing = 100 * (1 - relief.known)
    told = [Phrase("base.note.voids", pct=round(missing))] if missing >= 1 else []
    return relief, told
