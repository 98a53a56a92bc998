"""The one table of all rules: number in DESIGN part 4, code, severity, function.

``C30x`` sets S and K; ``C31x`` to ``C38x`` constraints (1) to (8), by the middle
digit; ``C39x`` constraints (9) and (10); ``C41x`` to ``C45x`` constraints (11) to
(15), by the middle digit; ``C5xx`` claims of a plan file.
A code never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from optimizer.checker import (
    claims,
    figures,
    graduates,
    kinds,
    overrides,
    phase_figures,
    phases,
    reach,
    roles,
    wishes,
)
from optimizer.checker.facts import Facts
from optimizer.checker.overrides import Yielding, override_of
from optimizer.checker.view import Finding, Group, View, Violation
from optimizer.domain import Severity
from optimizer.plan import Plan

SchoolCheck = Callable[[Facts, str], Finding | None]
PairCheck = Callable[[Facts, str, str], Finding | None]
GroupCheck = Callable[[Facts, Group], Iterator[Finding]]
ViewCheck = Callable[[View], Iterator[Finding]]
PlanCheck = Callable[[View, Plan], Iterator[Finding]]
OverrideCheck = Callable[[Yielding, View, Plan], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the judge.

    Parameters
    ----------
    number
        ``S``, ``K``, ``1`` to ``15`` as in DESIGN part 4, or ``claim``.
    code
        Stable code; its sentences are in :mod:`optimizer.messages.checks`.
    severity
        Severity unless a finding is about an approved alliance.
    check
        The rule's own function; its docstring is the rule in words.
    find
        Applies the rule to a whole view.
    at_pair
        Applies it to one (member, core), where it can be told from a pair alone.
    yields
        Whether people may set it aside for some schools with a written reason (A2:
        原则上). Its error is a warning there; see :mod:`optimizer.checker.overrides`.
    """

    number: str
    code: str
    severity: Severity
    check: Callable[..., object]
    find: ViewCheck
    at_pair: PairCheck | None = None
    yields: bool = False

    @property
    def summary(self) -> str:
        """First line of the rule's docstring."""
        return (self.check.__doc__ or "").strip().partition("\n")[0]

    def violations(self, view: View) -> Iterator[Violation]:
        """Give every violation of this rule in a view."""
        for found in self.find(view):
            override = None
            if self.yields and not found.is_soft:
                override = override_of(view.plan, self.code, found)
            is_warning = found.is_soft or override is not None
            yield Violation(
                self.code,
                Severity.WARNING if is_warning else self.severity,
                found.schools,
                found.value,
                found.limit,
                found.detail,
                override,
            )


def _of_school(number: str, code: str, check: SchoolCheck) -> Rule:
    """Make a rule about any school of an alliance."""

    def find(view: View) -> Iterator[Finding]:
        for group in view.groups:
            for school_id in (group.core, *group.members):
                yield from _some(check(view.facts, school_id))

    def at_pair(facts: Facts, member: str, core: str) -> Finding | None:
        return check(facts, member) or check(facts, core)

    return Rule(number, code, Severity.ERROR, check, find, at_pair)


def _of_core(number: str, code: str, check: SchoolCheck) -> Rule:
    """Make a rule about cores; the core of an approved alliance leads regardless."""

    def find(view: View) -> Iterator[Finding]:
        for group in view.groups:
            if group.core not in view.facts.frozen:
                yield from _some(check(view.facts, group.core))

    def at_pair(facts: Facts, _: str, core: str) -> Finding | None:
        return check(facts, core)

    return Rule(number, code, Severity.ERROR, check, find, at_pair)


def _of_member(number: str, code: str, check: SchoolCheck) -> Rule:
    """Make a rule about members; a warning in an approved alliance."""

    def at_pair(facts: Facts, member: str, _: str) -> Finding | None:
        return check(facts, member)

    return replace(_of_pair(number, code, at_pair), check=check)


def _of_pair(number: str, code: str, check: PairCheck) -> Rule:
    """Make a rule about a member and its core; a warning in an approved alliance."""

    def find(view: View) -> Iterator[Finding]:
        for group in view.groups:
            for member in group.members:
                found = check(view.facts, member, group.core)
                yield from _softened(view, group, _some(found))

    return Rule(number, code, Severity.ERROR, check, find, check)


