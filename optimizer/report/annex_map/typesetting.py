"""The annex as PDF and PNG, set by typst.

Every text reaches typst as JSON and is shown as text; the template holds no word of
its own. Nothing asks for the time, so that the same annex and the same fonts give the
same bytes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from optimizer.errors import Phrase
from optimizer.report.document.shelf import Shelf
from optimizer.report.fonts import chinese_families, coded, missing_note
from optimizer.report.labels import plain
from optimizer.report.map.assets import to_json


class Typesetter:
    """Sets annexes with the fonts of the machine, or with those of a folder alone.

    A sign that no font has is printed as its code; :meth:`note` names it.

    Parameters
    ----------
    fonts
        Folder with font files; ``None`` uses those the system has.

    Raises
    ------
    OutputError
        ``font.folder`` if there is no such folder, ``font.none`` if there is no font
        with Chinese letters.
    """

    def __init__(self, fonts: Path | None = None) -> None:
        self._shelf = Shelf(fonts)
        self.families = chinese_families(self._shelf.weights, self._shelf.own)
        self._shelf.missing((), self.families)

    def note(self, document: Mapping[str, Any]) -> Phrase | None:
        """Return which signs are printed as codes; ``None`` if all can be shown."""
        texts = list(_texts(document))
        missing = self._shelf.missing(texts, self.families)
        return missing_note(missing, texts, self.families[0])

    def pdf(self, document: Mapping[str, Any]) -> bytes:
        """Return the annex as PDF."""
        made = self._made(document, "pdf")
        return made[0]

    def png(self, document: Mapping[str, Any], dpi: int) -> list[bytes]:
        """Return the pages of the annex as pictures."""
        return self._made(document, "png", float(dpi))

    def _made(
        self, document: Mapping[str, Any], kind: Any, dpi: float | None = None
    ) -> list[bytes]:
        missing = self._shelf.missing(_texts(document), self.families)
        shown = _coded(document, frozenset(missing))
        made: bytes | list[bytes] = typst.compile(
            _template(),
            font_paths=self._shelf.fonts,
            sys_inputs={"annex": to_json({**shown, "fonts": self.families})},
            format=kind,
            ppi=dpi,
        )
        return made if isinstance(made, list) else [made]


def _coded(data: Any, missing: Collection[str]) -> Any:
    """Return the annex with codes for the signs that cannot be shown."""
    if isinstance(data, Mapping):
        return {
            name: value if name == "svg" else _coded(value, missing)
            for name, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [_coded(value, missing) for value in data]
    return coded(plain(data), missing) if isinstance(data, str) else data


@cache
def _template() -> bytes:
    return (files(__package__) / "annex.typ").read_bytes()


def _texts(data: Any) -> Iterator[str]:
    """Yield every text that is printed."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name != "svg":
                yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield plain(data)
