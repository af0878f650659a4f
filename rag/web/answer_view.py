"""Answers as HTML: the short answer large and first, then place and period, then the words that prove it.

Everything that comes from a question, an answer or a report passes through `escape`: it is data, never markup.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.messages import text
from rag.types import Answer, Citation, Reason, Statement
from rag.web.conversation import Conversation, Turn
from rag.web.markup import button, escape
from rag.web.stage_view import stages
from rag.web.turn_tools import tools

_QUOTES_SHOWN = 3
_SEPARATOR = "; "  # of a comparison's parts
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


def conversation(
    shown: Conversation,
    language: str,
    examples: Sequence[str] = (),
    pending: tuple[str, str] | None = None,
    has_reports: bool = True,
) -> str:
    """A conversation, or the welcome when nothing was asked yet.

    Args:
        shown: the conversation.
        language: "vi" or "en".
        examples: questions to start with.
        pending: the question being answered and the stage reached.
        has_reports: whether there is anything to ask about.
    """
    last = len(shown.turns) - 1
    settled = pending is None
    parts = [_turn(turn, index, language, settled, index == last) for index, turn in enumerate(shown.turns)]
    if pending is not None:
        question, stage = pending
        parts.append(
            f'<article class="hbc-turn hbc-pending" aria-busy="true">{_question(question, language)}'
            f"{stages(stage, language)}</article>"
        )
    if not parts:
        parts.append(_welcome(language, examples, has_reports))
    return f'<div class="hbc-turns" lang="{escape(language)}">{"".join(parts)}</div>'


def announcement(answer: Answer, language: str) -> str:
    """The answer as one line for screen readers, who do not see that it arrived."""
    return escape(f"{text('answer_label', language)}: {answer.text}. {answer.scope}")


def _welcome(language: str, examples: Sequence[str], has_reports: bool) -> str:
    chips = "".join(button("pick_question", question, question, "hbc-chip") for question in examples)
    note = text("welcome_examples" if has_reports else "welcome_empty", language)
    lead = f"<p>{escape(note)}</p>" if chips or not has_reports else ""
    return (
        f'<section class="hbc-welcome"><h2>{escape(text("welcome", language))}</h2>{lead}'
        f'<div class="hbc-chips">{chips}</div></section>'
    )


def _question(question: str, language: str) -> str:
    return (
        f'<h2 class="hbc-asked"><span class="hbc-spoken">{escape(text("you_asked", language))}: </span>'
        f"{escape(question)}</h2>"
    )


def _turn(turn: Turn, index: int, language: str, settled: bool, is_last: bool) -> str:
    if turn.answer is None:
        body = f'<p class="hbc-problem" role="alert">{escape(turn.problem)}</p>'
    else:
        body = (_abstention if turn.answer.abstained else _answer)(turn.answer, index, language)
        body += _suggestions(turn.answer, language)
    below = tools(turn, index, language, is_last) if settled else ""
    return (
        f'<article class="hbc-turn" id="turn-{index}" data-id="{escape(turn.id)}">{_question(turn.question, language)}'
        f'<div class="hbc-answer">{body}{below}</div></article>'
    )


def _answer(answer: Answer, index: int, language: str) -> str:
    spoken = escape(answer.language)
    told = answer.statements if len(answer.statements) > 1 else ()
    said = [point for point in told if point.text in answer.text]  # in the headline, which bears their markers
    points = [point for point in told if point not in said]
    head = _headline(answer, said, index, language)
    short = f'<p class="hbc-short{" hbc-long" if len(answer.text) > 90 else ""}" lang="{spoken}">{head}</p>'
    scope = f'<p class="hbc-scope" lang="{spoken}">{escape(answer.scope)}</p>' if answer.scope else ""
    gloss = f'<p class="hbc-gloss" lang="{spoken}">{escape(answer.gloss)}</p>' if answer.gloss else ""
    notice = f'<p class="hbc-gloss" lang="{spoken}">{escape(answer.notice)}</p>' if answer.notice else ""
    more = _statements(points, answer, index, language) if points else ""
    return short + scope + gloss + more + notice + _quotes(answer, index, language)


def _headline(answer: Answer, said: Sequence[Statement], index: int, language: str) -> str:
    """The short answer; each statement that it repeats is a line with its own markers, else all stand at its end.

    So the parts of a comparison are not said twice.
    """
    if not said:
        markers = () if len(answer.statements) > 1 else tuple(c.marker for c in answer.citations)
        return escape(answer.text) + _markers(markers, answer, index, language)
    parts, done = [], 0
    for point in sorted(said, key=lambda point: answer.text.find(point.text)):
        end = answer.text.find(point.text) + len(point.text)
        end += len(_SEPARATOR) * answer.text.startswith(_SEPARATOR, end)
        parts.append(escape(answer.text[done:end]) + _markers(point.markers, answer, index, language))
        done = max(done, end)
    parts.append(escape(answer.text[done:]))
    return "".join(f'<span class="hbc-part">{part}</span>' for part in parts if part)


def _abstention(answer: Answer, index: int, language: str) -> str:
    reason = text(f"reason_{answer.reason}", language) if answer.reason else text("not_answered", language)
    said = answer.text or reason
    head = f'<p class="hbc-silent">{escape(said)}</p>'
    if answer.reason is Reason.OUTSIDE_SELECTION:
        head += button("ask_everywhere", index, text("ask_everywhere", language))
    near = ""
    if answer.nearest:
        found = _statements(answer.nearest, answer, index, language)
        near = f'<div class="hbc-nearest"><h3>{escape(text("nearest", language))}</h3>{found}</div>'
    return head + near + _quotes(answer, index, language)


def _statements(statements: Sequence[Statement], answer: Answer, index: int, language: str) -> str:
    items = "".join(f"<li>{escape(s.text)}{_markers(s.markers, answer, index, language)}</li>" for s in statements)
    return f'<ul class="hbc-points" lang="{escape(answer.language)}">{items}</ul>'


def _markers(markers: Sequence[int], answer: Answer, index: int, language: str) -> str:
    cited = {citation.marker: citation for citation in answer.citations}
    return "".join(marker_button(cited[m], index, language) for m in dict.fromkeys(markers) if m in cited)


def marker_button(citation: Citation, index: int, language: str) -> str:
    """The numbered marker that opens a citation's report.

    Args:
        citation: what it opens.
        index: the turn of the conversation, from 0.
        language: "vi" or "en".
    """
    spoken = text("open_source", language, marker=citation.marker, title=citation.title or citation.source)
    return button("cite", f"{index}:{citation.marker}", str(citation.marker), "hbc-marker", spoken)


def _quotes(answer: Answer, index: int, language: str) -> str:
    quotes = [_quote(citation, answer, index, language) for citation in answer.citations]
    shown, more = quotes[:_QUOTES_SHOWN], quotes[_QUOTES_SHOWN:]
    rest = (
        (
            f"<details><summary>{escape(text('more_sources', language, count=len(more)))}</summary>"
            f"{''.join(more)}</details>"
        )
        if more
        else ""
    )
    return "".join(shown) + rest


def _quote(citation: Citation, answer: Answer, index: int, language: str) -> str:
    where = " · ".join(part for part in (citation.title or citation.source, citation.place, citation.period) if part)
    page = f" · {escape(text('field_page', language))} {citation.page}" if citation.page else ""
    return (
        f'<figure class="hbc-quote"><blockquote lang="vi">{emphasised(citation.quote, answer.text)}</blockquote>'
        f"<figcaption>{marker_button(citation, index, language)} {escape(where)}{page}</figcaption></figure>"
    )


def emphasised(quote: str, answer: str) -> str:
    """A quote as HTML with the answer's words, or else its numbers, set strong.

    Args:
        quote: verbatim words of a report.
        answer: the short answer.
    """
    if answer and (at := quote.find(answer)) >= 0:
        spans = [(at, at + len(answer))]
    else:
        numbers = set(_NUMBER.findall(answer))
        spans = [m.span() for m in _NUMBER.finditer(quote) if m.group() in numbers]
    parts, done = [], 0
    for start, end in spans:
        parts.append(f"{escape(quote[done:start])}<strong>{escape(quote[start:end])}</strong>")
        done = end
    return "".join(parts) + escape(quote[done:])


def _suggestions(answer: Answer, language: str) -> str:
    if not answer.suggestions:
        return ""
    chips = "".join(button("pick_question", s, s, "hbc-chip") for s in answer.suggestions)
    return (
        f'<div class="hbc-suggestions"><h3>{escape(text("suggestions", language))}</h3>'
        f'<div class="hbc-chips">{chips}</div></div>'
    )
