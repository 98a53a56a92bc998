"""Numbers as planners write them: digits, units, 万, Chinese numerals, 约120.

Only a writing with one meaning becomes a number. What was more than digits is marked,
so that each conversion can be listed; a rough figure is marked as such. Ranges,
三百五 (350 or 305), 二三 (2 or 3), 近百, 120余 and 无 stay unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final


class Writing(StrEnum):
    """How a value was written."""

    PLAIN = "plain"
    CONVERTED = "converted"
    ROUGH = "rough"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value and how it was written."""

    value: Any
    writing: Writing = Writing.PLAIN


class Measure(StrEnum):
    """What a column counts, which decides the units its cells may carry."""

    PERSONS = "persons"
    CLASSES = "classes"
    ROOMS = "rooms"
    AREA_M2 = "area_m2"
    MONEY_YUAN = "money_yuan"


M2_PER_MU = Decimal(2000) / Decimal(3)
"""One 亩 is 2000/3 square metres, about 666.67."""

UNITS: Final[Mapping[Measure, Mapping[str, Decimal]]] = {
    Measure.PERSONS: dict.fromkeys(("人", "名", "个", "位", "个人"), Decimal(1)),
    Measure.CLASSES: dict.fromkeys(("个", "班", "个班", "个教学班"), Decimal(1)),
    Measure.ROOMS: dict.fromkeys(("间", "个", "间教室", "套"), Decimal(1)),
    Measure.AREA_M2: {
        **dict.fromkeys(("平方米", "平米", "平方", "m2", "m^2"), Decimal(1)),
        "亩": M2_PER_MU,
        **dict.fromkeys(("公顷", "ha", "hm2"), Decimal(10000)),
    },
    Measure.MONEY_YUAN: dict.fromkeys(("元", "元整", "人民币元"), Decimal(1)),
}
"""Units of each measure in the column's own unit."""

_TIMES: Final[Mapping[str, Decimal]] = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}
_CENT = Decimal("0.01")

_LONGEST = 40
_LARGEST = Decimal(10) ** 15
_DIGITS = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"(?:e[+-]?\d{1,3})?)\s*(?P<times>[百千万亿]?)\s*(?P<unit>(?:[^\d\s].*)?)",
    re.ASCII,
)
_CHINESE = re.compile("(?P<number>[零一二三四五六七八九十百千万亿]+)(?P<unit>.*)")
_ROUGH = re.compile(
    r"(?:(?:大约|大概|约为|约)\s*(?P<after>.+?)|(?P<before>.+?))\s*(?P<tail>左右|上下)?"
)
_SPELLING = str.maketrans(
    "〇○両两壹贰叁肆伍陆柒捌玖拾佰仟萬−", "零零二二一二三四五六七八九十百千万-"
)
_FIGURES = "零一二三四五六七八九"
_PLACES = (("千", 1000), ("百", 100), ("十", 10), ("", 1))


def read_decimal(text: str, measure: Measure | None = None) -> tuple[Decimal, Writing]:
    """Return the one number a text stands for, and how it was written.

    Parameters
    ----------
    text
        Text of a cell, not blank.
    measure
        What the column counts; ``None`` takes no unit.

    Returns
    -------
    tuple
        The number in the column's own unit; an area in 亩 is rounded to 0.01 m2.

    Raises
    ------
    ValueError
        If the text stands for no number, or for more than one.

    Examples
    --------
    >>> read_decimal("１，２３４")
    (Decimal('1234'), <Writing.PLAIN: 'plain'>)
    >>> read_decimal("约1.2万元", Measure.MONEY_YUAN)
    (Decimal('12000.0'), <Writing.ROUGH: 'rough'>)
    """
    bare = _plain(text)
    # A rough word may stand at both ends: 约120人左右.
    found = _ROUGH.fullmatch(bare)
    if found is None:
        raise ValueError(text)
    core = found["after"] or found["before"]
    is_rough = found["after"] is not None or found["tail"] is not None
    number, is_plain = _exact(core.strip(), text, measure)
    if not -_LARGEST < number < _LARGEST:
        raise ValueError(text)
    if is_rough:
        return number, Writing.ROUGH
    return number, Writing.PLAIN if is_plain else Writing.CONVERTED


