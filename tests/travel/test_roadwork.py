"""Tests of closed and opened roads: the trips they change, and no others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.errors import DataError
from optimizer.route import Binding
from optimizer.travel.changes import ChangeKind, RoadChange
from optimizer.travel.recut import recut
from optimizer.travel.road import Road
from optimizer.travel.roadwork import with_changes
from optimizer.travel.routing import RoadProvider

from .builders import lonlat, make_graph, make_school, make_travel, random_graph

TRAVEL = make_travel()
SQUARE = make_graph(
    [(0, 0), (1000, 0), (1000, 1000), (0, 1000)],
    [(0, 1, 1000, 60), (1, 2, 1000, 60), (2, 3, 1000, 60), (3, 0, 1000, 90)],
)
"""Four roads around a square, numbered 0 to 3."""


def change(kind="closed", road="", line=(), scenario="", speed=None) -> RoadChange:
    """One row, its line in local metres."""
    points = tuple(lonlat(x, y) for x, y in line)
    return RoadChange(
        ChangeKind(kind), scenario, road, points, speed, "新桥", 2, "changes.csv"
    )


def seconds(graph, *places) -> np.ndarray:
    """Seconds between schools at some places in local metres."""
    schools = [make_school(f"S{k}", *place) for k, place in enumerate(places)]
    return RoadProvider(graph, TRAVEL).matrix(schools).seconds


def test_road_closed_by_number_is_gone():
    """Tests that trips go the other way round, and the note names what was closed."""
    graph = with_changes(SQUARE, [change(road="0")], "normal")
    assert graph.num_links == 3
    assert seconds(SQUARE, (0, 0), (1000, 0))[0, 1] == 60
    assert seconds(graph, (0, 0), (1000, 0))[0, 1] == 210
    (note,) = graph.notes
    assert (note.code, note.row) == ("T297", 2)
    assert note.value == "1.00 km: 0"


def test_note_names_the_scenario_of_a_change():
    """Tests that a closure in winter alone is not taken for one of all year."""
    graph = with_changes(SQUARE, [change(road="0", scenario="winter")], "winter")
    assert [note.value for note in graph.notes] == ["1.00 km: 0 [winter]"]


def test_road_closed_by_name_where_no_number_fits():
    """Tests a name, with other width and case."""
    roads = (Road("0", "trunk", "G318 垭口"), *SQUARE.roads[1:])
    graph = with_changes(
        replace(SQUARE, roads=roads), [change(road="g318垭口")], "normal"
    )
    assert graph.num_links == 3


def test_line_across_a_road_cuts_it_there():
    """Tests that both stubs stay drivable up to the cut."""
    across = change(line=[(400, -50), (400, 50)])
    graph = with_changes(SQUARE, [across], "normal")
    assert graph.num_links == 5
    assert graph.metres.sum() / 2 == pytest.approx(4000 - 20, abs=0.1)
    here = seconds(graph, (200, 0), (600, 0), (0, 0))
    assert here[0, 2] == 12
    assert here[0, 1] == 12 + 210 + 24
    assert graph.notes[0].value == "0.02 km: 0"


def test_line_along_a_road_takes_that_part_out():
    """Tests a traced part; the side road keeps all but its mouth."""
    along = change(line=[(300, 2), (700, -2)])
    graph = with_changes(SQUARE, [along], "normal")
    assert graph.metres.sum() / 2 == pytest.approx(4000 - 420, abs=1)


def test_changes_of_another_scenario_do_nothing():
    """Tests that a winter closure leaves normal times alone, to the byte."""
    winter = change(road="0", scenario="winter")
    assert with_changes(SQUARE, [winter], "normal") is SQUARE
    assert with_changes(SQUARE, [winter], "winter").num_links == 3


def test_opened_bridge_joins_the_roads_at_its_ends():
    """Tests a bridge across the square, its time both ways and its reason."""
    bridge = change("opened", line=[(500, 5), (500, 995)], speed=36.0)
    graph = with_changes(SQUARE, [bridge], "normal")
    # 30 s to the bridge, 990 m at 10 m/s with its two joints of 5 m, 30 s after it.
    there = seconds(graph, (0, 0), (1000, 1000), (500, 0), (500, 1000))
    assert there[2, 3] == there[3, 2] == 100
    assert there[0, 1] == 120
    assert graph.roads[-1].name == "新桥"
    assert graph.roads[-1].speed_by is Binding.STATED
    assert graph.notes[0].code == "T298"


def test_road_opened_where_all_are_closed_is_an_error():
    """Tests a county without a road left: the row is named, nothing falls over."""
    rows = [change(road=str(k)) for k in range(SQUARE.num_links)]
    assert with_changes(SQUARE, rows, "normal").num_links == 0
    rows.append(change("opened", line=[(0, 0), (1000, 1000)], speed=36.0))
    with pytest.raises(DataError) as caught:
        with_changes(SQUARE, rows, "normal")
    assert [issue.code for issue in caught.value.issues] == ["T300"]


def test_opened_road_may_join_one_link_twice_and_an_end():
    """Tests a short cut within a link, and a join at a node."""
    arc = change("opened", line=[(200, 0), (200, 50), (800, 50), (800, 0)], speed=90.0)
    graph = with_changes(SQUARE, [arc], "normal")
    assert seconds(graph, (200, 0), (800, 0))[0, 1] == 28
    end = change("opened", line=[(0, 0), (1000, 1000)], speed=90.0)
    graph = with_changes(SQUARE, [end], "normal")
    assert seconds(graph, (0, 0), (1000, 1000))[0, 1] == pytest.approx(57, abs=1)


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("T308", change(road="G999")),
        ("T309", change(line=[(5000, 0), (5000, 100)])),
        ("T300", change("opened", line=[(500, 0), (5000, 0)], speed=36.0)),
    ],
)
def test_change_without_effect_is_an_error(code, wrong):
    """Tests that a closure that closes nothing is never silent."""
    with pytest.raises(DataError) as caught:
        with_changes(SQUARE, [change(road="0"), wrong], "normal")
    assert [issue.code for issue in caught.value.issues] == [code]
    assert caught.value.issues[0].row == 2


def test_opened_road_may_end_at_the_joining_distance():
    """Tests the neighbour of the fault above."""
    near = change("opened", line=[(500, 199), (500, 900)], speed=36.0)
    assert with_changes(SQUARE, [near], "normal").num_links == 7


@pytest.mark.parametrize("seed", range(12))
def test_closure_changes_exactly_the_pairs_that_used_it(seed):
    """Tests, pair by pair, the routes before against the times after."""
    graph = random_graph(seed)
    places = np.flatnonzero(graph.component == 0)[:12]
    schools = [
        make_school(f"S{k}", *(graph.node_xy[k] - (500_000.0, 3_350_000.0)))
        for k in places
    ]
    pairs = [(i, j) for i in range(len(schools)) for j in range(len(schools)) if i != j]
    before = RoadProvider(graph, TRAVEL)
    routes = before.path(schools, pairs)
    used = [s.ref for r in routes if r is not None for s in r.stretches]
    busiest = max(sorted(set(used)), key=used.count)
    closed = with_changes(graph, [change(road=busiest)], "normal")
    after = RoadProvider(closed, TRAVEL).matrix(schools)
    was = before.matrix(schools)
    for (i, j), route in zip(pairs, routes, strict=True):
        uses = route is not None and busiest in [s.ref for s in route.stretches]
        changed = (
            was.seconds[i, j] != after.seconds[i, j]
            or was.metres[i, j] != after.metres[i, j]
        )
        assert changed <= uses
        if uses and not changed:
            # Another way of the very same time and length.
            assert RoadProvider(closed, TRAVEL).path(schools, [(i, j)])[0] is not None


def test_turn_bans_follow_their_links():
    """Tests bans through whole links, kept ends, and links that are gone."""
    bans = [[0, 1, 1], [1, 1, 2], [3, 1, 0]]
    graph = replace(SQUARE, turn_bans=np.array(bans))
    cut = recut(graph, {0: [(0.0, 0.3), (0.6, 1.0)]}, ())
    # Links 1, 2, 3 are now 0, 1, 2; the parts of link 0 are 3 and 4.
    assert sorted(map(tuple, cut.turn_bans.tolist())) == [
        (0, 1, 1), (2, 1, 3), (4, 1, 0),
    ]  # fmt: skip
    gone = recut(graph, {0: []}, ())
    assert gone.turn_bans.tolist() == [[0, 1, 1]]
    stub = recut(graph, {0: [(0.2, 0.8)]}, ())
    assert stub.turn_bans.tolist() == [[0, 1, 1]]


def test_node_no_road_touches_is_left_out():
    """Tests that counts of nodes stay true after a closure."""
    graph = with_changes(SQUARE, [change(road="0"), change(road="1")], "normal")
    assert graph.num_nodes == 3
    assert graph.component.tolist() == [0, 0, 0]
