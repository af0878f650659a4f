"""What an English question asks for by its question word and the noun behind it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rag.question.answer_kinds import classify
from rag.question.english_focus import english_focus
from rag.text import fold
from rag.types import AnswerKind


def focus(question: str) -> AnswerKind | None:
    """The focus of a question as it is asked."""
    return english_focus(fold(question))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which agency collects the ferry fee?", AnswerKind.ORGANISATION),
        ("Which bank offered the cheapest loans in Lam Bridge?", AnswerKind.ORGANISATION),
        ("Which general hospital is the oldest?", AnswerKind.ORGANISATION),
        ("Which city council approved the toll?", AnswerKind.ORGANISATION),
        ("What company built the dam?", AnswerKind.ORGANISATION),
        ("Which deputy director signed the contract?", AnswerKind.PERSON),
        ("Which head of department resigned?", AnswerKind.PERSON),
        ("Which ward was flooded?", AnswerKind.PLACE),
        ("Which industrial park has its own ferry?", AnswerKind.PLACE),
        ("Which month was the wettest?", AnswerKind.DATE),
        ("What year did the mill open?", AnswerKind.DATE),
        ("What time does the market close?", AnswerKind.DATE),
        ("Which decree bans the net?", AnswerKind.DOCUMENT),
        ("What law bans the net?", AnswerKind.DOCUMENT),
        ("What rank did the team get?", AnswerKind.RANK),
        ("What price did the rice fetch?", AnswerKind.MONEY),
        ("What fine is due for dumping waste?", AnswerKind.MONEY),
        ("What share of the harvest was lost?", AnswerKind.PERCENTAGE),
        ("What percentage of homes is wired?", AnswerKind.PERCENTAGE),
        ("What size is the hall?", AnswerKind.NUMBER),
        ("What population does the district have?", AnswerKind.NUMBER),
        ("What colour is the flag?", AnswerKind.OTHER),
        ("Which disease killed the buffaloes?", AnswerKind.OTHER),
        ("Which road cost the least?", AnswerKind.OTHER),
        ("What decrease was seen in the harvest?", AnswerKind.CHANGE),
    ],
)
def test_which_and_what_ask_for_their_noun(question: str, kind: AnswerKind) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which area was flooded?", AnswerKind.PLACE),
        ("What area does the forest cover?", AnswerKind.NUMBER),
        ("Which decision number set the fee?", AnswerKind.DOCUMENT),
        ("What position did the team finish in?", AnswerKind.RANK),
        ("What position does Ms Lan hold?", AnswerKind.OTHER),
        ("What kind of rice is grown?", AnswerKind.OTHER),
        ("What type of bridge is it?", AnswerKind.OTHER),
        ("What measures were taken against the flood?", AnswerKind.OPEN),
        ("What happened to the ferry?", AnswerKind.OPEN),
    ],
)
def test_a_noun_of_two_meanings_is_told_by_what_stands_beside_it(question: str, kind: AnswerKind) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Which wards were flooded?",
        "Which two wards were flooded?",
        "Which agencies collect the fee?",
        "What kinds of rice are grown?",
        "What conditions does the bank set?",
        "Which villagers were moved?",
        "What are the projects of the fund?",
        "What were the names of the two ferries?",
        "Name the directors of the paper mills.",
        "List the wells dug in May",
        "Please enumerate the ferries",
        "Can you list the wards with a market?",
    ],
)
def test_a_plural_asks_for_a_list(question: str) -> None:
    assert focus(question) is AnswerKind.LIST


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which years were dry?", AnswerKind.DATE),
        ("What costs did the mill have?", AnswerKind.MONEY),
        ("Which bus stops nowhere?", None),
        ("What series of talks was held?", None),
    ],
)
def test_what_ends_in_s_is_not_always_a_list(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("In which ward was the well dug?", AnswerKind.PLACE),
        ("Under which law was the ferry closed?", AnswerKind.DOCUMENT),
        ("At what interest rate is the loan given?", AnswerKind.PERCENTAGE),
        ("For what sum was the land sold?", AnswerKind.MONEY),
        ("By what date must the form be handed in?", AnswerKind.DATE),
        ("For what reason was the ferry stopped?", AnswerKind.REASON),
        ("For what purpose was the fund set up?", AnswerKind.PURPOSE),
        ("In Lam Bridge, which company runs the ferry?", AnswerKind.ORGANISATION),
        ("In 2019, for how many days was the bridge closed?", AnswerKind.NUMBER),
        ("And which ward was flooded?", AnswerKind.PLACE),
        ("Tell me which ward was flooded", AnswerKind.PLACE),
        ("2. Which ward was flooded?", AnswerKind.PLACE),
        ("Could you please tell me how many wells there are?", AnswerKind.NUMBER),
        ("The mill employs how many people?", AnswerKind.NUMBER),
        ("The ferry was opened by which minister?", AnswerKind.PERSON),
        ("The contract was won by which firm?", AnswerKind.ORGANISATION),
        ("The fair was opened in which year?", AnswerKind.DATE),
        ("The prize went to whom?", AnswerKind.PERSON),
    ],
)
def test_the_question_word_may_stand_behind_other_words(question: str, kind: AnswerKind) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When the school closed, how many pupils were moved?", AnswerKind.NUMBER),
        ("Where was the fair held when the hall burned?", AnswerKind.PLACE),
        ("Of the houses, half of which were flooded, how many were rebuilt?", AnswerKind.NUMBER),
        ("How many miners who were hurt went home?", AnswerKind.NUMBER),
        ("The company that runs the ferry, which is old, opened when?", None),
        ("The mill where Ms Lan works has a clinic", None),
        ("The day when the dam broke", None),
    ],
)
def test_clauses_ask_nothing(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who opened the bridge?", AnswerKind.PERSON),
        ("Whom did the council elect?", AnswerKind.PERSON),
        ("When did the mill open?", AnswerKind.DATE),
        ("Where is the mill?", AnswerKind.PLACE),
        ("Where can I pay the fee?", AnswerKind.PLACE),
        ("Why was the bridge closed?", AnswerKind.REASON),
        ("What caused the flood?", AnswerKind.REASON),
        ("What led to the closure of the mill?", AnswerKind.REASON),
        ("What made the ferry stop?", AnswerKind.REASON),
        ("What is behind the delay?", AnswerKind.REASON),
        ("Who pays for the ferry?", None),
        ("Who runs the ferry?", None),
        ("Who is the mayor?", None),
        ("Who were the winners?", None),
        ("Whose land was taken?", None),
        ("Where did the team finish?", None),
        ("Where does the district rank?", None),
        ("Where does the money come from?", None),
    ],
)
def test_who_when_where_and_why(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many wells were dug?", AnswerKind.NUMBER),
        ("How many million people live on the delta?", AnswerKind.NUMBER),
        ("How many per cent of homes have water?", AnswerKind.PERCENTAGE),
        ("How many percent of homes have water?", AnswerKind.PERCENTAGE),
        ("How many per hamlet were sick?", AnswerKind.NUMBER),
        ("How many dong does a ticket cost?", AnswerKind.MONEY),
        ("How many billion dong were spent on the dam?", AnswerKind.MONEY),
        ("How many US dollars does the mill owe?", AnswerKind.MONEY),
        ("By how many hectares did the forest shrink?", None),
    ],
)
def test_how_many_asks_for_what_it_counts(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much did the bridge cost?", AnswerKind.MONEY),
        ("How much do miners earn?", AnswerKind.MONEY),
        ("How much money was raised?", AnswerKind.MONEY),
        ("How much is the fine for littering?", AnswerKind.MONEY),
        ("How much land was sold?", AnswerKind.NUMBER),
        ("How much electricity does the mill use?", AnswerKind.NUMBER),
        ("How much time does the ferry take?", AnswerKind.NUMBER),
        ("How much of the harvest was lost?", None),
        ("How much higher was the fee?", None),
        ("How much did the price of salt rise?", None),
        ("How much has rent gone up?", None),
        ("How much fish was sold?", AnswerKind.NUMBER),
    ],
)
def test_how_much_is_money_where_it_is_paid(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How big is the lake?", AnswerKind.NUMBER),
        ("How long is the bridge?", AnswerKind.NUMBER),
        ("How far is the mill from the station?", AnswerKind.NUMBER),
        ("How often does the ferry run?", AnswerKind.NUMBER),
        ("For how long was the bridge closed?", AnswerKind.NUMBER),
        ("How high was the fine?", AnswerKind.MONEY),
        ("How large was the budget of the fair?", AnswerKind.MONEY),
        ("How high is the poverty rate?", AnswerKind.PERCENTAGE),
        ("How low was the turnout?", AnswerKind.PERCENTAGE),
        ("How high is the dam?", None),
        ("How far did the price fall?", None),
        ("How far is the herd down on last year?", None),
    ],
)
def test_how_big_it_is(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How is the ferry run?", AnswerKind.OPEN),
        ("How does one apply for a loan?", AnswerKind.OPEN),
        ("How do I pay the fine?", AnswerKind.OPEN),
        ("How did the province rank in the games?", AnswerKind.RANK),
        ("How is the province ranked?", AnswerKind.RANK),
        ("How does the law define arable land?", AnswerKind.DEFINITION),
        ("How is arable land defined?", AnswerKind.DEFINITION),
        ("How has the harvest changed since 2010?", AnswerKind.CHANGE),
        ("How did prices rise?", None),
        ("How does the ferry compare with the bridge?", None),
        ("How did the mayor explain the delay?", None),
        ("How was the money spent?", None),
        ("How come the ferry stopped?", None),
        ("How", None),
    ],
)
def test_how_asks_for_several_points_unless_a_verb_tells_more(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What was the price of rice?", AnswerKind.MONEY),
        ("What is the minimum wage?", AnswerKind.MONEY),
        ("What is the poverty rate?", AnswerKind.PERCENTAGE),
        ("What was the highest temperature recorded?", AnswerKind.NUMBER),
        ("What is the telephone number of the clinic?", AnswerKind.NUMBER),
        ("What was the number of visitors to the fair?", AnswerKind.NUMBER),
        ("What is the deadline for the form?", AnswerKind.DATE),
        ("What is the largest hamlet?", AnswerKind.PLACE),
        ("What is the address of the clinic?", AnswerKind.PLACE),
        ("What is the oldest school in the district?", AnswerKind.ORGANISATION),
        ("What is the name of the director?", AnswerKind.PERSON),
        ("What is the name of the cooperative?", AnswerKind.ORGANISATION),
        ("What was the aim of the fund?", AnswerKind.PURPOSE),
        ("What was the reason for the delay?", AnswerKind.REASON),
        ("What was the rise in rent?", AnswerKind.CHANGE),
        ("What is the main crop of the hamlet?", AnswerKind.OTHER),
        ("What is the subject of the song?", AnswerKind.OTHER),
        ("What is the number of the decision on the ferry?", None),
        ("What are wetlands?", AnswerKind.DEFINITION),
        ("What are the three pillars of the plan?", None),
        ("What were the prices?", None),
    ],
)
def test_what_it_is_is_told_by_the_head_of_the_phrase(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is a land pool?", AnswerKind.DEFINITION),
        ("What is an aquifer?", AnswerKind.DEFINITION),
        ("What is meant by arable land?", AnswerKind.DEFINITION),
        ("What does PLW stand for?", AnswerKind.DEFINITION),
        ("What is PLW short for?", AnswerKind.DEFINITION),
        ("What counts as a small farm?", AnswerKind.DEFINITION),
        ("What is the ferry fund for?", AnswerKind.PURPOSE),
        ("What does the mill hope to do?", AnswerKind.PURPOSE),
        ("What do they want to build?", AnswerKind.PURPOSE),
        ("What did the report say about the ferry?", AnswerKind.OPEN),
        ("What has been done for the farmers?", AnswerKind.OPEN),
        ("What did the council do?", AnswerKind.OPEN),
        ("What did the council do to save the mill?", None),
        ("What did the ferry carry?", None),
        ("What about the mill?", None),
        ("What", None),
        ("Which of them is older?", None),
        ("Which?", None),
    ],
)
def test_what_a_thing_means_is_for_or_does(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Name the director of the paper mill.", AnswerKind.PERSON),
        ("Give me the cost of the well", AnswerKind.MONEY),
        ("Please state the number of wells", AnswerKind.NUMBER),
        ("Identify the agency in charge", AnswerKind.ORGANISATION),
        ("Proportion of homes with piped water?", AnswerKind.PERCENTAGE),
        ("Date of signature of the ferry contract?", AnswerKind.DATE),
        ("Total cost of the dam?", AnswerKind.MONEY),
        ("Author of the song?", AnswerKind.PERSON),
        ("Reason for the delay?", AnswerKind.REASON),
        ("Describe the harvest fair", AnswerKind.OPEN),
        ("Explain how the fee is set", None),
        ("Explain the fee", AnswerKind.OPEN),
        ("Define arable land", AnswerKind.DEFINITION),
        ("The well near the old school", None),
        ("Tell me about the ferry.", None),
    ],
)
def test_requests_name_what_they_want(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Is the ferry still free?", AnswerKind.YES_NO),
        ("Did every ward hold a fair, and how many people came?", AnswerKind.YES_NO),
        ("By the end of 2022, did every hamlet have a well?", AnswerKind.YES_NO),
        ("Compared with 2019, was the harvest larger?", AnswerKind.YES_NO),
        ("Should the bridge be widened?", AnswerKind.YES_NO),
        ("Is the ferry running or not?", AnswerKind.YES_NO),
        ("I would like to know whether the mill is open", AnswerKind.YES_NO),
        ("Was it the mayor or the judge that signed?", None),
        ("Could farmers get a loan?", None),
    ],
)
def test_an_auxiliary_in_front_asks_for_yes_or_no(question: str, kind: AnswerKind | None) -> None:
    assert focus(question) is kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is the mayor's name?", AnswerKind.PERSON),
        pytest.param(
            "What is the plan for the old market?",
            AnswerKind.OPEN,
            marks=pytest.mark.xfail(strict=True, reason="'plan', 'letter', 'agreement' are always documents"),
        ),
        ("What was the death toll of the flood?", AnswerKind.NUMBER),
        ("How much blood was collected at the fair?", AnswerKind.NUMBER),
        ("Do you happen to know how many wells there are?", AnswerKind.NUMBER),
        ("Which is the largest ward?", AnswerKind.PLACE),
    ],
)
def test_further_questions_are_told_by_their_focus(question: str, kind: AnswerKind) -> None:
    assert classify(question) is kind


_PIECES = st.lists(
    st.sampled_from(
        "which|what|who|whom|whose|when|where|why|how|many|much|per|cent|percentage|points|high|far|is|are|did|has|the|"
        "a|of|in|by|for|name|names|list|define|please|me|whether|or|not|ward|wards|number|decree|area|rise|growth|"
        "position|hold|kind|two|dong|billion|money|and|so|3|,|?|.|(".split("|")
    ),
    max_size=12,
).map(" ".join)


@given(st.text() | st.text().map(fold) | _PIECES)
@example("by the , ")
@example("name of")
@example("what is")
@example("what are the")
@example("how many")
@example("how high")
def test_any_text_has_a_focus_or_none(text: str) -> None:
    found = english_focus(text)
    assert found is None or isinstance(found, AnswerKind)
