"""What is told has been synced: a power cut takes only what nobody was told of.

A killed process shows nothing of this, since the system keeps what was written for it. So the
system's own record is read (strace): between an edit and the first word of it to anybody, SQLite's
journal must have been synced.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.boards.steps import typed
from tests.process import Process, process, seat

EDITS = 20
WORDS = 2  # to its writer, and to everybody in the room
CALLS = "fsync,fdatasync,write,writev,sendto,sendmsg"
TOLD = re.compile(r'\\"type\\":\s?\\"(taken|steps)\\"|HTTP/1\.1 20')
BEGUN = re.compile(r"(\w+)\(\d+<(.+?)>")
RESUMED = re.compile(r"<\.\.\. (\w+) resumed>")


@dataclass
class Trace:
    """The calls of a process in their order, of which it keeps what went wrong. Each edit is told
    in `WORDS` before the next one comes."""

    told: int = 0
    too_early: list[str] = field(default_factory=list)
    _synced: bool = False
    _begun: dict[str, str] = field(default_factory=dict)

    def read(self, line: str) -> None:
        thread, _, call = line.partition(" ")
        call = call.strip()
        if resumed := RESUMED.match(call):
            if "sync" in resumed[1] and call.endswith("= 0"):
                self._sync(self._begun.pop(thread, ""))
        elif begun := BEGUN.match(call):
            self._begin(thread, call, *begun.groups())

    def _begin(self, thread: str, call: str, name: str, path: str) -> None:
        if "sync" in name and call.endswith("= 0"):
            self._sync(path)
        elif "sync" in name:
            self._begun[thread] = path
        elif path.startswith(("TCP", "socket")) and TOLD.search(call):
            self.told += 1
            if not self._synced:
                self.too_early.append(call)
            self._synced = self._synced and self.told % WORDS > 0

    def _sync(self, path: str) -> None:
        if path.endswith("-wal"):
            self._synced = True


@contextmanager
def traced(server: Process, file: Path) -> Iterator[Trace]:
    """Every call of the server while in here; complete when it ends."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    words = [strace, "-f", "-y", "-s", "200", "-e", f"trace={CALLS}", "-o", str(file)]
    watching = subprocess.Popen(
        [*words, "-p", str(server.running.pid)], stderr=subprocess.PIPE, text=True
    )
    assert watching.stderr
    said = watching.stderr.readline()
    if "attached" not in said:
        pytest.skip(said)
    trace = Trace()
    try:
        yield trace
    finally:
        watching.terminate()
        watching.communicate()
    for line in file.read_text(errors="replace").splitlines():
        trace.read(line)


@contextmanager
def listening(server: Process, bearer: str, room: str) -> Iterator[ClientConnection]:
    """In the room, by a socket whose frames are not compressed: the trace shows their words."""
    live = server.url.replace("http", "ws") + "/live"
    headers = {"Authorization": bearer}
    with connect(live, additional_headers=headers, compression=None) as socket:
        socket.send(json.dumps({"type": "join", "room": room, "language": "nb"}))
        hear(socket, "joined")
        yield socket


def hear(socket: ClientConnection, *kinds: str) -> None:
    waiting = set(kinds)
    while waiting:
        waiting.discard(json.loads(socket.recv(timeout=30))["type"])


def steps(version: int) -> dict[str, object]:
    return {"version": version, "client": "w", "steps": [typed(str(version % 10))]}


def test_nobody_is_told_of_a_text_before_its_journal_is_synced(tmp_path: Path) -> None:
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        note = client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "Hei"}).json()
        answer, version = note["answer_id"], note["version"]
        bearer = client.headers["Authorization"]
        with listening(server, bearer, room) as socket, traced(server, tmp_path / "trace") as trace:
            for number in range(2 * EDITS):
                if number < EDITS:
                    sent = {"type": "steps", "id": number, "document": answer, **steps(version)}
                    socket.send(json.dumps(sent))
                    hear(socket, "taken", "steps")
                else:
                    path = f"/answers/{answer}/steps"
                    assert client.post(path, json=steps(version)).status_code == 200
                    hear(socket, "steps")
                version += 1
    assert trace.told == 2 * EDITS * WORDS
    assert trace.too_early == []


def test_a_word_that_goes_out_before_the_sync_ends_is_found() -> None:
    told = '9 sendto(7<socket:[1]>, "{\\"type\\":\\"taken\\"}", 16, 0) = 16'
    trace = Trace()
    for line in (
        "8 fdatasync(5</d/samtavle.db-wal> <unfinished ...>",
        told,
        "8 <... fdatasync resumed>) = 0",
        told,
        told,
        told,
    ):
        trace.read(line)
    assert (trace.told, len(trace.too_early)) == (4, 3)
