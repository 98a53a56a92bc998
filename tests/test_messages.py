"""Every code has its sentence, once, in both languages."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from optimizer import messages

PACKAGE = Path(messages.__file__).parents[1]
CODE = re.compile(r"[A-Z]\d{2,3}")


def codes_in_source() -> Iterator[tuple[str, str]]:
    """Yield (file, code) of every literal that looks like a message code."""
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name == "messages":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and CODE.fullmatch(value):
                yield path.name, value


def placeholders(template: str) -> set[str]:
    """Return the names a template asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_no_code_stands_in_two_tables() -> None:
    """Tests that no table silently overrides another."""
    seen = Counter(code for table in messages.TABLES for code in table)
    assert [code for code, times in seen.items() if times > 1] == []


def test_every_code_in_the_source_has_a_sentence() -> None:
    """Tests that no user can meet a code without words."""
    found = set(codes_in_source())
    assert {pair for pair in found if not messages.has_text(pair[1])} == set()


@pytest.mark.parametrize("table", messages.TABLES, ids=range(len(messages.TABLES)))
def test_both_languages_say_the_same_facts(table: dict[str, tuple[str, str]]) -> None:
    """Tests that neither language is empty or names a fact the other lacks."""
    for code, (zh, en) in table.items():
        assert zh.strip(), code
        assert en.strip(), code
        known = placeholders(zh) | placeholders(en)
        assert all(re.fullmatch(r"\w+(![rs])?", name) for name in known), code


def test_braces_in_a_value_stay_text() -> None:
    """Tests that a value is never taken for a template."""
    assert "{0.__class__}" in messages.text("C106", "en", file="{0.__class__}")
