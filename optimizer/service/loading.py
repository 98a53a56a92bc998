"""From the user's files to a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from optimizer import kinds, resources
from optimizer.case import Case, make_case
from optimizer.domain import Issue, PairWish, School, TypeChoice
from optimizer.errors import DataError, PlanError
from optimizer.evidence import Evidence
from optimizer.ingest.pairs import read_pairs
from optimizer.ingest.schools import read_schools
from optimizer.matrix import TravelMatrix
from optimizer.plan import Plan
from optimizer.policy import DEFAULT_PRESET, NORMAL, Policy, read_policy
from optimizer.service import folder
from optimizer.service.runlog import Clock
from optimizer.travel.build import travel_matrix
from optimizer.travel.protocol import TravelReport
from optimizer.travel.trips import measure_trips

if TYPE_CHECKING:
    import geopandas as gpd

    from optimizer.travel.roads import Engine, Roads

DEMOS = ("enshi", "jianshi", "prefecture")
"""Names of the shipped demos; the first is the default."""

CREDIT = "credit"
"""Column of the road layer that names its source, so that a folder keeps it."""

OSM_CREDIT = "© OpenStreetMap contributors"


@dataclass(frozen=True)
class Sources:
    """What a user hands in; only ``schools`` is required.

    Parameters
    ----------
    schools
        School table: xlsx, csv, gpkg or geojson.
    travel
        Travel table; its pairs win over every other source.
    roads, pbf
        Line layer, or OSM extract; at most one of these two and ``estimate``.
    dem
        Heights: a file, or a folder of files.
    changes
        Table or layer of closed and opened roads.
    engine
        ``auto`` (Valhalla for an OSM extract), ``graph`` or ``valhalla``.
    scenario
        Road scenario instead of the policy's.
    second
        The same trips by a second engine, as a travel table: only from the folder of
        a plan, where the roads themselves are not kept.
    estimate
        Straight-line estimate for the pairs the travel table does not name. Done
        unasked only when there is no other source of travel at all.
    pairs
        Pair table.
    policy
        Preset name or policy file.
    crs
        Declared CRS of lon and lat: wgs84, cgcs2000, gcj02 or bd09.
    previous
        Folder or file of the plan made before, for stability.
    boundary
        County polygons with ``county_code`` and ``name``, for the map; default the
        shipped ones.
    """

    schools: Path
    travel: Path | None = None
    roads: Path | None = None
    pbf: Path | None = None
    dem: Path | None = None
    changes: Path | None = None
    engine: Engine = "auto"
    scenario: str | None = None
    second: Path | None = None
    estimate: bool = False
    pairs: Path | None = None
    policy: str | Path = DEFAULT_PRESET
    crs: str = "wgs84"
    previous: Path | None = None
    boundary: Path | None = None


@dataclass(frozen=True, eq=False)
class Loaded:
    """A case with what was noticed on the way and what the map may draw.

    Parameters
    ----------
    case
        The facts.
    issues
        What was noticed in the inputs.
    travel_report
        How the schools stand to the roads.
    scenarios
        The trips in the policy's ``compare_scenarios``, as far as the data says
        anything about them.
    network
        The roads themselves; ``None`` where the trips come from a table alone.
    roads, boundary
        Backdrop of the map.
    evidence, isochrones
        Read back from the folder of a plan; else made with the plan.
    seconds
        Clock seconds by stage.
    """

    case: Case
    issues: tuple[Issue, ...] = ()
    travel_report: TravelReport = field(default_factory=TravelReport)
    scenarios: Mapping[str, TravelMatrix] = field(default_factory=dict)
    network: Roads | None = None
    roads: gpd.GeoDataFrame | None = None
    boundary: gpd.GeoDataFrame | None = None
    evidence: Evidence = field(default_factory=Evidence)
    isochrones: gpd.GeoDataFrame | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def roads_credit(self) -> str:
        """Whom the roads on the map must be credited to; empty for the user's own."""
        if self.roads is None or CREDIT not in self.roads or self.roads.empty:
            return ""
        return str(self.roads[CREDIT].iloc[0])


