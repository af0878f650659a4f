"""Does any file harm the process that adds it? Generated inputs go through the loaders and the text pipeline.

    python benchmarks/fuzz.py [--inputs 10000] [--corpus DIR] [--seed 1] [--atheris] [--json]

Inputs are made by hypothesis: files of every type that can be loaded, whole ones (the seeds, made-up pages, archives,
those of --corpus) cut, spliced and overwritten, and texts of hostile characters. crashes: an exception other than
LoadError in this process, or text that breaks the pipeline's promises (offsets, NFC, one line a source). over_limits:
inputs that ran longer or took more memory than their limits allow. reader_deaths and stopped are no failures: the
reading process may die, and a limit that stops a file does its work. --atheris fuzzes the loaders in this process with
coverage feedback instead, where atheris is installed.
"""

from __future__ import annotations

import io
import resource
import signal
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from _shared import ROOT, arguments, show
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from rag.errors import LoadError
from rag.loaders import SUFFIXES
from rag.offline import guard
from rag.sandbox.limits import Limits
from rag.sandbox.sandbox import Sandbox
from rag.types import Metadata, Report

LIMITS = Limits(seconds=10, memory=1_024)
_SLACK = 15.0  # seconds beyond the patience: a process has to be ended and another started
HOSTILE = (
    "\ufdfa" * 50, "\x00", "\u202e\u2066\u200b", "a\u0301\u0323" * 40, "1." * 200, "1.000," * 90, "(" * 300, "“" * 200,
    " | " * 120, "\t" * 200, "- " * 150, "năm 2022, " * 60, "tỉnh Hà Giang, " * 40, "tăng 3%; " * 60, "I. " * 90,
    "ngày 31/02/2022 ", "99999999999999999999999999999 tỷ đồng ", "1e999999 ", "\n\n\n", "<b><table><tr><td>" * 40,
    "&#0;&#x110000;&lol9;", "\u2028\u0085\x0b\x0c", "\ud7ff\ue000\uffff", "٣٤٥ người ", "⅓ số xã ",
    "𝟙𝟚𝟛 hộ ", "² km² m³ ",
)  # fmt: skip
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><html><body><p>&j;</p></body></html>"
)


