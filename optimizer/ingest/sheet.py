"""The school table as records: cleaned text beside the value understood from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.crs import Crs, crs_named, to_wgs84
from optimizer.ingest.centres import without_centres
from optimizer.ingest.columns import SCHOOL_COLUMNS, Columns
from optimizer.ingest.facts import Facts, read_facts
from optimizer.ingest.numerals import Reading, Writing
from optimizer.ingest.parent_names import with_parents
from optimizer.ingest.place import Place, read_place, read_place_cell
from optimizer.ingest.sources import Source
from optimizer.ingest.tables import Row, Table
from optimizer.ingest.towns import official_town

LON_LAT_DECIMALS = 7
"""Decimals kept of a degree: about 1 cm."""


@dataclass(frozen=True, eq=False)
class Record:
    """One row.

    Parameters
    ----------
    row
        Row number in the file.
    raw
        Text of each canonical column; ``""`` when blank or absent. Coordinates of one
        cell stand in ``lon``.
    values
        Value of each canonical column; ``None`` when blank or not understood.
        Coordinates are WGS 84.
    place
        What the coordinate cells turned out to be.
    is_id_derived
        Whether the id was made of town and name.
    writings
        How the values of some columns were written; the others are plain.
    crs
        CRS of the row's coordinates; ``None`` if its name is not known.
    crs_text
        What the row says about its CRS; ``""`` if it says nothing.
    has_two_cells
        Whether the file has a column of longitude and one of latitude.
    """

    row: int
    raw: Mapping[str, str]
    values: Mapping[str, Any]
    place: Place
    is_id_derived: bool
    writings: Mapping[str, Writing] = field(default_factory=dict)
    crs: Crs | None = None
    crs_text: str = ""
    has_two_cells: bool = True

    @property
    def school_id(self) -> str | None:
        """Id given or derived; ``None`` if there is neither."""
        school_id: str | None = self.values["school_id"]
        return school_id

    @property
    def is_located(self) -> bool:
        """Whether both coordinates are known."""
        return self.values["lon"] is not None

    @property
    def place_text(self) -> str:
        """Text of the coordinate cells."""
        lon, lat = self.raw["lon"], self.raw["lat"]
        return lon if self.is_in_one_cell or not self.has_two_cells else f"{lon}, {lat}"

    @property
    def is_in_one_cell(self) -> bool:
        """Whether both coordinates stand in one cell."""
        return not self.raw["lat"] and (self.place.lon is not None)


@dataclass(frozen=True, eq=False)
class Sheet:
    """All records of a school table, for the checks.

    Parameters
    ----------
    file
        Bare name of the file.
    columns
        Canonical columns that stand in the file.
    records
        One for each row, in file order.
    crs
        Declared CRS of the file's coordinates.
    year
        Year of the statistics, if it was stated.
    facts
        What other columns of the file say.
    header_row
        Number of the last row of the header; ``None`` for forms.
    """

    file: str
    columns: frozenset[str]
    records: tuple[Record, ...]
    crs: Crs
    year: int | None = None
    facts: Facts = field(default_factory=Facts)
    header_row: int | None = 1


def build_sheet(
    table: Table,
    columns: Columns,
    crs: Crs,
    year: int | None = None,
    county: str | None = None,
) -> Sheet:
    """Read every cell of a table; nothing is judged here.

    Parameters
    ----------
    table
        The table as read.
    columns
        What its headers were taken as.
    crs
        CRS of its coordinates, where a row does not state its own.
    year
        Year of the statistics, if it was stated.
    county
        Code of the county of all rows, if it was stated; a column of the table wins.
    """
    stated = county if "county_code" not in columns.sources else None
    raws = [_raw(row, columns.sources, stated) for row in table.rows]
    read = [
        _place(row, raw, columns.sources)
        for row, raw in zip(table.rows, raws, strict=True)
    ]
    systems = [
        _crs(row, place, columns.sources, crs)
        for row, place in zip(table.rows, read, strict=True)
    ]
    places = without_centres(read, [raw["town"] for raw in raws])
    points = _wgs84(places, [system for system, _ in systems])
    records = tuple(
        _record(row, raw, place, point, columns.sources, system)
        for row, raw, place, point, system in zip(
            table.rows, raws, places, points, systems, strict=True
        )
    )
    return Sheet(
        table.file,
        frozenset(columns.places),
        with_parents(records),
        crs,
        year,
        read_facts(table, columns.facts),
        None if table.is_of_forms else table.header_rows[-1],
    )


def _raw(row: Row, sources: Mapping[str, Source], county: str | None) -> dict[str, str]:
    """Return the text of each canonical column; the county may be stated."""
    raw = {
        name: sources[name].text(row.cells) if name in sources else ""
        for name in SCHOOL_COLUMNS
    }
    if "lonlat" in sources:
        raw["lon"] = sources["lonlat"].text(row.cells)
    if county is not None:
        raw["county_code"] = county
    return raw


def _place(row: Row, raw: Mapping[str, str], sources: Mapping[str, Source]) -> Place:
    if "lonlat" in sources:
        return read_place_cell(raw["lon"])
    return read_place(raw["lon"], raw["lat"])


def _crs(
    row: Row, place: Place, sources: Mapping[str, Source], crs: Crs
) -> tuple[Crs | None, str]:
    """Return the CRS of a row, and what the row says about it."""
    stated = sources["crs"].text(row.cells) if "crs" in sources else ""
    if place.crs is not None:
        return place.crs, stated or place.crs.value
    if not stated:
        return crs, ""
    try:
        return crs_named(stated), stated
    except ValueError:
        return None, stated


def _record(
    row: Row,
    raw: Mapping[str, str],
    place: Place,
    point: tuple[float | None, float | None],
    sources: Mapping[str, Source],
    system: tuple[Crs | None, str],
) -> Record:
    values: dict[str, Any] = {}
    writings: dict[str, Writing] = {}
    for name in SCHOOL_COLUMNS:
        reading = _read(name, raw[name], row, sources)
        values[name] = reading.value
        if reading.writing is not Writing.PLAIN:
            writings[name] = reading.writing
    values["lon"], values["lat"] = point
    if raw["town"]:
        values["town"] = official_town(raw["town"], values["county_code"])
    is_derived = not raw["school_id"] and bool(raw["town"] and raw["name"])
    if is_derived:
        values["school_id"] = f"{raw['town']}·{raw['name']}"
    return Record(
        row.number,
        raw,
        values,
        place,
        is_derived,
        writings,
        *system,
        has_two_cells="lonlat" not in sources,
    )


def _read(name: str, text: str, row: Row, sources: Mapping[str, Source]) -> Reading:
    """Return the value of a cell; ``None`` when blank or not understood."""
    if not text or name in ("lon", "lat"):
        return Reading(None)
    if name not in sources:
        return Reading(text)  # Stated for all rows, and understood there.
    try:
        return sources[name].read(name, row.cells)
    except ValueError:
        return Reading(None)


def _wgs84(
    places: Sequence[Place], systems: Sequence[Crs | None]
) -> list[tuple[float | None, float | None]]:
    """Return WGS 84 degrees of each place, rounded; ``None`` where there is none."""
    points: list[tuple[float | None, float | None]] = [(None, None)] * len(places)
    for crs in Crs:
        chosen = [k for k, p in enumerate(places) if p.is_known and systems[k] is crs]
        lon, lat = to_wgs84(
            np.array([places[k].lon for k in chosen], dtype=float),
            np.array([places[k].lat for k in chosen], dtype=float),
            crs,
        )
        lons = np.round(lon, LON_LAT_DECIMALS).tolist()
        lats = np.round(lat, LON_LAT_DECIMALS).tolist()
        for k, x, y in zip(chosen, lons, lats, strict=True):
            points[k] = x, y
    return points
