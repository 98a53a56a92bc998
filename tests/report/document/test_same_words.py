"""The three formats hold the same words in the same order, whatever they are."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.messages import Lang
from optimizer.report.blocks import Block, Col, Document, Heading, Para, Sheet, Table
from optimizer.report.blocks import Title as TitleBlock
from optimizer.report.document import write_html, write_pdf, write_word
from optimizer.report.document.layout import clean
from tests.report.annex_map.annex_factory import needs_font
from tests.report.document.document_factory import LONG, RUN
from tests.report.document.readers import (
    texts_of_html,
    texts_of_pdf,
    texts_of_word,
    words,
)
from tests.report.map_factory import EVIL

SIGNS = (
    "学校瀼夔小城镇ABCxyz019,。;:“”《》()—…"
    "-+=@#$&<>\"'\\/%*_`~{}[]|^ \n\t\x00\x1b\u2028"
)
MARKUP = ("", "=1+1", '#panic("x")', "$x$ *粗* _斜_ @x <l>", "A" * 99)

texts = st.one_of(
    st.sampled_from(
        [*EVIL, "", "=1+1", '#panic("x")', "$x$ *粗* _斜_ @x <l>", "A" * 99]
    ),
    st.text(SIGNS, max_size=40),
)
sides = st.sampled_from(["left", "centre", "right"])
kinds = st.sampled_from(["body", "flush", "note", "centre", "sign"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw tables whose rows fit on a page: those that break do so cell by cell."""
    width = draw(st.integers(1, 4))
    columns = [
        Col(
            draw(texts),
            draw(st.floats(1, 3)),
            draw(sides),
        )
        for _ in range(width)
    ]
    rows = draw(st.lists(st.lists(texts, min_size=width, max_size=width), max_size=8))
    blank = draw(st.sampled_from([None, 12.5]))
    return Table(columns, rows, draw(texts), frozenset({0}), blank)


blocks = st.one_of(
    st.builds(TitleBlock, texts),
    st.builds(Heading, texts, st.integers(1, 3)),
    st.builds(Para, texts, kinds),
    tables(),
    st.builds(Sheet, st.booleans()),
)


def words_in(document: Document) -> str:
    """Return the words a document is made of."""
    return words(clean(text) for block in document.blocks for text in _texts(block))


def _texts(block: Block) -> list[str]:
    if isinstance(block, Table):
        heads = [column.head for column in block.columns]
        return [block.caption, *heads, *(cell for row in block.rows for cell in row)]
    return [] if isinstance(block, Sheet) else [block.text]


def check_same(document: Document, home: Path) -> None:
    """Write a document in all formats and compare their words."""
    expected = words_in(document)
    for found in read_back(document, home):
        assert words(found) == expected


def read_back(document: Document, home: Path) -> Iterator[list[str]]:
    """Write a document in all formats and yield what can be read there."""
    write_word(document, home / "a.docx")
    yield texts_of_word(home / "a.docx")
    write_html(document, home / "a.html")
    yield texts_of_html(home / "a.html")
    write_pdf(document, home / "a.pdf")
    yield texts_of_pdf(home / "a.pdf")


@needs_font
@settings(max_examples=20, deadline=None)
@given(st.lists(blocks, max_size=8), st.sampled_from(["zh", "en"]), texts)
def test_generated_documents_say_the_same_in_every_format(
    made: list[Block], lang: str, title: str
) -> None:
    document = Document(title, title, title, tuple(made), lang)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as home:
        check_same(document, Path(home))


@needs_font
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_are_words_everywhere(lang: Lang, tmp_path: Path) -> None:
    """Tests names in headings, texts, captions, and cells of broad tables."""
    blocks: list[Block] = []
    for name in [*EVIL, RUN[:20]]:
        table = Table([Col(name), Col("乙", 3)], [["短", name]] * 2, name)
        broad = [Sheet(broad=True), table, Sheet()] if name == EVIL[0] else [table]
        blocks += [TitleBlock(name), Heading(name), Para(name), *broad]
    check_same(Document(EVIL[0], EVIL[1], EVIL[2], tuple(blocks), lang), tmp_path)


@needs_font
@pytest.mark.parametrize("name", [LONG, RUN, "。" * 1000, "é" * 1000])
def test_names_of_a_thousand_letters_stay_whole(name: str, tmp_path: Path) -> None:
    """Tests rows taller than a page, whose cells go on beside each other."""
    heads = [Col("甲", 1), Col("乙", 3)]
    rows = [[name, "短"], ["后", name]]
    made = (TitleBlock(name), Para(name), Table(heads, rows, name))
    document = Document(name, name, "", made)
    expected = Counter(words_in(document))
    for found in read_back(document, tmp_path):
        assert Counter(words(found)) == expected


DIGEST = """
import hashlib, pathlib, sys
from optimizer.report.document import write_html, write_pdf, write_word
from tests.report.document.document_factory import sample
from tests.report.map_factory import EVIL
for write in (write_html, write_pdf, write_word):
    path = pathlib.Path(sys.argv[1])
    for document in (sample(), sample(EVIL[7], lang="en")):
        write(document, path)
        print(hashlib.sha256(path.read_bytes()).hexdigest())
"""


@needs_font
def test_same_document_is_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """Tests all three formats, with other seeds for hashes of texts, another zone."""
    found = [
        subprocess.run(
            [sys.executable, "-c", DIGEST, str(tmp_path / f"{seed}.out")],
            cwd=Path(__file__).parents[3],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    ]
    assert found[0] == found[1]
    assert len(found[0]) == 6
