r"""Phases: in which year each alliance of a plan starts and each school joins.

The plan of the target year is solved first and is the end state. A schedule only
says how it grows, so that phases nest by construction: nothing is taken apart.

Sets: alliances *k*, their members *i*, years *t* up to the target year *T*, scopes
*c*, graduates *g* (cores that may lead only after they were a member) and their
possible hosts. Variables: :math:`o_{kt}` (alliance *k* runs in year *t*),
:math:`j_{it}` (member *i* has joined by *t*), :math:`h_{gkt}` (*g* is hosted by *k* in
*t*), :math:`s_{ct}` (shortfall), :math:`b_{ct}` (over the budget).

====  =========================================================================
(11)  order: :math:`o_{kt} \ge o_{k,t-1}`, :math:`j_{it} \ge j_{i,t-1}`,
      :math:`j_{it} \le o_{kt}`, :math:`o_{kt} \le \sum_i j_{it} + \sum_g h_{gkt}`;
      all 1 in *T*; approved alliances all 1; schools wished together join at once
(12)  coverage: :math:`covered_{ct} + s_{ct} \ge \lceil pct_t N_c / 100 \rceil`
(13)  demonstrators: :math:`o_{k1} = 1`
(14)  budget: :math:`\sum_{k \in county} (o_{kt} - o_{k,t-1}) \le budget + b_{ct}`,
      approved alliances not counted
(15)  graduates: :math:`o_{gt} \le o_{g,t-1} + \sum_k h_{gk,t-1}`,
      :math:`h_{gkt} \le o_{kt}`, :math:`h_{gkt} + o_{gt} \le 1`, one host, stayed
      with until *g* leads; a host keeps (3), (5), (7) and (8) in every year
====  =========================================================================

Tiers, one after another, each proven or its gap printed: over the budget; shortfall
of each early year in turn; counted schools in alliances in the early years (least for
pace *target*, most for *early*); need reached early; seconds driven early; a fixed
order that leaves one optimum. There is always a schedule: with all of it in the first
year, unless a graduate has no host. Those are found first and told, not scheduled.
"""

from optimizer.solvers.phases.objective import rated
from optimizer.solvers.phases.search import schedule_phases

__all__ = ["rated", "schedule_phases"]
"""The only doors: a timetable in, a schedule out; or the worth of one people made."""
