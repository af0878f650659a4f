"""No library may look anything up."""

from __future__ import annotations

import os

import pytest

from rag.offline import guard


def test_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"NO_PROXY": "intranet", "HF_HUB_OFFLINE": "1"})
    guard()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["LANGSMITH_TRACING"] == "false"
    assert os.environ["NO_PROXY"].split(",") == ["intranet", "127.0.0.1", "localhost", "::1"]
    guard()
    assert os.environ["NO_PROXY"].count("localhost") == 1


def test_a_named_hub_model_may_be_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"HF_HUB_OFFLINE": "0"})
    guard()
    assert os.environ["HF_HUB_OFFLINE"] == "0" and os.environ.get("TRANSFORMERS_OFFLINE") != "1"
