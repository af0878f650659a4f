"""Conversations as the browser keeps them: turns to and from plain JSON, read back with suspicion."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rag.scopes.limits import Limits
from rag.types import Answer, Citation, Language, Reason, Statement
from rag.web.kept_limits import plain, read_limits

_MOST_TURNS = 100  # a conversation's; the oldest are forgotten
_MOST_CONVERSATIONS = 30
_MOST_KEPT = 200  # turns of all conversations: a browser keeps 5 MB for a page, a turn is about 4 KB of it
_LONGEST_NAME = 80  # characters of a conversation's name
_LONGEST = 20_000  # characters of one text read back


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, or with the line that says why there is none, and what was said of the answer."""

    question: str
    answer: Answer | None = None
    problem: str = ""
    id: str = ""  # names the answer in the feedback
    rating: str = ""  # a `rag.evaluating.feedback.Judgement`
    correction: str = ""  # the right answer, as the person gave it


@dataclass(frozen=True, slots=True)
class Conversation:
    """Turns in order, under an id that the browser made up for them."""

    id: str
    turns: tuple[Turn, ...] = ()
    name: str = ""  # as the person called it

    @property
    def title(self) -> str:
        """The name that it was given, else its first question."""
        return self.name or (self.turns[0].question if self.turns else "")

    def questions(self, before: int | None = None) -> list[str]:
        """The questions answered so far, oldest first: the history that a follow-up leans on.

        Args:
            before: the turn up to which they count; all when None.
        """
        return [turn.question for turn in self.turns[:before] if turn.answer is not None]


@dataclass(frozen=True, slots=True)
class Session:
    """What one browser keeps: its conversations, newest first and the open one among them, and its language."""

    conversations: tuple[Conversation, ...] = field(default_factory=lambda: (new_conversation(),))
    language: str = ""  # "" until the person chooses one: then the browser's own
    limits: Limits = field(default_factory=Limits)  # the reports that are asked

    @property
    def current(self) -> Conversation:
        """The open conversation."""
        return self.conversations[0]

    def with_turn(self, turn: Turn) -> Session:
        """The session with a turn added to the open conversation."""
        current = replace(self.current, turns=(*self.current.turns, turn)[-_MOST_TURNS:])
        return replace(self, conversations=(current, *self.conversations[1:]))

    def without_last_turn(self) -> Session:
        """The session without the last turn of the open conversation, to ask it again."""
        current = replace(self.current, turns=self.current.turns[:-1])
        return replace(self, conversations=(current, *self.conversations[1:]))

    def with_turn_changed(self, index: int, turn: Turn) -> Session:
        """The session with a turn of the open conversation in place of the one at `index`."""
        turns = self.current.turns
        current = replace(self.current, turns=(*turns[:index], turn, *turns[index + 1 :]))
        return replace(self, conversations=(current, *self.conversations[1:]))

    def renamed(self, conversation_id: str, name: str) -> Session:
        """The session with a conversation called otherwise; "" gives it back its first question as its title."""
        named = " ".join(name.split())[:_LONGEST_NAME]
        return replace(
            self,
            conversations=tuple(replace(c, name=named) if c.id == conversation_id else c for c in self.conversations),
        )

    def opened_new(self) -> Session:
        """The session with an empty conversation open."""
        kept = tuple(c for c in self.conversations if c.turns)
        return replace(self, conversations=(new_conversation(), *kept)[:_MOST_CONVERSATIONS])

    def opened(self, conversation_id: str) -> Session:
        """The session with an earlier conversation open; unchanged when there is none of that id."""
        found = tuple(c for c in self.conversations if c.id == conversation_id)
        rest = tuple(c for c in self.conversations if c.id != conversation_id and c.turns)
        return replace(self, conversations=found + rest) if found else self

    def without(self, conversation_id: str) -> Session:
        """The session without a conversation; an empty one is opened when it was the open one."""
        rest = tuple(c for c in self.conversations if c.id != conversation_id)
        if conversation_id == self.current.id:
            rest = (new_conversation(), *rest)
        return replace(self, conversations=rest)

    def speaking(self, language: str) -> Session:
        """The session with a language chosen: "vi" or "en"."""
        return replace(self, language=language)

    def limited(self, limits: Limits) -> Session:
        """The session with other reports to be asked."""
        return replace(self, limits=limits)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for the browser's store: the newest conversations that it has room for."""
        kept: list[Any] = []
        turns = 0
        for conversation in self.conversations:
            turns += len(conversation.turns)
            if kept and turns > _MOST_KEPT:
                break
            kept.append(_plain(conversation))
        return {"language": self.language, "conversations": kept, "limits": plain(self.limits)}


