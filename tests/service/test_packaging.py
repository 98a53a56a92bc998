"""Packages: one set of figures in every format, same bytes, hostile names as text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from optimizer import service
from optimizer.errors import DataError, OutputError
from optimizer.plan import Plan, parse_plan
from optimizer.report.figures import key_figures, read_figures
from optimizer.report.labels import Labels
from optimizer.service.folder import text_writer
from optimizer.service.loading import Sources, demo_sources
from optimizer.service.opinions import mark_of
from tests.opinions.builders import opinion, raw, save
from tests.report.annex_map.annex_factory import needs_font
from tests.report.document.readers import (
    texts_of_html,
    texts_of_pdf,
    texts_of_word,
)
from tests.report.map_factory import blob_of
from tests.test_cli import SCHOOLS

pytestmark = needs_font

EVIL = (
    '=HYPERLINK("http://x","y")',
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "\u202e文字反写",
    "校😀𠮷瀼夔",
    "#eval(1) $x$ *粗*",
    "长" * 1000,
)
DOCUMENTS = {
    "01_组建方案": "",
    "02_专家论证意见表": "",
    "03_意见汇总及采纳情况表": "",
    "04_征求意见公告": "公示材料",
    "05_批复代拟稿": "",
    "06_公示": "公示材料",
    "07_教联体是什么": "公示材料",
    "08_年度进展简报": "",
}


def narrow(text: object) -> str:
    """Return text without blanks and width: print has wide marks, tables narrow."""
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", str(text)))


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the plan of a demo county."""
    home = tmp_path_factory.mktemp("county") / "方案 一"
    loaded = service.load(demo_sources("jianshi"))
    service.write_plan(service.make_plan(loaded), home)
    text_writer('[office]\nname = "示例县教育局"\ndate = 2026-11-30\n')(
        home / "material.toml"
    )
    return home


