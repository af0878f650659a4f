"""Nothing leaves the machine: the settings that keep every library quiet, set before any of them is imported."""

from __future__ import annotations

import os

_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "TOKENIZERS_PARALLELISM": "false",
}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def guard() -> None:
    """Set the environment so that no import of this process looks anything up or reports anything.

    A user who names a hub model sets HF_HUB_OFFLINE=0 beforehand: that one choice is kept. Loopback never goes
    through a proxy, or the web demo could not reach itself.
    """
    for name, value in _QUIET.items():
        if name == "HF_HUB_OFFLINE" and os.environ.get(name) == "0":
            os.environ["TRANSFORMERS_OFFLINE"] = "0"
            continue
        if name == "TRANSFORMERS_OFFLINE" and os.environ.get("HF_HUB_OFFLINE") == "0":
            continue
        os.environ[name] = value
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join([*known, *(host for host in _LOOPBACK if host not in known)])
