"""The parts of one running application, each found by its type: `runtime(request)[Hub]`.

Two applications may live in one process, as the tests have it: nothing is kept in modules.
"""

from typing import Any, TypeVar, cast

from fastapi import FastAPI
from starlette.requests import HTTPConnection

T = TypeVar("T")


class Runtime:
    def __init__(self, *parts: object) -> None:
        self._parts: dict[type, Any] = {}
        self.add(*parts)

    def add(self, *parts: object) -> None:
        self._parts |= {type(part): part for part in parts}

    def __getitem__(self, kind: type[T]) -> T:
        """Raises KeyError for a part that was never added: a mistake in `main`."""
        return cast("T", self._parts[kind])


class Application(FastAPI):
    """FastAPI, knowing its parts."""

    runtime: Runtime


def runtime(connection: HTTPConnection) -> Runtime:
    """The parts behind a request or a socket."""
    return cast("Application", connection.app).runtime
