"""The reasons behind a plan as files: a workbook for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from optimizer.messages import Lang
from optimizer.report.labels import Labels
from optimizer.report.study_book import Block, StudySheet, write_study_book
from optimizer.report.workbook.sheet import Cell, Column, Row
from optimizer.service import folder
from optimizer.service.explaining import Reasons
from optimizer.service.runlog import to_json
from optimizer.study.words import Words

REASONS = "reasons.xlsx"
"""Default name of the workbook of reasons in a plan's folder."""


def write_reasons(reasons: Reasons, out: Path, lang: Lang = "zh") -> list[Path]:
    """Write the reasons as a workbook, and as JSON beside it; return the files.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    words = Words(reasons.case, lang)
    labels = Labels(reasons.case, reasons.plan, lang)
    sheets = [*_sheets(reasons, words)]
    folder.write_file(out, lambda path: write_study_book(labels, sheets, path))
    data = out.with_suffix(".json")
    folder.write_file(data, folder.text_writer(_as_json(reasons)))
    return [out, data]


def _as_json(reasons: Reasons) -> str:
    conflict = None
    if reasons.conflict is not None:
        conflict = [
            {"kind": str(w.kind), "a": w.a, "b": w.b, "row": w.row}
            for w in reasons.conflict.wishes
        ]
    return to_json(
        {
            "schema": "alliance-reasons/1",
            "fingerprint": reasons.plan.fingerprint,
            "complete": reasons.done == reasons.total,
            "outside": [asdict(record) for record in reasons.outside],
            "cores": [asdict(record) for record in reasons.losses],
            "members": [asdict(record) for record in reasons.moves],
            "conflict": conflict,
        }
    )


def _sheets(reasons: Reasons, words: Words) -> Iterator[StudySheet]:
    """Yield one sheet for each kind of answer."""
    method = words.say("explain.method")
    school = (Column("school", 18, 30), Column("school_id", 12, 16))
    yield _sheet(
        "outside",
        (*school, Column("now", 30, 46), Column("lift_verified", 34, 56)),
        [
            (*_named(reasons, r.school_id), words.outside_now(r), words.lift(r))
            for r in reasons.outside
        ],
        method,
        words.say("explain.note.outside"),
    )
    yield _sheet(
        "losses",
        (*school, Column("loss", 34, 50), Column("only_here", 30, 50)),
        [
            (*_named(reasons, r.core), words.loss(r), _names(words, r.only_here))
            for r in reasons.losses
        ],
        method,
    )
    if reasons.moves:
        yield _sheet(
            "prices",
            (*school, Column("core", 20, 34), Column("move_price", 40, 60)),
            [
                (*_named(reasons, r.school_id), words.name(r.core), words.move(r))
                for r in reasons.moves
            ],
            method,
        )
    wishes = reasons.conflict.wishes if reasons.conflict else ()
    yield _sheet(
        "conflicts",
        (Column("wish", 40, 70), Column("wish_note", 20, 40)),
        [(words.wish(wish), wish.note) for wish in wishes],
        next(words.conflict(reasons.conflict)),
    )


def _sheet(
    name: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Cell, ...]],
    *statements: str,
) -> StudySheet:
    return StudySheet(name, [Block(columns, [Row(row) for row in rows])], statements)


def _named(reasons: Reasons, school_id: str) -> tuple[Cell, Cell]:
    return reasons.case.by_id[school_id].name, school_id


def _names(words: Words, school_ids: Sequence[str]) -> str:
    mark = "、" if words.lang == "zh" else ", "
    return mark.join(words.name(school_id) for school_id in school_ids)
