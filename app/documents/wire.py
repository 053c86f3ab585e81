"""A document as JSON, as a type. What may stand in which, schema.json says."""

from typing import Annotated, Any, Literal, NotRequired, cast

from prosemirror.model import Node
from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict


class MarkOut(TypedDict):
    type: Literal["strong", "em", "link"]
    attrs: NotRequired[dict[str, Any]]


class NodeOut(TypedDict):
    type: Literal["paragraph", "bullet_list", "ordered_list", "list_item", "hard_break", "text"]
    attrs: NotRequired[dict[str, Any]]
    content: NotRequired[list["NodeOut"]]
    marks: NotRequired[list[MarkOut]]
    text: NotRequired[str]


class DocOut(TypedDict):
    type: Literal["doc"]
    content: list[NodeOut]


class StepOut(TypedDict):
    """What more there is depends on the type; it is ProseMirror's own JSON."""

    __pydantic_config__ = ConfigDict(extra="allow")  # type: ignore[misc]

    stepType: Literal["replace", "replaceAround", "addMark", "removeMark", "attr"]


class _AsDoc:
    """Told as a document, and not looked at: what is wrong with one, parsing says."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return cast("dict[str, Any]", handler(TypeAdapter(DocOut).core_schema))


DocIn = Annotated[dict[str, Any], _AsDoc()]


def doc_json(doc: Node) -> DocOut:
    return cast("DocOut", doc.to_json())
