"""Words read back from the three formats, in the order they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject

_HIDDEN = re.compile(r"[\s\u200b]+")
_SHOWING = {b"Tj", b"TJ", b"'", b'"'}


def words(texts: Iterable[str]) -> str:
    """Return texts as one, without blanks and places to break."""
    return _HIDDEN.sub("", "".join(texts))


def texts_of_word(path: Path) -> list[str]:
    """Return the texts of the body of a Word file: paragraphs and cells."""
    body = docx.Document(str(path)).element.body
    return [_words_of(p) for p in body.iter(qn("w:p"))]


def _words_of(paragraph: Any) -> str:
    return "".join(
        t.text or "" if t.tag == qn("w:t") else "\n"
        for t in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    )


def texts_of_pdf(path: Path) -> list[str]:
    """Return the text of each page without running lines, numbers, repeated heads."""
    return [text_of_page(page) for page in PdfReader(path).pages]


def text_of_page(page: PageObject) -> str:
    """Return the text of a page as a screen reader has it: without artifacts."""
    stream = ContentStream(page.get_contents(), page.pdf, "bytes")
    stream.operations = list(_told(stream.operations))
    page[NameObject("/Contents")] = stream
    return page.extract_text()


def _told(operations: Iterable[Any]) -> Iterator[Any]:
    marks: list[bool] = []
    for operands, operator in operations:
        if operator in (b"BDC", b"BMC"):
            marks.append(operands[0] == "/Artifact")
        elif operator == b"EMC":
            marks.pop()
        if not (any(marks) and operator in _SHOWING):
            yield operands, operator


class _Page(HTMLParser):
    """Collects the texts inside ``main``."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_in = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._is_in = self._is_in or tag == "main"
        if tag != "br":
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag != "main"

    def handle_data(self, data: str) -> None:
        if self._is_in:
            self.texts[-1] += data


def texts_of_html(path: Path) -> list[str]:
    """Return the texts of a page's main part."""
    reader = _Page()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return [text for text in reader.texts if text.strip()]
