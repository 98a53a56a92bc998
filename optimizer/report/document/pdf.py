"""A document as PDF/A, set by typst with embedded fonts.

Every text reaches typst as JSON and is shown as text; the template holds no word of
its own. Nothing asks for the time: the same document and fonts give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from optimizer.errors import OutputError, Phrase
from optimizer.report.blocks import (
    Col,
    Document,
    Heading,
    Para,
    Picture,
    Table,
    Title,
)
from optimizer.report.document.layout import (
    CELL_LINE,
    CELL_MM,
    LOOKS,
    SIGN_LETTERS,
    TABLE_GAP,
    TITLE_GAP,
    UPRIGHT,
    Look,
    Page,
    Placed,
    breakable,
    clean,
    fitted_widths,
    held_to_next,
    is_short,
    is_tall,
    parts,
    picture_mm,
)
from optimizer.report.document.shelf import Shelf, picture_name, set_pdf_a
from optimizer.report.fonts import Faces, coded, faces, missing_note


def write_pdf(
    document: Document, path: Path, fonts: Path | None = None
) -> tuple[Phrase, ...]:
    """Write a document as PDF/A-2b.

    Parameters
    ----------
    document
        Blocks to set; the same as in :func:`write_word`.
    path
        File to write.
    fonts
        Folder with the fonts to use instead of those of the system.

    Returns
    -------
    tuple of Phrase
        What the user should know: fonts that stand in for those of the standard, and
        signs that no font has, printed as codes.

    Raises
    ------
    OutputError
        If there is no Chinese font, or typst cannot set the document.
    """
    shelf = Shelf(fonts)
    chosen = faces(shelf.weights, shelf.own, document.lang)
    made, missing = _set(document, shelf, chosen, path.name)
    path.write_bytes(made)
    texts = [clean(text) for text in _texts(document)]
    coded_signs = missing_note(missing, texts, chosen.body.families[0])
    return tuple(note for note in (chosen.note(), coded_signs) if note is not None)


def _set(
    document: Document, shelf: Shelf, chosen: Faces, name: str
) -> tuple[bytes, list[str]]:
    """Return the PDF and the signs that stand in it as codes.

    Other fonts help out with signs the chosen ones lack. Where typst finds no way to
    join them with their neighbours, the document is set without help.
    """
    try:
        return _set_once(document, shelf, chosen, helped=True)
    except typst.TypstError:
        pass
    try:
        return _set_once(document, shelf, chosen, helped=False)
    except typst.TypstError as error:
        raise OutputError("font.fault", file=name, reason=error.message) from error


def _set_once(
    document: Document, shelf: Shelf, chosen: Faces, *, helped: bool
) -> tuple[bytes, list[str]]:
    texts = [clean(text) for text in _texts(document)]
    missing = shelf.missing(texts, chosen.body.families, helped=helped)
    data = _Data(document, frozenset(missing)).whole()
    data["faces"] = asdict(chosen)
    data["helped"] = helped
    inputs = {"document": json.dumps(data, ensure_ascii=False)}
    pictures = [b.png for b in document.blocks if isinstance(b, Picture)]
    return set_pdf_a(_template(), shelf.fonts, inputs, pictures), missing


@cache
def _template() -> bytes:
    return (files(__package__) / "document.typ").read_bytes()


def _texts(document: Document) -> Iterator[str]:
    """Yield every text of a document that is printed."""
    yield document.running
    for block in document.blocks:
        if isinstance(block, Table):
            yield block.caption
            yield from (column.head for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Title | Heading | Para):
            yield block.text


class _Data:
    """A document as plain data for the template."""

    def __init__(self, document: Document, missing: Collection[str]) -> None:
        self._document = document
        self._missing = missing
        self._look: Look = LOOKS[document.lang]

    def whole(self) -> dict[str, Any]:
        """Return everything but the fonts."""
        document, look = self._document, self._look
        more = {
            "cell_line": CELL_LINE,
            "cell_mm": CELL_MM,
            "sign_letters": SIGN_LETTERS,
            "title_gap": look.pitch * (1 + TITLE_GAP) - look.body,
            "table_gap": look.pitch * TABLE_GAP,
        }
        return {
            "lang": document.lang,
            "title": clean(document.title),
            "subject": clean(document.subject),
            "running": breakable(
                self._text(document.running), UPRIGHT.room, look.running
            ),
            "look": {**asdict(look), **more},
            "parts": [
                {
                    "page": asdict(part.page),
                    "blocks": [
                        {**self._block(block, part.page), "held": held}
                        for block, held in zip(
                            part.blocks, held_to_next(part.blocks), strict=True
                        )
                    ],
                }
                for part in parts(document.blocks)
            ],
        }

    def _text(self, text: str) -> str:
        return coded(clean(text), self._missing)

    def _block(self, block: Placed, page: Page) -> dict[str, Any]:
        if isinstance(block, Table):
            return self._table(block, page)
        if isinstance(block, Picture):
            return self._picture(block, page)
        is_title = isinstance(block, Title)
        size = self._look.title if is_title else self._look.body
        made: dict[str, Any] = {
            "sort": type(block).__name__.lower(),
            "text": breakable(self._text(block.text), page.room, size),
        }
        if isinstance(block, Heading):
            made["level"] = block.level
        elif isinstance(block, Para):
            made["kind"] = block.kind
        return made

    def _picture(self, picture: Picture, page: Page) -> dict[str, Any]:
        width, height = picture_mm(picture, page)
        pictures = [b for b in self._document.blocks if isinstance(b, Picture)]
        at = next(k for k, each in enumerate(pictures) if each is picture)
        told = self._text(picture.told)
        name = picture_name(at)
        return {
            "sort": "picture",
            "file": f"/{name}",
            "width": width,
            "height": height,
            "told": told,
        }

    def _table(self, table: Table, page: Page) -> dict[str, Any]:
        widths = fitted_widths(table, page.room, self._look)
        columns = [
            self._column(column, width)
            for column, width in zip(table.columns, widths, strict=True)
        ]
        rows = [
            {
                "cells": self._cells(row, widths),
                "strong": at in table.strong,
                "tall": is_tall(table, row, widths, page, self._look),
            }
            for at, row in enumerate(table.rows)
        ]
        caption = breakable(self._text(table.caption), page.room, self._look.cell)
        return {
            "sort": "table",
            "caption": caption,
            "columns": columns,
            "rows": rows,
            "blank_mm": table.blank_mm,
            "whole": is_short(table, widths, page, self._look),
        }

    def _column(self, column: Col, width: float) -> dict[str, Any]:
        [head] = self._cells([column.head], [width])
        return {"head": head, "width": width, "align": column.align}

    def _cells(self, row: Sequence[str], widths: Sequence[float]) -> list[str]:
        return [
            breakable(self._text(cell), width - 2 * CELL_MM[0], self._look.cell)
            for cell, width in zip(row, widths, strict=True)
        ]
