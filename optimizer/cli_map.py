"""The command that draws a plan: ``alliance map``, as a page or on paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from optimizer import errors
from optimizer.cli_base import LangOption, help_text, open_console

if TYPE_CHECKING:
    from optimizer.console import Console

Home = Annotated[Path, typer.Argument(help=help_text("arg.home"))]
MapOut = Annotated[Path | None, typer.Option("--out", help=help_text("opt.map_out"))]
With = Annotated[Path | None, typer.Option("--with", help=help_text("opt.map_with"))]
Mode = Annotated[str | None, typer.Option("--mode", help=help_text("opt.mode"))]
Base = Annotated[Path | None, typer.Option("--base", help=help_text("opt.base"))]
Pdf = Annotated[Path | None, typer.Option("--pdf", help=help_text("opt.pdf"))]
Png = Annotated[Path | None, typer.Option("--png", help=help_text("opt.png"))]
Paper = Annotated[str | None, typer.Option("--paper", help=help_text("opt.paper"))]
Dpi = Annotated[int | None, typer.Option("--dpi", help=help_text("opt.dpi"))]
Fonts = Annotated[Path | None, typer.Option("--fonts", help=help_text("opt.fonts"))]


def add_commands(app: typer.Typer) -> None:
    """Add the command of this file to the command line."""
    app.command("map", help=help_text("map"))(map_)


def map_(
    home: Home,
    out: MapOut = None,
    other: With = None,
    mode: Mode = None,
    base: Base = None,
    pdf: Pdf = None,
    png: Png = None,
    paper: Paper = None,
    dpi: Dpi = None,
    fonts: Fonts = None,
    lang: LangOption = "zh",
) -> None:
    """Draw the map of a plan's folder again, as a page or on paper."""
    from optimizer import service

    console = open_console(lang)
    drawn: dict[str, Any] = {"mode": mode, "base": base, "tell": console.print_note}
    given = {"paper": paper, "dpi": dpi, "fonts": fonts}
    on_paper = {name: value for name, value in given.items() if value is not None}
    is_annex = pdf is not None or png is not None
    if is_annex:
        _annex(console, home, (pdf, png), {**drawn, **on_paper})
    elif on_paper:
        raise errors.DataError(
            "C124", names=", ".join(f"--{name}" for name in on_paper)
        )
    if out is not None or other is not None or not is_annex:
        page = service.draw_map(home, out, console.lang, other=other, **drawn)
        console.print_written(page)


def _annex(
    console: Console,
    home: Path,
    files: tuple[Path | None, Path | None],
    options: dict[str, Any],
) -> None:
    from optimizer import service

    for path in service.write_annex(home, *files, console.lang, **options):
        console.print_written(path)
