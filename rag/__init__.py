"""Question answering over a library of reports: right for the place and period asked about, or silent.

    from rag import Assistant, Library

    with Library() as library:
        answer = Assistant(library).ask("Bắc Kạn có bao nhiêu điểm bưu chính năm 2022?")

Names are imported when first used, so that `import rag` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.answering.assistant import Assistant
    from rag.errors import HoiBaoCaoError
    from rag.storage.library import Library
    from rag.types import Answer, Citation, Statement

_HOMES = {
    "Assistant": "rag.answering.assistant",
    "HoiBaoCaoError": "rag.errors",
    "Library": "rag.storage.library",
    "Answer": "rag.types",
    "Citation": "rag.types",
    "Statement": "rag.types",
}
__all__ = ["Answer", "Assistant", "Citation", "HoiBaoCaoError", "Library", "Statement"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
