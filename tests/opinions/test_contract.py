"""The file of opinions: each refusal with its nearest legal neighbour."""

from __future__ import annotations

import json
from typing import Any

import pytest

from optimizer import messages
from optimizer.domain import Issue, PairKind
from optimizer.opinions.contract import (
    MOST_BYTES,
    MOST_OPINIONS,
    MOST_SPEAKER,
    MOST_TEXT,
    PlanMark,
    canonical,
    parse,
)
from optimizer.opinions.records import Opinion, Refusal, Wish
from tests.opinions.builders import (
    MARK,
    document,
    key_of,
    opinion,
    places_of,
    raw,
    wish,
)

PLACES = places_of()


def read(content: bytes, mark: PlanMark = MARK) -> list[Opinion]:
    """Read one file."""
    return parse(content, "意见 一.json", mark, PLACES)


def refused(content: bytes, mark: PlanMark = MARK) -> Issue:
    """Return why a file is refused."""
    with pytest.raises(Refusal) as caught:
        read(content, mark)
    (issue,) = caught.value.issues
    assert issue.file == "意见 一.json"
    for lang in ("zh", "en"):
        facts = {"file": issue.file, "row": issue.row, "column": issue.column}
        what, remedy = messages.advice(issue.code, lang, value=issue.value, **facts)
        assert what
        assert remedy
    return issue


def test_every_field_arrives() -> None:
    """Tests an opinion with a wish, by ids instead of keys."""
    made = opinion(
        "b",
        group="village",
        stance="amend",
        text="路远",
        wish=wish("refused", "b", "A"),
        speaker=" 村委会 ",
    )
    (found,) = read(raw(made))
    assert (found.about, found.school_id) == ("school", "b")
    assert (found.group, found.stance, found.text) == ("village", "amend", "路远")
    assert found.wish == Wish(PairKind.REFUSED, "b", "A")
    assert (found.speaker, found.date, found.rev) == ("村委会", "2026-03-01", 1)
    assert found.file == "意见 一.json"


def test_alliance_goes_by_the_key_of_its_core() -> None:
    """Tests that a member's key is none of an alliance, and is one of a school."""
    assert read(raw(opinion("D")))[0].school_id == "D"
    issue = refused(raw(opinion("b", about="alliance")))
    assert (issue.code, issue.row, issue.column) == ("O209", 1, "key")
    assert read(raw(opinion("b", about="school")))[0].school_id == "b"


def test_speaker_may_be_left_out_and_nothing_else() -> None:
    """Tests every field of an opinion, one left out at a time."""
    whole = opinion()
    for name in whole:
        rest = {key: value for key, value in whole.items() if key != name}
        if name == "speaker":
            assert read(raw(rest))[0].speaker == ""
        else:
            issue = refused(raw(rest))
            assert (issue.code, issue.row, issue.column) == ("O207", 1, name)


def test_any_changed_byte_is_refused() -> None:
    """Tests each byte of a file in turn: nothing else than the sent text is read."""
    content = raw(opinion(text="同意 ok"))
    assert read(content)
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        # A changed letter of the hash's own spelling is a wrong hash too.
        assert refused(bytes(changed)).code in {"O203", "O204", "O205"}


def test_blanks_and_order_of_fields_do_not_matter() -> None:
    """Tests that the hash is one of the content, not of its layout."""
    made = document([opinion()])
    turned = dict(reversed(made.items()))
    spread = json.dumps(turned, indent=2)
    assert read(spread.encode()) == read(raw(opinion()))
    assert read(b"\xef\xbb\xbf" + spread.encode()) == read(raw(opinion()))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "O203"),
        (b"\xff\xfe{}", "O203"),
        (b"[]", "O203"),
        (b"{}", "O203"),
        (b"null", "O203"),
        (b"[" * 100_000, "O203"),
        (b'{"schema":' * 100_000, "O203"),
        (b'{"schema": NaN}', "O203"),
        (b'{"schema": -Infinity}', "O203"),
        (b'{"schema": 1' + b"0" * 5000 + b"}", "O203"),
        (b'{"schema": "alliance-opinions/1", "schema": "x"}', "O203"),
        (b'{"schema": "alliance-opinions/2"}', "O204"),
        (b'{"schema": ["alliance-opinions/1"]}', "O204"),
        (b'{"schema": "alliance-opinions/1"}', "O205"),
        (b'{"schema": "alliance-opinions/1", "hash": 7}', "O205"),
        (b'{"schema": "alliance-opinions/1", "plan": "\\ud800", "hash": ""}', "O203"),
        (b" " * (MOST_BYTES + 1), "O202"),
    ],
    ids=range(17),
)
def test_what_is_no_file_of_opinions(content: bytes, code: str) -> None:
    """Tests hostile bytes: refused, each in words, none with a traceback."""
    assert refused(content).code == code


