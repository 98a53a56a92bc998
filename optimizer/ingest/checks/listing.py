"""The list of all checks as a Markdown document, from the registry and the messages.

Codes of files, headers and the pair table are not in the registry, as they are told
before there are rows: every message ``F1..`` and ``D...`` beside it is listed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from optimizer import messages
from optimizer.domain import Severity
from optimizer.ingest.checks.limits import LIMITS
from optimizer.ingest.checks.registry import CHECKS

_WARNINGS = (
    "D111 D185 D187 D208 D211 D212 D213 D214 D216 D226 D227 D228 D233 D256 D257 D258"
)
_NOTES = (
    "D122 D123 D200 D210 D215 D217 D218 D219 D220 D221 D222 D223 D235 D236 D237 D255"
    " D278"
)

MILD_CODES: Final[Mapping[str, Severity]] = {
    **dict.fromkeys(_WARNINGS.split(), Severity.WARNING),
    **dict.fromkeys(_NOTES.split(), Severity.INFO),
}
"""Codes outside the registry that refuse nothing; all others there are errors."""

_LISTED = re.compile(r"D[12]\d\d|F1\d\d")
_PLACE = re.compile(r"^\{file\}\s*(的|有|中|第 \{row\} [^:]*?:|row \{row\}:|:)?\s*")
_SENTENCE = {"zh": "。", "en": ". "}
_FACTS = {"zh": "…", "en": "…"}


def checks_document() -> str:
    """Return ``data/CHECKS.md``: every check and code in Chinese and English."""
    others = [code for code in messages.codes() if _LISTED.fullmatch(code)]
    others = [code for code in others if code not in CHECKS]
    lines = [
        f"# {_both('checks.title')}",
        "",
        messages.template("checks.note", "zh"),
        "",
        messages.template("checks.note", "en"),
        *_section("checks.rows", sorted(CHECKS)),
        *_section("checks.files", others),
        *_limits(),
    ]
    return "\n".join(lines) + "\n"


def severity_of(code: str) -> Severity:
    """Return the severity of a code of a check, a file, a header or a pair.

    Examples
    --------
    >>> severity_of("D130").value, severity_of("D210").value
    ('error', 'info')
    """
    if code in CHECKS:
        return CHECKS[code].severity
    return MILD_CODES.get(code, Severity.ERROR)


def what_and_remedy(code: str, lang: messages.Lang) -> tuple[str, str]:
    """Return what a code says is wrong, and what to do; facts of the row are ``…``.

    Parameters
    ----------
    code
        Code of a check or of a file.
    lang
        Language.
    """
    sentence = messages.template(code, lang)
    bare = re.sub(r"\{\w+\}", "…", _PLACE.sub("", sentence))
    what, _, remedy = bare.partition(_SENTENCE[lang])
    return what.strip(), remedy.strip()


def _both(code: str) -> str:
    return f"{messages.template(code, 'zh')} / {messages.template(code, 'en')}"


def _section(title: str, codes: Iterable[str]) -> Iterator[str]:
    names = ("checks.code", "checks.severity", "checks.what", "checks.remedy")
    yield from ("", f"## {_both(title)}", "")
    yield _row([*map(_both, names), "what", "remedy"])
    yield _row(["---"] * 6)
    for code in codes:
        zh, en = (what_and_remedy(code, lang) for lang in ("zh", "en"))
        yield _row([code, severity_of(code).value, *zh, *en])


def _limits() -> Iterator[str]:
    yield from ("", f"## {_both('checks.limits')}", "")
    yield _row([_both("checks.limit"), _both("checks.value")])
    yield _row(["---"] * 2)
    for name, value in LIMITS.items():
        yield _row([_both(f"limit.{name}"), f"{value:g}" if value < 1 else f"{value}"])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
