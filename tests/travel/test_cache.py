"""Tests of the cache: same content, same file; anything wrong, made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optimizer.domain import Issue, Severity
from optimizer.travel import cache
from optimizer.travel.cache import MatrixCache, cache_folder
from optimizer.travel.routing import RoadProvider

from .builders import make_school, make_travel, random_graph, schools_on_nodes

TRAVEL = make_travel()


class Counting(RoadProvider):
    """A provider that counts how often it measures."""

    calls = 0

    def measure(self, schools):
        type(self).calls += 1
        return super().measure(schools)


@pytest.fixture
def provider():
    """A counting provider on a random graph, its count at zero."""
    Counting.calls = 0
    return Counting(random_graph(3), TRAVEL)


SCHOOLS = [
    *schools_on_nodes(random_graph(3), range(8)),
    make_school("far", -90_000, 0),
    make_school("nowhere"),
]


def same(one, two) -> bool:
    """Whether two matrices and reports are equal in every value."""
    (a, report_a), (b, report_b) = one, two
    layers = ("seconds", "metres", "source")
    return report_a == report_b and all(
        np.array_equal(getattr(a, name), getattr(b, name)) for name in layers
    )


def test_second_run_reads_what_the_first_made(tmp_path, provider):
    """Tests matrix, snaps and notes from the file against those measured."""
    first = MatrixCache(tmp_path).measure(provider, SCHOOLS)
    second = MatrixCache(tmp_path).measure(provider, SCHOOLS)
    assert Counting.calls == 1
    assert same(first, second)
    assert second[1].notes
    assert len(list(tmp_path.iterdir())) == 1


def test_anything_it_depends_on_makes_another_name(tmp_path, provider):
    """Tests a moved school, another id, another graph and another policy."""
    keep = MatrixCache(tmp_path)
    keep.measure(provider, SCHOOLS)
    moved = [replace(SCHOOLS[0], lon=SCHOOLS[0].lon + 1e-6), *SCHOOLS[1:]]
    renamed = [replace(SCHOOLS[0], school_id="X"), *SCHOOLS[1:]]
    keep.measure(provider, moved)
    keep.measure(provider, renamed)
    keep.measure(Counting(random_graph(4), TRAVEL), SCHOOLS)
    keep.measure(Counting(random_graph(3), make_travel(snap_max_m=500.0)), SCHOOLS)
    assert Counting.calls == 5
    keep.measure(provider, [replace(s, pupils=3) for s in SCHOOLS])
    assert Counting.calls == 5


def test_like_networks_keep_their_own_notes(tmp_path):
    """Tests two graphs of the same roads, of which different things were noticed."""
    keep, graph = MatrixCache(tmp_path), random_graph(3)
    note = Issue("T294", Severity.WARNING, value="1 km")
    noted = replace(graph, notes=(note,))
    assert noted.fingerprint() == graph.fingerprint()
    first = keep.measure(RoadProvider(noted, TRAVEL), SCHOOLS)[1]
    second = keep.measure(RoadProvider(graph, TRAVEL), SCHOOLS)[1]
    assert note in first.notes
    assert note not in second.notes


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: b"",
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: b"{}" + raw,
    ],
)
def test_damaged_file_is_made_anew(damage, tmp_path, provider):
    """Tests a file cut short, emptied, with a changed byte, and foreign bytes."""
    keep = MatrixCache(tmp_path)
    first = keep.measure(provider, SCHOOLS)
    (file,) = tmp_path.iterdir()
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert same(keep.measure(provider, SCHOOLS), first)
    assert Counting.calls == 2
    assert file.read_bytes() == good


SCRIPT = """
import sys
from pathlib import Path
from tests.travel.test_cache import SCHOOLS, TRAVEL
from tests.travel.builders import random_graph
from optimizer.travel.cache import MatrixCache
from optimizer.travel.routing import RoadProvider
for seed in range(12):
    provider = RoadProvider(random_graph(seed), TRAVEL)
    MatrixCache(Path(sys.argv[1])).measure(provider, SCHOOLS)
"""


def test_two_processes_share_one_folder(tmp_path):
    """Tests that neither meets a half-written file and both leave the same bytes."""
    root = Path(__file__).parents[2]
    shared, alone = tmp_path / "shared", tmp_path / "alone"
    shared.mkdir()
    alone.mkdir()
    command = [sys.executable, "-c", SCRIPT]
    both = [subprocess.Popen([*command, str(shared)], cwd=root) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    subprocess.run([*command, str(alone)], cwd=root, check=True)
    made = {file.name: file.read_bytes() for file in shared.iterdir()}
    assert made == {file.name: file.read_bytes() for file in alone.iterdir()}
    assert len(made) == 12


def test_folder_is_the_named_one(tmp_path, monkeypatch):
    """Tests the variable, and that the folder is made."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "a" / "b"))
    assert cache_folder() == tmp_path / "a" / "b"
    assert (tmp_path / "a" / "b").is_dir()


def test_folder_that_cannot_be_written_has_a_stand_in(tmp_path, monkeypatch):
    """Tests a file in the folder's place: the run goes on elsewhere."""
    (tmp_path / "taken").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "taken"))
    assert cache_folder().is_dir()
    assert os.fspath(tmp_path) not in os.fspath(cache_folder())
