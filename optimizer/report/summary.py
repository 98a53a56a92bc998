"""The plan on a page of Markdown: what was found, how sure, and who stays outside.

Names from files are escaped, so that they stay text in every Markdown reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from optimizer.case import Case
from optimizer.evidence import Evidence
from optimizer.messages import Lang
from optimizer.plan import Alliance, CoverageRow, IssueRow, Member, Plan
from optimizer.policy import Source
from optimizer.report.balance_words import balance_lines
from optimizer.report.kept import Kept, kept_of, told
from optimizer.report.labels import Labels, plain, share, tenth
from optimizer.report.override_words import override_lines
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import NO_EVIDENCE, Trips

_MARKS = re.compile(r"([\\`*_\[\]#|~$])")
_LINKS = re.compile(r"://|(?<=www)\.", re.IGNORECASE)
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"})
_SECONDS_PER_MINUTE = 60


def escape(text: object) -> str:
    r"""Return text that Markdown shows as it is: no mark-up, HTML, link or new line.

    It is meant for the middle of a line: what would open a list is left alone.

    Examples
    --------
    >>> escape("<b>*x*</b>"), escape("http://a.b"), escape("a\nb")
    ('&lt;b&gt;\\*x\\*&lt;/b&gt;', 'http&#58;//a.b', 'a b')
    """
    line = " ".join(plain(text).split())
    marked = _MARKS.sub(r"\\\1", line).translate(_HTML)
    return _LINKS.sub(_entity, marked)


def _entity(found: re.Match[str]) -> str:
    return "&#58;//" if found[0] == "://" else "&#46;"


def summary_markdown(
    case: Case, plan: Plan, lang: Lang = "zh", evidence: Evidence = NO_EVIDENCE
) -> str:
    """Return the summary of a plan.

    Parameters
    ----------
    case
        The facts the plan was made from.
    plan
        The plan; parts it does not claim are left out or said to be none.
    lang
        Language of headings and sentences. Names and notes stay as written.
    evidence
        Routes of the trips used, and the trips in other scenarios.

    Returns
    -------
    str
        Markdown with a final newline. The same case and plan give the same text.
    """
    page = _Page(Labels(case, plan, lang), Trips(case, plan, evidence))
    sections = (
        page.head(),
        page.section("coverage", page.coverage()),
        page.section("phases", page.phases()),
        page.section("tiers", page.tiers()),
        page.section("alliances", page.alliances()),
        *page.overrides(),
        *page.against_before(),
        page.section("evidence", page.evidence()),
        page.section("balance", balance_lines(page.labels)),
        page.section("uncovered", page.uncovered()),
        page.section("excluded", page.excluded()),
        page.section("warnings", page.warnings()),
        page.section("policy", page.suggested()),
        page.section("sources", page.sources()),
        page.section("statements", page.statements()),
    )
    return "\n".join(line for section in sections for line in section) + "\n"


class _Page:
    """Sections of the page, each a run of lines."""

    def __init__(self, labels: Labels, trips: Trips) -> None:
        self._labels = self.labels = labels
        self._trips = trips
        self._words = TripWords(labels)
        self._plan = labels.plan
        self._policy = labels.case.policy

    def section(self, name: str, lines: Iterable[str]) -> Iterator[str]:
        """Yield a heading and its lines, or that there are none."""
        found = list(lines)
        yield ""
        yield f"## {self._labels.say(f'summary.{name}')}"
        yield ""
        yield from found or [self._labels.say("summary.none")]

    def head(self) -> Iterator[str]:
        """Yield title, notice, version, status and counts."""
        labels, plan = self._labels, self._plan
        yield f"# {escape(labels.title())}"
        yield ""
        if self._policy.report.notice:
            yield f"> **{escape(self._policy.report.notice)}**"
            yield ""
        yield f"- {labels.say('meta.version', version=escape(plan.version))}"
        yield f"- {labels.say('meta.status', status=labels.status())}"
        if conditions := labels.conditions():
            yield f"- {escape(conditions)}"
        counts = labels.say(
            "summary.counts",
            alliances=len(plan.alliances),
            members=sum(len(a.members) for a in plan.alliances),
            uncovered=len(plan.uncovered or ()),
            excluded=len(plan.excluded or ()),
        )
        yield f"- {counts}"
        yield f"- {labels.say('statement.no_closure')}"

    def coverage(self) -> Iterator[str]:
        """Yield a table of n/N by scope and basis."""
        heads = ("scope", "basis", "fraction", "share", "target", "needed", "met")
        rows = self._plan.coverage or ()
        if rows:
            yield from self._table_head([*heads, "note"])
        for row in rows:
            yield self._row(self._coverage_cells(row))

    def _coverage_cells(self, row: CoverageRow) -> list[object]:
        labels = self._labels
        met = "" if row.met is None else labels.say("met" if row.met else "unmet")
        return [
            labels.scope(row),
            labels.named("basis", row.basis),
            f"{row.covered}/{row.total}",
            share(row.covered, row.total),
            row.target_pct,
            row.needed,
            met,
            labels.say("comparison") if labels.is_comparison(row) else "",
        ]

    def phases(self) -> Iterator[str]:
        """Yield coverage by year, what starts when, and whether that is proven."""
        labels, rows = self._labels, self._plan.phases or ()
        if not rows:
            return
        heads = ("year", "scope", "fraction", "share", "target", "needed", "met")
        yield from self._table_head([*heads, "new_alliances", "new_members"])
        for row in rows:
            counts = (f"{row.covered}/{row.total}", share(row.covered, row.total))
            met = labels.say("met" if row.met else "unmet")
            aim = (row.target_pct, row.needed, met)
            new = (row.new_alliances, row.new_members)
            yield self._row((row.year, labels.scope(row), *counts, *aim, *new))
        yield ""
        yield from self._starts()
        open_tiers = [t.name for t in self._plan.phase_tiers or () if not t.proven]
        names = dict.fromkeys(labels.named("phase.tier", name) for name in open_tiers)
        said = labels.say("list.comma").join(names)
        code = "summary.phase_open" if open_tiers else "summary.phase_proven"
        yield f"- {labels.say(code, tiers=escape(said))}"
        over = [
            t for t in self._plan.phase_tiers or () if t.name == "budget" and t.value
        ]
        for tier in over:
            yield f"- {labels.say('summary.phase_over', n=tier.value)}"
        yield f"- {labels.say('phases.rule')}"
        yield f"- {labels.say('phases.demonstrators')}"

    def _starts(self) -> Iterator[str]:
        """Yield the alliances that start in each year, and the hosted graduates."""
        labels = self._labels
        by_year: defaultdict[int, list[Alliance]] = defaultdict(list)
        for alliance in self._plan.alliances:
            if alliance.start_year is not None:
                by_year[alliance.start_year].append(alliance)
        for year, started in sorted(by_year.items()):
            names = labels.say("list.comma").join(map(labels.alliance, started))
            facts = {"year": year, "n": len(started), "alliances": escape(names)}
            yield f"- {labels.say('summary.phase_years', **facts)}"
        for alliance in self._plan.alliances:
            if alliance.host is not None:
                host = alliance.host
                name = escape(labels.school(host.core))
                note = labels.say("phases.hosted", core=name, year=host.start_year)
                school = escape(labels.school(alliance.core))
                facts = {"school": school, "note": note, "start": alliance.start_year}
                yield f"- {labels.say('summary.phase_host', **facts)}"

    def tiers(self) -> Iterator[str]:
        """Yield a table of the tiers, each with its proof or its gap."""
        labels, rows = self._labels, self._plan.tiers or ()
        if rows:
            heads = ("tier", "sense", "value", "unit", "in_minutes", "bound", "gap")
            yield from self._table_head([*heads, "proven"])
        for tier in rows:
            in_minutes = ""
            if tier.unit == "seconds":
                in_minutes = tenth(tier.value / _SECONDS_PER_MINUTE)
            yield self._row(
                [
                    labels.named("tier", tier.name),
                    labels.named("tier.sense", tier.sense),
                    tier.value,
                    labels.named("tier.unit", tier.unit),
                    in_minutes,
                    tier.bound,
                    labels.gap(tier.gap),
                    labels.say("tier.proven" if tier.proven else "tier.open"),
                ]
            )

    def alliances(self) -> Iterator[str]:
        """Yield each alliance with its core, members, trips and notes."""
        labels = self._labels
        for number, alliance in enumerate(self._plan.alliances, start=1):
            flag = labels.say("summary.demonstrator") if alliance.demonstrator else ""
            name = escape(labels.alliance(alliance))
            kind = escape(labels.alliance_type(alliance))
            facts = {"number": number, "name": name, "type": kind, "flag": flag}
            if number > 1:
                yield ""
            yield f"### {labels.say('summary.alliance', **facts)}"
            yield ""
            core = escape(labels.school(alliance.core))
            yield f"- {labels.say('summary.core', core=core)}"
            if reason := labels.type_reason(alliance):
                yield f"- {escape(labels.say('type.said', reason=reason))}"
            yield from (self._member(member) for member in alliance.members)
            yield from self._notes(alliance)

    def against_before(self) -> Iterator[Iterator[str]]:
        """Yield the section on the plan before, if there is one."""
        found = kept_of(self._labels.case, self._plan)
        if found is not None:
            yield self.section("kept", self._changes(found))

    def _changes(self, found: Kept) -> Iterator[str]:
        labels = self._labels
        yield f"- {labels.say('kept.told', **found.facts())}"
        for cells in told(labels, found):
            names = ("school", "change", "before", "now")
            facts = {n: escape(cell) for n, cell in zip(names, cells, strict=True)}
            yield f"  - {labels.say('summary.change', **facts)}"

    def _member(self, member: Member) -> str:
        labels = self._labels
        travel = labels.say("summary.travel_unknown")
        if member.minutes is not None and member.km is not None:
            source = escape(labels.source(member.travel_source))
            facts = {"minutes": tenth(member.minutes), "km": tenth(member.km)}
            travel = labels.say("summary.travel", source=source, **facts)
        name = escape(labels.school(member.school_id))
        return f"- {labels.say('summary.member', member=name, travel=travel)}"

    def _notes(self, alliance: Alliance) -> Iterator[str]:
        labels = self._labels
        for note in alliance.warnings:
            facts = {"code": escape(note.code), "text": escape(labels.warning(note))}
            yield f"- {labels.say('summary.warning', **facts)}"

    def overrides(self) -> Iterator[Iterator[str]]:
        """Yield the section of rules people set aside, where there are some."""
        lines = list(override_lines(self._labels))
        if lines:
            told = (
                self._labels.say(
                    "summary.override",
                    code=escape(line.code),
                    rule=escape(line.rule),
                    schools=escape(line.schools),
                    reason=escape(line.reason),
                    by=escape(line.by),
                )
                for line in lines
            )
            yield self.section("overrides", (f"- {line}" for line in told))

    def evidence(self) -> Iterator[str]:
        """Yield borderline pairs, breaches by scenario, and the longest trip."""
        labels, trips, words = self._labels, self._trips, self._words
        if not trips.used:
            return
        facts = {"n": len(trips.borderline), "pairs": len(trips.used)}
        band = {
            "band": f"{self._policy.travel.band_pct:g}",
            "source": words.source("band_pct"),
        }
        yield f"- {labels.say('summary.borderline', **facts, **band)}"
        for name in trips.scenarios:
            facts["n"] = len(trips.broken_in(name))
            said = escape(words.scenario(name))
            yield f"- {labels.say('summary.scenario', name=said, **facts)}"
        if not trips.scenarios:
            yield f"- {labels.say('summary.no_scenario')}"
        yield from self._longest()

    def _longest(self) -> Iterator[str]:
        labels, found = self._labels, self._trips.slowest
        if found is None:
            return
        used, stretch = found
        facts = {
            "member": escape(labels.school(used.member.school_id)),
            "core": escape(labels.school(used.core)),
            "minutes": tenth(used.member.minutes or 0),
        }
        yield f"- {labels.say('summary.slowest', **facts)}"
        if stretch is not None:
            said = escape(self._words.stretch(stretch))
            yield f"  - {labels.say('summary.slowest_stretch', stretch=said)}"

    def uncovered(self) -> Iterator[str]:
        """Yield the schools outside by reason, with what would lift it."""
        labels = self._labels
        groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for record in self._plan.uncovered or ():
            why = (record.code, labels.outside(record), labels.lift(record))
            groups[why].append(labels.school(record.school_id))
        for (code, reason, lift), schools in sorted(groups.items()):
            facts = {
                "code": escape(code),
                "reason": escape(reason),
                "lift": escape(lift),
                "n": len(schools),
                "schools": escape(labels.say("list.comma").join(schools)),
            }
            yield f"- {labels.say('summary.group', **facts)}"
            if lift:
                yield f"  - {labels.say('summary.lift', **facts)}"
            yield f"  - {labels.say('summary.schools', **facts)}"

    def excluded(self) -> Iterator[str]:
        """Yield the schools the policy leaves out, by the rule that did."""
        labels = self._labels
        groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for record in self._plan.excluded or ():
            school = labels.school(record.school_id)
            groups[record.code, labels.outside(record)].append(school)
        for (code, reason), schools in sorted(groups.items()):
            facts = {
                "code": escape(code),
                "reason": escape(reason),
                "n": len(schools),
                "schools": escape(labels.say("list.comma").join(schools)),
            }
            yield f"- {labels.say('summary.group', **facts)}"
            yield f"  - {labels.say('summary.schools', **facts)}"

    def warnings(self) -> Iterator[str]:
        """Yield each kind of issue with its number and its first case."""
        labels = self._labels
        kinds: defaultdict[tuple[str, str], list[IssueRow]] = defaultdict(list)
        for issue in self._plan.issues:
            kinds[issue.code, issue.severity].append(issue)
        for (code, severity), issues in sorted(kinds.items()):
            facts = {
                "code": escape(code),
                "severity": escape(labels.named("severity", severity)),
                "n": len(issues),
                "text": escape(labels.issue(issues[0])),
            }
            yield f"- {labels.say('summary.issues', **facts)}"

    def suggested(self) -> Iterator[str]:
        """Yield the parameters that are no rule of the policy."""
        entries = [
            (key, value, sourced.note)
            for key, value, sourced in self._policy.entries()
            if sourced.source is Source.SUGGESTED
        ]
        if entries:
            yield from self._table_head(["key", "value", "note"])
        for key, value, note in entries:
            text = escape(self._labels.value(value))
            yield f"| `{key}` | {text} | {escape(note)} |"

    def sources(self) -> Iterator[str]:
        """Yield how many trips each source stands behind, and their direction."""
        labels = self._labels
        for source, n in labels.travel_counts():
            yield f"- {labels.say('item.pairs', source=escape(source), n=n)}"
        direction = labels.named("direction", self._policy.travel.direction)
        yield f"- {labels.say('summary.direction', direction=direction)}"

    def statements(self) -> Iterator[str]:
        """Yield what every output says."""
        yield from (f"- {statement}" for statement in self._labels.statements())

    def _table_head(self, heads: list[str]) -> Iterator[str]:
        yield self._row([self._labels.say(f"col.{head}") for head in heads])
        yield "|" + " --- |" * len(heads)

    def _row(self, cells: Iterable[object]) -> str:
        texts = (escape("" if cell is None else cell) for cell in cells)
        return f"| {' | '.join(texts)} |"
