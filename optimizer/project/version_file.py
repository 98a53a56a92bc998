"""``version.json``: what a version is, where it came from, and its files.

Schema ``alliance-version/1``::

    name, parent     v2, v1; the parent of the first is null
    role, date, why  who made it, on which day (given by people), for what reason
    same             SHA-256 of plan.json before the plan was named as a version:
                     opinions collected on it are opinions on this version
    changes          [{school_id, before, after}]: ids of cores, against the parent
    plan_sha256      of plan.json
    files            SHA-256 by relative name of every file of the version
"""

from __future__ import annotations

import json
import re
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from optimizer.dossier import Change, VersionMark
from optimizer.project.sentences import ProjectError

SCHEMA: Final = "alliance-version/1"

FILE: Final = "version.json"

MATERIAL: Final = "material.toml"
OPINIONS: Final = "opinions"

BESIDE: Final = (MATERIAL, OPINIONS)
"""What people add to a plan, and later to a version: a file and a folder."""

ADDED: Final = (
    *BESIDE,
    *("packages", "explore", "reasons.xlsx", "reasons.json"),
    *("待填理由.xlsx", "reasons-to-fill-in.xlsx"),
)
"""What may be added to a version: by people, and by commands that only read it."""

JUDGED: Final = (f"{OPINIONS}/opinions.json", f"{OPINIONS}/opinions.xlsx", MATERIAL)
"""Files a stage is judged by."""

_NAME: Final = re.compile(r"v([1-9][0-9]{0,5})", re.ASCII)
_TEMPORARY: Final = (".", "~$")
_OTHER_MAP: Final = re.compile(r"map\.(\w+\.)+html", re.ASCII)
"""Maps in another mode, or of two plans, that ``alliance map`` draws beside a plan."""

_OF_DATABASES: Final = ("-wal", "-shm", "-journal")
_LEFT_BY_SYSTEMS: Final = ("thumbs.db", "desktop.ini")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ChangeRow(_Part):
    """A school that stands elsewhere; see :class:`optimizer.dossier.Change`."""

    school_id: str
    before: str | None
    after: str | None


class VersionFile(_Part):
    """The content of ``version.json``."""

    schema_: Literal["alliance-version/1"] = Field(default=SCHEMA, alias="schema")
    name: str
    parent: str | None
    role: str
    date: str
    why: str
    same: str
    changes: list[ChangeRow]
    plan_sha256: str
    files: dict[str, str]

    def to_json(self) -> str:
        """Return the file as UTF-8 JSON text: stable order, one final newline."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    @property
    def mark(self) -> VersionMark:
        """Return what the documents say of the version."""
        changes = (Change(c.school_id, c.before, c.after) for c in self.changes)
        return VersionMark(
            self.name, self.parent, self.role, self.date, self.why, tuple(changes)
        )


def version_file(mark: VersionMark, same: str, files: dict[str, str]) -> VersionFile:
    """Return the content of ``version.json`` for a mark and the digests of files."""
    rows = [
        ChangeRow(school_id=c.school_id, before=c.before, after=c.after)
        for c in mark.changes
    ]
    return VersionFile(
        name=mark.name,
        parent=mark.parent,
        role=mark.role,
        date=mark.date,
        why=mark.why,
        same=same,
        changes=rows,
        plan_sha256=files["plan.json"],
        files=dict(sorted(files.items())),
    )


def parse_version(raw: bytes, file: str) -> VersionFile:
    """Read ``version.json``.

    Raises
    ------
    ProjectError
        J114 if it is none.
    """
    try:
        return VersionFile.model_validate_json(raw)
    except ValidationError as error:
        key = ".".join(str(part) for part in error.errors()[0]["loc"]) or "-"
        raise ProjectError("J114", file=file, key=key) from error


def number_of(name: str) -> int | None:
    """Return N of a name ``vN``; ``None`` for any other text.

    Examples
    --------
    >>> number_of("v12"), number_of("v01"), number_of("V1")
    (12, None, None)
    """
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def is_own(name: str) -> bool:
    """Tell whether a file belongs to a version, by its relative name.

    What is added later does not, nor ``version.json`` itself, nor what programs leave
    beside an open file.
    """
    parts = name.split("/")
    last = parts[-1]
    if name == FILE or parts[0] in ADDED or _OTHER_MAP.fullmatch(name):
        return False
    if any(part.startswith(_TEMPORARY) for part in parts):
        return False
    return not last.endswith(_OF_DATABASES) and last.casefold() not in _LEFT_BY_SYSTEMS
