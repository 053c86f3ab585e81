"""What is told has been synced: a power cut takes only what nobody was told of."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.boards.steps import typed
from tests.patience import PATIENCE
from tests.process import Process, process, seat
from tests.trace import Call, calls, traced

EDITS = 20
WORDS = 2  # to its writer, and to everybody in the room
TOLD = re.compile(rb'"type":"(taken|steps)"|^HTTP/1\.1 20')


def told_before_synced(made: list[Call]) -> tuple[int, list[int]]:
    """How often an edit was told, and which of these times no sync of the journal lay between it
    and the words about the edit before."""
    syncs = [call.ended for call in made if call.syncs and call.path.endswith("-wal")]
    sent = [call for call in made if "socket" in call.path]
    told = [call.began for call in sent for _ in TOLD.finditer(call.data)]
    last = [-1] * WORDS + [told[at - at % WORDS - 1] for at in range(WORDS, len(told))]
    early = [
        at
        for at, (since, word) in enumerate(zip(last, told, strict=True))
        if not any(since < sync < word for sync in syncs)
    ]
    return len(told), early


@contextmanager
def listening(server: Process, bearer: str, room: str) -> Iterator[ClientConnection]:
    live = server.url.replace("http", "ws") + "/live"
    with connect(live, additional_headers={"Authorization": bearer}) as socket:
        socket.send(json.dumps({"type": "join", "room": room, "language": "nb"}))
        hear(socket, "joined")
        yield socket


def hear(socket: ClientConnection, *kinds: str) -> None:
    waiting = set(kinds)
    while waiting:
        waiting.discard(json.loads(socket.recv(timeout=PATIENCE))["type"])


def test_nobody_is_told_of_a_text_before_its_journal_is_synced(tmp_path: Path) -> None:
    file = tmp_path / "trace"
    with process(tmp_path) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        note = client.post(f"/rooms/{room}/notes", json={"prompt": prompt, "text": "Hei"}).json()
        answer, version = note["answer_id"], note["version"]
        bearer = client.headers["Authorization"]
        with listening(server, bearer, room) as socket, traced(server.running.pid, file):
            for number in range(2 * EDITS):
                edit = {"version": version + number, "client": "w", "steps": [typed("x")]}
                if number < EDITS:
                    sent = {"type": "steps", "id": number, "document": answer, **edit}
                    socket.send(json.dumps(sent))
                    hear(socket, "taken", "steps")
                else:
                    path = f"/answers/{answer}/steps"
                    assert client.post(path, json=edit).status_code == 200
                    hear(socket, "steps")
    with file.open() as lines:
        assert told_before_synced(calls(lines)) == (2 * EDITS * WORDS, [])


def hexed(words: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in words.encode())


TAKEN = f"""9 sendto(7<{hexed("socket:[1]")}>, "{hexed('"type":"taken"')}", 14, 0, NULL, 0) = 14"""
SYNC = f"8 fdatasync(5<{hexed('/d/samtavle.db-wal')}> <unfinished ...>"
SYNCED = "8 <... fdatasync resumed>) = 0"


@pytest.mark.parametrize(
    ("order", "early"),
    [("sync told told sync told told", []), ("told sync told told sync told", [0, 2])],
)
def test_a_word_that_goes_out_before_the_sync_ends_is_found(order: str, early: list[int]) -> None:
    lines = [SYNC]
    for word in order.split():
        lines += [TAKEN] if word == "told" else [SYNCED, SYNC]
    assert told_before_synced(calls(iter(lines))) == (4, early)
