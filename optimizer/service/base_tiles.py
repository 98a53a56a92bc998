"""The tile server a base file names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from urllib.parse import quote

from optimizer.crs import Crs, crs_named, from_wgs84
from optimizer.errors import Phrase
from optimizer.report.map.base import tiles
from optimizer.report.map.base.model import Tiles
from optimizer.service.base_keys import Section
from optimizer.service.base_picture import review_number

_DEFAULT_ZOOM = 18


def read_tiles(
    section: Section | None, mode: str, environ: Mapping[str, str]
) -> tuple[Tiles | None, list[Phrase]]:
    """Return the tiles of a base file, and what to tell of them.

    Raises
    ------
    DataError
        B104, B121 to B125; B127 without a 审图号 unless the map is internal.
    """
    if section is None:
        return None, []
    section.need("url", "crs")
    crs = crs_named(section.text("crs"))
    key = _key(section, environ)
    subdomains = tuple(section.values.get("subdomains", ()))
    names = [name for name in ("url", "labels_url") if section.text(name)]
    hosts: list[str] = []
    for name in names:
        hosts += _checked_hosts(section, name, subdomains, crs, bool(key))
    urls = tuple(
        section.text(name).replace("{key}", quote(key, safe="")) for name in names
    )
    found = Tiles(
        urls=urls,
        hosts=tuple(dict.fromkeys(hosts)),
        subdomains=subdomains,
        max_zoom=section.values.get("max_zoom", _DEFAULT_ZOOM),
        credit=section.text("credit"),
        review_number=review_number(section, needed=mode != "internal"),
        shift=partial(from_wgs84, crs=Crs.GCJ02) if crs == Crs.GCJ02 else None,
    )
    return found, list(_tile_notes(found, has_key=bool(key)))


def _key(section: Section, environ: Mapping[str, str]) -> str:
    """Return the key stated or that of the environment; ``""`` without one."""
    name = section.text("key_env")
    if not name:
        return section.text("key")
    if not environ.get(name, "").strip():
        raise section.error("B125", value=name)
    return environ[name].strip()


def _checked_hosts(
    section: Section, name: str, subdomains: tuple[str, ...], crs: Crs, has_key: bool
) -> tuple[str, ...]:
    """Return the hosts of an address.

    Raises
    ------
    DataError
        B121 to B124 if the address, or the CRS stated for it, cannot be right.
    """
    url = section.text(name)
    used = subdomains if "{s}" in url or name == "url" else ()
    try:
        hosts = tiles.hosts_of(url, used)
    except tiles.TileAddressError as error:
        raise section.error("B121", key=name, value=error.part) from error
    if ("{key}" in url) != has_key and (has_key is False or name == "url"):
        raise section.error("B121", key=name, value="{key}")
    if crs == Crs.BD09 or tiles.is_bd09(hosts):
        raise section.error("B122")
    if tiles.is_gcj02(hosts) and crs != Crs.GCJ02:
        raise section.error("B123", value=hosts[0], crs=crs.value)
    if tiles.is_degree_grid(url, hosts):
        raise section.error("B124", key=name)
    return hosts


def _tile_notes(shown: Tiles, *, has_key: bool) -> Iterable[Phrase]:
    host = shown.hosts[0].partition("://")[2]
    yield Phrase("base.note.network", host=host)
    if has_key:
        yield Phrase("base.note.key")
    if tiles.is_foreign(shown.hosts):
        yield Phrase("base.note.foreign", host=host)
    if shown.shift is not None:
        yield Phrase("base.note.gcj02")
    if not shown.review_number:
        yield Phrase("base.note.no_review")
