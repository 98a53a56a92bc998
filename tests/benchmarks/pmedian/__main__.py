"""Solve one public instance: ``python -m tests.benchmarks.pmedian FILE``.

Prints one JSON line. Exit code 0 for an answer, 2 for a file of no known form.
"""

from __future__ import annotations

import time

STARTED = time.time()

import argparse  # noqa: E402
import contextlib  # noqa: E402
import json  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

from optimizer.solvers.pmedian import (  # noqa: E402
    MedianInstance,
    MedianLimits,
    MedianResult,
    solve_median,
)
from tests.benchmarks.pmedian.readers import (  # noqa: E402
    FormatError,
    read_instance,
    with_groups_of,
)

RESERVE_S = 1.0
"""Kept back for starting the interpreter, ending the workers and writing."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = parse(arguments)
    try:
        instance = read_instance(options.file, options.distance)
        if options.group_size is not None:
            instance = with_groups_of(instance, options.group_size)
    except FormatError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    reserve = min(RESERVE_S + instance.n / 3000, options.time_limit / 3)
    left = options.time_limit - (time.time() - STARTED) - reserve
    limits = MedianLimits(max(0.1, left), options.workers, options.seed)
    with quiet_stdout():
        result = solve_median(instance, limits)
    if options.solution is not None:
        options.solution.write_text(json.dumps(solution_of(result)), encoding="utf-8")
    print(json.dumps(record_of(options.file.stem, instance, result)), flush=True)
    return 0


@contextlib.contextmanager
def quiet_stdout() -> Iterator[None]:
    """Send what engines print when they are made to nowhere, workers' included."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pmedian")
    parser.add_argument("file", type=Path)
    parser.add_argument("--group-size", type=int)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solution", type=Path)
    parser.add_argument(
        "--distance",
        choices=["auto", "euclidean", "floor"],
        default="auto",
        help="how coordinates become costs; auto recognises OR-Library's family",
    )
    return parser.parse_args(arguments)


def record_of(
    name: str, instance: MedianInstance, result: MedianResult
) -> dict[str, object]:
    """Return the line to print; unknown numbers are ``None``."""
    return {
        "instance": name,
        "n": instance.n,
        "p": instance.num_cores,
        "value": tidy(result.value),
        "bound": tidy(result.bound),
        "gap": None if result.gap is None else round(result.gap, 8),
        "seconds": round(time.time() - STARTED, 2),
        "status": str(result.status),
    }


def solution_of(result: MedianResult) -> dict[str, object]:
    """Return what is written; ``None`` where there is no solution."""
    if result.core_of is None:
        return {"cores": None, "core_of": None}
    return {"cores": result.cores.tolist(), "core_of": result.core_of.tolist()}


def tidy(value: float | None) -> float | int | None:
    """Return a whole number as one."""
    if value is None:
        return None
    return int(value) if value == int(value) else value


if __name__ == "__main__":
    sys.exit(main())
