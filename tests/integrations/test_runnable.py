"""Proved answers as a LangChain runnable: citations as annotations of the message, and what can be asked."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.load import dumps, loads
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda

from rag.answering.assistant import Assistant
from rag.errors import QuestionError
from rag.integrations import ProvedAnswers
from rag.storage.library import Library

QUESTION = "Năm 2022 tỉnh Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"
OTHER_YEAR = "Doanh thu bưu chính của tỉnh Bắc Kạn năm 2031 là bao nhiêu?"


@pytest.fixture(scope="module")
def answers(seeds_assistant: Assistant) -> ProvedAnswers:
    return ProvedAnswers(seeds_assistant)


def citations(message: AIMessage) -> list[Any]:
    return [a for block in message.content_blocks for a in block.get("annotations", [])]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "asked",
    [
        QUESTION,
        HumanMessage(QUESTION),
        [SystemMessage("Bạn là trợ lý."), HumanMessage(QUESTION)],
        {"question": QUESTION, "history": ["Xin chào"]},
        {"question": QUESTION, "history": [HumanMessage("Xin chào"), AIMessage("Chào bạn")]},
        ChatPromptTemplate.from_messages([("human", "{q}")]).invoke({"q": QUESTION}),
    ],
)
def test_whatever_form_the_question_has_it_is_answered_with_its_proof(
    answers: ProvedAnswers, seeds_library: Library, asked: Any
) -> None:
    message = answers.invoke(asked)
    assert "249" in message.text and message.response_metadata["abstained"] is False
    cited = citations(message)
    assert cited
    for one in cited:
        assert "249" in message.text[one["start_index"] : one["end_index"]]
        where = one["extras"]
        report = seeds_library.report(where["report_id"])
        assert report.text[where["start"] : where["end"]] == one["cited_text"] and report.source == where["source"]


def test_the_chats_earlier_questions_are_its_history(answers: ProvedAnswers) -> None:
    chat = [
        HumanMessage("Năm 2022 Lạng Sơn có bao nhiêu điểm phục vụ bưu chính?"),
        AIMessage("Các báo cáo không nêu."),
        HumanMessage("Còn Bắc Kạn thì sao?"),
    ]
    assert "249" in answers.invoke(chat).text


def test_silence_says_why_and_cites_what_is_near(answers: ProvedAnswers) -> None:
    message = answers.invoke(OTHER_YEAR)
    assert message.response_metadata["abstained"] and message.response_metadata["reason"]
    head = len(message.text.split("\n")[0])
    assert all(one["start_index"] > head for one in citations(message))


def test_the_message_travels(answers: ProvedAnswers) -> None:
    message = answers.invoke(QUESTION)
    again = loads(dumps(message), allowed_objects="messages")
    assert again.content_blocks == message.content_blocks


async def _asked(answers: ProvedAnswers) -> AIMessage:
    return await (answers | RunnableLambda(lambda message: message)).ainvoke(QUESTION)


def test_it_chains_streams_and_batches(answers: ProvedAnswers) -> None:
    import asyncio

    assert "249" in asyncio.run(_asked(answers)).text
    assert ["249" in one.text for one in answers.batch([QUESTION, OTHER_YEAR])] == [True, False]
    assert "249" in next(iter(answers.stream(QUESTION))).text


@pytest.mark.parametrize("asked", [[], [AIMessage("249")], "", {"question": ""}, {}])
def test_no_question_is_an_error(answers: ProvedAnswers, asked: Any) -> None:
    with pytest.raises(QuestionError):
        answers.invoke(asked)
