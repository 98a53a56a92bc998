"""Commands on the tables that go in: ``alliance check-data``, ``alliance template``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer import errors
from optimizer.cli_base import Exit, LangOption, Out, help_text, open_console

TableFile = Annotated[Path, typer.Argument(help=help_text("arg.table"))]
CheckCrs = Annotated[str | None, typer.Option("--crs", help=help_text("opt.check_crs"))]
ColumnsFile = Annotated[
    Path | None, typer.Option("--columns", help=help_text("opt.columns"))
]
Landmarks = Annotated[
    Path | None, typer.Option("--landmarks", help=help_text("opt.landmarks"))
]
SheetName = Annotated[str | None, typer.Option("--sheet", help=help_text("opt.sheet"))]
PolicyName = Annotated[
    str | None, typer.Option("--policy", help=help_text("opt.check_policy"))
]
County = Annotated[str | None, typer.Option("--for", help=help_text("opt.for"))]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command("check-data", help=help_text("check_data"))(check_data)
    app.command("template", help=help_text("template"))(template)


def check_data(
    table: TableFile,
    out: Out = Path("out/check"),
    crs: CheckCrs = None,
    columns: ColumnsFile = None,
    landmarks: Landmarks = None,
    sheet: SheetName = None,
    policy: PolicyName = None,
    lang: LangOption = "zh",
) -> None:
    """Check a school table and write it back with its faults marked."""
    from optimizer import console_data, service

    console = open_console(lang)
    for path in (table, columns, landmarks):
        if path is not None and not path.is_file():
            raise errors.DataError("C106", file=str(path))
    with console.spinner("cli.checking"):
        found = service.check_data(
            table,
            crs=crs,
            sheet=sheet,
            columns=columns,
            landmarks=landmarks,
            policy=policy,
        )
    with console.spinner("cli.writing"):
        written = service.write_check(found, out, console.lang)
    console.print_parts(console_data.check_parts(found, written, console.lang))
    for path in written.paths:
        console.print_written(path)
    console.print_parts(console_data.next_parts(found, out, console.lang))
    raise typer.Exit(Exit.BAD_INPUT if found.has_errors else Exit.FINE)


def template(
    out: Out = Path("templates"), county: County = None, lang: LangOption = "zh"
) -> None:
    """Write input templates and the policy file, or a workbook for one county."""
    from optimizer import service

    console = open_console(lang)
    if county is None:
        written = service.write_templates(out)
    else:
        written = service.write_county_template(county, out, console.lang)
    for path in written:
        console.print_written(path)
