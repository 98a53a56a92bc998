"""Travel alone: every trip between the schools, and what the numbers are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from optimizer.case import Case
from optimizer.domain import Issue
from optimizer.errors import DataError
from optimizer.matrix import TravelMatrix
from optimizer.messages import Lang
from optimizer.report.survey import write_survey_book
from optimizer.roles import lead_rule
from optimizer.service import folder
from optimizer.service.loading import Loaded, Sources, load
from optimizer.service.survey_tables import labels_of, survey_tables
from optimizer.travel.gaps import ReachGaps, core_zone, reach_gaps
from optimizer.travel.isochrones import isochrones
from optimizer.travel.protocol import SnapStatus, TravelReport
from optimizer.travel.review import (
    Agreement,
    Outlier,
    Spread,
    agreement,
    detours,
    lost_pairs,
    outliers,
)
from optimizer.travel.table import write_table

REPORT_SUFFIX = ".report.xlsx"
ISOCHRONES_SUFFIX = ".isochrones.geojson"
ZONES_SUFFIX = ".new_cores.geojson"


@dataclass(frozen=True, eq=False)
class Survey:
    """All trips of a school table, and a review of them.

    Parameters
    ----------
    loaded
        Schools, trips, policy and what was noticed.
    odd
        Pairs too fast or too winding to be believed unchecked.
    detour
        Road over straight distance.
    engines
        How far the second engine agrees; ``None`` without one.
    lost
        By scenario: the pairs within the limits that are not within them there.
    gaps
        Schools no core reaches, and where a new one would have to be.
    areas
        Areas around the schools that could lead; ``None`` without roads.
    zones
        Where each missing core would have to stand; ``None`` without roads.
    """

    loaded: Loaded
    odd: tuple[Outlier, ...]
    detour: Spread
    engines: Agreement | None
    lost: Mapping[str, tuple[tuple[int, int], ...]]
    gaps: ReachGaps
    areas: gpd.GeoDataFrame | None
    zones: gpd.GeoDataFrame | None

    @property
    def case(self) -> Case:
        """Schools, trips and policy."""
        return self.loaded.case

    @property
    def report(self) -> TravelReport:
        """How the schools stand to the roads."""
        return self.loaded.travel_report

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything noticed in the inputs."""
        return self.loaded.issues

    def num_snaps(self, status: SnapStatus) -> int:
        """Return how many schools have a status."""
        return sum(snap.status is status for snap in self.report.snaps)


def survey(sources: Sources) -> Survey:
    """Measure every trip and review the result.

    Raises
    ------
    DataError
        C109 if neither roads nor a travel table is given.
    DataError, PolicyError, TravelError
        If an input cannot be used; nothing has been written.
    """
    if sources.roads is None and sources.pbf is None and sources.travel is None:
        raise DataError("C109")
    loaded = load(sources)
    case = loaded.case
    limits = case.policy.travel
    second = case.second
    gaps = reach_gaps(case)
    return Survey(
        loaded=loaded,
        odd=outliers(case.schools, case.travel, limits),
        detour=detours(case.schools, case.travel),
        engines=None if second is None else agreement(case.travel, second, limits),
        lost={
            name: lost_pairs(case.travel, matrix, limits)
            for name, matrix in loaded.scenarios.items()
        },
        gaps=gaps,
        areas=areas_of_cores(loaded),
        zones=_zones(loaded, gaps),
    )


def areas_of_cores(
    loaded: Loaded, cores: Sequence[str] | None = None
) -> gpd.GeoDataFrame | None:
    """Return the areas in reach of some cores, of each and of any of them.

    The cores are those of a plan, or by default every school that could lead.
    ``None`` if there are no roads.
    """
    if loaded.network is None:
        return None
    case = loaded.case
    travel = case.policy.travel
    if cores is None:
        cores = [s.school_id for s in case.schools if lead_rule(s, case) is not None]
    graph = loaded.network.graph(travel.scenario)
    return isochrones(graph, case.schools, travel, cores, direction=travel.direction)


def _zones(loaded: Loaded, gaps: ReachGaps) -> gpd.GeoDataFrame | None:
    """Return where each missing core would have to stand to reach its schools."""
    if loaded.network is None:
        return None
    case = loaded.case
    travel = case.policy.travel
    graph = loaded.network.graph(travel.scenario)
    columns: dict[str, list[object]] = {"number": [], "school_id": [], "reaches": []}
    shapes = []
    for number, new in enumerate(gaps.suggestions, start=1):
        reached = [school_id for school_id, _ in new.reached]
        zone = core_zone(
            graph, case.schools, travel, reached, direction=travel.direction
        )
        columns["number"].append(number)
        columns["school_id"].append(new.school_id)
        columns["reaches"].append(", ".join(reached))
        shapes.append(zone)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def write_survey(found: Survey, out: Path, lang: Lang = "zh") -> list[Path]:
    """Write the travel table, the report and the areas; return the files.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    case = found.case
    scenarios = found.loaded.scenarios
    writers: dict[Path, folder.Writer] = {
        out: lambda path: write_table(case.travel, path),
        out.with_suffix(REPORT_SUFFIX): lambda path: write_survey_book(
            case, survey_tables(found, labels_of(found, lang)), path, lang
        ),
    }
    for name, matrix in scenarios.items():
        target = out.with_suffix(f".{name}.csv")
        writers[target] = _table_writer(matrix)
    layers = {ISOCHRONES_SUFFIX: found.areas, ZONES_SUFFIX: found.zones}
    for suffix, layer in layers.items():
        if layer is not None and len(layer):
            text = (
                layer.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":"))
                + "\n"
            )
            writers[out.with_suffix(suffix)] = folder.text_writer(text)
    for path, write in writers.items():
        folder.write_file(path, write)
    return list(writers)


def _table_writer(matrix: TravelMatrix) -> folder.Writer:
    return lambda path: write_table(matrix, path)
