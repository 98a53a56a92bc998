"""Keys of schools: what the page and the opinion files call a school by."""

from __future__ import annotations

from hashlib import sha256

from optimizer.keys import KEY_CHARS, school_key


def test_key_is_the_start_of_a_salted_digest() -> None:
    """Tests the contract of the opinion files, worked out here by hand."""
    for school_id in ("S01", "3242000123", "恩施市第一小学", " a\u202eb"):
        expected = sha256(b"school:" + school_id.encode()).hexdigest()[:12]
        assert school_key(school_id) == expected
        assert len(school_key(school_id)) == KEY_CHARS


def test_ids_that_differ_have_keys_that_differ() -> None:
    """Tests that one county's ids do not meet in one key."""
    keys = {school_key(f"S{i:04d}") for i in range(5_000)}
    assert len(keys) == 5_000
