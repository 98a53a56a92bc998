"""The folder of a plan: its layout, how it is written, and how it is read back.

A folder holds everything needed to verify the plan and to make it again:
``inputs/`` has the canonical tables and the policy it was made from.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from optimizer.domain import TypeChoice
from optimizer.errors import OutputError, Phrase, PlanError
from optimizer.plan import Plan, parse_plan

_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)
_NO_FOLDER = (errno.ENOENT, errno.ENOTDIR)

PLAN = "plan.json"
PROJECT_LOG = "log.jsonl"
"""File that makes a folder one of a project, whose versions are plans."""

RUN = "run.json"
MAP = "map.html"
WORKBOOK = "plan.xlsx"
GPKG = "plan.gpkg"
GEOJSON = "plan.geojson"
SUMMARY = "summary.md"
SCHOOLS = "inputs/schools.csv"
TRAVEL = "inputs/travel.csv"
PAIRS = "inputs/pairs.csv"
POLICY = "inputs/policy.toml"
PREVIOUS = "inputs/previous.json"
CHOICES = "inputs/choices.json"
ROADS = "inputs/roads.geojson"
BOUNDARY = "inputs/boundary.geojson"
SECOND = "inputs/travel_second.csv"
ROUTES = "routes.geojson"
ISOCHRONES = "isochrones.geojson"

Writer = Callable[[Path], None]
"""Writes one file to the path it is given."""


def scenario_file(name: str) -> str:
    """Return the file of the trips in a scenario."""
    return f"inputs/travel_{name}.csv"


def write_folder(out: Path, writers: Mapping[str, Writer]) -> None:
    """Write files into a folder so that a reader never meets a half-written one.

    All files are made in a temporary folder beside ``out`` first; if one fails,
    ``out`` stays as it was. They are then moved into place one by one, with
    ``plan.json`` removed first and placed last: a folder with ``plan.json`` is
    complete. Other files in ``out`` are left alone, outdated ones of ours go.

    Raises
    ------
    OutputError
        If the folder or a file in it cannot be written.
    """
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".alliance-") as made:
            for name, write in writers.items():
                path = Path(made) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path)
            _move_into(Path(made), out, list(writers))


def replace_folder(out: Path, writers: Mapping[str, Writer]) -> None:
    """Write a folder as a whole: a reader meets the old one or the new one.

    Everything is made in a temporary folder beside ``out``, which then takes its
    place; whatever stood in ``out`` goes.

    Raises
    ------
    OutputError
        If it cannot be written; ``out`` is as it was.
    """
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".alliance-") as made:
            new, old = Path(made) / "new", Path(made) / "old"
            new.mkdir()
            for name, write in writers.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                write(path)
            if out.exists():
                out.replace(old)
            try:
                new.replace(out)
            except OSError:
                if old.exists():
                    old.replace(out)
                raise


def write_file(path: Path, write: Writer) -> None:
    """Write one file under a temporary name, then rename it into place.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".alliance-") as made:
            temporary = Path(made) / path.name
            write(temporary)
            temporary.replace(path)


def refuse_name(path: Path | None, option: str, *endings: str, example: str) -> None:
    """Refuse a file to write whose name would mislead, or hide a file of the plan.

    Parameters
    ----------
    path
        File asked for, or ``None``.
    option
        Option of the command that named it, for the message.
    *endings
        Endings such a file may have, lower case and with the dot.
    example
        Name of a file, for the message.

    Raises
    ------
    OutputError
        O104 if it is a folder, O103 if its ending is another.
    """
    if path is None:
        return
    if path.is_dir():
        raise OutputError("O104", option=option, path=str(path), example=example)
    if path.suffix.lower() not in endings:
        named = ", ".join(filter(None, endings))
        raise OutputError("O103", option=option, path=str(path), endings=named)


def plan_path(where: Path) -> Path:
    """Return the plan file meant by a folder or a file.

    Raises
    ------
    PlanError
        A102 if there is none, A110 if it is the folder of a project.
    """
    path = where / PLAN if where.is_dir() else where
    if not path.is_file():
        if (where / PROJECT_LOG).is_file():
            raise PlanError("A110", file=str(where))
        raise PlanError("A102", file=str(path))
    return path


def read_plan(where: Path) -> Plan:
    """Read a plan from its folder or from its file.

    Raises
    ------
    PlanError
        If there is none, or it is not a plan.
    """
    path = plan_path(where)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PlanError("A103", file=path.name, reason=error) from error
    return parse_plan(text, path.name)


def read_previous(path: Path) -> dict[str, str]:
    """Read member id to core id from ``inputs/previous.json``; empty if absent."""
    if not path.is_file():
        return {}
    try:
        pairs = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlanError("A103", file=path.name, reason=error) from error
    return {str(member): str(core) for member, core in pairs.items()}


def read_choices(path: Path) -> dict[str, TypeChoice]:
    """Read what people decided, by core, from ``inputs/choices.json``; empty if absent.

    Raises
    ------
    PlanError
        If the file is damaged.
    """
    if not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(core): TypeChoice(**row) for core, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise PlanError("A103", file=path.name, reason=error) from error


def text_writer(text: str) -> Writer:
    """Return a writer of a UTF-8 text with Unix line ends on every system."""

    def write(path: Path) -> None:
        path.write_text(text, encoding="utf-8", newline="\n")

    return write


def _move_into(made: Path, out: Path, names: list[str]) -> None:
    out.mkdir(exist_ok=True)
    (out / PLAN).unlink(missing_ok=True)
    shutil.rmtree(out / "inputs", ignore_errors=True)
    for name in sorted(names, key=lambda name: name == PLAN):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(out / name)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusal into a message with the path and the remedy."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError("O101", path=str(path), reason=_reason(error)) from error


def _reason(error: OSError) -> Phrase | str:
    """Return why the system refused, in words where we have some."""
    if error.errno in _NO_RIGHT:
        return Phrase("os.right")
    if error.errno in _NO_FOLDER:
        return Phrase("os.folder")
    if error.errno == errno.ENOSPC:
        return Phrase("os.full")
    return os.strerror(error.errno) if error.errno else str(error)
