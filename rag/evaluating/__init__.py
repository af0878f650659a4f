"""Measuring answers against a set of questions."""
