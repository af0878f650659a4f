"""Is a report ever lost? A process that adds, replaces and removes is killed (SIGKILL) at random moments, again and
again; after each kill the library is checked against what the process had said was done.

    python benchmarks/durability.py [--kills 200] [--seed 1] [--json]

lost: what was said to be stored (or removed) and is not; half_present: a report whose parts do not belong together, or
a library that `verify` complains of; wrong_answers: a figure that the library's reports do not state, or a stored one
not found. Every text is encoded once by the real encoder beforehand and its vectors are remembered, so that a kill
falls on the storing and not on the encoding, which stores nothing. Answers are asked of one long-lived process.
Interrupted, it ends after the kill at hand and prints what was found until then.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from _shared import PROVINCES, arguments, report_question, report_text, show
from numpy.typing import NDArray

from rag.offline import guard

VERSIONS = 4
YEAR = 2021
_MOST_OPERATIONS = 8  # that a process ends before the one that it is killed in


def figure(name: int, version: int) -> int:
    """The number that a version of a report states; no two versions of any reports share one."""
    return 1000 + 37 * (name * VERSIONS + version)


def text(name: int, version: int) -> str:
    """A version of a report; all of a place share their last paragraph but for its number."""
    return report_text(PROVINCES[name], figure(name, version), YEAR, f", bản số {version}")


def question(name: int) -> str:
    """What the figure answers."""
    return report_question(PROVINCES[name], YEAR)


class Remembered:
    """The real encoder's vectors, by their text; it asks nothing of a processor, so that kills are cheap."""

    def __init__(self, name: str, known: dict[str, NDArray[np.float32]]) -> None:
        self.name, self._known = name, known
        self.dimension = len(next(iter(known.values())))

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """The vectors of texts that were encoded before."""
        return np.stack([self._known[text] for text in texts])

    encode_queries = encode_passages


class _Recorder:
    """The real encoder, remembering."""

    def __init__(self, inner: Any) -> None:
        self._inner, self.name, self.dimension = inner, inner.name, inner.dimension
        self.known: dict[str, NDArray[np.float32]] = {}

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        vectors = self._inner.encode_passages(texts)
        self.known.update(zip(texts, vectors, strict=True))
        return np.asarray(vectors)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray(self._inner.encode_queries(texts))


@dataclass
class Tally:
    """What was found."""

    kills: int = 0
    operations: int = 0
    lost: int = 0
    half_present: int = 0
    wrong_answers: int = 0
    questions: int = 0
    notes: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        self.notes.append(f"kill {self.kills}: {what}")


def asker(pipe: Connection, files: str) -> None:
    """The long-lived process: encodes every text first, then answers; it keeps its library open over all kills."""
    guard()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that counts
    from rag.answering.assistant import Assistant
    from rag.storage.encoding import load_default
    from rag.storage.library import Library

    folder = Path(files)
    recorder = _Recorder(load_default())
    parts = {}
    with Library(folder / "reference", recorder) as reference:
        for path in sorted((folder / "texts").glob("*.txt")):
            (added,) = reference.add([path])
            parts[path.stem] = fingerprint(reference, added.id)
            reference.remove([added.id])
    pipe.send((recorder.name, recorder.known, parts))
    library = Library(folder / "library", recorder)
    assistant = Assistant(library)
    while (asked := pipe.recv()) is not None:
        answer = assistant.ask(asked)
        pipe.send((answer.text, answer.abstained, [c.quote for c in answer.citations]))
    library.close()


def fingerprint(library: Any, report_id: str) -> tuple[object, ...]:
    """A report with all that was derived of it, apart from its id."""
    report = library.report(report_id)
    return (
        report.sha256,
        report.metadata.title,
        tuple((s.start, s.end, s.kind.value, s.passage) for s in library.sentences(report_id)),
        tuple((p.start, p.end) for p in library.passages(report_id)),
        tuple((f.start, f.end, str(f.quantity.value), f.indicator) for f in library.figures(report_id)),
    )


def work(folder: Path, encoder: Remembered, seed: int) -> None:
    """Add, replace and remove until killed; each operation is announced before it begins and after it has ended."""
    from rag.storage.library import Library

    chance = random.Random(seed)
    journal = os.open(folder / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def say(*words: object) -> None:
        os.write(journal, (" ".join(map(str, words)) + "\n").encode())

    with Library(folder / "library", encoder) as library:
        while True:
            name, version = chance.randrange(len(PROVINCES)), chance.randrange(VERSIONS)
            if chance.random() < 0.35 and any(r.source == f"{name}.txt" for r in library.reports()):
                say("begin", name, -1)
                library.remove([f"{name}.txt"])
                say("done", name, -1)
                continue
            path = folder / "incoming" / f"{name}.txt"
            path.write_text(text(name, version), "utf-8")
            say("begin", name, version)
            (added,) = library.add([path])
            if added.error is not None:
                say("failed", name, version, added.error)
                continue
            say("done", name, version)


def killed(folder: Path, encoder: Remembered, chance: random.Random) -> None:
    """Let a process work, and kill it at a random moment of the operation after a random number of others."""
    journal = folder / "journal"
    journal.unlink(missing_ok=True)
    process = os.fork()
    if not process:
        try:
            os.setsid()
            work(folder, encoder, chance.randrange(2**31))
        finally:
            os._exit(3)
    wanted, ends = chance.randrange(_MOST_OPERATIONS), [time.monotonic()]
    while len(ends) <= wanted:
        time.sleep(0.001)
        if os.waitpid(process, os.WNOHANG)[0]:
            raise SystemExit("the working process ended by itself")
        done = journal.read_bytes().count(b"done") if journal.exists() else 0
        ends += [time.monotonic()] * (done + 1 - len(ends))
    usual = (ends[-1] - ends[1]) / (len(ends) - 2) if len(ends) > 2 else 0.5  # seconds of an operation
    time.sleep(chance.random() * 1.2 * usual)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)


