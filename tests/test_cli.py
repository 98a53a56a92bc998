"""The command as its users run it: exit codes, messages, files, determinism."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from optimizer.console import issue_lines
from optimizer.domain import Issue, Severity
from tests.commands import alliance, alliance_alone, run_script

SCHOOLS = """\
school_id,name,county_code,town,lon,lat,type_code,region_code,pupils,backbone,core
A,甲校,422801,龙凤镇,109.48,30.30,211,121,800,30,是
b,乙校,422801,龙凤镇,109.50,30.32,211,220,100,1,
c,丙校,422801,白果乡,109.44,30.24,211,220,120,1,
d,丁校,422801,白果乡,,,211,220,90,1,
"""
BAD_TYPE = SCHOOLS.replace("211,220,100", "书院,220,100")
CORELESS = SCHOOLS.replace("30,是", "30,否")
FILES = {
    "plan.json",
    "run.json",
    "map.html",
    "plan.xlsx",
    "plan.gpkg",
    "plan.geojson",
    "summary.md",
    "inputs/schools.csv",
    "inputs/travel.csv",
    "inputs/pairs.csv",
    "inputs/policy.toml",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small table and its plan in ``out``; 4 schools."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "schools.csv").write_text(SCHOOLS, encoding="utf-8-sig")
    done = alliance_alone("plan", "schools.csv", "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_plan_writes_every_file_and_tells_the_estimate(home: Path) -> None:
    """Tests that the folder is complete and the estimate is said aloud."""
    found = {p.relative_to(home / "out").as_posix() for p in (home / "out").rglob("*")}
    assert found >= FILES
    again = alliance_alone("plan", "schools.csv", "--out", "said", cwd=home)
    assert "直线估算" in again.stdout
    assert again.stderr == "" or "Traceback" not in again.stderr


def test_unlocated_school_stays_in_the_plan(home: Path) -> None:
    """Tests that a school without coordinates is listed as not located."""
    plan = json.loads((home / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [(u["school_id"], u["code"]) for u in plan["uncovered"]] == [("d", "U01")]


def test_second_run_gives_the_same_bytes(home: Path) -> None:
    """Tests every file but run.json, across processes and row orders."""
    lines = SCHOOLS.strip().splitlines()
    shuffled = "\n".join([lines[0], *reversed(lines[1:])]) + "\n"
    (home / "shuffled.csv").write_text(shuffled, encoding="utf-8")
    done = alliance_alone("plan", "schools.csv", "--out", "twice", cwd=home)
    assert done.returncode == 0
    for name in sorted(FILES - {"run.json"}):
        first = (home / "out" / name).read_bytes()
        assert first == (home / "twice" / name).read_bytes(), name
    assert (
        alliance_alone("plan", "shuffled.csv", "--out", "mixed", cwd=home).returncode
        == 0
    )
    one, two = (
        json.loads((home / folder / "plan.json").read_text(encoding="utf-8"))
        for folder in ("out", "mixed")
    )
    assert one["alliances"] == two["alliances"]
    assert one["fingerprint"] == two["fingerprint"]


def test_folder_alone_can_be_planned_again(home: Path) -> None:
    """Tests that the canonical inputs give the same alliances and tiers."""
    inputs = home / "out" / "inputs"
    done = alliance(
        "plan",
        inputs / "schools.csv",
        "--travel",
        inputs / "travel.csv",
        "--pairs",
        inputs / "pairs.csv",
        "--policy",
        inputs / "policy.toml",
        "--out",
        "again",
        cwd=home,
    )
    assert done.returncode == 0, done.stderr
    one, two = (
        json.loads((home / folder / "plan.json").read_text(encoding="utf-8"))
        for folder in ("out", "again")
    )
    for key in ("alliances", "tiers", "coverage", "uncovered", "fingerprint"):
        assert one[key] == two[key], key


def test_verify_accepts_the_folder_and_refuses_a_forged_plan(home: Path) -> None:
    """Tests exit codes 0 and 4, and that the broken rule is named."""
    assert alliance("verify", "out", cwd=home).returncode == 0
    plan = json.loads((home / "out" / "plan.json").read_text(encoding="utf-8"))
    plan["alliances"][0]["members"].append({"school_id": "d"})
    (home / "forged.json").write_text(json.dumps(plan), encoding="utf-8")
    inputs = home / "out" / "inputs"
    done = alliance(
        "verify",
        "forged.json",
        "--schools",
        inputs / "schools.csv",
        "--travel",
        inputs / "travel.csv",
        "--policy",
        inputs / "policy.toml",
        cwd=home,
    )
    assert done.returncode == 4
    assert "C364" in done.stdout


def test_verify_judges_a_plan_made_by_hand(home: Path) -> None:
    """Tests that a plan of nothing but alliances is judged."""
    hand = {"alliances": [{"id": "1", "core": "A", "members": [{"school_id": "b"}]}]}
    (home / "hand.json").write_text(json.dumps(hand), encoding="utf-8")
    done = alliance_alone(
        "verify", "hand.json", "--schools", "schools.csv", "--estimate", cwd=home
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_map_draws_the_same_page_again(home: Path) -> None:
    """Tests that the folder is enough to draw the map."""
    before = (home / "out" / "map.html").read_bytes()
    assert alliance_alone("map", "out", "--out", "again.html", cwd=home).returncode == 0
    assert (home / "again.html").read_bytes() == before


def test_template_writes_usable_tables_and_never_overwrites(home: Path) -> None:
    """Tests that templates have headers, and a second call refuses."""
    assert alliance("template", "--out", "blank", cwd=home).returncode == 0
    text = (home / "blank" / "schools.csv").read_text(encoding="utf-8-sig")
    header = next(csv.reader(text.splitlines()))
    assert header[:3] == ["school_id", "name", "county_code"]
    done = alliance("template", "--out", "blank", cwd=home)
    assert done.returncode == 2
    assert "O102" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["plan"], 2, "C101"),
        (["plan", "nothing.csv"], 2, "C106"),
        (["plan", "schools.csv", "--policy", "nothing"], 2, "P101"),
        (["plan", "schools.csv", "--crs", "mars"], 2, "mars"),
        (["plan", "schools.csv", "--lang", "fr"], 2, "C105"),
        (["plan", "schools.csv", "--time-limit", "-1"], 2, "C101"),
        (["demo", "nowhere"], 2, "C103"),
        (["verify", "nowhere"], 2, "A102"),
        (["map", "schools.csv"], 2, "A101"),
        (["map", "out", "--paper", "A3"], 2, "C124"),
        (["nonsense"], 2, "C101"),
    ],
)
def test_wrong_use_gets_a_message_and_no_traceback(
    home: Path, arguments: list[str], code: int, said: str
) -> None:
    """Tests that wrong arguments are told, with the exit code for bad input."""
    out = ["--out", "never"] if arguments[0] == "plan" else []
    done = alliance(*arguments, *out, cwd=home)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (home / "never").exists()


def test_bad_row_is_told_with_row_column_and_value(home: Path) -> None:
    """Tests that a faulty cell refuses the table and nothing is written."""
    (home / "bad.csv").write_text(BAD_TYPE, encoding="utf-8")
    done = alliance_alone("plan", "bad.csv", "--out", "never", cwd=home)
    assert done.returncode == 2
    assert "bad.csv" in done.stderr
    assert "办学类型" in done.stderr
    assert "书院" in done.stderr
    assert "3" in done.stderr
    assert not (home / "never").exists()


def test_english_on_request(home: Path) -> None:
    """Tests that --lang en speaks English."""
    done = alliance_alone(
        "plan", "schools.csv", "--out", "en", "--lang", "en", cwd=home
    )
    assert "proven optimal" in done.stdout
    bad = alliance_alone("plan", "nothing.csv", "--lang", "en", cwd=home)
    assert "not found" in bad.stderr


def test_no_core_gives_exit_3_and_the_reasons(home: Path) -> None:
    """Tests that a county without cores is told, with its uncovered schools."""
    (home / "coreless.csv").write_text(CORELESS, encoding="utf-8")
    done = alliance_alone("plan", "coreless.csv", "--out", "none", cwd=home)
    assert done.returncode == 3
    plan = json.loads((home / "none" / "plan.json").read_text(encoding="utf-8"))
    assert plan["alliances"] == []
    assert {u["code"] for u in plan["uncovered"]} >= {"U04"}


def test_bare_command_shows_the_help_in_chinese(home: Path) -> None:
    """Tests that nothing asked is answered as ``--help`` is, with exit code 2."""
    bare, asked = alliance_alone(cwd=home), alliance_alone("--help", cwd=home)
    assert (bare.returncode, asked.returncode) == (2, 0)
    assert bare.stdout == asked.stdout
    assert "县域义务教育教联体编组" in bare.stdout
    assert bare.stderr == ""


def test_map_of_a_faulty_plan_is_refused(home: Path, tmp_path: Path) -> None:
    """Tests that ``alliance map`` draws no plan the checker rejects, and one it does
    not.
    """
    done = alliance("plan", "schools.csv", "--out", str(tmp_path / "out"), cwd=home)
    assert done.returncode == 0, done.stderr
    assert alliance("map", "out", cwd=tmp_path).returncode == 0
    path = tmp_path / "out" / "plan.json"
    plan = json.loads(path.read_text(encoding="utf-8"))
    plan["alliances"][0]["members"][0]["minutes"] += 1
    path.write_text(json.dumps(plan), encoding="utf-8")
    (tmp_path / "out" / "map.html").unlink()
    done = alliance("map", "out", cwd=tmp_path)
    assert done.returncode == 4
    assert "C402" in done.stderr
    assert not (tmp_path / "out" / "map.html").exists()


def test_output_that_cannot_be_written_is_told(home: Path) -> None:
    """Tests that a file in the way of the folder is a message, not a traceback."""
    (home / "taken").write_text("x", encoding="utf-8")
    done = alliance("plan", "schools.csv", "--out", "taken", cwd=home)
    assert done.returncode == 2
    assert "O101" in done.stderr
    assert (home / "taken").read_text(encoding="utf-8") == "x"


CTRL_C_IN_TIER = """
import os, signal, sys
from optimizer import cli, console
begin = console.ProgressWatcher.on_tier_start
def begin_and_press(self, name, position, total):
    begin(self, name, position, total)
    if name == "travel":
        os.kill(os.getpid(), signal.SIGINT)
