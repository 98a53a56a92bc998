"""Groups the schools of a county into education alliances (县域义务教育教联体).

The short public list, the same use cases as the command line::

    import optimizer

    loaded = optimizer.load(optimizer.demo_sources("enshi"))
    outcome = optimizer.make_plan(loaded)
    optimizer.write_plan(outcome, Path("out/demo"))
    plan, violations = optimizer.verify(Path("out/demo"))

Names are imported on first use, so that ``import optimizer`` is instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.service import (
        Sources,
        demo_sources,
        draw_map,
        load,
        load_folder,
        make_plan,
        verify,
        write_plan,
        write_templates,
    )

__version__ = "0.1.0"

__all__ = [
    "Sources",
    "__version__",
    "demo_sources",
    "draw_map",
    "load",
    "load_folder",
    "make_plan",
    "verify",
    "write_plan",
    "write_templates",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("optimizer.service"), name)
    msg = f"module 'optimizer' has no attribute {name!r}"
    raise AttributeError(msg)
