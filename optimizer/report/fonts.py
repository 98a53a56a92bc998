"""Which fonts set a text, and what becomes of signs that no font has.

The annex and the documents share this. It only chooses from names; the typesetter
says which names there are and which signs they show. A font that stands in for
another and a sign that cannot be printed are always told, never silent.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.errors import OutputError, Phrase
from optimizer.messages import Lang

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "DengXian",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
    "FangSong",
)
"""Fonts with Chinese letters, the best to read in small sizes first."""

_SONG = (
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "SimSun",
    "宋体",
    "NSimSun",
    "新宋体",
    "STSong",
    "Songti SC",
)
_FANGSONG = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "华文仿宋",
    "FZFangSong-Z02S",
    "方正仿宋简体",
    "FZFangSong-Z02",
    "方正仿宋_GBK",
)
_HEI = ("SimHei", "黑体", "STHeiti", "Heiti SC", "FZHei-B01S", "方正黑体简体")
_KAI = (
    "KaiTi_GB2312",
    "楷体_GB2312",
    "KaiTi",
    "楷体",
    "STKaiti",
    "Kaiti SC",
    "华文楷体",
    "FZKai-Z03S",
    "方正楷体简体",
)
_TITLE = (
    "FZXiaoBiaoSong-B05S",
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05",
    "方正小标宋_GBK",
)
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Libertinus Serif")
_ARIAL = ("Arial", "Liberation Sans", "Arimo", "Helvetica")

_CHINESE = (*FAMILIES, *_SONG, *_FANGSONG, *_HEI, *_KAI, *_TITLE)

SAMPLE = ("学", "校", "教", "联", "体", "的")
"""Letters that every Chinese font has."""

_BOLD = 600
_MOST_SIGNS_NAMED = 12
_MOST_OF_A_TEXT = 24
_JOINER = "\u200d"
_SKIN = range(0x1F3FB, 0x1F400)
"""Signs that change the colour of the emoji before them."""


@dataclass(frozen=True)
class Style:
    """How one kind of text is set: families, first choice first, and its weight."""

    families: tuple[str, ...]
    weight: int = 400


@dataclass(frozen=True)
class Faces:
    """Fonts of a document by role, see GB/T 9704 part 7.

    ``standing_in`` holds (font the standard wants, font used), where they differ.
    """

    title: Style
    body: Style
    strong: Style
    hei: Style
    kai: Style
    standing_in: tuple[tuple[str, str], ...] = ()

    def note(self) -> Phrase | None:
        """Return which fonts stand in for others; ``None`` where none does."""
        if not self.standing_in:
            return None
        pairs = "; ".join(f"{wanted} → {used}" for wanted, used in self.standing_in)
        return Phrase("font.standing_in", pairs=pairs)


def chinese_families(there: Collection[str], own: Iterable[str] = ()) -> list[str]:
    """Return the families of an annex, the best to read in small sizes first.

    Parameters
    ----------
    there
        Families the typesetter has.
    own
        Families of a configured folder; those not known by name come last.

    Raises
    ------
    OutputError
        ``font.none`` if there is none.
    """
    known = [family for family in FAMILIES if family in there]
    found = known + sorted(set(own) - set(known))
    if not found:
        raise no_font()
    return found


def no_font() -> OutputError:
    """Return the refusal to set Chinese without a Chinese font."""
    return OutputError("font.none", known=", ".join(FAMILIES[:8]))


@dataclass(frozen=True)
class _Role:
    """What the standard wants, under all its names, and what may stand in."""

    wanted: str
    names: tuple[str, ...]
    others: tuple[str, ...] = ()


_ROLES: Mapping[Lang, Mapping[str, _Role]] = {
    "zh": {
        "title": _Role("方正小标宋简体", _TITLE, (*_SONG, *_FANGSONG)),
        "body": _Role("仿宋_GB2312", _FANGSONG, _SONG),
        "hei": _Role("黑体", _HEI, FAMILIES),
        "kai": _Role("楷体_GB2312", _KAI, FAMILIES),
    },
    "en": {
        "title": _Role("Arial", _ARIAL[:1], _ARIAL),
        "body": _Role("Times New Roman", _TIMES[:1], _TIMES),
        "hei": _Role("Arial", _ARIAL[:1], _ARIAL),
        "kai": _Role("Arial", _ARIAL[:1], _ARIAL),
    },
}


def faces(
    weights: Mapping[str, Collection[int]], own: Iterable[str] = (), lang: Lang = "zh"
) -> Faces:
    """Choose the fonts of a document.

    Parameters
    ----------
    weights
        Families the typesetter has, each with its weights (400 is regular).
    own
        Families of a configured folder; those not known by name come last.
    lang
        Language of the document; Chinese names are set in both.

    Raises
    ------
    OutputError
        ``font.none`` if no family has Chinese letters, as far as names tell.
    """
    rest = [name for name in dict.fromkeys((*_SONG, *_CHINESE)) if name in weights]
    rest += sorted(set(own) - set(rest))
    if not rest:
        raise no_font()
    roles = _ROLES[lang]
    found = {key: _families(role, weights, rest) for key, role in roles.items()}
    body = found["body"]
    has_bold = max(weights.get(body[0], ()), default=0) >= _BOLD
    used = {role: found[key][0] for key, role in roles.items()}
    others = {
        role.wanted: name for role, name in used.items() if name not in role.names
    }

    def weight(key: str) -> int:
        # The standard's own display fonts are strong as they are.
        is_own = lang == "zh" and roles[key].wanted not in others
        return 400 if is_own else 700

    return Faces(
        title=Style(found["title"], weight("title")),
        body=Style(body),
        strong=Style(body if has_bold else found["hei"], 700),
        hei=Style(found["hei"], weight("hei")),
        kai=Style(found["kai"], 400 if lang == "zh" else 700),
        standing_in=tuple(others.items()),
    )


def _families(
    role: _Role, there: Collection[str], rest: Sequence[str]
) -> tuple[str, ...]:
    named = [name for name in (*role.names, *role.others) if name in there]
    return tuple(dict.fromkeys((*named, *rest)))


# Signs that no font has.


def clusters(text: str) -> list[str]:
    r"""Return a text in pieces that one font must show: a sign with its marks.

    Examples
    --------
    >>> clusters("ae\u0301b")
    ['a', 'é', 'b']
    """
    parts: list[str] = []
    for sign in text:
        if parts and (_clings(sign) or parts[-1].endswith(_JOINER)):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _clings(sign: str) -> bool:
    is_mark = unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")
    return is_mark or ord(sign) in _SKIN


def missing_signs(
    texts: Iterable[str], shows: Callable[[Sequence[str]], bool]
) -> list[str]:
    """Return the pieces of texts that no font can show, sorted.

    Parameters
    ----------
    texts
        Everything that is printed.
    shows
        Tells whether all of some pieces can be shown.
    """
    parts = {part for text in texts for part in clusters(text) if _is_seen(part)}
    return _refused(sorted(parts), shows)


def _is_seen(part: str) -> bool:
    """Tell whether a piece has a shape that a font may lack."""
    if part.isascii():
        return False
    return any(
        unicodedata.category(sign) not in ("Zs", "Zl", "Zp", "Cc", "Cf")
        for sign in part
    )


def _refused(parts: list[str], shows: Callable[[Sequence[str]], bool]) -> list[str]:
    if not parts or shows(parts):
        return []
    if len(parts) == 1:
        return parts
    half = len(parts) // 2
    return _refused(parts[:half], shows) + _refused(parts[half:], shows)


def is_private(part: str) -> bool:
    """Tell whether a piece has a sign whose shape each font chooses for itself."""
    return any(unicodedata.category(sign) == "Co" for sign in part)


def coded(text: str, missing: Collection[str]) -> str:
    """Return a text with the code of each sign that cannot be printed in its place.

    Examples
    --------
    >>> coded("快乐😀小学", {"😀"})
    '快乐〔U+1F600〕小学'
    """
    if not missing:
        return text
    return "".join(
        f"〔{_code(part)}〕" if part in missing else part for part in clusters(text)
    )


def _code(part: str) -> str:
    return " ".join(f"U+{ord(sign):04X}" for sign in part)


def missing_note(
    missing: Sequence[str], texts: Iterable[str], fonts: str
) -> Phrase | None:
    """Return which signs are printed as codes, each with a text it stands in.

    Parameters
    ----------
    missing
        Pieces no font can show.
    texts
        Everything that is printed.
    fonts
        Family that was asked first, for the message.
    """
    if not missing:
        return None
    left = list(texts)
    named = [
        f"{part} ({_code(part)}: {_place(part, left)})"
        for part in missing[:_MOST_SIGNS_NAMED]
    ]
    more = len(missing) - len(named)
    signs = "; ".join([*named, *([f"+{more}"] if more else [])])
    return Phrase("font.coded", signs=signs, fonts=fonts)


def _place(part: str, texts: Iterable[str]) -> str:
    """Return the beginning of the first text with a piece, or what is around it."""
    text = next((text for text in texts if part in text), part)
    line = " ".join(text.split())
    at = max(line.find(part) - _MOST_OF_A_TEXT // 2, 0)
    end = at + _MOST_OF_A_TEXT + len(part)
    cut = "…" if end < len(line) else ""
    return ("…" if at else "") + line[at:end] + cut
