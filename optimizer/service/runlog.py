"""What may differ between two runs of the same plan: times, trace, versions."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer.plan import Tier
from optimizer.solvers.protocol import Watcher

_LIBRARIES = ("ortools", "scipy", "numpy", "geopandas", "shapely", "folium")


class Clock:
    """Adds up clock seconds by stage name.

    Examples
    --------
    >>> clock = Clock()
    >>> with clock("read"):
    ...     pass
    >>> list(clock.seconds)
    ['read']
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time a stage."""
        started = time.perf_counter()
        yield
        spent = time.perf_counter() - started
        self.seconds[stage] = round(self.seconds.get(stage, 0.0) + spent, 3)

    def timed(self, stage: str, work: Callable[[Path], None]) -> Callable[[Path], None]:
        """Return ``work`` timed under a stage name."""

        def run(path: Path) -> None:
            with self(stage):
                work(path)

        return run


class Recorder(Watcher):
    """Passes progress on and keeps it for ``run.json``."""

    def __init__(self, inner: Watcher) -> None:
        self._inner = inner
        self._started = time.perf_counter()
        self.trace: list[dict[str, Any]] = []

    def on_tier_start(self, name: str, position: int, total: int) -> None:
        """Pass on."""
        self._inner.on_tier_start(name, position, total)

    def on_better(self, name: str, value: int, bound: float) -> None:
        """Keep value and bound with the seconds since the start."""
        self._note(tier=name, value=value, bound=bound)
        self._inner.on_better(name, value, bound)

    def on_tier_end(self, tier: Tier, seconds: float) -> None:
        """Keep the result of a tier."""
        self._note(tier=tier.name, value=tier.value, proven=tier.proven)
        self._inner.on_tier_end(tier, seconds)

    def should_stop(self) -> bool:
        """Ask the user's watcher."""
        return self._inner.should_stop()

    def _note(self, **facts: Any) -> None:
        at = round(time.perf_counter() - self._started, 3)
        self.trace.append({"seconds": at, **facts})


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries a result depends on."""
    found = {name: version(name) for name in _LIBRARIES}
    return {"python": platform.python_version(), **found}


def to_json(data: object) -> str:
    """Return JSON text as this package writes it: UTF-8, one space, final newline."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
