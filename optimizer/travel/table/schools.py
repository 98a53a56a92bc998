"""Which school a text of the travel table names: by id, else by a unique name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.domain import School
from optimizer.tabular import normal
from optimizer.travel.table.cells import Cells, Faults, decoded

RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""First characters for which an id is written behind a ``'``."""

_NO_SCHOOL = -1
_SEVERAL = -2

_MOST_IDS = 5
"""How many schools of one name a message lists."""


class SchoolNames:
    """Ids and names of the schools, in index order.

    An id is taken as written; a name in any width and case, and with any blanks. A
    text that is the id of one school and the name of another is the id.
    """

    def __init__(self, schools: Sequence[School]) -> None:
        self.ids = tuple(school.school_id for school in schools)
        self.names = tuple(school.name for school in schools)
        self._index_of = {school_id: i for i, school_id in enumerate(self.ids)}
        self._named: dict[str, list[int]] = {}
        for i, name in enumerate(self.names):
            self._named.setdefault(normal(name), []).append(i)

    def __len__(self) -> int:
        return len(self.ids)

    def name_any(self, words: Iterable[str]) -> bool:
        """Tell whether any of the words is an id or a name, unique or not."""
        return any(self._find(word) != _NO_SCHOOL for word in words)

    def indices(self, cells: Cells, faults: Faults) -> NDArray[np.int64]:
        """Return the index of each written school; negative with a fault if none."""
        found = decoded(cells.text, self._find)
        faults.add("T241", cells, found == _NO_SCHOOL)
        several = found == _SEVERAL
        if several.any():
            shown = cells.text.copy()
            shown[several] = [self._choices(str(word)) for word in shown[several]]
            faults.add("T231", replace(cells, text=shown), several)
        return found

    def _find(self, word: str) -> int:
        """Find an id as written, without the guarding mark, without blanks; a name."""
        plain = word[1:] if word.startswith("'") and word[1:2] in RISKY else word
        for candidate in (plain, word, plain.strip(), word.strip()):
            if candidate and candidate in self._index_of:
                return self._index_of[candidate]
        named = self._named.get(normal(plain), []) if plain.strip() else []
        if len(named) > 1:
            return _SEVERAL
        return named[0] if named else _NO_SCHOOL

    def _choices(self, word: str) -> str:
        ids = [self.ids[i] for i in self._named[normal(word)]]
        more = [] if len(ids) <= _MOST_IDS else ["…"]
        return f"{word} ({', '.join([*ids[:_MOST_IDS], *more])})"
