"""The door for school tables: a file in, schools and issues out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.crs import Crs, crs_named
from optimizer.domain import Issue, School, Severity
from optimizer.errors import DataError
from optimizer.ingest.canonical import fingerprint_of
from optimizer.ingest.checks import run_checks
from optimizer.ingest.columns import (
    SCHOOL_LAYOUT,
    Columns,
    ColumnsFile,
    match_columns,
    require_columns,
    without_contacts,
)
from optimizer.ingest.examples import without_examples
from optimizer.ingest.landmarks import check_landmarks
from optimizer.ingest.privacy import mask_issues
from optimizer.ingest.schema import require_canonical
from optimizer.ingest.sheet import Sheet, build_sheet
from optimizer.ingest.tables import Table, read_table

DEFAULT_CRS = "wgs84"
"""CRS of a table about which nothing is declared."""


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
    table
        The table as read, to point at its cells; contact data is blank in it.
    columns
        What its headers were taken as.
    """

    schools: tuple[School, ...]
    issues: tuple[Issue, ...]
    crs: Crs
    fingerprint: str
    table: Table
    columns: Columns


@dataclass(frozen=True)
class Examined:
    """A table that was read and judged, faulty or not.

    Parameters
    ----------
    table
        The table as read.
    columns
        What its headers were taken as.
    sheet
        Its rows as records; ``None`` if the headers are at fault, so that no row can
        be judged.
    issues
        Everything noticed, errors too: about the file, the headers, then by row.
    """

    table: Table
    columns: Columns
    sheet: Sheet | None
    issues: tuple[Issue, ...]


def read_schools(
    path: str | Path,
    *,
    crs: str | None = None,
    sheet: str | None = None,
    columns: ColumnsFile | None = None,
    landmarks: Path | None = None,
) -> SchoolTable:
    """Read a school table and check every row of it.

    Parameters
    ----------
    path
        Table in xlsx, csv, gpkg or geojson.
    crs
        CRS of its coordinates: wgs84, cgcs2000, gcj02 or bd09. Default what the
        columns file states, else wgs84.
    sheet
        Sheet or layer; default what the columns file states, else the first.
    columns
        What the user states about the headers.
    landmarks
        Table of known points in WGS 84 that the declared CRS is tested with.

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
    found = examine_schools(
        path, crs=crs, sheet=sheet, columns=columns, landmarks=landmarks
    )
    require_columns(found.table, found.columns)
    errors = [issue for issue in found.issues if issue.severity is Severity.ERROR]
    if errors or found.sheet is None:
        file = found.table.file
        raise DataError("D100", issues=errors, file=file, number=len(errors))
    schools = schools_of(found)
    return SchoolTable(
        schools,
        found.issues,
        found.sheet.crs,
        fingerprint_of(schools),
        found.table,
        found.columns,
    )


def schools_of(found: Examined) -> tuple[School, ...]:
    """Return the schools of a table in file order; none if there are errors.

    Raises
    ------
    DataError
        D190 if what was read breaks the schema, which is a fault of the program.
    """
    is_faulty = any(issue.severity is Severity.ERROR for issue in found.issues)
    if is_faulty or found.sheet is None:
        return ()
    schools = tuple(School(**record.values) for record in found.sheet.records)
    require_canonical(schools, found.table.file)
    return schools


def check_schools(
    path: str | Path, *, crs: str | None = None, sheet: str | None = None
) -> tuple[Issue, ...]:
    """Return all issues of a school table, errors too, by row.

    Parameters
    ----------
    path, crs, sheet
        As of :func:`read_schools`.

    Raises
    ------
    DataError
        If the file cannot be read.
    """
    return examine_schools(path, crs=crs, sheet=sheet).issues


def examine_schools(
    path: str | Path,
    *,
    crs: str | None = None,
    sheet: str | None = None,
    columns: ColumnsFile | None = None,
    landmarks: Path | None = None,
) -> Examined:
    """Read a school table and judge it, however faulty its rows are.

    Parameters
    ----------
    path, crs, sheet, columns, landmarks
        As of :func:`read_schools`.

    Raises
    ------
    DataError
        If the file cannot be read at all, holds personal data of pupils (D124), or
        what the user states about it cannot be understood.
    """
    given = columns or ColumnsFile()
    declared = _declared(crs, given.crs)
    read = read_table(path, sheet=sheet or given.sheet, header_rows=given.header_rows)
    table = without_examples(read)
    if not table.rows:
        raise DataError("D105", file=table.file)
    matched = match_columns(table, SCHOOL_LAYOUT, given)
    table = without_contacts(table, matched)
    noticed = (*mask_issues(table.issues), *matched.issues)
    if matched.is_refused:
        return Examined(table, matched, None, noticed)
    data = build_sheet(table, matched, declared, given.year, given.county)
    known = check_landmarks(landmarks, data) if landmarks is not None else []
    told = mask_issues((*known, *run_checks(data)))
    return Examined(table, matched, data, (*noticed, *told))


def _declared(option: str | None, stated: str | None) -> Crs:
    """Return the CRS declared by the option or in the columns file.

    Raises
    ------
    DataError
        D106 an unknown name, D234 the two differ.
    """
    found = [_crs(name) for name in (option, stated) if name is not None]
    if len(set(found)) > 1:
        raise DataError("D234", value=option, names=stated)
    return found[0] if found else _crs(DEFAULT_CRS)


def _crs(name: str) -> Crs:
    try:
        return crs_named(name)
    except ValueError as error:
        raise DataError("D106", value=name, names=", ".join(Crs)) from error
