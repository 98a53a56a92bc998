"""The door for school tables: a file in, schools and issues out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue, School, Severity
from optimizer.errors import DataError
from optimizer.ingest.canonical import fingerprint_of
from optimizer.ingest.checks import run_checks
from optimizer.ingest.columns import SCHOOL_LAYOUT, match_columns
from optimizer.ingest.crs import Crs
from optimizer.ingest.schema import require_canonical
from optimizer.ingest.sheet import Sheet, build_sheet
from optimizer.ingest.tables import read_table


@dataclass(frozen=True)
class SchoolTable:
    """Schools of a table and what was noticed about them.

    Parameters
    ----------
    schools
        One for each row, in file order; coordinates in WGS 84.
    issues
        Warnings and notes by row. There is no error among them.
    crs
        CRS the user declared for the file.
    fingerprint
        SHA-256 of the canonical table in the order of ids: the same for the same
        schools in any file format.
    """

    schools: tuple[School, ...]
    issues: tuple[Issue, ...]
    crs: Crs
    fingerprint: str


def read_schools(
    path: str | Path, *, crs: str = "wgs84", sheet: str | None = None
) -> SchoolTable:
    """Read a school table and check every row of it.

    Parameters
    ----------
    path
        Table in xlsx, csv, gpkg or geojson.
    crs
        CRS of its coordinates: wgs84, cgcs2000, gcj02 or bd09.
    sheet
        Sheet or layer; default the first.

    Returns
    -------
    SchoolTable
        As many schools as the file has rows; nothing is dropped.

    Raises
    ------
    DataError
        If the file cannot be read (F102 to F110, D102 to D110), a column is missing
        or not allowed (D120 to D125), or rows have errors: D100, with each of them
        in ``issues``.
    """
    data, issues = _examined(path, crs, sheet)
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        raise DataError("D100", issues=errors, file=data.file, number=len(errors))
    schools = tuple(School(**record.values) for record in data.records)
    require_canonical(schools, data.file)
    return SchoolTable(schools, tuple(issues), data.crs, fingerprint_of(schools))


def check_schools(
    path: str | Path, *, crs: str = "wgs84", sheet: str | None = None
) -> tuple[Issue, ...]:
    """Return all issues of a school table, errors too, by row.

    Parameters
    ----------
    path, crs, sheet
        As of :func:`read_schools`.

    Raises
    ------
    DataError
        If the file cannot be read, or its columns are at fault: then there are no
        rows to check.
    """
    return tuple(_examined(path, crs, sheet)[1])


def _examined(
    path: str | Path, crs: str, sheet: str | None
) -> tuple[Sheet, Sequence[Issue]]:
    """Return the records of a file and all issues, in the order of the rows."""
    declared = _declared(crs)
    table = read_table(path, sheet=sheet)
    if not table.rows:
        raise DataError("D105", file=table.file)
    columns = match_columns(table, SCHOOL_LAYOUT)
    data = build_sheet(table, columns.places, declared)
    return data, [*table.issues, *columns.issues, *run_checks(data)]


def _declared(crs: str) -> Crs:
    name = "".join(c for c in crs.casefold() if c.isalnum())
    try:
        return Crs(name)
    except ValueError as error:
        raise DataError("D106", value=crs, names=", ".join(Crs)) from error
