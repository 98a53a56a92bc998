"""Cells of a travel table with where they stand, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError


@dataclass(frozen=True, eq=False)
class Cells:
    """Texts of one file, each with its row and column.

    Parameters
    ----------
    file
        Bare name of the file, with the sheet where it has several.
    text
        One text per cell, as written.
    rows
        Row of each cell in the file; the first line is row 1.
    column
        Column of all cells, or one for each.
    """

    file: str
    text: NDArray[np.object_]
    rows: NDArray[np.int64]
    column: str | NDArray[np.object_]

    @property
    def columns(self) -> NDArray[np.object_]:
        """Column of each cell."""
        one_or_all = np.asarray(self.column, dtype=object)
        return np.broadcast_to(one_or_all, len(self.text))


@dataclass
class Faults:
    """Issues found so far in one file, and notes on the file as a whole."""

    file: str
    issues: list[Issue] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)

    def add(
        self,
        code: str,
        cells: Cells,
        mask: NDArray[np.bool_],
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one issue for each marked cell."""
        action = "refused" if severity is Severity.ERROR else "ignored"
        columns = cells.columns
        self.issues += [
            Issue(
                code,
                severity,
                int(cells.rows[k]),
                str(columns[k]),
                str(cells.text[k]),
                action,
                cells.file,
            )
            for k in np.flatnonzero(mask)
        ]

    def note(
        self,
        code: str,
        column: str | None,
        value: object,
        action: str = "converted",
        severity: Severity = Severity.INFO,
    ) -> None:
        """Note something about the file as a whole."""
        self.notes.append(
            Issue(code, severity, None, column, str(value), action, self.file)
        )

    def in_order(self) -> tuple[Issue, ...]:
        """Return the issues by row, then the notes."""
        by_row = sorted(self.issues, key=lambda issue: issue.row or 0)
        return (*by_row, *self.notes)

    def raise_errors(self) -> None:
        """Raise T207 with all issues if one of them is an error."""
        errors = [i for i in self.in_order() if i.severity is Severity.ERROR]
        if errors:
            raise DataError(
                "T207",
                issues=self.in_order(),
                file=self.file,
                count=len(errors),
                row=errors[0].row,
            )


def decoded(
    text: NDArray[np.object_], meaning_of: Callable[[str], int]
) -> NDArray[np.int64]:
    """Return the meaning of each text, worked out once per distinct text."""
    words = [str(word) for word in text]
    known = {word: meaning_of(word) for word in dict.fromkeys(words)}
    return np.fromiter((known[word] for word in words), np.int64, len(words))
