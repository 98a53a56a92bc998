"""What every solver offers, and how it tells its progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from optimizer.plan import Solution, Tier
from optimizer.problem import Problem


class Watcher:
    """Receives progress and may ask to stop; every method does nothing by default."""

    def on_tier_start(self, name: str, position: int, total: int) -> None:
        """Tell that a tier begins; ``position`` counts from 1."""

    def on_better(self, name: str, value: int, bound: float) -> None:
        """Tell a better value of the running tier and its bound so far."""

    def on_tier_end(self, tier: Tier, seconds: float) -> None:
        """Tell the result of a tier and the clock seconds it took."""

    def should_stop(self) -> bool:
        """Return true to stop the search soon and keep the best plan so far."""
        return False


@dataclass(frozen=True)
class SolveLimits:
    """Seed and limits of one run.

    Parameters
    ----------
    seed
        Random seed of the search.
    workers
        Search workers; more than one are interleaved, which keeps runs repeatable.
    deterministic_limit
        Work allowed over all tiers, in the solver's own units: the same cut-off on
        any machine.
    time_limit_s
        Clock seconds over all tiers, a safety net: a run it ends is not repeatable.
    """

    seed: int
    workers: int
    deterministic_limit: float
    time_limit_s: float


class Solver(Protocol):
    """A method that solves a :class:`~optimizer.problem.Problem`."""

    @property
    def name(self) -> str:
        """Name and version, for the plan's fingerprint."""
        ...

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return the best plan found with value, bound and proof of each tier.

        ``start`` is the solution of a problem of the same schools, perhaps under
        other rules: it makes the search shorter, and no proven tier different.
        """
        ...
