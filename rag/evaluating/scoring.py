"""The measures: was an answer right, was it proved, and was silence kept where the reports are silent.

Knows gold questions and predictions only; not how a prediction came about, nor how it is shown.

The rules, in short: an answer is right when it contains one alternative of every group as a whole token and
no forbidden string, in at most 60 words; a citation supports it when it names a gold source with a quote that
overlaps an evidence substring; strict means right and every gold source cited, or rightly declined.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

MAX_ANSWER_WORDS = 60  # a longer "short answer" is a dumped passage
MAX_QUOTE_WORDS = 80  # a longer quote is a dumped passage
MIN_QUOTE_TOKENS = 3  # a shorter quote proves nothing, unless the evidence is as short
MIN_EVIDENCE_SHARE = 0.5  # of the evidence's tokens, for a quote that is cut elsewhere
PUNCTUATION = ".,;:!?()[]\"'“”‘’…–—-/*"


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer holds.

    `answers` are groups of alternatives, one of each group is needed; `sources` must all be cited, with a
    quote that overlaps one of `evidence` and none of `forbidden_evidence`; `history` are the earlier questions
    of the chat, oldest first.
    """

    id: str
    question: str
    answerable: bool
    language: str = ""
    type: str = ""
    history: tuple[str, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    forbidden_evidence: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """What an answer cites: a verbatim quote of a source, with the place and the period it speaks of."""

    source: str
    quote: str
    place: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a system said to one question; `confidence` in [0, 1], timings in milliseconds."""

    id: str
    answer: str
    abstained: bool = False
    citations: tuple[CitedQuote, ...] = ()
    reason: str = ""
    confidence: float = 1.0
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One prediction judged; `prediction` is None when there was none, which counts as wrong."""

    gold: GoldQuestion
    prediction: Prediction | None
    right: bool  # the answer alone, whatever it cites; never true of an abstention
    supporting: tuple[CitedQuote, ...]
    problems: tuple[str, ...]

    @property
    def strict(self) -> bool:
        """Right and every source cited, or rightly declined."""
        return not self.problems

    @property
    def abstained(self) -> bool:
        """Whether the system declined to answer."""
        return self.prediction is not None and self.prediction.abstained

    @property
    def citations(self) -> tuple[CitedQuote, ...]:
        """The citations that count: those of an abstention show what comes nearest and prove nothing."""
        return () if self.prediction is None or self.abstained else self.prediction.citations

    @property
    def cited_sources(self) -> frozenset[str]:
        """The gold sources cited with a supporting quote."""
        return frozenset(citation.source for citation in self.supporting)

    @property
    def words(self) -> int | None:
        """Length of the answer in words; None when nothing was answered."""
        return None if self.prediction is None or self.abstained else len(self.prediction.answer.split())


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures over some verdicts; None where there was nothing to count.

    Citations are counted on answerable questions only.
    """

    questions: int
    answer_accuracy: float | None
    abstention_recall: float | None
    false_abstention_rate: float | None
    citation_precision: float | None
    citation_recall: float | None
    median_answer_words: float | None
    strict_accuracy: float | None


def normalise(text: str) -> str:
    """NFC, casefolded, every run of whitespace (no-break spaces too) one space. Diacritics stay."""
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def contains(text: str, wanted: str) -> bool:
    """Tell whether `wanted` stands in `text` as a whole token.

    With a digit in `wanted`, neither a digit nor [.,] with a digit may touch it: "49" is not in "249", nor "3"
    in "3,252". Without one, no letter may touch it: "no" is not in "Novaworld", "tăng" is in "tăng17%".
    """
    wanted = normalise(wanted)
    if not wanted:
        return False
    if re.search(r"\d", wanted):
        pattern = rf"(?<!\d)(?<!\d[.,]){re.escape(wanted)}(?!\d)(?![.,]\d)"
    else:
        pattern = rf"(?<![^\W\d_]){re.escape(wanted)}(?![^\W\d_])"
    return re.search(pattern, normalise(text)) is not None


def overlaps(quote: str, evidence: str) -> bool:
    """Tell whether one contains the other, or the quote shares half of the evidence's tokens."""
    quote_tokens, evidence_tokens = _tokens(quote), _tokens(evidence)
    if not quote_tokens or len(quote_tokens) < min(MIN_QUOTE_TOKENS, len(evidence_tokens)):
        return False
    whole_quote, whole_evidence = normalise(quote), normalise(evidence)
    if whole_quote in whole_evidence or whole_evidence in whole_quote:
        return True
    shared = Counter(quote_tokens) & Counter(evidence_tokens)
    return shared.total() >= MIN_EVIDENCE_SHARE * len(evidence_tokens)


def judge(gold: GoldQuestion, prediction: Prediction | None) -> Verdict:
    """Judge one prediction.

    Args:
        gold: the question with what a right answer holds.
        prediction: what the system said; None when it said nothing, which counts as wrong.
    """
    if prediction is None:
        return Verdict(gold, None, False, (), ("no prediction",))
    if prediction.abstained:
        problems = ("declined an answerable question",) if gold.answerable else ()
        return Verdict(gold, prediction, False, (), problems)
    supporting = tuple(citation for citation in prediction.citations if _supports(gold, citation))
    if not gold.answerable:
        return Verdict(
            gold, prediction, False, supporting, (f"answered an unanswerable question: {prediction.answer[:80]}",)
        )
    wrong = _answer_problems(gold, prediction.answer)
    cited = {citation.source for citation in supporting}
    uncited = [f"{source} not cited with an overlapping quote" for source in gold.sources if source not in cited]
    misled = [
        f"cites what proves nothing: {citation.quote[:80]}"
        for citation in prediction.citations
        if any(overlaps(citation.quote, words) for words in gold.forbidden_evidence)
    ]
    return Verdict(gold, prediction, not wrong, supporting, (*wrong, *uncited, *misled))


def summarise(verdicts: Sequence[Verdict]) -> Measures:
    """Count the measures over some verdicts."""
    answerable = [verdict for verdict in verdicts if verdict.gold.answerable]
    unanswerable = [verdict for verdict in verdicts if not verdict.gold.answerable]
    words = [verdict.words for verdict in verdicts if verdict.words is not None]
    return Measures(
        questions=len(verdicts),
        answer_accuracy=_share(sum(verdict.right for verdict in answerable), len(answerable)),
        abstention_recall=_share(sum(verdict.abstained for verdict in unanswerable), len(unanswerable)),
        false_abstention_rate=_share(sum(verdict.abstained for verdict in answerable), len(answerable)),
        citation_precision=_share(
            sum(len(verdict.supporting) for verdict in answerable),
            sum(len(verdict.citations) for verdict in answerable),
        ),
        citation_recall=_share(
            sum(len(verdict.cited_sources) for verdict in answerable),
            sum(len(set(verdict.gold.sources)) for verdict in answerable),
        ),
        median_answer_words=float(statistics.median(words)) if words else None,
        strict_accuracy=_share(sum(verdict.strict for verdict in verdicts), len(verdicts)),
    )


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """At a threshold on the confidence: the share of all questions answered, and of those the share wrong."""

    threshold: float
    coverage: float
    risk: float


def risk_coverage(verdicts: Iterable[Verdict]) -> tuple[RiskPoint, ...]:
    """Trace the error of the answers against how many are given, as the threshold on the confidence falls.

    An abstention is never answered at any threshold, so the last point's coverage is what the system answers
    as it stands. Questions of one confidence enter together: their order would be chance.

    Returns:
        One point a distinct confidence, from the highest down; empty when nothing was answered.
    """
    judged = list(verdicts)
    answered = sorted(
        (
            (verdict.prediction.confidence, verdict.strict)
            for verdict in judged
            if verdict.prediction is not None and not verdict.abstained
        ),
        reverse=True,
    )
    points: list[RiskPoint] = []
    wrong = 0
    for count, (confidence, strict) in enumerate(answered, start=1):
        wrong += not strict
        if count == len(answered) or answered[count][0] != confidence:
            points.append(RiskPoint(confidence, count / len(judged), wrong / count))
    return tuple(points)


def _tokens(text: str) -> list[str]:
    """The normalised words of `text` without the punctuation around them."""
    return [word for part in normalise(text).split() if (word := part.strip(PUNCTUATION))]


def _answer_problems(gold: GoldQuestion, answer: str) -> list[str]:
    """What is wrong with the short answer to an answerable question."""
    words = len(answer.split())
    too_long = [f"answer has {words} words"] if words > MAX_ANSWER_WORDS else []
    lacking = [
        f"answer lacks {' | '.join(group)}"
        for group in gold.answers
        if not any(contains(answer, alternative) for alternative in group)
    ]
    forbidden = [f"answer has forbidden {string}" for string in gold.forbidden if contains(answer, string)]
    return too_long + lacking + forbidden


def _supports(gold: GoldQuestion, citation: CitedQuote) -> bool:
    """Whether the citation names a gold source and its quote, not a dump, overlaps an evidence substring."""
    return (
        citation.source in gold.sources
        and len(citation.quote.split()) <= MAX_QUOTE_WORDS
        and any(overlaps(citation.quote, evidence) for evidence in gold.evidence)
    )


def _share(part: int, whole: int) -> float | None:
    """part / whole, or None when there is nothing to count."""
    return round(part / whole, 4) if whole else None
