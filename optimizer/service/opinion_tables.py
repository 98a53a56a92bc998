"""Sheets of 意见汇总及采纳情况表: ledger, who was heard, proposed pairs, conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.case import Case
from optimizer.domain import Issue, PairWish
from optimizer.ingest.pairs import KIND_WORDS
from optimizer.messages import Lang, advice, text
from optimizer.opinions.contract import PlanMark
from optimizer.opinions.gather import Gathered
from optimizer.opinions.heard import Heard
from optimizer.opinions.places import Places
from optimizer.opinions.proposal import Conflict, Proposal, counted
from optimizer.opinions.records import About, Group, Opinion, Stance, Wish
from optimizer.opinions.typed import (
    GROUP_WORDS,
    HEADERS,
    STANCE_WORDS,
    WISH_WORDS,
)
from optimizer.plan import Plan
from optimizer.report.labels import Labels, plain
from optimizer.report.study_book import Block, StudySheet
from optimizer.report.workbook.choices import Choice
from optimizer.report.workbook.sheet import Cell, Column, Row

_LEDGER = (
    Column("number", 5, 6, "whole"),
    Column("alliance", 14, 20),
    Column("opinion_about", 12, 18),
    Column("opinion_group", 9, 11, "centre"),
    Column("opinion_speaker", 8, 12),
    Column("opinion_date", 11, 12, "centre"),
    Column("opinion_channel", 9, 14),
    Column("opinion_stance", 9, 10, "centre"),
    Column("opinion_text", 30, 56),
    Column("opinion_wish", 14, 22),
    Column("opinion_taken", 10, 11, "centre"),
    Column("opinion_why", 20, 24),
    Column("opinion_file", 12, 18),
)
_TAKEN, _WHY = 10, 11
_NAMES = (
    Column("opinion_about", 30, 44, "text"),
    Column("opinion_id", 16, 24),
)
_FORM_DIGITS = 12
_PAIRS = (
    Column("opinion_state", 8, 9, "centre"),
    Column("kind", 9, 11, "centre"),
    Column("opinion_a", 16, 24),
    Column("opinion_a_id", 12, 16),
    Column("opinion_b", 16, 24),
    Column("opinion_b_id", 12, 16),
    Column("opinion_who", 20, 34),
    Column("wish_note", 20, 40),
)
_CONFLICTS = (
    Column("opinion_wish", 22, 34),
    Column("opinion_who", 18, 28),
    Column("opinion_reason", 22, 34),
    Column("opinion_against", 22, 40),
    Column("opinion_decided", 10, 12, "centre"),
    Column("opinion_why", 20, 26),
)
_DECIDED, _DECIDED_WHY = 4, 5
_FILES = (
    Column("opinion_file", 22, 34),
    Column("opinion_place", 18, 28),
    Column("raw", 22, 34),
    Column("opinion_what", 22, 40),
    Column("code", 10, 12, "centre"),
    Column("remedy", 20, 26),
)


_FORM_WIDTHS = {"about": (22, 28), "text": (36, 48), "other": (18, 24)}
_FORM_ROWS = 200
"""Rows of the blank form."""


def form_sheets(labels: Labels, mark: PlanMark) -> list[StudySheet]:
    """Return a blank table to type opinions into, and the names it may use."""
    columns = tuple(
        Column(name, *_FORM_WIDTHS.get(name, (12, 16)), "text", words[0])
        for name, words in HEADERS.items()
    )
    digest = mark.sha256[:_FORM_DIGITS]
    rows = [Row((digest, *[""] * (len(columns) - 1)))] * _FORM_ROWS
    listed = {
        "group": [*GROUP_WORDS.values()],
        "stance": [*STANCE_WORDS.values()],
        "wish": [*WISH_WORDS.values()],
    }
    choices = []
    for name, words in listed.items():
        first = [known[0] for known in words]
        error = labels.say("opinion.choose", words="、".join(first))
        choices.append(Choice(list(HEADERS).index(name), first, error))
    table = Block(columns, rows, choices=choices)
    told = labels.say("opinion.form_told")
    return [
        StudySheet("opinions_form", [table], [told]),
        StudySheet("opinions_names", [Block(_NAMES, list(_names(labels)))]),
    ]


def _names(labels: Labels) -> Iterator[Row]:
    """Yield alliances with their schools, then the schools in none."""
    places = Places(labels.case, labels.plan)
    for alliance in labels.plan.alliances:
        yield Row((labels.alliance(alliance), alliance.id), strong=True)
        for school_id in (alliance.core, *(m.school_id for m in alliance.members)):
            yield Row((labels.school(school_id), school_id))
    for school in labels.case.schools:
        if school.school_id not in places.core_of:
            yield Row((labels.school(school.school_id), school.school_id))


def ledger_labels(
    case: Case, plan: Plan, lang: Lang, code: str = "opinion.title"
) -> Labels:
    """Return the labels of a workbook whose title, by its code, names the plan's."""
    title = text(code, lang, title=Labels(case, plan, lang).title())
    return Labels(case, plan.model_copy(update={"title": title}), lang)


