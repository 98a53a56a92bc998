"""Small tables in every format: faultless rows, except for what a test states."""

import csv
import json
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import shapely

from optimizer.errors import DataError
from optimizer.ingest import read_pairs, read_schools
from optimizer.ingest.checks.listing import severity_of

WHOLE_NUMBERS = {"pupils", "pupils_primary", "pupils_junior", "staff", "teachers"}
DEGREES = {"lon", "lat"}


def row(number=1, **cells):
    """Return a faultless row; a school a few hundred metres from the last one."""
    return {
        "school_id": f"00{number}",
        "name": f"示例小学{number}",
        "county_code": "422801",
        "town": "舞阳坝街道",
        "lon": f"{109.48 + number / 100:.2f}",
        "lat": "30.29",
        "type_code": "211",
        "pupils": "350",
        **{name: str(value) for name, value in cells.items()},
    }


def rows(*changes):
    """Return one faultless row for each set of changed cells."""
    return [row(number, **cells) for number, cells in enumerate(changes, start=1)]


def header_of(table):
    """Return all columns of the rows, in the order of their first appearance."""
    return list(dict.fromkeys(name for cells in table for name in cells))


def write_csv(path, table, *, encoding="utf-8-sig", delimiter=","):
    """Write rows as csv."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, header_of(table), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(table)
    return path


def typed(name, text):
    """Return a cell as a spreadsheet or GIS would hold it: numbers as numbers."""
    if not text:
        return None
    if name in WHOLE_NUMBERS:
        return int(text)
    return float(text) if name in DEGREES else text


def write_xlsx(path, table, *, sheet="学校表", first=None):
    """Write rows as a workbook; ``first`` is a sheet to put before."""
    book = openpyxl.Workbook()
    page = book.active
    if first is not None:
        page.title = first
        page.append(["说明"])
        page.append(["填表说明"])
        page = book.create_sheet()
    page.title = sheet
    header = header_of(table)
    page.append(header)
    for cells in table:
        page.append([typed(name, cells.get(name, "")) for name in header])
    book.save(path)
    return path


def write_geojson(path, table, *, geometry=True):
    """Write rows as points; without ``geometry`` lon and lat stay columns."""
    features = []
    for cells in table:
        values = {name: typed(name, text) for name, text in cells.items()}
        shape = None
        if geometry:
            place = [values.pop("lon"), values.pop("lat")]
            known = None not in place
            shape = {"type": "Point", "coordinates": place} if known else None
        features.append({"type": "Feature", "properties": values, "geometry": shape})
    document = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def write_gpkg(path, table, *, crs="EPSG:4326", layer="schools", points=None):
    """Write rows as points of a gpkg; ``points`` replaces their geometry."""
    names = [name for name in header_of(table) if name not in DEGREES]
    texts = [[typed(name, cells.get(name, "")) for cells in table] for name in names]
    fields = [
        np.array(column, dtype=None if name in WHOLE_NUMBERS else object)
        if None not in column
        else np.array([c if c is None else str(c) for c in column], dtype=object)
        for name, column in zip(names, texts, strict=True)
    ]
    if points is None:
        points = [shapely.Point(float(c["lon"]), float(c["lat"])) for c in table]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(points),
        fields,
        np.array(names, dtype=object),
        geometry_type="Unknown",
        crs=crs,
        layer=layer,
    )
    return path


def read(tmp_path, table, **options):
    """Write rows as csv and read them."""
    return read_schools(write_csv(tmp_path / "schools.csv", table), **options)


def codes(issues):
    """Return the codes of issues, sorted; each has the severity the list gives it."""
    told = list(issues)
    assert [i.severity for i in told] == [severity_of(i.code) for i in told]
    return sorted(issue.code for issue in told)


def refused(action):
    """Return the codes an action was refused with; empty if it went through."""
    try:
        action()
    except DataError as error:
        return codes(error.issues) or [error.code]
    return []


def pair_row(kind, a, b="", note=""):
    """Return one row of a pair table."""
    return {"kind": kind, "a": a, "b": b, "note": note}


def read_pair_table(tmp_path, table, schools):
    """Write a pair table as csv and read it."""
    return read_pairs(write_csv(Path(tmp_path) / "pairs.csv", table), schools)
