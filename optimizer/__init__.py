"""Groups the schools of a county into education alliances (县域义务教育教联体)."""

__version__ = "0.1.0"
