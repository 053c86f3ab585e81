"""One participant's hand on one document: steps go out when those before are answered."""

import asyncio
import secrets
import time
from typing import TYPE_CHECKING, Any

from prosemirror.model import Node
from prosemirror.transform import Step
from prosemirror.utils import JSONDict

from rehearsal.hearing import Steps
from rehearsal.text import Copy

if TYPE_CHECKING:
    from rehearsal.participant import Participant


PATIENCE = 60.0
"""Seconds."""


class Pen:
    """Everything it writes is kept until the server has it; `dry()` waits for that.

    When the dialogue has closed, `closed` is the server's problem document; what was not taken
    stays in `copy.unconfirmed`.
    """

    def __init__(self, hand: "Participant", document: str, doc: Node, version: int) -> None:
        self.document = document
        self.copy = Copy(doc, version, secrets.token_urlsafe(9))
        self.closed: dict[str, Any] | None = None
        self.lost: list[Step] = []
        """Steps of ours whose place somebody deleted."""
        self._hand = hand
        self._flying: str | None = None
        self._sent_at = 0.0
        self._sent = (document, version, self.copy.client)
        self._dry = asyncio.Event()
        self._dry.set()
        self._news = asyncio.Event()

    def do(self, step: Step) -> None:
        """Write here at once, and send when it is our turn."""
        self.copy.step(step)
        self._dry.clear()
        self.flush()

    async def dry(self) -> None:
        """Wait until all is taken or refused; TimeoutError when the server keeps us waiting."""
        begin = time.perf_counter()
        async with asyncio.timeout(self._hand.patience):
            await self._dry.wait()
        self._hand.figures.dry.append(time.perf_counter() - begin)

    async def news(self) -> None:
        """Wait until committed steps come."""
        self._news.clear()
        await self._news.wait()

    def flush(self) -> None:
        """Send what waits, unless something is under way, nobody listens or it is too early."""
        if not self.copy.unconfirmed or self.closed:
            self._dry.set()
        elif self._flying is None and self._hand.may_send(self):
            self._send()

    def _send(self) -> None:
        steps = self.copy.sendable()
        self._flying = secrets.token_urlsafe(6)
        self._sent_at = time.perf_counter()
        self._sent = (self.document, self.copy.version, self.copy.client)
        self._hand.air.sent[self._sent] = self._sent_at
        self._hand.figures.counts["messages"] += 1
        self._hand.figures.counts["steps sent"] += len(steps)
        self._hand.send_steps(
            {
                "type": "steps",
                "id": self._flying,
                "document": self.document,
                "version": self.copy.version,
                "client": self.copy.client,
                "steps": steps,
                "schema": self._hand.air.schema_number,
            }
        )

    def told(self, steps: Steps) -> None:
        """Committed steps have come, our own among them."""
        made = steps.made(self._hand.air.schema)
        self.lost += self.copy.receive(steps.version, made, steps.clients)
        self._news.set()

    def answered(self, told: dict[str, Any]) -> None:
        """`taken`, `stale` or `refused`; an answer to something older than now is no answer."""
        if told.get("id") != self._flying:
            return
        self._flying = None
        figures = self._hand.figures
        figures.counts[told["type"]] += 1
        match told["type"]:
            case "taken":
                figures.saved.append(time.perf_counter() - self._sent_at)
                self.copy.taken(told["version"])
            case "stale":
                self._hand.air.sent.pop(self._sent, None)
                _, start, _ = self._sent
                version = start + len(told["steps"])
                steps = Steps(self.document, version, told["steps"], told["clients"])
                self._hand.air.hear(steps)
                self.told(steps)
            case _:
                self._refused(told["problem"])
        self.flush()

    def disconnected(self) -> None:
        """No answer will come; the same steps go out again, under the same client and version."""
        self._flying = None

    def renewed(self, doc: JSONDict, version: int) -> None:
        """The document as a whole. What waits needs the steps between, which `stale` brings."""
        if self.copy.unconfirmed or version <= self.copy.version:
            return
        if self.copy.spots:
            self._hand.figures.problem(f"{self.document}: no steps for a document in use")
        self.copy.doc = Node.from_json(self._hand.air.schema, doc)
        self.copy.version = version

    def _refused(self, problem: dict[str, Any]) -> None:
        self.closed = problem
        if problem.get("type") != "closed":
            self._hand.figures.problem(f"steps refused: {problem}")
