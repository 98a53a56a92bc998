"""The school table as records: cleaned text beside the value understood from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.ingest.cells import unguarded
from optimizer.ingest.columns import SCHOOL_COLUMNS
from optimizer.ingest.crs import Crs, to_wgs84
from optimizer.ingest.facts import Facts, read_facts
from optimizer.ingest.place import Place, PlaceStatus, read_place
from optimizer.ingest.tables import Table
from optimizer.ingest.towns import official_town
from optimizer.ingest.values import PARSERS, parse_text

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
        Text of each canonical column; ``""`` when blank or absent.
    values
        Value of each canonical column; ``None`` when blank or not understood.
        Coordinates are WGS 84.
    place
        What the coordinate cells turned out to be.
    is_id_derived
        Whether the id was made of town and name.
    """

    row: int
    raw: Mapping[str, str]
    values: Mapping[str, Any]
    place: Place
    is_id_derived: bool

    @property
    def school_id(self) -> str | None:
        """Id given or derived; ``None`` if there is neither."""
        school_id: str | None = self.values["school_id"]
        return school_id

    @property
    def is_located(self) -> bool:
        """Whether both coordinates are known."""
        return self.values["lon"] is not None


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
    """

    file: str
    columns: frozenset[str]
    records: tuple[Record, ...]
    crs: Crs
    year: int | None = None
    facts: Facts = field(default_factory=Facts)


def build_sheet(table: Table, places: Mapping[str, int], crs: Crs) -> Sheet:
    """Read every cell of a table; nothing is judged here.

    Parameters
    ----------
    table
        The table as read.
    places
        Position of each canonical column in it.
    crs
        CRS of its coordinates.
    """
    raws = [
        {
            name: unguarded(row.cells[places[name]]) if name in places else ""
            for name in SCHOOL_COLUMNS
        }
        for row in table.rows
    ]
    spots = [read_place(raw["lon"], raw["lat"]) for raw in raws]
    records = tuple(
        _record(row.number, raw, spot, lon_lat)
        for row, raw, spot, lon_lat in zip(
            table.rows, raws, spots, _wgs84(spots, crs), strict=True
        )
    )
    facts = read_facts(table, frozenset(places.values()))
    return Sheet(table.file, frozenset(places), records, crs, facts=facts)


def _record(
    row: int,
    raw: Mapping[str, str],
    place: Place,
    lon_lat: tuple[float | None, float | None],
) -> Record:
    values = {name: _value(name, raw[name]) for name in SCHOOL_COLUMNS}
    values["lon"], values["lat"] = lon_lat
    if raw["town"]:
        values["town"] = official_town(raw["town"], values["county_code"])
    is_derived = not raw["school_id"] and bool(raw["town"] and raw["name"])
    if is_derived:
        values["school_id"] = f"{raw['town']}·{raw['name']}"
    return Record(row, raw, values, place, is_derived)


def _value(name: str, text: str) -> Any:
    """Return the value of a cell; ``None`` when blank or not understood."""
    if not text or name in ("lon", "lat"):
        return None
    try:
        return PARSERS.get(name, parse_text)(text)
    except ValueError:
        return None


def _wgs84(
    places: Sequence[Place], crs: Crs
) -> list[tuple[float, float] | tuple[None, None]]:
    """Return WGS 84 degrees of each place, rounded; ``None`` where there is none."""
    known = [p.status in (PlaceStatus.OK, PlaceStatus.SWAPPED) for p in places]
    lon, lat = to_wgs84(
        np.array([p.lon for p in places if p.lon is not None], dtype=float),
        np.array([p.lat for p in places if p.lat is not None], dtype=float),
        crs,
    )
    rounded = iter(
        zip(
            np.round(lon, LON_LAT_DECIMALS).tolist(),
            np.round(lat, LON_LAT_DECIMALS).tolist(),
            strict=True,
        )
    )
    return [next(rounded) if is_known else (None, None) for is_known in known]
