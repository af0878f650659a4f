"""What the browser keeps comes back as it was, and whatever else comes back does no harm."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rag.types import Answer, Citation, Language, Reason, Statement
from rag.web.conversation import Conversation, Session, Turn, read_session

CITATION = Citation(1, "r1", "a.txt", "Báo cáo", "Bắc Kạn", "năm 2022", "có 249 điểm", 10, 21, 3)
ANSWER = Answer(
    "249 điểm",
    Language.VIETNAMESE,
    citations=(CITATION,),
    statements=(Statement("249 điểm", (1,)),),
    suggestions=("Còn năm 2019?",),
    scope="Bắc Kạn, 2022",
    gloss="249 points",
)
SILENCE = Answer(
    "Các báo cáo không nêu.",
    Language.VIETNAMESE,
    True,
    Reason.OTHER_PERIOD,
    (CITATION,),
    (),
    (Statement("249 điểm", (1,)),),
)
SESSION = Session(
    (
        Conversation("c2", (Turn("một", ANSWER), Turn("hai", SILENCE), Turn("ba", problem="Có lỗi"))),
        Conversation("c1", (Turn("bốn", ANSWER),)),
    ),
    "en",
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "language",
                    "conversations",
                    "turns",
                    "id",
                    "question",
                    "answer",
                    "problem",
                    "text",
                    "reason",
                    "citations",
                    "statements",
                    "nearest",
                    "suggestions",
                    "marker",
                    "start",
                    "markers",
                    "page",
                ]
            ),
            inner,
            max_size=8,
        )
    ),
    max_leaves=30,
)


def test_a_session_survives_the_browser() -> None:
    assert read_session(json.loads(json.dumps(SESSION.to_json()))) == SESSION


def test_a_first_visit_opens_an_empty_conversation() -> None:
    session = read_session(None)
    assert session.current.turns == () and session.language == ""


@given(json_values)
def test_anything_stored_reads_as_a_session(stored: object) -> None:
    session = read_session(stored)
    assert session.conversations
    assert read_session(json.loads(json.dumps(session.to_json()))) == session


def test_a_lone_surrogate_can_still_be_sent() -> None:
    stored = {"conversations": [{"id": "x", "turns": [{"question": "\ud800"}]}]}
    assert read_session(stored).current.title.encode() == b"?"


def test_history_is_the_earlier_questions_in_order() -> None:
    assert SESSION.current.questions() == ["một", "hai"]  # "ba" went wrong: nothing to lean on
    assert SESSION.with_turn(Turn("năm", ANSWER)).current.questions()[-1] == "năm"
    assert [turn.question for turn in SESSION.without_last_turn().current.turns] == ["một", "hai"]


def test_a_new_conversation_keeps_the_earlier_ones_but_no_empty_one() -> None:
    twice = SESSION.opened_new().opened_new()
    assert [c.id for c in twice.conversations[1:]] == ["c2", "c1"]
    assert twice.current.turns == ()


def test_an_earlier_conversation_is_opened() -> None:
    assert SESSION.opened("c1").current.id == "c1"
    assert SESSION.opened("unknown") == SESSION


def test_a_conversation_is_forgotten() -> None:
    assert [c.id for c in SESSION.without("c1").conversations] == ["c2"]
    assert SESSION.without("c2").current.turns == ()
    assert all(c.id != "c2" for c in SESSION.without("c2").conversations)


def test_only_so_much_is_kept() -> None:
    many = replace(SESSION, conversations=tuple(Conversation(str(n), (Turn("q"),)) for n in range(50)))
    assert len(many.opened_new().conversations) == 30
    assert len(many.to_json()["conversations"]) == 50
    full = replace(SESSION, conversations=tuple(Conversation(str(n), (Turn("q"),) * 90) for n in range(5)))
    assert [c["id"] for c in full.to_json()["conversations"]] == ["0", "1"]
    long = Session((Conversation("c"),))
    for number in range(120):
        long = long.with_turn(Turn(str(number), ANSWER))
    assert len(long.current.turns) == 100 and long.current.questions()[-1] == "119"
