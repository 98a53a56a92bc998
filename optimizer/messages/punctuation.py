"""Chinese punctuation of official documents (GB/T 15834): full width beside Chinese.

Screens and tables use narrow marks, which save room; a document that is printed and
stamped has the marks of print. Only our own templates are changed, never what is
filled into them: a name stays as its file has it.
"""

from __future__ import annotations

import re

_FIELD = re.compile(r"\{[^{}]*\}")
_HOLD = "\ue000"
"""Stands for a field of a template while its marks are changed."""

_WIDE = str.maketrans(",;:?!()", "，；：？！（）")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_NUMBER = re.compile(f"(?<=[0-9])[,:](?=[0-9{_HOLD}])")
"""Marks inside a number or a scale."""


def full_width(template: str) -> str:
    """Return a Chinese template with the marks of print.

    One of Latin words alone stays as it is.

    Examples
    --------
    >>> full_width("覆盖率({n}):{a:.1f}%,需 {b}")
    '覆盖率（{n}）：{a:.1f}%，需 {b}'
    >>> full_width("{a}({b})"), full_width("CC BY, (A4)"), full_width("1:{n},2,000 所")
    ('{a}（{b}）', 'CC BY, (A4)', '1:{n}，2,000 所')
    """
    fields = _FIELD.findall(template)
    bare = _FIELD.sub(_HOLD, template)
    if _LATIN.search(bare) and not _CHINESE.search(bare):
        return template
    kept = {found.start() for found in _NUMBER.finditer(bare)}
    wide = "".join(
        sign if at in kept else sign.translate(_WIDE) for at, sign in enumerate(bare)
    )
    parts = wide.split(_HOLD)
    filled = [part + field for part, field in zip(parts, [*fields, ""], strict=True)]
    return "".join(filled)
