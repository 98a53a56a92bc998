"""Tests of the table of road changes: what it may say, and each fault of a row."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import shapely

from optimizer.errors import DataError, TravelError
from optimizer.travel.changes import ChangeKind, read_changes

from .builders import make_travel

TRAVEL = make_travel()
HEADER = "变化,道路,线,情景,车速,说明"
LINE = '"109.48,30.27; 109.49,30.28"'


def table(tmp_path, *rows: str, header: str = HEADER):
    """A csv with some rows."""
    path = tmp_path / "changes.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return path


def test_rows_say_what_they_mean(tmp_path):
    """Tests both kinds, both ways to name a road, scenarios and speeds."""
    closed, cut, opened = read_changes(
        table(
            tmp_path,
            "封闭,G318,,冬季,,垭口",
            f"封路,,{LINE},,,塌方",
            f"新开,,{LINE},全部,40,新桥",
        ),
        TRAVEL,
    )
    assert (closed.kind, closed.road, closed.scenario) == (
        ChangeKind.CLOSED, "G318", "winter",
    )  # fmt: skip
    assert (closed.line, closed.row, closed.note) == ((), 2, "垭口")
    assert cut.line == ((109.48, 30.27), (109.49, 30.28))
    assert cut.holds_in("normal")
    assert cut.holds_in("winter")
    assert not closed.holds_in("normal")
    assert (opened.kind, opened.speed_kph) == (ChangeKind.OPENED, 40.0)


@pytest.mark.parametrize(
    ("code", "column", "row"),
    [
        ("T302", "change", "改线,G318,,,,"),
        ("T303", "road", "封闭,,,,,"),
        ("T303", "road", f"封闭,G318,{LINE},,,"),
        ("T304", "line", "新开,,,,40,"),
        ("T305", "scenario", "封闭,G318,,雨季,,"),
        ("T306", "line", '封闭,,"109.48",,,'),
        ("T306", "line", '封闭,,"109.48,30.27",,,'),
        ("T306", "line", '封闭,,"109.48,30.27; 109.48,30.27",,,'),
        ("T306", "line", '封闭,,"3350000,500000; 3350010,500010",,,'),
        ("T306", "line", '封闭,,"北,东; 南,西",,,'),
        ("T307", "speed_kph", f"新开,,{LINE},,,"),
        ("T307", "speed_kph", f"新开,,{LINE},,很快,"),
        ("T307", "speed_kph", f"新开,,{LINE},,0,"),
        ("T307", "speed_kph", f"新开,,{LINE},,131,"),
        ("T307", "speed_kph", f"新开,,{LINE},,nan,"),
    ],
)
def test_one_fault_gives_its_code_and_nothing_is_used(code, column, row, tmp_path):
    """Tests each fault beside a good row."""
    with pytest.raises(DataError) as caught:
        read_changes(table(tmp_path, "封闭,G318,,,,", row), TRAVEL)
    assert caught.value.code == "T301"
    (issue,) = caught.value.issues
    assert (issue.code, issue.column, issue.row) == (code, column, 3)
    assert issue.file == "changes.csv"


def test_speed_at_its_limit_and_full_width_figures_are_fine(tmp_path):
    """Tests the neighbours of the faults above."""
    row = '新开,,"109.48,30.27;109.49,30.28",winter,130,'
    (change,) = read_changes(table(tmp_path, row), TRAVEL)
    assert change.speed_kph == 130
    assert len(change.line) == 2


def test_csv_xlsx_and_layers_say_the_same(tmp_path):
    """Tests the four forms a table may have."""
    line = shapely.LineString([(109.48, 30.27), (109.49, 30.28)])
    csv = table(tmp_path, f"封闭,,{LINE},winter,,塌方")
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["封闭", "", LINE.strip('"'), "winter", "", "塌方"])
    book.save(tmp_path / "changes.xlsx")
    frame = gpd.GeoDataFrame(
        {"变化": ["封闭"], "情景": ["winter"], "说明": ["塌方"]},
        geometry=[line],
        crs="EPSG:4326",
    )
    frame.to_file(tmp_path / "changes.geojson")
    frame.to_crs("EPSG:4545").to_file(tmp_path / "changes.gpkg")
    (expected,) = read_changes(csv, TRAVEL)
    for name in ("changes.xlsx", "changes.geojson", "changes.gpkg"):
        (found,) = read_changes(tmp_path / name, TRAVEL)
        assert np.array(found.line) == pytest.approx(np.array(expected.line))
        assert (found.kind, found.scenario, found.note) == (
            expected.kind, expected.scenario, expected.note,
        )  # fmt: skip


def test_unreadable_files_give_their_message(tmp_path):
    """Tests a missing file, a broken layer, and a table without its one column."""
    for name, code in (("none.csv", "F102"), ("none.geojson", "F102")):
        with pytest.raises((DataError, TravelError)) as caught:
            read_changes(tmp_path / name, TRAVEL)
        assert caught.value.code == code
    (tmp_path / "bad.geojson").write_text("{")
    with pytest.raises(TravelError) as caught:
        read_changes(tmp_path / "bad.geojson", TRAVEL)
    assert caught.value.code == "T221"
    with pytest.raises(DataError):
        read_changes(table(tmp_path, "G318", header="道路"), TRAVEL)
