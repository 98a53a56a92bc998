"""Subgradient ascent: prices whose bound is nearly the best there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.instance import Floats, MedianInstance
from optimizer.solvers.pmedian.relaxation import Relaxation, Relaxed

_PATIENCE = 20
"""Steps without a better bound before the step shrinks."""

_SHRINK = 0.7

_SMALLEST = 1e-3

_MEMORY = 0.6
"""Weight of the last direction in the next."""


_FARTHEST = 0.08
"""A target farther from the bound than this share of it is not believed."""

_SMALL = 500
"""Points up to which a core looks at all of them."""

_MARGIN = 2.0
"""Points looked at, over those that pay at the prices known; doubles if too few."""

_QUICK = 1_500_000
"""Pairs up to which all points are looked at where that needs no sorting."""

_LOSS = 2e-4
"""Share of the bound that far points may cost before more are looked at."""

_REPEATS = 3


@dataclass(frozen=True, eq=False)
class Ascent:
    """Best prices found, and the answer to them."""

    price: Floats
    relaxed: Relaxed


def first_prices(instance: MedianInstance) -> Floats:
    """Return prices to start from: the cost of a moderately far core."""
    cost = instance.cost
    groups = instance.num_cores or max(1, instance.m // 4)
    rank = min(instance.m - 1, max(1, instance.m // groups))
    price = np.partition(cost, rank, axis=1)[:, rank]
    return np.where(np.isfinite(price), price, cost[np.isfinite(cost)].max(initial=1.0))


def ascend(
    relaxation: Relaxation,
    price: Floats,
    *,
    target: float,
    steps: int,
    whole: bool = False,
    scale: float = 1.5,
    stop: Callable[[Relaxed], bool] = lambda _: False,
) -> Ascent:
    """Improve prices step by step.

    Parameters
    ----------
    relaxation
        Answers the prices.
    price
        Where to start.
    target
        Value of a solution: sets the length of steps, and ends the ascent when
        the bound reaches it.
    steps
        Most steps.
    whole
        Whether knapsacks are solved in whole points.
    scale
        First step, as a share of what would close the gap.
    stop
        Told each answer; may end the ascent.
    """
    best_price, best = price, relaxation.answer(price, whole=whole)
    direction = 1.0 - best.served
    idle = 0
    for _ in range(steps):
        norm = float(direction @ direction)
        if best.bound >= target or norm < 1e-12 or scale < _SMALLEST:
            break
        gap = min(target - best.bound, _FARTHEST * abs(best.bound) + 1e-9)
        gap = max(gap, 1e-4 * abs(target), 1e-9)
        price = price + scale * gap / norm * direction
        found = relaxation.answer(price, whole=whole)
        direction = (1 - _MEMORY) * (1.0 - found.served) + _MEMORY * direction
        idle += 1
        if found.bound > best.bound:
            best_price, best, idle = price, found, 0
        elif idle >= _PATIENCE:
            price, scale, idle = best_price, scale * _SHRINK, 0
            direction = 1.0 - best.served
        if stop(found):
            break
    return Ascent(best_price, best)


def climb(
    instance: MedianInstance,
    price: Floats,
    target: float,
    *,
    steps: int,
    stop: Callable[[Relaxed], bool] = lambda _: False,
) -> Ascent:
    """Improve prices, looking at near points only where there are many.

    The answer returned is over all points. See :func:`ascend` for the parameters.
    """
    full = Relaxation(instance)
    free = instance.has_unit_demands or bool(np.isinf(instance.capacity).all())
    if instance.n <= _SMALL or (free and instance.cost.size <= _QUICK):
        return ascend(full, price, target=target, steps=steps, stop=stop)
    best = Ascent(price, full.answer(price))
    for repeat in range(_REPEATS):
        paying = (instance.cost < price[:, None]).sum(axis=0).max()
        near = Relaxation(
            instance, min(instance.n, int(_MARGIN * 2**repeat * paying) + 40)
        )
        found = ascend(near, price, target=target, steps=steps, stop=stop)
        true = full.answer(found.price)
        if true.bound > best.relaxed.bound:
            best = Ascent(found.price, true)
        if found.relaxed.bound - true.bound <= _LOSS * abs(true.bound):
            break
        price, steps = found.price, max(50, steps // 2)
    return best
