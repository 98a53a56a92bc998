"""The user's travel table: ``from_id, to_id, minutes, km, source``.

One row per direction; a pair without a row is unknown. All faults of all rows are
collected, then raised once. Between different schools both numbers are required and
above zero.

Ids that a spreadsheet would take for a formula (first character ``=``, ``+``,
``-``, ``@``, tab or carriage return) are written with a ``'`` in front, and so are
ids that begin with ``'``; the reader takes that one mark off again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity, TravelSource
from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix, km_of, minutes_of
from optimizer.tabular import (
    RawTable,
    find_columns,
    normal,
    read_raw,
    write_lines,
)
from optimizer.travel.units import METRES_PER_KM, SECONDS_PER_MINUTE

COLUMNS: dict[str, Sequence[str]] = {
    "from_id": ("from", "起点", "起点编号", "起点id", "起点学校", "出发学校", "出发地"),
    "to_id": ("to", "终点", "终点编号", "终点id", "终点学校", "到达学校", "目的地"),
    "minutes": ("分钟", "分钟数", "车程", "车程分钟", "车程(分钟)", "时间(分钟)"),
    "km": ("公里", "公里数", "千米", "里程", "里程(公里)", "距离(公里)", "路程(公里)"),
    "source": ("来源", "数据来源", "时间来源"),
}
"""Canonical columns and the headers accepted for each."""

SOURCE_WORDS: dict[TravelSource, tuple[str, ...]] = {
    TravelSource.MEASURED: ("实测", "实地测量", "人工填报", ""),
    TravelSource.NAVIGATION: ("导航", "地图导航"),
    TravelSource.ROAD_GRAPH: ("路网", "路网计算"),
    TravelSource.ESTIMATE: ("估算", "直线估算"),
}
"""Words accepted for each source; blank is measured, as the bureau typed it."""

_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass
class _Faults:
    """Issues found so far in one file."""

    file: str
    rows: NDArray[np.int64]
    issues: list[Issue] = field(default_factory=list)

    def add(
        self,
        code: str,
        mask: NDArray[np.bool_],
        column: str,
        values: NDArray[np.object_],
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note one issue for each marked record."""
        action = "refused" if severity is Severity.ERROR else "ignored"
        self.issues += [
            Issue(code, severity, int(row), column, str(value), action, self.file)
            for row, value in zip(self.rows[mask], values[mask], strict=True)
        ]

    def in_order(self) -> tuple[Issue, ...]:
        """Return the issues by row."""
        return tuple(sorted(self.issues, key=lambda issue: issue.row or 0))


def read_table(
    path: str | Path, school_ids: Sequence[str]
) -> tuple[TravelMatrix, tuple[Issue, ...]]:
    """Read a travel table.

    Parameters
    ----------
    path
        csv or xlsx.
    school_ids
        Ids of the schools in index order; other ids in the table are errors.

    Returns
    -------
    tuple
        The matrix, known only where the table speaks, and warnings: a pair written
        twice alike, a row from a school to itself, blank sources.

    Raises
    ------
    DataError
        If the file cannot be read or lacks a column, or T207 with one issue per
        fault for faulty rows.
    """
    raw = read_raw(Path(path))
    text = find_columns(raw, COLUMNS, optional=["source"])
    faults = _Faults(raw.file, raw.rows)
    start = _indices(text["from_id"], school_ids, "from_id", faults)
    end = _indices(text["to_id"], school_ids, "to_id", faults)
    to_self = _self_rows(start, end, text, faults)
    seconds = _amounts(text["minutes"], "minutes", SECONDS_PER_MINUTE, to_self, faults)
    metres = _amounts(text["km"], "km", METRES_PER_KM, to_self, faults)
    source = _sources(text["source"], to_self, faults)
    good = (start >= 0) & (end >= 0) & (seconds > 0) & (metres > 0) & (source > 0)
    records = np.column_stack([start, end, seconds, metres, source])
    used = _unrepeated(records, good & ~to_self, text["from_id"], faults)
    _raise_errors(faults)
    matrix = _matrix(records[used], school_ids)
    return matrix, (*faults.in_order(), *_blank_source_note(raw, text["source"]))


def _raise_errors(faults: _Faults) -> None:
    errors = [i for i in faults.in_order() if i.severity is Severity.ERROR]
    if errors:
        raise DataError(
            "T207",
            issues=faults.in_order(),
            file=faults.file,
            count=len(errors),
            row=errors[0].row,
        )


