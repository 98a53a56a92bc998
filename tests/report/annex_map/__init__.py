"""Tests of the annex for paper."""
