"""The relaxation of one tier of one part: what no plan can beat, and its prices.

Column generation: the relaxation over the alliances found so far gives a price to
every school and rule; alliances that are cheaper than their price are added until
there are none. The Lagrangian bound of those prices holds over all alliances. Where a
gap is left, cuts (C) tighten it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property

import numpy as np

from optimizer.solvers.columns.blocks import is_large
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups, Measure
from optimizer.solvers.columns.growth import TooManyGroups
from optimizer.solvers.columns.linear import (
    Duals,
    Linear,
    bound_of,
    is_sum_of_costs,
    price_of,
)
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, holds, keys_of, value_of, without
from optimizer.solvers.running import whole_bound

MOST_LISTED = 400_000
"""Alliances that may be listed at once; more are left to later tiers to thin out."""

_A_ROUND, _EACH_LEAST = 600, 4
"""New alliances a round of column generation adds, and the least of each core."""

_CUTS = 500
"""Cuts added at once."""

_NO_PRICE = 1e-4
"""Part of the dearest cut's price below which one was of no use."""

_STALL, _IDLE = 0.01, 3
"""Part of the gap a round of cuts closes at least; rounds in a row that may not."""

_CLOSE = 3e-4
"""Part of the relaxation's value by which the bound of a large part may fall short."""

_WORST = 2**62
"""Value of no plan at all."""

_NOISE = 1e-6
"""Part of the largest price below which a reduced cost counts as 0."""


