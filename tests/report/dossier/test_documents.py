"""All documents: languages, hostile names, repeatability, forms, reply, brief."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from optimizer.dossier import Dossier, Material, Stage
from optimizer.plan import CoverageRow
from optimizer.report.blocks import Table
from optimizer.report.dossier import (
    DOCUMENTS,
    DocumentKind,
    annual_brief,
    approval_reply,
    opinion_summary,
    proposal,
    review_form,
)
from optimizer.report.figures import key_figures, read_figures
from optimizer.report.labels import Labels
from tests.builders import make_case, make_core, make_plan, make_school
from tests.report.dossier import factory
from tests.report.map_factory import EVIL

ALL = pytest.mark.parametrize("kind", DOCUMENTS, ids=lambda kind: kind.code)
CHINESE = re.compile("[\u3400-\u9fff]+")
POLICY_TITLES = (
    *("恩施州教发〔2023〕3号", "教督〔2017〕6号", "国办发〔2018〕27号"),
    *("县域义务教育教联体", "家校社协同育人教联体"),
)


def english_dossier() -> Dossier:
    """Return a dossier whose names and texts are English."""
    places = {"town": "Hill town", "county_code": "422801"}
    schools = [
        make_core("A", name="Hill school", **places),
        make_core("B", name="River school", **places),
        make_school("b", name="Wood school", **places),
        make_school("c", name="Lake school", **places),
        make_school("n", name="Far school", **places),
    ]
    case = make_case(schools, scope={"title": "Plan"})
    plan = make_plan({"A": ["b"], "B": ["c"]}, title="Plan", version="1")
    facts = factory.plan_facts()
    facts["issues"] = facts["issues"][:2]
    facts["overrides"] = [
        o.model_copy(update={"reason": "x", "by": "y"}) for o in facts["overrides"]
    ]
    return Dossier(case, plan.model_copy(update=facts), stage=Stage.SUBMISSION)


@ALL
def test_file_names_are_told_in_both_languages(kind: DocumentKind) -> None:
    assert CHINESE.fullmatch(kind.file_name())
    assert re.fullmatch(r"[a-z-]+", kind.file_name("en"))


def test_codes_and_file_names_are_distinct() -> None:
    assert len({kind.code for kind in DOCUMENTS}) == len(DOCUMENTS)
    for lang in ("zh", "en"):
        assert len({kind.file_name(lang) for kind in DOCUMENTS}) == len(DOCUMENTS)


@ALL
@pytest.mark.parametrize("make", [factory.bare, factory.full])
def test_same_dossier_gives_the_same_blocks(kind: DocumentKind, make) -> None:
    assert kind.make(make(), "zh") == kind.make(make(), "zh")


def test_blocks_do_not_hang_on_the_process() -> None:
    code = (
        "import hashlib\n"
        "from optimizer.report.dossier import DOCUMENTS\n"
        "from tests.report.dossier import factory\n"
        "text = ''.join(repr(k.make(factory.full(), 'zh')) for k in DOCUMENTS)\n"
        "print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


@ALL
def test_english_has_no_chinese_but_names(kind: DocumentKind) -> None:
    text = factory.whole(kind.make(english_dossier(), "en"))
    for title in POLICY_TITLES:
        text = text.replace(title, "")
    assert CHINESE.findall(text) == []


@ALL
def test_chinese_has_no_english_sentences(kind: DocumentKind) -> None:
    text = factory.whole(kind.make(factory.full(), "zh"))
    words = re.sub("[0-9a-f]{16}", "", text)  # digests
    assert re.findall(r"[A-Za-z]+ [A-Za-z]+", words) == []
    assert "_" not in text.replace("__", "").replace("____", "")


@ALL
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_are_one_line_of_text(kind: DocumentKind, lang) -> None:
    names = (*EVIL, "长" * 1000, "😀\n\t校\u2028名\ud800")
    document = kind.make(factory.full(names=names), lang)
    for text in factory.texts(document):
        assert not re.search("[\x00-\x1f\x7f\u2028\u2029\u202e\ud800]", text), text
    for table in document.blocks:
        if isinstance(table, Table):
            assert {len(row) for row in table.rows} <= {len(table.columns)}


@ALL
@pytest.mark.parametrize("make", [factory.bare, factory.full])
def test_rows_have_a_cell_for_each_column(kind: DocumentKind, make) -> None:
    for table in factory.tables(kind.make(make(), "zh")):
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(table.rows[n] for n in table.strong)


@ALL
def test_documents_name_the_demo(kind: DocumentKind) -> None:
    found = factory.full()
    case = make_case(found.case.schools, report={"notice": "演示数据"})
    document = kind.make(replace(found, case=case), "zh")
    assert "演示数据" in document.running


@ALL
def test_documents_without_a_school_in_the_table_still_print(
    kind: DocumentKind,
) -> None:
    """Tests a plan that speaks of schools its case does not have."""
    dossier = Dossier(make_case(["A"]), make_plan({"X": ["y"], "A": ["z"]}))
    assert factory.whole(kind.make(dossier, "zh"))


def test_review_form_is_blank_without_a_record() -> None:
    document = review_form(factory.bare())
    blanks = [table for table in factory.tables(document) if table.blank_mm]
    assert [len(table.rows) for table in blanks] == [7, 6, 2]
    assert "□ 同意" in factory.whole(document)


def test_review_form_is_filled_from_the_record() -> None:
    document = review_form(factory.full())
    assert not any(table.blank_mm for table in factory.tables(document))
    text = factory.whole(document)
    for said in ("张三", "修改后同意", "2026年11月5日", "修改要求1:补充冬季走教安排。"):
        assert said in text
    assert factory.table_with(document, "姓名").rows[1] == ("2", "李四", "—", "—")


def test_opinion_summary_lists_opinions_or_blank_rows() -> None:
    filled = factory.table_with(opinion_summary(factory.full()), "意见", "理由")
    assert len(filled.rows) == len(factory.OPINIONS)
    blank = factory.table_with(opinion_summary(factory.bare()), "意见", "理由")
    assert blank.blank_mm
    assert set(blank.rows) == {("",) * 8}


def test_reply_is_a_draft_signed_by_who_approves() -> None:
    text = factory.whole(approval_reply(factory.full()))
    assert "示政函〔2026〕9号" in text
    assert f"{factory.OFFICE}:" in text
    assert "同意组建教联体3个,纳入学校9所,其中成员学校6所" in text
    assert "突破规则的事项3项" in text
    assert "2026年12月20日" in text
    blank = factory.whole(approval_reply(factory.bare()))
    assert "____〔____〕 号" in blank
    given = Material(addressee="某某人民政府", date="2026-11-30")
    draft = approval_reply(replace(factory.bare(), material=given))
    assert "某某人民政府" in factory.whole(draft)
    assert "____〔2026〕 号" in factory.whole(draft)


def test_brief_states_the_key_figures_two_a_row() -> None:
    dossier = factory.full()
    labels = Labels(dossier.case, dossier.plan)
    rows = factory.table_with(annual_brief(dossier), "数值").rows
    pairs = [pair for row in rows for pair in (row[:2], row[2:]) if pair[0]]
    lines = {
        (line.label, line.value) for line in key_figures(labels, read_figures(labels))
    }
    assert set(pairs) == lines
    assert len(pairs) == len(lines)


def test_brief_tells_the_counties_where_there_are_several() -> None:
    text = factory.whole(annual_brief(factory.full()))
    assert "各县市:恩施市教联体2个、学校6所;利川市教联体1个、学校3所。" in text
    alone = Dossier(make_case(["A", "b"]), make_plan({"A": ["b"]}))
    assert "各县市" not in factory.whole(annual_brief(alone))


def test_brief_tells_what_comes_next() -> None:
    dossier = factory.full()
    text = factory.whole(annual_brief(dossier))
    assert "距覆盖目标还差3所。" in text
    assert "答复意见1条。" in text
    assert "2个教联体补登共享内容。" in text
    early = replace(dossier, material=Material(date="2024-05-01"))
    assert "2025年启动教联体9个" in factory.whole(annual_brief(early))
    assert "2025年启动" not in text


def test_brief_keeps_to_a_page() -> None:
    """Tests that it counts few enough lines: a page of A4 has about 45 of tables."""
    document = annual_brief(factory.full())
    lines = sum(
        len(block.rows) + 1 if isinstance(block, Table) else 2
        for block in document.blocks
    )
    assert lines < 40


def test_approved_plans_name_their_approval() -> None:
    text = factory.whole(proposal(factory.full(Stage.APPROVED)))
    assert "已经示例市人民政府批准(文号:示政函〔2026〕9号;日期:2026年12月20日)" in text
    assert "文号和日期:____" in factory.whole(proposal(factory.bare(Stage.APPROVED)))


def test_loads_are_rounded_to_the_side_of_the_limit() -> None:
    schools = [
        make_core("A", pupils=300, backbone=4),
        make_school("b", pupils=100),
        make_school("c", pupils=1),
        make_core("D", pupils=None),
        make_school("e", pupils=100),
    ]
    coverage = [
        CoverageRow(
            scope="all",
            basis="counted",
            covered=1,
            total=3,
            target_pct=80,
            needed=3,
            met=False,
        )
    ]
    plan = make_plan({"A": ["b", "c"], "D": ["e"]}, coverage=coverage)
    text = factory.whole(proposal(Dossier(make_case(schools), plan)))
    assert "最高为0.34倍" in text
    assert "最少为0.99名" in text
    assert "另有1个教联体因学生数或骨干教师数未填" in text
    assert "按考核口径覆盖1/3,需3所。" in text
