"""Names of the seven indicators, and figures of a table as exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

INDICATORS: dict[str, int] = {
    "edu_hi": 100,
    "backbone": 100,
    "pe_art": 100,
    "room_area_m2": 1,
    "sport_area_m2": 1,
    "equip_yuan": 1,
    "media_rooms": 100,
}
"""Column of each indicator in the school table, and per how many pupils it is told.

Each has a key of the same name in the section ``quality`` of the policy.
"""


def exact(figure: float | None) -> Fraction | None:
    """Return a figure as the decimal number it was typed as.

    ``None`` stays ``None``; a negative or endless figure is no figure either.

    Examples
    --------
    >>> exact(4.2), exact(7), exact(None), exact(-1.0)
    (Fraction(21, 5), Fraction(7, 1), None, None)
    """
    if figure is None or not math.isfinite(figure) or figure < 0:
        return None
    # The shortest text of a float is what stood in the file, not its binary tail.
    return Fraction(figure) if isinstance(figure, int) else Fraction(str(figure))


@lru_cache(maxsize=256)
def stated(number: float) -> Fraction:
    """Return a number of the policy as the decimal number it was typed as.

    Examples
    --------
    >>> stated(1.1)
    Fraction(11, 10)
    """
    return Fraction(str(number))
