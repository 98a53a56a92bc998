"""What people say of a plan: files in; a ledger, who was heard, proposed pairs out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from optimizer.domain import PairWish
from optimizer.errors import DataError, OutputError
from optimizer.ingest.canonical import write_pairs
from optimizer.messages import Lang
from optimizer.opinions.contract import PlanMark
from optimizer.opinions.gather import Gathered, gather
from optimizer.opinions.heard import Heard, heard
from optimizer.opinions.places import Places
from optimizer.opinions.proposal import Asked, Proposal, propose
from optimizer.opinions.records import Group, Stance
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.study_book import StudySheet, write_study_book
from optimizer.service import folder
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.opinion_tables import (
    form_sheets,
    ledger_labels,
    ledger_sheets,
)
from optimizer.service.runlog import to_json
from optimizer.service.version_store import earlier_digest

OPINIONS_BOOK = "opinions.xlsx"
OPINIONS_JSON = "opinions.json"
PROPOSED_PAIRS = "proposed_pairs.csv"
_BOOK_DIGEST = "book_sha256"
LEDGER_SCHEMA = "alliance-opinion-ledger/1"


@dataclass(frozen=True, eq=False)
class Consultation:
    """A plan and everything people said of it."""

    loaded: Loaded
    plan: Plan
    mark: PlanMark
    gathered: Gathered
    heard: tuple[Heard, ...]
    proposal: Proposal


def read_opinions(
    home: Path,
    paths: Iterable[Path],
    out: Path,
    *,
    skip_refused: bool = False,
    lang: Lang = "zh",
) -> Consultation:
    """Read and merge opinions on the plan of a folder.

    Parameters
    ----------
    home
        Folder of the plan.
    paths
        Files of opinions, tables typed by the office, and folders of both.
    out
        Where the results will be written: results of an earlier run are no opinions.
    skip_refused
        Go on without the files that cannot be taken, and list them.
    lang
        Language of the notes in the pair table.

    Raises
    ------
    PlanError, PolicyError, TravelError
        If the folder cannot be read.
    DataError
        O220 if a file cannot be taken, with every fault in ``issues``; O221, O222 if
        there are no files or too many.
    """
    plan = folder.read_plan(home)
    where = folder.plan_path(home).parent
    loaded = load_folder(where, layers=False)
    mark = replace(mark_of(plan), same=earlier_digest(where) or "")
    places = Places(loaded.case, plan)
    gathered = gather(paths, mark, places, passed_over=_results(out))
    if gathered.refused and not skip_refused:
        files = {issue.file for issue in gathered.refused}
        raise DataError("O220", issues=gathered.refused, number=len(files))
    return Consultation(
        loaded,
        plan,
        mark,
        gathered,
        heard(gathered.opinions, places),
        propose(gathered.opinions, loaded.case.wishes, loaded.case.schools, lang),
    )


def mark_of(plan: Plan) -> PlanMark:
    """Return what ties opinions to a plan: any change of the plan makes another."""
    return PlanMark(plan.sha256, plan.version, plan.title)


def write_opinions(found: Consultation, out: Path, lang: Lang = "zh") -> list[Path]:
    """Write workbook, proposed pair table and merged opinions; return their paths.

    ``opinions.json`` is removed first and placed last: a folder that has it is
    complete.

    Raises
    ------
    OutputError
        If a file cannot be written; O225 if people worked in the workbook that would
        be written over.
    """
    _keep_what_people_wrote(out)
    labels = ledger_labels(found.loaded.case, found.plan, lang)
    sheets = ledger_sheets(
        labels, found.gathered, found.heard, found.proposal, PROPOSED_PAIRS
    )
    writers: dict[str, folder.Writer] = {
        OPINIONS_BOOK: _book_writer(labels, sheets),
        PROPOSED_PAIRS: lambda path: write_pairs(found.proposal.rows, path),
    }
    with folder.writing(out):
        (out / OPINIONS_JSON).unlink(missing_ok=True)
    for name, write in writers.items():
        folder.write_file(out / name, write)
    told = {**as_json(found), _BOOK_DIGEST: _digest(out / OPINIONS_BOOK)}
    folder.write_file(out / OPINIONS_JSON, folder.text_writer(to_json(told)))
    return [out / name for name in (*writers, OPINIONS_JSON)]


def _keep_what_people_wrote(out: Path) -> None:
    """Refuse to write over a workbook that is not as an earlier run wrote it.

    The office fills in what was adopted and why, which no run can make again.
    """
    book = out / OPINIONS_BOOK
    if not book.is_file():
        return
    try:
        told = json.loads((out / OPINIONS_JSON).read_text(encoding="utf-8"))
        made = told.get(_BOOK_DIGEST) if isinstance(told, dict) else None
    except (OSError, ValueError):
        made = None
    if made != _digest(book):
        raise OutputError("O225", path=str(book))


def _digest(path: Path) -> str:
    with folder.writing(path):
        return hashlib.sha256(path.read_bytes()).hexdigest()


def write_opinion_form(home: Path, out: Path, lang: Lang = "zh") -> Path:
    """Write a blank table for opinions on paper: drop-downs, names, the plan's digest.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If the folder cannot be read; O223 if ``out`` is no ``.xlsx``.
    OutputError
        If the file cannot be written.
    """
    if out.suffix.casefold() != ".xlsx":
        raise DataError("O223", file=out.name)
    plan = folder.read_plan(home)
    loaded = load_folder(folder.plan_path(home).parent, layers=False)
    labels = ledger_labels(loaded.case, plan, lang, "opinion.form_title")
    sheets = form_sheets(labels, mark_of(plan))
    folder.write_file(out, _book_writer(labels, sheets))
    return out


def as_json(found: Consultation) -> dict[str, Any]:
    """Return a consultation as plain data: the same for the same files and plan."""
    proposal = found.proposal
    return {
        "schema": LEDGER_SCHEMA,
        "plan": {k: v for k, v in asdict(found.mark).items() if v or k != "same"},
        "files": [
            {"name": name, "sha256": digest} for name, digest in found.gathered.files
        ],
        "opinions": [asdict(opinion) for opinion in found.gathered.opinions],
        "heard": [_heard(each) for each in found.heard],
        "pairs": {
            "existing": [_row(row) for row in proposal.existing],
            "added": [{**_row(row), **_by(asked)} for row, asked in proposal.added],
            "known": [{**asdict(a.wish), **_by(a)} for a in proposal.known],
            "conflicts": [
                {
                    **asdict(conflict.asked.wish),
                    **_by(conflict.asked),
                    "code": conflict.code,
                    "against": [_row(row) for row in conflict.against],
                }
                for conflict in proposal.conflicts
            ],
        },
        "refused": [asdict(issue) for issue in found.gathered.refused],
        "notes": [asdict(issue) for issue in found.gathered.notes],
    }


def _results(out: Path) -> frozenset[Path]:
    names = (OPINIONS_BOOK, OPINIONS_JSON, PROPOSED_PAIRS)
    return frozenset((out / name).resolve() for name in names)


def _heard(each: Heard) -> dict[str, Any]:
    return {
        "core": each.core,
        "complete": each.is_complete,
        "missing": [str(group) for group in each.missing],
        "counts": {
            str(group): {
                str(stance): each.counts[group, stance]
                for stance in Stance
                if each.counts[group, stance]
            }
            for group in Group
            if each.of_group(group)
        },
    }


def _row(row: PairWish) -> dict[str, Any]:
    return {"kind": str(row.kind), "a": row.a, "b": row.b, "note": row.note}


def _by(asked: Asked) -> dict[str, list[str]]:
    return {"opinions": [opinion.id for opinion in asked.opinions]}


def _book_writer(labels: Labels, sheets: Sequence[StudySheet]) -> folder.Writer:
    return lambda path: write_study_book(labels, sheets, path, repeat_first=True)