@pytest.mark.parametrize("value", [float("nan"), 1.0, True, "1", None, 0, -1, 10**12])
def test_version_of_an_opinion_is_a_whole_number(value: Any) -> None:
    """Tests kinds that compare equal to 1 in Python, and numbers out of range."""
    content = json.dumps(document([opinion(rev=value)])).encode()
    issue = refused(content)
    assert issue.code == ("O203" if value != value else "O207")
    assert read(raw(opinion(rev=1)))[0].rev == 1


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"group": "students"}, "O208", "group"),
        ({"group": "家长"}, "O208", "group"),
        ({"group": ["parents"]}, "O207", "group"),
        ({"stance": "SUPPORT"}, "O208", "stance"),
        ({"about": "county"}, "O208", "about"),
        ({"key": "0" * 12}, "O209", "key"),
        ({"key": key_of("A").upper()}, "O207", "key"),
        ({"key": key_of("A")[:11]}, "O207", "key"),
        ({"id": "x" * 16}, "O207", "id"),
        ({"id": 12}, "O207", "id"),
        ({"text": None}, "O207", "text"),
        ({"text": "字" * (MOST_TEXT + 1)}, "O211", "text"),
        ({"speaker": "字" * (MOST_SPEAKER + 1)}, "O211", "speaker"),
        ({"speaker": 5}, "O207", "speaker"),
        ({"name": {}}, "O207", "name"),
        ({"date": "2026-02-29"}, "O207", "date"),
        ({"date": "1999-12-31"}, "O207", "date"),
        ({"date": "2026-3-1"}, "O207", "date"),
        ({"date": 20260301}, "O207", "date"),
        ({"wish": []}, "O207", "wish"),
        ({"wish": {"kind": "together", "a": key_of("b")}}, "O207", "wish.b"),
        ({"wish": wish("willing", "b", "c")}, "O208", "wish.kind"),
        ({"wish": wish("together", "b", "b")}, "O210", "wish.b"),
        ({"wish": wish("together", "b", "nobody")}, "O209", "wish.b"),
        ({"wish": {**wish("apart", "b", "c"), "d": 1}}, "O207", "wish.?"),
        ({"phone": "1"}, "O207", "?"),
    ],
)
def test_one_wrong_field(changes: dict[str, Any], code: str, column: str) -> None:
    """Tests that the second of two opinions is named with its field."""
    issue = refused(raw(opinion("b"), opinion(**changes)))
    assert (issue.code, issue.row, issue.column) == (code, 2, column)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "字" * MOST_TEXT},
        {"text": ""},
        {"speaker": "字" * MOST_SPEAKER},
        {"date": "2028-02-29"},
        {"wish": wish("apart", "b", "f")},
        {"group": "experts", "stance": "oppose"},
    ],
)
def test_legal_neighbours(changes: dict[str, Any]) -> None:
    """Tests the longest text, a leap day, a school outside, and the fifth group."""
    assert len(read(raw(opinion(**changes)))) == 1


def test_another_plan_is_refused_with_both_names() -> None:
    """Tests that the message tells whose version is whose."""
    issue = refused(raw(opinion(), mark=PlanMark("cd" * 32, "v2")))
    assert issue.code == "O206"
    assert "v2 (cdcdcdcdcdcd) ≠ v1 (abababababab)" in str(issue.value)
    same_text = PlanMark(MARK.sha256, "renamed")
    assert read(raw(opinion(), mark=same_text))


def test_head_is_as_strict_as_the_rest() -> None:
    """Tests unknown and malformed parts of the head; hashes are right throughout."""
    for changes in (
        {"extra": 1},
        {"plan": None},
        {"plan": {"sha256": MARK.sha256, "version": "v1"}},
        {"plan": {"sha256": "AB" * 32, "version": "v1", "title": ""}},
    ):
        assert refused(raw(**changes)).code == "O207"
    for listed in ({}, [1], None, "x"):
        content = json.dumps(document(listed)).encode()
        assert refused(content).code == "O207"
    assert read(raw()) == []


def test_too_many_opinions_are_refused() -> None:
    """Tests the limit and one more."""
    many = [opinion(id=f"{k:016x}") for k in range(MOST_OPINIONS + 1)]
    assert refused(raw(*many)).code == "O211"
    assert len(read(raw(*many[1:]))) == MOST_OPINIONS


def test_canonical_text_is_that_of_the_contract() -> None:
    """Tests escapes a browser writes alike: quotes, control characters, no others."""
    text = 'a"\\/\b\f\n\r\t\x01\x7f\u2028县😀</script>'
    escaped = '"a\\"\\\\/\\b\\f\\n\\r\\t\\u0001\x7f\u2028县😀</script>"'
    assert canonical({"b": text, "a": None, "hash": 0}) == f'{{"a":null,"b":{escaped}}}'
