"""Who was heard about each alliance, and who was not yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.opinions.places import Places
from optimizer.opinions.records import MUST_BE_HEARD, Group, Opinion, Stance


@dataclass(frozen=True)
class Heard:
    """Opinions on one alliance and the schools in it.

    Parameters
    ----------
    core
        Core of the alliance; ``None`` for the schools in none.
    counts
        Number of opinions by group and stance; a pair without one is left out.
    """

    core: str | None
    counts: Counter[tuple[Group, Stance]]

    def of_group(self, group: Group) -> int:
        """Return the number of opinions of a group."""
        return sum(self.counts[group, stance] for stance in Stance)

    def of_stance(self, stance: Stance) -> int:
        """Return the number of opinions of a stance."""
        return sum(self.counts[group, stance] for group in Group)

    @property
    def missing(self) -> tuple[Group, ...]:
        """Groups that must be heard and were not; experts are told apart."""
        if self.core is None:
            return ()
        return tuple(group for group in MUST_BE_HEARD if not self.of_group(group))

    @property
    def is_complete(self) -> bool:
        """Whether all four groups were heard."""
        return not self.missing


def heard(opinions: Sequence[Opinion], places: Places) -> tuple[Heard, ...]:
    """Return one account for each alliance, in the order of the plan.

    An opinion on a school counts for the alliance the school is in. Schools in none
    have an account of their own at the end, if anybody spoke of them.
    """
    counts: dict[str | None, Counter[tuple[Group, Stance]]] = {
        core: Counter() for core in places.cores
    }
    for opinion in opinions:
        core = places.core_of.get(opinion.school_id)
        counts.setdefault(core, Counter())[opinion.group, opinion.stance] += 1
    return tuple(Heard(core, count) for core, count in counts.items())
