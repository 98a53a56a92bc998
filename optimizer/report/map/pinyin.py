"""How the characters of names are read, for search by pinyin or its first letters."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_MOST_READINGS = 3


def readings(texts: Iterable[str]) -> dict[str, str]:
    """Return the readings of every Chinese character in some names.

    One table serves all names: a county of 2,000 schools has some hundreds of
    characters. A character with several readings (长: chang, zhang) has them all,
    up to three, since names of places seldom stand in a dictionary of phrases; the
    reading of the phrase comes first. Readings carry no tones; ü is written v.

    Parameters
    ----------
    texts
        Names, in any order.

    Returns
    -------
    dict
        Character to its readings, separated by spaces; in the order of the
        characters' code points. Characters without a reading are left out.

    Examples
    --------
    >>> readings(["长梁"])
    {'梁': 'liang', '长': 'zhang chang'}
    """
    from pypinyin import Style, pinyin  # loading its dictionaries takes half a second

    found: dict[str, dict[str, None]] = {}
    runs = sorted({run for text in texts for run in _HAN.findall(text)})
    for run in runs:
        phrase = pinyin(run, style=Style.NORMAL, errors="ignore", v_to_u=False)
        if len(phrase) != len(run):
            continue
        for character, (reading, *_) in zip(run, phrase, strict=True):
            found.setdefault(character, {})[reading] = None
    for character in sorted({c for run in runs for c in run}):
        single = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        for reading in single[0] if single else ():
            found.setdefault(character, {})[reading] = None
    return {c: " ".join([*found[c]][:_MOST_READINGS]) for c in sorted(found)}
