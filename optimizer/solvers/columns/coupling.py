"""Sharing one coverage target between parts: which part covers how much.

A part asked to cover at least ``m`` schools is a *cell*. A plan of the whole that is
best tier by tier is, in each part, best tier by tier among the plans that cover at
least what it covers there; so the best plan is a choice of one cell a part whose
``m`` reach the target. Tuples of tier values add up like numbers and are compared
like words, so dynamic programming over the parts finds the best choice.

Few cells are ever solved: bounds stand in for values until a cell is wanted.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from optimizer.problem import GoalName
from optimizer.solvers.columns.part import Outcome, TierSearch
from optimizer.solvers.columns.state import State

Key = tuple[float, ...]
"""Tier values in their order, all to be minimised."""

Join = Callable[[Key, Key], Key]
"""How the values of two parts make those of both."""


@dataclass(eq=False)
class Cell:
    """A part asked to cover at least so many schools.

    Parameters
    ----------
    part
        Position of the part.
    coverage
        Schools to cover; 0 where no target is shared.
    state
        What is settled.
    past
        Values of the tiers settled since the target was shared.
    search
        The running search of the current tier.
    bound
        Lower bound on the current tier.
    outcome
        What the current tier came to, once it is solved.
    ahead
        Searches of tiers to come that are relaxed already.
    """

    part: int
    coverage: int
    state: State
    past: Key = ()
    search: TierSearch | None = None
    bound: float = -math.inf
    outcome: Outcome | None = None
    ahead: dict[GoalName, TierSearch] = field(default_factory=dict)

    @property
    def hope(self) -> Key:
        """The values so far; of the current tier the value, or its bound for now."""
        now = self.bound if self.outcome is None else float(self.outcome.value)
        return (*self.past, now)

    @property
    def least(self) -> Key:
        """The values so far; of the current tier the bound."""
        return (*self.past, self.bound)


class Option(NamedTuple):
    """What choosing a cell brings and what it is worth."""

    coverage: int
    key: Key


def sums(a: Key, b: Key) -> Key:
    """Join values that all add up."""
    return tuple(x + y for x, y in zip(a, b, strict=True))


def sums_and_longest(a: Key, b: Key) -> Key:
    """Join values of which the last one is a maximum."""
    return (*sums(a[:-1], b[:-1]), max(a[-1], b[-1]))


def best_through(
    parts: Sequence[Sequence[Option]], needed: int, join: Join
) -> list[list[Key | None]]:
    """Return the best values of all choices that use an option, for each option.

    Parameters
    ----------
    parts
        Options of every part, at least one each.
    needed
        Least sum of coverage.
    join
        How values of parts come together.

    Returns
    -------
    list
        ``None`` for an option that no choice with enough coverage uses.
    """
    before = [_empty()]
    for options in parts:
        before.append(_extended(before[-1], options, needed, join))
    after = [_empty()]
    for options in reversed(parts):
        after.append(_extended(after[-1], options, needed, join))
    after.reverse()
    found: list[list[Key | None]] = []
    for p, options in enumerate(parts):
        rest = _Rest.of(after[p + 1])
        found.append([_best_around(o, before[p], rest, needed, join) for o in options])
    return found


def best_choice(
    parts: Sequence[Sequence[Option]], needed: int, join: Join
) -> tuple[Key, list[int]]:
    """Return the best values and the option each part takes, the first of equals.

    There must be a choice with enough coverage.
    """
    chosen: list[int] = []
    left = [list(options) for options in parts]
    best: Key = ()
    for p in range(len(parts)):
        through = best_through(left, needed, join)[p]
        best = min(key for key in through if key is not None)
        chosen.append(through.index(best))
        left[p] = [left[p][chosen[-1]]]
    return best, chosen


Table = dict[int, Key]
"""Best values by coverage, what exceeds the need counted as just enough."""


def _empty() -> Table:
    return {0: ()}


def _extended(
    table: Table, options: Sequence[Option], needed: int, join: Join
) -> Table:
    """Return the table with one part more."""
    found: Table = {}
    for coverage, key in table.items():
        for option in options:
            total = min(needed, coverage + option.coverage)
            joined = join(key, option.key) if key else option.key
            if total not in found or joined < found[total]:
                found[total] = joined
    return found


@dataclass(frozen=True)
class _Rest:
    """Best values of the parts that follow, by the least coverage they bring.

    ``best[j]`` is the least of all keys from ``coverage[j]`` on.
    """

    coverage: list[int]
    best: list[Key]

    @classmethod
    def of(cls, table: Table) -> _Rest:
        """Return the running minimum of a table from its largest coverage down."""
        coverage = sorted(table)
        best: list[Key] = []
        for further in reversed(coverage):
            best.append(min(table[further], best[-1]) if best else table[further])
        return cls(coverage, best[::-1])

    def with_at_least(self, needed: int) -> Key | None:
        """Return the best values with so much coverage; ``None`` if there are none."""
        at = bisect_left(self.coverage, needed)
        return self.best[at] if at < len(self.best) else None


def _best_around(
    option: Option, before: Table, rest: _Rest, needed: int, join: Join
) -> Key | None:
    """Return the best values with one option between what precedes and follows it.

    Joining keeps the order of keys, so only the best of what follows matters.
    """
    best: Key | None = None
    for coverage, key in before.items():
        more = rest.with_at_least(needed - coverage - option.coverage)
        if more is not None:
            joined = join(key, option.key) if key else option.key
            joined = join(joined, more) if more else joined
            if best is None or joined < best:
                best = joined
    return best
