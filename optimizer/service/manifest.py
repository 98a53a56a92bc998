"""What a package holds, file by file with its digest, so that a change is seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from optimizer.errors import OutputError
from optimizer.report.labels import plain
from optimizer.service import folder
from optimizer.service.runlog import to_json

MANIFEST = "manifest.json"
SCHEMA = "alliance-package/1"

_MOST_NAMED = 8

Teller = Callable[[str, int, int], None]
"""Is told which file is being written: its name, its number from 1, how many."""


def write_package(
    out: Path,
    writers: Mapping[str, folder.Writer],
    facts: Mapping[str, Any],
    tell: Teller | None = None,
) -> dict[str, str]:
    """Write a package with its manifest; return the digest of each file by name.

    A package made before is replaced as a whole, but only if it is as it was made.

    Parameters
    ----------
    out
        Folder of the package.
    writers
        What writes each file, by its name below ``out``.
    facts
        What the manifest says besides: package, plan, version, stage.
    tell
        Is told each file before it is written.

    Raises
    ------
    OutputError
        If it cannot be written; K141 if ``out`` holds files that no export made, or
        that people changed since.
    """
    refuse_what_people_changed(out)
    digests: dict[str, str] = {}
    noted = {name: _noted(name, write, digests) for name, write in writers.items()}
    if tell is not None:
        noted = _told_of(noted, tell)

    def manifest(path: Path) -> None:
        told = {"schema": SCHEMA, **facts, "files": dict(sorted(digests.items()))}
        folder.text_writer(to_json(told))(path)

    folder.replace_folder(out, {**noted, MANIFEST: manifest})
    return dict(sorted(digests.items()))


def _told_of(
    writers: Mapping[str, folder.Writer], tell: Teller
) -> dict[str, folder.Writer]:
    """Return writers that tell of themselves before they write."""

    def telling(name: str, number: int) -> folder.Writer:
        def written(path: Path) -> None:
            tell(name, number, len(writers))
            writers[name](path)

        return written

    return {name: telling(name, at) for at, name in enumerate(writers, start=1)}


def _noted(name: str, write: folder.Writer, digests: dict[str, str]) -> folder.Writer:
    """Return a writer that keeps the digest of what was written."""

    def written(path: Path) -> None:
        write(path)
        digests[name] = digest_of(path)

    return written


def refuse_what_people_changed(out: Path) -> None:
    """Refuse to replace a folder that is not as an export left it.

    Raises
    ------
    OutputError
        K141 with the names of the files.
    """
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputError("K142", path=str(out))
    told = _told(out)
    there = {
        path.relative_to(out).as_posix(): path
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    changed = [
        name
        for name, path in there.items()
        if name != MANIFEST and told.get(name) != digest_of(path)
    ]
    if changed:
        named = "、".join(map(plain, changed[:_MOST_NAMED]))
        raise OutputError("K141", path=str(out), number=len(changed), names=named)


def _told(out: Path) -> Mapping[str, str]:
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        files = told["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    with folder.writing(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
