"""The bound over all arcs, and the search over the arcs it leaves."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from optimizer.solvers.pmedian.ascent import ascend, climb
from optimizer.solvers.pmedian.instance import Floats, Ints, MedianInstance
from optimizer.solvers.pmedian.neighbourhood import value_below
from optimizer.solvers.pmedian.program import Effort, Program
from optimizer.solvers.pmedian.relaxation import Relaxation, Relaxed

_STEPS = 1500

_WHOLE_STEPS = 500

_ANSWER_S = 4e-7
"""Clock seconds per pair kept for the last answers."""

_MOST_WHOLE = 400
"""Points up to which the prices are refined with whole knapsacks."""


@dataclass(frozen=True, eq=False)
class Bound:
    """Prices and what they prove.

    Parameters
    ----------
    price
        The prices.
    relaxed
        The answer to them over all points.
    """

    price: Floats
    relaxed: Relaxed

    @property
    def bound(self) -> float:
        """Lower bound on the value of every solution."""
        return self.relaxed.bound


@dataclass(frozen=True, eq=False)
class Proof:
    """What a search over the arcs left came to.

    Parameters
    ----------
    core_of
        A solution below the cutoff, ``None`` if none was found.
    bound
        Lower bound on every solution of the instance.
    complete
        Whether the best solution is known: this, or else the one given.
    """

    core_of: Ints | None
    bound: float
    complete: bool


def tighten(
    instance: MedianInstance, price: Floats, target: float, until: float = math.inf
) -> Bound:
    """Improve prices for long and return what they prove.

    Parameters
    ----------
    instance
        The instance.
    price
        Where to start.
    target
        Value of the best solution known.
    until
        Clock time at which to end, but for the last answer.
    """
    until -= instance.cost.size * _ANSWER_S

    def stop(_: Relaxed) -> bool:
        return time.time() >= until

    price = climb(instance, price, target, steps=_STEPS, stop=stop).price
    whole = instance.has_whole_demands and not instance.has_unit_demands
    whole = whole and bool(np.isfinite(instance.capacity).any())
    if whole and instance.n <= _MOST_WHOLE:
        full, steps = Relaxation(instance), _WHOLE_STEPS
        price = ascend(
            full, price, target=target, steps=steps, scale=0.5, whole=True, stop=stop
        ).price
    return Bound(price, Relaxation(instance).answer(price, whole=whole))


def left_arcs(instance: MedianInstance, bound: Bound, cutoff: float) -> int:
    """Return how many arcs a solution below the cutoff may use."""
    forced = Relaxation(instance).forced(bound.price, bound.relaxed)
    return int((forced < cutoff).sum())


def prove(
    instance: MedianInstance, bound: Bound, core_of: Ints, whole: bool, until: float
) -> Proof:
    """Look for a better solution over all arcs that one may use.

    Parameters
    ----------
    instance
        The instance.
    bound
        Prices and what they prove.
    core_of
        The best solution known, obeying every rule.
    whole
        Whether all costs are whole numbers.
    until
        Clock time at which to end.
    """
    value = instance.value_of(core_of)
    cutoff = value_below(value, whole=whole)
    if bound.relaxed.bound >= cutoff:
        return Proof(None, min(value, bound.relaxed.bound), complete=True)
    relaxation = Relaxation(instance)
    kept = relaxation.forced(bound.price, bound.relaxed) < cutoff
    if instance.is_shared:
        kept &= np.diagonal(kept)
    kept[np.arange(instance.n), core_of] = True
    if instance.is_shared:
        cores = np.unique(core_of)
        kept[cores, cores] = True
    program = Program(instance, kept)
    enough = 0.9 if whole else 1e-9 * max(1.0, abs(value))
    found = program.search(Effort(until - time.time()), start=core_of, enough=enough)
    proven = max(bound.relaxed.bound, min(cutoff, found.bound))
    better = found.core_of
    if better is None:
        # The solution given lies within the arcs: none at all proves nothing.
        return Proof(None, bound.relaxed.bound, complete=False)
    least = instance.value_of(better)
    closed = least - found.bound <= enough + 1e-9 * max(1.0, abs(value))
    if least > cutoff:
        better = None
    return Proof(better, proven, found.complete and closed)


def decide(instance: MedianInstance, until: float) -> tuple[Ints | None, bool]:
    """Look for any solution over all arcs; return it, and whether all was searched."""
    kept = np.isfinite(instance.cost) & Relaxation(instance).is_usable
    effort = Effort(until - time.time())
    found = Program(instance, kept).search(effort, enough=math.inf)
    return found.core_of, found.complete
