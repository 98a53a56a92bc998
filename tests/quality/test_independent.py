"""All figures recomputed with pandas and plain fractions, written another way."""

from __future__ import annotations

from dataclasses import asdict, replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.domain import Stage
from optimizer.quality import (
    INDICATORS,
    is_within,
    standing_of,
    standings,
    variation,
    variation_squared,
)
from optimizer.report.balance import balances
from tests.builders import make_case, make_plan, make_policy, make_school
from tests.quality.factory import STANDARDS, generated, on_standard

RULES = make_policy().quality
SEEDS = range(12)


def table_of(schools) -> pd.DataFrame:
    """Return one row per school and stage with pupils and share, from the columns."""
    rows = pd.DataFrame([asdict(s) for s in schools])
    kinds = {
        "primary": ["211", "218", "312", "345"],
        "junior": ["311", "312", "341", "345"],
    }
    parts = []
    for stage, types in kinds.items():
        part = rows[rows.type_code.isin(types)].copy()
        small = (part.type_code == "218") & (
            part.pupils.fillna(part.pupils_primary) < 50
        )
        part = part[~small]
        p, j, t = part.pupils_primary, part.pupils_junior, part.pupils
        # 数据不足 spreads by itself: any unknown part makes the sum unknown
        heads = pd.Series(np.nan, index=part.index)
        mine = pd.Series(np.nan, index=part.index)
        single = part.type_code.isin(["211", "218", "311"])
        own = p if stage == "primary" else j
        heads[single] = t.fillna(own)[single]
        mine[single] = heads[single]
        weight = 1 if stage == "primary" else 1.1
        nine = part.type_code == "312"
        heads[nine] = ((p + 1.1 * j) / weight)[nine]
        twelve = part.type_code == "345"
        left = (t - p - j).where(lambda n: n >= 0)
        heads[twelve] = ((p + 1.1 * j + 1.32 * left) / weight)[twelve]
        complete = part.type_code == "341"
        rest = (t - j).where(lambda n: n >= 0)
        heads[complete] = (j + 1.2 * rest)[complete]
        mine[~single] = own[~single]
        part["heads"], part["own"] = heads, mine
        part.loc[(part.own.fillna(0) == 0), ["heads", "own"]] = np.nan
        parts.append(part.assign(stage=stage))
    return pd.concat(parts)


@pytest.mark.parametrize("seed", SEEDS)
def test_values_and_marks_equal_a_recomputation(seed):
    """Tests each value, each mark and the pass rule on 150 generated schools."""
    schools = generated(seed, 150)
    table = table_of(schools).set_index(["school_id", "stage"])
    found = list(standings(schools, RULES))
    assert {(s.school_id, s.stage.value) for s in found} == set(table.index)
    for standing in found:
        row = table.loc[(standing.school_id, standing.stage.value)]
        at = 0 if standing.stage is Stage.PRIMARY else 1
        marks = []
        for measure in standing.measures:
            amount = row[measure.indicator]
            per = STANDARDS[measure.indicator][2]
            own = amount * per / row.heads if row.heads > 0 else np.nan
            if pd.isna(own):
                assert measure.value is None
            else:
                assert float(measure.value) == pytest.approx(own, rel=1e-12)
                least = STANDARDS[measure.indicator][at]
                if abs(own / least - 1) > 1e-9:
                    assert measure.is_met == (own > least)
                marks.append((measure.is_met, measure.attained >= Fraction(85, 100)))
        assert standing.passes(RULES) is verdict(marks)


def verdict(marks) -> bool | None:
    """Return pass or fail by trying every way to fill the blanks."""
    kinds = [(True, True), (False, True), (False, False)]
    fillings: list[list[tuple[bool, bool]]] = [list(marks)]
    for _ in range(7 - len(marks)):
        fillings = [[*start, kind] for start in fillings for kind in kinds]
    answers = {
        sum(full for full, _ in filled) >= 6 and all(rest for _, rest in filled)
        for filled in fillings
    }
    return answers.pop() if len(answers) == 1 else None


