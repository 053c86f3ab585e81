"""What a press did where no script runs: told once, with the way back, on the page it leads to."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from app.runtime import runtime
from app.settings import Settings

COOKIE = "samtavle-flash"
UNDO = re.compile(r"/(?:rooms|seminars)/[a-z0-9/-]+/undo")
SECONDS = 60
LONGEST = 3_500  # of a cookie, with its name and attributes, a browser keeps 4096 bytes


class Flash(NamedTuple):
    text: str
    undo: str | None = None
    sealed: str = ""


def set_flash(request: Request, answer: Response, flash: Flash) -> None:
    """A way back that is too long for a cookie is left out."""
    packed = _packed(flash)
    if len(packed) > LONGEST:
        packed = _packed(Flash(flash.text))
    secure = runtime(request)[Settings].secure
    answer.set_cookie(COOKIE, packed, SECONDS, httponly=True, samesite="lax", secure=secure)


def _packed(flash: Flash) -> str:
    return urlsafe_b64encode(json.dumps(flash).encode()).decode()


def read_flash(request: Request) -> Flash | None:
    """What is to be told now. A cookie can be written by others, so a way back leads to nothing but
    an undo of ours."""
    try:
        told = json.loads(urlsafe_b64decode(request.cookies.get(COOKIE, "")))
    except ValueError:
        return None
    match told:
        case [str(text), str(undo), str(sealed)] if UNDO.fullmatch(undo):
            return Flash(text, undo, sealed)
        case [str(text), *_]:
            return Flash(text)
    return None


def clear_flash(answer: Response) -> None:
    answer.delete_cookie(COOKIE)
