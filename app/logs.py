"""Logs: one line of JSON each on standard error, without links, tokens, names or texts."""

import logging
import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog


class Steady:
    """A stream for lines that may get lost. Where the log lies on the disk that is full, writing
    that something was not saved would fail as well, and stop whoever says it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError, ValueError):
            return self._stream.write(text)
        return 0

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def begin(level: str) -> None:
    steady = cast(TextIO, Steady(sys.stderr))
    logging.basicConfig(level=level, stream=steady, format="%(message)s")
    # uvicorn's access log would hold the addresses of secret links.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(steady),
    )