class TierBound:
    """A tier of a part with its bound, and the best plan met; :meth:`relax` first.

    Parameters
    ----------
    state
        The part, and the plan to begin with.
    goal
        What is minimised.
    effort
        The run's books.
    """

    def __init__(self, state: State, goal: Linear, effort: Effort) -> None:
        self._state = state
        self._goal = goal
        self._effort = effort
        self._pricing = Pricing(state.reach)
        self._each = max(_EACH_LEAST, _A_ROUND // max(1, len(state.reach.cores)))
        self._value = state.value(goal)
        self._program: Program | None = None
        self._price: Measure | None = None
        self._duals: Duals | None = None
        self._relaxed = -math.inf
        self._slopes = np.zeros(len(state.rows))
        self._bound = -math.inf
        self._noise = _NOISE * max(1.0, goal.measure.largest)

    @property
    def bound(self) -> int | None:
        """Lower bound on the goal so far; ``None`` if there is none."""
        return whole_bound(self._bound)

    @property
    def generated(self) -> Groups:
        """The alliances of the relaxation."""
        return self._state.seeds

    def offer(self, groups: Groups) -> None:
        """Take over a plan found elsewhere, within all rows, if it is better."""
        self._keep(groups)

    def line(self, row: int) -> tuple[float, float]:
        """Return the relaxed bound and what it gains by each unit of a row's limit."""
        return self._relaxed, self._slopes[row]

    def relax(self) -> None:
        """Generate columns until no alliance is cheaper than its price."""
        state = self._state
        if is_sum_of_costs(self._goal):
            self._bound = 0.0
        if not self._is_open():
            return
        self._program = Program(
            state.reach,
            self._goal,
            state.rows,
            state.gap_most,
            cuts=state.cuts,
            interior=self._is_large,
        )
        self._program.add(state.seeds)
        self._generate(self._program)

    def accept(self, plan: Groups) -> None:
        """Take over a plan that may miss held tiers a little: hold them where it is.

        A price tells what the bound loses by each unit of a row's limit.
        """
        self._value = _WORST
        rows = []
        for row, slope in zip(self._state.rows, self._slopes, strict=True):
            reached = float(plan.value(row.expression.measure).sum())
            missed = max(0.0, reached - row.upper) if row.spare else 0.0
            self._relaxed += slope * missed
            self._bound += slope * missed
            rows.append(replace(row, upper=row.upper + missed))
        self._state = replace(self._state, rows=tuple(rows))
        self._keep(plan)

    def goes_on_from(self, state: State) -> bool:
        """Tell whether the best plan is still that of a state."""
        return keys_of(self._state.best) == keys_of(state.best)

    def disown(self) -> None:
        """Leave the plan at hand out of account: it is not within the rows."""
        self._value = _WORST

    def exceeds(self, value: float) -> bool:
        """Relax until the goal is known to be above a value; tell whether it is."""
        if math.isfinite(value):
            self._value = math.floor(value) + 1
            self.relax()
        return self.bound is not None and self.bound > value

    def tighten(self) -> bool:
        """Cut off what no plan can be (C), as long as that closes enough of the gap.

        The relaxation is let go of afterwards. Returns whether the bound is better.
        """
        program, begun = self._program, self._relaxed
        idle = 0
        while program is not None and self._is_open() and idle < _IDLE:
            before = self._relaxed
            if self._is_large and self._effort.is_half_over():
                break  # the rest is for plans
            cuts = program.violated(_CUTS)
            if not len(cuts):
                break
            program.cut(cuts)
            self._generate(program)
            gained = self._relaxed - before
            idle = 0 if gained > _STALL * (self._value - before) else idle + 1
        self._program = None
        if self._duals is not None:
            least = _NO_PRICE * self._duals.cut.min(initial=0.0)
            of_use = self._duals.cuts[np.flatnonzero(self._duals.cut < least)]
            self._state = replace(self._state, cuts=of_use)
        return self._relaxed > begun

    def _generate(self, program: Program) -> None:
        """Add alliances to the relaxation until none is cheaper than its price."""
        state = self._state
        known = keys_of(state.seeds)
        while not self._effort.is_over():
            duals = program.relax(seconds=self._effort.seconds_left)
            if duals is None:
                break
            price = self._without_long(
                price_of(state.reach, self._goal, state.rows, duals)
            )
            new, lowest = self._cheap(price)
            bound = bound_of(self._goal, state.rows, state.gap_most, duals, lowest)
            if bound > self._relaxed:
                self._relaxed = bound
                self._price, self._duals = price, duals
                self._slopes = duals.side
                self._bound = max(self._bound, bound)
            new = without(new, known)
            if not len(new) or not self._is_open() or self._is_close(program.value):
                break
            known |= keys_of(new)
            program.add(new)
            state = replace(state, seeds=state.seeds.joined(new))
        self._state = state
        self._take_if_whole(program)

    def _take_if_whole(self, program: Program) -> None:
        """Take the relaxation's solution over if it is a plan already."""
        groups = program.plan
        if groups is not None and holds(self._state, groups):
            self._keep(groups)

    def _is_close(self, value: float) -> bool:
        """Tell whether the bound is near enough to the relaxation's value.

        A part that is too large to be listed needs no exact prices.
        """
        if not self._is_large:
            return False
        return value - self._relaxed <= _CLOSE * abs(value)

    def _cheap(self, price: Measure) -> tuple[Groups, Floats]:
        """Return alliances with a reduced cost below 0, and each core's lowest."""
        listed = self._state.listed
        if listed is None:
            return self._pricing.best(price, -self._noise, each=self._each)
        prices = listed.value(price)
        lowest = np.full(len(self._state.reach.cores), np.inf)
        np.minimum.at(lowest, listed.core_at, prices)
        below = np.flatnonzero(prices < -self._noise)
        below = below[np.lexsort((prices[below], listed.core_at[below]))]
        core_at = listed.core_at[below]
        rank = np.arange(len(below)) - np.searchsorted(core_at, core_at)
        return listed[below[rank < self._each]], lowest

    def _without_long(self, price: Measure) -> Measure:
        """Return the price with trips that take too long priced out."""
        too_long = self._state.reach.trip_s > self._state.longest_s
        return price.without(too_long) if too_long.any() else price

    def _within_gap(self, listed: Groups | None) -> Groups | None:
        """Return the alliances that can be in a plan as good as the best one.

        ``None`` if there are too many to list, or no prices to tell by.
        """
        if self._price is None:
            return listed
        limit = max(0.0, self._value - self._relaxed) + self._noise
        if listed is not None:
            return listed[listed.value(self._price) <= limit]
        try:
            return self._pricing.under(self._price, limit, most=MOST_LISTED)
        except TooManyGroups:
            return None

    def _is_open(self) -> bool:
        """Tell whether a better plan is still possible and may be looked for."""
        proven = self.bound is not None and self.bound >= self._value
        return not proven and not self._effort.is_over()

    @cached_property
    def _is_large(self) -> bool:
        """Whether the part has so many cores that it is bettered block by block."""
        return is_large(self._state.reach)

    def _keep(self, groups: Groups) -> None:
        """Take a plan over if it is better."""
        value = value_of(self._state, self._goal, groups)
        if value < self._value:
            self._value = value
            seeds = self._state.seeds
            new = without(groups, keys_of(seeds))
            self._state = replace(self._state, best=groups, seeds=seeds.joined(new))
