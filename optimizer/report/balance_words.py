"""The simulation of balance in sentences: one for each county and stage."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from optimizer.report.balance import Balance, assumption, balances
from optimizer.report.labels import Labels


def balance_lines(labels: Labels) -> Iterator[str]:
    """Yield list items: what is simulated, then the largest variation and the line."""
    yield f"- {labels.say(assumption(labels.plan))}"
    found = balances(labels.case, labels.plan)
    for (county, stage), rows in groupby(found, lambda r: (r.county_code, r.stage)):
        facts = {
            "county": labels.county(county),
            "stage": labels.named("stage", stage),
            "few": labels.case.policy.quality.min_point_pupils,
        }
        yield f"- {labels.say('balance.told', **facts, **_facts(labels, list(rows)))}"
    limit = labels.case.policy.quality.cv_limit
    lines = {"primary": f"{limit.primary:.2f}", "junior": f"{limit.junior:.2f}"}
    yield f"- {labels.say('balance.line', **lines)}"


def _facts(labels: Labels, rows: list[Balance]) -> dict[str, object]:
    """Return the figures of one county and stage."""
    before = [(r.before, r.indicator) for r in rows if r.before is not None]
    after = [(r.after, r.indicator) for r in rows if r.after is not None]
    first, second = (max(found, default=None) for found in (before, after))
    line = rows[0].reference
    lacking = labels.say("balance.lacking")
    return {
        "before": lacking if first is None else f"{first[0]:.2f}",
        "after": lacking if second is None else f"{second[0]:.2f}",
        "first": "" if first is None else labels.say(f"indicator.{first[1]}"),
        "second": "" if second is None else labels.say(f"indicator.{second[1]}"),
        "over_before": sum(row.within_before is False for row in rows),
        "over_after": sum(row.within_after is False for row in rows),
        "line": f"{line:.2f}",
        "missing": sum(row.missing for row in rows),
        "small": rows[0].small,
    }
