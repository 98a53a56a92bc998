"""Text of a cell to a value, one parser for each kind of column.

A reader gets text that is not blank. It returns the value and how it was written, or
raises :class:`ValueError` when the text cannot be understood; what follows from that
is decided by the checks. A parser is a reader without the writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from optimizer.ingest.dates import read_opened
from optimizer.ingest.numerals import Measure, Reading, Writing, read_decimal
from optimizer.tabular import normal

_YES = frozenset(
    ["是", "yes", "true", "1", "y", "t", "√", "✓", "✔", "☑", "✅", "对", "1.0"]
)
_NO = frozenset(["否", "no", "false", "0", "n", "f", "×", "x", "✗", "✘", "☐", "□"]) | {
    "错",
    "不是",
    "0.0",
}
_WILLING = frozenset({"有", "愿意", "同意", "愿", "有意愿"})
_UNWILLING = frozenset({"无", "不愿意", "不同意", "不愿", "没有", "无意愿"})
_DATED = re.compile(r"(?P<word>\D+?)\([\d年月日./-]+\)")
_BOX = "([☑✅✔✓√■☐□])"
_BOXES = (
    re.compile(f"{_BOX}是[/、,]?{_BOX}否"),
    re.compile(f"是{_BOX}[/、,]?否{_BOX}"),
)
_TICKED = frozenset("☑✅✔✓√■")
_LABELLED = re.compile(
    r"(?P<code>\d{3})[-.:、_]?(?P<label>\D+)|(?P<name>[^\d(]+)[-(_]?(?P<number>\d{3})\)?",
    re.ASCII,
)
_LABELLED_COUNTY = re.compile(
    r"(?P<code>\d{6})[-.:、_(]?(?P<label>\D+?)\)?|(?P<name>[^\d(]+)[-(_]?(?P<number>\d{6})\)?",
    re.ASCII,
)
SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?[eE]\+\d+")
"""A code that a spreadsheet turned into a number, and so lost digits of."""

OLD_REGIONS: Final = frozenset({"城市", "县镇", "农村"})
"""The three classes in use until 2010: none of them is one of today's codes."""

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


def parse_float(text: str) -> float:
    """Return a decimal number written in digits.

    Examples
    --------
    >>> parse_float("１，２３４.5"), parse_float("-0.5")
    (1234.5, -0.5)
    """
    number, writing = read_decimal(text)
    if writing is not Writing.PLAIN:
        raise ValueError(text)
    return float(number)


def read_amount(text: str, measure: Measure) -> Reading:
    """Return a decimal number, in any writing.

    Examples
    --------
    >>> read_amount("36.5万元", Measure.MONEY_YUAN)
    Reading(value=365000.0, writing=<Writing.CONVERTED: 'converted'>)
    """
    number, writing = read_decimal(text, measure)
    return Reading(float(number), writing)


def read_count(text: str, measure: Measure) -> Reading:
    """Return a whole number, in any writing; ``350.0`` is one, ``350.5`` is not.

    Examples
    --------
    >>> read_count("350人", Measure.PERSONS).value
    350
    """
    number, writing = read_decimal(text, measure)
    if number != number.to_integral_value():
        raise ValueError(text)
    return Reading(int(number), writing)


def read_yes_no(text: str) -> Reading:
    """Return yes or no; a date in brackets after it is left out.

    Examples
    --------
    >>> read_yes_no("是(2023年)").value, read_yes_no("☐是☑否").value
    (True, False)
    """
    return _either(text, _YES, _NO)


def read_willing(text: str) -> Reading:
    """Return yes or no to a question of will, where 有 and 无 are answers too.

    Examples
    --------
    >>> read_willing("有").value, read_willing("不愿意").value, read_willing("否").value
    (True, False, False)
    """
    return _either(text, _YES | _WILLING, _NO | _UNWILLING)


def _either(text: str, yes: frozenset[str], no: frozenset[str]) -> Reading:
    bare = normal(text)
    if bare in yes or bare in no:
        return Reading(bare in yes)
    dated = _DATED.fullmatch(bare)
    if dated is not None and dated["word"] in yes | no:
        return Reading(dated["word"] in yes, Writing.CONVERTED)
    return Reading(_ticked(bare, text), Writing.CONVERTED)


