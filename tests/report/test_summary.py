"""The summary page and the words all reports share."""

from __future__ import annotations

import pytest

from optimizer import messages
from optimizer.domain import SchoolTag, Severity, TravelSource
from optimizer.messages import Lang
from optimizer.messages import plan as plan_texts
from optimizer.messages import report as report_texts
from optimizer.plan import IssueRow, Note, Status, Uncovered
from optimizer.policy import Source
from optimizer.report.labels import Labels, plain, reason_parts, share, tenth
from optimizer.report.summary import escape, summary_markdown
from optimizer.solvers.evaluate import SENSES, UNITS
from tests import builders
from tests.report import evidence_factory, factory


@pytest.fixture
def page() -> str:
    return summary_markdown(factory.make_case(), factory.make_plan())


@pytest.fixture
def labels() -> Labels:
    return Labels(factory.make_case(), factory.make_plan())


def test_page_opens_with_title_notice_version_and_status(page: str) -> None:
    lines = page.splitlines()
    assert lines[0] == "# =测试&amp;方案"
    assert lines[2] == "> **演示数据 &amp; 非真实学校**"
    assert "- 版本 v=2" in lines
    assert "- 求解状态:可行方案,未全部证明最优" in lines
    assert any("不撤并学校" in line for line in lines[:10])


def test_page_names_the_scenario_unless_it_is_normal(page: str) -> None:
    assert "- 道路情景:" not in page
    case = factory.make_case(travel={"scenario": "winter"})
    winter = summary_markdown(case, factory.make_plan())
    assert "- 道路情景:冬季结冰" in winter.splitlines()[:10]


def test_page_states_coverage_as_counts(page: str) -> None:
    assert "| 7996/10000 | 79.9% | 80 | 8000 | 未达到 |" in page
    assert "80.0%" not in page


def test_page_states_the_proof_of_each_tier(page: str) -> None:
    assert "| 帮扶需求分值 | 越大越好 | 3 | 分 |  | 3 | 0 | 已证明 |" in page
    assert "| 综合车程 | 越小越好 | 3570 | 秒 | 59.5 | 3500 | 1.96% | 未证明 |" in page


def test_page_lists_alliances_with_trips(page: str) -> None:
    assert "### 1 号 甲教联体(共建型,示范推荐)" in page
    assert "- 成员学校:=1+1(12.4 分钟,6.2 公里,实测)" in page
    assert "(47.2 分钟,23.5 公里,估算)" in page
    assert "提示 A03" in page


def test_page_says_who_is_outside_and_what_would_lift_it(page: str) -> None:
    assert "- U10 可到达的核心学校已牵头,但成员名额已满(如school A):1 所" in page
    assert "  - 怎样可以纳入:增加一所核心学校" in page
    assert "  - 学校:school e" in page


def test_page_lists_schools_out_of_scope(page: str) -> None:
    assert f"## {messages.text('summary.excluded')}\n" in page
    assert f"- X04 {messages.text('X04')}:1 所\n  - 学校:school f" in page


def test_page_names_suggested_parameters_and_sources(page: str) -> None:
    assert "| `travel.max_minutes` | 60 |" in page
    assert "`coverage.scope`" not in page
    assert "- 实测 1 所" in page
    assert "- 估算 1 所" in page
    assert "- 车程方向:成员学校到核心学校,单程" in page


def test_page_counts_what_is_uncertain() -> None:
    case = evidence_factory.make_case()
    evidence = evidence_factory.make_evidence(case)
    page = summary_markdown(case, evidence_factory.make_plan(), "zh", evidence)
    assert "- 临界配对 1 对(共 2 对;误差 ±10%,县市规定)" in page
    assert "- 冬季结冰情景:超限 1 对(共 2 对)" in page
    assert r"车程最长:&lt;script&gt;\*甲\*" in page


def test_page_names_the_slowest_stretch_as_text() -> None:
    case = evidence_factory.make_case()
    plan = builders.make_plan(
        {"A": [evidence_factory.make_plan().alliances[0].members[0]]}
    )
    evidence = evidence_factory.make_evidence(case)
    page = summary_markdown(case, plan, "zh", evidence)
    assert "  - 其中最慢路段:=HYPERLINK(1)&lt;script&gt;" in page
    assert "均速 15.0 公里/小时,原因:弯道急" in page
    assert "<script>" not in page


def test_page_without_scenarios_says_so(page: str) -> None:
    assert "- 未推算其他道路情景" in page


def test_page_carries_the_statements(page: str) -> None:
    assert "家校社协同育人教联体" in page
    assert "车程来源为“估算”的" in page


