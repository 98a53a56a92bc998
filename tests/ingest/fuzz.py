"""Fuzzing the readers for as long as one likes: ``python -m tests.ingest.fuzz csv 60``.

With ``atheris`` installed its coverage leads the mutations; without it they are drawn
from a seeded generator. Any error but a ``DataError`` ends the run and leaves the file
beside its number in the folder named at the end.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

from tests.ingest.test_bytes import WRITERS, mutant
from tests.ingest.test_corruption import outcome

READERS = ("optimizer.ingest", "optimizer.tabular")


def attempt(kind: str, home: Path) -> Callable[[bytes], None]:
    """Return a function that reads bytes as a file of a kind."""
    path = home / f"last.{kind}"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        outcome(path)

    return read


def drawn(kind: str, seconds: float, home: Path) -> int:
    """Read mutants of a faultless file until the time is up; return how many."""
    whole = WRITERS[kind](home / f"whole.{kind}").read_bytes()
    read, chance, count = attempt(kind, home), random.Random(1), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        read(mutant(whole, chance))
        count += 1
    return count


def led(kind: str, seconds: float, home: Path) -> None:
    """Read what atheris makes of a faultless file; ends the process."""
    import atheris

    corpus = home / "corpus"
    corpus.mkdir()
    WRITERS[kind](corpus / f"whole.{kind}")
    # Only our own readers: all modules together take minutes to prepare.
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and (found.__module__ or "").startswith(
            READERS
        ):
            atheris.instrument_func(found)
    atheris.Setup(
        ["fuzz", str(corpus), f"-max_total_time={round(seconds)}"], attempt(kind, home)
    )
    atheris.Fuzz()


def main() -> None:
    """Run for a kind of file and a number of seconds."""
    kind, seconds = sys.argv[1], float(sys.argv[2])
    home = Path(tempfile.mkdtemp(prefix="fuzz-"))
    print(f"last file: {home}/last.{kind}", flush=True)
    try:
        led(kind, seconds, home)
    except ImportError:
        print(f"{drawn(kind, seconds, home)} files read or refused", flush=True)


if __name__ == "__main__":
    main()
