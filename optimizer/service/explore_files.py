"""What an exploration and a comparison leave behind: JSON, workbook, page, plans."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from optimizer.matrix import minutes_of
from optimizer.messages import Lang, text
from optimizer.report.map import Shown
from optimizer.report.study_book import write_study_book
from optimizer.service import folder
from optimizer.service.compare_tables import (
    Naming,
    as_data,
    compare_sheet,
    labels_of,
)
from optimizer.service.explore_page import explore_page
from optimizer.service.explore_tables import explore_sheets, folder_of
from optimizer.service.exploring import Exploration, targets_of
from optimizer.service.mapping import map_context, map_name, page_writer
from optimizer.service.planning import Outcome
from optimizer.service.runlog import to_json
from optimizer.service.writing import write_plan
from optimizer.study.alternatives import distances
from optimizer.study.compare import Comparison, Side
from optimizer.study.frontier import Frontier
from optimizer.study.limits import Effect

EXPLORE_JSON = "explore.json"
EXPLORE_BOOK = "explore.xlsx"
EXPLORE_PAGE = "explore.html"
ALTERNATIVES = "alternatives"
DIFF_JSON = "diff.json"
DIFF_BOOK = "diff.xlsx"

SCHEMA = "alliance-explore/1"
DIFF_SCHEMA = "alliance-diff/1"


def write_exploration(found: Exploration, out: Path, lang: Lang = "zh") -> list[Path]:
    """Write an exploration into a folder; return what was written.

    ``explore.json`` is removed first and placed last: a folder that has it is
    complete. Alternatives of an earlier run are removed.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    side = Side(found.plan, found.loaded.case)
    title = f"{found.plan.title} · {text('explore.title', lang)}"
    labels = labels_of(side, title, lang)
    with folder.writing(out):
        (out / EXPLORE_JSON).unlink(missing_ok=True)
        _remove_plans(out / ALTERNATIVES)
    written = []
    for number, outcome in enumerate(found.outcomes, start=1):
        home = out / folder_of(number)
        write_plan(outcome, home, lang)
        page = _beside(found, outcome, number, lang)
        folder.write_file(home / map_name(compared=True), page)
        written.append(home)
    sheets = explore_sheets(found, labels)
    writers: dict[str, folder.Writer] = {
        EXPLORE_BOOK: lambda path: write_study_book(labels, sheets, path),
        EXPLORE_PAGE: folder.text_writer(explore_page(found, labels)),
        EXPLORE_JSON: folder.text_writer(to_json(as_json(found))),
    }
    for name, write in writers.items():
        folder.write_file(out / name, write)
        written.append(out / name)
    return written


def _beside(
    found: Exploration, outcome: Outcome, number: int, lang: Lang
) -> folder.Writer:
    """Return what writes the map of the plan with an alternative beside it."""
    if outcome.plan is None:
        msg = "the outcome holds no plan to draw."
        raise ValueError(msg)
    case = outcome.loaded.case
    context = replace(map_context(outcome.loaded), evidence=outcome.evidence)
    label = text("explore.beside", lang, number=number)
    other = Shown(case, outcome.plan, context, label)
    own = text("explore.own", lang)
    return page_writer(found.loaded, found.plan, lang, other, own)


def _remove_plans(home: Path) -> None:
    """Remove the numbered plans of an earlier run, and nothing else."""
    if not home.is_dir():
        return
    for old in sorted(home.iterdir()):
        if old.name.isdecimal() and (old / folder.PLAN).is_file():
            shutil.rmtree(old)


def as_json(found: Exploration) -> dict[str, Any]:
    """Return an exploration as plain data: the same for the same plan and questions."""
    asked = asdict(found.questions)
    asked.pop("time_limit_s")
    return {
        "schema": SCHEMA,
        "plan": {
            "title": found.plan.title,
            "status": str(found.plan.status),
            "fingerprint": found.plan.fingerprint,
            **_figures(found),
        },
        "questions": asked,
        "repeatable": not (found.interrupted or found.wall_limited),
        "missing": [{"part": part, "number": n} for part, n in found.missing],
        "behind_own_policy": None
        if found.lag is None
        else {"tier": found.lag[0], "by": found.lag[1]},
        "frontier": None
        if found.frontier is None
        else _frontier(found, found.frontier),
        "limits": None
        if found.effects is None
        else [_effect(effect) for effect in found.effects.effects],
        "alternatives": _alternatives(found),
    }


def _figures(found: Exploration) -> dict[str, Any]:
    own = found.figures
    return {
        "covered": own.covered,
        "total": own.total,
        "alliances": own.alliances,
        "trips_minutes": minutes_of(own.trips_s),
        "tiers": {name: own.values[name] for name in found.problem.tiers},
    }


def _frontier(found: Exploration, frontier: Frontier) -> dict[str, Any]:
    return {
        "basis": "counted",
        "held": ["hard rules", "wishes", "floor"],
        "total": frontier.total,
        "most_bound": frontier.most_bound,
        "step": frontier.step,
        "targets": [
            {"year": year, "pct": pct, "needed": needed}
            for year, pct, needed in targets_of(found)
        ],
        "points": [asdict(point) for point in frontier.points],
        "missing": list(frontier.missing),
    }


def _effect(effect: Effect) -> dict[str, Any]:
    variant, figures = effect.variant, effect.figures
    change = effect.change
    return {
        "limit": variant.limit,
        "key": variant.key,
        "value": variant.value,
        "own": variant.is_own,
        "source": "policy" if variant.is_own else "suggested",
        "covered": figures.covered,
        "total": figures.total,
        "needed": effect.needed,
        "alliances": figures.alliances,
        "trips_s": figures.trips_s,
        "tiers": [tier.model_dump(mode="json") for tier in effect.tiers],
        "proven": effect.proven,
        "first_change": None
        if change is None
        else {"tier": change[0], "extra": change[1]},
    }


def _alternatives(found: Exploration) -> dict[str, Any] | None:
    answer = found.alternatives
    if answer is None:
        return None
    apart = distances(answer)
    return {
        "allowed_travel_s": answer.allowed,
        "ending": str(answer.ending),
        "least_travel_s": answer.least_travel,
        "skipped": answer.skipped,
        "plans": [
            {
                "folder": folder_of(number),
                "status": str(solution.status),
                "apart_from_plan": apart[number - 1][0],
                "apart_from_earlier": apart[number - 1][1:],
                "tiers": [tier.model_dump(mode="json") for tier in solution.tiers],
                "difference": as_data(found.comparisons[number - 1]),
            }
            for number, solution in enumerate(answer.found, start=1)
        ],
    }


def write_diff(
    sides: tuple[Side, Side],
    names: tuple[str, str],
    found: Comparison,
    out: Path,
    lang: Lang = "zh",
) -> list[Path]:
    """Write a comparison as workbook and JSON; return what was written.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    named = next((s for s in reversed(sides) if s.case is not None), sides[1])
    labels = labels_of(named, text("diff.title", lang), lang)
    sheet = compare_sheet(Naming.of(lang, *sides), labels, found, names)
    writers: dict[str, folder.Writer] = {
        DIFF_BOOK: lambda path: write_study_book(labels, [sheet], path),
        DIFF_JSON: folder.text_writer(
            to_json({"schema": DIFF_SCHEMA, **as_data(found)})
        ),
    }
    for name, write in writers.items():
        folder.write_file(out / name, write)
    return [out / name for name in writers]
