"""What a press did where no script runs: told once, with the way back, on the page it leads to."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from app.runtime import runtime
from app.settings import Settings

COOKIE = "samtavle-told-once"
SECONDS = 60
LONGEST = 3_500  # of a cookie, with its name and attributes, a browser keeps 4096 bytes


class ToldOnce(NamedTuple):
    text: str
    undo: str | None = None
    sealed: str = ""


def tell(request: Request, answer: Response, told: ToldOnce) -> None:
    """A way back that is too long for a cookie is left out."""
    packed = _packed(told)
    if len(packed) > LONGEST:
        packed = _packed(ToldOnce(told.text))
    secure = runtime(request)[Settings].secure
    answer.set_cookie(COOKIE, packed, SECONDS, httponly=True, samesite="lax", secure=secure)


def _packed(told: ToldOnce) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).decode()


def told_once(request: Request) -> ToldOnce | None:
    """What is to be told now. A cookie can be written by others, so a way back is one of ours."""
    try:
        told = json.loads(urlsafe_b64decode(request.cookies.get(COOKIE, "")))
    except ValueError:
        return None
    match told:
        case [str(text), str(undo), str(sealed)] if undo.startswith(("/rooms/", "/seminars/")):
            return ToldOnce(text, undo, sealed)
        case [str(text), *_]:
            return ToldOnce(text)
    return None


def forget(answer: Response) -> None:
    answer.delete_cookie(COOKIE)
