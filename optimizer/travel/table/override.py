"""The user's table laid over computed travel, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity, TravelSource
from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix, minutes_of
from optimizer.travel.table.records import TravelTable

MAX_LISTED = 50
"""Pairs listed one by one for each kind of doubt; a count tells of the rest."""

MAX_RATIO = 2
"""A trip that takes more than this many times the trip back is asked about: slope
and one-way streets explain less, a misplaced digit more."""


def override(base: TravelMatrix, table: TravelTable) -> TravelMatrix:
    """Lay a table over a base, pair by pair: what the table states always wins.

    Where the table states no kilometres they are those of the base for that pair;
    the source stays that of the table, which told the minutes.

    Raises
    ------
    ValueError
        If the two do not list the same schools in the same order.
    DataError
        T207 with one issue for each pair whose kilometres nobody knows.
    """
    if base.school_ids != table.school_ids:
        msg = "base and table list different schools."
        raise ValueError(msg)
    pairs = table.start, table.end
    metres = np.where(table.metres == UNKNOWN, base.metres[pairs], table.metres)
    _refuse_unknown_km(table, metres == UNKNOWN)
    seconds = base.seconds.copy()
    lengths = base.metres.copy()
    source = base.source.copy()
    seconds[pairs], lengths[pairs], source[pairs] = table.seconds, metres, table.source
    return TravelMatrix(base.school_ids, seconds, lengths, source)


def _refuse_unknown_km(table: TravelTable, unknown: NDArray[np.bool_]) -> None:
    places = np.flatnonzero(unknown)
    if not len(places):
        return
    issues = [
        Issue(
            "T255",
            Severity.ERROR,
            int(table.rows[k]),
            "km",
            table.pair(k),
            "refused",
            table.file,
        )
        for k in places[np.argsort(table.rows[places], kind="stable")]
    ]
    row = issues[0].row
    raise DataError("T207", issues=issues, file=table.file, count=len(issues), row=row)


def override_notes(
    base: TravelMatrix, table: TravelTable, conflict_pct: float
) -> tuple[Issue, ...]:
    """Return what :func:`override` does, and what in the table looks doubtful.

    Parameters
    ----------
    base
        Computed travel.
    table
        The user's table; it wins whatever is noted here.
    conflict_pct
        Percent of the base's minutes by which the table's may differ unnoted;
        inclusive.

    Returns
    -------
    tuple
        T252 how many pairs are replaced; T253 and T254 how many took their
        kilometres from roads and from straight lines; T256 each pair in conflict
        with the base, T258 each pair of schools whose directions differ by more
        than :data:`MAX_RATIO`: the :data:`MAX_LISTED` worst of each in the order of
        rows, then a count, T257 and T234.
    """
    known = base.source[table.start, table.end] > 0
    replaced = _count("T252", "minutes", int(known.sum()), table)
    return (
        replaced,
        *_filled_notes(base, table),
        *_conflicts(base, table, known, conflict_pct),
        *_lopsided(table),
    )


def _count(code: str, column: str, value: int, table: TravelTable) -> Issue:
    """Return how many pairs had numbers replaced or filled in."""
    return Issue(code, Severity.INFO, None, column, str(value), "converted", table.file)


def _doubtful(code: str, value: int, table: TravelTable) -> Issue:
    """Return how many pairs should be looked at."""
    return Issue(
        code, Severity.WARNING, None, "minutes", str(value), "kept", table.file
    )


def _filled_notes(base: TravelMatrix, table: TravelTable) -> Iterator[Issue]:
    """Count pairs whose kilometres come from the base, straight lines apart."""
    open_km = table.metres == UNKNOWN
    source = base.source[table.start[open_km], table.end[open_km]]
    is_estimate = source == SOURCES.index(TravelSource.ESTIMATE)
    for code, mask in (
        ("T253", (source > 0) & ~is_estimate),
        ("T254", is_estimate),
    ):
        if mask.any():
            yield _count(code, "km", int(mask.sum()), table)


def _conflicts(
    base: TravelMatrix,
    table: TravelTable,
    known: NDArray[np.bool_],
    conflict_pct: float,
) -> Iterator[Issue]:
    """Return pairs whose minutes differ from the base's by more than the limit."""
    told = table.seconds
    computed = base.seconds[table.start, table.end].astype(np.int64)
    differ = np.abs(told - computed) * 100
    marked = np.flatnonzero(known & (differ > conflict_pct * computed))
    excess = differ[marked] / np.maximum(1, computed[marked])
    for k in _worst(table, marked, excess):
        yield _doubt("T256", table, k, int(told[k]), int(computed[k]))
    if len(marked):
        yield _doubtful("T257", len(marked), table)


def _lopsided(table: TravelTable) -> Iterator[Issue]:
    """Return pairs of schools whose two stated directions differ too much."""
    n = len(table.school_ids)
    seconds = np.full((n, n), UNKNOWN, dtype=np.int64)
    seconds[table.start, table.end] = table.seconds
    back = seconds[table.end, table.start]
    # The slower direction stands for both, so that each two schools are told once.
    marked = np.flatnonzero((back != UNKNOWN) & (table.seconds > MAX_RATIO * back))
    excess = table.seconds[marked] / np.maximum(1, back[marked])
    for k in _worst(table, marked, excess):
        yield _doubt("T258", table, k, int(table.seconds[k]), int(back[k]))
    if len(marked):
        yield _doubtful("T234", len(marked), table)


def _worst(
    table: TravelTable, marked: NDArray[np.int64], excess: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return the records with the greatest excess, in the order of the file."""
    order = np.lexsort((table.end[marked], table.rows[marked], -excess))
    worst = marked[order[:MAX_LISTED]]
    return worst[np.lexsort((table.end[worst], table.rows[worst]))]


def _doubt(code: str, table: TravelTable, k: int, first: int, second: int) -> Issue:
    """Return a warning that names two schools and two times in minutes."""
    value = f"{table.pair(k)}: {minutes_of(first):g} / {minutes_of(second):g}"
    return Issue(
        code,
        Severity.WARNING,
        int(table.rows[k]),
        "minutes",
        value,
        "kept",
        table.file,
    )


def restricted(matrix: TravelMatrix, allowed: NDArray[np.bool_]) -> TravelMatrix:
    """Make every pair outside ``allowed`` unknown; the diagonal stays 0."""
    keep = allowed | np.eye(len(matrix.school_ids), dtype=bool)
    return TravelMatrix(
        matrix.school_ids,
        np.where(keep, matrix.seconds, UNKNOWN),
        np.where(keep, matrix.metres, UNKNOWN),
        np.where(keep, matrix.source, 0).astype(np.uint8),
    )
