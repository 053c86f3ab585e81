"""The proxy before several processes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cluster.servers import HERE, free_port
from tests.proxied import proxied


@contextmanager
def saying(word: bytes) -> Iterator[socket.socket]:
    """A server that says one word to everybody who comes."""
    door = socket.create_server((HERE, 0))

    def answer() -> None:
        with suppress(OSError):
            while True:
                with door.accept()[0] as came:
                    came.sendall(word)

    thread = threading.Thread(target=answer)
    thread.start()
    yield door
    close(door)
    thread.join()


def close(door: socket.socket) -> None:
    with suppress(OSError):
        door.shutdown(socket.SHUT_RDWR)
    door.close()


def heard(port: int) -> bytes:
    with socket.create_connection((HERE, port)) as came:
        return came.recv(10)


def test_connections_go_to_the_processes_in_turn_and_to_the_others_where_one_is_gone() -> None:
    with saying(b"one") as one, saying(b"other") as other:
        behind = [door.getsockname()[1] for door in (one, other)]
        port = free_port()
        with proxied(port, behind):
            assert {heard(port), heard(port)} == {b"one", b"other"}
            close(one)
            assert [heard(port) for _ in range(4)] == [b"other"] * 4
