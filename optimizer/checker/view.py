"""A plan as the rules see it, and what a rule can say about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from optimizer import messages
from optimizer.checker.facts import Facts
from optimizer.domain import AllianceType, Severity
from optimizer.plan import Override, Plan

Value = int | float | str | None
"""Figure of a violation; minutes and kilometres where the rule speaks of travel."""

NOT_KNOWN = "—"
"""Printed for a figure that is not known."""

TYPED = {
    "C562": ("value", "limit"),
    "C564": ("value", "limit"),
    "C565": ("limit",),
    "C566": ("value", "limit"),
    "C567": ("value", "limit"),
}
"""Facts that begin with the type of an alliance, by code: printed in words."""

PHASED = "C551"
"""Its facts are years and scopes, as ``2023:all 2024:all``: printed in words."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, before its code and severity are put on.

    ``is_soft`` turns the rule's error into a warning: approved alliances are exempt
    from constraints (3) to (7) but their departures stay visible.
    """

    schools: tuple[str, ...]
    value: Value = None
    limit: Value = None
    detail: dict[str, Any] = field(default_factory=dict)
    is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that a plan breaks, and where.

    ``value`` is what the plan has and ``limit`` what the rule allows or what would be
    true; the sentence with the remedy is in :mod:`optimizer.messages.checks`.
    ``override`` says who set the rule aside here and why; it is then a warning.
    """

    code: str
    severity: Severity
    schools: tuple[str, ...]
    value: Value = None
    limit: Value = None
    detail: dict[str, Any] = field(default_factory=dict)
    override: Override | None = None

    def render(
        self, lang: messages.Lang = "zh", names: Mapping[str, str] | None = None
    ) -> str:
        """Return the sentence of the violation, with names where they are given."""
        shown = [(names or {}).get(school, school) for school in self.schools]
        facts: dict[str, Value] = {"value": self.value, "limit": self.limit}
        for name in TYPED.get(self.code, ()):
            facts[name] = _type_named(facts[name], lang)
        if self.code == PHASED:
            facts = {name: _phases_named(fact, lang) for name, fact in facts.items()}
        told = {n: NOT_KNOWN if fact is None else fact for n, fact in facts.items()}
        told["schools"] = ("、" if lang == "zh" else ", ").join(shown)
        if "scope" in self.detail:
            told["scope"] = _scope_named(str(self.detail["scope"]), lang)
        said = messages.text(self.code, lang, **{**self.detail, **told})
        if self.override is None:
            return said
        by = self.override.by or messages.text("override.nobody", lang)
        reason = self.override.reason
        return said + messages.text("override.said", lang, by=by, reason=reason)


def _phases_named(fact: Value, lang: messages.Lang) -> Value:
    """Return years with their scopes in words."""
    if fact is None:
        return None
    phases = [phase.partition(":") for phase in str(fact).split()]
    told = [
        messages.text("phase.named", lang, year=year, scope=_scope_named(scope, lang))
        for year, _, scope in phases
    ]
    return ("、" if lang == "zh" else ", ").join(told)


def _scope_named(scope: str, lang: messages.Lang) -> str:
    """Return the scope of a target: all counties in words, else the county's code."""
    return messages.text("scope.all", lang) if scope == "all" else scope


def _type_named(fact: Value, lang: messages.Lang) -> Value:
    """Return a fact with the type it begins with in words; other forms as they are."""
    code, space, reason = str(fact).partition(" ")
    if code not in set(AllianceType):
        return fact
    return f"{messages.text(f'type.{code}', lang)}{space}{reason}"


@dataclass(frozen=True, slots=True)
class Group:
    """One alliance as claimed: a core and its members, faults included.

    ``leads`` is false where a bare grouping names a core that holds another role or
    none (constraint 2); a plan file cannot say that.
    """

    core: str
    members: tuple[str, ...]
    leads: bool = True


@dataclass(frozen=True)
class View:
    """Facts, the groups of a plan, and the plan itself unless a bare grouping."""

    facts: Facts
    claimed: tuple[Group, ...]
    plan: Plan | None = None

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Groups with known schools, each member once and not its own core."""
        known = self.facts.schools
        return tuple(
            Group(
                group.core,
                tuple(
                    dict.fromkeys(
                        m for m in group.members if m in known and m != group.core
                    )
                ),
                group.leads,
            )
            for group in self.claimed
            if group.core in known
        )

    @cached_property
    def core_of(self) -> dict[str, str]:
        """Core of each known school in an alliance; a leading core is its own."""
        pairs = {g.core: g.core for g in self.groups if g.leads}
        for group in self.groups:
            for member in group.members:
                pairs.setdefault(member, group.core)
        return pairs


def view_of_plan(facts: Facts, plan: Plan) -> View:
    """Return the view of a plan file."""
    groups = tuple(
        Group(alliance.core, tuple(m.school_id for m in alliance.members))
        for alliance in plan.alliances
    )
    return View(facts, groups, plan)


def view_of_grouping(facts: Facts, core_of: Mapping[str, str]) -> View:
    """Return the view of a bare grouping: core of each school, a core its own."""
    members: dict[str, list[str]] = {core: [] for core in sorted(core_of.values())}
    for school_id in sorted(core_of):
        if core_of[school_id] != school_id:
            members[core_of[school_id]].append(school_id)
    groups = (
        Group(core, tuple(ids), leads=core_of.get(core) == core)
        for core, ids in members.items()
    )
    return View(facts, tuple(groups))
