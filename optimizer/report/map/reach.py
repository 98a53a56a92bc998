"""Areas within so many minutes of a core, as short lists of whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from optimizer.report.map.shapes import steps

ANY = ""
"""Centre of the areas around whichever core is nearest."""

_DECIMALS = 4
_MOST_POINTS = 43_200
"""Of all areas together: four areas of 30 cores stay below 400 KB, and those of a few
cores are drawn as they are."""

_TOLERANCES_DEG = (0.0003, 0.0006, 0.001, 0.0015, 0.002, 0.003, 0.004, 0.01)
_LEAST_SIDE = 4
"""Parts and holes smaller than a square of so many tolerances are left out."""

Bands = list[list[list[list[int]]]]
"""By band: polygons, each a list of rings, each a run of lat, lon steps."""


def reach_block(
    frame: gpd.GeoDataFrame, numbers: Mapping[str, int]
) -> dict[str, Any] | None:
    """Return the areas of the cores of a plan, coded like the borders of the map.

    Parameters
    ----------
    frame
        ``centre_id``, ``minutes`` and geometry in WGS 84.
    numbers
        Number of the alliance by the id of its core; other centres are left out.

    Returns
    -------
    dict or None
        ``minutes`` in rising order; ``any`` and ``cores`` (by number) with polygons
        for each of them. ``None`` if nothing is left to draw.
    """
    rows = [row for row in _rows(frame) if row[0] == ANY or row[0] in numbers]
    minutes = sorted({row[1] for row in rows})
    tolerance, shapes = _simple([shape for _, _, shape in rows])
    bands: dict[str, Bands] = {}
    for (centre, within, _), shape in zip(rows, shapes, strict=True):
        polygons = list(_polygons(shape, tolerance))
        if polygons:
            of_centre = bands.setdefault(centre, [[] for _ in minutes])
            of_centre[minutes.index(within)].extend(polygons)
    if not bands:
        return None
    around_any = bands.pop(ANY, None)
    cores = {str(numbers[core]): found for core, found in sorted(bands.items())}
    found = {"scale": 10**_DECIMALS, "minutes": minutes, "cores": cores}
    return found if around_any is None else {**found, "any": around_any}


def centres(frame: gpd.GeoDataFrame) -> set[str]:
    """Return the ids of the single centres of the areas."""
    return {centre for centre, _, _ in _rows(frame)} - {ANY}


def _rows(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, float, Any]]:
    """Yield centre, minutes and shape; a file may give an empty text back as none."""
    columns = (frame["centre_id"], frame["minutes"], frame.geometry)
    for centre, minutes, shape in zip(*columns, strict=True):
        if shape is not None and not shape.is_empty:
            yield (centre if isinstance(centre, str) else ANY), float(minutes), shape


def _simple(shapes: Sequence[Any]) -> tuple[float, NDArray[np.object_]]:
    """Simplify areas until they are small enough together; return how far.

    Specks and slits narrower than the tolerance vanish, as they may on a map.
    """
    given = np.array(shapes, dtype=object)
    for tolerance in _TOLERANCES_DEG:
        simple = shapely.simplify(given, tolerance, preserve_topology=False)
        if shapely.get_num_coordinates(simple).sum() <= _MOST_POINTS:
            break
    return tolerance, simple


def _polygons(shape: Any, tolerance: float) -> Iterator[list[list[int]]]:
    """Yield the polygons of an area, each as its coded rings, the outer one first."""
    least = (_LEAST_SIDE * tolerance) ** 2
    for part in shapely.get_parts(shape):
        if part.geom_type != "Polygon" or part.area < least:
            continue
        holes = (h for h in part.interiors if shapely.Polygon(h).area >= least)
        outer, *inner = (steps(ring, _DECIMALS) for ring in (part.exterior, *holes))
        if outer:
            yield [outer, *(ring for ring in inner if ring)]
