"""Answers questions from a library: understand, gather, rank, decide, compose, verify."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from rag.answering.abstaining import abstain, refuse
from rag.answering.candidates import Candidate
from rag.answering.comparing import agreement_asked, align, comparison_text, comparison_verdict
from rag.answering.composing import cite, place_text, scope_text, short_answer
from rag.answering.evidence import Gatherer
from rag.answering.outside import outside
from rag.answering.proof import check
from rag.answering.ranking import confidence, rank
from rag.answering.selection import companions, differing, points
from rag.errors import QuestionError
from rag.messages import text as message
from rag.quantities.glossing import gloss
from rag.quantities.notation import base_value
from rag.question.answer_kinds import is_numeric
from rag.question.understanding import understand
from rag.reading.reader import Reader, load_reader
from rag.scopes.limits import Limits
from rag.scopes.period_labels import label
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.types import Answer, AnswerKind, Citation, Language, Query, Reason, Statement

MAX_QUESTION = 2_000  # characters
Stage = Callable[[str], None]
THRESHOLD = 0.5  # of the confidence: below it silence is the likelier right answer


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one part: the ranked candidates and how likely the best one answers."""

    query: Query
    ranked: list[Candidate]
    confidence: float

    @property
    def best(self) -> Candidate | None:
        """The candidate to answer with; None when silence is likelier."""
        fitting = self.ranked and self.ranked[0].fits
        return self.ranked[0] if fitting and self.confidence >= THRESHOLD else None


@dataclass(slots=True)
class _Clock:
    """Milliseconds by stage."""

    spent: dict[str, float] = field(default_factory=dict)
    stage: Stage | None = None

    _name: str = ""
    _begin: float = 0.0

    @contextmanager
    def time(self, name: str) -> Iterator[None]:
        self.reach(name)
        try:
            yield
        finally:
            self._note()

    def reach(self, name: str) -> None:
        """A stage begins, and the one before it is over."""
        self._note()
        if self.stage is not None:
            self.stage(name)
        self._name, self._begin = name, time.perf_counter()

    def _note(self) -> None:
        if self._name:
            self.spent[self._name] = self.spent.get(self._name, 0.0) + 1000 * (time.perf_counter() - self._begin)
        self._name = ""


class Assistant:
    """Answers questions over a library.

    Args:
        library: the reports.
        reader: the bundled reader when not given.
    """

    def __init__(self, library: Library, reader: Reader | None = None) -> None:
        self.library = library
        self.retriever = Retriever(library)
        self.gatherer = Gatherer(library, self.retriever, reader or load_reader())

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        on_stage: Stage | None = None,
        only: Limits | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: what is asked, in Vietnamese or English.
            history: the earlier questions of the chat, oldest first.
            on_stage: told the name of each stage as it begins.
            only: the reports that may answer, all by default; the search itself is narrowed, not its result.

        Returns:
            An answer whose every number stands in a cited span, or an abstention with its reason.

        Raises:
            QuestionError: the question is empty or longer than MAX_QUESTION characters.
        """
        if not question.strip():
            raise QuestionError("question_empty")
        if len(question) > MAX_QUESTION:
            raise QuestionError("question_too_long", length=len(question), limit=MAX_QUESTION)
        clock, begin = _Clock(stage=on_stage), time.perf_counter()
        with clock.time("understanding"):
            query = understand(question, history)
        with self.library.reading():
            chosen = only.among(self.library.reports()) if only else None
            answer = self._answer(query, clock, chosen)
            if only and answer.abstained and not query.refusal:
                answer = outside(answer, self._answer(query, clock), self.library.report)
        return replace(answer, timings_ms={**clock.spent, "total": 1000 * (time.perf_counter() - begin)})

    def _answer(self, query: Query, clock: _Clock, only: Collection[str] | None = None) -> Answer:
        if query.refusal:
            return refuse(query, Reason(query.refusal))
        if not self.library.count():
            return refuse(query, Reason.EMPTY_LIBRARY)
        findings = [self._find(part, clock, only) for part in query.parts or (query,)]
        if query.parts and is_numeric(query.kind):
            findings = _aligned(findings)
        with clock.time("checking"):
            answer, computed = self._compose(query, findings)
            if check(answer, self.library.report, computed):
                return abstain(query, findings[0].ranked, findings[0].confidence)
        return answer

    def _find(self, query: Query, clock: _Clock, only: Collection[str] | None) -> Finding:
        with clock.time("searching"):
            ranked = rank(self.gatherer.gather(query, only, partial(clock.reach, "reading")), query.kind)
            return Finding(query, ranked, confidence(ranked, query.kind))

    def _compose(self, query: Query, findings: Sequence[Finding]) -> tuple[Answer, list[str]]:
        if query.parts:
            return self._parts(query, findings)
        finding = findings[0]
        if finding.best is None:
            return abstain(query, finding.ranked, finding.confidence), []
        if query.is_comparison:
            return _by_report(finding), []
        if query.kind is AnswerKind.OPEN:
            return _open(finding), []
        return _single(finding), []

    def _parts(self, query: Query, findings: Sequence[Finding]) -> tuple[Answer, list[str]]:
        """A comparison: each part with its own citation, what is not stated said plainly."""
        language = query.language
        names = _names(query)
        citations: list[Citation] = []
        statements, texts = [], []
        for name, finding in zip(names, findings, strict=True):
            if finding.best is None:
                texts.append(message("part_missing", language, name=name))
                continue
            citations.append(cite(finding.best, len(citations) + 1, language))
            told = message("part", language, name=name, answer=short_answer(finding.best, finding.query))
            texts.append(told)
            statements.append(Statement(told, (len(citations),)))
        if not citations:
            worst = max(findings, key=lambda f: f.confidence)
            return abstain(query, worst.ranked, worst.confidence), []
        quantities = [f.best.figure.quantity if f.best and f.best.figure else None for f in findings]
        verdict = comparison_verdict(query.text, quantities, language)
        compared, computed = comparison_text(names, quantities, language) if is_numeric(query.kind) else ("", [])
        if compared:
            statements.append(Statement(compared, tuple(c.marker for c in citations)))
            texts.append(compared.split(",")[0])
        text = "; ".join(texts)
        return Answer(
            f"{verdict}: {text}" if verdict else text,
            language,
            citations=tuple(citations),
            statements=tuple(statements),
            scope=scope_text(None, None, language),
            confidence=min(f.confidence for f in findings),
        ), [*computed, *names]  # the years that head the parts are the question's own


def _aligned(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a comparison, agreed on what is compared."""
    rankings = align([f.ranked for f in findings])
    return [
        Finding(f.query, ranked, confidence(ranked, f.query.kind)) for f, ranked in zip(findings, rankings, strict=True)
    ]


