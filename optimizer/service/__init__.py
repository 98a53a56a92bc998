"""Use cases: load, measure, solve, check, write. The only door for CLI and notebooks.

A plan the checker rejects is neither returned nor written.
"""

from __future__ import annotations

from optimizer.service.deciding import Decided, decide_type
from optimizer.service.explaining import (
    REASONS,
    Reasons,
    WhatIf,
    ask_what_if,
    explain,
    write_reasons,
)
from optimizer.service.explore_files import write_diff, write_exploration
from optimizer.service.exploring import Exploration, Questions, diff, explore
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
    "REASONS",
    "Decided",
    "Exploration",
    "Loaded",
    "Outcome",
    "Questions",
    "Reasons",
    "Sources",
    "Survey",
    "WhatIf",
    "ask_what_if",
    "decide_type",
    "demo_sources",
    "diff",
    "draw_map",
    "explain",
    "explore",
    "load",
    "load_folder",
    "make_plan",
    "survey",
    "verify",
    "write_diff",
    "write_exploration",
    "write_plan",
    "write_reasons",
    "write_survey",
    "write_templates",
]
