"""Limits of what is plausible, in one table. They are 建议值,非政策规定.

A figure beyond a limit is doubted and kept, never changed. What each limit means
stands in the messages under ``limit.`` and its name; the list of checks prints all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LIMITS: Final[Mapping[str, float]] = {
    "class_pupils_max": 70,
    "class_pupils_min": 2,
    "teacher_pupils_max": 100,
    "teacher_pupils_min": 0.5,
    "media_per_class_max": 3,
    "room_m2_per_pupil_max": 100,
    "sport_m2_per_pupil_max": 500,
    "equip_yuan_per_pupil_max": 200_000,
    "ratio_pupils_min": 10,
    "equip_yuan_per_pupil_min": 30,
    "room_m2_per_pupil_min": 0.5,
    "sport_m2_per_pupil_min": 0.3,
    "unit_log10_tolerance": 0.8,
    "unit_rows_min": 3,
    "point_pupils_max": 100,
    "small_pupils_below": 100,
    "same_place_m": 50,
    "same_name_ratio": 0.8,
    "border_outside_m": 1000,
    "border_inside_m": 200,
    "one_county_share": 0.9,
    "one_county_rows_min": 10,
    "year_rows_min": 10,
    "opened_year_min": 1900,
    "official_id_share": 0.5,
}
"""Every limit by its name; all are inclusive."""
