"""The judge: all rules on a plan, or the hard ones on a bare grouping."""

from __future__ import annotations

from collections.abc import Mapping

from optimizer.case import Case
from optimizer.checker import tiers
from optimizer.checker.facts import Facts
from optimizer.checker.rulebook import RULES
from optimizer.checker.view import Violation, view_of_grouping, view_of_plan
from optimizer.domain import Severity
from optimizer.plan import Plan


class Judge:
    """Judges plans and groupings of one case, reading the case only once.

    Parameters
    ----------
    case
        The raw case.

    Attributes
    ----------
    facts
        What the policy says of each school and pair: pool, tags, frozen alliances.

    Notes
    -----
    A grouping is a mapping from school id to the id of its core; a core maps to
    itself, a school outside is left out.
    """

    def __init__(self, case: Case) -> None:
        self.facts = Facts(case)
        self._pair_faults: dict[tuple[str, str], str | None] = {}

    def check(self, plan: Plan) -> list[Violation]:
        """Return every violation of every rule, in the order of the rule table."""
        view = view_of_plan(self.facts, plan)
        return [found for rule in RULES for found in rule.violations(view)]

    def errors_of(self, core_of: Mapping[str, str]) -> list[Violation]:
        """Return the violations of hard rules by a bare grouping."""
        view = view_of_grouping(self.facts, core_of)
        return [
            found
            for rule in RULES
            if rule.severity == Severity.ERROR
            for found in rule.violations(view)
            if found.severity == Severity.ERROR
        ]

    def tier_values(self, core_of: Mapping[str, str]) -> dict[str, int]:
        """Return the value of each tier of the policy for a bare grouping."""
        return tiers.tier_values(view_of_grouping(self.facts, core_of))

    def pair_fault(self, member: str, core: str) -> str | None:
        """Return the first hard rule that keeps a school from joining a core.

        Only what can be told from the two schools: sets S and K, constraints (4)
        and (6), and (8) where the pair would tear or enlarge an approved alliance.
        Size, load, spread and the other pairs are for :meth:`errors_of`.

        Returns
        -------
        str or None
            Code of the rule; ``None`` if the pair is allowed, also for every pair
            of an approved alliance.
        """
        pair = (member, core)
        if pair not in self._pair_faults:
            self._pair_faults[pair] = self._pair_fault(member, core)
        return self._pair_faults[pair]

    def _pair_fault(self, member: str, core: str) -> str | None:
        """Work out :meth:`pair_fault`."""
        facts = self.facts
        if not {member, core} <= facts.schools.keys():
            return "C301"
        if member == core:
            return "C311"
        approved = facts.frozen_core_of
        if member in approved or core in approved:
            is_kept = approved.get(member) == core
            return None if is_kept else "C383"
        for rule in RULES:
            if rule.at_pair is not None and rule.at_pair(facts, member, core):
                return rule.code
        return None


def check_plan(case: Case, plan: Plan) -> list[Violation]:
    """Judge a plan against the raw case: every rule, every violation.

    Parameters
    ----------
    case
        The raw case the plan claims to be about.
    plan
        The plan; fields that are ``None`` claim nothing.

    Returns
    -------
    list of Violation
        Empty for a faultless plan. Errors refuse the plan, warnings are printed.

    See Also
    --------
    Judge : The same with the case read once, for many plans.
    """
    return Judge(case).check(plan)
