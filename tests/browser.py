"""A headless Chromium without network, for pages that must work from disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


def chromium() -> str | None:
    """Return the path of a Chromium on this machine, or ``None``."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


needs_browser = pytest.mark.skipif(
    chromium() is None, reason=f"no Chromium: none of {', '.join(NAMES)} is installed"
)


@dataclass
class Visit:
    """An open page, what it complained of, and what it asked for."""

    page: Any
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        """Requests that left the file."""
        return [u for u in self.requests if not u.startswith(("file:", "data:"))]


NOT_TOLD = (
    "Object.defineProperty(navigator, 'onLine',"
    " {configurable: true, get: function () { return true; }})"
)
"""A computer without network that does not know it: browsers differ in what they tell a
page whose network is switched off."""


class Browser:
    """One Chromium for page after page: to start it takes longer than most pages."""

    def __init__(self) -> None:
        self._driver: Any = None
        self._chromium: Any = None

    def new_context(self, **settings: Any) -> Any:
        """Return a fresh profile; the browser is started if it does not run."""
        if self._chromium is None or not self._chromium.is_connected():
            self.close()
            sync_api = pytest.importorskip("playwright.sync_api")
            self._driver = sync_api.sync_playwright().start()
            self._chromium = self._driver.chromium.launch(
                executable_path=chromium(), args=list(ARGUMENTS)
            )
        return self._chromium.new_context(**settings)

    def close(self) -> None:
        """End browser and driver; the driver keeps an event loop running till then."""
        if self._chromium is not None:
            self._chromium.close()
        if self._driver is not None:
            self._driver.stop()
        self._driver = self._chromium = None


BROWSER = Browser()
"""The browser of this process; see ``conftest.py`` for when it is closed."""


@contextmanager
def visit(
    file: Path, *, width: int = 1280, height: int = 800, offline: bool = True
) -> Iterator[Visit]:
    """Open a file in a browser that has no network, unless a test brings a server."""
    size = {"width": width, "height": height}
    context = BROWSER.new_context(viewport=size, offline=offline)
    try:
        context.set_default_timeout(10_000)
        context.add_init_script(NOT_TOLD)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("dialog", lambda dialog: _refuse(seen, dialog))
        seen.page.on(
            "console",
            lambda message: (
                message.type in {"error", "warning"}
                and seen.errors.append(message.text)
            ),
        )
        seen.page.goto(file.as_uri())
        yield seen
    finally:
        context.close()


STILL = """() => new Promise((done) => {
  let frames = 0;
  function look() {
    const moving = document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim');
    frames = moving ? 0 : frames + 1;
    if (frames === 10) { done(true); } else { requestAnimationFrame(look); }
  }
  look();
})"""
"""Resolves after ten frames in a row without a movement: one movement often starts the
next, a few frames after its end."""


def still(tab: Any) -> None:
    """Wait until the map of a page has come to rest: what moves cannot be clicked."""
    tab.evaluate(STILL)


def _refuse(seen: Visit, dialog: Any) -> None:
    """A dialog can only come from a script that should not have run."""
    seen.errors.append(f"dialog: {dialog.message}")
    dialog.dismiss()
