"""A document as one HTML file: no script, nothing loaded, printed on A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from optimizer.report.blocks import Document, Heading, Picture, Table, Title
from optimizer.report.document.layout import (
    SIDES,
    UPRIGHT,
    Words,
    clean,
    column_widths,
    parts,
)

_LETTERS_A_COLUMN = 5
"""Least width of a column on a small screen, where a table scrolls sideways."""


def write_html(document: Document, path: Path) -> None:
    """Write a document as a self-contained page.

    Parameters
    ----------
    document
        Blocks to set; names in them are text whatever they hold.
    path
        File to write, in UTF-8.
    """
    rules, body = [_running_rule(document.running)], list[str]()
    for part in parts(document.blocks):
        shape = "" if part.page is UPRIGHT else " broad"
        body.append(f'<section class="part{shape}">')
        for block in part.blocks:
            if isinstance(block, Table):
                name = f"t{len(rules)}"
                rules.append("".join(_table_rules(block, name)))
                body.extend(_table(block, name))
            elif isinstance(block, Picture):
                body.append(_picture(block))
            else:
                body.append(_text_block(block))
        body.append("</section>")
    page = _page(document, _style() + "".join(rules), "\n".join(body))
    path.write_text(page, encoding="utf-8", newline="\n")


def _page(document: Document, style: str, body: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    language = {"zh": "zh-CN", "en": "en"}[document.lang]
    header = f"<header>{_text(document.running)}</header>" if document.running else ""
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{_attribute(document.subject)}">
<title>{_attribute(document.title)}</title>
<style>{style}</style>
</head>
<body>
{header}
<main>
{body}
</main>
</body>
</html>
"""


@cache
def _style() -> str:
    return (files(__package__) / "document.css").read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(clean(text)).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return escape(" ".join(clean(text).split()))


def _text_block(block: Words) -> str:
    if isinstance(block, Title):
        return f"<h1>{_text(block.text)}</h1>"
    if isinstance(block, Heading):
        tag = f"h{block.level + 1}"
        return f"<{tag}>{_text(block.text)}</{tag}>"
    return f'<p class="{block.kind}">{_text(block.text)}</p>'


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode()
    told = _attribute(picture.told)
    return f'<img alt="{told}" src="data:image/png;base64,{data}">'


def _table(table: Table, name: str) -> Iterator[str]:
    yield f'<div class="table"><table class="{name}">'
    if table.caption:
        yield f"<caption>{_text(table.caption)}</caption>"
    yield f"<colgroup>{'<col>' * len(table.columns)}</colgroup>"
    heads = "".join(
        f'<th scope="col">{_text(column.head)}</th>' for column in table.columns
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for at, row in enumerate(table.rows):
        mark = ' class="strong"' if at in table.strong else ""
        cells = "".join(f"<td>{_text(cell)}</td>" for cell in row)
        yield f"<tr{mark}>{cells}</tr>"
    yield "</tbody></table></div>"


def _table_rules(table: Table, name: str) -> Iterator[str]:
    """Yield the style of one table: the policy of the page forbids it elsewhere."""
    least = _LETTERS_A_COLUMN * len(table.columns)
    yield f"@media screen{{.{name}{{min-width:{least}em}}}}\n"
    if table.blank_mm is not None:
        yield f".{name} td{{height:{table.blank_mm:g}mm}}\n"
    shares = column_widths(table.columns, 100)
    for at, (column, share) in enumerate(zip(table.columns, shares, strict=True), 1):
        yield f".{name} col:nth-child({at}){{width:{share:.3f}%}}\n"
        side = SIDES[column.align]
        yield f".{name} td:nth-child({at}){{text-align:{side}}}\n"


def _running_rule(running: str) -> str:
    """Return the rule that prints the running line on every page.

    Every sign but letters and figures is written as its code: text from a file is
    never part of the style.
    """
    said = "".join(
        sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in clean(running)
    )
    return f'@page{{@top-center{{content:"{said}";font-size:9pt}}}}\n'