def test_names_stay_text(page: str) -> None:
    assert r"&lt;script&gt;\*甲\*\|\[x\](http&#58;//a.b)&lt;/script&gt;" in page
    assert "<" not in page
    assert "\x00" not in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("`x`", r"\`x\`"),
        ("a\n# b", r"a \# b"),
        ("![i](j)", r"!\[i\](j)"),
        ("www.x.cn", "www&#46;x.cn"),
        ("a@b.cn", "a&#64;b.cn"),
        ("&lt;", "&amp;lt;"),
        ("$x$ ~~y~~", r"\$x\$ \~\~y\~\~"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_no_teacher_figure_reaches_the_page(page: str) -> None:
    assert str(factory.TEACHERS) not in page


def test_english_page_has_no_chinese_sentence() -> None:
    case = builders.make_case(["A", "b"], report={"notice": ""}, scope={"title": "T"})
    text = summary_markdown(case, builders.make_plan({"A": ["b"]}), "en")
    own = text.partition("## Parameters with suggested values")[0]
    assert own.isascii() or not any("一" <= c <= "鿿" for c in own)
    assert "Status: no answer in time" in own


def test_same_plan_gives_the_same_page(page: str) -> None:
    assert page == summary_markdown(factory.make_case(), factory.make_plan())


def test_empty_plan_says_none() -> None:
    page = summary_markdown(builders.make_case(["A", "b"]), builders.make_plan({}))
    assert "## 教联体名单\n\n无。" in page


# Labels.


@pytest.mark.parametrize(
    ("covered", "total", "shown"),
    [(796, 1000, "79.6%"), (7999, 10000, "79.9%"), (4, 5, "80.0%"), (0, 0, "—")],
)
def test_share_is_never_rounded_up(covered: int, total: int, shown: str) -> None:
    assert share(covered, total) == shown


def test_halves_round_as_in_a_spreadsheet() -> None:
    assert [tenth(v) for v in (47.15, 0.25, 60.0)] == ["47.2", "0.3", "60.0"]


def test_reason_is_parsed_leniently() -> None:
    assert reason_parts(None) == {}
    assert reason_parts("rural=table;;x;choice=only") == {
        "rural": "table",
        "choice": "only",
    }


def test_plain_marks_what_it_takes_out() -> None:
    assert plain("a\x00\u202eb\r\nc\ud800") == "a\ufffd\ufffdb\nc\ufffd"
    assert plain(None) == ""


def test_a_missing_fact_falls_back_to_the_code(labels: Labels) -> None:
    record = Uncovered(school_id="e", code="U08", detail={"minutes": "x"})
    assert labels.outside(record) == "原因代码 U08"


def test_a_fact_is_never_taken_for_a_template(labels: Labels) -> None:
    note = Note(code="A02", detail={"rule": "{rule.__class__}"})
    assert "{rule.__class__}" in labels.warning(note)


def test_issue_without_a_sentence_names_its_code(labels: Labels) -> None:
    assert "D999" in labels.issue(IssueRow(code="D999", severity="info"))


def test_counties_of_enshi_have_names(labels: Labels) -> None:
    assert labels.county("422828") == "鹤峰县"
    assert labels.county("429999") == "429999"


def test_county_target_under_a_prefecture_rule_only_compares() -> None:
    case = factory.make_case(coverage={"scope": "prefecture"})
    rows = factory.make_plan().coverage or []
    labels = Labels(case, factory.make_plan())
    assert [labels.is_comparison(row) for row in rows] == [False, True]


# Codes.


def test_closed_sets_have_words_in_both_languages() -> None:
    """Tests that no value the program itself writes is shown as a bare code."""
    wanted = [
        *(f"status.{s}" for s in Status),
        *(f"tier.{name}" for name in SENSES),
        *(f"tier.unit.{unit}" for unit in UNITS.values()),
        *(f"tier.sense.{sense}" for sense in SENSES.values()),
        *(f"travel.{s}" for s in TravelSource),
        *(f"tag.{t}" for t in SchoolTag),
        *(f"source.{s.value}" for s in Source),
        *(f"severity.{s}" for s in Severity),
        *(f"U{n:02}" for n in range(1, 17)),
        *(f"U{n:02}.lift" for n in range(1, 17)),
        *(f"X{n:02}" for n in range(1, 5)),
        *(f"W{n}" for n in range(101, 106)),
        *("A01", "A02", "A03", "A04", "A101", "T01", "T02", "T04"),
        *(f"choice.{c}" for c in ("only", "nearest", "worth", "shared", "frozen")),
        *(
            f"rule.{r}"
            for r in ("table", "region", "town", "grade", "opened", "wish", "frozen")
        ),
    ]
    assert [code for code in wanted if not messages.has_text(code)] == []


@pytest.mark.parametrize("lang", messages.LANGS)
def test_reasons_name_only_facts_the_program_gives(lang: Lang) -> None:
    """Tests each code with the detail it is written with, and no more."""
    given: dict[str, dict[str, object]] = {
        "U08": {"minutes": 70.5, "limit": 60.0},
        "U09": {"km": 50.125, "limit": 45.0},
        **{f"U{n:02}": {"core": "A"} for n in (10, 11, 12, 13, 15, 16)},
    }
    for code in (f"U{n:02}" for n in range(1, 17)):
        assert messages.text(code, lang, **given.get(code, {}))
        assert messages.text(f"{code}.lift", lang, **given.get(code, {}))
    assert "2" in messages.text("A03", lang, n=2)
    assert "4" in messages.text("A04", lang, n=5, schools=4)
    for code in ("W102", "W103", "W104", "W105"):
        facts = {"row": 3, "column": "pupils", "value": "S1", "file": "x"}
        assert "S1" in messages.text(code, lang, **facts)


@pytest.mark.parametrize("table", [plan_texts.TEXTS, report_texts.TEXTS])
def test_chinese_and_english_differ_in_language(
    table: dict[str, tuple[str, str]],
) -> None:
    for code, (_, en) in table.items():
        if code != "statement.glossary":
            assert not any("一" <= c <= "鿿" for c in en), code


def test_no_report_calls_a_school_bad() -> None:
    """Tests the wording of DOMAIN T15: 帮扶 and 共建, never 差校 or 撤并 as an aim."""
    for table in (plan_texts.TEXTS, report_texts.TEXTS):
        for code, (zh, _) in table.items():
            assert "差校" not in zh, code
            assert "撤并" not in zh or "不撤并" in zh, code