def ledger_sheets(
    labels: Labels,
    gathered: Gathered,
    accounts: Sequence[Heard],
    proposal: Proposal,
    pairs_file: str,
) -> list[StudySheet]:
    """Return the four sheets; ``pairs_file`` is the name of the proposed table."""
    return [
        _ledger(labels, gathered.opinions),
        _heard(labels, accounts),
        _pairs(labels, proposal, pairs_file),
        _conflicts(labels, proposal, gathered),
    ]


def _ledger(labels: Labels, opinions: Sequence[Opinion]) -> StudySheet:
    places = Places(labels.case, labels.plan)
    rows = []
    last: str | None = ""
    for number, opinion in enumerate(opinions, start=1):
        core = places.core_of.get(opinion.school_id)
        cells = _ledger_cells(labels, number, opinion, core)
        rows.append(Row(cells, opens=core != last))
        last = core
    words = [labels.say(f"opinion.taken.{name}") for name in ("yes", "partly", "no")]
    error = labels.say("opinion.choose", words="、".join(words))
    table = Block(_LEDGER, rows, choices=[Choice(_TAKEN, words, error)], blanks=[_WHY])
    told = labels.say("opinion.ledger_told")
    return StudySheet("opinions", [table], [told])


def _ledger_cells(
    labels: Labels, number: int, opinion: Opinion, core: str | None
) -> tuple[Cell, ...]:
    if opinion.about is About.ALLIANCE:
        about = labels.say("opinion.about.alliance")
    else:
        about = labels.school(opinion.school_id)
    return (
        number,
        alliance_name(labels, core),
        about,
        labels.say(f"opinion.group.{opinion.group}"),
        opinion.speaker,
        opinion.date,
        opinion.channel or labels.say("opinion.channel.page"),
        labels.say(f"opinion.stance.{opinion.stance}"),
        opinion.text,
        "" if opinion.wish is None else wish_text(labels, opinion.wish),
        "",
        "",
        opinion.file,
    )


def alliance_name(labels: Labels, core: str | None) -> str:
    """Return number and name of the alliance of a core; a word for none."""
    if core is None:
        return labels.say("opinion.outside")
    number = labels.numbers[core]
    return f"{number} {labels.alliance(labels.plan.alliances[number - 1])}"


def wish_text(labels: Labels, wish: Wish | PairWish) -> str:
    """Return a wish, or a row of the pair table, in words with names."""
    names = (labels.school(wish.a), labels.school(wish.b) if wish.b else "")
    kind = _kind(labels, wish)
    return labels.say("opinion.pair", kind=kind, a=names[0], b=names[1]).strip()


def _kind(labels: Labels, wish: Wish | PairWish) -> str:
    words = KIND_WORDS[wish.kind]
    return words[0] if labels.lang == "zh" else str(wish.kind)


def heard_columns(labels: Labels) -> tuple[Column, ...]:
    """Return the columns of the account: one a group, one a stance."""
    groups = [
        Column("opinion_group", 8, 11, "centre", labels.say(f"opinion.group.{g}"))
        for g in Group
    ]
    stances = [
        Column("opinion_stance", 8, 9, "whole", labels.say(f"opinion.stance.{s}"))
        for s in Stance
    ]
    return (
        Column("alliance", 22, 34),
        *groups,
        *stances,
        Column("opinion_total", 8, 9, "whole"),
        Column("opinion_missing", 26, 44),
    )


