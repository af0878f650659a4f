"""A language model of the user's own, when there is one: it words what was found, and code checks every sentence.

    HOIBAOCAO_LLM=ollama:qwen3                                           a model of an Ollama server on this machine
    HOIBAOCAO_LLM=openai:any-name HOIBAOCAO_LLM_URL=http://127.0.0.1:8080/v1   any OpenAI-compatible server

The short answer, its figures and whether there is an answer at all are never the model's: without it, or when nothing
that it wrote is proved, the extractive answer stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.answering.assistant import Assistant
    from rag.llm.writer import WritingAssistant
    from rag.storage.library import Library


def open_assistant(library: Library) -> Assistant | WritingAssistant:
    """The assistant of a library, with the model that HOIBAOCAO_LLM names when it names one.

    Raises:
        UsageError: the setting cannot be read, or the packages for it are missing.
    """
    from rag.answering.assistant import Assistant
    from rag.llm.settings import read_settings

    settings = read_settings()
    if settings is None:
        return Assistant(library)
    from rag.llm.model import load_model
    from rag.llm.writer import WritingAssistant

    model = load_model(settings)
    return WritingAssistant(Assistant(library), model, settings.seconds)
