"""Fixtures of all tests: no network, a cache of their own."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.browser import BROWSER


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the cache of this run apart from the user's, in subprocesses too."""
    patch = pytest.MonkeyPatch()
    patch.setenv("ALLIANCE_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _browser_is_closed_at_the_end() -> Iterator[None]:
    """End the browser with the run."""
    yield
    BROWSER.close()


@pytest.fixture(autouse=True)
def _browser_is_for_pages(request: pytest.FixtureRequest) -> None:
    """Close the browser before a test of anything else, which its loop may disturb."""
    if request.node.get_closest_marker("browser") is None:
        BROWSER.close()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines; a socket to oneself is allowed."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and host not in {
            "127.0.0.1",
            "::1",
            "localhost",
        }:
            msg = f"test opened a connection to {address!r}"
            raise AssertionError(msg)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
