"""Messages, bodies and files of every kind, damaged at random, against a real process."""

import asyncio
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import openpyxl
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.boards.steps import erased, paragraph, typed
from tests.patience import PATIENCE
from tests.process import process
from tests.writers import Writer, Writers

Json = Any
Call = tuple[str, str, Json]
SENDERS = 6
SOCKETS = 12
SECONDS_QUIET = 0.02
UNHANDLED = re.compile(r'"level": ?"(error|critical)"|^(ERROR|CRITICAL|Traceback)', re.MULTILINE)
NASTY: list[Json] = [
    None, True, False, 0, -1, 1, 2**53 + 1, 10**30, 0.5, -1e308, "", " ", "\0", "\ud83c", "\ufeff",
    "á" * 3_000, "x" * 60_000, "a\u202eb", "../../etc/passwd", "<script>", "=1+1", "{{7*7}}",
    "' OR 1=1 --", "javascript:alert(1)", "æøå🎵", [], [[]], {}, {"a": {}}, [None] * 300,
]  # fmt: skip
UNLIKELY = [
    b"",
    b"\0",
    b"[" * 10_000,
    b'{"a":' * 10_000,
    b"\xff\xfe",
    b"NaN",
    b'"\\ud800"',
    b"PK\3\4",
]


def damaged(chance: random.Random, value: Json) -> bytes:
    """The value as JSON, some of its places changed; sometimes the bytes as well."""
    text = json.dumps(_changed(chance, value)).encode()
    return _torn(chance, text) if chance.random() < 0.2 else text


def _changed(chance: random.Random, value: Json) -> Json:
    if chance.random() < 0.1:
        return chance.choice(NASTY)
    if isinstance(value, dict):
        kept = {key: _changed(chance, item) for key, item in value.items()}
        if kept and chance.random() < 0.1:
            kept.pop(chance.choice(list(kept)))
        return kept | ({"extra": chance.choice(NASTY)} if chance.random() < 0.05 else {})
    if isinstance(value, list):
        kept_items = [_changed(chance, item) for item in value]
        return kept_items * chance.choice([1, 1, 1, 1, 2, 0])
    if isinstance(value, int) and chance.random() < 0.3:
        return value + chance.choice([-2, -1, 1, 2, 1000, 2**31, 2**63])
    return value


def _torn(chance: random.Random, data: bytes) -> bytes:
    at, other = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    kinds: list[Callable[[], bytes]] = [
        lambda: data[:at],
        lambda: data[:at] + data[other:],
        lambda: data[:other] + data[at:],
        lambda: data[:at] + chance.choice(UNLIKELY) + data[at:],
        lambda: data[:at] + chance.randbytes(4) + data[at:],
        lambda: chance.choice(UNLIKELY),
    ]
    return chance.choice(kinds)()


def mutate(folder: Path, *, times: int, seed: int | None = None) -> str:
    """Send that many damaged things; the process lives, no answer is 5xx, and no exception is
    logged that nobody handled; afterwards a room writes as before. Without a seed each run is
    another. Returns the figures."""
    many = str(10 * times)
    with process(
        folder, SAMTAVLE_FAILED_JOINS_IN_ALL=many, SAMTAVLE_FAILED_JOINS_PER_ADDRESS=many
    ) as server:
        server.wait()
        rooms = Writers(server, SOCKETS, a_second=50)
        sent = asyncio.run(_Mutations(rooms, times, seed).all())
        with Writers(server, 2, a_second=20) as afterwards:
            afterwards.wait_for_all(2)
        assert server.running.poll() is None
        server.stop()
    assert not UNHANDLED.search((folder / "log").read_text())
    bad = {status: count for status, count in sent.items() if status.startswith("5")}
    assert not bad, sent
    told = ", ".join(f"{count} × {status}" for status, count in sorted(sent.items()))
    return f"{sum(sent.values())} damaged messages, bodies and files: none answered 5xx ({told})"


