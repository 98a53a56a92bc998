"""The columns file: what each header of a table means, stated by the user.

The program writes it with every header of a table and why it was taken as it was; the
user edits it and hands it in with the same table, or with next year's. TOML, UTF-8::

    county = "恩施市"
    crs = "gcj02"
    year = 2025

    [columns]
    "学校名称" = "name"
    "学校性质" = "?"     # asked: put a canonical column here, or "" to leave it out
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import tomlkit
from tomlkit.items import KeyType, SingleKey

from optimizer.errors import DataError, OutputError
from optimizer.ingest.privacy import masked
from optimizer.ingest.values import parse_county
from optimizer.messages import Lang, text

if TYPE_CHECKING:
    from optimizer.ingest.columns import Columns
    from optimizer.ingest.tables import Table

IGNORE = ""
"""What a header is stated to mean if it shall be left out."""

OPEN = "?"
"""What stands behind a header the user is asked about; read as if it were absent."""

_MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class ColumnsFile:
    """What a user states about a table.

    Parameters
    ----------
    columns
        Header to canonical column; ``""`` leaves the header out. Headers are compared
        without case, width and blanks.
    sheet
        Sheet or layer to read.
    header_rows
        Numbers of the header lines, the first line of the sheet being 1.
    crs
        CRS of the coordinates.
    year
        Year of the statistics (1 September).
    county
        Six-digit code of the county all rows lie in, for a table that has no column
        of it.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_rows: tuple[int, ...] | None = None
    crs: str | None = None
    year: int | None = None
    county: str | None = None


def read_columns_file(path: str | Path) -> ColumnsFile:
    """Read a columns file.

    Raises
    ------
    DataError
        F102 no such file, D238 no TOML, D239 a key or a value that is none of the
        file's, D259 a county that is none.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError("F102", file=str(path))
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise DataError("D238", file=path.name, reason=f"> {_MAX_BYTES} bytes")
        stated = tomllib.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        reason = " ".join(str(error).split())
        raise DataError("D238", file=path.name, reason=reason) from error
    for key, value in stated.items():
        if key not in _IS_FIT or not _IS_FIT[key](value):
            near = get_close_matches(key, list(_IS_FIT), n=1, cutoff=0.0)[0]
            raise DataError(
                "D239", file=path.name, value=f"{key} = {value}", names=near
            )
    rows = stated.pop("header_rows", None)
    columns = {k: v for k, v in stated.pop("columns", {}).items() if v != OPEN}
    return ColumnsFile(
        columns,
        header_rows=None if rows is None else tuple(rows),
        county=_county(path.name, stated.pop("county", None)),
        **stated,
    )


def _county(file: str, stated: str | int | None) -> str | None:
    """Return the code of the county that a file states by code or by name.

    Raises
    ------
    DataError
        D259 if there is no such county.
    """
    if stated is None:
        return None
    try:
        return parse_county(str(stated).strip())
    except ValueError as error:
        raise DataError("D259", file=file, value=stated) from error


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


_IS_FIT: Final[Mapping[str, Callable[[Any], bool]]] = {
    "sheet": _is_text,
    "header_rows": lambda value: (
        isinstance(value, list) and bool(value) and all(map(_is_number, value))
    ),
    "crs": _is_text,
    "year": _is_number,
    "county": lambda value: _is_text(value) or _is_number(value),
    "columns": lambda value: (
        isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    ),
}
"""Keys of the file, each with what its value must be."""


def write_columns_file(
    path: str | Path,
    table: Table,
    columns: Columns,
    *,
    given: ColumnsFile | None = None,
    lang: Lang = "zh",
) -> None:
    """Write what every header of a table was taken as, for the user to correct.

    Parameters
    ----------
    path
        The file to write.
    table
        The table as read.
    columns
        What its headers were taken as.
    given
        What was stated besides the headers: sheet, header lines, CRS, year, county.
    lang
        Language of the comments.

    Raises
    ------
    OutputError
        F111 if the file cannot be written.
    """
    document = tomlkit.document()
    for line in text("columns.head", lang, file=_one_line(table.file)).splitlines():
        document.add(tomlkit.comment(line))
    given = given or ColumnsFile()
    rows = None if given.header_rows is None else list(given.header_rows)
    for key, value in (
        ("sheet", given.sheet),
        ("header_rows", rows),
        ("crs", given.crs),
        ("year", given.year),
        ("county", given.county),
    ):
        if value is not None:
            document.add(key, tomlkit.item(value))
    if any(issue.code == "D251" for issue in columns.issues):
        document.add(tomlkit.comment(text("columns.county", lang)))
    document.add("columns", _entries(columns, lang))
    try:
        Path(path).write_bytes(tomlkit.dumps(document).encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError("F111", file=str(path), reason=error.strerror) from error


def _entries(columns: Columns, lang: Lang) -> tomlkit.items.Table:
    """Return one line for each header; a header that stands twice has one.

    A header with personal data in it has none: it is not to be written anywhere.
    """
    entries = tomlkit.table()
    for meaning in columns.meanings:
        is_private = masked(meaning.header) != meaning.header
        if not meaning.header.strip() or meaning.header in entries or is_private:
            continue
        is_asked = meaning.why.value == "asked"
        item = tomlkit.item(OPEN if is_asked else meaning.column or IGNORE)
        item.comment(text(f"columns.why.{meaning.why.value}", lang))
        entries.add(SingleKey(meaning.header, KeyType.Basic), item)
    return entries


def _one_line(name: str) -> str:
    return " ".join(name.split())
