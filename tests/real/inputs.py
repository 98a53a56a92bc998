"""School tables made from real extracts that lie beside the checkout, not in it.

What is real: places, roads, ground areas, populations. What is assumed is said at
each function: neither extract knows enrolments or which school could lead.
"""

from __future__ import annotations

import csv
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared" / "data"
ANDORRA_PBF = SHARED / "andorra" / "andorra-2025-01.osm.pbf"
ANDORRA_DEM = SHARED / "andorra" / "N42E001.hgt.zip"
POA_PBF = SHARED / "porto_alegre" / "poa_osm.pbf"


HEADER = (
    "school_id,name,county_code,town,type_code,lon,lat,pupils,backbone,core,rural,"
    "remark"
)

CLEANED = {
    "w679830952": "312",
    "w713796123": "311",
    "w998008316": "312",
    "w999484102": "312",
    "w1052203196": "211",
    "w1052205127": "211",
    "w1056578234": "211",
    "w1057801063": "311",
    "w1058236501": "211",
    "w1058441696": "312",
    "w1058441722": "211",
    "w1059178231": "211",
    "w1059803916": "211",
    "w1174085790": "211",
}
"""The 14 schools of compulsory age among 26 OSM objects, with the type read from the
name; nurseries, study centres, unnamed points and double entries are left out."""

LARGE_GROUNDS_M2 = 5500
"""Assumption: a school with grounds of at least this size could lead."""


def andorra_schools(path: Path) -> Path:
    """Write the cleaned schools of Andorra as a canonical table.

    Assumed: pupils = grounds / 20 m2, the large grounds lead, the others are rural.
    """
    source = SHARED / "andorra" / "andorra_schools_osm.csv"
    rows = []
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["osm_id"] not in CLEANED:
                continue
            area = float(row["area_m2"])
            leads = area >= LARGE_GROUNDS_M2
            pupils = round(area / 20)
            rows.append(
                [
                    row["osm_id"],
                    row["name"],
                    "990001",
                    "",
                    CLEANED[row["osm_id"]],
                    row["lon"],
                    row["lat"],
                    pupils,
                    pupils // 25,
                    _yes(leads),
                    _yes(not leads),
                    "roles and pupils are assumed",
                ]
            )
    return _write(path, rows)


def porto_alegre_cells(path: Path, *, cores: int = 40) -> Path:
    """Write the cells of Porto Alegre that have schools as a canonical table.

    Assumed: a cell is one primary school with 120 pupils for each school in it; the
    ``cores`` cells with most schools lead (ties by id), the others are rural.
    """
    source = SHARED / "porto_alegre" / "poa_hexgrid.csv"
    with source.open(encoding="utf-8", newline="") as file:
        cells = [row for row in csv.DictReader(file) if int(row["schools"]) > 0]
    cells.sort(key=lambda row: (-int(row["schools"]), row["id"]))
    rows = []
    for rank, cell in enumerate(cells):
        leads = rank < cores
        pupils = 120 * int(cell["schools"]) + (400 if leads else 0)
        rows.append(
            [
                cell["id"],
                f"cell {cell['id']}",
                "990002",
                "",
                "211",
                cell["lon"],
                cell["lat"],
                pupils,
                pupils // 25,
                _yes(leads),
                _yes(not leads),
                "roles and pupils are assumed",
            ]
        )
    return _write(path, rows)


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _write(path: Path, rows: list[list[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER.split(","))
        writer.writerows(rows)
    return path
