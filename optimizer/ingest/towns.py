"""Writings of a town and the rule by which two of them are one town.

The rule: leave out width, case and blanks, the province, the prefecture and the
county in front, 人民政府 and 办事处 at the end, and names of ethnic groups before 乡
and 镇. What is left is a stem and a level (街道, 镇, 乡 or none). Against the shipped
list of the county's towns a writing means

1. the one town with its stem and level (芭蕉乡: 芭蕉侗族乡);
2. without a level, the one town with its stem (舞阳坝: 舞阳坝街道);
3. without a level, the one town whose stem begins with it (舞阳: 舞阳坝街道).

A stem with another level (长梁乡: 长梁镇) may be the former name of a town that was
raised, or another town: that is told and never decided here. Nor is anything decided
in a county without a list.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from optimizer import resources
from optimizer.tabular import normal

_ABOVE = ("湖北省", "恩施土家族苗族自治州", "恩施州")
_OFFICE = re.compile("(人民政府|办事处|街道办)$")
_LEVEL = re.compile("(街道|镇|乡)$")
_GROUP = (
    "(土家族?|苗族|侗族|白族|回族|瑶族|壮族|彝族|满族|藏族"
    "|羌族|畲族|蒙古族|布依族|仡佬族)"
)
_GROUPS = re.compile(f"{_GROUP}+$")
_SHORTEST_PREFIX = 2


class TownName(NamedTuple):
    """What is left of a writing: a stem and 街道, 镇, 乡 or ``""``."""

    stem: str
    level: str


class TownMatch(NamedTuple):
    """The official town a writing means, and one it may mean under another level."""

    official: str | None = None
    former: str | None = None


class _County(NamedTuple):
    name: str
    towns: tuple[str, ...]


@lru_cache(maxsize=4096)
def town_name(text: str, county: str = "") -> TownName:
    """Return stem and level of a writing.

    Parameters
    ----------
    text
        Town as written.
    county
        Name of its county, left out in front.

    Examples
    --------
    >>> town_name("恩施市舞阳坝街道办事处", "恩施市")
    TownName(stem='舞阳坝', level='街道')
    >>> town_name("芭蕉侗族乡") == town_name("芭蕉乡"), town_name("舞阳").level
    (True, '')
    """
    bare = normal(text)
    for above in (*_ABOVE, county):
        bare = bare.removeprefix(above) or bare
    if bare.endswith("街道办"):
        bare = bare.removesuffix("办")
    else:
        bare = _OFFICE.sub("", bare) or bare
    found = _LEVEL.search(bare)
    level = found.group() if found else ""
    stem = bare.removesuffix(level) or bare
    return TownName(_GROUPS.sub("", stem) or stem if level else stem, level)


def match_town(text: str, county_code: str | None) -> TownMatch:
    """Compare a writing with the shipped list of a county's towns.

    Parameters
    ----------
    text
        Town as written; ``""`` when blank.
    county_code
        Six digits, or ``None`` when not known.

    Examples
    --------
    >>> match_town("舞阳", "422801").official, match_town("长梁乡", "422822").former
    ('舞阳坝街道', '长梁镇')
    """
    if not text or county_code is None:
        return TownMatch()
    return _match(text, county_code, resources.data_dir)


def official_town(text: str, county_code: str | None) -> str:
    """Return the official name of the town a writing means, else the writing."""
    return match_town(text, county_code).official or text


def county_name(county_code: str | None) -> str:
    """Return the name of a county with a list of towns; else ``""``."""
    found = _counties(resources.data_dir).get(county_code or "")
    return found.name if found else ""


@lru_cache(maxsize=8)
def _counties(data_dir: Callable[[], Path]) -> Mapping[str, _County]:
    """Return the towns of each county; empty if no list is shipped.

    The folder is asked for once only: to do so for each row takes longer than all else.
    """
    path = data_dir() / "geography" / "townships.csv"
    if not path.is_file():
        return {}
    names: dict[str, str] = {}
    towns: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            names[line["county_code"]] = line["county"]
            towns[line["county_code"]].append(line["name"])
    return {code: _County(names[code], tuple(towns[code])) for code in names}


@lru_cache(maxsize=4096)
def _match(text: str, county_code: str, data_dir: Callable[[], Path]) -> TownMatch:
    county = _counties(data_dir).get(county_code)
    if county is None:
        return TownMatch()
    if text in county.towns:
        return TownMatch(text)
    own = town_name(text, county.name)
    known = {town: town_name(town, county.name) for town in county.towns}
    same = [town for town, name in known.items() if name == own]
    stems = [town for town, name in known.items() if name.stem == own.stem]
    if same or own.level:
        return TownMatch(_only(same), None if same else _only(stems))
    begun = [
        town
        for town, name in known.items()
        if len(own.stem) >= _SHORTEST_PREFIX and name.stem.startswith(own.stem)
    ]
    return TownMatch(_only(stems or begun))


def _only(towns: list[str]) -> str | None:
    """Return the one town there is; of several none is chosen."""
    return towns[0] if len(towns) == 1 else None
