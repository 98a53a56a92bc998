"""Commands on choices around plans: ``alliance explore`` and ``alliance diff``."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from optimizer import errors
from optimizer.cli_base import Exit, LangOption, help_text, open_console

if TYPE_CHECKING:
    from optimizer.study.alternatives import Wanted
    from optimizer.study.limits import LimitName
    from optimizer.study.searches import Difference

NONE = "none"
"""Value of ``--limits`` that asks for none."""

_DIFFER = re.compile(r"(members|core)=(\d{1,5})")

Home = Annotated[Path, typer.Argument(help=help_text("arg.home"))]
First = Annotated[Path, typer.Argument(help=help_text("arg.first"))]
Second = Annotated[Path, typer.Argument(help=help_text("arg.second"))]
ExploreOut = Annotated[
    Path | None, typer.Option("--out", help=help_text("opt.explore_out"))
]
DiffProject = Annotated[
    Path | None, typer.Option("--project", help=help_text("opt.diff_project"))
]
DiffOut = Annotated[Path | None, typer.Option("--out", help=help_text("opt.diff_out"))]
Number = Annotated[
    int,
    typer.Option("--alternatives", min=0, max=99, help=help_text("opt.alternatives")),
]
Differ = Annotated[str, typer.Option("--differ", help=help_text("opt.differ"))]
Within = Annotated[
    float,
    typer.Option("--within-pct", min=0, max=1000, help=help_text("opt.within_pct")),
]
Loss = Annotated[
    float, typer.Option("--loss-pct", min=0, max=100, help=help_text("opt.loss_pct"))
]
Limits = Annotated[str | None, typer.Option("--limits", help=help_text("opt.limits"))]
StepPct = Annotated[
    float, typer.Option("--step-pct", min=0, max=50, help=help_text("opt.step_pct"))
]
TimeLimitEach = Annotated[
    float,
    typer.Option("--time-limit", min=1, help=help_text("opt.time_limit_each")),
]


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this file to the command line."""
    app.command("explore", help=help_text("explore"))(explore)
    app.command("diff", help=help_text("diff"))(diff)


def explore(
    home: Home,
    out: ExploreOut = None,
    alternatives: Number = 3,
    differ: Differ = "members=5",
    within_pct: Within = 5.0,
    loss_pct: Loss = 0.0,
    limits: Limits = None,
    step_pct: StepPct = 5.0,
    time_limit: TimeLimitEach = 60.0,
    lang: LangOption = "zh",
) -> None:
    """Find the frontier, the effect of each limit, and alternatives."""
    from optimizer import console_choices, service

    console = open_console(lang)
    questions = service.Questions(
        wanted=read_wanted(alternatives, differ, within_pct, loss_pct),
        limits=read_limits(limits),
        step_pct=step_pct,
        time_limit_s=time_limit,
    )
    target = out or (home if home.is_dir() else home.parent) / "explore"
    if target.exists() and not target.is_dir():
        reason = os.strerror(errno.ENOTDIR)
        raise errors.OutputError("O101", path=str(target), reason=reason)
    with console.watched_by(console_choices.ExploreWatcher) as watcher:
        found = service.explore(home, questions, watcher)
    with console.spinner("cli.writing"):
        written = service.write_exploration(found, target, console.lang)
    console.print_parts(console_choices.exploration_parts(found, console.lang))
    for path in written:
        console.print_written(path)
    raise typer.Exit(Exit.INTERRUPTED if found.interrupted else Exit.FINE)


def diff(
    first: First,
    second: Second,
    project: DiffProject = None,
    out: DiffOut = None,
    lang: LangOption = "zh",
) -> None:
    """Compare two plans, or two versions of a project."""
    from optimizer import console_choices, service

    console = open_console(lang)
    if project is not None:
        first = service.version_home(project, str(first))
        second = service.version_home(project, str(second))
    one, two, found = service.diff(first, second)
    parts = console_choices.comparison_parts((one, two), found, console.lang)
    console.print_parts(parts)
    if out is not None:
        names = (_short(first), _short(second))
        for path in service.write_diff((one, two), names, found, out, console.lang):
            console.print_written(path)


def _short(where: Path) -> str:
    """Return the end of a path: files are handed on, the machine's folders are not."""
    return "/".join(part for part in where.parts[-2:] if part != where.anchor)


def read_wanted(number: int, differ: str, within_pct: float, loss_pct: float) -> Wanted:
    """Read what is asked of the alternatives.

    Raises
    ------
    DataError
        C121 if ``differ`` is neither ``members=N`` nor ``core=N`` with N over 0.
    """
    from optimizer.study.alternatives import Wanted

    found = _DIFFER.fullmatch(differ.strip())
    if found is None or not int(found[2]):
        raise errors.DataError("C121", value=differ)
    kind = cast("Difference", found[1])
    return Wanted(number, kind, int(found[2]), within_pct, loss_pct)


def read_limits(names: str | None) -> tuple[LimitName, ...]:
    """Read the limits to vary, in the order of the report.

    Raises
    ------
    DataError
        C122 if there is no such limit.
    """
    from optimizer.study.limits import LIMIT_NAMES

    if names is None:
        return LIMIT_NAMES
    asked = {name.strip() for name in names.split(",")} - {""}
    for name in sorted(asked - {*LIMIT_NAMES, NONE}):
        raise errors.DataError("C122", value=name, names=", ".join(LIMIT_NAMES))
    return tuple(name for name in LIMIT_NAMES if name in asked)
