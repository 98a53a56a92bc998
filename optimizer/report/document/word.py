"""A document as a Word file, laid out after GB/T 9704 as a draft."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from optimizer.report.blocks import Document, Heading, Picture, Table, Title
from optimizer.report.document.layout import (
    LOOKS,
    SIDES,
    UPRIGHT,
    Look,
    Page,
    Part,
    Words,
    clean,
    fitted_widths,
    held_to_next,
    is_short,
    is_tall,
    parts,
    picture_mm,
)
from optimizer.report.document.package import bare_word, packed
from optimizer.report.document.word_styles import TWIPS_PER_MM

Element = Any


def write_word(document: Document, path: Path) -> None:
    """Write a document as ``.docx``; the same document gives the same bytes.

    Parameters
    ----------
    document
        Blocks to set; names in them are text whatever they hold.
    path
        File to write.
    """
    title, subject = (
        " ".join(clean(text).split()) for text in (document.title, document.subject)
    )
    word = bare_word(title, subject, document.lang)
    writer = _Writer(document, word)
    body = word.element.body
    made = list(parts(document.blocks))
    for n, part in enumerate(made):
        for element in writer.part(part):
            body.insert_element_before(element, "w:sectPr")
        section = word.sections[-1]
        _shape(section, part.page)
        if n == 0:
            writer.furnish(section)
        if n < len(made) - 1:
            _end_section(word)
    path.write_bytes(packed(word))


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """Return an element of WordprocessingML with its children and attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def _shape(section: Section, page: Page) -> None:
    section.orientation = WD_ORIENT.PORTRAIT if page is UPRIGHT else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(page.head), Mm(page.number)
    section.gutter = Mm(0)


def _end_section(word: Word) -> None:
    """Close the section in its last paragraph; an empty one more could be a page."""
    word.add_section()
    body = word.element.body
    last, carrier = body[-3], body[-2]
    last.get_or_add_pPr().append(carrier.pPr.sectPr)
    body.remove(carrier)


