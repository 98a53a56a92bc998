"""Knapsacks of many cores at once: take the points that cost least within a room."""

from __future__ import annotations

import numpy as np

from optimizer.solvers.pmedian.instance import Floats, Ints

LARGEST_ROOM = 20_000
"""Rooms above this are not filled in whole points: the table would be too large."""


def fractional_fills(
    worth: Floats, demand: Floats, room: Floats
) -> tuple[Floats, Floats, Floats]:
    """Solve the knapsacks with the last point taken in part.

    Parameters
    ----------
    worth
        Shape ``(r, k)``: cost of each point, only negative ones are taken.
    demand
        Shape ``(r, k)``.
    room
        Shape ``(r,)``, may be infinite.

    Returns
    -------
    value, ratio, taken
        Shapes ``(r,)``, ``(r,)`` and ``(r, k)``: least cost, cost of a unit of
        room (at most 0), and the share taken of each point.
    """
    if (demand == 1).all():
        return _unit_fills(worth, room)
    loads = np.where(worth < 0, demand, 0.0)
    each = np.where(worth < 0, worth / np.maximum(demand, 1e-9), 0.0)
    order = np.argsort(each, axis=1, kind="stable")
    order = order[:, : max(1, int((worth < 0).sum(axis=1).max(initial=1)))]
    loads = np.take_along_axis(loads, order, axis=1)
    costs = np.take_along_axis(np.minimum(worth, 0.0), order, axis=1)
    before = np.cumsum(loads, axis=1) - loads
    left = np.maximum(room[:, None] - before, 0.0)
    share = np.minimum(1.0, left / np.maximum(loads, 1e-12))
    share = np.where(loads <= left, 1.0, share)
    share = np.where(costs < 0, share, 0.0)
    value = (share * costs).sum(axis=1)
    ratio = np.where((share < 1) & (costs < 0), costs / np.maximum(loads, 1e-9), 0.0)
    taken = np.zeros_like(worth)
    np.put_along_axis(taken, order, share, axis=1)
    return value, ratio.min(axis=1, initial=0.0), taken


def _unit_fills(worth: Floats, room: Floats) -> tuple[Floats, Floats, Floats]:
    """Take the cheapest points, as many as there is room for."""
    width = worth.shape[1]
    most = np.minimum(np.floor(room), width).astype(np.int64)
    top = int(most.max(initial=0))
    costs = np.minimum(worth, 0.0)
    if top >= width and (most >= width).all():
        return costs.sum(axis=1), np.zeros(len(worth)), (worth < 0).astype(np.float64)
    kept = min(width, top + 1)
    order = np.argpartition(costs, kept - 1, axis=1)[:, :kept]
    small = np.take_along_axis(costs, order, axis=1)
    inner = np.argsort(small, axis=1, kind="stable")
    order = np.take_along_axis(order, inner, axis=1)
    small = np.take_along_axis(small, inner, axis=1)
    share = (np.arange(kept) < most[:, None]) & (small < 0)
    value = np.where(share, small, 0.0).sum(axis=1)
    # The cheapest point left out: what one more place would be worth.
    edge = np.take_along_axis(small, np.minimum(most, kept - 1)[:, None], axis=1)[:, 0]
    ratio = np.where(most < kept, edge, 0.0)
    taken = np.zeros_like(worth)
    np.put_along_axis(taken, order, share.astype(np.float64), axis=1)
    return value, ratio, taken


def best_whole_fills(
    worth: Floats, demand: Floats, room: Floats
) -> tuple[Floats, Floats]:
    """Solve the knapsacks in whole points, by dynamic programming over the room.

    Demands are whole numbers. Returns the least cost and what is taken, shapes
    ``(r,)`` and ``(r, k)``.
    """
    most: Ints = np.minimum(np.floor(room), demand.sum(axis=1)).astype(np.int64)
    width = max(1, int((worth < 0).sum(axis=1).max(initial=1)))
    order = np.argsort(worth, axis=1, kind="stable")[:, :width]
    costs = np.minimum(np.take_along_axis(worth, order, axis=1), 0.0)
    loads: Ints = np.take_along_axis(demand, order, axis=1).astype(np.int64)
    rows = len(worth)
    cells = np.arange(int(most.max(initial=0)) + 1)
    best = np.zeros((rows, len(cells)))
    takes = np.zeros((width, rows, len(cells)), dtype=np.bool_)
    for t in range(width):
        at = cells - loads[:, t, None]
        with_it = np.take_along_axis(best, np.maximum(at, 0), axis=1)
        with_it += costs[:, t, None]
        takes[t] = (at >= 0) & (with_it < best)
        best = np.where(takes[t], with_it, best)
    value = best[np.arange(rows), most]
    return value, _trace(takes, order, loads, most, worth.shape[1])


def _trace(
    takes: np.ndarray, order: Ints, loads: Ints, room: Ints, width: int
) -> Floats:
    """Read off what the best fill of each row takes."""
    each = np.arange(len(room))
    at = room.copy()
    taken = np.zeros((len(room), width))
    for t in range(len(takes) - 1, -1, -1):
        chosen = takes[t, each, at]
        taken[each[chosen], order[chosen, t]] = 1.0
        at[chosen] -= loads[chosen, t]
    return taken
