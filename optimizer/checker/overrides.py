"""Rules that people set aside for some schools, with a reason (DOMAIN A2: 原则上).

An override turns the errors of one rule about exactly its schools into warnings. Its
own claims are judged here: that it gives a reason, that its rule yields, and that the
plan breaks the rule just there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from optimizer.checker.view import Finding, View
from optimizer.plan import Override, Plan

Yielding = Mapping[str, Callable[[View], Iterator[Finding]]]
"""Codes of the rules that yield, each with what finds its violations."""

Key = tuple[str, frozenset[str]]
"""Code of a rule and the schools it is about, whatever their order."""


def key_of(override: Override) -> Key:
    """Return what an override is about."""
    return override.code, frozenset(override.schools)


def override_of(plan: Plan | None, code: str, finding: Finding) -> Override | None:
    """Return the override of a finding; the first, where it is stated twice."""
    key = code, frozenset(finding.schools)
    stated = () if plan is None else plan.overrides
    return next((o for o in stated if key_of(o) == key), None)


def reasoned(_: Yielding, __: View, plan: Plan) -> Iterator[Finding]:
    """An override says why: its reason is printed in the submission."""
    for override in plan.overrides:
        if not override.reason.strip():
            yield _of(override)


def of_yielding_rule(rules: Yielding, _: View, plan: Plan) -> Iterator[Finding]:
    """An override is of a rule that yields; the others bind people as well."""
    for override in plan.overrides:
        if override.code not in rules:
            yield _of(override)


def overrides_something(rules: Yielding, view: View, plan: Plan) -> Iterator[Finding]:
    """An override is of an error the plan has: no exception is claimed in vain."""
    broken = {
        (code, frozenset(found.schools))
        for code in {override.code for override in plan.overrides} & rules.keys()
        for found in rules[code](view)
        if not found.is_soft
    }
    for override in plan.overrides:
        if override.code in rules and key_of(override) not in broken:
            yield _of(override)


def stated_once(_: Yielding, __: View, plan: Plan) -> Iterator[Finding]:
    """A rule is overridden once for the same schools, with one reason."""
    counts = Counter(key_of(override) for override in plan.overrides)
    for (code, schools), number in counts.items():
        if number > 1:
            yield Finding(tuple(sorted(schools)), number, 1, {"rule": code})


def _of(override: Override) -> Finding:
    """Return a finding about an override."""
    return Finding(tuple(override.schools), detail={"rule": override.code})
