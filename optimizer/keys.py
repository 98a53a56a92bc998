"""Keys that stand for schools where their ids must not be shown.

The map page goes to people outside the office, so it carries no school ids; what
comes back from it names a school by its key.
"""

from __future__ import annotations

import hashlib

KEY_CHARS = 12
"""Hexadecimal digits of a key: 48 bits tell the schools of a province apart."""


def school_key(school_id: str) -> str:
    """Return the key of a school, which is also that of the alliance it leads.

    The same id gives the same key in every plan and version. A key hides an id from
    a reader of the page, not from one who has a list of ids to try.

    Examples
    --------
    >>> school_key("S01")
    '90d6a3949489'
    """
    digest = hashlib.sha256(f"school:{school_id}".encode()).hexdigest()
    return digest[:KEY_CHARS]
