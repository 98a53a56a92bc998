"""Every sentence a user reads, keyed by a stable code, in Chinese and English.

The tables hold templates for :meth:`str.format`. Values that come from a user's
file are only ever arguments, never templates, so braces in a school name stay
text. Code below this package never writes prose of its own: it passes a code and
the facts.
"""

from __future__ import annotations

from typing import Literal, get_args

from optimizer.messages import (
    balance,
    checks,
    cli,
    data,
    explore,
    files,
    kinds,
    map_texts,
    phases,
    plan,
    policy,
    quality,
    report,
    study,
    survey,
    travel,
)

Lang = Literal["zh", "en"]
"""Languages a user can ask for; Chinese is the default everywhere."""

LANGS: tuple[str, ...] = get_args(Lang)

TABLES = (
    files.TEXTS,
    data.TEXTS,
    policy.TEXTS,
    quality.TEXTS,
    travel.TEXTS,
    plan.TEXTS,
    kinds.TEXTS,
    balance.TEXTS,
    checks.TEXTS,
    phases.TEXTS,
    report.TEXTS,
    survey.TEXTS,
    study.TEXTS,
    map_texts.TEXTS,
    cli.TEXTS,
    explore.TEXTS,
)

_CATALOGUE: dict[str, tuple[str, str]] = {
    code: texts for table in TABLES for code, texts in table.items()
}


def has_text(code: str) -> bool:
    """Tell whether a code has a sentence of its own."""
    return code in _CATALOGUE


def text(code: str, lang: Lang = "zh", /, **details: object) -> str:
    """Return the sentence of a code with its facts filled in.

    Parameters
    ----------
    code
        Stable code of the message, for example ``D104``.
    lang
        ``zh`` or ``en``.
    **details
        Facts the template names. Extra facts are ignored, so that one record can
        serve templates of both languages.

    Returns
    -------
    str
        Plain text. Escaping for HTML or a workbook is the writer's business.

    Raises
    ------
    KeyError
        If the code, or a fact its template names, does not exist.

    Examples
    --------
    >>> text("status.optimal", "en")
    'proven optimal'
    """
    zh, en = _CATALOGUE[code]
    return (zh if lang == "zh" else en).format(**details)
