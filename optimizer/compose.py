"""From a solver's grouping to the plan: roles, reasons, coverage, flags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer import __version__, kinds, roles
from optimizer.case import Case
from optimizer.domain import Issue, PairKind, School, Severity
from optimizer.margins import borderline_pairs
from optimizer.matrix import SOURCES, km_of, minutes_of
from optimizer.plan import (
    Alliance,
    CoverageRow,
    Excluded,
    Host,
    IssueRow,
    Member,
    NextBest,
    Note,
    Override,
    Plan,
    Solution,
    Uncovered,
)
from optimizer.problem import Block, Bools, Ints, Problem
from optimizer.reasons import Reasons
from optimizer.schedule import (
    Schedule,
    Timetable,
    build_timetable,
    demonstrators,
    phase_rows,
)


@dataclass(frozen=True)
class ByPeople:
    """What people changed about a grouping before it is composed.

    Parameters
    ----------
    placed
        Schools people put where they are, or took out.
    overrides
        Rules they set aside, each with a reason.
    """

    placed: frozenset[str] = frozenset()
    overrides: tuple[Override, ...] = ()


NOBODY = ByPeople()
"""A grouping as a solver left it."""


def compose_plan(
    case: Case,
    problem: Problem,
    solution: Solution,
    *,
    solver_name: str,
    issues: Sequence[Issue] = (),
    schedule: Schedule | None = None,
    people: ByPeople = NOBODY,
) -> Plan:
    """Write a grouping out as a plan.

    Parameters
    ----------
    case, problem
        The facts, and the problem built from them.
    solution
        Must hold a grouping.
    solver_name
        Name and version of the engine, for the fingerprint.
    issues
        What was noticed in the input, in the order found.
    schedule
        When alliances start and schools join; without one nothing is claimed of it.
    people
        What people changed; pairs they made need not be allowed by the problem.

    Raises
    ------
    ValueError
        If the solution holds no grouping.
    """
    if solution.core_of is None:
        msg = f"no grouping to compose: status {solution.status}."
        raise ValueError(msg)
    writer = _Writer(case, problem, solution.core_of, schedule, people)
    policy = case.policy
    timetable = writer.timetable
    phased = None if timetable is None or schedule is None else (timetable, schedule)
    return Plan(
        title=policy.scope.title,
        version=policy.report.version,
        fingerprint={
            **case.fingerprints(),
            "software": f"school-alliance {__version__}",
            "solver": solver_name,
            "seed": policy.solver.seed,
        },
        status=solution.status,
        tiers=list(solution.tiers),
        coverage=list(coverage_rows(case, writer.covered_ids)),
        alliances=writer.alliances(),
        uncovered=writer.uncovered(),
        excluded=_excluded(case, problem),
        issues=[
            _issue_row(issue) for issue in (*issues, *writer.issues(), *_facts(case))
        ],
        phases=None if phased is None else phase_rows(case, *phased),
        phase_tiers=None if phased is None else list(phased[1].tiers),
        overrides=list(people.overrides),
    )


@dataclass(frozen=True, eq=False)
class _Writer:
    """Writes the alliances of one grouping."""

    case: Case
    problem: Problem
    core_of: Ints
    schedule: Schedule | None = None
    people: ByPeople = NOBODY

    @cached_property
    def timetable(self) -> Timetable | None:
        """What the schedule was made from."""
        return build_timetable(self.case, self.problem, self.core_of)

    @property
    def covered_ids(self) -> frozenset[str]:
        covered = np.flatnonzero(self.core_of >= 0)
        return frozenset(self.problem.school_ids[i] for i in covered)

    @cached_property
    def _borderline(self) -> Bools:
        """Borderline pairs by the order of the case's schools."""
        return borderline_pairs(self.case)

    def alliances(self) -> list[Alliance]:
        """Return the alliances by county and core id."""
        leads = np.flatnonzero(self.core_of == np.arange(self.problem.n))
        cores = sorted((self._school(int(k)).county_code, int(k)) for k in leads)
        late = self._late() if self.people is not NOBODY else frozenset()
        showcase = demonstrators(self.case, self.problem, self.core_of, late)
        return [self._alliance(k, demonstrator=k in showcase) for _, k in cores]

    def _late(self) -> frozenset[int]:
        """Return the cores that start after the first phase: no demonstrators (13)."""
        starts = {} if self.schedule is None else self.schedule.start
        return frozenset(k for k, t in starts.items() if t > 0)

    def uncovered(self) -> list[Uncovered]:
        """Return the schools outside, each with its reason."""
        found = Reasons(self.case, self.problem, self.core_of).uncovered()
        taken_out = {"code": "U18", "detail": {}}
        return [
            record.model_copy(update=taken_out)
            if record.school_id in self.people.placed
            else record
            for record in found
        ]

    def issues(self) -> Iterator[Issue]:
        """Yield the wishes and floors this grouping does not meet."""
        for k in self.problem.must_lead:
            if self.core_of[k] != k:
                yield Issue("W103", Severity.WARNING, value=self.problem.school_ids[k])
        leads = self.core_of == np.arange(self.problem.n)
        for c, county in enumerate(self.problem.counties):
            found = int((leads & (self.problem.county == c)).sum())
            if found < self.problem.floors[c]:
                text = f"{county}: {found} < {int(self.problem.floors[c])}"
                yield Issue("W104", Severity.WARNING, value=text)
        ids = self.problem.school_ids
        leading = {ids[k] for k in np.flatnonzero(leads)}
        yield from kinds.lapsed(self.case.choices, leading)

    def _start_year(self, k: int) -> int | None:
        """Return the year an alliance starts; the target year where none is planned."""
        coverage = self.case.policy.coverage
        if self.schedule is not None:
            return coverage.phases[self.schedule.start[k]].year
        return None if len(coverage.phases) > 1 else coverage.target_year

    def _join_year(self, i: int) -> int | None:
        if self.schedule is None:
            return None
        return self.case.policy.coverage.phases[self.schedule.join[i]].year

    def _host(self, k: int) -> Host | None:
        """Return where a graduate was a member before."""
        if self.schedule is None or k not in self.schedule.host:
            return None
        core, t = self.schedule.host[k]
        year = self.case.policy.coverage.phases[t].year
        return Host(core=self.problem.school_ids[core], start_year=year)

    def _school(self, i: int) -> School:
        return self.case.by_id[self.problem.school_ids[i]]

    def _members(self, k: int) -> list[int]:
        return [int(i) for i in np.flatnonzero(self.core_of == k) if i != k]

    def _alliance(self, k: int, *, demonstrator: bool) -> Alliance:
        core = self._school(k)
        members = self._members(k)
        advice = kinds.advise(self.case, self.problem, k, members)
        frozen = k in self.problem.frozen_core_of
        own_rule = "frozen" if frozen else roles.lead_rule(core, self.case)
        return Alliance(
            id=(core.alliance_id if frozen else None) or f"A-{core.school_id}",
            name=f"{core.name}教联体",
            county_code=core.county_code,
            **kinds.in_force(advice, self.case.choices.get(core.school_id)),
            demonstrator=demonstrator,
            pilot=False,
            start_year=self._start_year(k),
            core=core.school_id,
            core_reason=own_rule,
            members=[self._member(i, k) for i in members],
            warnings=list(self._warnings(k, members)),
            host=self._host(k),
        )

    def _member(self, i: int, k: int) -> Member:
        school = self._school(i)
        found = roles.tags(school, self.case)
        seconds, metres = (
            int(self.problem.seconds[i, k]),
            int(self.problem.metres[i, k]),
        )
        parts = [f"{tag}={rule}" for tag, rule in found.items()]
        return Member(
            school_id=school.school_id,
            minutes=None if seconds < 0 else minutes_of(seconds),
            km=None if seconds < 0 else km_of(metres),
            travel_source=self._source(i, k),
            tags=[str(tag) for tag in found],
            reason=";".join([*parts, f"choice={self._choice(i, k)}"]),
            next_best=self._next_best(i, k),
            start_year=self._join_year(i),
        )

    def _source(self, i: int, k: int) -> str | None:
        """Return the source of the trip in the direction that counts, if known."""
        if self.problem.seconds[i, k] < 0:
            return None
        travel = self.case.travel
        a, b = (travel.index_of[self.problem.school_ids[j]] for j in (i, k))
        direction = self.case.policy.travel.direction
        there = (int(travel.seconds[a, b]), int(travel.metres[a, b]))
        back = (int(travel.seconds[b, a]), int(travel.metres[b, a]))
        use_back = direction == "core_to_member" or (
            direction == "worse" and back > there
        )
        source = SOURCES[travel.source[b, a] if use_back else travel.source[a, b]]
        return None if source is None else str(source)

    def _others(self, i: int, k: int) -> list[int]:
        """Return the other leading cores a member could be under."""
        allowed = np.flatnonzero(self.problem.block[i] == Block.NONE)
        return [int(c) for c in allowed if c != k and self.core_of[c] == c]

    def _choice(self, i: int, k: int) -> str:
        if i in self.problem.frozen_core_of:
            return "frozen"
        if self.problem.school_ids[i] in self.people.placed:
            return "people"
        others = self._others(i, k)
        if not others:
            return "only"
        if self.problem.seconds[i, k] <= self.problem.seconds[i, others].min():
            return "nearest"
        if self.problem.cost_s[i, k] <= self.problem.cost_s[i, others].min():
            return "worth"
        return "shared"

    def _next_best(self, i: int, k: int) -> NextBest | None:
        others = self._others(i, k)
        if not others:
            return None
        cost = self.problem.cost_s[i]
        best = min(others, key=lambda c: (int(cost[c]), c))
        return NextBest(
            core=self.problem.school_ids[best],
            delta=minutes_of(int(cost[best] - cost[k])),
        )

    def _warnings(self, k: int, members: list[int]) -> Iterator[Note]:
        policy = self.case.policy
        if policy.load.rules and roles.capacity_of(self._school(k), policy) is None:
            yield Note(code="A01", detail={})
        estimated = sum(1 for i in members if self._source(i, k) == "estimate")
        if estimated:
            yield Note(code="A03", detail={"n": estimated})
        index_of = self.case.travel.index_of
        core, *rows_of = (index_of[self.problem.school_ids[i]] for i in (k, *members))
        uncertain = int(self._borderline[rows_of, core].sum())
        if uncertain:
            yield Note(code="A05", detail={"n": uncertain})
        rows = len(members) + 1
        counted = policy.scope.counted_types
        schools = sum(1 for i in (k, *members) if self._school(i).type_code in counted)
        if schools != rows:
            yield Note(code="A04", detail={"n": rows, "schools": schools})
        inside = {self.problem.school_ids[i] for i in (k, *members)}
        for override in self.people.overrides:
            if inside.issuperset(override.schools):
                yield Note(code="A06", detail={"rule": override.code})


