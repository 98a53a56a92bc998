"""The annex of a plan's folder, from Python and from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from optimizer import service
from optimizer.cli import app
from optimizer.errors import CheckError, DataError, OutputError, Phrase
from tests.report.annex_map.annex_factory import needs_font
from tests.service.test_mapping import TABLE


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small plan, in a path with blanks and Chinese."""
    base = tmp_path_factory.mktemp("附图 方案")
    table = base / "schools.csv"
    table.write_text(TABLE, encoding="utf-8")
    loaded = service.load(service.Sources(schools=table, estimate=True))
    service.write_plan(service.make_plan(loaded), base / "out")
    return base / "out"


def words_of(pdf: Path) -> str:
    """Return the text of a PDF without blanks."""
    pages = PdfReader(pdf).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@needs_font
def test_pdf_and_pictures_are_written_beside_each_other(home: Path) -> None:
    """Tests the names of the files: one PDF, one picture a page."""
    out = home / "附图 一"
    written = service.write_annex(home, out / "图.pdf", out / "图.png", dpi=60)
    assert [p.name for p in written] == ["图.pdf", "图-1.png", "图-2.png"]
    assert sorted(p.name for p in out.iterdir()) == sorted(p.name for p in written)


@needs_font
@pytest.mark.parametrize(
    ("policy", "mode", "said"),
    [
        ("internal", None, "打印附图"),
        ("print", None, "打印附图"),
        ("public", None, "公示图"),
        ("internal", "internal", "内部工作图"),
        ("internal", "public", "公示图"),
    ],
)
def test_annex_is_for_print_unless_something_else_is_asked_for(
    home: Path, tmp_path: Path, policy: str, mode: str | None, said: str
) -> None:
    """Tests the mode of an annex; a policy for public notice is never widened."""
    text = (home / "inputs" / "policy.toml").read_text(encoding="utf-8")
    assert text.count('map_mode = {value = "internal"') == 1
    toml = tmp_path / "policy.toml"
    toml.write_text(
        text.replace(
            'map_mode = {value = "internal"', f'map_mode = {{value = "{policy}"'
        ),
        encoding="utf-8",
    )
    table = home / "inputs" / "schools.csv"
    sources = service.Sources(schools=table, policy=str(toml), estimate=True)
    copy = tmp_path / "plan"
    service.write_plan(service.make_plan(service.load(sources)), copy)
    [pdf] = service.write_annex(copy, tmp_path / "a.pdf", mode=mode)
    assert words_of(pdf).startswith(said)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"paper": "A2"}, "annex.paper"),
        ({"dpi": 49}, "annex.dpi"),
        ({"dpi": 601}, "annex.dpi"),
        ({"mode": "draft"}, "C123"),
    ],
)
def test_option_without_meaning_is_refused(
    home: Path, tmp_path: Path, options: dict[str, object], code: str
) -> None:
    """Tests that nothing is written for an option that has no such value."""
    with pytest.raises(DataError) as caught:
        service.write_annex(home, tmp_path / "a.pdf", **options)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"pdf": "a.docx"}, "O103"),
        ({"png": "a.jpg"}, "O103"),
        ({"pdf": "plan.json"}, "O103"),
        ({"pdf": ""}, "O104"),
    ],
)
def test_file_is_named_as_what_it_is(
    home: Path, tmp_path: Path, names: dict[str, str], code: str
) -> None:
    with pytest.raises(OutputError) as caught:
        service.write_annex(home, **{k: tmp_path / n for k, n in names.items()})  # type: ignore[arg-type]
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


@needs_font
def test_paper_may_be_written_small(home: Path, tmp_path: Path) -> None:
    [small] = service.write_annex(home, tmp_path / "a.pdf", paper="a3")
    [large] = service.write_annex(home, tmp_path / "b.pdf", paper="A3")
    assert small.read_bytes() == large.read_bytes()


def test_without_a_font_nothing_is_written(home: Path, tmp_path: Path) -> None:
    """Tests the refusal with its remedy."""
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    with pytest.raises(OutputError) as caught:
        service.write_annex(home, tmp_path / "a.pdf", fonts=fonts)
    assert caught.value.code == "font.none"
    assert [p.name for p in tmp_path.iterdir()] == ["fonts"]


@needs_font
def test_sign_no_font_has_is_told_and_stops_nothing(home: Path, tmp_path: Path) -> None:
    """Tests a title with a sign that each font draws as it likes."""
    copy = tmp_path / "plan"
    shutil.copytree(home, copy)
    plan = json.loads((copy / "plan.json").read_text(encoding="utf-8"))
    plan["title"] = "示例\ue000方案"
    (copy / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    told: list[Phrase] = []
    service.write_annex(copy, tmp_path / "a.pdf", tell=told.append)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    [note] = [note for note in told if note.code == "font.coded"]
    assert "U+E000" in note.render("zh")


def test_plan_the_checker_refuses_has_no_annex(home: Path, tmp_path: Path) -> None:
    """Tests that a plan changed by hand is not printed."""
    copy = tmp_path / "plan"
    shutil.copytree(home, copy)
    plan = json.loads((copy / "plan.json").read_text(encoding="utf-8"))
    plan["alliances"][0]["members"].append(plan["alliances"][0]["members"][0])
    (copy / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    with pytest.raises(CheckError):
        service.write_annex(copy, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@needs_font
def test_command_writes_the_annex_and_no_page_then(home: Path, tmp_path: Path) -> None:
    """Tests that --pdf alone leaves the web page as it is."""
    before = (home / "map.html").read_bytes()
    (home / "map.html").write_bytes(b"kept")
    pdf = tmp_path / "a.pdf"
    options = ["map", str(home), "--pdf", str(pdf), "--paper", "A3"]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    assert pdf.read_bytes().startswith(b"%PDF")
    assert (home / "map.html").read_bytes() == b"kept"
    (home / "map.html").write_bytes(before)


@needs_font
def test_command_writes_page_and_annex_if_both_are_asked_for(
    home: Path, tmp_path: Path
) -> None:
    """Tests --out beside --pdf."""
    pdf, page = tmp_path / "a.pdf", tmp_path / "a.html"
    options = ["map", str(home), "--pdf", str(pdf), "--out", str(page)]
    result = CliRunner().invoke(app, options)
    assert result.exit_code == 0, result.output
    assert pdf.exists()
    assert page.exists()
