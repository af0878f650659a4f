"""Do 32 people who ask at once get right answers while a folder is being indexed, and how long do they wait?

    python benchmarks/load.py [--askers 32] [--seconds 120] [--json]

The page's desk is asked, as the page does it, by as many threads as there are people; meanwhile reports are added,
and some replaced by a version with another figure. Errors: an exception; an answer whose citation is not verbatim in
the library's text; a figure that no version had that was stored between asking and answering (stale or mixed).
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from _shared import PROVINCES, arguments, in_ms, report_question, report_text, show

from rag.offline import guard
from rag.types import Answer
from rag.web.server import open_desk

YEAR = 2021
ASKED = PROVINCES[:5]  # their reports are there from the beginning, and replaced meanwhile


def figure(name: int, version: int) -> int:
    """The number that a version of a province's report states; all differ."""
    return 1001 + 7 * name + 101 * version


def text(name: int, version: int, year: int = YEAR) -> str:
    """A version of a province's report."""
    return report_text(PROVINCES[name], figure(name, version), year)


@dataclass
class Measured:
    """What the askers met."""

    waits: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    stored: dict[int, list[tuple[float, float, int]]] = field(default_factory=dict)  # begun, done, version
    added: int = 0
    mutex: threading.Lock = field(default_factory=threading.Lock)

    def possible(self, name: int, asked: float, answered: float) -> set[str]:
        """The figures that a question could rightly be answered with: those stored at any time between."""
        with self.mutex:
            versions = list(self.stored[name])
        ended = [begun_next for _, begun_next, _ in versions[1:]] + [float("inf")]  # until the next one is stored
        return {
            str(figure(name, version))
            for (begun, _, version), until in zip(versions, ended, strict=True)
            if begun <= answered and until >= asked
        }


def index(desk: object, folder: Path, measured: Measured, until: float) -> None:
    """Add one report after the other; every third replaces one that is asked about."""
    chance, number = random.Random(1), 0
    while time.monotonic() < until:
        number += 1
        if number % 3:
            name = chance.randrange(len(ASKED), len(PROVINCES))
            path = folder / f"more-{number}.txt"
            path.write_text(text(name, number % 7, 1990 + number % 30) + f"\nBản tin số {number}.\n", "utf-8")
            desk.add(path)  # type: ignore[attr-defined]
        else:
            put(desk, folder, chance.randrange(len(ASKED)), number, measured)
        measured.added += 1


def put(desk: object, folder: Path, name: int, version: int, measured: Measured) -> None:
    """Store a version of a report that is asked about, and note when."""
    path = folder / f"asked-{name}.txt"
    path.write_text(text(name, version), "utf-8")
    begun = time.monotonic()
    with measured.mutex:
        measured.stored.setdefault(name, []).append((begun, float("inf"), version))
    added = desk.add(path)  # type: ignore[attr-defined]
    with measured.mutex:
        measured.stored[name][-1] = (begun, time.monotonic(), version)
    if added.error is not None:
        measured.problems.append(f"not added: {added.error}")


def ask(desk: object, seed: int, measured: Measured, until: float) -> None:
    """One person, who asks again as soon as the answer is there."""
    chance = random.Random(seed)
    while (asked := time.monotonic()) < until:
        name = chance.randrange(len(ASKED))
        question = report_question(ASKED[name], YEAR)
        try:
            *_, answer = desk.ask(question, [])  # type: ignore[attr-defined]
            problem = _problem(answer, measured.possible(name, asked, time.monotonic()))
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
        with measured.mutex:
            measured.waits.append(time.monotonic() - asked)
            if problem:
                measured.problems.append(f"{question}: {problem}")


def _problem(answer: object, possible: set[str]) -> str:
    if not isinstance(answer, Answer) or answer.abstained:
        return f"no answer: {answer}"
    said = answer.text.replace(".", "")
    right = next((number for number in possible if number in said), "")
    if not right:
        return f"{answer.text!r} is none of {sorted(possible)}"
    return "" if any(right in c.quote for c in answer.citations) else f"{right} stands in no citation"


def measure(askers: int, seconds: float) -> dict[str, float]:
    """The measured values by name; times in milliseconds."""
    measured = Measured()
    with tempfile.TemporaryDirectory() as name, closing(open_desk(Path(name) / "library")) as desk:
        folder = Path(name) / "incoming"
        folder.mkdir()
        for number in range(len(ASKED)):
            put(desk, folder, number, 0, measured)
        desk.ready()
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=ask, args=(desk, seed, measured, until)) for seed in range(askers)]
        threads.append(threading.Thread(target=index, args=(desk, folder, measured, until)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    for problem in list(dict.fromkeys(measured.problems))[:10]:
        print(problem, file=sys.stderr)
    return {
        "askers": askers,
        "answers": len(measured.waits),
        "reports added": measured.added,
        "errors": len(measured.problems),
        **in_ms(measured.waits),
        "max_ms": 1000 * max(measured.waits),
    }


def main() -> None:
    """Measure on this machine and print one table."""
    guard()
    parser = arguments(__doc__)
    parser.add_argument("--askers", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    measured = measure(options.askers, options.seconds)
    show(measured, [f"{name:14} {value:10.1f}" for name, value in measured.items()], options.json)
    raise SystemExit(1 if measured["errors"] else 0)


if __name__ == "__main__":
    main()
