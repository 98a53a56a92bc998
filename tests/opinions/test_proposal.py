"""Wishes as proposed rows: repeats, conflicts, the table in force."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from optimizer.domain import PairKind, PairWish
from optimizer.ingest.canonical import write_pairs
from optimizer.ingest.pairs import read_pairs
from optimizer.opinions.proposal import MOST_QUOTED, Proposal, propose
from optimizer.opinions.records import About, Group, Opinion, Stance, Wish
from tests.builders import make_school, make_wish
from tests.opinions.builders import the_case

SCHOOLS = the_case().schools


def asking(
    kind: str, a: str, b: str, group: str = "parents", stance: str = "amend", text=""
) -> Opinion:
    """Return an opinion with a wish."""
    words = Wish(PairKind(kind), a, b)
    own = f"{kind} {a} {b} {group} {stance} {text}"
    return Opinion(
        id=own,
        rev=1,
        about=About.SCHOOL,
        school_id=a,
        group=Group(group),
        stance=Stance(stance),
        text=text,
        date="2026-03-01",
        wish=words,
    )


def made(*asked: Opinion, table: tuple[PairWish, ...] = (), lang="zh") -> Proposal:
    """Return the proposal, the same in every order of the opinions."""
    found = propose(asked, table, SCHOOLS, lang)
    for order in itertools.islice(itertools.permutations(asked), 24):
        assert propose(order, table, SCHOOLS, lang) == found
    return found


def rows(found: Proposal) -> list[tuple[str, str, str | None]]:
    """Return kind and schools of the new rows."""
    return [(str(row.kind), row.a, row.b) for row, _ in found.added]


def conflicts(found: Proposal) -> list[tuple[str, str, str, str]]:
    """Return kind, schools and the end of the code of each conflict."""
    return [
        (str(w.kind), w.a, w.b, c.code.rpartition(".")[2])
        for c in found.conflicts
        for w in [c.asked.wish]
    ]


def test_same_wish_of_many_is_one_row() -> None:
    """Tests both orders of the two schools, and who is counted in the note."""
    found = made(
        asking("together", "b", "e", text="  同一条\n路 "),
        asking("together", "e", "b", "village", "support"),
        asking("together", "b", "e", "parents", "oppose"),
    )
    ((row, asked),) = found.added
    assert (row.kind, row.a, row.b) == ("together", "b", "e")
    assert row.note == "家长 2、村社区 1(支持 1,反对 1,建议修改 1):同一条 路"
    assert len(asked.opinions) == 3
    english = made(asking("together", "b", "e"), lang="en")
    assert english.added[0][0].note == "Parents 1 (Amend 1)"


def test_long_and_hostile_words_are_cut_to_one_line() -> None:
    """Tests the note of a long text with a bidi mark and a line end."""
    found = made(asking("apart", "b", "c", text="=\u202e长\n" + "字" * 2000))
    note = found.added[0][0].note or ""
    assert "\n" not in note
    assert "\u202e" not in note
    assert len(note) < MOST_QUOTED + 40


@pytest.mark.parametrize("kind", ["together", "apart", "refused"])
def test_wish_that_is_a_row_already_is_not_written_twice(kind: str) -> None:
    """Tests a row of the table in the other order; its note stays."""
    table = (PairWish(PairKind(kind), "e", "b", "原有", 2),)
    found = made(asking(kind, "b", "e"), table=table)
    assert found.rows == table
    assert [asked.wish.kind for asked in found.known] == [kind]
    assert found.conflicts == ()


@pytest.mark.parametrize("other", ["apart", "refused"])
def test_opposite_wishes_are_not_proposed(other: str) -> None:
    """Tests together against apart and against refused, in either order."""
    found = made(asking("together", "b", "e"), asking(other, "e", "b"))
    assert found.added == ()
    assert conflicts(found) == sorted(
        [(other, "e", "b", "wish"), ("together", "b", "e", "wish")]
    )
    beside = made(asking("together", "b", "e"), asking(other, "e", "c"))
    assert len(beside.added) == 2


def test_apart_and_refused_go_together() -> None:
    """Tests two wishes that do not contradict each other."""
    found = made(asking("apart", "b", "A"), asking("refused", "b", "A"))
    assert rows(found) == [("apart", "b", "A"), ("refused", "b", "A")]


@pytest.mark.parametrize(
    ("row", "kind", "is_refused"),
    [
        (("apart", "b", "e"), "together", True),
        (("refused", "e", "b"), "together", True),
        (("together", "b", "e"), "apart", True),
        (("together", "b", "e"), "refused", True),
        (("willing", "b", "e"), "refused", True),
        (("willing", "b", "e"), "together", False),
        (("willing", "b", "e"), "apart", False),
        (("frozen", "b", "e"), "apart", True),
        (("frozen", "b", "e"), "refused", True),
        (("frozen", "b", "e"), "together", False),
        (("core", "b"), "apart", False),
    ],
)
def test_wish_against_the_table_in_force(
    row: tuple[str, ...], kind: str, is_refused: bool
) -> None:
    """Tests each kind of row on the same two schools: the table stays as it is."""
    table = (make_wish(*row),)
    found = made(asking(kind, "b", "e"), table=table)
    assert found.existing == table
    assert (conflicts(found) != []) is is_refused
    assert (found.added == ()) is is_refused
    if is_refused:
        assert conflicts(found)[0][3] == "table"
        assert found.conflicts[0].against == table


def test_frozen_alliance_named_by_its_id_counts_for_each_member() -> None:
    """Tests a frozen row without a member."""
    schools = [
        make_school("A", alliance_id="J1", alliance_role="core"),
        make_school("b", alliance_id="J1", alliance_role="member"),
        make_school("c"),
    ]
    table = (make_wish("frozen", "J1"),)
    found = propose([asking("refused", "b", "A")], table, schools)
    assert [c.code for c in found.conflicts] == ["opinion.conflict.table"]
    assert propose([asking("refused", "c", "A")], table, schools).conflicts == ()


def test_chain_that_cannot_hold_is_told() -> None:
    """Tests b with c, c with e, b not e: none of the three is proposed."""
    chain = [
        asking("together", "b", "c"),
        asking("together", "c", "e"),
        asking("apart", "b", "e"),
    ]
    found = made(*chain, asking("apart", "b", "f"), asking("together", "D", "f"))
    assert [c[3] for c in conflicts(found)] == ["chain"] * 3
    assert rows(found) == [("apart", "b", "f"), ("together", "D", "f")]
    assert len(made(*chain[:2]).added) == 2
    by_table = made(*chain[:2], table=(make_wish("apart", "b", "e"),))
    assert [c[3] for c in conflicts(by_table)] == ["chain"] * 2


def test_two_that_lead_are_not_brought_together() -> None:
    """Tests cores named by the table, and members of two approved alliances."""
    table = (make_wish("core", "A"), make_wish("core", "D"))
    assert made(asking("together", "A", "D"), table=table).added == ()
    assert made(asking("together", "A", "D"), table=table[:1]).conflicts == ()
    frozen = (make_wish("frozen", "b", "A"), make_wish("frozen", "e", "D"))
    assert made(asking("together", "b", "e"), table=frozen).added == ()
    assert len(made(asking("together", "b", "f"), table=frozen).added) == 1


def test_refusals_within_a_group_stay() -> None:
    """Tests that only the wishes of a broken chain are held back."""
    found = made(
        asking("together", "b", "c"),
        asking("together", "c", "e"),
        asking("refused", "b", "e"),
    )
    assert len(found.added) == 3


def test_proposal_reads_back_as_a_pair_table(tmp_path: Path) -> None:
    """Tests the whole table through the reader the next run uses."""
    table = (make_wish("core", "A"), make_wish("willing", "b", "A"))
    found = made(
        asking("together", "c", "e", text="=cmd|' /C calc'!A0"),
        asking("apart", "b", "f", text="</script>"),
        asking("refused", "b", "A"),
        table=table,
    )
    write_pairs(found.rows, tmp_path / "proposed_pairs.csv")
    read, issues = read_pairs(tmp_path / "proposed_pairs.csv", SCHOOLS)
    assert issues == []
    got = [(w.kind, w.a, w.b, w.note) for w in read]
    assert got == [(w.kind, w.a, w.b, w.note) for w in found.rows]
    assert [c.asked.wish.kind for c in found.conflicts] == ["refused"]
