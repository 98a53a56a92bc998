"""One header out of the words that stand above each other in several rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from optimizer.ingest.synonyms import (
    PAIR_HEADERS,
    SCHOOL_FALLBACKS,
    SCHOOL_HEADERS,
    SCHOOL_HELPERS,
    plain,
)
from optimizer.tabular import normal

_GROUP = re.compile(
    "(学校|机构|学校机构)?"
    "(基本|基础|学生|教师|师资|办学|教职工|教学|地理|合作|装备|校舍|用房|班级)?"
    "(情况|信息|概况|条件|队伍|规模|位置|坐标|数据)|所在地|位置|坐标|经纬度|其中"
)
"""Words over several columns that say nothing a column's own name does not."""

_TOTAL = frozenset(["合计", "小计", "总计", "共计", "计", "总数", "合计数"])
_UNITS = re.compile(
    "人|名|个|所|间|班|册|台|套|元|百元|千元|万元|亿元|米|m|度|年|%|"
    "平方米|平米|㎡|m2|m²|亩|公顷|万平方米|千平方米|百人|千人|万人|十进制度"
)
_OF_WHICH = re.compile("^其中[:\uff1a]?")


def _meanings() -> dict[str, str]:
    """Return every known header, as compared, to its canonical column."""
    tables = (PAIR_HEADERS, SCHOOL_FALLBACKS, SCHOOL_HEADERS, SCHOOL_HELPERS)
    return {
        plain(text): name
        for table in tables
        for name, synonyms in table.items()
        for text in (*synonyms, name)
    }


_MEANINGS = _meanings()


def meaning_of(header: str) -> str | None:
    """Return the canonical column a header is known to mean.

    Examples
    --------
    >>> meaning_of("学校（机构）标识码"), meaning_of("甲乙丙丁")
    ('school_id', None)
    """
    return _MEANINGS.get(plain(header)) if header else None


def meanings_in(headers: Iterable[str]) -> set[str]:
    """Return the canonical columns that headers are known to mean."""
    return {name for name in map(meaning_of, headers) if name is not None}


def is_unit(text: str) -> bool:
    """Tell whether a text is the name of a unit, in brackets or bare."""
    return _UNITS.fullmatch(normal(text).strip("()[]")) is not None


def with_unit(name: str, unit: str) -> str:
    """Return a name with a unit in brackets, unless it has one already.

    Examples
    --------
    >>> with_unit("教学仪器设备值", "万元"), with_unit("在校生数(人)", "人")
    ('教学仪器设备值(万元)', '在校生数(人)')
    """
    bare = unit.strip().strip("()（）[]【】")
    has_it = normal(bare) in normal(name)[len(plain(name)) :]
    return name if not bare or has_it else f"{name}({bare})"


def joined_name(parts: Sequence[str]) -> str:
    """Return one header from the words of its column, from the top down.

    A writing that is known is preferred; else the words are put together in order.
    A word over several columns is left off only if it says nothing of its own.

    Examples
    --------
    >>> joined_name(["在校生数", "小学"]), joined_name(["所在地", "经度"])
    ('在校生数_小学', '所在地_经度')
    >>> joined_name(["教学仪器设备值", "万元"]), joined_name(["随迁子女", "在校生数"])
    ('教学仪器设备值(万元)', '随迁子女在校生数')
    """
    words: list[str] = []
    units: list[str] = []
    for part in parts:
        word = part.strip()
        if not word or (words and normal(word) == normal(words[-1])):
            continue
        if words and is_unit(word):
            units.append(word)
        else:
            words.append(word)
    name = next((t for t in _writings(words) if meaning_of(t)), "".join(words))
    for unit in units:
        name = with_unit(name, unit)
    return name


def _writings(words: Sequence[str]) -> Iterator[str]:
    """Yield the ways to write a header, the most literal first."""
    if len(words) < 2:
        yield from words
        return
    yield "_".join(words)
    yield "".join(words)
    yield "".join(reversed(words))
    kept = [_OF_WHICH.sub("", word) for word in words]
    last = kept[-1]
    kept = [w for w in kept[:-1] if not _GROUP.fullmatch(plain(w))]
    if normal(last) not in _TOTAL:
        kept.append(last)
    if kept and len(kept) <= len(words) and kept != list(words):
        yield "".join(kept)
        yield "".join(reversed(kept))
