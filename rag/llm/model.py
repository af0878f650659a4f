"""The language model behind the settings, by LangChain's `init_chat_model`: no retries, no tracing, one time-out."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from langchain_core.language_models import BaseChatModel

from rag.errors import UsageError
from rag.llm.settings import Settings

_TOKENS = 600  # five short sentences
_NEEDS = {"openai": "langchain_openai", "ollama": "langchain_ollama"}


def load_model(settings: Settings) -> BaseChatModel:
    """A chat model; nothing is sent before it is asked.

    Args:
        settings: of the user.

    Raises:
        UsageError: the extra that speaks to this provider is not installed.
    """
    if find_spec("langchain") is None or find_spec(_NEEDS[settings.provider]) is None:
        raise UsageError("extra_missing", extra="llm")
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"base_url": settings.url, "temperature": 0}
    if settings.provider == "openai":
        # A retry would multiply the wait, and a server that is down is told from the first failure.
        options |= {"api_key": settings.key or "none", "max_retries": 0, "max_tokens": _TOKENS}
        options |= {"timeout": settings.seconds, "stream_usage": False}
    else:
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        options |= {"num_predict": _TOKENS, "client_kwargs": {"timeout": settings.seconds, "headers": headers}}
    model: BaseChatModel = init_chat_model(settings.model, model_provider=settings.provider, **options)
    return model
