"""The command that writes packages of files: ``alliance export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli_base import LangOption, help_text, open_console

Home = Annotated[Path, typer.Argument(help=help_text("arg.home"))]
Package = Annotated[str, typer.Option("--package", help=help_text("opt.package"))]
Out = Annotated[Path | None, typer.Option("--out", help=help_text("opt.package_out"))]
Fonts = Annotated[
    Path | None, typer.Option("--fonts", help=help_text("opt.package_fonts"))
]
Crs = Annotated[str, typer.Option("--crs", help=help_text("opt.package_crs"))]
By = Annotated[str, typer.Option("--by", help=help_text("opt.package_by"))]
Date = Annotated[str, typer.Option("--date", help=help_text("opt.package_date"))]


def add_commands(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command("export", help=help_text("export"))(export)


def export(
    home: Home,
    package: Package,
    out: Out = None,
    fonts: Fonts = None,
    crs: Crs = "wgs84",
    by: By = "",
    date: Date = "",
    lang: LangOption = "zh",
) -> None:
    """Write the files of a plan for approval, for the public, for GIS or the year."""
    from optimizer import service

    console = open_console(lang)
    with console.file_by_file("cli.writing") as tell:
        made = service.export(
            home,
            package,
            out,
            console.lang,
            fonts=fonts,
            crs=crs,
            by=by,
            date=date,
            tell=tell,
        )
    for note in made.notes:
        console.print_note(note)
    console.print_text("package.made", number=len(made.digests))
    console.print_written(made.out)
