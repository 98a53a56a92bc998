"""Tests of shortest trips, with networkx as the outside judge."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from optimizer.matrix import SOURCES, UNKNOWN
from optimizer.travel.protocol import SnapStatus
from optimizer.travel.routing import RoadProvider

from .builders import (
    make_graph,
    make_school,
    make_travel,
    random_graph,
    schools_on_nodes,
)

HOUR = 3600


def oracle(graph):
    """The same graph in networkx, times and lengths as whole numbers."""
    out = nx.MultiDiGraph()
    out.add_nodes_from(range(graph.num_nodes))
    for k in range(graph.num_links):
        ends = int(graph.tail[k]), int(graph.head[k])
        for column, (a, b) in enumerate((ends, ends[::-1])):
            if np.isfinite(graph.seconds[k, column]):
                out.add_edge(
                    a,
                    b,
                    s=int(graph.seconds[k, column]),
                    m=int(graph.metres[k, column]),
                )
    return out


def shortest_of_fastest(net, source):
    """Least time and, among all fastest paths, least metres, by a second search."""
    time = nx.single_source_dijkstra_path_length(net, source, weight="s")
    tight = nx.MultiDiGraph()
    tight.add_nodes_from(net)
    for a, b, facts in net.edges(data=True):
        if a in time and time[a] + facts["s"] == time[b]:
            tight.add_edge(a, b, m=facts["m"])
    return time, nx.single_source_dijkstra_path_length(tight, source, weight="m")


@pytest.mark.parametrize("seed", range(12))
def test_matrix_random_graph_equals_networkx(seed):
    """Tests that time is least and that the distance is that of the fastest path."""
    graph = random_graph(seed)
    used = np.flatnonzero(graph.component == 0)
    schools = schools_on_nodes(graph, used)
    matrix = RoadProvider(graph, make_travel()).matrix(schools)
    net = oracle(graph)
    for i, source in enumerate(used):
        time, metres = shortest_of_fastest(net, int(source))
        for j, goal in enumerate(used):
            if i != j:
                assert matrix.seconds[i, j] == time.get(int(goal), UNKNOWN)
                assert matrix.metres[i, j] == metres.get(int(goal), UNKNOWN)


def test_matrix_equal_times_takes_the_shorter_path():
    """Tests the tie rule: of two paths of 100 s the one of 900 m counts."""
    nodes = [(0, 0), (1000, 900), (1000, -900), (2000, 0)]
    links = [(0, 1, 700, 50), (1, 3, 700, 50), (0, 2, 450, 50), (2, 3, 450, 50)]
    graph = make_graph(nodes, links)
    for order in (links, links[::-1]):
        graph = make_graph(nodes, order)
        matrix = RoadProvider(graph, make_travel()).matrix(
            schools_on_nodes(graph, [0, 3])
        )
        assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (100, 900)


def test_matrix_distance_belongs_to_the_fastest_path():
    """Tests that a short slow road gives neither its time nor its distance."""
    nodes = [(0, 0), (1000, 500), (2000, 0)]
    links = [(0, 2, 2000, 900), (0, 1, 3000, 100), (1, 2, 3000, 100)]
    graph = make_graph(nodes, links)
    matrix = RoadProvider(graph, make_travel()).matrix(schools_on_nodes(graph, [0, 2]))
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (200, 6000)


def test_matrix_parallel_links_are_not_added_up():
    """Tests that 3 s and 5 s side by side are 3 s, with the metres of the 3 s."""
    graph = make_graph([(0, 0), (100, 0)], [(0, 1, 70, 5), (0, 1, 90, 3)])
    matrix = RoadProvider(graph, make_travel()).matrix(schools_on_nodes(graph, [0, 1]))
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (3, 90)


def test_matrix_oneway_ring_goes_round():
    """Tests that one-way links give different times there and back."""
    nodes = [(0, 0), (1000, 0), (500, 800)]
    links = [(a, b, 1000, 60, True) for a, b in ((0, 1), (1, 2), (2, 0))]
    graph = make_graph(nodes, links)
    matrix = RoadProvider(graph, make_travel()).matrix(schools_on_nodes(graph, [0, 1]))
    assert matrix.seconds[0, 1] == 60
    assert matrix.seconds[1, 0] == 120


def test_matrix_schools_on_one_link_meet_along_it():
    """Tests that two schools on one long link need not go by its ends."""
    graph = make_graph([(0, 0), (10_000, 0)], [(0, 1, 10_000, 1000)])
    schools = [make_school("a", 4000, 0), make_school("b", 5000, 0)]
    matrix = RoadProvider(graph, make_travel()).matrix(schools)
    assert matrix.seconds[0, 1] == matrix.seconds[1, 0] == 100
    assert matrix.metres[0, 1] == 1000


def test_matrix_schools_on_one_oneway_link_return_by_the_ring():
    """Tests that the way back on a one-way link goes all around."""
    nodes = [(0, 0), (10_000, 0)]
    links = [(0, 1, 10_000, 1000, True), (1, 0, 20_000, 2000, True)]
    graph = make_graph(nodes, links)
    # The second link is drawn on the first; schools snap to the first of equals.
    schools = [make_school("a", 4000, 0), make_school("b", 5000, 0)]
    matrix = RoadProvider(graph, make_travel()).matrix(schools)
    assert matrix.seconds[0, 1] == 100
    assert matrix.seconds[1, 0] == 2900


def test_matrix_link_to_itself_carries_schools():
    """Tests that a closed loop works as a street with one entrance."""
    graph = make_graph(
        [(0, 0), (1000, 0), (2000, 0)],
        [(0, 1, 1000, 100), (1, 2, 1000, 100), (2, 2, 400, 40)],
    )
    schools = schools_on_nodes(graph, [0, 2])
    matrix = RoadProvider(graph, make_travel()).matrix(schools)
    assert matrix.seconds[0, 1] == 200


def test_matrix_access_leg_counts_for_time_distance_and_limit():
    """Tests 100 m off the road at 10 km/h: 36 s and 100 m more at each end."""
    graph = make_graph([(0, 0), (10_000, 0)], [(0, 1, 10_000, 1000)])
    schools = [make_school("a", 1000, 100), make_school("b", 9000, -50)]
    matrix = RoadProvider(graph, make_travel(access_speed_kph=10.0)).matrix(schools)
    assert matrix.seconds[0, 1] == 800 + 36 + 18
    assert matrix.metres[0, 1] == 8000 + 150


@pytest.mark.parametrize(("seconds", "known"), [(10_800, True), (10_801, False)])
def test_matrix_search_limit_is_inclusive(seconds, known):
    """Tests the boundary of 180 minutes: exactly the limit is still known."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, seconds)])
    travel = make_travel(search_limit_minutes=180.0)
    matrix = RoadProvider(graph, travel).matrix(schools_on_nodes(graph, [0, 1]))
    assert bool(matrix.known[0, 1]) is known