def states(journal: str, before: dict[int, int]) -> tuple[dict[int, set[int]], int]:
    """What each report may be (a version, -1 for absent) after the journal, and how many operations it ends."""
    known = {name: {version} for name, version in before.items()}
    done = 0
    for line in journal.splitlines():
        words = line.split()
        name, version = int(words[1]), int(words[2])
        if words[0] == "begin":
            known[name] = known[name] | {version}
        elif words[0] == "done":
            known[name], done = {version}, done + 1
        else:
            raise SystemExit(f"an operation failed: {line}")
    return known, done


def check(
    folder: Path, encoder: Remembered, parts: dict[str, Any], allowed: dict[int, set[int]], tally: Tally
) -> dict[int, int]:
    """Compare the library with what it may be; what each report is now."""
    from rag.storage.library import Library

    now = dict.fromkeys(range(len(PROVINCES)), -1)
    with Library(folder / "library", encoder) as library:
        problems = [p for p in library.verify() if not p.startswith("indexes")]
        for problem in problems:
            tally.half_present += 1
            tally.note(problem)
        for report in library.reports():
            name = int(Path(report.source).stem)
            found = fingerprint(library, report.id)
            version = next((v for v in range(VERSIONS) if parts[f"{name}-{v}"][0] == report.sha256), None)
            if version is None or found != parts[f"{name}-{version}"]:
                tally.half_present += 1
                tally.note(f"{report.source} does not hold together")
            now[name] = version if version is not None else -1
            if not np.all(np.linalg.norm(library.sentence_vectors(report.id), axis=1)[:1] > 0.5):
                tally.half_present += 1
                tally.note(f"{report.source} lacks a vector")
    for name, version in now.items():
        if version not in allowed[name]:
            tally.lost += 1
            tally.note(f"{name}.txt is {version}, should be one of {sorted(allowed[name])}")
    return now


def ask(pipe: Connection, name: int, version: int, tally: Tally) -> None:
    """Ask for a report's figure: the stored version's must come, and no number that no stored report states."""
    pipe.send(question(name))
    said, abstained, quotes = pipe.recv()
    tally.questions += 1
    right = str(figure(name, version))
    if version < 0:
        is_wrong = not abstained and PROVINCES[name] in " ".join(quotes)
    else:
        is_wrong = abstained or right not in said.replace(".", "") or not any(right in q for q in quotes)
    if is_wrong:
        tally.wrong_answers += 1
        tally.note(f"{question(name)} -> {said!r} {quotes!r}; stored is {right if version >= 0 else 'none'}")


def measure(kills: int, seed: int, asked: int) -> Tally:
    """Kill, check and ask; see the module's docstring."""
    tally, chance = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        (folder / "incoming").mkdir()
        for number in range(len(PROVINCES)):
            for version in range(VERSIONS):
                (folder / "texts" / f"{number}-{version}.txt").write_text(text(number, version), "utf-8")
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=asker, args=(theirs, name), daemon=True)
        process.start()
        encoder_name, known, parts = ours.recv()
        encoder = Remembered(encoder_name, known)
        now = dict.fromkeys(range(len(PROVINCES)), -1)
        interrupts: list[int] = []
        signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
        while tally.kills < kills and not interrupts:
            killed(folder, encoder, chance)
            tally.kills += 1
            journal = folder / "journal"
            allowed, done = states(journal.read_text() if journal.exists() else "", now)
            tally.operations += done
            now = check(folder, encoder, parts, allowed, tally)
            for number in chance.sample(sorted(now), asked):
                ask(ours, number, now[number], tally)
        for number, version in now.items():
            ask(ours, number, version, tally)
        ours.send(None)
        process.join()
    return tally


def main() -> None:
    """Measure on this machine and print one table."""
    guard()
    parser = arguments(__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--asked", type=int, default=2, help="questions after each kill")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = measure(options.kills, options.seed, options.asked)
    rows = {name: value for name, value in vars(tally).items() if name != "notes"}
    show(rows, [*(f"{name:14} {value:8}" for name, value in rows.items()), *tally.notes[:20]], options.json)
    raise SystemExit(1 if tally.lost or tally.half_present or tally.wrong_answers else 0)


if __name__ == "__main__":
    main()
