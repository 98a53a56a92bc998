"""Opinions of staff, parents, towns, villages and experts on one version of a plan.

They come as files from the map page (:mod:`optimizer.opinions.contract`) or as tables
typed by the office (:mod:`optimizer.opinions.typed`), and become a ledger, an account
of who was heard, and proposed rows of the pair table. Nothing here changes a plan.
"""
