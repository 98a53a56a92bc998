"""The annex of a plan's folder, written as PDF and as pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from optimizer.errors import DataError, Phrase
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.annex_map import PAPERS_MM, Typesetter, annex_document
from optimizer.report.map import Shown
from optimizer.report.map.base import MapBase
from optimizer.service import folder
from optimizer.service.loading import Loaded
from optimizer.service.mapping import (
    checked_plan,
    in_mode,
    map_context,
    refuse_mode,
    told_base,
)

_PICTURE_DPI = 150
"""Of a sheet inside another document: sharp in print, small enough to be sent."""

DPI: Final = (50, 600)
"""Least and most dots per inch of a picture, both allowed."""


def write_annex(
    home: Path,
    pdf: Path | None = None,
    png: Path | None = None,
    lang: Lang = "zh",
    *,
    paper: str = "A4",
    dpi: int = 200,
    fonts: Path | None = None,
    mode: str | None = None,
    base: Path | None = None,
    tell: Callable[[Phrase], None] | None = None,
) -> list[Path]:
    """Write the annex of a plan; return the files in the order they were written.

    Parameters
    ----------
    home
        Folder of the plan.
    pdf
        File for the whole annex; ``None`` for none.
    png
        Name of the pictures; page 2 of ``map.png`` is ``map-2.png``. ``None`` for
        none.
    lang
        Language of everything but names.
    paper
        ``A4`` or ``A3``.
    dpi
        Dots per inch of the pictures, see :data:`DPI`.
    fonts
        Folder with the fonts to use instead of those of the system.
    mode
        ``internal``, ``public`` or ``print``. By default ``print``, but ``public``
        where the policy is for public notice: an annex shows no more than its map.
    base
        Base file; its layers are drawn, its pictures are not.
    tell
        Called with what the user should know of the base, and of signs no font has.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If the folder cannot be read, or an option has no such value.
    CheckError
        C402 if the checker rejects the plan.
    OutputError
        If there is no Chinese font, or a file cannot be written; O103, O104
        if a name is not that of a PDF file or a picture.
    """
    paper = paper.upper()
    _refuse_options(paper, dpi, mode)
    folder.refuse_name(pdf, "--pdf", ".pdf", example="annex.pdf")
    folder.refuse_name(png, "--png", ".png", "", example="annex.png")
    setter = Typesetter(fonts)
    loaded, plan = _in_mode(home, mode)
    under = told_base(base, loaded, lang, tell)
    document = _document(loaded, plan, paper, lang, under)
    note = setter.note(document)
    if note is not None and tell is not None:
        tell(note)
    made: dict[Path, bytes] = {}
    if pdf is not None:
        made[pdf] = setter.pdf(document)
    if png is not None:
        pages = setter.png(document, dpi)
        made.update(zip(_page_names(png, len(pages)), pages, strict=True))
    for path, content in made.items():
        folder.write_file(path, lambda to, content=content: to.write_bytes(content))  # type: ignore[misc]
    return list(made)


def annex_writer(
    loaded: Loaded,
    plan: Plan,
    mode: str,
    lang: Lang = "zh",
    fonts: Path | None = None,
) -> folder.Writer:
    """Return what writes the annex of a checked plan as PDF on A4, in a mode."""

    def write(path: Path) -> None:
        document = _document(in_mode(loaded, mode), plan, "A4", lang)
        path.write_bytes(Typesetter(fonts).pdf(document))

    return write


def annex_pictures(
    loaded: Loaded,
    plan: Plan,
    mode: str,
    lang: Lang = "zh",
    fonts: Path | None = None,
) -> tuple[bytes, ...]:
    """Return the map sheets of the annex of a checked plan as PNG files, no list."""
    document = _document(in_mode(loaded, mode), plan, "A4", lang)
    pages = Typesetter(fonts).png(document, _PICTURE_DPI)
    return tuple(pages[: len(document["sheets"])])


def _document(
    loaded: Loaded, plan: Plan, paper: str, lang: Lang, base: MapBase | None = None
) -> dict[str, Any]:
    shown = Shown(loaded.case, plan, map_context(loaded, base))
    return annex_document(shown, paper, lang)


def _refuse_options(paper: str, dpi: int, mode: str | None) -> None:
    refuse_mode(mode)
    if paper not in PAPERS_MM:
        raise DataError("annex.paper", value=paper, names=", ".join(PAPERS_MM))
    least, most = DPI
    if not least <= dpi <= most:
        raise DataError("annex.dpi", value=dpi, least=least, most=most)


def _in_mode(home: Path, mode: str | None) -> tuple[Loaded, Plan]:
    """Return the case and plan of a folder in the mode of its annex."""
    loaded, plan = checked_plan(home, mode)
    if mode is not None or loaded.case.policy.report.map_mode == "public":
        return loaded, plan
    return in_mode(loaded, "print"), plan


def _page_names(png: Path, pages: int) -> list[Path]:
    """Return the names of the pictures: ``map-1.png``, ``map-2.png`` and so on."""
    suffix = png.suffix or ".png"
    return [png.with_name(f"{png.stem}-{n}{suffix}") for n in range(1, pages + 1)]
