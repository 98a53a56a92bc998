"""Plans become versions of a project folder; packages of one are noted."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.dossier import VersionMark, changes_between
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.project.log import Entry, Kind
from optimizer.project.sentences import ProjectError, Sentence
from optimizer.project.stages import parents_of
from optimizer.project.version_file import BESIDE
from optimizer.project.wording import MOST_ROLE, read_day, read_role, read_text
from optimizer.report.labels import plain
from optimizer.service import folder
from optimizer.service.version_reading import date_of, require_version
from optimizer.service.version_store import (
    LOG,
    Kept,
    digest_of,
    faults_of,
    is_drawn,
    keep_version,
    next_name,
    put_entry,
    read_entries,
    refuse_faults,
    writing_alone,
)

if TYPE_CHECKING:
    from optimizer.checker import Violation
    from optimizer.service.loading import Loaded


@dataclass(frozen=True, eq=False)
class Added:
    """A new version: its mark and plan, its entry, and what the checker points out.

    ``renamed`` tells that the plan had another digest before it was named, so that
    opinions on it are known by ``same``. ``drawn`` are files of the parent, drawn from
    its plan, that somebody changed; ``names`` are those of the schools by id.
    """

    mark: VersionMark
    plan: Plan
    entry: Entry
    same: str
    renamed: bool
    replaced: bool
    drawn: tuple[Sentence, ...]
    warnings: tuple[Violation, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class _Asked:
    """What a person says of a new version, checked."""

    project: Path
    parent: str | None
    role: str
    date: str
    why: str
    entries: tuple[Entry, ...]
    drawn: tuple[Sentence, ...]
    lang: Lang


def add_version(
    project: Path,
    plan_home: Path,
    *,
    by: str,
    date: str,
    why: str,
    parent: str | None = None,
    lang: Lang = "zh",
) -> Added:
    """Make the plan of a folder the next version; the first call makes the project.

    Parameters
    ----------
    project
        The project folder.
    plan_home
        Folder of a plan; it is only read.
    by, date, why
        Role or office, day (``YYYY-MM-DD``), and reason.
    parent
        Version it was made from; default the newest.
    lang
        Language of the files.

    Raises
    ------
    ProjectError
        J102 to J108 and J112, see the messages: nothing is written.
    CheckError
        J201 if the checker refuses the plan, J202 or J203 if the project was changed
        by other hands.
    PlanError, DataError, PolicyError, TravelError, OutputError
        If the plan cannot be read, or the version not written.
    """
    asked = _asked(project, parent, by, date, why, lang)
    inside = project.resolve() in (home := plan_home.resolve()).parents
    if inside or home == project.resolve():
        raise ProjectError("J106", path=str(plan_home))
    return _keep(asked, plan_home)


def next_version(
    project: Path,
    write: Callable[[Path], None],
    *,
    parent: str | None = None,
    role: str,
    date: str,
    why: str,
    lang: Lang = "zh",
) -> Added:
    """Make what a callback writes the next version.

    Parameters
    ----------
    write
        Writes a whole plan folder to the path it is given, which does not exist yet.
    project, parent, role, date, why, lang
        As of :func:`add_version`.

    Raises
    ------
    AllianceError
        As of :func:`add_version`, and whatever ``write`` raises.
    """
    asked = _asked(project, parent, role, date, why, lang)
    with tempfile.TemporaryDirectory(prefix=".alliance-") as made:
        home = Path(made) / "plan"
        write(home)
        return _keep(asked, home)


def _asked(
    project: Path, parent: str | None, role: str, date: str, why: str, lang: Lang
) -> _Asked:
    """Return what is asked for a new version, or refuse it before any work."""
    told = (read_role(role, "--by"), read_day(date, "--date"), read_text(why, "--why"))
    if (project / folder.PLAN).exists():
        raise ProjectError("J108", path=str(project))
    entries = read_entries(project) if (project / LOG).exists() else ()
    known = list(parents_of(entries))
    if parent is not None:
        require_version(entries, parent)
    origin = parent or (known[-1] if known else None)
    drawn: tuple[Sentence, ...] = ()
    if origin is not None:
        not_before(told[1], date_of(entries, origin), origin, "--date")
        drawn = _changed_drawings(project, entries, origin)
    return _Asked(project, origin, *told, entries=entries, drawn=drawn, lang=lang)


def _changed_drawings(
    project: Path, entries: Sequence[Entry], parent: str
) -> tuple[Sentence, ...]:
    """Return faults of a parent that do not touch its plan; refuse any other.

    A name list edited where it lies must not be lost work.
    """
    faults = faults_of(project, entries, (parent,))
    refuse_faults(fault for fault in faults if not is_drawn(fault))
    return tuple(faults)


def not_before(date: str, limit: str, version: str, option: str) -> None:
    """Refuse a day before the one a version has.

    Raises
    ------
    ProjectError
        J104.
    """
    if date < limit:
        raise ProjectError(
            "J104", option=option, value=date, version=version, limit=limit
        )


def _keep(asked: _Asked, home: Path) -> Added:
    """Check a plan, name it, and write it as the next version."""
    from optimizer.service.version_naming import checked_plan, named, write_named

    loaded, plan, warnings = checked_plan(home)
    same = digest_of(folder.plan_path(home))
    project, parent = asked.project, asked.parent
    with writing_alone(project):
        if (read_entries(project) if (project / LOG).exists() else ()) != asked.entries:
            raise ProjectError("J107", path=str(project))
        name = next_name(asked.entries)
        new_loaded, new_plan = named(loaded, plan, name)
        before = Plan(alliances=[])
        if parent is not None:
            before = folder.read_plan(project / parent)
        changes = changes_between(before, new_plan) if parent else ()
        mark = VersionMark(name, parent, asked.role, asked.date, asked.why, changes)

        def fill(out: Path) -> tuple[VersionMark, str]:
            write_named(new_loaded, new_plan, out, asked.lang)
            copy_beside(home, out)
            return mark, same

        kept = keep_version(project, asked.entries, name, fill)
    return _told(asked, kept, new_plan, warnings, loaded)


def _told(
    asked: _Asked,
    kept: Kept,
    plan: Plan,
    warnings: tuple[Violation, ...],
    loaded: Loaded,
) -> Added:
    file = kept.file
    return Added(
        mark=file.mark,
        plan=plan,
        entry=kept.entry,
        same=file.same,
        renamed=file.same != file.plan_sha256,
        replaced=kept.replaced,
        drawn=asked.drawn,
        warnings=warnings,
        names={s.school_id: plain(s.name) for s in loaded.case.schools},
    )


def copy_beside(home: Path, out: Path) -> None:
    """Copy the account of the run, and what people added to the plan before."""
    for name in (folder.RUN, *BESIDE):
        source = home / name
        if source.is_file():
            shutil.copyfile(source, out / name)
        elif source.is_dir():
            shutil.copytree(source, out / name, copy_function=shutil.copyfile)


def note_export(
    project: Path,
    version: str,
    package: str,
    digests: Mapping[str, str],
    *,
    by: str = "",
    date: str = "",
) -> Entry:
    """Note in the log that a package was written, with the digests of its files.

    Parameters
    ----------
    project, version
        The project folder and a version of it.
    package
        Name of the package.
    digests
        SHA-256 by file name.
    by, date
        Who wrote it, on which day; ``""`` where nobody said.

    Raises
    ------
    ProjectError, CheckError, OutputError
        If there is no such version, the log is not whole, or it cannot be written.
    """
    role = read_text(by, "--by", MOST_ROLE, may_be_blank=True)
    day = read_day(date, "--date") if date else ""
    with writing_alone(project):
        entries = read_entries(project)
        require_version(entries, version)
        facts = {"package": package, "files": dict(sorted(digests.items()))}
        return put_entry(project, entries, Kind.EXPORT, version, day, role, facts)
