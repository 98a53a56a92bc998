"""The proposal: chapters, figures, reasons, and what it says where nothing is known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, replace

import pytest

from optimizer.dossier import STAGES, Dossier, Material, Stage, VersionMark
from optimizer.plan import Uncovered
from optimizer.report.blocks import Para, Sheet, Table, Title
from optimizer.report.dossier import opinion_summary, proposal
from optimizer.report.dossier.words import Words
from optimizer.report.figures import key_figures, read_figures
from optimizer.report.labels import Labels, share
from tests.builders import make_case, make_plan, make_school
from tests.report.dossier import factory

NAMES = ("草案", "征求意见稿", "论证稿", "送审稿", "公示稿", "批准稿")


@pytest.mark.parametrize(("stage", "name"), [*zip(STAGES, NAMES, strict=True)])
@pytest.mark.parametrize("make", [factory.bare, factory.full])
def test_name_follows_the_stage(make, stage: Stage, name: str) -> None:
    document = proposal(make(stage))
    assert document.title == f"示例方案({name})"
    assert document.running.startswith(f"内部材料 不得公开 · {name}")
    assert len(factory.headings(document)) == 10


def test_chapters_stand_in_their_order() -> None:
    assert factory.headings(proposal(factory.bare())) == [
        "一、制定依据",
        "二、基本原则",
        "三、编制方法",
        "四、覆盖情况",
        "五、教联体组建方案",
        "六、本轮未纳入的学校及原因",
        "七、各项上限及来源",
        "八、征求意见及采纳情况",
        "九、专家论证",
        "十、风险与应对",
    ]


def test_key_figures_stand_word_for_word() -> None:
    dossier = factory.full()
    labels = Labels(dossier.case, dossier.plan)
    lines = key_figures(labels, read_figures(labels))
    table = factory.table_with(proposal(dossier), "项目", "数值")
    assert list(table.rows) == [(line.label, line.value) for line in lines]


def test_a_submission_opens_with_a_letter_that_is_signed() -> None:
    document = proposal(factory.full())
    first = [b.text for b in document.blocks[:3] if not isinstance(b, Sheet | Table)]
    assert first == [
        "____〔2026〕 号",
        "关于报请审批《示例方案(送审稿)》的请示",
        "示例市人民政府:",
    ]
    signs = [
        b.text for b in document.blocks if isinstance(b, Para) and b.kind == "sign"
    ]
    assert signs == [factory.OFFICE, "2026年11月30日"]
    text = factory.whole(document)
    assert "妥否,请批示。" in text
    assert "按考核口径,覆盖9/14(64.2%)。目标为80%,需覆盖12所,未达到。" in text
    assert "已登记意见3条;2个教联体中,1个已听取" in text
    assert "专家论证于2026年11月5日进行,结论为:修改后同意。" in text


@pytest.mark.parametrize("stage", [s for s in STAGES if s is not Stage.SUBMISSION])
def test_other_stages_have_no_letter_and_are_signed_once(stage: Stage) -> None:
    document = proposal(factory.full(stage))
    assert isinstance(document.blocks[0], Title)
    text = factory.whole(document)
    assert "请批示" not in text
    assert text.count("2026年11月30日") == 1


def test_nothing_is_made_up_where_nothing_is_given() -> None:
    text = factory.whole(proposal(factory.bare(Stage.SUBMISSION)))
    assert "没有登记到意见和征求意见的情况" in text
    assert "没有专家论证记录" in text
    assert "没有可比较的上一版" in text
    assert "各教联体共享的设施和学科尚未登记" in text
    assert text.count("贴牌") == 2  # the principle and the risk: not at each alliance
    assert "____年__月__日" in text
    assert "____:" in text


def test_each_alliance_has_a_section_with_all_its_schools() -> None:
    dossier = factory.full()
    document = proposal(dossier)
    own = [
        table
        for table in factory.tables(document)
        if "依据" in {column.head for column in table.columns}
    ]
    for alliance, table in zip(dossier.plan.alliances, own, strict=True):
        ids = [alliance.core, *(m.school_id for m in alliance.members)]
        names = [dossier.case.by_id[i].name for i in ids]
        assert [row[2] for row in table.rows] == names
        assert [row[1] for row in table.rows] == ["核心"] + ["成员"] * (len(ids) - 1)


def test_sections_go_by_county_where_there_are_several() -> None:
    document = proposal(factory.full())
    counties = [h for h in factory.headings(document, 2) if h.endswith("市")]
    assert counties == ["（一）恩施市", "（二）利川市"]
    assert factory.headings(document, 3) == [
        "1.恩施实验小学教联体(1号)",
        "2.长梁中心小学教联体(2号)",
        "1.利川第一初中教联体(3号)",
    ]


def test_one_county_needs_no_heading_of_its_own() -> None:
    case = make_case(["A", "b"])
    document = proposal(Dossier(case, make_plan({"A": ["b"]})))
    assert "（一）school A教联体(1号)" in factory.headings(document, 2)
    assert factory.headings(document, 3) == []


def test_every_school_of_an_alliance_stands_once_in_the_list() -> None:
    dossier = factory.full()
    lists = [
        table
        for table in factory.tables(proposal(dossier))
        if {"教联体和学校", "类别"} <= {column.head for column in table.columns}
    ]
    assert [table.caption for table in lists] == ["恩施市", "利川市"]
    rows = [row for table in lists for row in table.rows]
    found = Counter(row[2] for row in rows if row[1] != "教联体")
    names = Counter(dossier.case.by_id[i].name for i in dossier.plan.core_of)
    assert found == names
    for table in lists:
        heads = {n for n, row in enumerate(table.rows) if row[1] == "教联体"}
        assert table.strong == heads
    assert rows[3][6:] == ("农村、薄弱", "15.0", "5.0", "2025")


def test_every_school_outside_stands_once_with_reason_and_remedy() -> None:
    dossier = factory.full()
    document = proposal(dossier)
    rows = [
        row[1]
        for table in factory.tables(document)
        if "有关核心学校" in {column.head for column in table.columns}
        for row in table.rows
    ]
    outside = dossier.plan.uncovered or ()
    assert Counter(rows) == Counter(
        dossier.case.by_id[r.school_id].name for r in outside
    )
    text = factory.whole(document)
    assert "最近的核心学校车程超过上限60分钟(U08):1所。" in text
    assert "怎样可以纳入:与学校商定并取得同意。" in text
    assert "travel." not in text
    assert "will_join" not in text


def test_a_reason_of_another_program_keeps_its_code() -> None:
    case = make_case(["A", "b", "c"])
    outside = [
        Uncovered(school_id="c", code="U99"),
        Uncovered(school_id="c", code="U08"),
    ]
    plan = make_plan({"A": ["b"]}, uncovered=outside)
    text = factory.whole(proposal(Dossier(case, plan)))
    assert "原因代码 U99(U99):1所。" in text
    assert "原因见原因代码(U08):1所。" in text


def test_minutes_to_a_core_are_those_of_that_core() -> None:
    case = make_case(["A", "B", "b", "c"])
    facts = {"school_id": "c", "nearest_core": "A", "minutes": 7.5}
    records = [
        Uncovered(**facts, code="U02"),
        Uncovered(**facts, code="U10", detail={"core": "B"}),
        Uncovered(**facts, code="U09", detail={"km": 50.25, "limit": 45.0}),
    ]
    plan = make_plan({"A": ["b"]}, uncovered=records)
    found = [
        table.rows[0][4:]
        for table in factory.tables(proposal(Dossier(case, plan)))
        if "有关核心学校" in {column.head for column in table.columns}
    ]
    assert found == [
        ("school A", "7.5"),
        ("school A", "7.5", "50.3"),
        ("school B", "—"),
    ]


def test_every_rule_set_aside_is_printed_with_its_reason() -> None:
    document = proposal(factory.full())
    table = factory.table_with(document, "规则", "理由")
    assert [row[3] for row in table.rows] == [o.reason for o in factory.OVERRIDES]
    assert table.rows[0][1] == "成员学校与核心学校单程车程不超过 60 分钟(C365)"
    assert table.rows[2][1].endswith("(C999)")
    assert table.rows[1][4] == "主管部门"
    text = factory.whole(document)
    said = f"涉及:恩施实验小学、沙地小学。理由:{factory.REASON}。由局长办公会研究决定。"
    assert said in text


def test_opinions_are_printed_with_what_became_of_them() -> None:
    """Tests that all stand in the account, and in the proposal those not adopted."""
    whole = factory.table_with(opinion_summary(factory.full()), "意见", "采纳情况")
    assert [row[6] for row in whole.rows] == ["部分采纳", "采纳", "待研究"]
    document = proposal(factory.full())
    table = factory.table_with(document, "意见", "采纳情况")
    assert list(table.rows) == [whole.rows[0], whole.rows[2]]
    assert "其中采纳的1条不在此列出" in factory.whole(document)
    assert [row[1] for row in whole.rows] == [
        "1 恩施实验小学教联体",
        "未编入教联体",
        "无坐标小学(本版不再牵头)",
    ]
    assert whole.rows[1][5] == "同意(针对版本 0)"
    heard = factory.table_with(document, "教职工", "尚缺")
    assert heard.rows[1][1:] == (
        "1",
        "未征求",
        "未征求",
        "未征求",
        "1",
        "家长、村社区、乡镇街道",
    )
    assert "2 个教联体中,1 个已征求" in factory.whole(document)


def test_a_decision_that_is_no_word_of_ours_stays_open() -> None:
    odd = replace(factory.OPINIONS[0], taken="perhaps", group="others", stance="none")
    document = proposal(replace(factory.full(), opinions=(odd,)))
    row = factory.table_with(document, "意见", "采纳情况").rows[0]
    assert (row[2], row[4], row[6]) == ("others", "none", "待研究")
    counts = factory.table_with(document, "合计", "待研究").rows
    assert counts[-2] == ("others", "1", "0", "0", "0", "1")
    assert counts[-1] == ("合计", "1", "0", "0", "0", "1")


def test_sharing_and_added_risks_are_printed() -> None:
    text = factory.whole(proposal(factory.full()))
    assert "共享设施:图书馆、实验室。" in text
    assert "共享学科:音乐、美术。" in text
    assert "3个教联体中,已登记共享设施或学科的1个。" in text
    assert "1. 教师编制不足。" in text


def test_limits_state_their_sources() -> None:
    document = proposal(factory.full())
    table = factory.table_with(document, "出处或说明", "来源")
    rows = {row[0]: row for table in factory.tables(document) for row in table.rows}
    assert {column.head for column in table.columns} >= {"取值"}
    assert rows["核心与成员学校单程车程,不超过"][1:3] == (
        "60 分钟",
        "建议值,非政策规定",
    )
    changed = make_case(["A", "b"], travel={"max_minutes": 55.0})
    text = factory.whole(proposal(Dossier(changed, make_plan({"A": ["b"]}))))
    assert "核心与成员学校单程车程,不超过\n55 分钟\n县市规定" in text


def test_basis_names_the_prefectures_document_only_in_its_counties() -> None:
    assert "恩施州教发〔2023〕3号" in factory.whole(proposal(factory.bare()))
    case = make_case([make_school("A", core=True, county_code="429004"), "b"])
    text = factory.whole(proposal(Dossier(case, make_plan({"A": ["b"]}))))
    assert "恩施州教发" not in text.replace("Enshi", "")
    assert "名称和文号:____" in text


def test_proof_is_told_as_it_is() -> None:
    dossier = factory.bare()
    assert "可行方案,未全部证明最优。方案符合全部规则" in factory.whole(
        proposal(dossier)
    )
    for status, said in (("optimal", "没有更好的编组"), ("unknown", "不作最优的表述")):
        plan = dossier.plan.model_copy(update={"status": status})
        assert said in factory.whole(proposal(replace(dossier, plan=plan)))


def test_versions_tell_what_changed_and_why() -> None:
    document = proposal(factory.full())
    table = factory.table_with(document, "上一版", "本版")
    assert [row[2:] for row in table.rows] == [
        ("未编入教联体", "恩施实验小学教联体成员学校"),
        ("恩施实验小学教联体成员学校", "核心学校"),
        ("利川第一初中教联体成员学校", "未编入教联体"),
    ]
    assert "采纳家长意见" in factory.whole(document)
    for parent, said in ((None, "本版为第一版"), ("v1", "各学校的归属没有变化")):
        mark = VersionMark("v2", parent, "", "", "")
        dossier = replace(factory.full(), version=mark)
        assert said in factory.whole(proposal(dossier))


def test_a_plan_made_from_one_before_tells_its_changes() -> None:
    case = make_case(["A", "B", "b", "c"], previous={"b": "B"})
    text = factory.whole(proposal(Dossier(case, make_plan({"A": ["b", "c"]}))))
    assert "没有可比较的上一版" not in text
    assert "school b" in text


def test_issues_are_grouped_with_their_places_and_names() -> None:
    document = proposal(factory.full())
    table = factory.table_with(document, "行号(原值)", "条数")
    assert [row[3:5] for row in table.rows] == [
        ("1", "山坳教学点"),
        ("2", "17、23(约9)"),
    ]
    assert "pupils_when_unknown" not in factory.whole(document)


def test_long_lists_of_places_are_parted_into_rows() -> None:
    dossier = factory.full()
    issue = dossier.plan.issues[1]
    many = [issue.model_copy(update={"row": n}) for n in range(45)]
    plan = dossier.plan.model_copy(update={"issues": many})
    table = factory.table_with(proposal(replace(dossier, plan=plan)), "行号(原值)")
    assert [row[3] for row in table.rows] == ["20", "20", "5"]


def test_a_plan_without_alliances_is_still_a_document() -> None:
    case = make_case(["b"])
    for lang in ("zh", "en"):
        text = factory.whole(proposal(Dossier(case, make_plan({})), lang))
        assert text
    assert "本方案没有组建教联体" in factory.whole(
        proposal(Dossier(case, make_plan({})))
    )


def test_wording_never_plans_a_closure_or_a_ranking() -> None:
    text = factory.whole(proposal(factory.full()))
    assert text.count("撤并") == text.count("不撤并")
    assert "差校" not in text
    assert "第一名" not in text


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OF_DOCUMENTS = {"2022", "2025", "2023", "3", "2017", "6", "2018", "27"}
_OF_PARTS = {str(n) for n in range(11)}
"""Numbers of parts, annexes and rows, and of sentences such as 1所核心学校."""


def test_every_number_comes_from_the_plan_the_policy_or_the_case() -> None:
    """Tests that no figure is made up: each is stated or counted somewhere."""
    dossier = replace(factory.bare(), material=Material(date="2026-11-30"))
    case, plan = dossier.case, dossier.plan
    labels = Labels(case, plan)
    stated = plan.to_json() + case.policy.to_toml() + "2026-11-30"
    stated += "".join(str(asdict(school)) for school in case.schools)
    known = set(_NUMBER.findall(stated)) | _OF_DOCUMENTS | _OF_PARTS
    for line in key_figures(labels, read_figures(labels)):
        known |= set(_NUMBER.findall(line.value))
    known |= {f"{float(n):.1f}" for n in known}  # as tables show minutes and km
    known |= {f"{float(n):g}" for n in known}
    known |= {"60.1"}  # seconds of a tier in minutes
    known |= {str(len(case.schools))}
    known |= {
        str(n) for n in Counter(s.source for *_, s in case.policy.entries()).values()
    }
    pupils = {a.core: sum(100 for _ in a.members) for a in plan.alliances}
    known |= {str(n) for n in pupils.values()}
    known |= {"3.00"}  # the gap of a tier in per cent
    rows = [*(plan.coverage or ()), *(plan.phases or ())]
    known |= {share(row.covered, row.total).rstrip("%") for row in rows}
    known |= {"0.40", "4.28"}  # 200 pupils of members by 500; 30 teachers for 700
    document = proposal(dossier)
    left = {
        n for text in factory.texts(document) for n in _NUMBER.findall(text)
    } - known
    assert left <= {"11", "12", "13", "14", "30"}, left  # rows of tables, the day


def test_dates_have_no_zeros_before_and_hostile_ones_stay_text() -> None:
    words = Words(factory.bare())
    assert words.date("2026-03-05") == "2026年3月5日"
    assert words.date("<b>") == "<b>"
    assert words.date(None) == "____年__月__日"
    assert Words(factory.bare(), "en").date("2026-03-05") == "2026-03-05"
