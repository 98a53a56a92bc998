"""Rules people set aside, in words: what every file prints of them (DOMAIN A2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.report.labels import Labels, plain


@dataclass(frozen=True)
class OverrideLine:
    """One rule set aside: its code and words, the schools, why, and who decided."""

    code: str
    rule: str
    schools: str
    reason: str
    by: str


def override_lines(labels: Labels) -> Iterator[OverrideLine]:
    """Yield the overrides of a plan in its order; names and reasons are plain text."""
    for override in labels.plan.overrides:
        names = (labels.school(school_id) for school_id in override.schools)
        yield OverrideLine(
            plain(override.code),
            rule_words(labels, override.code),
            labels.say("list.comma").join(names),
            plain(override.reason),
            plain(override.by or labels.say("override.nobody")),
        )


def rule_words(labels: Labels, code: str) -> str:
    """Return a rule that yields in words, with its limit; other codes as they are."""
    size, travel = labels.case.policy.size, labels.case.policy.travel
    facts = {
        "places": size.max_members,
        "ceiling": size.absolute_ceiling,
        "minutes": f"{travel.max_minutes:g}",
        "km": f"{travel.max_km:g}",
        "apart": f"{travel.member_to_member_max_minutes:g}",
    }
    return labels.told(f"override.rule.{code}", facts, "code.unknown")
