"""What a run may spend, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.plan import Status
from optimizer.solvers.pmedian.instance import Ints


@dataclass(frozen=True)
class MedianLimits:
    """Limits of one run.

    Parameters
    ----------
    seconds
        Clock seconds for everything.
    workers
        Processes beside this one; with 1, all work is done in this one.
    seed
        Seed of the order of parts.
    """

    seconds: float = 60.0
    workers: int = 1
    seed: int = 1


@dataclass(frozen=True, eq=False)
class MedianResult:
    """Outcome of a run.

    Parameters
    ----------
    status
        ``optimal`` only if proven over all arcs; ``infeasible`` only if proven.
    core_of
        The core of each point; ``None`` if no solution was found.
    value
        Its value, recomputed from it.
    bound
        Lower bound on the value of every solution; ``None`` if none exists.
    """

    status: Status
    core_of: Ints | None
    value: float | None
    bound: float | None

    @property
    def cores(self) -> Ints:
        """The open cores, ascending."""
        if self.core_of is None:
            return np.zeros(0, dtype=np.int64)
        return np.unique(self.core_of)

    @property
    def gap(self) -> float | None:
        """What value and bound differ by, as a share of the value."""
        if self.value is None or self.bound is None:
            return None
        return max(0.0, self.value - self.bound) / max(abs(self.value), 1e-9)
