"""One person in a room: a seat, a socket, and what it has heard there."""

import asyncio
import time
from typing import Any, Self

from rehearsal.api import Api
from rehearsal.figures import Figures
from rehearsal.hearing import Air, Differs, Steps
from rehearsal.pen import PATIENCE, Pen
from rehearsal.socket import Socket
from rehearsal.text import Gap

BETWEEN_MESSAGES = 0.03
"""Seconds; below the allowance of 40 messages a second, as a browser gathers keystrokes."""
COME_BACK = {1001, 1005, 1006, 1012, 1013}
"""Close codes after which docs/api.md tells a client to come back."""


class Participant:
    """Follows the room; writes with the pens that it takes up."""

    def __init__(self, api: Api, room: str, seat: str, air: Air, figures: Figures) -> None:
        self.api, self.room, self.seat = api, room, seat
        self.air, self.figures = air, figures
        self.versions: dict[str, int] = {}
        self.stages: dict[str, str] = {}
        self.pens: dict[str, Pen] = {}
        self.patience = PATIENCE
        self._room_version = 0
        self._epoch: str | None = None
        self._socket: Socket | None = None
        self._joined = asyncio.Event()
        self._free_at = 0.0
        self._leaving = False
        self._early: list[tuple[Steps, float]] | None = []
        """Frames between joining and `joined`: what the answer holds is decided among them."""
        self._coming: asyncio.Task[None] | None = None

    @classmethod
    async def arrive(cls, api: Api, seat: dict[str, Any], air: Air, figures: Figures) -> Self:
        """Take a seat, without an account, as `POST /seats` gives it, and open the socket."""
        taken = await api.post("/seats", seat)
        bearer = api.for_bearer(taken["seat_token"])
        self = cls(bearer, taken["room_id"], taken["seat_id"], air, figures)
        await self.connect()
        return self

    async def connect(self) -> None:
        """Open a socket and join; what was missed is here when this returns."""
        self._joined.clear()
        self._socket = Socket(self._heard, self._ended)
        await self._socket.open(self.api.live, headers=self.api.headers)
        async with asyncio.timeout(30):
            await self._joined.wait()

    @property
    def connected(self) -> bool:
        """Whether it has joined, and been told what it missed."""
        return self._joined.is_set()

    async def leave(self) -> None:
        self._leaving = True
        if self._socket:
            self._socket.close()

    def pen(self, document: str) -> Pen:
        """The pen for a document; the same one each time, unless the dialogue was closed on it."""
        if document not in self.pens or self.pens[document].closed:
            known = self.air.transcripts[document]
            self.pens[document] = Pen(self, document, known.doc(), known.version)
        return self.pens[document]

    def drop(self) -> None:
        """Lose the connection without a word; `connect` comes back."""
        self._joined.clear()
        if self._socket:
            self.figures.counts["dropped"] += 1
            self._leaving = True
            self._socket.drop()

    async def come_back(self) -> None:
        self._leaving = False
        await self.connect()
        self.figures.counts["came back"] += 1

    def may_send(self, pen: Pen) -> bool:
        """Whether a message may go now; when it is only too early, the pen is called later."""
        if not self._joined.is_set():
            return False
        early = self._free_at - time.perf_counter()
        if early > 0:
            asyncio.get_running_loop().call_later(early, pen.flush)
            return False
        self._free_at = time.perf_counter() + BETWEEN_MESSAGES
        return True

    def send_steps(self, message: dict[str, Any]) -> None:
        if self._socket:
            self._socket.send(message)

    def point(self, pen: Pen, pos: int) -> None:
        """Show the others where the cursor stands."""
        if self._socket and self._joined.is_set():
            place = {"version": pen.copy.version, "anchor": pos, "head": pos}
            self._socket.send({"type": "caret", "document": pen.document, **place})

    def _heard(self, raw: bytes, at: float) -> None:
        try:
            frame = self.air.frame(raw)
            if frame.steps:
                self._steps(frame.steps, at)
            self._room_version = max(self._room_version, frame.told.get("room_version", 0))
            self._told(frame.told, at)
        except (Differs, Gap, KeyError, ValueError) as error:
            self.figures.problem(f"{type(error).__name__} {error} at {raw[:300]!r}")

    def _told(self, told: dict[str, Any], at: float) -> None:
        kind = told["type"]
        self.figures.counts[f"heard {kind}"] += 1
        match kind:
            case "hello":
                self._epoch = self._epoch or told["epoch"]
                self._join()
            case "joined":
                self._caught_up(told)
            case "taken" | "stale" | "refused" if told.get("document") in self.pens:
                self.pens[told["document"]].answered(told)
            case "stage":
                self._stage(told, at)
            case "beat":
                if told.get("missed") or told["versions"].get(self.room, 0) > self._room_version:
                    self._join()
            case "refused" | "left":
                self.figures.problem(f"told {told}")

    def _steps(self, steps: Steps, at: float) -> None:
        """The next steps of a document; what is older is known, a gap must not be."""
        if self._early is not None:
            self._early.append((steps, at))
            return
        have = self.versions[steps.document]
        if steps.version <= have:
            return
        if steps.start > have:
            self.figures.problem(f"{steps.document}: at {have}, told of {steps.start}")
            self._join()
            return
        self.versions[steps.document] = steps.version
        pen = self.pens.get(steps.document)
        for client, sent in steps.sent.items():
            if not pen or pen.copy.client != client:
                self.figures.other_screen.append(at - sent)
        if pen:
            pen.told(steps)

    def _stage(self, told: dict[str, Any], at: float) -> None:
        asked = self.figures.asked.get((told["dialogue"], told["stage"]))
        if asked and self.stages.get(told["dialogue"]) != told["stage"]:
            self.figures.stage.append(at - asked)
        self.stages[told["dialogue"]] = told["stage"]

    def _join(self) -> None:
        message: dict[str, Any] = {"type": "join", "room": self.room, "language": "nb"}
        if self.versions:
            message |= {"since": self._room_version, "epoch": self._epoch}
            message["documents"] = self.versions
        if self._socket:
            self._early = []
            self._socket.send(message)

    def _caught_up(self, told: dict[str, Any]) -> None:
        if told.get("resync"):
            self.figures.problem(f"told to resync: {told}")
            self.versions.clear()
            self._join()
            return
        self.air.learn(told["documents"])
        for one in told["documents"]:
            self._document(one)
        self._room_version = max(self._room_version, told["version"])
        self.stages = {one["dialogue"]: one["stage"] for one in told["stages"]}
        early, self._early = self._early or [], None
        for steps, at in early:
            self._steps(steps, at)
        self._joined.set()
        for pen in self.pens.values():
            pen.flush()

    def _document(self, one: dict[str, Any]) -> None:
        self.versions[one["document"]] = max(one["version"], self.versions.get(one["document"], 0))
        pen = self.pens.get(one["document"])
        if pen and "steps" in one:
            pen.told(Steps.of(one))
        elif pen:
            pen.renewed(one["doc"], one["version"])

    def _ended(self, code: int) -> None:
        self._joined.clear()
        for pen in self.pens.values():
            pen.disconnected()
        if self._leaving:
            return
        self.figures.problem(f"the server ended a socket with {code}")
        if code in COME_BACK:
            self._coming = asyncio.create_task(self.come_back())
