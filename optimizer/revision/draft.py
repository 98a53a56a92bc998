"""The bare plan of an edited list: no more than what people said, for the judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from optimizer.domain import AllianceType, TypeChoice
from optimizer.messages import Lang, text
from optimizer.plan import Alliance, Member, Plan
from optimizer.revision.edits import EditedList, Entry
from optimizer.tabular import normal


def draft_plan(parent: Plan, edited: EditedList) -> Plan:
    """Return the alliances of an edited list, with years and hosts, claiming no more.

    A host stays stated as long as its guest leads: only the program names hosts.
    """
    hosts = {alliance.core: alliance.host for alliance in parent.alliances}
    return Plan(
        alliances=[
            Alliance(
                id=group.id,
                core=group.core.school_id,
                start_year=group.core.year,
                members=[_member(entry) for entry in group.members],
                host=hosts.get(group.core.school_id),
            )
            for group in edited.alliances
        ]
    )


def _member(entry: Entry) -> Member:
    return Member(school_id=entry.school_id, start_year=entry.year)


def type_wishes(
    parent: Plan, edited: EditedList, advised: Mapping[str, str], lang: Lang
) -> dict[str, TypeChoice | None]:
    """Return what the list says of each alliance's type, by its core.

    Parameters
    ----------
    parent
        The plan the list was written from.
    edited
        The edited list.
    advised
        Type the rule recommends for each alliance as edited, by core.
    lang
        Language of the list.

    Returns
    -------
    dict
        An earlier choice that stands, marked as carried over, also under a new core;
        a new choice, still without reason; ``None`` where the rule decides.
    """
    before = {alliance.id: alliance for alliance in parent.alliances}
    found: dict[str, TypeChoice | None] = {}
    for group in edited.alliances:
        own = before.get(group.id)
        code = type_code(group.core.kind, lang)
        core = group.core.school_id
        if not code or (own is not None and code == own.type):
            found[core] = None if own is None else _carried(own)
        elif own is None and code == advised.get(core):
            found[core] = None
        else:
            found[core] = TypeChoice(code, "")
    return found


def type_code(word: str, lang: Lang) -> str:
    """Return the code of a type, or the form of their own people wrote."""
    codes = {normal(text(f"type.{code}", lang)): str(code) for code in AllianceType}
    return codes.get(normal(word), word.strip())


def _carried(alliance: Alliance) -> TypeChoice | None:
    if alliance.choice is None:
        return None
    return replace(TypeChoice(**alliance.choice.model_dump()), carried=True)
