"""One tier of one part: bound it, choose, and prove.

1.  *Bound.* Column generation: the relaxation over the alliances found so far gives
    a price to every school and rule; alliances that are cheaper than their price
    are added until there are none. The Lagrangian bound of those prices holds over
    all alliances. Where a gap is left, cuts (C) of three schools tighten it.
2.  *Choose.* An integer search over the few hundred alliances of the relaxation.
3.  *Prove.* An alliance whose reduced cost exceeds the gap between the best plan and
    the bound is in no plan as good. All others are listed and searched, cheapest
    first; what was not searched yet bounds what could still be found.

What is left after a tier is the list for the next one: it only gets shorter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.blocks import better_by_block, is_large
from optimizer.solvers.columns.choice import Block, search_among
from optimizer.solvers.columns.dive import dive
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups, Measure
from optimizer.solvers.columns.growth import NARROW, TooManyGroups
from optimizer.solvers.columns.linear import (
    Duals,
    Linear,
    bound_of,
    is_sum_of_costs,
    price_of,
    weighted,
)
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import (
    Prices,
    State,
    holds,
    keys_of,
    value_of,
    without,
)
from optimizer.solvers.running import whole_bound

MOST_LISTED = 400_000
"""Alliances that may be listed at once; more are left to later tiers to thin out."""

_A_ROUND, _EACH_LEAST = 600, 4
"""New alliances a round of column generation adds, and the least of each core."""

_EACH_NEAR = 40
"""Alliances of each core that the blocks of a large part are chosen from."""

_SIZES = (2_000, 8_000, 30_000)
"""How many alliances the integer searches of a proof begin with."""

_CUTS = 500
"""Cuts added at once."""

_NO_PRICE = 1e-4
"""Part of the dearest cut's price below which one was of no use."""

_STALL, _IDLE = 0.01, 3
"""Part of the gap a round of cuts closes at least; rounds in a row that may not."""

_NODES_FIRST, _NODES_PROOF = 200, 20_000
"""Nodes of the first choice, and of each search of a proof."""

_WORK_WIDE, _WORK_MANY = 10.0, 1.0
"""Deterministic work of CP-SAT in a tier whose alliances are too many to list, and in
one where they are many to search."""

_MANY = 5_000
"""Alliances that make a search long enough for CP-SAT to be asked first: what the
relaxation cannot tell apart, its clauses often can."""

_CLOSE = 2e-5
"""Part of the relaxation's value by which the bound of a large part may fall short."""

_NOISE = 1e-6
"""Part of the largest price below which a reduced cost counts as 0."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """A solved tier: the state after it, its value and a lower bound on it."""

    state: State
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether no plan has a lower value."""
        return self.bound is not None and self.bound >= self.value


