"""Travel written as a table that reads back unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from optimizer.matrix import SOURCES, TravelMatrix, km_of, minutes_of
from optimizer.tabular import write_lines
from optimizer.travel.table.schools import RISKY
from optimizer.travel.table.words import COLUMNS


def write_table(
    matrix: TravelMatrix, path: str | Path, pairs: NDArray[np.bool_] | None = None
) -> None:
    """Write the known pairs as csv, which ``read_table`` gives back unchanged.

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
    text = f"'{school_id}" if school_id.startswith(RISKY) else school_id
    if any(character in text for character in ',;"\t\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
