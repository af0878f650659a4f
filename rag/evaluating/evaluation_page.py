"""A readable page of an evaluation: every case with its question, answer, citations, verdict and timings.

One self-contained HTML file: no script, no other host, everything that came from outside escaped. The filter
of the failures is a checkbox and two rules of style.
"""

from __future__ import annotations

from html import escape

from rag.evaluating.evaluation import COLUMNS, Evaluation, cell, timing_line
from rag.evaluating.scoring import CitedQuote, Verdict

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c2126;background:#fff}
table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.2rem .7rem;text-align:right;border-bottom:1px solid #d5dae0}
th:first-child,td:first-child{text-align:left}
details{border-left:.3rem solid #2e7d4f;background:#f6f8f9;margin:.5rem 0;padding:.4rem .8rem}
details.failed{border-color:#b3261e}
summary{cursor:pointer}
blockquote{margin:0 0 .4rem;padding-left:.6rem;border-left:2px solid #9aa5b1}
dl{display:grid;grid-template-columns:7rem 1fr;gap:.3rem 1rem;margin:.5rem 0}dt{font-weight:600}dd{margin:0}
.meta{color:#4a5560;font-size:.9em}.supports{border-color:#2e7d4f}
#only-failures:checked~main .passed{display:none}
@media (prefers-color-scheme:dark){
body{background:#14181c;color:#e6e9ec}details{background:#1d2328}.meta{color:#a9b4bf}th,td{border-color:#39424b}}
"""


def page(evaluation: Evaluation, name: str) -> str:
    """Render the page.

    Args:
        evaluation: every verdict with its measures.
        name: what was evaluated, for the title; usually the gold file's name.

    Returns:
        A whole HTML document.
    """
    failed = sum(not verdict.strict for verdict in evaluation.verdicts)
    cases = "\n".join(_case(verdict) for verdict in evaluation.verdicts)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(name)}: {len(evaluation.verdicts)} questions</title><style>{STYLE}</style></head><body>
<h1>{escape(name)}</h1>
{_table(evaluation)}
<p class="meta">{escape(timing_line(evaluation.verdicts))}</p>
<input type="checkbox" id="only-failures"><label for="only-failures"> only the {failed} failures</label>
<main>
{cases}
</main></body></html>
"""


def _table(evaluation: Evaluation) -> str:
    head = "".join(f"<th>{escape(title)}</th>" for _, title in COLUMNS)
    rows = "\n".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(f"<td>{cell(key, getattr(measures, key))}</td>" for key, _ in COLUMNS)
        + "</tr>"
        for name, measures in evaluation.groups
    )
    return f"<table><tr><th></th>{head}</tr>\n{rows}</table>"


def _case(verdict: Verdict) -> str:
    gold, prediction = verdict.gold, verdict.prediction
    outcome = "passed" if verdict.strict else "failed"
    parts = [
        ("asked before", "<br>".join(escape(question) for question in gold.history)),
        ("wanted", escape(_wanted(verdict))),
    ]
    if prediction is not None:
        said = f"silent ({prediction.reason or 'no reason'}): " if prediction.abstained else ""
        parts.append(("answer", escape(said + prediction.answer)))
        cited = (_citation(one, one in verdict.supporting) for one in prediction.citations)
        parts.append(("citations", "".join(cited)))
        timings = ", ".join(f"{step} {ms:.0f}" for step, ms in prediction.timings_ms.items())
        parts.append(("milliseconds", escape(timings)))
        parts.append(("confidence", f"{prediction.confidence:.3f}"))
    problems = "<br>".join(escape(problem) for problem in verdict.problems)
    parts += [("problems", problems), ("note", escape(gold.note))]
    body = "\n".join(f"<dt>{title}</dt><dd>{content}</dd>" for title, content in parts if content)
    return (
        f'<details class="{outcome}"{"" if verdict.strict else " open"}><summary><span class="meta">'
        f"{escape(gold.id)} {escape(gold.language)} {escape(gold.type)} {outcome}</span> "
        f"{escape(gold.question)}</summary><dl>{body}</dl></details>"
    )


def _wanted(verdict: Verdict) -> str:
    if not verdict.gold.answerable:
        return "silence"
    groups = " + ".join(" | ".join(group) for group in verdict.gold.answers)
    forbidden = f"; not: {', '.join(verdict.gold.forbidden)}" if verdict.gold.forbidden else ""
    return f"{groups}{forbidden}; from {', '.join(verdict.gold.sources)}"


def _citation(citation: CitedQuote, supports: bool) -> str:
    scope = ", ".join(part for part in (citation.source, citation.place, citation.period) if part)
    mark = ' class="supports"' if supports else ""
    return f"<blockquote{mark}>{escape(citation.quote)}<br><small>{escape(scope)}</small></blockquote>"
