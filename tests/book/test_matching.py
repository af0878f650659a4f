"""Indicators meet over wordings and languages; what is near but another thing does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.book.matching import Match, Matcher, indicator
from rag.storage.library import Library

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="module")
def matcher(seeds_library: Library) -> Matcher:
    return Matcher(seeds_library.encoder)


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("điểm phục vụ bưu chính", "số điểm bưu chính", Match.SAME),
        ("điểm phục vụ bưu chính", "postal service points", Match.SAME),
        ("số điểm bưu chính", "postal service points", Match.SAME),
        ("diem phuc vu buu chinh", "số điểm bưu chính", Match.SAME),
        ("doanh thu bưu chính", "tổng doanh thu từ hoạt động bưu chính", Match.SAME),
        ("doanh thu bưu chính", "doanh thu viễn thông", Match.OTHER),
        ("kim ngạch xuất khẩu", "kim ngạch nhập khẩu", Match.OTHER),
        ("dịch vụ công trực tuyến mức độ 3", "dịch vụ công trực tuyến mức độ 4", Match.OTHER),
        ("tổ công nghệ số cộng đồng", "thành viên tổ công nghệ số cộng đồng", Match.DOUBTFUL),
    ],
)
def test_indicators_meet(matcher: Matcher, one: str, other: str, match: Match) -> None:
    assert matcher.match(one, other) is match
    assert matcher.match(other, one) is match


@pytest.mark.parametrize("name", ["indicator_pairs", "indicator_pairs_held_out"])
def test_same_is_seldom_wrong_and_doubtful_covers_the_rest(matcher: Matcher, name: str) -> None:
    pairs = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]
    matcher.learn([pair[side] for pair in pairs for side in ("one", "other")])
    found = [(matcher.match(pair["one"], pair["other"]), pair["same"]) for pair in pairs]
    surely = [same for match, same in found if match is Match.SAME]
    assert sum(surely) / len(surely) >= 0.95
    missed = [1 for match, same in found if same and match is Match.OTHER]
    assert len(missed) / sum(same for _, same in found) <= 0.1


def test_rows_that_share_a_caption_are_not_one_indicator_for_it(matcher: Matcher) -> None:
    caption = "(Tai nạn giao thông: xảy ra 42 vụ, làm chết 27 người, bị thương 37 người)"
    rows = [f"{what} {caption}" for what in ("Số vụ", "Số người chết", "Số người bị thương")]
    assert not [(a, b) for a in rows for b in rows if a != b and matcher.match(a, b) is Match.SAME]
    assert all(matcher.match(row, row) is Match.SAME for row in rows)


def test_words_that_say_not_which_need_their_context(matcher: Matcher) -> None:
    assert matcher.match("trường (Trường đạt chuẩn quốc gia)", "Tổng số trường (Quy mô)") is not Match.SAME
    assert matcher.match("vụ (tai nạn giao thông)", "số vụ tai nạn giao thông") is Match.DOUBTFUL


def test_context_in_parentheses_is_not_looked_for() -> None:
    assert indicator("Doanh thu (bưu chính - viễn thông)").terms == indicator("Doanh thu").terms
    assert indicator("").terms == ()
