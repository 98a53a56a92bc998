"""The Word file: well formed, black, with Chinese fonts, laid out after GB/T 9704."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from optimizer.report.blocks import Col, Document, Para, Sheet, Table
from optimizer.report.document import write_word
from tests.report.document.document_factory import LONG, rows_of, sample
from tests.report.map_factory import EVIL

TWIPS_PER_MM = 1440 / 25.4
PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "widowControl", "snapToGrid", "spacing"),
    *("ind", "jc", "outlineLvl", "rPr", "sectPr"),
)
RUN_ORDER = ("rFonts", "b", "bCs", "color", "spacing", "sz", "szCs", "lang")
TABLE_ORDER = ("tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar")
STYLE_ORDER = ("name", "basedOn", "next", "qFormat", "pPr", "rPr", "tblPr")


def parts_of(path: Path) -> dict[str, Any]:
    """Return every part of a file, parsed."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: parse_xml(archive.read(name)) for name in archive.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a document with blocks of every kind."""
    path = tmp_path_factory.mktemp("word") / "a.docx"
    write_word(sample(), path)
    return path


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def test_relations_lead_to_every_part_and_nowhere_else(made: Path) -> None:
    """Tests that no part is missing, unreachable or of an unknown type."""
    parts = parts_of(made)
    targets = set()
    for name, root in parts.items():
        if name.endswith(".rels"):
            base = name.partition("_rels/")[0]
            assert all(r.get("TargetMode") is None for r in root)
            targets |= {(base + r.get("Target")).removeprefix("/") for r in root}
    kept = {n for n in parts if not n.endswith(".rels") and n != "[Content_Types].xml"}
    assert targets == kept
    typed = {o.get("PartName") for o in parts["[Content_Types].xml"]}
    assert {f"/{name}" for name in kept} <= typed
    assert not any("theme" in name or "Effects" in name for name in parts)


@pytest.mark.parametrize("name", [*EVIL, "a\x0b\x1f\ufffe\ud800b", LONG])
def test_no_name_breaks_the_xml(name: str, tmp_path: Path) -> None:
    """Tests names in the title, the running line, the properties and the body."""
    path = tmp_path / "a.docx"
    blocks = (Para(name), Table([Col(name)], [[name]], name))
    write_word(Document(name, name, name, blocks), path)
    parts = parts_of(path)
    inside = b"".join(zipfile.ZipFile(path).read(n) for n in parts)
    assert b"<img" not in inside
    assert b"<script" not in inside


def test_order_of_the_marks_is_that_of_the_schema(made: Path) -> None:
    """Tests what word processors repair or refuse otherwise."""
    orders = {
        "pPr": PARAGRAPH_ORDER,
        "rPr": RUN_ORDER,
        "tblPr": TABLE_ORDER,
        "style": STYLE_ORDER,
    }
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for element in parts_of(made)[name].iter():
            order = orders.get(local(element))
            if order is not None:
                places = [order.index(local(child)) for child in element]
                assert places == sorted(places), local(element)


def test_every_style_is_black_and_has_a_chinese_font(made: Path) -> None:
    """Tests that no theme, colour or font of the program's own shows through."""
    parts = parts_of(made)
    everything = b"".join(
        zipfile.ZipFile(made).read(n) for n in parts if n.startswith("word/")
    )
    assert set(re.findall(rb'w:color w:val="(\w+)"', everything)) == {b"000000"}
    for word in (b"Theme=", b"themeColor", b"w:shd", b"rsid", b"w:pBdr", b"w:u "):
        assert word not in everything
    styles = parts["word/styles.xml"]
    fonts = {}
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph":
            [face] = style.iter(qn("w:rFonts"))
            fonts[style.get(qn("w:styleId"))] = face.get(qn("w:eastAsia"))
            [lang] = style.iter(qn("w:lang"))
            assert lang.get(qn("w:eastAsia")) == "zh-CN"
    assert all(fonts.values())
    assert fonts["body"] == "仿宋_GB2312"
    assert fonts["title"] == "方正小标宋简体"
    assert (fonts["heading1"], fonts["heading2"]) == ("黑体", "楷体_GB2312")
    used = {
        e.get(qn("w:val"))
        for root in parts.values()
        for e in root.iter(qn("w:pStyle"), qn("w:tblStyle"))
    }
    known = {s.get(qn("w:styleId")) for s in styles.iter(qn("w:style"))}
    assert used <= known
    assert known - used <= {"letters", "nolist", "anytable"}


def marks_of(made: Path, style: str) -> dict[str, dict[str, str]]:
    """Return the marks of a paragraph style by name, those of its letters first."""
    styles = parts_of(made)["word/styles.xml"]
    [found] = styles.xpath(f'.//w:style[@w:styleId="{style}"]')
    marks = [*found.find(qn("w:rPr")), *found.find(qn("w:pPr"))]
    return {
        local(mark): {k.rpartition("}")[2]: v for k, v in mark.attrib.items()}
        for mark in marks
    }


def test_body_and_headings_have_the_measures_of_the_standard(made: Path) -> None:
    """Tests size 3, 22 lines a page, two letters in, levels for the navigation."""
    body = marks_of(made, "body")
    assert body["sz"]["val"] == "32"
    assert body["ind"]["firstLineChars"] == "200"
    assert body["spacing"]["lineRule"] == "exact"
    assert 22 * int(body["spacing"]["line"]) <= 225 * TWIPS_PER_MM
    assert 23 * int(body["spacing"]["line"]) > 225 * TWIPS_PER_MM
    title = marks_of(made, "title")
    assert (title["sz"]["val"], title["jc"]["val"]) == ("44", "center")
    for level in (1, 2, 3):
        heading = marks_of(made, f"heading{level}")
        assert heading["sz"]["val"] == "32"
        assert heading["outlineLvl"]["val"] == str(level - 1)
        assert heading["keepNext"]["val"] == "1"
    assert marks_of(made, "sign")["ind"]["rightChars"] == "400"
    headings = [p.style.name for p in docx.Document(str(made)).paragraphs]
    assert {"Heading 1", "Heading 2", "Heading 3", "Title"} <= set(headings)


