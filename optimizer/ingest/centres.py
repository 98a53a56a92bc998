"""Points that stand for a town, not for a school: such schools stay unlocated.

A planner who does not know where a school is types the town's point. It is told by
three or more schools of a town on one point, or by the seat's own coordinates.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from optimizer import resources
from optimizer.ingest.place import Place, PlaceStatus

_SCHOOLS_ON_ONE_POINT = 3
"""Two schools may share a site; a third on the very same point is a placeholder."""

_GRID = 10_000
"""Parts of a degree within which a point is the seat's own: about 10 m."""


def without_centres(places: Sequence[Place], towns: Sequence[str]) -> list[Place]:
    """Return places, those on the point of a town turned into unlocated ones.

    Parameters
    ----------
    places
        One for each row.
    towns
        Town of each row; ``""`` if not known.
    """
    rows: dict[tuple[str, float | None, float | None], list[int]] = defaultdict(list)
    for k, (place, town) in enumerate(zip(places, towns, strict=True)):
        if place.is_known:
            rows[town, place.lon, place.lat].append(k)
    crowded = {
        k
        for (town, _, _), group in rows.items()
        if town and len(group) >= _SCHOOLS_ON_ONE_POINT
        for k in group
    }
    seats = _seats(resources.data_dir() / "geography" / "townships.csv")
    return [
        replace(place, status=PlaceStatus.CENTRE)
        if k in crowded or (place.is_known and _spot(place.lon, place.lat) in seats)
        else place
        for k, place in enumerate(places)
    ]


def _spot(lon: float | None, lat: float | None) -> tuple[int, int]:
    return round((lon or 0.0) * _GRID), round((lat or 0.0) * _GRID)


@lru_cache
def _seats(path: Path) -> frozenset[tuple[int, int]]:
    """Return the points of the towns; none if no geography is shipped."""
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frozenset(
            _spot(float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
            if row["lon"] and row["lat"]
        )
