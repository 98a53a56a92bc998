"""Words by which rows that are no schools give themselves away."""

from __future__ import annotations

import re

from optimizer.tabular import normal

_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(e[+-]?\d+)?%?")
_BLANK_MARKS = frozenset(["", "-", "--", "—", "——", "–", "/", "\\", "x", "×", "*"])
_TOTAL = re.compile(
    r".{0,14}(合计|小计|总计|共计|累计|总数)([(].*[)])?:?(共?\d+(所|校|个|行|人)?)?"
)
_SIGNATURE = (
    "填表人|填报人|制表人|制表|经办人|联系人|审核人|审核|复核人|统计负责人|单位负责人|"
    "负责人|校长|园长|校长签字|填表日期|填报日期|制表日期|日期|填报时间|填表时间|"
    "填报单位|填表单位|单位|制表单位|盖章|公章|单位盖章|联系电话|联系方式|电话|手机|"
    "统计年份|统计时间|统计时点|学年|学年度|年度|年份|表号|制定机关|批准机关|"
    "批准文号|有效期至|报送单位|计量单位|数据来源|来源"
)
_NOTE = "注|附注|备注|说明|填表说明|填报说明|填写说明|注意|注意事项|注释"
_LABEL = re.compile(rf"({_SIGNATURE}|{_NOTE})([(][^()]*[)])?\s*:.*", re.S)
_BARE_LABEL = re.compile(rf"({_SIGNATURE}|{_NOTE})([(][^()]*[)])?")
_NOTE_START = re.compile(rf"({_NOTE})\s*([:\d一1].*)?", re.S)


def is_number(text: str) -> bool:
    """Tell whether a cell is a figure, or one of the marks for none.

    Examples
    --------
    >>> is_number("１,２３４"), is_number("85%"), is_number("350人")
    (True, True, False)
    """
    bare = normal(text)
    return bare in _BLANK_MARKS or _NUMBER.fullmatch(bare) is not None


def is_total(text: str) -> bool:
    """Tell whether a cell announces a total.

    Examples
    --------
    >>> is_total("合 计"), is_total("舞阳坝街道小计:"), is_total("合计沟小学")
    (True, True, False)
    """
    return _TOTAL.fullmatch(normal(text)) is not None


def is_label(text: str) -> bool:
    """Tell whether a cell is a label with its answer or a note.

    Examples
    --------
    >>> is_label("填表人：张某"), is_label("单位:人"), is_label("注释小学")
    (True, True, False)
    """
    return _LABEL.fullmatch(normal(text)) is not None


def is_bare_label(text: str) -> bool:
    """Tell whether a cell is a label alone, as 注 or 填表人."""
    return _BARE_LABEL.fullmatch(normal(text).rstrip(":")) is not None


def is_note(text: str) -> bool:
    """Tell whether a cell begins a note.

    Examples
    --------
    >>> is_note("注：本表由学校填写"), is_note("说明"), is_note("注湾小学")
    (True, True, False)
    """
    return _NOTE_START.fullmatch(normal(text)) is not None


def without_answers(text: str) -> str:
    """Return a label without its answer: it may be a name or a telephone.

    Examples
    --------
    >>> without_answers("填表人：张某 13800000000"), without_answers("注：不含幼儿园")
    ('填表人', '注：不含幼儿园')
    """
    if is_note(text):
        return text.strip()
    return re.split("[:：]", text, maxsplit=1)[0].strip()
