"""Readers of public location files; the form is found from the content alone.

=============  ==============================================================
 coordinates   ``n p``, then n rows ``x y capacity demand``
 numbered      ``n p capacity``, then n rows ``number x y demand`` (OR-Library)
 matrix        ``n p``, n x n costs, n demands, n capacities
 facilities    ``m n``, m rows ``capacity fixed``, n demands, m x n costs
 graph         ``n edges p``, then rows ``i j cost``, 1-based; the last duplicate
               counts, costs are shortest paths, there is no capacity
=============  ==============================================================

Distances between coordinates are Euclidean. OR-Library's own family is rounded down:
it is recognised by whole coordinates within a square of 100, every capacity 120 and
demands of 1 to 20.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from optimizer.solvers.pmedian import InstanceError, MedianInstance
from optimizer.solvers.pmedian.instance import Floats

Distance = Literal["auto", "euclidean", "floor"]

MOST_POINTS = 20_000
"""A file that names more points is taken for something else."""


class FormatError(ValueError):
    """A file of no known form."""


def read_instance(path: Path, distance: Distance = "auto") -> MedianInstance:
    """Read a file of any known form.

    Raises
    ------
    FormatError
        If the file is of no known form, or its numbers make no instance.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        msg = f"{path}: not a text file."
        raise FormatError(msg) from error
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror})."
        raise FormatError(msg) from error
    try:
        return parse_instance(text, distance)
    except FormatError as error:
        msg = f"{path}: {error}"
        raise FormatError(msg) from error


def parse_instance(text: str, distance: Distance = "auto") -> MedianInstance:
    """Return the instance a text holds; see :func:`read_instance`."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if not lines:
        msg = "the file is empty."
        raise FormatError(msg)
    numbers = _numbers(lines)
    head, body = numbers[: len(lines[0])], numbers[len(lines[0]) :]
    if len(head) > 3 or len(head) < 2 or not _are_counts(head):
        msg = f"first line {' '.join(lines[0])[:40]!r} holds no two or three counts."
        raise FormatError(msg)
    try:
        if len(head) == 3:
            return _three_counts(head, body, lines, distance)
        return _two_counts(int(head[0]), int(head[1]), body, lines, distance)
    except InstanceError as error:
        raise FormatError(str(error)) from error


def with_groups_of(instance: MedianInstance, size: int) -> MedianInstance:
    """Return the instance with demands of 1 and as few groups of a size as suffice."""
    if size < 1:
        msg = f"group size is {size}, expected at least 1."
        raise FormatError(msg)
    return replace(
        instance,
        demand=np.ones(instance.n),
        capacity=np.full(instance.m, float(size)),
        num_cores=min(instance.m, -(-instance.n // size)),
    )


def _numbers(lines: list[list[str]]) -> Floats:
    try:
        numbers = np.array([float(word) for line in lines for word in line])
    except ValueError as error:
        msg = f"not all of it is numbers ({error})."
        raise FormatError(msg) from error
    if not np.isfinite(numbers).all():
        msg = "not all of its numbers are finite."
        raise FormatError(msg)
    return numbers


def _are_counts(head: Floats) -> bool:
    """Whether sizes may be meant; a capacity in the third place may be a fraction."""
    counts = head[:2]
    whole = bool((counts == np.floor(counts)).all() and (head >= 1).all())
    return whole and bool(head[0] <= MOST_POINTS)


def _three_counts(
    head: Floats, body: Floats, lines: list[list[str]], distance: Distance
) -> MedianInstance:
    n, second = int(head[0]), int(head[1])
    if len(body) == 4 * n and len(lines[1]) == 4:
        rows = body.reshape(n, 4)
        at, demand = rows[:, 1:3], rows[:, 3]
        return _placed(at, np.full(n, head[2]), demand, second, distance)
    if len(body) == 3 * second and head[2] == math.floor(head[2]):
        return _graph(n, int(head[2]), body.reshape(second, 3))
    msg = (
        f"first line says {n}, {second}, {head[2]:g}, but {len(body)} numbers follow; "
        f"a graph has {3 * second}, numbered points have {4 * n}."
    )
    raise FormatError(msg)


def _two_counts(
    first: int, second: int, body: Floats, lines: list[list[str]], distance: Distance
) -> MedianInstance:
    has_rows = all(len(line) == 4 for line in lines[1:])
    if len(body) == 4 * first and (has_rows or first != 2):
        rows = body.reshape(first, 4)
        return _placed(rows[:, :2], rows[:, 2], rows[:, 3], second, distance)
    if len(body) == first * first + 2 * first:
        cost = body[: first * first].reshape(first, first)
        demand, capacity = body[first * first :].reshape(2, first)
        return MedianInstance(cost, demand, capacity, second)
    if len(body) == 2 * first + second + first * second:
        return _facilities(first, second, body, lines)
    msg = (
        f"first line says {first}, {second}, but {len(body)} numbers follow; rows of "
        f"coordinates have {4 * first}, a matrix {first * first + 2 * first}, "
        f"facilities {2 * first + second + first * second}."
    )
    raise FormatError(msg)


def _placed(
    at: Floats, capacity: Floats, demand: Floats, num_cores: int, distance: Distance
) -> MedianInstance:
    gap_x, gap_y = (values[:, None] - values[None, :] for values in at.T)
    cost = np.sqrt(gap_x**2 + gap_y**2)
    if distance == "auto":
        distance = "floor" if _is_or_library(at, capacity, demand) else "euclidean"
    if distance == "floor":
        # A root that is whole comes out whole: the squares are exact.
        cost = np.floor(cost)
    return MedianInstance(cost, demand, capacity, num_cores)


def _is_or_library(at: Floats, capacity: Floats, demand: Floats) -> bool:
    whole = bool((at == np.floor(at)).all())
    small = bool((np.ptp(at, axis=0) <= 100).all())
    light = bool((demand >= 1).all() and (demand <= 20).all())
    return whole and small and light and bool((capacity == 120).all())


def _facilities(
    num_cores: int, n: int, body: Floats, lines: list[list[str]]
) -> MedianInstance:
    lengths = [len(line) for line in lines[1 + num_cores :]]
    if n > 1 and lengths[0] == 1 and lengths.count(1) == n and lengths[1] != 1:
        msg = "demand and costs customer by customer: not a form known here."
        raise FormatError(msg)
    sites = body[: 2 * num_cores].reshape(num_cores, 2)
    demand = body[2 * num_cores : 2 * num_cores + n]
    cost = body[2 * num_cores + n :].reshape(num_cores, n)
    return MedianInstance(
        cost.T, demand, sites[:, 0], None, sites[:, 1], is_shared=False
    )


def _graph(n: int, num_cores: int, edges: Floats) -> MedianInstance:
    ends = edges[:, :2]
    if (ends != np.floor(ends)).any() or (ends < 1).any() or (ends > n).any():
        msg = f"an edge names a point outside 1 to {n}."
        raise FormatError(msg)
    if (edges[:, 2] < 0).any():
        msg = "an edge has a negative cost."
        raise FormatError(msg)
    length = np.full((n, n), np.inf)
    tail, head = ends.astype(np.int64).T - 1
    for i, j, cost in zip(tail, head, edges[:, 2], strict=True):
        length[i, j] = length[j, i] = cost
    known = np.isfinite(length)
    graph = csr_array((length[known], np.nonzero(known)), shape=(n, n))
    cost = shortest_path(graph, directed=False)
    return MedianInstance(cost, np.ones(n), np.full(n, np.inf), num_cores)
