"""Tests of the contents of the approval documents."""