def coverage_rows(case: Case, covered: frozenset[str]) -> Iterator[CoverageRow]:
    """Yield coverage by scope and basis: everything, then each county.

    The target applies to basis ``counted``; the other bases are for comparison
    (DOMAIN A4). A core counts as covered.
    """
    frozen = {i for g in roles.frozen_groups(case) for i in (g.core, *g.members)}
    pool = [
        s
        for s in case.schools
        if s.school_id in frozen or roles.exclusion(s, case.policy) is None
    ]
    counted_types = case.policy.scope.counted_types
    bases = {
        "counted": [s for s in pool if s.type_code in counted_types],
        "with_teaching_points": pool,
        "with_excluded": [s for s in case.schools if s.stages],
    }
    counties = sorted({s.county_code for s in pool})
    scopes = ["all", *counties] if len(counties) > 1 else counties and ["all"]
    has_target = bool(case.policy.coverage.targets)
    pct = case.policy.coverage.target_pct
    for scope in scopes:
        for basis, everyone in bases.items():
            schools = [s for s in everyone if scope in ("all", s.county_code)]
            n = sum(1 for s in schools if s.school_id in covered)
            aimed = basis == "counted" and has_target
            needed = -(-pct * len(schools) // 100)
            yield CoverageRow(
                scope=scope,
                basis=basis,
                covered=n,
                total=len(schools),
                target_pct=pct if aimed else None,
                needed=needed if aimed else None,
                met=n >= needed if aimed else None,
            )


def _excluded(case: Case, problem: Problem) -> list[Excluded]:
    inside = set(problem.school_ids)
    return [
        Excluded(school_id=s.school_id, code=roles.exclusion(s, case.policy) or "X01")
        for s in case.schools
        if s.school_id not in inside
    ]


def _facts(case: Case) -> Iterator[Issue]:
    """Yield wishes without effect and figures that had to be assumed."""
    frozen = {i for g in roles.frozen_groups(case) for i in (g.core, *g.members)}
    idle_kinds = set(PairKind) - {PairKind.FROZEN}
    for wish in case.wishes:
        schools = [i for i in (wish.a, wish.b) if i is not None]
        out = any(
            i in case.by_id
            and i not in frozen
            and roles.exclusion(case.by_id[i], case.policy) is not None
            for i in schools
        )
        if wish.kind in idle_kinds and (out or frozen & set(schools)):
            text = " ".join((str(wish.kind), *schools))
            yield Issue("W102", Severity.WARNING, row=wish.row, value=text)
    for school in case.schools:
        counts = school.type_code in case.policy.scope.member_types
        if school.pupils is None and counts:
            yield Issue(
                "W105", Severity.WARNING, column="pupils", value=school.school_id
            )

    yield from _by_figures(case)


def _by_figures(case: Case) -> Iterator[Issue]:
    """Yield the counties without a grade where figures decided, and what they left."""
    found = roles.assessment(case)
    pool = [
        s
        for s in case.schools
        if s.school_id in found.by_school and roles.exclusion(s, case.policy) is None
    ]
    for county in sorted({s.county_code for s in pool} - found.graded_counties):
        schools = [s for s in pool if s.county_code == county]
        if any(roles.lead_rule(s, case) == "indicators" for s in schools):
            yield Issue("Q201", Severity.INFO, column="quality", value=county)
        answers = [
            {found.passes(s.school_id), found.fails(s.school_id)} for s in schools
        ]
        num_open = answers.count({None})
        if 0 < num_open < len(answers):
            text = f"{county}: {num_open}"
            yield Issue("Q202", Severity.WARNING, column="quality", value=text)


def _issue_row(issue: Issue) -> IssueRow:
    return IssueRow(
        code=issue.code,
        severity=str(issue.severity),
        row=issue.row,
        column=issue.column,
        value=issue.value,
        action=issue.action,
    )
