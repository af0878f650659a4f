"""Answers questions from a library: understand, gather, rank, decide, compose, verify."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from rag.answering import extremes
from rag.answering.abstaining import abstain, refuse
from rag.answering.beside import is_change, shares_sentence
from rag.answering.candidates import Candidate
from rag.answering.comparing import agreement_asked, asks_difference, moved_verdict, needs_all
from rag.answering.completing import completed
from rag.answering.composing import cite, figure_gloss, figure_text, scope_text, short_answer
from rag.answering.earlier import a_year_on, change_since, reckoned, told_by_change
from rag.answering.evidence import Gatherer
from rag.answering.finding import THRESHOLD, Finding
from rag.answering.outside import outside
from rag.answering.proof import check
from rag.answering.ranking import confidence, rank
from rag.answering.selection import companions, differing, points
from rag.answering.several import aligned, compare, order
from rag.answering.siblings import meant
from rag.answering.sums import addends, remainder, rest_of_whole, total
from rag.answering.together import tells_both, told_together
from rag.errors import QuestionError
from rag.messages import text as message
from rag.quantities.notation import base_value
from rag.question.answer_kinds import is_numeric
from rag.question.choices import choices
from rag.question.comparisons import over_years, wants_amount
from rag.question.understanding import understand
from rag.reading.reader import Reader, load_reader
from rag.scopes.limits import Limits
from rag.search.retrieval import Retriever
from rag.storage.library import Library
from rag.text import fold
from rag.types import Answer, AnswerKind, Language, Query, Reason, Statement

MAX_QUESTION = 2_000  # characters
Stage = Callable[[str], None]
_SURE = 0.97  # confidence in a change that is told, above which no figures of both years are looked for
_ALIKE = 4.0  # of the score: what another report says of the same thing, in its own words


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
        query = self._over_provinces(query, only) or query
        findings = [self._find(part, clock, only) for part in query.parts or (query,)]
        if query.also and not tells_both(findings[0]):
            findings += [self._find(second, clock, only) for second in query.also]
        if query.parts and is_numeric(query.kind):
            findings = aligned(findings)
        query, findings = self._of_both_years(query, findings, clock, only)
        told_back = self._reckoned(query, findings, clock, only)
        changed = self._change(query, findings, clock, only)
        if changed is not None:
            query, findings = changed.query, [changed]
        with clock.time("checking"):
            answer, computed = told_back or self._compose(query, findings)
            if check(answer, self.library.report, computed):
                return abstain(query, findings[0].ranked, findings[0].confidence)
        return answer

    def _of_both_years(
        self, query: Query, findings: list[Finding], clock: _Clock, only: Collection[str] | None
    ) -> tuple[Query, list[Finding]]:
        """A change that no report surely tells, as both years' figures where these are surer; else as it is."""
        over = over_years(query) if len(findings) == 1 and not _tells_change(findings[0], query) else None
        if over is None:
            return query, findings
        ends = aligned([self._find(part, clock, only) for part in over.parts])
        told = findings[0].confidence if _has_change(findings[0], query) else 0.0
        is_surer = all(f.best is not None and f.confidence > told for f in ends)
        return (over, ends) if is_surer else (query, findings)

    def _reckoned(
        self, query: Query, findings: Sequence[Finding], clock: _Clock, only: Collection[str] | None
    ) -> tuple[Answer, list[str]] | None:
        """A figure that only the change since tells, reckoned back, with the number computed; None for any other."""
        on = a_year_on(query) if told_by_change(query, findings) else None
        if on is None:
            return None
        finding = self._find(on, clock, only)
        change = change_since(finding, query)
        return reckoned(query, finding, change) if change is not None else None

    def _change(
        self, query: Query, findings: Sequence[Finding], clock: _Clock, only: Collection[str] | None
    ) -> Finding | None:
        """The change that the later report tells, where a year's own figure is not there to be taken off.

        "By how many did ... drop between 2017 and 2018": "79 người, giảm 22 người so với năm 2017".
        """
        periods = [part.periods[0] for part in query.parts if part.periods]
        is_of_years = len(query.parts) == len(periods) == 2 and len({p.places for p in query.parts}) == 1
        missing = sum(f.best is None for f in findings)
        if not is_of_years or missing != 1 or not needs_all(query.text):
            return None
        last = max(query.parts, key=lambda part: part.periods[0].start)
        if max(p.year for p in periods) - min(p.year for p in periods) != 1:
            return None
        finding = self._find(replace(last, kind=AnswerKind.CHANGE, is_comparison=False), clock, only)
        known = next(f.best for f in findings if f.best is not None)
        beside = [c for c in finding.ranked if shares_sentence(c, known) and is_change(c)]
        if beside:  # told with the figure itself
            rest = [c for c in finding.ranked if c is not beside[0]]
            finding = Finding(finding.query, [beside[0], *rest], max(finding.confidence, THRESHOLD))
        if finding.best is None or finding.best.figure is None:
            return None
        return finding if asks_difference(query.text) or is_change(finding.best) else None

    def _over_provinces(self, query: Query, only: Collection[str] | None) -> Query | None:
        """A question for the province that has most, asked of each; None for any other question."""
        if not extremes.asks_province(query):
            return None
        about = self.library.select(period=query.periods[0] if query.periods else None)
        chosen = about if only is None else about.intersection(only)
        return extremes.over_provinces(query, [self.library.report(i) for i in sorted(chosen)])

    def _find(self, query: Query, clock: _Clock, only: Collection[str] | None) -> Finding:
        """What is found for one part of a question; of things that it offers, the one that a report names."""
        offered = choices(query.topic) if query.kind is AnswerKind.YES_NO else ()
        if offered:
            finding = self._best(replace(query, kind=AnswerKind.OTHER), clock, only)
            if finding.best is not None and fold(finding.best.text) in offered:
                return finding
        return self._best(query, clock, only)

    def _best(self, query: Query, clock: _Clock, only: Collection[str] | None) -> Finding:
        with clock.time("searching"):
            ranked = rank(self.gatherer.gather(query, only, partial(clock.reach, "reading")), query.kind)
            return Finding(query, meant(ranked, query), confidence(ranked, query.kind))

    def _compose(self, query: Query, findings: Sequence[Finding]) -> tuple[Answer, list[str]]:
        if query.parts:
            which = extremes.asked(fold(query.text)) if extremes.asks_province(query) else None
            ordered = order(query, findings, which) if which else None
            return (ordered, []) if ordered else compare(query, findings)
        finding = findings[0]
        together = told_together(*findings) if len(findings) > 1 else None
        if together is not None:
            return together, []
        if finding.best is None:
            return abstain(query, finding.ranked, finding.confidence), []
        if query.is_comparison:
            return _by_report(finding), []
        if query.kind is AnswerKind.OPEN:
            return _open(finding), []
        return _single(finding)


