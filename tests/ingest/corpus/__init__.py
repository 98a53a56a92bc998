"""The corpus of messy tables: each file one fault class, or a realistic mix.

Every module here has a list ``CASES``; :mod:`tests.ingest.test_corpus` collects all.
The files are written by code while the tests run, so a reader sees what is in them.
"""

from tests.ingest.corpus.case import CorpusCase, Expected

__all__ = ["CorpusCase", "Expected"]
