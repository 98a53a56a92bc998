"""Values of a workbook as text: what a reader of the sheet would type."""

from __future__ import annotations

import datetime as dt
import math

LOST_DIGITS_FROM = 1e15
"""Whole numbers from here on may have lost digits: a spreadsheet keeps fifteen."""


def text_of(value: object) -> str:
    """Return a value as text.

    A whole number becomes its digits, without scientific notation; one of sixteen
    digits or more is written with an exponent, as its last digits are not those
    that were typed. A date is ISO 8601.

    Examples
    --------
    >>> text_of(1001.0), text_of(422801000000.0), text_of(0.1 + 0.2), text_of(True)
    ('1001', '422801000000', '0.3', 'TRUE')
    >>> text_of(4.22801200001234e17), text_of(dt.date(2023, 9, 1)), text_of("0101")
    ('4.22801200001234E+17', '2023-09-01', '0101')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(float(value))
    if isinstance(value, dt.datetime):
        is_date = value.time() == dt.time()
        return value.date().isoformat() if is_date else value.isoformat(" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)


def has_lost_digits(value: object) -> bool:
    """Tell whether a number has more digits than a spreadsheet keeps."""
    return (
        isinstance(value, float | int)
        and abs(value) >= LOST_DIGITS_FROM
        and not isinstance(value, bool)
    )


def _number_text(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if abs(value) >= LOST_DIGITS_FROM:
        digits, _, exponent = f"{value:.14E}".partition("E")
        return f"{digits.rstrip('0').rstrip('.')}E{exponent}"
    if value.is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return f"{value:.20f}".rstrip("0") if "e" in text else text