def test_matrix_same_place_is_one_second_and_one_metre():
    """Tests that two schools at one point are known and not zero."""
    graph = make_graph([(0, 0), (10_000, 0)], [(0, 1, 10_000, 1000)])
    schools = [make_school("a", 1000, 300), make_school("b", 1000, 300)]
    matrix = RoadProvider(graph, make_travel()).matrix(schools)
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (1, 1)


def test_matrix_separate_network_is_unknown_not_zero():
    """Tests that an island reaches its own schools and no others."""
    nodes = [(0, 0), (5000, 0), (9000, 0), (0, 9000), (5000, 9000)]
    links = [(0, 1, 5000, 300), (1, 2, 4000, 300), (3, 4, 5000, 300)]
    graph = make_graph(nodes, links)
    schools = [*schools_on_nodes(graph, [0, 1, 3]), make_school("x", 2500, 9000)]
    matrix, report = RoadProvider(graph, make_travel()).measure(schools)
    assert matrix.seconds[0, 2] == matrix.metres[0, 2] == UNKNOWN
    assert matrix.seconds[2, 3] == 150
    assert [s.status for s in report.snaps] == [
        SnapStatus.OK, SnapStatus.OK, SnapStatus.ISLAND, SnapStatus.ISLAND,
    ]  # fmt: skip
    assert report.num_components == 2
    assert report.largest_component_share == pytest.approx(0.6)
    assert [note.code for note in report.notes] == ["T283", "T283"]
    assert report.unreachable == ()


