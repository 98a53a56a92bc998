"""``alliance map --base`` as its users run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString

from tests.commands import alliance, alliance_alone
from tests.report.base import pages
from tests.report.map_factory import blob_of
from tests.test_cli import SCHOOLS

STANDARD = """
[standard_map]
image = "标准 地图.png"
west = 109.2
south = 30.0
east = 109.8
north = 30.5
review_number = "鄂S(2023)001号"
[rivers]
file = "河.geojson"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a plan and what a base needs."""
    folder = tmp_path_factory.mktemp("cli base")
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8-sig")
    done = alliance("plan", "schools.csv", "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    base = folder / "底图"
    base.mkdir()
    (base / "标准 地图.png").write_bytes(pages.SOLID)
    river = LineString([(109.4, 30.2), (109.5, 30.3)])
    gpd.GeoDataFrame(geometry=[river], crs="EPSG:4326").to_file(base / "河.geojson")
    (base / "base.toml").write_text(STANDARD, encoding="utf-8")
    return folder


def test_map_takes_a_base_and_tells_of_it(home: Path) -> None:
    """Tests paths from the folder of the base file, and the same bytes twice."""
    call = ("map", "out", "--base", "底图/base.toml", "--mode", "public")
    done = alliance_alone(*call, "--out", "a.html", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "标准地图 鄂S(2023)001号 原样使用" in done.stdout
    data = blob_of((home / "a.html").read_text(encoding="utf-8"))
    assert {"image", "rivers"} <= data["backdrop"].keys()
    assert data["baseLines"] == ["底图审图号:鄂S(2023)001号"]
    again = alliance_alone(*call, "--out", "b.html", "--lang", "zh", cwd=home)
    assert again.returncode == 0
    assert (home / "a.html").read_bytes() == (home / "b.html").read_bytes()
    english = alliance_alone(*call, "--out", "c.html", "--lang", "en", cwd=home)
    assert "is shown unchanged" in english.stdout


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[standard_map]\nimage = "no.png"\n', "B127"),
        ('[towns]\nfile = "no.gpkg"\n', "B106"),
        ('[relief]\ndem = "河.geojson"\n', "T291"),
        ("[nonsense]\n", "B102"),
    ],
)
def test_fault_of_a_base_ends_with_a_message_and_no_file(
    home: Path, text: str, code: str
) -> None:
    path = home / "底图" / "bad.toml"
    path.write_text(text, encoding="utf-8")
    done = alliance("map", "out", "--base", path, "--out", "none.html", cwd=home)
    assert done.returncode == 2
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "none.html").exists()


def test_key_of_the_environment_is_told_of_and_stays_out_of_the_output(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that the key stands in the page, as the user is told, and nowhere else."""
    monkeypatch.setenv("MY_KEY", "geheim123")
    (home / "底图" / "tiles.toml").write_text(
        '[tiles]\nurl = "https://a.example.cn/{z}/{x}/{y}?tk={key}"\n'
        'crs = "cgcs2000"\nkey_env = "MY_KEY"\n',
        encoding="utf-8",
    )
    done = alliance(
        "map", "out", "--base", "底图/tiles.toml", "--out", "t.html", cwd=home
    )
    assert done.returncode == 0, done.stderr
    assert "a.example.cn" in done.stdout
    assert "密钥已写入地图文件" in done.stdout
    assert "geheim123" not in done.stdout + done.stderr
    data = blob_of((home / "t.html").read_text(encoding="utf-8"))
    assert data["backdrop"]["tiles"]["urls"][0].endswith("tk=geheim123")


def test_map_without_a_base_is_as_before(home: Path) -> None:
    """Tests that a base once used leaves nothing behind in the folder of the plan."""
    before = (home / "out" / "map.html").read_bytes()
    copy = home / "copy"
    shutil.copytree(home / "out", copy)
    assert alliance("map", copy, "--base", "底图/base.toml", cwd=home).returncode == 0
    assert (copy / "map.html").read_bytes() != before
    assert alliance("map", copy, cwd=home).returncode == 0
    assert (copy / "map.html").read_bytes() == before
    plans = [json.loads((p / "plan.json").read_bytes()) for p in (copy, home / "out")]
    assert plans[0] == plans[1]
