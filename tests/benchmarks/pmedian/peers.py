"""Run by the interpreter of the peers, which imports nothing of ours.

``python peers.py spopt|kmeans DATA.npz SECONDS`` prints ``{core_of, says, seconds}``.
"""

import json
import sys
import time

import numpy as np


def spopt(data: dict, seconds: float) -> tuple[list[int] | None, str]:
    """Run spopt's capacitated p-median with CBC, single source."""
    import pulp
    from spopt.locate import PMedian

    count = int(data["num_cores"])
    finite = np.isfinite(data["capacity"]).all()
    model = PMedian.from_cost_matrix(
        data["cost"],
        np.ones(len(data["demand"])),
        p_facilities=count,
    )
    if finite:
        arcs = model.cli_assgn_vars
        for k in range(len(data["capacity"])):
            load = pulp.lpSum(d * arcs[i][k] for i, d in enumerate(data["demand"]))
            model.problem += load <= data["capacity"][k] * model.fac_vars[k]
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, threads=2))
    says = pulp.LpStatus[model.problem.status]
    chosen = np.array([[v.value() or 0 for v in row] for row in model.cli_assgn_vars])
    if (chosen.max(axis=1) < 0.5).any():
        return None, says
    return chosen.argmax(axis=1).tolist(), says


def kmeans(data: dict, seconds: float) -> tuple[list[int] | None, str]:
    """Run k-means with sizes, then lead each group by its best member."""
    from k_means_constrained import KMeansConstrained

    del seconds
    cost, count = data["cost"], int(data["num_cores"])
    most = int(data["capacity"][0])
    model = KMeansConstrained(count, size_min=1, size_max=most, random_state=1)
    label = model.fit_predict(data["at"])
    core_of = np.empty(len(cost), dtype=int)
    for group in range(count):
        members = np.flatnonzero(label == group)
        best = cost[np.ix_(members, members)].sum(axis=0).argmin()
        core_of[members] = members[best]
    return core_of.tolist(), "heuristic"


def main() -> None:
    """Print one line."""
    name, path, seconds = sys.argv[1:]
    data = dict(np.load(path))
    started = time.perf_counter()
    work = {"spopt": spopt, "kmeans": kmeans}[name]
    core_of, says = work(data, float(seconds))
    spent = time.perf_counter() - started
    print(json.dumps({"core_of": core_of, "says": says, "seconds": round(spent, 1)}))


if __name__ == "__main__":
    main()
