"""The command `samtavle` in a process of its own that need not load the program first.

Nearly all of what a start costs is loading, and the tests start many. Beside each worker one
process has loaded the command and does nothing but fork: who comes of it has a number, streams,
signals and an exit code of its own, and the environment it was wished with. Starts from nothing
are tried in test_serving.py, and wherever a restore becomes a new process.
"""

import importlib
import json
import os
import select
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

COMMAND = (sys.executable, "-c", "from app.cli import main; main()")
ROOT = Path(__file__).parent.parent


class Forked:
    """As much of `subprocess.Popen` as the tests need."""

    def __init__(
        self, words: tuple[str, ...], environment: dict[str, str], out: int, err: int
    ) -> None:
        """`out` and `err` are files that are open to be written to."""
        self.returncode: int | None = None
        order, ordering = os.pipe()
        told, telling = os.pipe()
        socket.send_fds(_loaded(), [b"1"], [out, err, order, telling])
        os.close(order)
        os.close(telling)
        wish = {"words": words, "environment": environment, "folder": str(Path.cwd())}
        with os.fdopen(ordering, "w") as written:
            json.dump(wish, written)
        self._told = os.fdopen(told)
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("samtavle", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], timeout)[0]:
            with self._told:
                self.returncode = int(self._told.readline())
        return self.returncode


@cache
def _loaded() -> socket.socket:
    """The way to this worker's process that forks; it ends when the way is shut, as at our end."""
    ours, its = socket.socketpair()
    subprocess.Popen([sys.executable, "-m", "tests.forked"], stdin=its.fileno(), cwd=ROOT)
    its.close()
    return ours


def _wished(way: socket.socket) -> list[int]:
    """Wait for a wish; returns in the process that is to keep it, with its four files."""
    while True:
        _, files, _, _ = socket.recv_fds(way, 1, 4)
        if not files:
            raise SystemExit
        if os.fork() == 0:
            return files
        for each in files:
            os.close(each)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _become(way: socket.socket) -> None:
    """Returns only in a process that was wished for, which then is like one that was started."""
    out, err, order, telling = _wished(way)
    with os.fdopen(order) as written:
        wish = json.load(written)
    if child := os.fork():
        os.write(telling, f"{child}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(telling, f"{code}\n".encode())
        os._exit(0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for each in (out, err, telling):
        os.close(each)
    way.close()
    os.chdir(wish["folder"])
    os.environ.clear()
    os.environ.update(wish["environment"])
    sys.argv = ["-c", *wish["words"]]
    sys.orig_argv = [*COMMAND, *wish["words"]]


if __name__ == "__main__":
    from app import failpoints
    from app.cli import main

    _become(socket.socket(fileno=os.dup(0)))
    importlib.reload(failpoints)  # it reads the environment when it is loaded
    main()
