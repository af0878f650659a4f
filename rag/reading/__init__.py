"""Spans that answer: by the trained reader and by rule."""
