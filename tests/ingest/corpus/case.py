"""What a file of the corpus is, and what reading it must come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Expected:
    """What reading a file must come to.

    Parameters
    ----------
    issues
        Code and row of every issue, in the order they are listed; row ``None`` is
        the whole file. Issues in ``quiet`` codes are left out of the comparison.
    schools
        Id to some canonical values of it; exactly these schools must come out.
        Empty if the file is refused.
    excluded
        Rows of the file that are listed as left out (totals, notes).
    refused
        Whether the file is refused.
    quiet
        Codes of notes the case is not about.
    """

    issues: tuple[tuple[str, int | None], ...] = ()
    schools: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    excluded: tuple[int, ...] = ()
    refused: bool = False
    quiet: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CorpusCase:
    """One file: how it is written, how it is read, what must come of it.

    Parameters
    ----------
    name
        Words for the test id.
    write
        Writes the file into a folder and returns its path.
    expected
        What reading it must come to.
    options
        Options of :func:`optimizer.ingest.read_schools`.
    """

    name: str
    write: Callable[[Path], Path]
    expected: Expected
    options: Mapping[str, Any] = field(default_factory=dict)
