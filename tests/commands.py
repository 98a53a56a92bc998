"""The command, run as its users do or, much quicker, inside the test's own process.

In one's own process texts of errors are in Chinese whatever ``--lang`` says: the
language of the command line is read when the command is loaded. At least one test of
each command runs it in a process of its own, and every test of signals does.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock


def alliance(*arguments: object, cwd: Path) -> CompletedProcess[str]:
    """Run the command in this process, in a folder; return what it printed."""
    from optimizer.cli import main

    given = ["alliance", *map(str, arguments)]
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "argv", given),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    return CompletedProcess(given, int(str(code)), out.getvalue(), err.getvalue())


def alliance_alone(*arguments: object, cwd: Path) -> CompletedProcess[str]:
    """Run the command in a process of its own; return what it printed."""
    return _run_python(["-m", "optimizer", *map(str, arguments)], cwd)


def run_script(script: str, cwd: Path) -> CompletedProcess[str]:
    """Run Python code in a process of its own."""
    return _run_python(["-c", script], cwd)


def _run_python(arguments: list[str], cwd: Path) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
