"""Exploring a plan's folder: complete, checked, repeatable, safe with hostile names."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer import service
from optimizer.case import Case
from optimizer.domain import Severity
from optimizer.errors import CheckError, PlanError
from optimizer.service import exploring
from optimizer.service.loading import Loaded
from optimizer.service.planning import Outcome, make_plan
from optimizer.study.alternatives import Ending, Wanted
from optimizer.study.searches import StudyWatcher
from tests.builders import make_case, make_core, make_school
from tests.report.map_factory import blob_of
from tests.service.test_phasing import graduate_case
from tests.study.oracle import gap_by_hand

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert('x')>",
    "a{b}${c}`d`\u202egnp.exe",
]
QUESTIONS = service.Questions(
    wanted=Wanted(2, "members", 2, 40.0), limits=("minutes", "size"), step_pct=5.0
)
FILES = ["explore.json", "explore.xlsx", "explore.html"]


def town(names: list[str] | None = None) -> Case:
    """Return two cores and seven schools with much to choose."""
    told = names or []
    ids = [*"AB", *"cdefghi"]
    schools = [
        (make_core if s.isupper() else make_school)(
            s,
            name=told[i % len(told)] if told else f"学校{s}",
            lon=round(109.4 + i / 100, 2),
            lat=30.3,
            town="甲镇",
        )
        for i, s in enumerate(ids)
    ]
    minutes = {(s, k): 8 + 3 * i + (i * 7) % 5 for i, s in enumerate(ids) for k in "AB"}
    return make_case(
        schools,
        minutes,
        size={"max_members": 4},
        scope={"title": told[1] if told else "试点县方案"},
    )


def write(case: Case, home: Path) -> Path:
    """Write the plan of a case into a folder and return the folder."""
    service.write_plan(service.make_plan(Loaded(case)), home)
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a plan of 9 schools, 8 of them in alliances."""
    return write(town(), tmp_path_factory.mktemp("explore") / "plan")


@pytest.fixture(scope="module")
def found(home: Path) -> service.Exploration:
    """Return the exploration of that plan, found once."""
    return service.explore(home, QUESTIONS)


def test_every_question_is_answered(found: service.Exploration) -> None:
    """Tests that nothing is missing and the plan is its policy's best."""
    assert found.missing == []
    assert found.lag is None
    assert not found.interrupted
    assert found.frontier is not None
    assert found.frontier.points[0].covered == 8
    assert found.effects is not None
    assert len(found.effects.effects) == 9


def test_alternatives_are_checked_plans_as_far_apart_as_asked(
    found: service.Exploration, tmp_path: Path
) -> None:
    """Tests the folders by the independent checker and the distances by hand."""
    service.write_exploration(found, tmp_path)
    assert found.alternatives is not None
    assert found.alternatives.ending is Ending.COMPLETE
    groupings = [found.plan.core_of]
    for number in (1, 2):
        plan, violations = service.verify(tmp_path / "alternatives" / str(number))
        assert [v for v in violations if v.severity is Severity.ERROR] == []
        groupings.append(plan.core_of)
        assert plan.status == "feasible"
    for i, one in enumerate(groupings):
        for two in groupings[:i]:
            assert gap_by_hand(one, two, "members") >= 2


