"""Attributes of a road layer: one-way, speed, class, length, level.

Columns are found by the names below, in English or Chinese, the first that exists.
A value that cannot be read is noted once per distinct value, with the first feature
that has it, and the default stated in the note is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from optimizer.domain import Issue, Severity
from optimizer.policy import Travel
from optimizer.route import Binding
from optimizer.tabular import normal
from optimizer.travel.line_file import LineLayer
from optimizer.travel.road import Road
from optimizer.travel.speeds import (
    NOT_DRIVABLE,
    class_speed,
    driven_speed,
    parse_maxspeed,
    road_class,
    speed_by,
    surface_kind,
)
from optimizer.travel.units import METRES_PER_KM

FIELDS: dict[str, tuple[str, ...]] = {
    "oneway": ("oneway", "单行", "单行线", "单行道", "单向"),
    "speed_kph": ("speed_kph", "speed", "车速", "行车速度", "车速_kph", "车速(km/h)"),
    "maxspeed": ("maxspeed", "限速", "speed_limit", "限速(km/h)"),
    "class": ("class", "highway", "fclass", "等级", "道路等级", "公路等级", "技术等级"),
    "name": ("name", "名称", "路名", "道路名称", "ref", "路线编号"),
    "length_m": ("length_m", "长度(米)", "长度_米", "长度m", "里程(米)"),
    "length_km": ("length_km", "长度(公里)", "长度_公里", "里程(公里)"),
    "bridge": ("bridge", "桥梁", "桥"),
    "tunnel": ("tunnel", "隧道"),
    "layer": ("layer", "层", "层级"),
    "surface": ("surface", "路面", "路面类型", "路面材质", "tracktype"),
    "ref": ("osm_id", "road_id", "id", "编号", "道路编号"),
}
"""Meaning of a column and the names it may have."""

_TRUE = frozenset({"yes", "true", "t", "1", "1.0", "y", "是", "有"})
_FALSE = frozenset({"", "no", "false", "f", "0", "0.0", "n", "否", "无", "none", "nan"})
_BACK = frozenset({"-1", "-1.0", "reverse", "逆向", "反向"})
_GEOFABRIK_ONEWAY = {"f": 1, "t": -1, "b": 0, "": 0}


@dataclass(frozen=True, eq=False)
class Roads:
    """Attributes of the drivable features of a layer.

    Parameters
    ----------
    kept
        Shape ``(num_features,)``: which features of the layer are drivable. All
        other arrays hold only those.
    direction
        1 one-way along the line, -1 against it, 0 both.
    speed_kph
        Speed driven.
    stated_m
        Length the layer states, NaN where it states none.
    level
        Text equal for lines on one level: bridge, tunnel and layer.
    roads
        The facts of each feature that hold along all of it.
    """

    kept: NDArray[np.bool_]
    direction: NDArray[np.int64]
    speed_kph: NDArray[np.float64]
    stated_m: NDArray[np.float64]
    level: NDArray[np.object_]
    roads: tuple[Road, ...]


class _Reader:
    """Columns of a layer as text, and the notes made while reading them."""

    def __init__(self, layer: LineLayer) -> None:
        self.layer = layer
        self.notes: list[Issue] = []
        attributes = layer.frame.drop(columns=layer.frame.geometry.name)
        self._columns = {normal(name): name for name in attributes.columns}
        self._frame = attributes
        self._kept = np.ones(len(attributes), dtype=bool)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Read only the marked features from now on."""
        self._kept = kept

    def text(self, meaning: str) -> NDArray[np.object_]:
        """Return the text of a column, blank where it or its value is missing."""
        for name in FIELDS[meaning]:
            if normal(name) in self._columns:
                values = self._frame[self._columns[normal(name)]][self._kept]
                return np.array([_text(value) for value in values], dtype=object)
        return np.full(int(self._kept.sum()), "", dtype=object)

    def parse[T](
        self, meaning: str, code: str, parser: Callable[[str], T | None], default: T
    ) -> list[T]:
        """Read a column value by value; ``None`` from the parser is a bad value."""
        text = self.text(meaning)
        meaning_of = {word: parser(word) for word in set(text)}
        self.note(meaning, code, text, {w for w, v in meaning_of.items() if v is None})
        out: list[T] = []
        for word in text:
            value = meaning_of[word]
            out.append(default if value is None else value)
        return out

    def note(
        self, meaning: str, code: str, text: NDArray[np.object_], bad: set[str]
    ) -> None:
        """Add one issue per distinct bad value."""
        numbers = self.layer.frame.index.to_numpy()[self._kept]
        for word in sorted(bad):
            places = np.flatnonzero(text == word)
            value = f"{word} (×{len(places)})"
            row, file = int(numbers[places[0]]), self.layer.file
            self.notes.append(
                Issue(code, Severity.WARNING, row, meaning, value, "converted", file)
            )


