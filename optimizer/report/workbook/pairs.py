"""Sheet 配对规则: the pair table in force, and whether the plan keeps each row."""

from __future__ import annotations

from typing import Literal

from optimizer.case import Case
from optimizer.domain import PairKind, PairWish
from optimizer.plan import Plan
from optimizer.report.labels import Labels
from optimizer.report.workbook.sheet import Book, Cell, Column, Row
from optimizer.roles import frozen_groups

State = Literal["kept", "broken", "unused", "outside", "void"]
"""What became of a row: ``unused`` is a willingness the plan makes no use of,
``outside`` two schools to be together that are in no alliance."""

_PAIRS = (
    Column("number", 5, 6, "whole"),
    Column("pair_kind", 10, 12, "centre"),
    Column("opinion_a", 20, 30),
    Column("opinion_a_id", 14, 18),
    Column("opinion_b", 20, 30),
    Column("opinion_b_id", 14, 18),
    Column("wish_note", 24, 40),
    Column("pair_state", 18, 24, "centre"),
)


def pairs_sheet(book: Book) -> None:
    """Write the rows in the order of the table, and below them how to read them."""
    labels = book.labels
    sheet = book.sheet("pairs", len(_PAIRS))
    rows = [
        Row((number, *_cells(labels, wish)))
        for number, wish in enumerate(labels.case.wishes, start=1)
    ]
    sheet.table(_PAIRS, rows, only=True)
    sheet.row += 1
    for code in ("pairs.hard", "pairs.soft"):
        sheet.banner(labels.say(code), font_color="#595959")
    if labels.case.policy.pairing.freeze_existing:
        sheet.banner(labels.say("pairs.frozen"), font_color="#595959")
    sheet.close()


def _cells(labels: Labels, wish: PairWish) -> tuple[Cell, ...]:
    names_alliance = wish.kind is PairKind.FROZEN and wish.b is None
    a = labels.say("pairs.approved") if names_alliance else labels.school(wish.a)
    return (
        labels.say(f"pair_kind.{wish.kind}"),
        a,
        wish.a,
        labels.school(wish.b) if wish.b else "",
        wish.b or "",
        wish.note or "",
        labels.say(f"pair_state.{pair_state(labels.case, labels.plan, wish)}"),
    )


def pair_state(case: Case, plan: Plan, wish: PairWish) -> State:
    """Return what became of a row of the pair table.

    A row that binds nobody, because a school has no part in the plan or stands in an
    approved alliance, is never broken: it is void (constraint 8).
    """
    if wish.kind is PairKind.FROZEN and wish.b is None:
        return _approved(case, plan, wish.a)
    ends = {wish.a} | ({wish.b} if wish.b else set())
    excluded = {row.school_id for row in plan.excluded or ()}
    if any(end not in case.by_id or end in excluded for end in ends):
        return "void"
    state = _state(plan, wish)
    if wish.kind is PairKind.FROZEN or state == "kept":
        return state
    approved = {i for g in frozen_groups(case) for i in (g.core, *g.members)}
    return state if approved.isdisjoint(ends) else "void"


def _state(plan: Plan, wish: PairWish) -> State:
    """Return what became of a row whose schools take part."""
    core_of = plan.core_of
    a, b = core_of.get(wish.a), core_of.get(wish.b or "")
    together = a is not None and a == b
    leads = a == wish.a
    is_met = {
        PairKind.CORE: leads,
        PairKind.NOT_CORE: not leads,
        PairKind.TOGETHER: together,
        PairKind.APART: not together,
        PairKind.WILLING: together,
        PairKind.REFUSED: a != wish.b and b != wish.a,
        PairKind.FROZEN: a == wish.b,
    }[wish.kind]
    if is_met:
        return "kept"
    if wish.kind is PairKind.TOGETHER and a is b is None:
        return "outside"
    return "unused" if wish.kind is PairKind.WILLING else "broken"


def _approved(case: Case, plan: Plan, alliance_id: str) -> State:
    """Tell whether an approved alliance is in the plan with exactly its schools."""
    rows = [s for s in case.schools if s.alliance_id == alliance_id]
    cores = [s.school_id for s in rows if s.alliance_role == "core"]
    members = {s.school_id for s in rows} - set(cores)
    if len(cores) != 1 or not members:
        return "void"
    planned = [
        {m.school_id for m in a.members} for a in plan.alliances if a.core == cores[0]
    ]
    return "kept" if planned == [members] else "broken"
