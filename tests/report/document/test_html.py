"""The page: closed, without a script, and readable by phone and printer."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from optimizer.report.blocks import Col, Document, Para, Table
from optimizer.report.document import write_html
from tests.browser import needs_browser, visit
from tests.report.document.document_factory import RUN, sample
from tests.report.map_factory import EVIL

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section"),
    *("h1", "h2", "h3", "h4", "p", "br", "div", "table", "caption", "colgroup", "col"),
    *("thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "class", "scope"}


class _Tags(HTMLParser):
    """Collects the names of tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def page_of(document: Document, home: Path) -> str:
    """Write a page and read it."""
    write_html(document, home / "a.html")
    return (home / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EVIL)
def test_names_are_text_and_nothing_is_loaded(name: str, tmp_path: Path) -> None:
    """Tests names in title, running line, headings and cells."""
    blocks = (Para(name), Table([Col(name)], [[name]], name))
    page = page_of(Document(name, name, name, blocks), tmp_path)
    seen = _Tags()
    seen.feed(page)
    assert seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    assert "@import" not in page
    assert "url(" not in page


def test_policy_allows_this_style_alone(tmp_path: Path) -> None:
    """Tests the hash, and that no element carries a style of its own."""
    page = page_of(sample(EVIL[7]), tmp_path)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; style-src 'sha256-" + digest + "'")
    assert " style=" not in page
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_running_line_cannot_leave_its_rule(tmp_path: Path) -> None:
    """Tests the one text of a user that stands in the style."""
    page = page_of(Document("a", "", '"}</style><b>\\\n*/', ()), tmp_path)
    assert page.count("</style>") == 1
    assert r'content:"\22 \7d \3c \2f style\3e \3c b\3e \5c \a \2a \2f "' in page


@pytest.mark.parametrize(("lang", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_language_is_named(lang: str, tag: str, tmp_path: Path) -> None:
    page = page_of(sample(lang=lang), tmp_path)  # type: ignore[arg-type]
    assert f'<html lang="{tag}">' in page


@needs_browser
@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_over_the_edge_of_a_screen(width: int, tmp_path: Path) -> None:
    """Tests a phone and a desk, with a name of 1,000 letters; tables scroll alone."""
    write_html(sample(RUN), tmp_path / "a.html")
    indent = "getComputedStyle(document.querySelector('.body')).textIndent"
    with visit(tmp_path / "a.html", width=width) as seen:
        wide = seen.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width
        assert seen.page.evaluate(indent) != "0px"
        assert seen.errors == []
        assert seen.outside == []
