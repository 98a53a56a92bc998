"""Commands that question a plan: ``alliance explain`` and ``alliance whatif``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from optimizer import errors
from optimizer.cli_base import Exit, LangOption, help_text, open_console

if TYPE_CHECKING:
    from optimizer.study.what_if import RequestKind

Names = list[str] | None
Home = Annotated[Path, typer.Argument(help=help_text("arg.home"))]
Chosen = Annotated[Names, typer.Option("--school", help=help_text("opt.school"))]
Members = Annotated[bool, typer.Option("--members", help=help_text("opt.members"))]
Out = Annotated[Path | None, typer.Option("--out", help=help_text("opt.explain_out"))]
Under = Annotated[Names, typer.Option("--under", help=help_text("opt.under"))]
Together = Annotated[Names, typer.Option("--together", help=help_text("opt.together"))]
Apart = Annotated[Names, typer.Option("--apart", help=help_text("opt.apart"))]
Cover = Annotated[Names, typer.Option("--cover", help=help_text("opt.cover"))]
Lead = Annotated[Names, typer.Option("--lead", help=help_text("opt.lead"))]
Bar = Annotated[Names, typer.Option("--bar", help=help_text("opt.bar"))]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command("explain", help=help_text("explain"))(explain)
    app.command("whatif", help=help_text("whatif"))(whatif)


def explain(
    home: Home,
    school: Chosen = None,
    members: Members = False,
    out: Out = None,
    lang: LangOption = "zh",
) -> None:
    """Give the reason and the price of every choice of a plan."""
    from optimizer import console_questions, service

    console = open_console(lang)
    if out is not None and out.suffix.casefold() != ".xlsx":
        raise errors.DataError("Q108", file=out.name)
    with console.watched_by(console_questions.QuestionWatcher) as watcher:
        reasons = service.explain(
            home,
            schools=school or (),
            members=members,
            watcher=watcher,
            on_done=watcher.on_done,
        )
    console.print_parts(console_questions.reason_lines(reasons, console.lang))
    target = out or (home if home.is_dir() else home.parent) / service.REASONS
    for path in service.write_reasons(reasons, target, console.lang):
        console.print_written(path)
    stopped = reasons.done < reasons.total
    raise typer.Exit(Exit.INTERRUPTED if stopped else Exit.FINE)


def whatif(
    home: Home,
    under: Under = None,
    together: Together = None,
    apart: Apart = None,
    cover: Cover = None,
    lead: Lead = None,
    bar: Bar = None,
    lang: LangOption = "zh",
) -> None:
    """Say what a request would cost; exit code 3 if no plan is known to meet it."""
    from optimizer import console_questions, service

    console = open_console(lang)
    asked: dict[RequestKind, Names] = {
        "under": under,
        "together": together,
        "apart": apart,
        "cover": cover,
        "lead": lead,
        "bar": bar,
    }
    requests = [(kind, value) for kind, names in asked.items() for value in names or ()]
    with console.watched_by(console_questions.QuestionWatcher) as watcher:
        found = service.ask_what_if(home, requests, watcher)
    console.print_parts(console_questions.what_if_lines(found, console.lang))
    if watcher.should_stop():
        console.print_text("whatif.stopped")
        raise typer.Exit(Exit.INTERRUPTED)
    raise typer.Exit(Exit.FINE if found.answer.met else Exit.NO_PLAN)
