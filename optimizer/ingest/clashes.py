"""Rows of a pair table that contradict or repeat each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.domain import Issue, PairKind, PairWish, School, Severity

_OPPOSITES = {
    PairKind.TOGETHER: {PairKind.APART},
    PairKind.APART: {PairKind.TOGETHER, PairKind.FROZEN},
    PairKind.WILLING: {PairKind.REFUSED},
    PairKind.REFUSED: {PairKind.WILLING},
    PairKind.FROZEN: {PairKind.APART},
}
"""Kinds that cannot hold for the same two schools, in either order.

A refusal does not undo an approved alliance, so it may stand beside ``frozen``.
"""


def clashes(
    wishes: Sequence[PairWish], schools: Sequence[School], file: str
) -> list[Issue]:
    """Return an issue for each row that contradicts or repeats an earlier one.

    Parameters
    ----------
    wishes
        Rows that are right by themselves, in file order.
    schools
        The school table, for the alliances that ``frozen`` rows name.
    file
        Bare name of the file.

    Returns
    -------
    list of Issue
        D186 errors, D187 warnings. The value names both rows' schools and the
        earlier row.
    """
    found = {
        *((w, earlier, "D186") for w, earlier in _opposite_pairs(wishes)),
        *((w, earlier, "D186") for w, earlier in _opposite_roles(wishes, schools)),
        *((w, earlier, "D187") for w, earlier in _repeats(wishes)),
    }
    ordered = sorted(found, key=lambda f: (f[0].row or 0, f[1].row or 0, f[2]))
    return [_issue(code, wish, earlier, file) for wish, earlier, code in ordered]


def _issue(code: str, wish: PairWish, earlier: PairWish, file: str) -> Issue:
    is_error = code == "D186"
    return Issue(
        code,
        Severity.ERROR if is_error else Severity.WARNING,
        row=wish.row,
        column="kind",
        value=f"{_text(wish)} ↔ {_text(earlier)} ({earlier.row})",
        action="refused" if is_error else "kept",
        file=file,
    )


def _text(wish: PairWish) -> str:
    return " ".join(part for part in (wish.kind.value, wish.a, wish.b) if part)


def _opposite_pairs(wishes: Sequence[PairWish]) -> Iterator[tuple[PairWish, PairWish]]:
    """Yield rows on the same two schools that cannot both hold."""
    seen: dict[tuple[frozenset[str], PairKind], PairWish] = {}
    for wish in wishes:
        if wish.b is None:
            continue
        pair = frozenset({wish.a, wish.b})
        for kind in sorted(_OPPOSITES[wish.kind]):
            if (pair, kind) in seen:
                yield wish, seen[pair, kind]
        seen.setdefault((pair, wish.kind), wish)


def _opposite_roles(
    wishes: Sequence[PairWish], schools: Sequence[School]
) -> Iterator[tuple[PairWish, PairWish]]:
    """Yield rows that make one school both core and not, or member of two cores."""
    first: dict[str, dict[str, PairWish]] = {}
    for wish in wishes:
        for school_id, role in _roles(wish, schools):
            known = first.setdefault(school_id, {})
            yield from (
                (wish, earlier) for r, earlier in known.items() if _exclude(r, role)
            )
            known.setdefault(role, wish)


def _exclude(one: str, other: str) -> bool:
    """Tell whether a school cannot have both roles.

    Examples
    --------
    >>> _exclude("core", "not_core"), _exclude("under A", "core")
    (True, True)
    >>> _exclude("under A", "under B"), _exclude("under A", "not_core")
    (True, False)
    """
    return one != other and ("core" in (one, other) or "not_core" not in (one, other))


def _roles(wish: PairWish, schools: Sequence[School]) -> Iterator[tuple[str, str]]:
    """Yield each school a row speaks of with its role."""
    if wish.kind in (PairKind.CORE, PairKind.NOT_CORE):
        yield wish.a, wish.kind.value
    elif wish.kind is PairKind.FROZEN and wish.b is not None:
        yield wish.a, f"under {wish.b}"
        yield wish.b, "core"
    elif wish.kind is PairKind.FROZEN:
        group = [school for school in schools if school.alliance_id == wish.a]
        core = next((s.school_id for s in group if s.alliance_role == "core"), "")
        for school in group:
            is_core = school.school_id == core
            yield school.school_id, "core" if is_core else f"under {core}"


def _repeats(wishes: Sequence[PairWish]) -> Iterator[tuple[PairWish, PairWish]]:
    """Yield rows that say the same as an earlier one."""
    one_way = {PairKind.FROZEN}
    seen: dict[tuple[PairKind, object], PairWish] = {}
    for wish in wishes:
        pair = (wish.a, wish.b)
        key = (wish.kind, pair if wish.kind in one_way else frozenset(pair))
        if key in seen:
            yield wish, seen[key]
        else:
            seen[key] = wish
