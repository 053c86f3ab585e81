"""The net between windows and the server, which can be cut: connections break, and new ones are refused. Unlike the
browser's own offline switch it also concerns service workers, as a real cut does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial


class Net:
    def __init__(self, server: str) -> None:
        host, _, port = server.removeprefix("http://").partition(":")
        self._server = (host, int(port))
        self._open: set[socket.socket] = set()
        self._door: socket.socket | None = None
        self._address = ("127.0.0.1", 0)
        self._carries = True
        self._frozen = False
        self._unlucky = b""
        self.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._address[1]}"

    def join(self) -> None:
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
                far = socket.create_connection(self._server)
                self._open.add(far)
                breaks = threading.Event()
                for one, other, pass_on in ((near, far, self._ask), (far, near, self._answer)):
                    passing = partial(pass_on, other, breaks)
                    threading.Thread(target=_carry, args=(one, other, passing), daemon=True).start()

    def _ask(self, server: socket.socket, breaks: threading.Event, data: bytes) -> None:
        if self._unlucky and data.startswith(self._unlucky):
            self._unlucky = b""
            breaks.set()
        if not self._frozen:
            server.sendall(data)

    def _answer(self, window: socket.socket, breaks: threading.Event, data: bytes) -> None:
        body = data.partition(b"\r\n\r\n")[2] if data.startswith(b"HTTP/") else data
        if breaks.is_set() and body:
            window.sendall(data[: len(data) - len(body) // 2 - 1])
            raise ConnectionAbortedError
        if not self._frozen:
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
    made = Net(server)
    try:
        yield made
    finally:
        made.cut()
