"""Tests of the rules of a project folder."""
