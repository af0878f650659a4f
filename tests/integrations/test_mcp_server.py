"""The MCP server through a real client, over stdin and stdout and over HTTP on loopback."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from rag.cli import main
from rag.integrations.mcp_server import http_app
from rag.web.desk import Desk
from tests.serving import served

ROOT = Path(__file__).parent.parent.parent
QUESTION = "Năm 2022 tỉnh Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"
TOOLS = {"ask", "search", "figures", "reports", "read_source"}
PASSWORD = "a long password"


async def use_every_tool(client: Client) -> None:
    """What a model would do: look at the tools, ask, follow a quote to its source, look for figures."""
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    answer: Any = (await client.call_tool("ask", {"question": QUESTION})).structured_content
    assert "249" in answer["answer"] and answer["abstained"] is False
    cited = answer["citations"][0]
    where = {"report_id": cited["report_id"], "start": cited["start"], "characters": len(cited["quote"])}
    read: Any = (await client.call_tool("read_source", where)).structured_content
    assert read["text"] == cited["quote"]
    found: Any = (await client.call_tool("search", {"query": "postal service points", "k": 2})).structured_content
    assert len(found["result"]) == 2 and all(one["quote"] for one in found["result"])
    asked = {"about": "diem phuc vu buu chinh", "place": "Bắc Kạn", "period": "năm 2022"}
    figures: Any = (await client.call_tool("figures", asked)).structured_content
    assert "249" in {one["value"] for one in figures["result"]}
    bad = await client.call_tool("read_source", {"report_id": "nothing"})
    assert bad.is_error and "has no report nothing" in bad.content[0].text  # type: ignore[union-attr]
    assert (await client.call_tool("search", {"query": "x", "k": 0})).is_error


async def test_a_program_starts_it_and_speaks_over_its_streams(directory: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "rag", "mcp", "--library", str(directory)],
        env=dict(os.environ),
        cwd=ROOT,
    )
    async with Client(started) as client:
        await use_every_tool(client)


async def test_it_serves_over_http(desk: Desk) -> None:
    with served(http_app(desk, "127.0.0.1", None)) as address:
        async with Client(f"{address}/mcp") as client:
            await use_every_tool(client)


async def test_with_a_password_nothing_is_told_without_it(desk: Desk) -> None:
    with served(http_app(desk, "127.0.0.1", PASSWORD)) as address:
        url = f"{address}/mcp"
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {PASSWORD}"}):
            assert _status(url, headers) == 401
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {PASSWORD}"}) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
        ):
            assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS


def test_another_name_for_this_machine_is_refused(desk: Desk) -> None:
    with served(http_app(desk, "127.0.0.1", None)) as address:
        assert _status(f"{address}/mcp", {"Host": "rebound.example.org"}) == 403


def _status(url: str, headers: dict[str, str]) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, b"{}", headers), timeout=60) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_other_machines_are_served_with_a_password_only(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", "--http", "--host", "0.0.0.0"]) == 2
    printed = capfd.readouterr()
    assert "HOIBAOCAO_PASSWORD" in printed.err and printed.out == ""