def _ticked(bare: str, text: str) -> bool:
    """Return which of the printed words 是 and 否 has the tick."""
    marks = next((f.groups() for p in _BOXES if (f := p.fullmatch(bare))), ())
    ticks = [mark in _TICKED for mark in marks]
    if ticks.count(True) != 1:
        raise ValueError(text)
    return ticks[0]


def parse_type(text: str) -> str:
    """Return a type code: any three digits, the code of a known name, or both.

    Examples
    --------
    >>> parse_type("211"), parse_type("九年一贯制学校"), parse_type("小学(211)")
    ('211', '312', '211')
    """
    bare = _as_code(text)
    if _is_digits(bare, 3):
        return bare
    return _TYPE_OF.get(bare) or _labelled(bare, text, _TYPE_OF, _LABELLED)


def parse_region(text: str) -> str:
    """Return an urban-rural code, from a code, a name, or both.

    Examples
    --------
    >>> parse_region("220"), parse_region("镇中心区"), parse_region("121 镇中心区")
    ('220', '121', '121')
    """
    bare = _as_code(text)
    if bare in REGION_CODES:
        return bare
    return _REGION_OF.get(bare) or _labelled(bare, text, _REGION_OF, _LABELLED)


def parse_county(text: str) -> str:
    """Return a county code: six digits, the first six of twelve, by name, or both.

    Examples
    --------
    >>> parse_county("422801"), parse_county("422801001000"), parse_county("恩施市")
    ('422801', '422801', '422801')
    """
    bare = _as_code(text)
    if _is_digits(bare, 6) or _is_digits(bare, 12):
        return bare[:6]
    known = ENSHI_COUNTIES.get(bare)
    return known or _labelled(bare, text, ENSHI_COUNTIES, _LABELLED_COUNTY)


def _as_code(text: str) -> str:
    """Return the text of a code without what a spreadsheet adds: ``'`` and ``.0``."""
    bare = normal(text).strip("'`")
    return bare[:-2] if re.fullmatch(r"\d+\.0", bare, re.ASCII) else bare


def _labelled(
    bare: str, text: str, codes: Mapping[str, str], pattern: re.Pattern[str]
) -> str:
    """Return a code that stands beside its name; both must say the same."""
    found = pattern.fullmatch(bare)
    if found is None:
        raise ValueError(text)
    code = found["code"] or found["number"]
    label = found["label"] or found["name"]
    if codes.get(label.strip("()-")) != code:
        raise ValueError(text)
    return code


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

MEASURES: Final[Mapping[str, Measure]] = {
    **dict.fromkeys(COUNT_COLUMNS, Measure.PERSONS),
    "classes": Measure.CLASSES,
    "media_rooms": Measure.ROOMS,
    **dict.fromkeys(AMOUNT_COLUMNS, Measure.AREA_M2),
    "equip_yuan": Measure.MONEY_YUAN,
}
"""What each column of numbers counts."""


def _plainly(parse: Callable[[str], str]) -> Callable[[str], Reading]:
    return lambda text: Reading(parse(text))


READERS: Final[Mapping[str, Callable[[str], Reading]]] = {
    **{name: partial(read_count, measure=MEASURES[name]) for name in COUNT_COLUMNS},
    **{name: partial(read_amount, measure=MEASURES[name]) for name in AMOUNT_COLUMNS},
    **dict.fromkeys(YES_NO_COLUMNS, read_yes_no),
    "will_lead": read_willing,
    "will_join": read_willing,
    "county_code": _plainly(parse_county),
    "type_code": _plainly(parse_type),
    "region_code": _plainly(parse_region),
    "opened": read_opened,
    "alliance_role": _plainly(parse_role),
}
"""Reader of each column that is not plain text; coordinates have their own module."""


def read_value(name: str, text: str) -> Reading:
    """Return what a cell of a canonical column says.

    Raises
    ------
    ValueError
        If the text cannot be understood.

    Examples
    --------
    >>> read_value("pupils", "约120").value, read_value("name", "约120").value
    (120, '约120')
    """
    reader = READERS.get(name)
    return Reading(text) if reader is None else reader(text)
