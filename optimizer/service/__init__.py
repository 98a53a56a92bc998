"""Use cases: load, measure, solve, check, write. The only door for CLI and notebooks.

A plan the checker rejects is neither returned nor written.
"""

from __future__ import annotations

from optimizer.service.deciding import Decided, decide_type
from optimizer.service.loading import (
    DEMOS,
    Loaded,
    Sources,
    demo_sources,
    load,
    load_folder,
)
from optimizer.service.planning import Outcome, make_plan, verify
from optimizer.service.surveying import Survey, survey, write_survey
from optimizer.service.writing import draw_map, write_plan, write_templates

__all__ = [
    "DEMOS",
    "Decided",
    "Loaded",
    "Outcome",
    "Sources",
    "Survey",
    "decide_type",
    "demo_sources",
    "draw_map",
    "load",
    "load_folder",
    "make_plan",
    "survey",
    "verify",
    "write_plan",
    "write_survey",
    "write_templates",
]
