"""What a person has put right of what was read from a report: its title, place, period, publisher, date.

A correction takes the place of what the text says, so everything that is derived from it (the scope of the figures,
the title that heads the passages) is derived from what is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from rag.types import Metadata

_T = TypeVar("_T")


class Field(StrEnum):
    """What can be corrected; the values are the names in `Metadata`."""

    TITLE = "title"
    PLACE = "place"
    PERIOD = "period"
    PUBLISHER = "publisher"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The right values of the `fields` that were corrected; a field's None or "" says that there is none."""

    right: Metadata = field(default_factory=Metadata)
    fields: tuple[Field, ...] = ()

    def pick(self, which: Field, read: _T) -> _T:
        """The right value of a field when it was corrected, else what was read."""
        return getattr(self.right, which) if which in self.fields else read

    def over(self, earlier: Corrections) -> Corrections:
        """Both sets of corrections; where they differ these, the later ones, hold."""
        changed = {f.value: getattr(self.right, f) for f in self.fields}
        return Corrections(replace(earlier.right, **changed), _ordered({*earlier.fields, *self.fields}))

    def without(self, undone: Iterable[Field]) -> Corrections:
        """The corrections but for some fields, which are read from the text again."""
        gone, blank = set(undone), Metadata()
        cleared = {f.value: getattr(blank, f) for f in gone}
        return Corrections(replace(self.right, **cleared), _ordered(set(self.fields) - gone))

    def still_true(self, read_before: Metadata, read_now: Metadata) -> Corrections:
        """Those that hold for a report's new text: where it is read as the old one was, the mistake is made again."""
        return self.without(f for f in self.fields if getattr(read_before, f) != getattr(read_now, f))


def _ordered(fields: set[Field]) -> tuple[Field, ...]:
    return tuple(f for f in Field if f in fields)
