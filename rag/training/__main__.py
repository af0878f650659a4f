"""Train the reader: `python -m rag.training --minutes 105` (see --help)."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path


def main() -> None:
    """Prepare the data once, train (or go on from the checkpoint), export the weights."""
    parser = argparse.ArgumentParser(prog="python -m rag.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("HOIBAOCAO_DATA", "../shared/data")))
    parser.add_argument("--folder", type=Path, default=Path(".checkpoints"), help="prepared data, checkpoint, log")
    parser.add_argument(
        "--minutes", type=float, default=120.0, help="length of the run; rates decay to zero at its end"
    )
    parser.add_argument("--steps", type=int, default=0, help="length in steps instead: deterministic")
    parser.add_argument("--threads", type=int, default=0, help="torch threads (0: torch's choice)")
    parser.add_argument("--tokens", type=int, default=4096, help="tokens a batch; each process takes one at a time")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--limit", type=int, help="at most this many rows of each set (for a trial run)")
    parser.add_argument("--target", type=Path, default=Path("rag/models"), help="where the weights are exported to")
    parser.add_argument("--export-only", action="store_true", help="export the checkpoint as it is")
    given = parser.parse_args()

    import torch
    from tokenizers import Tokenizer

    from embeddings.bundled import model_folder
    from rag.training.data import VERSION, prepare
    from rag.training.evaluate import small_evaluation
    from rag.training.export import export_and_choose
    from rag.training.train import Plan, train

    if given.threads:
        torch.set_num_threads(given.threads)
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    about = given.folder / "data" / "about.json"
    if not about.exists() or json.loads(about.read_text(encoding="utf-8"))["version"] != VERSION:
        prepare(given.data, given.folder / "data", tokenizer, given.limit)
    if given.export_only:
        export_and_choose(given.folder, given.target, given.data)
        return
    plan = Plan(given.folder, minutes=given.minutes, steps=given.steps, seed=given.seed, tokens=given.tokens)
    train(plan, small_evaluation(given.data, tokenizer, count=80))
    if int(os.environ.get("RANK", "0")) == 0:
        export_and_choose(given.folder, given.target, given.data)


if __name__ == "__main__":
    main()
