"""An OpenAI-compatible server on loopback that streams what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route


@dataclass
class Script:
    """What the server does next: streams `text` in small pieces, with `pause` seconds before each, or fails."""

    text: str = ""
    pause: float = 0.0
    status: int = 200
    asked: list[dict[str, Any]] = field(default_factory=list)
    left: int = 0  # clients that went before the end

    def app(self) -> Starlette:
        """The server over this script."""
        return Starlette(routes=[Route("/v1/chat/completions", self._complete, methods=["POST"])])

    async def _complete(self, request: Request) -> Response:
        self.asked.append(await request.json())
        if self.status != 200:
            return Response("{}", status_code=self.status, media_type="application/json")
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        done = False
        try:
            for at in range(0, len(self.text), 7):
                await asyncio.sleep(self.pause)
                yield _event({"role": "assistant", "content": self.text[at : at + 7]}, None)
            yield _event({}, "stop")
            done = True
            yield "data: [DONE]\n\n"
        finally:
            self.left += not done


def _event(delta: dict[str, str], reason: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"
