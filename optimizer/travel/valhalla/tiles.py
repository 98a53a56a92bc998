"""Tiles of a road graph, built once and kept in the cache."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import valhalla
from valhalla.config import get_config

from optimizer.errors import TravelError
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.valhalla.extract import write_extract

ENGINE_VERSION = version("pyvalhalla")

_RECIPE = "tiles/1"
"""Raised whenever the extract or the building below changes."""

_MARKER = "complete.json"
"""Written last: a folder without it, or that does not match it, is not used."""

_LONGEST_M = 400_000
"""Default of the engine for a matrix. A much greater value makes each row slow."""

_OUTSIDE = ("admin", "timezone", "landmarks", "traffic_extract", "transit_dir",
            "transit_feeds_dir")  # fmt: skip
"""Files the engine would look for on the machine; it is to touch none."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Tiles:
    """Tiles of one graph in a cache folder.

    Parameters
    ----------
    graph
        The roads.
    cache
        Folder that holds one folder of tiles for each content.
    """

    graph: RoadGraph
    cache: Path

    @cached_property
    def key(self) -> str:
        """SHA-256 of all that tiles depend on, as hex text."""
        text = f"{_RECIPE} {ENGINE_VERSION} {self.graph.fingerprint()}"
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def folder(self) -> Path:
        """The folder of tiles, built now unless it is there.

        Raises
        ------
        TravelError
            T310 if the builder fails.
        """
        folder = self.cache / f"tiles-{self.key}"
        if _is_complete(folder):
            return folder
        if folder.exists():
            _LOG.warning("tiles %s are damaged and built anew", folder.name)
            shutil.rmtree(folder, ignore_errors=True)
        made = Path(tempfile.mkdtemp(dir=self.cache, prefix=".tiles-"))
        try:
            _build(self.graph, made)
            _mark(made)
            made.replace(folder)
        except OSError:
            # Another process was first: its tiles are the same.
            if not _is_complete(folder):
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
        return folder

    def config(self, *, longest_m: float = 0.0) -> dict[str, Any]:
        """Return the engine's settings for these tiles.

        Parameters
        ----------
        longest_m
            Greatest straight distance between two places asked for.
        """
        config = _config(self.folder)
        limits = config["service_limits"]["auto"]
        limits["max_matrix_distance"] = max(_LONGEST_M, int(longest_m * 1.1))
        limits["max_distance"] = max(limits["max_distance"], int(longest_m * 10))
        limits["max_matrix_location_pairs"] = 10**9
        limits["max_locations"] = 10**6
        return config

    def actor(self, *, longest_m: float = 0.0) -> valhalla.Actor:
        """Return the engine on these tiles, with the settings of :meth:`config`.

        The engine reads a settings file once, as it starts. Given the settings
        themselves it would write one and leave it behind.
        """
        with tempfile.TemporaryDirectory() as work:
            settings = Path(work) / "config.json"
            config = self.config(longest_m=longest_m)
            settings.write_text(json.dumps(config), encoding="utf-8")
            return valhalla.Actor(settings)


def _config(tiles: Path) -> dict[str, Any]:
    """Return settings that name nothing outside the tiles and print nothing."""
    config: dict[str, Any] = deepcopy(
        get_config(tile_extract="", tile_dir=str(tiles), verbose=False)
    )
    builder = config["mjolnir"]
    builder |= dict.fromkeys(_OUTSIDE, "")
    builder["concurrency"] = 1
    # Levels and shortcuts make long routes fast by not looking at small roads in the
    # middle: half an hour too long on mountain roads that are all small.
    builder["hierarchy"] = builder["shortcuts"] = False
    # Turn lanes would be driven at a quarter more than their tagged speed.
    builder["data_processing"]["infer_turn_channels"] = False
    # Unconnected places are to come back as "no way" instead of failing the call.
    config["loki"]["use_connectivity"] = False
    # The default search meets in the middle, and its answer depends on the batch.
    config["thor"]["source_to_target_algorithm"] = "timedistancematrix"
    # A route is traced back along points that may lie far apart on a straight road.
    config["meili"]["default"]["breakage_distance"] = _LONGEST_M
    config["service_limits"]["trace"]["max_distance"] = 10.0 * _LONGEST_M
    for part in ("mjolnir", "loki", "thor", "odin", "meili", "skadi"):
        if part in config:
            config[part]["logging"] = {"type": ""}
    return config


def builder_path() -> Path:
    """Return the tile builder inside the engine's package."""
    name = "valhalla_build_tiles" + (".exe" if sys.platform == "win32" else "")
    return Path(valhalla.__file__).parent / "bin" / name


def _build(graph: RoadGraph, folder: Path) -> None:
    """Build tiles into an existing folder."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".extract-") as work:
        extract, settings = Path(work) / "roads.osm.pbf", Path(work) / "config.json"
        write_extract(graph, extract)
        settings.write_text(json.dumps(_config(folder)), encoding="utf-8")
        command = [str(builder_path()), "-c", str(settings), str(extract)]
        try:
            # Some of the builder's temporary files go into the current folder.
            done = subprocess.run(
                command, cwd=work, capture_output=True, text=True, check=False
            )
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            raise TravelError("T310", reason=reason) from error
        if done.returncode or not any(folder.rglob("*.gph")):
            lines = (done.stderr + done.stdout).strip().splitlines()
            reason = lines[-1] if lines else f"exit code {done.returncode}"
            raise TravelError("T310", reason=reason)


def _contents(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every tile by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*.gph"))
    }


def _mark(folder: Path) -> None:
    text = json.dumps(_contents(folder))
    (folder / _MARKER).write_text(text, encoding="utf-8")


def _is_complete(folder: Path) -> bool:
    try:
        stated = json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(stated) and stated == _contents(folder)
