"""What the cells of a doubtful column look like: a suggestion, never an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from optimizer.ingest.cells import stripped
from optimizer.ingest.values import parse_county, parse_region, parse_type, read_value
from optimizer.tabular import normal

_RUNNERS = frozenset({"公办", "民办", "公立", "私立", "国有", "其他部门办"})
_SHOWN = 3
_LONGEST_SHOWN = 12


def _is_runner(text: str) -> bool:
    return normal(text) in _RUNNERS


def _reads(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def is_read(text: str) -> bool:
        try:
            parse(text)
        except ValueError:
            return False
        return True

    return is_read


_LOOKS: Final[Mapping[str, Callable[[str], bool]]] = {
    "runner": _is_runner,
    "type_code": _reads(parse_type),
    "region_code": _reads(parse_region),
    "county_code": _reads(parse_county),
    "pupils_primary": _reads(lambda text: read_value("pupils_primary", text)),
    "pupils_junior": _reads(lambda text: read_value("pupils_junior", text)),
}
"""How the values of a column are known. Others are not known by their values."""


def suggestion(names: Sequence[str], cells: Sequence[str]) -> str:
    """Return what a column may mean, with the meaning its values speak for.

    Parameters
    ----------
    names
        Canonical columns it may be.
    cells
        Its cells.

    Returns
    -------
    str
        The names; before them, with a question mark and some values, the one all
        values fit, if there is exactly one.

    Examples
    --------
    >>> suggestion(["runner", "type_code"], ["公办", "民办", ""])
    'runner? (公办, 民办) / type_code'
    """
    values = list(dict.fromkeys(filter(None, map(stripped, cells))))
    fitting = [
        name
        for name in names
        if values and name in _LOOKS and all(map(_LOOKS[name], values))
    ]
    if len(fitting) != 1:
        return " / ".join(names)
    shown = ", ".join(text[:_LONGEST_SHOWN] for text in values[:_SHOWN])
    others = [name for name in names if name != fitting[0]]
    return " / ".join([f"{fitting[0]}? ({shown})", *others])
