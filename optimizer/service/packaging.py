"""Packages: the files of a plan for approval, for the public, for GIS, for the year."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from optimizer.dossier import Dossier
from optimizer.errors import DataError, Phrase
from optimizer.messages import Lang, text
from optimizer.policy import MapMode
from optimizer.project.wording import MOST_ROLE, read_day, read_text
from optimizer.report.document import write_html, write_pdf, write_word
from optimizer.report.dossier import DOCUMENTS, DocumentKind
from optimizer.report.gis import gis_writers
from optimizer.report.workbook import office_books
from optimizer.service import folder
from optimizer.service.annexing import annex_pictures, annex_writer
from optimizer.service.dossier_reading import dossier_of
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.manifest import Teller, write_package
from optimizer.service.mapping import in_mode, page_writer
from optimizer.service.opinions import mark_of
from optimizer.service.version_reading import standing
from optimizer.service.versions import note_export

PACKAGES: Final = ("approval", "public", "gis", "brief")
"""What ``alliance export`` can make."""

HOME = "packages"
"""Folder of the packages in that of their plan, unless another is named."""

_BRIEF = "annual_brief"

_PLAIN_PAGE = "plain_page"
"""The document parents open on a phone: also a web page."""

Writers = dict[str, folder.Writer]


@dataclass(frozen=True)
class Exported:
    """A written package: where, the digest of each file, what the user should know."""

    out: Path
    digests: dict[str, str]
    notes: tuple[Phrase, ...]


def export(
    home: Path,
    package: str,
    out: Path | None = None,
    lang: Lang = "zh",
    *,
    fonts: Path | None = None,
    crs: str = "wgs84",
    by: str = "",
    date: str = "",
    tell: Teller | None = None,
) -> Exported:
    """Write a package of a plan; that of a version is noted in its project's log.

    Parameters
    ----------
    home
        Folder of the plan, with ``material.toml`` and ``opinions/`` where there are.
    package
        One of :data:`PACKAGES`.
    out
        Folder to write; default ``packages/PACKAGE`` in the folder of the plan.
    lang
        Language of everything but names.
    fonts
        Folder with the fonts for PDF files instead of those of the system.
    crs
        Coordinate system of the GIS files, one of
        :data:`optimizer.report.gis.grid.GRIDS`.
    by, date
        Role and day for the log; ``""`` where nobody says.
    tell
        Is told each file before it is written.

    Raises
    ------
    DataError
        K151 if there is no such package, G101, G102 if no such system; as of
        :func:`.dossier_reading.read_dossier`.
    ProjectError
        J103, J105 if role or day cannot be.
    CheckError
        C402 if the checker rejects the plan.
    OutputError
        If there is no Chinese font, a file cannot be written, or K141 if people
        changed the package that is there.
    """
    read_text(by, "--by", MOST_ROLE, may_be_blank=True)
    if date:
        read_day(date, "--date")
    if package not in PACKAGES:
        raise DataError("K151", value=package, names=", ".join(PACKAGES))
    plan = folder.read_plan(home)
    where = folder.plan_path(home).parent
    loaded = load_folder(where)
    refuse_a_faulty(loaded, plan)
    parts = _Parts(loaded, dossier_of(loaded, plan, where), lang, fonts, crs)
    target = where / HOME / package if out is None else out
    writers = parts.of(package)
    digests = write_package(target, writers, parts.facts(package), tell)
    place = standing(where)
    if place is not None:
        version = place.mark.name
        note_export(place.project, version, package, digests, by=by, date=date)
    return Exported(target, digests, parts.told())


class _Parts:
    """Writers of the files of a plan, and what they had to tell."""

    def __init__(
        self, loaded: Loaded, dossier: Dossier, lang: Lang, fonts: Path | None, crs: str
    ) -> None:
        self._loaded = loaded
        self._dossier = dossier
        self._lang = lang
        self._fonts = fonts
        self._crs = crs
        self._notes: list[Phrase] = []

    def of(self, package: str) -> Writers:
        """Return the writers of a package by the names of their files."""
        if package == "approval":
            return self.approval()
        if package == "public":
            return self.public()
        if package == "gis":
            return self.gis("internal")
        return self.documents(kind for kind in DOCUMENTS if kind.code == _BRIEF)

    def facts(self, package: str) -> dict[str, Any]:
        """Return what the manifest says of a package."""
        plan = self._dossier.plan
        return {
            "package": package,
            "title": plan.title,
            "version": plan.version,
            "stage": str(self._dossier.stage),
            "plan_sha256": mark_of(plan).sha256,
            "language": self._lang,
            "crs": self._crs,
        }

    def told(self) -> tuple[Phrase, ...]:
        """Return each note once, in the order it came up."""
        once = {(note.code, repr(note.details)): note for note in self._notes}
        return tuple(once.values())

    def approval(self) -> Writers:
        """Return all documents, the workbook, annex, maps and GIS files."""
        plan, lang = self._dossier.plan, self._lang
        maps = annex_pictures(self._loaded, plan, "print", lang, self._fonts)
        self._dossier = replace(self._dossier, maps=maps)
        internal = (kind for kind in DOCUMENTS if not kind.is_public)
        public = {f"{self._say('public')}/{n}": w for n, w in self.public().items()}
        return {
            **self.documents(internal),
            **dict(office_books(self._dossier, lang)),
            f"{self._say('annex')}.pdf": self._annex("print"),
            f"{self._say('map')}.html": page_writer(
                in_mode(self._loaded, "internal"), plan, lang
            ),
            folder.PLAN: folder.text_writer(plan.to_json()),
            **{f"gis/{n}": w for n, w in self.gis("internal").items()},
            **public,
        }

    def public(self) -> Writers:
        """Return what may be given to anyone: built from the white lists."""
        plan, lang = self._dossier.plan, self._lang
        return {
            **self.documents(kind for kind in DOCUMENTS if kind.is_public),
            f"{self._say('public_annex')}.pdf": self._annex("public"),
            f"{self._say('public_map')}.html": page_writer(
                in_mode(self._loaded, "public"), plan, lang
            ),
            **{f"gis/{n}": w for n, w in self.gis("public").items()},
        }

    def gis(self, mode: MapMode) -> Writers:
        """Return the GIS files in a mode of the map."""
        case, isochrones = self._dossier.case, self._loaded.isochrones
        return gis_writers(
            case,
            self._dossier.plan,
            self._dossier.evidence,
            isochrones,
            mode=mode,
            crs=self._crs,
            lang=self._lang,
        )

    def documents(self, kinds: Iterable[DocumentKind]) -> Writers:
        """Return documents as Word and PDF, numbered in the order of the procedure."""
        writers: Writers = {}
        for kind in kinds:
            document = kind.make(self._dossier, self._lang)
            name = f"{DOCUMENTS.index(kind) + 1:02}_{kind.file_name(self._lang)}"
            writers[f"{name}.docx"] = partial(write_word, document)
            writers[f"{name}.pdf"] = self._telling(
                partial(write_pdf, document, fonts=self._fonts)
            )
            if kind.code == _PLAIN_PAGE:
                writers[f"{name}.html"] = partial(write_html, document)
        return writers

    def _annex(self, mode: str) -> folder.Writer:
        return annex_writer(
            self._loaded, self._dossier.plan, mode, self._lang, self._fonts
        )

    def _telling(self, write: Callable[[Path], tuple[Phrase, ...]]) -> folder.Writer:
        """Return a writer that keeps what it had to tell."""

        def written(path: Path) -> None:
            self._notes.extend(write(path))

        return written

    def _say(self, name: str) -> str:
        return text(f"package.{name}", self._lang)
