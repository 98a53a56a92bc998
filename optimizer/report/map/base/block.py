"""The base of a map as plain data for the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import shapely

from optimizer.errors import ModelError
from optimizer.report.map import shapes
from optimizer.report.map.base.model import MapBase, Relief, StandardMap, Tiles
from optimizer.report.map.wording import Words

_HANDOUT = frozenset({"townNames", "rivers", "lakes", "relief", "tiles", "image"})
BASE_FIELDS: Mapping[str, frozenset[str]] = {
    "internal": _HANDOUT | {"townLines"},
    "public": _HANDOUT,
    "print": _HANDOUT,
}
"""What the page may draw of the base, by mode of the map: no outline of a town leaves
the bureau."""

LEAST_PUBLIC_PIXEL_M = 100.0
"""A map that leaves the bureau shows no relief finer than this: as coarse as its
rounded coordinates. Our choice, no number of a law."""

_MAX_RIVER_POINTS = 40_000
_MAX_LAKE_POINTS = 20_000
_MAX_TOWN_POINTS = 20_000

_ALTCHARS = b"+-"
"""``-`` for ``/``, which JSON in a page would write with six letters."""


def base_block(base: MapBase, mode: str, decimals: int) -> dict[str, Any]:
    """Return what ``backdrop.js`` draws of a base.

    Parameters
    ----------
    base
        Layers where they are to be drawn, see :func:`.shift.on_tiles`.
    mode
        ``internal``, ``public`` or ``print``.
    decimals
        Places of a degree; lines are steps of whole numbers as in
        :mod:`optimizer.report.map.shapes`.

    Raises
    ------
    ModelError
        ``map.relief`` if a map that leaves the bureau would show too fine a relief.
    """
    kept = BASE_FIELDS[mode]
    found = {
        "townNames": _town_names(base.towns, decimals),
        "townLines": _outlines(base.towns, decimals) if "townLines" in kept else None,
        "rivers": shapes.plain_lines(base.rivers, decimals, _MAX_RIVER_POINTS),
        "lakes": _areas(base.lakes, decimals),
        "relief": _relief(base.relief, mode),
        "tiles": _tiles(base.tiles, mode),
        "image": _image(base.standard, decimals),
    }
    return {name: part for name, part in found.items() if part and name in kept}


def base_lines(base: MapBase, mode: str, words: Words) -> list[str]:
    """Return what stands on the map itself, at every zoom and on paper.

    Whose base map it is, its 审图号, and that tiles need a network.
    """
    lines = []
    if base.standard is not None:
        shown = base.standard
        lines.append(words.say("map.base.review", number=shown.review_number))
        lines += [shown.credit] if shown.credit else []
    if _tiles(base.tiles, mode) and base.tiles is not None:
        lines.append(words.say("map.base.tiles", host=host_name(base.tiles)))
        number = base.tiles.review_number
        lines += [words.say("map.base.review", number=number)] if number else []
        lines += [base.tiles.credit] if base.tiles.credit else []
    return lines


def tile_hosts(base: MapBase, mode: str) -> tuple[str, ...]:
    """Return the servers the page may ask for pictures."""
    return base.tiles.hosts if base.tiles and _tiles(base.tiles, mode) else ()


def host_name(tiles: Tiles) -> str:
    """Return the name of the server; with subdomains, of the first."""
    return urlsplit(tiles.hosts[0]).netloc


def _town_names(
    towns: gpd.GeoDataFrame | None, decimals: int
) -> list[dict[str, Any]] | None:
    if towns is None:
        return None
    spots = shapely.point_on_surface(towns.geometry.to_numpy())
    return [
        {"name": name, "at": [round(float(p.y), decimals), round(float(p.x), decimals)]}
        for name, p in zip(towns["name"].astype(str), spots, strict=True)
        if name.strip() and p is not None and not p.is_empty
    ]


def _outlines(towns: gpd.GeoDataFrame | None, decimals: int) -> list[list[int]]:
    """Return the lines between towns, each once, so that dashes stay dashes."""
    if towns is None:
        return []
    areas = towns.geometry.to_numpy()
    areas = areas[shapely.get_dimensions(areas) == 2]
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(areas)))
    return shapes.plain_lines([lines], decimals, _MAX_TOWN_POINTS)


def _areas(frame: gpd.GeoDataFrame | None, decimals: int) -> Any:
    if frame is None:
        return None
    return shapes.border_rings(frame, decimals, _MAX_LAKE_POINTS)


def _relief(relief: Relief | None, mode: str) -> dict[str, Any] | None:
    if relief is None:
        return None
    if mode != "internal" and relief.pixel_m < LEAST_PUBLIC_PIXEL_M - 0.01:
        raise ModelError("map.relief", value=round(relief.pixel_m))
    west, south, east, north = relief.bounds
    return {"png": _text(relief.png), "bounds": [[south, west], [north, east]]}


def _tiles(tiles: Tiles | None, mode: str) -> dict[str, Any] | None:
    """Return the addresses; none without a 审图号 unless the map is internal."""
    if tiles is None or (mode != "internal" and not tiles.review_number):
        return None
    return {
        "urls": list(tiles.urls),
        "subdomains": list(tiles.subdomains),
        "maxZoom": tiles.max_zoom,
        "host": host_name(tiles),
    }


def _image(shown: StandardMap | None, decimals: int) -> dict[str, Any] | None:
    if shown is None:
        return None
    corners = [
        [round(lat, decimals), round(lon, decimals)] for lon, lat in shown.corners
    ]
    return {
        "data": _text(shown.data),
        "mime": shown.mime.removeprefix("image/"),
        "size": list(shown.size),
        "corners": corners,
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data, altchars=_ALTCHARS).decode()
