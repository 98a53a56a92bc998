"""Choices around a plan: frontier, effect of limits, alternatives, comparison."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.plan import Plan, Solution
from optimizer.problem import Problem
from optimizer.service import folder
from optimizer.service.judging import refuse_a_faulty
from optimizer.service.loading import Loaded, load_folder
from optimizer.service.planning import Outcome, make_plan
from optimizer.service.version_reading import ancestry
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.evaluate import tier_values
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.study.alternatives import (
    Alternatives,
    Ending,
    Wanted,
    find_alternatives,
)
from optimizer.study.baseline import Baseline, baseline_of
from optimizer.study.compare import Comparison, Side, compare
from optimizer.study.frontier import Frontier, find_frontier
from optimizer.study.limits import (
    LIMIT_NAMES,
    Effects,
    LimitName,
    find_effects,
    first_change,
    shortened,
)
from optimizer.study.searches import (
    Engine,
    Figures,
    StudyWatcher,
    counted_schools,
    figures_of,
)

DEFAULT_WANTED = Wanted(3, "members", 5, 5.0)
"""Three alternatives, five members apart, at most 5 % more travel: suggestions."""


@dataclass(frozen=True)
class Questions:
    """What is asked about a plan.

    Parameters
    ----------
    wanted
        Alternatives; a number of 0 asks for none.
    limits
        Limits whose effect is asked for.
    step_pct
        Step of the frontier as percentage of the counted schools; 0 asks for none.
    effort
        Work allowed for one search, in the units of ``solver.deterministic_limit``,
        by default a tenth of the presets': there are dozens of searches;
        what it leaves open is labelled with its bound.
    time_limit_s
        Clock seconds for one search, a safety net.
    """

    wanted: Wanted = DEFAULT_WANTED
    limits: tuple[LimitName, ...] = LIMIT_NAMES
    step_pct: float = 5.0
    effort: float = 30.0
    time_limit_s: float = 60.0


@dataclass(frozen=True, eq=False)
class Exploration:
    """A plan and what was found around it; ``None`` where nothing was found yet.

    Parameters
    ----------
    loaded, plan, problem
        The plan's folder.
    questions
        What was asked.
    figures
        Figures of the plan.
    lag
        First tier in which the plan falls short of what its own policy allows, and
        by how much; ``None`` if it is the best.
    frontier, effects, alternatives
        The answers.
    outcomes
        A checked plan for each alternative, in their order.
    comparisons
        Each alternative compared with the plan.
    interrupted
        Whether the user stopped the work.
    wall_limited
        Whether the clock ended a search: a second run may differ.
    """

    loaded: Loaded
    plan: Plan
    problem: Problem
    questions: Questions
    figures: Figures
    lag: tuple[str, int] | None = None
    frontier: Frontier | None = None
    effects: Effects | None = None
    alternatives: Alternatives | None = None
    outcomes: tuple[Outcome, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    interrupted: bool = False
    wall_limited: bool = False

    @property
    def alternative_figures(self) -> list[Figures]:
        """Figures of each alternative."""
        found = () if self.alternatives is None else self.alternatives.found
        return [
            figures_of(self.problem, solution.core_of)
            for solution in found
            if solution.core_of is not None
        ]

    @property
    def missing(self) -> list[tuple[str, int]]:
        """Parts asked for that are not complete, with how many answers they lack."""
        asked, found = self.questions, []
        if asked.step_pct > 0:
            levels = 1 if self.frontier is None else len(self.frontier.missing)
            found.append(("frontier", levels))
        if asked.limits:
            left = 1 if self.effects is None else len(self.effects.missing)
            found.append(("limits", left))
        if asked.wanted.number:
            answer = self.alternatives
            stopped = answer is None or answer.ending is Ending.STOPPED
            lacking = asked.wanted.number - len(self.outcomes)
            found.append(("alternatives", lacking if stopped else 0))
        return [(part, number) for part, number in found if number]


class _Known:
    """Hands out a solution found before, so that a plan is made and checked of it."""

    def __init__(self, name: str, solution: Solution) -> None:
        self.name = name
        self._solution = solution

    def solve(
        self,
        problem: Problem,
        limits: SolveLimits,
        watcher: Watcher,
        start: Solution | None = None,
    ) -> Solution:
        """Return the known solution."""
        return self._solution


def explore(
    where: Path, questions: Questions, watcher: StudyWatcher | None = None
) -> Exploration:
    """Answer the questions about the plan of a folder.

    A watcher that wishes to stop ends the work after the answers found so far.

    Parameters
    ----------
    where
        Folder of a plan.
    questions
        What is asked.
    watcher
        Receives progress and may ask to stop.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If the folder cannot be read.
    CheckError
        C402 if the plan breaks a rule: nothing can be nearly as good as it.
    """
    watcher = watcher or StudyWatcher()
    plan = folder.read_plan(where)
    loaded = load_folder(folder.plan_path(where).parent)
    refuse_a_faulty(loaded, plan)
    base = baseline_of(loaded.case, plan)
    engine = Engine(ColumnSolver(), _limits(loaded, questions), watcher)
    found = Exploration(
        loaded, plan, base.problem, questions, figures_of(base.problem, base.core_of)
    )
    return replace(
        _answered(found, base, engine),
        interrupted=watcher.should_stop(),
        wall_limited=engine.wall_limited,
    )


def _answered(found: Exploration, base: Baseline, engine: Engine) -> Exploration:
    """Return the exploration with what was found before the user stopped it."""
    engine.watcher.on_question("base", 1, 1)
    problem = shortened(base.problem)
    own = engine.solve(problem, base.solution)
    if own is None or own.core_of is None:
        return found
    values = tier_values(problem, own.core_of)
    lag = first_change(values, found.figures.values, problem.tiers)
    found = _with_alternatives(replace(found, lag=lag), base.solution, engine, own)
    found = _with_frontier(found, engine, own)
    limits = found.questions.limits
    if not limits:
        return found
    return replace(found, effects=find_effects(base.case, engine, limits, own))


def _limits(loaded: Loaded, questions: Questions) -> SolveLimits:
    """Return the limits of one search."""
    settings = loaded.case.policy.solver
    return SolveLimits(
        seed=settings.seed,
        workers=settings.workers,
        deterministic_limit=min(questions.effort, settings.deterministic_limit),
        time_limit_s=min(questions.time_limit_s, settings.time_limit_s),
    )


def _with_alternatives(
    found: Exploration, plan: Solution, engine: Engine, own: Solution
) -> Exploration:
    """Find alternatives and make a checked plan of each."""
    wanted = found.questions.wanted
    if not wanted.number:
        return found
    outcomes: list[Outcome] = []

    def is_plan(solution: Solution) -> bool:
        """Make a checked plan, unless a graduate in it has no host (15)."""
        outcome = _checked(found.loaded, solution, engine)
        if outcome.plan is not None:
            outcomes.append(outcome)
        return outcome.plan is not None

    answer = find_alternatives(
        found.problem, plan, engine, wanted, own, is_plan=is_plan
    )
    base = Side(found.plan, found.loaded.case)
    plans = [outcome.plan for outcome in outcomes if outcome.plan is not None]
    return replace(
        found,
        alternatives=answer,
        outcomes=tuple(outcomes),
        comparisons=tuple(compare(base, Side(p, found.loaded.case)) for p in plans),
    )


def _checked(loaded: Loaded, solution: Solution, engine: Engine) -> Outcome:
    """Return a full plan the checker accepted; routes are those of the folder."""
    known = _Known(engine.solver.name, replace(solution, stats={}, useful=None))
    outcome = make_plan(loaded, solver=known)
    return replace(outcome, evidence=loaded.evidence)


def _with_frontier(found: Exploration, engine: Engine, own: Solution) -> Exploration:
    """Find the frontier, with the plan's own coverage and the targets among it."""
    if found.questions.step_pct <= 0:
        return found
    marks = [found.figures.covered, *(needed for _, _, needed in targets_of(found))]
    frontier = find_frontier(
        found.problem,
        engine,
        step_pct=found.questions.step_pct,
        marks=marks,
        start=own,
    )
    return replace(found, frontier=frontier)


def targets_of(found: Exploration) -> list[tuple[int, int, int]]:
    """Return (year, percentage, schools needed) of each target, all scopes together."""
    counted = counted_schools(found.problem)
    sizes = [int((counted & s.counted).sum()) for s in found.problem.scopes]
    return [
        (target.year, target.pct, sum(-(-target.pct * n // 100) for n in sizes))
        for target in found.loaded.case.policy.coverage.targets
    ]


def diff(first: Path, second: Path) -> tuple[Side, Side, Comparison]:
    """Compare two plans, each a folder or a plan file.

    Names, minutes not stated and settings come from the ``inputs`` beside a plan,
    where there are any.

    Raises
    ------
    PlanError, DataError, PolicyError, TravelError
        If a plan, or the inputs beside it, cannot be read.
    """
    one, two = _side(first), _side(second)
    return one, two, compare(one, two)


def _side(where: Path) -> Side:
    plan = folder.read_plan(where)
    home = folder.plan_path(where).parent
    marks = ancestry(home) if where.is_dir() else ()
    if not (home / folder.SCHOOLS).is_file():
        return Side(plan, marks=marks)
    return Side(plan, load_folder(home).case, marks)
