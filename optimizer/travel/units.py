"""Unit conversions of the travel layer, and text made comparable."""

from __future__ import annotations

import unicodedata

SECONDS_PER_MINUTE = 60
METRES_PER_KM = 1000
MPS_PER_KPH = METRES_PER_KM / 3600
"""Metres per second in one kilometre per hour."""

KPH_PER_MPH = 1.609344


def normal(text: object) -> str:
    """Return a name or value without case, width and blanks, for comparing.

    Examples
    --------
    >>> normal(" From_ID "), normal("分钟（单程）")
    ('from_id', '分钟(单程)')
    """
    return "".join(unicodedata.normalize("NFKC", str(text)).casefold().split())
