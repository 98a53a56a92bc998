"""A project folder on disk: written so that a kill at any moment harms no version.

A version is written into a temporary folder, flushed to the disk, and renamed; then
the log is replaced as a whole, then ``log.head``. The log is what counts, so a run
that is cut before the log leaves at most a folder that is no version yet: readers pass
it over, ``alliance log verify`` tells of it, and the next version takes its place.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import (
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.dossier import VersionMark
from optimizer.errors import CheckError
from optimizer.project.log import (
    Entry,
    Kind,
    digest,
    head_fault,
    head_text,
    parse_log,
    sealed,
)
from optimizer.project.sentences import ProjectError, Sentence
from optimizer.project.stages import parents_of
from optimizer.project.version_file import (
    ADDED,
    FILE,
    VersionFile,
    is_own,
    number_of,
    parse_version,
    version_file,
)
from optimizer.service.folder import PLAN, PROJECT_LOG, writing

LOG = PROJECT_LOG
HEAD = "log.head"
LOCK = ".lock"
TEMPORARY = ".alliance-"
"""Beginning of the names of temporary folders."""

Filler = Callable[[Path], tuple[VersionMark, str]]
"""Writes a version into a new folder; returns its mark and the digest it had before."""


@dataclass(frozen=True)
class Kept:
    """A version that was written, its entry in the log, and what it took the place of.

    ``replaced`` tells that a folder of its name, left by a run that was cut, is gone.
    """

    file: VersionFile
    entry: Entry
    replaced: bool


def read_entries(project: Path) -> tuple[Entry, ...]:
    """Return the log of a project.

    Raises
    ------
    ProjectError
        J101 if there is none.
    CheckError
        J202 if it is not whole: nothing is ever written behind a faulty line.
    """
    entries, fault = examine_log(project)
    if fault is not None:
        raise CheckError("J202", file=str(project / LOG), fault=fault)
    return entries


def examine_log(project: Path) -> tuple[tuple[Entry, ...], Sentence | None]:
    """Return the entries of a log up to its first fault, and that fault.

    Raises
    ------
    ProjectError
        J101 if there is no log, J115 if it cannot be read.
    """
    if not (project / LOG).is_file():
        raise ProjectError("J101", path=str(project))
    entries, fault = parse_log(_read(project / LOG))
    return entries, fault or head_fault(entries, read_head(project))


def read_head(project: Path) -> bytes | None:
    """Return the content of ``log.head``; ``None`` if there is no such file."""
    path = project / HEAD
    return _read(path) if path.is_file() else None


def read_version(home: Path) -> VersionFile:
    """Return the ``version.json`` of a version.

    Raises
    ------
    ProjectError
        J114 if it is damaged, J115 if it cannot be read.
    """
    return parse_version(_read(home / FILE), f"{home.name}/{FILE}")


def digests_of(home: Path) -> dict[str, str]:
    """Return the digest of every file that belongs to a version, by relative name.

    A link to anything but a file has none: ``""``, so that it is never taken for one.

    Raises
    ------
    ProjectError
        J115 if a file cannot be read.
    """
    found = (
        (path.relative_to(home).as_posix(), path)
        for path in home.rglob("*")
        if path.is_file() or path.is_symlink()
    )
    return {
        name: digest_of(path) if path.is_file() else ""
        for name, path in sorted(found)
        if is_own(name)
    }


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises
    ------
    ProjectError
        J115 if it cannot be read.
    """
    return digest(_read(path))


def file_faults(project: Path, entry: Entry) -> Iterator[Sentence]:
    """Yield what differs between a version's folder and its entry in the log.

    J311 a changed file, J312 a missing one, J313 one more, J314 no such folder, J316
    another ``version.json``.
    """
    home, version = project / entry.version, entry.version
    if not (home / FILE).is_file():
        yield Sentence("J314", version=version)
        return
    if digest_of(home / FILE) != entry.facts["version_sha256"]:
        yield Sentence("J316", version=version)
        return
    stated, found = read_version(home).files, digests_of(home)
    for name in sorted(stated.keys() | found.keys()):
        if name not in found:
            yield Sentence("J312", version=version, file=name)
        elif name not in stated:
            yield Sentence("J313", version=version, file=name)
        elif stated[name] != found[name]:
            yield Sentence("J311", version=version, file=name)


def faults_of(
    project: Path, entries: Sequence[Entry], versions: Collection[str]
) -> list[Sentence]:
    """Return what differs between some versions and their entries in the log."""
    return [
        fault
        for entry in entries
        if entry.kind is Kind.VERSION and entry.version in versions
        for fault in file_faults(project, entry)
    ]


def refuse_faults(faults: Iterable[Sentence]) -> None:
    """Refuse to go on from versions that are not as they were written.

    Raises
    ------
    CheckError
        J203 with the first fault.
    """
    for fault in faults:
        raise CheckError("J203", fault=fault)


