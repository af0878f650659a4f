"""Do indicators meet? Precision and recall of "same" and of "same or doubtful" on labelled pairs of indicators.

    python benchmarks/indicators.py [PAIRS.jsonl...] [--failures] [--json]

A pair a line: {"id", "one", "other", "same"}. The thresholds were chosen on tests/gold/indicator_pairs.jsonl;
tests/gold/indicator_pairs_held_out.jsonl was scored after that.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from rag.offline import guard  # noqa: E402

guard()

from rag.book.matching import Match, Matcher  # noqa: E402
from rag.storage.encoding import load_default  # noqa: E402

SETS = [ROOT / "tests" / "gold" / name for name in ("indicator_pairs.jsonl", "indicator_pairs_held_out.jsonl")]


def measure(path: Path, matcher: Matcher, failures: bool) -> dict[str, float]:
    """The figures of one set of pairs."""
    pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    matcher.learn([pair[side] for pair in pairs for side in ("one", "other")])
    found = [(matcher.match(pair["one"], pair["other"]), bool(pair["same"])) for pair in pairs]
    if failures:
        for pair, (match, same) in zip(pairs, found, strict=True):
            if (match is Match.SAME) != same:
                print(
                    f"{match.value:9} {'same' if same else 'other':5} {pair['one']} | {pair['other']}", file=sys.stderr
                )
    result = {"pairs": float(len(pairs)), "same": float(sum(same for _, same in found))}
    for name, wanted in (("same", {Match.SAME}), ("same_or_doubtful", {Match.SAME, Match.DOUBTFUL})):
        chosen = [same for match, same in found if match in wanted]
        result[f"{name}_precision"] = sum(chosen) / max(1, len(chosen))
        result[f"{name}_recall"] = sum(chosen) / max(1.0, result["same"])
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="*", type=Path, default=SETS, metavar="PAIRS.jsonl")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    matcher = Matcher(load_default())
    results = {path.stem: measure(path, matcher, options.failures) for path in options.pairs}
    if options.json:
        print(json.dumps(results))
        return
    print("| pairs | same / all | precision, recall of same | precision, recall with doubtful |\n" + "| --- " * 4 + "|")
    for name, r in results.items():
        print(
            f"| {name} | {r['same']:.0f} / {r['pairs']:.0f} | {r['same_precision']:.3f}, {r['same_recall']:.3f} "
            f"| {r['same_or_doubtful_precision']:.3f}, {r['same_or_doubtful_recall']:.3f} |"
        )


if __name__ == "__main__":
    main()
