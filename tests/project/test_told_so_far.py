"""Opinions on earlier versions stand in the documents of a later one."""

from __future__ import annotations

from optimizer.dossier import MUST_BE_HEARD
from optimizer.project.told_so_far import told_so_far
from tests.project.test_completeness import ALL, dossier, opinion


def test_opinions_on_ancestors_are_kept_oldest_first() -> None:
    """Tests that both are there, each with the version it is about."""
    old, new = opinion(version="v1"), opinion(text="也好", version="v2")
    first, second = dossier(opinions=[old]), dossier(name="v2", opinions=[new])
    told = told_so_far((second, first))
    assert told.opinions == (old, new)
    assert told.version == second.version
    assert told_so_far((second,)).opinions == (new,)


def test_who_was_heard_counts_while_the_alliance_is_the_same() -> None:
    """Tests one alliance that changed after it was heard and one that did not."""
    first = dossier(heard=ALL)
    second = dossier({"A": ["b"], "B": ["d"]}, name="v2", heard={"B": ["staff"]})
    a, b = told_so_far((second, first)).heard
    assert (a.core, dict(a.counts), a.missing) == ("A", {}, MUST_BE_HEARD)
    assert (b.core, b.counts["staff"], b.counts["parents"]) == ("B", 2, 1)
    assert b.missing == ()


def test_where_nobody_was_heard_nothing_is_told() -> None:
    """Tests that no row of zeros is made up."""
    assert told_so_far((dossier(name="v2"), dossier())).heard == ()
