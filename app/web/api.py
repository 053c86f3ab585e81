"""What every route of the JSON API shares: its prefix, its bodies, and what is told of it."""

import json
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError

from app.refusals import NotJson, Refusal

PREFIX = "/api/v1"
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


@dataclass(frozen=True)
class Operation:
    """What the signature of an endpoint does not say: how it may refuse, besides what every call
    may be refused for, and the message types of what it reads and answers by itself."""

    refusals: tuple[type[Refusal], ...] = ()
    takes: type | None = None
    gives: type | None = None
    stores: bool = True
    """Whether a call that is no `GET` writes anything."""


def operation(
    *refusals: type[Refusal],
    takes: type | None = None,
    gives: type | None = None,
    stores: bool = True,
) -> Callable[[Endpoint], Endpoint]:
    """Tell of an endpoint what the OpenAPI document shall say; `operation_of` finds it again."""

    def keep(endpoint: Endpoint) -> Endpoint:
        vars(endpoint)["operation"] = Operation(refusals, takes, gives, stores)
        return endpoint

    return keep


def operation_of(endpoint: Callable[..., Any]) -> Operation:
    found = vars(endpoint).get("operation")
    return found if isinstance(found, Operation) else Operation()


def api_router(tag: str, prefix: str = "") -> APIRouter:
    checks = [Depends(takes_json), Depends(as_described)]
    return APIRouter(prefix=PREFIX + prefix, tags=[tag], dependencies=checks)


async def takes_json(request: Request) -> None:
    """Raise NotJson for a body that does not say it is JSON: to guess would be to take a form that
    another site had a browser send."""
    length = request.headers.get("content-length", "0")
    if length == "0" and "transfer-encoding" not in request.headers:
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (
        kind.startswith("application/") and kind.endswith("+json")
    ):
        raise NotJson


async def as_described(request: Request) -> None:
    """Raise for values of another type than OpenAPI tells: FastAPI, which reads forms too, would
    take "no" for false and 5 for a moment in 1970."""
    field, body = request.scope["route"].body_field, await request.body()
    if field is None or not body:
        return
    # Half an emoji is cleaned away later; here it would pass for no JSON at all.
    sent = json.dumps(json.loads(body, parse_float=_number), ensure_ascii=False)
    try:
        _reader(field.field_info.annotation).validate_json(
            sent.encode("utf-8", "replace"), strict=True
        )
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        wrong = [{**each, "loc": ("body", *each["loc"])} for each in found]
        raise RequestValidationError(wrong) from error


def _number(written: str) -> float:
    """JSON has one kind of number, so 1.0 is as whole as 1."""
    number = float(written)
    return int(number) if number.is_integer() else number


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def one_of(*choices: list[str], beside: Set[str] = frozenset()) -> dict[str, Any]:
    """A schema that wants the fields of one choice, and none of another's; those `beside`
    them do no harm."""
    every = {name for choice in choices for name in choice} - beside
    return {
        "oneOf": [
            {"required": choice, "properties": dict.fromkeys(sorted(every - {*choice}), False)}
            for choice in choices
        ]
    }
