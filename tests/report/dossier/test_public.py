"""Public documents: they hold what the white list has, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.dossier import (
    Approval,
    Change,
    Contact,
    Dossier,
    Expert,
    HeardRow,
    Material,
    NoticePeriod,
    OpinionRow,
    Review,
    Sharing,
    Stage,
    VersionMark,
)
from optimizer.messages import Lang
from optimizer.plan import Override
from optimizer.report.blocks import Para
from optimizer.report.dossier import (
    DOCUMENTS,
    DocumentKind,
    consultation_notice,
    plain_page,
    proposal,
    public_notice,
)
from optimizer.report.dossier.public import count_days
from optimizer.report.dossier.white_list import public_dossier
from tests.builders import make_case, make_plan
from tests.report import secrets_factory
from tests.report.dossier import factory

PUBLIC = [kind for kind in DOCUMENTS if kind.is_public]
BANNED = (
    *("薄弱", "学生数", "在校生", "评分", "得分", "等级", "分钟", "公里", "张三"),
    *("weak", "grade", "score", "minutes", "pupils of"),
)


def secret_dossier(folder: Path, marks: secrets_factory.Marks) -> Dossier:
    """Return a dossier whose every field holds something no one may read."""
    text = marks.text
    plan = secrets_factory.make_plan(marks)
    override = Override(
        code="C331", schools=[secrets_factory.IDS[2]], reason=text("why"), by=text("by")
    )
    material = Material(
        office="教育局",
        addressee=text("addressee"),
        date="2026-11-30",
        contact=Contact("基础教育科", "示例路1号", "0718-1234567", "jy@example.cn"),
        review=Review(
            "2025-01-02",
            (Expert(text("expert"), text("unit"), text("field")),),
            "agree",
            text("review"),
            (text("condition"),),
        ),
        notice=NoticePeriod("2026-12-01", "2026-12-07", text("result")),
        approval=Approval(text("approver"), text("number"), "2026-12-20"),
        sharing=(
            Sharing(
                secrets_factory.CORES[0], text("rooms"), text("arts"), text("more")
            ),
        ),
        risks=(text("risk"),),
    )
    opinion = OpinionRow(
        secrets_factory.CORES[0],
        "parents",
        text("speaker"),
        "2026-10-01",
        "oppose",
        text("opinion"),
        "no",
        text("answer"),
        text("version"),
    )
    change = Change(secrets_factory.IDS[2], None, secrets_factory.CORES[0])
    version = VersionMark(
        "v2", text("parent"), text("role"), "2026-01-01", text("why"), (change,)
    )
    return Dossier(
        secrets_factory.make_case("public", folder, marks),
        plan.model_copy(update={"overrides": [override]}),
        secrets_factory.make_evidence(marks),
        Stage.NOTICE,
        material,
        version,
        (opinion,),
        (HeardRow(secrets_factory.CORES[0], {"parents": marks.number()}, ("staff",)),),
    )


def found_secrets(text: str, marks: secrets_factory.Marks) -> list[str]:
    """Return what of a text nobody may read."""
    numbers = [str(n) for n in marks.numbers if str(n) in text]
    return numbers + re.findall(f"{secrets_factory.SECRET}[^\n]*", text)


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_secret_reaches_a_public_document(
    tmp_path: Path, kind: DocumentKind, lang: Lang
) -> None:
    marks = secrets_factory.Marks()
    text = factory.whole(kind.make(secret_dossier(tmp_path, marks), lang))
    assert found_secrets(text, marks) == []
    assert "演示数据" in text


def test_secrets_would_be_seen(tmp_path: Path) -> None:
    """Tests that the test above can fail: the proposal holds most of them."""
    marks = secrets_factory.Marks()
    text = factory.whole(proposal(secret_dossier(tmp_path, marks)))
    assert len(found_secrets(text, marks)) > 20


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.code)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_public_documents_never_speak_of_weakness_or_pupils(
    kind: DocumentKind, lang: Lang
) -> None:
    text = factory.whole(kind.make(factory.full(), lang))
    assert [word for word in BANNED if word in text] == []
    assert text.count("撤并") == text.count("不撤并")
    closing = {"zh": "不撤并学校", "en": "closes or merges no school"}
    assert closing[lang] in text


def test_white_list_leaves_nothing_behind_the_documents() -> None:
    found = public_dossier(factory.full())
    assert found.opinions == found.heard == ()
    assert found.version is None
    assert found.material.review is None
    assert not found.plan.overrides
    assert found.plan.uncovered is None
    assert all(school.pupils is None for school in found.case.schools)
    assert {s.school_id for s in found.case.schools} == set(found.plan.core_of)


def test_a_form_of_peoples_own_is_called_other() -> None:
    dossier = factory.full()
    first, *others = dossier.plan.alliances
    own = first.model_copy(update={"type": "秘密形式"})
    plan = dossier.plan.model_copy(update={"alliances": [own, *others]})
    document = public_notice(replace(dossier, plan=plan))
    table = factory.table_with(document, "类型", "角色")
    assert table.rows[0][4] == "其他"
    assert "秘密形式" not in factory.whole(document)


@pytest.mark.parametrize("make", [public_notice, consultation_notice])
def test_lists_name_every_school_of_every_alliance_once(make) -> None:
    dossier = factory.full()
    document = make(dossier)
    lists = [
        table
        for table in factory.tables(document)
        if "角色" in {column.head for column in table.columns}
    ]
    assert [table.caption for table in lists] == ["恩施市", "利川市"]
    rows = [row for table in lists for row in table.rows]
    schools = [row for row in rows if row[1] != "教联体"]
    names = {dossier.case.by_id[i].name for i in dossier.plan.core_of}
    assert Counter(row[2] for row in schools) == Counter(names)
    assert len(rows) - len(schools) == len(dossier.plan.alliances)
    assert rows[:2] == [
        ("1", "教联体", "恩施实验小学教联体", "", "共建型", "2023"),
        ("1", "核心", "恩施实验小学", "舞阳坝街道", "小学", "2023"),
    ]
    assert (rows[3][1], rows[3][5]) == ("成员", "2025")
    assert lists[0].strong == {0, 4}


def test_an_alliance_of_no_known_county_is_listed_too() -> None:
    plan = make_plan({"X": ["y"], "A": ["b"]})
    document = public_notice(Dossier(make_case(["A", "b"]), plan))
    rows = [row for table in factory.tables(document) for row in table.rows]
    assert {"X", "y", "school A", "school b"} <= {
        row[2] for row in rows if len(row) > 2
    }


def test_notice_states_days_and_whom_to_write_to() -> None:
    text = factory.whole(public_notice(factory.full()))
    assert "2026年12月1日至2026年12月7日。共7天,首尾两日计入。" in text
    assert "基础教育科" in text
    assert "0718-1234567" in text
    assert "无异议" not in text
    blank = factory.whole(public_notice(factory.bare()))
    assert "____年__月__日至____年__月__日。" in blank
    assert "共" not in blank.split("二、公示时间")[1].split("三、")[0]


def test_days_that_are_no_days_are_not_counted() -> None:
    for start, end in (("", ""), ("2026-12-07", "2026-12-01"), ("soon", "2026-12-01")):
        assert count_days(NoticePeriod(start, end)) is None


def test_consultation_has_its_own_days_and_a_form() -> None:
    document = consultation_notice(factory.full())
    text = factory.whole(document)
    assert document.running.startswith("征求意见稿")
    assert "2026年12月1日" not in text
    assert "(请选)□教职工、□家长、□乡镇街道、□村社区" in text
    assert [t.blank_mm is not None for t in factory.tables(document)][-1]


def test_plain_page_says_what_people_ask() -> None:
    document = plain_page(factory.full())
    assert factory.headings(document) == [
        "一、教联体是什么",
        "二、谁来走动",
        "三、孩子上学会变吗",
        "四、怎样找到自己的学校",
        "五、有意见找谁",
    ]
    text = factory.whole(document)
    assert "3个教联体,共有9所学校参加" in text
    assert "老师走动,学生不走" in text
    paras = [b.text for b in document.blocks if isinstance(b, Para)]
    assert max(map(len, paras)) < 70
