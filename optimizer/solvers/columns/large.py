"""Bettering a part of many cores: a dive, blocks of near cores, soft rows.

A part so large is not listed. Far places hardly meet, so most is decided within a
block of near cores, all others as they are; only alliances within the gap are tried:
no other is in a better plan.

What earlier tiers came to couples the blocks: one can give up no pupil another would
make up for. So a miss of such a row is first allowed at a price above the row's own
in the relaxation, whose value stays the same (an exact penalty), and then ever
dearer, until nothing is missed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from optimizer.solvers.columns.blocks import blocks_of
from optimizer.solvers.columns.choice import search_among
from optimizer.solvers.columns.dive import dive
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups, Measure
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Duals, Linear, Row
from optimizer.solvers.columns.state import (
    State,
    holds,
    keys_of,
    value_of,
    without,
)

_EACH = 60
"""Alliances of each core to choose from when a block is bettered."""

_CORES = (20, 30)
"""Cores of a block: small ones are searched in a moment, large ones find more."""

_NODES = 100
"""Nodes of the search of a block."""

_TIMES = (4.0, 16.0)
"""Price of a miss as a multiple of the price in the relaxation, one after another."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What the relaxation of a goal came to: a bound, and the prices of it."""

    bound: float
    duals: Duals
    price: Measure


@dataclass(frozen=True, eq=False)
class LargeSearch:
    """The search for better plans of a large part.

    Parameters
    ----------
    goal, relaxed
        What is minimised, and its relaxation.
    pricing, effort
        The part's pricing and the run's books.
    noise
        Reduced costs below it count as 0.
    """

    goal: Linear
    relaxed: Relaxed
    pricing: Pricing
    effort: Effort
    noise: float

    def bettered(self, state: State, *, far: bool) -> Groups:
        """Return the best plan found.

        Parameters
        ----------
        state
            The part with its best plan.
        far
            Whether the plan is far from the bound: a new one is dived for, or, as a
            dive misses what earlier tiers came to, blocks are coupled by soft rows.
        """
        pool = self.pricing.near(self.relaxed.price, each=_EACH)
        pool = pool.joined(without(state.seeds, keys_of(pool)))
        if far and any(_is_held(row) for row in state.rows):
            state = self._by_soft_rows(state, pool)
        elif far:
            state = self._dived(state)
        return self._by_block(state, self.goal, pool, _CORES[0]).best

    def _dived(self, state: State) -> State:
        """Return the state with the plan of a dive, if it is better."""
        found = dive(state, self.goal, self.pricing, self.effort, noise=self.noise)
        return state if found is None else self._with(state, self.goal, found)

    def _by_soft_rows(self, state: State, pool: Groups) -> State:
        """Return the state with the best plan met that misses no row."""
        plan = state.best
        for size, times in product(_CORES, _TIMES):
            soft, goal = softened(state, self.goal, self.relaxed.duals, times)
            soft = replace(soft, best=plan)
            plan = self._by_block(soft, goal, pool, size).best
            if holds(state, plan):
                state = self._with(state, self.goal, plan)
        return state

    def _by_block(self, state: State, goal: Linear, pool: Groups, size: int) -> State:
        """Return the state with a plan bettered in blocks of so many cores.

        Rounds go on while one betters the plan by a thousandth of the gap.
        """
        prices = pool.value(self.relaxed.price)
        before = math.inf
        while before - state.value(goal) > 1e-3 * self._gap(state, goal):
            before = state.value(goal)
            for block in blocks_of(state.reach, size):
                if self._is_done(state, goal):
                    return state
                within = prices <= self._gap(state, goal) + self.noise
                within &= np.isin(pool.core_at, block)
                found = search_among(
                    state, goal, pool[within], self.effort, nodes=_NODES, block=block
                )
                if found.groups is not None:
                    state = self._with(state, goal, found.groups)
        return state

    def _with(self, state: State, goal: Linear, plan: Groups) -> State:
        """Return the state with a plan, if it is better."""
        if value_of(state, goal, plan) < state.value(goal):
            return replace(state, best=plan)
        return state

    def _gap(self, state: State, goal: Linear) -> float:
        """Return what a plan could be better by at most."""
        return state.value(goal) - self.relaxed.bound

    def _is_done(self, state: State, goal: Linear) -> bool:
        """Tell whether nothing better is possible, or nothing may be looked for."""
        return self.effort.is_over() or self._gap(state, goal) < 1 - self.noise


def softened(
    state: State, goal: Linear, duals: Duals, times: float
) -> tuple[State, Linear]:
    """Return a state and a goal in which earlier tiers may be missed at a price.

    Parameters
    ----------
    state, goal
        The part, and what is minimised.
    duals, times
        Prices of the rows; a unit missed costs so many times as much, and something
        in any case.
    """
    held = [r for r, row in enumerate(state.rows) if _is_held(row)]
    rows: list[Row] = []
    gaps = goal.gaps.astype(np.float64)
    fines, most = [], []
    for r, row in enumerate(state.rows):
        fine = times * (abs(float(duals.side[r])) + _exchange(goal, row))
        if _holds_gaps(row):
            gaps = gaps + fine * row.expression.gaps
            continue
        missed = np.array([r == k for k in held], dtype=np.int64)
        if r in held:
            fines.append(fine)
            most.append(_largest_miss(row))
            row = Row(-row.expression, lower=-row.upper)
        expression = row.expression
        wider = Linear(expression.measure, np.append(expression.gaps, missed))
        rows.append(replace(row, expression=wider))
    all_most = np.append(state.gap_most, np.array(most, dtype=np.int64))
    all_gaps = np.append(gaps, fines).round().astype(np.int64)
    soft = replace(state, rows=tuple(rows), gap_most=all_most)
    return soft, Linear(goal.measure, all_gaps)


def _is_held(row: Row) -> bool:
    """Tell whether a row holds a tier that is a sum over alliances."""
    sums = _largest(row.expression.measure) > 0 and not row.expression.gaps.any()
    return sums and math.isfinite(row.upper) and math.isinf(row.lower)


def _holds_gaps(row: Row) -> bool:
    """Tell whether a row forbids gaps, as a tier that misses nothing does."""
    only = _largest(row.expression.measure) == 0 and row.expression.gaps.any()
    return bool(only) and row.upper == 0 and math.isinf(row.lower)


def _exchange(goal: Linear, row: Row) -> float:
    """Return the largest change of a goal an alliance makes for a unit of a row."""
    largest = max(1.0, _largest(row.expression.measure))
    return max(1.0, _largest(goal.measure) / largest)


def _largest_miss(row: Row) -> int:
    measure = row.expression.measure
    every = np.abs(measure.pair).sum() + np.abs(measure.core).sum()
    return math.ceil(float(every) + abs(row.upper))


def _largest(measure: Measure) -> float:
    pair: Floats = np.abs(measure.pair)
    return float(max(pair.max(initial=0), np.abs(measure.core).max(initial=0)))
