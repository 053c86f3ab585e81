"""A participant whose proxy lets no socket through: the same steps and changes over HTTP."""

import asyncio
from typing import Any

from rehearsal.api import Problem
from rehearsal.participant import Participant

EVERY = 2.0
"""Seconds between two questions for changes, as docs/api.md has it."""


class Poller(Participant):
    """Takes part by POST and GET alone."""

    _asking: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        board = await self.api.get(f"/rooms/{self.room}/board")
        self._epoch, self._room_version = board["epoch"], board["version"]
        documents = [doc for answer in board["answers"] for doc in documents_of(answer)]
        self.air.learn(documents)
        self.versions = {document["document"]: document["version"] for document in documents}
        self._joined.set()
        self._asking = asyncio.create_task(self._ask_on())

    async def leave(self) -> None:
        if self._asking:
            self._asking.cancel()

    def drop(self) -> None:
        """Without a socket there is nothing to lose."""

    async def come_back(self) -> None:
        await self.catch_up()

    async def catch_up(self) -> None:
        """Ask once for what has changed."""
        params: dict[str, str | int] = {"since": self._room_version, "epoch": self._epoch or ""}
        told = await self.api.get(f"/rooms/{self.room}/changes", **params)
        self.figures.counts["asked for changes"] += 1
        if told.get("resync"):
            self.figures.problem(f"told to resync: {told}")
            return
        self.air.learn(told["documents"])
        for one in told["documents"]:
            self._document(one)
        self._room_version = told["version"]

    def send_steps(self, message: dict[str, Any]) -> None:
        self._sending = asyncio.create_task(self._post(message))

    def point(self, pen: object, pos: int) -> None:
        """Cursors go by socket only."""

    async def _ask_on(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self.catch_up()

    async def _post(self, message: dict[str, Any]) -> None:
        """Send steps, and turn the answer into what a socket would have said."""
        told = {"id": message["id"], "document": message["document"]}
        body = {key: message[key] for key in ("version", "client", "steps", "schema")}
        try:
            taken = await self.api.post(f"/answers/{message['document']}/steps", body)
            told |= {"type": "taken", "version": taken["version"]}
        except Problem as problem:
            if problem.type == "stale":
                told |= problem.document | {"type": "stale"}
            else:
                told |= {"type": "refused", "problem": problem.document}
        self.pens[message["document"]].answered(told)


def documents_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The two documents of an answer of the board, each as `{document, version, doc}`."""
    places = {answer["id"]: answer, f"{answer['id']}/summary": answer["summary"]}
    return [
        {"document": name, "version": text["version"], "doc": text["doc"]}
        for name, text in places.items()
    ]
