"""Greedy start: frozen alliances, then one alliance at a time by need per place.

Fast, always legal, and never the answer by itself: the exact search starts from it.
"""

from __future__ import annotations

import numpy as np

from optimizer.problem import Block, Ints, Problem


def greedy_start(problem: Problem, kept: Ints | None = None) -> Ints:
    """Return a legal grouping, shape ``(n,)``, -1 outside.

    ``kept`` is a legal grouping to begin with, the approved alliances among it.

    Repeatedly opens the core whose best group of free schools reaches the most
    need, wished cores first, ties by the least travel and then by index. Schools
    named in a ``together`` wish are left out, since their partners may not fit.
    """
    core_of = np.full(problem.n, -1, dtype=np.int64) if kept is None else kept.copy()
    for i, core in problem.frozen_core_of.items():
        core_of[i] = core
    shy = {i for pair in problem.together for i in pair}
    apart = {frozenset(pair) for pair in problem.apart}
    candidates = [
        int(k)
        for k in np.flatnonzero(problem.can_lead)
        if core_of[k] < 0 and k not in shy
    ]
    wished = set(problem.must_lead)
    groups = {k: _best_group(problem, core_of, k, shy, apart) for k in candidates}
    while candidates:
        best = max(
            candidates,
            key=lambda k: (
                k in wished and bool(groups[k]),
                *_worth(problem, k, groups[k]),
                -k,
            ),
        )
        if not groups[best]:
            break
        taken = {best, *groups[best]}
        core_of[list(taken)] = best
        candidates = [k for k in candidates if core_of[k] < 0]
        # A group that lost no school is still the best: only fewer are free now.
        for k in candidates:
            if not taken.isdisjoint(groups[k]):
                groups[k] = _best_group(problem, core_of, k, shy, apart)
    return core_of


def _best_group(
    problem: Problem,
    core_of: Ints,
    core: int,
    shy: set[int],
    apart: set[frozenset[int]],
) -> list[int]:
    """Return free schools for a core, taken by need, then by generalised travel."""
    free = np.flatnonzero((problem.block[:, core] == Block.NONE) & (core_of < 0))
    ranked = sorted(
        (int(i) for i in free if i not in shy),
        key=lambda i: (-problem.need[i], problem.cost_s[i, core], i),
    )
    places = problem.max_units - (
        int(problem.units[core]) if problem.core_counts else 0
    )
    room = int(problem.capacity[core])
    group: list[int] = []
    for i in ranked:
        fits = problem.units[i] <= places and problem.load[i] <= room
        friends = all(
            not problem.too_far[i, j] and frozenset((i, j)) not in apart for j in group
        )
        if fits and friends and frozenset((i, core)) not in apart:
            group.append(i)
            places -= int(problem.units[i])
            room -= int(problem.load[i])
    return group


def _worth(problem: Problem, core: int, group: list[int]) -> tuple[int, int]:
    need = int(problem.need[group].sum())
    travel = int(problem.cost_s[group, core].sum())
    return need, -travel
