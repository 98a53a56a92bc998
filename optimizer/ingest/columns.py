"""Headers of a file to canonical columns; personal data is turned away here.

A header is taken for a column because it is its name or a synonym, because the user
states it, or because several headers make up the column. Whatever has more than one
meaning is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.columns_file import ColumnsFile as ColumnsFile
from optimizer.ingest.columns_file import read_columns_file as read_columns_file
from optimizer.ingest.columns_file import write_columns_file as write_columns_file
from optimizer.ingest.headers import Finder, header_issue
from optimizer.ingest.headers import Why as Why
from optimizer.ingest.layout import PAIR_COLUMNS as PAIR_COLUMNS
from optimizer.ingest.layout import PAIR_LAYOUT as PAIR_LAYOUT
from optimizer.ingest.layout import SCHOOL_COLUMNS as SCHOOL_COLUMNS
from optimizer.ingest.layout import SCHOOL_LAYOUT as SCHOOL_LAYOUT
from optimizer.ingest.layout import Layout as Layout
from optimizer.ingest.privacy import (
    is_contact_column,
    is_contact_header,
    is_never_kept,
    is_sensitive_header,
    mask_issues,
    refuse_personal_data,
)
from optimizer.ingest.sources import Source
from optimizer.ingest.synonyms import SCHOOL_UNUSED
from optimizer.ingest.tables import Table
from optimizer.ingest.units import header_unit

_ACCEPTED_SHOWN = 5
"""Accepted headers that are named for a missing column; more is no help."""


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
    """Where each canonical column stands, and what was noticed.

    Parameters
    ----------
    places
        Canonical column to position among the headers, from 0; the first one if a
        column is put together of several.
    issues
        What was noticed about the headers, errors too.
    meanings
        What each header was taken as, in the order of the table.
    facts
        Fact (see :mod:`optimizer.ingest.facts`) to position among the headers.
    sources
        How the text and value of each canonical column are made.
    """

    places: Mapping[str, int]
    issues: tuple[Issue, ...]
    meanings: tuple[Meaning, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)

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
    given
        What the user states; it wins over every synonym.

    Returns
    -------
    Columns
        Its issues may be errors: D120, D251 required columns missing, D121 two headers
        mean the same, D125 a unit is not the column's, D230 and D231 the columns
        file does not fit, D232 a header with several meanings. Columns of no
        meaning here are listed and ignored.

    Raises
    ------
    DataError
        D124, D277 personal data of pupils.
    """
    refuse_personal_data(table)
    found = Finder(table, layout, given or ColumnsFile())
    found.take_stated()
    found.take_synonyms()
    found.take_facts()
    found.take_parts()
    found.take_doubts()
    issues = [
        *found.faults,
        *_county(found),
        *_missing(found),
        *_duplicates(found),
        *_units(found),
        *_left_out(found),
    ]
    sources = {name: source for name, source in _sources(found) if source.places}
    places = {name: source.places[0] for name, source in sources.items()}
    facts = {n: found.taken[n][0] for n in layout.facts if n in found.taken}
    return Columns(places, mask_issues(issues), _meanings(found), sources, facts)


def require_columns(table: Table, columns: Columns) -> None:
    """Turn a table away whose headers are at fault.

    Raises
    ------
    DataError
        D120 if required columns are missing and nothing else is wrong, D251 if it is
        the county's only, else D100.
    """
    errors = [i for i in columns.issues if i.severity is Severity.ERROR]
    if not errors:
        return
    codes = {issue.code for issue in errors}
    if codes == {"D251"}:
        raise DataError("D251", issues=errors, file=table.file)
    if codes - {"D120", "D251"}:
        raise DataError("D100", issues=errors, file=table.file, number=len(errors))
    raise DataError(
        "D120",
        issues=errors,
        file=table.file,
        row=table.header_rows[-1],
        column=", ".join(str(issue.column) for issue in errors),
        value="; ".join(str(issue.value) for issue in errors if issue.value),
    )


def _missing(found: Finder) -> Iterator[Issue]:
    """Yield the required columns that no header means, unless one is asked for."""
    for group in found.layout.required:
        if (found.taken.keys() | found.asked | {"county_code"}) & set(group):
            continue
        accepted = (group[0], *found.layout.headers[group[0]])
        yield header_issue(
            found.table,
            "D120",
            ", ".join(accepted[:_ACCEPTED_SHOWN]),
            column=group[0],
            severity=Severity.ERROR,
            action="refused",
        )


