"""Chapter ten: risks with the plan's own figures, and what answers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.plan import Alliance
from optimizer.report.blocks import Block, Heading, Para, Table
from optimizer.report.dossier.words import Words, one_line
from optimizer.report.labels import tenth
from optimizer.report.trip_words import TripWords

_PER = 100
_HUNDREDTHS = 100
_OVERSIZED = "C331"
"""Rule on the number of schools in an alliance."""

Risk = tuple[str, str, str]
"""Name of a risk, what the plan shows of it, what answers it."""


def risks(words: Words) -> Iterator[Block]:
    """Yield 风险与应对."""
    yield Heading(words.say("dossier.risks"))
    yield Para(words.say("dossier.risks.told"))
    columns = words.columns(
        ("dossier.col.risk", 1.0),
        ("dossier.col.shown_by", 2.8),
        ("dossier.col.answer", 2.8),
    )
    yield Table(columns, list(_rows(words)))
    if words.material.risks:
        yield Para(words.say("dossier.risks.more"))
    for number, text in enumerate(words.material.risks, start=1):
        said = one_line(text).rstrip("。.")
        yield Para(words.say("dossier.risks.added", n=number, text=said))


def _rows(words: Words) -> Iterator[Risk]:
    yield _row(words, "dilution", "".join(_dilution(words)))
    yield _row(words, "distance", "".join(_distance(words)))
    yield _row(words, "winter", "".join(_winter(words)))
    yield _row(words, "estimate", _estimates(words))
    yield _row(words, "label", _label(words))
    yield _row(words, "oversized", "".join(_oversized(words)))
    if (aim := words.figures.aim) is not None and aim.met is False:
        facts = {"covered": aim.covered, "total": aim.total, "needed": aim.needed}
        yield _row(words, "coverage", words.say("dossier.risk.coverage.shown", **facts))


def _row(words: Words, name: str, shown: str) -> Risk:
    answer = words.say(f"dossier.risk.{name}.answer")
    return words.say(f"dossier.risk.{name}"), shown, answer


@dataclass(frozen=True)
class Load:
    """Load of one core.

    ``ratio`` are its members' pupils for each of its own, ``backbone`` its backbone
    teachers for 100 pupils of all; rounded to the side of the limit, in hundredths.
    """

    alliance: Alliance
    ratio: int
    backbone: int | None


def loads(words: Words) -> list[Load]:
    """Return the loads that can be counted: every number of pupils is stated."""
    by_id = words.case.by_id
    found = []
    for alliance in words.plan.alliances:
        core = by_id.get(alliance.core)
        schools = [by_id.get(m.school_id) for m in alliance.members]
        pupils = [school.pupils for school in schools if school is not None]
        known = [count for count in pupils if count is not None]
        if core is None or not core.pupils or len(known) < len(alliance.members):
            continue
        pooled = core.pupils + sum(known)
        ratio = -(-sum(known) * _HUNDREDTHS // core.pupils)
        thin = None if core.backbone is None else core.backbone * _HUNDREDTHS * _PER
        found.append(Load(alliance, ratio, None if thin is None else thin // pooled))
    return found


def _hundredths(value: int) -> str:
    return f"{value // _HUNDREDTHS}.{value % _HUNDREDTHS:02}"


def _dilution(words: Words) -> Iterator[str]:
    """Yield the heaviest load, the thinnest backbone, and what cannot be counted."""
    found = loads(words)
    limits = words.case.policy.load
    if found:
        most = max(found, key=lambda load: load.ratio)
        yield words.say(
            "dossier.risk.dilution.pupils",
            alliance=words.labels.alliance(most.alliance),
            times=_hundredths(most.ratio),
            limit=f"{limits.pupils_per_core_pupil:g}",
        )
    known = [
        (load.backbone, load.alliance) for load in found if load.backbone is not None
    ]
    if known:
        backbone, alliance = min(known, key=lambda pair: pair[0])
        yield words.say(
            "dossier.risk.dilution.backbone",
            alliance=words.labels.alliance(alliance),
            n=_hundredths(backbone),
            limit=f"{limits.min_backbone_per_100:g}",
        )
    left = len(words.plan.alliances) - len(known)
    if left:
        yield words.say("dossier.risk.dilution.unknown", n=left)


def _distance(words: Words) -> Iterator[str]:
    trips, labels = words.trips, words.labels
    stop = words.say("dossier.stop")
    found = trips.slowest
    if found is not None:
        used, _ = found
        facts = {
            "member": labels.school(used.member.school_id),
            "core": labels.school(used.core),
            "minutes": tenth(used.member.minutes or 0),
        }
        yield words.say("summary.slowest", **facts) + stop
    band = f"{words.case.policy.travel.band_pct:g}"
    source = TripWords(labels).source("band_pct")
    count = {"n": len(trips.borderline), "pairs": len(trips.used)}
    yield words.say("summary.borderline", band=band, source=source, **count) + stop


def _winter(words: Words) -> Iterator[str]:
    trips = words.trips
    stop = words.say("dossier.stop")
    for name in trips.scenarios:
        facts = {"n": len(trips.broken_in(name)), "pairs": len(trips.used)}
        said = TripWords(words.labels).scenario(name)
        yield words.say("summary.scenario", name=said, **facts) + stop
    if not trips.scenarios:
        yield words.say("summary.no_scenario") + stop


def _estimates(words: Words) -> str:
    counts = words.comma(
        words.labels.say("item.pairs", source=source, n=n)
        for source, n in words.labels.travel_counts()
    )
    return words.say("dossier.risk.estimate.shown", counts=counts or words.dash)


def _label(words: Words) -> str:
    """Return how many alliances have recorded what they share."""
    cores = {a.core for a in words.plan.alliances}
    shared = {s.core for s in words.material.sharing if s.facilities or s.subjects}
    facts = {"n": len(cores & shared), "total": len(cores)}
    return words.say("dossier.risk.label.shown", **facts)


def _oversized(words: Words) -> Iterator[str]:
    places = [figures.places for figures in words.figures.alliances]
    facts = {
        "most": max(places, default=0),
        "limit": words.case.policy.size.max_members,
    }
    yield words.say("dossier.risk.oversized.shown", **facts)
    n = sum(o.code == _OVERSIZED for o in words.plan.overrides)
    if n:
        yield words.say("dossier.risk.oversized.overridden", n=n)
