"""What the map tells by shape, and how it reads names: by small made-up records."""

from __future__ import annotations

import itertools

import pytest

from optimizer import messages
from optimizer.report.map.pinyin import readings
from optimizer.report.map.school_kinds import KINDS, OTHER, group_of, kinds_of

TAGS = ("rural", "weak", "new")
CODES = [code for code in messages.codes() if code.startswith("U") and len(code) == 3]


def test_kind_shown_first_is_the_rarest() -> None:
    """Tests the stated order over every set of tags, for a school and a point."""
    for size in range(4):
        for tags in itertools.combinations(TAGS, size):
            for type_code in ("211", "218"):
                found = kinds_of(type_code, tags, internal=True)
                assert set(found) == {*tags, *(["point"] if type_code == "218" else [])}
                assert found == sorted(found, key=KINDS.index)


def test_map_that_leaves_the_bureau_tells_no_kind_that_shames() -> None:
    """Tests that no weak school can be known, also not by what the others are called.

    Two members that differ only in being weak or rural must get the same record.
    """
    for type_code, new in itertools.product(("211", "218"), ([], ["new"])):
        records = {
            tuple(kinds_of(type_code, [*new, *more], internal=False))
            for more in ([], ["rural"], ["weak"], ["rural", "weak"])
        }
        assert len(records) == 1
        assert not {"rural", "weak"} & set(records.pop())


def test_every_reason_has_a_group_with_a_name() -> None:
    groups = {group_of(code) for code in CODES}
    assert groups == {"place", "will", "reach", "full", OTHER}
    assert all(messages.has_text(f"map.ui.group.{group}") for group in groups)
    assert len(CODES) == 18


@pytest.mark.parametrize(
    ("code", "group"),
    [("U01", "place"), ("U02", "will"), ("U08", "reach"), ("U10", "full")],
)
def test_reason_is_in_the_group_a_reader_expects(code: str, group: str) -> None:
    assert group_of(code) == group


@pytest.mark.parametrize("code", ["", "U99", "__proto__", "X01"])
def test_unknown_reason_is_another_reason(code: str) -> None:
    assert group_of(code) == OTHER


def test_characters_of_places_have_the_readings_people_type() -> None:
    """Tests against readings written down by hand, several for 长 and 重."""
    found = readings(["恩施市", "长梁镇", "重阳", "东瀼口镇", "绿葱坡"])
    for character, reading in {
        "恩": "en", "施": "shi", "长": "chang", "重": "chong", "瀼": "rang",
        "绿": "lv", "镇": "zhen",
    }.items():  # fmt: skip
        assert reading in found[character].split(" ")
    assert {"zhang", "chang"} <= set(found["长"].split(" "))


def test_readings_are_letters_in_a_fixed_order() -> None:
    """Tests that marks and other scripts are left out and the order does not matter."""
    names = ["示例·城关", "ABC 小学", "<b>${x}`", "㐂\u202e", "", "校"]
    found = readings(names)
    assert found == readings(reversed(names))
    assert list(found) == sorted(found)
    assert set("".join(found.values())) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert not set("ABC<$ ·") & set(found)
