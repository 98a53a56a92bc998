"""Diving: a plan out of a relaxation, by founding its surest alliances step by step.

Each step founds the alliances the relaxation is surest of and prices new ones for
the schools and cores left until they settle, so that what is chosen late still fits
together. The last few cores are left to an integer search: there the relaxation has
little to choose from, and rounding it costs most.
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.blocks import is_large
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups, Measure, Reach, no_groups
from optimizer.solvers.columns.linear import Linear, price_of
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Program
from optimizer.solvers.columns.state import State, keys_of, without

_SURE = 0.99
"""Share from which an alliance of the relaxation counts as chosen."""

_STEP = 12
"""A step founds at least a twelfth of the alliances the relaxation is unsure of."""

_EACH, _ROUNDS = 4, 4
"""New alliances of each core a round of pricing, and rounds a step at most."""

_LAST = 8
"""The dive ends when no more than an eighth of the cores is open."""

_MARGIN = 0.1
"""Part of what held tiers have to spare that the relaxation does without: whole plans
fall short of it, and find the rest in the search at the end."""

_EACH_LAST, _NODES_LAST = 120, 200
"""Alliances of each open core in the integer search that ends the dive; its nodes."""


def dive(
    state: State,
    goal: Linear,
    pricing: Pricing,
    effort: Effort,
    *,
    noise: float,
    soft: bool = False,
) -> Groups | None:
    """Return a legal plan, or ``None`` if the dive met a dead end.

    It is within all rows, unless ``soft`` lets it miss held tiers where it must.
    """
    return _Dive(state, goal, pricing, effort, noise, soft).run()


class _Dive:
    """One dive: the program, the alliances in it, and those founded so far."""

    def __init__(
        self,
        state: State,
        goal: Linear,
        pricing: Pricing,
        effort: Effort,
        noise: float,
        soft: bool,
    ) -> None:
        self._state, self._goal, self._soft = state, goal, soft
        self._pricing, self._effort, self._noise = pricing, effort, noise
        reach = state.reach
        large = is_large(reach)
        rows = [row.tightened(_MARGIN) for row in state.rows]
        self._program = Program(
            reach, goal, rows, state.gap_most, cuts=state.cuts, interior=large
        )
        self._groups = no_groups(reach)
        self._known: set[bytes] = set()
        self._founded: list[int] = []
        self._add(state.seeds)

    def run(self) -> Groups | None:
        """Dive to the end."""
        few = len(self._state.reach.cores) // _LAST
        while (price := self._settled()) is not None:
            share = self._program.shares
            share[self._founded] = 0.0
            new = _surest(self._state.reach, self._groups, share)
            if share.sum() <= few or not new:
                return self._ended(price)
            self._founded += new
            self._program.found(np.array(new, dtype=np.int64))
        return None

    def _add(self, groups: Groups) -> None:
        self._known |= keys_of(groups)
        self._program.add(groups)
        self._groups = self._groups.joined(groups)

    def _settled(self) -> Measure | None:
        """Relax and price until nothing new is cheap; return the last prices."""
        for last in [*[False] * _ROUNDS, True]:
            duals = self._program.relax(seconds=self._effort.seconds_left)
            if duals is None or self._effort.is_over():
                return None
            state = self._state
            price = price_of(state.reach, self._goal, state.rows, duals)
            price = _of_the_rest(state, price, self._plan)
            if last or not self._founded:
                break
            more, _ = self._pricing.best(price, -self._noise, each=_EACH, exact=False)
            more = without(more, self._known)
            if not len(more):
                break
            self._add(more)
        return price

    @property
    def _plan(self) -> Groups:
        """The alliances founded so far."""
        return self._groups[np.array(self._founded, dtype=np.int64)]

    def _ended(self, price: Measure) -> Groups | None:
        """Choose the alliances of the cores still open by an integer search."""
        plan, state = self._plan, self._state
        near = self._pricing.near(price, each=_EACH_LAST)
        rest = self._groups[np.isfinite(self._groups.value(price))]
        rest = rest.joined(without(near, keys_of(rest)))
        rest = rest[np.isfinite(rest.value(price))]
        program = Program(
            state.reach, self._goal, state.rows, state.gap_most, soft=self._soft
        )
        program.add(plan)
        program.found(np.arange(len(plan)))
        program.add(rest)
        choice = program.choose(
            np.zeros(0, dtype=np.int64),
            limits=self._effort.share(_NODES_LAST),
            watcher=self._effort.watcher,
        )
        self._effort.book(choice)
        return None if choice.chosen is None else plan.joined(rest)[choice.chosen]


def _surest(reach: Reach, groups: Groups, share: Floats) -> list[int]:
    """Return positions of groups to found: no two with a school in common."""
    open_at = np.flatnonzero(share > 1e-6)
    order = open_at[np.argsort(-share[open_at], kind="stable")]
    least = math.ceil(share.sum() / _STEP)
    used: set[int] = set()
    found: list[int] = []
    for at in order.tolist():
        if share[at] < _SURE and len(found) >= least:
            break
        schools = _schools_of(reach, groups[np.array([at])])
        if not used & schools:
            used |= schools
            found.append(at)
    return found


def _schools_of(reach: Reach, groups: Groups) -> set[int]:
    members = reach.member[groups.pairs[groups.pairs < reach.num_pairs]]
    return {*members.tolist(), *reach.cores[groups.core_at].tolist()}


def _of_the_rest(state: State, price: Measure, founded: Groups) -> Measure:
    """Return the price with pairs and cores of founded alliances priced out."""
    reach = state.reach
    taken: Ints = np.array(sorted(_schools_of(reach, founded)), dtype=np.int64)
    out = np.isin(reach.member, taken) | (reach.trip_s > state.longest_s)
    return price.without(out, np.isin(reach.cores, taken))
