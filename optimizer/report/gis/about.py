"""What a GIS file says of itself, as rows of its own layer."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.case import Case
from optimizer.messages import Lang
from optimizer.plan import Plan
from optimizer.report.gis.grid import Grid
from optimizer.report.labels import Labels, plain

_LANGS: tuple[Lang, ...] = ("zh", "en")


def about_rows(case: Case, plan: Plan, grid: Grid) -> list[dict[str, str]]:
    """Return key, Chinese and English text of each line.

    The digest of the plan is that the map shows; those of the inputs, and the program,
    stand in internal files only.
    """
    labels = {lang: Labels(case, plan, lang) for lang in _LANGS}
    mode = case.policy.report.map_mode
    facts: dict[str, object] = {
        "title": labels["zh"].title(),
        "version": plan.version,
        "notice": case.policy.report.notice,
        "status": str(plan.status),
        "plan_sha256": plan.sha256,
    }
    if mode == "internal":
        marks = (plan.fingerprint or {}).items()
        facts |= {f"fingerprint_{plain(key)}": value for key, value in marks}
    said = {
        "mode": [one.say(f"map.watermark.{mode}") for one in labels.values()],
        "crs": [one.say(grid.code, **grid.facts) for one in labels.values()],
        "geometry": [one.say("gis.note.alliances") for one in labels.values()],
        **dict(_statements(labels)),
    }
    if mode != "internal":
        rounded = [one.say("map.statement.rounded") for one in labels.values()]
        said["places"] = rounded
    same = {key: [plain(value)] * len(_LANGS) for key, value in facts.items()}
    return [
        {"key": key, **dict(zip(_LANGS, texts, strict=True))}
        for key, texts in {**same, **said}.items()
    ]


def version_line(labels: Labels) -> list[str]:
    """Return which version of the plan this is, if it says so."""
    version = labels.plan.version
    return [labels.say("meta.version", version=plain(version))] if version else []


def _statements(labels: dict[Lang, Labels]) -> Iterator[tuple[str, list[str]]]:
    pairs = zip(*(one.statements() for one in labels.values()), strict=True)
    for number, pair in enumerate(pairs, start=1):
        yield f"statement_{number}", list(pair)
