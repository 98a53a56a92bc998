"""Which header of a table is taken for which column, and why.

What the user states comes first, then names and synonyms, fallbacks, sums of several
columns; a header with more than one meaning is asked about if it is still wanted.
"""

from __future__ import annotations

from difflib import get_close_matches
from enum import StrEnum

from optimizer.domain import Issue, Severity
from optimizer.ingest.columns_file import IGNORE, ColumnsFile
from optimizer.ingest.guesses import suggestion
from optimizer.ingest.layout import Layout
from optimizer.ingest.synonyms import plain
from optimizer.ingest.tables import Table
from optimizer.ingest.units import without_unit
from optimizer.tabular import normal


class Why(StrEnum):
    """Why a header was taken as it was."""

    NAME = "name"
    SYNONYM = "synonym"
    FALLBACK = "fallback"
    PART = "part"
    FACT = "fact"
    STATED = "stated"
    IGNORED = "ignored"
    UNUSED = "unused"
    CONTACT = "contact"
    ASKED = "asked"
    BLANK = "blank"


class Finder:
    """Headers of one table, and what they were taken for so far."""

    def __init__(self, table: Table, layout: Layout, given: ColumnsFile) -> None:
        self.table = table
        self.layout = layout
        self.given = given
        self.spelt = [plain(header) for header in table.header]
        self.bare = [without_unit(header) for header in table.header]
        self.taken: dict[str, list[int]] = {}
        self.why: dict[int, Why] = {}
        self.faults: list[Issue] = []
        self.asked: set[str] = set()

    def take(self, name: str, places: list[int], why: Why) -> None:
        """Take some headers for a column."""
        self.taken.setdefault(name, []).extend(places)
        self.why.update(dict.fromkeys(places, why))

    def free(self, headers: frozenset[str]) -> list[int]:
        """Return the places of headers of some spellings that are not taken."""
        return [
            k
            for k in range(len(self.spelt))
            if k not in self.why and {self.spelt[k], self.bare[k]} & headers
        ]

    def take_stated(self) -> None:
        """Take the headers as the user states."""
        written = [normal(header) for header in self.table.header]
        for header, name in self.given.columns.items():
            places = [k for k, text in enumerate(written) if text == normal(header)]
            if not places:
                known = [text for text in self.table.header if text.strip()]
                self.faults.append(_unfit(self.table, "D230", header, header, known))
            elif name and name not in self.layout.names:
                names = self.layout.names
                self.faults.append(_unfit(self.table, "D231", header, name, names))
            elif name == IGNORE:
                self.why.update(dict.fromkeys(places, Why.IGNORED))
            else:
                self.take(name, places, Why.STATED)

    def take_synonyms(self) -> None:
        """Take names and synonyms, then fallbacks, for columns not stated."""
        for name, synonyms in {**self.layout.headers, **self.layout.helpers}.items():
            if name in self.taken:
                continue
            places = self.free(frozenset({plain(name), *map(plain, synonyms)}))
            if places:
                is_name = normal(self.table.header[places[0]]) == name
                self.take(name, places, Why.NAME if is_name else Why.SYNONYM)
        for name, synonyms in self.layout.fallbacks.items():
            places = self.free(frozenset(map(plain, synonyms)))
            if places and name not in self.taken:
                self.take(name, places, Why.FALLBACK)

    def take_facts(self) -> None:
        """Take the first header of each fact that only the checks ask for."""
        for name, synonyms in self.layout.facts.items():
            places = self.free(frozenset({plain(name), *map(plain, synonyms)}))
            if places and name not in self.taken:
                self.take(name, places[:1], Why.FACT)

    def take_parts(self) -> None:
        """Take columns that are sums, if every part is there exactly once."""
        for name, sets in self.layout.parts.items():
            for parts in sets:
                places = [self.free(frozenset(map(plain, part))) for part in parts]
                if name not in self.taken and all(len(p) == 1 for p in places):
                    self.take(name, [p[0] for p in places], Why.PART)

    def take_doubts(self) -> None:
        """Ask for headers with several meanings that are still wanted."""
        for header, names in self.layout.doubts.items():
            open_names = [name for name in names if name not in self.taken]
            for k in self.free(frozenset({plain(header)})) if open_names else []:
                self.why[k] = Why.ASKED
                self.faults.append(self._question(k, open_names))

    def _question(self, k: int, names: list[str]) -> Issue:
        is_needed = any(self.asked_group(name) for name in names)
        if is_needed:
            self.asked.update(names)
        cells = [row.cells[k] for row in self.table.rows]
        return header_issue(
            self.table,
            "D232" if is_needed else "D233",
            f"{self.table.header[k]} → {suggestion(names, cells)}",
            column=names[0],
            severity=Severity.ERROR if is_needed else Severity.WARNING,
            action="refused" if is_needed else "ignored",
        )

    def asked_group(self, name: str) -> bool:
        """Tell whether a column is needed and no header is taken for it."""
        return any(
            name in group and not self.taken.keys() & set(group)
            for group in self.layout.required
        )


def _unfit(
    table: Table, code: str, header: str, wrong: str, known: list[str] | tuple[str, ...]
) -> Issue:
    """Return the fault of an entry of the columns file, with the nearest that fits."""
    near = get_close_matches(wrong, known, n=1, cutoff=0.0)
    value = header if header == wrong else f"{header} = {wrong}"
    nearest = f" (→ {near[0]})" if near else ""
    return header_issue(
        table, code, value + nearest, severity=Severity.ERROR, action="refused"
    )


def header_issue(
    table: Table,
    code: str,
    value: str,
    *,
    column: str | None = None,
    severity: Severity = Severity.INFO,
    action: str,
) -> Issue:
    """Return an issue on the header line; forms have none, and so it has no row."""
    return Issue(
        code,
        severity,
        row=None if table.is_of_forms else table.header_rows[-1],
        column=column,
        value=value,
        action=action,
        file=table.file,
    )
