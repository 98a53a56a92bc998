"""Everything of the public package, searched for a secret in every field there is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from optimizer import dossier
from optimizer.report.dossier import DOCUMENTS
from optimizer.service.loading import Loaded
from optimizer.service.manifest import write_package
from optimizer.service.packaging import _Parts
from tests.report import gis_factory
from tests.report import secrets_factory as factory
from tests.report.annex_map.annex_factory import needs_font
from tests.report.secrets_factory import CORES, MEMBERS, SECRET, Marks

pytestmark = needs_font

OFFICE, PHONE = "示例市教育局", "0718-0000000"
SINE_OF_45 = "7071067"
"""Digits of a number that stands in the script of every map."""


def full(folder: Path, marks: Marks) -> tuple[Loaded, dossier.Dossier]:
    """Return a plan with material and opinions whose every internal field is marked."""
    case = factory.make_case("internal", folder, marks)
    drawn = factory.make_context(marks)
    say = marks.text
    material = dossier.Material(
        office=OFFICE,
        addressee=say("addressee"),
        date="2026-11-30",
        contact=dossier.Contact(phone=PHONE),
        review=dossier.Review(
            "2026-12-05",
            (dossier.Expert(say("expert"), say("unit"), say("field")),),
            "agree_if",
            say("review"),
            (say("condition"),),
        ),
        notice=dossier.NoticePeriod("2026-12-07", "2026-12-11", say("result")),
        approval=dossier.Approval(say("by"), say("number"), "2026-12-14"),
        sharing=(dossier.Sharing(CORES[0], say("rooms"), say("subjects"), say("x")),),
        risks=(say("risk"),),
    )
    told = dossier.Dossier(
        case=case,
        plan=factory.make_plan(marks),
        evidence=drawn.evidence,
        stage=dossier.Stage.NOTICE,
        material=material,
        version=dossier.VersionMark(
            "v9",
            "v8",
            say("role"),
            "2026-12-01",
            say("why"),
            (dossier.Change(MEMBERS[0], None, CORES[0]),),
        ),
        opinions=(
            dossier.OpinionRow(
                CORES[0],
                "staff",
                say("speaker"),
                "2026-12-02",
                "oppose",
                say("opinion"),
                "no",
                say("answer"),
                "v8",
            ),
        ),
        heard=(dossier.HeardRow(CORES[0], {"staff": marks.number()}, ("village",)),),
    )
    loaded = Loaded(
        case,
        evidence=drawn.evidence,
        isochrones=drawn.isochrones,
        boundary=drawn.boundary,
        roads=drawn.roads,
    )
    return loaded, told


def texts(out: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of all that can be read in a package, names too."""
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out).as_posix()
        yield "name", name
        if path.suffix == ".pdf":
            reader = PdfReader(path)
            pages = (page.extract_text() for page in reader.pages)
            yield name, "".join((*pages, str(reader.metadata)))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for part in archive.namelist():
                    yield f"{name}!{part}", archive.read(part).decode(errors="replace")
        else:
            yield name, path.read_bytes().decode(errors="replace")
    yield from gis_factory.texts(out)


def made(tmp_path: Path, package: str) -> tuple[list[tuple[str, str]], Marks]:
    """Return the texts of a package or document, and what no public one may hold."""
    marks = Marks()
    loaded, told = full(tmp_path, marks)
    parts = _Parts(loaded, told, "zh", None, "wgs84")
    documents = [kind for kind in DOCUMENTS if kind.code == package]
    writers = parts.documents(documents) if documents else parts.of(package)
    write_package(tmp_path / "out", writers, parts.facts(package))
    return list(texts(tmp_path / "out")), marks


def found(told: list[tuple[str, str]], marks: Marks) -> set[str]:
    """Return the places with a marked text or number, or a place too exact."""
    numbers = {str(number) for number in marks.numbers} - {SINE_OF_45}
    return {
        place
        for place, text in told
        if SECRET in text
        or numbers & set(re.findall(r"\d{7}", text))
        or re.search(r"\b(109|30)\.\d{4}", text)
    }


def test_public_package_holds_no_secret(tmp_path: Path) -> None:
    """Tests names, pages, parts of archives, tables and bytes; the rest is there."""
    told, marks = made(tmp_path, "public")
    assert found(told, marks) == set()
    words = " ".join(text for _, text in told)
    for public in (OFFICE, PHONE, "学校0", "教联体1", "2026"):
        assert public in words
    endings = {Path(place).suffix for place, _ in told}
    assert {".pdf", ".html", ".gpkg", ".kml", ".csv", ".json"} <= endings


@pytest.mark.parametrize("package", ["proposal", "gis"])
def test_the_same_secrets_are_found_in_internal_files(
    tmp_path: Path, package: str
) -> None:
    """Tests that the test above can fail."""
    told, marks = made(tmp_path, package)
    assert found(told, marks)
