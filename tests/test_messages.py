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


def constants(node: ast.JoinedStr | ast.Call) -> Iterator[str]:
    """Yield the constant beginning and end of an f-string or of a call's arguments."""
    parts = node.values if isinstance(node, ast.JoinedStr) else node.args
    for part in (parts[:1], parts[-1:]):
        value = part[0].value if part and isinstance(part[0], ast.Constant) else None
        yield value if isinstance(value, str) else ""


def uses_in_source() -> tuple[set[str], set[str], set[str]]:
    """Return the literals, and the beginnings and ends of codes put together."""
    literals, heads, tails = set(), set(), set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent.name == "messages":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                head, tail = constants(node)
                heads.add(head if head.endswith(".") else "")
                tails.add(tail if tail.startswith(".") else "")
            elif isinstance(node, ast.Call):
                called = getattr(node.func, "attr", None)
                heads.add(f"{next(constants(node))}." if called == "named" else "")
    return literals, heads - {"", "."}, tails - {""}


def test_every_sentence_is_said_somewhere() -> None:
    """Tests that no table keeps a sentence that no code can ask for any more."""
    literals, heads, tails = uses_in_source()
    page = "".join(p.read_text(encoding="utf-8") for p in PACKAGE.rglob("*.js"))
    for path in (PACKAGE / "report" / "map").glob("*.py"):
        own = re.findall(r'\bui\(\)\[("\w+")\]', path.read_text(encoding="utf-8"))
        page += " ".join(own)

    def is_said(code: str) -> bool:
        if code.startswith("map.ui."):
            # The scripts put the ends of some codes together: "spoke." + line.
            name = code.removeprefix("map.ui.")
            head, dot, _ = name.rpartition(".")
            parts = (name, head + dot) if head else (name,)
            return any(f'"{part}"' in page for part in parts)
        return (
            code in literals
            or code.startswith(tuple(heads))
            or code.endswith(tuple(tails))
        )

    told = (code for table in messages.TABLES for code in table)
    left = [code for code in told if not is_said(code)]
    assert not left, left


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