def demo_sources(name: str = DEMOS[0]) -> Sources:
    """Return the inputs of a shipped demo.

    Raises
    ------
    DataError
        C103 if there is no such demo.
    """
    if name not in DEMOS:
        raise DataError("C103", value=name, names=", ".join(DEMOS))
    home = resources.data_dir() / "demo" / name
    return Sources(
        schools=home / "schools.csv",
        roads=home / "roads.geojson",
        pairs=home / "pairs.csv",
        policy=home / "policy.toml",
    )


def load(sources: Sources) -> Loaded:
    """Read every input and measure travel.

    Raises
    ------
    DataError, PolicyError, TravelError, PlanError
        If an input cannot be used; nothing has been written.
    """
    loaded = _load_case(sources)
    return replace(loaded, boundary=_boundary(sources.boundary, loaded.case.schools))


def _load_case(sources: Sources) -> Loaded:
    """Read every input but the borders."""
    clock = Clock()
    policy = _policy(sources)
    with clock("read"):
        table = read_schools(sources.schools, crs=sources.crs)
        schools = tuple(sorted(table.schools, key=lambda school: school.school_id))
        wishes, pair_issues = _wishes(sources.pairs, schools)
        previous = _previous(sources.previous, schools)
    with clock("roads"):
        network = _network(sources, policy, schools)
        drawn = None if network is None else _drawn(network, sources, policy)
    with clock("travel"):
        trips = measure_trips(
            schools, policy, network, sources.travel, estimate=sources.estimate
        )
        second = trips.second
        if sources.second is not None:
            second = _stated(sources.second, schools, policy)
    return Loaded(
        case=make_case(
            schools,
            trips.matrix,
            policy,
            wishes,
            _member_cores(previous),
            second,
            _carried_choices(previous),
        ),
        issues=(*table.issues, *pair_issues, *trips.issues),
        travel_report=trips.report,
        scenarios=trips.scenarios,
        network=network,
        roads=drawn,
        seconds=clock.seconds,
    )


def _policy(sources: Sources) -> Policy:
    """Return the policy in force, with the scenario asked for."""
    policy = read_policy(sources.policy)
    if sources.scenario is None:
        return policy
    names = (NORMAL, *sorted(policy.travel.scenarios))
    if sources.scenario not in names:
        raise DataError("C107", value=sources.scenario, names=", ".join(names))
    return policy.changed(travel={"scenario": sources.scenario})


def _network(
    sources: Sources, policy: Policy, schools: Sequence[School]
) -> Roads | None:
    """Return the roads, or ``None`` if no file of roads is given."""
    if sources.roads is not None or sources.pbf is not None:
        from optimizer.travel.roads import RoadFiles, Roads

        files = RoadFiles(sources.roads, sources.pbf, sources.dem, sources.changes)
        return Roads(files, policy.travel, sources.engine, schools)
    for option, path in (("--dem", sources.dem), ("--changes", sources.changes)):
        if path is not None:
            raise DataError("C108", option=option, file=path.name)
    return None


def _drawn(network: Roads, sources: Sources, policy: Policy) -> gpd.GeoDataFrame:
    """Return the roads for the map, credited where they come from OSM."""
    from optimizer.travel.context import roads_context

    drawn = roads_context(network.graph(policy.travel.scenario))
    if sources.pbf is not None:
        drawn[CREDIT] = OSM_CREDIT
    return drawn


def _stated(path: Path, schools: Sequence[School], policy: Policy) -> TravelMatrix:
    """Return a matrix from a travel table alone."""
    return travel_matrix(schools, policy, table=path)[0]


