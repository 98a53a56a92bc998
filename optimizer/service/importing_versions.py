"""An edited name list of a version makes the next version of its project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from optimizer.errors import DataError
from optimizer.messages import Lang
from optimizer.service.importing import Imported, write_imported
from optimizer.service.version_reading import standing
from optimizer.service.versions import Added, next_version


@dataclass(frozen=True)
class VersionAsked:
    """The next version of a project: its parent, who makes it, when and why."""

    project: Path
    parent: str
    by: str
    date: str
    why: str


def version_asked(
    home: Path,
    out: Path | None,
    *,
    by: str | None = None,
    date: str | None = None,
    why: str | None = None,
) -> VersionAsked | None:
    """Return the version an import makes; ``None`` if it writes a folder of its own.

    Parameters
    ----------
    home
        Folder of the plan the list is of.
    out
        Folder asked for: then no version is made.
    by, date, why
        As of :func:`.versions.add_version`; a version needs all three.

    Raises
    ------
    DataError
        E141 if one of the three is missing for a version; E142 if date or reason are
        given where no version is made.
    """
    place = standing(home) if out is None and home.is_dir() else None
    if place is None:
        if date is not None or why is not None:
            raise DataError("E142")
        return None
    stated = {"--by": by, "--date": date, "--why": why}
    lacking = [name for name, value in stated.items() if not (value or "").strip()]
    if lacking:
        raise DataError("E141", version=place.mark.name, names=" ".join(lacking))
    return VersionAsked(place.project, place.mark.name, by or "", date or "", why or "")


def keep_imported(imported: Imported, asked: VersionAsked, lang: Lang = "zh") -> Added:
    """Make an imported plan the next version of its project.

    Raises
    ------
    AllianceError
        As of :func:`.versions.next_version`.
    """
    return next_version(
        asked.project,
        lambda path: write_imported(imported, path, lang),
        parent=asked.parent,
        role=asked.by,
        date=asked.date,
        why=asked.why,
        lang=lang,
    )
