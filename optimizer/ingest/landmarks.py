"""Known points that tell a wrong declaration of the CRS apart.

Three points or more, in WGS 84, of schools in the table: under the right declaration
the table's coordinates fall on them; a wrong one is off by about 540 m (GCJ-02) or
1150 m (BD-09) in 恩施州. No single row can tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from optimizer.crs import Crs, to_wgs84
from optimizer.domain import Issue, Severity
from optimizer.ingest.columns import match_columns, require_columns
from optimizer.ingest.layout import Layout
from optimizer.ingest.place import Place, read_place, read_place_cell
from optimizer.ingest.sheet import Record, Sheet
from optimizer.ingest.sources import Source
from optimizer.ingest.synonyms import SCHOOL_HEADERS, SCHOOL_HELPERS
from optimizer.ingest.tables import Table, read_table
from optimizer.tabular import normal

MIN_POINTS = 3
"""Fewer points prove nothing: one may be wrong itself."""

FIT_WITHIN_M = 150.0
"""A declaration fits if the median distance is within this: a large school ground, and
a quarter of the least shift between two systems."""

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius; within 0.6 % of the true distances, far finer than the question."""

CANDIDATES: Final = (Crs.WGS84, Crs.GCJ02, Crs.BD09)
"""Systems that differ by more than a metre."""

LAYOUT = Layout(
    {name: SCHOOL_HEADERS[name] for name in ("school_id", "name", "lon", "lat")},
    (("school_id", "name"), ("lon", "lonlat"), ("lat", "lonlat")),
    {"name": ("学校", "名称", "地标")},
    {"lonlat": SCHOOL_HELPERS["lonlat"]},
)


def check_landmarks(path: Path, sheet: Sheet) -> list[Issue]:
    """Compare the declared CRS of a table with known points.

    Parameters
    ----------
    path
        Table of known points: ``school_id`` or ``name``, ``lon`` and ``lat`` in WGS 84.
    sheet
        The school table.

    Returns
    -------
    list of Issue
        One for the declaration: D254 another system fits (an error), D255 it is
        confirmed, D256 none fits, D257 too few points; and D258 for each landmark
        that is no school of the table, or is not placed in it.

    Raises
    ------
    DataError
        If the file cannot be read or lacks a column.
    """
    table = read_table(path)
    columns = match_columns(table, LAYOUT)
    require_columns(table, columns)
    known, issues = _pairs(table, columns.sources, sheet)
    if len(known) < MIN_POINTS:
        text = f"{len(known)} < {MIN_POINTS}"
        return [*issues, _issue(sheet, "D257", Severity.WARNING, text, "kept")]
    return [*issues, _verdict(sheet, residuals(known))]


def residuals(
    known: Sequence[tuple[Place, Place]],
) -> Mapping[Crs, float]:
    """Return the median distance in metres under each system.

    Parameters
    ----------
    known
        Pairs of a table's place in its own system, and the landmark in WGS 84.
    """
    own, marks = zip(*known, strict=True)
    lon, lat = (np.array([getattr(p, a) for p in own]) for a in ("lon", "lat"))
    x, y = (np.array([getattr(p, a) for p in marks]) for a in ("lon", "lat"))
    return {
        crs: float(median(metres_between(*to_wgs84(lon, lat, crs), x, y).tolist()))
        for crs in CANDIDATES
    }


def metres_between(
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    other_lon: NDArray[np.float64],
    other_lat: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return great-circle distances in metres between points in WGS 84 degrees."""
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half_lat = np.sin((other_phi - phi) / 2) ** 2
    half_lon = np.sin(np.radians(other_lon - lon) / 2) ** 2
    share = half_lat + np.cos(phi) * np.cos(other_phi) * half_lon
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(share))
    return metres


def _verdict(sheet: Sheet, metres: Mapping[Crs, float]) -> Issue:
    """Return what the distances say about the declaration."""
    declared = Crs.WGS84 if sheet.crs is Crs.CGCS2000 else sheet.crs
    best = min(CANDIDATES, key=lambda crs: metres[crs])
    figures = ", ".join(f"{crs} {metres[crs]:.0f} m" for crs in CANDIDATES)
    text = f"{sheet.crs} ({figures})"
    if metres[best] > FIT_WITHIN_M:
        return _issue(sheet, "D256", Severity.WARNING, text, "kept")
    if best is declared:
        return _issue(sheet, "D255", Severity.INFO, text, "kept")
    return _issue(sheet, "D254", Severity.ERROR, f"{text} → {best}", "refused")


def _issue(
    sheet: Sheet, code: str, severity: Severity, value: str, action: str
) -> Issue:
    return Issue(
        code,
        severity,
        column="lon, lat",
        value=value,
        action=action,
        file=sheet.file,
    )


def _pairs(
    table: Table, sources: Mapping[str, Source], sheet: Sheet
) -> tuple[list[tuple[Place, Place]], list[Issue]]:
    """Return the places of schools the landmarks name, and the landmarks of no use."""
    by_id = {r.school_id: r for r in sheet.records}
    by_name: dict[str, list[Record]] = defaultdict(list)
    for each in sheet.records:
        by_name[normal(each.raw["name"])].append(each)
    known, issues = [], []
    for row in table.rows:
        text = {name: source.text(row.cells) for name, source in sources.items()}
        same = by_name[normal(text["name"])] if text.get("name") else []
        record: Record | None = by_id.get(text.get("school_id") or None)
        if record is None and len(same) == 1:
            record = same[0]
        mark = _mark(text)
        if record is not None and _is_of_file(record) and mark.is_known:
            known.append((record.place, mark))
            continue
        value = text.get("school_id") or text.get("name", "")
        issues.append(
            Issue(
                "D258",
                Severity.WARNING,
                row=row.number,
                column="lon, lat",
                value=value,
                action="ignored",
                file=table.file,
            )
        )
    return known, issues


def _mark(text: Mapping[str, str]) -> Place:
    if "lonlat" in text:
        return read_place_cell(text["lonlat"])
    return read_place(text["lon"], text["lat"])


def _is_of_file(record: Record) -> bool:
    """Tell whether a school has a place in the CRS declared for the whole file."""
    return record.place.is_known and not record.crs_text
