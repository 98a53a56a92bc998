"""Subset-row cuts: of the groups that hold two of three points, one is chosen.

Any two such groups share a point, so a plan has one of them at most; a relaxation may
have three halves. Separation is by looking at every triple whose points meet in the
groups in use.

Jepsen, Petersen, Spoorendonk, Pisinger (2008): Subset-row inequalities applied to the
vehicle-routing problem with time windows. Operations Research 56.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_FINE = 0.02
"""Least violation of a cut that is worth a row."""

_PER_POINT = 4
"""Most cuts added at once that share a point."""


def violated_triples(table: Bools, weight: Floats, *, most: int) -> Ints:
    """Return triples of which groups of weight over 1 hold two points or all three.

    Parameters
    ----------
    table
        Shape ``(m, n)``: which group holds which point.
    weight
        Shape ``(m,)``: share of each group in a relaxation, where a point is in
        groups of weight 1 at most.
    most
        Triples returned at most, the most violated ones first.

    Returns
    -------
    array
        Shape ``(any, 3)``, points ascending.
    """
    used = np.flatnonzero(weight > 1e-7)
    table, weight = table[used], weight[used]
    held = csr_array(table.astype(np.float64))
    pair = (held.T @ (held * weight[:, None])).tocsr()
    found = [
        _of_point(a, _row(pair, a), pair, table, weight) for a in range(table.shape[1])
    ]
    triples = np.concatenate([t for t, _ in found])
    excess = np.concatenate([e for _, e in found])
    return _spread(triples, excess, table.shape[1], most)


def _row(matrix: csr_array, at: int) -> tuple[Ints, Floats]:
    """Return the columns after the diagonal of a row, and their values."""
    span = slice(matrix.indptr[at], matrix.indptr[at + 1])
    column, value = matrix.indices[span], matrix.data[span]
    later = (column > at) & (value > 1e-9)
    order = np.argsort(column[later], kind="stable")
    return column[later][order].astype(np.int64), value[later][order]


def _of_point(
    a: int, row: tuple[Ints, Floats], pair: csr_array, table: Bools, weight: Floats
) -> tuple[Ints, Floats]:
    """Return the violated triples whose first point is ``a``, and by how much."""
    near, with_a = row
    if len(near) < 2:
        return np.zeros((0, 3), dtype=np.int64), np.zeros(0)
    mine = np.flatnonzero(table[:, a])
    inner = table[np.ix_(mine, near)].astype(np.float64)
    all_three = inner.T @ (inner * weight[mine][:, None])
    both = with_a[:, None] + with_a + pair[near][:, near].toarray() - 2 * all_three
    b, c = np.nonzero(np.triu(both > 1.0 + _FINE, 1))
    return np.stack([np.full(len(b), a), near[b], near[c]], axis=1), both[b, c] - 1.0


def _spread(triples: Ints, excess: Floats, n: int, most: int) -> Ints:
    """Return the most violated triples, few of them around one point."""
    often = np.zeros(n, dtype=np.int64)
    chosen: list[Ints] = []
    for t in np.argsort(-excess, kind="stable"):
        if len(chosen) >= most:
            break
        if (often[triples[t]] < _PER_POINT).all():
            often[triples[t]] += 1
            chosen.append(triples[t])
    return np.array(chosen, dtype=np.int64).reshape(-1, 3)
