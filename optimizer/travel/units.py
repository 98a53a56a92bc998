"""Unit conversions of the travel layer."""

from __future__ import annotations

SECONDS_PER_MINUTE = 60
METRES_PER_KM = 1000
MPS_PER_KPH = METRES_PER_KM / 3600
"""Metres per second in one kilometre per hour."""

KPH_PER_MPH = 1.609344
