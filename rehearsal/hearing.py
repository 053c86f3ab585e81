"""What a room's sockets bring: each frame read once, each committed step compared once.

Everybody in a room is sent the same frames. So a follower needs no document of its own: it holds
what stands in the transcript at the version up to which it heard every frame without a gap.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from prosemirror.model import Node, Schema
from prosemirror.transform import Step
from prosemirror.utils import JSONDict

from rehearsal.text import applied

FRAMES_KEPT = 512
"""All in a room hear a frame within milliseconds; afterwards nobody asks for it again."""


class Differs(Exception):
    """Two participants were told different things about the same version."""


@dataclass(slots=True)
class Steps:
    """Committed steps of one document, from `start` to `version`."""

    document: str
    version: int
    steps: list[JSONDict]
    clients: list[str]
    sent: dict[str, float] = field(default_factory=dict)
    """client → when its steps were sent, for those that were sent from this process."""
    _made: list[Step] | None = None

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Steps":
        return cls(told["document"], told["version"], told["steps"], told["clients"])

    @property
    def start(self) -> int:
        return self.version - len(self.steps)

    def made(self, schema: Schema[Any, Any]) -> list[Step]:
        if self._made is None:
            self._made = [Step.from_json(schema, step) for step in self.steps]
        return self._made


@dataclass(slots=True)
class Frame:
    """One frame from the server; `steps` when it is of that type."""

    told: dict[str, Any]
    steps: Steps | None


class Transcript:
    """Every committed step of one document as it was told; the document is made when asked for."""

    def __init__(self, schema: Schema[Any, Any], version: int, doc: JSONDict) -> None:
        self._schema = schema
        self.version = version
        self._first = self._doc = Node.from_json(schema, doc)
        self._began = self._made = version
        self._heard: dict[int, bytes] = {}
        self._given: list[tuple[int, JSONDict]] = []

    def hear(self, told: Steps) -> None:
        """Add what is new; compare what was told before. Differs when they are not the same."""
        for at, pair in enumerate(zip(told.steps, told.clients, strict=True), told.start):
            line = json.dumps(pair, separators=(",", ":")).encode()
            if self._heard.setdefault(at, line) != line:
                raise Differs(f"{told.document} at {at}: {line!r} and {self._heard[at]!r}")
        while self.version in self._heard:
            self.version += 1

    def give(self, version: int, doc: JSONDict) -> None:
        """Somebody was given the document whole; `differences` compares it."""
        self._given.append((version, doc))

    def doc(self) -> Node:
        """The document at `version`."""
        self._doc = self._after(self._doc, self._made, self.version)
        self._made = self.version
        return self._doc

    def differences(self) -> list[str]:
        """Documents that somebody was given and that are not what the steps make."""
        return [
            f"given at {version}: {doc}"
            for version, doc in self._given
            if self._at(version) != Node.from_json(self._schema, doc).to_json()
        ]

    def _at(self, version: int) -> JSONDict:
        return self._after(self._first, self._began, version).to_json()

    def _after(self, doc: Node, start: int, end: int) -> Node:
        for at in range(start, end):
            step, _ = json.loads(self._heard[at])
            doc = applied(Step.from_json(self._schema, step), doc)
        return doc


class Air:
    """What is in the air in one room."""

    def __init__(self, schema: Schema[Any, Any], schema_number: int) -> None:
        self.schema, self.schema_number = schema, schema_number
        self.transcripts: dict[str, Transcript] = {}
        self.sent: dict[tuple[str, int, str], float] = {}
        """(document, version, client) → when these steps were sent."""
        self._frames: dict[bytes, Frame] = {}

    def frame(self, raw: bytes) -> Frame:
        """The frame, read when it is heard for the first time."""
        known = self._frames.get(raw)
        if known is None:
            known = self._frames[raw] = self._read(raw)
            if len(self._frames) > FRAMES_KEPT:
                del self._frames[next(iter(self._frames))]
        return known

    def learn(self, told: Sequence[dict[str, Any]]) -> None:
        """Take in the `answers` of `joined` or of changes: whole documents, or steps."""
        for one in told:
            transcript = self.transcripts.get(one["document"])
            if "steps" in one:
                self.hear(Steps.of(one))
            elif transcript is None:
                made = Transcript(self.schema, one["version"], one["doc"])
                self.transcripts[one["document"]] = made
            else:
                transcript.give(one["version"], one["doc"])

    def hear(self, steps: Steps) -> None:
        self.transcripts[steps.document].hear(steps)

    def _read(self, raw: bytes) -> Frame:
        told = json.loads(raw)
        if told.get("type") != "steps":
            return Frame(told, None)
        steps = Steps.of(told)
        steps.sent = self._senders(steps)
        self.hear(steps)
        return Frame(told, steps)

    def _senders(self, steps: Steps) -> dict[str, float]:
        """When the steps of each client in a frame were sent, where we sent them."""
        sent: dict[str, float] = {}
        for number, client in enumerate(steps.clients):
            when = self.sent.pop((steps.document, steps.start + number, client), None)
            if when is not None:
                sent[client] = when
        return sent
