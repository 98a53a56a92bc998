"""Headers of a file to canonical columns; personal data is turned away here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.columns_file import ColumnsFile as ColumnsFile
from optimizer.ingest.facts import is_fact_header
from optimizer.ingest.privacy import (
    is_contact_column,
    is_never_kept,
    is_sensitive_header,
    refuse_personal_data,
)
from optimizer.ingest.synonyms import (
    PAIR_HEADERS,
    SCHOOL_FALLBACKS,
    SCHOOL_HEADERS,
    bracketed,
    plain,
)
from optimizer.ingest.tables import Table

SCHOOL_COLUMNS = tuple(SCHOOL_HEADERS)
"""Columns of the canonical school table, in their fixed order."""

HEADER_ROW = 1
"""Row number of the header line."""

PAIR_COLUMNS = tuple(PAIR_HEADERS)
"""Columns of the canonical pair table, in their fixed order."""

_OTHER_UNITS = frozenset(
    ["百元", "千元", "万元", "亿元", "亩", "公顷", "千平方米", "万平方米", "平方公里"]
) | {"百人", "千人", "万人", "米", "m"}
"""Units in brackets that are not the unit of any canonical column."""


@dataclass(frozen=True)
class Layout:
    """Columns of one kind of table.

    Parameters
    ----------
    headers
        Canonical column to its synonyms.
    required
        Groups of columns; one column of each group must exist.
    fallbacks
        Canonical column to synonyms used only for want of a better header.
    """

    headers: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    fallbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def places(self, table: Table) -> dict[str, list[int]]:
        """Return the positions of the headers that mean each canonical column."""
        best = _positions(table, self.headers, with_names=True)
        spare = _positions(table, self.fallbacks, with_names=False)
        return {**spare, **best}


SCHOOL_LAYOUT = Layout(
    SCHOOL_HEADERS,
    (
        ("school_id", "town"),
        ("name",),
        ("county_code",),
        ("lon",),
        ("lat",),
        ("type_code",),
    ),
    SCHOOL_FALLBACKS,
)
PAIR_LAYOUT = Layout(PAIR_HEADERS, (("kind",), ("a",), ("b",)))


class Why(StrEnum):
    """Why a header was taken as it was."""

    NAME = "name"
    SYNONYM = "synonym"
    FALLBACK = "fallback"
    STATED = "stated"
    IGNORED = "ignored"
    UNUSED = "unused"
    CONTACT = "contact"
    ASKED = "asked"


@dataclass(frozen=True)
class Meaning:
    """What one header was taken as.

    Parameters
    ----------
    header
        As written.
    place
        Position among the headers, from 0.
    column
        Canonical column, or ``None`` if the header is not used.
    why
        The reason.
    """

    header: str
    place: int
    column: str | None
    why: Why


@dataclass(frozen=True)
class Columns:
    """Position of each canonical column found, and what was noticed.

    Parameters
    ----------
    places
        Canonical column to position among the headers, from 0; the first one if a
        column is put together of several.
    issues
        What was noticed. Errors are among them only if asked for.
    meanings
        What each header was taken as, in the order of the table.
    """

    places: Mapping[str, int]
    issues: tuple[Issue, ...]
    meanings: tuple[Meaning, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the headers alone are reason enough to turn the table away."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def match_columns(
    table: Table, layout: Layout, given: ColumnsFile | None = None
) -> Columns:
    """Find the canonical columns in the header of a table.

    Parameters
    ----------
    table
        The table as read.
    layout
        Columns to look for.

    Returns
    -------
    Columns
        Columns of no meaning here are listed as issues and ignored.

    Raises
    ------
    DataError
        D124 personal data of pupils, D120 required columns missing, D100 two
        headers mean the same (D121) or a unit is not the column's (D125).
    """
    refuse_personal_data(table)
    found = layout.places(table)
    _refuse_missing(table, layout, found)
    faults = [*_duplicates(table, found), *_other_units(table, found)]
    if faults:
        raise DataError("D100", issues=faults, file=table.file, number=len(faults))
    places = {name: found[name][0] for name in layout.headers if name in found}
    ignored = tuple(_ignored(table, places.values()))
    return Columns(places, ignored, _meanings(table, places))


def _meanings(table: Table, places: Mapping[str, int]) -> tuple[Meaning, ...]:
    """Return what each header was taken as."""
    names = {place: name for name, place in places.items()}

    def why(k: int) -> Why:
        if k in names:
            return Why.SYNONYM
        return Why.CONTACT if is_never_kept(table, k) else Why.UNUSED

    return tuple(
        Meaning(header, k, names.get(k), why(k))
        for k, header in enumerate(table.header)
    )


def without_contacts(table: Table, columns: Columns) -> Table:
    """Return a table with blank cells where contact data stood: it is never kept."""
    hidden = {m.place for m in columns.meanings if m.why is Why.CONTACT}
    if not hidden:
        return table
    rows = tuple(
        replace(
            row,
            cells=tuple(
                "" if k in hidden else cell for k, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _positions(
    table: Table, headers: Mapping[str, tuple[str, ...]], *, with_names: bool
) -> dict[str, list[int]]:
    written = [plain(header) for header in table.header]
    found: dict[str, list[int]] = {}
    for name, synonyms in headers.items():
        accepted = {plain(text) for text in synonyms} | (
            {name} if with_names else set()
        )
        positions = [k for k, header in enumerate(written) if header in accepted]
        if positions:
            found[name] = positions
    return found


def _refuse_missing(
    table: Table, layout: Layout, found: Mapping[str, list[int]]
) -> None:
    """Raise once for all required columns that no header means."""
    missing = [group for group in layout.required if not found.keys() & set(group)]
    if not missing:
        return
    issues = [
        _issue(
            table,
            "D120",
            ", ".join((group[0], *layout.headers[group[0]])),
            column=group[0],
            severity=Severity.ERROR,
            action="refused",
        )
        for group in missing
    ]
    raise DataError(
        "D120",
        issues=issues,
        file=table.file,
        row=HEADER_ROW,
        column=", ".join(group[0] for group in missing),
        value="; ".join(str(issue.value) for issue in issues),
    )


def _duplicates(table: Table, found: Mapping[str, list[int]]) -> list[Issue]:
    return [
        _issue(
            table,
            "D121",
            ", ".join(table.header[k] for k in positions),
            column=name,
            severity=Severity.ERROR,
            action="refused",
        )
        for name, positions in found.items()
        if len(positions) > 1
    ]


def _other_units(table: Table, found: Mapping[str, list[int]]) -> list[Issue]:
    return [
        _issue(
            table,
            "D125",
            table.header[k],
            column=name,
            severity=Severity.ERROR,
            action="refused",
        )
        for name, positions in found.items()
        for k in positions
        if _OTHER_UNITS.intersection(bracketed(table.header[k]))
    ]


def _ignored(table: Table, used: Iterable[int]) -> list[Issue]:
    """List the columns that are left out; blank headers by number if they hold text."""
    kept = set(used)
    issues = []
    for k, header in enumerate(table.header):
        is_blank = not header.strip()
        is_empty = is_blank and not any(row.cells[k].strip() for row in table.rows)
        if k in kept or is_empty:
            continue
        if is_fact_header(header):
            continue
        code = _code_of_unused(table, k)
        value = f"#{k + 1}" if is_blank else header
        issues.append(_issue(table, code, value, action="ignored"))
    return issues


def _code_of_unused(table: Table, k: int) -> str:
    """Return what is told of a column that is left out."""
    if is_contact_column(table, k):
        return "D123"
    return "D278" if is_sensitive_header(table.header[k]) else "D122"


def _issue(
    table: Table,
    code: str,
    value: str,
    *,
    column: str | None = None,
    severity: Severity = Severity.INFO,
    action: str,
) -> Issue:
    """Return an issue on the header line."""
    return Issue(
        code,
        severity,
        row=HEADER_ROW,
        column=column,
        value=value,
        action=action,
        file=table.file,
    )