def read_fields(layer: LineLayer, travel: Travel) -> tuple[Roads, tuple[Issue, ...]]:
    """Read what each line says about itself.

    Speed: ``speed_kph`` is what is driven and is taken as it stands; else the lower
    of the signed limit and the policy's class speed; else the policy's default.
    """
    reader = _Reader(layer)
    classes = np.array(
        [road_class(word) for word in reader.text("class")], dtype=object
    )
    kept = np.array([name not in NOT_DRIVABLE for name in classes], dtype=bool)
    if not kept.all():
        words = {str(word) for word in classes[~kept]}
        reader.note("class", "T265", classes, words)
    reader.keep(kept)
    classes = classes[kept]
    _note_unknown_classes(reader, classes, travel)
    direction = _directions(reader)
    speed_kph, speed_by = _speeds(reader, classes, travel)
    stated_m = _lengths(reader)
    level, is_structure, is_tunnel = _levels(reader)
    facts = (
        reader.text("ref"),
        classes,
        reader.text("name"),
        [surface_kind(word) for word in reader.text("surface")],
        is_structure,
        speed_by,
        is_tunnel,
    )
    roads = Roads(
        kept=kept,
        direction=direction,
        speed_kph=speed_kph,
        stated_m=stated_m,
        level=level,
        roads=tuple(Road(*road) for road in zip(*facts, strict=True)),
    )
    return roads, tuple(reader.notes)


def _text(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _note_unknown_classes(
    reader: _Reader, classes: NDArray[np.object_], travel: Travel
) -> None:
    unknown = {str(n) for n in classes if n and class_speed(travel, n) is None}
    reader.note("class", "T262", classes, unknown)


def _directions(reader: _Reader) -> NDArray[np.int64]:
    """Read one-way values; ``F``, ``T``, ``B`` together are Geofabrik's coding.

    There F is forwards and T backwards, which elsewhere stand for false and true.
    The presence of a ``B`` (both) tells the codings apart.
    """
    words = {normal(word) for word in reader.text("oneway")}
    is_geofabrik = "b" in words and words <= set(_GEOFABRIK_ONEWAY)

    def parse(word: str) -> int | None:
        text = normal(word)
        if is_geofabrik:
            return _GEOFABRIK_ONEWAY[text]
        return -1 if text in _BACK else _flag(text)

    return np.array(reader.parse("oneway", "T263", parse, 0), dtype=np.int64)


def _flag(word: str) -> int | None:
    """Return 1 for a yes, 0 for a no or a blank, ``None`` for anything else."""
    text = normal(word)
    if text in _TRUE:
        return 1
    return 0 if text in _FALSE else None


def _speeds(
    reader: _Reader, classes: NDArray[np.object_], travel: Travel
) -> tuple[NDArray[np.float64], list[Binding]]:
    """Return the speed of each feature and what it comes from."""
    driven = reader.parse("speed_kph", "T261", _positive, math.nan)
    signed = reader.parse("maxspeed", "T261", _limit, math.nan)
    limits = [None if math.isnan(limit) else limit for limit in signed]
    kph, by = np.array(driven, dtype=np.float64), [Binding.STATED] * len(driven)
    for k in np.flatnonzero(np.isnan(kph)):
        kph[k] = driven_speed(travel, classes[k], limits[k])
        by[k] = speed_by(travel, classes[k], limits[k])
    return kph, by


def _positive(word: str) -> float | None:
    """Return a number above zero, NaN for a blank, ``None`` for anything else."""
    if not word:
        return math.nan
    try:
        number = float(normal(word))
    except ValueError:
        return None
    return number if number > 0 and math.isfinite(number) else None


def _limit(word: str) -> float | None:
    """Return a signed limit, NaN where none is signed, ``None`` for nonsense."""
    limit = parse_maxspeed(word)
    if limit is not None:
        return limit
    text = normal(word)
    return math.nan if not any(c.isdigit() for c in text) else None


def _lengths(reader: _Reader) -> NDArray[np.float64]:
    metres = np.array(reader.parse("length_m", "T264", _positive, math.nan))
    km = np.array(reader.parse("length_km", "T264", _positive, math.nan))
    return np.where(np.isnan(metres), km * METRES_PER_KM, metres)


def _levels(reader: _Reader) -> tuple[NDArray[np.object_], list[bool], list[bool]]:
    """Return the level of each feature, whether it is built, and if it is a tunnel."""
    bridge = [_is_built(word) for word in reader.text("bridge")]
    tunnel = [_is_built(word) for word in reader.text("tunnel")]
    layer = reader.parse("layer", "T268", _whole, 0)
    levels = [
        f"{b:d}{t:d}{k:+d}" for b, t, k in zip(bridge, tunnel, layer, strict=True)
    ]
    built = [b or t for b, t in zip(bridge, tunnel, strict=True)]
    return np.array(levels, dtype=object), built, tunnel


def _is_built(word: str) -> bool:
    """Tell whether a bridge or tunnel value means yes; kinds such as viaduct do."""
    return _flag(word) != 0


def _whole(word: str) -> int | None:
    try:
        return int(float(normal(word))) if word else 0
    except (ValueError, OverflowError):
        return None
