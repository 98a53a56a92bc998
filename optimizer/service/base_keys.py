"""The keys of a base file, and what their values must be."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from optimizer.crs import crs_named
from optimizer.errors import DataError, Phrase
from optimizer.report.map.base.tiles import check_subdomain

_MAX_BYTES = 1_000_000
_MAX_ZOOM = 22

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """One section of a base file, its values known to be of the right kind.

    Parameters
    ----------
    file
        The base file.
    name
        Name of the section.
    values
        Value by key.
    """

    file: Path
    name: str
    values: Values

    def text(self, key: str, otherwise: str = "") -> str:
        """Return a text, without blanks at its ends."""
        return str(self.values.get(key, otherwise)).strip()

    def path(self, key: str) -> Path:
        """Return a path, which starts from the folder of the base file.

        Raises
        ------
        DataError
            B104 if the key is missing, B106 if there is nothing at the path.
        """
        self.need(key)
        path = self.file.parent / self.text(key)
        if not _is_there(path):
            raise self.error("B106", key=self.place(key), value=self.text(key))
        return path

    def need(self, *keys: str) -> None:
        """Refuse a section that lacks a key."""
        for key in keys:
            if key not in self.values:
                raise self.error("B104", key=f"[{self.name}]", name=key)

    def place(self, key: str) -> str:
        """Return how a message calls a key of this section."""
        return f"[{self.name}] {key}"

    def error(self, code: str, **details: object) -> DataError:
        """Return an error that names the file."""
        details.setdefault("key", self.name)
        return DataError(code, issues=(), file=self.file.name, **details)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # a name too long for the file system is nowhere


def read_sections(path: Path) -> dict[str, Section]:
    """Read a base file.

    Raises
    ------
    DataError
        F102 no such file, B101 no TOML, B102 an unknown section or key, B103 a value
        of the wrong kind, B105 nothing in it.
    """
    if not path.is_file():
        raise DataError("F102", file=str(path))
    stated = _parsed(path)
    for name, values in stated.items():
        _check(path, name, values)
    if not stated:
        raise DataError("B105", file=path.name)
    return {name: Section(path, name, values) for name, values in stated.items()}


def _parsed(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
        if len(raw) > _MAX_BYTES:
            raise DataError("B101", file=path.name, reason=f"> {_MAX_BYTES} bytes")
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        reason = " ".join(str(error).split())
        raise DataError("B101", file=path.name, reason=reason) from error


def _check(path: Path, name: str, values: Any) -> None:
    known = _KEYS.get(name)
    if known is None:
        raise DataError("B102", file=path.name, key=name, names=", ".join(_KEYS))
    if not isinstance(values, dict):
        expected = Phrase("base.is.section", key=name)
        raise DataError(
            "B103", file=path.name, key=name, value=values, expected=expected
        )
    for key, value in values.items():
        place = f"[{name}] {key}"
        if key not in known:
            raise DataError("B102", file=path.name, key=place, names=", ".join(known))
        kind = known[key]
        if not _IS_FIT[kind](value):
            raise DataError(
                "B103",
                file=path.name,
                key=place,
                value=value,
                expected=Phrase(f"base.is.{kind}"),
            )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False  # TOML lets a whole number be longer than any float


def _is_crs(value: Any) -> bool:
    if not _is_text(value):
        return False
    try:
        crs_named(value)
    except ValueError:
        return False
    return True


def _is_subdomains(value: Any) -> bool:
    parts = list(value) if isinstance(value, str | list) else []
    return bool(parts) and all(isinstance(p, str) and check_subdomain(p) for p in parts)


def _is_corners(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 4
        and all(isinstance(c, list) and len(c) == 2 for c in value)
        and all(_is_number(v) for c in value for v in c)
    )


_IS_FIT: Final[Mapping[str, Callable[[Any], bool]]] = {
    "text": _is_text,
    "number": _is_number,
    "zoom": lambda value: (
        _is_number(value) and isinstance(value, int) and 1 <= value <= _MAX_ZOOM
    ),
    "crs": _is_crs,
    "subdomains": _is_subdomains,
    "corners": _is_corners,
}
"""Whether a value is of a kind, by the name of the kind."""

_LAYER: Final = {"file": "text", "layer": "text", "crs": "crs", "credit": "text"}

_KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "towns": {**_LAYER, "name_field": "text"},
    "counties": {**_LAYER, "code_field": "text", "name_field": "text"},
    "rivers": _LAYER,
    "lakes": _LAYER,
    "roads": {**_LAYER, "class_field": "text", "name_field": "text"},
    "relief": {"dem": "text", "credit": "text"},
    "tiles": {
        "url": "text",
        "labels_url": "text",
        "crs": "crs",
        "credit": "text",
        "max_zoom": "zoom",
        "subdomains": "subdomains",
        "key": "text",
        "key_env": "text",
        "review_number": "text",
    },
    "standard_map": {
        "image": "text",
        "west": "number",
        "south": "number",
        "east": "number",
        "north": "number",
        "corners": "corners",
        "review_number": "text",
        "credit": "text",
    },
}
"""Sections, their keys, and the kind of each value."""