def _names(query: Query) -> list[str]:
    """What tells the parts apart: places, or periods of one place."""
    language = query.language.value
    places = [place_text(p.places[0]) if p.places else "" for p in query.parts]
    if len(set(places)) == len(places):
        return places
    return [label(p.periods[0], language) if p.periods else "" for p in query.parts]


def _single(finding: Finding) -> Answer:
    best, query = finding.best, finding.query
    assert best is not None
    language = query.language
    chosen = companions(best, finding.ranked, query)
    others = differing(best, finding.ranked) if len(chosen) == 1 else []
    told = [short_answer(c, query) for c in chosen]
    citations = tuple(cite(c, i, language) for i, c in enumerate([best, *others], 1))
    text = "; ".join(dict.fromkeys(told))
    statements = [Statement(text, (1,))]
    for citation, other in zip(citations[1:], others, strict=True):
        statements.append(
            Statement(f"{message('reports_differ', language)}: {short_answer(other, query)}", (citation.marker,))
        )
        text += f"; {message('reports_differ', language)}: {short_answer(other, query)}"
    read = gloss(best.figure.quantity) if best.figure is not None and language is Language.ENGLISH else ""
    return Answer(
        text,
        language,
        citations=citations,
        statements=tuple(statements),
        gloss=read,
        scope=scope_text(best.place, best.period, language),
        confidence=finding.confidence,
    )


def _by_report(finding: Finding) -> Answer:
    """What several reports say of one thing, a part for each report."""
    best, language = finding.best, finding.query.language
    assert best is not None
    seen: dict[str, Candidate] = {}
    for candidate in finding.ranked:
        if candidate.fits and candidate.score > best.score - 3.0:
            seen.setdefault(candidate.report.id, candidate)
    chosen = list(seen.values())[:3]
    citations = tuple(cite(c, i, language) for i, c in enumerate(chosen, 1))
    told = [short_answer(c, finding.query) for c in chosen]
    values = {base_value(c.figure.quantity) for c in chosen if c.figure is not None}
    texts = "; ".join(told)
    if len(values) > 1:
        texts += f" – {message('reports_differ', language)}"
    if agreement_asked(finding.query.text) and len(chosen) > 1:
        texts = f"{message('no' if len(values) > 1 else 'yes', language)}: {texts}"
    return Answer(
        texts,
        language,
        citations=citations,
        statements=tuple(Statement(t, (c.marker,)) for t, c in zip(told, citations, strict=True)),
        scope=scope_text(best.place, best.period, language),
        confidence=finding.confidence,
    )


def _open(finding: Finding) -> Answer:
    """Up to five short cited points."""
    language = finding.query.language
    chosen = points(finding.ranked)
    citations = tuple(cite(c, i, language) for i, c in enumerate(chosen, 1))
    statements = tuple(Statement(short_answer(c, finding.query), (i,)) for i, c in enumerate(chosen, 1))
    return Answer(
        statements[0].text,
        language,
        citations=citations,
        statements=statements,
        scope=scope_text(chosen[0].place, chosen[0].period, language),
        confidence=finding.confidence,
    )
