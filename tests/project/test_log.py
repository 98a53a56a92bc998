"""The chain finds every change, and says where it begins."""

from __future__ import annotations

import json

import pytest

from optimizer.messages import text
from optimizer.project.log import (
    FIRST_PREV,
    Entry,
    canonical,
    entry_of,
    head_fault,
    head_text,
    is_behind,
    parse_log,
    sealed,
)
from tests.project.builders import log_of


def raw(entries: tuple[Entry, ...]) -> bytes:
    """Return the bytes of a log."""
    return "".join(entry.line() for entry in entries).encode()


def fault_of(data: bytes) -> tuple[str, int]:
    """Return code and line of the first fault of a log."""
    _, fault = parse_log(data)
    assert fault is not None
    for lang in ("zh", "en"):
        assert "{" not in fault.render(lang)
    return fault.code, fault.details["row"]


def test_whole_log_comes_back() -> None:
    """Tests that reading gives what was written, sealed to 64 zeros at first."""
    entries = log_of()
    assert parse_log(raw(entries)) == (entries, None)
    assert entries[0].prev == FIRST_PREV
    assert [e.prev for e in entries[1:]] == [e.hash for e in entries[:-1]]


def test_every_changed_byte_is_found() -> None:
    """Tests each byte of a log of two lines, changed in two ways."""
    data = raw(log_of(2))
    lines = data.count(b"\n")
    first = data.index(b"\n")
    for k in range(len(data)):
        for changed in (data[k] ^ 1, ord(" ")):
            if changed == data[k]:
                continue
            _, fault = parse_log(data[:k] + bytes([changed]) + data[k + 1 :])
            assert fault is not None, k
            assert fault.details["row"] <= (1 if k < first else lines + 1)


def test_every_byte_removed_or_doubled_is_found() -> None:
    """Tests each byte of a log of two lines, left out and written twice."""
    data = raw(log_of(2))
    for k in range(len(data)):
        assert parse_log(data[:k] + data[k + 1 :])[1] is not None, k
        assert parse_log(data[:k] + data[k : k + 1] + data[k:])[1] is not None, k


def test_removed_doubled_and_moved_lines_are_told_apart() -> None:
    """Tests the line each fault is said to be in."""
    lines = [entry.line().encode() for entry in log_of(4)]
    assert fault_of(b"".join([lines[0], *lines[2:]])) == ("J303", 2)
    assert fault_of(b"".join(lines[1:])) == ("J303", 1)
    assert fault_of(b"".join([lines[0], lines[0], *lines[1:]])) == ("J303", 2)
    assert fault_of(b"".join([lines[1], lines[0], *lines[2:]])) == ("J303", 1)
    assert fault_of(b"".join(lines)[:-1]) == ("J305", 4)
    assert fault_of(b"") == ("J305", 1)
    assert fault_of(b"".join(lines) + b"\n") == ("J301", 5)


def test_line_replaced_by_one_with_a_right_hash_breaks_the_next() -> None:
    """Tests that a line written anew is found by the seal of the line behind it."""
    entries = list(log_of())
    old = entries[1]
    facts = {**old.facts, "note": "另一说明"}
    entries[1] = sealed(entries[:1], old.kind, old.version, old.date, old.role, facts)
    assert fault_of(raw(tuple(entries))) == ("J304", 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "other"},
        {"to": "published"},
        {"judged": []},
        {"n": True},
        {"date": None},
        {"more": 1},
        {"note": "\ud800"},
    ],
)
def test_entry_that_is_none_of_ours_is_refused(changes: dict[str, object]) -> None:
    """Tests wrong fields in a line whose hash is right."""
    entries = log_of(2)
    told = json.loads(entries[1].line())
    told.update(changes)
    told.pop("hash")
    try:
        hashed = sealed(entries[:1], **_parts(told)).hash
    except UnicodeEncodeError:
        hashed = "0" * 64
    line = json.dumps({**told, "hash": hashed}, sort_keys=True, separators=(",", ":"))
    code, row = fault_of(entries[0].line().encode() + line.encode() + b"\n")
    assert (code, row) == ("J301", 2)


def _parts(told: dict[str, object]) -> dict[str, object]:
    names = ("kind", "version", "date", "role")
    facts = {k: v for k, v in told.items() if k not in (*names, "n", "prev")}
    return {**{name: told[name] for name in names}, "facts": facts}


def test_same_text_in_another_writing_is_found() -> None:
    """Tests escapes and blanks, which a reader of JSON would not notice."""
    (entry,) = log_of(1)
    told = json.loads(entry.line())
    for other in (
        json.dumps(told, sort_keys=True, separators=(",", ":")),
        json.dumps(told, sort_keys=True, ensure_ascii=False),
        canonical(told).replace('"n":1', '"n":1,"n":1'),
    ):
        assert fault_of(f"{other}\n".encode()) == ("J301", 1)
    assert fault_of(b"\xef\xbb\xbf" + entry.line().encode()) == ("J301", 1)
    assert fault_of(entry.line().replace("\n", "\r\n").encode()) == ("J301", 1)


def test_head_tells_lines_lost_at_the_end() -> None:
    """Tests the head of the whole log, one behind, one ahead, none, and another's."""
    entries = log_of()
    assert head_fault(entries, head_text(entries).encode()) is None
    behind = head_text(entries[:-1]).encode()
    assert head_fault(entries, behind) is None
    assert is_behind(entries, behind)
    assert not is_behind(entries, head_text(entries).encode())
    for head in (None, b"", head_text(entries).encode()[:-1]):
        fault = head_fault(entries, head)
        assert fault is not None
        assert fault.code == "J306"
    assert head_fault(entries[:-1], head_text(entries).encode()) is not None
    assert head_fault(entries[:1], None) is None


def test_entry_is_found_by_twelve_digits_or_more() -> None:
    """Tests digits in any writing, too few of them, and those of no entry."""
    entries = log_of()
    digits = entries[1].hash
    assert entry_of(entries, digits) == entries[1]
    assert entry_of(entries, f" {digits[:6].upper()} {digits[6:12]}") == entries[1]
    assert entry_of(entries, digits[:11]) is None
    assert entry_of(entries, "f" * 64) is None


def test_log_says_what_it_cannot_find() -> None:
    """Tests that the limit of a chain is written down where the format is."""
    from optimizer.project import log

    assert "no chain can find" in (log.__doc__ or "")
    assert "整体改写" in text("J307", "zh", value="")


@pytest.mark.parametrize("name", ["../v1", "v01", "", "v1/..", "V1"])
def test_line_that_names_no_version_is_not_ours(name: str) -> None:
    """Tests names that would be paths, though every hash is right."""
    first = log_of(1)[0]
    for version, parent in ((name, ""), ("v2", name or "..")):
        facts = {**first.facts, "parent": parent}
        entry = sealed((), first.kind, version, first.date, first.role, facts)
        assert fault_of(raw((entry,))) == ("J301", 1)
