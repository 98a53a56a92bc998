"""The command on what people say of a plan: ``alliance opinions``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer import errors
from optimizer.cli_base import LangOption, help_text, open_console

Home = Annotated[Path, typer.Argument(help=help_text("arg.home"))]
Files = Annotated[list[Path] | None, typer.Argument(help=help_text("arg.opinions"))]
Out = Annotated[Path | None, typer.Option("--out", help=help_text("opt.opinions_out"))]
Skip = Annotated[
    bool, typer.Option("--skip-refused", help=help_text("opt.skip_refused"))
]

Form = Annotated[Path | None, typer.Option("--form", help=help_text("opt.form"))]

FOLDER = "opinions"


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command("opinions", help=help_text("opinions"))(opinions)


def opinions(
    home: Home,
    files: Files = None,
    out: Out = None,
    skip_refused: Skip = False,
    form: Form = None,
    lang: LangOption = "zh",
) -> None:
    """Merge opinions on a plan; nothing is written if a file cannot be taken."""
    from optimizer import console_opinions, service

    console = open_console(lang)
    if form is not None:
        console.print_written(service.write_opinion_form(home, form, console.lang))
    if not files:
        if form is None:
            raise errors.DataError("O224")
        return
    target = out or (home if home.is_dir() else home.parent) / FOLDER
    with console.spinner("cli.loading"):
        found = service.read_opinions(
            home, files, target, skip_refused=skip_refused, lang=console.lang
        )
    with console.spinner("cli.writing"):
        written = service.write_opinions(found, target, console.lang)
    console.print_parts(console_opinions.consultation_parts(found, console.lang))
    for path in written:
        console.print_written(path)
