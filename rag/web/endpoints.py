"""The library over HTTP, typed: what a program can ask of the running page, without a browser (`gradio_client`)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import gradio as gr

from rag.errors import HoiBaoCaoError
from rag.integrations.service import Service
from rag.messages import render
from rag.web.desk import Desk

P = ParamSpec("P")
T = TypeVar("T")


def declare(desk: Desk) -> None:
    """Add the endpoints /ask, /search, /figures, /reports and /read_source to the app that is being built.

    Args:
        desk: what answers.
    """
    service = Service(desk)
    one_line = "{name}: {doc}"
    for function in (service.ask, service.search, service.figures, service.reports, service.read_source):
        name = function.__name__
        about = one_line.format(name=name, doc=(function.__doc__ or "").split("\n")[0])
        gr.api(_told(function), api_name=name, api_description=about, concurrency_limit=2)


def _told(function: Callable[P, T]) -> Callable[P, T]:
    """The function with its errors as one line that the client is shown."""

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return function(*args, **kwargs)
        except HoiBaoCaoError as error:
            raise gr.Error(render(error, "en"), print_exception=False) from error

    return called
