"""Every file of the corpus comes to exactly the issues and schools stated for it."""

import importlib
import pkgutil

import pytest

from optimizer.errors import DataError
from optimizer.ingest import read_schools
from optimizer.ingest.checks.listing import MILD_CODES, severity_of
from tests.ingest import corpus

CASES = [
    case
    for module in pkgutil.iter_modules(corpus.__path__)
    for case in getattr(
        importlib.import_module(f"{corpus.__name__}.{module.name}"), "CASES", []
    )
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_file_comes_to_what_is_stated(case, tmp_path):
    path = case.write(tmp_path)
    expected = case.expected
    schools = {}
    try:
        table = read_schools(path, **case.options)
        issues, refused = table.issues, False
        schools = {school.school_id: school for school in table.schools}
    except DataError as error:
        issues, refused = error.issues, True
    assert [i.severity for i in issues] == [severity_of(i.code) for i in issues]
    told = [(i.code, i.row) for i in issues if i.code not in expected.quiet]
    assert told == list(expected.issues)
    assert refused == expected.refused
    assert schools.keys() == expected.schools.keys()
    for school_id, values in expected.schools.items():
        found = {name: getattr(schools[school_id], name) for name in values}
        assert found == values
    excluded = {i.row for i in issues if i.action == "excluded"}
    assert excluded == set(expected.excluded)


def test_names_tell_cases_apart():
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)


def test_every_code_that_refuses_nothing_is_shown():
    """Tests that the severities of the list are compared with what is raised."""
    shown = {code for case in CASES for code, _ in case.expected.issues}
    pairs, landmarks = {"D185", "D187"}, {"D255", "D256", "D257", "D258"}
    cells = {"D111", "D122", "D208", "D214", "D226", "D233"}
    assert MILD_CODES.keys() - shown == pairs | landmarks | cells