def _matrix(records: NDArray[np.int64], school_ids: Sequence[str]) -> TravelMatrix:
    empty = TravelMatrix.unknown(tuple(school_ids))
    start, end, seconds, metres, source = records.T
    layers = empty.seconds.copy(), empty.metres.copy(), empty.source.copy()
    layers[0][start, end] = seconds
    layers[1][start, end] = metres
    layers[2][start, end] = source
    return TravelMatrix(empty.school_ids, *layers)


def _indices(
    text: NDArray[np.object_], school_ids: Sequence[str], column: str, faults: _Faults
) -> NDArray[np.int64]:
    """Return the index of each written id, -1 for an unknown one."""
    index_of = {school_id: i for i, school_id in enumerate(school_ids)}
    indices = _decoded(text, lambda word: _lookup(word, index_of))
    faults.add("T241", indices < 0, column, text)
    return indices


def _decoded(
    text: NDArray[np.object_], meaning_of: Callable[[str], int]
) -> NDArray[np.int64]:
    """Return the meaning of each text, worked out once per distinct text."""
    codes, written = pd.factorize(text)
    known = np.array([meaning_of(str(word)) for word in written], dtype=np.int64)
    return known[codes] if len(written) else np.zeros(len(text), dtype=np.int64)


def _lookup(word: str, index_of: dict[str, int]) -> int:
    """Find an id as written, without the guarding mark, then without blanks."""
    plain = word[1:] if word.startswith("'") and word[1:2] in _RISKY else word
    for candidate in (plain, word, plain.strip(), word.strip()):
        if candidate and candidate in index_of:
            return index_of[candidate]
    return -1


def _self_rows(
    start: NDArray[np.int64],
    end: NDArray[np.int64],
    text: dict[str, NDArray[np.object_]],
    faults: _Faults,
) -> NDArray[np.bool_]:
    """Mark rows from a school to itself: zero or blank is ignored, else an error."""
    to_self: NDArray[np.bool_] = (start == end) & (start >= 0)
    nothing = np.ones(len(start), dtype=bool)
    for column in ("minutes", "km"):
        blank = np.array([not str(word).strip() for word in text[column][to_self]])
        nothing[to_self] &= blank.astype(bool) | (_numbers(text[column][to_self]) == 0)
    shown = text["from_id"]
    faults.add("T248", to_self & nothing, "to_id", shown, Severity.WARNING)
    faults.add("T249", to_self & ~nothing, "to_id", shown)
    return to_self


