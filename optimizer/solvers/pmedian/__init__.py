"""Capacitated p-median."""

from optimizer.solvers.pmedian.instance import InstanceError, MedianInstance
from optimizer.solvers.pmedian.solver import (
    MedianLimits,
    MedianResult,
    solve_median,
)

__all__ = [
    "InstanceError",
    "MedianInstance",
    "MedianLimits",
    "MedianResult",
    "solve_median",
]
