"""Issues of a table to marks at its cells."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.domain import Issue, Severity
from optimizer.ingest.columns import Columns, Why
from optimizer.ingest.facts import FACT_HEADERS
from optimizer.ingest.grids import Grid as ReadGrid
from optimizer.ingest.grids import read_book
from optimizer.ingest.privacy import (
    is_contact_header,
    is_pupil_header,
    is_sensitive_header,
)
from optimizer.ingest.synonyms import PAIR_HEADERS, SCHOOL_HEADERS, SCHOOL_HELPERS
from optimizer.ingest.tables import LAYERS, Row, Table
from optimizer.messages import Lang, advice, text
from optimizer.report.annotated import Grid, Kind, Mark, Masked
from optimizer.service.checking import CheckedData

_SEPARATOR = ", "
"""Between the canonical columns of an issue about several cells."""

_KINDS = {
    Severity.ERROR: Kind.ERROR,
    Severity.WARNING: Kind.WARNING,
    Severity.INFO: Kind.INFO,
}


def kind_of(issue: Issue) -> Kind:
    """Return how an issue is marked."""
    return Kind.EXCLUDED if issue.action == "excluded" else _KINDS[issue.severity]


def advice_of(issue: Issue, lang: Lang) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    facts = {
        "row": issue.row,
        "column": words_of(issue.column, lang),
        "value": issue.value,
    }
    shown = {name: "" if fact is None else fact for name, fact in facts.items()}
    return advice(issue.code, lang, **shown)


def words_of(columns: str | None, lang: Lang) -> str:
    """Return the canonical columns of an issue in the field's words."""
    names = (columns or "").split(_SEPARATOR)
    return "、".join(_word_of(name, lang) for name in names)


def _word_of(name: str, lang: Lang) -> str:
    if lang == "zh" and name in SCHOOL_HEADERS:
        return SCHOOL_HEADERS[name][0]
    is_other = name in {**SCHOOL_HELPERS, **FACT_HEADERS, **PAIR_HEADERS}
    return text(f"column.{name}", lang) if is_other else name


def is_personal_header(header: str) -> bool:
    """Tell whether the cells below a header are never to be shown."""
    rules = (is_pupil_header, is_contact_header, is_sensitive_header)
    return any(rule(header) for rule in rules)


def _header_places(columns: Columns) -> dict[str, int]:
    """Return the header of everything an issue may name, facts of the checks too.

    Longitude and latitude of one cell stand under its header.
    """
    places = {**columns.facts, **columns.places}
    if "lonlat" in places:
        places = {"lon": places["lonlat"], "lat": places["lonlat"], **places}
    return places


class Cells:
    """Where the issues of one table stand.

    Parameters
    ----------
    data
        The table as judged.
    """

    def __init__(self, data: CheckedData) -> None:
        self._table = data.table
        self._places = _header_places(data.columns)
        self._rows = {row.number: row for row in data.table.rows}
        self._meanings = data.columns.meanings

    def headers_of(self, issue: Issue) -> tuple[int, ...]:
        """Return the positions of the headers an issue speaks of, from 0."""
        names = (issue.column or "").split(_SEPARATOR)
        found = [self._places[name] for name in names if name in self._places]
        if found:
            return tuple(dict.fromkeys(found))
        if self._is_header(issue.row) and issue.value:
            return tuple(
                k
                for k, header in enumerate(self._table.header)
                if issue.value in (header, f"#{k + 1}")
            )
        return ()

    def marks_of(self, issue: Issue, lang: Lang) -> Iterator[Mark]:
        """Yield a mark for each cell of an issue; a whole row if it was left out."""
        words = f"{issue.code} {''.join(advice_of(issue, lang))}"
        kind = kind_of(issue)
        if kind is Kind.EXCLUDED and issue.row is not None:
            first = Row(issue.row, (), issue.sheet)
            for k in range(self._width):
                yield self._at(first, k, kind, "" if k else words)
            return
        known = self._rows.get(issue.row or 0)
        # A finding on a column the file lacks stands at the name, not at 序号.
        other = 0 if known is None else self._places.get("name", 0)
        row = known or self._line(issue.row)
        for k in self.headers_of(issue) or (other,):
            yield self._at(row, k, kind, words)

    @property
    def _width(self) -> int:
        """Columns that are coloured in a row left out."""
        if not self._table.is_of_forms:
            return len(self._table.header)
        return max(column for row in self._table.rows for _, column in row.spots or ())

    def _line(self, row: int | None) -> Row:
        """Return the header, or another line that is no school; of forms the first."""
        if self._table.is_of_forms:
            return self._table.rows[0]
        is_header = row is None or self._is_header(row)
        return Row((self._table.header_rows[-1] if is_header else row) or 1, ())

    def _is_header(self, row: int | None) -> bool:
        """Tell whether an issue speaks of the header; that of forms has no row."""
        if self._table.is_of_forms:
            return row is None
        return row is not None and row <= self._table.header_rows[-1]

    def _at(self, row: Row, k: int, kind: Kind, text: str) -> Mark:
        sheet, number, column = self._table.spot(row, k)
        return Mark(number, column, kind, text, sheet)

    def masked(self) -> tuple[Masked, ...]:
        """Return the columns and cells of contact data, which are never shown."""
        head = self._table.header_rows[-1]
        places = [
            meaning.place
            for meaning in self._meanings
            if meaning.why is Why.CONTACT
            or (meaning.column is None and is_sensitive_header(meaning.header))
        ]
        if not self._table.is_of_forms:
            spots = [self._table.spot(Row(head, ()), k) for k in places]
            return tuple(Masked(column, head, sheet) for sheet, _, column in spots)
        return tuple(
            Masked(column, number, sheet, number)
            for form in self._table.rows
            for sheet, number, column in (self._table.spot(form, k) for k in places)
            if number != form.head
        )


def grids_of(data: CheckedData, title: str) -> tuple[Grid, ...]:
    """Return the sheets of a file that is no workbook to be opened and kept.

    Parameters
    ----------
    data
        The table as judged.
    title
        Name for a sheet that has none.
    """
    table = data.table
    if data.path.suffix.casefold() in LAYERS:
        return (Grid(title, _grid_rows(table), table.header_rows),)
    grids = read_book(data.path).grids
    main = next((g for g in grids if g.sheet == table.sheet), grids[0])
    return tuple(
        Grid(
            grid.sheet or title,
            _as_given(grid),
            table.header_rows if grid is main else (),
        )
        for grid in (main, *(g for g in grids if g is not main))
    )


def _as_given(grid: ReadGrid) -> dict[int, list[str]]:
    """Return the cells of a sheet by row, with the error values it was read without."""
    rows = {row.number: list(row.cells) for row in grid.rows}
    for fault in grid.faults:
        cells = rows.get(fault.row, [])
        if fault.code == "D213" and fault.column <= len(cells):
            cells[fault.column - 1] = fault.text
    return rows


def _grid_rows(table: Table) -> dict[int, tuple[str, ...]]:
    """Return header and rows of a table by number."""
    head = {table.header_rows[-1]: table.header}
    return head | {row.number: row.cells for row in table.rows}
