"""Outside files to grids of text: one grid for each sheet, nothing judged yet.

The content decides how a file is read, not its ending alone. Whatever is read is
bounded: see :mod:`optimizer.ingest.grids.limits`.
"""

from __future__ import annotations

from optimizer.ingest.grids.door import read_book
from optimizer.ingest.grids.grid import Book, Fault, Grid, Merge, Row

__all__ = ["Book", "Fault", "Grid", "Merge", "Row", "read_book"]