class TierSearch:
    """The solving of one tier of one part; :meth:`relax` comes before the rest."""

    def __init__(
        self, state: State, goal: Linear, effort: Effort, ahead: Linear | None = None
    ) -> None:
        self._state = state
        self._goal = goal
        self._ahead = ahead
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

    def finish(self) -> Outcome:
        """Choose and prove; stop as soon as value and bound meet."""
        if not self._is_large:
            self.better()
        if self.tighten() or self._is_large:
            self.better()
        listed = self._state.listed
        if self._is_open() or listed is not None or not self._goal.gaps.any():
            # A tier of gaps that is closed already leaves nearly all there are.
            listed = self._within_gap(listed)
        if self._is_open() and listed is None and not (self._is_large or self._is_wide):
            self._better_wide()
            listed = self._within_gap(None)
        if self._is_open() and listed is not None and self._price is not None:
            self._prove(listed, listed.value(self._price))
            listed = self._within_gap(listed)
        seeds = self._within_gap(self._state.seeds) or self._state.seeds
        state = replace(
            self._state, listed=listed, seeds=seeds, prices=self._last_prices()
        )
        return Outcome(state.held(self._goal, self._value), self._value, self.bound)

    def _last_prices(self) -> Prices | None:
        """Return the prices found, or those of an earlier tier."""
        if self._price is None or self._duals is None:
            return self._state.prices
        rows = self._state.rows
        return Prices(self._goal, rows, self._duals, self._price, self._value)

    def better(self) -> None:
        """Look for a better plan among the alliances the relaxation points to."""
        if not self._is_open() or self._price is None or self._duals is None:
            return
        if self._is_large:
            self._better_by_block()
        elif self._is_wide:
            self._better_wide()
        else:
            self._choose(self._state.seeds, _NODES_FIRST)
            if self._is_open() and self._ahead is not None:
                self._look_ahead(self._ahead)

    def opening(self) -> State:
        """Return the state with the best plan found without listing or proof.

        It keeps the alliances of the relaxation that can matter to a good plan.
        """
        self.tighten()
        if self._is_large:
            self._dive()
        else:
            self.better()
        return self._state

    @cached_property
    def _is_large(self) -> bool:
        """Whether the part has so many cores that it is bettered block by block."""
        return is_large(self._state.reach)

    @property
    def _is_wide(self) -> bool:
        """Whether alliances have so many members that few can be listed."""
        return self._state.reach.width > NARROW

    def _dive(self) -> None:
        """Dive from the relaxation; keep what is found if it is better."""
        if not self._is_open():
            return
        found = dive(
            self._state, self._goal, self._pricing, self._effort, noise=self._noise
        )
        if found is not None:
            self._keep(found)

    def _better_wide(self) -> None:
        """Better the plan, and perhaps the bound, where too much is to be listed."""
        self._dive()
        self._better_by_block()
        if self._is_open():
            self._search_arcs(_WORK_WIDE)
        self._better_by_block()

    def _better_by_block(self) -> None:
        """Better the plan block by block."""
        if self._is_open():
            # Prices tell the blocks of a large part only: a smaller one is one block.
            by_price = self._is_large and not self._is_wide
            near = self._near() if by_price else None
            self._keep(
                better_by_block(
                    self._state, self._goal, self._relaxed, self._effort, near
                )
            )

    def _near(self) -> Groups | None:
        """Return the alliances the prices point to, those of the relaxation first."""
        if self._price is None:
            return None
        seeds = self._state.seeds
        near = self._pricing.near(self._price, each=_EACH_NEAR)
        return self._within_gap(seeds.joined(without(near, keys_of(seeds))))

    def _search_arcs(self, work: float) -> None:
        """Have CP-SAT search all cores at once, with so much deterministic work."""
        # CP-SAT takes a while to import, and few problems need it.
        from optimizer.solvers.columns.arcs import better_by_arcs

        state, whole = self._state, Block.whole(self._state)
        found = better_by_arcs(state, self._goal, whole, self._effort, work=work)
        self._bound = max(self._bound, found.bound)
        if found.groups is not None:
            self._keep(found.groups)

    def _look_ahead(self, ahead: Linear) -> None:
        """Choose among the alliances that are also good for the tier that follows.

        Where many plans are equally good, the relaxation's alliances are any of
        them and seldom fit together; a second wish leaves fewer that fit better.
        """
        both = weighted(self._goal, ahead)
        search = TierSearch(self._state, both, self._effort)
        search.relax()
        self._choose(search._state.seeds, _NODES_FIRST)

    def _is_open(self) -> bool:
        """Tell whether a better plan is still possible and may be looked for."""
        proven = self.bound is not None and self.bound >= self._value
        return not proven and not self._effort.is_over()

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
                self._bound = max(self._bound, bound)
                self._price, self._duals = price, duals
                self._slopes = duals.side
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

    def _choose(self, groups: Groups, nodes: int) -> bool:
        """Search some alliances for a better plan; return whether all was searched."""
        found = search_among(self._state, self._goal, groups, self._effort, nodes=nodes)
        if found.groups is not None:
            self._keep(found.groups)
        return found.complete

    def _keep(self, groups: Groups) -> None:
        """Take a plan over if it is better."""
        value = value_of(self._state, self._goal, groups)
        if value < self._value:
            self._value = value
            seeds = self._state.seeds
            new = without(groups, keys_of(seeds))
            self._state = replace(self._state, best=groups, seeds=seeds.joined(new))

    def _prove(self, listed: Groups, prices: Floats) -> None:
        """Search the listed alliances, cheapest first, until nothing is left open.

        A plan with an alliance that was not searched is worth at least the relaxed
        bound plus the reduced cost of that alliance.
        """
        order = _cheapest_first(prices, listed.core_at, self._noise)
        prices, listed = prices[order], listed[order]
        is_asked = False
        for size in (*_SIZES, len(listed)):
            better = self._value - 1 - self._relaxed + self._noise
            within = int((prices <= better).sum())
            searched = size if within > 3 * size else within
            if searched > _MANY and self._is_open() and not is_asked:
                # Once: the same search again would find the same.
                is_asked = True
                self._search_arcs(_WORK_MANY)
            if not self._is_open() or not self._choose(listed[:searched], _NODES_PROOF):
                return
            left = self._relaxed + prices[searched:].min(initial=np.inf)
            self._bound = max(self._bound, min(float(self._value), left))


def _cheapest_first(prices: Floats, core_at: Ints, step: float) -> Ints:
    """Return an order by price, equal prices spread evenly over the cores."""
    grade = np.round(prices / step)
    by_core = np.lexsort((grade, core_at))
    sorted_core = core_at[by_core]
    rank = np.empty(len(prices), dtype=np.int64)
    rank[by_core] = np.arange(len(prices)) - np.searchsorted(sorted_core, sorted_core)
    return np.lexsort((core_at, rank, grade))
