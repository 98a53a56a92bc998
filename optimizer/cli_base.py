"""What the files of the command share: language, exit codes, common options."""

from __future__ import annotations

import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from optimizer import errors
from optimizer.messages import LANGS, Lang, text

if TYPE_CHECKING:
    from optimizer.console import Console


class Exit(IntEnum):
    """Exit codes."""

    FINE = 0
    FAULT = 1
    BAD_INPUT = 2
    NO_PLAN = 3
    REFUSED = 4
    INTERRUPTED = 130


def _language(arguments: list[str]) -> Lang:
    """Return the language asked for on the command line; needed before it is parsed."""
    for i, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return "en" if argument.endswith("=en") else "zh"
        if argument == "--lang" and arguments[i + 1 : i + 2] == ["en"]:
            return "en"
    return "zh"


LANG: Lang = _language(sys.argv[1:])


def help_text(key: str) -> str:
    """Return a help text of the command in the language asked for."""
    return text(f"cli.{key}", LANG)


Out = Annotated[Path, typer.Option("--out", help=help_text("opt.out"))]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", min=1, help=help_text("opt.time_limit"))
]
LangOption = Annotated[str, typer.Option("--lang", help=help_text("opt.lang"))]


def open_console(lang: str) -> Console:
    """Return a console that speaks a language.

    Raises
    ------
    DataError
        C105 if there is no such language.
    """
    from optimizer.console import Console

    if lang not in LANGS:
        raise errors.DataError(
            "C105", option="--lang", value=lang, names=", ".join(LANGS)
        )
    return Console(cast("Lang", lang))
