"""Units in headers: what a column's figures are to be multiplied by."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from optimizer.ingest.numerals import M2_PER_MU, Measure
from optimizer.ingest.synonyms import bracketed, plain
from optimizer.ingest.values import MEASURES

_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def _with_times(*units: str) -> dict[str, Decimal]:
    return {
        f"{word}{unit}": Decimal(factor)
        for unit in units
        for word, factor in _TIMES.items()
    }


HEADER_UNITS: Final[Mapping[Measure, Mapping[str, Decimal]]] = {
    Measure.PERSONS: _with_times("人", "名"),
    Measure.CLASSES: _with_times("个", "班"),
    Measure.ROOMS: _with_times("间", "个"),
    Measure.AREA_M2: {
        **_with_times("平方米", "平米", "m2"),
        "m²": Decimal(1),
        "亩": M2_PER_MU,
        "公顷": Decimal(10_000),
        "平方公里": Decimal(1_000_000),
    },
    Measure.MONEY_YUAN: _with_times("元", "人民币元"),
}
"""Units a header may state, in the column's own unit; all of them exact."""

OTHER_UNITS: Final = frozenset(
    {unit for units in HEADER_UNITS.values() for unit in units}
    | {"米", "m", "千米", "公里", "km", "%", "美元", "港元", "平方尺", "平方"}
    | {"台", "台套", "套", "件", "册", "张", "处", "块", "所", "次", "小时"}
)
"""Units that may stand in the brackets of any header."""


def header_unit(header: str, column: str) -> tuple[str, Decimal | None]:
    """Return the unit a header states, and the factor to the column's own unit.

    Parameters
    ----------
    header
        As written.
    column
        Canonical column it means.

    Returns
    -------
    tuple
        ``("", 1)`` if it states none; the factor is ``None`` if the unit is not one of
        the column's.

    Examples
    --------
    >>> header_unit("教学仪器设备值(万元)", "equip_yuan")
    ('万元', Decimal('10000'))
    >>> header_unit("经度(米)", "lon")
    ('米', None)
    """
    measure = MEASURES.get(column)
    known = HEADER_UNITS[measure] if measure is not None else {}
    stated = [
        unit for unit in bracketed(header) if unit in OTHER_UNITS or unit in known
    ]
    tail = _tail_unit(header)
    if tail:
        stated.append(tail)
    if not stated:
        return "", Decimal(1)
    factors = {known.get(unit) for unit in stated}
    return ", ".join(stated), factors.pop() if len(factors) == 1 else None


def _tail_unit(header: str) -> str:
    """Return the unit a header ends with behind a joint, as in 设备值/万元."""
    return next((unit for unit in _LONGEST_FIRST if _ends_with(header, unit)), "")


def _ends_with(header: str, unit: str) -> bool:
    bare = header.strip()
    joint = bare[: -len(unit)].rstrip()[-1:]
    return bare.endswith(unit) and joint in set("/／:：_、,，") and joint != ""


def without_unit(header: str) -> str:
    """Return the plain header without a unit behind a joint.

    Examples
    --------
    >>> without_unit("教学仪器设备值/万元")
    '教学仪器设备值'
    """
    unit = _tail_unit(header)
    bare = header.strip()
    return plain(bare[: -len(unit)] if unit else bare)


_LONGEST_FIRST = sorted(OTHER_UNITS, key=lambda unit: (-len(unit), unit))
