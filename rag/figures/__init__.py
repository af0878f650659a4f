"""Stated figures: a number with what it counts, its unit, place and period."""
