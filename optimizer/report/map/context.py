"""What the map draws besides the case and the plan."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd


@dataclass(frozen=True, eq=False)
class MapContext:
    """Backdrop and labels of a map.

    Parameters
    ----------
    boundary
        County polygons with ``county_code`` and ``name``; never drawn on a map for
        public notice, which shows names only.
    roads
        Lines with ``class`` and ``name``. Lines named 示意 are drawn and credited
        as a sketch.
    notice
        Sentence shown as a banner, for example that the data is fictional.
    roads_credit
        Where the roads come from, as plain text (OSM wants its credit shown).
    """

    boundary: gpd.GeoDataFrame | None = None
    roads: gpd.GeoDataFrame | None = None
    notice: str = ""
    roads_credit: str = ""
