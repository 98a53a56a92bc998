"""Use cases: load, measure, solve, check, write. The only door for CLI and notebooks.

A plan the checker rejects is neither returned nor written.

A use case is imported when it is first used, so that a command that draws no map does
not wait for what draws maps.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.service.annexing import write_annex
    from optimizer.service.checked_files import WrittenCheck, write_check
    from optimizer.service.checking import CheckedData, check_data
    from optimizer.service.deciding import Decided, decide_type
    from optimizer.service.explaining import Reasons, WhatIf, ask_what_if, explain
    from optimizer.service.explore_files import write_diff, write_exploration
    from optimizer.service.exploring import Exploration, Questions, diff, explore
    from optimizer.service.importing import (
        EditsRefused,
        Imported,
        import_edits,
        write_imported,
        write_reason_form,
    )
    from optimizer.service.loading import (
        DEMOS,
        Loaded,
        Sources,
        demo_sources,
        load,
        load_folder,
    )
    from optimizer.service.mapping import draw_map
    from optimizer.service.opinions import (
        Consultation,
        read_opinions,
        write_opinion_form,
        write_opinions,
    )
    from optimizer.service.packaging import PACKAGES, Exported, export
    from optimizer.service.planning import Outcome, make_plan, verify
    from optimizer.service.reasons_files import REASONS, write_reasons
    from optimizer.service.surveying import Survey, survey, write_survey
    from optimizer.service.templates import write_county_template
    from optimizer.service.version_log import show_log, verify_log
    from optimizer.service.version_reading import list_versions, version_home
    from optimizer.service.version_stages import move_stage
    from optimizer.service.versions import add_version, next_version, note_export
    from optimizer.service.writing import write_plan, write_templates

_HOMES = {
    "annexing": ("write_annex",),
    "checked_files": ("WrittenCheck", "write_check"),
    "checking": ("CheckedData", "check_data"),
    "deciding": ("Decided", "decide_type"),
    "explaining": ("Reasons", "WhatIf", "ask_what_if", "explain"),
    "explore_files": ("write_diff", "write_exploration"),
    "exploring": ("Exploration", "Questions", "diff", "explore"),
    "importing": (
        "EditsRefused",
        "Imported",
        "import_edits",
        "write_imported",
        "write_reason_form",
    ),
    "loading": (
        "DEMOS",
        "Loaded",
        "Sources",
        "demo_sources",
        "load",
        "load_folder",
    ),
    "mapping": ("draw_map",),
    "opinions": (
        "Consultation",
        "read_opinions",
        "write_opinion_form",
        "write_opinions",
    ),
    "packaging": ("PACKAGES", "Exported", "export"),
    "planning": ("Outcome", "make_plan", "verify"),
    "reasons_files": ("REASONS", "write_reasons"),
    "surveying": ("Survey", "survey", "write_survey"),
    "templates": ("write_county_template",),
    "version_log": ("show_log", "verify_log"),
    "version_reading": ("list_versions", "version_home"),
    "version_stages": ("move_stage",),
    "versions": ("add_version", "next_version", "note_export"),
    "writing": ("write_plan", "write_templates"),
}
"""File of this package to the names it gives."""

_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DEMOS",
    "PACKAGES",
    "REASONS",
    "CheckedData",
    "Consultation",
    "Decided",
    "EditsRefused",
    "Exploration",
    "Exported",
    "Imported",
    "Loaded",
    "Outcome",
    "Questions",
    "Reasons",
    "Sources",
    "Survey",
    "WhatIf",
    "WrittenCheck",
    "add_version",
    "ask_what_if",
    "check_data",
    "decide_type",
    "demo_sources",
    "diff",
    "draw_map",
    "explain",
    "explore",
    "export",
    "import_edits",
    "list_versions",
    "load",
    "load_folder",
    "make_plan",
    "move_stage",
    "next_version",
    "note_export",
    "read_opinions",
    "show_log",
    "survey",
    "verify",
    "verify_log",
    "version_home",
    "write_annex",
    "write_check",
    "write_county_template",
    "write_diff",
    "write_exploration",
    "write_imported",
    "write_opinion_form",
    "write_opinions",
    "write_plan",
    "write_reason_form",
    "write_reasons",
    "write_survey",
    "write_templates",
]


def __getattr__(name: str) -> Any:
    """Return a name of :data:`__all__` from the file it lives in."""
    if name not in _HOME_OF:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
