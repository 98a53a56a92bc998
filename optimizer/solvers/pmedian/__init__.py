r"""Capacitated p-median: every point may lead, and p cores are chosen.

Sets: points *i*, places *k* where a core may open. Parameters: *c* cost of serving,
*d* demand, *Q* capacity, *f* opening cost, *p* number of cores. Variables: ``y_k``
(core *k* is open), ``x_ik`` (point *i* is served by core *k*); where points and places
are the same, ``x_kk = y_k``: a core serves itself. Minimise
:math:`\sum_k f_k y_k + \sum_{ik} c_{ik} x_{ik}` subject to

====  =========================================================================
 (1)  served once: :math:`\sum_k x_{ik} = 1`
 (2)  room: :math:`\sum_i d_i x_{ik} \le Q_k y_k`
 (3)  link: :math:`x_{ik} \le y_k`
 (4)  number: :math:`\sum_k y_k = p`, left out where p is free
====  =========================================================================

**Bound.** With a price *u* of each point, rows (1) move into the goal:

.. math:: L(u) = \sum_i u_i + \min_{|K| = p} \sum_{k \in K} v_k(u), \qquad
          v_k(u) = f_k + \min \Big\{ \sum_i (c_{ik} - u_i) x_i :
          \sum_i d_i x_i \le Q_k \Big\} \quad (5)

*v* is a knapsack: a sort where points are counted, filled in parts or by dynamic
programming otherwise. Prices climb by deflected subgradient steps. ``L(u)`` bounds
every solution for any *u*; sums are rounded down, and up to whole numbers where all
costs are whole.

**Removal.** With :math:`\rho_k \le 0` the worth of a unit of room, a solution that uses
arc *ik* costs at least :math:`L_{-k}(u) + v_k + \max(0, c_{ik} - u_i - \rho_k d_i)`,
where ``L_-k`` leaves the last of the others out. Arcs for which this reaches the
value known are useless; that is no choice of the k nearest, and proofs rest on it
alone.

**Search.** The opened sets of the ascent are allocated by regret (best matching where
points are counted) and polished by moves, exchanges and new cores. Then groups are
annealed, each led by its best member: one move at a time, overload at a price; or many
moves at once and no overload, where there are very many groups. Then a few neighbouring
groups at a time are solved anew: ascent, removal, and program (1)-(4) over
the arcs that promise most. Parts grow when none of a size can be improved.

**Proof.** The program (1)-(4) over all arcs not removed; ``optimal`` only if that
search ends. Where groups are small, groups *G* of a core are the columns instead,
``a_iG`` telling membership:

====  =========================================================================
 (6)  partition: :math:`\sum_G a_{iG} \lambda_G = 1`
 (7)  number: :math:`\sum_G \lambda_G = p`
 (8)  cuts: :math:`\sum_{G: |G \cap S| \ge 2} \lambda_G \le 1` for triples *S*
====  =========================================================================

Row (8) is the clique of groups that hold two of three points; each pair of them shares
one. Its price makes a group's cost more than a sum, so groups are grown member by
member and pruned by what may still be gained. Prices begin where the ascent ended and
move in boxes that widen only where the program needs it. A solution that costs less
than :math:`L + \delta` has no group whose reduced cost exceeds :math:`\delta`: an
integer program over all groups within a small :math:`\delta` either finds the best
solution or raises the bound to :math:`L + \delta`, and :math:`\delta` grows until it
is the gap.

The order of work is fixed by the seed; the clock only cuts off.

References
----------
- Mulvey, Beck (1984), capacitated clustering: regret and location-allocation.
- Held, Wolfe, Crowder (1974); Camerini, Fratta, Maffioli (1975): subgradient steps.
- Marsten, Hogan, Blankenship (1975): boxes for prices.
- Osman, Christofides (1994): annealing by moves and exchanges.
- Lorena, Senne (2004): column generation for the capacitated p-median.
- Ceselli, Righini (2005): its branch and price.
- Baldacci, Hadjiconstantinou, Maniezzo, Mingozzi (2002): all columns within the gap.
- Jepsen, Petersen, Spoorendonk, Pisinger (2008): subset-row cuts.
- Stefanello, de Araujo, Mueller (2015): parts solved anew by an integer program.
"""

from optimizer.solvers.pmedian.instance import InstanceError, MedianInstance
from optimizer.solvers.pmedian.result import MedianLimits, MedianResult
from optimizer.solvers.pmedian.solver import solve_median

__all__ = [
    "InstanceError",
    "MedianInstance",
    "MedianLimits",
    "MedianResult",
    "solve_median",
]
