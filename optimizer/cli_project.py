"""Commands on a project folder: ``alliance project ...`` and ``alliance log ...``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from optimizer.cli_base import LANG, Exit, LangOption, help_text, open_console
from optimizer.messages import text

Project = Annotated[Path, typer.Argument(help=help_text("arg.project"))]
PlanHome = Annotated[Path, typer.Argument(help=help_text("arg.project_plan"))]
Version = Annotated[str, typer.Argument(help=help_text("arg.version"))]
By = Annotated[str, typer.Option("--by", help=help_text("opt.project_by"))]
Date = Annotated[str, typer.Option("--date", help=help_text("opt.project_date"))]
Why = Annotated[str, typer.Option("--why", help=help_text("opt.project_why"))]
Parent = Annotated[
    str | None, typer.Option("--parent", help=help_text("opt.project_parent"))
]
To = Annotated[str, typer.Option("--to", help=help_text("opt.project_to"))]
Note = Annotated[str, typer.Option("--note", help=help_text("opt.project_note"))]
Expect = Annotated[
    str | None, typer.Option("--expect", help=help_text("opt.project_expect"))
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    projects = _group("project")
    projects.command("add", help=help_text("project.add"))(add)
    projects.command("list", help=help_text("project.list"))(list_)
    projects.command("stage", help=help_text("project.stage"))(stage)
    app.add_typer(projects, name="project")
    logs = _group("log")
    logs.command("verify", help=help_text("log.verify"))(verify)
    logs.command("show", help=help_text("log.show"))(show)
    app.add_typer(logs, name="log")


def _group(name: str) -> typer.Typer:
    group = typer.Typer(help=text(f"cli.{name}", LANG), rich_markup_mode=None)
    group.callback(invoke_without_command=True)(_help_alone)
    return group


def _help_alone(context: typer.Context) -> None:
    """Show the help of a group that was called without a command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(Exit.BAD_INPUT)


def add(
    project: Project,
    plan: PlanHome,
    by: By,
    date: Date,
    why: Why,
    parent: Parent = None,
    lang: LangOption = "zh",
) -> None:
    """Add a plan as the next version."""
    from optimizer import console_project, service

    console = open_console(lang)
    with console.spinner("cli.writing"):
        added = service.add_version(
            project,
            plan,
            by=by,
            date=date,
            why=why,
            parent=parent,
            lang=console.lang,
        )
    console.print_parts(console_project.added_parts(added, console.lang))
    console.print_written(project / added.mark.name)


def list_(project: Project, lang: LangOption = "zh") -> None:
    """List the versions of a project."""
    from optimizer import console_project, service

    console = open_console(lang)
    rows = service.list_versions(project)
    console.print_parts(console_project.version_parts(rows, console.lang))


def stage(
    project: Project,
    version: Version,
    to: To,
    by: By,
    date: Date,
    note: Note = "",
    lang: LangOption = "zh",
) -> None:
    """Move a version forward."""
    from optimizer import console_project, service

    console = open_console(lang)
    with console.spinner("cli.loading"):
        moved = service.move_stage(project, version, to=to, by=by, date=date, note=note)
    console.print_parts(console_project.moved_parts(moved, console.lang))
    raise typer.Exit(Exit.REFUSED if moved.missing else Exit.FINE)


def verify(project: Project, expect: Expect = None, lang: LangOption = "zh") -> None:
    """Check that nothing was changed."""
    from optimizer import console_project, service

    console = open_console(lang)
    verdict = service.verify_log(project, expect)
    console.print_parts(console_project.verdict_parts(verdict, console.lang))
    raise typer.Exit(Exit.REFUSED if verdict.faults else Exit.FINE)


def show(project: Project, lang: LangOption = "zh") -> None:
    """Show the log."""
    from optimizer import console_project, service

    console = open_console(lang)
    entries = service.show_log(project)
    console.print_parts(console_project.log_parts(entries, console.lang))