def test_the_same_questions_give_the_same_bytes(
    found: service.Exploration, home: Path, tmp_path: Path
) -> None:
    """Tests JSON, workbook, page and plans of two runs."""
    service.write_exploration(found, tmp_path / "one")
    service.write_exploration(service.explore(home, QUESTIONS), tmp_path / "two")
    names = [*FILES, "alternatives/1/plan.json", "alternatives/2/plan.xlsx"]
    names.append("alternatives/1/map.compare.html")
    for name in names:
        one, two = (tmp_path / run / name for run in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_json_states_what_was_asked_and_found(
    found: service.Exploration, tmp_path: Path
) -> None:
    """Tests the keys other programs rely on."""
    service.write_exploration(found, tmp_path)
    data = json.loads((tmp_path / "explore.json").read_text(encoding="utf-8"))
    assert list(data) == [
        "schema",
        "plan",
        "questions",
        "repeatable",
        "missing",
        "behind_own_policy",
        "frontier",
        "limits",
        "alternatives",
    ]
    assert data["schema"] == "alliance-explore/1"
    assert all(point["proven"] for point in data["frontier"]["points"])
    assert [row["value"] for row in data["limits"] if row["own"]] == ["60", "4"]
    assert [p["folder"] for p in data["alternatives"]["plans"]] == [
        "alternatives/1",
        "alternatives/2",
    ]


def test_each_alternative_has_a_map_beside_the_plan(
    found: service.Exploration, tmp_path: Path
) -> None:
    """Tests that the page shows both plans and exactly the schools that differ."""
    service.write_exploration(found, tmp_path)
    for number, outcome in enumerate(found.outcomes, start=1):
        assert outcome.plan is not None
        page = tmp_path / "alternatives" / str(number) / "map.compare.html"
        data = blob_of(page.read_text(encoding="utf-8"))
        assert [p["label"] for p in data["plans"]] == ["本方案", f"备选方案 {number}"]
        led = [
            {**p.core_of, **{a.core: a.core for a in p.alliances}}
            for p in (found.plan, outcome.plan)
        ]
        differ = {i for one in led for i in one if led[0].get(i) != led[1].get(i)}
        names = {found.loaded.case.by_id[i].name for i in differ}
        assert {data["schools"][m["school"]]["name"] for m in data["moves"]} == names


def test_plans_of_an_earlier_run_go_and_other_files_stay(
    found: service.Exploration, tmp_path: Path
) -> None:
    """Tests that fewer alternatives leave no outdated ones behind."""
    service.write_exploration(found, tmp_path)
    (tmp_path / "alternatives" / "mine").mkdir()
    fewer = replace(found, alternatives=None, outcomes=(), comparisons=())
    service.write_exploration(fewer, tmp_path)
    left = sorted(p.name for p in (tmp_path / "alternatives").iterdir())
    assert left == ["mine"]


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the values of every sheet of a workbook."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_workbook_has_the_four_sheets_with_the_figures(
    found: service.Exploration, tmp_path: Path
) -> None:
    """Tests names of sheets and some figures read back."""
    service.write_exploration(found, tmp_path)
    book = sheets(tmp_path / "explore.xlsx")
    assert list(book) == ["前沿", "各项上限的影响", "备选方案", "比较"]
    assert found.frontier is not None
    covered = [row[0] for row in book["前沿"] if isinstance(row[0], int)]
    assert covered == [8, *(p.covered for p in found.frontier.points)]
    own = [row for row in book["各项上限的影响"] if row[2] == "是"]
    assert [(row[1], row[3]) for row in own] == [("60", "8/9"), ("4", "8/9")]
    listed = [row[0] for row in book["备选方案"]]
    assert listed[-2:] == ["备选 1", "备选 2"]
    moved = sum(len(change.moves) for change in found.comparisons)
    assert sum(row[2] in set("ABcdefghi") for row in book["比较"]) == moved


