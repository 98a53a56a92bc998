"""What became of each opinion, read back from the workbook the office filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.domain import Issue, Severity
from optimizer.dossier import TAKEN
from optimizer.errors import DataError
from optimizer.ingest.grids import Row, read_book
from optimizer.messages import Lang, text
from optimizer.report.labels import plain
from optimizer.tabular import normal

_COLUMNS = ("number", "opinion_text", "opinion_taken", "opinion_why")
_MOST_SHOWN = 40
_LANGS: tuple[Lang, ...] = ("zh", "en")


@dataclass(frozen=True)
class Taken:
    """``yes``, ``partly``, ``no`` or ``""`` while it is open; and why."""

    how: str = ""
    why: str = ""


def read_taken(path: Path, texts: Sequence[str]) -> list[Taken]:
    """Read what the office decided on each opinion of a ledger.

    Rows may stand in any order: the number of each tells its opinion.

    Parameters
    ----------
    path
        ``opinions.xlsx`` as ``alliance opinions`` wrote it, filled in.
    texts
        Text of each opinion in the order of ``opinions.json``.

    Raises
    ------
    DataError
        K121 with every fault in ``issues``: K122 no ledger in it, K123 an unknown or
        repeated number, K124 another text than the opinion's, K125 an unknown word;
        K126 an opinion without a row.
    """
    found: dict[int, Taken] = {}
    faults: list[Issue] = []
    for row, cells in _ledger(path):
        fault = _fault(path.name, row, cells, texts, found)
        if fault is not None:
            faults.append(fault)
            continue
        how = _word(cells["opinion_taken"]) or ""
        found[int(cells["number"]) - 1] = Taken(how, cells["opinion_why"].strip())
    if not faults and len(found) < len(texts):
        lost = [str(k + 1) for k in range(len(texts)) if k not in found]
        faults.append(_issue("K126", path.name, value="、".join(lost)))
    if faults:
        raise DataError("K121", issues=faults, file=path.name, number=len(faults))
    return [found[k] for k in range(len(texts))]


def _ledger(path: Path) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """Yield the filled rows below the head of the ledger, cells by column."""
    for grid in read_book(path).grids:
        for at, row in enumerate(grid.rows):
            columns = _columns(row)
            if columns is not None:
                for below in grid.rows[at + 1 :]:
                    cells = {name: below.cell(k) for name, k in columns.items()}
                    if cells["number"].strip():
                        yield below, cells
                return
    raise DataError("K122", file=path.name)


def _columns(row: Row) -> dict[str, int] | None:
    """Return the place of each column if a row is the head of the ledger."""
    cells = [normal(cell) for cell in row.cells]
    for lang in _LANGS:
        heads = [normal(_head(name, lang)) for name in _COLUMNS]
        if all(head in cells for head in heads):
            return {
                name: cells.index(head) + 1
                for name, head in zip(_COLUMNS, heads, strict=True)
            }
    return None


def _head(name: str, lang: Lang) -> str:
    return text(f"col.{name}", lang)


def _fault(
    file: str,
    row: Row,
    cells: Mapping[str, str],
    texts: Sequence[str],
    found: Mapping[int, Taken],
) -> Issue | None:
    """Return what is wrong with a row, if anything is."""

    def issue(code: str, name: str) -> Issue:
        return _issue(code, file, row.number, _head(name, "zh"), cells[name])

    number = cells["number"].strip()
    at = int(number) - 1 if number.isascii() and number.isdigit() else -1
    if not 0 <= at < len(texts) or at in found:
        return issue("K123", "number")
    if normal(cells["opinion_text"]) != normal(plain(texts[at])):
        return issue("K124", "opinion_text")
    if _word(cells["opinion_taken"]) is None:
        return issue("K125", "opinion_taken")
    return None


def _word(cell: str) -> str | None:
    """Return the code of a word of the drop-down, ``""`` for none; else ``None``."""
    if not cell.strip():
        return ""
    said = {
        normal(text(f"opinion.taken.{word}", lang)): word
        for word in TAKEN
        for lang in _LANGS
    }
    return said.get(normal(cell))


def _issue(
    code: str,
    file: str,
    row: int | None = None,
    column: str | None = None,
    value: str | None = None,
) -> Issue:
    shown = None if value is None else plain(value)[:_MOST_SHOWN]
    return Issue(code, Severity.ERROR, row, column, shown, action="refused", file=file)
