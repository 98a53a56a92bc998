"""``alliance travel`` and the road options as their users run them."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest

from optimizer import resources
from tests.commands import alliance, alliance_alone

DEMO = resources.data_dir() / "demo" / "jianshi"
SCHOOLS, ROADS = DEMO / "schools.csv", DEMO / "roads.geojson"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the survey of the small demo county in ``t``."""
    folder = tmp_path_factory.mktemp("travel")
    done = alliance_alone(
        "travel", SCHOOLS, "--roads", ROADS, "--out", "t/travel.csv", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    (folder / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a csv table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_travel_writes_table_report_and_areas(home):
    """Tests the three files and what stands in them."""
    assert sorted(path.name for path in (home / "t").iterdir()) == [
        "travel.csv", "travel.isochrones.geojson", "travel.new_cores.geojson",
        "travel.report.xlsx",
    ]  # fmt: skip
    rows = rows_of(home / "t" / "travel.csv")
    assert list(rows[0]) == ["from_id", "to_id", "minutes", "km", "source"]
    assert {row["source"] for row in rows} == {"road_graph"}
    book = openpyxl.load_workbook(home / "t" / "travel.report.xlsx")
    assert book.sheetnames == [
        "概况", "学校接入", "异常配对", "两种引擎比对", "情景变化", "覆盖空白",
        "核心缺口", "数据质量清单",
    ]  # fmt: skip
    areas = gpd.read_file(home / "t" / "travel.isochrones.geojson")
    assert set(areas["minutes"]) == {20, 30, 45, 60}
    assert (areas["centre_id"].fillna("") == "").any()
    zones = gpd.read_file(home / "t" / "travel.new_cores.geojson")
    sheet = book["核心缺口"]
    assert len(zones) == sum(1 for row in sheet.iter_rows() if row[0].value in (1, 2))


def test_travel_says_what_the_numbers_are_worth(home):
    """Tests the overview on the screen: engine, snaps, detour, odd pairs."""
    said = (home / "said.txt").read_text(encoding="utf-8")
    for word in (
        "自有路网",
        "接入主路网",
        "绕行系数",
        "异常配对",
        "没有核心学校能到达",
    ):
        assert word in said
    assert "None" not in said
    assert "nan" not in said


def test_table_goes_back_into_a_plan(home):
    """Tests that a written table gives the very trips of the roads."""
    for out, source in (
        ("a", ["--roads", ROADS]),
        ("b", ["--travel", "t/travel.csv"]),
    ):
        done = alliance("plan", SCHOOLS, *source, "--out", out, cwd=home)
        assert done.returncode == 0, done.stderr
    assert (home / "a" / "inputs" / "travel.csv").read_bytes() == (
        home / "b" / "inputs" / "travel.csv"
    ).read_bytes()
    assert (home / "a" / "routes.geojson").is_file()
    assert not (home / "b" / "routes.geojson").exists()


def test_second_run_from_the_cache_writes_the_same_bytes(home):
    """Tests determinism across processes, with a warm cache and with another one."""
    for out, cache in (("u", "cache-one"), ("v", "cache-one"), ("w", "cache-two")):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ALLIANCE_CACHE", str(home / cache))
            command = [
                "travel",
                SCHOOLS,
                "--roads",
                ROADS,
                "--out",
                f"{out}/travel.csv",
            ]
            assert alliance_alone(*command, cwd=home).returncode == 0
    for name in ("travel.csv", "travel.isochrones.geojson", "travel.report.xlsx"):
        first = (home / "t" / name).read_bytes()
        assert all((home / out / name).read_bytes() == first for out in "uvw")
    assert len(list((home / "cache-one").iterdir())) == 1


def test_closed_road_changes_trips_and_is_told(home):
    """Tests a table of changes: the screen names what was closed."""
    busiest = gpd.read_file(ROADS).sort_values("length_m").iloc[-1]["road_id"]
    (home / "changes.csv").write_text(
        f"变化,道路编号,情景\n封闭,{busiest},\n", encoding="utf-8"
    )
    layer = gpd.read_file(ROADS).rename(columns={"road_id": "id"})
    layer.to_file(home / "roads.gpkg")
    done = alliance(
        "travel", SCHOOLS, "--roads", "roads.gpkg", "--changes", "changes.csv",
        "--out", "closed/travel.csv", cwd=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "T297" in done.stdout
    before = {(r["from_id"], r["to_id"]): r for r in rows_of(home / "t" / "travel.csv")}
    after = rows_of(home / "closed" / "travel.csv")
    changed = [r for r in after if before.get((r["from_id"], r["to_id"])) != r]
    assert 0 < len(changed) < len(before)


def test_winter_of_a_road_is_compared(home):
    """Tests a closure that holds in winter alone: a table and lost pairs of its own."""
    road = gpd.read_file(ROADS).sort_values("length_m").iloc[-1]["road_id"]
    layer = gpd.read_file(ROADS).rename(columns={"road_id": "id"})
    layer.to_file(home / "r2.gpkg")
    (home / "winter.csv").write_text(
        f"change,road,scenario\nclosed,{road},冬季\n", encoding="utf-8"
    )
    command = ["--roads", "r2.gpkg", "--changes", "winter.csv"]
    done = alliance("travel", SCHOOLS, *command, "--out", "n/travel.csv", cwd=home)
    assert done.returncode == 0, done.stderr
    assert (home / "n" / "travel.winter.csv").is_file()
    assert "道路变化表第 2 行:封闭" in done.stdout
    assert "[winter]" in done.stdout
    same = (home / "n" / "travel.csv").read_bytes()
    assert same == (home / "t" / "travel.csv").read_bytes()
    done = alliance(
        "travel", SCHOOLS, *command, "--scenario", "winter", "--out", "x/travel.csv",
        cwd=home,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (home / "x" / "travel.csv").read_bytes() == (
        home / "n" / "travel.winter.csv"
    ).read_bytes()
    assert "全部车程即按“冬季结冰”情景计算" in done.stdout


def test_table_is_a_csv_whatever_the_name(home):
    """Tests a name without an end, and one of another kind."""
    command = ["travel", SCHOOLS, "--travel", "t/travel.csv", "--out"]
    done = alliance(*command, "named/车程 表", cwd=home)
    assert done.returncode == 0, done.stderr
    assert (home / "named" / "车程 表.csv").is_file()
    done = alliance(*command, "named/t.xlsx", cwd=home)
    assert done.returncode == 2
    assert "[C110]" in done.stderr
    assert not (home / "named" / "t.xlsx").exists()


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("C109", []),
        ("C108", ["--dem", ROADS, "--travel", "t/travel.csv"]),
        ("C108", ["--changes", "ok.csv", "--travel", "t/travel.csv"]),
        ("C107", ["--roads", ROADS, "--scenario", "雨季"]),
        ("C105", ["--roads", ROADS, "--engine", "osrm"]),
        ("T201", ["--roads", ROADS, "--pbf", ROADS]),
        ("F102", ["--roads", ROADS, "--dem", "none.tif"]),
        ("T291", ["--roads", ROADS, "--dem", ROADS]),
        ("C106", ["--roads", ROADS, "--changes", "none.csv"]),
        ("T308", ["--roads", ROADS, "--changes", "ok.csv"]),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(code, arguments, home):
    """Tests each fault: its code, exit code 2, no trace, no file."""
    (home / "ok.csv").write_text("change,road\nclosed,没有这条路\n", encoding="utf-8")
    done = alliance("travel", SCHOOLS, *arguments, "--out", "bad/t.csv", cwd=home)
    assert done.returncode == 2, done.stderr
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "bad").exists()


def test_help_names_the_options(home):
    """Tests that a planner finds them."""
    done = alliance_alone("travel", "--help", cwd=home)
    for option in ("--pbf", "--roads", "--dem", "--changes", "--scenario", "--engine"):
        assert option in done.stdout
