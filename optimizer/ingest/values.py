"""Text of a cell to a value, one parser for each kind of column.

A parser gets text that is not blank. It returns the value, or raises
:class:`ValueError` when the text cannot be understood; what follows from that is
decided by the checks. Full-width digits and thousands commas are understood.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from optimizer.tabular import normal

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_OPENED = re.compile(
    r"(\d{4})(?:年|(?:[-/.]|年)(\d{1,2})(?:月|(?:[-/.]|月)(\d{1,2})日?)?)?"
)
_MONTH_WITHOUT_ZERO = re.compile(r"\d{4}\.1")

_YES = frozenset({"是", "yes", "true", "1", "y", "√", "✓", "✔"})
_NO = frozenset({"否", "no", "false", "0", "n", "×", "x", "✗", "✘"})

ENSHI_COUNTIES: Final[Mapping[str, str]] = {
    "恩施市": "422801",
    "利川市": "422802",
    "建始县": "422822",
    "巴东县": "422823",
    "宣恩县": "422825",
    "咸丰县": "422826",
    "来凤县": "422827",
    "鹤峰县": "422828",
}
"""County codes of the prefecture by name."""

TYPE_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "111": ("幼儿园",),
    "119": ("附设幼儿班",),
    "211": ("小学", "完全小学", "完小", "中心小学", "村小学", "村小"),
    "218": ("教学点", "小学教学点"),
    "219": ("附设小学班",),
    "221": ("职工小学",),
    "228": ("小学班",),
    "311": ("初级中学", "初中", "普通初中"),
    "312": ("九年一贯制学校", "九年一贯制", "九年一贯", "九年制学校", "九年制"),
    "319": ("附设普通初中班",),
    "321": ("职业初中",),
    "341": ("完全中学", "完中"),
    "342": ("高级中学", "普通高中", "高中"),
    "345": ("十二年一贯制学校", "十二年一贯制", "十二年一贯"),
    "349": ("附设普通高中班",),
    "361": ("中等职业学校",),
    "362": ("中等技术学校",),
    "363": ("中等师范学校",),
    "364": ("成人中等专业学校",),
    "365": ("职业高中", "职业高中学校"),
    "366": ("技工学校",),
    "511": ("盲人学校",),
    "512": ("聋人学校",),
    "513": ("培智学校",),
    "514": ("特殊教育学校", "特教学校", "其他特教学校"),
}
"""办学类型 codes of GB/T 33782-2017 with the names in use. 中学 alone is two types."""

REGION_CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "111": ("主城区",),
    "112": ("城乡结合区",),
    "121": ("镇中心区",),
    "122": ("镇乡结合区",),
    "123": ("特殊区域",),
    "210": ("乡中心区",),
    "220": ("村庄",),
}
"""Urban-rural classification; 城区, 镇区 and 乡村 alone are several codes."""

_ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "core": ("core", "核心校", "核心学校", "牵头学校"),
    "member": ("member", "成员校", "成员学校"),
}


def _code_of(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {normal(name): code for code, known in names.items() for name in known}


_TYPE_OF = _code_of(TYPE_CODES)
_REGION_OF = _code_of(REGION_CODES)
_ROLE_OF = _code_of(_ROLES)


def parse_text(text: str) -> str:
    """Return the text as it is."""
    return text


def parse_float(text: str) -> float:
    """Return a finite decimal number.

    Examples
    --------
    >>> parse_float("１，２３４.5"), parse_float("-0.5")
    (1234.5, -0.5)
    """
    bare = normal(text)
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif not _NUMBER.fullmatch(bare):
        raise ValueError(text)
    number = float(bare)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def parse_int(text: str) -> int:
    """Return a whole number; ``350.0`` is one, ``350.5`` is not.

    Examples
    --------
    >>> parse_int("1,234"), parse_int("350.0")
    (1234, 350)
    """
    number = parse_float(text)
    if not number.is_integer():
        raise ValueError(text)
    return int(number)


def parse_yes_no(text: str) -> bool:
    """Return yes or no.

    Examples
    --------
    >>> parse_yes_no("是"), parse_yes_no("×"), parse_yes_no("TRUE")
    (True, False, True)
    """
    bare = normal(text)
    if bare in _YES or bare in _NO:
        return bare in _YES
    raise ValueError(text)


def parse_type(text: str) -> str:
    """Return a type code: any three digits, or the code of a known name.

    Examples
    --------
    >>> parse_type("211"), parse_type("九年一贯制学校")
    ('211', '312')
    """
    bare = normal(text)
    return bare if _is_digits(bare, 3) else _looked_up(bare, _TYPE_OF)


def parse_region(text: str) -> str:
    """Return an urban-rural code, from a code or a name.

    Examples
    --------
    >>> parse_region("220"), parse_region("镇中心区")
    ('220', '121')
    """
    bare = normal(text)
    return bare if bare in REGION_CODES else _looked_up(bare, _REGION_OF)


def parse_county(text: str) -> str:
    """Return a county code: six digits, the first six of twelve, or by name.

    Examples
    --------
    >>> parse_county("422801"), parse_county("422801001000"), parse_county("恩施市")
    ('422801', '422801', '422801')
    """
    bare = normal(text)
    if _is_digits(bare, 6) or _is_digits(bare, 12):
        return bare[:6]
    return _looked_up(bare, ENSHI_COUNTIES)


def parse_opened(text: str) -> str:
    """Return ``YYYY`` or ``YYYY-MM``; the day of a date is left out.

    ``2023.1`` is refused: a spreadsheet shows October, ``2023.10``, like that too.

    Examples
    --------
    >>> parse_opened("2023"), parse_opened("2023年9月"), parse_opened("2023-09-01")
    ('2023', '2023-09', '2023-09')
    """
    bare = normal(text).removesuffix("00:00:00")
    found = _OPENED.fullmatch(bare)
    if found is None or _MONTH_WITHOUT_ZERO.fullmatch(bare):
        raise ValueError(text)
    year, month, day = found.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        raise ValueError(text)
    return year if month is None else f"{year}-{int(month):02d}"


def parse_role(text: str) -> str:
    """Return ``core`` or ``member``.

    Examples
    --------
    >>> parse_role("核心学校"), parse_role("成员校")
    ('core', 'member')
    """
    return _looked_up(normal(text), _ROLE_OF)


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


def _looked_up(text: str, codes: Mapping[str, str]) -> str:
    if text not in codes:
        raise ValueError(text)
    return codes[text]


COUNT_COLUMNS = (
    "pupils",
    "pupils_primary",
    "pupils_junior",
    "classes",
    "staff",
    "teachers",
    "edu_hi",
    "backbone",
    "pe_art",
    "media_rooms",
)
"""Columns of whole numbers."""

AMOUNT_COLUMNS = ("room_area_m2", "sport_area_m2", "equip_yuan")
"""Columns of decimal numbers."""

YES_NO_COLUMNS = ("core", "weak", "new", "rural", "will_lead", "will_join")
"""Columns of yes, no or blank."""

PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    **dict.fromkeys(COUNT_COLUMNS, parse_int),
    **dict.fromkeys(AMOUNT_COLUMNS, parse_float),
    **dict.fromkeys(YES_NO_COLUMNS, parse_yes_no),
    "county_code": parse_county,
    "type_code": parse_type,
    "region_code": parse_region,
    "opened": parse_opened,
    "alliance_role": parse_role,
}
"""Parser of each column that is not plain text; coordinates have their own module."""