def archive(parts: list[tuple[str, bytes]]) -> bytes:
    """A zip file of named parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts:
            written.writestr(name, content)
    return file.getvalue()


def whole_files(corpus: Path | None) -> list[bytes]:
    """Files that are well-formed to begin with."""
    seeds = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.txt"))]
    pages = [
        b"<html><head><title>a</title></head><body><article><h1>B</h1><p>" + s[:3000] + b"</p></article></body></html>"
        for s in seeds
    ]
    tables = ["Tên | Số\nA | 1\nB | 2\n".encode(), b"<table><tr><th>a<th>b<tr><td rowspan=9>1<td colspan=99>2</table>"]
    office = [
        archive([("[Content_Types].xml", b"<Types/>"), (part, BOMB)])
        for part in ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")
    ]
    hostile = [
        BOMB,
        archive([("../../x.xml", b"x")]),
        b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>",
    ]
    more = [p.read_bytes()[:300_000] for p in sorted(corpus.rglob("*")) if p.is_file()] if corpus else []
    return [*seeds, *pages, *tables, *office, *hostile, b"{\\rtf1\\ansi " + b"{" * 500, *more]


def contents(corpus: Path | None) -> st.SearchStrategy[bytes]:
    """The bytes of files: random ones, hostile texts, whole files spoilt."""
    whole = whole_files(corpus)
    texts = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=40), max_size=12).map("".join)
    encoded = st.builds(
        lambda text, code: text.encode(code, "replace"), texts, st.sampled_from(["utf-8", "utf-16", "cp1258", "utf-32"])
    )
    edits = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 400), st.binary(max_size=60)), max_size=6)

    def spoilt(data: bytes, changes: list[tuple[int, int, bytes]], keep: int) -> bytes:
        for at, length, put in changes:
            at %= len(data) + 1
            data = data[:at] + put + data[at + length :]
        return data[: max(1, len(data) * keep // 100)]

    mutated = st.builds(spoilt, st.sampled_from(whole), edits, st.sampled_from([100, 100, 90, 50, 5]))
    return st.one_of(mutated, mutated, encoded, st.binary(max_size=400))


def broken_promise(analysed: Any, text: str) -> str:
    """What the text pipeline promised and did not keep; "" when all is well."""
    if unicodedata.normalize("NFC", text) != text or "\x00" in text:
        return "the text is not clean"
    for span in [*analysed.sentences, *analysed.passages, *analysed.figures]:
        if not 0 <= span.start < span.end <= len(text):
            return f"outside the text: {span}"
    for figure in analysed.figures:
        if text[figure.quantity.start : figure.quantity.end] != figure.quantity.text:
            return f"not where it says: {figure}"
    return ""


class Run:
    """Inputs through a sandbox, counted."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter(inputs=0, crashes=0, over_limits=0, read=0, stopped=0, reader_deaths=0)
        self.reasons: Counter[str] = Counter()
        self.sandbox = Sandbox(LIMITS)
        self.folder = Path(tempfile.mkdtemp(prefix="hoibaocao-fuzz-"))

    def one(self, data: bytes, suffix: str) -> None:
        """One input."""
        self.counts["inputs"] += 1
        path = self.folder / f"a{suffix}"
        path.write_bytes(data)
        begin = time.monotonic()
        try:
            document = self.sandbox.load(path)
            report = Report("a", path.name, document.text, Metadata(), "", document.pages)
            problem = broken_promise(self.sandbox.analyse(report, document.hints), document.text)
            self.counts["read"] += 1
            if problem:
                self._crashed(problem, data, suffix)
        except LoadError as error:
            reason = str(error.details.get("reason", ""))
            self.reasons[f"{error.key} {reason.split(':')[0]}".strip()] += 1
            self.counts["reader_deaths"] += error.key == "file_breaks_reader"
            self.counts["stopped"] += error.key in ("file_slow", "file_memory")
            if error.key == "file_unreadable":  # what a loader did not foresee: stopped, but worth mending
                self.counts["stumbles"] += 1
                self._keep(data, suffix)
        except Exception as error:
            self._crashed(f"{type(error).__name__}: {error}", data, suffix)
        if time.monotonic() - begin > 2 * LIMITS.patience + _SLACK:
            self.counts["over_limits"] += 1

    def _crashed(self, what: str, data: bytes, suffix: str) -> None:
        self.counts["crashes"] += 1
        print(f"{what[:200]} ({self._keep(data, suffix)})", file=sys.stderr)

    def _keep(self, data: bytes, suffix: str) -> Path:
        kept = self.folder / f"kept-{self.counts['inputs']}{suffix}"
        kept.write_bytes(data)
        return kept

    def finish(self) -> dict[str, int]:
        """The counts; the readers' memory is looked at now that they have ended."""
        self.sandbox.close()
        for path in self.folder.glob("a.*"):
            path.unlink()
        if not any(self.folder.iterdir()):  # else what was kept stays to be looked at
            self.folder.rmdir()
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        self.counts["over_limits"] += largest > LIMITS.memory + 200  # the program itself is no data
        self.counts["largest_reader_mb"] = largest
        return dict(self.counts)


def with_hypothesis(inputs: int, start: int, corpus: Path | None) -> Run:
    """Run generated inputs through the sandbox."""
    run = Run()

    @seed(start)
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=contents(corpus), suffix=st.sampled_from(sorted(SUFFIXES)))
    def every(data: bytes, suffix: str) -> None:
        run.one(data, suffix)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # what was found until then is told
        while run.counts["inputs"] < inputs:  # hypothesis stops early where it has seen all that is new to it
            every()
    return run


def with_atheris(inputs: int) -> None:
    """Fuzz the loaders with coverage feedback, in this process; ends it."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris") from None
    with atheris.instrument_imports(include=["rag.loaders", "rag.text"]):
        from rag import loaders
    suffixes = sorted(SUFFIXES)

    def one(data: bytes) -> None:
        if data:
            try:
                loaders.read(data[1:], Path(f"a{suffixes[data[0] % len(suffixes)]}"))
            except LoadError:
                return

    atheris.Setup([sys.argv[0], f"-runs={inputs}"], one)
    atheris.Fuzz()


def main() -> None:
    """Fuzz and print one table."""
    guard()
    parser = arguments(__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--corpus", type=Path, help="a folder of whole files to spoil too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--atheris", action="store_true", help="coverage-guided, the loaders alone, in this process")
    options = parser.parse_args()
    if options.atheris:
        with_atheris(options.inputs)
    run = with_hypothesis(options.inputs, options.seed, options.corpus)
    counts = run.finish()
    lines = [f"{name:18} {value:8}" for name, value in counts.items()]
    lines += [f"  {reason:40} {count:6}" for reason, count in run.reasons.most_common(12)]
    show(counts, lines, options.json)
    raise SystemExit(1 if counts["crashes"] or counts["over_limits"] else 0)


if __name__ == "__main__":
    main()