@pytest.fixture(scope="module")
def package(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return its package for approval."""
    return service.export(
        county, "approval", tmp_path_factory.mktemp("made") / "包"
    ).out


@pytest.fixture(scope="module")
def plan(package: Path) -> Plan:
    """Return the plan as it lies in the package."""
    return parse_plan((package / "plan.json").read_text(encoding="utf-8"))


def lines_of(county: Path, plan: Plan) -> dict[str, str]:
    """Return the key figures, narrow, label to value."""
    labels = Labels(service.load_folder(county).case, plan)
    found = key_figures(labels, read_figures(labels))
    return {narrow(line.label): narrow(line.value) for line in found}


def test_package_has_every_document_in_both_formats(package: Path) -> None:
    """Tests the names, in the order of the procedure, and the rest of the package."""
    for name, below in DOCUMENTS.items():
        for ending in (".docx", ".pdf"):
            assert (package / below / f"{name}{ending}").stat().st_size > 1000
    for name in (
        "办公工作簿.xlsx",
        "附图_打印附图.pdf",
        "地图_内部工作图.html",
        "gis/plan.gpkg",
        "gis/plan.kml",
        "gis/shp/schools.shp",
        "公示材料/地图_公示图.html",
        "公示材料/附图_公示图.pdf",
        "公示材料/07_教联体是什么.html",
        "公示材料/gis/plan.geojson",
    ):
        assert (package / name).is_file(), name


def test_figures_are_those_of_the_plan(county: Path, plan: Plan) -> None:
    """Tests the one summary against counts of the plan's file made here."""
    told = json.loads((county / "plan.json").read_text(encoding="utf-8"))
    lines = lines_of(county, plan)
    rows = [
        r for r in told["coverage"] if (r["scope"], r["basis"]) == ("all", "counted")
    ]
    assert lines["覆盖率(计数口径)"].startswith(
        f"{rows[0]['covered']}/{rows[0]['total']}("
    )
    members = [m for a in told["alliances"] for m in a["members"]]
    assert lines["教联体个数"] == str(len(told["alliances"]))
    assert lines["成员学校"] == str(len(members))
    assert lines["纳入教联体的学校(含核心学校)"] == str(
        len(members) + len(told["alliances"])
    )
    assert lines["本轮未纳入的学校"] == str(len(told["uncovered"]))
    assert lines["不在方案范围的学校"] == str(len(told["excluded"]))
    assert lines["示范性教联体"] == str(
        sum(a["demonstrator"] for a in told["alliances"])
    )
    with (county / "inputs/schools.csv").open(encoding="utf-8-sig", newline="") as file:
        pupils = {row["school_id"]: row["pupils"] for row in csv.DictReader(file)}
    stated = [pupils[m["school_id"]] for m in members]
    known = sum(int(text) for text in stated if text)
    assert lines["成员学校学生数"] == f"{known},另有{stated.count('')}所未填学生数"
    longest = max(m["minutes"] for m in members)
    assert abs(float(lines["最远一程(分钟)"]) - longest) <= 0.05 + 1e-9
    assert lines["方案状态"] == "已证明最优"


@pytest.mark.parametrize("name", ["01_组建方案", "08_年度进展简报"])
def test_word_and_pdf_state_every_key_figure(
    county: Path, package: Path, plan: Plan, name: str
) -> None:
    """Tests the figures read back from the documents for officials."""
    word = narrow("".join(texts_of_word(package / f"{name}.docx")))
    pdf = narrow("".join(texts_of_pdf(package / f"{name}.pdf")))
    for label, value in lines_of(county, plan).items():
        assert f"{label}{value}" in word, label
        assert f"{label}{value}" in pdf, label


def test_workbook_states_every_key_figure(
    county: Path, package: Path, plan: Plan
) -> None:
    """Tests the figures read back from the sheet 要点."""
    sheet = openpyxl.load_workbook(package / "办公工作簿.xlsx")["要点"]
    found = {narrow(r[0].value): narrow(r[1].value) for r in sheet.iter_rows(max_col=2)}
    for label, value in lines_of(county, plan).items():
        assert found[label] == value


@pytest.mark.parametrize("name", ["地图_内部工作图.html", "公示材料/地图_公示图.html"])
def test_maps_state_the_same_coverage(package: Path, plan: Plan, name: str) -> None:
    """Tests coverage, alliances and members of the maps in the package."""
    page = blob_of((package / name).read_text(encoding="utf-8"))
    told = page["plans"][0]
    row = next(
        r for r in plan.coverage or () if (r.scope, r.basis) == ("all", "counted")
    )
    assert f"{row.covered}/{row.total} 所" in told["coverage"]["line"]
    assert [len(a["members"]) for a in told["alliances"]] == [
        len(a.members) for a in plan.alliances
    ]


def test_every_list_has_every_school_of_every_alliance_once(
    county: Path, package: Path, plan: Plan
) -> None:
    """Tests the public list and the name list of the workbook against the plan."""
    names = {s.school_id: s.name for s in service.load_folder(county).case.schools}
    inside = Counter(names[i] for i in plan.core_of)
    notice = narrow("".join(texts_of_word(package / "公示材料/06_公示.docx")))
    assert all(narrow(name) in notice for name in inside)
    sheet = openpyxl.load_workbook(package / "办公工作簿.xlsx")["名单表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "学校标识码" in row)
    at = head.index("学校标识码")
    listed = Counter(row[at] for row in rows if row[at] in names)
    assert listed == Counter(list(plan.core_of))


def test_public_part_holds_no_figures_of_single_schools(package: Path) -> None:
    """Tests the words that no public file may have."""
    for path in sorted((package / "公示材料").glob("*.docx")):
        text = "".join(texts_of_word(path))
        assert "薄弱" not in text
        assert "学生数" not in text
    page = "".join(texts_of_html(package / "公示材料/07_教联体是什么.html"))
    assert "不撤并" in page or "不撤" in page


def test_manifest_names_plan_and_files(package: Path, plan: Plan) -> None:
    """Tests that the manifest is about this plan and lists what lies there."""
    told = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    assert told["plan_sha256"] == mark_of(plan).sha256
    there = {
        p.relative_to(package).as_posix() for p in package.rglob("*") if p.is_file()
    }
    assert set(told["files"]) | {"manifest.json"} == there


def test_package_is_the_same_in_another_process(
    county: Path, package: Path, tmp_path: Path
) -> None:
    """Tests every file, byte for byte, with another order of hashes."""
    out = tmp_path / "again"
    command = [sys.executable, "-m", "optimizer", "export", str(county)]
    subprocess.run(
        [*command, "--package", "approval", "--out", str(out)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    told = [json.loads((p / "manifest.json").read_bytes()) for p in (package, out)]
    assert told[0] == told[1]


@pytest.mark.parametrize("name", ["public", "gis", "brief"])
def test_other_packages(county: Path, tmp_path: Path, name: str) -> None:
    """Tests that each has its files, and no internal one where it is public."""
    made = service.export(county, name, tmp_path / name, lang="en")
    assert made.digests
    if name == "public":
        assert not any(
            "internal" in file or "proposal" in file for file in made.digests
        )
    if name == "brief":
        assert set(made.digests) == {"08_annual-brief.docx", "08_annual-brief.pdf"}


def test_gis_package_in_gcj02_says_so(county: Path, tmp_path: Path) -> None:
    """Tests the system asked for in the names of the files."""
    made = service.export(county, "gis", tmp_path / "gis", crs="gcj02")
    assert any("_gcj02" in name for name in made.digests)


def test_wrong_words_are_refused(county: Path, tmp_path: Path) -> None:
    """Tests package and system, and that nothing is written."""
    with pytest.raises(DataError, match="K151"):
        service.export(county, "approvals", tmp_path / "p")
    with pytest.raises(DataError, match="G101"):
        service.export(county, "gis", tmp_path / "p", crs="bd09")
    assert not (tmp_path / "p").exists()


def test_people_s_work_is_not_written_over(county: Path, tmp_path: Path) -> None:
    """Tests a document in which somebody wrote, and its nearest legal neighbour."""
    out = tmp_path / "p"
    service.export(county, "brief", out)
    service.export(county, "brief", out)
    path = out / "08_年度进展简报.docx"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(OutputError, match="K141"):
        service.export(county, "brief", out)


def test_empty_font_folder_is_told(county: Path, tmp_path: Path) -> None:
    """Tests that a package without Chinese letters is not made."""
    (tmp_path / "fonts").mkdir()
    with pytest.raises(OutputError):
        service.export(county, "brief", tmp_path / "p", fonts=tmp_path / "fonts")
    assert not (tmp_path / "p").exists()


def test_hostile_names_and_texts_are_text_in_every_file(tmp_path: Path) -> None:
    """Tests names of schools, opinions, the office and what is shared."""
    text = io.StringIO()
    csv.writer(text).writerows(
        (f"x{k}", name, "422801", "龙凤镇", 109.5, 30.32, 211, 220, 10, 1, "")
        for k, name in enumerate(EVIL)
    )
    rows = [SCHOOLS.rstrip("\n"), text.getvalue()]
    table = save(tmp_path, "schools.csv", "\n".join(rows).encode("utf-8-sig"))
    home = tmp_path / "方案"
    service.write_plan(service.make_plan(service.load(Sources(schools=table))), home)
    plan = service.folder.read_plan(home)
    said = [
        opinion("A", text=evil[:800], speaker=evil[:20], id=f"{k:016x}")
        for k, evil in enumerate(EVIL)
    ]
    sent = save(tmp_path, "sent/a.json", raw(*said, mark=mark_of(plan))).parent
    found = service.read_opinions(home, [sent], home / "opinions")
    service.write_opinions(found, home / "opinions")
    names = "\n".join(f"  {json.dumps(e[:200], ensure_ascii=False)}," for e in EVIL)
    text_writer(
        f"[office]\nname = {json.dumps(EVIL[1])}\n[risks]\nextra = [\n{names}\n]\n"
    )(home / "material.toml")
    made = service.export(home, "approval", tmp_path / "p")
    words = "".join(texts_of_pdf(made.out / "01_组建方案.pdf"))
    told = " ".join(note.render("zh") for note in made.notes)
    assert "😀" in words or "1F600" in told, told
    for path in sorted(made.out.rglob("*.docx")):
        texts = "".join(texts_of_word(path))
        assert "\u202e" not in texts
    for path in sorted(made.out.rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        kinds = {c.data_type for s in book for row in s.iter_rows() for c in row}
        assert "f" not in kinds
    for path in sorted(made.out.rglob("*.html")):
        assert "<script>alert" not in path.read_text(encoding="utf-8")
    proposal = "".join(texts_of_word(made.out / "01_组建方案.docx"))
    for evil in EVIL[:3]:
        assert narrow(evil) in narrow(proposal)
    assert {p.name for p in tmp_path.iterdir()} == {"schools.csv", "方案", "sent", "p"}
