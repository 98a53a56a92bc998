"""How wide a text is before it is set: an estimate on the broad side."""

from __future__ import annotations

import unicodedata

MM_PER_PT = 25.4 / 72

_NARROW = frozenset("iljI.,;:'|!()[]{} ·")
_BROAD = frozenset("mwMW@%—…")


def width_em(text: str) -> float:
    """Return how wide a text is at most, in units of its size.

    Fonts differ; this errs on the broad side, and the typesetter squeezes what is
    broader still.

    Examples
    --------
    >>> width_em("恩施"), round(width_em("ab"), 2)
    (2.0, 1.16)
    """
    return sum(_sign_em(sign) for sign in text)


def _sign_em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WFA":
        return 1.0
    if sign in _NARROW:
        return 0.4
    return 1.0 if sign in _BROAD else 0.7 if sign.isupper() else 0.58
