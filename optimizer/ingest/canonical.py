"""Canonical tables: what ingest understood, written so that it reads back equal.

UTF-8 with a mark, comma, a fixed order of columns, WGS 84, 是/否, and ``'`` before
any text a spreadsheet would run as a formula (see :mod:`optimizer.ingest.cells`).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from optimizer.domain import PairWish, School
from optimizer.errors import OutputError
from optimizer.ingest.cells import guarded
from optimizer.ingest.columns import PAIR_COLUMNS, SCHOOL_COLUMNS


def write_schools(schools: Sequence[School], path: str | Path) -> None:
    """Write a canonical school table.

    Parameters
    ----------
    schools
        Schools in the order they shall have; coordinates in WGS 84.
    path
        The csv to write.

    Raises
    ------
    OutputError
        F111 if the file cannot be written.
    """
    _write(path, _schools_csv(schools))


def write_pairs(pairs: Sequence[PairWish], path: str | Path) -> None:
    """Write a canonical pair table.

    Parameters
    ----------
    pairs
        Wishes in the order they shall have. Their row numbers are not written.
    path
        The csv to write.

    Raises
    ------
    OutputError
        F111 if the file cannot be written.
    """
    rows = ([pair.kind.value, pair.a, pair.b, pair.note] for pair in pairs)
    _write(path, _csv(PAIR_COLUMNS, rows))


def fingerprint_of(schools: Iterable[School]) -> str:
    """Return the SHA-256, as hex text, of the canonical table in the order of ids."""
    ordered = sorted(schools, key=lambda school: school.school_id)
    return hashlib.sha256(_schools_csv(ordered).encode()).hexdigest()


def _schools_csv(schools: Iterable[School]) -> str:
    rows = ([getattr(s, name) for name in SCHOOL_COLUMNS] for s in schools)
    return _csv(SCHOOL_COLUMNS, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    file = io.StringIO(newline="")
    # Quotes go around each character of the line end, so a lone "\r" is safe too.
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def _cell(value: object) -> str:
    """Return a value as text that the reader takes for the same value.

    Examples
    --------
    >>> _cell(None), _cell(True), _cell(5500.0), _cell(109.5), _cell("=1")
    ('', '是', '5500', '109.5', "'=1")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return guarded(value) if isinstance(value, str) else str(value)


def _write(path: str | Path, text: str) -> None:
    try:
        Path(path).write_bytes(text.encode("utf-8-sig"))
    except OSError as error:
        raise OutputError("F111", file=str(path), reason=error.strerror) from error
