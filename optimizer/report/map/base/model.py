"""What lies under the schools on a map: the layers and pictures a user hands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from optimizer.errors import Phrase

Degrees = NDArray[np.float64]
Shift = Callable[[Any, Any], tuple[Degrees, Degrees]]
"""Takes longitudes and latitudes in WGS 84 to those of another system."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north in decimal degrees."""


@dataclass(frozen=True, eq=False)
class Relief:
    """Shaded relief as a picture whose rows are rows of Web Mercator.

    Parameters
    ----------
    png
        The picture: ink of more or less opacity, clear where light falls.
    bounds
        Outer edges of the picture.
    pixel_m
        Metres on the ground of a pixel, in the middle of the picture.
    known
        Share of the pixels whose height is known, 0 to 1.
    """

    png: bytes
    bounds: Bounds
    pixel_m: float
    known: float = 1.0


@dataclass(frozen=True, eq=False)
class Tiles:
    """Pictures of a base map that the page fetches from a server of the user's.

    Parameters
    ----------
    urls
        Addresses with ``{z}``, ``{x}``, ``{y}`` and maybe ``{s}``, the key already in
        its place; the second, if any, holds the names.
    hosts
        Every ``scheme://host:port`` the page may ask: the content security policy
        allows these and nothing else.
    subdomains
        What stands for ``{s}``, one after the other.
    max_zoom
        Last zoom the server has; nearer, its pictures are enlarged.
    credit, review_number
        Whose map it is, and its 审图号; ``""`` if not stated.
    shift
        Where WGS 84 lies on these tiles; ``None`` if it lies on itself.
    """

    urls: tuple[str, ...]
    hosts: tuple[str, ...]
    subdomains: tuple[str, ...] = ()
    max_zoom: int = 18
    credit: str = ""
    review_number: str = ""
    shift: Shift | None = None


@dataclass(frozen=True, eq=False)
class StandardMap:
    """A reviewed map (标准地图) as a picture, shown as it is.

    Parameters
    ----------
    data, mime
        The file, and what it is: ``image/png`` or ``image/jpeg``.
    size
        Width and height in pixels.
    corners
        Longitude and latitude of the north-west, north-east, south-east and south-west
        corners.
    review_number
        Its 审图号.
    credit
        Who made it; ``""`` if not stated.
    """

    data: bytes
    mime: str
    size: tuple[int, int]
    corners: tuple[tuple[float, float], ...]
    review_number: str
    credit: str = ""


@dataclass(frozen=True, eq=False)
class MapBase:
    """The base of a map; every part may be missing.

    Layers are in WGS 84. They hold the columns named here and no others.

    Parameters
    ----------
    towns
        ``name`` with areas or points. Outlines are for the internal map only.
    counties
        ``county_code``, ``name`` and areas, instead of the shipped ones.
    rivers, lakes
        Lines, and areas.
    roads
        Lines with ``class`` and ``name``, instead of those trips are measured on.
    roads_credit
        Where ``roads`` come from.
    relief, tiles, standard
        See their own classes; never ``tiles`` and ``standard`` together.
    credits
        Where the other layers come from, as plain text.
    notes
        What the user should be told when the map is written.
    """

    towns: gpd.GeoDataFrame | None = None
    counties: gpd.GeoDataFrame | None = None
    rivers: gpd.GeoDataFrame | None = None
    lakes: gpd.GeoDataFrame | None = None
    roads: gpd.GeoDataFrame | None = None
    roads_credit: str = ""
    relief: Relief | None = None
    tiles: Tiles | None = None
    standard: StandardMap | None = None
    credits: tuple[str, ...] = ()
    notes: tuple[Phrase, ...] = field(default=())
