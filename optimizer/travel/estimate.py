"""Straight-line estimate: a stand-in for roads, labelled as such on every pair."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from optimizer.domain import School, TravelSource
from optimizer.matrix import SOURCES, UNKNOWN, TravelMatrix
from optimizer.policy import Travel
from optimizer.travel.units import MPS_PER_KPH, SECONDS_PER_MINUTE

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class EstimateProvider:
    """Geodesic distance x ``detour_factor``, driven at ``estimate_speed_kph``.

    Both directions are equal. A school without coordinates has no known pair, and a
    pair longer than ``search_limit_minutes`` (inclusive) is unknown. Two schools at
    the same place are one second and one metre apart, the least a matrix can say.
    """

    travel: Travel

    def matrix(self, schools: Sequence[School]) -> TravelMatrix:
        """Return the estimated travel between schools."""
        straight = straight_m(schools)
        metres = straight * self.travel.detour_factor
        speed = self.travel.estimate_speed_kph * MPS_PER_KPH
        limit = self.travel.search_limit_minutes * SECONDS_PER_MINUTE
        return assemble(
            schools, metres / speed, metres, TravelSource.ESTIMATE, limit_s=limit
        )

    def fingerprint(self) -> str:
        """Return the SHA-256 of the three numbers the estimate depends on."""
        keys = {"detour_factor", "estimate_speed_kph", "search_limit_minutes"}
        facts = json.dumps(self.travel.model_dump(include=keys), sort_keys=True)
        return hashlib.sha256(f"estimate/1 {facts}".encode()).hexdigest()


def straight_m(schools: Sequence[School]) -> NDArray[np.float64]:
    """Return geodesic metres on WGS 84 between schools, infinite where unlocated."""
    lon, lat = lonlat(schools)
    first, second = np.triu_indices(len(schools), k=1)
    out = np.full((len(schools), len(schools)), np.inf)
    seen = np.isfinite(lon[first]) & np.isfinite(lon[second])
    first, second = first[seen], second[seen]
    _, _, metres = _GEOD.inv(lon[first], lat[first], lon[second], lat[second])
    out[first, second] = out[second, first] = metres
    return out


def lonlat(
    schools: Sequence[School],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes in degrees; both NaN where unlocated."""
    points = [
        (s.lon, s.lat) if s.lon is not None and s.lat is not None else (np.nan, np.nan)
        for s in schools
    ]
    array = np.array(points, dtype=np.float64).reshape(-1, 2)
    return array[:, 0], array[:, 1]


def assemble(
    schools: Sequence[School],
    seconds: NDArray[np.float64],
    metres: NDArray[np.float64],
    source: TravelSource,
    *,
    limit_s: float,
) -> TravelMatrix:
    """Round to whole seconds and metres and make a matrix of one source.

    Infinite pairs and pairs above the limit are unknown. Known pairs of different
    schools are at least one second and one metre, so that a written table never
    holds a zero.

    Parameters
    ----------
    schools
        Schools in index order.
    seconds, metres
        Shape ``(n, n)``, ``[from, to]``, infinite where unknown.
    source
        Source of every known pair.
    limit_s
        Longest trip in seconds, inclusive, compared after rounding.
    """
    off = ~np.eye(len(schools), dtype=bool)
    known = np.isfinite(seconds) & (np.rint(seconds) <= limit_s) & off

    def rounded(values: NDArray[np.float64]) -> NDArray[np.int32]:
        whole = np.maximum(1, np.rint(np.where(known, values, 1)))
        return np.where(off, np.where(known, whole, UNKNOWN), 0).astype(np.int32)

    return TravelMatrix(
        tuple(school.school_id for school in schools),
        rounded(seconds),
        rounded(metres),
        np.where(known, SOURCES.index(source), 0).astype(np.uint8),
    )
