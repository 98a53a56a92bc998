"""Words of the travel table: headers, units and sources.

A unit is taken from the words of a header only, never guessed from the values. The
bare headers planners use (用时, 里程) mean minutes and kilometres; English stems that
exports use with different units (duration, distance) need their unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from optimizer.domain import TravelSource
from optimizer.matrix import SOURCES
from optimizer.tabular import normal
from optimizer.travel.units import METRES_PER_KM, SECONDS_PER_MINUTE

COLUMNS = ("from_id", "to_id", "minutes", "km", "source")
"""Canonical columns of the long table, in order."""


class Quantity(StrEnum):
    """What a number measures; the value is the canonical column."""

    MINUTES = "minutes"
    KM = "km"


PLAIN_FACTOR: dict[Quantity, int] = {
    Quantity.MINUTES: SECONDS_PER_MINUTE,
    Quantity.KM: METRES_PER_KM,
}
"""Seconds, or metres, in one unit of the canonical column."""

UNITS: dict[Quantity, dict[str, int]] = {
    Quantity.MINUTES: {
        **dict.fromkeys(("小时", "h", "hr", "hour", "hours"), 60 * SECONDS_PER_MINUTE),
        **dict.fromkeys(
            ("分钟", "分", "min", "mins", "minute", "minutes"), SECONDS_PER_MINUTE
        ),
        **dict.fromkeys(("秒", "秒钟", "s", "sec", "secs", "second", "seconds"), 1),
    },
    Quantity.KM: {
        **dict.fromkeys(
            (
                "公里",
                "千米",
                "km",
                "kilometre",
                "kilometres",
                "kilometer",
                "kilometers",
            ),
            METRES_PER_KM,
        ),
        **dict.fromkeys(("米", "m", "metre", "metres", "meter", "meters"), 1),
    },
}
"""Seconds, or metres, in each unit a header or a cell may name."""

_TOO_SHORT = {"h", "hr", "s", "m", "分"}
"""Units that say nothing as a whole header."""

_BARE_HEADERS: dict[Quantity, str] = {
    Quantity.MINUTES: (
        "车程 用时 时长 耗时 车程时间 行车时间 驾车时间 驾车用时 行车用时 行驶时间 "
        "行程时间 通行时间 路途时间 路上时间 单程时间 单程用时 驾车时长 行车时长"
    ),
    Quantity.KM: (
        "里程 距离 路程 行驶里程 行车里程 驾车里程 公路里程 道路里程 单程里程 "
        "行驶距离 行车距离 驾车距离 道路距离"
    ),
}
_STEMS: dict[Quantity, str] = {
    Quantity.MINUTES: "时间 行程 duration time travel_time drive_time driving_time",
    Quantity.KM: "车程 行程 distance length travel_distance driving_distance",
}
"""Words that need a unit beside them."""

_WITH_UNIT = ("{}({})", "{}[{}]", "{}{}", "{}_{}", "{}/{}", "{}(单位:{})")

_ENDS = {
    "from_id": (
        "from 起点 起点编号 起点id 起点学校 起始学校 起始学校id 出发学校 出发地 出发点 "
        "origin origin_id from_school"
    ),
    "to_id": (
        "to 终点 终点编号 终点id 终点学校 目标学校 目标学校id 目的学校 到达学校 目的地 "
        "destination destination_id to_school"
    ),
    "source": "来源 数据来源 时间来源 车程来源",
}
_END_NAMES = {
    "from_id": "起点名称 起点校名 起点学校名称 起始学校名称 from_name origin_name",
    "to_id": ("终点名称 终点校名 终点学校名称 目标学校名称 to_name destination_name"),
}


def _words(name: str, text: str) -> frozenset[str]:
    return frozenset(normal(word) for word in (name, *text.split()))


HEADERS: dict[str, frozenset[str]] = {
    name: _words(name, text) for name, text in _ENDS.items()
}
"""Normal headers accepted for the columns that hold no number."""

NAME_HEADERS: dict[str, frozenset[str]] = {
    name: _words(text.split()[0], text) for name, text in _END_NAMES.items()
}
"""Headers of names, used for an end only where no column of ids is there."""


@dataclass(frozen=True)
class Heading:
    """What a header says about the numbers below it.

    Parameters
    ----------
    quantity
        Time or distance.
    factor
        Seconds, or metres, in one unit.
    is_bare
        Whether the unit is the custom of the word, not written.
    """

    quantity: Quantity
    factor: int
    is_bare: bool = False


def _headings() -> Iterator[tuple[str, Heading]]:
    for quantity, units in UNITS.items():
        bare = _BARE_HEADERS[quantity].split()
        for word in bare:
            yield word, Heading(quantity, PLAIN_FACTOR[quantity], is_bare=True)
        for unit, factor in units.items():
            heading = Heading(quantity, factor)
            if unit not in _TOO_SHORT:
                yield from ((unit, heading), (f"{unit}数", heading))
            for word in (*bare, *_STEMS[quantity].split()):
                for form in _WITH_UNIT:
                    yield form.format(word, unit), heading


_HEADINGS = {normal(word): heading for word, heading in _headings()}


def heading_of(header: str) -> Heading | None:
    """Return what a header says of its numbers; ``None`` for any other header.

    Examples
    --------
    >>> heading_of("驾车时间（分钟）").factor, heading_of("duration_s").factor
    (60, 1)
    >>> heading_of("行驶里程").is_bare, heading_of("duration")
    (True, None)
    """
    return _HEADINGS.get(normal(header))


SOURCE_WORDS: dict[TravelSource, tuple[str, ...]] = {
    TravelSource.MEASURED: ("实测", "实地测量", "人工填报"),
    TravelSource.NAVIGATION: ("导航", "地图导航"),
    TravelSource.ROAD_GRAPH: ("路网", "路网计算"),
    TravelSource.ESTIMATE: ("估算", "直线估算"),
}
"""Words accepted for each source."""

MEASURED = SOURCES.index(TravelSource.MEASURED)
"""What a table without a source is: the bureau typed it."""

_SOURCE_OF = {
    normal(word): SOURCES.index(source)
    for source, words in SOURCE_WORDS.items()
    for word in (source.value, *words)
}


def source_of(word: str) -> int:
    """Return the position in :data:`optimizer.matrix.SOURCES`; 0 if not a source."""
    return _SOURCE_OF.get(normal(word), 0)
