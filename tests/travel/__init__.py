"""Tests of the travel layer."""
