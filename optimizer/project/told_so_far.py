"""What was said of a plan so far: of the version itself and of those before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from optimizer.dossier import MUST_BE_HEARD, Dossier, HeardRow
from optimizer.project.completeness import versions_unchanged


def told_so_far(dossiers: Sequence[Dossier]) -> Dossier:
    """Return the dossier of a version with the opinions on its ancestors.

    Opinions say which version they are about. Who was heard on an ancestor counts as
    for the stages: while an alliance has the same core and members in every version
    since.

    Parameters
    ----------
    dossiers
        The version first, then its parent, and so on.
    """
    opinions = tuple(o for dossier in reversed(dossiers) for o in dossier.opinions)
    heard = _heard(dossiers) if any(dossier.heard for dossier in dossiers) else ()
    return replace(dossiers[0], opinions=opinions, heard=heard)


def _heard(dossiers: Sequence[Dossier]) -> tuple[HeardRow, ...]:
    """Return a row for each alliance of the newest version, in its order."""
    rows = []
    for alliance in dossiers[0].plan.alliances:
        core = alliance.core
        counts: Counter[str] = Counter()
        for dossier in dossiers[: versions_unchanged(dossiers, core)]:
            for row in dossier.heard:
                if row.core == core:
                    counts.update(row.counts)
        missing = tuple(group for group in MUST_BE_HEARD if not counts[group])
        rows.append(HeardRow(core, dict(counts), missing))
    return tuple(rows)
