"""Layers as shapefiles for old systems: one set of files for each layer.

The dBASE table beside the shapes knows names of ten characters and texts of 254 bytes.
Texts that do not fit are cut between two characters, and every cut is told.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from optimizer.report.gis.fields import Field
from optimizer.report.gis.frames import DAY, GEOMETRY, frame_of, write_frame
from optimizer.report.gis.layers import Layers

MOST_BYTES = 254
"""Longest text of a dBASE table."""

_SHAPES = (".shp", ".shx", ".dbf", ".cpg")
_TABLE = (".dbf", ".cpg")
_ONE_LINE = str.maketrans("\n\t", "  ")
_OPTIONS = {"DBF_DATE_LAST_UPDATE": DAY}


@dataclass(frozen=True)
class Cut:
    """A text that did not fit: where it stands, and how much of it was kept.

    ``row`` counts from 1; ``kept`` and ``total`` are characters.
    """

    layer: str
    row: int
    field: Field
    kept: int
    total: int


def fitting(text: str) -> str:
    """Return the beginning of a text that fits into a cell, in whole characters.

    Examples
    --------
    >>> len(fitting("瀼" * 100)), len(fitting("a" * 254))
    (84, 254)
    """
    line = text.translate(_ONE_LINE)
    return line.encode()[:MOST_BYTES].decode(errors="ignore")


@dataclass(frozen=True, eq=False)
class Shapefiles:
    """The files of all layers, made when the first is asked for."""

    layers: Layers

    @property
    def written(self) -> list[str]:
        """Layers that are written; ``about`` has its own text file."""
        return [n for n in GEOMETRY if n != "about" and self.layers.has(n)]

    @property
    def names(self) -> list[str]:
        """Names of the files, by layer."""
        return [
            f"{self._stem(layer)}{ending}"
            for layer in self.written
            for ending in self._endings(layer)
        ]

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Content of each file by its name."""
        with tempfile.TemporaryDirectory(prefix=".alliance-") as made:
            for layer in self.written:
                self._write(layer, Path(made))
            return {name: (Path(made) / name).read_bytes() for name in self.names}

    def cuts(self) -> Iterator[Cut]:
        """Yield every text that is cut."""
        for layer in self.written:
            texts = [f for f in self.layers.fields(layer) if f.kind == "text"]
            for number, row in enumerate(self.layers.rows(layer), start=1):
                for field in texts:
                    value = row[field.name] or ""
                    kept, total = len(fitting(value)), len(value)
                    if kept < total:
                        yield Cut(layer, number, field, kept, total)

    def _stem(self, layer: str) -> str:
        return f"{layer}{self.layers.grid.suffix}"

    def _endings(self, layer: str) -> tuple[str, ...]:
        if GEOMETRY[layer] is None:
            return _TABLE
        return _SHAPES if self.layers.grid.epsg is None else (*_SHAPES, ".prj")

    def _write(self, layer: str, folder: Path) -> None:
        stem, kind = self._stem(layer), GEOMETRY[layer]
        path = folder / f"{stem}{self._endings(layer)[0]}"
        frame = self._short(layer)
        write_frame(frame, path, stem, kind, driver="ESRI Shapefile", options=_OPTIONS)

    def _short(self, layer: str) -> pd.DataFrame:
        """Return a layer with short names and texts that fit."""
        frame = frame_of(self.layers, layer)
        shown = self.layers.fields(layer)
        for field in shown:
            if field.kind == "text":
                texts = [None if v is None else fitting(v) for v in frame[field.name]]
                frame[field.name] = pd.Series(texts, frame.index, dtype="object")
        return frame.rename(columns={field.name: field.short for field in shown})
