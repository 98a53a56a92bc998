"""A small case of two alliances with everything a dossier holds, names hostile."""

from __future__ import annotations

from typing import Any

from optimizer.case import Case
from optimizer.dossier import (
    Dossier,
    HeardRow,
    Material,
    OpinionRow,
    Sharing,
)
from optimizer.plan import Member, Override, Plan
from tests.builders import make_case, make_core, make_plan, make_school
from tests.report.factory import make_plan as full_plan
from tests.report.map_factory import EVIL

LONG = "长" * 1_000
EMOJI = "😀👩‍👩‍👧校" * 12
RIGHT_TO_LEFT = "\u202eevil\u2066名\u2069"
QUOTED = "'一小'!A1"
SHEETS = "[甲]:*?/\\乙"
NAMES = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    '=HYPERLINK("http://evil.example")',
    "http://evil.example",
    "internal:'名单表'!A1",
    "mailto:a@b",
    LONG,
    EMOJI,
    RIGHT_TO_LEFT,
    QUOTED,
    SHEETS,
    "名单表",
    "History",
    "{0.__class__}%s&A",
    "乙\x00校\n二",
    *EVIL,
)
"""Names that must stay text in cells, sheets, links and files."""


def make_dossier(**fields: Any) -> Dossier:
    """Return the dossier of one county; ``fields`` replace its own."""
    case = small_case()
    given = {"case": case, "plan": small_plan(), **_said(), **fields}
    return Dossier(**given)


def small_case(**sections: Any) -> Case:
    """Return two cores, three members, two schools outside and a private one."""
    schools = [
        make_core("A", name="城关小学", town="城关镇"),
        make_core("B", name="河口小学", town="河口镇"),
        make_school("c", name="东村小学", town="城关镇", pupils=75),
        make_school("d", name="西村教学点", town="城关镇", type_code="218"),
        make_school("e", name="南村小学", town="河口镇", pupils=None),
        make_school("f", name="北村小学"),
        make_school("g", name="远山小学"),
        make_school("h", name="民办小学", runner="民办"),
    ]
    wishes = [
        ("together", "c", "d"),
        ("apart", "c", "e"),
        ("willing", "e", "A"),
        ("refused", "c", "B"),
        ("core", "A"),
        ("not_core", "B"),
        ("together", "f", "g"),
        ("together", "c", "f"),
        ("apart", "h", "c"),
        ("core", "gone"),
        ("frozen", "e", "A"),
    ]
    given = {"scope": {"title": "示例方案"}, **sections}
    return make_case(schools, wishes=wishes, **given)


def small_plan(**fields: Any) -> Plan:
    """Return the plan: A leads c and d, B leads e."""
    full = full_plan()
    first, second = (
        m.model_copy(update={"school_id": i})
        for m, i in zip(full.alliances[0].members, "cd", strict=True)
    )
    alliance = {"type": "merged", "core_reason": "table", "county_code": "422801"}
    given = {
        "title": "示例方案",
        "version": "2",
        "status": "optimal",
        "coverage": full.coverage,
        "uncovered": [{"school_id": i, "code": "U01"} for i in "fg"],
        "excluded": [{"school_id": "h", "code": "X04"}],
        "overrides": [
            Override(code="C331", schools=["A", "c"], reason="=山区", by="局务会")
        ],
        **fields,
    }
    far = second.model_copy(update={"next_best": None})
    groups: dict[str, list[str | Member]] = {"A": [first, far], "B": ["e"]}
    return make_plan(
        groups,
        alliances={
            "A": {
                **alliance,
                "type_reason": "T01",
                "demonstrator": True,
                "start_year": 2025,
                "warnings": [{"code": "A03", "detail": {"n": 1}}],
            },
            "B": {},
        },
        **given,
    )


def _said() -> dict[str, Any]:
    """Return opinions, who was heard, and what is shared."""
    rows = (
        OpinionRow("A", "staff", "教师代表", "2026-03-01", "support", "同意", "yes"),
        OpinionRow("A", "parents", "", "2026-03-02", "amend", "=SUM(A1)", "", "", "2"),
        OpinionRow("A", "parents", "", "2026-03-03", "amend", "路远", "no", "有校车"),
        OpinionRow(None, "village", "", "2026-03-04", "oppose", "望纳入"),
    )
    heard = (
        HeardRow("A", {"staff": 1, "parents": 2}, ("township", "village")),
        HeardRow("B", {}, ("staff", "parents", "township", "village")),
    )
    shared = Sharing("A", facilities="实验室")
    return {"opinions": rows, "heard": heard, "material": Material(sharing=(shared,))}


def evil_dossier() -> Dossier:
    """Return a dossier where every text of a file is hostile, one core a name."""
    ids = [f"{n:02}" for n in range(len(NAMES))]
    towns = NAMES[1:] + NAMES[:1]
    cores = [
        make_core(f"A{i}", name=name, town=town)
        for i, name, town in zip(ids, NAMES, towns, strict=True)
    ]
    members = [
        make_school(f"b{i}", name=name) for i, name in zip(ids, NAMES, strict=True)
    ]
    wishes = [("apart", f"A{i}", f"b{i}") for i in ids[:3]]
    case = make_case([*cores, *members], wishes=wishes, scope={"title": EVIL[0]})
    plan = make_plan(
        {f"A{i}": [f"b{i}"] for i in ids},
        alliances={f"A{i}": {"name": n} for i, n in zip(ids, NAMES, strict=True)},
        title=NAMES[0],
        version=NAMES[-1],
    )
    opinions = tuple(
        OpinionRow(f"A{i}", n, n, n, n, n, "", n, n)
        for i, n in zip(ids, NAMES, strict=True)
    )
    heard = tuple(HeardRow(f"A{i}", {}, (n,)) for i, n in zip(ids, NAMES, strict=True))
    shared = tuple(Sharing(f"A{i}", n, n, n) for i, n in zip(ids, NAMES, strict=True))
    return Dossier(
        case,
        plan,
        material=Material(sharing=shared),
        opinions=opinions,
        heard=heard,
    )


def many_dossier(num_alliances: int) -> Dossier:
    """Return a dossier of so many alliances of one member in two counties."""
    ids = [f"{n:03}" for n in range(num_alliances)]
    counties = ["422801" if n % 2 else "422802" for n in range(num_alliances)]
    schools = [
        make(f"{kind}{i}", county_code=county)
        for i, county in zip(ids, counties, strict=True)
        for kind, make in (("A", make_core), ("b", make_school))
    ]
    return Dossier(
        make_case(schools), make_plan({f"A{i}": [f"b{i}"] for i in ids}, title="大")
    )
