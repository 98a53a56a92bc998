"""Every sentence a user reads, keyed by a stable code, in Chinese and English.

The tables hold templates for :meth:`str.format`. Values that come from a user's
file are only ever arguments, never templates, so braces in a school name stay
text. Code below this package never writes prose of its own: it passes a code and
the facts.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from optimizer.messages import (
    annex_texts,
    balance,
    base_texts,
    checking,
    checks,
    cli,
    columns,
    comment_texts,
    data,
    document_texts,
    dossier_chapters,
    dossier_method,
    dossier_public,
    dossier_texts,
    explore,
    figure_texts,
    files,
    fill,
    gis_texts,
    kinds,
    map_texts,
    office_texts,
    opinion_texts,
    package_texts,
    phases,
    plan,
    policy,
    project_texts,
    quality,
    readers,
    reading_texts,
    report,
    revision_texts,
    rules,
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
    columns.TEXTS,
    readers.TEXTS,
    rules.TEXTS,
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
    base_texts.TEXTS,
    annex_texts.TEXTS,
    office_texts.TEXTS,
    document_texts.TEXTS,
    opinion_texts.TEXTS,
    package_texts.TEXTS,
    project_texts.TEXTS,
    comment_texts.TEXTS,
    reading_texts.TEXTS,
    cli.TEXTS,
    checking.TEXTS,
    fill.TEXTS,
    explore.TEXTS,
    figure_texts.TEXTS,
    dossier_texts.TEXTS,
    dossier_method.TEXTS,
    dossier_chapters.TEXTS,
    dossier_public.TEXTS,
    gis_texts.TEXTS,
    revision_texts.TEXTS,
)

_CATALOGUE: dict[str, tuple[str, str]] = {
    code: texts for table in TABLES for code, texts in table.items()
}


def has_text(code: str) -> bool:
    """Tell whether a code has a sentence of its own."""
    return code in _CATALOGUE


def codes() -> tuple[str, ...]:
    """Return every code, sorted."""
    return tuple(sorted(_CATALOGUE))


def texts_under(prefix: str, lang: Lang) -> dict[str, str]:
    """Return every template whose code begins with ``prefix``, without the prefix."""
    at = LANGS.index(lang)
    return {
        code.removeprefix(prefix): texts[at]
        for code, texts in _CATALOGUE.items()
        if code.startswith(prefix)
    }


def template(code: str, lang: Lang = "zh") -> str:
    """Return the sentence of a code with the names of its facts in braces.

    Raises
    ------
    KeyError
        If the code does not exist.
    """
    zh, en = _CATALOGUE[code]
    return zh if lang == "zh" else en


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
    return template(code, lang).format(**details)


_PLACE = re.compile(r"^\{file\}( ?第 ?\{row\} ?(个要素)?行| row \{row\})?[::] ?")
_GAP = re.compile(r"(\{(?:file|column)\}) (?=[\u4e00-\u9fff])")
"""Blank between a Chinese word that is filled in and the next one."""

_THIS_TABLE = {"zh": "本表", "en": "This table"}


def advice(code: str, lang: Lang = "zh", /, **details: object) -> tuple[str, str]:
    """Return what is wrong and what to do, for a place where file and row are shown.

    Parameters
    ----------
    code, lang, details
        As of :func:`text`. The file is called "this table": what is said of a table
        does not depend on the name of its file.

    Returns
    -------
    tuple of str
        First sentence, and the rest; the rest is ``""`` if there is none.

    Raises
    ------
    KeyError
        As of :func:`text`.

    Examples
    --------
    >>> advice("D132", "en", file="a.csv", row=3)
    ('the name is missing.', 'Give the full name; delete rows with totals or notes.')
    """
    bare = _GAP.sub(r"\1", _PLACE.sub("", template(code, lang)))
    # Parted before the facts are filled in: a value may hold a full stop.
    what, stop, rest = bare.partition("。" if lang == "zh" else ". ")
    facts = {**details, "file": _THIS_TABLE[lang]}
    first = what + (stop.rstrip() if rest else stop)
    return first.format(**facts), rest.format(**facts)
