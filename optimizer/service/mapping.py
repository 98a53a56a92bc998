"""The map page of a plan's folder, drawn again, alone or beside another plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from optimizer.errors import DataError, Phrase
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.policy import MAP_MODES, MapMode
from optimizer.report.map import MapContext, Shown, render_map
from optimizer.report.map.base import MapBase
from optimizer.service import folder
from optimizer.service.base_file import read_base
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import Loaded, load_folder


def map_context(loaded: Loaded, base: MapBase | None = None) -> MapContext:
    """Return what the map draws of a case besides the plan."""
    context = MapContext(
        boundary=loaded.boundary,
        roads=loaded.roads,
        notice=loaded.case.policy.report.notice,
        roads_credit=loaded.roads_credit,
        evidence=loaded.evidence,
        isochrones=loaded.isochrones,
    )
    return context if base is None else context.with_base(base)


def page_writer(
    loaded: Loaded,
    plan: Plan,
    lang: Lang,
    other: Shown | None = None,
    label: str = "",
    base: MapBase | None = None,
) -> folder.Writer:
    """Return what writes the map page of a plan, alone or beside another."""
    context = map_context(loaded, base)
    return lambda path: folder.text_writer(
        render_map(loaded.case, plan, context, lang, other, label)
    )(path)


def draw_map(
    home: Path,
    out: Path | None = None,
    lang: Lang = "zh",
    *,
    other: Path | None = None,
    mode: str | None = None,
    base: Path | None = None,
    tell: Callable[[Phrase], None] | None = None,
) -> Path:
    """Draw the map of a plan's folder again; return where it was written.

    Parameters
    ----------
    home
        Folder of the plan.
    out
        File to write; by default ``map.html`` in the folder, with the mode and
        ``compare`` in its name where they are asked for, so that a map for one
        reader never takes the place of another's.
    lang
        Language of the page.
    other
        Folder of a second plan to compare with: alternative, or next version.
    mode
        ``internal``, ``public`` or ``print``; by default that of the policy.
    base
        Base file: what lies under the schools.
    tell
        Called with what the user should know of the base.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If a folder cannot be read, C123 if there is no such mode.
    CheckError
        C402 if the checker rejects a plan.
    OutputError
        If the map cannot be written; O103, O104 if ``out`` is no name of a page.
    """
    refuse_mode(mode)
    folder.refuse_name(out, "--out", ".html", ".htm", example="map.html")
    loaded, plan = checked_plan(home, mode)
    shown = None
    if other is not None:
        second, next_plan = checked_plan(other, mode)
        shown = Shown(second.case, next_plan, map_context(second))
    under = told_base(base, loaded, lang, tell)
    target = out or folder.plan_path(home).parent / map_name(
        mode, compared=other is not None
    )
    folder.write_file(target, page_writer(loaded, plan, lang, shown, base=under))
    return target


def refuse_mode(mode: str | None) -> None:
    """Refuse a mode that does not exist; ``None`` stands for the policy's.

    Raises
    ------
    DataError
        C123.
    """
    if mode is not None and mode not in MAP_MODES:
        raise DataError("C123", value=mode, names=", ".join(MAP_MODES))


def told_base(
    path: Path | None,
    loaded: Loaded,
    lang: Lang,
    tell: Callable[[Phrase], None] | None = None,
) -> MapBase | None:
    """Read a base file, if one is given, and tell what the user should know of it.

    Raises
    ------
    DataError, TravelError
        As :func:`.base_file.read_base`.
    """
    if path is None:
        return None
    base = read_base(path, loaded, lang)
    if tell is not None:
        for note in base.notes:
            tell(note)
    return base


def map_name(mode: str | None = None, *, compared: bool = False) -> str:
    """Return the name of a map, such as ``map.public.compare.html``."""
    parts = [mode, "compare" if compared else None]
    return ".".join(["map", *filter(None, parts), "html"])


def checked_plan(home: Path, mode: str | None) -> tuple[Loaded, Plan]:
    """Return the case and plan of a folder, judged, in the mode asked for.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If the folder cannot be read.
    CheckError
        C402 if the checker rejects the plan.
    """
    plan = folder.read_plan(home)
    loaded = load_folder(folder.plan_path(home).parent)
    refuse_a_faulty(loaded, plan)
    return (loaded if mode is None else in_mode(loaded, mode)), plan


def in_mode(loaded: Loaded, mode: str) -> Loaded:
    """Return the case with another mode of its map in the policy."""
    policy = loaded.case.policy.changed(report={"map_mode": cast("MapMode", mode)})
    return replace(loaded, case=replace(loaded.case, policy=policy))