def _plain(text: str) -> str:
    """Return a text without case, width and blanks at its edges."""
    marked = text.replace("m²", "m2")
    # A footnote mark (350①, 350²) would become a digit of the number.
    if any(unicodedata.category(c) == "No" for c in marked):
        raise ValueError(text)
    bare = unicodedata.normalize("NFKC", marked).casefold().strip()
    if not 0 < len(bare) <= _LONGEST:
        raise ValueError(text)
    return bare


def _exact(core: str, text: str, measure: Measure | None) -> tuple[Decimal, bool]:
    """Return a number without rough words, and whether it is digits only."""
    digits = _DIGITS.fullmatch(core.translate(_SPELLING))
    if digits is not None:
        number = Decimal(digits["number"].replace(",", ""))
        if not digits["times"] and not digits["unit"]:
            return number, True
        return _in_unit(number * _TIMES[digits["times"]], digits, text, measure), False
    words = _CHINESE.fullmatch(core.translate(_SPELLING))
    if words is None:
        raise ValueError(text)
    number = Decimal(_of_words(words["number"], text))
    return _in_unit(number, words, text, measure), False


def _in_unit(
    number: Decimal, found: re.Match[str], text: str, measure: Measure | None
) -> Decimal:
    """Return a number in the column's own unit."""
    unit = found["unit"].strip()
    if not unit:
        return number
    if measure is None or unit not in UNITS[measure]:
        raise ValueError(text)
    factor = UNITS[measure][unit]
    product = number * factor
    return product.quantize(_CENT) if factor == M2_PER_MU else product


def _of_words(words: str, text: str) -> int:
    """Return a number in Chinese numerals, by place (三五〇) or in words (三百五十)."""
    if all(c in _FIGURES for c in words):
        # 二三 alone may mean "two or three".
        if len(words) == 2 and "零" not in words:
            raise ValueError(text)
        return int("".join(str(_FIGURES.index(c)) for c in words))
    spelt = f"一{words}" if words.startswith("十") else words
    number = _lenient(spelt)
    if number is None or in_words(number) != spelt:
        raise ValueError(text)
    return number


def _lenient(words: str) -> int | None:
    """Add up numerals in words, however they are ordered."""
    total, part, figure = 0, 0, 0
    for c in words:
        if c in _FIGURES:
            figure = _FIGURES.index(c)
        elif c in ("万", "亿"):
            total, part, figure = (total + part + figure) * int(_TIMES[c]), 0, 0
        else:
            part, figure = part + figure * dict(_PLACES)[c], 0
    return total + part + figure if total < int(_LARGEST) else None


def in_words(number: int) -> str:
    """Return a whole number from 0 below 10^8 in Chinese numerals, all places said.

    Examples
    --------
    >>> in_words(350), in_words(305), in_words(10_012), in_words(12)
    ('三百五十', '三百零五', '一万零一十二', '一十二')
    """
    high, low = divmod(number, 10_000)
    if not high:
        return _section(low)
    if not low:
        return f"{_section(high)}万"
    gap = "零" if low < 1000 else ""
    return f"{_section(high)}万{gap}{_section(low)}"


def _section(number: int) -> str:
    """Return a number below 10,000 in Chinese numerals."""
    if number == 0:
        return "零"
    said, is_gap = "", False
    for name, worth in _PLACES:
        figure = number // worth % 10
        if figure == 0:
            is_gap = bool(said)
            continue
        said += ("零" if is_gap else "") + _FIGURES[figure] + name
        is_gap = False
    return said
