"""HiGHS, without a word."""

from __future__ import annotations

import highspy


class _Silent(highspy.Highs):
    """The engine, silent from the start: it greets as callbacks are first set."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def silent_engine() -> highspy.Highs:
    """Return an engine of one thread that prints nothing."""
    engine = _Silent()  # type: ignore[no-untyped-call]
    engine.setOptionValue("threads", 1)
    engine.setOptionValue("parallel", "off")
    return engine
