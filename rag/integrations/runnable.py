"""Proved answers as a LangChain runnable: a question in, a message whose citations are content annotations out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.messages.content import Citation as Annotation
from langchain_core.messages.content import NonStandardAnnotation, create_citation, create_text_block
from langchain_core.prompt_values import PromptValue
from langchain_core.runnables import Runnable, RunnableConfig

from rag.errors import QuestionError
from rag.types import Answer, Citation

Question = str | PromptValue | BaseMessage | Sequence[BaseMessage] | Mapping[str, Any]
"""What can be asked: the question, a prompt, a chat's messages, or {"question": ..., "history": [...]}."""


class Asks(Protocol):
    """The part of `rag.Assistant` that is needed."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer: ...


class ProvedAnswers(Runnable[Question, AIMessage]):
    """Answers questions over a library.

    Args:
        assistant: a `rag.Assistant`.

    The message's text is the short answer, then its statements, a line each. Its one text block is annotated with a
    citation for every marker of every line: `start_index` and `end_index` are the line's place in the text,
    `cited_text` is verbatim in the report, and `extras` say where (report_id, source, start, end, page, place,
    period, marker). `response_metadata` tells whether nothing was answered, and why.
    """

    def __init__(self, assistant: Asks) -> None:
        self.assistant = assistant

    def invoke(self, input: Question, config: RunnableConfig | None = None, **kwargs: Any) -> AIMessage:
        """Answer one question.

        Raises:
            QuestionError: it is empty or too long.
        """
        return self._call_with_config(self._ask, input, config, run_type="chain")

    def _ask(self, asked: Question) -> AIMessage:
        question, history = read_question(asked)
        return message_of(self.assistant.ask(question, history))


def read_question(asked: Question) -> tuple[str, list[str]]:
    """The question, and the earlier questions of the chat.

    Raises:
        QuestionError: there is no question in it.
    """
    if isinstance(asked, str):
        return asked, []
    if isinstance(asked, Mapping):
        history = asked.get("history") or []
        return str(asked.get("question", "")), [h if isinstance(h, str) else _text(h) for h in history if _is_asked(h)]
    messages = asked.to_messages() if isinstance(asked, PromptValue) else asked
    turns = [_text(m) for m in ([messages] if isinstance(messages, BaseMessage) else messages) if _is_asked(m)]
    if not turns:
        raise QuestionError("question_empty")
    return turns[-1], turns[:-1]


def _is_asked(turn: str | BaseMessage) -> bool:
    return isinstance(turn, str | HumanMessage)


def _text(message: BaseMessage) -> str:
    return str(message.text)


def message_of(answer: Answer) -> AIMessage:
    """An answer as a message.

    Args:
        answer: of the assistant.
    """
    citations = {one.marker: one for one in answer.citations}
    stated = answer.statements or answer.nearest
    text, annotations = answer.text, list[Annotation | NonStandardAnnotation]()
    headed = [s for s in stated if s.text == answer.text]
    rest = [s for s in stated if s.text != answer.text]
    # A short answer that is put together of its statements stands on all that they cite.
    of_head = [m for s in headed or (() if answer.abstained else stated) for m in s.markers]
    annotations += [_annotation(citations[m], 0, len(text)) for m in dict.fromkeys(of_head)]
    for statement in rest:
        start = len(text) + 1
        text = f"{text}\n{statement.text}"
        annotations += [_annotation(citations[m], start, len(text)) for m in statement.markers]
    block = create_text_block(text, annotations=annotations)
    return AIMessage(
        content_blocks=[block],
        response_metadata={
            "abstained": answer.abstained,
            "reason": answer.reason.value if answer.reason else None,
            "language": answer.language.value,
            "scope": answer.scope,
            "confidence": round(answer.confidence, 3),
        },
    )


def _annotation(one: Citation, start: int, end: int) -> Annotation:
    return create_citation(
        title=one.title or one.source,
        start_index=start,
        end_index=end,
        cited_text=one.quote,
        marker=one.marker,
        report_id=one.report_id,
        source=one.source,
        start=one.start,
        end=one.end,
        page=one.page,
        place=one.place,
        period=one.period,
    )
