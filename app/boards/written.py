"""Messages and steps as they come, over socket or HTTP, made into types before anything is done."""

from dataclasses import dataclass
from typing import TypeVar

import msgspec
from msgspec.json import Decoder
from typing_extensions import TypedDict

from app.boards.document_cache import Key
from app.boards.models import document_key
from app.documents.content import RefusedSteps
from app.documents.letters import parse_letters
from app.documents.parsing import parse_message, parse_steps
from app.documents.schema import MAX_BYTES, SCHEMA_NUMBER
from app.documents.taking import Steps
from app.live import frames
from app.live.frames import Heard, Refused, Written
from app.live.socket import Malformed
from app.people.access import Asker
from app.refusals import N_, Refusal

T = TypeVar("T")
_UNREADABLE = (msgspec.MsgspecError, RecursionError, UnicodeError)


class OutdatedSchema(Refusal):
    """The client's schema is not the server's: opening the text with it could lose content."""

    type = "outdated_schema"
    status = 409
    title = N_("This page is older than the server. Your text is kept; load the page again.")


class RestoredFacts(TypedDict):
    epoch: str


class Restored(Refusal):
    """The version is of before the server was restored from a copy: the same number may stand for
    another text now."""

    type = "restored"
    status = 409
    title = N_("The server was restored from a copy. Your text is kept; read the board again.")

    def __init__(self, epoch: str) -> None:
        super().__init__(epoch)
        self.epoch = epoch

    def facts(self) -> RestoredFacts:
        return {"epoch": self.epoch}


@dataclass(frozen=True)
class Sent:
    """Somebody's steps for a document, which start from `version`; none of them applied yet."""

    asker: Asker
    document: str
    key: Key
    version: int
    client: str
    steps: Steps


def hear(text: str) -> Heard:
    """A frame of the socket. Raises Malformed, with an answer for who sent steps."""
    try:
        return _checked(text.encode(), frames.heard)
    except RefusedSteps as refusal:
        raise Malformed(_answer(text, refusal)) from None


def written(body: bytes) -> Written:
    """The body of a request that brings steps. Raises RefusedSteps."""
    return _checked(body, frames.written)


def sent(asker: Asker, document: str, message: Written, epoch: str) -> Sent:
    """Raises NotFound, OutdatedSchema, Restored, or RefusedSteps."""
    key = document_key(document)
    if message.schema not in (None, SCHEMA_NUMBER):
        raise OutdatedSchema
    if message.epoch not in (None, epoch):
        raise Restored(epoch)
    steps = parse_letters(message.steps) or parse_steps(message.steps)
    return Sent(asker, document, key, message.version, message.client, steps)


def _checked(data: bytes, decoder: Decoder[T]) -> T:
    if len(data) > MAX_BYTES:
        raise RefusedSteps("too_long", f"{len(data)} of {MAX_BYTES} bytes")
    if b"\\u0000" in data:
        parse_message(data)  # says what is wrong with it, if that was no backslash of the text's
    try:
        return decoder.decode(data)
    except _UNREADABLE as error:
        parse_message(data)
        raise RefusedSteps("malformed", f"{error!s:.200}") from None


def _answer(text: str, refusal: RefusedSteps) -> Refused | None:
    """Whoever sent steps waits for an answer under their id."""
    try:
        message = parse_message(text)
    except RefusedSteps:
        return None
    if not isinstance(message, dict) or message.get("type") != "steps":
        return None
    document = message.get("document")
    if not isinstance(document, str):
        return None
    problem = {"type": refusal.type, **refusal.facts()}
    return Refused(id=message.get("id"), document=document, problem=problem)