class _Mutations:
    def __init__(self, rooms: Writers, times: int, seed: int | None) -> None:
        self._rooms = rooms
        self._left = {"body": times // 2, "frame": times - times // 2}
        self._chance = random.Random(seed)
        self._told = Counter[str]()

    async def all(self) -> Counter[str]:
        async with httpx.AsyncClient(timeout=PATIENCE) as client, asyncio.TaskGroup() as group:
            for _ in range(SENDERS):
                group.create_task(self._send(client))
            for each in self._rooms.each:
                group.create_task(self._talk(each))
        return self._told

    def _turns(self, kind: str) -> Iterator[None]:
        while self._left[kind] > 0:
            self._left[kind] -= 1
            yield

    async def _send(self, client: httpx.AsyncClient) -> None:
        """Bodies over HTTP, by whoever leads and by seats."""
        for _ in self._turns("body"):
            each = self._chance.choice(self._rooms.each)
            method, path, body = self._chance.choice(self._calls(each))
            led = self._chance.random() < 0.3 or "/seminars" in path
            headers = self._rooms.led if led else each.headers()
            if path.endswith("/rooms/read"):
                content: dict[str, Any] = {"files": {"file": ("r", self._file())}}
            else:
                content = {"content": damaged(self._chance, body)}
                headers = headers | {"content-type": "application/json"}
            self._told[await self._status(client, method, path, headers, content)] += 1

    async def _status(
        self,
        client: httpx.AsyncClient,
        method: str,
        path: str,
        headers: dict[str, str],
        content: dict[str, Any],
    ) -> str:
        url = self._rooms.url + path
        try:
            answer = await client.request(method, url, headers=headers, **content)
        except httpx.TransportError:  # refused before it was read whole
            return "cut"
        return str(answer.status_code)

    def _calls(self, each: Writer) -> list[Call]:
        seminar, room, answer = self._rooms.seminar, each.room, each.answer
        nasty = quote(str(self._chance.choice(NASTY))[:2_000].encode("utf-8", "replace"))
        doc = {
            "type": "doc",
            "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}],
        }
        api = "/api/v1"
        return [
            (
                "POST",
                f"{api}/seminars",
                {
                    "title": "Prøve",
                    "language": "nb",
                    "preset": "blank",
                    "dialogues": [
                        {
                            "title": "D",
                            "prompts": [
                                {"text": "Q?", "minutes": {"round": 3}, "per_member": True}
                            ],
                        }
                    ],
                },
            ),
            (
                "PATCH",
                f"{api}{seminar}",
                {"title": "Ny", "how_used": "Slik", "retain_until": "2030-01-01"},
            ),
            (
                "PUT",
                f"{api}{seminar}/rooms?dialogue={nasty}",
                [{"number": 1, "name": "A", "members": ["Gol"]}],
            ),
            (
                "POST",
                f"{api}/seats",
                {"code": "ABCDEFGH", "room": 1, "nickname": "Kari", "client_id": "c"},
            ),
            (
                "POST",
                f"{api}/rooms/{room}/notes",
                {"prompt": "p", "text": "Hei", "member": None, "client_id": "x"},
            ),
            ("PUT", f"{api}/answers/{answer}", {"version": 0, "text": "• a\nb"}),
            ("PUT", f"{api}/answers/{answer}", {"version": 0, "doc": doc}),
            ("PUT", f"{api}/answers/{answer}", {"summary": "Kort", "state": "done"}),
            (
                "POST",
                f"{api}/answers/{answer}/summary/steps",
                {"version": 0, "client": "c", "steps": [paragraph("a", "n")]},
            ),
            ("POST", f"{api}/answers/{answer}/late", {"client_id": "l", "version": 0, "doc": doc}),
            ("PUT", f"{api}/rooms/{room}/duties/{nasty}", {"seat": "s", "name": "Per"}),
            ("POST", f"{api}/rooms/{room}/duties/draw", {"names": ["Per", "Kari"]}),
            ("GET", f"{api}/rooms/{room}/changes?since={nasty}&epoch={nasty}", None),
            ("GET", f"{api}{seminar}/export?format={nasty}&order={nasty}", None),
            ("GET", f"/read/{seminar.rsplit('/', 1)[1]}?q={nasty}", None),
            ("GET", f"/j/{nasty}", None),
            ("POST", f"{seminar}/rooms/read", None),
        ]

    def _file(self) -> bytes:
        """A roster as text or as a spreadsheet, torn."""
        if self._chance.random() < 0.5:
            return _torn(self._chance, "1; Gol, Ål\n2; Øyer\r\n3;;\n".encode("cp1252"))
        made, held = openpyxl.Workbook(), io.BytesIO()
        made.worksheets[0].append([1, "Gol, Ål"])
        made.save(held)
        return _torn(self._chance, held.getvalue())

    async def _talk(self, each: Writer) -> None:
        """Frames over the socket; whoever is put out comes back."""
        live = self._rooms.url.replace("http", "ws") + "/live"
        for _ in self._turns("frame"):
            with suppress(ConnectionClosed):
                async with connect(live, additional_headers=each.headers()) as socket:
                    for _ in self._turns("frame"):
                        await self._frame(each, socket)

    async def _frame(self, each: Writer, socket: ClientConnection) -> None:
        place = {"document": each.answer, "version": 0, "client": "m"}
        frame = self._chance.choice(
            [
                {
                    "type": "join",
                    "room": each.room,
                    "since": 0,
                    "epoch": "e",
                    "documents": {each.answer: 0},
                },
                {"type": "join", "grid": self._rooms.seminar.rsplit("/", 1)[1], "language": "nn"},
                {
                    "type": "steps",
                    "id": 1,
                    **place,
                    "steps": [typed("a"), erased(1, 2), paragraph("b", "n")],
                },
                {"type": "caret", **place, "anchor": 1, "head": 2},
                {"type": "beat"},
            ]
        )
        data = damaged(self._chance, frame)
        await socket.send(data.decode("utf-8", "replace") if self._chance.random() < 0.9 else data)
        self._told["frame"] += 1
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_QUIET):
                await socket.recv()
