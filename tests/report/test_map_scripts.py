"""Our scripts keep to what the browsers of old office PCs understand."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from optimizer.report.map.assets import PAGE_SCRIPTS

HOME = files("optimizer.report.map") / "page"

NEWER = {
    "optional chaining (2020)": r"\?\.(?!\d)",
    "nullish coalescing (2020)": r"\?\?",
    "logical assignment (2021)": r"(\|\||&&)=",
    "object spread or rest (2018)": r"[{,]\s*\.\.\.\w+\s*[,}](?![^(]*\))",
    "optional catch binding (2019)": r"\bcatch\s*\{",
    "private name (2022)": r"(?<![\w\"'#&])#[a-z_]\w*\s*(=|\(|;)",
    "numeric separator (2021)": r"\b\d+_\d",
    "BigInt (2020)": r"\b\d+n\b",
    "look-behind in a regular expression (2018)": r"\(\?<[=!]",
    "newer method": r"\.(replaceAll|flatMap|flat|at|matchAll|trimEnd|trimStart|hasOwn"
    r"|fromEntries|allSettled|any|finally|toSorted|findLast)\(",
    "newer global": r"\b(globalThis|structuredClone|queueMicrotask|BigInt|WeakRef)\b",
    "import or export": r"^\s*(import|export)\b",
}
"""What came after ECMAScript 2017, with a pattern for it."""

OLDER = "a.then(b); async function f() { await g(); } const {x} = y; `${z}`; [...w];"
TOO_NEW = {
    "optional chaining (2020)": "a?.b",
    "nullish coalescing (2020)": "a ?? b",
    "logical assignment (2021)": "a ||= b",
    "object spread or rest (2018)": "x = { ...a }",
    "optional catch binding (2019)": "try { a(); } catch { b(); }",
    "private name (2022)": "class A { #x = 1; }",
    "numeric separator (2021)": "x = 10_000",
    "BigInt (2020)": "x = 10n",
    "look-behind in a regular expression (2018)": "x = /(?<=a)b/",
    "newer method": "x.replaceAll(a, b)",
    "newer global": "globalThis.x",
    "import or export": "import a from 'b'",
}


def _code(text: str) -> str:
    """Return a script without comments, and with nothing inside its strings."""
    text = re.sub(r"^\s*//.*$|\s//\s.*$", "", text, flags=re.MULTILINE)
    return re.sub(r'"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])*\'', '""', text)


@pytest.mark.parametrize("name", PAGE_SCRIPTS)
def test_script_keeps_to_ecmascript_2017(name: str) -> None:
    code = _code((HOME / name).read_text(encoding="utf-8"))
    found = {
        what: match[0]
        for what, pattern in NEWER.items()
        if (match := re.search(pattern, code, re.MULTILINE))
    }
    assert found == {}


@pytest.mark.parametrize("what", NEWER)
def test_patterns_find_what_is_newer_and_pass_what_is_not(what: str) -> None:
    """Tests that the test above can fail."""
    assert re.search(NEWER[what], _code(TOO_NEW[what]), re.MULTILINE)
    assert not re.search(NEWER[what], _code(OLDER), re.MULTILINE)


@pytest.mark.parametrize("name", PAGE_SCRIPTS)
def test_no_text_becomes_markup(name: str) -> None:
    """Tests that nothing but text nodes is made of texts, and lines are short."""
    text = (HOME / name).read_text(encoding="utf-8")
    assert max(len(line) for line in text.splitlines()) <= 90
    ways = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    assert [way for way in ways if way in text] == []
