"""What is odd about a matrix, and how far two of them agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import School
from optimizer.margins import seconds_limit
from optimizer.matrix import TravelMatrix
from optimizer.policy import Travel
from optimizer.travel.estimate import straight_m
from optimizer.travel.units import MPS_PER_KPH

_Floats = NDArray[np.float64]
_Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outlier:
    """A pair whose numbers are hard to believe.

    Parameters
    ----------
    from_id, to_id
        Schools.
    seconds, metres
        The trip.
    straight_m
        Straight metres between the schools; NaN where one is unlocated.
    is_fast, is_winding
        Faster than ``outlier_kph`` on the whole; longer than ``outlier_detour``
        times the straight line.
    """

    from_id: str
    to_id: str
    seconds: int
    metres: int
    straight_m: float
    is_fast: bool
    is_winding: bool

    @property
    def kph(self) -> float:
        """Mean speed in km/h."""
        return self.metres / self.seconds / MPS_PER_KPH

    @property
    def detour(self) -> float:
        """Road over straight distance; infinite for two schools at one place."""
        return self.metres / self.straight_m if self.straight_m else np.inf


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 5 % and 95 % points of a figure; ``num`` pairs have it."""

    num: int
    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Agreement:
    """How far two engines agree on the same pairs.

    Parameters
    ----------
    minutes, km
        Second over first, of the pairs both know.
    only_first, only_second
        Pairs one of them knows alone.
    decided
        Pairs at least one of them lets into an alliance by minutes and kilometres.
    flipped
        Of those, the pairs the other keeps out, as (from, to) indices in order.
    """

    minutes: Spread
    km: Spread
    only_first: int
    only_second: int
    decided: int
    flipped: tuple[tuple[int, int], ...]


def outliers(
    schools: Sequence[School], matrix: TravelMatrix, travel: Travel
) -> tuple[Outlier, ...]:
    """Return the pairs to be checked, by index of ``from``, then of ``to``.

    Both limits are exclusive: a pair at 80 km/h is not flagged. A pair at one place
    (a metre or less apart by both measures) is no detour.
    """
    straight = straight_m(schools)
    known = matrix.known & (matrix.source > 0)
    kph = _ratio(matrix.metres, matrix.seconds) / MPS_PER_KPH
    detour = _ratio(matrix.metres, straight)
    fast = known & (kph > travel.outlier_kph)
    winding = known & (detour > travel.outlier_detour) & (matrix.metres > 1)
    ids = matrix.school_ids
    return tuple(
        Outlier(
            ids[i],
            ids[j],
            int(matrix.seconds[i, j]),
            int(matrix.metres[i, j]),
            float(straight[i, j]) if np.isfinite(straight[i, j]) else np.nan,
            bool(fast[i, j]),
            bool(winding[i, j]),
        )
        for i, j in np.argwhere(fast | winding).tolist()
    )


def detours(schools: Sequence[School], matrix: TravelMatrix) -> Spread:
    """Return road over straight distance of the known pairs of located schools."""
    straight = straight_m(schools)
    known = matrix.known & (matrix.source > 0)
    apart = known & np.isfinite(straight) & (straight > 0)
    return _spread(_ratio(matrix.metres, straight)[apart])


def within_limits(matrix: TravelMatrix, travel: Travel) -> _Bools:
    """Mark ``[from, to]`` pairs within both limits of a trip, inclusive."""
    near = (matrix.seconds <= seconds_limit(travel.max_minutes)) & (
        matrix.metres <= round(travel.max_km * 1000)
    )
    return np.asarray(near & matrix.known & (matrix.source > 0), dtype=bool)


def agreement(first: TravelMatrix, second: TravelMatrix, travel: Travel) -> Agreement:
    """Compare two matrices of the same schools.

    Raises
    ------
    ValueError
        If they do not list the same schools in the same order.
    """
    if first.school_ids != second.school_ids:
        msg = "the matrices list different schools."
        raise ValueError(msg)
    off = ~np.eye(len(first.school_ids), dtype=bool)
    both = first.known & second.known & off
    one, two = within_limits(first, travel), within_limits(second, travel)
    return Agreement(
        minutes=_spread(_ratio(second.seconds, first.seconds)[both]),
        km=_spread(_ratio(second.metres, first.metres)[both]),
        only_first=int((first.known & ~second.known & off).sum()),
        only_second=int((second.known & ~first.known & off).sum()),
        decided=int((one | two).sum()),
        flipped=tuple((i, j) for i, j in np.argwhere(one != two).tolist()),
    )


def lost_pairs(
    normal: TravelMatrix, other: TravelMatrix, travel: Travel
) -> tuple[tuple[int, int], ...]:
    """Return the pairs within the limits in one scenario and beyond in another."""
    lost = within_limits(normal, travel) & ~within_limits(other, travel)
    return tuple((i, j) for i, j in np.argwhere(lost).tolist())


def _ratio(above: NDArray[np.generic], below: NDArray[np.generic]) -> _Floats:
    """Return a quotient, infinite where the divisor is 0 or less."""
    top, bottom = above.astype(np.float64), below.astype(np.float64)
    return np.divide(top, bottom, out=np.full_like(top, np.inf), where=bottom > 0)


def _spread(values: _Floats) -> Spread:
    if not len(values):
        return Spread(0, np.nan, np.nan, np.nan)
    low, median, high = np.percentile(values, [5, 50, 95])
    return Spread(len(values), float(low), float(median), float(high))
