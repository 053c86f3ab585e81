"""The OpenAPI document: FastAPI's own, made true. FastAPI knows parameters, bodies and answers by
their types; here comes how each call may be refused, who may call, and what is read by hand."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, cast, get_type_hints

import msgspec
from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from pydantic import TypeAdapter
from typing_extensions import is_typeddict

from app.people.identity import caller, cookie_name, doors_of, visit
from app.refusals import (
    Foreign,
    Invalid,
    NoMark,
    NotFound,
    NotJson,
    NotSaved,
    NotSignedIn,
    Refusal,
    TooFast,
    TooLarge,
)
from app.runtime import Application, runtime
from app.settings import Settings
from app.web.api import PREFIX, operation_of
from app.web.errors import PROBLEM
from app.web.guard import SAFE_METHODS

router = APIRouter()
Json = dict[str, Any]
SCHEMAS = "#/components/schemas/"
HEADERS: dict[type[Refusal], Json] = {
    TooFast: {"Retry-After": {"required": True, "schema": {"type": "string"}}},
    NotSignedIn: {"WWW-Authenticate": {"required": True, "schema": {"const": "Bearer"}}},
}
ABOUT = """The JSON API of Samtavle. `docs/api.md` tells what no schema can: order, versions, the
socket."""


@router.get(PREFIX + "/openapi.json", tags=["about"])
async def show(request: Request) -> Json:
    """This document."""
    app = cast("Application", request.app)
    app.openapi_schema = app.openapi_schema or document(app, runtime(request)[Settings])
    return app.openapi_schema


def document(app: Application, settings: Settings) -> Json:
    made = get_openapi(
        title=app.title,
        version="1",
        description=ABOUT,
        routes=app.routes,
        separate_input_output_schemas=False,
    )
    schemas: Json = made["components"]["schemas"]
    for each in ("HTTPValidationError", "ValidationError"):
        schemas.pop(each, None)
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute) and route.include_in_schema:
            for method in route.methods or ():
                operation = made["paths"][route.path_format][method.lower()]
                _complete(operation, route, method, schemas)
    made["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": cookie_name(settings)},
        "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"},
    }
    return made


def _complete(operation: Json, route: RouteContext, method: str, schemas: Json) -> None:
    assert route.endpoint
    told = operation_of(route.endpoint)
    doors = doors_of(route.dependant)
    reads = method in SAFE_METHODS
    if told.takes:
        body = {"application/json": {"schema": _struct(told.takes, schemas)}}
        operation["requestBody"] = {"required": True, "content": body}
    if told.gives:
        given = {"application/json": {"schema": _struct(told.gives, schemas)}}
        operation["responses"]["200"]["content"] = given
    operation["security"] = _security(doors, reads=reads)
    operation["responses"].pop("422", None)
    refusals = {*told.refusals, *_everywhere(operation, route, doors, reads=reads)}
    operation["responses"] |= _problems(refusals, schemas)


def _security(doors: set[Any], *, reads: bool) -> list[Json]:
    """A key, where one is needed; where anybody may ask, none is the first choice."""
    if visit not in doors:
        return []
    keys: list[Json] = [{"bearer": []}, {"cookie": []} if reads else {"cookie": [], "csrf": []}]
    return keys if caller in doors else [{}, *keys]


def _everywhere(
    operation: Json, route: RouteContext, doors: set[Any], *, reads: bool
) -> Iterator[type[Refusal]]:
    """What calls of this kind may be refused for, whatever they are about."""
    if visit in doors:
        yield NotSignedIn
        if not reads:
            yield from (Foreign, NoMark, TooFast)
            if route.endpoint and operation_of(route.endpoint).stores:
                yield NotSaved
    if "{" in (route.path_format or ""):
        yield NotFound
    if not reads:  # also where none is wanted
        yield TooLarge
        if "multipart/form-data" not in operation.get("requestBody", {}).get("content", ()):
            yield NotJson
    typed = [each for each in operation.get("parameters", ()) if _is_typed(each["schema"])]
    if typed or "requestBody" in operation:
        yield Invalid


def _is_typed(schema: Json) -> bool:
    """Whether some words would be wrong: what comes is words."""
    words = {"type", "title", "description"}
    choices = schema.get("anyOf", [schema])
    return not any(each.get("type") == "string" and each.keys() <= words for each in choices)


def _problems(refusals: Iterable[type[Refusal]], schemas: Json) -> Json:
    """Responses by status; each lists the types that there may be."""
    ordered = sorted(
        set(map(_naming_class, refusals)), key=lambda each: (each.status, each.__name__)
    )
    return {
        str(status): _problem(list(kinds), schemas)
        for status, kinds in groupby(ordered, key=lambda each: each.status)
    }


def _naming_class(kind: type[Refusal]) -> type[Refusal]:
    """The class that names the type, or the facts: those below only say it in other words."""
    while not {"type", "facts"} & vars(kind).keys() and kind.__mro__[1] is not Refusal:
        kind = kind.__mro__[1]
    return kind


def _problem(kinds: list[type[Refusal]], schemas: Json) -> Json:
    for kind in kinds:
        schemas.setdefault(kind.__name__, _schema(kind, schemas))
    refs = [{"$ref": SCHEMAS + kind.__name__} for kind in kinds]
    content = {PROBLEM: {"schema": refs[0] if len(refs) == 1 else {"oneOf": refs}}}
    headers = {name: each for kind in kinds for name, each in HEADERS.get(kind, {}).items()}
    said = ", ".join(f"`{kind.type}`" for kind in kinds)
    return {"description": said, "content": content} | ({"headers": headers} if headers else {})


def _schema(kind: type[Refusal], schemas: Json) -> Json:
    facts = get_type_hints(kind.facts)["return"]
    more: Json = _typed(facts, schemas) if is_typeddict(facts) else {}
    known = {"type": {"const": kind.type}, "status": {"const": kind.status}}
    sentences = {"title": {"type": "string"}, "detail": {"type": "string"}}
    return {
        "type": "object",
        "description": (kind.__doc__ or "").split("\n\n")[0],
        "properties": {**known, **sentences, **more.get("properties", {})},
        "required": ["type", "title", "status", "detail", *more.get("required", [])],
    }


def _typed(shape: Any, schemas: Json) -> Json:
    made = TypeAdapter(shape).json_schema(mode="serialization", ref_template=SCHEMAS + "{model}")
    for name, schema in made.pop("$defs", {}).items():
        schemas.setdefault(name, schema)
    return made


def _struct(kind: type, schemas: Json) -> Json:
    (found,), more = msgspec.json.schema_components([kind], ref_template=SCHEMAS + "{name}")
    for name, schema in more.items():
        schemas.setdefault(name, schema)
    return found