console.ProgressWatcher.on_tier_start = begin_and_press
sys.argv = ["alliance", "demo", "jianshi", "--out", "out"]
cli.main()
"""

CTRL_C_IN_OPENING = """
import os, signal, sys
from optimizer import cli
from optimizer.solvers.columns import solver
inner = solver.opened
def press_and_open(*args):
    os.kill(os.getpid(), signal.SIGINT)
    return inner(*args)
solver.opened = press_and_open
sys.argv = ["alliance", "demo", "jianshi", "--out", "out"]
cli.main()
"""

CTRL_C_WHILE_LOADING = """
import os, signal, sys
from optimizer import cli, service
# What runs in the background, as these tests may, is told to ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
service.load = lambda sources: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["alliance", "demo", "jianshi", "--out", "out"]
cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_keeps_the_best_plan(tmp_path: Path) -> None:
    """Tests exit code 130, and a checked plan in the folder."""
    done = run_script(CTRL_C_IN_TIER, tmp_path)
    assert done.returncode == 130, done.stdout + done.stderr
    assert "Ctrl-C" in done.stdout
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["status"] == "feasible"
    assert [t["proven"] for t in plan["tiers"]][:5] == [True] * 5
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["interrupted"] is True
    assert alliance_alone("verify", "out", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_during_the_very_first_plan_keeps_a_legal_one(tmp_path: Path) -> None:
    """Tests that a stop before any tier is solved leaves the plan begun with."""
    done = run_script(CTRL_C_IN_OPENING, tmp_path)
    assert done.returncode == 130, done.stdout + done.stderr
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert plan["status"] == "feasible"
    assert plan["alliances"]
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["interrupted"] is True
    assert alliance("verify", "out", cwd=tmp_path).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
def test_ctrl_c_while_loading_writes_nothing(tmp_path: Path) -> None:
    """Tests exit code 130 and an empty folder."""
    done = run_script(CTRL_C_WHILE_LOADING, tmp_path)
    assert done.returncode == 130, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_help_is_quick_to_import() -> None:
    """Tests that asking for help loads no heavy library."""
    code = (
        "import sys; sys.argv=['alliance','--help']\n"
        "from optimizer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'geopandas','pandas','ortools','folium','scipy','numpy','shapely'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = run_script(code, Path.cwd())
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("[]")


def test_decide_records_the_choice_and_the_next_plan_keeps_it(home: Path) -> None:
    """Tests the command, its refusals, and --previous."""
    assert alliance("plan", "schools.csv", "--out", "own", cwd=home).returncode == 0
    words = ("--type", "merged", "--note", "同一法人")
    wrong = alliance("decide", "own", "--alliance", "zz", *words, cwd=home)
    assert (wrong.returncode, "A-A" in wrong.stderr) == (2, True)
    done = alliance_alone("decide", "own", "--alliance", "A-A", *words, cwd=home)
    assert done.returncode == 0, done.stderr
    assert "同一法人" in done.stdout
    again = alliance(
        "plan", "schools.csv", "--previous", "own", "--out", "kept", cwd=home
    )
    assert again.returncode == 0, again.stderr
    plan = json.loads((home / "kept" / "plan.json").read_text(encoding="utf-8"))
    assert plan["alliances"][0]["type_reason"] == "T11"
    assert alliance("verify", "kept", cwd=home).returncode == 0


def test_check_data_tells_faults_and_marks_them(home: Path) -> None:
    """Tests exit code 2, the place of the fault, and that no clean table is made."""
    (home / "faulty.csv").write_text(BAD_TYPE, encoding="utf-8")
    done = alliance("check-data", "faulty.csv", "--out", "faulty", cwd=home)
    assert done.returncode == 2, done.stderr
    for said in (
        "读入 4 行 = 学校 4 行",
        "D139",
        "书院",
        "办学类型",
        "faulty.checked.xlsx",
    ):
        assert said in done.stdout
    made = {path.name for path in (home / "faulty").iterdir()}
    assert made == {"faulty.checked.xlsx", "columns.toml"}


def test_check_data_of_a_sound_table_gives_a_table_to_plan_with(home: Path) -> None:
    """Tests exit code 0, that the clean table plans, and the same bytes again."""
    for out in ("sound", "sound2"):
        done = alliance("check-data", "schools.csv", "--out", out, cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr
    clean = home / "sound" / "schools.schools.csv"
    planned = alliance("plan", clean, "--out", "from-clean", cwd=home)
    assert planned.returncode == 0, planned.stderr
    done = alliance(
        "check-data",
        home / "sound" / "schools.checked.xlsx",
        "--out",
        "third",
        cwd=home,
    )
    assert done.returncode == 0
    for name in ("schools.checked.xlsx", "schools.schools.csv", "columns.toml"):
        first = (home / "sound" / name).read_bytes()
        assert first == (home / "sound2" / name).read_bytes(), name
        assert first == (home / "third" / name).read_bytes(), name


def test_check_data_writes_nothing_of_a_refused_file(home: Path) -> None:
    """Tests personal data, damage and a missing file: a message and no folder."""
    pupils = SCHOOLS.replace("core\n", "core,学生姓名\n").replace("\n", ",\n")
    (home / "pupils.csv").write_text(pupils, encoding="utf-8")
    (home / "damaged.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    for name, code in (
        ("pupils.csv", "D124"),
        ("damaged.xlsx", "["),
        ("no.csv", "C106"),
    ):
        done = alliance("check-data", name, "--out", "never", cwd=home)
        assert done.returncode == 2, name
        assert code in done.stderr
        assert "Traceback" not in done.stderr
        assert not (home / "never").exists()
        assert not list(home.glob(".alliance-*"))


def test_check_data_in_english(home: Path) -> None:
    """Tests that --lang en speaks English on the screen."""
    (home / "faulty.csv").write_text(BAD_TYPE, encoding="utf-8")
    done = alliance_alone(
        "check-data", "faulty.csv", "--out", "f-en", "--lang", "en", cwd=home
    )
    assert "Correct these errors first" in done.stdout
    assert "4 rows read = 4 schools + 0 rows left out" in done.stdout


def test_template_for_a_county(home: Path) -> None:
    """Tests the fill-in workbook, a taken name, and an unknown county."""
    done = alliance_alone("template", "--for", "来凤县", "--out", "fill", cwd=home)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in (home / "fill").iterdir()] == ["学校信息表_来凤县.xlsx"]
    taken = alliance_alone("template", "--for", "来凤县", "--out", "fill", cwd=home)
    assert (taken.returncode, "O102" in taken.stderr) == (2, True)
    wrong = alliance_alone("template", "--for", "火星", "--out", "never", cwd=home)
    assert (wrong.returncode, "D302" in wrong.stderr) == (2, True)
    assert not (home / "never").exists()


def test_pair_of_names_is_refused_in_the_words_of_the_sheet():
    """Tests that columns are named as the user knows them, and nothing twice."""
    issue = Issue(
        "D181", Severity.ERROR, row=4, column="a", value="甲小学", file="w.csv"
    )
    (line,) = issue_lines([issue], "zh")
    assert "“甲校”列" in line
    assert line.count("w.csv") == line.count("甲小学") == 1
    told = Issue("D243", Severity.ERROR, row=2, column="county_code", file="w.csv")
    (line,) = issue_lines([told], "zh")
    assert line.startswith("  [D243] 行政区划代码: w.csv 第 2 行")
