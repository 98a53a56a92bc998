"""Fields of a JSON object from outside, each read with its kind and its limit.

JSON of a stranger may hold anything: every reader names the opinion and the field it
refuses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from optimizer.dossier import is_day
from optimizer.opinions.records import Refusal, refusal

_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True)
class Fields:
    """An object of a file: its values, the file, and the opinion it belongs to.

    Parameters
    ----------
    values
        The object.
    file
        Bare name of the file.
    row
        Number of the opinion, from 1; ``None`` for the head of the file.
    prefix
        Where the object stands in the opinion, with a dot at the end.
    """

    values: Mapping[str, Any]
    file: str
    row: int | None = None
    prefix: str = ""

    def wrong(self, code: str, name: str, value: object = None) -> Refusal:
        """Return the refusal for one field."""
        column = f"{self.prefix}{name}"
        return refusal(code, self.file, value, row=self.row, column=column)

    def only(self, names: Collection[str]) -> None:
        """Refuse (O207) an object with other fields than these."""
        for name in self.values:
            if name not in names:
                raise self.wrong("O207", "?", name)

    def text(self, name: str, most: int, *, optional: bool = False) -> str:
        """Return a text of at most ``most`` characters; O207, O211 otherwise."""
        value = self.values.get(name, "" if optional else None)
        if value is None and optional:
            return ""
        if not isinstance(value, str):
            raise self.wrong("O207", name, value)
        if len(value) > most:
            raise self.wrong("O211", name, f"{len(value)} > {most}")
        return value

    def word[E: StrEnum](self, name: str, words: Collection[E]) -> E:
        """Return one of a closed set of words; O208 otherwise."""
        value = self.text(name, 40)
        for word in words:
            if value == word.value:
                return word
        allowed = ", ".join(word.value for word in words)
        raise self.wrong("O208", name, f"{value!r} ({allowed})")

    def digits(self, name: str, count: int) -> str:
        """Return a lower-case hexadecimal text of ``count`` digits; O207 otherwise."""
        value = self.values.get(name)
        if not isinstance(value, str) or len(value) != count:
            raise self.wrong("O207", name, value)
        if not _HEX.fullmatch(value):
            raise self.wrong("O207", name, value)
        return value

    def count(self, name: str, most: int) -> int:
        """Return a whole number from 1 to ``most``; O207 otherwise."""
        value = self.values.get(name)
        # True is a number to Python, and 1.0 is none to the contract.
        if type(value) is not int or not 1 <= value <= most:
            raise self.wrong("O207", name, value)
        return value

    def day(self, name: str) -> str:
        """Return a date that exists, ``YYYY-MM-DD``; O207 otherwise."""
        value = self.values.get(name)
        if not isinstance(value, str) or not is_day(value):
            raise self.wrong("O207", name, value)
        return value

    def object(self, name: str) -> Fields:
        """Return an object inside this one; O207 if it is none."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.wrong("O207", name, value)
        return Fields(value, self.file, self.row, f"{self.prefix}{name}.")
