"""Tests of the way back: from an edited name list to the next plan."""
