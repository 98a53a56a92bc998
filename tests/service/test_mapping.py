"""Maps of a plan's folder, drawn again: another mode, another plan beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer import service
from optimizer.errors import CheckError, DataError, OutputError, PlanError
from optimizer.service.loading import Sources
from tests.report.map_factory import blob_of

TABLE = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
b,乙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
c,丙校,422801,白果乡,109.44,30.24,211,220,120,1,
"""


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the folders of two plans: c is a member of A, or refuses it."""
    base = tmp_path_factory.mktemp("两份 方案")
    table = base / "schools.csv"
    table.write_text(TABLE, encoding="utf-8")
    pairs = base / "pairs.csv"
    pairs.write_text("kind,a,b,note\nrefused,c,A,\n", encoding="utf-8")
    found = []
    for name, wishes in (("one", None), ("two", pairs)):
        loaded = service.load(Sources(schools=table, pairs=wishes, estimate=True))
        service.write_plan(service.make_plan(loaded), base / name)
        found.append(base / name)
    return found


def test_two_folders_on_one_page(homes: list[Path]) -> None:
    """Tests the name of the file, the labels, and who moved."""
    drawn = service.draw_map(homes[0], other=homes[1])
    assert drawn == homes[0] / "map.compare.html"
    data = blob_of(drawn.read_text(encoding="utf-8"))
    assert [p["label"] for p in data["plans"]] == ["方案一", "方案二"]
    assert [(m["kind"], m["from"], m["to"]) for m in data["moves"]] == [
        ("leave", 1, None)
    ]
    assert data["schools"][data["moves"][0]["school"]]["name"] == "丙校"


@pytest.mark.parametrize(
    ("mode", "name"),
    [("public", "map.public.html"), ("print", "map.print.html"), (None, "map.html")],
)
def test_mode_is_in_the_name_of_the_file(
    homes: list[Path], mode: str | None, name: str
) -> None:
    """Tests that a map for the public never takes the place of the internal one."""
    drawn = service.draw_map(homes[0], mode=mode)
    assert drawn.name == name
    head = blob_of(drawn.read_text(encoding="utf-8"))["head"]
    assert head["mode"] == (mode or "internal")


def test_unknown_mode_is_refused(homes: list[Path]) -> None:
    with pytest.raises(DataError, match="C123"):
        service.draw_map(homes[0], mode="secret")


@pytest.mark.parametrize(
    ("name", "code"), [("plan.json", "O103"), ("map", "O103"), ("inputs", "O104")]
)
def test_page_takes_no_name_of_another_file(
    homes: list[Path], name: str, code: str
) -> None:
    """Tests that a slip of the pen cannot write over the plan itself."""
    before = (homes[0] / "plan.json").read_bytes()
    with pytest.raises(OutputError, match=code):
        service.draw_map(homes[0], homes[0] / name)
    assert (homes[0] / "plan.json").read_bytes() == before


def test_second_plan_is_judged_too(homes: list[Path], tmp_path: Path) -> None:
    """Tests that a forged second plan is refused and nothing is written."""
    forged = tmp_path / "forged"
    (forged / "inputs").mkdir(parents=True)
    for file in (homes[0] / "inputs").iterdir():
        (forged / "inputs" / file.name).write_bytes(file.read_bytes())
    plan = json.loads((homes[0] / "plan.json").read_text(encoding="utf-8"))
    plan["alliances"][0]["members"].append({"school_id": "A"})
    (forged / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(CheckError, match="C402"):
        service.draw_map(homes[0], tmp_path / "new.html", other=forged)
    with pytest.raises(PlanError):
        service.draw_map(homes[0], tmp_path / "new.html", other=tmp_path / "none")
    assert not (tmp_path / "new.html").exists()
