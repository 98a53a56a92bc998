"""All trips of a planning run: in force, by a second engine, in other scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer.domain import Issue, School
from optimizer.matrix import TravelMatrix
from optimizer.policy import Policy
from optimizer.travel.build import pairs_allowed, travel_matrix
from optimizer.travel.protocol import TravelReport
from optimizer.travel.scenarios import in_scenario
from optimizer.travel.table import restricted

if TYPE_CHECKING:
    from optimizer.travel.roads import Roads


@dataclass(frozen=True, eq=False)
class Trips:
    """Trips between schools in index order, all by the same schools.

    Parameters
    ----------
    matrix
        Trips in force: the user's table over the roads or the estimate.
    report
        On the roads behind them.
    issues
        Everything noticed, and the road changes of the other scenarios.
    second
        By the second engine; ``None`` without one.
    scenarios
        In the other scenarios the data says something about.
    """

    matrix: TravelMatrix
    report: TravelReport
    issues: tuple[Issue, ...]
    second: TravelMatrix | None = None
    scenarios: Mapping[str, TravelMatrix] = field(default_factory=dict)


def measure_trips(
    schools: Sequence[School],
    policy: Policy,
    network: Roads | None,
    table: Path | None,
    *,
    estimate: bool,
) -> Trips:
    """Measure all trips a plan needs.

    Parameters
    ----------
    schools
        Schools in index order.
    policy
        Limits, speeds, scenario in force and scenarios to compare.
    network
        The roads, if there are any.
    table
        The user's travel table, if there is one.
    estimate
        Estimate from straight lines what the table does not say. Done unasked only
        where there is neither a table nor a network.

    Raises
    ------
    TravelError, DataError
        As :func:`optimizer.travel.build.travel_matrix`; T201 for roads together
        with an estimate.
    """
    if network is None:
        matrix, report, issues = travel_matrix(
            schools, policy, table=table, estimate=estimate or table is None
        )
        return Trips(matrix, report, issues)
    here = policy.travel.scenario
    measured = network.measure(network.provider(here), schools)
    matrix, report, issues = travel_matrix(
        schools, policy, table=table, measured=measured, estimate=estimate
    )
    allowed = pairs_allowed(schools, policy)
    checking = network.second(here)
    second = None
    if checking is not None:
        second = restricted(network.measure(checking, schools)[0], allowed)
    base = restricted(measured[0], allowed)
    scenarios, told = {}, list(issues)
    for name in policy.travel.other_scenarios:
        if network.differs(name):
            other, its_report = network.measure(network.provider(name), schools)
            scenarios[name] = in_scenario(matrix, base, restricted(other, allowed))
            told += _changes_untold(its_report.notes, told)
    return Trips(matrix, report, tuple(told), second, scenarios)


def _changes_untold(notes: Sequence[Issue], told: Sequence[Issue]) -> list[Issue]:
    """Return the notes on road changes whose row has not been told of."""
    from optimizer.travel.roadwork import CLOSED, OPENED

    rows = {(note.code, note.file, note.row) for note in told}
    return [
        note
        for note in notes
        if note.code in (CLOSED, OPENED)
        and (note.code, note.file, note.row) not in rows
    ]
