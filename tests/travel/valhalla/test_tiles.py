"""Tests of the tiles: built once, never half, the same from two processes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from optimizer.errors import TravelError
from optimizer.travel.valhalla import tiles
from optimizer.travel.valhalla.tiles import Tiles
from tests.travel.builders import make_graph, random_graph


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def test_tiles_are_built_once_and_leave_nothing_else(tmp_path, monkeypatch):
    """Tests that a second use does not call the builder."""
    folder = Tiles(random_graph(1), tmp_path).folder
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]
    monkeypatch.setattr(tiles, "_build", lambda *_: pytest.fail("built again"))
    assert Tiles(random_graph(1), tmp_path).folder == folder


def test_another_graph_has_other_tiles(tmp_path):
    """Tests that the name follows the content."""
    one, two = Tiles(random_graph(1), tmp_path), Tiles(random_graph(2), tmp_path)
    assert one.key != two.key


def test_two_builds_give_the_same_bytes(tmp_path):
    """Tests that nothing of time, place or chance gets into the tiles."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first = contents(Tiles(random_graph(1), tmp_path / "a").folder)
    assert first == contents(Tiles(random_graph(1), tmp_path / "b").folder)


@pytest.mark.parametrize("damage", ["marker", "cut", "gone", "changed"])
def test_damaged_tiles_are_built_anew(damage, tmp_path):
    """Tests a missing marker, and a tile cut, gone or changed."""
    folder = Tiles(random_graph(1), tmp_path).folder
    good = contents(folder)
    tile = next(folder.rglob("*.gph"))
    raw = tile.read_bytes()
    if damage == "marker":
        (folder / "complete.json").unlink()
    elif damage == "gone":
        tile.unlink()
    else:
        tile.write_bytes(
            raw[:100] if damage == "cut" else raw[:-1] + bytes([raw[-1] ^ 1])
        )
    assert contents(Tiles(random_graph(1), tmp_path).folder) == good


SCRIPT = """
import sys
import tempfile
from pathlib import Path
from tests.travel.builders import random_graph
from optimizer.travel.valhalla.tiles import Tiles
for seed in range(4):
    print(Tiles(random_graph(seed), Path(sys.argv[1])).folder.name)
"""


def test_two_processes_build_into_one_cache(tmp_path):
    """Tests that both end with whole tiles, and no rest of either is left."""
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    both = [
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE) for _ in range(2)
    ]
    told = [process.communicate(timeout=120)[0].split() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert told[0] == told[1]
    assert sorted(p.name.encode() for p in tmp_path.iterdir()) == sorted(told[0])
    for seed in range(4):
        assert tiles._is_complete(Tiles(random_graph(seed), tmp_path).folder)


@pytest.mark.parametrize("builder", ["missing", "failing"])
def test_builder_that_fails_gives_its_message(builder, tmp_path, monkeypatch):
    """Tests a missing program and one that ends with a fault."""
    path = {"missing": tmp_path / "none", "failing": Path(sys.executable)}[builder]
    monkeypatch.setattr(tiles, "builder_path", lambda: path)
    cache = tmp_path / "cache"
    cache.mkdir()
    with pytest.raises(TravelError) as caught:
        _ = Tiles(random_graph(1), cache).folder
    assert caught.value.code == "T310"
    assert list(cache.iterdir()) == []


def test_settings_name_nothing_outside_the_tiles(tmp_path):
    """Tests that no path of the engine's defaults is left, and nothing is printed."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    settings = Tiles(graph, tmp_path).config(longest_m=900_000)
    text = repr(settings["mjolnir"]).replace(str(tmp_path), "")
    assert "/data" not in text
    assert settings["mjolnir"]["logging"] == {"type": ""}
    assert settings["service_limits"]["auto"]["max_matrix_distance"] == 990_000


def test_engine_leaves_no_file_behind(tmp_path, monkeypatch):
    """Tests that a started engine answers, and no settings file stays."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    cache.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    engine = Tiles(graph, cache).actor()
    assert list(temporary.iterdir()) == []
    assert "version" in json.loads(engine.status("{}"))