def new_conversation() -> Conversation:
    """An empty conversation with an id of its own."""
    return Conversation(secrets.token_hex(8))


def _plain(conversation: Conversation) -> dict[str, Any]:
    data = asdict(conversation)
    for turn in data["turns"]:
        for name in ("timings_ms", "trace"):  # of use to whoever asked, not to who reads it later
            if turn["answer"] is not None:
                turn["answer"].pop(name, None)
    return data


def read_session(stored: object) -> Session:
    """A session from what the browser kept; whatever is malformed is left out.

    Args:
        stored: any JSON value: it comes from outside.
    """
    data = stored if isinstance(stored, Mapping) else {}
    language = data.get("language")
    conversations = tuple(_conversation(item) for item in _maps(data.get("conversations")))
    return Session(
        conversations[:_MOST_CONVERSATIONS] or (new_conversation(),),
        language if language in ("vi", "en") else "",
        read_limits(data.get("limits")),
    )


def _conversation(data: Mapping[str, Any]) -> Conversation:
    turns = tuple(_turn(item) for item in _maps(data.get("turns")))
    return Conversation(
        _text(data.get("id")) or secrets.token_hex(8), turns[-_MOST_TURNS:], _text(data.get("name"))[:_LONGEST_NAME]
    )


def _turn(data: Mapping[str, Any]) -> Turn:
    answer = data.get("answer")
    return Turn(
        _text(data.get("question")),
        _answer(answer) if isinstance(answer, Mapping) else None,
        _text(data.get("problem")),
        *(_text(data.get(name)) for name in ("id", "rating", "correction")),
    )


def _answer(data: Mapping[str, Any]) -> Answer:
    reason = data.get("reason")
    return Answer(
        text=_text(data.get("text")),
        language=Language.VIETNAMESE if data.get("language") == "vi" else Language.ENGLISH,
        abstained=data.get("abstained") is True,
        reason=Reason(reason) if isinstance(reason, str) and reason in set(Reason) else None,
        citations=tuple(_citation(item) for item in _maps(data.get("citations"))),
        statements=tuple(_statement(item) for item in _maps(data.get("statements"))),
        nearest=tuple(_statement(item) for item in _maps(data.get("nearest"))),
        suggestions=tuple(_text(item) for item in _list(data.get("suggestions")) if _text(item)),
        scope=_text(data.get("scope")),
        gloss=_text(data.get("gloss")),
    )


def _citation(data: Mapping[str, Any]) -> Citation:
    page = data.get("page")
    return Citation(
        marker=_number(data.get("marker")),
        report_id=_text(data.get("report_id")),
        source=_text(data.get("source")),
        title=_text(data.get("title")),
        place=_text(data.get("place")),
        period=_text(data.get("period")),
        quote=_text(data.get("quote")),
        start=_number(data.get("start")),
        end=_number(data.get("end")),
        page=page if type(page) is int else None,
    )


def _statement(data: Mapping[str, Any]) -> Statement:
    return Statement(_text(data.get("text")), tuple(_number(item) for item in _list(data.get("markers"))))


def _text(value: object) -> str:
    # A lone surrogate, which JSON can carry, could not be sent back as UTF-8.
    return value[:_LONGEST].encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if type(value) is int and value >= 0 else 0


def _list(value: object) -> list[Any]:
    return list(value)[:1000] if isinstance(value, list | tuple) else []


def _maps(value: object) -> Iterable[Mapping[str, Any]]:
    return (item for item in _list(value) if isinstance(item, Mapping))
