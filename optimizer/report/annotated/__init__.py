"""A user's own table with its faults coloured and commented, and two sheets added.

:func:`write_annotated` is the door. What it adds it can take off again, so that a
workbook that is annotated twice is the same as one annotated once.
"""

from __future__ import annotations

from optimizer.report.annotated.book import (
    Grid,
    Source,
    is_annotated,
    is_package,
    write_annotated,
)
from optimizer.report.annotated.marks import (
    SYMBOLS,
    Annotations,
    Kind,
    ListSheet,
    Mark,
    Masked,
    Written,
)

__all__ = [
    "SYMBOLS",
    "Annotations",
    "Grid",
    "Kind",
    "ListSheet",
    "Mark",
    "Masked",
    "Source",
    "Written",
    "is_annotated",
    "is_package",
    "write_annotated",
]
