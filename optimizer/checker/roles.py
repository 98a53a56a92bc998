"""Rules about who takes part, who leads and who joins: sets S and K, (1) to (4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.checker.facts import Facts
from optimizer.checker.measure import ratio
from optimizer.checker.view import Finding, Group, View


def unknown_school(view: View) -> Iterator[Finding]:
    """Set S: an alliance has only schools of the school table."""
    for group in view.claimed:
        for school_id in (group.core, *group.members):
            if school_id not in view.facts.schools:
                yield Finding((school_id,), value=group.core)


def excluded_school(facts: Facts, school_id: str) -> Finding | None:
    """Set S: a school the policy leaves out takes no part.

    Items 7 and 30, trap T8: types outside compulsory education, schools not in use,
    州直 and private schools, unless the policy includes them.
    """
    code = facts.excluded.get(school_id)
    return None if code is None else Finding((school_id,), value=code)


def led_against_wish(facts: Facts, core: str) -> Finding | None:
    """Set K, (8): a school with a ``not_core`` wish does not lead."""
    return Finding((core,)) if core in facts.not_core else None


def led_against_will(facts: Facts, core: str) -> Finding | None:
    """Set K: a school that declined does not lead (item 10, 合作意愿).

    Where ``roles.require_will_lead`` is set, a blank is not enough either.
    """
    will = facts.schools[core].will_lead
    allowed = (
        will is True if facts.policy.roles.require_will_lead else will is not False
    )
    return None if allowed else Finding((core,), value=_yes_no(will))


def led_by_type(facts: Facts, core: str) -> Finding | None:
    """Set K: only the types in ``roles.core_types`` lead; a 教学点 does not."""
    roles, type_code = facts.policy.roles, facts.schools[core].type_code
    if type_code in roles.core_types:
        return None
    return Finding((core,), value=type_code, limit=" ".join(roles.core_types))


def led_without_quality(facts: Facts, core: str) -> Finding | None:
    """Set K: the core is 1所优质义务教育学校 (item 8), or a graduate by (15).

    A ``core`` wish decides first, then the ``core`` column, then the grade, then the
    seven indicators where no grade is given.
    """
    if _is_quality(facts, core) or is_graduate(facts, core):
        return None
    grades = " ".join(facts.policy.roles.core_grades)
    return Finding((core,), value=facts.schools[core].quality, limit=grades)


def _is_quality(facts: Facts, core: str) -> bool:
    """Tell whether a school is one of quality by wish, column, grade or figures."""
    return _quality_by(facts, core) is not None


def _quality_by(facts: Facts, core: str) -> str | None:
    """Return why a school is one of quality, if it is.

    优质 by its grade, or by passing the seven indicators where grades are not given;
    with 辐射能力 where ``quality.reach_for`` asks for it: a grade is overruled only by
    figures that are there.
    """
    school, rules = facts.schools[core], facts.policy.quality
    if core in facts.core_wished:
        return "wish"
    if school.core is not None:
        return "table" if school.core else None
    can_radiate = _can_radiate(facts, core)
    if school.quality in facts.policy.roles.core_grades:
        falls = "grade" in rules.reach_for and can_radiate is False
        return None if falls else "grade"
    if "indicators" in rules.reach_for and not can_radiate:
        return None
    return "indicators" if facts.measures.is_quality(school) else None


def _can_radiate(facts: Facts, core: str) -> bool | None:
    """Tell whether a school has 辐射能力; ``None`` if its figures leave it open.

    Enough pupils of its own, and as many backbone teachers for them as constraint (5)
    asks for with the members.
    """
    school, policy = facts.schools[core], facts.policy
    if school.pupils is None:
        return None
    if school.pupils < policy.quality.lead_min_pupils:
        return False
    if school.backbone is None:
        return None
    want, part = ratio(policy.load.min_backbone_per_100)
    return school.backbone * 100 * part >= want * school.pupils


def lead_rule(facts: Facts, core: str) -> str | None:
    """Return the rule by which a school leads; ``None`` if it has none."""
    if core in facts.frozen:
        return "frozen"
    rule = _quality_by(facts, core)
    return "graduate" if rule is None and is_graduate(facts, core) else rule


def is_graduate(facts: Facts, school_id: str) -> bool:
    """Tell whether a school may lead only after it was a member (item 16).

    成员学校达到一定条件后,可作为牵头学校另行组建新的教联体: the condition is a grade in
    ``roles.graduate_grades``; a filled ``core`` column wins. There must be a phase
    to be a member in before the one to lead in.
    """
    school, rules = facts.schools[school_id], facts.policy.roles
    return (
        rules.graduates_may_lead
        and len(facts.policy.coverage.phases) > 1
        and school.core is None
        and school.quality in rules.graduate_grades
        and not _is_quality(facts, school_id)
    )


def may_lead(facts: Facts, school_id: str) -> bool:
    """Tell whether a school belongs to K in its own right, not as a graduate.

    A frozen alliance leads regardless.
    """
    if school_id in facts.frozen_core_of:
        return school_id in facts.frozen
    rules = (
        excluded_school,
        led_against_wish,
        led_against_will,
        led_by_type,
    )
    allowed = all(rule(facts, school_id) is None for rule in rules)
    return allowed and _is_quality(facts, school_id)


def one_role(view: View) -> Iterator[Finding]:
    """(1) A school has at most one role in all alliances (DOMAIN A7)."""
    roles = Counter(m for group in view.claimed for m in group.members)
    roles.update(group.core for group in view.claimed if group.leads)
    for school_id, num_roles in sorted(roles.items()):
        if num_roles > 1:
            yield Finding((school_id,), value=num_roles, limit=1)


def core_leads(view: View) -> Iterator[Finding]:
    """(2) A school joins only a core that leads.

    Only a bare grouping can break it: in a plan file the core of an alliance leads.
    """
    for group in view.groups:
        if not group.leads:
            yield Finding((group.core, *group.members))


def places(facts: Facts, group: Group) -> Iterator[Finding]:
    """(3) An alliance has at most ``size.max_members`` places taken, inclusive.

    Item 9: 原则上…成员学校(分校区)数量不超过5所. Whether the core and teaching points
    count is the policy's reading (A1, A3). Beyond the ceiling, C332 says so instead.
    """
    size, taken = facts.policy.size, _taken(facts, group)
    if size.max_members < taken <= size.absolute_ceiling:
        yield Finding((group.core, *group.members), taken, size.max_members)


def ceiling(facts: Facts, group: Group) -> Iterator[Finding]:
    """(3) An alliance takes at most ``size.absolute_ceiling`` places, inclusive.

    A suggested value (A2), but one that no reason sets aside.
    """
    most, taken = facts.policy.size.absolute_ceiling, _taken(facts, group)
    if taken > most:
        yield Finding((group.core, *group.members), taken, most)


def _taken(facts: Facts, group: Group) -> int:
    """Count the places an alliance takes."""
    counted = group.members
    if facts.policy.size.core_counts:
        counted = (group.core, *group.members)
    return sum(facts.unit(school_id) for school_id in counted)


def some_member(_: Facts, group: Group) -> Iterator[Finding]:
    """(4) An alliance has at least one member (item 9: 1所或若干所)."""
    if not group.members:
        yield Finding((group.core,), value=0, limit=1)


def tagged(facts: Facts, member: str) -> Finding | None:
    """(4) A member is 农村, 薄弱 or 新建 unless the policy allows others (item 8)."""
    if facts.tags[member] or not facts.policy.pairing.members_need_tag:
        return None
    return Finding((member,))


def not_a_core(facts: Facts, member: str) -> Finding | None:
    """(4) A school that may lead joins only if ``roles.core_may_join`` (item 16)."""
    if facts.policy.roles.core_may_join or not may_lead(facts, member):
        return None
    return Finding((member,))


def joined_against_will(facts: Facts, member: str) -> Finding | None:
    """(4) A school that declined is no member (item 10, 合作意愿).

    A blank is no refusal.
    """
    declined = facts.schools[member].will_join is False
    return Finding((member,)) if declined else None


def _yes_no(will: bool | None) -> str | None:
    """Return the column's word for a wish, ``None`` for a blank."""
    return None if will is None else "yes" if will else "no"
