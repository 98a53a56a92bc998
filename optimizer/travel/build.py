"""The door of the travel layer: schools and policy in, one matrix out.

What reads and measures roads is imported on use: it takes most of the start time, and
who reads a plan's folder back has a table of trips and no roads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Issue, School, Severity
from optimizer.errors import TravelError
from optimizer.matrix import TravelMatrix
from optimizer.policy import Policy, Travel
from optimizer.travel.notes import snap_notes, unreachable_ids
from optimizer.travel.protocol import Snap, SnapStatus, TravelReport
from optimizer.travel.table import (
    override,
    override_notes,
    read_table,
    restricted,
)

if TYPE_CHECKING:
    from optimizer.travel.roadgraph import RoadGraph


def travel_matrix(
    schools: Sequence[School],
    policy: Policy,
    *,
    table: str | Path | None = None,
    roads: str | Path | RoadGraph | None = None,
    pbf: str | Path | RoadGraph | None = None,
    measured: tuple[TravelMatrix, TravelReport] | None = None,
    estimate: bool = False,
) -> tuple[TravelMatrix, TravelReport, tuple[Issue, ...]]:
    """Return travel between schools from the sources at hand.

    The base is the road graph, or the straight-line estimate where asked for, or
    nothing. The user's table then wins pair by pair. Pairs of different counties
    are unknown unless the policy's ``scope.cross_county`` allows them.

    Parameters
    ----------
    schools
        Schools in index order.
    policy
        Speeds, limits and scope.
    table
        Travel table, csv or xlsx.
    roads, pbf
        Road layer, or OSM extract; a graph already read is taken as it is.
    measured
        What a provider measured on the roads, in their place.
    estimate
        Estimate from straight lines. Never done unasked.

    Returns
    -------
    tuple
        The matrix; the report on its base; and all issues, which are also the
        report's ``notes``.

    Raises
    ------
    TravelError
        T201 if more than one of ``roads``, ``pbf``, ``measured``, ``estimate`` is
        given, T228 if no located school is near a road, or a road file's own fault.
    DataError
        If the table is faulty; its ``issues`` list every fault.
    """
    base, report = _base(
        schools, policy.travel, roads, pbf, measured, estimate=estimate
    )
    issues = list(report.notes)
    matrix = base
    allowed = pairs_allowed(schools, policy)
    if table is not None:
        told, found = read_table(table, schools)
        inside = told.within(allowed)
        matrix = restricted(base, allowed)
        issues += [*found, *_outside_note(len(told) - len(inside), told.file)]
        issues += override_notes(matrix, inside, policy.travel.conflict_pct)
        matrix = override(matrix, inside)
    matrix = restricted(matrix, allowed)
    unreachable = unreachable_ids(matrix)
    issues += _unreachable_notes(unreachable, schools)
    notes = tuple(issues)
    return matrix, replace(report, unreachable=unreachable, notes=notes), notes


def read_graph(
    travel: Travel,
    *,
    roads: str | Path | RoadGraph | None = None,
    pbf: str | Path | RoadGraph | None = None,
) -> RoadGraph:
    """Read the road graph of exactly one file.

    Raises
    ------
    TravelError
        T201 unless exactly one is given, or the file's own fault.
    """
    given = [s for s in (roads, pbf) if s is not None]
    if len(given) != 1:
        raise TravelError("T201", given=len(given))
    from optimizer.travel.roadgraph import RoadGraph

    if isinstance(given[0], RoadGraph):
        return given[0]
    if pbf is not None:
        from optimizer.travel.osm_pbf import read_pbf

        return read_pbf(given[0], travel)
    from optimizer.travel.lines import read_lines

    return read_lines(given[0], travel)


def _base(
    schools: Sequence[School],
    travel: Travel,
    roads: str | Path | RoadGraph | None,
    pbf: str | Path | RoadGraph | None,
    measured: tuple[TravelMatrix, TravelReport] | None,
    *,
    estimate: bool,
) -> tuple[TravelMatrix, TravelReport]:
    """Return the matrix before the table, with its report."""
    given = sum(source is not None for source in (roads, pbf, measured)) + estimate
    if given > 1:
        raise TravelError("T201", given=given)
    if roads is not None or pbf is not None:
        from optimizer.travel.routing import RoadProvider

        graph = read_graph(travel, roads=roads, pbf=pbf)
        measured = RoadProvider(graph, travel).measure(schools)
    if measured is not None:
        matrix, report = measured
        _refuse_wrong_place(report.snaps, travel.snap_max_m)
        return matrix, report
    unlocated = [
        Snap(s.school_id, None, SnapStatus.UNLOCATED)
        for s in schools
        if not s.is_located
    ]
    if not estimate:
        ids = tuple(school.school_id for school in schools)
        return TravelMatrix.unknown(ids), TravelReport()
    from optimizer.travel.estimate import EstimateProvider

    matrix = EstimateProvider(travel).matrix(schools)
    notes = (*_estimate_note(matrix), *snap_notes(unlocated, travel.snap_max_m))
    return matrix, TravelReport(notes=notes)


def _refuse_wrong_place(snaps: Sequence[Snap], limit_m: float) -> None:
    """Raise if roads and schools do not lie in one place."""
    located = [snap for snap in snaps if snap.status is not SnapStatus.UNLOCATED]
    if located and all(snap.status is SnapStatus.TOO_FAR for snap in located):
        raise TravelError("T228", count=len(located), limit=f"{limit_m:g}")


def _estimate_note(matrix: TravelMatrix) -> tuple[Issue, ...]:
    num_pairs = int((matrix.source > 0).sum())
    return (Issue("T284", Severity.WARNING, None, "minutes", str(num_pairs), "kept"),)


def pairs_allowed(schools: Sequence[School], policy: Policy) -> NDArray[np.bool_]:
    """Mark the pairs the policy lets into one alliance by county."""
    county = np.array([school.county_code for school in schools], dtype=object)
    if policy.scope.cross_county:
        return np.ones((len(county), len(county)), dtype=bool)
    return np.asarray(county[:, None] == county[None, :], dtype=bool)


def _outside_note(dropped: int, file: str) -> tuple[Issue, ...]:
    if not dropped:
        return ()
    return (
        Issue("T285", Severity.WARNING, None, "to_id", str(dropped), "ignored", file),
    )


def _unreachable_notes(
    unreachable: Sequence[str], schools: Sequence[School]
) -> list[Issue]:
    """Note schools without any known pair, except where no other school could be."""
    if len(schools) < 2:
        return []
    return [
        Issue("T287", Severity.WARNING, None, "school_id", school_id, "kept")
        for school_id in unreachable
    ]
