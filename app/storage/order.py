"""One order for all that is made to be shown, whoever makes it and whichever way it goes out.

A place in it is a name and numbers, as in `name.12`: two of the same name are compared by their
numbers, from the first on; two of different names are not (a database that has begun anew, the one
process of SQLite that has). What has a higher place holds nothing older, and every change is
followed by something that has a higher one.
"""

import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import count

from sqlalchemy import text
from sqlmodel import Session

# PostgreSQL gives numbers to all who write. Those that have ended, of which a snapshot has its
# list of exceptions, are thus counted by it: a count that grows with each commit and with time
# only, and that equals another's only if both see the same. What is not in the database (who is
# connected) may differ even so: that goes by when the reading began, on the database's own clock.
_IN_DATABASE = text(
    "SELECT extract(epoch from pg_postmaster_start_time()), pg_current_snapshot()::text,"
    " extract(epoch from transaction_timestamp() - pg_postmaster_start_time())"
)


class Order:
    """Of a process that has its database to itself. A number is taken before reading."""

    def __init__(self) -> None:
        self._by = secrets.token_hex(2)
        self._numbers = count(1)

    def next(self) -> str:
        return f"{self._by}.{next(self._numbers)}"


def made(session: Session) -> str:
    """The place of what is made of this reading session's one state; several processes have it from
    the database, which is asked once a session, and only where something is made to be shown."""
    known: str | None = session.info.get("made")
    if known is None:
        known = session.info["made"] = _in_database(session)
    return known


def _in_database(session: Session) -> str:
    """The database's start is the name: one that was put back, or another that took over, may count
    from less."""
    began, snapshot, since = session.connection().execute(_IN_DATABASE).one()
    _, end, running = snapshot.split(":")
    ended = int(end) - len(running.split(",") if running else ())
    return f"{int(began * 1000):x}.{ended}.{int(since * 1_000_000)}"


@dataclass
class Answer:
    """The answer to somebody who looks at a page: its place is that of the first reading since its
    request has written, so it holds nothing older."""

    made: str = ""
    _written: bool = False

    def read(self, session: Session) -> None:
        if not self.made or self._written:
            self.made, self._written = made(session), False

    def wrote(self) -> None:
        self._written = True


# Whoever reads for an answer does not know of it: `web.guard` sets it for each request of a page.
answer: ContextVar[Answer | None] = ContextVar("answer", default=None)
