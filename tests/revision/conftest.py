"""The folder of the edited county's plan, written once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.revision.edited_county import write_home


def digests(home: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    files = sorted(path for path in home.rglob("*") if path.is_file())
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a plan of 23 schools; see ``edited_county``."""
    home = tmp_path_factory.mktemp("county") / "plan"
    write_home(home)
    return home


@pytest.fixture
def home(county: Path) -> Iterator[Path]:
    """The same, which no import may change."""
    before = digests(county)
    yield county
    assert digests(county) == before
