"""The PDF: PDF/A with embedded fonts, whole rows, outline, and nothing silent."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from optimizer.errors import OutputError
from optimizer.report.blocks import Col, Document, Heading, Para, Sheet, Table, Title
from optimizer.report.document import write_pdf
from tests.report.annex_map.annex_factory import insides_of, needs_font
from tests.report.document.document_factory import (
    COLUMNS,
    LONG,
    RUN,
    blocks_of_every_kind,
    rows_of,
    sample,
)
from tests.report.document.readers import text_of_page, texts_of_pdf, words
from tests.report.map_factory import EVIL

MM = 72 / 25.4

pytestmark = needs_font


def made_of(document: Document, home: Path) -> PdfReader:
    """Set a document and open it."""
    write_pdf(document, home / "a.pdf")
    return PdfReader(home / "a.pdf")


def places_of(page: object) -> list[tuple[str, float, float]]:
    """Return the pieces of text of a page with where they begin, in points."""
    found: list[tuple[str, float, float]] = []

    def see(
        said: str, cm: list[float], tm: list[float], _font: object, _: float
    ) -> None:
        if said.strip():
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            found.append((said, x, y))

    page.extract_text(visitor_text=see)  # type: ignore[attr-defined]
    return found


def test_file_is_pdf_a_with_every_font_inside(tmp_path: Path) -> None:
    """Tests the mark in the metadata, the fonts, the language and the properties."""
    reader = made_of(sample(EVIL[0]), tmp_path)
    inside = insides_of(reader)
    assert b"<pdfaid:part>2</pdfaid:part>" in inside
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in inside
    named = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            child = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = child["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            assert "/ToUnicode" in font.get_object()
            named.add(descriptor["/FontName"])
    assert len(named) >= 2
    assert reader.metadata is not None
    assert reader.metadata.title == sample().title
    assert reader.metadata.subject == sample().subject
    assert reader.metadata.author is None
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("zh")
    for word in (b"/JavaScript", b"/URI", b"/EmbeddedFile", b"/home", b"/tmp"):
        assert word not in inside


def test_pages_headings_and_numbers(tmp_path: Path) -> None:
    """Tests sizes of pages, bookmarks, running line, number outside on each side."""
    reader = made_of(sample(rows=60), tmp_path)
    shapes = [
        tuple(round(float(side) / MM) for side in page.mediabox[2:])
        for page in reader.pages
    ]
    assert set(shapes) == {(210, 297), (297, 210)}
    assert shapes[0] == shapes[-1] == (210, 297)
    outline = [str(item) for item in _flat(reader.outline)]
    assert outline == ["一、总体要求", "（一）基本原则", "1.分期推进", "二、附则"]
    for n, page in enumerate(reader.pages, start=1):
        text = words([page.extract_text()])
        assert words([sample().running]) in text
        assert f"—{n}—" in text
        [x] = [x for said, x, y in places_of(page) if "—" in said and y < 30 * MM][:1]
        assert (x > float(page.mediabox.width) / 2) is (n % 2 == 1)


def _flat(outline: list[object]) -> list[object]:
    found: list[object] = []
    for item in outline:
        if isinstance(item, list):
            found += _flat(item)
        else:
            found.append(item["/Title"])  # type: ignore[index]
    return found


def test_body_has_twenty_two_lines_of_twenty_eight_letters(tmp_path: Path) -> None:
    """Tests the type area of the standard (5.2.3)."""
    page = made_of(
        Document("a", "", "", (Para("字" * 2000, "flush"),)), tmp_path
    ).pages[0]
    lines = [line for line in text_of_page(page).split("\n") if line.strip()]
    assert len(lines) == 22
    assert {len(line.strip()) for line in lines} == {28}


def test_headings_and_texts_keep_the_pitch_of_the_lines(tmp_path: Path) -> None:
    """Tests headings of every level between texts, to a tenth of a point."""
    heads = [Heading("标题", level) for level in (1, 2, 3)]
    blocks = [block for head in heads for block in (head, Para("正文"))]
    [page] = made_of(Document("a", "", "", tuple(blocks)), tmp_path).pages
    heights = [y for said, _, y in places_of(page) if said.strip() in ("标题", "正文")]
    steps = [above - below for above, below in pairwise(heights)]
    assert steps == pytest.approx([28.8] * 5, abs=0.1)


@pytest.mark.parametrize("blank", [None, 12.0])
def test_long_tables_repeat_their_head_and_break_no_row(
    blank: float | None, tmp_path: Path
) -> None:
    """Tests 300 rows over pages: every row whole on one page, in order, once."""
    rows = rows_of(300)
    table = Table(COLUMNS, rows, "名单", blank_mm=blank)
    reader = made_of(Document("a", "", "", (table,)), tmp_path)
    assert len(reader.pages) > 5
    told = [words([page.extract_text()]) for page in reader.pages]
    head = words(column.head for column in COLUMNS)
    assert all(head in text for text in told)
    pages = [words([text]) for text in texts_of_pdf(tmp_path / "a.pdf")]
    assert sum(text.count(head) for text in pages) == 1
    left = iter(rows)
    for text in pages:
        rest = text.removeprefix("名单").removeprefix(head)
        while rest:
            row = words(next(left))
            assert rest.startswith(row)
            rest = rest.removeprefix(row)
    assert next(left, None) is None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler-utils")
@pytest.mark.parametrize("name", [LONG, RUN, "。" * 1000, "é" * 1000, "(" * 1000])
def test_long_names_stay_on_the_page(name: str, tmp_path: Path) -> None:
    """Tests that nothing runs over an edge, rows taller than a page included."""
    table = Table([Col("甲"), Col(name[:30], 3)], [[name, "短"], ["短", name]], name)
    blocks = (Para(name), table, Sheet(broad=True), table)
    reader = made_of(Document(name, name, name[:80], blocks), tmp_path)
    _check_boxes(tmp_path / "a.pdf")
    assert len(reader.pages) < 20


def _check_boxes(path: Path) -> None:
    """Check that every word lies on the page; blank halves of stops may hang out."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    width = height = 0.0
    for line in done.stdout.splitlines():
        parts = line.split('"')
        if "<page" in line:
            width, height = float(parts[1]), float(parts[3])
        elif "<word" in line:
            left, _, right, below = (float(parts[n]) for n in (1, 3, 5, 7))
            assert left >= 22 * MM
            assert right <= width - 22 * MM
            assert below <= height


