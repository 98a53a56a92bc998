"""Separation of rank-one cuts (C): which ones a relaxation violates.

Every school in use begins a cut, which grows by the school that lets most shares of
alliances count, until it is far larger than any that was ever of use. All cuts of
some near schools grow at once, once with every school at most once and once with
schools as often as they may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from optimizer.problem import Ints
from optimizer.solvers.columns.cuts import Cuts
from optimizer.solvers.columns.groups import Floats

_PARTS = (2, 3, 4, 5)
"""Weights that count once: up to the schools of an alliance of usual size."""

_LONGEST = 6
"""A cut grows until all its schools together count so often."""

_FINE = 0.02
"""Least violation of a cut that is worth a row."""

_PER_SCHOOL = 3
"""Most cuts of as many parts added at once that share a school."""

_SEEDS = 64
"""Schools whose cuts grow at once: bounds the memory."""

_HOPE, _AGAIN, _STRANGE = 0.35, 0.02, 1e-4
"""What an alliance is worth to a growing cut against one that will count with the next
school: one that is nearer to it the more it weighs, one that has just counted, and
one that has no school of the cut yet."""


class _Found(NamedTuple):
    """How much a cut is violated, its schools, their weights, and what counts once."""

    excess: float
    schools: Ints
    weights: Ints
    parts: int


def violated_cuts(held: csr_array, share: Floats, *, most: int) -> Cuts:
    """Return violated cuts, the most violated ones first.

    Parameters
    ----------
    held
        Shape ``(m, n)``: which group holds which school, in ones.
    share
        Shape ``(m,)``: share of each group in a relaxation, where a school is in
        groups of weight 1 at most.
    most
        Cuts returned at most.
    """
    found = [cut for near in _neighbourhoods(held) for cut in _of_seeds(near, share)]
    found.sort(key=lambda cut: -cut.excess)
    chosen = _spread(found, held.shape[1], most)
    return Cuts.of(held.shape[1], [(c.schools, c.weights, c.parts) for c in chosen])


class _Near(NamedTuple):
    """Some schools to begin with, and all that a cut around them can hold.

    ``schools`` and ``groups`` are positions in the whole, ``held`` is the table of
    both, ``seeds`` are positions in ``schools``.
    """

    seeds: Ints
    schools: Ints
    groups: Ints
    held: csr_array


def _neighbourhoods(held: csr_array) -> Iterator[_Near]:
    """Yield near schools together, each with what lies within two alliances."""
    # Takes a while to import, and many relaxations need no cuts.
    from scipy.sparse.csgraph import reverse_cuthill_mckee

    by_school = held.T.tocsr()
    order = reverse_cuthill_mckee(csr_array(by_school @ held), symmetric_mode=True)
    used = order[np.diff(by_school.indptr)[order] > 0].astype(np.int64)
    for start in range(0, len(used), _SEEDS):
        seeds = np.sort(used[start : start + _SEEDS])
        schools = np.unique(held[np.unique(by_school[seeds].indices)].indices)
        groups = np.unique(by_school[schools].indices)
        schools = np.unique(held[groups].indices)
        table = csr_array(held[groups][:, schools])
        yield _Near(np.searchsorted(schools, seeds), schools, groups, table)


def _of_seeds(near: _Near, share: Floats) -> Iterator[_Found]:
    """Yield the violated cuts met on the way of growing from some schools."""
    for parts in _PARTS:
        for heaviest in sorted({1, parts - 1}):
            for excess, weight in _grown(near, share[near.groups], parts, heaviest):
                schools = np.flatnonzero(weight)
                at, weights = near.schools[schools], weight[schools]
                yield _Found(excess, at, weights.astype(np.int64), parts)


def _grown(
    near: _Near, share: Floats, parts: int, heaviest: int
) -> Iterator[tuple[float, Ints]]:
    """Yield excess and weights of growing cuts, each time one is its best so far."""
    each = np.arange(len(near.seeds))
    by_school = near.held.T.tocsr()
    dense = by_school.toarray().astype(np.int16)
    weight = np.zeros((len(each), dense.shape[0]), dtype=np.int16)
    over = np.zeros((len(each), dense.shape[1]), dtype=np.int16)
    counts = np.zeros(over.shape)
    hope = _HOPE * (np.arange(1, parts + 1) / parts) ** 2
    hope[0], hope[-1] = _AGAIN, 1.0
    best = np.full(len(each), _FINE)
    new = near.seeds
    for total in range(1, _LONGEST * parts):
        weight[each, new] += 1
        over += dense[new]
        full = over >= parts
        counts += full
        over[full] -= parts
        # Rounded: what the last bits are depends on how the sum was shared out.
        excess = np.round(counts @ share, 9) - total // parts
        for row in np.flatnonzero(excess > best + 1e-9):
            yield float(excess[row]), weight[row].copy()
        best = np.maximum(best, excess)
        hopes = np.where((over == 0) & (counts == 0), _STRANGE, hope[over])
        worth = (by_school @ (hopes * share).T).T
        worth[weight >= heaviest] = -1.0
        new = worth.argmax(axis=1)


def _spread(found: list[_Found], n: int, most: int) -> list[_Found]:
    """Return the first cuts, each once, few alike around one school."""
    often = np.zeros((max(_PARTS) + 1, n), dtype=np.int64)
    known: set[tuple[int, bytes, bytes]] = set()
    chosen: list[_Found] = []
    for cut in found:
        key = (cut.parts, cut.schools.tobytes(), cut.weights.tobytes())
        if len(chosen) == most:
            break
        if key not in known and (often[cut.parts, cut.schools] < _PER_SCHOOL).all():
            known.add(key)
            often[cut.parts, cut.schools] += 1
            chosen.append(cut)
    return chosen
