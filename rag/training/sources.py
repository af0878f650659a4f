"""The question sets the reader learns from, and how much of each.

Weights are shares of the examples drawn, in two phases: first mostly other languages (broad: what a question and an
answer are), then mostly Vietnamese and government news (close to the users). They need not add up to one.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """One set: its file under the data folder, its share in both phases, and how often an answer is taken away.

    `negatives` is the share of answerable questions shown with a passage or a window that lacks the answer; sets with
    unanswerable questions of their own need none.
    """

    name: str
    file: str
    first: float
    second: float
    negatives: float = 0.14
    vietnamese: bool = False


SOURCES: tuple[Source, ...] = (
    Source("gov_news", "qa/gov_news.jsonl", 0.120, 0.400, 0.03, True),
    Source("mailong25", "qa/mailong25.jsonl", 0.050, 0.050, 0.0, True),
    Source("nanibot_wiki", "qa/nanibot_wiki_train.jsonl", 0.025, 0.050, 0.14, True),
    Source("nanibot_reg", "qa/nanibot_reg_train.jsonl", 0.025, 0.035, 0.14, True),
    Source("alqac", "qa/alqac_extractive.jsonl", 0.015, 0.025, 0.14, True),
    Source("cloze_gov", "text/gov_it_news.jsonl.xz", 0.060, 0.030, 0.14, True),
    Source("cloze_news", "text/baomoi2017.jsonl.xz", 0.060, 0.030, 0.14, True),
    Source("squadshifts_wiki", "qa_ml/squadshifts_wiki.jsonl.xz", 0.080, 0.070),
    Source("tydiqa_goldp", "qa_ml/tydiqa_goldp.jsonl.xz", 0.080, 0.050),
    Source("qed_nq", "qa_ml/qed_nq.jsonl.xz", 0.055, 0.035),
    Source("afriqa_pivot", "qa_ml/afriqa_pivot.jsonl.xz", 0.045, 0.030),
    Source("piaf", "qa_ml/piaf.jsonl.xz", 0.060, 0.040),
    Source("idk_mrc", "qa_ml/idk_mrc.jsonl.xz", 0.065, 0.040, 0.0),
    Source("pquad", "qa_ml/pquad.jsonl.xz", 0.050, 0.020, 0.0),
    Source("norquad", "qa_ml/norquad.jsonl.xz", 0.035, 0.020),
    Source("heq", "qa_ml/heq.jsonl.xz", 0.015, 0.005, 0.0),
    Source("facqa_id", "qa_ml/facqa_id.jsonl.xz", 0.020, 0.010),
    Source("tatqa_span", "qa_ml/tatqa_span.jsonl.xz", 0.012, 0.012),
    Source("omosqa", "qa_ml/omosqa_llmq.jsonl.xz", 0.005, 0.005),
    Source("qamr", "qa_ml/qamr.jsonl.xz", 0.035, 0.005),
    Source("iapp_thai", "qa_ml/iapp_thai.jsonl.xz", 0.015, 0.005),
    Source("drcd", "qa_ml/drcd.jsonl.xz", 0.008, 0.002),
    Source("cmrc2018", "qa_ml/cmrc2018.jsonl.xz", 0.010, 0.002),
    Source("arcd", "qa_ml/arcd.jsonl.xz", 0.008, 0.002),
    Source("faquad", "qa_ml/faquad.jsonl.xz", 0.010, 0.005),
    Source("thquad", "qa_ml/thquad_enelpi.jsonl.xz", 0.020, 0.005),
    Source("squadshifts_reddit", "qa_ml/squadshifts_reddit.jsonl.xz", 0.020, 0.005),
    Source("squadshifts_amazon", "qa_ml/squadshifts_amazon.jsonl.xz", 0.012, 0.002),
    Source("kazqad_dev", "qa_ml/kazqad_dev.jsonl.xz", 0.006, 0.002),
    Source("covidqa", "qa_ml/covidqa.jsonl.xz", 0.004, 0.002),
)


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, xz-compressed or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def article(row: dict[str, Any]) -> str:
    """The article a government news passage comes from: its id without the passage's number."""
    return str(row["context_id"]).rpartition("-")[0]


def held_out(row: dict[str, Any], source: str) -> bool:
    """Whether a training row is kept for choosing the no-answer threshold (never trained on, no development measure).

    A twentieth of gov_news by article and a tenth of both nanibot sets by passage.
    """
    key = article(row) if source == "gov_news" else str(row["context_id"])
    import zlib

    bucket = zlib.crc32(key.encode()) % 20
    return (source == "gov_news" and bucket == 7) or (source.startswith("nanibot") and bucket in (7, 8))


def rows(source: Source, data: Path) -> Iterator[dict[str, Any]]:
    """The rows of a set that may be trained on."""
    left_out: set[str] = set()
    twins = data / "qa_ml" / "mlqa_en_twin_overlap_ids.json"
    if twins.exists():
        left_out = set(json.loads(twins.read_text(encoding="utf-8")).get(source.file.split("/")[-1].split(".")[0], []))
    spared = 0
    for row in read_jsonl(data / source.file):
        if row["id"] in left_out or held_out(row, source.name):
            continue
        if source.name == "gov_news" and row["split"] != "train":
            continue
        if source.name == "mailong25" and row["is_impossible"]:
            spared += 1
            if spared % 2:  # two thirds of it are unanswerable: keep half of those
                continue
        yield row