@pytest.mark.parametrize("name", ["东瀼口镇小学", "夔州路小学", "䶮𠮷小学", "𬺈小学"])
def test_rare_letters_are_printed(name: str, tmp_path: Path) -> None:
    """Tests letters outside GB 2312 and outside the basic plane."""
    notes = write_pdf(sample(name), tmp_path / "a.pdf")
    assert name in words(texts_of_pdf(tmp_path / "a.pdf"))
    assert [note.code for note in notes if note.code == "font.coded"] == []


@pytest.mark.parametrize("name", ["小学\U000320ff", "龙\ue001小学", "\U0001fffe\u0e31"])
def test_sign_no_font_has_is_printed_as_its_code_and_told(
    name: str, tmp_path: Path
) -> None:
    """Tests that a name never becomes an empty box, and never stops a package."""
    notes = write_pdf(sample(name), tmp_path / "a.pdf")
    [note] = [note for note in notes if note.code == "font.coded"]
    sign = next(s for s in name if ord(s) > 0xDFFF)
    code = f"U+{ord(sign):04X}"
    assert f"〔{code}" in words(texts_of_pdf(tmp_path / "a.pdf"))
    for lang in ("zh", "en"):
        assert code in note.render(lang)
        assert "--fonts" in note.render(lang)


@settings(max_examples=4, deadline=None)
@given(st.text(min_size=5, max_size=40))
@example("幂┕\u20e3\u06da小学")
@example("₪◍↦\u0740\u0e31")
def test_no_name_stops_a_document(name: str) -> None:
    """Tests any signs in a row: what cannot be printed becomes a code."""
    with tempfile.TemporaryDirectory() as home:
        table = Table([Col(name)], [[name]], name, frozenset({0}))
        blocks = (Title(name), Heading(name), Para(name), table)
        write_pdf(Document(name, name, name, blocks), Path(home) / "a.pdf")
        assert PdfReader(Path(home) / "a.pdf").pages


def test_fonts_that_stand_in_are_told(tmp_path: Path) -> None:
    """Tests that no font of the standard is replaced without a word."""
    notes = write_pdf(sample(), tmp_path / "a.pdf")
    told = {note.code: note for note in notes}
    named = PdfReader(tmp_path / "a.pdf").pages[0]["/Resources"]["/Font"]
    if not any("FangSong" in str(font.get_object()) for font in named.values()):
        assert "仿宋_GB2312 → " in told["font.standing_in"].render("zh")


def test_empty_folder_of_fonts_is_refused_with_a_remedy(tmp_path: Path) -> None:
    """Tests that nothing is written, and what to do is said."""
    (tmp_path / "fonts").mkdir()
    with pytest.raises(OutputError) as caught:
        write_pdf(sample(), tmp_path / "a.pdf", tmp_path / "fonts")
    assert caught.value.code == "font.none"
    assert "fonts-noto-cjk" in caught.value.render("zh")
    with pytest.raises(OutputError) as caught:
        write_pdf(sample(), tmp_path / "a.pdf", tmp_path / "none")
    assert caught.value.code == "font.folder"
    assert not (tmp_path / "a.pdf").exists()


def test_a_large_dossier_is_set(tmp_path: Path) -> None:
    """Tests sixty pages of every kind of block."""
    blocks = [b for n in range(12) for b in blocks_of_every_kind(f"第{n}小学", 60)]
    reader = made_of(Document("a", "", "", tuple(blocks)), tmp_path)
    assert len(reader.pages) >= 60
