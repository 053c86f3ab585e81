"""Starting and ending a server: one process a data folder, the lines it prints, uvicorn's settings,
and the restart in which a restored database takes the old one's place."""

import ctypes
import fcntl
import gc
import os
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import structlog
import uvicorn
from sqlmodel import Session, select
from uvicorn.config import STARTUP_FAILURE

from app import sample
from app.backups import restoring
from app.live.hub import Hub
from app.live.line import WebSocketLine
from app.live.socket import LARGEST_FRAME
from app.main import build, open_store
from app.people.links import Links
from app.people.models import Organiser, organiser_named, sign_in_link
from app.runtime import Runtime
from app.settings import Settings
from app.web.connections import Limits, limited, most_connections

log = structlog.get_logger()
# A thread that makes a board holds the interpreter this long while the writer, which lets go of it
# at every statement, waits; with Python's own 5 ms a storm of joins costs the others twice as much.
SWITCH_SECONDS = 0.001
NEW_OBJECTS = 10_000
"""Objects after which Python looks for those that nobody needs: with its own 700 it looked at all
the texts in memory up to five times for a page with 500 rooms, at 130 ms each."""
M_ARENA_MAX = -8
# An end takes at most their sum and what the writer needs (`writer.CLOSING_SECONDS`): under ten.
DRAIN_SECONDS = 1.5
SHUTDOWN_SECONDS = 4
LOCK_SECONDS = 3
HANDED_OVER_SECONDS = 60
RESTARTING_SECONDS = 10


class AlreadyServed(SystemExit):
    """Another process serves this folder: two would each believe their own memory of the texts."""


class NotHandedOver(SystemExit):
    """The serving process did not take the restored database."""


@contextmanager
def only_one(settings: Settings, *, wait: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the folder's lock while serving. SQLite only: PostgreSQL may have many servers.

    It waits for a moment: the one before may be about to end, or `restore` may be at work.
    """
    if settings.database_file is None:
        yield
        return
    settings.data.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + wait
    with (settings.data / "serving.lock").open("a") as file:
        while not _locked(file.fileno()):
            if time.monotonic() >= end:
                raise AlreadyServed(
                    f"Another samtavle serves {settings.data} already; stop that one first."
                )
            time.sleep(0.05)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def opening(settings: Settings, *, with_sample: bool) -> list[str]:
    """What is printed before serving: with the sample its four links, else one link while there is
    no organiser. One-time links are made anew at each start."""
    store = open_store(settings)
    links = Links(settings.key, settings.url)
    try:
        if with_sample:
            return store.write_now(lambda session: sample.lines(session, links))
        return store.write_now(lambda session: _first_link(session, links))
    finally:
        store.close()


def _first_link(session: Session, links: Links) -> list[str]:
    if session.exec(select(Organiser.id).limit(1)).first():
        return []
    organiser = organiser_named(session, "Organiser")
    return [f"Organiser: {links.organiser(sign_in_link(session, organiser))}"]


class Server(uvicorn.Server):
    """uvicorn's, with an end in order: nobody new is let in, sockets are answered and told to come
    back, requests get their time, and the writer keeps what it was handed (the application's own
    end)."""

    def __init__(self, config: uvicorn.Config, parts: Runtime, lines: Iterable[str]) -> None:
        super().__init__(config)
        self._lines = lines
        self._settings, self._hub = parts[Settings], parts[Hub]
        self._again = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """A link is printed when it opens, and not before."""
        await super().startup(sockets)
        with suppress(BrokenPipeError):  # whoever read the first start's lines may have gone
            for line in self._lines if self.started else ():
                print(line, flush=True)

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0 and restoring.staged(self._settings):
            log.warning("restarting for a restore")
            self._again = True
            return True
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()  # whoever is told to come back meets another process, where there is one
        await self._hub.empty(DRAIN_SECONDS)
        await super().shutdown(sockets)
        if self._again and not self._captured_signals:
            _begin_anew()


def _begin_anew() -> None:
    """Become a new process under the same number: no thread of the old one can hold the old
    database open, however long its request still lasts."""
    sys.stdout.flush()
    os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - the very command that started us


def run(settings: Settings, lines: Iterable[str] = ()) -> None:
    """Serve until told to stop, then end within ten seconds. `lines` are printed at the start."""
    sys.setswitchinterval(SWITCH_SECONDS)
    _share_memory()
    app = build(settings)
    settle()
    config = uvicorn.Config(
        app,
        http=limited(
            Limits(in_all=most_connections()),
            frozenset(each.strip() for each in settings.trusted_proxies.split(",")),
        ),
        host=settings.host,
        port=settings.port,
        ws=WebSocketLine,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,  # the line says who is gone
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        access_log=False,
        log_level="warning",
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        backlog=4096,
    )
    server = Server(config, app.runtime, lines)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(STARTUP_FAILURE)


def _share_memory() -> None:
    """Glibc has each thread keep what it once needed for itself, and there are as many of that as
    threads that answered; elsewhere nothing is done."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def settle() -> None:
    """What was loaded stays: looked through again and again, it took half the time of a large page,
    and a tenth of a second of whichever verb had the writer then."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def hand_over(settings: Settings) -> None:
    """Have the staged database put in place: here when nobody serves the folder, else by the
    server, which restarts for it. Returns when it stands."""
    end = time.monotonic() + HANDED_OVER_SECONDS
    patience = 0.0
    while restoring.staged(settings):
        if time.monotonic() > end:
            raise NotHandedOver("The server has not taken it within a minute; see its log.")
        try:
            with only_one(settings, wait=0):
                if patience <= 0:
                    restoring.finish(settings)
        except AlreadyServed:
            patience = RESTARTING_SECONDS  # it lets go of the lock for a moment when it restarts
        patience -= 0.2
        time.sleep(0.2)
