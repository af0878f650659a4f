"""The answer to two questions in one: what tells the second stands near what tells the first, mostly beside it."""

from __future__ import annotations

from rag.answering.beside import in_one_sentence
from rag.answering.candidates import Candidate
from rag.answering.composing import cite, scope_text, short_answer
from rag.answering.finding import Finding
from rag.answering.selection import companions
from rag.messages import text as message
from rag.question.answer_kinds import is_numeric
from rag.types import Answer, Citation, Statement

_UNLIKELY = 0.2  # a confidence below which not even the same sentence makes an answer
_FAR = 2  # sentences or rows between the two at most


def tells_both(first: Finding) -> bool:
    """Whether figures of one sentence answer the first question and the second one with it."""
    best = first.best
    return best is not None and is_numeric(first.query.kind) and len(companions(best, first.ranked, first.query)) > 1


def told_together(first: Finding, second: Finding) -> Answer | None:
    """Both answers in the order asked for, what is not stated said plainly.

    Args:
        first, second: what was found for each; the first one does not tell both.

    Returns:
        The answer; None where neither is stated.
    """
    one, other = _paired(first, second)
    if one is None and other is None:
        return None
    language = first.query.language
    texts: list[str] = []
    statements: list[Statement] = []
    citations: list[Citation] = []
    for best, finding in ((one, first), (other, second)):
        if best is None:
            asked = finding.query.text.partition(" (")[0].strip(" ?.")
            texts.append(message("part_missing", language, name=asked))
            continue
        beside = [c for c in (one, other) if c is not None and c is not best and in_one_sentence(c, best)]
        if not citations or not beside:
            citations.append(cite(best, len(citations) + 1, language, beside))
        texts.append(short_answer(best, finding.query))
        statements.append(Statement(texts[-1], (citations[-1].marker,)))
    best = one or other
    assert best is not None
    return Answer(
        "; ".join(dict.fromkeys(texts)),
        language,
        citations=tuple(citations),
        statements=tuple(statements),
        scope=scope_text(best.place, best.period, language),
        confidence=min(f.confidence for f, c in ((first, one), (second, other)) if c is not None),
    )


def _paired(first: Finding, second: Finding) -> tuple[Candidate | None, Candidate | None]:
    """What answers each; the surer one says where to look for the other."""
    if first.best is not None:
        return first.best, _beside(first.best, second)
    if second.best is not None:
        return _beside(second.best, first), second.best
    return None, None


def _beside(known: Candidate, finding: Finding) -> Candidate | None:
    """What stands in the sentence of what is known; else the best of its report, one near it, the best of another."""
    apart = [
        c
        for c in finding.ranked
        if c.fits and c.report.id == known.report.id and (c.end <= known.start or known.end <= c.start)
    ]
    if finding.confidence < _UNLIKELY:
        return None
    within = next((c for c in apart if c.sentence.index == known.sentence.index), None)
    best = finding.best if finding.best in apart else None
    near = next((c for c in apart if abs(c.sentence.index - known.sentence.index) <= _FAR), None)
    elsewhere = finding.best if finding.best is not None and finding.best.report.id != known.report.id else None
    return within or best or near or elsewhere
