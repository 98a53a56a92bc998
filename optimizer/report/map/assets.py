"""Everything a page needs, put into the page, and nothing else let in.

The page is assembled from markers of the form ``asset:NAME`` in one pass, so text
from a user's file can never be taken for a marker.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from optimizer.errors import ModelError
from optimizer.report.labels import plain

PAGE_SCRIPTS = (
    "base.js",
    "views.js",
    "pinyin.js",
    "filter.js",
    "symbols.js",
    "compare.js",
    "crowd.js",
    "schools.js",
    "backdrop.js",
    "pictures.js",
    "tiles.js",
    "reach.js",
    "routes.js",
    "labels.js",
    "legend.js",
    "popup.js",
    "panel.js",
    "tabs.js",
    "cards.js",
    "lists.js",
    "about.js",
    "search.js",
    "filterbar.js",
    "hover.js",
    "voice.js",
    "link.js",
    "reading.js",
    "sheet.js",
    "sha256.js",
    "opinion_file.js",
    "opinion_store.js",
    "modal.js",
    "school_picker.js",
    "comment_form.js",
    "comments.js",
    "start.js",
)
"""Our scripts in the order they are joined."""

PAGE_STYLES = (
    "map.css",
    "reading.css",
    "compare.css",
    "comments.css",
    "sheet.css",
    "base.css",
)
"""Our styles in the order they are joined."""

_MARKER = re.compile(
    r'<script src="asset:(?P<script>[^"]*)"></script>'
    r'|<link rel="stylesheet" href="asset:(?P<style>[^"]*)"\s*/>'
    r"|<!--asset:(?P<data>[^>]*)-->"
)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_BLOCKS = re.compile(
    r"(<(script|style|title)\b[^>]*>).*?</\2>", re.DOTALL | re.IGNORECASE
)
_STYLES = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
_HOST = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
_LINK = re.compile(r"\b(?:src|href|srcset|action)\s*=\s*[\"']?([^\"'\s>]*)")
_FOREIGN_URL = re.compile(r"url\(\s*[\"']?(?!data:)([^)\"']*)")
_IMPORT = re.compile(r"@import[^;]*", re.IGNORECASE)
_NAMESPACE = '"http://www.w3.org/2000/svg"'
_SAFE_NAMESPACE = r'"http:\x2f\x2fwww.w3.org/2000/svg"'


def to_json(data: Any) -> str:
    r"""Return JSON that is inert inside a script element.

    ``<``, ``>``, ``&``, ``/`` and the two line separators of JavaScript are written
    as ``\uXXXX``, which can only stand inside strings.

    Examples
    --------
    >>> to_json({"name": "</script>"})
    '{"name":"\\u003c\\u002fscript\\u003e"}'
    """
    text = json.dumps(
        _printable(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return re.sub("[<>&/\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _printable(data: Any) -> Any:
    """Replace control characters and direction overrides in every text."""
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_printable(value) for value in data]
    return plain(data) if isinstance(data, str) else data


def assemble(skeleton: str, data: Mapping[str, str], hosts: Sequence[str] = ()) -> str:
    """Fill the markers of a page, add its content security policy, and check it.

    Parameters
    ----------
    skeleton
        HTML with markers.
    data
        Text for the ``<!--asset:NAME-->`` markers.
    hosts
        Servers (``scheme://host:port``) whose pictures the page may show. They stand
        in the policy alone, and everything else stays forbidden: an address in the
        data is text (:func:`to_json` leaves no ``/`` in it).

    Raises
    ------
    ModelError
        ``map.asset`` if a marker or another resource has nothing to stand for it,
        ``map.link`` if any network address remains, or a host is none.
    """

    def fill(found: re.Match[str]) -> str:
        if found["script"] is not None:
            return f"<script>{_lookup(_scripts(), found['script'])}</script>"
        if found["style"] is not None:
            return f"<style>{_lookup(_styles(), found['style'])}</style>"
        return _lookup(data, found["data"])

    page = _MARKER.sub(fill, skeleton)
    check_closed(page)
    return _with_policy(page, hosts)


def check_closed(page: str) -> None:
    """Refuse a page that would ask for anything outside itself.

    Raises
    ------
    ModelError
        ``map.link`` or ``map.asset``; see :func:`assemble`.
    """
    address = _ADDRESS.search(page)
    if address:
        raise ModelError("map.link", name=page[address.start() : address.start() + 60])
    link = _LINK.search(_BLOCKS.sub(r"\1", page))
    if link:
        raise ModelError("map.asset", name=link[1][:60])
    for style in _STYLES.findall(page):
        url = _FOREIGN_URL.search(style) or _IMPORT.search(style)
        if url:
            raise ModelError("map.asset", name=url[0][:60])


def _lookup(table: Mapping[str, str], name: str) -> str:
    if name not in table:
        raise ModelError("map.asset", name=name)
    return table[name]


def _with_policy(page: str, hosts: Sequence[str]) -> str:
    """Allow exactly the scripts in the page, and pictures from these hosts."""
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ModelError("map.link", name=host[:60])
    hashes = sorted({_hash(text) for text in _SCRIPT.findall(page)})
    policy = (
        f"default-src 'none'; script-src {' '.join(hashes)}; "
        f"style-src 'unsafe-inline'; img-src {' '.join(['data:', *sorted(hosts)])}; "
        "base-uri 'none'; form-action 'none'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page.replace("<head>", f"<head>\n{tag}", 1)


def _hash(script: str) -> str:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _scripts() -> dict[str, str]:
    return {"leaflet.js": _leaflet_script(), "page.js": _page_script()}


@cache
def _styles() -> dict[str, str]:
    return {
        "leaflet.css": _leaflet_style(),
        "page.css": _no_comments("\n".join(_page_texts(PAGE_STYLES))),
    }


def _page_script() -> str:
    """Join our scripts into one scope that gives out ``startPage`` only."""
    body = "\n".join(_page_texts(PAGE_SCRIPTS))
    return (
        f'(function () {{\n"use strict";\n{body}\nwindow.startPage = startPage;\n}})();'
    )


def _page_texts(names: Sequence[str]) -> list[str]:
    home = files(__package__) / "page"
    return [(home / name).read_text(encoding="utf-8") for name in names]


def _leaflet_file(name: str) -> bytes:
    home = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    return home.joinpath(*name.split("/")).read_bytes()


def _leaflet_script() -> str:
    """Return Leaflet with its copyright line and without any address."""
    text = _leaflet_file("leaflet.js").decode()
    steps = (
        (r"\n//# sourceMappingURL=\S*\s*$", ""),
        (r"https://leafletjs\.com\s*\n", "leafletjs.com\n"),
        (r"prefix:'<a href=.*?Leaflet</a>\"", 'prefix:""'),
        (re.escape(_NAMESPACE), _SAFE_NAMESPACE),
    )
    for pattern, value in steps:
        text, count = re.subn(pattern, lambda _, v=value: v, text, flags=re.DOTALL)  # type: ignore[misc]
        if not count:
            raise ModelError("map.leaflet", name="leaflet.js")
    return text


def _leaflet_style() -> str:
    """Return Leaflet's style with its pictures inside; rules for IE are left out."""
    text = _no_comments(_leaflet_file("leaflet.css").decode())
    text = re.sub(r"behavior:\s*url\(#default#VML\);", "", text)

    def inline(found: re.Match[str]) -> str:
        picture = base64.b64encode(_leaflet_file(found[1])).decode()
        return f"url(data:image/png;base64,{picture})"

    return re.sub(r"url\((images/[\w.-]+\.png)\)", inline, text)


def _no_comments(style: str) -> str:
    return re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
