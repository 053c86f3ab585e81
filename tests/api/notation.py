"""The small notation of docs/api.md, read: `{name, more?: [{id, …}]}`."""

import re
from dataclasses import dataclass, field
from typing import Any

FIELD = re.compile(r'"?(\w+)"?(\?)?\s*(?::\s*(.*))?', re.DOTALL)
BRACES = {"{": "}", "[": "]"}


@dataclass
class Shape:
    """Names, whether each may be left out, and the shapes that are told of within."""

    fields: dict[str, bool] = field(default_factory=dict)
    within: dict[str, "Shape"] = field(default_factory=dict)

    def join(self, other: "Shape") -> "Shape":
        """What is in one of two alternatives only may be left out."""
        both = self.fields.keys() & other.fields.keys()
        every = {**self.fields, **other.fields}
        fields = {name: name not in both or every[name] for name in every}
        return Shape(fields, {**self.within, **other.within})


def shapes(text: str) -> list[Shape]:
    """Every `{…}` that stands outermost in a text."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == "{":
            start = at if depth == 0 else start
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                found.append(_shape(text[start + 1 : at]))
    return found


def one(found: list[Shape]) -> Shape:
    first, *more = found
    for each in more:
        first = first.join(each)
    return first


def _shape(inner: str) -> Shape:
    made = Shape()
    for part in _parts(inner):
        read = FIELD.fullmatch(part.strip())
        if read is None:  # `…`, or a value that stands for all of its kind
            continue
        name, optional, kind = read.groups()
        made.fields[name] = optional is not None
        if kind and "{" in kind:
            made.within[name] = one(shapes(kind))
    return made


def _parts(inner: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(inner):
        depth += (sign in "{[") - (sign in "}]")
        if sign == "," and depth == 0:
            parts.append(inner[start:at])
            start = at + 1
    return [*parts, inner[start:]]


def of_schema(schema: Any, schemas: dict[str, Any], above: frozenset[str] = frozenset()) -> Shape:
    """The same of a schema: of what it refers to, of a list's items, of what is not null. What
    holds itself is told of elsewhere."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return Shape() if name in above else of_schema(schemas[name], schemas, above | {name})
    if schema.get("type") == "array":
        return of_schema(schema.get("items", {}), schemas, above)
    for each in schema.get("anyOf", ()):
        if each.get("type") != "null":
            return of_schema(each, schemas, above)
    required, properties = schema.get("required", ()), schema.get("properties", {})
    made = Shape({name: name not in required for name in properties})
    for name, each in properties.items():
        within = of_schema(each, schemas, above)
        if within.fields:
            made.within[name] = within
    return made


def differences(told: Shape, is_: Shape, where: str = "") -> list[str]:
    """Where a shape is told otherwise than it is: names always, what may be left out, and within as
    far as it is told."""
    found = [f"{where}{name} is not told" for name in is_.fields.keys() - told.fields.keys()]
    found += [f"{where}{name} is not there" for name in told.fields.keys() - is_.fields.keys()]
    found += [
        f"{where}{name} may {'' if optional else 'not '}be left out"
        for name, optional in is_.fields.items()
        if name in told.fields and told.fields[name] != optional
    ]
    for name, each in told.within.items():
        found += differences(each, is_.within.get(name, Shape()), f"{where}{name}.")
    return found
