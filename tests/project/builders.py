"""Small projects: versions of two files, written by the store itself."""

from __future__ import annotations

from pathlib import Path

from optimizer.dossier import Change, VersionMark
from optimizer.project.log import Entry, Kind, sealed
from optimizer.service import version_store as store

ROLE, DAY, WHY = "局基教科", "2026-11-30", "首次编制"


def mark(name: str = "v1", parent: str | None = None, **changed: object) -> VersionMark:
    """Return the mark of a version."""
    facts = {"role": ROLE, "date": DAY, "why": WHY, **changed}
    moved = (Change("b", "A", None),) if parent else ()
    return VersionMark(name, parent, changes=moved, **facts)


def filler(told: VersionMark, text: str = "{}\n") -> store.Filler:
    """Return what writes a version of two files, one in a folder."""

    def fill(out: Path) -> tuple[VersionMark, str]:
        (out / "inputs").mkdir(parents=True)
        (out / "inputs" / "schools.csv").write_text("甲\n", encoding="utf-8")
        (out / "plan.json").write_text(text, encoding="utf-8")
        return told, "0" * 64

    return fill


def add(project: Path, **changed: object) -> store.Kept:
    """Add a version of two files to a project."""
    has_log = (project / store.LOG).exists()
    with store.writing_alone(project):
        entries = store.read_entries(project) if has_log else ()
        name = store.next_name(entries)
        parent = entries[-1].version if entries else None
        told = mark(name, parent, **changed)
        return store.keep_version(project, entries, name, filler(told))


def stage(project: Path, version: str = "v1", to: str = "consultation") -> Entry:
    """Write the entry of a stage without any check."""
    with store.writing_alone(project):
        facts = {"to": to, "note": "", "judged": {}}
        entries = store.read_entries(project)
        return store.put_entry(project, entries, Kind.STAGE, version, DAY, ROLE, facts)


def log_of(number: int = 3) -> tuple[Entry, ...]:
    """Return a log of one version and stages."""
    facts = {"parent": "", "why": WHY, "plan_sha256": "1" * 64}
    first = {**facts, "version_sha256": "2" * 64}
    entries = (sealed((), Kind.VERSION, "v1", DAY, ROLE, first),)
    stages = ("consultation", "review", "submission", "notice")
    for to in stages[: number - 1]:
        told = {"to": to, "note": "", "judged": {"v1/material.toml": "3" * 64}}
        entries += (sealed(entries, Kind.STAGE, "v1", DAY, ROLE, told),)
    return entries