def is_drawn(fault: Sentence) -> bool:
    """Tell whether a fault is of a file that is only drawn from the plan."""
    name = str(fault.details.get("file", PLAN))
    return name != PLAN and not name.startswith("inputs/")


def temporary_folders(project: Path) -> list[Path]:
    """Return what runs that were cut have left."""
    return sorted(project.glob(f"{TEMPORARY}*"))


def earlier_digest(home: Path) -> str | None:
    """Return the digest a version's plan had before it was named; ``None`` elsewhere.

    Raises
    ------
    ProjectError
        J114 or J115 if ``version.json`` is damaged.
    """
    return read_version(home).same if (home / FILE).is_file() else None


def next_name(entries: Sequence[Entry]) -> str:
    """Return the name of the version to come."""
    return f"v{max((number_of(v) or 0 for v in parents_of(entries)), default=0) + 1}"


@contextmanager
def writing_alone(project: Path) -> Iterator[None]:
    """Keep every other run out of a project while one writes; clean up before.

    The lock is the system's: it goes with the process, however that ends.

    Raises
    ------
    ProjectError
        J107 if another run is writing.
    OutputError
        If the folder cannot be written.
    """
    with writing(project):
        project.mkdir(parents=True, exist_ok=True)
        lock = os.open(project / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(lock, project)
        for left in temporary_folders(project):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def keep_version(
    project: Path, entries: Sequence[Entry], name: str, fill: Filler
) -> Kept:
    """Write a version and its entry; :func:`writing_alone` must be held.

    Parameters
    ----------
    project
        The project folder.
    entries
        Its log, whole.
    name
        Name of the version, not in the log.
    fill
        Writes the files of the version.

    Raises
    ------
    ProjectError
        J112 if a folder of that name is there that no run of ours left, or one that
        holds what people added since.
    OutputError
        If something cannot be written: the project is as it was.
    """
    place = project / name
    if place.exists() and not (place / FILE).is_file():
        raise ProjectError("J112", path=str(place), version=name)
    with _temporary(project) as made:
        new = made / name
        mark, same = fill(new)
        if place.exists() and _has_more(place, new):
            raise ProjectError("J112", path=str(place), version=name)
        file = version_file(mark, same, digests_of(new))
        text = file.to_json().encode()
        with writing(project):
            (new / FILE).write_bytes(text)
            _flush_folder(new)
            replaced = place.exists()
            if replaced:
                place.replace(made / "left")
            new.replace(place)
            _flush(project)
    facts = {
        "parent": mark.parent or "",
        "why": mark.why,
        "plan_sha256": file.files[PLAN],
        "version_sha256": digest(text),
    }
    entry = put_entry(project, entries, Kind.VERSION, name, mark.date, mark.role, facts)
    return Kept(file, entry, replaced)


def _has_more(left: Path, new: Path) -> bool:
    """Tell whether a folder a cut run left holds what the next one has not.

    A log from a backup makes a true version look like one that was cut.
    """
    added = (path for path in left.rglob("*") if path.is_file())
    names = (path.relative_to(left).as_posix() for path in added)
    return any(
        not (new / name).is_file() or digest_of(new / name) != digest_of(left / name)
        for name in names
        if name.split("/")[0] in ADDED
    )


def put_entry(
    project: Path,
    entries: Sequence[Entry],
    kind: Kind,
    version: str,
    date: str,
    role: str,
    facts: Mapping[str, Any],
) -> Entry:
    """Write the log anew with one entry more; :func:`writing_alone` must be held.

    Raises
    ------
    OutputError
        If it cannot be written: the log is as it was.
    """
    entry = sealed(entries, kind, version, date, role, facts)
    grown = (*entries, entry)
    _replace(project / LOG, "".join(each.line() for each in grown))
    _replace(project / HEAD, head_text(grown))
    return entry


@contextmanager
def _temporary(project: Path) -> Iterator[Path]:
    """Give a folder that goes with what is left in it."""
    with writing(project):
        made = Path(tempfile.mkdtemp(dir=project, prefix=TEMPORARY))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _replace(path: Path, text: str) -> None:
    """Put a text into the place of a file, which is whole before and after."""
    with _temporary(path.parent) as made:
        temporary = made / path.name
        with writing(path):
            temporary.write_bytes(text.encode())
            _flush(temporary)
            temporary.replace(path)
            _flush(path.parent)


def _flush_folder(home: Path) -> None:
    """Bring all files of a folder to the disk, then the folders themselves."""
    for path in sorted(home.rglob("*"), reverse=True):
        _flush(path)
    _flush(home)


def _flush(path: Path) -> None:
    """Bring a file or folder to the disk, where the system can do that."""
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _take(lock: int, project: Path) -> None:
    """Take the lock of the system, or say that another run has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ProjectError("J107", path=str(project)) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise ProjectError("J115", file=str(path), reason=reason) from error
