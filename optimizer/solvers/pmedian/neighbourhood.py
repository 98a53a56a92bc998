"""A few neighbouring groups, solved anew: cores and members, nearly exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.ascent import ascend
from optimizer.solvers.pmedian.instance import Bools, Floats, Ints, MedianInstance
from optimizer.solvers.pmedian.program import Effort, Program
from optimizer.solvers.pmedian.relaxation import Relaxation

_STEPS = 90
"""Steps of the ascent on a part."""

_WHOLE_STEPS = 40


@dataclass(frozen=True, eq=False)
class Task:
    """Groups to be solved anew.

    Parameters
    ----------
    core_of
        The solution.
    cores
        Cores of the groups.
    price
        Prices of the points to start from.
    most_arcs
        Arcs up to which a part is searched; the least promising are left out.
    nodes
        Nodes of the integer search.
    seconds
        Clock seconds allowed.
    """

    core_of: Ints
    cores: Ints
    price: Floats
    most_arcs: int
    nodes: int
    seconds: float


def value_below(value: float, *, whole: bool) -> float:
    """Return the cutoff just below a value: what beats it must be under this."""
    if whole:
        return value - 1.0 + 1e-6
    return value - 1e-9 * max(1.0, abs(value))


def improve(instance: MedianInstance, task: Task, whole: bool) -> Ints | None:
    """Return a better solution that differs only within the groups, if one is found.

    Parameters
    ----------
    instance
        The instance.
    task
        The groups. If one of them is overloaded, any that is not counts as better.
    whole
        Whether all costs are whole numbers.
    """
    points = np.flatnonzero(np.isin(task.core_of, task.cores))
    cores = points if instance.is_shared else _sites(instance, task)
    count = None if instance.num_cores is None else len(task.cores)
    part = instance.part(points, cores, count)
    now = np.searchsorted(cores, task.core_of[points])
    start = None if part.faults_of(now) else now
    value = math.inf if start is None else part.value_of(now)
    cutoff = value_below(value, whole=whole)
    kept = _kept_arcs(part, task.price[points], cutoff, task.most_arcs)
    if kept is None:
        return None
    if start is not None:
        kept[np.arange(len(points)), now] = True
    program = Program(part, kept)
    found = program.search(
        Effort(task.seconds, nodes=task.nodes),
        start=start,
        enough=0.9 if whole else 1e-9 * max(1.0, min(value, 1e9)),
    ).core_of
    if found is None or part.value_of(found) > cutoff:
        return None
    out = task.core_of.copy()
    out[points] = cores[found]
    return out


def _sites(instance: MedianInstance, task: Task) -> Ints:
    """Return the groups' cores and every closed one."""
    is_open = np.zeros(instance.m, dtype=np.bool_)
    is_open[task.core_of] = True
    is_open[task.cores] = False
    return np.flatnonzero(~is_open)


def _kept_arcs(
    part: MedianInstance, price: Floats, cutoff: float, most_arcs: int
) -> Bools | None:
    """Return the arcs worth trying; ``None`` if nothing better can exist."""
    relaxation = Relaxation(part)
    target = cutoff
    if math.isinf(target):
        target = float(np.where(np.isfinite(part.cost), part.cost, 0.0).mean() * part.n)
    found = ascend(relaxation, price, target=target, steps=_STEPS, scale=0.8)
    if not part.has_unit_demands and part.has_whole_demands:
        found = ascend(
            relaxation,
            found.price,
            target=target,
            steps=_WHOLE_STEPS,
            scale=0.4,
            whole=True,
        )
    if found.relaxed.bound >= cutoff:
        return None
    forced = relaxation.forced(found.price, found.relaxed)
    kept = forced < cutoff
    if kept.sum() > most_arcs:
        kept &= forced <= np.partition(forced[kept], most_arcs)[most_arcs]
    if part.is_shared:
        kept &= np.diagonal(kept)
    return kept if kept.any() else None