def _tells_change(finding: Finding, query: Query) -> bool:
    """Whether a change is told so surely that both years' figures need not be looked for."""
    best = finding.best
    is_sure = best is not None and (finding.confidence >= _SURE or best.features.missing == 0)
    return is_sure and _has_change(finding, query)


def _has_change(finding: Finding, query: Query) -> bool:
    """Whether the change that is asked for was found: no share, "tăng 18,2%", for "tăng bao nhiêu lượt"."""
    best = finding.best
    if best is None or best.figure is None or not is_change(best):
        return False
    return best.figure.quantity.unit != "%" or not wants_amount(query.text)


def _single(finding: Finding) -> tuple[Answer, list[str]]:
    query, language = finding.query, finding.query.language
    assert finding.best is not None
    best = completed(finding.best, finding.ranked, query)
    chosen = companions(best, finding.ranked, query)
    added = addends(best, finding.ranked, query, chosen)
    chosen = added or chosen
    others = differing(best, finding.ranked) if len(chosen) == 1 else []
    told = [short_answer(c, query) for c in chosen]
    verdict = moved_verdict(query.text, best.figure.quantity, language) if best.figure is not None else ""
    beside = [c for c in chosen if c.sentence.index == best.sentence.index]
    citations = (cite(best, 1, language, beside), *(cite(c, i, language) for i, c in enumerate(others, 2)))
    text = "; ".join(dict.fromkeys(told))
    text = f"{verdict}: {text}" if verdict and query.kind is AnswerKind.CHANGE else text
    computed = [total(added, query)] if added else []
    rest = remainder(best, query) if not added else ""
    left, wholes = rest_of_whole(best, finding.ranked, query)
    if left:
        whole, *parts = (figure_text(c, language) for c in wholes)
        computed, others = [left], []
        text = message("left", language, rest=left, whole=whole, parts=", ".join(parts))
        citations = (cite(best, 1, language, [c for c in wholes if c is not best]),)
    elif rest:
        computed, text = [rest], message("remainder", language, rest=rest, figure=text)
    elif computed:
        text = message("sum", language, parts=text, total=computed[0])
    statements = [Statement(text, (1,))]
    for citation, other in zip(citations[1:], others, strict=True):
        statements.append(
            Statement(f"{message('reports_differ', language)}: {short_answer(other, query)}", (citation.marker,))
        )
        text += f"; {message('reports_differ', language)}: {short_answer(other, query)}"
    read = figure_gloss(best) if best.figure is not None and language is Language.ENGLISH else ""
    answer = Answer(
        text,
        language,
        citations=citations,
        statements=tuple(statements),
        gloss=read,
        scope=scope_text(best.place, best.period, language),
        confidence=finding.confidence,
    )
    return answer, computed


def _by_report(finding: Finding) -> Answer:
    """What several reports say of one thing, a part for each report."""
    best, language = finding.best, finding.query.language
    assert best is not None
    seen: dict[str, Candidate] = {}
    for candidate in finding.ranked:
        if candidate.fits and candidate.score > best.score - _ALIKE:
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
