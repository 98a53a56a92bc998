"""The seven resource indicators of 教督〔2017〕6号: per school, per stage, per county.

What a school has is measured here and nowhere else; :mod:`optimizer.roles` draws from
it who may lead and who needs help, and the reports print it. Everything is counted in
exact fractions, so a school that stands on a threshold has reached it.
"""

from optimizer.quality.assessment import Assessment, assess
from optimizer.quality.indicators import INDICATORS, exact, stated
from optimizer.quality.pooling import deviations
from optimizer.quality.split import StagePart, is_counted, stage_part, stages_in_order
from optimizer.quality.standing import Measure, Standing, standing_of, standings
from optimizer.quality.variation import is_within, total, variation, variation_squared

__all__ = [
    "INDICATORS",
    "Assessment",
    "Measure",
    "StagePart",
    "Standing",
    "assess",
    "deviations",
    "exact",
    "is_counted",
    "is_within",
    "stage_part",
    "stages_in_order",
    "standing_of",
    "standings",
    "stated",
    "total",
    "variation",
    "variation_squared",
]
