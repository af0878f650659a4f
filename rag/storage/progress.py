"""How far the work on one report is, and how it is called off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A step on a report's way into the library: "reading", or "encoding" with texts done of those in all."""

    stage: str
    done: int = 0
    total: int = 0


OnStep = Callable[[Step], None]
"""Told each step as it is reached; what it raises (`Cancelled`, say) ends the work before anything was written."""


class Cancelled(Exception):
    """The person no longer wants it; nothing was changed."""
