"""The net before a server, which can be cut: connections break, and new ones are refused. Unlike
the browser's own offline switch it also concerns service workers, as a real cut does; and it stands
between processes and what they need."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url

from app.settings import Settings

Reach = Callable[[], socket.socket]


def to_port(port: int) -> Reach:
    """Connects to a port of this machine."""
    return lambda: socket.create_connection(("127.0.0.1", port))


def to_path(path: Path) -> Reach:
    """Connects to a socket that is a file."""

    def reach() -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.connect(str(path))
        return made

    return reach


class Net:
    """A port of its own on this machine, from which each connection leads to what `reach` opens."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._open: set[socket.socket] = set()
        self._door: socket.socket | None = None
        self._address = ("127.0.0.1", 0)
        self._carries = True
        self._frozen = False
        self._silent: list[threading.Event] = []
        self._unlucky = b""
        self.join()

    @property
    def port(self) -> int:
        return self._address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def join(self) -> None:
        self._frozen = False
        self._door = socket.create_server(self._address)  # the same port again after a cut
        self._address = self._door.getsockname()
        threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        assert self._door
        for each in (self._door, *self._open):
            _end(each)
        self._open.clear()

    def stall(self) -> None:
        """From now on connections are made, and nothing ever comes back."""
        self.cut()
        self._carries = False
        self.join()

    def freeze(self) -> None:
        """What is open stays open, and nothing comes through it any more, either way."""
        self._frozen = True

    def forget(self) -> None:
        """The same for what is open, while new connections carry, as a firewall does in time."""
        for silent in self._silent:
            silent.set()

    def break_off(self, request: bytes) -> None:
        """The answer to the next request that begins so ends in the middle of its body."""
        self._unlucky = request

    def _accept(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                self._open.add(near)
                if not self._carries:
                    continue
                try:
                    far = self._reach()
                except OSError:  # nobody is there
                    _end(near)
                    continue
                self._open.add(far)
                breaks, silent = threading.Event(), threading.Event()
                self._silent.append(silent)
                for one, other, pass_on in ((near, far, self._ask), (far, near, self._answer)):
                    passing = partial(pass_on, other, breaks, silent)
                    threading.Thread(target=_carry, args=(one, other, passing), daemon=True).start()

    def _ask(
        self,
        server: socket.socket,
        breaks: threading.Event,
        silent: threading.Event,
        data: bytes,
    ) -> None:
        if self._unlucky and data.startswith(self._unlucky):
            self._unlucky = b""
            breaks.set()
        if not (self._frozen or silent.is_set()):
            server.sendall(data)

    def _answer(
        self,
        window: socket.socket,
        breaks: threading.Event,
        silent: threading.Event,
        data: bytes,
    ) -> None:
        body = data.partition(b"\r\n\r\n")[2] if data.startswith(b"HTTP/") else data
        if breaks.is_set() and body:
            window.sendall(data[: len(data) - len(body) // 2 - 1])
            raise ConnectionAbortedError
        if not (self._frozen or silent.is_set()):
            window.sendall(data)


def _carry(one: socket.socket, other: socket.socket, passing: Callable[[bytes], None]) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            passing(data)
    _end(one)
    _end(other)


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)  # wakes who waits in it; closing alone does not
    each.close()


@contextmanager
def net(server: str) -> Iterator[Net]:
    """Before a server, by its address."""
    with before(to_port(int(server.rpartition(":")[2]))) as made:
        yield made


@contextmanager
def before(reach: Reach) -> Iterator[Net]:
    made = Net(reach)
    try:
        yield made
    finally:
        made.cut()


@contextmanager
def before_the_database() -> Iterator[tuple[Net, str]]:
    """Before the PostgreSQL of these settings, with its address by way of it."""
    url = make_url(Settings().database)
    folder, port = url.query.get("host"), url.port or 5432
    reach = to_path(Path(str(folder), f".s.PGSQL.{port}")) if folder else to_port(port)
    with before(reach) as made:
        led = url.set(host="127.0.0.1", port=made.port).difference_update_query(["host"])
        yield made, led.render_as_string(hide_password=False)
