"""The fonts typst has, and which signs they show."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import typst

from optimizer.errors import OutputError
from optimizer.report.fonts import SAMPLE, is_private, missing_signs, no_font

_ANY_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""PDF/A wants a date; a fixed one keeps the bytes the same."""

_TRIAL = rb"""
#let d = json(bytes(sys.inputs.trial))
#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: d.fonts)
#for (part, fallback) in d.parts {
  set text(fallback: fallback)
  [#box(part) #box("\u{5b66}" + part + "\u{6821}") ]
}
"""
# Marks that a font draws alone may have no place beside the letters of another.


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

    def missing(
        self, texts: Iterable[str], families: Sequence[str], *, helped: bool = True
    ) -> list[str]:
        """Return the pieces of texts that cannot be shown, sorted.

        Parameters
        ----------
        texts
            Everything that is printed.
        families
            Families to set them in.
        helped
            Whether any other font may help out.

        Raises
        ------
        OutputError
            ``font.none`` if even the commonest Chinese letters cannot.
        """

        def shows(parts: Sequence[str]) -> bool:
            return self._shows(parts, families, helped=helped)

        if not shows(SAMPLE):
            raise no_font()
        return missing_signs(texts, shows)

    def _shows(
        self, parts: Sequence[str], families: Sequence[str], *, helped: bool
    ) -> bool:
        """Tell whether PDF/A, which allows no empty box, can be made of pieces."""
        # No font helps out with signs that each font draws as it likes.
        rows = [(part, helped and not is_private(part)) for part in parts]
        data = json.dumps({"parts": rows, "fonts": list(families)})
        try:
            set_pdf_a(_TRIAL, self.fonts, {"trial": data})
        except typst.TypstError:
            return False
        return True


def picture_name(at: int) -> str:
    """Return the name by which a template finds a picture, counted from 0."""
    return f"picture-{at}.png"


def set_pdf_a(
    template: bytes,
    fonts: typst.Fonts,
    inputs: dict[str, str],
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Return a template filled with data as PDF/A-2b, the same bytes at any time.

    Parameters
    ----------
    template
        Source of typst.
    fonts
        Fonts it may use.
    inputs
        Data of the template.
    pictures
        PNG files, named as :func:`picture_name` has it.

    Raises
    ------
    typst.TypstError
        If it cannot be set, for example because no font has a sign.
    """
    # The root is all a template can read: nothing but its pictures lies there.
    with tempfile.TemporaryDirectory(prefix="alliance-") as root:
        for at, png in enumerate(pictures):
            (Path(root) / picture_name(at)).write_bytes(png)
        home: Any = root  # the stubs want the type of the template here
        made: bytes = typst.compile(
            template,
            root=home,
            font_paths=fonts,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=_ANY_DAY,
        )
    return made