def load_folder(home: Path, *, layers: bool = True) -> Loaded:
    """Read a case back from the folder of a plan.

    Parameters
    ----------
    home
        The folder.
    layers
        Read what the map draws, too: roads, borders, routes, areas in reach. Who only
        asks or judges need not wait for it.

    Raises
    ------
    PlanError
        A104 if the folder has no ``inputs``.
    DataError, PolicyError, TravelError
        If an input was damaged.
    """
    if not (home / folder.SCHOOLS).is_file():
        raise PlanError("A104", file=str(home))
    loaded = _load_case(
        Sources(
            schools=home / folder.SCHOOLS,
            travel=home / folder.TRAVEL,
            pairs=home / folder.PAIRS,
            policy=home / folder.POLICY,
            second=_if_there(home / folder.SECOND),
        )
    )
    case = replace(
        loaded.case,
        previous=folder.read_previous(home / folder.PREVIOUS),
        choices=folder.read_choices(home / folder.CHOICES),
    )
    if not layers:
        return replace(loaded, case=case)
    return replace(
        loaded,
        case=case,
        roads=_layer(home / folder.ROADS),
        boundary=_layer(home / folder.BOUNDARY),
        evidence=_evidence(home, case),
        isochrones=_layer(home / folder.ISOCHRONES),
    )


def _evidence(home: Path, case: Case) -> Evidence:
    """Read routes and scenarios back from the folder of a plan."""
    from optimizer.report.gis.routes import read_routes

    routes = _if_there(home / folder.ROUTES)
    scenarios = {
        name: _stated(path, case.schools, case.policy)
        for name in case.policy.travel.compare_scenarios
        if (path := _if_there(home / folder.scenario_file(name))) is not None
    }
    if routes is None:
        return Evidence(scenarios=scenarios)
    try:
        found = read_routes(routes.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanError("A103", file=routes.name, reason=error) from error
    return Evidence(found, scenarios)


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


def _wishes(
    path: Path | None, schools: Sequence[School]
) -> tuple[list[PairWish], list[Issue]]:
    return read_pairs(path, schools) if path is not None else ([], [])


def _previous(path: Path | None, schools: Sequence[School]) -> Plan | None:
    """Read the plan before.

    Raises
    ------
    DataError
        C111 if none of its schools is in the table: it is of another county.
    """
    if path is None:
        return None
    plan = folder.read_plan(path)
    known = {school.school_id for school in schools}
    if plan.core_of and known.isdisjoint(plan.core_of):
        raise DataError("C111", file=str(path))
    return plan


def _member_cores(previous: Plan | None) -> dict[str, str]:
    if previous is None:
        return {}
    return {m: k for m, k in sorted(previous.core_of.items()) if m != k}


def _carried_choices(previous: Plan | None) -> dict[str, TypeChoice]:
    """Return what people decided about the types in the plan before."""
    if previous is None:
        return {}
    made = kinds.choices_of(previous.alliances)
    return {core: replace(choice, carried=True) for core, choice in made.items()}


def _boundary(path: Path | None, schools: Sequence[School]) -> gpd.GeoDataFrame | None:
    """Return the polygons of the counties in the table; ``None`` if none is known."""
    shipped = resources.data_dir() / "geography" / "counties.geojson"
    counties = _layer(path or shipped)
    if counties is None or "county_code" not in counties:
        if path is not None:
            raise DataError("C104", file=path.name)
        return None
    codes = {school.county_code for school in schools}
    inside = counties[counties["county_code"].astype(str).isin(codes)]
    return inside.reset_index(drop=True) if len(inside) else None


def _layer(path: Path) -> gpd.GeoDataFrame | None:
    """Read a layer in WGS 84; ``None`` if there is no such file."""
    if not path.is_file():
        return None
    # geopandas takes a good part of the start time: on use only.
    import geopandas as gpd
    from pyogrio.errors import DataSourceError

    try:
        frame = gpd.read_file(path)
    except DataSourceError as error:
        raise DataError("C104", file=path.name) from error
    return frame.to_crs("EPSG:4326") if frame.crs is not None else frame
