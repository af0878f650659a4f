"""What each command of `hoibaocao` takes and does. Heavy parts are imported by the command that needs them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rag import safety_commands, shelf_commands
from rag.errors import HoiBaoCaoError, LibraryError, QuestionError, UsageError
from rag.limit_options import declare_limits, limits

Run = Callable[[argparse.Namespace], int]


def language() -> str:
    """The language of the terminal: Vietnamese where its locale says so."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"


def complain(error: HoiBaoCaoError) -> None:
    from rag.messages import render

    print(f"hoibaocao: {render(error, language())}", file=sys.stderr)


def _open(options: argparse.Namespace) -> Any:
    from rag.storage.seeding import open_library

    with _Bar("seeds") as bar:
        return open_library(options.library, bar.report)


class _Bar:
    """A progress bar on stderr, on a terminal only; made when there is something to show."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def report(self, done: int, total: int, source: str) -> None:
        """Show that `done` of `total` are done and `source` is at hand."""
        from tqdm import tqdm

        if self._bar is None:
            self._bar = tqdm(total=total, desc=self._name, file=sys.stderr, disable=None, leave=False)
        self._bar.n = done
        self._bar.set_postfix_str(source[-40:])


def _each(rows: Sequence[Any], name: str) -> Any:
    from tqdm import tqdm

    return tqdm(rows, desc=name, file=sys.stderr, disable=None, leave=False)


def _ask(options: argparse.Namespace) -> int:
    from rag.evaluating.questions import checked
    from rag.output import lines, prediction, readable

    question = checked(options.question)
    history = [checked(turn) for turn in options.history]
    with _open(options) as library:
        from rag.llm import open_assistant

        only = limits(options, library)
        answer = open_assistant(library).ask(question, history, only=only)
    print(lines([prediction(answer)]).rstrip("\n") if options.json else readable(answer))
    return 0


def _answer(options: argparse.Namespace) -> int:
    from rag.evaluating.questions import read_questions
    from rag.output import check_writable, lines, write

    check_writable(options.out)
    rows = read_questions(options.questions)
    with _open(options) as library:
        from rag.llm import open_assistant

        assistant = open_assistant(library)
        only = limits(options, library)
        write(options.out, lines(_predict(assistant, row, only) for row in _each(rows, "answer")))
    return 0


def _predict(assistant: Any, row: Any, only: Any) -> dict[str, Any]:
    """One line of a batch; what is no question is declined, so that it does not stop the others."""
    from rag.evaluating.questions import checked
    from rag.messages import text
    from rag.output import prediction
    from rag.types import Answer, Language, Reason

    try:
        history = [turn for turn in row.history if turn.strip()]
        return prediction(assistant.ask(checked(row.question), history, only=only), row.id)
    except QuestionError:
        said = text("reason_not_a_question", language())
        return prediction(Answer(said, Language(language()), abstained=True, reason=Reason.NOT_A_QUESTION), row.id)


def _add(options: argparse.Namespace) -> int:
    failures = 0

    def tell(results: Sequence[Any]) -> None:
        nonlocal failures
        for one in results:
            if one.error is None:
                print(f"{one.status}\t{one.id}\t{one.source}", flush=True)
                if one.notice is not None:
                    complain(one.notice)
            else:
                failures += 1
                complain(one.error)

    with _open(options) as library, _Bar("add") as bar:
        try:
            safety_commands.add(library, options, tell, bar.report)
        except KeyboardInterrupt:
            if not options.watch:
                complain(LibraryError("interrupted"))
                return 130
    return 1 if failures else 0


def _list(options: argparse.Namespace) -> int:
    import json

    from rag.output import listing

    with _open(options) as library:
        rows = [listing(report) for report in library.reports()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        print("\t".join(str(row[key] or "-") for key in ("id", "source", "place", "period", "title")))
    return 0


def _verify(options: argparse.Namespace) -> int:
    with _open(options) as library:
        found = library.verify()
    for problem in found:
        print(problem)
    return 1 if found else 0


def _serve(options: argparse.Namespace) -> int:
    from rag.web import serve

    _open(options).close()  # the first use adds the seeds, with a progress bar, before the page opens
    serve(options.host, options.port, options.library, safety_commands.tls(options))
    return 0


def _mcp(options: argparse.Namespace) -> int:
    if find_spec("mcp") is None:
        raise UsageError("extra_missing", extra="mcp")
    from rag.integrations.mcp_server import run

    _open(options).close()
    run(options.library, options.http, options.host, options.port)
    return 0


def _retrieve(options: argparse.Namespace) -> int:
    from rag.evaluating.questions import read_questions
    from rag.output import check_writable, lines, retrieval, write

    check_writable(options.out)
    rows = read_questions(options.questions)
    with _open(options) as library:
        from rag.search.retrieval import Retriever, ranked

        retriever, reports = Retriever(library), {report.id: report for report in library.reports()}
        only = limits(options, library)
        among = only.among(reports.values()) if only else None
        write(
            options.out,
            lines(
                retrieval(row.id, ranked(retriever, row.question, options.k, options.by, among), reports)
                for row in _each(rows, "retrieve")
            ),
        )
    return 0


def _read(options: argparse.Namespace) -> int:
    from rag.evaluating.questions import read_questions
    from rag.output import check_writable, lines, write

    check_writable(options.out)
    rows = read_questions(options.questions, with_context=True)
    from rag.reading.reader import load_reader
    from rag.reading.reader import read_questions as read_all

    write(options.out, lines(read_all(load_reader(), rows)))
    return 0


def _feedback(options: argparse.Namespace) -> int:
    from rag.evaluating.feedback import gold_line
    from rag.evaluating.feedback_store import FeedbackStore
    from rag.output import check_writable, lines, write
    from rag.storage.sources import own_folder

    if options.out:
        check_writable(options.out)
    given = FeedbackStore(own_folder(options.library)).all()
    if not given:
        raise LibraryError("feedback_none")
    said = lines(map(gold_line, given))
    if options.out:
        write(options.out, said)
    else:
        sys.stdout.write(said)
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from rag.evaluating import evaluation

    if options.predictions:
        return evaluation.run(options, _never)
    with _open(options) as library:
        from rag.answering.assistant import Assistant

        return evaluation.run(options, Assistant(library).ask)


def _never(question: str, history: Sequence[str]) -> Any:
    raise AssertionError("predictions were given")


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("between 1 and 1000")
    return value


def _declare_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question")
    parser.add_argument(
        "--history",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question of the chat; repeatable",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    declare_limits(parser)


def _declare_answer(parser: argparse.ArgumentParser) -> None:
    _declare_batch(parser)
    declare_limits(parser)


def _declare_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.jsonl")


def _declare_retrieve(parser: argparse.ArgumentParser) -> None:
    _declare_batch(parser)
    parser.add_argument("-k", type=_count, default=10, help="hits a question")
    parser.add_argument(
        "--by", choices=("passage", "document"), default="passage", help="document: at most one hit a report"
    )
    declare_limits(parser)


def _declare_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument("--certificate", type=Path, metavar="FILE", help="serve HTTPS with this certificate (PEM)")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the certificate's key")


def _declare_mcp(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--http", action="store_true", help="over HTTP, not over stdin and stdout")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7861)


def _declare_feedback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE.jsonl", help="a file instead of stdout")


def _declare_evaluate(parser: argparse.ArgumentParser) -> None:
    from rag.evaluating.evaluation import add_arguments

    add_arguments(parser)


def _book(name: str) -> tuple[Callable[[argparse.ArgumentParser], None], Run]:
    """A command of the figures book, its module imported when it is used."""

    def declare(parser: argparse.ArgumentParser) -> None:
        from rag import book_commands

        getattr(book_commands, f"declare_{name}")(parser)

    def run(options: argparse.Namespace) -> int:
        from rag import book_commands

        status: int = getattr(book_commands, name)(options)
        return status

    return declare, run


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Run]] = {
    "ask": ("ask one question", _declare_ask, _ask),
    "answer": ("answer a file of questions", _declare_answer, _answer),
    "add": ("add reports: files or folders", safety_commands.declare_add, _add),
    "list": ("list the reports", lambda p: _flag(p, "--json", "one JSON array"), _list),
    "edit": ("correct what was read from a report", shelf_commands.declare_edit, shelf_commands.edit),
    "remove": ("remove reports", shelf_commands.declare_remove, shelf_commands.remove),
    "restore": ("bring removed reports or a backup back", safety_commands.declare_restore, safety_commands.restore),
    "reindex": ("read and encode reports again, or all", shelf_commands.declare_ids, shelf_commands.reindex),
    "verify": ("check the library", lambda p: None, _verify),
    "backup": ("copy the library into one file", safety_commands.declare_file, safety_commands.backup),
    "password": ("set the password of the web demo", safety_commands.declare_password, safety_commands.password),
    "serve": ("open the web demo", _declare_serve, _serve),
    "mcp": ("offer the library to a language model as MCP tools", _declare_mcp, _mcp),
    "retrieve": ("rank documents and passages for a file of questions", _declare_retrieve, _retrieve),
    "read": ("read a file of questions, each with its context", _declare_batch, _read),
    "figures": ("list the figures of the reports, each with its proof", *_book("figures")),
    "correct": ("correct or reject a figure", *_book("correct")),
    "corrections": ("export the corrections of figures", *_book("corrections")),
    "feedback": ("write what was said of the answers as a question set", _declare_feedback, _feedback),
    "evaluate": ("measure the answers to a file of questions", _declare_evaluate, _evaluate),
}
"""Each command with its help, its arguments and what it runs; a new command is a line here."""


def _many(parser: argparse.ArgumentParser, name: str, kind: type, metavar: str) -> None:
    parser.add_argument(name, nargs="+", type=kind, metavar=metavar)


def _flag(parser: argparse.ArgumentParser, name: str, help_text: str) -> None:
    parser.add_argument(name, action="store_true", help=help_text)
