"""A workbook's file made the same whenever the same workbook is saved."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from optimizer.report.annotated.saving import with_strings

_NO_CLOCK = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_WHEN = b"2000-01-01T00:00:00Z"

_LOST = {
    "images": re.compile(r"xl/(media/|drawings/drawing)"),
    "charts": re.compile(r"xl/charts/"),
    "macros": re.compile(r"xl/vbaProject\.bin"),
    "controls": re.compile(r"xl/(ctrlProps|activeX|embeddings)/"),
    "signature": re.compile(r"_xmlsignatures/"),
}
"""Parts of a workbook that its copy does not keep, or not surely."""


def lost_parts(path: Path) -> tuple[str, ...]:
    """Return what a copy of a workbook cannot be trusted to keep."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    return tuple(
        part for part, known in _LOST.items() if any(known.match(n) for n in names)
    )


def without_clock(source: Path, target: Path) -> None:
    """Pack a workbook with no trace of when it was saved."""
    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = with_strings(name, old.read(name))
            if name == _CORE:
                data = _MODIFIED.sub(rb"\g<1>" + _WHEN + rb"\g<2>", data)
            info = zipfile.ZipInfo(name, _NO_CLOCK)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data, compresslevel=6)