def heard_cells(labels: Labels, each: Heard) -> tuple[Cell, ...]:
    """Return the account of one alliance; a group not heard is a word, not a zero."""
    none = labels.say("opinion.not_asked")
    dash = labels.say("dash")
    groups = [each.of_group(g) or (none if g in each.missing else dash) for g in Group]
    missing = labels.say("list.comma").join(
        labels.say(f"opinion.group.{group}") for group in each.missing
    )
    if each.core is None:
        missing = dash
    return (
        alliance_name(labels, each.core),
        *groups,
        *(each.of_stance(stance) for stance in Stance),
        sum(each.of_group(group) for group in Group),
        missing or labels.say("opinion.complete"),
    )


def _heard(labels: Labels, accounts: Sequence[Heard]) -> StudySheet:
    rows = [Row(heard_cells(labels, each)) for each in accounts]
    table = Block(heard_columns(labels), rows)
    return StudySheet("opinions_heard", [table], [heard_line(labels, accounts)])


def heard_line(labels: Labels, accounts: Sequence[Heard]) -> str:
    """Return how many alliances have heard all four groups."""
    own = [each for each in accounts if each.core is not None]
    return labels.say(
        "opinion.heard_told",
        complete=sum(each.is_complete for each in own),
        total=len(own),
        experts=sum(each.of_group(Group.EXPERTS) > 0 for each in own),
    )


def _pairs(labels: Labels, proposal: Proposal, pairs_file: str) -> StudySheet:
    stated, added = labels.say("opinion.state.old"), labels.say("opinion.state.new")
    rows = [
        Row((stated, *_pair_cells(labels, row, _who_knew(labels, proposal, row))))
        for row in proposal.existing
    ]
    rows += [
        Row((added, *_pair_cells(labels, row, counted(asked, labels.lang))))
        for row, asked in proposal.added
    ]
    told = labels.say("opinion.pairs_told", file=pairs_file)
    return StudySheet("opinions_pairs", [Block(_PAIRS, rows)], [told])


def _who_knew(labels: Labels, proposal: Proposal, row: PairWish) -> str:
    """Return who asks for what is a row of the table already."""
    same = [
        asked
        for asked in proposal.known
        if asked.wish.kind is row.kind and asked.pair == frozenset({row.a, row.b or ""})
    ]
    return counted(same[0], labels.lang) if same else ""


def _pair_cells(labels: Labels, row: PairWish, who: str) -> tuple[Cell, ...]:
    b = row.b or ""
    return (
        _kind(labels, row),
        labels.school(row.a),
        row.a,
        labels.school(b) if b else "",
        b,
        who,
        row.note or "",
    )


def _conflicts(labels: Labels, proposal: Proposal, gathered: Gathered) -> StudySheet:
    words = [labels.say(f"opinion.decided.{n}") for n in ("adopt", "reject", "talk")]
    error = labels.say("opinion.choose", words="、".join(words))
    conflicts = Block(
        _CONFLICTS,
        [Row(_conflict_cells(labels, conflict)) for conflict in proposal.conflicts],
        title="opinion.block.conflicts",
        choices=[Choice(_DECIDED, words, error)],
        blanks=[_DECIDED_WHY],
    )
    issues = [*gathered.refused, *gathered.notes]
    files = Block(
        _FILES,
        [Row(_issue_cells(labels, issue)) for issue in issues],
        title="opinion.block.files",
    )
    told = labels.say("opinion.conflicts_told")
    return StudySheet("opinions_conflicts", [conflicts, files], [told])


def _conflict_cells(labels: Labels, conflict: Conflict) -> tuple[Cell, ...]:
    against = "\n".join(wish_text(labels, row) for row in conflict.against)
    return (
        wish_text(labels, conflict.asked.wish),
        counted(conflict.asked, labels.lang),
        labels.say(conflict.code),
        against,
        "",
        "",
    )


def _issue_cells(labels: Labels, issue: Issue) -> tuple[Cell, ...]:
    facts = {
        "file": issue.file or "",
        "row": issue.row or "",
        "column": issue.column or "",
        "value": issue.value or "",
    }
    what, remedy = advice(issue.code, labels.lang, **facts)
    place = " ".join(_place(labels, issue))
    return (
        plain(issue.file),
        plain(place),
        plain(issue.value),
        plain(what),
        issue.code,
        plain(remedy),
    )


def _place(labels: Labels, issue: Issue) -> Iterator[str]:
    if issue.row is not None:
        yield labels.say("opinion.row", row=issue.row)
    if issue.column:
        yield issue.column
