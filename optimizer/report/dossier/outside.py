"""Chapter six: the schools in no alliance, each once, by reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from optimizer import messages
from optimizer.plan import Excluded, Uncovered
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.words import Spec, Words, one_line


def outside(words: Words) -> Iterator[Block]:
    """Yield 本轮未纳入的学校及原因, then the schools outside the scope."""
    say = words.say
    yield Heading(say("dossier.outside"))
    yield Heading(say("dossier.outside.uncovered"), 2)
    found = sorted(words.plan.uncovered or (), key=lambda r: (r.code, r.school_id))
    if found:
        yield Para(say("dossier.outside.told", n=len(found)))
    else:
        yield Para(say("dossier.outside.none"))
    for code, records in groupby(found, lambda r: r.code):
        yield from _group(words, code, list(records))
    yield Heading(say("dossier.outside.excluded"), 2)
    left = sorted(words.plan.excluded or (), key=lambda r: (r.code, r.school_id))
    if not left:
        yield Para(say("dossier.outside.all_in"))
        return
    yield Para(say("dossier.outside.excluded_told", n=len(left)))
    yield _excluded(words, left)


def _group(words: Words, code: str, records: Sequence[Uncovered]) -> Iterator[Block]:
    """Yield the schools of one reason: reason and remedy once, then a line each."""
    facts = {"code": one_line(code), "n": len(records)}
    reason = _told(words, f"dossier.why.{code}", records[0]) or _bare(
        words.labels.outside(records[0])
    )
    yield Para(words.say("dossier.outside.group", reason=reason, **facts))
    remedy = _told(words, f"dossier.lift.{code}", records[0])
    if remedy:
        yield Para(words.say("dossier.outside.lift", lift=remedy), "note")
    far = any(_number(record, "km") is not None for record in records)
    km: list[Spec] = [("dossier.col.km", 11, "centre")] if far else []
    columns = words.columns(
        ("col.number", 9, "centre"),
        ("dossier.col.school", 48),
        ("col.town", 24),
        ("dossier.col.kind", 17, "centre"),
        ("dossier.col.about_core", 48),
        ("dossier.col.minutes", 13, "centre"),
        *km,
    )
    cells = [_cells(words, number, row) for number, row in enumerate(records, start=1)]
    yield Table(columns, [row[: len(columns)] for row in cells])


def _told(words: Words, code: str, record: Uncovered) -> str:
    """Return what is said of all schools of a reason; empty where nothing is.

    The facts of single schools stand in the table: trip, and the core in question.
    """
    if not messages.has_text(code):
        return ""
    return _bare(words.labels.told(code, record.detail, "dossier.why.other"))


def _cells(words: Words, number: int, record: Uncovered) -> tuple[str, ...]:
    core = record.detail.get("core") or record.nearest_core
    return (
        str(number),
        words.labels.school(record.school_id),
        words.town(record.school_id),
        words.kind(record.school_id),
        words.labels.school(core) if isinstance(core, str) else words.dash,
        words.number(_minutes(record, core)),
        words.number(_number(record, "km")),
    )


def _number(record: Uncovered, name: str) -> float | None:
    """Return a figure the reason speaks of; ``None`` where it has none."""
    value = record.detail.get(name)
    return float(value) if isinstance(value, int | float) else None


def _minutes(record: Uncovered, core: object) -> float | None:
    """Return the minutes the reason speaks of, else those to the core in question."""
    stated = _number(record, "minutes")
    if stated is not None:
        return stated
    return record.minutes if core == record.nearest_core else None


def _bare(text: str) -> str:
    return one_line(text).rstrip("。.")


def _excluded(words: Words, records: Iterable[Excluded]) -> Table:
    columns = words.columns(
        ("col.number", 9, "centre"),
        ("dossier.col.school", 50),
        ("col.town", 24),
        ("dossier.col.kind", 25),
        ("col.excluded_why", 48),
    )
    rows = [
        (
            str(number),
            words.labels.school(record.school_id),
            words.town(record.school_id),
            words.kind(record.school_id),
            _bare(words.labels.outside(record)),
        )
        for number, record in enumerate(records, start=1)
    ]
    return Table(columns, rows)