def _numbers(text: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return numbers, NaN where there is none; full-width digits are understood."""
    series = pd.Series(text, dtype=object)
    values = pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64).copy()
    odd = np.flatnonzero(~np.isfinite(values))
    if len(odd):
        again = pd.Series([normal(text[k]) for k in odd], dtype=object)
        values[odd] = pd.to_numeric(again, errors="coerce").to_numpy(dtype=np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _amounts(
    text: NDArray[np.object_],
    column: str,
    factor: int,
    skip: NDArray[np.bool_],
    faults: _Faults,
) -> NDArray[np.int64]:
    """Return whole seconds or metres, at least 1; 0 for a faulty value."""
    values = _numbers(text) * factor
    missing = np.isnan(values)
    blank = np.zeros(len(text), dtype=bool)
    blank[missing] = [not str(word).strip() for word in text[missing]]
    with np.errstate(invalid="ignore"):
        low = ~missing & (values <= 0)
        high = ~missing & (values > np.iinfo(np.int32).max)
    for code, mask in (
        ("T242", missing & ~blank),
        ("T243", low),
        ("T244", blank),
        ("T250", high),
    ):
        faults.add(code, mask & ~skip, column, text)
    good = ~(missing | low | high)
    whole = np.maximum(1, np.rint(np.where(good, values, 1)))
    return np.where(good, whole, 0).astype(np.int64)


def _sources(
    text: NDArray[np.object_], skip: NDArray[np.bool_], faults: _Faults
) -> NDArray[np.int64]:
    """Return positions in :data:`optimizer.matrix.SOURCES`; 0 for an unknown word."""
    word_of = {
        normal(word): SOURCES.index(source)
        for source, words in SOURCE_WORDS.items()
        for word in (source.value, *words)
    }
    source = _decoded(text, lambda word: word_of.get(normal(word), 0))
    faults.add("T245", (source == 0) & ~skip, "source", text)
    return source


def _unrepeated(
    records: NDArray[np.int64],
    good: NDArray[np.bool_],
    shown: NDArray[np.object_],
    faults: _Faults,
) -> NDArray[np.int64]:
    """Return the first record of each pair; note every later one."""
    places = np.flatnonzero(good)
    order = places[np.lexsort((places, records[places, 1], records[places, 0]))]
    pairs = records[order, :2]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (pairs[1:] != pairs[:-1]).any(axis=1)
    first = order[np.flatnonzero(is_new)[np.cumsum(is_new) - 1]]
    differs = (records[order] != records[first]).any(axis=1)
    for code, mask, severity in (
        ("T246", ~is_new & differs, Severity.ERROR),
        ("T247", ~is_new & ~differs, Severity.WARNING),
    ):
        marked = np.zeros(len(records), dtype=bool)
        marked[order[mask]] = True
        faults.add(code, marked, "to_id", shown, severity)
    return order[is_new]


def _blank_source_note(raw: RawTable, source: NDArray[np.object_]) -> tuple[Issue, ...]:
    blank = int(_decoded(source, lambda word: not word.strip()).sum())
    if not blank:
        return ()
    return (
        Issue("T251", Severity.INFO, None, "source", str(blank), "converted", raw.file),
    )


def write_table(
    matrix: TravelMatrix, path: str | Path, pairs: NDArray[np.bool_] | None = None
) -> None:
    """Write the known pairs as csv, which :func:`read_table` gives back unchanged.

    Parameters
    ----------
    matrix
        Travel between schools.
    path
        File to write: UTF-8 with a mark; rows by index of ``from_id``, then of
        ``to_id``; minutes to two decimals, km to three.
    pairs
        Shape ``(n, n)``: write only the marked pairs; all known ones by default.

    Raises
    ------
    OutputError
        F111 if the file cannot be written.
    """
    write_lines(Path(path), _lines(matrix, pairs))


def _lines(matrix: TravelMatrix, pairs: NDArray[np.bool_] | None) -> Iterator[str]:
    yield ",".join(COLUMNS)
    wanted = matrix.known & ~np.eye(len(matrix.school_ids), dtype=bool)
    start, end = np.nonzero(wanted if pairs is None else wanted & pairs)
    ids = [_guarded(school_id) for school_id in matrix.school_ids]
    minutes = _texts(matrix.seconds[start, end], lambda s: f"{minutes_of(s):.2f}")
    km = _texts(matrix.metres[start, end], lambda m: f"{km_of(m):.3f}")
    source = _texts(matrix.source[start, end], lambda k: str(SOURCES[k]))
    for i, j, *rest in zip(
        start.tolist(), end.tolist(), minutes, km, source, strict=True
    ):
        yield f"{ids[i]},{ids[j]},{','.join(rest)}"


def _texts(values: NDArray[np.integer], text_of: Callable[[int], str]) -> list[str]:
    """Return the text of each value, made once per distinct value."""
    unique, inverse = np.unique(values, return_inverse=True)
    texts = np.array([text_of(int(value)) for value in unique], dtype=object)
    return [] if not len(unique) else list(texts[inverse])


def _guarded(school_id: str) -> str:
    """Return an id as a csv field that no spreadsheet takes for a formula."""
    text = f"'{school_id}" if school_id.startswith(_RISKY) else school_id
    if any(character in text for character in ',;"\t\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def override(base: TravelMatrix, table: TravelMatrix) -> TravelMatrix:
    """Lay a table over a base, pair by pair: what the table knows always wins.

    Raises
    ------
    ValueError
        If the two do not list the same schools in the same order.
    """
    if base.school_ids != table.school_ids:
        msg = "base and table list different schools."
        raise ValueError(msg)
    told = table.source > 0
    return TravelMatrix(
        base.school_ids,
        np.where(told, table.seconds, base.seconds),
        np.where(told, table.metres, base.metres),
        np.where(told, table.source, base.source),
    )


def override_note(
    base: TravelMatrix, table: TravelMatrix, file: str | None = None
) -> Issue:
    """Return how many known pairs of the base the table replaces."""
    replaced = int(((table.source > 0) & (base.source > 0)).sum())
    value = str(replaced)
    return Issue("T252", Severity.INFO, None, "minutes", value, "converted", file)


def restricted(matrix: TravelMatrix, allowed: NDArray[np.bool_]) -> TravelMatrix:
    """Make every pair outside ``allowed`` unknown; the diagonal stays 0."""
    keep = allowed | np.eye(len(matrix.school_ids), dtype=bool)
    return TravelMatrix(
        matrix.school_ids,
        np.where(keep, matrix.seconds, UNKNOWN),
        np.where(keep, matrix.metres, UNKNOWN),
        np.where(keep, matrix.source, 0).astype(np.uint8),
    )
