"""Travel between schools: seconds, metres and the source of each ordered pair.

Index order is ``[from, to]`` everywhere; a member's trip to its core is
``[member, core]``. Integers inside; minutes and kilometres only at the edges.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import TravelSource

UNKNOWN = -1
"""No known route. It compares below every limit, so test :attr:`TravelMatrix.known`."""

SOURCES: tuple[TravelSource | None, ...] = (None, *TravelSource)
"""Meaning of the small integers in :attr:`TravelMatrix.source`; 0 is "unknown"."""


@dataclass(frozen=True, eq=False)
class TravelMatrix:
    """Seconds, metres and source of every ordered pair of schools.

    Parameters
    ----------
    school_ids
        Ids in index order, without repeats.
    seconds, metres
        Shape ``(n, n)``, int32, ``[from, to]``; :data:`UNKNOWN` where no route is
        known. Both values of a pair belong to one path. The diagonal is 0.
    source
        Shape ``(n, n)``, uint8, positions in :data:`SOURCES`.

    Raises
    ------
    ValueError
        If shapes differ, an id repeats, or a pair is known in one array only.
    """

    school_ids: tuple[str, ...]
    seconds: NDArray[np.int32]
    metres: NDArray[np.int32]
    source: NDArray[np.uint8]

    def __post_init__(self) -> None:
        n = len(self.school_ids)
        if len(set(self.school_ids)) != n:
            msg = "school_ids has repeated ids."
            raise ValueError(msg)
        for name, dtype in (
            ("seconds", np.int32),
            ("metres", np.int32),
            ("source", np.uint8),
        ):
            values = np.array(getattr(self, name), dtype=dtype)
            if values.shape != (n, n):
                msg = f"{name} has shape {values.shape}, expected ({n}, {n})."
                raise ValueError(msg)
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        off = ~np.eye(n, dtype=bool)
        known = self.seconds >= 0
        if ((self.metres >= 0) != known).any() or ((self.source > 0) != known)[
            off
        ].any():
            msg = (
                "A pair is known in one of seconds, metres, source but not in another."
            )
            raise ValueError(msg)

    @classmethod
    def unknown(cls, school_ids: tuple[str, ...]) -> TravelMatrix:
        """Return a matrix in which no pair of different schools is known."""
        n = len(school_ids)
        seconds = np.full((n, n), UNKNOWN, dtype=np.int32)
        np.fill_diagonal(seconds, 0)
        source = np.zeros((n, n), dtype=np.uint8)
        return cls(school_ids, seconds, seconds.copy(), source)

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Position of each school id."""
        return {school_id: i for i, school_id in enumerate(self.school_ids)}

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Shape ``(n, n)``: true where a route is known."""
        return self.seconds >= 0

    def ordered(self, school_ids: Sequence[str]) -> TravelMatrix:
        """Return the trips between some of the schools, in the order given."""
        keep = np.array([self.index_of[i] for i in school_ids], dtype=np.intp)
        block = np.ix_(keep, keep)
        layers = (self.seconds[block], self.metres[block], self.source[block])
        return TravelMatrix(tuple(school_ids), *layers)

    def fingerprint(self) -> str:
        """Return the SHA-256 of ids and values, as hex text."""
        digest = hashlib.sha256("\n".join(self.school_ids).encode())
        for values in (self.seconds, self.metres, self.source):
            digest.update(np.ascontiguousarray(values).astype("<i4").tobytes())
        return digest.hexdigest()


def minutes_of(seconds: int) -> float:
    """Return minutes to two decimals; exact enough to give the seconds back."""
    return round(seconds / 60, 2)


def km_of(metres: int) -> float:
    """Return kilometres to three decimals, that is, whole metres."""
    return round(metres / 1000, 3)
