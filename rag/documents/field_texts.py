"""Metadata as a person writes it, in a form or an option, and reads it there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rag.documents.corrections import Corrections, Field
from rag.errors import UsageError
from rag.scopes.naming import named_date, named_period, named_place, place_name
from rag.scopes.period_labels import label
from rag.text import clean
from rag.types import Metadata, Period, Place

LONGEST = 300  # characters of a title or a publisher


def written(about: Metadata, field: Field, language: str) -> str:
    """A field as it stands in a form; "" when the report states none.

    Args:
        about: of a report.
        language: "vi" or "en".
    """
    value = getattr(about, field)
    if isinstance(value, Place):
        return place_name(value)
    if isinstance(value, Period):
        return label(value, language)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def parsed(field: Field, text: str) -> object:
    """The value that a text gives a field; an empty one says that the report states none.

    Raises:
        UsageError: the text is no place, period or date, or too long.
    """
    line = " ".join(clean(text).split())
    if field in (Field.TITLE, Field.PUBLISHER):
        if len(line) > LONGEST:
            raise UsageError("field_too_long", length=len(line), limit=LONGEST)
        return line
    if not line:
        return None
    parse = {Field.PLACE: named_place, Field.PERIOD: named_period, Field.PUBLISHED: named_date}[field]
    return parse(line)


def corrections(texts: Mapping[Field, str]) -> tuple[Corrections, dict[Field, UsageError]]:
    """The corrections that a form's texts make, and what is wrong with those that cannot be understood."""
    values: dict[str, object] = {}
    wrong: dict[Field, UsageError] = {}
    for field, text in texts.items():
        try:
            values[field.value] = parsed(field, text)
        except UsageError as error:
            wrong[field] = error
    fields = tuple(f for f in Field if f.value in values)
    return Corrections(Metadata(**values), fields), wrong  # type: ignore[arg-type]
