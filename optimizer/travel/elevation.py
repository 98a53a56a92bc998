"""Heights above the sea from SRTM tiles (``.hgt``, ``.hgt.zip``) and GeoTIFF.

Several files, or a folder of them, may cover one county. Heights between cells are
bilinear. A void cell is "not known": so is every point with a void among the four
cells around it; nothing is filled in.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import RasterioError, RasterioIOError

from optimizer.errors import TravelError
from optimizer.travel.projection import WGS84, transform

SUFFIXES = (".hgt", ".zip", ".tif", ".tiff")

_PLAUSIBLE_M = (-500.0, 9000.0)
_DEGREE_M = 111_195.0
"""Metres of a degree of latitude on the mean sphere."""

_TILE_NAME = re.compile(r"[NS]\d{2}[EW]\d{3}", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class _Tile:
    """Heights of one file, NaN in voids; row 0 is the north."""

    crs: str
    heights: NDArray[np.float64]
    inverse: tuple[float, ...]

    @property
    def cell_m(self) -> float:
        """Distance between two rows in metres."""
        d, e = self.inverse[3:5]
        unit_m = _DEGREE_M if self.crs == WGS84 else 1.0
        return unit_m / float(np.hypot(d, e))

    def at(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return heights between the four cells around, NaN outside or in a void."""
        x, y = (lon, lat) if self.crs == WGS84 else transform(WGS84, self.crs, lon, lat)
        a, b, c, d, e, f = self.inverse
        # Cell centres lie half a cell inside the corner the affine counts from.
        column, row = a * x + b * y + c - 0.5, d * x + e * y + f - 0.5
        out = np.full(len(x), np.nan)
        rows, columns = self.heights.shape
        inside = np.isfinite(column) & np.isfinite(row)
        inside &= (column > -0.5) & (column < columns - 0.5)
        inside &= (row > -0.5) & (row < rows - 0.5)
        column = np.clip(column[inside], 0, columns - 1)
        row = np.clip(row[inside], 0, rows - 1)
        left = np.minimum(column.astype(np.int64), max(columns - 2, 0))
        top = np.minimum(row.astype(np.int64), max(rows - 2, 0))
        right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
        u, v = column - left, row - top
        h = self.heights
        upper = h[top, left] * (1 - u) + h[top, right] * u
        lower = h[bottom, left] * (1 - u) + h[bottom, right] * u
        out[inside] = upper * (1 - v) + lower * v
        return out


@dataclass(frozen=True, eq=False)
class Elevation:
    """Heights of a region.

    Parameters
    ----------
    tiles
        Files in the order of their names; the first that knows a place counts.
    digest
        SHA-256 of the files' bytes, as hex text.
    void_share
        Share of all cells that are voids, 0 to 1.
    """

    tiles: tuple[_Tile, ...]
    digest: str
    void_share: float = 0.0

    @property
    def cell_m(self) -> float:
        """Distance between two rows of the finest file, in metres."""
        return min(tile.cell_m for tile in self.tiles)

    def heights(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return metres above the sea at points in degrees, NaN where not known."""
        out = np.full(len(lon), np.nan)
        for tile in self.tiles:
            missing = np.flatnonzero(np.isnan(out))
            out[missing] = tile.at(lon[missing], lat[missing])
        return out


def read_elevation(path: str | Path) -> Elevation:
    """Read one file, or all height files of a folder.

    Raises
    ------
    TravelError
        F102 no such file or folder, T291 unreadable, T290 not a raster of
        heights, T292 without a reference system, T293 a folder without a height file.
    """
    path = Path(path)
    files = _files(path)
    digest = hashlib.sha256()
    tiles, voids, cells = [], 0, 0
    for file in files:
        digest.update(file.read_bytes())
        tile, gaps = _read(file)
        tiles.append(tile)
        voids += gaps
        cells += tile.heights.size
    return Elevation(tuple(tiles), digest.hexdigest(), voids / cells)


def _files(path: Path) -> Sequence[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise TravelError("F102", file=str(path))
    found = [p for p in sorted(path.iterdir()) if p.suffix.casefold() in SUFFIXES]
    if not found:
        raise TravelError("T293", file=str(path), formats=", ".join(SUFFIXES))
    return found


def _read(path: Path) -> tuple[_Tile, int]:
    """Return the heights of a file and the number of its voids."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with rasterio.open(_address(path)) as source:
                raw = source.read(1, masked=True)
                crs = source.crs
                affine = source.transform
                kind = source.count
    except (RasterioError, RasterioIOError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise TravelError("T291", file=path.name, reason=reason) from error
    if crs is None:
        raise TravelError("T292", file=path.name)
    heights = np.ma.filled(raw.astype(np.float64), np.nan)
    low, high = _PLAUSIBLE_M
    with np.errstate(invalid="ignore"):
        heights[(heights < low) | (heights > high)] = np.nan
    known = int(np.isfinite(heights).sum())
    if kind != 1 or not known:
        raise TravelError("T290", file=path.name, bands=kind, count=known)
    voids = int(np.isnan(heights).sum())
    code = crs.to_epsg()
    name = WGS84 if crs.is_geographic else f"EPSG:{code}" if code else crs.to_wkt()
    return _Tile(name, heights, tuple(~affine)[:6]), voids


def _address(path: Path) -> str:
    """Return what the raster library opens; a zipped tile is read in place.

    The library reads the place of an SRTM tile from its name, inside a zip too.
    """
    if path.suffix.casefold() != ".zip":
        return str(path)
    match = _TILE_NAME.search(path.name)
    inner = f"{match[0]}.hgt" if match else path.stem
    return f"zip://{path}!{inner}"