def _county(found: Finder) -> Iterator[Issue]:
    """Yield what stands for the column of the county: tables of one have none."""
    if ("county_code",) not in found.layout.required:
        return
    stated, table = found.given.county, found.table
    if "county_code" in found.taken:
        header = table.header[found.taken["county_code"][0]]
        if stated is not None:
            value = f"{stated} ({header})"
            yield header_issue(table, "D253", value, action="ignored")
    elif stated is not None:
        yield header_issue(table, "D252", stated, action="converted")
    elif "county_code" not in found.asked:
        yield header_issue(
            table,
            "D251",
            "",
            column="county_code",
            severity=Severity.ERROR,
            action="refused",
        )


def _duplicates(found: Finder) -> Iterator[Issue]:
    """Yield the columns that several headers mean, unless it is their sum."""
    for name, places in found.taken.items():
        is_sum = name in found.layout.parts and found.why[places[0]] in (
            Why.PART,
            Why.STATED,
        )
        if len(places) > 1 and not is_sum:
            yield header_issue(
                found.table,
                "D121",
                ", ".join(found.table.header[k] for k in places),
                column=name,
                severity=Severity.ERROR,
                action="refused",
            )


def _units(found: Finder) -> Iterator[Issue]:
    """Yield the units of headers: refused, or converted."""
    for name, places in found.taken.items():
        for k in places:
            header = found.table.header[k]
            _, factor = header_unit(header, name)
            if factor is None:
                yield header_issue(
                    found.table,
                    "D125",
                    header,
                    column=name,
                    severity=Severity.ERROR,
                    action="refused",
                )
            elif factor != 1:
                value = f"{header} × {float(factor):.6g}"
                yield header_issue(
                    found.table, "D235", value, column=name, action="converted"
                )


def _sources(found: Finder) -> Iterator[tuple[str, Source]]:
    """Yield how each column is made, in the fixed order."""
    taken = found.taken
    is_apart = "lon" in taken and "lat" in taken
    unused = {"lonlat"} if is_apart or "lonlat" not in taken else {"lon", "lat"}
    # Rooms for PE are only ever taken off another column; facts are read by checks.
    unused |= {"indoor_pe_m2", *found.layout.facts}
    for name in found.layout.names:
        if name not in taken or name in unused:
            continue
        units = [header_unit(found.table.header[k], name) for k in taken[name]]
        known = tuple((unit, factor or 1) for unit, factor in units)
        less = _less(found) if name == "room_area_m2" else ()
        yield name, Source(tuple(taken[name]), known, less)


def _less(found: Finder) -> tuple[int, ...]:
    """Return the column of indoor PE rooms, which do not count as teaching rooms.

    A column under the canonical name holds the difference already.
    """
    own, indoor = found.taken["room_area_m2"], found.taken.get("indoor_pe_m2", [])
    return tuple(indoor) if found.why[own[0]] is not Why.NAME else ()


def _meanings(found: Finder) -> tuple[Meaning, ...]:
    """Return what each header was taken as."""
    names = {k: name for name, places in found.taken.items() for k in places}
    return tuple(
        Meaning(header, k, names.get(k), _reason(found, k))
        for k, header in enumerate(found.table.header)
    )


def _reason(found: Finder, k: int) -> Why:
    header = found.table.header[k]
    if k in found.why and found.why[k] is not Why.IGNORED:
        return found.why[k]
    if is_never_kept(found.table, k):
        return Why.CONTACT
    return found.why.get(k, Why.UNUSED if header.strip() else Why.BLANK)


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


def _left_out(found: Finder) -> Iterator[Issue]:
    """Yield sums and differences, then the columns left out, blank ones by number."""
    table = found.table
    for name, source in _sources(found):
        if len(source.places) > 1 or source.less:
            plus = " + ".join(table.header[k] for k in source.places)
            minus = "".join(f" - {table.header[k]}" for k in source.less)
            yield header_issue(
                table, "D236", plus + minus, column=name, action="converted"
            )
    used = {k for _, source in _sources(found) for k in (*source.places, *source.less)}
    for k, header in enumerate(table.header):
        why = _reason(found, k)
        is_blank = not header.strip()
        is_empty = is_blank and not any(row.cells[k].strip() for row in table.rows)
        if k in used or is_empty or why in (Why.ASKED, Why.FACT):
            continue
        value = f"#{k + 1}" if is_blank else header
        yield header_issue(table, _code_of(found, k), value, action="ignored")


def _code_of(found: Finder, k: int) -> str:
    """Return what is told of a column that is left out."""
    header = found.table.header[k]
    # Before its cells, which a check of the same table may have hidden.
    if is_sensitive_header(header) and not is_contact_header(header):
        return "D278"
    if is_contact_column(found.table, k):
        return "D123"
    return "D237" if found.spelt[k] in SCHOOL_UNUSED else "D122"