def test_pages_and_their_numbers(made: Path) -> None:
    """Tests margins, a broad section and the return, numbers outside on both sides."""
    word = docx.Document(str(made))
    upright, broad, back = word.sections
    for section in (upright, back):
        edges = (section.top_margin, section.right_margin, section.bottom_margin)
        assert [round(e.mm) for e in (*edges, section.left_margin)] == [37, 26, 35, 28]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (
            210,
            297,
        )
    assert (round(broad.page_width.mm), round(broad.page_height.mm)) == (297, 210)
    assert broad._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((upright.footer, "right"), (upright.even_page_footer, "left")):
        [paragraph] = footer.paragraphs
        xml = paragraph._p.xml
        assert re.search(r'w:instr=" PAGE "', xml)
        assert f'<w:jc w:val="{side}"/>' in xml
        said = "".join(t.text for t in paragraph._p.iter(qn("w:t")))
        assert said == "— 1 —"
    assert broad.footer.is_linked_to_previous
    for header in (upright.header, upright.even_page_header):
        assert header.paragraphs[0].text == sample().running


def test_tables_repeat_their_head_and_keep_their_rows(made: Path) -> None:
    """Tests head, rows, fixed widths, the least height, alignment, bold rows."""
    first, form, broad = docx.Document(str(made)).tables
    for table, width in ((first, 156), (form, 156), (broad, 247)):
        rows = table._tbl.tr_lst
        assert rows[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(r.trPr.find(qn("w:cantSplit")) is not None for r in rows)
        grid = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid]
        assert sum(grid) == pytest.approx(width * TWIPS_PER_MM, abs=len(grid))
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))
        assert layout.get(qn("w:type")) == "fixed"
    grid = [int(c.get(qn("w:w"))) for c in first._tbl.tblGrid]
    assert grid[2] == pytest.approx(3 * grid[0], abs=3)
    height = form._tbl.tr_lst[1].trPr.find(qn("w:trHeight"))
    assert height.get(qn("w:hRule")) == "atLeast"
    assert int(height.get(qn("w:val"))) == round(25 * TWIPS_PER_MM)
    bold = [bool(row._tr.xpath(".//w:r//w:b")) for row in first.rows]
    assert bold[:6] == [False, True, False, False, True, False]
    sides = first.rows[2]._tr.xpath(".//w:pPr/w:jc/@w:val")
    assert sides == ["center", "left", "left", "right"]


def test_signature_is_kept_with_its_date(made: Path) -> None:
    """Tests the marks that keep both, and what stands before, on one page."""
    paragraphs = docx.Document(str(made)).paragraphs
    [at] = [n for n, p in enumerate(paragraphs) if p.text == "某某县教育局"]
    kept = [p._p.pPr.find(qn("w:keepNext")) for p in paragraphs[at - 1 : at + 2]]
    assert [mark is not None for mark in kept] == [True, True, False]


def test_rows_taller_than_a_page_may_break(tmp_path: Path) -> None:
    """Tests that a row with a name of 1,000 letters in a narrow column still prints."""
    path = tmp_path / "a.docx"
    table = Table([Col("甲", 1), Col("乙", 8)], [[LONG, "短"], ["短", LONG]])
    write_word(Document("a", "", "", (table,)), path)
    [made] = docx.Document(str(path)).tables
    splits = [r.trPr.find(qn("w:cantSplit")) is None for r in made._tbl.tr_lst]
    assert splits == [False, True, False]


def test_properties_name_no_one_and_no_time(made: Path) -> None:
    """Tests that a file tells its title and nothing of who made it and when."""
    core = docx.Document(str(made)).core_properties
    assert core.title == sample().title
    assert core.subject == sample().subject
    assert core.author == ""
    assert core.last_modified_by == ""
    assert (core.created, core.modified) == (None, None)
    with zipfile.ZipFile(made) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_sheets_make_no_empty_page(tmp_path: Path) -> None:
    """Tests sheets at the ends and next to each other."""
    path = tmp_path / "a.docx"
    blocks = (
        Sheet(broad=True),
        Para("a"),
        Sheet(),
        Sheet(broad=True),
        Para("b"),
        Sheet(),
    )
    write_word(Document("a", "", "", blocks), path)
    word = docx.Document(str(path))
    assert [s.orientation for s in word.sections] == [1, 1]
    assert [p.text for p in word.paragraphs] == ["a", "b"]


def test_empty_document_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    write_word(Document("", "", "", ()), path)
    assert docx.Document(str(path)).paragraphs == []


def test_english_is_set_in_latin_fonts(tmp_path: Path) -> None:
    """Tests Times and Arial, and that names in Chinese keep a Chinese font."""
    path = tmp_path / "a.docx"
    write_word(sample(lang="en"), path)
    body, heading = marks_of(path, "body"), marks_of(path, "heading1")
    assert (body["rFonts"]["ascii"], body["sz"]["val"]) == ("Times New Roman", "24")
    assert heading["rFonts"]["ascii"] == "Arial"
    assert heading["rFonts"]["eastAsia"] == "黑体"
    assert docx.Document(str(path)).core_properties.language == "en-US"


def test_three_hundred_rows_are_one_table(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    table = Table([Col(str(n)) for n in range(4)], rows_of(300))
    write_word(Document("a", "", "", (table,)), path)
    [made] = docx.Document(str(path)).tables
    assert len(made._tbl.tr_lst) == 301
