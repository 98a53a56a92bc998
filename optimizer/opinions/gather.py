"""Many files of opinions: found, read, told apart, merged.

The order in which files are named, and where they lie, changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.domain import Issue, Severity
from optimizer.errors import DataError
from optimizer.ingest.privacy import masked
from optimizer.opinions.contract import MOST_BYTES, PlanMark, parse
from optimizer.opinions.places import Places
from optimizer.opinions.records import About, Group, Opinion, Refusal, Stance, refusal
from optimizer.opinions.typed import TABLE_ENDINGS, read_typed

MOST_FILES = 5_000
"""Files of one run; more are a folder named by mistake."""

_JSON = ".json"
_DIGEST_CHARS = 12
_OTHER_PLAN = "O206"


@dataclass(frozen=True)
class Gathered:
    """Opinions on one plan, and all that was noticed on the way.

    Parameters
    ----------
    opinions
        Each opinion once, by alliance, group, date and text.
    refused
        One issue for each file that was not taken.
    notes
        Warnings and notes: repeats, masked texts, files that are none of ours.
    files
        Bare name and start of the SHA-256 of each file that was taken.
    """

    opinions: tuple[Opinion, ...]
    refused: tuple[Issue, ...] = ()
    notes: tuple[Issue, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


def find_files(
    paths: Sequence[Path], passed_over: Collection[Path] = ()
) -> tuple[list[Path], list[Issue]]:
    """Return the files meant by files and folders, and notes on those left out.

    A folder stands for all files in it and in the folders below. Hidden files, the
    lock files of a spreadsheet (``~$``) and ``passed_over`` are left out silently.

    Raises
    ------
    DataError
        O221 if a path is neither file nor folder or nothing is found; O222 if there
        are more than :data:`MOST_FILES`.
    """
    found: dict[Path, None] = {}
    passed: list[Issue] = []
    for path in paths:
        if not (path.is_file() or path.is_dir()):
            raise DataError("O221", file=str(path))
        for each in _below(path) if path.is_dir() else [path]:
            if each.resolve() in passed_over:
                continue
            if path.is_dir() and each.suffix.casefold() not in (_JSON, *TABLE_ENDINGS):
                passed.append(_note("O215", each.name, Severity.INFO, "ignored"))
            else:
                found[each.resolve()] = None
            if len(found) > MOST_FILES:
                raise DataError("O222", file=str(path), value=MOST_FILES)
    if not found:
        raise DataError("O221", file="、".join(str(path) for path in paths) or "-")
    return list(found), passed


def gather(
    paths: Iterable[Path],
    mark: PlanMark,
    places: Places,
    *,
    passed_over: Collection[Path] = (),
) -> Gathered:
    """Read and merge files of opinions on a plan.

    Parameters
    ----------
    paths
        Files and folders.
    mark, places
        The plan in hand.
    passed_over
        Files in the folders that are no opinions, with their whole path.

    Raises
    ------
    DataError
        See :func:`find_files`. A file that cannot be taken raises nothing: it is in
        ``refused``.
    """
    files, notes = find_files(list(paths), passed_over)
    contents, unread = _contents(files)
    refused = list(unread)
    opinions: list[Opinion] = []
    taken: list[tuple[str, str]] = []
    for digest, names in sorted(contents.items(), key=lambda item: item[1]):
        path = names[0]
        notes += [_note("O214", other.name, value=path.name) for other in names[1:]]
        try:
            read, is_earlier = _read_either(path, mark, places)
        except Refusal as error:
            refused += error.issues
            continue
        if is_earlier:
            notes.append(_note("O217", path.name, value=mark.version))
        masked_ones = [_masked(opinion, row) for row, opinion in enumerate(read, 1)]
        opinions += [opinion for opinion, _ in masked_ones]
        notes += [note for _, found in masked_ones for note in found]
        taken.append((path.name, digest[:_DIGEST_CHARS]))
    merged, repeats = merge(opinions, places)
    return Gathered(
        merged, _ordered(refused), _ordered([*notes, *repeats]), tuple(sorted(taken))
    )


def merge(
    opinions: Sequence[Opinion], places: Places
) -> tuple[tuple[Opinion, ...], list[Issue]]:
    """Return each opinion once, and notes on those of which there were several.

    Of one that was changed and exported again the last version counts (O216). Two
    texts under one id and version are both kept and told (O212): a person decides.
    """
    versions: dict[str, dict[tuple[object, ...], Opinion]] = {}
    for opinion in sorted(opinions, key=lambda o: o.file):
        versions.setdefault(opinion.id, {}).setdefault(
            (opinion.rev, *opinion.said()), opinion
        )
    kept: list[Opinion] = []
    notes: list[Issue] = []
    for same in versions.values():
        last = max(opinion.rev for opinion in same.values())
        current = [opinion for opinion in same.values() if opinion.rev == last]
        older = [opinion for opinion in same.values() if opinion.rev < last]
        kept += current
        notes += [_note("O216", o.file, value=o.text[:20]) for o in older]
        if len(current) > 1:
            notes += [
                _note("O212", o.file, Severity.WARNING, value=o.text[:20])
                for o in current
            ]
    return tuple(sorted(kept, key=_order(places))), notes


def _order(places: Places) -> Callable[[Opinion], tuple[object, ...]]:
    """Return the order of the ledger: alliances first, then schools outside."""
    groups, stances = list(Group), list(Stance)
    outside = len(places.cores) + 1

    def key(opinion: Opinion) -> tuple[object, ...]:
        core = places.core_of.get(opinion.school_id, "")
        return (
            places.cores.get(core, outside),
            opinion.about is About.SCHOOL,
            opinion.school_id,
            groups.index(opinion.group),
            opinion.date,
            stances.index(opinion.stance),
            opinion.text,
            opinion.speaker,
            opinion.id,
            # What differs in two texts under one id, last.
            repr(opinion.wish),
            opinion.channel,
        )

    return key


def _below(folder: Path) -> list[Path]:
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith((".", "~$"))
    ]


def _contents(files: Sequence[Path]) -> tuple[Mapping[str, list[Path]], list[Issue]]:
    """Return the files by what is in them, and those that cannot be read."""
    found: dict[str, list[Path]] = {}
    unread: list[Issue] = []
    for path in sorted(files, key=lambda path: (path.name, str(path))):
        try:
            if path.stat().st_size > MOST_BYTES:
                size = f"{path.stat().st_size:,} > {MOST_BYTES:,}"
                unread += refusal("O202", path.name, size).issues
                continue
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            unread += refusal("O201", path.name, error.strerror or error).issues
            continue
        found.setdefault(digest, []).append(path)
    return found, unread


def _read_either(
    path: Path, mark: PlanMark, places: Places
) -> tuple[list[Opinion], bool]:
    """Return the opinions of a file, and whether they are on the plan before its name.

    A plan that became a version of a project differs from what it was in its name
    alone, so what was said of it still holds (T23).
    """
    try:
        return _read(path, mark, places), False
    except Refusal as error:
        if not mark.same or not any(i.code == _OTHER_PLAN for i in error.issues):
            raise
        try:
            return _read(path, replace(mark, sha256=mark.same), places), True
        except Refusal as other:
            if any(issue.code == _OTHER_PLAN for issue in other.issues):
                raise error from other
            raise


def _read(path: Path, mark: PlanMark, places: Places) -> list[Opinion]:
    if path.suffix.casefold() in TABLE_ENDINGS:
        return read_typed(path, mark, places)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise refusal("O201", path.name, error.strerror or error) from error
    return parse(raw, path.name, mark, places)


def _masked(opinion: Opinion, row: int) -> tuple[Opinion, list[Issue]]:
    """Return an opinion without phones, identity numbers and names after an office."""
    clean = replace(
        opinion,
        text=masked(opinion.text),
        speaker=masked(opinion.speaker),
        channel=masked(opinion.channel),
    )
    if clean == opinion:
        return opinion, []
    note = _note("O213", opinion.file, Severity.WARNING, "converted", row=row)
    return clean, [note]


def _note(
    code: str,
    file: str,
    severity: Severity = Severity.INFO,
    action: str = "kept",
    *,
    row: int | None = None,
    value: str | None = None,
) -> Issue:
    return Issue(code, severity, row, None, value, action=action, file=file)


def _ordered(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(
        sorted(issues, key=lambda i: (i.file or "", i.code, i.row or 0, i.value or ""))
    )
