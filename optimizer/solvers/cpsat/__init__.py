r"""Exact search with CP-SAT.

The model. Sets: schools *i*, eligible cores *k*, allowed pairs *(i, k)* in *A*.
Parameters: *u* units, *w* pupils, *cap* capacity, *c* generalised seconds,
*t* seconds, *n* need points. Variables: ``y_k`` (core *k* leads), ``x_ik`` (school
*i* is a member under *k*), ``s`` (shortfall of a scope), ``f`` (of a county floor).

====  =========================================================================
 (1)  one role: :math:`y_i + \sum_k x_{ik} \le 1`
 (2)  link: :math:`x_{ik} \le y_k`
 (3)  size: :math:`[u_k y_k] + \sum_i u_i x_{ik} \le max\_members`
 (4)  real help: :math:`\sum_i x_{ik} \ge y_k`; members rural, weak or new (in A)
 (5)  load: :math:`\sum_i w_i x_{ik} \le cap_k`
 (6)  reach: ``x_ik`` exists only for pairs in A
 (7)  spread: :math:`x_{ik} + x_{jk} \le 1` where *i* and *j* are too far apart
 (8)  pairs: together, apart, wished cores, approved alliances kept exactly
 (9)  county floor: :math:`\sum_{k \in county} y_k + f \ge floor`
(10)  coverage: :math:`covered + s \ge needed`
====  =========================================================================

Optional tiers: townships *t* with a gap ``w_t``, :math:`\sum_{i \in t} covered_i + w_t
\ge 1`; the busiest core *b* in permille, :math:`1000 \sum_i w_i x_{ik} \le b\, cap_k`;
the simulated difference between alliances, with deviations *d* of schools from the mean
of indicator *r*, :math:`e_{kr} \ge \pm (d_{rk} y_k + \sum_i d_{ri} x_{ik})`.

Tiers are solved one after another; a proven value becomes a constraint of the next.
"""

from optimizer.solvers.cpsat.solver import CpSatSolver

__all__ = ["CpSatSolver"]
