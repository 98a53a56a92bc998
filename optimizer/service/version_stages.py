"""A version moves on: 征求意见稿, 论证稿, 送审稿, 公示稿, 批准; never back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.dossier import Dossier, Stage
from optimizer.project.completeness import missing_for
from optimizer.project.log import Entry, Kind
from optimizer.project.sentences import ProjectError, Sentence, Words
from optimizer.project.stages import (
    approved_version,
    lineage_of,
    read_stage,
    stage_of,
    steps_between,
)
from optimizer.project.version_file import JUDGED
from optimizer.project.wording import read_day, read_role, read_text
from optimizer.service import folder
from optimizer.service.dossier_reading import dossier_of
from optimizer.service.loading import load_folder
from optimizer.service.version_reading import date_of, require_version
from optimizer.service.version_store import (
    digest_of,
    faults_of,
    is_drawn,
    put_entry,
    read_entries,
    refuse_faults,
    writing_alone,
)
from optimizer.service.versions import not_before


@dataclass(frozen=True)
class Moved:
    """What became of a move: what is missing, or the entry that was written.

    ``superseded`` is the version whose approval this one takes the place of.
    """

    version: str
    before: Stage
    to: Stage
    missing: tuple[Sentence, ...]
    conditions: tuple[str, ...] = ()
    superseded: str | None = None
    entry: Entry | None = None


def move_stage(
    project: Path,
    version: str,
    *,
    to: str,
    by: str,
    date: str,
    note: str = "",
) -> Moved:
    """Move a version forward, if everything is there; else say what is missing.

    A stage jumped over is checked like one entered. Nothing is written unless all is
    complete.

    Parameters
    ----------
    project, version
        The project folder and a version of it.
    to
        Code of the stage, or its word.
    by, date, note
        Role or office, day (``YYYY-MM-DD``), and a note.

    Raises
    ------
    ProjectError
        J102 to J111, see the messages.
    CheckError
        J202 or J203 if the log, the version, or the plan or inputs of an ancestor were
        changed by other hands.
    AllianceError
        If the material of a version cannot be read.
    """
    stage = read_stage(to)
    role, day = read_role(by, "--by"), read_day(date, "--date")
    told = read_text(note, "--note", may_be_blank=True)
    entries = read_entries(project)
    require_version(entries, version)
    before = stage_of(entries, version)
    steps = steps_between(before, stage)
    if not steps:
        names = {"now": _word(before), "value": _word(stage)}
        raise ProjectError("J110", version=version, **names)
    not_before(day, _last_day(entries, version), version, "--date")
    lineage = lineage_of(entries, version)
    refuse_faults(faults_of(project, entries, (version,)))
    before_it = faults_of(project, entries, lineage[1:])
    refuse_faults(fault for fault in before_it if not is_drawn(fault))
    superseded = _superseded(entries, version, stage)
    judged = judged_files(project, lineage)
    dossiers = read_lineage(project, lineage)
    moved = Moved(version, before, stage, missing_for(steps, dossiers))
    if moved.missing:
        return moved
    facts = {"to": str(stage), "note": told, "judged": judged}
    with writing_alone(project):
        if read_entries(project) != entries or judged_files(project, lineage) != judged:
            raise ProjectError("J107", path=str(project))
        entry = put_entry(project, entries, Kind.STAGE, version, day, role, facts)
    review = dossiers[0].material.review
    conditions = review.conditions if review and Stage.SUBMISSION in steps else ()
    return replace(moved, conditions=conditions, superseded=superseded, entry=entry)


def read_lineage(project: Path, lineage: Sequence[str]) -> tuple[Dossier, ...]:
    """Return the dossiers of a version and its ancestors, newest first."""
    homes = [project / name for name in lineage]
    return tuple(
        dossier_of(load_folder(home), folder.read_plan(home), home) for home in homes
    )


def judged_files(project: Path, lineage: Sequence[str]) -> dict[str, str]:
    """Return the digests of the opinions and material a stage is judged by.

    Names are relative to the project, as ``v1/material.toml``; what is not there is
    left out.
    """
    names = (f"{version}/{name}" for version in lineage for name in JUDGED)
    return {
        name: digest_of(project / name)
        for name in sorted(names)
        if (project / name).is_file()
    }


def _last_day(entries: Sequence[Entry], version: str) -> str:
    """Return the day of the last thing done to a version itself."""
    stages = [e.date for e in entries if e.version == version and e.kind is Kind.STAGE]
    return max([date_of(entries, version), *stages])


def _superseded(entries: Sequence[Entry], version: str, stage: Stage) -> str | None:
    """Return the approved version an approval takes the place of.

    Raises
    ------
    ProjectError
        J111 if another is approved that this one was not made from.
    """
    approved = approved_version(entries)
    if stage is not Stage.APPROVED or approved is None:
        return None
    if approved not in lineage_of(entries, version):
        raise ProjectError("J111", version=version, value=approved)
    return approved


def _word(stage: Stage) -> Words:
    return Words((f"project.stage.{stage}",))