@pytest.mark.parametrize("seed", SEEDS)
def test_difference_coefficients_equal_numpy(seed):
    """Tests the coefficient of all indicators and stages by county, weighted."""
    schools = generated(seed, 150)
    table = table_of(schools)
    found = balances(make_case(schools), make_plan({}))
    assert len(found) == 2 * 2 * len(INDICATORS)
    for row in found:
        of_row = (table.county_code == row.county_code) & (table.stage == row.stage)
        part = table[of_row]
        known = part[part[row.indicator].notna() & part.heads.notna()]
        rate = (known[row.indicator] / known.heads).to_numpy(dtype=float)
        weights = known.own.to_numpy(dtype=float)
        mean = np.average(rate, weights=weights)
        own = np.sqrt(np.cov(rate, aweights=weights, ddof=0)) / mean
        assert row.before == row.after == pytest.approx(float(own), rel=1e-9)
        assert row.mean == pytest.approx(mean * INDICATORS[row.indicator], rel=1e-9)
        assert (row.schools, row.missing) == (len(known), len(part) - len(known))
        assert row.within_before is bool(own <= row.reference)


def test_coefficient_on_the_limit_is_within_it():
    """Tests 1 and 3 rooms in schools of one size: mean 2, deviation 1, CV 0.50."""
    units = [(Fraction(1), 10), (Fraction(3), 10)]
    assert variation_squared(units) == Fraction(1, 4)
    assert is_within(variation_squared(units), 0.5)
    assert not is_within(variation_squared(units), 0.45)
    # 11 and 29 of 20 on average: 9 / 20 is 0.45 to the dot
    edge = [(Fraction(11), 7), (Fraction(29), 7)]
    assert is_within(variation_squared(edge), 0.45)
    beyond = [(Fraction(11), 7), (Fraction(29) + Fraction(1, 1000), 7)]
    assert not is_within(variation_squared(beyond), 0.45)
    assert is_within(None, 0.5) is None


@given(st.integers(0, 10_000), st.integers(2, 9))
@settings(max_examples=60, deadline=None)
def test_scale_changes_nothing(seed, factor):
    """Tests that a school twice as large with twice the resources stands the same."""
    (school,) = generated(seed, 1)
    names = (*INDICATORS, "pupils", "pupils_primary", "pupils_junior")
    columns = {n: getattr(school, n) for n in names}
    grown = {n: None if v is None else v * factor for n, v in columns.items()}
    # A point that grows past 50 pupils would be counted, and a float must stay exact.
    if school.type_code == "218":
        school = replace(school, type_code="211")
    exactly = {n: v if v is None else float(f"{v:.1f}") for n, v in grown.items()}
    whole = {n: exactly[n] if n.endswith(("m2", "yuan")) else grown[n] for n in names}
    before = list(standings([school], RULES))
    after = list(standings([replace(school, **whole)], RULES))
    assert [s.measures for s in before] == [s.measures for s in after]
    assert [s.passes(RULES) for s in before] == [s.passes(RULES) for s in after]


@given(
    st.lists(st.integers(1, 3000), min_size=1, max_size=30),
    st.fractions(min_value=Fraction(1, 100), max_value=100),
)
@settings(max_examples=60, deadline=None)
def test_coefficient_is_nought_when_all_are_equal(pupils, rate):
    """Tests that equal shares have no difference, exactly, and scale does not count."""
    units = [(rate * p, p) for p in pupils]
    assert variation_squared(units) == 0
    assert variation([(7 * x, 7 * p) for x, p in units]) == 0


@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(1, 2000)), min_size=1, max_size=20
    ),
    st.integers(2, 50),
)
@settings(max_examples=60, deadline=None)
def test_coefficient_keeps_its_value_when_all_is_scaled(units, factor):
    """Tests that neither the unit of resources nor the number of pupils counts."""
    exact_units = [(Fraction(x), p) for x, p in units]
    scaled = [(x * factor, p * factor) for x, p in exact_units]
    assert variation_squared(scaled) == variation_squared(exact_units)
    found = variation_squared(exact_units)
    assert found is None or found >= 0


def test_a_blank_never_changes_the_others():
    """Tests that the coefficient leaves a school out that has no figure."""
    known = make_school("a", pupils=100, backbone=1)
    standing = standing_of(known, Stage.PRIMARY, RULES)
    assert [m.indicator for m in standing.measures if m.value is not None] == [
        "backbone"
    ]
    assert standing_of(on_standard(), Stage.PRIMARY, RULES).missing == ()
