"""Travel tables as files, and what they say."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from optimizer.domain import School, Severity
from optimizer.errors import DataError
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.travel.table import override, read_table


def schools(*ids, **names) -> list[School]:
    """Schools of one county by id; names are the ids unless given."""
    return [
        School(school_id=i, name=names.get(i, i), county_code="422801", type_code="211")
        for i in ids
    ]


def write(tmp_path, body, *, name="t.csv", encoding="utf-8-sig") -> Path:
    """A file with exactly this text."""
    path = tmp_path / name
    path.write_bytes(body.encode(encoding))
    return path


def write_csv(path, rows) -> Path:
    """A csv of rows of cells."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    return path


def write_xlsx(path, **sheets) -> Path:
    """A workbook with one sheet of rows per title."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def matrix_of(path, ids, base=None):
    """What a table makes of a base, nothing by default; and its issues."""
    table, issues = read_table(path, schools(*ids))
    return override(base or TravelMatrix.unknown(tuple(ids)), table), issues


def errors_of(path, ids, **names):
    """Read a faulty table and return (code, row, column, value) of its errors."""
    with pytest.raises(DataError) as caught:
        read_table(path, schools(*ids, **names))
    assert caught.value.code == "T207"
    return [
        (i.code, i.row, i.column, i.value)
        for i in caught.value.issues
        if i.severity is Severity.ERROR
    ]


def codes(issues):
    """Codes and values of issues."""
    return [(i.code, i.value) for i in issues]


def random_matrix(seed, ids, *, share=0.7, source=None) -> TravelMatrix:
    """Random whole seconds and metres for a share of the pairs."""
    rng = np.random.default_rng(seed)
    n = len(ids)
    known = (rng.random((n, n)) < share) & ~np.eye(n, dtype=bool)
    diagonal = np.eye(n, dtype=bool)
    layers = [
        np.where(known, rng.integers(1, top, (n, n)), np.where(diagonal, 0, UNKNOWN))
        for top in (10_801, 200_000)
    ]
    sources = rng.integers(1, len(SOURCES), (n, n))
    if source is not None:
        sources[:] = SOURCES.index(source)
    return TravelMatrix(tuple(ids), *layers, np.where(known, sources, 0))


def square_rows(matrix, layer, factor, corner=""):
    """The rows of a square table of one layer; unknown pairs are blank."""
    known = (matrix.source > 0).tolist()
    rows = [[corner, *matrix.school_ids]]
    for i, line in enumerate(getattr(matrix, layer).tolist()):
        cells = [str(v / factor) if known[i][j] else "" for j, v in enumerate(line)]
        rows.append([matrix.school_ids[i], *cells])
    return rows
