"""From a checked plan to the files that are handed over."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from pathlib import Path

import geopandas as gpd

from optimizer import resources
from optimizer.case import Case
from optimizer.errors import OutputError
from optimizer.evidence import Evidence
from optimizer.ingest.canonical import write_pairs, write_schools
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.policy import DEFAULT_PRESET, read_policy
from optimizer.report.gis import routes_geojson, write_geojson, write_gpkg
from optimizer.report.summary import summary_markdown
from optimizer.report.workbook import write_workbook
from optimizer.service import folder
from optimizer.service.loading import Loaded
from optimizer.service.mapping import page_writer
from optimizer.service.planning import Outcome
from optimizer.service.runlog import Clock, to_json, versions
from optimizer.service.surveying import areas_of_cores
from optimizer.travel.table import write_table


def write_plan(outcome: Outcome, out: Path, lang: Lang = "zh") -> dict[str, float]:
    """Write every file of a checked plan into a folder; return seconds by file.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    ValueError
        If the outcome holds no plan.
    """
    if outcome.plan is None:
        msg = "the outcome holds no plan to write."
        raise ValueError(msg)
    clock = Clock()
    loaded, plan = outcome.loaded, outcome.plan
    isochrones = areas_of_cores(loaded, [a.core for a in plan.alliances])
    drawn = replace(loaded, evidence=outcome.evidence, isochrones=isochrones)
    writers = _writers(drawn, plan, lang)
    timed = {name: clock.timed(name, write) for name, write in writers.items()}
    timed[folder.RUN] = lambda path: folder.text_writer(_run(outcome, clock))(path)
    folder.write_folder(out, timed)
    return clock.seconds


def rewrite_plan(loaded: Loaded, plan: Plan, home: Path, lang: Lang = "zh") -> None:
    """Write the files of a plan again that was read from its folder and changed.

    ``run.json`` tells of the run that made the plan and stays as it is.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    folder.write_folder(home, _writers(loaded, plan, lang))


def _writers(drawn: Loaded, plan: Plan, lang: Lang) -> dict[str, folder.Writer]:
    """Return the writer of every file that follows from the plan, by name."""
    case, evidence = drawn.case, drawn.evidence
    previous = dict(sorted(case.previous.items()))
    choices = {core: asdict(case.choices[core]) for core in sorted(case.choices)}
    return {
        folder.MAP: page_writer(drawn, plan, lang),
        folder.WORKBOOK: lambda path: write_workbook(case, plan, path, lang, evidence),
        folder.GPKG: lambda path: write_gpkg(case, plan, path, evidence),
        folder.GEOJSON: lambda path: write_geojson(case, plan, path),
        folder.SUMMARY: folder.text_writer(
            summary_markdown(case, plan, lang, evidence)
        ),
        folder.SCHOOLS: lambda path: write_schools(case.schools, path),
        folder.TRAVEL: lambda path: write_table(case.travel, path),
        folder.PAIRS: lambda path: write_pairs(case.wishes, path),
        folder.POLICY: folder.text_writer(case.policy.to_toml()),
        folder.PREVIOUS: folder.text_writer(to_json(previous)),
        **({folder.CHOICES: folder.text_writer(to_json(choices))} if choices else {}),
        **_layer_writers(drawn),
        **_trip_writers(case, plan, evidence),
        folder.PLAN: folder.text_writer(plan.to_json()),
    }


def write_templates(out: Path) -> list[Path]:
    """Copy the input templates and the full policy into a folder.

    Raises
    ------
    OutputError
        If a file of that name exists already, or the folder cannot be written.
    """
    source = resources.data_dir() / "templates"
    writers: dict[str, folder.Writer] = {
        path.name: lambda to, path=path: _copy(path, to)  # type: ignore[misc]
        for path in sorted(source.iterdir())
    }
    writers["policy.toml"] = folder.text_writer(read_policy(DEFAULT_PRESET).to_toml())
    taken = [name for name in writers if (out / name).exists()]
    if taken:
        raise OutputError("O102", path=str(out), names=", ".join(taken))
    for name, write in writers.items():
        folder.write_file(out / name, write)
    return [out / name for name in writers]


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _layer_writers(loaded: Loaded) -> dict[str, folder.Writer]:
    layers = {
        folder.ROADS: loaded.roads,
        folder.BOUNDARY: loaded.boundary,
        folder.ISOCHRONES: loaded.isochrones,
    }
    return {
        name: _layer_writer(layer)
        for name, layer in layers.items()
        if layer is not None
    }


def _trip_writers(
    case: Case, plan: Plan, evidence: Evidence
) -> dict[str, folder.Writer]:
    """Return the files of routes, second engine and scenarios, as far as there are."""
    matrices = {folder.scenario_file(n): m for n, m in evidence.scenarios.items()}
    if case.second is not None:
        matrices[folder.SECOND] = case.second
    writers: dict[str, folder.Writer] = {
        name: lambda path, matrix=matrix: write_table(matrix, path)  # type: ignore[misc]
        for name, matrix in matrices.items()
    }
    if evidence.routes:
        routes = routes_geojson(case, plan, evidence)
        writers[folder.ROUTES] = folder.text_writer(routes)
    return writers


def _layer_writer(layer: gpd.GeoDataFrame) -> folder.Writer:
    return folder.text_writer(
        layer.to_json(drop_id=True, ensure_ascii=False, separators=(",", ":")) + "\n"
    )


def _run(outcome: Outcome, clock: Clock) -> str:
    """Return what may differ between runs, as JSON."""
    solution = outcome.solution
    report = asdict(outcome.loaded.travel_report)
    report.pop("notes")
    return to_json(
        {
            "repeatable": not (solution.interrupted or solution.wall_limited),
            "interrupted": solution.interrupted,
            "wall_limited": solution.wall_limited,
            "seconds": {**outcome.seconds, **clock.seconds},
            "tier_check": [
                {"tier": name, "solver": value, "checker": own}
                for name, value, own in outcome.tier_check
            ],
            "warnings": [
                {
                    "code": w.code,
                    "schools": w.schools,
                    "value": w.value,
                    "limit": w.limit,
                }
                for w in outcome.warnings
            ],
            "solver": solution.stats,
            "trace": list(outcome.trace),
            "travel": report,
            "versions": versions(),
        }
    )
