"""What a library keeps in memory of what it has read: the last of each kind, while their report is unchanged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

_T = TypeVar("_T")
_LIMITS = {"vectors": 256}  # a report's are some tens of KiB
_LIMIT = 1024
_OF_ALL = frozenset({"count", "select", "corrections"})  # kinds that any change may change; and whatever has no key


class Kept:
    """The values used last, by kind and key; a key is a report's id except for what is told of all reports."""

    def __init__(self) -> None:
        self._kinds: dict[str, OrderedDict[Hashable, object]] = {}

    def get(self, kind: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """The value kept, else what `make` gives; the one unused for longest is dropped when there are too many."""
        kept = self._kinds.setdefault(kind, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
        else:
            kept[key] = make()
            if len(kept) > _LIMITS.get(kind, _LIMIT):
                kept.popitem(last=False)
        return cast(_T, kept[key])

    def forget(self, changed: Iterable[str] | None) -> None:
        """Drop what is kept of these reports and of all reports together; everything when it is not known which."""
        if changed is None:
            self._kinds.clear()
            return
        for kind in _OF_ALL & self._kinds.keys():
            del self._kinds[kind]
        gone = [None, *changed]
        for kept in self._kinds.values():
            for key in gone:
                kept.pop(key, None)
