"""The OpenAPI document as a client has it, and whether an answer is one that it describes."""

import copy
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import httpx2 as httpx
import jsonschema_rs

from app.main import build
from app.settings import Settings
from app.web import openapi

Json = dict[str, Any]
PROBLEM = "application/problem+json"
NOWHERE = {(404, "not_found"), (405, "not_allowed"), (413, "too_large")}
"""What an address gets that the document does not know, before any operation is found."""


class Untrue(AssertionError):
    """The server answered otherwise than its document says."""


@dataclass(frozen=True)
class Operation:
    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Described:
    def __init__(self, document: Json) -> None:
        self.document = document
        self._components = _closed(document["components"])
        self._validators: dict[str, Any] = {}

    @cached_property
    def operations(self) -> dict[Operation, Json]:
        return {
            Operation(method.upper(), path): operation
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        }

    @cached_property
    def _addresses(self) -> list[tuple[re.Pattern[str], str]]:
        """The ones without parameters first, as `summary` is no id."""
        paths = sorted(self.document["paths"], key=lambda path: path.count("{"))
        return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths]

    def found(self, method: str, path: str) -> Operation | None:
        for address, template in self._addresses:
            wanted = Operation(method, template)
            if wanted in self.operations and address.fullmatch(path):
                return wanted
        return None

    def problems(self, operation: Operation) -> set[tuple[int, str]]:
        """Every (status, type) that an operation may be refused with."""
        return {
            (int(status), kind)
            for status, answer in self.operations[operation]["responses"].items()
            for kind in self._types(answer)
        }

    def successes(self, operation: Operation) -> set[int]:
        return {int(each) for each in self.operations[operation]["responses"] if each[0] == "2"}

    def takes(self, operation: Operation, body: Any) -> bool:
        """Whether a body is one that the operation says it takes."""
        content = self.operations[operation]["requestBody"]["content"]["application/json"]
        whole = {**content["schema"], "components": self.document["components"]}
        return bool(jsonschema_rs.Draft202012Validator(whole).is_valid(body))

    def _types(self, answer: Json) -> list[str]:
        schema = answer.get("content", {}).get(PROBLEM, {}).get("schema", {})
        return [
            self._components["schemas"][each["$ref"].rsplit("/", 1)[1]]["properties"]["type"][
                "const"
            ]
            for each in schema.get("oneOf", [schema] if schema else [])
        ]

    def check(self, answer: httpx.Response) -> None:
        """Raise Untrue unless status, type, headers and body are as described, no field more."""
        request = answer.request
        path = request.url.path
        if not path.startswith("/api/") or request.method in ("HEAD", "OPTIONS"):
            return
        operation = self.found(request.method, path)
        if operation is None:
            known = (answer.status_code, json.loads(answer.read()).get("type"))
            if known not in NOWHERE:
                raise Untrue(f"{request.method} {path} is in no document: {known}")
            return
        described = self.operations[operation]["responses"].get(str(answer.status_code))
        if described is None:
            raise Untrue(f"{operation} answered {answer.status_code}: {answer.read()[:300]!r}")
        self._check_headers(operation, described, answer)
        self._check_body(operation, described, answer)

    def _check_headers(self, operation: Operation, described: Json, answer: httpx.Response) -> None:
        for name, header in described.get("headers", {}).items():
            if header.get("required") and name not in answer.headers:
                raise Untrue(f"{operation} {answer.status_code} has no {name}")

    def _check_body(self, operation: Operation, described: Json, answer: httpx.Response) -> None:
        content = described.get("content", {})
        kind = answer.headers.get("content-type", "")
        if not content:
            if answer.read():
                raise Untrue(f"{operation} {answer.status_code} has a body that nothing describes")
            return
        if kind not in content:
            raise Untrue(f"{operation} {answer.status_code} is {kind}, not {list(content)}")
        if "json" not in kind:
            return
        schema = content[kind]["schema"]
        value = json.loads(answer.read())
        for error in self._validator(schema).iter_errors(value):
            where = "/".join(map(str, error.instance_path))
            raise Untrue(f"{operation} {answer.status_code}, {where}: {error.message}")

    def _validator(self, schema: Json) -> Any:
        key = json.dumps(schema, sort_keys=True)
        if key not in self._validators:
            whole = {**_closed(schema), "components": self._components}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole)
        return self._validators[key]


def _closed(schema: Any) -> Any:
    """The same, taking no property that is not named: clients must bear more, tests need not."""
    schema = copy.deepcopy(schema)

    def close(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("properties"), dict) and part.get("type") == "object":
                part.setdefault("additionalProperties", False)
            for each in part.values():
                close(each)
        elif isinstance(part, list):
            for each in part:
                close(each)

    close(schema)
    return schema


_made: list[Described] = []


def described() -> Described:
    """The document of this code, made once."""
    if not _made:
        settings = Settings()
        _made.append(Described(openapi.document(build(settings), settings)))
    return _made[0]


def check(answer: httpx.Response) -> None:
    """Held against every answer of the API that any test of ours gets."""
    described().check(answer)
