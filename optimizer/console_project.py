"""What the commands on a project folder show: versions, stages, the log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from optimizer.console import MOST_LINES
from optimizer.dossier import Stage
from optimizer.messages import Lang, has_text, text
from optimizer.project.log import LEAST_DIGITS, Entry, Kind
from optimizer.report.labels import plain, share
from optimizer.service.version_log import Verdict
from optimizer.service.version_reading import VersionRow
from optimizer.service.version_stages import Moved
from optimizer.service.versions import Added

_DASH = "dash"


def added_parts(added: Added, lang: Lang) -> Iterator[str]:
    """Yield what became of a plan that was added."""
    mark = added.mark
    code = "project.added_first" if mark.parent is None else "project.added"
    facts = {
        "version": mark.name,
        "parent": mark.parent,
        "alliances": len(added.plan.alliances),
        "number": len(mark.changes),
    }
    yield text(code, lang, **facts)
    if added.renamed:
        same = added.same[:LEAST_DIGITS]
        yield text("project.renamed", lang, version=mark.name, same=same)
    if added.replaced:
        yield text("project.replaced", lang, version=mark.name)
    if added.drawn:
        yield text("project.parent_drawn", lang)
        for fault in added.drawn[:MOST_LINES]:
            yield f"  [{fault.code}] {plain(fault.render(lang))}"
    for warning in added.warnings[:MOST_LINES]:
        yield f"[{warning.code}] {warning.render(lang)}"
    if len(added.warnings) > MOST_LINES:
        yield text("cli.more", lang, number=len(added.warnings) - MOST_LINES)
    yield text("project.head", lang, hash=added.entry.hash)


def version_parts(rows: Sequence[VersionRow], lang: Lang) -> Iterator[Table]:
    """Yield the table of versions."""
    heads = ("name", "parent", "stage", "date", "role", "coverage", "changes", "why")
    table = _table(heads, lang)
    for row in rows:
        mark = row.mark
        changes = text(_DASH, lang) if mark.parent is None else str(len(mark.changes))
        _add(
            table,
            mark.name,
            mark.parent or text(_DASH, lang),
            _stage_words(row, lang),
            mark.date,
            mark.role,
            _coverage(row, lang),
            changes,
            mark.why,
        )
    yield table


def _stage_words(row: VersionRow, lang: Lang) -> str:
    word = _stage(row.stage, lang)
    if row.stage is not Stage.APPROVED:
        return word
    code = "project.in_force" if row.in_force else "project.superseded"
    return text(code, lang, stage=word)


def _coverage(row: VersionRow, lang: Lang) -> str:
    found = row.coverage
    if found is None:
        return text(_DASH, lang)
    percent = share(found.covered, found.total)
    return f"{found.covered}/{found.total} ({percent})"


def moved_parts(moved: Moved, lang: Lang) -> Iterator[str]:
    """Yield what is missing, or that a version moved on."""
    facts = {
        "version": moved.version,
        "before": _stage(moved.before, lang),
        "to": _stage(moved.to, lang),
    }
    if moved.missing:
        number = len(moved.missing)
        yield text("project.not_moved", lang, number=number, **facts)
        for place, sentence in enumerate(moved.missing, start=1):
            what = sentence.render(lang)
            yield text("project.missing", lang, place=place, what=what)
        return
    yield text("project.moved", lang, **facts)
    if moved.superseded is not None:
        yield text("project.supersedes", lang, version=moved.superseded)
    if moved.conditions:
        yield text("project.conditions", lang)
        for place, condition in enumerate(moved.conditions, start=1):
            what = plain(condition)
            yield text("project.missing", lang, place=place, what=what)
    if moved.entry is not None:
        yield text("project.head", lang, hash=moved.entry.hash)


def verdict_parts(verdict: Verdict, lang: Lang) -> Iterator[str]:
    """Yield whether a project is whole; the first fault first."""
    entries = verdict.entries
    if verdict.faults:
        yield text("project.log_faulty", lang, number=len(verdict.faults))
        for fault in verdict.faults[:MOST_LINES]:
            yield f"  [{fault.code}] {plain(fault.render(lang))}"
        if len(verdict.faults) > MOST_LINES:
            yield text("cli.more", lang, number=len(verdict.faults) - MOST_LINES)
        yield text("project.log_good", lang, number=len(entries))
    else:
        versions = sum(entry.kind is Kind.VERSION for entry in entries)
        facts = {"entries": len(entries), "versions": versions}
        yield text("project.log_whole", lang, **facts)
    if verdict.since is not None:
        yield text("project.expected", lang, number=verdict.since)
    for note in verdict.notes:
        yield f"[{note.code}] {note.render(lang)}"
    if not verdict.faults:
        yield text("project.head", lang, hash=verdict.head)


def log_parts(entries: Sequence[Entry], lang: Lang) -> Iterator[str | Table]:
    """Yield the log as a table, and the hash of its last entry."""
    heads = ("n", "date", "name", "what", "role", "said", "hash")
    table = _table(heads, lang)
    for entry in entries:
        what, said = _told(entry, lang)
        digits = entry.hash[:LEAST_DIGITS]
        _add(
            table,
            str(entry.n),
            entry.date or text(_DASH, lang),
            entry.version,
            what,
            entry.role or text(_DASH, lang),
            said,
            digits,
        )
    yield table
    yield text("project.head", lang, hash=entries[-1].hash)


def _told(entry: Entry, lang: Lang) -> tuple[str, str]:
    """Return what an entry tells, and the words people gave for it."""
    facts = entry.facts
    if entry.kind is Kind.VERSION:
        return text("project.log.version", lang), facts["why"]
    if entry.kind is Kind.STAGE:
        word = _stage(Stage(facts["to"]), lang)
        return text("project.log.stage", lang, stage=word), facts["note"]
    files = text("project.log.files", lang, number=len(facts["files"]))
    code = f"package.name.{facts['package']}"
    package = text(code, lang) if has_text(code) else facts["package"]
    return text("project.log.export", lang, package=package), files


def _stage(stage: Stage, lang: Lang) -> str:
    return text(f"project.stage.{stage}", lang)


def _table(heads: Sequence[str], lang: Lang) -> Table:
    table = Table()
    for head in heads:
        is_number = head in ("coverage", "changes", "n")
        justify = "right" if is_number else "left"
        name = text(f"project.col.{head}", lang)
        table.add_column(name, justify=justify, overflow="fold")  # type: ignore[arg-type]
    return table


def _add(table: Table, *cells: str | None) -> None:
    """Add a row of texts that may hold anything."""
    table.add_row(*(escape(plain(cell)) for cell in cells))
