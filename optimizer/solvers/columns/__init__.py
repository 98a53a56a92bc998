r"""Column generation: the exact search over candidate alliances.

Sets, parameters and rules (1)-(10) are those of :mod:`optimizer.solvers.cpsat`, which
states them over pairs. Here a variable is a whole alliance. Let ``G`` be all alliances
*g* = (core, members) that keep (2)-(8) by themselves; ``z_g`` is 1 if *g* is founded.

====  =========================================================================
 (1)  one role: :math:`\sum_{g \ni i} z_g \le 1` for every school *i*
 (8)  wished core *k*: :math:`\sum_{g\ of\ k} z_g + gap \ge 1`
 (9)  county floor: :math:`\sum_{g\ in\ county} z_g + f \ge floor`
(10)  coverage: :math:`\sum_g |g \cap counted| z_g + s \ge needed`
(T)   an earlier tier held: :math:`\sum_g c_g z_g \le value`
(C)   cut: :math:`\sum_g \lfloor w(g) / p \rfloor z_g \le \lfloor w / p \rfloor`
====  =========================================================================

Approved alliances are taken out beforehand; (2)-(7), together and apart hold within
each *g*, so the relaxation is far tighter than that of the model over pairs.

**Bound.** The relaxation over the alliances known so far (:mod:`.program`, HiGHS) gives
prices; :mod:`.pricing` seeks alliances cheaper than their price, one core at a time,
until there are none. Any prices :math:`\pi` give the Lagrangian bound
:math:`\pi b + \sum_k \min(0, \min_{g\ of\ k} \bar c_g)` plus the gaps' part, as a core
founds at most one alliance; imprecise prices make it weaker, not wrong.
:mod:`.growth` grows alliances member by member under bounds of places, distances and
pupils; where that is too wide, :mod:`.exact` has CP-SAT solve the one core to the end.

**Cuts.** Give schools whole weights below *p*; ``w(g)`` is the weight of an alliance,
*w* that of all. Alliances of a plan share no school, so those that weigh *p* or more
are few; a relaxation may take halves or fifths of more. With three schools and *p* = 2
a cut says that of the alliances that hold two of them one is founded. Rows (C) for
the violated ones found by growing them (:mod:`.separation`) bring the relaxation near
whole plans. The price of a row is a fine on each alliance for every time it counts,
paid as the member joins that fills *p* (:mod:`.cuts`). Cuts hold in every tier.

**Proof by listing.** A plan with alliance *g* is worth at least bound + reduced cost of
*g*. An alliance with a reduced cost above value - bound is in no plan as good as the
best one known; all others are listed and searched, cheapest first, and what is not yet
searched bounds the rest. When the search ends, the value is proven, and the list is
all that any later tier can use (:mod:`.part`). The tier ``worst`` is a search over the
list by length (:mod:`.bottleneck`).

**Pooled indicators.** The tier ``indicators`` adds up over alliances, not over pairs:
:math:`c_g = \sum_r |\sum_{i \in g} d_{ri}|`. A price holds it as an extra that is
never negative (:class:`.groups.Deviation`): growing bounds it by what the places left
can still undo, and takes it whole where an alliance ends; :mod:`.exact` leaves it out,
which only weakens a bound; :mod:`.arcs` has a variable for each core and indicator.

**First plan.** One pass over the leading tiers as one weighted goal (:mod:`.opening`),
its plan found by diving: the relaxation's surest alliances are founded step by step and
new ones priced for the rest (:mod:`.dive`). It is a start; proofs come tier by tier.

**Large and wide.** A part of many cores is relaxed by interior points, rows of earlier
tiers at a bounded price, and its plan bettered block by block among the alliances the
prices point to (:mod:`.blocks`, :mod:`.choice`). Where alliances have more than four
members a list is often too long: CP-SAT then searches blocks, and all cores, over
pairs (:mod:`.arcs`), and the better of its bound and the relaxation's is stated.

**Vast.** Held at the most that was found, an early tier leaves later ones few plans and
their relaxations loose. In a large part a sum that is not proven is held looser than
its bound (:mod:`.tolerance`). With more than 150 cores nothing is proven: all leading
tiers are relaxed ahead, each held near a bound no plan has met yet, and one dive, which
may miss them a little, finds the first plan (:mod:`.ahead`); the price of a row tells
what a miss costs the bounds. The tier ``worst`` relaxes the last sum without the
longest trips until it rises over the value that sum is held at (:mod:`.bottleneck`).

**Counties.** Parts that meet in one coverage target only are solved for each number of
schools they may be asked to cover, and joined by dynamic programming
(:mod:`.coupling`); bounds stand in until a value is wanted.

**Determinism.** Fixed seed, ties by index, every search on one thread. Up to
``SolveLimits.workers`` blocks of a large part are searched at once, always from the
same plan in groups of the same size, so their number changes nothing but the time.
Limits count nodes and CP-SAT's deterministic time, not relaxations and pricing: on very
large parts the clock, a safety net elsewhere, ends a tier, and the run says so.

References
----------
C. Barnhart, E. Johnson, G. Nemhauser, M. Savelsbergh, P. Vance (1998):
Branch-and-price: column generation for solving huge integer programs. Operations
Research 46.
R. Baldacci, N. Christofides, A. Mingozzi (2008): An exact algorithm for the vehicle
routing problem based on the set partitioning formulation with additional cuts.
Mathematical Programming 115 (listing all columns within the gap).
A. M. Geoffrion (1974): Lagrangean relaxation for integer programming. Mathematical
Programming Study 2.
D. Pecin, A. Pessoa, M. Poggi, E. Uchoa, H. Santos (2017): Limited memory rank-1 cuts
for vehicle routing problems. Operations Research Letters 45.
P. Shaw (1998): Using constraint programming and local search methods to solve vehicle
routing problems (large neighbourhoods). CP 98, Springer LNCS 1520.
R. Sadykov, F. Vanderbeck, A. Pessoa, I. Tahiri, E. Uchoa (2019): Primal heuristics for
branch and price: the assets of diving methods. INFORMS Journal on Computing 31.
"""

from optimizer.solvers.columns.solver import ColumnSolver

__all__ = ["ColumnSolver"]
