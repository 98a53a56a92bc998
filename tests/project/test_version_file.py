"""``version.json``: what it says, and which files it speaks of."""

from __future__ import annotations

import pytest

from optimizer.dossier import Change, changes_between
from optimizer.project.sentences import ProjectError
from optimizer.project.version_file import (
    is_own,
    number_of,
    parse_version,
    version_file,
)
from tests.builders import make_plan
from tests.project.builders import mark


def test_file_comes_back_as_it_was_written() -> None:
    """Tests the round trip, and that files stand in the order of their names."""
    file = version_file(mark("v2", "v1"), "5" * 64, {"plan.json": "1", "map.html": "2"})
    assert list(file.files) == ["map.html", "plan.json"]
    again = parse_version(file.to_json().encode(), "v2/version.json")
    assert again == file
    assert again.mark == mark("v2", "v1")
    assert again.plan_sha256 == "1"


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"\xff", b'{"schema": "alliance-version/2"}', b"[" * 10_000],
)
def test_damaged_file_is_refused(raw: bytes) -> None:
    """Tests other bytes, other JSON and another schema."""
    with pytest.raises(ProjectError, match="J114"):
        parse_version(raw, "v2/version.json")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("plan.json", True),
        ("inputs/schools.csv", True),
        ("inputs/opinions/x", True),
        ("notes.txt", True),
        ("map.html", True),
        ("inputs/map.public.html", True),
        ("map.public.html", False),
        ("map.public.compare.html", False),
        ("explore/explore.json", False),
        ("packages/approval/01.docx", False),
        ("reasons.xlsx", False),
        ("version.json", False),
        ("material.toml", False),
        ("opinions/opinions.xlsx", False),
        ("opinions.xlsx", True),
        ("~$plan.xlsx", False),
        (".DS_Store", False),
        ("inputs/Thumbs.db", False),
        ("plan.gpkg-wal", False),
    ],
)
def test_files_of_a_version_are_told_from_what_people_add(name: str, own: bool) -> None:
    """Tests what belongs to a version and what programs leave beside open files."""
    assert is_own(name) is own


@pytest.mark.parametrize("name", ["v0", "v01", "V1", "v", "v1 ", "v１", "v-1", "v1.5"])
def test_only_plain_names_are_versions(name: str) -> None:
    """Tests names that look like one."""
    assert number_of(name) is None
    assert number_of("v10") == 10


def test_changes_name_every_school_that_stands_elsewhere() -> None:
    """Tests a move, a school that left, one that joined, and a new core."""
    before = make_plan({"A": ["b", "c"], "D": ["e"]})
    after = make_plan({"A": ["b", "e"], "c": ["f"]})
    assert changes_between(before, after) == (
        Change("D", "D", None),
        Change("c", "A", "c"),
        Change("e", "D", "A"),
        Change("f", None, "c"),
    )
    assert changes_between(before, before) == ()
