"""GDAL's own hill shade, called in the library that rasterio ships, as an oracle."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin


def _library() -> ctypes.CDLL | None:
    folder = Path(rasterio.__file__).parents[1] / "rasterio.libs"
    found = [str(path) for path in sorted(folder.glob("libgdal*"))]
    name = found[0] if found else ctypes.util.find_library("gdal")
    try:
        library = ctypes.CDLL(name) if name else None
    except OSError:
        return None
    return (
        library
        if library is not None and hasattr(library, "GDALDEMProcessing")
        else None
    )


def hill_shade(heights: np.ndarray, cell_m: float, folder: Path) -> np.ndarray:
    """Return ``gdaldem hillshade`` (Horn, 315, 45) of a grid in metres, 1 to 255.

    The outermost cells have no value and are cut off.
    """
    library = _library()
    if library is None:
        pytest.skip("no GDAL library with GDALDEMProcessing beside rasterio")
    source, target = folder / "dem.tif", folder / "shade.tif"
    rows, columns = heights.shape
    with rasterio.open(
        source,
        "w",
        driver="GTiff",
        width=columns,
        height=rows,
        count=1,
        dtype="float32",
        crs="EPSG:3857",
        transform=from_origin(0, 0, cell_m, cell_m),
    ) as file:
        file.write(heights.astype("float32"), 1)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    library.GDALOpen.restype = pointer
    library.GDALOpen.argtypes = [text, ctypes.c_int]
    library.GDALDEMProcessing.restype = pointer
    library.GDALDEMProcessing.argtypes = [text, pointer, text, text, pointer, pointer]
    library.GDALClose.argtypes = [pointer]
    library.GDALAllRegister()
    opened = library.GDALOpen(str(source).encode(), 0)
    made = library.GDALDEMProcessing(
        str(target).encode(), opened, b"hillshade", None, None, None
    )
    library.GDALClose(made)
    library.GDALClose(opened)
    with rasterio.open(target) as file:
        return file.read(1)[1:-1, 1:-1]
