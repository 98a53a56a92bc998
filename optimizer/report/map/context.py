"""What the map draws besides the case and the plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import geopandas as gpd

from optimizer.evidence import Evidence
from optimizer.report.map.base.model import MapBase


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
    evidence
        Routes of the trips used, drawn instead of straight lines, and the trips in
        other scenarios.
    isochrones
        Areas within so many minutes: ``centre_id`` (``""``: whichever core is
        nearest), ``minutes``, geometry. On the internal map only.
    base
        What the user lays under the schools.
    """

    boundary: gpd.GeoDataFrame | None = None
    roads: gpd.GeoDataFrame | None = None
    notice: str = ""
    roads_credit: str = ""
    evidence: Evidence = field(default_factory=Evidence)
    isochrones: gpd.GeoDataFrame | None = None
    base: MapBase = field(default_factory=MapBase)

    def with_base(self, base: MapBase) -> MapContext:
        """Return the context with a base, whose counties and roads win."""
        boundary = self.boundary if base.counties is None else base.counties
        if base.roads is None:
            return replace(self, boundary=boundary, base=base)
        return replace(
            self,
            boundary=boundary,
            roads=base.roads,
            roads_credit=base.roads_credit,
            base=base,
        )
