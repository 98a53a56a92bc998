"""The GIS files of small plans, written and read back."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

import pandas as pd
import pyogrio

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.plan import Plan
from optimizer.report.gis import gis_writers
from tests.report import evidence_factory, map_factory

RARE = "瀼夔𠮷\U0001f3eb"
"""Characters outside GB2312, and two of four bytes."""

LONG = "长" * 1000
NAMES = (RARE, LONG, *map_factory.EVIL)


def write_all(folder: Path, case: Case, plan: Plan, **options: Any) -> Path:
    """Write every GIS file into a folder; return the folder."""
    evidence = options.pop("evidence", Evidence())
    isochrones = options.pop("isochrones", evidence_factory.isochrones("A", "z"))
    writers = gis_writers(case, plan, evidence, isochrones, **options)
    for name, write in writers.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path)
    return folder


def evil(folder: Path, **options: Any) -> tuple[Case, Plan, Path]:
    """Write a case in which everything that can be named has a hostile name."""
    case, plan = map_factory.small_map(names=NAMES)
    schools = tuple(
        replace(school, name=NAMES[i % len(NAMES)], town=NAMES[-1 - i % len(NAMES)])
        for i, school in enumerate(case.schools)
    )
    case = replace(case, schools=schools)
    way = [(109.45123, 30.21456), (109.42, 30.22), (109.4, 30.2)]
    roads = tuple(evidence_factory.stretch(name) for name in NAMES)
    route = evidence_factory.route("c", "A", way, stretches=roads)
    given = {"evidence": Evidence({("c", "A"): route}), **options}
    return case, plan, write_all(folder, case, plan, **given)


def _plain(folder: Path, **options: Any) -> tuple[Case, Plan, Path]:
    """Write the case of the evidence factory and its plan."""
    case, plan = evidence_factory.make_case(), evidence_factory.make_plan()
    given = {"evidence": evidence_factory.make_evidence(case), **options}
    return case, plan, write_all(folder, case, plan, **given)


@cache
def made(**options: Any) -> tuple[Case, Plan, Path]:
    """Return the case of the evidence factory, its plan, and its files, to be read."""
    return _plain(_new_folder(), **options)


@cache
def made_evil(**options: Any) -> tuple[Case, Plan, Path]:
    """Return what :func:`evil` writes, to be read."""
    return evil(_new_folder(), **options)


def _new_folder() -> Path:
    return Path(tempfile.mkdtemp(dir=_MADE.name))


_MADE = tempfile.TemporaryDirectory(prefix="alliance-gis-")
"""Folders that several tests read, until the end of the process."""


def package(folder: Path) -> Path:
    """Return the GeoPackage of a folder."""
    return next(folder.glob("*.gpkg"))


def layer(folder: Path, name: str) -> pd.DataFrame:
    """Return a layer of the GeoPackage."""
    return pyogrio.read_dataframe(package(folder), layer=name)


def shape(folder: Path, name: str) -> pd.DataFrame:
    """Return a layer of the shapefiles."""
    ends = {path.suffix: path for path in (folder / "shp").glob(f"{name}*")}
    return pyogrio.read_dataframe(ends.get(".shp", ends[".dbf"]))


def styles(folder: Path) -> dict[str, str]:
    """Return the QML of each layer of the GeoPackage."""
    with sqlite3.connect(package(folder)) as connection:
        rows = connection.execute("SELECT f_table_name, styleQML FROM layer_styles")
        return dict(rows.fetchall())


def strict_xml(text: str) -> ET.Element:
    """Return the root of an XML text that declares no entity."""

    def refuse(*_: object) -> None:
        msg = "an entity is declared"
        raise AssertionError(msg)

    parser = expat.ParserCreate()
    parser.EntityDeclHandler = refuse
    parser.Parse(text.encode(), True)
    return ET.fromstring(text)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of every text in every file of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".geojson", ".kml", ".txt", ".csv", ".prj", ".cpg"}:
            yield path.name, path.read_text(encoding="utf-8-sig")
        elif path.suffix in {".gpkg", ".dbf"}:
            for name, _ in pyogrio.list_layers(path):
                frame = pyogrio.read_dataframe(path, layer=name, read_geometry=False)
                yield f"{path.name}/{name}", " ".join(map(str, frame.columns))
                for value in frame.to_numpy().ravel():
                    yield f"{path.name}/{name}", str(value)