def test_matrix_unlocated_school_stays_unknown():
    """Tests that a school without coordinates is reported and unreachable."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    schools = [*schools_on_nodes(graph, [0, 1]), make_school("z")]
    matrix, report = RoadProvider(graph, make_travel()).measure(schools)
    assert not matrix.known[2, :2].any()
    assert report.unreachable == ("z",)
    assert report.snaps[2].status is SnapStatus.UNLOCATED


@pytest.mark.parametrize("cells", [1, 60, 10**9])
def test_matrix_slices_give_the_same_answer(cells):
    """Tests that the memory bound does not change the result."""
    graph = random_graph(99, num_nodes=40, num_links=120)
    schools = schools_on_nodes(graph, range(0, 40, 2))
    whole = RoadProvider(graph, make_travel()).matrix(schools)
    part = RoadProvider(graph, make_travel(), cells_per_slice=cells).matrix(schools)
    assert part.fingerprint() == whole.fingerprint()


def test_matrix_order_of_schools_only_permutes():
    """Tests that relabelling changes nothing but the order."""
    graph = random_graph(5)
    schools = schools_on_nodes(graph, range(20))
    turn = np.random.default_rng(1).permutation(20)
    one = RoadProvider(graph, make_travel()).matrix(schools)
    two = RoadProvider(graph, make_travel()).matrix([schools[k] for k in turn])
    assert np.array_equal(one.seconds[np.ix_(turn, turn)], two.seconds)
    assert np.array_equal(one.metres[np.ix_(turn, turn)], two.metres)


def test_matrix_huge_limit_still_exact_in_time():
    """Tests that a search limit of a year does not spoil the packed weights."""
    graph = random_graph(7)
    schools = schools_on_nodes(graph, range(10))
    usual = RoadProvider(graph, make_travel()).matrix(schools)
    huge = RoadProvider(graph, make_travel(search_limit_minutes=525_600.0)).matrix(
        schools
    )
    assert np.array_equal(usual.seconds[usual.known], huge.seconds[usual.known])
    assert np.array_equal(usual.metres[usual.known], huge.metres[usual.known])


def test_matrix_source_is_road_graph():
    """Tests that each known pair carries its source."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    matrix = RoadProvider(graph, make_travel()).matrix(schools_on_nodes(graph, [0, 1]))
    assert SOURCES[matrix.source[0, 1]] == "road_graph"


def test_matrix_no_schools_and_one_school():
    """Tests the two smallest inputs."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    provider = RoadProvider(graph, make_travel())
    assert provider.matrix([]).seconds.shape == (0, 0)
    assert provider.matrix(schools_on_nodes(graph, [0])).seconds.tolist() == [[0]]


def test_fingerprint_follows_graph_and_numbers():
    """Tests that the fingerprint changes with what the result depends on."""
    graph = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 60)])
    other = make_graph([(0, 0), (1000, 0)], [(0, 1, 1000, 61)])
    base = RoadProvider(graph, make_travel()).fingerprint()
    assert RoadProvider(graph, make_travel()).fingerprint() == base
    assert RoadProvider(other, make_travel()).fingerprint() != base
    assert RoadProvider(graph, make_travel(snap_max_m=1.0)).fingerprint() != base
    assert RoadProvider(graph, make_travel(max_km=9.0)).fingerprint() == base
