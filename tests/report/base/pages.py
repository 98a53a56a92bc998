"""Small maps with a base, and a tile server that lives as long as a test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from shapely.geometry import LineString, box

from optimizer.report.map import render_map
from optimizer.report.map.base import MapBase, Relief, StandardMap, Tiles
from optimizer.report.map.base.png import encode
from tests.report.map_factory import EVIL, backdrop, small_map

SOLID = encode(np.zeros((256, 256), np.uint8), [(40, 160, 60, 255)])
"""A green picture: a tile, or a map."""


def relief() -> Relief:
    """Return a picture that is dark all over, on the county of the small map."""
    picture = encode(np.zeros((90, 120), np.uint8), [(200, 0, 0, 255)])
    return Relief(picture, (109.2, 30.0, 109.8, 30.5), 120.0)


def standard() -> StandardMap:
    corners = ((109.2, 30.5), (109.8, 30.5), (109.8, 30.0), (109.2, 30.0))
    return StandardMap(
        SOLID, "image/png", (256, 256), corners, "鄂S(2023)001号", "某省标准地图服务"
    )


def tiles(host: str = "http://127.0.0.1:9", **more: Any) -> Tiles:
    urls = (f"{host}/{{z}}/{{x}}/{{y}}.png",)
    return Tiles(**{"urls": urls, "hosts": (host,), "credit": "某县内网", **more})


def layers(*, evil: bool = False) -> dict[str, gpd.GeoDataFrame]:
    """Return towns, rivers and lakes of the county of the small map."""
    names = list(EVIL[:2]) if evil else ["城关镇", "河口镇"]
    towns = gpd.GeoDataFrame(
        {"name": names},
        geometry=[box(109.2, 30.0, 109.5, 30.5), box(109.5, 30.0, 109.8, 30.5)],
        crs="EPSG:4326",
    )
    river = gpd.GeoDataFrame(
        geometry=[LineString([(109.2, 30.1), (109.8, 30.12)])], crs="EPSG:4326"
    )
    lake = gpd.GeoDataFrame(geometry=[box(109.3, 30.3, 109.35, 30.34)], crs="EPSG:4326")
    return {"towns": towns, "rivers": river, "lakes": lake}


def page(mode: str = "internal", **parts: Any) -> str:
    """Return the small map with a base."""
    case, plan = small_map(mode)
    context = backdrop(notice="演示数据").with_base(MapBase(**parts))
    return render_map(case, plan, context)


def saved(folder: Path, text: str) -> Path:
    """Save a page where the path has Chinese characters and a space."""
    file = folder / "底图 一" / "map.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


@dataclass
class Server:
    """A tile server of this machine."""

    host: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def tile_server() -> Iterator[Server]:
    """Serve a green tile at every address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(SOLID)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Server(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