class StopAt(StudyWatcher):
    """Asks to stop when a question of a part begins."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.stopped = False

    def on_question(self, part: str, position: int, total: int) -> None:
        """Stop at the second question of the part, or its only one."""
        self.stopped |= part == self.part and position == min(2, total)

    def should_stop(self) -> bool:
        """Return whether the question has come."""
        return self.stopped


@pytest.mark.parametrize(
    ("part", "missing", "plans"),
    [
        ("base", ["frontier", "limits", "alternatives"], 0),
        ("alternatives", ["frontier", "limits", "alternatives"], 1),
        ("frontier", ["frontier", "limits"], 2),
        ("limits", ["limits"], 2),
    ],
)
def test_stopping_keeps_what_is_found_and_says_what_is_missing(
    home: Path, tmp_path: Path, part: str, missing: list[str], plans: int
) -> None:
    """Tests a stop in each part, and that the files say so."""
    cut = service.explore(home, QUESTIONS, StopAt(part))
    assert cut.interrupted
    assert [name for name, _ in cut.missing] == missing
    assert len(cut.outcomes) == plans
    service.write_exploration(cut, tmp_path)
    data = json.loads((tmp_path / "explore.json").read_text(encoding="utf-8"))
    assert [row["part"] for row in data["missing"]] == missing
    assert "未完成" in (tmp_path / "explore.html").read_text(encoding="utf-8")
    assert "未完成" in str(sheets(tmp_path / "explore.xlsx")["前沿"])


def test_a_plan_that_breaks_a_rule_is_not_explored(home: Path, tmp_path: Path) -> None:
    """Tests C402 on a forged plan beside its true inputs."""
    forged = write(town(), tmp_path / "forged")
    data = json.loads((forged / "plan.json").read_text(encoding="utf-8"))
    data["alliances"][0]["members"].append({"school_id": "A"})
    (forged / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CheckError, match="C402"):
        service.explore(forged, QUESTIONS)


def test_a_plan_worse_than_its_policy_allows_is_told(tmp_path: Path) -> None:
    """Tests a plan by hand: alternatives are measured by it, and the lag is stated."""
    home = write(town(), tmp_path / "plan")
    hand = {"alliances": [{"id": "1", "core": "A", "members": [{"school_id": "c"}]}]}
    (home / "plan.json").write_text(json.dumps(hand), encoding="utf-8")
    asked = service.Questions(Wanted(0, "core", 1, 5.0), limits=(), step_pct=0)
    found = service.explore(home, asked)
    assert found.lag is not None
    assert found.lag[0] == "need"
    service.write_exploration(found, tmp_path / "out")
    assert "不是现行参数下的最优" in (tmp_path / "out" / "explore.html").read_text(
        encoding="utf-8"
    )


def test_a_plan_file_without_inputs_cannot_be_explored(tmp_path: Path) -> None:
    """Tests A104."""
    hand = {"alliances": []}
    (tmp_path / "plan.json").write_text(json.dumps(hand), encoding="utf-8")
    with pytest.raises(PlanError, match="A104"):
        service.explore(tmp_path, QUESTIONS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_stay_text(tmp_path: Path, lang: Any) -> None:
    """Tests names and a title that try to be formulas, tags and templates."""
    home = write(town(HOSTILE), tmp_path / "plan")
    found = service.explore(home, QUESTIONS)
    service.write_exploration(found, tmp_path / "out", lang)
    page = (tmp_path / "out" / "explore.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace(
        "http-equiv", ""
    )
    for name in ("out/explore.xlsx",):
        with zipfile.ZipFile(tmp_path / name) as book:
            for part in book.namelist():
                text = book.read(part).decode("utf-8", "replace")
                assert "<f>" not in text, part
                assert "hyperlink" not in text, part


def test_diff_reads_folders_and_files(home: Path, tmp_path: Path) -> None:
    """Tests a folder against itself and against a bare plan file."""
    one, two, same = service.diff(home, home / "plan.json")
    assert same.is_same
    written = service.write_diff((one, two), ("a", "b"), same, tmp_path / "same")
    assert [path.name for path in written] == ["diff.xlsx", "diff.json"]
    assert "完全相同" in str(sheets(tmp_path / "same" / "diff.xlsx"))
    hand = {"alliances": [{"id": "1", "core": "A", "members": [{"school_id": "c"}]}]}
    (tmp_path / "hand.json").write_text(json.dumps(hand), encoding="utf-8")
    bare = tmp_path / "hand.json"
    one, two, found = service.diff(bare, bare)
    assert (one.case, two.case, found.is_same) == (None, None, True)
    service.write_diff((one, two), ("a", "b"), found, tmp_path / "bare", "en")
    one, two, found = service.diff(home, bare)
    assert not found.is_same
    assert found.cores_dropped == ("B",)
    assert {m.school_id for m in found.moves} <= {"c"}


@pytest.mark.parametrize("wishes", [(), (("refused", "A", "g"),)])
def test_alternatives_with_graduates_are_plans_the_checker_accepts(
    tmp_path: Path, wishes: tuple[tuple[str, ...], ...]
) -> None:
    """Tests that a graduate without a host ends the list and is no fault."""
    home = write(graduate_case(wishes), tmp_path / "plan")
    asked = service.Questions(
        Wanted(2, "core", 1, 900.0, loss_pct=60.0), limits=("size",), step_pct=5.0
    )
    found = service.explore(home, asked)
    service.write_exploration(found, tmp_path / "out")
    assert found.alternatives is not None
    assert len(found.outcomes) == len(found.alternatives.found)
    for number in range(1, len(found.outcomes) + 1):
        _, violations = service.verify(tmp_path / "out" / "alternatives" / str(number))
        assert [v for v in violations if v.severity is Severity.ERROR] == []
    if len(found.outcomes) < 2:
        assert found.alternatives.ending is not Ending.COMPLETE


def test_an_alternative_without_a_schedule_is_skipped_and_told(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that the search goes on after it, and that the files say so."""
    made = []

    def first_fails(loaded: Loaded, **options: Any) -> Outcome:
        made.append(make_plan(loaded, **options))
        return replace(made[-1], plan=None) if len(made) == 1 else made[-1]

    monkeypatch.setattr(exploring, "make_plan", first_fails)
    asked = service.Questions(Wanted(2, "members", 2, 40.0), limits=(), step_pct=0)
    found = service.explore(home, asked)
    assert found.alternatives is not None
    assert (len(found.outcomes), found.alternatives.skipped) == (2, 1)
    assert len(found.comparisons) == len(found.alternatives.found) == 2
    service.write_exploration(found, tmp_path)
    data = json.loads((tmp_path / "explore.json").read_text(encoding="utf-8"))
    assert data["alternatives"]["skipped"] == 1
    assert "另有 1 份" in str(sheets(tmp_path / "explore.xlsx")["备选方案"])


def test_page_can_be_read_on_a_phone(tmp_path: Path) -> None:
    """Tests the viewport, and that the wide plot scrolls instead of shrinking."""
    from optimizer.service import explore_page

    style = explore_page._STYLE
    assert ".plot{overflow-x:auto}" in style
    assert "@media (max-width:700px)" in style
