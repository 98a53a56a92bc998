"""Where the shipped demo data, presets and templates lie.

An installed wheel carries ``data/`` as ``optimizer/_data``; a checkout uses
``data/`` beside the package.
"""

from __future__ import annotations

from pathlib import Path


def data_dir() -> Path:
    """Return the folder of shipped data: the wheel's copy, else the checkout's."""
    packaged = Path(__file__).parent / "_data"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "data"
