"""Tests that every rule is seen when broken, and silent next to the limit."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from optimizer import messages
from optimizer.checker import RULES, Rule, Violation, rules_by_number
from optimizer.domain import Severity
from tests.checker.scenarios import SCENARIOS


def by_code(rule: Rule) -> str:
    """Return the name of a test case."""
    return rule.code


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_broken_gives_exactly_its_code(rule):
    """Tests that a plan that breaks one rule is charged with this rule alone."""
    found = SCENARIOS[rule.code](True)
    assert {violation.code for violation in found} == {rule.code}
    assert {violation.severity for violation in found} == {rule.severity}


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_nearest_legal_plan_gives_nothing(rule):
    """Tests that the legal neighbour is free of errors and of warnings."""
    assert SCENARIOS[rule.code](False) == []


def test_every_rule_has_a_scenario_and_no_scenario_is_stale():
    """Tests that the table of rules and the scenarios name the same codes."""
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert SCENARIOS.keys() == set(codes)


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_has_texts_in_both_languages(rule):
    """Tests that a violation can be told in Chinese and English, with its facts."""
    for violation in SCENARIOS[rule.code](True):
        zh, en = violation.render("zh"), violation.render("en")
        assert re.search(r"[一-鿿]", zh)
        assert not re.search(
            r"[一-鿿]", en.replace("停办", "").replace("良好", "").replace("优质", "")
        )
        assert "None" not in zh + en
        assert "请" in zh


def test_texts_name_the_same_facts_in_both_languages():
    """Tests that no fact is told in one language only."""
    for rule in RULES:
        zh, en = messages.checks.TEXTS[rule.code]
        assert fields_of(zh) == fields_of(en), rule.code


def test_texts_have_no_stale_code():
    """Tests that every sentence of the checks belongs to a rule."""
    assert messages.checks.TEXTS.keys() == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_rule_explains_itself(rule):
    """Tests that documentation can be made from the table: number and summary."""
    assert rule.summary.endswith((".", "."))
    if rule.number.isdigit():
        assert rule.summary.startswith(f"({rule.number})")


def test_every_constraint_number_has_a_rule():
    """Tests that no constraint of the model is left without a judge."""
    wanted = {"S", "K", *(str(n) for n in range(1, 16)), "claim"}
    assert rules_by_number().keys() == wanted


def test_render_uses_names():
    """Tests that a planner reads names, and a name with braces stays text."""
    (violation,) = SCENARIOS["C344"](True)
    assert violation.render("en", {"b": "{村小}"}).startswith("{村小} declined")


def fields_of(template: str) -> set[str | None]:
    """Return the facts a template names."""
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("C304", "its will_lead is no."),
        ("C365", "takes 60.02 min (3601 s); the limit is 60.0 min"),
        ("C366", "is 45.001 km long; the limit is 45.0 km"),
        ("C381", "are led by A and — "),
        ("C535", "states met = no; it is yes."),
    ],
)
def test_render_tells_the_figures(code, words):
    """Tests figures as a planner reads them, with a dash for what is not there."""
    assert words in SCENARIOS[code](True)[0].render("en")


def test_codes_are_not_used_by_another_table():
    """Tests that no other table of sentences takes a code of the checks."""
    others = [table for table in messages.TABLES if table is not messages.checks.TEXTS]
    assert all(table.keys().isdisjoint(messages.checks.TEXTS) for table in others)


def test_rules_by_number_parts_the_table():
    """Tests that each rule stands under its own number, none is lost."""
    parts = rules_by_number()
    assert all(rule.number == number for number, part in parts.items() for rule in part)
    assert sum(map(len, parts.values())) == len(RULES)


def test_render_joins_schools_by_language():
    """Tests the separators, and the members of a frozen alliance in the text."""
    (violation,) = SCENARIOS["C365"](True)
    assert violation.render("zh").startswith("b、A ")
    assert "b, A:" in violation.render("en")
    (frozen,) = SCENARIOS["C383"](True)
    assert (frozen.value, frozen.limit) == ("b c", "b")


def test_years_and_scopes_are_told_in_words() -> None:
    """Tests that C551 to C555 show no code of a scope."""
    wrong = Violation(
        "C551", Severity.ERROR, (), "2023:all", "2023:422801", {"scope": "all"}
    )
    told = wrong.render("zh")
    assert "2023 年(全部县市合计)" in told
    assert "2023 年(422801)" in told
    assert "all" not in told
    row = Violation(
        "C553", Severity.ERROR, (), "4/5", "3/5", {"year": 2023, "scope": "all"}
    )
    assert "全部县市合计" in row.render("zh")
    assert "all counties together" in row.render("en")
