"""What a search may still spend, shared by all its steps."""

from __future__ import annotations

import time

from optimizer.solvers.columns.engine import Choice, ChoiceLimits
from optimizer.solvers.protocol import SolveLimits, Watcher

NODES_PER_UNIT = 100
"""Nodes of integer search counted as one unit of ``deterministic_limit``."""

_LEAST_CLOCK = 0.5
"""Part of the clock seconds left that a tier may use in any case."""

_MOST_CLOCK = 0.85
"""Part of them the main step may use; the rest are quick without it."""


class Effort:
    """Keeps the books of one run: nodes, clock seconds, the wish to stop.

    Attributes
    ----------
    interrupted
        Whether the user asked to stop.
    wall_limited
        Whether the clock ran out before the work did: the run is not repeatable.
    """

    def __init__(self, limits: SolveLimits, watcher: Watcher) -> None:
        self._limits = limits
        self._nodes_left = int(limits.deterministic_limit * NODES_PER_UNIT)
        self._nodes_kept = 0
        self._end = time.perf_counter() + limits.time_limit_s
        self._tier_end = self._end
        self._tier_half = self._end
        self.watcher = watcher
        self.interrupted = False
        self.wall_limited = False

    def begin_tier(self, tiers_left: int, *, is_main: bool = False) -> None:
        """Give the next tier its even share of the work left, and enough of the clock.

        So a tier that resists proof does not leave the later ones without search. What
        a tier leaves of the clock goes to the later ones; the first ones are hardest.
        """
        now = time.perf_counter()
        least = _MOST_CLOCK if is_main else _LEAST_CLOCK
        share = max(1 / tiers_left, least)
        self._tier_end = now + max(0.0, self._end - now) * share
        self._tier_half = (now + self._tier_end) / 2
        self._nodes_kept = self._nodes_left - self._nodes_left // tiers_left

    @property
    def seconds_left(self) -> float:
        """Clock seconds left for this tier, at least 0."""
        return max(0.0, self._tier_end - time.perf_counter())

    def is_over(self) -> bool:
        """Tell whether this tier is to stop now, and book why."""
        self.interrupted |= self.watcher.should_stop()
        out_of_work = self._nodes_left <= self._nodes_kept
        late = self.seconds_left <= 0
        self.wall_limited |= late and not out_of_work
        return self.interrupted or late or out_of_work

    def is_half_over(self) -> bool:
        """Tell whether half of this tier's clock seconds are gone, and book it."""
        late = time.perf_counter() >= self._tier_half
        self.wall_limited |= late
        return late

    def share(self, nodes: int) -> ChoiceLimits:
        """Return the limits of one integer search of at most ``nodes`` nodes."""
        return ChoiceLimits(
            seed=self._limits.seed,
            nodes=max(1, min(nodes, self._nodes_left - self._nodes_kept)),
            seconds=self.seconds_left,
        )

    @property
    def seed(self) -> int:
        """Seed of every search of the run."""
        return self._limits.seed

    @property
    def workers(self) -> int:
        """Searches that may run at once; it changes nothing about their outcome."""
        return self._limits.workers

    def work(self, units: float) -> float:
        """Return the deterministic work of one CP-SAT search of at most ``units``."""
        left = (self._nodes_left - self._nodes_kept) / NODES_PER_UNIT
        return max(0.01, min(units, left))

    def book_work(self, units: float, *, interrupted: bool, clock: bool) -> None:
        """Take off what a CP-SAT search has spent."""
        self._nodes_left -= max(1, round(units * NODES_PER_UNIT))
        self.interrupted |= interrupted
        self.wall_limited |= clock

    def book(self, choice: Choice) -> None:
        """Take off what an integer search has spent."""
        self._nodes_left -= choice.nodes
        self.interrupted |= choice.interrupted
        self.wall_limited |= choice.clock
