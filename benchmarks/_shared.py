"""What the benchmarks have in common: their arguments, what they print, passages out of a text file, percentiles."""

from __future__ import annotations

import argparse
import json
import lzma
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout, the table on stderr")
    return parser


def over_reports(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Adds the arguments of a benchmark that asks a gold set over reports; our own over the seeds by default."""
    parser.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold" / "seeds.jsonl")
    parser.add_argument("--reports", type=Path, nargs="+", default=sorted((ROOT / "seeds").glob("*.txt")))
    return parser


def stage_medians(timings: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median milliseconds of each stage of several answers, without their totals; 0 for one not gone through."""
    stages = sorted({stage for one in timings for stage in one} - {"total"})
    return {stage: statistics.median(one.get(stage, 0.0) for one in timings) for stage in stages}


def over_contexts(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Adds the arguments of a benchmark over a question set whose contexts are the passages."""
    parser.add_argument("questions", type=Path, help="JSONL with question and context, such as mlqa_vi_dev.jsonl")
    parser.add_argument("--limit", type=int, default=0, help="questions, 0 for all")
    return parser


def show(result: Any, lines: Sequence[str], as_json: bool) -> None:
    """Print the table, and with --json the object alone on stdout."""
    print("\n".join(lines), file=sys.stderr if as_json else sys.stdout)
    if as_json:
        print(json.dumps(result))


def markdown(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Rows of like keys as a table."""
    names = list(rows[0])
    return [
        f"| {' | '.join(names)} |",
        f"|{' --- |' * len(names)}",
        *(f"| {' | '.join(_cell(row.get(name)) for name in names)} |" for row in rows),
    ]


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 1 else f"{value:,.1f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def in_ms(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    return {"p50_ms": 1000 * statistics.median(seconds), "p95_ms": 1000 * percentile(seconds, 0.95)}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, xz or plain; of any other text file, one for each blank-line part."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        if ".jsonl" in path.name:
            yield from (json.loads(line) for line in file if line.strip())
        else:
            yield from ({"text": part} for part in file.read().split("\n\n") if part.strip())


def resident_mb(process: int | str = "self", of: str = "VmRSS") -> float:
    """Memory that a process holds now, in MiB; 0 when it has ended.

    Args:
        process: its number.
        of: "VmRSS" for all of it, mapped files that were touched among it; "RssAnon" for what is its own.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{of}:")), 0.0)


PROVINCES = (
    "Hà Giang",
    "Lào Cai",
    "Yên Bái",
    "Sơn La",
    "Phú Thọ",
    "Nghệ An",
    "Quảng Trị",
    "Kon Tum",
    "Gia Lai",
    "Cà Mau",
)
"""Places that made-up reports are about."""


def report_text(place: str, stations: int, year: int, more: str = "") -> str:
    """A made-up report with one figure to ask for, by `report_question`."""
    return (
        f"Báo cáo y tế của tỉnh {place} năm {year}\n\n"
        f"Năm {year}, tỉnh {place} có {stations} trạm y tế.\n\n"
        f"Công tác chuyển đổi số của tỉnh {place} được đẩy mạnh ở mọi cấp{more}.\n"
    )


def report_question(place: str, year: int) -> str:
    """What the figure of `report_text` answers."""
    return f"Tỉnh {place} có bao nhiêu trạm y tế năm {year}?"
