"""What opinions can be about: the schools and alliances of one plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from optimizer.case import Case
from optimizer.keys import school_key
from optimizer.plan import Alliance, Plan


@dataclass(frozen=True, eq=False)
class Places:
    """Schools of the case and alliances of the plan, by key and by id."""

    case: Case
    plan: Plan

    @cached_property
    def _of_key(self) -> Mapping[str, str]:
        return {school_key(school_id): school_id for school_id in self.case.by_id}

    @cached_property
    def cores(self) -> Mapping[str, int]:
        """Number of each alliance by its core, from 1, in the order of the plan."""
        return {a.core: k for k, a in enumerate(self.plan.alliances, start=1)}

    @cached_property
    def core_of(self) -> Mapping[str, str]:
        """Core of every school in an alliance; a core is its own."""
        return self.plan.core_of

    def school_of(self, key: str) -> str | None:
        """Return the id of the school with a key; ``None`` if there is none."""
        return self._of_key.get(key)

    def alliance_of(self, school_id: str) -> Alliance | None:
        """Return the alliance a school is in; ``None`` for one outside."""
        core = self.core_of.get(school_id)
        return None if core is None else self.plan.alliances[self.cores[core] - 1]

    def name_of(self, school_id: str) -> str:
        """Return the name of a school as its table has it."""
        return self.case.by_id[school_id].name