class _Writer:
    """Makes the elements of a document."""

    def __init__(self, document: Document, word: Word) -> None:
        self._part = word.part
        self._running = document.running
        self._look: Look = LOOKS[document.lang]
        self._hint = "eastAsia" if document.lang == "zh" else "default"

    def furnish(self, section: Section) -> None:
        """Give a section, and those after it, the running line and page number."""
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            _fill(header, self._paragraph("header", self._running))
        for footer, side in (
            (section.footer, "right"),
            (section.even_page_footer, "left"),
        ):
            footer.is_linked_to_previous = False
            _fill(footer, self._number(side))

    def part(self, part: Part) -> Iterator[Element]:
        """Yield the elements of the body for blocks on pages of one shape."""
        # A gap keeps tables that touch from being taken for one, and words off them.
        is_close = False
        for block, held in zip(part.blocks, held_to_next(part.blocks), strict=True):
            if isinstance(block, Table):
                if is_close and not block.caption:
                    yield self._paragraph("gap", "")
                yield from self._table(block, part.page)
                yield self._paragraph("gap", "")
            elif isinstance(block, Picture):
                yield self._picture(block, part.page)
            else:
                made = self._text_block(block)
                if held:
                    made.pPr.pStyle.addnext(element("keepNext"))
                yield made
            is_close = not isinstance(block, Table)

    def _text_block(self, block: Words) -> Element:
        if isinstance(block, Title):
            return self._paragraph("title", block.text)
        if isinstance(block, Heading):
            return self._paragraph(f"heading{block.level}", block.text)
        return self._paragraph(block.kind, block.text)

    def _picture(self, picture: Picture, page: Page) -> Element:
        """Return a paragraph that holds a picture and what it shows."""
        width, height = picture_mm(picture, page)
        made = self._part.new_pic_inline(io.BytesIO(picture.png), Mm(width), Mm(height))
        made.docPr.set("descr", clean(picture.told))
        paragraph = self._paragraph("gap", "", side="centre")
        # The style's line is a fixed, low one, which would cut the picture.
        paragraph.pPr.find(qn("w:jc")).addprevious(
            element("spacing", line=240, lineRule="auto")
        )
        paragraph.append(element("r", element("drawing", made)))
        return paragraph

    def _paragraph(
        self,
        style: str,
        text: str,
        *,
        bold: bool = False,
        side: str = "",
        keep: bool = False,
    ) -> Element:
        marks = element("pPr", element("pStyle", val=style))
        if keep:
            marks.append(element("keepNext"))
        if side:
            marks.append(element("jc", val=SIDES[side]))
        made = element("p", marks)
        if text:
            made.append(self._run(text, bold=bold))
        return made

    def _run(self, text: str, *, bold: bool = False) -> Element:
        # The hint sets quotes and dashes, which both scripts share, as Chinese ones.
        marks = element("rPr", element("rFonts", hint=self._hint))
        if bold:
            marks.extend((element("b"), element("bCs")))
        run = element("r", marks)
        run.text = clean(text)
        return run

    def _number(self, side: str) -> Element:
        """Return the page number between dashes, a letter in from its side."""
        indent = {f"{side}Chars": 100, side: round(self._look.number * 20)}
        marks = element(
            "pPr",
            element("pStyle", val="number"),
            element("ind", **indent),
            element("jc", val=side),
        )
        field = element("fldSimple", self._run("1"), instr=" PAGE ")
        return element("p", marks, self._run("— "), field, self._run(" —"))

    def _table(self, table: Table, page: Page) -> Iterator[Element]:
        if table.caption:
            yield self._paragraph("caption", table.caption)
        shares = fitted_widths(table, page.room, self._look)
        widths = [round(share * TWIPS_PER_MM) for share in shares]
        made = element(
            "tbl",
            element(
                "tblPr",
                element("tblStyle", val="table"),
                element("tblW", w=sum(widths), type="dxa"),
                element("tblLayout", type="fixed"),
            ),
            element("tblGrid", *(element("gridCol", w=width) for width in widths)),
            self._head(table, widths),
        )
        # Word keeps a short table whole if each row but the last stays with the next.
        last = len(table.rows) - 1 if is_short(table, shares, page, self._look) else 0
        for at, row in enumerate(table.rows):
            tall = is_tall(table, row, shares, page, self._look)
            made.append(self._row(table, at, widths, tall=tall, keep=at < last))
        yield made

    def _head(self, table: Table, widths: Sequence[int]) -> Element:
        cells = (
            _cell(width, self._paragraph("head", column.head))
            for column, width in zip(table.columns, widths, strict=True)
        )
        marks = element("trPr", element("cantSplit"), element("tblHeader"))
        return element("tr", marks, *cells)

    def _row(
        self,
        table: Table,
        at: int,
        widths: Sequence[int],
        *,
        tall: bool,
        keep: bool,
    ) -> Element:
        marks = element("trPr")
        if not tall:
            marks.append(element("cantSplit"))
        if table.blank_mm is not None:
            height = round(table.blank_mm * TWIPS_PER_MM)
            marks.append(element("trHeight", val=height, hRule="atLeast"))
        place, bold = ("top" if tall else "center"), at in table.strong
        columns = zip(table.columns, table.rows[at], widths, strict=True)
        cells = (
            _cell(
                width,
                self._paragraph("cell", text, bold=bold, side=column.align, keep=keep),
                place,
            )
            for column, text, width in columns
        )
        return element("tr", marks, *cells)


def _cell(width: int, paragraph: Element, place: str = "center") -> Element:
    marks = element("tcPr", element("tcW", w=width, type="dxa"))
    marks.append(element("vAlign", val=place))
    return element("tc", marks, paragraph)


def _fill(furniture: Any, paragraph: Element) -> None:
    root = furniture._element
    for child in list(root):
        root.remove(child)
    root.append(paragraph)
