"""Versions of a project read back: the list, one by its name, where a folder stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.dossier import Stage, VersionMark
from optimizer.plan import CoverageRow, Plan
from optimizer.project.log import Entry, Kind
from optimizer.project.sentences import ProjectError
from optimizer.project.stages import approved_version, lineage_of, parents_of, stage_of
from optimizer.project.version_file import FILE, number_of
from optimizer.service import folder
from optimizer.service.version_store import LOG, read_entries, read_version


@dataclass(frozen=True)
class VersionRow:
    """One version as the list shows it; ``coverage`` is of all counties together."""

    mark: VersionMark
    stage: Stage
    coverage: CoverageRow | None
    in_force: bool


@dataclass(frozen=True)
class Standing:
    """Where a plan folder stands: its project, mark, stage, and earlier digest."""

    project: Path
    mark: VersionMark
    stage: Stage
    same: str


def require_version(entries: Sequence[Entry], name: str) -> None:
    """Refuse a version that is not in the log.

    Raises
    ------
    ProjectError
        J102.
    """
    known = list(parents_of(entries))
    if name not in known:
        raise ProjectError("J102", value=name[:40], names=", ".join(known))


def date_of(entries: Sequence[Entry], version: str) -> str:
    """Return the day a version was made on."""
    return next(
        e.date for e in entries if e.version == version and e.kind is Kind.VERSION
    )


def list_versions(project: Path) -> tuple[VersionRow, ...]:
    """Return the versions of a project in their order.

    Raises
    ------
    ProjectError, CheckError
        J101 to J115 if there is no project, J202 if its log is not whole.
    PlanError
        If the plan of a version cannot be read.
    """
    entries = read_entries(project)
    approved = approved_version(entries)
    return tuple(
        VersionRow(
            read_version(project / name).mark,
            stage_of(entries, name),
            _coverage(folder.read_plan(project / name)),
            name == approved,
        )
        for name in parents_of(entries)
    )


def _coverage(plan: Plan) -> CoverageRow | None:
    rows = (r for r in plan.coverage or () if (r.scope, r.basis) == ("all", "counted"))
    return next(rows, None)


def version_home(project: Path, name: str) -> Path:
    """Return the folder of a version.

    Raises
    ------
    ProjectError
        J102 if the log has no such version; also as of :func:`list_versions`.
    """
    require_version(read_entries(project), name)
    return project / name


def standing(home: Path) -> Standing | None:
    """Return where a plan folder stands; ``None`` unless it is a version of a project.

    Raises
    ------
    ProjectError, CheckError
        If the project it lies in is damaged.
    """
    project, name = home.resolve().parent, home.resolve().name
    if not ((home / FILE).is_file() and (project / LOG).is_file()):
        return None
    entries = read_entries(project)
    if name not in parents_of(entries):
        return None
    file = read_version(home)
    return Standing(project, file.mark, stage_of(entries, name), file.same)


def ancestors_of(place: Standing) -> tuple[str, ...]:
    """Return the names of the versions one was made from, newest first."""
    return lineage_of(read_entries(place.project), place.mark.name)[1:]


def ancestry(home: Path) -> tuple[VersionMark, ...]:
    """Return the marks of a version and its ancestors, newest first.

    For any reader of two folders: what cannot be read ends the line, nothing raises.
    """
    found: dict[str, VersionMark] = {}
    project, name = home.resolve().parent, home.resolve().name
    while number_of(name) and name not in found:
        if not (project / name / FILE).is_file():
            break
        try:
            found[name] = read_version(project / name).mark
        except ProjectError:
            break
        name = found[name].parent or ""
    return tuple(found.values())
