"""Pictures in documents: as large as a page allows, told to those who cannot see."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from optimizer.report.blocks import Document, Para, Picture, Sheet, Title, picture_of
from optimizer.report.document import write_html, write_pdf, write_word
from optimizer.report.document.layout import BROAD, UPRIGHT, picture_mm
from tests.report.annex_map.annex_factory import needs_font

EVIL = '"><script>alert(1)</script>\u202e&'


def png_of(width: int, height: int, shade: int = 128) -> bytes:
    """Return a grey picture, written here."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        tail = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + tail

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\x00" + bytes([shade]) * width for _ in range(height))
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def document() -> Document:
    """Return a document with an upright and a broad picture."""
    return Document(
        "图",
        "",
        "",
        (
            Title("附图"),
            replace(picture_of(png_of(30, 40), EVIL), share=0.7),
            Sheet(broad=True),
            picture_of(png_of(60, 30, 9), "第2幅"),
            Sheet(),
            Para("说明"),
        ),
    )


def test_size_is_read_from_the_file() -> None:
    """Tests a picture, and what is none."""
    picture = picture_of(png_of(30, 40), "a")
    assert (picture.width, picture.height, picture.is_broad) == (30, 40, False)
    for wrong in (b"", b"\x89PNG", b"\xff\xd8\xff" + bytes(40)):
        with pytest.raises(ValueError, match="PNG"):
            picture_of(wrong, "a")


@pytest.mark.parametrize("page", [UPRIGHT, BROAD])
@pytest.mark.parametrize("size", [(1, 1), (300, 100), (100, 300)])
def test_picture_stays_in_the_type_area(page, size: tuple[int, int]) -> None:
    """Tests that it touches one side of the area and keeps its shape."""
    width, height = picture_mm(Picture(b"", *size, "a"), page)
    assert width <= page.room + 1e-9
    assert height <= page.depth
    assert width / height == pytest.approx(size[0] / size[1])
    assert width == pytest.approx(page.room) or height > 0.97 * page.depth
    half = picture_mm(Picture(b"", *size, "a", share=0.5), page)
    assert half[1] <= page.depth / 2


def test_word_holds_pictures_with_their_words(tmp_path: Path) -> None:
    """Tests size, words and parts of the file, twice the same bytes."""
    for name in ("a.docx", "b.docx"):
        write_word(document(), tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    shapes = docx.Document(str(tmp_path / "a.docx")).inline_shapes
    assert [s.width > s.height for s in shapes] == [False, True]
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert told == [EVIL.replace("\u202e", "\ufffd"), "第2幅"]
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        held = [n for n in archive.namelist() if n.startswith("word/media/")]
        assert [archive.read(n) for n in sorted(held)] == [
            png_of(30, 40),
            png_of(60, 30, 9),
        ]


@needs_font
def test_pdf_holds_pictures_with_their_words(tmp_path: Path) -> None:
    """Tests one picture a page and the shape of the pages."""
    write_pdf(document(), tmp_path / "a.pdf")
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert [len(page.images) for page in pages] == [1, 1, 0]
    assert [p.mediabox.width > p.mediabox.height for p in pages] == [False, True, False]


def test_page_shows_pictures_from_inside_itself(tmp_path: Path) -> None:
    """Tests that nothing is loaded and that words of a picture stay words."""
    write_html(document(), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert text.count('src="data:image/png;base64,') == 2
    assert "<script>" not in text
    assert "img-src data:" in text
