"""A capacitated location problem as plain arrays, and the judge of its solutions."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class InstanceError(ValueError):
    """An instance whose numbers do not fit together."""


@dataclass(frozen=True, eq=False)
class MedianInstance:
    """Points to be served by cores that are still to be chosen.

    Parameters
    ----------
    cost
        Shape ``(n, m)``: cost of serving a point (row) from a core (column);
        infinite where that is not allowed.
    demand
        Shape ``(n,)``, at least 0.
    capacity
        Shape ``(m,)``, at least 0, may be infinite: most demand a core serves,
        inclusive.
    num_cores
        How many cores are opened, exactly; ``None`` leaves it open.
    opening
        Shape ``(m,)``: cost of opening a core; none by default.
    is_shared
        Whether point *k* and core *k* are the same place. An open core then serves
        itself, and its own demand counts.

    Raises
    ------
    InstanceError
        If shapes or values do not fit.
    """

    cost: Floats
    demand: Floats
    capacity: Floats
    num_cores: int | None
    opening: Floats = field(default_factory=lambda: np.zeros(0))
    is_shared: bool = True

    def __post_init__(self) -> None:
        for name in ("cost", "demand", "capacity", "opening"):
            kept = np.array(getattr(self, name), dtype=np.float64)
            object.__setattr__(self, name, kept)
        if not self.opening.size:
            object.__setattr__(self, "opening", np.zeros(len(self.capacity)))
        self._check_shapes()
        self._check_values()

    def _check_shapes(self) -> None:
        expected = (len(self.demand), len(self.capacity))
        if self.cost.ndim != 2 or self.cost.shape != expected:
            msg = f"cost has shape {self.cost.shape}, expected {expected}."
            raise InstanceError(msg)
        if self.opening.shape != self.capacity.shape:
            msg = f"opening has shape {self.opening.shape}, expected ({self.m},)."
            raise InstanceError(msg)
        if self.n == 0 or self.m == 0:
            msg = "an instance needs at least one point and one core."
            raise InstanceError(msg)
        if self.is_shared and self.n != self.m:
            msg = f"{self.n} points cannot be the same places as {self.m} cores."
            raise InstanceError(msg)

    def _check_values(self) -> None:
        for name in ("cost", "demand", "capacity", "opening"):
            values = getattr(self, name)
            if np.isnan(values).any() or (values < 0).any():
                msg = f"{name} must hold numbers of at least 0."
                raise InstanceError(msg)
        if not (np.isfinite(self.demand).all() and np.isfinite(self.opening).all()):
            msg = "demand and opening must be finite."
            raise InstanceError(msg)
        if self.num_cores is not None and not 1 <= self.num_cores <= self.m:
            msg = f"num_cores is {self.num_cores}, expected 1 to {self.m}."
            raise InstanceError(msg)

    @property
    def n(self) -> int:
        """Number of points."""
        return len(self.demand)

    @property
    def m(self) -> int:
        """Number of places where a core may open."""
        return len(self.capacity)

    @property
    def has_whole_costs(self) -> bool:
        """Whether every solution's value is a whole number."""
        finite = self.cost[np.isfinite(self.cost)]
        return _is_whole(finite) and _is_whole(self.opening)

    @property
    def has_whole_demands(self) -> bool:
        """Whether every load is a whole number."""
        return _is_whole(self.demand)

    @property
    def has_unit_demands(self) -> bool:
        """Whether only the number of points of a core counts."""
        return bool((self.demand == 1).all())

    def value_of(self, core_of: Ints) -> float:
        """Return the value of a solution, summed without rounding noise.

        Parameters
        ----------
        core_of
            Shape ``(n,)``: the core of each point.
        """
        costs = self.cost[np.arange(self.n), core_of]
        return math.fsum(costs) + math.fsum(self.opening[np.unique(core_of)])

    def faults_of(self, core_of: Ints) -> list[str]:
        """Return what is wrong with a solution; empty if nothing is."""
        if (
            core_of.shape != (self.n,)
            or (core_of < 0).any()
            or (core_of >= self.m).any()
        ):
            return ["not every point has a core"]
        faults = []
        cores = np.unique(core_of)
        if self.num_cores is not None and len(cores) != self.num_cores:
            faults.append(f"{len(cores)} cores, expected {self.num_cores}")
        if not np.isfinite(self.cost[np.arange(self.n), core_of]).all():
            faults.append("a point is served over a forbidden pair")
        load = np.bincount(core_of, weights=self.demand, minlength=self.m)
        if (load > self.capacity + room_for_noise(self.capacity)).any():
            faults.append("a core serves more than its capacity")
        if self.is_shared and (core_of[cores] != cores).any():
            faults.append("a core does not serve itself")
        return faults

    def part(self, points: Ints, cores: Ints, num_cores: int | None) -> MedianInstance:
        """Return the instance over some points and cores."""
        return MedianInstance(
            cost=self.cost[np.ix_(points, cores)],
            demand=self.demand[points],
            capacity=self.capacity[cores],
            num_cores=num_cores,
            opening=self.opening[cores],
            is_shared=self.is_shared,
        )


def room_for_noise(values: Floats) -> Floats:
    """Return by how much a sum of floats may miss its limit."""
    return np.where(np.isfinite(values), 1e-9 * np.maximum(1.0, np.abs(values)), 0.0)


def _is_whole(values: Floats) -> bool:
    return bool((values == np.floor(values)).all() and (values < 2**52).all())
