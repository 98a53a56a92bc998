"""Issues the travel layer notes about schools and about the matrix as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.domain import Issue, Severity
from optimizer.matrix import TravelMatrix
from optimizer.travel.protocol import Snap, SnapStatus

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
