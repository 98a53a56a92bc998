"""Measured runs: demo, prefecture, a 2,000-school county; ``pytest -m bench -s``.

Each prints seconds by stage, peak memory and tier gaps, beside a baseline measured
in the same run. Asserted is only what does not depend on the machine.
"""

from __future__ import annotations

import json
import resource
import time
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from optimizer import service
from optimizer.checker import Judge
from optimizer.formulate import build_problem
from optimizer.plan import Solution
from optimizer.problem import Problem
from optimizer.solvers.columns import ColumnSolver
from optimizer.solvers.protocol import SolveLimits, Watcher
from optimizer.travel.build import read_graph
from optimizer.travel.roadgraph import RoadGraph
from optimizer.travel.routing import RoadProvider
from tests.benchmarks.county import synthetic_county
from tests.benchmarks.one_shot import one_shot
from tests.benchmarks.one_shot_highs import one_shot_highs

pytestmark = pytest.mark.bench


def peak_mb() -> float:
    """Return the peak memory of this process so far, in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def show(what: str, facts: object) -> None:
    """Print one measured record as a line of JSON."""
    print(f"\n{what}: {json.dumps(facts, ensure_ascii=False)}", flush=True)


def tiers_of(solution: Solution) -> list[dict[str, object]]:
    """Return name, value, gap and seconds of each tier."""
    spent = {row["tier"]: row["seconds"] for row in solution.stats["tiers"]}
    return [
        {"tier": t.name, "value": t.value, "gap": t.gap, "seconds": spent.get(t.name)}
        for t in solution.tiers
    ]


def compare_with_one_shot(problem: Problem, solution: Solution, seconds: float) -> None:
    """Print the plain models' answers; they never beat a proven tier.

    The plain HiGHS model is only told: its weights are floats, its late tiers rough.
    """
    plain = one_shot(problem, seconds)
    highs = one_shot_highs(problem, seconds)
    show("one-shot CP-SAT, HiGHS s", [plain["seconds"], highs["seconds"]])
    show("one-shot CP-SAT, HiGHS", [plain["status"], highs["status"]])
    values, others = plain.get("values"), highs.get("values")
    for tier in solution.tiers:
        row = [tier.value, tier.bound]
        row += [v[tier.name] if isinstance(v, dict) else None for v in (values, others)]
        show(f"{tier.name}: ours, bound, CP-SAT, HiGHS", row)
    if isinstance(values, dict):
        for tier in solution.tiers:
            if not tier.proven:
                break
            if values[tier.name] != tier.value:
                better = values[tier.name] < tier.value
                assert better == (tier.sense == "max"), tier.name
                break


def median_of_runs(problem: Problem, limit_s: float, runs: int = 3) -> Solution:
    """Solve several times, print the median of seconds; all answers are the same."""
    limits = SolveLimits(1, 1, deterministic_limit=600, time_limit_s=limit_s)
    found, wall, work = [], [], []
    for _ in range(runs):
        clock, cpu = time.perf_counter(), time.process_time()
        found.append(ColumnSolver().solve(problem, limits, Watcher()))
        wall.append(time.perf_counter() - clock)
        work.append(time.process_time() - cpu)
    medians = [round(float(np.median(spent)), 2) for spent in (wall, work)]
    show("clock s, processor s, median", medians)
    if not any(solution.wall_limited for solution in found):
        assert all(np.array_equal(s.core_of, found[0].core_of) for s in found)
    return found[0]


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("enshi", {}),
        ("jianshi", {}),
        ("jianshi", {"max_members": 8}),
        ("jianshi", {"teaching_point_counts": False}),
        ("enshi", {"max_members": 8}),
        ("enshi", {"teaching_point_counts": False}),
    ],
)
def test_against_plain_models(name: str, size: dict[str, object]) -> None:
    """Measures ours beside CP-SAT and HiGHS on one plain model, tier by tier."""
    case = service.load(service.demo_sources(name)).case
    case = replace(case, policy=case.policy.changed(size=size)) if size else case
    problem = build_problem(case)
    show("county", [name, size])
    solution = median_of_runs(problem, 120, runs=1 if name == "enshi" and size else 3)
    show("tiers", tiers_of(solution))
    show("peak MB", peak_mb())
    compare_with_one_shot(problem, solution, 60)


def networkx_of(graph: RoadGraph) -> nx.DiGraph:
    """Return the same roads as a networkx graph weighted by seconds."""
    out: nx.DiGraph = nx.DiGraph()
    for k in range(graph.num_links):
        ends = int(graph.tail[k]), int(graph.head[k])
        for column, (a, b) in enumerate((ends, ends[::-1])):
            seconds = graph.seconds[k, column]
            if np.isfinite(seconds):
                known = out.get_edge_data(a, b, {"weight": np.inf})["weight"]
                out.add_edge(a, b, weight=min(known, float(seconds)))
    return out


@pytest.mark.parametrize(
    ("name", "limit_s"), [("enshi", 120), ("jianshi", 60), ("prefecture", 240)]
)
def test_demo(name: str, limit_s: float) -> None:
    """Measures a shipped demo from files to a checked plan."""
    loaded = service.load(service.demo_sources(name))
    outcome = service.make_plan(loaded, time_limit_s=limit_s)
    assert outcome.plan is not None
    assert all(solver == own for _, solver, own in outcome.tier_check)
    show(f"{name} seconds", outcome.seconds)
    show(f"{name} tiers", tiers_of(outcome.solution))
    show(f"{name} peak MB", peak_mb())
    compare_with_one_shot(build_problem(loaded.case), outcome.solution, limit_s / 2)


def test_county_of_2000() -> None:
    """Measures 2,000 schools in one county."""
    started = time.perf_counter()
    case = synthetic_county(2000, 330, size_km=200)
    problem = build_problem(case)
    show("2000 build seconds", round(time.perf_counter() - started, 2))
    limits = SolveLimits(seed=1, workers=1, deterministic_limit=600, time_limit_s=300)
    solution = ColumnSolver().solve(problem, limits, Watcher())
    show("2000 pairs", len(problem.arcs))
    show("2000 tiers", tiers_of(solution))
    show("2000 peak MB", peak_mb())
    assert solution.core_of is not None
    ids = problem.school_ids
    grouping = {ids[i]: ids[k] for i, k in enumerate(solution.core_of) if k >= 0}
    assert Judge(case).errors_of(grouping) == []
    compare_with_one_shot(problem, solution, 120)


def test_travel_against_networkx() -> None:
    """Measures the demo's matrix against networkx on the same graph."""
    sources = service.demo_sources("prefecture")
    loaded = service.load(sources)
    travel = loaded.case.policy.travel
    graph = read_graph(travel, roads=sources.roads)
    started = time.perf_counter()
    RoadProvider(graph, travel).matrix(loaded.case.schools)
    own_s = time.perf_counter() - started
    oracle = networkx_of(graph)
    cutoff = travel.search_limit_minutes * 60
    tries = 50
    started = time.perf_counter()
    for source in range(tries):
        nx.single_source_dijkstra_path_length(oracle, source, cutoff=cutoff)
    nx_s = (time.perf_counter() - started) / tries * len(loaded.case.schools)
    show(
        "travel",
        {
            "schools": len(loaded.case.schools),
            "own_s": round(own_s, 2),
            "networkx_s_extrapolated": round(nx_s, 2),
            "ratio": round(nx_s / own_s, 1),
        },
    )
