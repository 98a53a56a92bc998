"""Running a search so that it can be stopped without losing the best."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable

from optimizer.solvers.protocol import Watcher

POLL_S = 0.05
"""How often a running search asks whether it should stop."""


def run_watched(
    work: Callable[[], object], stop: Callable[[], object], watcher: Watcher
) -> bool:
    """Run ``work`` in a thread; return whether it was asked to stop.

    Ctrl-C, or a watcher that wishes to stop, calls ``stop`` once; ``work`` is then
    waited for. What ``work`` raises is raised here.
    """
    failure: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="search", daemon=True)
    thread.start()
    stopped = False
    while thread.is_alive():
        try:
            thread.join(POLL_S)
            wants_stop = watcher.should_stop()
        except KeyboardInterrupt:
            wants_stop = True
        if wants_stop and not stopped:
            stopped = True
            stop()
    if failure:
        raise failure[0]
    return stopped


def whole_bound(bound: float, *, maximise: bool = False) -> int | None:
    """Return a bound as the nearest whole number that is still a bound.

    The bound comes as a float with rounding noise, which must not lift it over the
    next whole number. ``None`` if there is no bound.
    """
    if not math.isfinite(bound):
        return None
    slack = 1e-6 + 1e-12 * abs(bound)
    return math.floor(bound + slack) if maximise else math.ceil(bound - slack)
