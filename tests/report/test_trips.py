"""What stands behind the trips of a plan: facts, and the words for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import messages
from optimizer.policy import NORMAL
from optimizer.report.labels import Labels
from optimizer.report.trip_words import TripWords
from optimizer.report.trips import Trips, straight_m
from optimizer.route import Binding
from optimizer.travel.speeds import CLASS_ORDER
from tests import builders
from tests.report import evidence_factory as factory


@pytest.fixture
def trips() -> Trips:
    case = factory.make_case()
    return Trips(case, factory.make_plan(), factory.make_evidence(case))


@pytest.fixture
def words(trips: Trips) -> TripWords:
    return TripWords(Labels(trips.case, trips.plan))


def test_only_the_pair_within_the_error_is_borderline(trips: Trips) -> None:
    assert [u.member.school_id for u in trips.borderline] == ["c"]
    assert trips.margin("b", "A") is None
    margin = trips.margin("c", "A")
    assert margin is not None
    assert margin.cause == "band"
    assert margin.low == pytest.approx(47.15 * 60 * 0.9)
    assert margin.high == pytest.approx(48.2 * 60 * 1.1)


@pytest.mark.parametrize(
    ("own", "second", "cause"),
    [(49.0, 51.0, "engines"), (44.0, 46.0, "both"), (50.0, 50.0, "band")],
)
def test_cause_of_a_borderline_pair(own: float, second: float, cause: str) -> None:
    """Tests the engines alone, engines and error together, and the limit itself."""
    case = builders.make_case(
        ["A", "b"],
        own,
        second=second,
        source="road_graph",
        travel={"max_minutes": 50.0, "band_pct": 10.0},
    )
    margin = Trips(case, builders.make_plan({"A": ["b"]})).margin("b", "A")
    assert margin is not None
    assert margin.cause == cause


def test_kilometres_of_two_engines_make_a_pair_borderline() -> None:
    case = builders.make_case(["A", "b"], 10.0, km=44.0, source="road_graph")
    other = builders.make_travel(["A", "b"], 10.0, km=46.0, source="road_graph")
    case = replace(case, second=other)
    trips = Trips(case, builders.make_plan({"A": ["b"]}))
    margin = trips.margin("b", "A")
    assert margin is not None
    assert margin.cause == "km"
    text = TripWords(Labels(case, trips.plan)).margin(margin)
    assert "44.0、46.0 公里" in text


def test_near_misses_are_pairs_only_distance_keeps_apart(trips: Trips) -> None:
    """Tests that the school just over the limit is found, and its way back in."""
    assert [(m.member, m.core, m.cause) for m in trips.near_misses] == [
        ("e", "A", "engines")
    ]
    shut = factory.make_case(pairing={"members_need_tag": True})
    shut = replace(
        shut,
        schools=tuple(
            replace(s, will_join=False) if s.school_id == "e" else s
            for s in shut.schools
        ),
    )
    assert Trips(shut, trips.plan).near_misses == ()


def test_avoided_borderline_pairs_are_near_misses() -> None:
    case = factory.make_case(travel={"avoid_borderline": True})
    plan = builders.make_plan({"A": ["b"]})
    pairs = [m.member for m in Trips(case, plan).near_misses]
    assert pairs == ["c", "e"]


def test_scenario_tells_what_is_broken(trips: Trips) -> None:
    assert trips.scenarios == ("winter",)
    assert [u.member.school_id for u in trips.broken_in("winter")] == ["c"]
    assert trips.used[1].checks["winter"].breaches == ("minutes",)
    assert not trips.is_broken("c", "A")
    assert trips.is_broken("e", "A")


def test_unknown_way_in_a_scenario_is_a_breach(words: TripWords) -> None:
    case = factory.make_case()
    plan = builders.make_plan({"A": ["e"]})
    used = Trips(case, plan, factory.make_evidence(case)).used[0]
    assert used.checks["winter"].breaches == ("route",)
    assert words.check(used.checks["winter"]) == "无路可达"


def test_limit_itself_is_kept_in_a_scenario() -> None:
    """Tests that limits are inclusive: 60 minutes pass, one second more does not."""
    case = builders.make_case(["A", "b"], travel={"max_minutes": 60.0})
    plan = builders.make_plan({"A": ["b"]})
    for minutes, broken in ((60.0, 0), (60 + 1 / 60, 1)):
        evidence = replace(
            factory.make_evidence(factory.make_case()),
            scenarios={"winter": builders.make_travel(["A", "b"], minutes)},
        )
        assert len(Trips(case, plan, evidence).broken_in("winter")) == broken


def test_restated_minutes_are_told_from_computed_ones(trips: Trips) -> None:
    same = trips.used[0]
    assert not same.is_restated
    member = same.member.model_copy(update={"travel_source": "navigation"})
    assert replace(same, member=member).is_restated
    later = same.member.model_copy(update={"minutes": 12.4})
    assert replace(same, member=later).is_restated


def test_detour_compares_with_the_straight_line(trips: Trips) -> None:
    a, b = (trips.case.by_id[i] for i in "Ab")
    straight = straight_m(a, b)
    assert straight == pytest.approx(3234, abs=5)
    assert trips.detour(trips.used[0]) == pytest.approx(6173 / (straight or 1))
    assert trips.detour(trips.used[1]) is None
    assert straight_m(a, trips.case.by_id["d"]) is None


def test_longest_trip_has_its_slowest_stretch(trips: Trips) -> None:
    found = trips.slowest
    assert found is not None
    assert found[0].member.school_id == "c"
    assert found[1] is None
    assert Trips(trips.case, builders.make_plan({})).slowest is None


def test_roads_are_said_in_words(trips: Trips, words: TripWords) -> None:
    route = trips.used[0].route
    assert route is not None
    assert words.classes(route) == [
        "省道 2.0 公里",
        "乡道 2.0 公里",
        "等级不详 0.2 公里",
    ]
    assert route.slowest is not None
    assert words.stretch(route.slowest).endswith(
        "(乡道)2.0 公里,均速 15.0 公里/小时,原因:弯道急"
    )
    assert words.road_class("trunk_link") == "国道"
    assert words.road_class("自定义") == "自定义"


def test_a_few_metres_of_a_class_are_left_out(words: TripWords) -> None:
    tiny = factory.stretch(kind="service", metres=30.0, seconds=5.0)
    route = factory.route("b", "A", [], stretches=(factory.stretch(), tiny))
    assert words.classes(route) == ["省道 2.0 公里"]
    assert words.classes(replace(route, stretches=(tiny,))) == ["内部道路 0.0 公里"]


def test_classes_of_one_name_count_together(words: TripWords) -> None:
    """Tests slip roads and living streets: no word stands twice in a list."""
    kinds = {"residential": 900.0, "primary": 800.0, "primary_link": 400.0,
             "living_street": 200.0}  # fmt: skip
    stretches = tuple(factory.stretch(kind=k, metres=m) for k, m in kinds.items())
    route = factory.route("b", "A", [], stretches=stretches)
    assert words.classes(route) == ["省道 1.2 公里", "居民区道路 1.1 公里"]


def test_scenario_states_its_rule_and_source(words: TripWords) -> None:
    rule = words.scenario_rule("winter")
    assert rule.startswith("冬季结冰:海拔 1200 米")
    assert "建议值,非政策规定" in rule
    assert "不结冰" in words.scenario_rule(NORMAL)
    assert "没有这一情景" in words.scenario_rule("暴雨")


def test_every_class_binding_and_cause_has_words() -> None:
    wanted = [
        *(f"road.{kind}" for kind in CLASS_ORDER),
        *(f"binding.{binding}" for binding in Binding),
        *(f"margin.{cause}" for cause in ("band", "engines", "both", "km")),
        *(f"breach.{breach}" for breach in ("minutes", "km", "route")),
    ]
    assert [code for code in wanted if not messages.has_text(code)] == []
