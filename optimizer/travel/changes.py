"""The table of road changes: what is closed, and what is opened, in which scenario.

Columns ``change`` (封闭 or 新开), ``road`` (number or name of a road), ``line`` (drawn
points ``lon,lat; lon,lat``), ``scenario`` (blank: all of them), ``speed_kph`` (of an
opened road) and ``note``. A csv or xlsx table, or a layer of lines (GeoJSON,
GeoPackage) with the same columns, whose geometry is the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError, TravelError
from optimizer.policy import NORMAL, Travel
from optimizer.tabular import RawTable, cell_text, find_columns, normal, read_raw
from optimizer.travel.projection import WGS84

COLUMNS: dict[str, Sequence[str]] = {
    "change": ("变化", "变化类型", "类型", "kind"),
    "road": ("道路", "道路编号", "路名", "编号", "osm_id", "ref"),
    "line": ("线", "坐标", "坐标串", "走向", "经纬度"),
    "scenario": ("情景", "适用情景"),
    "speed_kph": ("车速", "车速(km/h)", "行车速度", "speed"),
    "note": ("说明", "备注", "依据"),
}
"""Canonical columns and the headers accepted for each."""

LAYER_SUFFIXES = (".geojson", ".json", ".gpkg")

_WORDS = {
    "closed": ("封闭", "封路", "中断", "断路", "禁行", "close"),
    "opened": ("新开", "新建", "通车", "新增", "open"),
}
_ALL_SCENARIOS = ("", "全部", "所有", "all")
_NORMAL_WORDS = (NORMAL, "常态", "平时")
_WINTER_WORDS = {"冬季": "winter", "冬天": "winter"}
_FASTEST_KPH = 130


class ChangeKind(StrEnum):
    """What happens to a road."""

    CLOSED = "closed"
    OPENED = "opened"


@dataclass(frozen=True)
class RoadChange:
    """One row: a road closed by number, name or line, or opened along a line.

    Parameters
    ----------
    kind
        Closed or opened.
    scenario
        Scenario it holds in; ``""`` for all.
    road
        Number or name; ``""`` where a line says it.
    line
        Points in decimal degrees, WGS 84; empty where ``road`` says it.
    speed_kph
        Speed driven on an opened road; ``None`` for a closed one.
    note
        The user's own words.
    row, file
        Where it stands.
    """

    kind: ChangeKind
    scenario: str
    road: str
    line: tuple[tuple[float, float], ...]
    speed_kph: float | None
    note: str
    row: int
    file: str

    def holds_in(self, scenario: str) -> bool:
        """Tell whether the change belongs to a scenario."""
        return self.scenario in ("", scenario)


def read_changes(path: str | Path, travel: Travel) -> tuple[RoadChange, ...]:
    """Read road changes, all faults collected and raised at once.

    Raises
    ------
    TravelError
        F102 no such file, T221 an unreadable layer.
    DataError
        If a table cannot be read or lacks ``change``; T301 with one issue per fault.
    """
    path = Path(path)
    raw = _layer(path) if path.suffix.casefold() in LAYER_SUFFIXES else read_raw(path)
    text = find_columns(raw, COLUMNS, optional=[c for c in COLUMNS if c != "change"])
    faults: list[Issue] = []
    found = []
    for k, row in enumerate(raw.rows.tolist()):
        cells = {name: str(values[k]).strip() for name, values in text.items()}
        reader = _Row(cells, int(row), raw.file, faults)
        found.append(reader.change(travel))
    if faults:
        raise DataError("T301", issues=faults, file=raw.file, count=len(faults))
    return tuple(change for change in found if change is not None)


def _layer(path: Path) -> RawTable:
    """Read a layer of lines as text, its geometry as the column ``line``."""
    if not path.is_file():
        raise TravelError("F102", file=str(path))
    try:
        frame = pyogrio.read_dataframe(path)
    except (RuntimeError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())
        raise TravelError("T221", file=path.name, reason=reason) from error
    lines = [""] * len(frame)
    if isinstance(frame, gpd.GeoDataFrame):
        if frame.crs is None:
            raise TravelError("T222", file=path.name)
        lines = [_points_text(shape) for shape in frame.to_crs(WGS84).geometry]
        frame = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    frame = frame.drop(columns=[c for c in frame.columns if normal(c) == "line"])
    columns = [
        np.array(["" if pd.isna(v) else cell_text(v) for v in frame[name]], object)
        for name in frame.columns
    ]
    return RawTable(
        file=path.name,
        header=(*map(str, frame.columns), "line"),
        columns=(*columns, np.array(lines, dtype=object)),
        rows=np.arange(1, len(frame) + 1),
    )


def _points_text(shape: shapely.Geometry | None) -> str:
    if shape is None:
        return ""
    points = shapely.get_coordinates(shape).tolist()
    return ";".join(f"{lon:.7f},{lat:.7f}" for lon, lat in points)


@dataclass
class _Row:
    """One row being read; faults are added to the common list."""

    cells: dict[str, str]
    row: int
    file: str
    faults: list[Issue]

    def fault(self, code: str, column: str) -> None:
        value = self.cells[column]
        self.faults.append(
            Issue(code, Severity.ERROR, self.row, column, value, "refused", self.file)
        )

    def change(self, travel: Travel) -> RoadChange | None:
        """Return the change, or ``None`` with its faults noted."""
        before = len(self.faults)
        kind = self._kind()
        scenario = self._scenario(travel)
        line = self._line()
        speed = self._speed(kind)
        road = self.cells["road"]
        if not self.cells["line"] and kind is ChangeKind.OPENED:
            self.fault("T304", "line")
        elif kind is ChangeKind.CLOSED and bool(road) == bool(self.cells["line"]):
            self.fault("T303", "road")
        if len(self.faults) > before or kind is None:
            return None
        note = self.cells["note"]
        return RoadChange(kind, scenario, road, line, speed, note, self.row, self.file)

    def _kind(self) -> ChangeKind | None:
        word = normal(self.cells["change"])
        for kind in ChangeKind:
            if word in (kind.value, *map(normal, _WORDS[kind])):
                return kind
        self.fault("T302", "change")
        return None

    def _scenario(self, travel: Travel) -> str:
        word = normal(self.cells["scenario"])
        if word in _ALL_SCENARIOS:
            return ""
        if word in _NORMAL_WORDS:
            return NORMAL
        name = _WINTER_WORDS.get(word, self.cells["scenario"])
        if name not in travel.scenarios:
            self.fault("T305", "scenario")
        return name

    def _line(self) -> tuple[tuple[float, float], ...]:
        """Return the points of ``lon,lat; lon,lat``; a fault unless two or more."""
        text = self.cells["line"]
        if not text:
            return ()
        points = []
        for part in re.split(r"[;;\n|]+", text):
            numbers = re.split(r"[,,\s]+", part.strip())
            try:
                lon, lat = (float(number) for number in numbers)
            except ValueError:
                if part.strip():
                    self.fault("T306", "line")
                    return ()
                continue
            if not (-180 <= lon <= 180 and -90 <= lat <= 90):
                self.fault("T306", "line")
                return ()
            points.append((lon, lat))
        if len(set(points)) < 2:
            self.fault("T306", "line")
        return tuple(points)

    def _speed(self, kind: ChangeKind | None) -> float | None:
        if kind is not ChangeKind.OPENED:
            return None
        try:
            speed = float(normal(self.cells["speed_kph"]))
        except ValueError:
            speed = 0.0
        if not 0 < speed <= _FASTEST_KPH:
            self.fault("T307", "speed_kph")
        return speed
