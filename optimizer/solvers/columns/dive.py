"""Diving: a plan out of a relaxation, by founding its surest alliances step by step.

Each step founds the alliances the relaxation is surest of and prices new ones for
the schools and cores left, so that what is chosen late still fits together.
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.problem import Ints
from optimizer.solvers.columns.blocks import blocks_of
from optimizer.solvers.columns.effort import Effort
from optimizer.solvers.columns.groups import Floats, Groups, Measure, Reach
from optimizer.solvers.columns.pricing import Pricing
from optimizer.solvers.columns.program import Linear, Program, price_of
from optimizer.solvers.columns.state import State, keys_of, without

_SURE = 0.99
"""Share from which an alliance of the relaxation counts as chosen."""

_STEP = 12
"""A step founds at least a twelfth of the alliances the relaxation is unsure of."""

_EACH = 4
"""New alliances of each core a step."""


def dive(
    state: State, goal: Linear, pricing: Pricing, effort: Effort, *, noise: float
) -> Groups | None:
    """Return a legal plan within all rows, or ``None`` if the dive met a dead end."""
    reach = state.reach
    large = len(blocks_of(reach)) > 1
    program = Program(reach, goal, state.rows, state.gap_most, interior=large)
    groups, known = state.seeds, keys_of(state.seeds)
    program.add(groups)
    founded: list[int] = []
    while not effort.is_over():
        duals = program.relax(seconds=effort.seconds_left)
        if duals is None:
            return None
        share = program.shares
        share[founded] = 0.0
        new = _surest(reach, groups, share)
        if not new:
            return groups[np.array(founded, dtype=np.int64)]
        founded += new
        program.found(np.array(new, dtype=np.int64))
        price = price_of(reach, goal, state.rows, duals)
        price = _of_the_rest(state, price, groups[np.array(founded, dtype=np.int64)])
        more, _ = pricing.best(price, -noise, each=_EACH, exact=False)
        more = without(more, known)
        known |= keys_of(more)
        program.add(more)
        groups = groups.joined(more)
    return None


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
    return Measure(
        np.where(out, np.inf, price.pair),
        np.where(np.isin(reach.cores, taken), np.inf, price.core),
    )
