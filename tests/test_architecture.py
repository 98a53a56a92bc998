"""The lines of the house: who may import whom, and which library lives where."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "optimizer"

LAYERS = [
    {"messages"},
    {"errors"},
    {"domain", "keys", "resources"},
    {"policy", "matrix", "tabular", "route"},
    {"case", "crs", "quality"},
    {"roles", "problem", "evidence", "margins"},
    {"formulate"},
    {"plan"},
    {"kinds", "reasons", "schedule"},
    {"compose", "dossier"},
    {"ingest", "travel", "solvers", "report", "checker"},
    {"study", "opinions", "revision", "project"},
    {"service"},
    {"console"},
    {
        *("console_choices", "console_data", "console_opinions"),
        *("console_project", "console_questions"),
    },
    {"cli_base"},
    {
        "cli_choices",
        "cli_data",
        "cli_import",
        "cli_map",
        "cli_opinions",
        "cli_questions",
        "cli_package",
        "cli_project",
    },
    {"cli"},
    {"__main__"},
]
"""Rooms from the ground up; imports only point down. ``domain`` types are named by
``errors`` for type checking only."""

FENCES = {
    "highspy": {"solvers"},
    "ortools": {"solvers"},
    "folium": {"report.map"},
    "branca": {"report.map"},
    "typst": {"report.annex_map", "report.document"},
    "docx": {"report.document"},
    "lxml": {"report.document"},
    "networkx": {"travel", "checker"},
    "scipy": {"travel", "solvers"},
    "geopandas": {"ingest", "travel", "report", "service"},
    "pandas": {"tabular", "ingest", "travel", "report"},
    "shapely": {"ingest", "travel", "report"},
    "pyproj": {"ingest", "travel", "report"},
    "osmium": {"travel"},
    "valhalla": {"travel.valhalla"},
    "rasterio": {"travel"},
    "platformdirs": {"travel"},
    "xlsxwriter": {"report"},
    "openpyxl": {"tabular", "report.annotated"},
    "typer": {
        *("cli", "cli_base", "cli_choices", "cli_data", "cli_map", "cli_opinions"),
        "cli_import",
        *("cli_package", "cli_project", "cli_questions"),
    },
    "rich": {
        *("console", "console_choices", "console_data", "console_opinions"),
        "console_project",
    },
    "pypinyin": {"report.map.pinyin"},
    "python_calamine": {"ingest.grids"},
}
"""Library to the rooms that may import it."""

MODEL_ROOMS = {
    "optimizer.quality",
    "optimizer.roles",
    "optimizer.problem",
    "optimizer.formulate",
    "optimizer.solvers",
    "optimizer.compose",
    "optimizer.reasons",
    "optimizer.kinds",
    "optimizer.schedule",
}
"""Rooms whose rules the checker must not borrow."""

FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the dotted name of a file inside the package, without ``__init__``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield (module, only for type checking) of every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in typed) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            names = [f"{base}.{alias.name}" for alias in node.names]
            yield from ((name, id(node) in typed) for name in names)


def rank_of(room: str) -> int:
    """Return the layer of a room; the package's own ``__init__`` is the ground."""
    head = room.split(".")[0]
    return next((i for i, names in enumerate(LAYERS) if head in names), -1)


@pytest.mark.parametrize("path", FILES, ids=lambda path: room_of(path) or "optimizer")
def test_imports_point_down(path: Path) -> None:
    """Tests that no file imports a room above or beside its own."""
    here = room_of(path)
    for module, only_types in imports_of(path):
        if not module.startswith("optimizer.") or only_types:
            continue
        there = module.removeprefix("optimizer.")
        if rank_of(there) < 0 or there.split(".")[0] == here.split(".")[0]:
            continue
        assert rank_of(there) < rank_of(here), f"{here} imports {there}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: room_of(path) or "optimizer")
def test_libraries_stay_behind_their_fences(path: Path) -> None:
    """Tests that a library is imported only where it has its place."""
    here = room_of(path)
    for module, _ in imports_of(path):
        rooms = FENCES.get(module.split(".")[0])
        if rooms is not None:
            assert any(f"{here}.".startswith(f"{room}.") for room in rooms), module


def test_every_room_has_a_layer() -> None:
    """Tests that a new room cannot be added without a place in the house."""
    assert [room_of(f) for f in FILES if room_of(f) and rank_of(room_of(f)) < 0] == []


def test_checker_borrows_no_rule_from_the_model() -> None:
    """Tests that the judge shares no code with what it judges."""
    for path in (PACKAGE / "checker").rglob("*.py"):
        for module, _ in imports_of(path):
            assert not any(module.startswith(room) for room in MODEL_ROOMS), path


def test_layers_forbid_something() -> None:
    """Tests that the ranks tell rooms apart, so that the tests above can fail."""
    assert rank_of("solvers.greedy") > rank_of("problem")
    assert rank_of("report.map.page") < rank_of("service.planning")
    assert rank_of("unheard_of") < 0


@pytest.mark.parametrize(
    "name",
    [
        "cli",
        "cli_base",
        "cli_choices",
        "cli_data",
        "cli_map",
        "cli_import",
        "cli_opinions",
        "cli_package",
        "cli_project",
        "cli_questions",
        "console",
        "console_choices",
        "console_data",
        "console_opinions",
        "console_project",
        "console_questions",
        "service.runlog",
    ],
)
def test_command_line_starts_without_heavy_libraries(name: str) -> None:
    """Tests that ``alliance --help`` imports nothing slow at the top of a file."""
    heavy = {"geopandas", "pandas", "ortools", "folium", "scipy", "shapely", "numpy"}
    path = PACKAGE / (name.replace(".", "/") + ".py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in top
    }
    assert not {name.split(".")[0] for name in names} & heavy


@pytest.mark.parametrize("path", FILES, ids=lambda path: room_of(path) or "optimizer")
def test_no_engine_takes_ctrl_c_away(path: Path) -> None:
    """Tests that CP-SAT never installs its own handler, which would end the program.

    Having solved once with it, a second Ctrl-C kills the process and the plan is lost.
    """
    text = path.read_text(encoding="utf-8")
    assert text.count("CpSolver()") == text.count("catch_sigint_signal = False")
