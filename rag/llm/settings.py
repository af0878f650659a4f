"""Which language model the user has, out of the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from rag.errors import UsageError

PROVIDERS = {"ollama": "http://127.0.0.1:11434", "openai": ""}
"""What can be named, with the address that stands when none is given. An OpenAI-compatible server has none: which
machine is spoken to is the user's word, never a default."""
SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """A model to write with: its provider, its name there, where it is, its key, seconds for one answer."""

    provider: str
    model: str
    url: str
    key: str = ""
    seconds: float = SECONDS


def read_settings() -> Settings | None:
    """The settings HOIBAOCAO_LLM, HOIBAOCAO_LLM_URL, HOIBAOCAO_LLM_KEY and HOIBAOCAO_LLM_SECONDS; None without a model.

    Raises:
        UsageError: llm_setting, llm_url_missing; the message says what is wrong.
    """
    named = os.environ.get("HOIBAOCAO_LLM", "").strip()
    if not named:
        return None
    provider, _, model = named.partition(":")
    if provider not in PROVIDERS or not model:
        raise UsageError("llm_setting", name="HOIBAOCAO_LLM", value=named)
    url = os.environ.get("HOIBAOCAO_LLM_URL", "").strip() or PROVIDERS[provider]
    if not url:
        raise UsageError("llm_url_missing")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise UsageError("llm_setting", name="HOIBAOCAO_LLM_URL", value=url)
    return Settings(provider, model, url, os.environ.get("HOIBAOCAO_LLM_KEY", ""), _seconds())


def _seconds() -> float:
    given = os.environ.get("HOIBAOCAO_LLM_SECONDS", "")
    try:
        seconds = float(given) if given else SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise UsageError("llm_setting", name="HOIBAOCAO_LLM_SECONDS", value=given)
    return seconds
