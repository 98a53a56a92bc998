"""Annexes of small plans, and what can be read back from a PDF."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from optimizer.case import Case
from optimizer.errors import OutputError
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.annex_map import Typesetter, annex_document
from optimizer.report.map import Shown
from tests.builders import OTHER_COUNTY, make_case, make_core, make_plan, make_school
from tests.report.map_factory import backdrop, small_map


@cache
def has_font() -> bool:
    """Tell whether this machine has a font with Chinese letters."""
    try:
        Typesetter()
    except OutputError:
        return False
    return True


needs_font = pytest.mark.skipif(
    not has_font(), reason="no font with Chinese letters (fonts-noto-cjk) is installed"
)


def document(
    mode: str = "print", paper: str = "A4", lang: Lang = "zh", **fields: Any
) -> dict[str, Any]:
    """Return the annex of the small map."""
    case, plan = small_map(mode, **fields)
    return document_of(case, plan, paper, lang)


def document_of(
    case: Case, plan: Plan, paper: str = "A4", lang: Lang = "zh", **context: Any
) -> dict[str, Any]:
    """Return the annex of a plan on the small backdrop."""
    shown = Shown(case, plan, backdrop(**{"notice": "演示数据", **context}))
    return annex_document(shown, paper, lang)


def two_counties() -> tuple[Case, Plan]:
    """Return a broad region: one alliance in each of two counties, far apart."""
    rows = [
        make_core("A", name="甲城小学", lon=109.0, lat=30.0),
        make_school("b", name="甲村小学", lon=109.1, lat=30.05),
        make_core("C", name="乙城小学", county_code=OTHER_COUNTY, lon=111.0, lat=30.2),
        make_school(
            "d", name="乙村小学", county_code=OTHER_COUNTY, lon=111.2, lat=30.1
        ),
        make_school(
            "e", name="乙山小学", county_code=OTHER_COUNTY, lon=111.3, lat=30.3
        ),
    ]
    case = make_case(rows, report={"map_mode": "print"})
    return case, make_plan({"A": ["b"], "C": ["d"]})


def pdf_of(made: dict[str, Any]) -> PdfReader:
    """Set an annex and open it."""
    return PdfReader(io.BytesIO(Typesetter().pdf(made)))


def text_of(reader: PdfReader) -> str:
    """Return the text of all pages without blanks and line ends."""
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def insides_of(reader: PdfReader) -> bytes:
    """Return every object of a PDF, its streams unpacked."""
    numbers = {n for table in reader.xref.values() for n in table}
    things = [_inside(reader, n) for n in sorted(numbers | set(reader.xref_objStm))]
    return b"\n".join(things)


def _inside(reader: PdfReader, number: int) -> bytes:
    thing = IndirectObject(number, 0, reader).get_object()
    unpacked = getattr(thing, "get_data", bytes)()
    return bytes(unpacked) + repr(thing).encode("utf-8", "backslashreplace")
