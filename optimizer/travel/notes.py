"""Issues the travel layer notes about schools and about the matrix as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from optimizer.domain import Issue, School, Severity
from optimizer.matrix import TravelMatrix
from optimizer.travel.protocol import Snap, SnapStatus, TravelReport

if TYPE_CHECKING:
    from optimizer.travel.roadgraph import RoadGraph

_SNAP_CODES = {
    SnapStatus.UNLOCATED: "T281",
    SnapStatus.TOO_FAR: "T282",
    SnapStatus.ISLAND: "T283",
}


def snap_notes(snaps: Iterable[Snap], limit_m: float) -> list[Issue]:
    """Return one warning for each school that is not on the main network."""
    return [
        Issue(
            _SNAP_CODES[snap.status],
            Severity.WARNING,
            column="lon",
            value=_snap_value(snap, limit_m),
            action="unlocated" if snap.status is SnapStatus.UNLOCATED else "kept",
        )
        for snap in snaps
        if snap.status is not SnapStatus.OK
    ]


def network_notes(
    graph: RoadGraph, schools: Sequence[School], snaps: Sequence[Snap], limit_m: float
) -> list[Issue]:
    """Return the notes of a road graph and of the schools beside it."""
    swapped = swapped_notes(schools, snaps, graph.extent) if graph.num_nodes else []
    return [*graph.notes, *snap_notes(snaps, limit_m), *swapped]


def network_report(
    engine: str,
    fingerprint: str,
    graph: RoadGraph,
    snaps: Sequence[Snap],
    matrix: TravelMatrix,
    notes: Sequence[Issue],
) -> TravelReport:
    """Return what an engine reports of a road graph and the schools on it."""
    component = graph.component
    return TravelReport(
        engine=engine,
        fingerprint=fingerprint,
        snaps=tuple(snaps),
        num_nodes=graph.num_nodes,
        num_edges=graph.num_edges,
        num_components=int(component.max(initial=-1)) + 1,
        largest_component_share=float((component == 0).mean()) if len(component) else 0,
        unreachable=unreachable_ids(matrix),
        notes=tuple(notes),
    )


def swapped_notes(
    schools: Sequence[School], snaps: Sequence[Snap], extent: Sequence[float]
) -> list[Issue]:
    """Return a warning for each school whose lon and lat look exchanged.

    Parameters
    ----------
    schools, snaps
        In the same order.
    extent
        West, south, east and north of the roads in degrees.
    """
    west, south, east, north = extent

    def inside(lon: float, lat: float) -> bool:
        return west <= lon <= east and south <= lat <= north

    return [
        Issue(
            "T288",
            Severity.WARNING,
            column="lon",
            value=f"{school.school_id} ({school.lon:g}, {school.lat:g})",
        )
        for school, snap in zip(schools, snaps, strict=True)
        if snap.status is SnapStatus.TOO_FAR
        and school.lon is not None
        and school.lat is not None
        and not inside(school.lon, school.lat)
        and inside(school.lat, school.lon)
    ]


def _snap_value(snap: Snap, limit_m: float) -> str:
    if snap.snap_m is None:
        return snap.school_id
    if snap.status is SnapStatus.TOO_FAR:
        return f"{snap.school_id} ({snap.snap_m:.0f} m > {limit_m:g} m)"
    return f"{snap.school_id} ({snap.snap_m:.0f} m)"


def unreachable_ids(matrix: TravelMatrix) -> tuple[str, ...]:
    """Return the schools without a known pair in either direction, in index order."""
    other = (matrix.known | matrix.known.T) & (matrix.source > 0)
    reached = other.any(axis=0) | other.any(axis=1)
    return tuple(
        school_id
        for school_id, ok in zip(matrix.school_ids, reached, strict=True)
        if not ok
    )
