"""Writes to a project in child processes that are killed at every write in turn.

Run as ``python -m tests.service.killed_writers BASE OUT WHAT``: for k = 1, 2, ... a
copy of the project BASE is made as OUT/k and a child writes to it, killed by SIGKILL
just before its k-th write; it ends when a child gets through. Prints that k.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from tests.project import builders

WRITERS = {"version": builders.add, "stage": builders.stage}
CALLS = ((os, "fsync"), (Path, "replace"), (Path, "write_bytes"), (Path, "write_text"))


def killed_before(k: int) -> None:
    """Make the k-th call that writes kill this process instead."""
    seen = count(1)

    def patched(real):
        def call(*arguments, **options):
            if next(seen) == k:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)

        return call

    for owner, name in CALLS:
        setattr(owner, name, patched(getattr(owner, name)))


def main() -> None:
    """Kill a writer at each point; see the module."""
    base, out, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    for k in count(1):
        project = out / f"{k:02}"
        if base.exists():
            shutil.copytree(base, project)
        child = os.fork()
        if child == 0:
            killed_before(k)
            WRITERS[what](project)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                sys.exit("the writer failed")
            sys.stdout.write(f"{k}\n")
            return


if __name__ == "__main__":
    main()
