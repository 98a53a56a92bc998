"""Schools that stand exactly on the standards, and generated ones around them."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.domain import School
from tests.builders import make_school

STANDARDS = {
    "edu_hi": (4.2, 5.3, 100),
    "backbone": (1, 1, 100),
    "pe_art": (0.9, 0.9, 100),
    "room_area_m2": (4.5, 5.8, 1),
    "sport_area_m2": (7.5, 10.2, 1),
    "equip_yuan": (2000, 2500, 1),
    "media_rooms": (2.3, 2.4, 100),
}
"""Primary, junior, and per how many pupils: typed from the text of the method."""

PRIMARY = {
    "edu_hi": 42,
    "backbone": 10,
    "pe_art": 9,
    "room_area_m2": 4500.0,
    "sport_area_m2": 7500.0,
    "equip_yuan": 2_000_000.0,
    "media_rooms": 23,
}
"""Figures of a primary school of 1000 pupils that stands on every standard."""

JUNIOR = {
    "edu_hi": 53,
    "backbone": 10,
    "pe_art": 9,
    "room_area_m2": 5800.0,
    "sport_area_m2": 10200.0,
    "equip_yuan": 2_500_000.0,
    "media_rooms": 24,
}
"""The same of a junior school."""

UNDER = {
    "edu_hi": 41,
    "backbone": 9,
    "pe_art": 8,
    "room_area_m2": 4499.9,
    "sport_area_m2": 7499.9,
    "equip_yuan": 1_999_999.9,
    "media_rooms": 22,
}
"""One step below each standard of :data:`PRIMARY`."""


def on_standard(school_id: str = "b", **columns: Any) -> School:
    """Return a primary school of 1000 pupils that just reaches all seven."""
    return make_school(school_id, **{"pupils": 1000, **PRIMARY, **columns})


def generated(seed: int, number: int, *, blanks: float = 0.1) -> list[School]:
    """Return schools of all types around the standards, some with blanks."""
    rng = np.random.default_rng(seed)
    return [_school(rng, f"s{i:04}", blanks) for i in range(number)]


def _school(rng: np.random.Generator, school_id: str, blanks: float) -> School:
    kinds = ["211", "218", "311", "312", "341", "345", "342", "511", "361"]
    kind = str(
        rng.choice(kinds, p=[0.3, 0.15, 0.15, 0.2, 0.05, 0.05, 0.04, 0.04, 0.02])
    )
    low, high, top = (int(n) for n in rng.integers(0, 900, size=3))
    parts = {"211": low, "218": int(rng.integers(30, 70)), "311": high}
    pupils = parts.get(kind, low + high + (top if kind in ("341", "345") else 0))
    columns: dict[str, Any] = {
        "pupils": pupils - (low if kind == "341" else 0),
        "pupils_primary": low if kind in ("312", "345") else None,
        "pupils_junior": high if kind in ("312", "341", "345") else None,
    }
    for name, (first, _, per) in STANDARDS.items():
        amount = first * pupils / per * float(rng.choice([0.8, 0.85, 0.97, 1, 1.3]))
        is_whole = per == 100
        columns[name] = round(amount) if is_whole else round(amount, 1)
    for name in (*STANDARDS, "pupils", "pupils_primary", "pupils_junior"):
        if rng.random() < blanks:
            columns[name] = None
    county = str(rng.choice(["422801", "422802"]))
    return make_school(school_id, type_code=kind, county_code=county, **columns)
