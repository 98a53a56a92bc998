"""Who goes to which core when the cores are known, and where a group's core sits."""

from __future__ import annotations

import numpy as np

from optimizer.solvers.pmedian.instance import (
    Floats,
    Ints,
    MedianInstance,
    room_for_noise,
)

_DENSE = 1_500_000
"""Entries up to which an assignment is solved on the full table."""


def assign(instance: MedianInstance, cores: Ints) -> Ints:
    """Give every point one of the cores.

    The best assignment if only the number of points counts or there is no limit;
    otherwise one in the order of regret, which may overload cores: the caller checks.
    """
    cores = np.sort(cores)
    cost = instance.cost[:, cores]
    room = instance.capacity[cores] + room_for_noise(instance.capacity[cores])
    if np.isinf(room).all():
        core_of = cores[np.argmin(cost, axis=1)]
        if instance.is_shared:
            core_of[cores] = cores
        return core_of
    if instance.has_unit_demands:
        found = _by_number(instance, cores, room)
        if found is not None:
            return found
    return _by_regret(instance, cores, room)


def _by_number(instance: MedianInstance, cores: Ints, room: Floats) -> Ints | None:
    """Return the best assignment when a core takes a number of points."""
    points = np.arange(instance.n)
    if instance.is_shared:
        points = np.setdiff1d(points, cores)
        room = room - 1
    places = np.minimum(np.floor(np.maximum(room, 0.0)), len(points)).astype(np.int64)
    if places.sum() < len(points):
        return None
    core_of = np.full(instance.n, -1)
    if instance.is_shared:
        core_of[cores] = cores
    if not len(points):
        return core_of
    seat = np.repeat(np.arange(len(cores)), places)
    cost = instance.cost[np.ix_(points, cores)]
    found = _match(cost, seat)
    if found is not None:
        core_of[points] = cores[found]
    return core_of if found is not None else None


def _match(cost: Floats, seat: Ints) -> Ints | None:
    """Return the column of each row; ``seat`` repeats a column for its places."""
    # It takes a while to import, and only points that are counted need it.
    from scipy.optimize import linear_sum_assignment

    if len(cost) * len(seat) <= _DENSE:
        try:
            _, chosen = linear_sum_assignment(cost[:, seat])
        except ValueError:
            return None
        at: Ints = seat[chosen]
        return at
    return None


def _by_regret(instance: MedianInstance, cores: Ints, room: Floats) -> Ints:
    """Serve those first who would lose most by their second choice."""
    cost = instance.cost[:, cores]
    left = room.copy()
    place = np.full(instance.n, -1)
    if instance.is_shared:
        place[cores] = np.arange(len(cores))
        left -= instance.demand[cores]
    waiting = np.flatnonzero(place < 0)
    if len(cores) > 1:
        two = np.partition(cost[waiting], 1, axis=1)[:, :2]
        two = np.minimum(two, 1e30)
        waiting = waiting[np.argsort(two[:, 0] - two[:, 1], kind="stable")]
    for i in waiting:
        fits = left >= instance.demand[i]
        k = int(np.argmin(np.where(fits, cost[i], np.inf)))
        if not (fits[k] and np.isfinite(cost[i, k])):
            reach = np.where(np.isfinite(cost[i]), left, -np.inf)
            k = int(np.argmax(reach))
        place[i] = k
        left[k] -= instance.demand[i]
    core_of: Ints = cores[place]
    return core_of


def recentred(instance: MedianInstance, core_of: Ints) -> Ints:
    """Return the same groups, each led by its best member."""
    if not instance.is_shared:
        return core_of
    out = core_of.copy()
    order = np.argsort(core_of, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(core_of[order])) + 1):
        cost = instance.cost[np.ix_(members, members)].sum(axis=0)
        cost += instance.opening[members]
        load = instance.demand[members].sum()
        room = instance.capacity[members] + room_for_noise(instance.capacity[members])
        now = int(np.flatnonzero(members == core_of[members[0]])[0])
        cost = np.where(room >= load, cost, np.inf)
        best = int(np.argmin(cost))
        if cost[best] < cost[now] or room[now] < load:
            out[members] = members[best]
    return out
