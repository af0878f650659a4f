"""The typed endpoints of a running page, through gradio_client."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from rag.storage.library import Library
from rag.web.server import launch, open_desk

QUESTION = "Năm 2022 tỉnh Bắc Kạn có bao nhiêu điểm phục vụ bưu chính?"


@pytest.fixture(scope="module")
def client(seeds_directory: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A client of a page over a copy of the seeds."""
    copy = tmp_path_factory.mktemp("endpoints") / "library"
    shutil.copytree(seeds_directory, copy)
    desk = open_desk(copy)
    blocks = launch(desk)
    yield Client(str(blocks.local_url), verbose=False)
    blocks.close(verbose=False)
    desk.close()


def test_the_endpoints_say_what_they_take(client: Client) -> None:
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(named) == {"/ask", "/search", "/figures", "/reports", "/read_source"}
    taken = {one["parameter_name"]: one["python_type"]["type"] for one in named["/search"]["parameters"]}
    assert taken == {"query": "str", "k": "int"}


def test_an_answer_comes_with_its_proof(client: Client) -> None:
    answer = client.predict(QUESTION, api_name="/ask")
    assert "249" in answer["answer"] and not answer["abstained"] and answer["scope"] == "Bắc Kạn, năm 2022"
    (first, *_) = answer["citations"]
    read = client.predict(first["report_id"], first["start"], len(first["quote"]), api_name="/read_source")
    assert read["text"] == first["quote"] and (read["start"], read["end"]) == (first["start"], first["end"])


def test_a_follow_up_is_asked_with_its_history(client: Client) -> None:
    before = "Năm 2022 Lạng Sơn có bao nhiêu điểm phục vụ bưu chính?"
    assert "249" in client.predict("Còn Bắc Kạn thì sao?", [before], api_name="/ask")["answer"]


def test_passages_and_reports_are_found(client: Client, seeds_library: Library) -> None:
    found = client.predict("diem phuc vu buu chinh", 3, api_name="/search")
    assert len(found) == 3
    for one in found:
        assert seeds_library.report(one["report_id"]).text[one["start"] : one["end"]] == one["quote"]
    listed = client.predict(api_name="/reports")
    assert [one["id"] for one in listed] == [report.id for report in seeds_library.reports()]


def test_figures_are_narrowed_by_subject_place_and_period(client: Client, seeds_library: Library) -> None:
    found = client.predict("diem phuc vu buu chinh", "Bắc Kạn", "năm 2022", 20, api_name="/figures")
    assert "249" in {one["value"] for one in found}
    for one in found:
        text = seeds_library.report(one["report_id"]).text[one["start"] : one["end"]]
        assert text == one["quote"] and one["written"] in text and one["of_place"] == "Bắc Kạn"
    assert client.predict("điểm phục vụ bưu chính", "Lạng Sơn", "", 20, api_name="/figures") == []


@pytest.mark.parametrize(
    ("endpoint", "given", "said"),
    [
        ("/ask", [" "], "question is empty"),
        ("/search", ["bưu chính", 0], "k must be from 1 to 50"),
        ("/figures", ["", "nơi nào đó", "", 5], "No place is recognised"),
        ("/figures", ["", "", "một lúc nào đó", 5], "No period is recognised"),
        ("/read_source", ["nothing"], "has no report nothing"),
        ("/read_source", ["nothing", -1], "has no report nothing"),
    ],
)
def test_a_bad_argument_is_said_in_a_line(client: Client, endpoint: str, given: list[object], said: str) -> None:
    with pytest.raises(AppError, match=said):
        client.predict(*given, api_name=endpoint)
