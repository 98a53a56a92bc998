"""Many files at once: order, repeats, later versions, personal data."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.domain import Severity
from optimizer.errors import DataError
from optimizer.opinions.contract import MOST_BYTES, PlanMark
from optimizer.opinions.gather import Gathered, gather
from optimizer.opinions.heard import heard
from optimizer.opinions.records import Group
from tests.opinions.builders import MARK, opinion, places_of, raw, save, wish

PLACES = places_of()


def read(*paths: Path) -> Gathered:
    """Read files and folders."""
    return gather(paths, MARK, PLACES)


def codes(found: Gathered) -> list[str]:
    """Return the codes of the notes."""
    return [issue.code for issue in found.notes]


def test_order_of_files_changes_nothing(tmp_path: Path) -> None:
    """Tests every order of three files, and the folder that holds them."""
    files = [
        save(tmp_path, "意见 a.json", raw(opinion("e"), opinion("A", text="甲"))),
        save(tmp_path, "b.json", raw(opinion("D"), opinion("f", group="staff"))),
        save(tmp_path, "下 级/c.json", raw(opinion("A", group="staff"))),
    ]
    whole = read(tmp_path)
    for order in itertools.permutations(files):
        assert read(*order) == whole
    about = [(o.school_id, o.group) for o in whole.opinions]
    assert about == [
        ("A", "staff"),
        ("A", "parents"),
        ("D", "parents"),
        ("e", "parents"),
        ("f", "staff"),
    ]


def test_same_file_twice_counts_once(tmp_path: Path) -> None:
    """Tests a copy under another name, and one path given twice."""
    first = save(tmp_path, "a.json", raw(opinion()))
    copy = tmp_path / "a (1).json"
    shutil.copyfile(first, copy)
    found = read(first, first, copy)
    assert len(found.opinions) == 1
    assert codes(found) == ["O214"]


def test_two_people_may_say_the_same(tmp_path: Path) -> None:
    """Tests that equal words under different ids are two opinions."""
    one = save(tmp_path, "a.json", raw(opinion(id="1" * 16)))
    two = save(tmp_path, "b.json", raw(opinion(id="2" * 16)))
    assert len(read(one, two).opinions) == 2


def test_opinion_exported_again_counts_once(tmp_path: Path) -> None:
    """Tests an export that holds what an earlier one held, and one opinion more."""
    first, second = opinion("A"), opinion("b")
    save(tmp_path, "a.json", raw(first))
    save(tmp_path, "b.json", raw(first, second))
    found = read(tmp_path)
    assert len(found.opinions) == 2
    assert found.notes == ()


def test_last_version_of_an_opinion_counts(tmp_path: Path) -> None:
    """Tests a changed opinion, and two changes that nobody can put in order."""
    own = "7" * 16
    save(tmp_path, "new.json", raw(opinion(id=own, rev=2, text="改后")))
    save(tmp_path, "old.json", raw(opinion(id=own, rev=1, text="原来")))
    found = read(tmp_path)
    assert [o.text for o in found.opinions] == ["改后"]
    assert [(i.code, i.value) for i in found.notes] == [("O216", "原来")]
    save(tmp_path, "other.json", raw(opinion(id=own, rev=2, text="另改")))
    found = read(tmp_path)
    assert sorted(o.text for o in found.opinions) == ["另改", "改后"]
    assert codes(found).count("O212") == 2


def test_refused_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """Tests that all faulty files are told at once and the good one is read."""
    save(tmp_path, "a.json", raw(opinion(group="nobody")))
    save(tmp_path, "b.json", raw(opinion(), mark=PlanMark("cd" * 32)))
    save(tmp_path, "c.json", b" " * (MOST_BYTES + 1))
    save(tmp_path, "d.json", raw(opinion()))
    found = read(tmp_path)
    assert [(i.file, i.code) for i in found.refused] == [
        ("a.json", "O208"),
        ("b.json", "O206"),
        ("c.json", "O202"),
    ]
    assert [o.file for o in found.opinions] == ["d.json"]


def test_other_files_of_a_folder_are_told(tmp_path: Path) -> None:
    """Tests a picture in the folder; hidden and lock files are passed over."""
    save(tmp_path, "a.json", raw(opinion()))
    save(tmp_path, "照片.jpg", b"x")
    save(tmp_path, ".hidden.json", b"x")
    save(tmp_path, "~$a.xlsx", b"x")
    found = read(tmp_path)
    assert [(i.code, i.file) for i in found.notes] == [("O215", "照片.jpg")]
    assert found.refused == ()


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """Tests an empty folder and a path that is not there."""
    for path in (tmp_path, tmp_path / "no"):
        with pytest.raises(DataError) as caught:
            read(path)
        assert caught.value.code == "O221"


def test_personal_data_is_masked_and_told(tmp_path: Path) -> None:
    """Tests a phone, an identity number and a name; its neighbour stays as it is."""
    texts = {
        "电话 13800000000 联系": "电话 *********** 联系",
        "身份证11010519491231002X": "身份证******************",
        "负责人:张三三 同意": "负责人:*** 同意",
        "1380000000 不是电话": "1380000000 不是电话",
    }
    made = [opinion(id=f"{k:016x}", text=text) for k, text in enumerate(texts)]
    save(tmp_path, "a.json", raw(*made, opinion("b", speaker="家长:李四四")))
    found = read(tmp_path)
    assert {o.text for o in found.opinions} == {*texts.values(), "同意"}
    assert next(o.speaker for o in found.opinions if o.school_id == "b") == "家长:***"
    told = [(i.code, i.severity, i.row) for i in found.notes]
    assert told == [("O213", Severity.WARNING, row) for row in (1, 2, 3, 5)]


def test_each_group_must_be_heard_about_each_alliance(tmp_path: Path) -> None:
    """Tests that a member's opinions count for its alliance, and experts apart."""
    groups = ("staff", "parents", "township", "village")
    about_a = [opinion("b" if g == "village" else "A", group=g) for g in groups]
    made = [*about_a, opinion("D", group="experts"), opinion("f", stance="oppose")]
    save(tmp_path, "a.json", raw(*made))
    first, second, outside = heard(read(tmp_path).opinions, PLACES)
    assert (first.core, first.is_complete, first.missing) == ("A", True, ())
    assert (second.core, second.is_complete) == ("D", False)
    assert second.missing == tuple(Group)[:4]
    assert second.of_group(Group.EXPERTS) == 1
    assert (outside.core, outside.missing) == (None, ())
    save(tmp_path, "a.json", raw(*about_a[:3]))
    assert heard(read(tmp_path).opinions, PLACES)[0].missing == (Group.VILLAGE,)


