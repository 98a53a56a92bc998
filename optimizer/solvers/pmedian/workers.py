"""Work in other processes that can be dropped when the clock says so."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from typing import Any

from optimizer.solvers.pmedian.instance import MedianInstance

POLL_S = 0.02
"""How often a result that is waited for is asked for."""

_instance: MedianInstance | None = None
"""The instance of this worker process."""


class Job:
    """Something submitted; its result comes later."""

    def __init__(
        self, get: Callable[[float], Any], is_done: Callable[[], bool]
    ) -> None:
        self._get = get
        self._is_done = is_done

    @property
    def is_done(self) -> bool:
        """Whether the result is there."""
        return self._is_done()

    def result(self) -> Any:
        """Return the result; waits for it."""
        return self._get(1e6)

    def wait(self, until: float, also: Callable[[], bool] = lambda: False) -> bool:
        """Wait until done, a clock time, or something else; return whether done."""
        while not self.is_done:
            if time.time() >= until or also():
                return False
            time.sleep(POLL_S)
        return True


class Workers:
    """Processes that share an instance; with one worker, work is done at once.

    Parameters
    ----------
    instance
        The instance.
    count
        Number of processes.
    """

    def __init__(self, instance: MedianInstance, count: int) -> None:
        self._instance = instance
        self._pool = None
        if count > 1:
            context = multiprocessing.get_context("spawn")
            self._pool = context.Pool(count, _begin, (instance,))

    def submit(self, work: Callable[..., Any], *args: Any) -> Job:
        """Begin ``work(instance, *args)``."""
        if self._pool is None:
            done = work(self._instance, *args)
            return Job(lambda _: done, lambda: True)
        pending = self._pool.apply_async(_run, (work, args))
        return Job(pending.get, pending.ready)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()


def _begin(instance: MedianInstance) -> None:
    global _instance
    _instance = instance


def _run(work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    return work(_instance, *args)
