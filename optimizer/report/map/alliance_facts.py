"""Figures of one alliance for the panel beside the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from optimizer.case import Case
from optimizer.plan import Alliance
from optimizer.report.labels import Labels, tenth
from optimizer.report.map.wording import Words


@dataclass(frozen=True, eq=False)
class AllianceFacts:
    """Says what adds up over the schools of an alliance.

    Parameters
    ----------
    case, labels
        The facts, and the sentences shared with the workbook.
    words
        Texts in the language of the page.
    """

    case: Case
    labels: Labels
    words: Words

    def of(self, alliance: Alliance) -> dict[str, Any]:
        """Return the figures in words; ``None`` where nothing is known.

        ``worst``, ``worstKm`` and ``mean`` are of the trips from core to member;
        ``pupils`` counts core and members; ``typeWhy`` says why the type.
        """
        minutes = [m.minutes for m in alliance.members if m.minutes is not None]
        km = [m.km for m in alliance.members if m.km is not None]
        return {
            "worst": tenth(max(minutes)) if minutes else None,
            "worstKm": tenth(max(km)) if km else None,
            "mean": tenth(sum(minutes) / len(minutes)) if minutes else None,
            "pupils": self._pupils(alliance),
            "typeWhy": self.labels.type_reason(alliance) or None,
        }

    def _pupils(self, alliance: Alliance) -> str | None:
        """Return the pupils of all schools together, and how many state none."""
        ids = [alliance.core, *(m.school_id for m in alliance.members)]
        stated = [self.case.by_id[i].pupils for i in ids]
        known = [count for count in stated if count is not None]
        if not known:
            return None
        code = "map.pupils" if len(known) == len(ids) else "map.pupils.part"
        n = len(ids) - len(known)
        return self.words.say(code, pupils=f"{sum(known):,}", n=n)
