"""Readers of public files: every form by its content, every fault in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.pmedian.readers import (
    FormatError,
    parse_instance,
    read_instance,
    with_groups_of,
)

COORDINATES = " 3 1 \r\n 0 0 9 2 \r\n 3 4 9 3\r\n0\t1 9 4\r\n"


def test_parse_coordinates_is_euclidean() -> None:
    """Tests rows of x, y, capacity and demand, with mixed blanks and line ends."""
    instance = parse_instance(COORDINATES)
    assert instance.cost[0, 1] == 5.0
    assert instance.cost[1, 2] == pytest.approx(18**0.5)
    assert instance.capacity.tolist() == [9, 9, 9]
    assert instance.demand.tolist() == [2, 3, 4]
    assert instance.num_cores == 1


@pytest.mark.parametrize("shift", [0, 5000])
def test_parse_or_library_rounds_down_wherever_it_lies(shift: int) -> None:
    """Tests that the family is recognised by its numbers, also when translated."""
    rows = [f"{x + shift} {y + shift} 120 {d}" for x, y, d in [(1, 1, 5), (2, 2, 20)]]
    instance = parse_instance("2 1\n" + "\n".join(rows))
    assert instance.cost[0, 1] == 1.0
    apart = parse_instance("2 1\n" + "\n".join(rows), "euclidean")
    assert apart.cost[0, 1] == pytest.approx(2**0.5)


def test_parse_numbered_points() -> None:
    """Tests rows of number, x, y and demand under one capacity."""
    instance = parse_instance("2 1 120\n1 10 10 7\n2 13 14 8\n")
    assert instance.cost[0, 1] == 5.0
    assert instance.capacity.tolist() == [120, 120]
    assert instance.demand.tolist() == [7, 8]


def test_parse_matrix() -> None:
    """Tests a full matrix followed by demands and capacities."""
    instance = parse_instance("3 2\n0 1 2\n1 0 3\n2 3 0\n4 5 6\n9 9 9\n")
    assert instance.cost.tolist() == [[0, 1, 2], [1, 0, 3], [2, 3, 0]]
    assert instance.demand.tolist() == [4, 5, 6]
    assert instance.capacity.tolist() == [9, 9, 9]


def test_parse_facilities() -> None:
    """Tests separate facilities with fixed costs; lines may break anywhere."""
    instance = parse_instance("2 3\n10 100\n20 200\n1. 2.\n3.\n5 6 7\n8 9 10\n")
    assert not instance.is_shared
    assert instance.num_cores is None
    assert instance.opening.tolist() == [100, 200]
    assert instance.cost.tolist() == [[5, 8], [6, 9], [7, 10]]


def test_parse_graph_keeps_the_last_duplicate() -> None:
    """Tests shortest paths, with an edge given twice."""
    instance = parse_instance("3 3 1\n1 2 9\n2 3 4\n2 1 5\n")
    assert instance.cost[0].tolist() == [0, 5, 9]
    assert np.isinf(instance.capacity).all()


def test_with_groups_of_counts_heads() -> None:
    """Tests demands of 1, the capacity and the number of groups."""
    instance = with_groups_of(parse_instance(COORDINATES), 2)
    assert instance.num_cores == 2
    assert instance.demand.tolist() == [1, 1, 1]
    assert instance.capacity.tolist() == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("hello world\n", "not all of it is numbers"),
        ("3 1\n0 0 9 2\n", "but 4 numbers follow"),
        ("5\n1 2 3\n", "no two or three counts"),
        ("3 2 1\n1 2 5\n9 3 5\n", "outside 1 to 3"),
        ("2 5\n0 0 9 2\n1 1 9 2\n", "num_cores is 5"),
        ("2 1\n0 0 nan 2\n1 1 9 2\n", "not all of its numbers are finite"),
        ("1 2\n9 9\n4\n5 6\n7 8\n", "but 7 numbers follow"),
    ],
)
def test_parse_unknown_form_is_refused(text: str, message: str) -> None:
    """Tests that a file of no known form is told in one line."""
    with pytest.raises(FormatError, match=message) as caught:
        parse_instance(text)
    assert "\n" not in str(caught.value)


def test_read_binary_or_missing_file_is_refused(tmp_path: Path) -> None:
    """Tests files that hold no text, or are not there."""
    path = tmp_path / "x.bin"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(FormatError, match="not a text file"):
        read_instance(path)
    with pytest.raises(FormatError, match="cannot be read"):
        read_instance(tmp_path / "nothing.txt")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.pmedian", *arguments]
    root = Path(__file__).parents[3]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=root, check=False
    )


def test_command_prints_one_line_and_writes_the_solution(tmp_path: Path) -> None:
    """Tests the command as a user runs it, with two workers."""
    file, out = tmp_path / "three.txt", tmp_path / "out.json"
    file.write_text(COORDINATES, encoding="utf-8")
    done = run(str(file), "--time-limit", "20", "--solution", str(out))
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    record = json.loads(line)
    assert list(record) == [
        "instance",
        "n",
        "p",
        "value",
        "bound",
        "gap",
        "seconds",
        "status",
    ]
    assert record["status"] == "optimal"
    assert record["value"] == pytest.approx(1 + 18**0.5)
    assert json.loads(out.read_text()) == {"cores": [2], "core_of": [2, 2, 2]}


def test_command_refuses_an_unknown_file(tmp_path: Path) -> None:
    """Tests exit code and the one line."""
    file = tmp_path / "notes.txt"
    file.write_text("not an instance\n", encoding="utf-8")
    done = run(str(file))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
