"""The library and its proved answers for other programs: LangChain, MCP, HTTP.

    from rag.integrations import LibraryRetriever, LibraryVectorStore, ProvedAnswers

Names are imported when first used: LangChain takes a while to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.integrations.retriever import LibraryRetriever
    from rag.integrations.runnable import ProvedAnswers
    from rag.integrations.vector_store import LibraryVectorStore

_HOMES = {
    "LibraryRetriever": "rag.integrations.retriever",
    "LibraryVectorStore": "rag.integrations.vector_store",
    "ProvedAnswers": "rag.integrations.runnable",
}
__all__ = ["LibraryRetriever", "LibraryVectorStore", "ProvedAnswers"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
