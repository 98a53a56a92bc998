"""The ``alliance`` command: arguments in, messages and exit code out.

Exit codes: 0 fine, 1 fault of the program, 2 bad input, 3 no plan, 4 the checker
refused, 130 interrupted. Heavy libraries are imported by the commands, not here.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, cast

import typer

from optimizer import (
    __version__,
    cli_choices,
    cli_data,
    cli_import,
    cli_map,
    cli_opinions,
    cli_package,
    cli_project,
    cli_questions,
    errors,
)
from optimizer.cli_base import LANG, Exit, LangOption, Out, TimeLimit
from optimizer.cli_base import help_text as _help
from optimizer.cli_base import open_console as _console
from optimizer.messages import text

if TYPE_CHECKING:
    from optimizer.console import Console
    from optimizer.service import Sources
    from optimizer.travel.roads import Engine

DEFAULT_PRESET = "enshi-2022-2025"
ENGINES = ("auto", "graph", "valhalla")


app = typer.Typer(
    help=_help("app"),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Travel = Annotated[Path | None, typer.Option("--travel", help=_help("opt.travel"))]
Roads = Annotated[Path | None, typer.Option("--roads", help=_help("opt.roads"))]
Pbf = Annotated[Path | None, typer.Option("--pbf", help=_help("opt.pbf"))]
Estimate = Annotated[bool, typer.Option("--estimate", help=_help("opt.estimate"))]
Dem = Annotated[Path | None, typer.Option("--dem", help=_help("opt.dem"))]
Changes = Annotated[Path | None, typer.Option("--changes", help=_help("opt.changes"))]
Scenario = Annotated[str | None, typer.Option("--scenario", help=_help("opt.scenario"))]
EngineName = Annotated[str, typer.Option("--engine", help=_help("opt.engine"))]
Pairs = Annotated[Path | None, typer.Option("--pairs", help=_help("opt.pairs"))]
PolicyFile = Annotated[str, typer.Option("--policy", help=_help("opt.policy"))]
Crs = Annotated[str | None, typer.Option("--crs", help=_help("opt.crs"))]
ColumnsPath = Annotated[
    Path | None, typer.Option("--columns", help=_help("opt.columns"))
]
Landmarks = Annotated[
    Path | None, typer.Option("--landmarks", help=_help("opt.landmarks"))
]
Previous = Annotated[
    Path | None, typer.Option("--previous", help=_help("opt.previous"))
]
Boundary = Annotated[
    Path | None, typer.Option("--boundary", help=_help("opt.boundary"))
]


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"school-alliance {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help=_help("opt.version"),
        ),
    ] = False,
) -> None:
    pass


@app.command(help=_help("demo"))
def demo(
    name: Annotated[str, typer.Argument(help=_help("arg.name"))] = "enshi",
    out: Out = Path("out/demo"),
    time_limit: TimeLimit = None,
    lang: LangOption = "zh",
) -> None:
    """Make a whole plan from the shipped demo data."""
    from optimizer.service import demo_sources

    console = _console(lang)
    raise typer.Exit(_plan(console, demo_sources(name), out, time_limit))


@app.command(help=_help("plan"))
def plan(
    schools: Annotated[Path, typer.Argument(help=_help("arg.schools"))],
    travel: Travel = None,
    pbf: Pbf = None,
    roads: Roads = None,
    dem: Dem = None,
    changes: Changes = None,
    scenario: Scenario = None,
    engine: EngineName = "auto",
    estimate: Estimate = False,
    pairs: Pairs = None,
    policy: PolicyFile = DEFAULT_PRESET,
    crs: Crs = None,
    columns: ColumnsPath = None,
    landmarks: Landmarks = None,
    previous: Previous = None,
    boundary: Boundary = None,
    out: Out = Path("out/plan"),
    time_limit: TimeLimit = None,
    lang: LangOption = "zh",
) -> None:
    """Make a plan from a school table."""
    from optimizer.service import Sources

    console = _console(lang)
    _require_files(
        schools, travel, pbf, roads, changes, pairs, boundary, columns, landmarks
    )
    sources = Sources(
        schools=schools,
        travel=travel,
        pbf=pbf,
        roads=roads,
        dem=dem,
        changes=changes,
        scenario=scenario,
        engine=_engine(engine),
        estimate=estimate,
        pairs=pairs,
        policy=policy,
        crs=crs,
        columns=columns,
        landmarks=landmarks,
        previous=previous,
        boundary=boundary,
    )
    raise typer.Exit(_plan(console, sources, out, time_limit))


@app.command(help=_help("verify"))
def verify(
    where: Annotated[Path, typer.Argument(help=_help("arg.where"))],
    schools: Annotated[
        Path | None, typer.Option("--schools", help=_help("arg.schools"))
    ] = None,
    travel: Travel = None,
    pbf: Pbf = None,
    roads: Roads = None,
    dem: Dem = None,
    changes: Changes = None,
    scenario: Scenario = None,
    engine: EngineName = "auto",
    estimate: Estimate = False,
    pairs: Pairs = None,
    policy: PolicyFile = DEFAULT_PRESET,
    crs: Crs = None,
    columns: ColumnsPath = None,
    landmarks: Landmarks = None,
    previous: Previous = None,
    lang: LangOption = "zh",
) -> None:
    """Judge a plan independently."""
    from optimizer import service

    console = _console(lang)
    _require_files(schools, travel, pbf, roads, changes, pairs, columns, landmarks)
    sources = None
    if schools is not None:
        sources = service.Sources(
            schools=schools,
            travel=travel,
            pbf=pbf,
            roads=roads,
            dem=dem,
            changes=changes,
            scenario=scenario,
            engine=_engine(engine),
            estimate=estimate,
            pairs=pairs,
            policy=policy,
            crs=crs,
            columns=columns,
            landmarks=landmarks,
            previous=previous,
        )
    judged, violations = service.verify(where, sources)
    passes = console.print_verdict(judged, violations)
    raise typer.Exit(Exit.FINE if passes else Exit.REFUSED)


@app.command("travel", help=_help("travel"))
def travel_(
    schools: Annotated[Path, typer.Argument(help=_help("arg.schools"))],
    pbf: Pbf = None,
    roads: Roads = None,
    dem: Dem = None,
    changes: Changes = None,
    scenario: Scenario = None,
    engine: EngineName = "auto",
    travel: Travel = None,
    policy: PolicyFile = DEFAULT_PRESET,
    crs: Crs = None,
    columns: ColumnsPath = None,
    landmarks: Landmarks = None,
    out: Annotated[Path, typer.Option("--out", help=_help("opt.travel_out"))] = Path(
        "out/travel.csv"
    ),
    lang: LangOption = "zh",
) -> None:
    """Work out every trip and say what the numbers are worth."""
    from optimizer import service

    console = _console(lang)
    _require_files(schools, travel, pbf, roads, changes, columns, landmarks)
    out = out if out.suffix else out.with_suffix(".csv")
    if out.suffix.casefold() != ".csv":
        raise errors.DataError("C110", file=out.name)
    sources = service.Sources(
        schools=schools,
        travel=travel,
        pbf=pbf,
        roads=roads,
        dem=dem,
        changes=changes,
        scenario=scenario,
        engine=_engine(engine),
        policy=policy,
        crs=crs,
        columns=columns,
        landmarks=landmarks,
    )
    with console.spinner("cli.measuring"):
        survey = service.survey(sources)
    console.print_survey(survey)
    with console.spinner("cli.writing"):
        written = service.write_survey(survey, out, console.lang)
    for path in written:
        console.print_written(path)


@app.command(help=_help("decide"))
def decide(
    home: Annotated[Path, typer.Argument(help=_help("arg.home"))],
    alliance: Annotated[str, typer.Option("--alliance", help=_help("opt.alliance"))],
    type_: Annotated[str, typer.Option("--type", help=_help("opt.type"))],
    note: Annotated[str, typer.Option("--note", help=_help("opt.note"))],
    by: Annotated[str | None, typer.Option("--by", help=_help("opt.by"))] = None,
    lang: LangOption = "zh",
) -> None:
    """Record what people decided about the type of an alliance."""
    from optimizer import service

    console = _console(lang)
    made = service.decide_type(home, alliance, type_, note, by, console.lang)
    console.print_decided(made)
    console.print_written(home)


cli_choices.add_commands(app)
cli_data.add_commands(app)
cli_import.add_commands(app)
cli_map.add_commands(app)
cli_opinions.add_commands(app)
cli_package.add_commands(app)
cli_project.add_commands(app)
cli_questions.add_commands(app)


def _plan(
    console: Console, sources: Sources, out: Path, time_limit: float | None
) -> Exit:
    """Load, solve, check, write and tell; return the exit code."""
    from optimizer import service

    with console.spinner("cli.loading"):
        loaded = service.load(sources)
    console.print_ignored(loaded)
    console.print_travel_notes(loaded)
    with console.watching() as watcher:
        outcome = service.make_plan(loaded, time_limit_s=time_limit, watcher=watcher)
    if outcome.plan is None:
        console.print_text("cli.no_answer", status=outcome.solution.status)
        return Exit.NO_PLAN
    with console.spinner("cli.writing"):
        service.write_plan(outcome, out, console.lang)
    console.print_outcome(outcome, watcher.tier_seconds)
    console.print_written(out)
    if outcome.solution.interrupted:
        console.print_text("cli.interrupted")
        return Exit.INTERRUPTED
    if not outcome.plan.alliances:
        console.print_text("cli.no_plan", path=out / "summary.md")
        return Exit.NO_PLAN
    return Exit.FINE


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise errors.DataError(
            "C105", option="--engine", value=name, names=", ".join(ENGINES)
        )
    return cast("Engine", name)


def _require_files(*paths: Path | None) -> None:
    """Refuse a path that is no file before any work is done."""
    for path in paths:
        if path is not None and not path.is_file():
            raise errors.DataError("C106", file=str(path))


def main() -> NoReturn:
    """Run the command; turn every error into a message and an exit code."""
    try:
        if len(sys.argv) < 2:
            # Typer would call it an error and say so in English.
            app(["--help"], standalone_mode=False)
            sys.exit(Exit.BAD_INPUT)
        code = app(standalone_mode=False)
    except KeyboardInterrupt:
        _say(text("cli.aborted", LANG))
        sys.exit(Exit.INTERRUPTED)
    except errors.CheckError as error:
        _say(error.render(LANG))
        sys.exit(Exit.REFUSED)
    except errors.ModelError as error:
        _say(error.render(LANG))
        sys.exit(Exit.FAULT)
    except errors.AllianceError as error:
        _say_with_issues(error)
        sys.exit(Exit.BAD_INPUT)
    except Exception as error:
        sys.exit(_unexpected(error))
    sys.exit(int(code or 0))


def _unexpected(error: Exception) -> int:
    """Tell a wrong command line, or keep the trace of a fault in a file."""
    reason = getattr(error, "format_message", None)
    if reason is not None:
        context = getattr(error, "ctx", None)
        command = context.command_path if context is not None else "alliance"
        told = reason().rstrip(".。")
        _say(f"[C101] {text('C101', LANG, reason=told, command=command)}")
        return Exit.BAD_INPUT
    with tempfile.NamedTemporaryFile(
        "w", prefix="alliance-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exception(error, file=log)
    kind = type(error).__name__
    _say(f"[C102] {text('C102', LANG, kind=kind, file=log.name)}")
    return Exit.FAULT


def _say_with_issues(error: errors.AllianceError) -> None:
    from optimizer.console import issue_lines

    _say(error.render(LANG))
    found = error.issues if isinstance(error, errors.DataError) else ()
    if [issue.code for issue in found] == [error.code]:
        return  # The one fault is the error itself, which was just told.
    for line in issue_lines(found, LANG):
        _say(line)


def _say(line: str) -> None:
    typer.echo(line, err=True)
