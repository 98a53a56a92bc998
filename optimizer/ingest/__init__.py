"""Outside tables to schools and wishes, with a list of issues.

:func:`read_schools` and :func:`read_pairs` are the doors in, :func:`write_schools`
and :func:`write_pairs` the way out. Nothing is dropped or repaired silently: what
was converted, guessed or left out stands in the issues.
"""

from __future__ import annotations

from optimizer.ingest.canonical import write_pairs, write_schools
from optimizer.ingest.pairs import read_pairs
from optimizer.ingest.schools import (
    Examined,
    SchoolTable,
    check_schools,
    examine_schools,
    read_schools,
)

__all__ = [
    "Examined",
    "SchoolTable",
    "check_schools",
    "examine_schools",
    "read_pairs",
    "read_schools",
    "write_pairs",
    "write_schools",
]
