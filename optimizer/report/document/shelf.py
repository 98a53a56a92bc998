"""The fonts typst has, and which signs they show."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import typst

from optimizer.errors import OutputError
from optimizer.report.fonts import SAMPLE, is_private, missing_signs, no_font

ANY_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""PDF/A wants a date; a fixed one keeps the bytes the same."""

_TRIAL = b"""
#let d = json(bytes(sys.inputs.trial))
#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: d.fonts)
#for (part, fallback) in d.parts [#box(text(fallback: fallback, part)) ]
"""


class Shelf:
    """Fonts of the machine, or those of a folder alone.

    Parameters
    ----------
    folder
        Folder with font files; ``None`` uses those the system has.

    Raises
    ------
    OutputError
        ``font.folder`` if there is no such folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is not None and not folder.is_dir():
            raise OutputError("font.folder", path=str(folder))
        self._is_own = folder is not None
        self.fonts = (
            typst.Fonts()
            if folder is None
            else typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
        )

    @cached_property
    def weights(self) -> dict[str, set[int]]:
        """Return the weights of each family, 400 for regular."""
        found: dict[str, set[int]] = {}
        for font in self.fonts.fonts():
            found.setdefault(font.family, set()).add(font.weight)
        return found

    @cached_property
    def own(self) -> frozenset[str]:
        """Return the families of the folder, without those typst brings along."""
        if not self._is_own:
            return frozenset()
        brought = typst.Fonts(include_system_fonts=False).families()
        return frozenset(self.weights) - frozenset(brought)

    def missing(self, texts: Iterable[str], families: Sequence[str]) -> list[str]:
        """Return the pieces of texts that cannot be shown, sorted.

        Raises
        ------
        OutputError
            ``font.none`` if even the commonest Chinese letters cannot.
        """
        if not self._shows(SAMPLE, families):
            raise no_font()
        return missing_signs(texts, lambda parts: self._shows(parts, families))

    def _shows(self, parts: Sequence[str], families: Sequence[str]) -> bool:
        """Tell whether PDF/A, which allows no empty box, can be made of pieces."""
        # Any font may help out, but not for signs each font draws as it likes.
        rows = [(part, not is_private(part)) for part in parts]
        data = json.dumps({"parts": rows, "fonts": list(families)})
        try:
            typst.compile(
                _TRIAL,
                font_paths=self.fonts,
                sys_inputs={"trial": data},
                format="pdf",
                pdf_standards=["a-2b"],
                timestamp=ANY_DAY,
            )
        except typst.TypstError:
            return False
        return True
