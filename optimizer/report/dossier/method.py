"""Chapter three: how the plan was made, in plain words and no more than proven."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.plan import Status, Tier
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.words import Words
from optimizer.report.labels import tenth

_SECONDS_PER_MINUTE = 60
_ORDER = "weight"
"""Unit of the tier that only makes the optimum unique: its value says nothing."""


def method(words: Words) -> Iterator[Block]:
    """Yield 编制方法: data, who leads, who is helped, limits, aims, proof, check."""
    yield Heading(words.say("dossier.method"))
    yield from _section(words, "dossier.method.data", _data(words))
    yield from _section(words, "dossier.method.lead", _lead(words))
    yield from _section(words, "dossier.method.help", _help(words))
    yield from _section(words, "dossier.method.rules", "".join(_rules(words)))
    yield from _section(words, "dossier.method.aims", words.say("dossier.aims.told"))
    if words.plan.tiers:
        yield _tiers(words)
    yield from _section(words, "dossier.method.proof", "".join(_proof(words)))
    yield from _section(words, "dossier.method.check", words.say("dossier.check.told"))


def _section(words: Words, code: str, text: str) -> Iterator[Block]:
    yield Heading(words.say(code), 2)
    yield Para(text)


def _data(words: Words) -> str:
    labels = words.labels
    sources = words.comma(
        labels.say("item.pairs", source=source, n=n)
        for source, n in labels.travel_counts()
    )
    direction = labels.named("direction", words.case.policy.travel.direction)
    told = words.say(
        "dossier.data.told",
        schools=len(words.case.schools),
        excluded=words.figures.excluded,
        sources=sources or words.dash,
        direction=direction,
    )
    conditions = labels.conditions()
    stop = words.say("dossier.stop")
    return told + (f"{conditions}{stop}" if conditions else "")


def _lead(words: Words) -> str:
    roles, quality = words.case.policy.roles, words.case.policy.quality
    types = words.comma(map(words.labels.school_type, roles.core_types))
    grades = words.comma(
        words.labels.named("dossier.grade", g) for g in roles.core_grades
    )
    told = words.say("dossier.lead.told", types=types, grades=grades or words.dash)
    told += words.say(f"dossier.lead.{quality.lead_without_grade}")
    if roles.require_will_lead:
        told += words.say("dossier.lead.will")
    if roles.graduates_may_lead:
        told += words.say("dossier.lead.graduates")
    return told


def _help(words: Words) -> str:
    policy = words.case.policy
    code = (
        "dossier.help.tags" if policy.pairing.members_need_tag else "dossier.help.any"
    )
    told = words.say(code) + words.say(
        "dossier.help.kinds", years=policy.roles.new_within_years
    )
    if policy.roles.core_may_join:
        told += words.say("dossier.help.cores")
    return told


def _rules(words: Words) -> Iterator[str]:
    """Yield a sentence for each rule in force."""
    policy = words.case.policy
    travel, load = policy.travel, policy.load
    counts = (
        "dossier.rules.core_in" if policy.size.core_counts else "dossier.rules.core_out"
    )
    core = words.say(counts)
    yield words.say("dossier.rules.size", n=policy.size.max_members, core=core)
    yield words.say(
        "dossier.rules.travel",
        minutes=f"{travel.max_minutes:g}",
        km=f"{travel.max_km:g}",
        between=f"{travel.member_to_member_max_minutes:g}",
    )
    if "pupils" in load.rules:
        times = f"{load.pupils_per_core_pupil:g}"
        yield words.say("dossier.rules.pupils", times=times)
    if "backbone" in load.rules:
        n = f"{load.min_backbone_per_100:g}"
        yield words.say("dossier.rules.backbone", n=n)
    if not policy.scope.cross_county:
        yield words.say("dossier.rules.county")
    if policy.pairing.stages == "overlap":
        yield words.say("dossier.rules.stage")
    yield words.say("dossier.rules.wishes")
    if policy.pairing.freeze_existing:
        yield words.say("dossier.rules.frozen")
    yield words.say("dossier.rules.limits")


def _tiers(words: Words) -> Table:
    columns = words.columns(
        ("col.number", 0.5, "centre"),
        ("dossier.col.aim", 2.0),
        ("col.sense", 1.0, "centre"),
        ("col.value", 1.4, "right"),
        ("col.proven", 1.0, "centre"),
        ("col.gap", 0.8, "right"),
    )
    rows = [
        _tier(words, number, tier)
        for number, tier in enumerate(words.plan.tiers or (), start=1)
    ]
    return Table(columns, rows)


def _tier(words: Words, number: int, tier: Tier) -> tuple[str, ...]:
    labels = words.labels
    if tier.unit == _ORDER:
        value = words.dash
    elif tier.unit == "seconds":
        minutes = tenth(tier.value / _SECONDS_PER_MINUTE)
        value = f"{minutes} {words.say('tier.unit.minutes')}"
    else:
        value = f"{tier.value} {labels.named('tier.unit', tier.unit)}"
    return (
        str(number),
        labels.named("tier", tier.name),
        labels.named("tier.sense", tier.sense),
        value,
        words.say("tier.proven" if tier.proven else "tier.open"),
        labels.gap(tier.gap),
    )


def _proof(words: Words) -> Iterator[str]:
    """Yield how sure the plan is, and how sure its phases are."""
    status = words.plan.status
    known = status in (Status.OPTIMAL, Status.FEASIBLE)
    code = f"dossier.proof.{status}" if known else "dossier.proof.none"
    yield words.say(code, status=words.labels.status())
    tiers = words.plan.phase_tiers
    if not words.plan.phases or not tiers:
        return
    still_open = [t.name for t in tiers if not t.proven]
    names = dict.fromkeys(words.labels.named("phase.tier", n) for n in still_open)
    code = "summary.phase_open" if still_open else "summary.phase_proven"
    yield words.say(code, tiers=words.comma(names))
