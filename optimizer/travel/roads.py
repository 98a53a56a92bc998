"""The user's road data, ready for any scenario and for two engines.

With an OSM extract Valhalla measures and the own road graph checks it; a line layer
is measured by the own graph. Both engines drive at the speeds of one and the same
graph, so that they differ in turns and in the search alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np

from optimizer.domain import School
from optimizer.errors import TravelError
from optimizer.matrix import TravelMatrix
from optimizer.policy import Travel
from optimizer.travel.cache import MatrixCache, cache_folder
from optimizer.travel.changes import RoadChange, read_changes
from optimizer.travel.estimate import lonlat
from optimizer.travel.protocol import MeasuringProvider, TravelReport
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.roadwork import with_changes
from optimizer.travel.routing import RoadProvider

KM_PER_DEGREE = 110.0
"""Kilometres of a degree of latitude, rounded down: areas come out larger."""

Engine = Literal["auto", "graph", "valhalla"]
"""``auto``: Valhalla for an OSM extract, the own graph for a line layer."""


@dataclass(frozen=True)
class RoadFiles:
    """Files that describe the roads.

    Parameters
    ----------
    roads, pbf
        Line layer, or OSM extract: exactly one.
    dem
        Heights, a file or a folder of files.
    changes
        Table or layer of closed and opened roads.
    """

    roads: Path | None = None
    pbf: Path | None = None
    dem: Path | None = None
    changes: Path | None = None


@dataclass(frozen=True, eq=False)
class Roads:
    """Roads as read once, measured in any scenario.

    Parameters
    ----------
    files
        Where the roads are described.
    travel
        Speeds, scenarios and limits.
    engine
        See :data:`Engine`.
    schools
        An extract is read around them only, twice ``max_km`` far: no trip within
        the limit leads farther. Without schools it is read whole.

    Raises
    ------
    TravelError, DataError
        From the first use of a file that cannot be used.
    """

    files: RoadFiles
    travel: Travel
    engine: Engine = "auto"
    schools: Sequence[School] = ()
    _graphs: dict[str, RoadGraph] = field(default_factory=dict)

    def graph(self, scenario: str) -> RoadGraph:
        """Return the road graph in a scenario, with the speeds driven there."""
        if scenario not in self._graphs:
            # The readers of rasters take a while to import: on use only.
            from optimizer.travel.elevation import read_elevation
            from optimizer.travel.terrain import with_terrain

            dem = self.files.dem
            heights = None if dem is None else read_elevation(dem)
            changed = with_changes(self._as_read, self.changes, scenario)
            self._graphs[scenario] = with_terrain(
                changed, self.travel, heights, scenario
            )
        return self._graphs[scenario]

    def differs(self, scenario: str) -> bool:
        """Tell whether the data says anything about a scenario of its own."""
        return self.files.dem is not None or any(
            change.scenario == scenario for change in self.changes
        )

    def provider(self, scenario: str) -> MeasuringProvider:
        """Return the engine the plan's minutes come from.

        Where every road is closed that is the own graph: there are no tiles of nothing.
        """
        wants_valhalla = self.engine == "valhalla" or (
            self.engine == "auto" and self.files.pbf is not None
        )
        if not wants_valhalla or not self.graph(scenario).num_links:
            return RoadProvider(self.graph(scenario), self.travel)
        from optimizer.travel.valhalla.provider import ValhallaProvider

        return ValhallaProvider(self.graph(scenario), self.travel, self._folder)

    def second(self, scenario: str) -> MeasuringProvider | None:
        """Return the engine that checks the first; ``None`` if that is the own graph.

        The own graph alone is measured by nothing else: a line layer seldom knows
        turns, so a second engine would only repeat it.
        """
        if isinstance(self.provider(scenario), RoadProvider):
            return None
        return RoadProvider(self.graph(scenario), self.travel)

    def measure(
        self, provider: MeasuringProvider, schools: Sequence[School]
    ) -> tuple[TravelMatrix, TravelReport]:
        """Return what a provider measures, from the cache where it stands there."""
        return MatrixCache(self._folder).measure(provider, schools)

    @cached_property
    def changes(self) -> tuple[RoadChange, ...]:
        """Rows of the table of changes; none without one."""
        path = self.files.changes
        return () if path is None else read_changes(path, self.travel)

    @cached_property
    def _folder(self) -> Path:
        return cache_folder()

    @cached_property
    def _as_read(self) -> RoadGraph:
        """The graph of exactly one file."""
        given = [f for f in (self.files.roads, self.files.pbf) if f is not None]
        if len(given) != 1:
            raise TravelError("T201", given=len(given))
        # geopandas and osmium take most of the start time: on use only.
        if self.files.pbf is not None:
            from optimizer.travel.osm_pbf import read_pbf

            return read_pbf(self.files.pbf, self.travel, self._extent())
        from optimizer.travel.lines import read_lines

        return read_lines(given[0], self.travel)

    def _extent(self) -> tuple[float, float, float, float] | None:
        """Return the degrees around the schools in which roads are read."""
        lon, lat = lonlat([school for school in self.schools if school.is_located])
        if not len(lon):
            return None
        north = 2 * self.travel.max_km / KM_PER_DEGREE
        widest = float(np.abs(lat).max())
        # Degrees of longitude shrink towards the poles; there everything is read.
        east = north / max(np.cos(np.radians(min(widest + north, 90.0))), 1e-3)
        return (
            float(lon.min() - east),
            float(lat.min() - north),
            float(lon.max() + east),
            float(lat.max() + north),
        )
