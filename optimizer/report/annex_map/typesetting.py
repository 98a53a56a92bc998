"""The annex as PDF and PNG, set by typst.

Every text reaches typst as JSON and is shown as text; the template holds no word of
its own. Nothing asks for the time, so that the same annex and the same fonts give the
same bytes.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from optimizer.errors import OutputError
from optimizer.report.map.assets import to_json

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "DengXian",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
    "FangSong",
)
"""Fonts with Chinese letters, the best to read in small sizes first."""

_MOST_SIGNS_NAMED = 12
_ANY_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""PDF/A wants a date; the trial that uses it is thrown away."""

_TRIAL = b"""
#let d = json(bytes(sys.inputs.annex))
#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: d.fonts)
#for sign in d.signs [#box(sign) ]
"""


class Typesetter:
    """Sets annexes with the fonts of the machine, or with those of a folder alone.

    Parameters
    ----------
    fonts
        Folder with font files; ``None`` uses those the system has.

    Raises
    ------
    OutputError
        If there is no font with Chinese letters.
    """

    def __init__(self, fonts: Path | None = None) -> None:
        self._fonts = _fonts(fonts)
        self.families = _chosen(self._fonts, fonts)

    def pdf(self, document: Mapping[str, Any]) -> bytes:
        """Return the annex as PDF.

        Raises
        ------
        OutputError
            If a sign of a text is in none of the fonts.
        """
        made = self._made(document, "pdf")
        return made[0]

    def png(self, document: Mapping[str, Any], dpi: int) -> list[bytes]:
        """Return the pages of the annex as pictures.

        Raises
        ------
        OutputError
            If a sign of a text is in none of the fonts.
        """
        return self._made(document, "png", float(dpi))

    def _made(
        self, document: Mapping[str, Any], kind: Any, dpi: float | None = None
    ) -> list[bytes]:
        self._refuse_missing_signs(document)
        data = to_json({**document, "fonts": list(self.families)})
        made: bytes | list[bytes] = typst.compile(
            _template(),
            font_paths=self._fonts,
            sys_inputs={"annex": data},
            format=kind,
            ppi=dpi,
        )
        return made if isinstance(made, list) else [made]

    def _refuse_missing_signs(self, document: Mapping[str, Any]) -> None:
        """Raise if a sign would be printed as an empty box."""
        left = sorted(
            {sign for text in _texts(document) for sign in text if _seen(sign)}
        )
        missing: list[str] = []
        while len(missing) < _MOST_SIGNS_NAMED:
            refused = self._refused(left)
            if refused is None:
                break
            missing.append(refused)
            left.remove(refused)
        if missing:
            named = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in missing)
            raise OutputError("annex.sign", signs=named, fonts=self.families[0])

    def _refused(self, signs: list[str]) -> str | None:
        """Return the first sign no font has, ``None`` if all can be shown."""
        data = to_json({"signs": signs, "fonts": list(self.families)})
        try:
            typst.compile(
                _TRIAL,
                font_paths=self._fonts,
                sys_inputs={"annex": data},
                format="pdf",
                pdf_standards=["a-2b"],
                timestamp=_ANY_DAY,
            )
        except typst.TypstError as error:
            return next((s for s in signs if f'"{s}"' in error.message), None)
        return None


def _fonts(folder: Path | None) -> typst.Fonts:
    if folder is None:
        return typst.Fonts()
    if not folder.is_dir():
        raise OutputError("annex.fonts", path=str(folder))
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder)],
    )


def _chosen(fonts: typst.Fonts, folder: Path | None) -> tuple[str, ...]:
    """Return the families to use, the first choice first."""
    there = set(fonts.families())
    known = [family for family in FAMILIES if family in there]
    if folder is not None:
        embedded = typst.Fonts(include_system_fonts=False).families()
        known += sorted(there - {*known, *embedded})
    if not known:
        raise OutputError("annex.font", known=", ".join(FAMILIES[:8]))
    return tuple(known)


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
        yield data


def _seen(sign: str) -> bool:
    """Tell whether a sign has a shape of its own."""
    return unicodedata.category(sign)[0] not in "ZCM"
