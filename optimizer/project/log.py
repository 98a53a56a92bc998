"""The log of a project: entries that only ever grow, each sealed to the one before.

One entry is one line of canonical JSON (keys sorted, no blanks, UTF-8)::

    n        number of the entry, from 1
    prev     hash of the entry before; 64 zeros before the first
    kind     version | stage | export
    version  the version it is about; date and role of who did it
    ...      facts of the kind, see :data:`FACTS`
    hash     SHA-256 of the canonical JSON of all other fields

A line that was changed, cut, removed, doubled or moved is found, wherever it stands.
What no chain can find is a log that somebody who knows this text wrote anew from the
first line: the hash of the last entry must be kept elsewhere, as in the minutes of a
meeting, and compared (``alliance log verify --expect``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from optimizer.dossier import Stage
from optimizer.project.sentences import Sentence
from optimizer.project.version_file import number_of

FIRST_PREV: Final = "0" * 64

LEAST_DIGITS: Final = 12
"""Digits of a hash that name an entry when it is compared by hand."""


class Kind(StrEnum):
    """What an entry tells of."""

    VERSION = "version"
    STAGE = "stage"
    EXPORT = "export"


FACTS: Final[Mapping[Kind, Mapping[str, type]]] = {
    Kind.VERSION: {
        "parent": str,
        "why": str,
        "plan_sha256": str,
        "version_sha256": str,
    },
    Kind.STAGE: {"to": str, "note": str, "judged": dict},
    Kind.EXPORT: {"package": str, "files": dict},
}
"""Fields of a kind beside the common ones.

``parent`` is ``""`` for the first version; ``version_sha256`` is of ``version.json``,
which lists the digests of all files. ``judged`` and ``files`` map names to SHA-256.
"""

_COMMON: Final[Mapping[str, type]] = {
    **{"n": int, "prev": str, "kind": str},
    **{"version": str, "date": str, "role": str, "hash": str},
}


@dataclass(frozen=True)
class Entry:
    """One line of the log; ``facts`` as in :data:`FACTS`."""

    n: int
    prev: str
    kind: Kind
    version: str
    date: str
    role: str
    facts: Mapping[str, Any]
    hash: str

    def line(self) -> str:
        """Return the entry as a line of the log, with its line end."""
        told = {**self._told(), "hash": self.hash}
        return f"{canonical(told)}\n"

    def _told(self) -> dict[str, Any]:
        common = {"n": self.n, "prev": self.prev, "kind": str(self.kind)}
        who = {"version": self.version, "date": self.date, "role": self.role}
        return {**common, **who, **self.facts}


def canonical(document: Mapping[str, Any]) -> str:
    """Return the text a hash is made of.

    Examples
    --------
    >>> canonical({"b": "县", "a": 1})
    '{"a":1,"b":"县"}'
    """
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, as hexadecimal text."""
    return hashlib.sha256(data).hexdigest()


def sealed(
    entries: Sequence[Entry],
    kind: Kind,
    version: str,
    date: str,
    role: str,
    facts: Mapping[str, Any],
) -> Entry:
    """Return the entry that follows the others."""
    prev = entries[-1].hash if entries else FIRST_PREV
    bare = Entry(len(entries) + 1, prev, kind, version, date, role, facts, "")
    return Entry(**{**vars(bare), "hash": _hash(bare._told())})


def _hash(told: Mapping[str, Any]) -> str:
    return digest(canonical(told).encode())


def head_text(entries: Sequence[Entry]) -> str:
    """Return the content of ``log.head``."""
    return f"{entries[-1].n} {entries[-1].hash}\n"


def parse_log(raw: bytes) -> tuple[tuple[Entry, ...], Sentence | None]:
    """Read a log; return its entries up to the first faulty one, and that fault.

    The fault is ``None`` for a whole log: J301 no line of ours, J302 content that
    does not match its hash, J303 a number out of turn, J304 not sealed to the line
    before, J305 a last line that was cut.
    """
    entries: list[Entry] = []
    *lines, rest = raw.split(b"\n")
    for row, line in enumerate(lines, start=1):
        found = _read_line(line, row)
        if isinstance(found, Sentence):
            return tuple(entries), found
        fault = _out_of_turn(found, entries, row)
        if fault is not None:
            return tuple(entries), fault
        entries.append(found)
    if rest or not entries:
        return tuple(entries), Sentence("J305", row=len(lines) + 1)
    return tuple(entries), None


def _read_line(line: bytes, row: int) -> Entry | Sentence:
    try:
        told = json.loads(line.decode())
    except (ValueError, RecursionError):
        return Sentence("J301", row=row)
    if not isinstance(told, dict) or not _has_fields(told):
        return Sentence("J301", row=row)
    facts = {name: told[name] for name in told.keys() - _COMMON.keys()}
    entry = Entry(
        **{name: told[name] for name in _COMMON.keys() - {"kind"}},
        kind=Kind(told["kind"]),
        facts=dict(sorted(facts.items())),
    )
    try:
        if entry.line().encode() != line + b"\n":
            return Sentence("J301", row=row)
        if entry.hash != _hash(entry._told()):
            return Sentence("J302", row=row, version=entry.version)
    except UnicodeEncodeError:  # half a character, which we never write
        return Sentence("J301", row=row)
    return entry


def _has_fields(told: Mapping[str, Any]) -> bool:
    """Tell whether an object has exactly the fields of its kind, rightly filled."""
    if told.get("kind") not in [str(kind) for kind in Kind]:
        return False
    fields = {**_COMMON, **FACTS[Kind(told["kind"])]}
    if told.keys() != fields.keys():
        return False
    if any(type(told[name]) is not wanted for name, wanted in fields.items()):
        return False
    # Names become paths: a line with another one was never written by us.
    named = (told["version"], told.get("parent") or told["version"])
    if not all(map(number_of, named)):
        return False
    return told.get("to", Stage.DRAFT) in [str(stage) for stage in Stage]


def _out_of_turn(entry: Entry, before: Sequence[Entry], row: int) -> Sentence | None:
    if entry.n != row:
        return Sentence("J303", row=row, value=entry.n)
    if entry.prev != (before[-1].hash if before else FIRST_PREV):
        return Sentence("J304", row=row)
    return None


def head_fault(entries: Sequence[Entry], head: bytes | None) -> Sentence | None:
    """Return what ``log.head`` says against the log.

    J306 if lines at the end are lost, or the file itself is. A head one entry behind
    is no fault: a run that was cut between the two files leaves it.
    """
    if head in (_head_bytes(entries), _head_bytes(entries[:-1])):
        return None
    return Sentence("J306", number=len(entries))


def is_behind(entries: Sequence[Entry], head: bytes | None) -> bool:
    """Tell whether ``log.head`` is one entry behind a whole log."""
    return head != _head_bytes(entries) and head == _head_bytes(entries[:-1])


def _head_bytes(entries: Sequence[Entry]) -> bytes | None:
    return head_text(entries).encode() if entries else None


def entry_of(entries: Sequence[Entry], hash_digits: str) -> Entry | None:
    """Return the entry whose hash begins with some digits, or ``None``."""
    stated = "".join(hash_digits.split()).casefold()
    if len(stated) < LEAST_DIGITS:
        return None
    return next((e for e in entries if e.hash.startswith(stated)), None)
