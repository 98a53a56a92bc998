"""Faultless files, to show that the harness sees nothing where there is nothing."""

from tests.ingest import builders
from tests.ingest.corpus.case import CorpusCase, Expected

_TWO = builders.rows({}, {"name": "示例小学二"})
_SCHOOLS = {"001": {"name": "示例小学1"}, "002": {"name": "示例小学二"}}

CASES = [
    CorpusCase(
        "canonical csv",
        lambda home: builders.write_csv(home / "a.csv", _TWO),
        Expected(schools=_SCHOOLS),
    ),
    CorpusCase(
        "id twice",
        lambda home: builders.write_csv(
            home / "a.csv", builders.rows({}, {"school_id": "001"})
        ),
        Expected(issues=(("D130", 3),), refused=True),
    ),
]
