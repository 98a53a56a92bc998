"""Wishes of many people as proposed rows of the pair table, and their conflicts.

A proposal only: nothing applies it. Rows that are in the table already stay as they
are and come first. A wish that cannot stand beside another one, or beside a row of
the table, is not proposed but listed, for people to decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from optimizer.domain import PairKind, PairWish, School
from optimizer.ingest.clashes import clashes
from optimizer.messages import Lang, text
from optimizer.opinions.records import Group, Opinion, Stance, Wish
from optimizer.report.labels import plain

MOST_QUOTED = 40
"""Characters of an opinion quoted in the note of a row."""

_OPPOSED: Final[Mapping[PairKind, frozenset[PairKind]]] = {
    PairKind.TOGETHER: frozenset({PairKind.APART, PairKind.REFUSED}),
    PairKind.APART: frozenset({PairKind.TOGETHER, PairKind.FROZEN}),
    PairKind.REFUSED: frozenset({PairKind.TOGETHER, PairKind.WILLING, PairKind.FROZEN}),
}
"""What a wish cannot stand beside, on the same two schools in either order.

Stricter than the check of a pair table, which lets two schools be together under a
third although one refused the other: here people have to say so.
"""

_BONDS = (PairKind.TOGETHER, PairKind.FROZEN)


@dataclass(frozen=True)
class Asked:
    """One wish and the opinions that ask for it."""

    wish: Wish
    opinions: tuple[Opinion, ...]

    @property
    def pair(self) -> frozenset[str]:
        """The two schools."""
        return frozenset({self.wish.a, self.wish.b})


@dataclass(frozen=True)
class Conflict:
    """A wish that is not proposed, and what it cannot stand beside.

    ``code`` is ``opinion.conflict.`` and: ``wish`` another wish, ``table`` a row of
    the table, ``chain`` several rows and wishes together, ``check`` whatever else the
    reader of pair tables refuses.
    """

    asked: Asked
    code: str
    against: tuple[PairWish, ...]


@dataclass(frozen=True)
class Proposal:
    """The proposed pair table.

    Parameters
    ----------
    existing
        Rows of the table the plan was made with, as they are.
    added
        New rows with the wishes they stand for, by kind and schools.
    known
        Wishes that are rows of the table already.
    conflicts
        Wishes that are not proposed.
    """

    existing: tuple[PairWish, ...]
    added: tuple[tuple[PairWish, Asked], ...] = ()
    known: tuple[Asked, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def rows(self) -> tuple[PairWish, ...]:
        """All rows of the proposed table."""
        return (*self.existing, *(row for row, _ in self.added))


def propose(
    opinions: Iterable[Opinion],
    existing: Sequence[PairWish],
    schools: Sequence[School],
    lang: Lang = "zh",
) -> Proposal:
    """Turn the wishes in opinions into a proposed pair table.

    Parameters
    ----------
    opinions
        Each once, in any order.
    existing
        Rows of the table the plan was made with.
    schools
        The schools of the plan, for the alliances ``frozen`` rows name.
    lang
        Language of the notes.
    """
    table = [*existing, *_frozen_members(existing, schools)]
    present = {_key(row.kind, row.a, row.b) for row in existing if row.b is not None}
    asked = _asked(opinions)
    known = [a for a in asked if _key(a.wish.kind, a.wish.a, a.wish.b) in present]
    new = [a for a in asked if a not in known]
    conflicts = list(_direct(new, asked, table))
    left = _without(new, conflicts)
    conflicts += _chained(left, table)
    left = _without(left, conflicts)
    added = [(_row(each, lang), each) for each in left]
    conflicts += _of_the_check(added, existing, schools)
    refused = {id(c.asked) for c in conflicts}
    return Proposal(
        tuple(existing),
        tuple(pair for pair in added if id(pair[1]) not in refused),
        tuple(known),
        tuple(sorted(conflicts, key=lambda c: (c.asked.wish, c.code))),
    )


def counted(asked: Asked, lang: Lang) -> str:
    """Return who asks for a wish and how they stand: 家长 2、专家 1(支持 2,反对 1)."""
    groups = Counter(o.group for o in asked.opinions)
    stances = Counter(o.stance for o in asked.opinions)
    comma, mark = text("list.comma", lang), text("opinion.note.mark", lang)
    who = comma.join(
        f"{text(f'opinion.group.{g}', lang)} {groups[g]}" for g in Group if groups[g]
    )
    how = mark.join(
        f"{text(f'opinion.stance.{s}', lang)} {stances[s]}"
        for s in Stance
        if stances[s]
    )
    return text("opinion.note.counts", lang, groups=who, stances=how)


def _asked(opinions: Iterable[Opinion]) -> list[Asked]:
    """Return each wish once, with all who ask for it, in a fixed order."""
    found: dict[tuple[PairKind, frozenset[str]], list[Opinion]] = {}
    for opinion in opinions:
        if opinion.wish is not None:
            wish = opinion.wish
            found.setdefault(_key(wish.kind, wish.a, wish.b), []).append(opinion)
    asked = []
    for same in found.values():
        first = min(o.wish for o in same if o.wish is not None)
        asked.append(Asked(first, tuple(sorted(same, key=lambda o: (o.date, o.id)))))
    return sorted(asked, key=lambda each: each.wish)


def _key(kind: PairKind, a: str, b: str | None) -> tuple[PairKind, frozenset[str]]:
    return kind, frozenset({a, b or a})


def _frozen_members(
    existing: Sequence[PairWish], schools: Sequence[School]
) -> list[PairWish]:
    """Return a row member to core for each member of a frozen alliance."""
    rows = []
    for row in existing:
        if row.kind is not PairKind.FROZEN or row.b is not None:
            continue
        group = [s for s in schools if s.alliance_id == row.a]
        core = next((s.school_id for s in group if s.alliance_role == "core"), None)
        rows += [
            PairWish(PairKind.FROZEN, s.school_id, core, row.note, row.row)
            for s in group
            if core is not None and s.school_id != core
        ]
    return rows


def _direct(
    new: Sequence[Asked], asked: Sequence[Asked], table: Sequence[PairWish]
) -> Iterator[Conflict]:
    """Yield wishes against another wish or a row on the same two schools."""
    for each in new:
        opposed = _OPPOSED[each.wish.kind]
        rows = [
            row
            for row in table
            if row.b is not None
            and row.kind in opposed
            and each.pair == frozenset({row.a, row.b})
        ]
        others = [
            PairWish(other.wish.kind, other.wish.a, other.wish.b)
            for other in asked
            if other.wish.kind in opposed and other.pair == each.pair
        ]
        if rows:
            yield Conflict(each, "opinion.conflict.table", tuple(rows))
        elif others:
            yield Conflict(each, "opinion.conflict.wish", tuple(others))


def _without(asked: Sequence[Asked], conflicts: Sequence[Conflict]) -> list[Asked]:
    refused = {id(conflict.asked) for conflict in conflicts}
    return [each for each in asked if id(each) not in refused]


def _chained(left: Sequence[Asked], table: Sequence[PairWish]) -> Iterator[Conflict]:
    """Yield wishes that only all together cannot hold: a with b, b with c, a not c."""
    rows = [*(row for row in table if row.b is not None), *map(_as_row, left)]
    bonds = [row for row in rows if row.kind in _BONDS]
    groups = _Groups([(row.a, row.b or row.a) for row in bonds])
    before = _Groups([(r.a, r.b or r.a) for r in table if r.kind in _BONDS])
    broken = {
        groups.home(row.a): row
        for row in rows
        if row.kind is PairKind.APART and groups.are_one(row.a, row.b or row.a)
    }
    homes = {*broken, *_homes_of_two_cores(table, groups, before)}
    for each in left:
        home = groups.home(each.wish.a)
        is_inside = groups.are_one(each.wish.a, each.wish.b)
        if is_inside and home in homes and each.wish.kind is not PairKind.REFUSED:
            own = _as_row(each)
            chain = [
                row
                for row in [*table, *map(_as_row, left)]
                if row != own
                and row.kind in {*_BONDS, PairKind.APART, PairKind.CORE}
                and home == groups.home(row.a) == groups.home(row.b or row.a)
            ]
            yield Conflict(each, "opinion.conflict.chain", tuple(chain))


def _homes_of_two_cores(
    table: Sequence[PairWish], groups: _Groups, before: _Groups
) -> Iterator[str]:
    """Yield groups in which two schools are to lead that were apart before."""
    leading: dict[str, set[str]] = {}
    for row in table:
        core = row.a if row.kind is PairKind.CORE else row.b
        if row.kind in (PairKind.CORE, PairKind.FROZEN) and core is not None:
            leading.setdefault(groups.home(core), set()).add(before.home(core))
    return (home for home, cores in leading.items() if len(cores) > 1)


def _as_row(asked: Asked) -> PairWish:
    return PairWish(asked.wish.kind, asked.wish.a, asked.wish.b)


class _Groups:
    """Schools bound together by pairs, told apart by one school of each group."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._above: dict[str, str] = {}
        for a, b in pairs:
            homes = sorted((self.home(a), self.home(b)))
            self._above[homes[1]] = homes[0]

    def home(self, school: str) -> str:
        """Return the school that stands for the group of one."""
        above = self._above.setdefault(school, school)
        while above != self._above.setdefault(above, above):
            above = self._above[above]
        self._above[school] = above
        return above

    def are_one(self, a: str, b: str) -> bool:
        """Tell whether two schools are in one group."""
        return self.home(a) == self.home(b)


