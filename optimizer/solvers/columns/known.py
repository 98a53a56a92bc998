"""Alliances known from an earlier search of a similar problem, as far as legal now."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from optimizer.problem import Bools, Ints, Problem
from optimizer.solvers.columns.groups import (
    Groups,
    Reach,
    groups_of,
    no_groups,
    room_of,
)


def rows_of(reach: Reach, groups: Groups) -> Ints:
    """Return groups as rows of school indices: core, members, filled up with -1."""
    members = np.append(reach.member, -1)[groups.pairs]
    rows = np.column_stack([reach.cores[groups.core_at], members])
    return np.asarray(rows, dtype=np.int64)


def groups_from(reach: Reach, rows: Ints) -> Groups:
    """Return the rows that are legal alliances of a part, each once.

    Parameters
    ----------
    reach
        The part.
    rows
        Shape ``(m, any)``: see :func:`rows_of`; of the same schools, but perhaps
        under other rules.
    """
    found = no_groups(reach)
    if not len(rows):
        return found
    rows = np.unique(rows, axis=0)
    place = np.full((reach.problem.n, reach.problem.n), reach.num_pairs, dtype=np.int64)
    place[reach.cores[reach.core_at], reach.member] = np.arange(reach.num_pairs)
    core_at = np.full(reach.problem.n, -1, dtype=np.int64)
    core_at[reach.cores] = np.arange(len(reach.cores))
    members = rows[:, 1:]
    pairs = np.where(members >= 0, place[rows[:, :1], members], reach.num_pairs)
    pairs = np.sort(pairs, axis=1)
    allowed = ((pairs < reach.num_pairs) == (np.sort(members < 0, axis=1) == 0)).all(1)
    few = (pairs < reach.num_pairs).sum(axis=1) <= reach.width
    keep = allowed & few & (core_at[rows[:, 0]] >= 0) & (members >= 0).any(axis=1)
    if not keep.any():
        return found
    width = reach.width
    fitted = np.full((int(keep.sum()), width), reach.num_pairs, dtype=np.int64)
    columns = min(width, pairs.shape[1])
    fitted[:, :columns] = pairs[keep][:, :columns]
    groups = Groups(core_at[rows[keep, 0]], fitted)
    return groups[is_legal(reach, groups)]


def is_legal(reach: Reach, groups: Groups) -> Bools:
    """Mark the groups within size (3), load (5), spread (7) and pair wishes (8)."""
    problem = reach.problem
    rows = rows_of(reach, groups)
    core, members = rows[:, 0], rows[:, 1:]
    inside = members >= 0
    brought = np.where(inside, problem.load[members], 0).sum(axis=1)
    taken = np.where(inside, problem.units[members], 0).sum(axis=1)
    legal = (brought <= problem.capacity[core]) & (taken <= room_of(problem, core))
    for a, b in combinations(range(members.shape[1]), 2):
        both = inside[:, a] & inside[:, b]
        legal &= ~(both & problem.too_far[members[:, a], members[:, b]])
    for a, b in problem.apart:
        legal &= ~((rows == a).any(axis=1) & (rows == b).any(axis=1))
    for a, b in problem.together:
        legal &= (rows == a).any(axis=1) == (rows == b).any(axis=1)
    return np.asarray(legal, dtype=bool)


def legal_part(problem: Problem, core_of: Ints) -> Ints:
    """Return a grouping without the members and alliances no longer legal.

    Approved alliances are those of the problem, whatever the grouping says.
    """
    kept = np.full(problem.n, -1, dtype=np.int64)
    for i, core in problem.frozen_core_of.items():
        kept[i] = core
    free = [int(k) for k in np.flatnonzero(problem.can_lead) if kept[k] < 0]
    reach = Reach.of(problem, np.array(free, dtype=np.int64))
    groups = groups_of(reach, np.where(kept >= 0, -1, core_of))
    if not len(groups):
        return kept
    for row in rows_of(reach, groups[is_legal(reach, groups)]):
        kept[row[row >= 0]] = row[0]
    return kept
