"""A library of reports on disk."""
