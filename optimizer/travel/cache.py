"""Results kept between runs, under names made of the content they come from.

A name is a SHA-256 of everything a result depends on, so nothing is ever out of
date; two processes that make the same result write the same bytes. A file is
written beside its place and then renamed: a reader meets a whole file or none. A
file that cannot be read, or whose check sum is wrong, counts as absent.

The folder is the user's cache folder, or the one named by :data:`VARIABLE`; it can
be deleted at any time.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from optimizer.domain import Issue, School, Severity
from optimizer.matrix import TravelMatrix
from optimizer.travel.protocol import MeasuringProvider, Snap, SnapStatus, TravelReport

VARIABLE = "ALLIANCE_CACHE"
"""Environment variable that names another folder."""

_FORMAT = "matrix/1"
_DIGEST_BYTES = 32
_LOG = logging.getLogger(__name__)


def cache_folder() -> Path:
    """Return the folder of the cache, made if need be.

    Where it cannot be written, a temporary folder stands in for this run.
    """
    named = os.environ.get(VARIABLE)
    folder = Path(named) if named else platformdirs.user_cache_path("school-alliance")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        _LOG.warning("cache folder %s cannot be used: %s", folder, error)
        stand_in = tempfile.mkdtemp(prefix="alliance-cache-")
        atexit.register(shutil.rmtree, stand_in, ignore_errors=True)
        return Path(stand_in)


@dataclass(frozen=True)
class MatrixCache:
    """Matrices with their reports, one file each."""

    folder: Path

    def measure(
        self, provider: MeasuringProvider, schools: Sequence[School]
    ) -> tuple[TravelMatrix, TravelReport]:
        """Return what the provider measures, from the cache where it stands there."""
        path = self.folder / f"matrix-{_key(provider, schools)}.bin"
        found = _load(path)
        if found is None:
            found = provider.measure(schools)
            _store(path, *found)
        return found


def _key(provider: MeasuringProvider, schools: Sequence[School]) -> str:
    """Return the name of a result: engine, network and its notes, and the places.

    Two networks may be alike and be told different things of: the report would be
    that of the other.
    """
    places = [(s.school_id, s.lon, s.lat) for s in schools]
    notes = [asdict(note) for note in provider.graph.notes]
    facts = [_FORMAT, provider.fingerprint(), notes, places]
    text = json.dumps(facts, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _store(path: Path, matrix: TravelMatrix, report: TravelReport) -> None:
    """Write a result; a full disk or a lost right costs only the next run's time."""
    facts = json.dumps([matrix.school_ids, asdict(report)], ensure_ascii=False)
    content = io.BytesIO()
    np.savez_compressed(
        content,
        facts=np.frombuffer(facts.encode(), dtype=np.uint8),
        seconds=matrix.seconds,
        metres=matrix.metres,
        source=matrix.source,
    )
    body = content.getvalue()
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(file.name).replace(path)
    except OSError as error:
        _LOG.warning("cache file %s was not written: %s", path.name, error)


def _load(path: Path) -> tuple[TravelMatrix, TravelReport] | None:
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    body = raw[_DIGEST_BYTES:]
    if hashlib.sha256(body).digest() != raw[:_DIGEST_BYTES]:
        _LOG.warning("cache file %s is damaged and made anew", path.name)
        return None
    with np.load(io.BytesIO(body), allow_pickle=False) as data:
        ids, report = json.loads(data["facts"].tobytes())
        layers = (data["seconds"], data["metres"], data["source"])
        return TravelMatrix(tuple(ids), *layers), _report(report)


def _report(facts: dict[str, Any]) -> TravelReport:
    """Return the report behind its plain form."""
    snaps = tuple(
        Snap(s["school_id"], s["snap_m"], SnapStatus(s["status"]))
        for s in facts["snaps"]
    )
    notes = tuple(
        Issue(**{**note, "severity": Severity(note["severity"])})
        for note in facts["notes"]
    )
    rest = {**facts, "unreachable": tuple(facts["unreachable"])}
    return TravelReport(**{**rest, "snaps": snaps, "notes": notes})