def test_wish_survives_the_merge(tmp_path: Path) -> None:
    """Tests that a wish arrives with ids."""
    save(tmp_path, "a.json", raw(opinion("b", wish=wish("apart", "b", "c"))))
    (found,) = read(tmp_path).opinions
    assert found.wish is not None
    assert (found.wish.kind, found.wish.a, found.wish.b) == ("apart", "b", "c")


def test_opinions_on_a_plan_before_its_name_count(tmp_path: Path) -> None:
    """Tests files and a table on the digest a version had before it was named."""
    earlier = PlanMark("cd" * 32, "1", "方案")
    mark = replace(MARK, same=earlier.sha256)
    save(tmp_path, "a.json", raw(opinion("A"), mark=earlier))
    save(tmp_path, "b.json", raw(opinion("b"), mark=MARK))
    found = gather([tmp_path], mark, places_of())
    assert len(found.opinions) == 2
    assert [(n.code, n.file) for n in found.notes] == [("O217", "a.json")]
    refused = gather([tmp_path], MARK, places_of())
    assert [(r.code, r.file) for r in refused.refused] == [("O206", "a.json")]
    other = gather([tmp_path], replace(mark, same="ef" * 32), places_of())
    assert [(r.code, r.file) for r in other.refused] == [("O206", "a.json")]


def test_fault_of_a_file_on_the_plan_before_its_name_is_told(tmp_path: Path) -> None:
    """Tests that a school there is none of is the fault, not the digest."""
    earlier = PlanMark("cd" * 32, "1", "方案")
    save(tmp_path, "a.json", raw(opinion("nobody"), mark=earlier))
    mark = replace(MARK, same=earlier.sha256)
    found = gather([tmp_path], mark, places_of())
    assert [r.code for r in found.refused] == ["O209"]
