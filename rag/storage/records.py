"""Dataclasses to JSON text and back, by their type hints; what a database column can hold, without pickle.

Reading passes over fields it does not know and leaves out those it misses (their defaults stand), so an older
library opens under newer code.
"""

from __future__ import annotations

import json
import types
from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_T = TypeVar("_T")


def dump(record: object) -> str:
    """A dataclass, or a tuple of them, as compact JSON text."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def restore(kind: type[_T], text: str) -> _T:
    """The dataclass that `dump` wrote.

    Args:
        kind: its class.
        text: the JSON text.

    Raises:
        ValueError, KeyError, TypeError: the text is not what `dump` wrote.
    """
    return _typed(kind, json.loads(text))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(getattr(value, f.name)) for f in fields(value) if not _is_default(f, getattr(value, f.name))
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _is_default(field: Any, value: Any) -> bool:
    return field.default is not MISSING and bool(field.default == value) and type(field.default) is type(value)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _typed(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        item = get_args(kind)
        if len(item) == 2 and item[1] is Ellipsis:
            return tuple(_typed(item[0], v) for v in value)
        return tuple(_typed(k, v) for k, v in zip(item, value, strict=True))
    if origin in (Sequence, list):
        return [_typed(get_args(kind)[0], v) for v in value]
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], v) for name, v in value.items() if name in hints})
    if isinstance(kind, type):
        if issubclass(kind, Enum) or kind is Decimal:
            return kind(value)
        if kind is date:
            return date.fromisoformat(value)
        if kind is float:
            return float(value)
    return value
