"""Addresses of tile servers: what may stand in the page, and who may be asked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

PLACES = ("z", "x", "y")
"""Placeholders every address needs; ``{-y}`` counts as ``{y}``."""

_KNOWN = frozenset((*PLACES, "-y", "s", "key"))
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)*")
_PRINTABLE = re.compile(r"[!-~]+")
_SUBDOMAIN = re.compile(r"[A-Za-z0-9-]{1,30}")

_FOREIGN = (
    "openstreetmap.org",
    "openstreetmap.fr",
    "opentopomap.org",
    "google.com",
    "googleapis.com",
    "gstatic.com",
    "mapbox.com",
    "arcgisonline.com",
    "arcgis.com",
    "virtualearth.net",
    "bing.com",
    "cartocdn.com",
    "stadiamaps.com",
    "stamen.com",
    "maptiler.com",
    "thunderforest.com",
    "here.com",
    "hereapi.com",
    "tomtom.com",
)
_GCJ02 = ("autonavi.com", "amap.com", "gtimg.com", "google.cn", "map.qq.com")
_BD09 = ("baidu.com", "bdimg.com", "bdstatic.com", "bcebos.com")


class TileAddressError(ValueError):
    """An address cannot be used; ``part`` is what is wrong with it."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def check_subdomain(value: str) -> bool:
    """Tell whether a text may stand in the name of a host."""
    return bool(_SUBDOMAIN.fullmatch(value))


def hosts_of(url: str, subdomains: tuple[str, ...]) -> tuple[str, ...]:
    """Return every ``scheme://host:port`` an address can lead to.

    Parameters
    ----------
    url
        Address with placeholders.
    subdomains
        What stands for ``{s}``.

    Raises
    ------
    TileAddressError
        If the address lacks a placeholder, has an unknown one, or is no plain
        http(s) address: a name and password, a blank, a fragment.

    Examples
    --------
    >>> hosts_of("https://t{s}.example.cn/{z}/{x}/{y}.png", ("0", "1"))
    ('https://t0.example.cn', 'https://t1.example.cn')
    """
    found = set(_PLACEHOLDER.findall(url))
    if "-y" in found:
        found.add("y")
    for place in PLACES:
        if place not in found:
            raise TileAddressError(f"{{{place}}}")
    unknown = sorted(found - _KNOWN)
    if unknown:
        raise TileAddressError(f"{{{unknown[0]}}}")
    if ("s" in found) != bool(subdomains):
        raise TileAddressError("{s}")
    if not _PRINTABLE.fullmatch(url) or re.search(r"[\"'<>\\`]", url):
        raise TileAddressError(url)
    each = (url.replace("{s}", s) for s in subdomains or ("",))
    return tuple(dict.fromkeys(_origin(one) for one in each))


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TileAddressError(url) from error
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or parts.fragment:
        raise TileAddressError(f"{parts.scheme}:")
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        raise TileAddressError(parts.netloc)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def is_foreign(hosts: tuple[str, ...]) -> bool:
    """Tell whether a host belongs to a map service of another country."""
    return _belongs(hosts, _FOREIGN)


def is_gcj02(hosts: tuple[str, ...]) -> bool:
    """Tell whether a host is known to serve GCJ-02 tiles."""
    return _belongs(hosts, _GCJ02)


def is_bd09(hosts: tuple[str, ...]) -> bool:
    """Tell whether a host is known to serve tiles of Baidu's own grid."""
    return _belongs(hosts, _BD09)


def is_degree_grid(url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address of 天地图 is of its grid in degrees (``..._c``)."""
    return _belongs(hosts, ("tianditu.gov.cn",)) and (
        re.search(r"/\w+_c/|tilematrixset=c\b", url, re.IGNORECASE) is not None
    )


def _belongs(hosts: tuple[str, ...], owners: tuple[str, ...]) -> bool:
    names = [(urlsplit(host).hostname or "") for host in hosts]
    return any(n == o or n.endswith(f".{o}") for n in names for o in owners)
