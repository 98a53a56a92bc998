"""What a version must have before it moves on: one table, one small check a demand.

A check gets the dossiers of the version and its ancestors, newest first, and yields
one sentence for each thing that is missing, with what to do. Sources: DOMAIN items 19
(four groups, what was adopted), 20 (experts) and 21 (approval), part 2.5 (order of
the stages, public notice); numbers come from ``[approval]`` of the policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from optimizer.checker import Violation, check_plan
from optimizer.domain import Severity
from optimizer.dossier import MUST_BE_HEARD, Dossier, OpinionRow, Stage, is_day
from optimizer.errors import Phrase
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.project.sentences import Sentence, Words
from optimizer.project.wording import working_days
from optimizer.report.labels import plain

Check = Callable[[Sequence[Dossier]], Iterator[Sentence]]

_AGREE, _AGREE_IF = "agree", "agree_if"


def checker_is_clean(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand a plan in which the independent checker finds no error."""
    case, plan = dossiers[0].case, dossiers[0].plan
    names = {school.school_id: plain(school.name) for school in case.schools}
    for found in check_plan(case, plan):
        if found.severity is Severity.ERROR:
            yield Sentence("J401", rule=found.code, reason=_Said(found, names))


def overrides_have_reasons(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand a written reason for every rule people set aside (A2)."""
    for override in dossiers[0].plan.overrides:
        if not override.reason.strip():
            names = "、".join(_school(dossiers[0], s) for s in override.schools)
            yield Sentence("J402", rule=plain(override.code), schools=names)


def groups_are_heard(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand that all four groups were heard on every alliance (item 19).

    An opinion on an ancestor counts for an alliance whose core and members have been
    the same in every version since.
    """
    newest = dossiers[0]
    heard = [_missing_groups(dossier) for dossier in dossiers]
    for alliance in newest.plan.alliances:
        core = alliance.core
        same = versions_unchanged(dossiers, core)
        left = set(MUST_BE_HEARD)
        for missing in heard[:same]:
            left &= missing.get(core, left)
        if not left:
            continue
        was_heard = any(core in missing for missing in heard[same:])
        groups = Words(f"opinion.group.{g}" for g in MUST_BE_HEARD if g in left)
        code = "J404" if was_heard else "J403"
        yield Sentence(code, core=_school(newest, core), groups=groups)


def opinions_are_answered(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand what became of each opinion, and a reason where it was not all adopted."""
    for dossier in dossiers:
        open_ones = [o for o in dossier.opinions if not o.taken]
        unexplained = [
            o for o in dossier.opinions if o.taken in ("no", "partly") and not o.why
        ]
        yield from _by_alliance(dossier, open_ones, "J405")
        yield from _by_alliance(dossier, unexplained, "J406")


def experts_agreed(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand the record of an expert review that does not refuse the plan (item 20)."""
    review = dossiers[0].material.review
    if review is None:
        yield Sentence("J407")
        return
    least = dossiers[0].case.policy.approval.review_min_experts
    named = len({e.name.strip() for e in review.experts} - {""})
    if not is_day(review.date):
        yield Sentence("J408", value=plain(review.date))
    if named < least:
        yield Sentence("J409", number=named, least=least)
    if review.conclusion not in (_AGREE, _AGREE_IF):
        yield Sentence("J410")
    if review.conclusion == _AGREE_IF and not _any(*review.conditions):
        yield Sentence("J411")


def office_is_named(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand the office that speaks, and whom the public may write to."""
    material = dossiers[0].material
    if not _any(material.office):
        yield Sentence("J412")
    contact = material.contact
    if not _any(contact.address, contact.phone, contact.email):
        yield Sentence("J413")


def notice_was_held(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand a public notice that was long enough, and its result (part 2.5)."""
    notice = dossiers[0].material.notice
    if notice is None:
        yield Sentence("J414")
        return
    least = dossiers[0].case.policy.approval.notice_min_working_days
    is_period = is_day(notice.start) and is_day(notice.end)
    if not is_period or notice.end < notice.start:
        yield Sentence("J419", start=plain(notice.start), end=plain(notice.end))
    elif (days := working_days(notice.start, notice.end)) < least:
        yield Sentence("J415", number=days, least=least)
    if not _any(notice.result):
        yield Sentence("J416")


def approval_is_recorded(dossiers: Sequence[Dossier]) -> Iterator[Sentence]:
    """Demand who approved, by which document, and when, not before the notice ended."""
    material = dossiers[0].material
    approval, notice = material.approval, material.notice
    if approval is None or not (_any(approval.by) and _any(approval.number)):
        yield Sentence("J417")
    if approval is None:
        return
    if not is_day(approval.date):
        yield Sentence("J420", value=plain(approval.date))
    elif notice is not None and is_day(notice.end) and approval.date < notice.end:
        yield Sentence("J418", value=approval.date, limit=notice.end)


CHECKS: Final[Mapping[Stage, tuple[Check, ...]]] = {
    Stage.CONSULTATION: (checker_is_clean, overrides_have_reasons),
    Stage.REVIEW: (groups_are_heard, opinions_are_answered),
    Stage.SUBMISSION: (experts_agreed,),
    Stage.NOTICE: (checker_is_clean, overrides_have_reasons, office_is_named),
    Stage.APPROVED: (notice_was_held, approval_is_recorded),
}
"""What must be complete before a version enters a stage."""


def missing_for(
    stages: Sequence[Stage], dossiers: Sequence[Dossier]
) -> tuple[Sentence, ...]:
    """Return all that is missing for some stages, each check made once.

    Parameters
    ----------
    stages
        Stages to be entered, those jumped over included.
    dossiers
        The version first, then its parent, and so on.
    """
    checks = dict.fromkeys(check for stage in stages for check in CHECKS[stage])
    return tuple(sentence for check in checks for sentence in check(dossiers))


class _Said(Phrase):
    """The checker's own sentence on a violation, with the names of schools."""

    def __init__(self, found: Violation, names: Mapping[str, str]) -> None:
        super().__init__(found.code)
        self._found, self._names = found, names

    def render(self, lang: Lang) -> str:
        """Return the text."""
        return self._found.render(lang, self._names)


def _missing_groups(dossier: Dossier) -> dict[str, set[str]]:
    """Return the groups not heard on each alliance that anybody spoke of."""
    return {
        row.core: {str(group) for group in row.missing}
        for row in dossier.heard
        if sum(row.counts.values())
    }


def versions_unchanged(dossiers: Sequence[Dossier], core: str) -> int:
    """Return in how many versions from the newest an alliance has the same schools."""
    wanted = _schools_of(dossiers[0].plan, core)
    number = 0
    for dossier in dossiers:
        if _schools_of(dossier.plan, core) != wanted:
            break
        number += 1
    return number


def _schools_of(plan: Plan, core: str) -> frozenset[str]:
    for alliance in plan.alliances:
        if alliance.core == core:
            return frozenset((core, *(m.school_id for m in alliance.members)))
    return frozenset()


def _by_alliance(
    dossier: Dossier, rows: Sequence[OpinionRow], code: str
) -> Iterator[Sentence]:
    """Yield one sentence for each alliance that opinions are about."""
    version = dossier.version.name if dossier.version else "-"
    for core, number in Counter(row.core for row in rows).items():
        about: Phrase | str = Sentence("opinion.outside")
        if core is not None:
            about = Sentence("alliance.name", core=_school(dossier, core))
        yield Sentence(code, version=plain(version), alliance=about, number=number)


def _school(dossier: Dossier, school_id: str) -> str:
    found = dossier.case.by_id.get(school_id)
    return plain(school_id if found is None else found.name)


def _any(*texts: str) -> bool:
    """Tell whether at least one text says something."""
    return any(text.strip() for text in texts)
