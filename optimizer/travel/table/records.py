"""What a travel table states, before the roads fill in what it leaves open."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TravelTable:
    """Pairs a table states, one record each, no pair twice.

    Parameters
    ----------
    file
        Bare name of the file.
    school_ids, school_names
        The schools in index order.
    start, end
        Index of the school a trip leaves and reaches; never the same.
    seconds
        At least 1.
    metres
        At least 1, or :data:`optimizer.matrix.UNKNOWN` where none was stated.
    source
        Positions in :data:`optimizer.matrix.SOURCES`, never 0.
    rows
        Row of the file that states each pair.
    """

    file: str
    school_ids: tuple[str, ...]
    school_names: tuple[str, ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]
    source: NDArray[np.int64]
    rows: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)

    def within(self, allowed: NDArray[np.bool_]) -> TravelTable:
        """Return the pairs marked in an array of shape ``(n, n)``."""
        keep = allowed[self.start, self.end]
        return replace(
            self,
            start=self.start[keep],
            end=self.end[keep],
            seconds=self.seconds[keep],
            metres=self.metres[keep],
            source=self.source[keep],
            rows=self.rows[keep],
        )

    def pair(self, k: int) -> str:
        """Return the two schools of a record, for a message."""
        return f"{self._school(self.start[k])} → {self._school(self.end[k])}"

    def _school(self, i: int) -> str:
        school_id, name = self.school_ids[i], self.school_names[i]
        return name if name == school_id else f"{name} ({school_id})"
