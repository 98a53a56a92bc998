"""Seconds of the documents and packages of the demo; run with ``-m bench -s``."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from optimizer import service
from optimizer.report.document import write_pdf, write_word
from optimizer.report.dossier import DOCUMENTS
from optimizer.service.dossier_reading import read_dossier
from optimizer.service.loading import demo_sources
from tests.report.annex_map.annex_factory import needs_font

pytestmark = [pytest.mark.bench, needs_font]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the plan of the demo county."""
    out = tmp_path_factory.mktemp("plan") / "plan"
    service.write_plan(service.make_plan(service.load(demo_sources())), out)
    return out


def test_seconds_of_each_document(home: Path, tmp_path: Path) -> None:
    """Prints seconds of processor time and bytes of every document."""
    dossier = read_dossier(home)
    for kind in DOCUMENTS:
        for ending, write in (("docx", write_word), ("pdf", write_pdf)):
            path = tmp_path / f"{kind.code}.{ending}"
            start = time.process_time()
            write(kind.make(dossier, "zh"), path)
            spent = time.process_time() - start
            print(f"{path.name}: {spent:.2f} s, {path.stat().st_size:,} bytes")
            assert path.stat().st_size


@pytest.mark.parametrize("package", service.PACKAGES)
def test_seconds_of_each_package(home: Path, tmp_path: Path, package: str) -> None:
    """Prints seconds of processor time, files and bytes of every package."""
    start = time.process_time()
    made = service.export(home, package, tmp_path / package)
    spent = time.process_time() - start
    size = sum(p.stat().st_size for p in made.out.rglob("*") if p.is_file())
    print(f"{package}: {spent:.1f} s, {len(made.digests)} files, {size:,} bytes")
    assert made.digests
