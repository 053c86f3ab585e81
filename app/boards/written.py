"""Messages and steps as they come, over socket or HTTP, made into types before anything is done."""

import re
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
from app.refusals import N_, Invalid, Refusal

T = TypeVar("T")
_LACKS = re.compile("missing required field `(.+)`")
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
    except (RefusedSteps, Invalid) as refusal:
        raise Malformed(_answer(text, refusal)) from None


def written(body: bytes) -> Written:
    """The body of a request that brings steps. Raises RefusedSteps, or Invalid for what is around
    them, and for what is no JSON at all."""
    try:
        return _checked(body, frames.written)
    except RefusedSteps as refusal:
        if refusal.reason == "malformed":  # the steps themselves are looked at later
            raise Invalid(("body", refusal.detail)) from None
        raise


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
    except _UNREADABLE:
        message = parse_message(data)  # in which 1.0 is a whole number, as it is to JSON
    try:
        return msgspec.convert(message, decoder.type)
    except msgspec.ValidationError as error:
        raise _wrong(error) from None


def _wrong(error: msgspec.ValidationError) -> Invalid:
    said, _, place = str(error).partition(" - at `$")
    lacks = _LACKS.search(said)
    return Invalid((lacks.group(1) if lacks else place.strip(".`"), said))


def _answer(text: str, refusal: Refusal) -> Refused | None:
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
