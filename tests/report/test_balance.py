"""The simulation of balance: by hand, and recomputed from the demo's own table."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook

from optimizer.domain import School, Stage
from optimizer.ingest.schools import read_schools
from optimizer.report.balance import INDICATORS, Balance, balances
from optimizer.report.summary import summary_markdown
from optimizer.report.workbook import write_workbook
from optimizer.resources import data_dir
from tests.builders import make_case, make_core, make_plan, make_school

TABLE = data_dir() / "demo" / "enshi" / "schools.csv"


def of(rows: list[Balance], stage: Stage, indicator: str) -> Balance:
    """Return the row of one stage and indicator."""
    (row,) = [r for r in rows if (r.stage, r.indicator) == (stage, indicator)]
    return row


def figures(*schools: School, groups=None, **policy) -> list[Balance]:
    """Return the simulation of some schools in the groups given."""
    return balances(make_case(schools, **policy), make_plan(groups or {}))


def test_variation_by_hand():
    """Tests 10 and 30 per 100 in 100 and 300 pupils: mean 25, S 8.66, CV 0.3464."""
    schools = [make_core("A", pupils=100, backbone=10), make_school("b", pupils=300)]
    schools[1] = make_school("b", pupils=300, backbone=90)
    row = of(figures(*schools, groups={"A": ["b"]}), Stage.PRIMARY, "backbone")
    assert row.mean == pytest.approx(25)
    assert row.before == pytest.approx(np.sqrt(0.25 * 15**2 + 0.75 * 5**2) / 25)
    assert (row.after, row.schools, row.units) == (pytest.approx(0), 2, 1)
    apart = of(figures(*schools), Stage.PRIMARY, "backbone")
    assert (apart.before, apart.units) == (apart.after, 2)
    unweighted = np.std([10, 30]) / 20
    assert row.before != pytest.approx(unweighted)


def test_missing_is_left_out_and_never_nought():
    """Tests trap T11: a blank changes no figure of the others, before or after."""
    known = [
        make_core("A", pupils=100, media_rooms=10),
        make_school("b", pupils=100, media_rooms=5),
    ]
    blank = make_school("c", pupils=400, media_rooms=None)
    full = figures(*known, blank, groups={"A": ["b", "c"]})
    row = of(full, Stage.PRIMARY, "media_rooms")
    alone = of(figures(*known, groups={"A": ["b"]}), Stage.PRIMARY, "media_rooms")
    assert (row.mean, row.before, row.after) == (alone.mean, alone.before, alone.after)
    assert (row.schools, row.missing) == (2, 1)
    nothing = of(full, Stage.PRIMARY, "pe_art")
    assert (nothing.mean, nothing.before, nothing.after) == (None, None, None)
    assert nothing.missing == 3
    assert all(r.stage is Stage.PRIMARY for r in full)


def test_school_of_both_stages_is_split_by_weighted_pupils():
    """Tests trap T9: 100 and 200 pupils share 32 rooms as 10 to 22 (1 : 1.1)."""
    nine = make_core(
        "A",
        type_code="312",
        pupils=300,
        pupils_primary=100,
        pupils_junior=200,
        media_rooms=32,
    )
    rows = figures(nine, make_school("b", pupils=100, media_rooms=10))
    assert of(rows, Stage.PRIMARY, "media_rooms").mean == pytest.approx(10)
    assert of(rows, Stage.PRIMARY, "media_rooms").before == pytest.approx(0)
    assert of(rows, Stage.JUNIOR, "media_rooms").mean == pytest.approx(11)
    unsplit = make_core("A", type_code="312", pupils=300, media_rooms=32)
    rows = figures(unsplit)
    assert {(r.schools, r.missing) for r in rows} == {(0, 1)}


@pytest.mark.parametrize(("pupils", "small"), [(49, 1), (50, 0), (None, 0)])
def test_small_teaching_points_are_left_out(pupils, small):
    """Tests the limit of 50, for points only; an unknown size is 数据不足."""
    point = make_school("p", type_code="218", pupils=pupils, backbone=1)
    school = make_school("b", pupils=20, backbone=1)
    row = of(figures(point, school), Stage.PRIMARY, "backbone")
    assert row.small == small
    assert row.schools == 1 + (pupils == 50)
    assert row.missing == (pupils is None)


def recomputed(rows: list[dict[str, str]], stage: str, name: str, unit: dict[str, str]):
    """Return mean, CV before and CV after from the raw table, in another way."""
    kinds = {"primary": {"211", "218", "312"}, "junior": {"311", "312"}}[stage]
    x, p, units = [], [], []
    for row in rows:
        kind = row["type_code"]
        if kind not in kinds or not row[name] or not row["pupils"]:
            continue
        if kind == "218" and int(row["pupils"]) < 50:
            continue
        pupils, share = float(row["pupils"]), 1.0
        if kind == "312":
            if not row["pupils_primary"] or not row["pupils_junior"]:
                continue
            low, high = float(row["pupils_primary"]), float(row["pupils_junior"])
            pupils = low if stage == "primary" else high
            share = (low if stage == "primary" else 1.1 * high) / (low + 1.1 * high)
        x.append(float(row[name]) * share)
        p.append(pupils)
        units.append(unit.get(row["school_id"], row["school_id"]))

    def cv(x, p):
        rate = x / p
        mean = np.average(rate, weights=p)
        return np.sqrt(np.average((rate - mean) ** 2, weights=p)) / mean

    x, p = np.array(x), np.array(p)
    _, at = np.unique(units, return_inverse=True)
    mean = x.sum() / p.sum()
    return mean, cv(x, p), cv(np.bincount(at, x), np.bincount(at, p))


def test_demo_county_recomputed_from_its_table(tmp_path: Path):
    """Tests all fourteen rows against numpy, and that pooling never parts more."""
    taken = {"211", "218", "311", "312"}
    schools = [s for s in read_schools(TABLE).schools if s.type_code in taken]
    by_town: dict[str, list[str]] = {}
    for school in sorted(schools, key=lambda s: s.school_id):
        by_town.setdefault(school.town or "", []).append(school.school_id)
    groups = {ids[0]: ids[1:5] for ids in by_town.values() if len(ids) > 4}
    unit = {m: core for core, members in groups.items() for m in (core, *members)}
    with TABLE.open(encoding="utf-8-sig", newline="") as file:
        raw = list(csv.DictReader(file))
    case, plan = make_case(schools), make_plan(groups)
    found = balances(case, plan)
    assert len(found) == 2 * len(INDICATORS)
    for row in found:
        own = recomputed(raw, row.stage, row.indicator, unit)
        scale = INDICATORS[row.indicator]
        assert row.mean == pytest.approx(own[0] * scale)
        assert (row.before, row.after) == (
            pytest.approx(own[1]),
            pytest.approx(own[2]),
        )
        assert row.after <= row.before
        assert row.reference == (0.5 if row.stage is Stage.PRIMARY else 0.45)
    assert max(r.before - r.after for r in found) > 0.05
    summary = summary_markdown(case, plan)
    assert "模拟测算,不是预测" in summary
    assert "恩施市小学:差异系数最大的一项" in summary
    write_workbook(case, plan, tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["均衡模拟"]
    cells = [row[:6] for row in sheet.iter_rows(values_only=True) if row[1] == "小学"]
    first = of(found, Stage.PRIMARY, "edu_hi")
    assert cells[0][4:6] == (pytest.approx(first.before), pytest.approx(first.after))
