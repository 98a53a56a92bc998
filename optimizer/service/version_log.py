"""``alliance log``: whether a project is as it was written, and its log in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.project.log import LEAST_DIGITS, Entry, Kind, entry_of, is_behind
from optimizer.project.sentences import ProjectError, Sentence
from optimizer.project.stages import parents_of
from optimizer.project.version_file import number_of
from optimizer.report.labels import plain
from optimizer.service.version_store import (
    digest_of,
    examine_log,
    file_faults,
    read_entries,
    read_head,
    temporary_folders,
)


@dataclass(frozen=True)
class Verdict:
    """What was found in a project.

    Parameters
    ----------
    entries
        The log up to its first faulty line.
    faults
        What is wrong; none for a whole project.
    notes
        What is good to know and no fault.
    since
        Entries after the one that was expected; ``None`` if none was, or not found.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    since: int | None = None

    @property
    def head(self) -> str:
        """Hash of the last whole entry, for the minutes of a meeting."""
        return self.entries[-1].hash if self.entries else ""


def verify_log(project: Path, expect: str | None = None) -> Verdict:
    """Recompute the chain, then the digests of every file of every version.

    A log rewritten from its first line is whole in itself: only a hash that was kept
    elsewhere tells it from the true one.

    Parameters
    ----------
    project
        The project folder.
    expect
        Hash noted earlier, or its first 12 digits or more: it must be that of an
        entry, the last or an earlier one.

    Raises
    ------
    ProjectError
        J101 if there is no log, J114 or J115 if a file cannot be read, J116 if
        ``expect`` is no hash.
    """
    if expect is not None and not _is_hash(expect):
        raise ProjectError("J116", value=plain(expect)[:80], least=LEAST_DIGITS)
    entries, fault = examine_log(project)
    faults = [] if fault is None else [fault]
    since = None
    if expect is not None:
        known = entry_of(entries, expect)
        if known is None:
            faults.append(Sentence("J307", value=expect))
        else:
            since = len(entries) - known.n
    for entry in entries:
        if entry.kind is Kind.VERSION:
            faults += file_faults(project, entry)
    if fault is None:
        faults += _unlogged(project, entries)
    notes = tuple(_notes(project, entries))
    return Verdict(entries, tuple(faults), notes, since)


def show_log(project: Path) -> tuple[Entry, ...]:
    """Return the entries of a whole log.

    Raises
    ------
    ProjectError, CheckError
        J101 if there is none, J202 if it is not whole.
    """
    return read_entries(project)


def _is_hash(expect: str) -> bool:
    digits = "".join(expect.split()).casefold()
    return len(digits) >= LEAST_DIGITS and set(digits) <= set("0123456789abcdef")


def _unlogged(project: Path, entries: Sequence[Entry]) -> Iterator[Sentence]:
    """Yield folders that look like versions and are none."""
    known = parents_of(entries)
    for path in sorted(project.iterdir()):
        if path.is_dir() and number_of(path.name) and path.name not in known:
            yield Sentence("J315", version=path.name)


def _notes(project: Path, entries: Sequence[Entry]) -> Iterator[Sentence]:
    if is_behind(entries, read_head(project)):
        yield Sentence("J320", number=len(entries))
    if temporary_folders(project):
        yield Sentence("J321", number=len(temporary_folders(project)))
    last = {e.version: e for e in entries if e.kind is Kind.STAGE}
    for version, entry in last.items():
        for name, stated in entry.facts["judged"].items():
            if not _is_same(project / name, stated):
                stage = Sentence(f"project.stage.{entry.facts['to']}")
                yield Sentence("J322", version=version, stage=stage, file=plain(name))


def _is_same(path: Path, stated: object) -> bool:
    return path.is_file() and digest_of(path) == stated
