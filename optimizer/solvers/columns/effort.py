"""What a search may still spend, shared by all its steps."""

from __future__ import annotations

import time

from optimizer.solvers.columns.program import Choice, ChoiceLimits
from optimizer.solvers.protocol import SolveLimits, Watcher

NODES_PER_UNIT = 100
"""Nodes of integer search counted as one unit of ``deterministic_limit``."""


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
        self._started = time.perf_counter()
        self.watcher = watcher
        self.interrupted = False
        self.wall_limited = False

    @property
    def seconds_left(self) -> float:
        """Clock seconds left, at least 0."""
        spent = time.perf_counter() - self._started
        return max(0.0, self._limits.time_limit_s - spent)

    def is_over(self) -> bool:
        """Tell whether to stop now, and book why."""
        self.interrupted |= self.watcher.should_stop()
        self.wall_limited |= self.seconds_left <= 0
        return self.interrupted or self.wall_limited or self._nodes_left <= 0

    def share(self, nodes: int) -> ChoiceLimits:
        """Return the limits of one integer search of at most ``nodes`` nodes."""
        return ChoiceLimits(
            seed=self._limits.seed,
            nodes=max(1, min(nodes, self._nodes_left)),
            seconds=self.seconds_left,
        )

    def book(self, choice: Choice) -> None:
        """Take off what an integer search has spent."""
        self._nodes_left -= choice.nodes
        self.interrupted |= choice.interrupted
        self.wall_limited |= choice.clock
