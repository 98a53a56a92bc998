"""Ours against the peers on public instances: ``pytest -m bench -s`` on this file.

Environment: ``BENCH_PEERS_PYTHON`` names an interpreter with spopt 0.8 and
k-means-constrained; ``BENCH_SECONDS`` (60) and ``BENCH_RUNS`` (3) set the effort. Each
value is recomputed from the solution: a solver's own status is only repeated.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from optimizer.solvers.pmedian import MedianInstance
from tests.benchmarks.pmedian.plain import judged, plain_cpsat, plain_highs
from tests.benchmarks.pmedian.readers import read_instance, with_groups_of

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
BENCH = ROOT.parent / "shared" / "bench"
SECONDS = float(os.environ.get("BENCH_SECONDS", "60"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))

CASES = [
    ("cpmp01.txt", None),
    ("cpmp11.txt", None),
    ("p1250-1.txt", None),
    ("p33100-11.txt", None),
    ("SJC1.dat", None),
    ("SJC2.dat", None),
    ("lin318_040.txt", None),
    ("holmberg_p1.txt", None),
    ("pmed1.txt", None),
    ("pmed5.txt", None),
    ("SJC1.dat", 6),
    ("SJC2.dat", 6),
    ("lin318_040.txt", 6),
]

Record = dict[str, Any]


def ours(path: Path, instance: MedianInstance, size: int | None, out: Path) -> Record:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "tests.benchmarks.pmedian", str(path)]
    command += ["--time-limit", str(SECONDS), "--solution", str(out)]
    command += [] if size is None else ["--group-size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    line = json.loads(done.stdout)
    core_of = json.loads(out.read_text())["core_of"]
    if core_of is None:
        return {"value": None, "says": line["status"], "seconds": line["seconds"]}
    record = judged(instance, np.array(core_of), line["status"], line["seconds"])
    return record | {"bound": line["bound"]}


def peer(name: str, path: Path, instance: MedianInstance, out: Path) -> Record:
    """Run a peer in its own interpreter."""
    python = os.environ.get("BENCH_PEERS_PYTHON")
    if python is None:
        return {"value": None, "says": "skipped: BENCH_PEERS_PYTHON is not set"}
    places = coordinates_of(path, instance.n)
    if instance.num_cores is None or (name == "kmeans" and places is None):
        return {"value": None, "says": "skipped: no such form"}
    if name == "kmeans" and not instance.has_unit_demands:
        return {"value": None, "says": "skipped: knows no demands"}
    data = {
        "cost": instance.cost,
        "demand": instance.demand,
        "capacity": instance.capacity,
        "num_cores": instance.num_cores,
    }
    np.savez(out, **(data if places is None else data | {"at": places}))
    script = str(Path(__file__).parent / "pmedian" / "peers.py")
    command = [python, script, name, str(out), str(SECONDS)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, timeout=3 * SECONDS
        )
    except subprocess.TimeoutExpired:
        return {"value": None, "says": "nothing in three times the limit"}
    except subprocess.CalledProcessError as error:
        return {"value": None, "says": f"failed: {error.stderr.strip()[-200:]}"}
    line = json.loads(done.stdout.splitlines()[-1])
    core_of = None if line["core_of"] is None else np.array(line["core_of"])
    return judged(instance, core_of, line["says"], line["seconds"])


def coordinates_of(path: Path, n: int) -> np.ndarray | None:
    """Return the places of the points where the file holds them."""
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    if len(rows) != n + 1 or len(rows[1]) != 4:
        return None
    return np.array([[float(x) for x in row[:2]] for row in rows[1:]])


def middle(records: list[Record]) -> Record:
    """Return the run with the median value; runs without one come last."""
    rank = [float("inf") if r["value"] is None else r["value"] for r in records]
    return records[rank.index(statistics.median_low(rank))]


@pytest.mark.parametrize(("name", "size"), CASES)
def test_ours_against_peers(name: str, size: int | None, tmp_path: Path) -> None:
    """Prints one line for each solver; ours is never the worst of those that answer."""
    path = BENCH / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand (shared/bench beside the project)")
    instance = read_instance(path)
    if size is not None:
        instance = with_groups_of(instance, size)
    runs = {
        "ours": lambda: ours(path, instance, size, tmp_path / "out.json"),
        "highs": lambda: plain_highs(instance, SECONDS),
        "cpsat": lambda: plain_cpsat(instance, SECONDS, 2),
        "spopt": lambda: peer("spopt", path, instance, tmp_path / "data.npz"),
        "kmeans": lambda: peer("kmeans", path, instance, tmp_path / "data.npz"),
    }
    best: dict[str, Record] = {}
    for solver, run in runs.items():
        best[solver] = middle([run() for _ in range(RUNS)])
        line = {"instance": name, "size": size, "solver": solver} | best[solver]
        print(f"\n{json.dumps(line)}", end="", flush=True)
    mine = best["ours"]["value"]
    assert mine is not None
    for record in best.values():
        if record["value"] is not None:
            assert mine <= record["value"] + 1e-3
