"""The command run inside the test's own process: much quicker than one of its own.

Texts of errors are in Chinese whatever ``--lang`` says: the language of the command
line is read when the command is loaded. One test of each command runs it as users do,
in a process of its own.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock


def alliance(*arguments: object, cwd: Path) -> CompletedProcess[str]:
    """Run the command in a folder and return what it printed."""
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
