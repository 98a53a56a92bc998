"""Stages of a version: their words, and where the versions of a log stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.dossier import STAGES, Stage
from optimizer.messages import Lang, text
from optimizer.project.log import Entry, Kind
from optimizer.project.sentences import ProjectError, Words
from optimizer.report.labels import plain

_LANGS: tuple[Lang, ...] = ("zh", "en")


def read_stage(value: str) -> Stage:
    """Return the stage of a code, or of its word in either language.

    Raises
    ------
    ProjectError
        J109 if there is no such stage.
    """
    stated = value.strip().casefold()
    for stage in STAGES:
        words = [text(f"project.stage.{stage}", lang).casefold() for lang in _LANGS]
        if stated in (str(stage), *words):
            return stage
    names = Words(f"project.stage.{stage}" for stage in STAGES[1:])
    raise ProjectError("J109", value=plain(value)[:40], names=names)


def stage_of(entries: Iterable[Entry], version: str) -> Stage:
    """Return the stage a version has reached: the last the log tells, else a draft."""
    stage = Stage.DRAFT
    for entry in entries:
        if entry.kind is Kind.STAGE and entry.version == version:
            stage = Stage(entry.facts["to"])
    return stage


def steps_between(now: Stage, to: Stage) -> tuple[Stage, ...]:
    """Return the stages passed on the way, the last included; none if not forward.

    Examples
    --------
    >>> [str(s) for s in steps_between(Stage.DRAFT, Stage.REVIEW)]
    ['consultation', 'review']
    """
    return STAGES[STAGES.index(now) + 1 : STAGES.index(to) + 1]


def parents_of(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the parent of every version in the log, ``""`` for none."""
    return {e.version: e.facts["parent"] for e in entries if e.kind is Kind.VERSION}


def lineage_of(entries: Iterable[Entry], version: str) -> tuple[str, ...]:
    """Return a version and its ancestors, newest first."""
    parents = parents_of(entries)
    found: list[str] = []
    while version in parents and version not in found:
        found.append(version)
        version = parents[version]
    return tuple(found)


def approved_version(entries: Sequence[Entry]) -> str | None:
    """Return the version approved last; ``None`` if none is.

    A later approval takes the place of an earlier one: one is in force at a time.
    """
    named = [
        e.version
        for e in entries
        if e.kind is Kind.STAGE and e.facts["to"] == Stage.APPROVED
    ]
    return named[-1] if named else None
