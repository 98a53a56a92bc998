"""Text of one cell: blanks, edges, and the guard against spreadsheet formulas.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``. The writer
of canonical tables puts an apostrophe before such a text, and before any text the
reader would not give back as it is; the reader takes exactly those apostrophes
off again. Other leading apostrophes belong to the text.
"""

from __future__ import annotations

import re

BLANKS = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "／"})
"""Marks that mean "not known". 无 and 0 are not among them: both say something."""

_EDGES = re.compile(r"^[\s\ufeff\u200b]+|[\s\ufeff\u200b]+$")
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
_GUARD = "'"


def stripped(text: str) -> str:
    """Return a text without blanks at its edges, and ``""`` for a blank mark.

    Examples
    --------
    >>> stripped("\u3000舞阳坝 "), stripped(" — ")
    ('舞阳坝', '')
    """
    bare = _EDGES.sub("", text)
    return "" if bare in BLANKS else bare


def needs_guard(text: str) -> bool:
    """Tell whether a text must be guarded to survive a spreadsheet and the reader.

    Examples
    --------
    >>> needs_guard("=1+1"), needs_guard("'=1"), needs_guard("'小学")
    (True, True, False)
    """
    bare = text.lstrip(_GUARD)
    return bare.startswith(_FORMULA_STARTS) or stripped(bare) != bare


def guarded(text: str) -> str:
    """Return the text as it is written into a cell."""
    return _GUARD + text if needs_guard(text) else text


def unguarded(raw: str) -> str:
    """Return the text meant by a cell: the exact text behind a guard, else stripped.

    Examples
    --------
    >>> unguarded(guarded("=HYPERLINK(1)")), unguarded("'小学"), unguarded(" a ")
    ('=HYPERLINK(1)', "'小学", 'a')
    """
    if raw.startswith(_GUARD) and needs_guard(raw[1:]):
        return raw[1:]
    return stripped(raw)
