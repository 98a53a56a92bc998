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

from dataclasses import dataclass, replace

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.blocks import better_by_block, is_vast
from optimizer.solvers.columns.bounding import TierBound
from optimizer.solvers.columns.choice import Block, search_among
from optimizer.solvers.columns.dive import dive
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups
from optimizer.solvers.columns.growth import NARROW
from optimizer.solvers.columns.linear import Linear, weighted
from optimizer.solvers.columns.state import State, keys_of, without
from optimizer.solvers.columns.tolerance import ACCEPTED, near_enough

_EACH_NEAR = 40
"""Alliances of each core that the blocks of a large part are chosen from."""

_SIZES = (2_000, 8_000, 30_000)
"""How many alliances the integer searches of a proof begin with."""

_NODES_FIRST, _NODES_PROOF = 200, 20_000
"""Nodes of the first choice, and of each search of a proof."""

_WORK_WIDE, _WORK_MANY = 10.0, 1.0
"""Deterministic work of CP-SAT in a tier whose alliances are too many to list, and in
one where they are many to search."""

_MANY = 5_000
"""Alliances that make a search long enough for CP-SAT to be asked first: what the
relaxation cannot tell apart, its clauses often can."""


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


class TierSearch(TierBound):
    """The solving of one tier of one part; :meth:`relax` comes before the rest.

    Parameters
    ----------
    state, goal, effort
        See :class:`~optimizer.solvers.columns.bounding.TierBound`.
    ahead
        The tier that follows, to choose by among plans that are equally good.
    is_last
        Whether no later tier is a sum that could change much of the plan.
    tolerance
        Part of its bound the tier of a large part may fall short by.
    """

    def __init__(
        self,
        state: State,
        goal: Linear,
        effort: Effort,
        ahead: Linear | None = None,
        *,
        is_last: bool = False,
        tolerance: float = 0.0,
    ) -> None:
        super().__init__(state, goal, effort)
        self._ahead = ahead
        self._is_last = is_last
        self._tolerance = tolerance
        self._has_first = False

    def finish(self) -> Outcome:
        """Choose and prove; stop as soon as value and bound meet."""
        if self._is_large:
            self._approach()
        else:
            self._better()
            if self.tighten():
                self._better()
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
        return self._outcome(listed)

    def _outcome(self, listed: Groups | None) -> Outcome:
        """Return what the tier came to, held for the tiers that follow."""
        seeds = self._within_gap(self._state.seeds) or self._state.seeds
        held, spare = self._held_at, 0
        if held > self._value:
            listed = self._state.listed  # the other is one of better plans alone
        if self._is_large and self._tolerance and self.bound is not None:
            spare = max(0, held - self.bound)
        state = replace(self._state, listed=listed, seeds=seeds)
        state = state.held(self._goal, held, spare)
        return Outcome(state, self._value, self.bound)

    @property
    def _held_at(self) -> int:
        """Value the tier is held at: a large part's is near enough where unproven."""
        bound = self.bound
        if not self._is_large or bound is None or bound >= self._value:
            return self._value
        return max(self._value, near_enough(bound, self._tolerance))

    @property
    def owed(self) -> State:
        """The state with the tier held near enough to its bound, for a plan to come.

        As it was if there is no bound.
        """
        bound = self.bound
        if bound is None:
            return self._state
        held = near_enough(bound, self._tolerance)
        return self._state.held(self._goal, held, held - bound)

    def first_plan(self) -> Groups | None:
        """Return a plan near rows that no plan at hand keeps, if one is found."""
        self.tighten()
        self._has_first = True
        return self.dived(soft=True) if self._is_open() else None

    def _approach(self) -> None:
        """Come near the bound of a large part.

        In a vast one the last of the sums gives the plan its form: a relaxation cut
        sharp is nearly whole, and a dive from it ends nearer.
        """
        if not self._is_vast:
            self.tighten()
        elif not self._has_first:
            if not self._is_last:
                self._dive()
            if self._is_last or not self._is_near:
                self.tighten()
                self._dive()
        self._better_by_block()

    @property
    def _is_near(self) -> bool:
        """Whether the best plan of a vast part is near enough to its bound."""
        bound = self.bound
        if not self._is_vast or bound is None:
            return False
        tolerance = ACCEPTED if self._tolerance else 0.0
        return self._value <= near_enough(bound, tolerance)

    def _better(self) -> None:
        """Look for a better plan among the alliances the relaxation points to."""
        if not self._is_open() or self._price is None or self._duals is None:
            return
        if self._is_wide:
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
            self._better()
        return self._state

    @property
    def _is_vast(self) -> bool:
        """Whether near its bound is near enough."""
        return is_vast(self._state.reach)

    @property
    def _is_wide(self) -> bool:
        """Whether alliances have so many members that few can be listed."""
        return self._state.reach.width > NARROW

    def dived(self, *, soft: bool = False) -> Groups | None:
        """Return a plan found by diving from the relaxation, if one is found."""
        return dive(
            self._state,
            self._goal,
            self._pricing,
            self._effort,
            noise=self._noise,
            soft=soft,
        )

    def _dive(self) -> None:
        """Dive; keep what is found if it is better."""
        found = self.dived() if self._is_open() and not self._is_near else None
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
        if self._is_open() and not self._is_near:
            # Prices tell the blocks of a large part only: a smaller one is one block.
            by_price = self._is_large and not self._is_wide
            near = self._near() if by_price else None
            goal, aim = self._goal, self._relaxed
            if self._is_vast and self.bound is not None:
                aim = near_enough(self.bound, self._tolerance)
            self._keep(better_by_block(self._state, goal, aim, self._effort, near))

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

    def _choose(self, groups: Groups, nodes: int) -> bool:
        """Search some alliances for a better plan; return whether all was searched."""
        found = search_among(self._state, self._goal, groups, self._effort, nodes=nodes)
        if found.groups is not None:
            self._keep(found.groups)
        return found.complete

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