def _of_group(number: str, code: str, check: GroupCheck) -> Rule:
    """Make a rule about an alliance; a warning for an approved one."""

    def find(view: View) -> Iterator[Finding]:
        for group in view.groups:
            yield from _softened(view, group, check(view.facts, group))

    return Rule(number, code, Severity.ERROR, check, find)


def _of_view(
    number: str, code: str, check: ViewCheck, severity: Severity = Severity.ERROR
) -> Rule:
    """Make a rule about the grouping as a whole."""
    return Rule(number, code, severity, check, check)


def _of_plan(
    code: str,
    check: PlanCheck,
    severity: Severity = Severity.ERROR,
    number: str = "claim",
) -> Rule:
    """Make a rule about the claims of a plan file; a bare grouping claims nothing."""

    def find(view: View) -> Iterator[Finding]:
        if view.plan is not None:
            yield from check(view, view.plan)

    return Rule(number, code, severity, check, find)


def _yields(rule: Rule) -> Rule:
    """Let people set a rule aside."""
    return replace(rule, yields=True)


def _of_overrides(code: str, check: OverrideCheck) -> Rule:
    """Make a rule about the overrides a plan file states."""

    def find(view: View) -> Iterator[Finding]:
        if view.plan is not None and view.plan.overrides:
            yielding = {rule.code: rule.find for rule in RULES if rule.yields}
            yield from check(yielding, view, view.plan)

    return Rule("claim", code, Severity.ERROR, check, find)


def _some(found: Finding | None) -> Iterator[Finding]:
    """Give a finding if there is one."""
    if found is not None:
        yield found


def _softened(
    view: View, group: Group, findings: Iterator[Finding]
) -> Iterator[Finding]:
    """Soften what is found in an approved alliance: it is exempt from (3) to (7)."""
    is_frozen = group.core in view.facts.frozen
    for found in findings:
        yield replace(found, is_soft=True) if is_frozen else found


