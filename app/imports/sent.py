"""What the form of an import holds, however a browser or a program sends it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

from app.imports.reading import LARGEST_FILE
from app.imports.source import TooMuch
from app.people.idempotency import ClientId
from app.refusals import Invalid, NotAForm
from app.rosters.letters import decode
from app.wording import clean

DEFAULT_PRESET = "dialog-1-2"
LONGEST_ROSTER = 1_000_000
LONGEST_TITLE = 300
_client_id = TypeAdapter(ClientId)


@dataclass(frozen=True)
class Sent:
    data: bytes
    name: str
    roster: str
    preset: str
    title: str
    language: str
    client_id: str | None

    @property
    def content(self) -> dict[str, Any]:
        """What was sent, by which a repetition is known."""
        kept = {name: value for name, value in vars(self).items() if name != "client_id"}
        return {**kept, "data": hashlib.sha256(self.data).hexdigest()}

    def titled(self, found: str) -> str:
        """As whoever sent it calls it, else as it calls itself, else as its file is called."""
        return (self.title or found or _stem(self.name))[:LONGEST_TITLE]


async def form_of(request: Request) -> FormData:
    """Raises NotAForm for any other body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise NotAForm
    try:
        return await request.form(max_files=3, max_fields=20, max_part_size=LONGEST_ROSTER)
    except MultiPartException:
        raise NotAForm from None


async def sent_in(form: FormData) -> Sent:
    """Raises Invalid or TooMuch."""
    data, name = await _file(form)
    return Sent(
        data,
        name,
        await _text(form, "roster"),
        await _text(form, "preset") or DEFAULT_PRESET,
        clean(await _text(form, "title")),
        await _text(form, "language"),
        _named(form),
    )


def _named(form: FormData) -> str | None:
    value = form.get("client_id")
    try:
        return None if value is None else _client_id.validate_python(value)
    except ValidationError:
        raise Invalid(("client_id", "from 1 to 64 characters")) from None


async def _file(form: FormData) -> tuple[bytes, str]:
    """The bytes and the name of what was sent; a field of text does as well."""
    file: Any = form.get("file")
    if isinstance(file, UploadFile) and (file.filename or file.size):
        data = await file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise TooMuch
        return data, file.filename or ""
    text = file if isinstance(file, str) and file.strip() else await _text(form, "text")
    if not text.strip():
        raise Invalid(("file", "a file, or a text"))
    return text.encode("utf-8", "replace"), ""


async def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if isinstance(value, UploadFile):
        return decode(await value.read(LONGEST_ROSTER))[0]
    return value.strip() if isinstance(value, str) else ""


def _stem(name: str) -> str:
    """What a file is called, without its folder and its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return clean(last.rpartition(".")[0].replace("_", " ") or last) or "Import"
