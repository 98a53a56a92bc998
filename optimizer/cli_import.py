"""The command that reads an edited name list back: ``alliance import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optimizer.cli_base import Exit, LangOption, help_text, open_console

if TYPE_CHECKING:
    from optimizer.console import Console
    from optimizer.service.importing import Imported
    from optimizer.service.importing_versions import VersionAsked

Where = Annotated[Path, typer.Argument(help=help_text("arg.import"))]
Of = Annotated[Path | None, typer.Option("--of", help=help_text("opt.import_of"))]
Reasons = Annotated[
    Path | None, typer.Option("--reasons", help=help_text("opt.import_reasons"))
]
By = Annotated[str | None, typer.Option("--by", help=help_text("opt.import_by"))]
Out = Annotated[Path | None, typer.Option("--out", help=help_text("opt.import_out"))]
Date = Annotated[str | None, typer.Option("--date", help=help_text("opt.import_date"))]
Why = Annotated[str | None, typer.Option("--why", help=help_text("opt.import_why"))]

SUFFIX = "-edited"
"""Added to the name of a plan's folder to name that of the edited plan."""


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command("import", help=help_text("import"))(import_edits)


def import_edits(
    where: Where,
    of: Of = None,
    reasons: Reasons = None,
    by: By = None,
    out: Out = None,
    date: Date = None,
    why: Why = None,
    lang: LangOption = "zh",
) -> None:
    """Read an edited name list, check it, and write the plan it makes.

    The list of a version of a project makes the next version, unless ``--out`` names
    a folder.
    """
    from optimizer.console import issue_lines
    from optimizer.service import importing, importing_versions

    console = open_console(lang)
    home = of or (where if where.is_dir() else where.parent)
    place = importing_versions.version_asked(home, out, by=by, date=date, why=why)
    try:
        with console.spinner("cli.loading"):
            found = importing.import_edits(
                where, of=of, reasons=reasons, by=by, lang=console.lang
            )
    except importing.EditsRefused as refused:
        console.print_parts((refused.render(console.lang), *refused.said))
        form = importing.write_reason_form(
            refused, where if where.is_dir() else where.parent
        )
        if form is not None:
            console.print_text("refused.form", path=form)
        raise typer.Exit(Exit.REFUSED) from refused
    console.print_parts(issue_lines(found.notes, console.lang))
    if found.is_unchanged:
        console.print_text("edit.unchanged")
        return
    console.print_parts(f"- {line}" for line in found.said)
    if place is not None:
        _keep_version(console, found, place)
    else:
        _write_folder(console, found, out or _beside(home))


def _beside(home: Path) -> Path:
    return home.with_name(f"{home.resolve().name}{SUFFIX}")


def _keep_version(console: Console, found: Imported, asked: VersionAsked) -> None:
    from optimizer import console_project
    from optimizer.service.importing_versions import keep_imported

    with console.spinner("cli.writing"):
        added = keep_imported(found, asked, console.lang)
    console.print_parts(console_project.added_parts(added, console.lang))
    console.print_written(asked.project / added.mark.name)


def _write_folder(console: Console, found: Imported, out: Path) -> None:
    from optimizer.service.importing import write_imported

    with console.spinner("cli.writing"):
        write_imported(found, out, console.lang)
    console.print_verdict(found.plan, found.warnings)
    console.print_written(out)