RULES: tuple[Rule, ...] = (
    _of_view("S", "C301", roles.unknown_school),
    _of_school("S", "C302", roles.excluded_school),
    _of_core("K", "C303", roles.led_against_wish),
    _of_core("K", "C304", roles.led_against_will),
    _of_core("K", "C305", roles.led_by_type),
    _of_core("K", "C306", roles.led_without_quality),
    _of_view("1", "C311", roles.one_role),
    _of_view("2", "C321", roles.core_leads),
    _yields(_of_group("3", "C331", roles.places)),
    _of_group("3", "C332", roles.ceiling),
    _of_group("4", "C341", roles.some_member),
    _yields(_of_member("4", "C342", roles.tagged)),
    _of_member("4", "C343", roles.not_a_core),
    _of_member("4", "C344", roles.joined_against_will),
    _yields(_of_group("5", "C351", reach.load)),
    replace(_of_group("5", "C352", reach.load_unbounded), severity=Severity.WARNING),
    _of_pair("6", "C361", reach.same_county),
    _of_pair("6", "C362", reach.common_stage),
    _of_pair("6", "C363", reach.not_refused),
    _yields(_of_pair("6", "C364", reach.route_known)),
    _yields(_of_pair("6", "C365", reach.minutes_within)),
    _yields(_of_pair("6", "C366", reach.km_within)),
    _yields(_of_pair("6", "C367", reach.not_borderline)),
    _yields(_of_group("7", "C371", reach.spread)),
    _yields(_of_group("7", "C372", reach.spread_known)),
    _of_view("8", "C381", wishes.kept_together),
    _of_view("8", "C382", wishes.kept_apart),
    _of_view("8", "C383", wishes.kept_frozen),
    _of_view("8", "C384", wishes.core_wish_met, Severity.WARNING),
    _of_view("9", "C391", wishes.county_floor, Severity.WARNING),
    _of_plan("C392", claims.demonstrators, Severity.WARNING, "9"),
    _of_view("10", "C395", wishes.coverage_target, Severity.WARNING),
    _of_plan("C411", phases.year_is_phase, number="11"),
    _of_plan("C412", phases.joined_after_start, number="11"),
    _of_plan("C413", phases.some_member_each_year, number="11"),
    _of_plan("C414", phases.together_at_once, number="11"),
    _of_plan("C415", phases.approved_from_start, number="11"),
    _of_plan("C416", phases.stated_whole, number="11"),
    _of_plan("C421", phases.phase_coverage, Severity.WARNING, "12"),
    _of_plan("C431", phases.demonstrators_first, number="13"),
    _of_plan("C441", phases.yearly_budget, Severity.WARNING, "14"),
    _of_plan("C451", graduates.host_named, number="15"),
    _of_plan("C452", graduates.hosted_before, number="15"),
    _of_plan("C453", graduates.host_runs, number="15"),
    _of_plan("C454", graduates.host_in_reach, number="15"),
    _of_plan("C455", graduates.host_within_limits, number="15"),
    _of_plan("C500", claims.schema),
    _of_plan("C501", claims.none_missing),
    _of_plan("C502", claims.listed_once),
    _of_plan("C503", claims.known_ids),
    _of_plan("C504", claims.excluded_takes_part),
    _of_plan("C505", claims.exclusion_code),
    _of_plan("C506", claims.uncovered_takes_part),
    _of_plan("C510", claims.distinct_alliance_ids),
    _of_plan("C511", claims.county_of_alliance),
    _of_plan("C512", claims.minutes_true),
    _of_plan("C513", claims.km_true),
    _of_plan("C514", claims.travel_source_true),
    _of_plan("C515", claims.uncovered_minutes_true),
    _of_plan("C516", claims.tags_true),
    _of_plan("C517", claims.merged_is_close),
    _of_plan("C518", claims.next_best_true),
    _of_plan("C519", claims.tag_rules_true),
    _of_plan("C520", claims.core_rule_true),
    _of_plan("C521", figures.tier_order),
    _of_plan("C522", figures.tier_value),
    _of_plan("C523", figures.tier_sense),
    _of_plan("C524", figures.tier_bound),
    _of_plan("C525", figures.tier_proof),
    _of_plan("C526", figures.tier_gap),
    _of_plan("C527", figures.optimal_is_proven),
    _of_plan("C531", figures.coverage_row_known),
    _of_plan("C532", figures.coverage_true),
    _of_plan("C533", figures.coverage_pct),
    _of_plan("C534", figures.coverage_needed),
    _of_plan("C535", figures.coverage_met),
    _of_plan("C541", figures.fingerprints),
    _of_plan("C551", phase_figures.rows_known),
    _of_plan("C552", phase_figures.row_needed),
    _of_plan("C553", phase_figures.row_covered),
    _of_plan("C554", phase_figures.row_met),
    _of_plan("C555", phase_figures.row_new),
    _of_plan("C556", phase_figures.tiers_known),
    _of_plan("C557", phase_figures.tier_values_true),
    _of_plan("C561", kinds.merged_meets_rule),
    _of_plan("C562", kinds.advice_true),
    _of_plan("C563", kinds.advice_figures_true),
    _of_plan("C564", kinds.type_in_force),
    _of_plan("C565", kinds.choice_reasoned),
    _of_plan("C566", kinds.choice_kept),
    _of_plan("C567", kinds.choice_departs, Severity.WARNING),
    _of_overrides("C571", overrides.reasoned),
    _of_overrides("C572", overrides.of_yielding_rule),
    _of_overrides("C573", overrides.overrides_something),
    _of_overrides("C574", overrides.stated_once),
)
"""Every rule, in the order violations are reported.

What yields is ``原则上`` in the policy (size), or a limit that is no policy but a
suggested value (建议值): load, reach, spread; and the tags of a member, as there is
强强联合 (item 8). What does not: facts (one role, county, stage, exclusion), a school's
own word (will, refusal), the pair table and approved alliances. There the remedy is to
change the fact, the table or the policy's switch, so that every run sees it.
"""


def rules_by_number() -> dict[str, tuple[Rule, ...]]:
    """Return the rules of each constraint number, in the order of the table."""
    numbers = dict.fromkeys(rule.number for rule in RULES)
    return {n: tuple(rule for rule in RULES if rule.number == n) for n in numbers}