def _row(asked: Asked, lang: Lang) -> PairWish:
    """Return a wish as a row, with who asked for it and the first words."""
    quoted = next((_quoted(o.text) for o in asked.opinions if o.text.strip()), "")
    note = counted(asked, lang)
    if quoted:
        note = text("opinion.note.quoted", lang, counts=note, quoted=quoted)
    return PairWish(asked.wish.kind, asked.wish.a, asked.wish.b, note)


def _quoted(words: str) -> str:
    line = " ".join(plain(words).split())
    return line if len(line) <= MOST_QUOTED else f"{line[:MOST_QUOTED]}…"


def _of_the_check(
    added: Sequence[tuple[PairWish, Asked]],
    existing: Sequence[PairWish],
    schools: Sequence[School],
) -> Iterator[Conflict]:
    """Yield rows the reader of pair tables would refuse: the last word is its own."""
    numbered = [
        PairWish(row.kind, row.a, row.b, row.note, number)
        for number, row in enumerate([*existing, *(r for r, _ in added)], start=1)
    ]
    refused = {i.row for i in clashes(numbered, schools, "") if i.code == "D186"}
    for number, (_, asked) in enumerate(added, start=len(existing) + 1):
        if number in refused:
            yield Conflict(asked, "opinion.conflict.check", ())
