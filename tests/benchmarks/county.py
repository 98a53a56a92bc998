"""Synthetic counties of any size for measuring; not a demo, nothing is written."""

from __future__ import annotations

import numpy as np

from optimizer.case import Case, make_case
from optimizer.domain import School
from optimizer.matrix import SOURCES, TravelMatrix
from optimizer.policy import read_policy

SPEED_KPH = 30
DETOUR = 1.5
TOWNS = 40


def synthetic_county(n: int, cores: int, *, size_km: float, seed: int = 1) -> Case:
    """Return a county of ``n`` schools around towns, straight lines x detour.

    Parameters
    ----------
    n, cores
        Schools in all, and how many of them may lead.
    size_km
        Side of the square the towns lie in.
    seed
        Seed of the layout.
    """
    rng = np.random.default_rng(seed)
    seats = rng.random((TOWNS, 2)) * size_km
    town = rng.integers(TOWNS, size=n)
    xy = seats[town] + rng.normal(0, 8, size=(n, 2))
    schools = [_school(rng, i, int(town[i]), leads=i < cores) for i in range(n)]
    km = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)) * DETOUR
    metres = np.maximum(1, np.round(km * 1000)).astype(np.int32)
    seconds = np.maximum(1, np.round(km / SPEED_KPH * 3600)).astype(np.int32)
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    source = np.full((n, n), SOURCES.index("estimate"), dtype=np.uint8)
    ids = tuple(school.school_id for school in schools)
    travel = TravelMatrix(ids, seconds, metres, source)
    return make_case(schools, travel, read_policy("enshi-2022-2025"))


def _school(rng: np.random.Generator, i: int, town: int, *, leads: bool) -> School:
    kind = "311" if i % 5 == 0 else "218" if i % 3 == 0 and not leads else "211"
    pupils = int(rng.integers(400, 900)) if leads else int(rng.integers(20, 350))
    grades = ("薄弱", "合格", "良好")
    return School(
        school_id=f"S{i:05}",
        name=f"school {i}",
        county_code="422801",
        type_code=kind,
        town=f"town {town}",
        region_code="121" if leads else "220",
        pupils=pupils,
        backbone=int(pupils * rng.uniform(1.5, 4) / 100) if leads else 1,
        core=leads,
        quality="优质" if leads else grades[int(rng.integers(3))],
        will_join=None if rng.random() < 0.6 else True,
    )
