"""Rooms that write through a server of their own process, and know what was acknowledged to them.

Each writer has an answer to itself and puts the next number at its beginning, so the text alone
tells whether anything was lost or doubled: `4,3,2,1,0,`.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from operator import gt
from typing import Any

import httpx2 as httpx
from sqlmodel import Session
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from app.boards.document_cache import replay
from app.boards.models import NOTES, Document
from tests.boards.steps import paragraph, typed
from tests.patience import PATIENCE
from tests.plain import NO_TLS
from tests.process import Process

COME_BACK_SECONDS = 0.2
ANSWER_SECONDS = 15


@dataclass
class Writer:
    bearer: str
    room: str
    answer: str
    patient: bool = False
    """Whether it may be told that nothing can be saved now, and comes again, perhaps elsewhere."""
    sent: int = 0
    acknowledged: int = 0
    refused: int = 0
    longest: float = 0.0
    """Seconds between two acknowledgements, the most since it was last asked."""
    connected: bool = False
    abandoned: bool = False

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.bearer}"}

    def held(self, session: Session) -> tuple[int, str]:
        """How many edits a database holds, and the text they make."""
        document = session.get_one(Document, (self.answer, NOTES))
        return document.version, replay(session, document).text

    def text(self, url: str) -> str:
        answer = httpx.get(
            f"{url}/api/v1/answers/{self.answer}",
            headers=self.headers(),
            timeout=PATIENCE,
            verify=NO_TLS,
        )
        return str(answer.json()["text"])

    async def write(self, url: str, every: float, stop: threading.Event) -> None:
        """Write until stopped; after a cut come back and send again what was not acknowledged."""
        self._last = asyncio.get_running_loop().time()
        while self._goes_on(stop):
            try:
                live = url.replace("http", "ws") + "/live"
                async with connect(live, additional_headers=self.headers()) as socket:
                    self.connected = True
                    await self._on(socket, every, stop)
            except (WebSocketException, OSError, TimeoutError):
                self.connected = False
                await asyncio.sleep(COME_BACK_SECONDS)

    def _goes_on(self, stop: threading.Event) -> bool:
        return not self.abandoned and (not stop.is_set() or self.sent > self.acknowledged)

    async def _on(self, socket: ClientConnection, every: float, stop: threading.Event) -> None:
        await self._join(socket)
        clock = asyncio.get_running_loop().time
        due = clock()
        while self._goes_on(stop):
            number = self.acknowledged
            step = typed(f"{number},") if number else paragraph("0,", "n0")
            await socket.send(json.dumps(self._message(number, step)))
            self.sent = number + 1
            said = await asyncio.wait_for(self._answer(socket, number), ANSWER_SECONDS)
            if self.patient and said.get("problem", {}).get("type") == "not_saved":
                self.refused += 1
                await asyncio.sleep(COME_BACK_SECONDS)
                return
            assert said["type"] == "taken", said
            self.acknowledged += 1
            self.longest = max(self.longest, clock() - self._last)
            self._last = clock()
            due += every
            await asyncio.sleep(max(0.0, due - clock()))

    async def _join(self, socket: ClientConnection) -> None:
        """Wait as long as it takes: whoever comes back among hundreds and gives up in the row would
        only stand at its end again."""
        await socket.send(json.dumps({"type": "join", "room": self.room, "language": "nb"}))
        async with asyncio.timeout(PATIENCE):
            while json.loads(await socket.recv())["type"] != "joined":
                pass

    def _message(self, number: int, step: dict[str, Any]) -> dict[str, Any]:
        steps = {"document": self.answer, "version": number, "client": "w", "steps": [step]}
        return {"type": "steps", "id": number, **steps}

    async def _answer(self, socket: ClientConnection, number: int) -> dict[str, Any]:
        while True:
            said: dict[str, Any] = json.loads(await socket.recv())
            if said["type"] in ("taken", "stale", "refused") and said.get("id") == number:
                return said


def numbers(count: int) -> str:
    """The text of a writer whose `count` numbers were taken, each once."""
    return "".join(f"{number}," for number in reversed(range(count)))


class Writers:
    """All rooms of a seminar writing at once, in a thread: a context in which they write."""

    def __init__(
        self, server: Process, rooms: int, *, a_second: float, patient: bool = False
    ) -> None:
        self.url = server.url
        self.led = {"Authorization": f"Bearer {server.token()}"}
        self.seminar, self.each = _seated(server, rooms, self.led)
        for each in self.each:
            each.patient = patient
        self._every = rooms / a_second
        self._stop = threading.Event()
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> "Writers":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.finish()
        for each in self.each:  # after a failure nobody may be there to acknowledge what is left
            each.abandoned = True

    def finish(self) -> None:
        """Stop writing, when everything that was sent has been acknowledged."""
        self._stop.set()
        self._thread.join()
        if self._problem:
            raise self._problem

    def _work(self) -> None:
        try:
            asyncio.run(self._all())
        except BaseException as problem:  # noqa: BLE001 - raised again where the test waits
            self._problem = problem

    async def _all(self) -> None:
        async with asyncio.TaskGroup() as group:
            for each in self.each:
                group.create_task(each.write(self.url, self._every, self._stop))

    def acknowledged(self) -> list[int]:
        return [each.acknowledged for each in self.each]

    def sent(self) -> list[int]:
        return [each.sent for each in self.each]

    def interruptions(self) -> list[float]:
        """The longest that each has waited between two acknowledgements, in seconds, in order;
        counted anew from now on."""
        waited = sorted(each.longest for each in self.each)
        for each in self.each:
            each.longest = 0.0
        return waited

    def exported(self) -> list[str]:
        """What the seminar's complete export holds of each writer's answer."""
        answer = httpx.get(
            f"{self.url}/api/v1{self.seminar}/export?format=json",
            headers=self.led,
            timeout=PATIENCE,
            verify=NO_TLS,
        )
        texts = {one["id"]: one["notes"]["text"] for one in answer.json()["answers"]}
        return [texts[each.answer] for each in self.each]

    def wait_for_the_cut(self) -> None:
        """Until everybody has read what the server that ended still had to say."""
        self._until(lambda: sum(each.connected for each in self.each))

    def wait_for_all(self, more: int) -> None:
        """Until that many further edits of everybody have been acknowledged."""
        wanted = [count + more for count in self.acknowledged()]
        self._until(lambda: sum(map(gt, wanted, self.acknowledged())))

    def refused(self) -> int:
        return sum(each.refused for each in self.each)

    def wait_for_refusals(self, more_than: int) -> None:
        """Until more have been told that nothing can be saved now."""
        self._until(lambda: more_than + 1 - self.refused())

    def wait_for(self, more: int) -> None:
        """Until that many further edits have been acknowledged."""
        wanted = sum(self.acknowledged()) + more
        self._until(lambda: wanted - sum(self.acknowledged()))

    def _until(self, left: Callable[[], int]) -> None:
        """Until nothing is left; patience begins anew whenever less is, since on a busy machine
        hundreds of rooms may need any time."""
        end, least = time.monotonic() + PATIENCE, left()
        while (now := left()) > 0:
            if now < least:
                end, least = time.monotonic() + PATIENCE, now
            assert self._thread.is_alive(), self._problem
            assert time.monotonic() < end, f"{now} are still waited for"
            self._thread.join(0.02)


def _seated(server: Process, rooms: int, led: dict[str, str]) -> tuple[str, list[Writer]]:
    """The path of a new seminar with Dialog 1 open, and a writer in each of its rooms."""
    api = server.url + "/api/v1"
    with httpx.Client(base_url=api, headers=led, timeout=PATIENCE, verify=NO_TLS) as organiser:
        made = organiser.post("/seminars", json={"title": "Prøve", "language": "nb"}).json()
        roster = [{"number": number, "members": []} for number in range(1, rooms + 1)]
        path = f"/seminars/{made['id']}"
        opened = organiser.put(f"{path}/rooms", json=roster)
        assert opened.status_code == 200, opened.text
        dialogue = made["dialogues"][0]["id"]
        organiser.put(f"{path}/dialogues/{dialogue}/stage", json={"stage": "open"})
        return path, [_seat(organiser, made["code"], room) for room in opened.json()]


def _seat(client: httpx.Client, code: str, room: dict[str, Any]) -> Writer:
    taken = client.post("/seats", json={"code": code, "room": room["number"]}).json()
    headers = {"Authorization": f"Bearer {taken['seat_token']}"}
    board = client.get(f"/rooms/{room['id']}/board", headers=headers).json()
    return Writer(taken["seat_token"], room["id"], board["answers"][0]["id"])
