"""A case: the raw facts of one planning run, before any rule has been applied.

The solver's integers (:mod:`optimizer.problem`) and the checker's judgement
(:mod:`optimizer.checker`) are both derived from here, each on its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from optimizer.domain import PairWish, School, TypeChoice
from optimizer.matrix import TravelMatrix
from optimizer.policy import Policy


@dataclass(frozen=True, eq=False)
class Case:
    """Schools, travel, wishes and policy of one run; the order is by school id.

    Parameters
    ----------
    schools
        Every row of the school table, also those the policy excludes.
    travel
        Travel between exactly these schools.
    wishes
        Rows of the pair table.
    policy
        The policy in force.
    previous
        Member id to core id in the plan made before, for stability; empty
        without one.
    second
        The same trips by a second engine, where there is one: it tells which
        decisions hang on the engine. The plan's minutes never come from it.
    choices
        What people decided about the type of an alliance, by the id of its core.
    barred
        Graduates that may not lead after all, having no host (15). No fact of the
        input: the checker does not read it.

    Raises
    ------
    ValueError
        If ids repeat, are not in ascending order, or differ from ``travel``'s or
        ``second``'s.
    """

    schools: tuple[School, ...]
    travel: TravelMatrix
    wishes: tuple[PairWish, ...]
    policy: Policy
    previous: Mapping[str, str] = field(default_factory=dict)
    second: TravelMatrix | None = None
    choices: Mapping[str, TypeChoice] = field(default_factory=dict)
    barred: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        ids = tuple(school.school_id for school in self.schools)
        if list(ids) != sorted(set(ids)):
            msg = "schools must be in ascending order of distinct ids."
            raise ValueError(msg)
        if ids != self.travel.school_ids:
            msg = "travel must have exactly the schools of the case, in their order."
            raise ValueError(msg)
        if self.second is not None and ids != self.second.school_ids:
            msg = "second must have exactly the schools of the case, in their order."
            raise ValueError(msg)

    @cached_property
    def by_id(self) -> dict[str, School]:
        """Schools by their id."""
        return {school.school_id: school for school in self.schools}

    def fingerprints(self) -> dict[str, str]:
        """Return SHA-256 hex texts of schools, travel, pairs and policy."""
        return {
            "schools": _digest([asdict(school) for school in self.schools]),
            "travel": _travel_digest(self.travel, self.second),
            "pairs": _digest(
                [
                    sorted(
                        (str(w.kind), w.a, w.b or "", w.note or "") for w in self.wishes
                    ),
                    sorted(self.previous.items()),
                    *self._decided(),
                ]
            ),
            "policy": self.policy.fingerprint(),
        }

    def _decided(self) -> list[list[list[object]]]:
        """Return the choices for the digest; nothing where there are none."""
        rows: list[list[object]] = [
            [core, c.type, c.note, c.by or "", c.carried]
            for core, c in sorted(self.choices.items())
        ]
        return [rows] if rows else []


def make_case(
    schools: Sequence[School],
    travel: TravelMatrix,
    policy: Policy,
    wishes: Sequence[PairWish] = (),
    previous: Mapping[str, str] | None = None,
    second: TravelMatrix | None = None,
    choices: Mapping[str, TypeChoice] | None = None,
) -> Case:
    """Return a case from schools and travel in any order."""
    ordered = tuple(sorted(schools, key=lambda school: school.school_id))
    ids = [school.school_id for school in ordered]
    return Case(
        schools=ordered,
        travel=travel.ordered(ids),
        wishes=tuple(wishes),
        policy=policy,
        previous=dict(previous or {}),
        second=None if second is None else second.ordered(ids),
        choices=dict(choices or {}),
    )


def _travel_digest(travel: TravelMatrix, second: TravelMatrix | None) -> str:
    """Return the digest of the trips, joined by those of the second engine."""
    if second is None:
        return travel.fingerprint()
    return _digest([travel.fingerprint(), second.fingerprint()])


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
