"""Wording is tested with narrow marks; the marks of print have tests of their own."""

from __future__ import annotations

import pytest

from optimizer.report.dossier import words


@pytest.fixture(autouse=True)
def _narrow_marks(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "marks_of_print" not in request.fixturenames:
        monkeypatch.setattr(words, "full_width", lambda template: template)


@pytest.fixture
def marks_of_print() -> None:
    """Ask for documents with the punctuation that is printed."""
